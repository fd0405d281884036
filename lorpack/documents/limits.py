"""How much a supplied document may hold, unpack and draw, and the refusal of one beyond that."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lorpack.errors import DocumentError

MAX_FORMS, MAX_ALL_FORMS = 100_000, 300_000
MAX_WORK, MAX_ALL_WORK = 10_000_000, 20_000_000
MAX_SHOWN = 4_000_000
MAX_IMAGE_PIXELS = 250_000_000
MAX_PAGE_PIXELS = MAX_ALL_PIXELS = 1_000_000_000
MAX_CONTENT = 8 * 2**20
MAX_PARTS = 20_000
MAX_DRAWINGS = 20_000
MAX_GLYPHS = 5_000
MAX_UNPACKED, MAX_ALL_UNPACKED = 64 * 2**20, 2 * 2**30
MAX_DEPTH = 30
MAX_FILTERS = 8
MAX_SCANS = 200
MAX_STATES = 200_000
MAX_MARKS = 50_000
MAX_NESTED_STATES = 1_000
MAX_ANNOTATIONS = 15_000
NOTED, MAX_NOTED = 1_000, 5_000_000
MAX_LAYERS = 50_000
MAX_TYPED = 200_000
MAX_MEMORY = 200 * 2**20
MAX_CHECKING = 1_000 * 2**20

_REPRINT = "Print the pages you need to a new PDF (File > Print > Save as PDF) and use that."


def too_much(what: str, remedy: str = _REPRINT) -> DocumentError:
    """The refusal LOR717 of a document in which *what*."""
    return DocumentError("LOR717", f"This PDF is beyond the limits: {what}.", remedy)


def too_drawn(where: str) -> DocumentError:
    """The same of one with too many instructions *where*: a plot or a poster, nearly always."""
    return too_much(
        f"{where} drawing instructions are over {MAX_CONTENT >> 20} MB",
        "A plot or poster of very many lines or points is so large: export it as a picture (PNG, "
        "300 dpi), and make the PDF of that.",
    )


class Cost(NamedTuple):
    """What drawing something costs once everything it calls is drawn as well.

    *letters* are those that it shows in whatever font is set where it is drawn: they cost
    nothing here, but each draws a glyph there. *shown* are all letters, in bytes.
    """

    forms: int = 0
    work: int = 0
    pixels: int = 0
    letters: int = 0
    shown: int = 0

    def plus(self, other: Cost, times: int = 1) -> Cost:
        """This and *times* the *other*; raises DocumentError LOR717 beyond the limits."""
        total = Cost(*(a + b * times for a, b in zip(self, other, strict=True)))
        if total.forms > MAX_FORMS or total.work > MAX_WORK or total.pixels > MAX_PAGE_PIXELS:
            raise too_much("a page draws far more than a page can show")
        if total.shown > MAX_SHOWN:
            raise too_much(f"a page shows over {MAX_SHOWN:,} letters")
        return total


@contextlib.contextmanager
def little_memory(most: int = MAX_MEMORY) -> Iterator[None]:
    """Meanwhile this process gets *most* bytes more and no byte beyond: MemoryError.

    The last line of defence, for what no other limit foresees. Only Linux can do this.
    """
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + most
    limits = [limit for limit in (wanted, soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
