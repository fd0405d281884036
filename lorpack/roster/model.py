"""A roster as read: cells, rows and where they stand in the spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from lorpack.findings import Finding, Notice, Place

MAX_ROWS = 5_000
MAX_COLUMNS = 200
TITLE_ROWS = 10  # So far down a header is looked for.

Path = tuple[str | int, ...]
"""The way to a value in a profile: keys, and indexes of list items."""

Content = str | tuple[str, ...]
"""What a profile holds at a path: a text, or a list of words."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, or the *problem* that makes it useless.

    *is_date*: the spreadsheet holds a day, and *text* is that day as an ISO date.
    """

    text: str = ""
    problem: Notice | None = None
    is_date: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is to be seen there."""
        return self.problem is None and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A row, with its *number* as the spreadsheet shows it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A sheet: the row of headers and those below it. *file* is how findings name it.

    *above* are rows over the header that look like more than a title.
    """

    file: str
    header: Row
    rows: tuple[Row, ...]
    above: tuple[Row, ...] = ()

    def place(self, row: int, column: int = 0) -> Place:
        """The cell in *row* (as shown) and *column* (from 0)."""
        return Place(self.file, row, column + 1)

    def where(self, row: int, column: int) -> str:
        """``row 5, column C (Letter ID)``: a cell as a person looks for it."""
        cells = self.header.cells
        title = " ".join(cells[column].text.split()) if column < len(cells) else ""
        about = f" ({title[:40]})" if title else ""
        return f"row {row}, column {letters(column)}{about}"

    def finding(self, notice: Notice, row: int, column: int) -> Finding:
        """*notice* as a finding about one cell."""
        message = f"{self.where(row, column)}: {notice.message}"
        place = self.place(row, column)
        return Finding(notice.code, notice.severity, message, place, notice.hint)


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell means, and which cell that is."""

    content: Content
    row: int
    column: int


Fields = Mapping[Path, Value]
"""Values by their path in a profile, or in an item of one of its lists."""


@dataclass(frozen=True)
class TargetRow:
    """A specialty that a student applies to.

    *id* is empty when the roster gives none, and *given* the cell that gives it.
    """

    id: str
    fields: Fields
    given: Value | None = None

    @property
    def specialty(self) -> str:
        """The specialty's name, or empty."""
        value = self.fields.get(("specialty",))
        return str(value.content) if value else ""

    @property
    def cell(self) -> Value | None:
        """The cell that stands for the whole target."""
        any_of_it = next(iter(self.fields.values()), None)
        return self.fields.get(("specialty",)) or self.given or any_of_it


@dataclass(frozen=True)
class WriterRow:
    """A letter writer of a student: the row, the id if one is given, and what is known.

    *target* is the index of the student's target, and *named* the cell that names it; None when
    the row names none.
    """

    row: int
    id: str
    fields: Fields
    target: int | None = None
    named: Value | None = None


@dataclass(frozen=True)
class Student:
    """All rows of one applicant. *good*: nothing about the applicant is wrong."""

    id: str
    rows: tuple[int, ...]
    fields: Fields
    targets: tuple[TargetRow, ...]
    writers: tuple[WriterRow, ...]
    good: bool = True
    bad_rows: frozenset[int] = frozenset()


def letters(column: int) -> str:
    """How a spreadsheet names a column: A for 0, AB for 27."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
