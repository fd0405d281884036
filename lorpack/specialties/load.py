"""The specialties that lorpack knows, read from its own data files."""

from functools import cache
from pathlib import Path

from lorpack.portals.facts import read_sheets
from lorpack.specialties.model import Specialty

DATA = Path(__file__).parent / "data"
_COUNTS = ("letters", "in_specialty", "outside_at_most", "us_for_international", "us_ideal")


@cache
def specialties() -> tuple[Specialty, ...]:
    """Every known specialty, sorted by id; counts that a sheet leaves out are those of `general`."""
    sheets = read_sheets(DATA, Specialty)
    general = next(sheet for sheet in sheets if sheet.id == "general")
    return tuple(_completed(sheet, general) for sheet in sheets)


def specialty(name: str) -> Specialty:
    """The specialty called *name*; `general` when there is none of that name."""
    found = next((known for known in specialties() if known.is_called(name)), None)
    return found or next(known for known in specialties() if known.id == "general")


def _completed(sheet: Specialty, general: Specialty) -> Specialty:
    missing = {key: getattr(general, key) for key in _COUNTS if getattr(sheet, key) is None}
    return sheet.model_copy(update=missing)
