"""What a cell means for its column: forgiving about form, never guessing."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lorpack.dates import PartialDate
from lorpack.findings import Notice
from lorpack.profiles.decoding import suspects
from lorpack.profiles.fields import File
from lorpack.profiles.shape import close, is_choice, item_of
from lorpack.profiles.wording import choices_of, error, shown
from lorpack.roster.columns import Column
from lorpack.roster.model import Cell, Content

_YES = frozenset({"true", "yes", "y", "1", "x", "✓"})
_NO = frozenset({"false", "no", "n", "0"})
_PORTALS = ("target.portal", "letter.portal")
_NUMBERED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_MEANT = {"img": "international"}


class DateOrder(StrEnum):
    """How 9/5/2027 is meant."""

    MONTH_FIRST = "month-first"
    DAY_FIRST = "day-first"


@dataclass(frozen=True)
class Meaning:
    """Reads cells. *portals* and *forms* are the known ids, *order* says how 9/5/2027 is meant."""

    portals: Collection[str] = ()
    forms: Collection[str] = ()
    order: DateOrder | None = None

    def of(self, cell: Cell, column: Column) -> Content | Notice | None:
        """What *cell* says in *column*: None for nothing, a Notice for what cannot be used."""
        if cell.problem:
            return cell.problem
        for bad in suspects(cell.text):
            return error(bad.code, bad.message, "empty the cell and type its text again")
        text = cell.text.strip()
        if not text:
            return None
        if cell.is_date and column.kind not in (date, PartialDate):
            return error(
                "LOR905",
                "the spreadsheet made a date of it",
                "format the cell as Text (Excel: Home > Number Format), then type it again",
            )
        if column.name in _PORTALS:
            return _known("portal", text, self.portals)
        if column.name == "letter.form":
            return _known("form", text, self.forms)
        return self._by_kind(text, column)

    def _by_kind(self, text: str, column: Column) -> Content | Notice:
        kind = column.kind
        if kind in (date, PartialDate):
            return self._day(text)
        if kind is bool:
            return _truth(text)
        if kind is int:
            return text
        if kind is File:
            return _file(text)
        if is_choice(kind):
            return _word(text, choices_of(kind))
        if (item := item_of(kind)) is not None:
            words = tuple(filter(None, re.split(r"\s*[,;/|+&\n]\s*", text)))
            return tuple(dict.fromkeys(_word(word, choices_of(item)) for word in words)) or text
        return text

    def _day(self, text: str) -> str:
        """*text* as an ISO date where it can mean one day only; else as it is, to be reported."""
        found = _NUMBERED.fullmatch(text)
        if not found:
            return text
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        pairs = {DateOrder.MONTH_FIRST: (first, second), DateOrder.DAY_FIRST: (second, first)}
        orders = [self.order] if self.order else list(DateOrder)
        days = {day for order in orders if (day := _iso(year, *pairs[order]))}
        return days.pop() if len(days) == 1 else text


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _known(what: str, text: str, names: Collection[str]) -> str | Notice:
    """The one of *names* that *text* is; they are ids, and people write them otherwise."""
    plain = _plain(text)
    for name in names:
        if _plain(name) == plain:
            return name
    near = close(text, names)
    guess = f"did you mean `{near}`? " if near else ""
    hint = f"{guess}known: {', '.join(sorted(names))}"
    return error("LOR201", f"no {what} is called `{shown(text)}`", hint)


def _truth(text: str) -> str:
    word = text.casefold()
    return "true" if word in _YES else "false" if word in _NO else text


def _file(text: str) -> str | Notice:
    """A path below the application's folder; a bare name lies in documents/."""
    parts = re.split(r"[/\\]", text)
    if text[0] in "/\\~" or ".." in parts or ":" in text or not all(parts):
        hint = "write the name of a file in the applicant's folder, as documents/cv.pdf"
        return error("LOR906", "this path leads out of the applicant's folder", hint)
    return "/".join(parts) if len(parts) > 1 else f"documents/{text}"


def _word(text: str, choices: Collection[str]) -> str:
    """The choice that *text* is, whatever its case and spaces; else *text*, to be reported."""
    plain = _plain(text)
    by_form = {_plain(choice): choice for choice in choices}
    return by_form.get(plain) or by_form.get(_plain(_MEANT.get(plain, "")), text)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
