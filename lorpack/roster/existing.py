"""What is in the folder of a class already."""

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lorpack.errors import InputError
from lorpack.findings import Finding, Notice, errors_in
from lorpack.profiles.folders import APPLICANT, WRITERS, read_profile
from lorpack.profiles.positions import YamlSource
from lorpack.profiles.roster import roster
from lorpack.profiles.source import read_source
from lorpack.profiles.wording import error
from lorpack.roster.record import RECORD, Record, read_record


@dataclass(frozen=True)
class Existing:
    """The folder of one application as it is; *shown* is how findings name it.

    *unusable* are the files that are there and cannot be edited. *problem*: nothing in the
    folder may be touched.
    """

    shown: str
    data: Mapping[str, bytes] = field(default_factory=dict)
    sources: Mapping[str, YamlSource] = field(default_factory=dict)
    unusable: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    record: Record = field(default_factory=Record)
    problem: Notice | None = None


class Class:
    """The folder of a class. Raises InputError when *root* cannot be one."""

    def __init__(self, root: Path, shown: str) -> None:
        self.root = root
        self.shown = shown
        if (root / APPLICANT).exists():
            hint = "name the folder above it, in which each applicant has a folder"
            raise InputError(f"{shown} is the folder of one application", hint)
        try:
            names = os.listdir(root) if root.exists() else []  # noqa: PTH208
        except OSError as fault:
            reason = (fault.strerror or "unknown").lower()
            raise InputError(f"cannot read the folder {shown}: {reason}") from fault
        self._names = {_folded(name): name for name in names}

    def imported(self) -> list[str]:
        """The folders that came from a roster, sorted."""
        return sorted(
            name for name in self._names.values() if (self.root / name / RECORD).is_file()
        )

    def named(self, id: str) -> str:
        """How findings name the folder of the application *id*."""
        return f"{self.shown}/{id}" if self.shown != "." else id

    def application(self, id: str) -> Existing:
        """The folder for the application *id*, which need not exist."""
        shown = self.named(id)
        name = self._names.get(_folded(id))
        if name is None:
            return Existing(shown)
        folder = self.root / id
        if name != id:
            hint = f"rename the folder to {id}, or correct the id"
            return Existing(shown, problem=error("LOR907", f"there is a folder `{name}`", hint))
        inner = (folder / WRITERS, folder / Path(RECORD).parent)
        if any(one.is_symlink() or (one.exists() and not one.is_dir()) for one in (folder, *inner)):
            hint = "put a real folder there"
            message = f"{shown} or a folder in it is a link or a file"
            return Existing(shown, problem=error("LOR912", message, hint))
        return _read(folder, shown)

    def person(self, id: str) -> str:
        """The name in the folder of the application *id*, or empty."""
        source = self.application(id).sources.get(APPLICANT)
        parts = [source.tree_at(("name", part)) for part in ("given", "family")] if source else []
        return " ".join(part for part in parts if isinstance(part, str))


def _read(folder: Path, shown: str) -> Existing:
    files = [APPLICANT] if os.path.lexists(folder / APPLICANT) else []
    entries, _ = roster(folder)
    files += [entry.file for entry in entries]
    data: dict[str, bytes] = {}
    sources: dict[str, YamlSource] = {}
    for file in files:
        content = read_profile(folder, file)
        if isinstance(content, Finding):
            continue
        data[file] = content
        source, findings = read_source(content, file)
        if source and not errors_in(findings):
            sources[file] = source
    record, problem = _record(folder)
    names = frozenset(_folded(Path(file).name) for file in files)
    unusable = frozenset(files) - sources.keys()
    return Existing(shown, data, sources, unusable, names, record, problem)


def _record(folder: Path) -> tuple[Record, Notice | None]:
    if not os.path.lexists(folder / RECORD):
        return Record(), None
    content = read_profile(folder, RECORD)
    record = None if isinstance(content, Finding) else read_record(content)
    if record is None:
        hint = "delete it: nothing that stands in a profile is overwritten then"
        message = f"{RECORD}, which knows what was imported last, cannot be read"
        return Record(), error("LOR912", message, hint)
    return record, None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
