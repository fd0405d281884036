"""The calendar file, read back by the library it was written with."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lorpack import __version__
from lorpack.errors import OutputError
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


def test_what_changed_without_an_entry_is_newer_and_what_did_not_is_the_same():
    before = calendar(overview(Due(DAY, "chen", Moment.REMIND), entries=3))
    same = overview(Due(DAY, "chen", Moment.REMIND), entries=3)
    moved = overview(Due(DAY + timedelta(3), "chen", Moment.REMIND), entries=3)
    assert calendar(same, before) == before
    (event,) = events(calendar(moved, before))
    assert event["sequence"] == 4
    (event,) = events(calendar(replace(moved, entries=9), before))
    assert event["sequence"] == 9
    undone = calendar(replace(same, entries=0), calendar(moved, before))
    assert [event["sequence"] for event in events(undone)] == [5]


def test_what_is_not_planned_any_more_is_cancelled_until_it_comes_again():
    due, other = Due(DAY, "chen", Moment.REMIND), Due(DAY, "chen", Moment.OVERDUE)
    first = calendar(overview(due, other))
    second = calendar(overview(other), first)
    kept, gone = events(second)
    assert (kept["sequence"], "status" in kept) == (1, False)
    assert gone["uid"] == events(first)[0]["uid"]
    assert (gone["sequence"], gone["status"], gone.walk("VALARM")) == (1, "CANCELLED", [])
    assert (gone.decoded("dtstart"), gone["summary"]) == (DAY, "No longer planned")
    assert calendar(overview(other), second) == second
    third = calendar(overview(due), second)
    assert [event.get("status") for event in events(third)] == [None, "CANCELLED"]


def test_the_dates_of_a_writer_whose_file_has_errors_are_not_cancelled():
    due, other = Due(DAY, "chen", Moment.REMIND), Due(DAY, "chen", Moment.OVERDUE)
    first = calendar(overview(due, other))
    assert len(events(calendar(overview(other, broken=("bell",)), first))) == 1
    second = calendar(overview(other), first)
    assert len(events(calendar(overview(other, broken=("bell",)), second))) == 2


def test_only_so_much_of_what_is_gone_is_remembered():
    dues = [Due(DAY, "chen", Moment.REMIND, number) for number in range(600)]
    made = calendar(overview(dues[0]), calendar(overview(*dues)))
    assert len(events(made)) == 501


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"PRODID:-//lorpack//", b"PRODID:-//other//"),
        (b"END:VCALENDAR\r\n", b""),
        (b"UID:", b"UID:x"),
        (b"SEQUENCE:3", b"SEQUENCE:" + b"9" * 5000),
        (b"DATE:20270820", b"DATE:20270899"),
    ],
)
def test_a_calendar_that_is_damaged_or_of_another_program_counts_as_none(old, new):
    before = calendar(overview(Due(DAY, "chen", Moment.REMIND), entries=3))
    assert old in before
    now = overview(Due(DAY, "chen", Moment.OVERDUE), entries=3)
    assert calendar(now, before.replace(old, new)) == calendar(now)


@given(st.binary())
def test_whatever_was_there_the_calendar_is_written(before):
    head = b"BEGIN:VCALENDAR\r\nPRODID:-//lorpack//\r\nBEGIN:VEVENT\r\n"
    made = overview(Due(DAY, "chen", Moment.REMIND))
    assert events(calendar(made, head + before + b"\r\nEND:VCALENDAR\r\n"))


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


@example(name="\\N", moment=Moment.INTRODUCE)
@example(name="a\\\\Nb\\n", moment=Moment.INTRODUCE)
@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=300),
    st.sampled_from(Moment),
)
def test_any_name_survives_and_no_line_is_too_long(name, moment):
    data = calendar(overview(Due(DAY, "chen", moment), name=name, applicant=name))
    (event,) = events(data)
    assert clean(name).replace("\\N", "＼N") in event["summary"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    data.decode("utf-8")


def uid(*named):
    digest = hashlib.sha256(json.dumps(named).encode()).hexdigest()
    return f"{digest[:32]}@lorpack.invalid"


def test_a_calendar_says_this_and_nothing_else():
    due = Due(DAY, "chen", Moment.REMIND, 2, why="on service", planned=DAY - timedelta(9))
    made = overview(due, entries=7, last_entry=date(2027, 5, 6), applicant="Ada Quill, M.D.; x")
    lines = calendar(made).decode().split("\r\n")
    assert (lines[0], lines[5], lines[-3:]) == (
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", ["END:VEVENT", "END:VCALENDAR", ""],
    )  # fmt: skip
    assert sorted(lines[1:5] + lines[6:-3]) == sorted(
        [
            "VERSION:2.0",
            f"PRODID:-//lorpack//lorpack {__version__}//EN",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:Letters of Ada Quill\\, M.D.\\; x",
            "SUMMARY:Remind Dr. Chen of the letter",
            "DTSTART;VALUE=DATE:20270820",
            "DTEND;VALUE=DATE:20270821",
            "DTSTAMP:20270506T000000Z",
            f"UID:{uid('quill', 'chen', 'remind', 2)}",
            "SEQUENCE:7",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Remind Dr. Chen of the letter",
            "TRIGGER:PT9H",
            "END:VALARM",
        ]
    )


@pytest.mark.parametrize(
    ("due", "summary", "on", "alarms"),
    [
        (Due(DAY, "chen", Moment.DEADLINE), "The deadline for the letter of Dr. Chen", DAY, [-15]),
        (Due(DAY, "chen", Moment.WANTED, done=date(2027, 5, 4)),
         "Done: The day by which you want the letter of Dr. Chen", DAY, []),
        (Due(DAY, "chen", Moment.ASK, done=date(2027, 5, 3)),
         "Done: Ask Dr. Chen for the letter", date(2027, 5, 3), []),
    ],
)  # fmt: skip
def test_what_is_done_stands_on_the_day_it_was_done_and_a_date_to_know_where_it_is(
    due, summary, on, alarms
):
    (event,) = events(calendar(overview(due)))
    assert event["summary"] == summary
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (on, on + timedelta(1))
    triggers = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    assert triggers == [timedelta(hours=hours) for hours in alarms]


def test_the_last_day_of_all_has_no_day_after_it():
    (event,) = events(calendar(overview(Due(date.max, "chen", Moment.DEADLINE))))
    assert "dtend" not in event
    (event,) = events(calendar(overview(Due(date.max - timedelta(1), "chen", Moment.DEADLINE))))
    assert event.decoded("dtend") == date.max


def test_without_an_entry_in_the_log_the_stamp_is_before_any():
    (event,) = events(calendar(overview(Due(DAY, "chen", Moment.REMIND))))
    assert event["dtstamp"].to_ical() == b"20000101T000000Z"
    assert event["sequence"] == 0


def test_a_name_that_steers_a_terminal_is_cleaned_in_the_title_too():
    data = calendar(overview(applicant="Ada\x1b[2J\u202eQuill"))
    assert b"X-WR-CALNAME:Letters of Ada[2JQuill\r\n" in data


@pytest.mark.parametrize("loss", ["another", "an event", "a parameter", "nothing to read"])
def test_a_calendar_that_reads_back_different_is_not_given(monkeypatch, loss):
    real = icalendar.Calendar.from_ical

    def read(data):
        if loss == "nothing to read":
            raise ValueError("no calendar")
        if loss == "another":
            return real(data.replace(b"Remind", b"Rewind"))
        if loss == "a parameter":
            return real(data.replace(b";VALUE=DATE", b";VALUE=DATE;X-A=1"))
        found = real(data)
        found.subcomponents.clear()
        return found

    monkeypatch.setattr(icalendar.Calendar, "from_ical", read)
    with pytest.raises(OutputError) as caught:
        calendar(overview(Due(DAY, "chen", Moment.REMIND)))
    assert caught.value.message == ("the calendar of Ada Quill does not read back as it was meant")
    assert caught.value.hint == (
        "look for an unusual character in the names; `lorpack timeline` shows the dates"
    )
