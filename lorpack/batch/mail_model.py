"""What is asked of a run of messages, and what it gives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lorpack.batch.crosscheck import Index
from lorpack.batch.drafts import Outcome
from lorpack.batch.manifest import Entry
from lorpack.batch.pool import Runner
from lorpack.findings import Finding, Place
from lorpack.messages.applicable import Reasons, applicable
from lorpack.messages.catalogue import Kind
from lorpack.messages.compose import Message
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.load import apply_ignores
from lorpack.schedule.standing import Standing

UNWRITTEN = "LOR528"
"""The finding about a message that was wanted and could not be written."""

Choose = Callable[[Application, LetterWriter, Standing, date], Reasons]
"""Which messages to write for one letter, each with the reason why."""


@dataclass(frozen=True)
class MailRequest:
    """What to write and where to. *kinds* and *writers* empty mean: what *choose* says, and all."""

    output: Path
    today: date
    kinds: tuple[Kind, ...] = ()
    writers: tuple[str, ...] = ()
    everything: bool = False
    force: bool = False
    note: str = ""
    choose: Choose = applicable


@dataclass(frozen=True)
class Drafted:
    """One message and its files; *why* it was written now."""

    message: Message
    why: str
    files: tuple[tuple[Path, Outcome], ...]


@dataclass(frozen=True)
class MailResult:
    """One application: its messages, the findings about them, and the writers left out."""

    folder: Path
    drafted: tuple[Drafted, ...]
    findings: tuple[Finding, ...]
    broken: tuple[str, ...] = ()


@dataclass
class MailDesk:
    """One application on its way: what is known of it, and the *findings* so far.

    The *workers* fill templates that are not lorpack's own.
    """

    application: Application
    request: MailRequest
    output: Path
    entries: Mapping[str, Entry]
    workers: Runner
    own_class: Index | None
    findings: list[Finding] = field(default_factory=list)

    def excused(self, found: Sequence[Finding]) -> list[Finding]:
        """*found* without what its settings ignore."""
        return apply_ignores(found, self.application.settings.ignore)

    def place(self, message: Message, *path: str) -> Place:
        """Where *path* stands in the file of the writer whom *message* goes to."""
        return self.application.place(f"writers/{message.writer}.yaml", *path)
