"""What all drawings of one document hold and cost together."""

from __future__ import annotations

from dataclasses import dataclass, field

from lorpack.documents.limits import (
    MAX_ALL_FORMS,
    MAX_ALL_PIXELS,
    MAX_ALL_UNPACKED,
    MAX_ALL_WORK,
    MAX_CONTENT,
    MAX_DRAWINGS,
    MAX_SHOWN,
    Cost,
    too_drawn,
    too_much,
)


@dataclass(slots=True)
class Tally:
    """Counts one document; each method raises DocumentError LOR717 beyond what one may have."""

    _drawings: int = 0
    _content: int = 0
    _unpacked: int = 0
    _pixels: int = 0
    _pages: Cost = field(default_factory=Cost)

    def drawing(self, size: int) -> None:
        """Another drawing, of *size* bytes of instructions."""
        self._drawings += 1
        self._content += size
        if self._drawings > MAX_DRAWINGS:
            raise too_much(f"it is put together from over {MAX_DRAWINGS:,} drawings")
        if self._content > MAX_CONTENT:
            raise too_drawn("its")

    def stream(self, size: int) -> None:
        """Another font, profile or picture, which unpacks to *size* bytes."""
        self._unpacked += size
        if self._unpacked > MAX_ALL_UNPACKED:
            raise too_much("all of it unpacks to far more than its pages can hold")

    def image(self, pixels: int) -> None:
        """Another picture, of so many *pixels*."""
        self._pixels += pixels
        if self._pixels > MAX_ALL_PIXELS:
            raise too_much(f"its images have over {MAX_ALL_PIXELS // 10**6:,} megapixels together")

    def page(self, cost: Cost) -> None:
        """Another page, which costs so much to draw."""
        self._pages = Cost(*map(sum, zip(self._pages, cost, strict=True)))
        if self._pages.forms > MAX_ALL_FORMS or self._pages.work > MAX_ALL_WORK:
            raise too_much("its pages together draw far more than any document shows")
        if self._pages.shown > MAX_SHOWN:
            raise too_much(f"it shows over {MAX_SHOWN:,} letters")
