"""A finding: what is wrong or worth a look, where it stands, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding matters: an error fails, a warning fails under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst, for sorting."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: a *file* relative to the application, and a 1-based position.

    *line* 0 means the whole file. *width* is the number of characters to underline, and
    *excerpt* the source line as it stands in the file (empty when there is none).
    """

    file: str
    line: int = 0
    column: int = 0
    width: int = 1
    excerpt: str = ""

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. *code* is listed in :mod:`lorpack.codes`, which also explains it.

    *writer* is the id of the letter writer whose packet it concerns, or empty when it
    concerns the whole application.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    hint: str = ""
    writer: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """File, position, code: the order in which findings are shown."""
        return (self.place.file, self.place.line, self.place.column, self.code, self.message)

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "writer": self.writer,
        }


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding that does not know its place yet: what a reader of one document noticed."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING

    def at(self, place: Place, writer: str = "") -> Finding:
        """The finding, now that its place is known."""
        return Finding(self.code, self.severity, self.message, place, self.hint, writer)


def errors_in(findings: Iterable[Finding]) -> list[Finding]:
    """Those of *findings* that are errors."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]
