"""The drawing of a form field: its box, a tick, lines of text, the options of a list."""

from collections.abc import Sequence
from math import cos, pi, sin

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from lorpack.documents.field_look import Look, written
from lorpack.documents.field_text import LEADING, WIDE

_CHOSEN = b"0.6 0.75 0.85 rg"  # the colour behind a chosen option, as in most viewers
_BEND = 0.5523  # how far the handles of a curve are away that is a quarter of a circle


def _polygon(*points: tuple[float, float]) -> bytes:
    """A filled polygon."""
    (first, *rest) = (written(*point) for point in points)
    return b"%s m %s l h f" % (first, b" l ".join(rest))


def _circle(x: float, y: float, radius: float) -> bytes:
    """The path of a circle."""
    r, b = radius, radius * _BEND
    curves = (
        (x + r, y + b, x + b, y + r, x, y + r),
        (x - b, y + r, x - r, y + b, x - r, y),
        (x - r, y - b, x - b, y - r, x, y - r),
        (x + b, y - r, x + r, y - b, x + r, y),
    )
    parts = (written(*curve) + b" c " for curve in curves)
    return b"%s m %sh" % (written(x + r, y), b"".join(parts))


def _star() -> bytes:
    """Five points, and what lies between them further in."""
    angles = [(90 + 36 * step) * pi / 180 for step in range(10)]
    reach = [0.48, 0.19] * 5
    return _polygon(
        *((0.5 + r * cos(a), 0.48 + r * sin(a)) for a, r in zip(angles, reach, strict=True))
    )


# In a square of side 1, by the letter that stands for it in ZapfDingbats.
_TICK = _polygon(
    (0.08, 0.48), (0.2, 0.58), (0.38, 0.34), (0.82, 0.92), (0.92, 0.84), (0.42, 0.08), (0.34, 0.08)
)
_CROSS = _polygon(
    (0.1, 0.22), (0.22, 0.1), (0.5, 0.38), (0.78, 0.1), (0.9, 0.22), (0.62, 0.5),
    (0.9, 0.78), (0.78, 0.9), (0.5, 0.62), (0.22, 0.9), (0.1, 0.78), (0.38, 0.5),
)  # fmt: skip
_MARKS = {
    "3": _TICK,
    "4": _TICK,
    "5": _CROSS,
    "6": _CROSS,
    "7": _CROSS,
    "8": _CROSS,
    "H": _star(),
    "l": _circle(0.5, 0.5, 0.28) + b" f",
    "n": b"0.2 0.2 0.6 0.6 re f",
    "u": _polygon((0.5, 0.1), (0.86, 0.5), (0.5, 0.9), (0.14, 0.5)),
}
TICK, DOT = "4", "l"


def mark(look: Look, style: str) -> bytes:
    """The mark of a button that is on; one of another *style* is a tick."""
    side = min(look.width, look.height) - 2 * look.edge
    side = min(side, look.size or side)
    path = _MARKS.get(style, _TICK)
    at = (look.width - side) / 2, (look.height - side) / 2
    return b"q %s %s cm %s Q\n" % (look.ink, written(side, 0, 0, side, *at), path)


def box(look: Look, *, cells: int = 1, is_round: bool = False) -> bytes:
    """The background and the border of a field, and the lines between its *cells*."""
    width, height, edge = look.width, look.height, look.edge
    drawn = b""
    if look.back:
        drawn += b"q %s %s f Q\n" % (look.back, _outline(width, height, 0, is_round))
    if look.border and edge:
        lines = [
            b"%s m %s l" % (written(width * at / cells, 0), written(width * at / cells, height))
            for at in range(1, cells)
        ]
        path = b" ".join([_outline(width, height, edge, is_round), *lines])
        drawn += b"q %s %s w %s S Q\n" % (_stroking(look.border), written(edge), path)
    return drawn


def _outline(width: float, height: float, edge: float, is_round: bool) -> bytes:
    if is_round:
        return _circle(width / 2, height / 2, (min(width, height) - edge) / 2)
    return written(edge / 2, edge / 2, width - edge, height - edge) + b" re"


def _stroking(filling: bytes) -> bytes:
    """The operator for lines of the colour that *filling* sets for areas."""
    numbers, _, operator = filling.rpartition(b" ")
    return b"%s %s" % (numbers, operator.upper())


def lines_of_text(look: Look, lines: Sequence[str], size: float, *, from_top: bool) -> bytes:
    """*lines* of letters of *size*, down from the top, or one of them half way up."""
    edge = look.edge
    start = look.height - edge - size if from_top else (look.height - size * 0.7) / 2
    room = look.room[0]
    shown = [_line(line, (room - len(line) * size * WIDE) / size, look.align) for line in lines]
    return _text(look, size, (2 * edge, start), b"", shown)


def combed(look: Look, value: str, size: float, cells: int) -> bytes:
    """The characters of *value*, each in the middle of one of the *cells* of the field."""
    gap = look.width / cells - size * WIDE
    at = gap / 2, (look.height - size * 0.7) / 2
    return _text(look, size, at, b" %.3f Tc" % gap, [_line(value, 0, 0)])


def listed(look: Look, options: Sequence[str], chosen: Sequence[int], size: float) -> bytes:
    """The *options* of a list, one a line, and a bar behind those at the places *chosen*."""
    leading = size * LEADING
    top = look.height - look.edge - size * 0.125
    bars = [
        b"q %s %.3f %.3f %.3f %.3f re f Q\n"
        % (_CHOSEN, look.edge, top - leading * (at + 1), look.width - 2 * look.edge, leading)
        for at in chosen
    ]
    return b"".join(bars) + lines_of_text(look, options, size, from_top=True)


def _text(
    look: Look, size: float, at: tuple[float, float], spacing: bytes, shown: Sequence[bytes]
) -> bytes:
    """Lines of text that begin *at* a place, cut off at the border."""
    edge, width, height = look.edge, look.width, look.height
    clip = b"q %s %.3f %.3f re W n" % (
        written(edge, edge), width - 2 * edge, height - 2 * edge,
    )  # fmt: skip
    font = b"BT %s /F %.3f Tf %.3f TL%s %s %.3f Td\n" % (
        look.ink, size, size * LEADING, spacing, written(at[0]), at[1],
    )  # fmt: skip
    return b"".join([clip, b" ", font, *shown, b"ET Q"])


def _line(text: str, room: float, align: int) -> bytes:
    """A line of text, in the middle (1) or at the right (2) of *room* ems that are left."""
    letters = String(text.encode("cp1252", "replace")).unparse()
    shift = {1: room / 2, 2: room}.get(align, 0) * 1000
    return b"[%.3f %s] TJ T*\n" % (-shift, letters) if shift else letters + b" Tj T*\n"


def drawing(pdf: Pdf, look: Look, content: bytes) -> Stream:
    """The appearance of a field with this *content*."""
    width, height = look.width, look.height
    result = Stream(pdf, content)
    result.Type, result.Subtype = Name.XObject, Name.Form
    result.BBox = Array([0, 0, width, height])
    if look.turn:
        result.Matrix = Array(
            {
                90: [0, 1, -1, 0, height, 0],
                180: [-1, 0, 0, -1, width, height],
                270: [0, -1, 1, 0, 0, width],
            }[look.turn]
        )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Courier,
        Encoding=Name.WinAnsiEncoding,
    )
    result.Resources = Dictionary(Font=Dictionary(F=font))
    return result
