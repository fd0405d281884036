"""Findings as text for a terminal and as JSON. Nothing is printed here."""

import json
import unicodedata
from collections.abc import Iterable

from lorpack.findings import Finding, Place, Severity

WIDTH = 100
"""No excerpt is wider than this."""

_UNSEEN = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}
_TAB = "    "


def render_text(findings: Iterable[Finding], *, root: str = "", color: bool = False) -> str:
    """*findings* for a terminal, sorted, each with its source line, a caret and a hint.

    *root* is put before every file name. Ends with a newline; empty without findings.
    """
    ordered = sorted(findings, key=lambda finding: finding.sort_key)
    return "\n".join(_block(finding, root, color) for finding in ordered)


def render_json(findings: Iterable[Finding]) -> str:
    """*findings* as JSON, sorted: ``{"findings": [...]}``. ASCII only, ends with a newline."""
    ordered = sorted(findings, key=lambda finding: finding.sort_key)
    return json.dumps({"findings": [finding.as_dict() for finding in ordered]}, indent=2) + "\n"


def _block(finding: Finding, root: str, color: bool) -> str:
    def paint(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if color else text

    where = f"{root.rstrip('/')}/{finding.place}" if root else str(finding.place)
    severity = paint(f"{finding.code} {finding.severity}", _COLORS[finding.severity])
    lines = [f"{paint(clean(where), '1')}: {severity}: {clean(finding.message)}"]
    if finding.place.line and finding.place.excerpt.strip():
        number = f"{finding.place.line:>5}"
        text, caret = _excerpt(finding.place, WIDTH - len(number) - 3)
        lines.append(f"{paint(f'{number} |', '2')} {text}")
        lines.append(f"{paint(' ' * len(number) + ' |', '2')} {paint(caret, '1;31')}")
    if finding.hint:
        lines.append(f"  {paint('hint:', '1')} {clean(finding.hint)}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def clean(text: str) -> str:
    """*text* without anything that a terminal would act on, on one line."""
    if text.isascii() and text.isprintable():
        return text
    flat = text.replace("\n", " ").replace("\t", " ")
    return "".join(char for char in flat if not _is_control(char))


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or char in _UNSEEN


def _cell(char: str) -> tuple[str, int]:
    """What is shown for *char*, and how many columns that takes."""
    if char == "\t":
        return _TAB, len(_TAB)
    if _is_control(char):
        return "\ufffd", 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return char, 0
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _excerpt(place: Place, width: int) -> tuple[str, str]:
    """The source line and the caret below it, cut to *width* columns around the caret."""
    line = place.excerpt
    start = min(max(place.column - 1, 0), len(line))
    end = min(max(start + place.width, start + 1), max(len(line), start + 1))
    first, last = _window(line, start, end, width)
    before = "…" if first else ""
    after = "…" if last < len(line) else ""
    shown = "".join(_cell(char)[0] for char in line[first:last])
    offset = len(before) + columns(line[first:start])
    marked = max(1, columns(line[start : min(end, last)]))
    return f"{before}{shown}{after}", " " * offset + "^" * marked


def columns(text: str) -> int:
    """How many columns *text* takes on a terminal."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_cell(char)[1] for char in text)


def _window(line: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Which characters of *line* are shown: all, or a part around *start* to *end*."""
    # A line of a megabyte is not measured to its end.
    if len(line) <= 2 * width and columns(line) <= width:
        return 0, len(line)
    room = width - 2  # for an ellipsis at either side
    first = last = start
    used = 0
    while last < min(end, len(line)) and used + _cell(line[last])[1] <= room:
        used += _cell(line[last])[1]
        last += 1
    lead = max(0, room - used) * 2 // 3
    while first > 0 and lead - _cell(line[first - 1])[1] >= 0:
        first -= 1
        lead -= _cell(line[first])[1]
        used += _cell(line[first])[1]
    while last < len(line) and used + _cell(line[last])[1] <= room:
        used += _cell(line[last])[1]
        last += 1
    while first > 0 and used + _cell(line[first - 1])[1] <= room:
        first -= 1
        used += _cell(line[first])[1]
    return first, last
