"""The timeline of an application as an iCalendar file."""

import hashlib
import json
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


def calendar(overview: Overview) -> bytes:
    """All dates of *overview* as all-day events with an alarm; the same bytes for the same dates.

    A second import changes the events of the first, because a UID is made of the application,
    the writer, the moment and its number. What is done stays, marked so and without an alarm.
    SEQUENCE is the number of lines in the log, which only grows, and DTSTAMP the latest day in
    it: both have to say which of two files is the newer one, and no clock is asked. Of the
    profiles nothing but names goes in. Raises OutputError when what was written does not read
    back as it was meant.
    """
    from icalendar import Calendar, vText

    whole = Calendar()
    whole.add("prodid", f"-//lorpack//lorpack {__version__}//EN")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    # The library escapes text only in the properties that it knows.
    whole.add("x-wr-calname", vText(_plain(f"Letters of {overview.applicant}")))
    for letter in overview.letters:
        for due in letter.dues:
            whole.add_component(_event(overview, letter, due))
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


def _event(overview: Overview, letter: Letter, due: Due) -> Any:
    from icalendar import Event

    on = due.done if due.done and not due.is_date else due.on
    what = _plain(STEPS[due.moment].named(letter.name))
    what = what[:1].upper() + what[1:]
    event = Event()
    event.add("uid", _uid(overview.id, due))
    stamp = overview.last_entry or _BEFORE_ANY_ENTRY
    event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    event.add("sequence", overview.entries)
    event.add("dtstart", on)
    if on < date.max:
        event.add("dtend", on + timedelta(days=1))
    event.add("summary", f"Done: {what}" if due.done else what)
    event.add("transp", "TRANSPARENT")
    if not due.done:
        event.add_component(_alarm(what, _THE_DAY_BEFORE if due.is_date else _ON_THE_DAY))
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
