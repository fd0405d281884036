"""The files of a new application, and writing them without overwriting any."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from lorpack.cli.base import nearest
from lorpack.errors import OutputError, UsageError
from lorpack.files import write_atomic
from lorpack.naming import ascii_name
from lorpack.profiles.folders import is_there
from lorpack.resources import samples_dir

_STARTER = Path(__file__).parent / "starter"


@dataclass(frozen=True)
class Answers:
    """What a new application starts from; the defaults are plainly there to be replaced."""

    given: str = "Your"
    family: str = "Name"
    email: str = "you@example.org"
    school: str = "Your Medical School"
    background: str = "international"
    specialty: str = "Internal Medicine"
    portal: str = "eras"
    writer: str = "Dr. First Writer"

    @property
    def writer_id(self) -> str:
        """The id of the first writer, from the family name."""
        return _id(split_name(self.writer)[2], "writer")


def split_name(name: str) -> tuple[str, str, str]:
    """Title, given names and family name: a first guess, which the file lets one correct.

    >>> split_name("Prof. Wei-Lin Chen, MD")
    ('Prof.', 'Wei-Lin', 'Chen')
    """
    words = name.split(",")[0].split()
    title = "Dr."
    if words and re.fullmatch(r"(?i)(dr|prof|dre|mr|mrs|ms|mx)\.?|professor|doctor", words[0]):
        title = words.pop(0)
    return title, " ".join(words[:-1]), words[-1] if words else ""


def new_files(answers: Answers, today: date) -> dict[str, bytes]:
    """Every file of a new application, by its path in the folder."""
    title, given, family = split_name(answers.writer)
    season = today.year + 1
    values = {
        "given": _scalar(answers.given),
        "family": _scalar(answers.family),
        "email": _scalar(answers.email),
        "school": _scalar(answers.school),
        "background": answers.background,
        "specialty": _scalar(answers.specialty),
        "portal": _scalar(answers.portal),
        "target": _id(answers.specialty, "first"),
        "season": str(season),
        "season_start": str(season - 1),
        "letters_year": str(season - 1),
        "writer_id": answers.writer_id,
        "writer_title": _scalar(title),
        "writer_given": _scalar(given),
        "writer_family": _scalar(family),
    }
    files = {
        "applicant.yaml": _filled("applicant.yaml", values),
        f"writers/{answers.writer_id}.yaml": _filled("writers/writer.yaml", values),
        "lorpack.yaml": _filled("lorpack.yaml", values),
        ".gitignore": (_STARTER / "gitignore").read_bytes(),
    }
    for name in ("Makefile", "documents/README.txt"):
        files[name] = (_STARTER / name).read_bytes()
    statement = "documents/personal-statement.md"
    return files | {statement: (_STARTER / statement).read_bytes()} | _schemas()


def _filled(name: str, values: Mapping[str, str]) -> bytes:
    text = (_STARTER / name).read_text(encoding="utf-8")
    return Template(text).substitute(values).encode()


def _scalar(text: str) -> str:
    # A JSON string is a YAML scalar; without the quotes, `no` or `07030` would mean something else.
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _id(text: str, fallback: str) -> str:
    return ascii_name(text, fallback).lower()


def _schemas() -> dict[str, bytes]:
    from lorpack.profiles.schema import MODELS, json_schema

    return {
        f".lorpack/{kind}.schema.json": json.dumps(json_schema(kind), indent=1).encode() + b"\n"
        for kind in MODELS
        if kind != "progress"  # `lorpack track` writes that file; few people ever edit it.
    }


def sample_files(name: str) -> dict[str, bytes]:
    """Every file of the sample application *name*; UsageError when there is none."""
    samples = sorted(path.parent.name for path in samples_dir().glob("*/applicant.yaml"))
    if name not in samples:
        guess = nearest(name, samples)
        hint = f"{guess} " if guess else ""
        raise UsageError(f"there is no sample `{name}`", f"{hint}there are: {', '.join(samples)}")
    root = samples_dir() / name
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def refuse_existing(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raise OutputError when one of *files* is in *folder* already.

    Those that an interrupted ``init`` left, with the very same bytes, are no hindrance while
    others are missing.
    """
    there = [name for name in files if is_there(folder / name)]
    if len(there) < len(files):
        there = [name for name in there if not _is_same(folder / name, files[name])]
    if there:
        listed = ", ".join(there[:5]) + (f" and {len(there) - 5} more" if there[5:] else "")
        hint = "nothing was written; name another folder: `lorpack init DIR`"
        raise OutputError(f"there already in {folder}: {listed}", hint)


def _is_same(path: Path, data: bytes) -> bool:
    try:
        return not path.is_symlink() and path.is_file() and path.read_bytes() == data
    except OSError:
        return False


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write *files* into *folder*; when one is there already, write none and raise OutputError."""
    refuse_existing(folder, files)
    for name, data in files.items():
        if not is_there(folder / name):
            write_atomic(folder / name, data)
    return [folder / name for name in files]
