"""The size and place of a page as it is seen: CropBox, /Rotate and /UserUnit resolved."""

from dataclasses import dataclass

from pikepdf import Array, Name, Object, Page

from lorpack.documents.limits import too_much
from lorpack.documents.model import Rect

MAX_SIDE = 14_400.0
_PAGE = 612 * 792  # square points
_MOST_TILED = 200_000_000
_FINEST = 0.001  # points, where nothing is drawn larger
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Geometry:
    """*box* is what is seen of the source page; *matrix* maps it to (0, 0, width, height)."""

    box: Rect
    matrix: Matrix
    width: float
    height: float

    def place(self, rect: Rect) -> Rect | None:
        """*rect* of the source page on the seen page, cut to it; None when nothing is left."""
        a, b, c, d, e, f = self.matrix
        xs = [a * x + c * y + e for x in rect[::2] for y in rect[1::2]]
        ys = [b * x + d * y + f for x in rect[::2] for y in rect[1::2]]
        left, right = max(min(xs), 0.0), min(max(xs), self.width)
        low, high = max(min(ys), 0.0), min(max(ys), self.height)
        if right - left <= 0 or high - low <= 0:
            return None
        return (round(left, 3), round(low, 3), round(right, 3), round(high, 3))


def rectangle(value: object) -> Rect | None:
    """The four numbers of *value* in order (left, low, right, high), or None."""
    if not isinstance(value, Array) or len(value) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(item) for item in value)
    except (TypeError, ValueError):
        return None
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _common(a: Rect, b: Rect) -> Rect:
    return (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))


def as_number(value: object, otherwise: float) -> float:
    """*value* as a number, or *otherwise* when it is none."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return otherwise


def geometry_of(page: Page, number: int) -> Geometry:
    """The geometry of *page*, whose 1-based *number* is used in messages.

    Raises DocumentError LOR717 when a side is not between 1 and 14,400 points.
    """
    media = rectangle(page.obj.get(Name.MediaBox)) or (0.0, 0.0, 612.0, 792.0)
    crop = _common(rectangle(page.obj.get(Name.CropBox)) or media, media)
    x0, y0, x1, y1 = box = crop if crop[0] < crop[2] and crop[1] < crop[3] else media
    unit = as_number(page.obj.get("/UserUnit"), 1.0)
    unit = unit if unit > 0 else 1.0
    turn = int(as_number(page.obj.get(Name.Rotate), 0.0)) % 360 // 90 * 90
    wide, high = x1 - x0, y1 - y0
    matrix, width, height = {
        0: ((1.0, 0.0, 0.0, 1.0, -x0, -y0), wide, high),
        90: ((0.0, -1.0, 1.0, 0.0, -y0, x1), high, wide),
        180: ((-1.0, 0.0, 0.0, -1.0, x1, y1), wide, high),
        270: ((0.0, 1.0, -1.0, 0.0, y1, -x0), high, wide),
    }[turn]
    a, b, c, d, e, f = (value * unit for value in matrix)
    width, height = round(width * unit, 4), round(height * unit, 4)
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
        raise too_much(f"page {number} measures {width:g} x {height:g} points")
    return Geometry(box, (a, b, c, d, e, f), width, height)


def check_tile(pattern: Object, work: int) -> None:
    """Raise DocumentError LOR717 when to fill a page with *pattern* takes more than it shows.

    One tile of it is *work* drawing instructions.
    """
    matrix = pattern.get(Name.Matrix)
    try:
        a, b, c, d = [float(item) for item in matrix][:4] if matrix is not None else (1, 0, 0, 1)
        area = abs(float(pattern.XStep) * float(pattern.YStep) * (a * d - b * c))
    except (AttributeError, TypeError, ValueError):
        return
    if area > 0 and _PAGE / area * work > _MOST_TILED:
        raise too_much("a page full of a pattern in it takes more drawing than a page can show")


def is_too_fine(dashes: object) -> bool:
    """Whether nobody can tell a line of these *dashes* from a whole one, and a viewer draws each."""
    if not isinstance(dashes, Array):
        return False
    return 0 < sum(abs(as_number(dash, 0.0)) for dash in dashes) < _FINEST
