"""Paper: page sizes, and where on a page a supplied page is placed."""

from lorpack.profiles.settings import Paper

_SIZES = {Paper.LETTER: (612.0, 792.0), Paper.A4: (595.28, 841.89)}
_NAMES = {Paper.LETTER: "Letter", Paper.A4: "A4"}

SHEET_TOP, SHEET_SIDE, SHEET_BOTTOM = 44.0, 24.0, 50.0
"""Margins of a page that carries a supplied page, in points: strip above, footer below."""

_STRIP = 16.0


def sheet_size(paper: Paper, landscape: bool) -> tuple[float, float]:
    """Width and height in points of a page that carries a supplied page."""
    width, height = _SIZES[paper]
    return (height, width) if landscape else (width, height)


def is_landscape(width: float, height: float) -> bool:
    """Whether a supplied page is better placed on a page turned sideways."""
    return width > height * 1.05


def sheet_frame(paper: Paper, landscape: bool) -> tuple[float, float, float, float]:
    """The frame for a supplied page: x, y (from below), width and height, in points."""
    width, height = sheet_size(paper, landscape)
    frame_height = height - SHEET_TOP - SHEET_BOTTOM
    return SHEET_SIDE, SHEET_BOTTOM, width - 2 * SHEET_SIDE, frame_height


def paper_css(paper: Paper) -> str:
    """The ``@page`` rules of *paper*; sizes and frames have their one source here."""
    name = _NAMES[paper]
    margin = f"margin: {SHEET_TOP - _STRIP}pt {SHEET_SIDE + 6}pt {SHEET_BOTTOM}pt"
    padding = "padding-top: 3mm"
    strips = f"{margin}; @bottom-left {{ {padding} }} @bottom-right {{ {padding} }}"
    return (
        f"@page {{ size: {name} }}\n"
        f"@page sheet {{ size: {name}; {strips} }}\n"
        f"@page sheet-landscape {{ size: {name} landscape; {strips} }}\n"
    )
