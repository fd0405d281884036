"""Values as aligned columns for a terminal, and as CSV that a spreadsheet may open."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from lorpack.errors import OutputError
from lorpack.report import clean, columns

Value = str | int | date | None

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def aligned(rows: Sequence[Sequence[str]], widths: Sequence[int], indent: str = "") -> list[str]:
    """*rows* as lines; column *n* is as wide as its longest text, *widths[n]* at most.

    What is longer ends in an ellipsis. Wide characters count twice, and what a terminal would
    act on is left out.
    """
    cells = [
        [_cut(clean(text), width) for text, width in zip(row, widths, strict=True)] for row in rows
    ]
    broad = [max((columns(row[at]) for row in cells), default=0) for at in range(len(widths))]
    return [
        indent
        + "  ".join(
            text + " " * (width - columns(text)) for text, width in zip(row, broad, strict=True)
        ).rstrip()
        for row in cells
    ]


def _cut(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    while text and columns(text) > width - 1:
        text = text[:-1]
    return f"{text}…"


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """*rows* as CSV below *header*, one line each, without the last line break.

    A text that a spreadsheet would take for a formula gets an apostrophe in front. Raises
    OutputError when what was written does not read back as it was meant.
    """
    meant = [list(header), *([_cell(value) for value in row] for row in rows)]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(meant)
    written = stream.getvalue()
    if list(csv.reader(io.StringIO(written))) != meant:
        raise OutputError("the table does not read back as it was meant", "use --format json")
    return written.rstrip("\n")


def _cell(value: Value) -> str:
    text = "" if value is None else clean(str(value)).strip()
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
