"""Reading a roster's file, whatever kind of table it is."""

from collections.abc import Iterable
from pathlib import Path

from lorpack.errors import InputError
from lorpack.reading import read_regular
from lorpack.roster.columns import column_for
from lorpack.roster.model import MAX_COLUMNS, MAX_ROWS, TITLE_ROWS, Cell, Row, Table

MAX_BYTES = 10 << 20

_LEAST_DATA = 3  # A title and a note beside it are two.
_OLE = b"\xd0\xcf\x11\xe0"


def read_table(path: Path, name: str, sheet: str | None = None) -> Table:
    """The table in the file *path*, which findings call *name*; *sheet* of a workbook.

    Raises InputError when it cannot be read as a table at all, UsageError when it is not clear
    which sheet is meant, and DependencyError for a workbook without openpyxl.
    """
    data = _bytes(path, name)
    if data.startswith(b"PK\x03\x04"):
        from lorpack.roster.workbook import rows_of_workbook

        rows: Iterable[Row] = rows_of_workbook(data, name, sheet)
    elif data.startswith(_OLE):
        raise InputError(
            f"{name} is an old (.xls) or password-protected workbook",
            "in Excel: File > Save As > Excel Workbook (.xlsx), without a password",
        )
    else:
        from lorpack.roster.text_table import rows_of_text

        if sheet:
            raise InputError(f"{name} is no workbook, it has no sheets", "leave out --sheet")
        rows = rows_of_text(data, name)
    return _table(rows, name)


def _bytes(path: Path, name: str) -> bytes:
    try:
        data = read_regular(path, MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise InputError(f"cannot read {name}: {reason}", "check the path") from error
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} is larger than 10 MB", "a roster holds text only")
    if not data.strip():
        raise InputError(f"{name} is empty", "`lorpack import --example` writes a header")
    return data


def _table(rows: Iterable[Row], name: str) -> Table:
    """*rows* as a table without blank ones: below the header there is data, above it a title."""
    filled: list[Row] = []
    for row in map(_trimmed, rows):
        if len(row.cells) > MAX_COLUMNS:
            hint = "delete those that are not needed"
            raise InputError(f"{name} has more than {MAX_COLUMNS} columns", hint)
        if len(filled) > MAX_ROWS + TITLE_ROWS:
            hint = "split it into several rosters"
            raise InputError(f"{name} has more than {MAX_ROWS:,} rows", hint)
        filled += [row] if row.cells else []
    if not filled:
        raise InputError(f"{name} is empty", "`lorpack import --example` writes a header")
    at = next((at for at, row in enumerate(filled[:TITLE_ROWS]) if _is_header(row)), 0)
    header, rows = filled[at], tuple(filled[at + 1 :])
    return Table(name, header, rows, tuple(row for row in filled[:at] if _is_data(row, header)))


def _is_data(row: Row, header: Row) -> bool:
    """Whether *row* has more cells than a title; one of the roster's, in sorting, came up here."""
    filled = sum(not cell.is_blank for cell in row.cells)
    return filled >= min(_LEAST_DATA, len(header.cells))


def _is_header(row: Row) -> bool:
    found = (column_for(cell.text) for cell in row.cells)
    return any(column and column.name == "applicant.id" for column in found)


def _trimmed(row: Row) -> Row:
    """*row* without the blank cells at its end."""
    cells: list[Cell] = list(row.cells)
    while cells and cells[-1].is_blank:
        cells.pop()
    return Row(row.number, tuple(cells))
