"""The portals that lorpack knows, read from its own data files."""

from functools import cache
from pathlib import Path

from lorpack.portals.facts import read_sheets
from lorpack.portals.model import Portal

DATA = Path(__file__).parent / "data"


@cache
def portals() -> tuple[Portal, ...]:
    """Every known portal, sorted by id."""
    return read_sheets(DATA, Portal)


def portal(id: str) -> Portal | None:
    """The portal called *id*, or None when there is none."""
    return next((known for known in portals() if known.id == id), None)
