"""Whole numbers as a workbook shows them: formats of zeros, with what stands between them.

A format such as ``00000000`` or ``000-0000`` is how a spreadsheet keeps the leading zeros of an
identifier that it took for a number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# A text in quotes, an escaped character, something in brackets, or any other character.
_PIECE = re.compile(r'"([^"]*)"|\\(.)|(\[[^\]]*\])|(.)', re.DOTALL)
_SIGNS = " -+():"
_WITHOUT_EFFECT = re.compile(r"(?i)\[(\$-.*|black|blue|cyan|green|magenta|red|white|yellow)\]")
_END_OF_WHOLE = (".", "/", "E", "e")


@dataclass(frozen=True)
class _Piece:
    """A piece of a format: a *place* for a digit, a *text* that is shown, or neither."""

    place: str = ""
    text: str = ""
    other: str = ""


def as_shown(value: int, form: str) -> str | None:
    """*value* as *form* shows it where that adds zeros or digits; else its digits alone.

    None when *form* adds some in a way that is not understood.
    """
    sections, digits = _sections(form), str(abs(value))
    at = _section_for(value, len(sections))
    # A condition in brackets chooses otherwise than by the sign: then any of them may be meant.
    conditional = any(piece.other == "[" for section in sections for piece in section)
    meant = sections if conditional else [sections[at]]
    width, adds = max(map(_width, meant)), any(map(_adds_digits, meant))
    if width < 2 and not adds:
        return str(value)
    if not any(piece.other for section in meant for piece in section):
        sign = "-" if value < 0 and at == 0 else ""
        return sign + _filled(sections[at], digits.zfill(width))
    return None if adds or width > len(digits) else str(value)


def _sections(form: str) -> list[list[_Piece]]:
    """The parts between semicolons: for numbers above zero, below it, and zero."""
    sections: list[list[_Piece]] = [[]]
    for quoted, escaped, bracket, char in _PIECE.findall(form):
        if char == ";":
            sections.append([])
        elif char and char in "0#":
            sections[-1].append(_Piece(place=char))
        elif quoted or escaped or (char and char in _SIGNS):
            sections[-1].append(_Piece(text=quoted or escaped or char))
        elif char or (bracket and not _WITHOUT_EFFECT.fullmatch(bracket)):
            sections[-1].append(_Piece(other=char or "["))
    return sections


def _section_for(value: int, count: int) -> int:
    if value < 0:
        return min(1, count - 1)
    return 2 if value == 0 and count > 2 else 0


def _width(section: Sequence[_Piece]) -> int:
    """How many digits are shown at least: the places from the first zero on."""
    places = ""
    for piece in section:
        if piece.other in _END_OF_WHOLE:
            break
        places += piece.place
    return len(places.lstrip("#"))


def _adds_digits(section: Sequence[_Piece]) -> bool:
    return any(char.isdigit() for piece in section for char in piece.text + piece.other)


def _filled(section: Sequence[_Piece], digits: str) -> str:
    """*section* with *digits* in its places, from the right; what is left over in the first."""
    count = sum(bool(piece.place) for piece in section)
    if not count:
        return "".join(piece.text for piece in section)
    digits = digits.rjust(count)
    cut = len(digits) - count + 1
    left = iter([digits[:cut], *digits[cut:]])
    return "".join(next(left).strip() if piece.place else piece.text for piece in section)
