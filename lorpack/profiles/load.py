"""Reading the folder of one application: every file, every finding, in one pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from lorpack.errors import InputError
from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.applicant import Applicant
from lorpack.profiles.application import Application, LetterWriter, Loaded
from lorpack.profiles.checks import Draft, can_ignore, check_all
from lorpack.profiles.folders import (
    APPLICANT,
    SETTINGS,
    SHARED_SETTINGS,
    find_applications,
    has_office,
    is_there,
    misnamed,
    not_read,
    read_own,
)
from lorpack.profiles.journal import read_journal
from lorpack.profiles.roster import roster
from lorpack.profiles.settings import Settings, merged
from lorpack.profiles.source import YamlSource, read_source
from lorpack.profiles.validate import validate
from lorpack.profiles.writer import Writer

__all__ = ["apply_ignores", "find_applications", "load"]

M = TypeVar("M", bound=BaseModel)

_KINDS: Mapping[str, tuple[str, type[BaseModel]]] = {
    "an applicant": (APPLICANT, Applicant),
    "a letter writer": ("writers/<id>.yaml", Writer),
    "settings": (SETTINGS, Settings),
}


def load(folder: Path, *, look_for_files: bool = True) -> Loaded:
    """Read the application in *folder*; without *look_for_files*, supplied documents may be missing.

    Whatever is wrong comes as findings, those ignored in ``lorpack.yaml`` left out. Raises
    InputError when *folder* is no folder.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder", "`lorpack init DIR` makes a new application")
    reader = _Folder(folder)
    applicant = reader.applicant()
    office = reader.shared_settings()
    settings = reader.settings(office)
    writers = reader.writers()
    known = frozenset(reader.seen)
    draft = Draft(folder, applicant, writers, settings, reader.sources, known, office)
    crossed = check_all(draft, look_for_files=look_for_files)
    lost = {finding.writer for finding in crossed if finding.code == "LOR211"}
    journal = read_journal(folder, known)
    findings = [*reader.findings, *crossed, *journal.findings]
    application = None
    unclear = any(finding.code == "LOR130" for finding in crossed)
    if applicant and reader.is_listed and not unclear:
        usable = tuple(writer for writer in writers if writer.id not in lost)
        application = Application(
            folder, applicant, usable, settings, reader.sources, journal.entries
        )
    kept = sorted(apply_ignores(findings, settings.ignore), key=lambda finding: finding.sort_key)
    broken = tuple(sorted({*reader.broken, *lost}))
    return Loaded(folder, application, tuple(kept), broken, journal.is_read)


class Excuse(Protocol):
    """An entry of ``ignore``: a code, everywhere or in one file only."""

    @property
    def code(self) -> str:
        """LOR601."""

    @property
    def file(self) -> str | None:
        """The file, or None for all."""


def apply_ignores(findings: Iterable[Finding], excuses: Sequence[Excuse]) -> list[Finding]:
    """*findings* without those that the entries *excuses* of ``lorpack.yaml`` ignore.

    An error that leaves a file unread (LOR1xx among them) is never left out.
    """

    def ignored(finding: Finding) -> bool:
        if finding.severity is Severity.ERROR and not can_ignore(finding.code):
            return False
        return any(
            entry.code == finding.code and entry.file in (None, finding.place.file)
            for entry in excuses
        )

    return [finding for finding in findings if not ignored(finding)]


