"""A YAML file as read, and where everything in it stands."""

import re
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


class Readable(Protocol):
    """What a profile is read from: a file, or one item of a file that is a list."""

    @property
    def file(self) -> str:
        """The file's name."""

    @property
    def tree(self) -> dict[str, Any]:
        """The keys and values."""

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
    values: dict[Path, Span] = field(repr=False)
    keys: dict[Path, Span] = field(repr=False)

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
        span = self.values.get(where)
        words = text.split()
        if not where or span is None or not words:
            return self.place(*path)
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

    def _at(self, span: Span) -> Place:
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
