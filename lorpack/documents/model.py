"""What a supplied document becomes: plain, picklable values."""

from dataclasses import dataclass
from datetime import date

from lorpack.findings import Notice

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a prepared page: *rect* in that page's points, origin lower left.

    *page* and *target_page* are 0-based. Either *uri* is set (http, https, mailto, tel) or
    *target_page* is.
    """

    page: int
    rect: Rect
    uri: str = ""
    target_page: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a wanted text stands: the box around its line or lines on the 0-based *page*.

    *x0* is where its first line begins, *text* the text as the page has it.
    """

    page: int
    y0: float
    y1: float
    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class PreparedPdf:
    """A supplied PDF in normal form (see :func:`lorpack.documents.pdf.prepare_pdf`).

    *sizes* holds width and height of each page in points, as the page is seen upright.
    *dated* is the day on which the supplied file was last changed, as it says itself.
    """

    data: bytes
    sizes: tuple[tuple[float, float], ...]
    links: tuple[Link, ...]
    notices: tuple[Notice, ...]
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that has been decoded and encoded anew, without any metadata."""

    data: bytes
    width: int
    height: int
    mime: str
