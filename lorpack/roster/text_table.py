"""Rosters as delimited text: CSV as Excel, LibreOffice, Google Sheets and databases write it."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from lorpack.errors import InputError
from lorpack.profiles.wording import error
from lorpack.roster.columns import column_for
from lorpack.roster.model import TITLE_ROWS, Cell, Row, letters

_DELIMITERS = (",", ";", "\t")
_SAVE_AS = 'in Excel: File > Save As > "CSV UTF-8 (Comma delimited)", or save as .xlsx'
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_AS_TEXT = re.compile(r'="([^"]*)"')
_MARKED = re.compile(r"'(?=[-=+@\t\r\d'])")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NARROW = re.compile(r"##+")
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+\d+")

FORMULA = error(
    "LOR904",
    "the cell holds a formula, not a value",
    "copy the column and insert it again as values (Excel: Paste Special > Values)",
)
BROKEN = error(
    "LOR904",
    "the spreadsheet shows an error here (such as #N/A)",
    "correct the cell, or empty it",
)
SHORTENED = error(
    "LOR905",
    "the spreadsheet shortened the number, and digits are lost",
    "format the column as Text (Excel: Home > Number Format), then type the numbers again",
)
NARROW = error(
    "LOR905",
    "the column was too narrow, and only # signs were saved",
    "widen the column in the spreadsheet, and save the roster again",
)
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"})


def rows_of_text(data: bytes, name: str) -> Iterator[Row]:
    """The rows of the delimited text *data*; InputError when it is none, or not UTF-8."""
    text = _decoded(data, name)
    given = re.match(r"(?i)sep=([,;\t])\r?\n", text)
    if given:  # Excel reads this line, and does not show it.
        text = text[given.end() :]
    delimiter = given[1] if given else _delimiter(text)
    for number, fields in _records(text, delimiter, name):
        while fields and not fields[-1].strip():
            fields.pop()
        yield Row(number, tuple(map(_cell, fields)))


def _decoded(data: bytes, name: str) -> str:
    encoding = next((codec for bom, codec in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding == "utf-16":
            raise InputError(f"{name} begins like UTF-16 but does not go on so", _SAVE_AS) from None
        raise InputError(_not_utf8(data, fault.start, name), _SAVE_AS) from None
    if text.count("\0") > len(text) // 4:  # UTF-16 without its mark; a single one is a cell's.
        raise InputError(f"{name} is no text: it has NUL characters", _SAVE_AS)
    return text


def _not_utf8(data: bytes, at: int, name: str) -> str:
    """Where the first byte stands that is not UTF-8."""
    before = data[:at].decode("utf-8-sig", "replace")
    where = _end_of(before)
    try:
        data.decode("cp1252")
        guess = "; it looks like Windows-1252 (plain CSV of Excel)"
    except UnicodeDecodeError:
        guess = ""
    return f"{name} is not UTF-8 ({where}: byte 0x{data[at]:02X}){guess}"


def _end_of(text: str) -> str:
    """The row and column in which *text* ends; its line, when a stray quote joins too many."""
    row, column = 1, 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row, fields in enumerate(reader, 1):  # noqa: B007 - the last one counts
            column = max(len(fields) - 1, 0)
    except csv.Error:
        return f"line {len(_LINE_END.findall(text)) + 1}"
    if text.endswith(("\n", "\r")):
        row, column = row + 1, 0
    return f"row {row}, column {letters(column)}"


def _delimiter(text: str) -> str:
    """The delimiter with which most headers are known columns; among equals, most cells."""

    def known(delimiter: str) -> tuple[int, int]:
        lines = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter)
        try:
            rows = list(islice((row for row in lines if any(map(str.strip, row))), TITLE_ROWS))
        except csv.Error:
            return 0, 0
        counts = [(sum(column_for(cell) is not None for cell in row), len(row)) for row in rows]
        return max(counts, default=(0, 0))

    return max(_DELIMITERS, key=known)


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number. A quoted line break does not begin a new row."""
    number = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, fields in enumerate(reader, 1):
            yield number, fields
    except csv.Error as fault:
        raise InputError(
            f"{name}, row {number + 1}: {_why(str(fault))}",
            "a quote in a text is doubled, and the text stands in quotes; or save as .xlsx",
        ) from None


def _why(fault: str) -> str:
    if "end of data" in fault:
        return "a quote that begins a text is never closed"
    return "a text goes on after its closing quote" if "expected after" in fault else fault


def _cell(field: str) -> Cell:
    text = field.replace("\r\n", "\n").replace("\r", "\n")
    bare = text.strip()
    if found := _AS_TEXT.fullmatch(bare):  # ="0123": how Excel is made to keep a zero.
        return Cell(found[1])
    if bare.startswith("="):
        return Cell(bare, FORMULA)
    if bare in ERRORS:
        return Cell(bare, BROKEN)
    if _NARROW.fullmatch(bare):
        return Cell(bare, NARROW)
    if _SHORTENED.fullmatch(bare):
        return Cell(bare, SHORTENED)
    if bare.startswith("'"):  # The mark of text in a spreadsheet; 't Hooft keeps his.
        return Cell(_MARKED.sub("", bare, count=1) if _MARKED.match(bare) else text)
    return Cell(text)
