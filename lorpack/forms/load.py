"""The letter forms that lorpack knows, read from its own data files."""

from functools import cache
from pathlib import Path

from lorpack.forms.model import Form
from lorpack.portals.facts import read_sheets

DATA = Path(__file__).parent / "data"


@cache
def forms() -> tuple[Form, ...]:
    """Every known form, sorted by id."""
    return read_sheets(DATA, Form)


def form(id: str) -> Form | None:
    """The form called *id*, or None when there is none."""
    return next((known for known in forms() if known.id == id), None)
