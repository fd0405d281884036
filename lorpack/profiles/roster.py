"""The files in ``writers/``: which are letter writers, and what is wrong with their names."""

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from lorpack.findings import Finding, Place, Severity
from lorpack.naming import is_reserved
from lorpack.profiles.folders import WRITERS
from lorpack.profiles.wording import id_from

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_YAML = re.compile(r"(?i)\.ya?ml(\.txt)?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of ``writers/``; *usable* when its name makes it a letter writer."""

    file: str
    id: str
    usable: bool


def roster(folder: Path) -> tuple[list[Entry], list[Finding]]:
    """The writers' files of the application in *folder*, sorted by id."""
    try:
        with os.scandir(folder / WRITERS) as there:
            names = sorted(entry.name for entry in there if _is_profile(entry))
    except (FileNotFoundError, NotADirectoryError):
        names = []
    except OSError as error:
        message = f"cannot read the folder {WRITERS}: {error.strerror}"
        place = Place(WRITERS)
        return [], [Finding("LOR102", Severity.ERROR, message, place, "check its permissions")]
    if not names:
        hint = f"add one file a letter writer, as {WRITERS}/chen.yaml"
        nobody = Finding("LOR212", Severity.WARNING, "no letter writer", Place(WRITERS), hint)
        return [], [nobody]
    return _sorted_out(names)


def _is_profile(entry: os.DirEntry[str]) -> bool:
    hidden = entry.name.startswith((".", "#", "~"))
    return not hidden and bool(_YAML.search(entry.name)) and not entry.is_dir()


def _sorted_out(names: list[str]) -> tuple[list[Entry], list[Finding]]:
    entries: list[Entry] = []
    findings: list[Finding] = []
    first: dict[str, str] = {}
    # Well-named files come first, so that it is the other one that is told to change.
    for name in sorted(names, key=lambda name: (not _is_good(name), name)):
        stem = _YAML.sub("", name)
        same = unicodedata.normalize("NFC", stem).casefold()
        problem = _double(name, first[same]) if same in first else _misnamed(name, stem)
        first.setdefault(same, name)
        entries.append(Entry(f"{WRITERS}/{name}", stem, problem is None))
        if problem:
            findings.append(problem)
    return sorted(entries, key=lambda entry: (entry.id, entry.file)), findings


def _is_good(name: str) -> bool:
    return name.endswith(".yaml") and bool(_ID.fullmatch(name.removesuffix(".yaml")))


def _double(name: str, other: str) -> Finding:
    message = f"{WRITERS}/{name} and {WRITERS}/{other} are the same writer"
    hint = "join the two files, or give one another name"
    return Finding("LOR215", Severity.ERROR, message, Place(f"{WRITERS}/{name}"), hint)


def _misnamed(name: str, stem: str) -> Finding | None:
    place = Place(f"{WRITERS}/{name}")
    wanted = f"{id_from(stem) or 'chen'}.yaml"
    if not _ID.fullmatch(stem):
        message = f"the file's name is the writer's id, and `{stem}` cannot be one"
        return Finding("LOR213", Severity.ERROR, message, place, f"rename it to {wanted}")
    if is_reserved(stem):
        message = f"the file's name is the writer's id, and Windows has no folder `{stem}`"
        return Finding("LOR213", Severity.ERROR, message, place, f"rename it to dr-{wanted}")
    if not name.endswith(".yaml"):
        message = f"this file is not read: its name ends in {name[len(stem) :]}, not in .yaml"
        return Finding("LOR214", Severity.ERROR, message, place, f"rename it to {wanted}")
    return None
