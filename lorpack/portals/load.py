"""The portals that lorpack knows, read from its own data files."""

from functools import cache
from pathlib import Path

from lorpack.portals.facts import read_sheet, read_sheets
from lorpack.portals.model import Portal

DATA = Path(__file__).parent / "data"


@cache
def portals() -> tuple[Portal, ...]:
    """Every known portal, sorted by id."""
    return read_sheets(DATA, Portal)


@cache
def portal(id: str) -> Portal | None:
    """The portal called *id*, or None when there is none."""
    path = DATA / f"{id}.yaml"
    # Only its own file is read; an id with a slash in it names none.
    return read_sheet(path, Portal) if path.parent == DATA and path.is_file() else None
