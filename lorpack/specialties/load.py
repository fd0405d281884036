"""The specialties that are known: lorpack's own data files, and those of an application."""

from functools import cache, lru_cache
from pathlib import Path

from lorpack.portals.facts import read_sheets
from lorpack.portals.own import Own, own_sheets
from lorpack.profiles.folders import SPECIALTIES
from lorpack.specialties.model import Specialty

DATA = Path(__file__).parent / "data"
_COUNTS = ("letters", "in_specialty", "outside_at_most", "us_for_international", "us_ideal")


def specialties(folder: Path | None = None) -> tuple[Specialty, ...]:
    """Every known specialty, sorted by id; with *folder*, as the application there knows them.

    Counts that a sheet leaves out are those of `general`.
    """
    return tuple(sorted(_known(own_specialties(folder)), key=lambda one: one.id))


def specialty(name: str, folder: Path | None = None) -> Specialty:
    """The specialty called *name*; `general` when there is none of that name.

    The longest name that fits decides, and of equals an own one.
    """
    known = _known(own_specialties(folder))
    found = max(known, key=lambda one: one.fit(name))
    return found if found.fit(name) else next(one for one in known if one.id == "general")


def own_specialties(folder: Path | None) -> Own[Specialty]:
    """What the files in ``specialties/`` of the application in *folder* say."""
    return own_sheets(folder, SPECIALTIES, Specialty, _shipped_one)


@cache
def _shipped() -> dict[str, Specialty]:
    return {sheet.id: sheet for sheet in read_sheets(DATA, Specialty)}


def _shipped_one(id: str) -> Specialty | None:
    return _shipped().get(id)


@lru_cache(maxsize=500)
def _known(own: Own[Specialty]) -> tuple[Specialty, ...]:
    """The application's own, then lorpack's, completed."""
    found = {**own.sheets, **{id: one for id, one in _shipped().items() if id not in own.sheets}}
    return tuple(_completed(sheet, found["general"]) for sheet in found.values())


def _completed(sheet: Specialty, general: Specialty) -> Specialty:
    missing = {key: getattr(general, key) for key in _COUNTS if getattr(sheet, key) is None}
    return sheet.model_copy(update=missing)
