"""An application's own templates beside the packaged ones: survey, copy, compare."""

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lorpack import __version__
from lorpack.cli.base import nearest
from lorpack.errors import InputError, OutputError, TemplateFault, UsageError
from lorpack.files import write_atomic
from lorpack.profiles.folders import is_there
from lorpack.templating import own_templates, packaged_templates

FOLDER = "templates"
RECORD = ".lorpack/templates.json"
"""What was copied from which version: ``{name: {"lorpack": version, "sha256": digest}}``."""


@dataclass(frozen=True)
class Template:
    """A template, whose file wins (*file* is empty for the packaged one), in words."""

    name: str
    file: str
    state: str


def survey(folder: Path) -> list[Template]:
    """Every template of lorpack and of the application in *folder*, by name."""
    own, packaged = _own(folder), packaged_templates()
    return [
        Template(name, f"{FOLDER}/{name}" if name in own else "", _state(name, own, packaged))
        for name in sorted({*own, *packaged})
    ]


def _state(name: str, own: Mapping[str, str], packaged: Mapping[str, str]) -> str:
    if name not in own:
        return "packaged"
    if name not in packaged:
        guess = nearest(name, packaged)
        return f"yours; lorpack has none of this name{'; ' + guess if guess else ''}"
    return "yours, equal to the packaged one" if own[name] == packaged[name] else "yours"


def copy_out(folder: Path, names: Sequence[str], *, everything: bool) -> list[Path]:
    """Copy packaged templates into the application in *folder*; give the files written.

    Raises OutputError, before anything is written, when one is there already.
    """
    packaged = packaged_templates()
    if not names and not everything:
        raise UsageError("which template?", "name one of `lorpack templates list`, or use --all")
    wanted = list(packaged) if everything else list(dict.fromkeys(names))
    for name in wanted:
        _known(name, packaged)
    own = _own(folder)
    record = _record(folder)
    there = [name for name in wanted if is_there(folder / FOLDER / name)]
    # What an interrupted copy left is packaged text that is not on record yet.
    there = [name for name in there if name in record or own.get(name) != packaged[name]]
    if there:
        hint = "nothing was written; delete your copy first, or leave it out"
        listed = ", ".join(f"{FOLDER}/{name}" for name in there)
        raise OutputError(f"there already: {listed}", hint)
    for name in wanted:
        write_atomic(folder / FOLDER / name, packaged[name].encode())
        record[name] = {"lorpack": __version__, "sha256": _digest(packaged[name])}
    text = json.dumps(record, indent=2, sort_keys=True) + "\n"
    write_atomic(folder / RECORD, text.encode())
    return [folder / FOLDER / name for name in wanted]


def differences(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """A unified diff from the packaged template to one's own, for each own one (or *names*)."""
    own, packaged = _own(folder), packaged_templates()
    for name in names:
        _known(name, {**packaged, **own})
    return {
        name: _diff(name, packaged.get(name, ""), own[name])
        for name in (names or own)
        if name in own
    }


def _diff(name: str, packaged: str, own: str) -> str:
    lines = difflib.unified_diff(
        packaged.splitlines(), own.splitlines(), f"lorpack/{name}", f"{FOLDER}/{name}", lineterm=""
    )
    return "\n".join(lines)


def moved_on(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Of *names*, those whose packaged template changed since the copy, with the version then."""
    record, packaged = _record(folder), packaged_templates()
    return {
        name: str(record[name].get("lorpack", "?"))
        for name in names
        if name in record
        and name in packaged
        and record[name].get("sha256") != _digest(packaged[name])
    }


def _own(folder: Path) -> dict[str, str]:
    if not (folder / "applicant.yaml").exists():
        raise InputError(
            f"no application in {folder}", "go into its folder, or name it with --in DIR"
        )
    try:
        return own_templates(folder)
    except TemplateFault as fault:
        raise InputError(f"{fault.file}: {fault.message}", fault.hint) from fault


def _known(name: str, names: Iterable[str]) -> None:
    if name not in names:
        guess = nearest(name, names)
        hint = f"{guess} " if guess else ""
        raise UsageError(f"no template is called `{name}`", f"{hint}see `lorpack templates list`")


def _record(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        read = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"cannot read {folder / RECORD}: {reason}", "check it, then repeat"
        ) from error
    return {k: v for k, v in read.items() if isinstance(v, dict)} if isinstance(read, dict) else {}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
