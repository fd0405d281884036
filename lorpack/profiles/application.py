"""An application as the rest of lorpack sees it: typed, frozen, knowing where things stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from lorpack.findings import Finding, Place
from lorpack.profiles.applicant import Applicant, Target
from lorpack.profiles.folders import SETTINGS, SHARED_SETTINGS
from lorpack.profiles.progress import LogEntry
from lorpack.profiles.settings import Settings
from lorpack.profiles.writer import Writer

Step = str | int
"""A step into a document: a key, or the index of a list item."""


class Source(Protocol):
    """A YAML file as read, which knows the position of every value in it."""

    @property
    def tree(self) -> dict[str, Any]:
        """The keys and values, before they were checked."""

    @property
    def digest(self) -> str:
        """The SHA-256, in hex, of the text as it was read."""

    def tree_at(self, path: tuple[Step, ...]) -> Any:
        """The value at *path*, or None."""

    def place(self, *path: Step, key: bool = False) -> Place:
        """Where the value at *path* stands (its key, with ``key=True``).

        A path that is not in the file gives the place of its nearest parent.
        """

    def find(self, text: str, *path: Step, skip: int = 0) -> Place:
        """Where *text* stands in the value at *path*, after *skip* other occurrences."""


def settings_file(sources: Mapping[str, Source], *path: Step) -> str:
    """The ``lorpack.yaml`` that says what holds at *path*: the office's where the own is silent."""
    files = (file for file in (SETTINGS, SHARED_SETTINGS) if file in sources)
    return next((file for file in files if sources[file].tree_at(path) is not None), SETTINGS)


@dataclass(frozen=True)
class LetterWriter:
    """One writer: the id (the file's name without ``.yaml``), and what the file says."""

    id: str
    profile: Writer

    @property
    def file(self) -> str:
        """The file, relative to the application."""
        return f"writers/{self.id}.yaml"


@dataclass(frozen=True)
class Application:
    """One applicant and one cycle, as read from *folder*; *log* is ``progress.yaml``."""

    folder: Path
    applicant: Applicant
    writers: tuple[LetterWriter, ...]
    settings: Settings
    sources: Mapping[str, Source]
    log: tuple[LogEntry, ...] = ()

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.folder.name

    def target_of(self, writer: LetterWriter) -> Target:
        """The target that *writer* writes for (loading made sure that it exists)."""
        target = self.applicant.target(writer.profile.target)
        assert target is not None, "loading checks targets"
        return target

    def place(self, file: str, *path: Step, key: bool = False) -> Place:
        """Where the value at *path* of *file* stands; the whole file when it was not read."""
        source = self.sources.get(file)
        return source.place(*path, key=key) if source else Place(file)

    def find(self, file: str, text: str, *path: Step, skip: int = 0) -> Place:
        """Where *text* stands in the value at *path* of *file*, after *skip* occurrences."""
        source = self.sources.get(file)
        return source.find(text, *path, skip=skip) if source else Place(file)


@dataclass(frozen=True)
class Loaded:
    """What reading a folder gave: an application, when it can be used, and every finding.

    *application* is None when ``applicant.yaml`` is missing or has errors. Writers whose
    file has errors are left out of it, and named in *broken*. *log_is_read* is False when what
    happened so far is not known; an application without a log has one that is empty.
    """

    folder: Path
    application: Application | None
    findings: tuple[Finding, ...]
    broken: tuple[str, ...] = ()
    log_is_read: bool = True
