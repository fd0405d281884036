"""Dates as people write and read them; one formatter for everything that is printed.

The system's locale is never asked: the same input gives the same words on any machine.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_DAY_OF_MONTH = {"en": "{month} {day}"}
_FULL_DATE = {"en": "{month} {day}, {year}"}
_WEEKDAYS = {"en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]}


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A year, a month or a day; *month* and *day* are 0 when they were not given."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``2027``, ``2027-09`` or ``2027-09-01``; raise ValueError with the reason."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text, re.ASCII)
        if not found:
            raise ValueError("a date is written YYYY-MM-DD, YYYY-MM or YYYY, as 2027-09")
        year, month, day = (int(part or 0) for part in found.groups())
        try:
            date(year, month or 1, day or 1)
        except ValueError:
            raise ValueError("there is no such day or month in the calendar") from None
        if found[2] == "00" or found[3] == "00":
            raise ValueError("there is no such day or month in the calendar")
        return cls(year, month, day)

    @property
    def first_day(self) -> date:
        """The first day that the text can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that the text can mean."""
        if self.day:
            return self.first_day
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


def long_date(day: date, language: str = "en") -> str:
    """``Friday, September 18, 2026``: weekday and full date, computed from *day*."""
    return f"{_WEEKDAYS[language][day.weekday()]}, {short_date(day, language)}"


def short_date(day: date, language: str = "en") -> str:
    """``September 18, 2026``, in the order of the language."""
    month = _MONTHS[language][day.month - 1]
    return _FULL_DATE[language].format(day=day.day, month=month, year=day.year)


def kept(text: str) -> str:
    """*text* with spaces at which no line breaks, as in a date that should stay in one piece."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def partial_date(when: PartialDate, language: str = "en") -> str:
    """``2027``, ``September 2027`` or ``September 1, 2027``, as precise as it was given."""
    if when.day:
        return short_date(when.first_day, language)
    if when.month:
        return f"{_MONTHS[language][when.month - 1]} {when.year}"
    return str(when.year)


def date_range(start: PartialDate | None, end: PartialDate | None, language: str = "en") -> str:
    """``July – August 2026``; open ends are ``since …`` and ``until …``; empty without dates."""
    if start and end:
        if start == end:
            return partial_date(start, language)
        first, last = partial_date(start, language), partial_date(end, language)
        alike = bool(start.month) == bool(end.month) and bool(start.day) == bool(end.day)
        if start.year == end.year and alike:
            first = _without_year(start, language)
            if start.month == end.month and start.day and end.day:
                last = f"{end.day}, {end.year}"
        return f"{first} – {last}"
    if start:
        return f"since {partial_date(start, language)}"
    return f"until {partial_date(end, language)}" if end else ""


def shifted(day: date, days: int) -> date:
    """*day* moved by *days*, held within the calendar (years 1 to 9999)."""
    number = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(number)


def _without_year(when: PartialDate, language: str) -> str:
    month = _MONTHS[language][when.month - 1]
    return _DAY_OF_MONTH[language].format(day=when.day, month=month) if when.day else month
