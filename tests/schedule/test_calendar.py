"""The calendar file, read back by the library it was written with."""

import re
from datetime import date, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from lorpack.report import clean
from lorpack.schedule.calendar import calendar
from lorpack.schedule.moments import Due, Moment
from lorpack.schedule.overview import Letter, Overview

DAY = date(2027, 8, 20)


def overview(*dues: Due, name: str = "Dr. Chen", **more) -> Overview:
    letter = Letter("chen", name, "asked", "", None, None, None, None, "", "", None, dues)
    return Overview(**{"id": "quill", "applicant": "Ada Quill", "letters": (letter,), **more})


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_a_step_is_an_all_day_event_with_an_alarm_on_the_morning():
    (event,) = events(calendar(overview(Due(DAY, "chen", Moment.REMIND, why="on service"))))
    assert event["summary"] == "Remind Dr. Chen of the letter"
    assert event.decoded("dtstart") == DAY
    assert event.decoded("dtend") == DAY + timedelta(1)
    (alarm,) = event.walk("VALARM")
    assert alarm["action"] == "DISPLAY"
    assert alarm.decoded("trigger") == timedelta(hours=9)


def test_a_deadline_is_announced_the_day_before():
    (event,) = events(calendar(overview(Due(DAY, "chen", Moment.DEADLINE))))
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=-15)


def test_a_second_import_updates_and_the_same_dates_give_the_same_bytes():
    before = overview(Due(DAY, "chen", Moment.REMIND))
    moved = overview(Due(DAY + timedelta(3), "chen", Moment.REMIND), entries=1, last_entry=DAY)
    (first,), (second,) = events(calendar(before)), events(calendar(moved))
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert first.decoded("dtstamp") < second.decoded("dtstamp")
    assert calendar(before) == calendar(before)


def test_uids_differ_by_application_writer_moment_and_number():
    dues = [
        Due(DAY, "chen", Moment.REMIND),
        Due(DAY, "chen", Moment.REMIND, 2),
        Due(DAY, "chen", Moment.OVERDUE),
        Due(DAY, "abbot", Moment.REMIND),
    ]
    data = [calendar(overview(*dues)), calendar(overview(dues[0], id="other"))]
    uids = [event["uid"] for one in data for event in events(one)]
    assert len(set(uids)) == len(uids) == 5


def test_what_is_done_is_marked_on_its_day_without_an_alarm():
    done = Due(DAY, "chen", Moment.REMIND, done=DAY + timedelta(1))
    (event,) = events(calendar(overview(done)))
    assert event["summary"] == "Done: Remind Dr. Chen of the letter"
    assert event.decoded("dtstart") == DAY + timedelta(1)
    assert event.walk("VALARM") == []


def test_the_file_holds_no_reasons_no_method_and_ends_its_lines_as_it_must():
    data = calendar(overview(Due(DAY, "chen", Moment.REMIND, why="their father is ill")))
    assert b"father" not in data
    assert b"METHOD" not in data
    assert b"\nPRODID:-//lorpack" in data
    assert not re.search(rb"(?<!\r)\n", data)


def test_the_last_day_of_the_calendar_is_no_crash():
    assert events(calendar(overview(Due(date.max, "chen", Moment.DEADLINE))))


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=300),
    st.sampled_from(Moment),
)
def test_any_name_survives_and_no_line_is_too_long(name, moment):
    data = calendar(overview(Due(DAY, "chen", moment), name=name, applicant=name))
    (event,) = events(data)
    assert clean(name) in event["summary"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    data.decode("utf-8")
