"""Rosters as Excel workbooks (.xlsx): values only, within limits, no macros, no entities."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from lorpack.errors import DependencyError, InputError, UsageError
from lorpack.profiles.wording import error
from lorpack.roster.model import MAX_COLUMNS, MAX_ROWS, TITLE_ROWS, Cell, Row
from lorpack.roster.number_formats import as_shown
from lorpack.roster.text_table import BROKEN, FORMULA, SHORTENED

MAX_ENTRIES = 1_000
MAX_SIZE = 32 << 20
MAX_PART = 4 << 20
_BULKY = ("xl/worksheets/", "xl/sharedstrings.xml")
_MAX_ROW_NUMBER = 100_000
_EXACT = 10**15
_ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row(?=[\s/>])(?:[^<>]*?\sr\s*=\s*["'](\d{1,9})["'])?""")
_ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")
_TIME = error("LOR905", "the cell holds a time of day", "write the date alone, as 2027-09-01")
_PADDED = error(
    "LOR905",
    "the cell shows zeros or digits that are not in its number",
    "format the column as Text (Excel: Home > Number Format), then type it as it is shown",
)
_TOO_MUCH = "it unpacks to more than a roster can be"
_COPY = "copy the rows of the roster to a new workbook, and save that"
_SAVE_AS = "in Excel: File > Save As > Excel Workbook (.xlsx)"


def rows_of_workbook(data: bytes, name: str, sheet: str | None) -> list[Row]:
    """The rows of *sheet* (or of the only one with content) in the workbook *data*.

    Raises InputError when it is refused, UsageError when it is not clear which sheet is meant,
    DependencyError when openpyxl is not installed.
    """
    _check_archive(data, name)
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise DependencyError(
            "reading .xlsx needs the Python package openpyxl, which is not installed",
            'pip install "lorpack[roster]", or save the roster as CSV UTF-8',
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # It tells of decoration that it does not keep.
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheets = {one.title: list(_rows(one, name)) for one in _wanted(book.worksheets, sheet)}
    except InputError:
        raise
    except Exception as fault:  # openpyxl raises nearly every type on damaged files
        raise InputError(f"{name} is damaged, or no workbook that can be read", _SAVE_AS) from fault
    return _chosen(sheets, name, sheet, [one.title for one in book.worksheets])


def _wanted(sheets: list[Any], title: str | None) -> list[Any]:
    if title is None:
        return [one for one in sheets if one.sheet_state == "visible"]
    return [one for one in sheets if one.title.casefold() == title.casefold()]


def _chosen(
    sheets: dict[str, list[Row]], name: str, wanted: str | None, titles: list[str]
) -> list[Row]:
    filled = [title for title, rows in sheets.items() if rows]
    listed = ", ".join(titles)
    if wanted is not None and not sheets:
        raise UsageError(f"{name} has no sheet `{wanted}`", f"it has: {listed}")
    if len(filled) > 1:
        raise UsageError(f"{name} has several sheets: {listed}", "say which: --sheet NAME")
    return sheets[filled[0]] if filled else []


def _rows(sheet: Any, name: str) -> Iterator[Row]:
    """The rows with content; what a file claims about its size is not believed."""
    sheet.reset_dimensions()
    blank: object = None
    count = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), 1):
        if number > _MAX_ROW_NUMBER or count > MAX_ROWS + TITLE_ROWS:
            hint = "delete what stands below the roster, or copy it to a new workbook"
            raise InputError(f"{name} has too many rows (or something in one far below)", hint)
        if cells is blank:  # A gap is always the same row.
            continue
        if all(cell.value is None for cell in cells):
            blank = cells
            continue
        count += 1
        yield Row(number, tuple(map(_cell, cells)))


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell()
    if cell.data_type == "f":
        return Cell("=", FORMULA)
    if cell.data_type == "e":
        return Cell("#", BROKEN)
    if isinstance(value, bool):
        return Cell("true" if value else "false")
    if isinstance(value, (datetime, date)):
        return _day(value, cell.number_format)
    if isinstance(value, (time, timedelta)):
        return Cell(str(value), _TIME)
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format)
    return Cell(str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", ""))


def _day(value: date, shown_as: str) -> Cell:
    """A day; only its month, when that is all that the cell shows."""
    day = value.date() if isinstance(value, datetime) else value
    form = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown_as or "").lower()
    months_only = day.day == 1 and "m" in form and "d" not in form
    return Cell(f"{day:%Y-%m}" if months_only else day.isoformat(), is_date=True)


def _number(value: int | float, shown_as: str) -> Cell:
    if abs(value) >= _EXACT:
        return Cell(str(value), SHORTENED)
    if isinstance(value, float) and not value.is_integer():
        return Cell(repr(value))
    text = as_shown(int(value), shown_as or "")
    return Cell(str(int(value)), _PADDED) if text is None else Cell(text)


def _refused(name: str, why: str, hint: str = _SAVE_AS) -> InputError:
    return InputError(f"the workbook {name} is refused: {why}", hint)


def _check_archive(data: bytes, name: str) -> None:
    """Raise InputError unless the archive is a small, complete workbook without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename.casefold() for entry in entries}
            if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
                raise InputError(f"{name} is a zip archive, but no Excel workbook", _SAVE_AS)
            if len(entries) > MAX_ENTRIES or sum(one.file_size for one in entries) > MAX_SIZE:
                raise _refused(name, _TOO_MUCH, _COPY)
            if len(names) != len(entries):
                raise _refused(name, "it holds a part twice")
            for entry in entries:
                _check_part(archive, entry, name)
    except InputError:
        raise
    except Exception as fault:  # zipfile: BadZipFile, NotImplementedError, zlib.error, ...
        raise _refused(name, "it is damaged or encrypted") from fault


def _is_in_order(sheet: bytes) -> bool:
    """Whether each row has a higher number than the one before: openpyxl drops all others."""
    last = 0
    for number in _ROW.findall(sheet):
        this = int(number) if number else last + 1
        if this <= last:
            return False
        last = this
    return True


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    lowered = entry.filename.casefold()
    if "vbaproject" in lowered or "/activex/" in lowered:
        raise _refused(name, "it has macros or controls")
    if entry.file_size > MAX_PART and not lowered.startswith(_BULKY):
        raise _refused(name, _TOO_MUCH, _COPY)
    # Never more is read than the archive says that it is.
    flat = archive.read(entry).replace(b"\0", b"")
    if b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        raise _refused(name, "its XML declares a document type")
    if lowered.startswith("xl/worksheets/") and not _is_in_order(flat):
        raise _refused(name, "its rows stand twice or out of order", _COPY)
    # Another encoding could hide such a declaration from the line above.
    declared = _ENCODING.search(flat[:200])
    if declared and declared[1].lower() not in _ENCODINGS:
        raise _refused(name, "its XML is neither UTF-8 nor UTF-16")
    if lowered == "[content_types].xml" and b"macroenabled" in flat.lower():
        raise _refused(name, "it has macros", f"{_SAVE_AS}, which leaves them out")
