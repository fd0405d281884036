"""A YAML file as read, and where everything in it stands."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, Protocol

from lorpack.findings import Place
from lorpack.profiles.application import Step

Path = tuple[Step, ...]
"""The way to a value: keys, and indexes of list items."""


def _as_written(word: str) -> str:
    """A pattern for *word* as it stands in a file, where quotes may be doubled or escaped."""
    return re.escape(word).replace("'", "''?").replace('"', '\\\\?"')


class Span(NamedTuple):
    """Where a value stands: 0-based *line* and *column*, and its characters in the text."""

    line: int
    column: int
    width: int
    start: int
    end: int


Mark = Any
"""Where a value stands, as it was met: a :class:`Span`, or the parser's event where it begins.

Few places are ever asked for, so a span is counted when it is.
"""


def span_of(mark: Mark, lines: Sequence[str]) -> Span:
    """The characters of a value that are underlined: never more than a line of *lines*."""
    if isinstance(mark, Span):
        return mark
    start, end = mark.start_mark, mark.end_mark
    line, column, index = start.line, start.column, start.index
    if hasattr(mark, "flow_style"):  # The start of a list or of keys; its end was not on that line.
        return Span(line, column, len(lines[line].rstrip()) - column, index, end.index)
    if end.line == line:
        return Span(line, column, end.column - column, index, end.index)
    if mark.style in ("|", ">"):
        # The text of a block is what counts, not the sign that introduces it.
        for offset in range(line + 1, min(end.line + 1, len(lines))):
            text = lines[offset]
            if text.strip():
                column = len(text) - len(text.lstrip())
                return Span(offset, column, len(text.strip()), index, end.index)
    return Span(line, column, len(lines[line].rstrip()) - column, index, end.index)


class Readable(Protocol):
    """What a profile is read from: a file, or one item of a file that is a list."""

    @property
    def file(self) -> str:
        """The file's name."""

    @property
    def tree(self) -> dict[str, Any]:
        """The keys and values."""

    @property
    def has_empty(self) -> bool:
        """Whether any key has no value."""

    def place(self, *path: Step, key: bool = False) -> Place:
        """Where the value at *path* stands (its key, with ``key=True``)."""

    def tree_at(self, path: Path) -> Any:
        """The value at *path*, or None."""


@dataclass(frozen=True)
class YamlSource:
    """A YAML file as read: its *tree* of dict, list, str and None, and where everything stands."""

    file: str
    tree: dict[str, Any]
    text: str = field(repr=False)
    lines: list[str] = field(repr=False)
    values: dict[Path, Mark] = field(repr=False)
    keys: dict[Path, Mark] = field(repr=False)
    has_empty: bool = True

    @property
    def digest(self) -> str:
        """The SHA-256, in hex, of the text as it was read."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def place(self, *path: Step, key: bool = False) -> Place:
        """Where the value at *path* stands (its key, with ``key=True``).

        A path that is not in the file gives the place of its nearest parent: that parent's
        key, or the whole file.
        """
        if path not in self.values:
            while path and path not in self.values:
                path = path[:-1]
            key = True
        if not path:
            return Place(self.file)
        return self._at((self.keys if key else self.values).get(path) or self.values[path])

    def find(self, text: str, *path: Step, skip: int = 0) -> Place:
        """Where *text* stands inside the value at *path*; else the place of the value.

        White space matches any other, so that text which is folded over lines is found. *skip*
        so many occurrences, to come to a later one.
        """
        where = path
        while where and where not in self.values:
            where = where[:-1]
        mark = self.values.get(where)
        words = text.split()
        if not where or mark is None or not words:
            return self.place(*path)
        span = span_of(mark, self.lines)
        pattern = re.compile(r"\s+".join(map(_as_written, words)))
        matches = pattern.finditer(self.text, span.start, span.end)
        found = next(islice(matches, skip, None), None)
        if found is None:
            return self.place(*path)
        line = self.text.count("\n", 0, found.start())
        column = found.start() - (self.text.rfind("\n", 0, found.start()) + 1)
        width = len(found[0].partition("\n")[0])
        return self._at(Span(line, column, width, found.start(), found.end()))

    def tree_at(self, path: Path) -> Any:
        """The value at *path*, or None."""
        return _value_at(self.tree, path)

    def _at(self, mark: Mark) -> Place:
        span = span_of(mark, self.lines)
        excerpt = self.lines[span.line]
        return Place(self.file, span.line + 1, span.column + 1, max(1, span.width), excerpt)


@dataclass(frozen=True)
class Item:
    """One item of a file that is a list, as a source of its own; *tree* is what stands there."""

    whole: YamlSource
    index: int
    tree: Any

    @property
    def file(self) -> str:
        """The file's name."""
        return self.whole.file

    @property
    def has_empty(self) -> bool:
        """Whether any key of the file has no value."""
        return self.whole.has_empty

    def place(self, *path: Step, key: bool = False) -> Place:
        """Where the value at *path* stands; the item, when it has no such value."""
        return self.whole.place(self.index, *path, key=key)

    def tree_at(self, path: Path) -> Any:
        """The value at *path*, or None."""
        return _value_at(self.tree, path)


def _value_at(value: Any, path: Path) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value
