"""How much a supplied PDF may hold and draw, and the refusal of one that goes beyond."""

from __future__ import annotations

from typing import NamedTuple

from lorpack.errors import DocumentError

MAX_FORMS = 100_000
MAX_WORK = 10_000_000
MAX_IMAGE_PIXELS = 250_000_000
MAX_PAGE_PIXELS = 1_000_000_000
MAX_CONTENT = 8 * 2**20  # some ten seconds of reading
MAX_DEPTH = 30


def too_much(what: str) -> DocumentError:
    """The refusal LOR717 of a document in which *what*."""
    return DocumentError(
        "LOR717",
        f"This PDF is beyond the limits: {what}.",
        "Print the pages you need to a new PDF (File > Print > Save as PDF) and use that.",
    )


class Cost(NamedTuple):
    """What drawing something costs once everything it calls is drawn as well."""

    forms: int = 0
    work: int = 0
    pixels: int = 0

    def plus(self, other: Cost, times: int = 1) -> Cost:
        """This and *times* the *other*; raises DocumentError LOR717 beyond the limits."""
        total = Cost(*(a + b * times for a, b in zip(self, other, strict=True)))
        if total.forms > MAX_FORMS or total.work > MAX_WORK or total.pixels > MAX_PAGE_PIXELS:
            raise too_much("a page draws far more than a page can show")
        return total
