"""The texts of an application whose wording is looked at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lorpack.advice.located import in_profile
from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.application import Application, LetterWriter, Step
from lorpack.profiles.folders import APPLICANT


@dataclass(frozen=True, slots=True)
class Passage:
    """A *text* of a profile; *writer* is None in the applicant's own.

    *field* are the keys that lead to it: ``brag.text``, ``letter.focus``.
    """

    application: Application
    writer: LetterWriter | None
    path: tuple[Step, ...]
    field: str
    text: str

    @property
    def file(self) -> str:
        """The file that it stands in."""
        return self.writer.file if self.writer else APPLICANT

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where the characters *start* to *end* stand."""
        stop = len(self.text) if end is None else end
        return in_profile(self.application, self.file, self.path, self.text, start, stop)

    def finding(
        self,
        code: str,
        severity: Severity,
        message: str,
        hint: str,
        span: tuple[int, int] | None = None,
    ) -> Finding:
        """A finding about the characters of *span*, or about all of it."""
        place = self.place(*(span or (0, None)))
        return Finding(code, severity, message, place, hint, self.writer.id if self.writer else "")


def passages(application: Application) -> list[Passage]:
    """Every text of the applicant's profile, then of each writer's, in the order of the models."""
    trees: list[tuple[LetterWriter | None, Any]] = [(None, application.applicant.model_dump())]
    trees += [(writer, writer.profile.model_dump()) for writer in application.writers]
    return [
        Passage(application, writer, path, field, text)
        for writer, tree in trees
        for path, field, text in _texts(tree, (), "")
    ]


def words(text: str) -> list[str]:
    """The words of *text* in lower case."""
    return re.findall(r"\w+", text.casefold())


def _texts(
    value: Any, path: tuple[Step, ...], field: str
) -> Iterator[tuple[tuple[Step, ...], str, str]]:
    if type(value) is str:
        yield path, field, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if inner:
                yield from _texts(inner, (*path, key), f"{field}.{key}" if field else key)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index), field)
