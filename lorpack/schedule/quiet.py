"""Days on which nobody is written to, and where what falls on them goes instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from lorpack.dates import shifted

JULY = ((6, 24), (7, 7))
"""The changeover of residents around 1 July, when new interns start and attendings have no hour to
spare. That it is a bad time is advice (DOMAIN.md A4, 98); these two weeks are our own choice."""

GAP = 3
"""So many days, at least, are between two messages to one writer: "multiple emails every few days
create stress" (DOMAIN.md A4, 99)."""

_HORIZON = 400


@dataclass(frozen=True)
class Window:
    """Days from *start* to *end*, both included, and why they are quiet."""

    start: date
    end: date
    why: str


@dataclass(frozen=True)
class Windows:
    """All quiet days of one letter: the user's and the writer's *ranges*, weekends and July.

    *weekends* and *july* are True when something may be due then.
    """

    weekends: bool = True
    july: bool = True
    ranges: tuple[Window, ...] = ()

    def why_closed(self, day: date) -> str:
        """Why *day* is quiet, in a few words; empty when it is open."""
        found = next((one.why for one in self.ranges if one.start <= day <= one.end), "")
        if found:
            return found
        if not self.july and JULY[0] <= (day.month, day.day) <= JULY[1]:
            return "the July changeover"
        return "" if self.weekends or day.weekday() < 5 else "a weekend"

    def first_open(self, days: Iterable[date]) -> date | None:
        """The first of *days* that is open."""
        return next((day for day in days if not self.why_closed(day)), None)


class Direction(Enum):
    """Which way something moves that falls on a quiet day."""

    BACK = "what comes before a date"
    FORWARD = "what comes after something"


def settle(
    day: date,
    direction: Direction,
    windows: Windows,
    floor: date | None = None,
    ceiling: date | None = None,
) -> date | None:
    """The open day for what is planned on *day*; None when there is none and it is dropped.

    BACK (reminders, the ask, check-ins): the last open day up to *day* that is not before
    *floor*; when there is none, the first open day after it that is before *ceiling*.
    FORWARD (follow-up, overdue, thanks): the first open day from *day*, or from *floor* if that
    is later. A dropped reminder is better than one on the day itself, or on the day after another.
    """
    if direction is Direction.BACK:
        back = windows.first_open(_days(day, floor or date.min, -1))
        if back is not None and (ceiling is None or back < ceiling):
            return back
    last = shifted(ceiling, -1) if ceiling else date.max
    return windows.first_open(_days(max(day, floor or day), last, 1))


def _days(start: date, last: date, step: int) -> Iterable[date]:
    """From *start* day by day up to *last*, for a little more than a year at most."""
    count = min((last - start).days * step, _HORIZON)
    return (shifted(start, step * offset) for offset in range(count + 1))