class _Folder:
    """Reads the files of one folder, and collects what is found on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources: dict[str, YamlSource] = {}
        self.findings: list[Finding] = []
        self.broken: list[str] = []
        self.seen: list[str] = []
        self.is_listed = True

    def applicant(self) -> Applicant | None:
        """``applicant.yaml``, or None when it is missing or has errors."""
        if not is_there(self.folder / APPLICANT):
            other = misnamed(self.folder, APPLICANT)
            hint = (
                f"rename {other} to {APPLICANT}"
                if other
                else "`lorpack init` writes one to start from"
            )
            message = f"there is no {APPLICANT}"
            missing = Finding("LOR127", Severity.ERROR, message, Place(APPLICANT), hint)
            self.findings.append(missing)
            return None
        return self._read(APPLICANT, "an applicant", Applicant)

    def settings(self, office: Settings | None) -> Settings:
        """``lorpack.yaml``, over that of the *office*; without either, or with errors, the defaults."""
        read = self._settings_in(SETTINGS) if is_there(self.folder / SETTINGS) else None
        own = read or Settings()
        if slip := not_read(self.folder, SETTINGS):
            self.findings.append(slip)
        return merged(own, office) if office else own

    def shared_settings(self) -> Settings | None:
        """What the office says for all its applications."""
        return self._settings_in(SHARED_SETTINGS) if has_office(self.folder) else None

    def _settings_in(self, file: str) -> Settings | None:
        """What *file* says; an empty one, or one with remarks alone, says nothing."""
        data = read_own(self.folder, file)
        if isinstance(data, bytes) and not _says_something(data):
            return None
        return self._taken(data, file, "settings", Settings)

    def writers(self) -> list[LetterWriter]:
        """Every writer whose file is right, by id."""
        entries, findings = roster(self.folder)
        # A folder that cannot be listed must not pass for an application without writers.
        self.is_listed = not any(finding.code == "LOR102" for finding in findings)
        for finding in findings:
            owner = next((one.id for one in entries if one.file == finding.place.file), "")
            self.findings.append(replace(finding, writer=owner))
        writers = []
        for entry in entries:
            self.seen.append(entry.id)
            profile = self._read(entry.file, "a letter writer", Writer, entry.id)
            if profile and entry.usable:
                writers.append(LetterWriter(entry.id, profile))
        good = {writer.id for writer in writers}
        self.broken += [entry.id for entry in entries if entry.id not in good]
        return writers

    def _read(self, file: str, kind: str, model: type[M], writer: str = "") -> M | None:
        """*file* as a *model*; None when anything in it is an error."""
        return self._taken(read_own(self.folder, file), file, kind, model, writer)

    def _taken(
        self, data: bytes | Finding, file: str, kind: str, model: type[M], writer: str = ""
    ) -> M | None:
        if isinstance(data, Finding):
            self.findings.append(replace(data, writer=writer))
            return None
        source, findings = read_source(data, file)
        profile: M | None = None
        if source:
            self.sources[file] = source
            if stranger := _stranger(source, kind):
                findings.append(stranger)
            else:
                others = {name: other for name, other in _KINDS.values() if other is not model}
                profile, more = validate(model, source, others)
                findings += more
        self.findings += [replace(finding, writer=writer) for finding in findings]
        return None if any(one.severity is Severity.ERROR for one in findings) else profile


def _says_something(data: bytes) -> bool:
    lines = data.decode("utf-8-sig", errors="replace").splitlines()
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def _stranger(source: YamlSource, kind: str) -> Finding | None:
    """The finding for a file that is another kind of profile than its name says."""
    own = _only_here(kind, source.tree)
    for other, (file, _) in _KINDS.items():
        theirs = _only_here(other, source.tree)
        if other != kind and theirs >= 2 and theirs > 2 * own:
            message = f"this holds {other}, where {kind} is wanted"
            if kind == "settings":
                message = f"this holds {other}, where settings are wanted"
            hint = f"move it to {file}"
            return Finding("LOR126", Severity.ERROR, message, Place(source.file), hint)
    return None


def _only_here(kind: str, tree: dict[str, Any]) -> int:
    """How many keys of *tree* only this *kind* of profile has."""
    return len(_own_keys(kind) & tree.keys())


@cache
def _own_keys(kind: str) -> frozenset[str]:
    """The keys at the top that no other *kind* of profile has."""
    rest = {
        name for other, (_, model) in _KINDS.items() if other != kind for name in model.model_fields
    }
    return frozenset(_KINDS[kind][1].model_fields) - rest
