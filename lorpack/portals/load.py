"""The portals that are known: lorpack's own data files, and those of an application."""

from functools import cache
from pathlib import Path

from lorpack.portals.facts import read_sheet
from lorpack.portals.model import Portal
from lorpack.portals.own import Own, own_sheets
from lorpack.profiles.folders import PORTALS

DATA = Path(__file__).parent / "data"


def portals(folder: Path | None = None) -> tuple[Portal, ...]:
    """Every known portal, sorted by id; with *folder*, as the application there knows them."""
    known = {path.stem: _shipped(path.stem) for path in DATA.glob("*.yaml")}
    found = {**known, **own_portals(folder).sheets}
    return tuple(site for _, site in sorted(found.items()) if site)


def portal(id: str, folder: Path | None = None) -> Portal | None:
    """The portal called *id*, as the application in *folder* knows it; None when there is none."""
    return own_portals(folder).sheets.get(id) or _shipped(id)


def own_portals(folder: Path | None) -> Own[Portal]:
    """What the files in ``portals/`` of the application in *folder* say."""
    return own_sheets(folder, PORTALS, Portal, _shipped)


@cache
def _shipped(id: str) -> Portal | None:
    path = DATA / f"{id}.yaml"
    # Only its own file is read; an id with a slash in it names none.
    return read_sheet(path, Portal) if path.parent == DATA and path.is_file() else None
