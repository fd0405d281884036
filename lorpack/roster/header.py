"""The header of a roster: which columns are known, and what is wrong with the others."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lorpack.findings import Finding
from lorpack.profiles.decoding import suspects
from lorpack.profiles.wording import error, shown
from lorpack.roster.columns import Column, column_for, nearest
from lorpack.roster.model import Row, Table, letters


@dataclass(frozen=True)
class Header:
    """The known columns by their position, and the positions that are left out on purpose."""

    columns: Mapping[int, Column]
    ignored: frozenset[int]

    @property
    def names(self) -> frozenset[str]:
        """The names of the columns that are there."""
        return frozenset(column.name for column in self.columns.values())

    def position(self, name: str) -> int:
        """Where the column called *name* stands; 0 when it is not there."""
        return next((at for at, column in self.columns.items() if column.name == name), 0)


def read_header(table: Table, ignore: Collection[str]) -> tuple[Header, list[Finding]]:
    """The header of *table*; columns named in *ignore*, or beginning with ``#``, are left out."""
    unwanted = {word.strip().casefold() for word in ignore}
    found: dict[int, Column] = {}
    ignored: set[int] = set()
    findings: list[Finding] = []
    first: dict[str, int] = {}
    for at, cell in enumerate(table.header.cells):
        title = cell.text.strip()
        if title.casefold() in unwanted or (title.startswith("#") and not cell.problem):
            ignored.add(at)
            continue
        if cell.problem:  # Even #REF!, which begins like a column of one's own.
            findings.append(table.finding(cell.problem, table.header.number, at))
            continue
        column = None if any(suspects(title)) else column_for(title)
        if column is None:
            if title:
                findings.append(_unknown(table, at, title))
        elif column.name in first:
            findings.append(_twice(table, at, column, first[column.name]))
        else:
            first[column.name] = at
            found[at] = column
    header = Header(found, frozenset(ignored))
    if "applicant.id" not in header.names:
        hint = 'add a column "Applicant ID" with the name of each applicant\'s folder'
        notice = error("LOR903", "there is no column `applicant.id`", hint)
        findings.append(table.finding(notice, table.header.number, 0))
    return header, findings


def rows_above(table: Table) -> list[Finding]:
    """Findings for rows over the header, where they are about nobody."""
    message = "the row stands above the header, and is not imported"
    hint = "move it below the header, or delete it; a title stands in one cell"
    return [
        error("LOR920", f"row {row.number}: {message}", hint).at(table.place(row.number))
        for row in table.above
    ]


def strays(table: Table, header: Header, row: Row) -> list[Finding]:
    """Findings for cells of *row* that stand in no column with a header."""
    wide = len(table.header.cells)
    for at, cell in enumerate(row.cells):
        nameless = at >= wide or table.header.cells[at].is_blank
        if nameless and not cell.is_blank and at not in header.ignored:
            hint = "give the column a header; in CSV, a text with commas goes in quotes"
            notice = error("LOR902", f"column {letters(at)} has no header", hint)
            return [table.finding(notice, row.number, at)]
    return []


def _unknown(table: Table, at: int, title: str) -> Finding:
    near = nearest(title)
    guess = f"did you mean `{near}`? " if near else ""
    hint = f"{guess}`lorpack import --columns` lists all; or --ignore-column, or a # before it"
    notice = error("LOR901", f"unknown column `{shown(title)}`", hint)
    return table.finding(notice, table.header.number, at)


def _twice(table: Table, at: int, column: Column, first: int) -> Finding:
    other = "writer." + column.name.partition(".")[2]
    hint = "delete one of them"
    if column.name.startswith("applicant.") and column_for(other):
        hint = f"if this one is about the letter writer, call it `{other}`"
    message = f"`{column.name}` stands in column {letters(first)} already"
    return table.finding(error("LOR902", message, hint), table.header.number, at)
