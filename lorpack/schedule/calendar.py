"""The timeline of an application as an iCalendar file."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from lorpack import __version__
from lorpack.errors import OutputError
from lorpack.report import clean
from lorpack.schedule.moments import Due
from lorpack.schedule.overview import Letter, Overview
from lorpack.schedule.steps import STEPS

_ON_THE_DAY = timedelta(hours=9)
_THE_DAY_BEFORE = timedelta(hours=-15)
_BEFORE_ANY_ENTRY = date(2000, 1, 1)
_MOST_GONE = 500
_OURS = b"\r\nPRODID:-//lorpack//"
_UID = re.compile(rb"(?m)^UID:([0-9a-f]{32}@lorpack\.invalid)\r$")
_SEQUENCE = re.compile(rb"(?m)^SEQUENCE:(\d{1,9})\r$")
_START = re.compile(rb"(?m)^DTSTART;VALUE=DATE:(\d{8})\r$")
_CANCELLED = b"\r\nSTATUS:CANCELLED\r\n"


@dataclass(frozen=True)
class _Earlier:
    """An event of an earlier file, as far as it takes to cancel it."""

    uid: str
    on: date
    sequence: int
    is_cancelled: bool


def calendar(overview: Overview, before: bytes = b"") -> bytes:
    """All dates of *overview* as all-day events with an alarm; the same bytes for the same dates.

    A second import changes the events of the first, because a UID is made of the application,
    the writer, the moment and its number. What is done stays, marked so and without an alarm.
    *before* is the file that was made last: what it has and *overview* has not is cancelled, and
    SEQUENCE is one more than there when anything differs. Without one it is the number of lines
    in the log. DTSTAMP is the latest day in it: no clock is asked. Of the profiles nothing but
    names goes in, and of *before* no text. Raises OutputError when what was written does not
    read back as it was meant.
    """
    earlier = tuple({one.uid: one for one in _earlier(before)}.values())
    highest = max((one.sequence for one in earlier), default=-1)
    if earlier and _calendar(overview, earlier, highest) == before:
        return before
    return _calendar(overview, earlier, max(highest + 1, overview.entries))


def _earlier(data: bytes) -> Iterator[_Earlier]:
    """The events in *data*; none when it is not whole, or of another program."""
    if _OURS not in data or not data.endswith(b"\r\nEND:VCALENDAR\r\n"):
        return
    for event in data.split(b"\r\nBEGIN:VEVENT\r\n")[1:]:
        found = [pattern.search(event) for pattern in (_UID, _START, _SEQUENCE)]
        with suppress(ValueError):  # A part is missing, or there is no such day.
            uid, start, sequence = (one[1].decode() for one in found if one)
            on = date.fromisoformat(start)
            yield _Earlier(uid, on, int(sequence), _CANCELLED in event)


def _calendar(overview: Overview, earlier: Sequence[_Earlier], sequence: int) -> bytes:
    from icalendar import Calendar, vText

    whole = Calendar()
    whole.add("prodid", f"-//lorpack//lorpack {__version__}//EN")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    # The library escapes text only in the properties that it knows.
    whole.add("x-wr-calname", vText(_plain(f"Letters of {overview.applicant}")))
    for letter in overview.letters:
        for due in letter.dues:
            whole.add_component(_event(overview, letter, due, sequence))
    here = {str(event["uid"]) for event in whole.subcomponents}
    # The dates of a writer whose file has errors for now are not gone.
    gone = [
        one for one in earlier if one.uid not in here and (one.is_cancelled or not overview.broken)
    ]
    for one in gone[:_MOST_GONE]:
        whole.add_component(_cancelled(overview, one, sequence))
    data: bytes = whole.to_ical()
    if _read_back(data) != _said(whole):
        raise OutputError(
            f"the calendar of {overview.applicant} does not read back as it was meant",
            "look for an unusual character in the names; `lorpack timeline` shows the dates",
        )
    return data


def _read_back(data: bytes) -> tuple[Any, ...]:
    """What a calendar program reads in *data*."""
    from icalendar import Calendar

    try:
        return _said(Calendar.from_ical(data))
    except ValueError:
        return ()


def _said(part: Any) -> tuple[Any, ...]:
    """All that a component says: its kind, its properties, and the parts of it."""
    values = sorted((name, part[name].to_ical(), dict(part[name].params)) for name in part)
    return part.name, values, [_said(inner) for inner in part.subcomponents]


def _plain(text: str) -> str:
    r"""*text* on one line, without ``\N``, which the library takes for the end of a line even where
    a backslash was meant; a wide backslash looks like it.
    """
    return clean(text).replace("\\N", "\uff3cN")


def _event(overview: Overview, letter: Letter, due: Due, sequence: int) -> Any:
    on = due.done if due.done and not due.is_date else due.on
    what = _plain(STEPS[due.moment].named(letter.name))
    what = what[:1].upper() + what[1:]
    summary = f"Done: {what}" if due.done else what
    event = _all_day(overview, _uid(overview.id, due), sequence, on, summary)
    if not due.done:
        event.add_component(_alarm(what, _THE_DAY_BEFORE if due.is_date else _ON_THE_DAY))
    return event


def _cancelled(overview: Overview, one: _Earlier, sequence: int) -> Any:
    event = _all_day(overview, one.uid, sequence, one.on, "No longer planned")
    event.add("status", "CANCELLED")
    return event


def _all_day(overview: Overview, uid: str, sequence: int, on: date, summary: str) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    stamp = overview.last_entry or _BEFORE_ANY_ENTRY
    event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    event.add("sequence", sequence)
    event.add("dtstart", on)
    if on < date.max:
        event.add("dtend", on + timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(what: str, trigger: timedelta) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", what)
    alarm.add("trigger", trigger)
    return alarm


def _uid(application: str, due: Due) -> str:
    named = json.dumps([application, due.writer, due.moment, due.number])
    return f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@lorpack.invalid"
