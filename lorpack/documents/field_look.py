"""How a form field looks: its size and turn, its colours, its border, and the size of its letters."""

import re
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, String

from lorpack.documents.field_values import inherited, whole
from lorpack.documents.geometry import rectangle

_LONGEST = 200  # bytes of a default appearance that are looked at; it names a font and a colour
_NUMBER = re.compile(rb"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_OPERANDS = {b"g": 1, b"rg": 3, b"k": 4}
_FILL = {1: b"g", 3: b"rg", 4: b"k"}
_BLACK = b"0 g"


@dataclass(frozen=True, slots=True)
class Look:
    """A field of *width* and *height* as one reads it, *turn* degrees from how it stands.

    *ink*, *back* and *border* set a colour to fill with, the last two are empty where there is
    none; *edge* is how wide the border is, *size* that of the letters, 0 if they are to fit.
    """

    width: float
    height: float
    turn: int = 0
    size: float = 0.0
    ink: bytes = _BLACK
    back: bytes = b""
    border: bytes = b""
    edge: float = 1.0
    align: int = 0

    @property
    def room(self) -> tuple[float, float]:
        """Width and height that are left for what is in the field."""
        return self.width - 4 * self.edge, self.height - 2 * self.edge


def look_of(widget: Dictionary, form: Dictionary) -> Look | None:
    """How *widget* of *form* looks, or None when it has no place on the page."""
    rect = rectangle(widget.get(Name.Rect))
    if rect is None or rect[0] == rect[2] or rect[1] == rect[3]:
        return None
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    made = widget.get("/MK")
    made = made if isinstance(made, Dictionary) else Dictionary()
    turn = whole(made.get("/R")) % 360 // 90 * 90
    size, ink = _letters(inherited(widget, "/DA") or form.get("/DA"))
    border = _colour(made.get("/BC"))
    align = inherited(widget, "/Q")
    return Look(
        width=height if turn % 180 else width,
        height=width if turn % 180 else height,
        turn=turn,
        size=size,
        ink=ink,
        back=_colour(made.get("/BG")),
        border=border,
        edge=min(_edge(widget) if border else 1.0, width / 4, height / 4),
        align=whole(form.get("/Q") if align is None else align),
    )


def written(*numbers: float) -> bytes:
    """*numbers* as a PDF has them: without exponents and needless digits."""
    return b" ".join((b"%.4f" % (round(one, 4) + 0.0)).rstrip(b"0").rstrip(b".") for one in numbers)


def _letters(default: object) -> tuple[float, bytes]:
    """The size and the colour of letters that a default appearance sets last."""
    size, ink = 0.0, _BLACK
    numbers: list[float] = []
    said = bytes(default)[:_LONGEST] if isinstance(default, String) else b""
    for word in said.replace(b"/", b" /").split():
        if _NUMBER.fullmatch(word):
            numbers.append(float(word))
            continue
        if word == b"Tf" and numbers:
            size = abs(numbers[-1])
        count = _OPERANDS.get(word)
        if count and len(numbers) >= count:
            ink = _filling(numbers[-count:])
        numbers = []
    return size, ink


def _colour(value: object) -> bytes:
    """The operator that fills with the colour of an array, or nothing."""
    if not isinstance(value, Array) or len(value) not in _FILL:
        return b""
    return _filling([_number(item) for item in value])


def _filling(parts: list[float]) -> bytes:
    return written(*(min(max(part, 0.0), 1.0) for part in parts)) + b" " + _FILL[len(parts)]


def _edge(widget: Dictionary) -> float:
    """How wide the border of *widget* is to be."""
    style, array = widget.get("/BS"), widget.get("/Border")
    width: object = 1
    if isinstance(style, Dictionary):
        width = style.get("/W", 1)
    elif isinstance(array, Array) and len(array) > 2:
        width = array[2]
    return max(_number(width), 0.0)


def _number(value: Object | object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return 0.0
