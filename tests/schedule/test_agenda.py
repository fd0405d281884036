"""What to do today and this week: urgency, the gap between messages, and what is put off."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_makers import entry, make

from lorpack.profiles.progress import Event
from lorpack.schedule.agenda import agenda
from lorpack.schedule.moments import Moment
from lorpack.schedule.overview import Urgency
from lorpack.schedule.steps import STEPS

TARGET = {"letters_by": "2027-08-27", "deadline": "2027-09-15"}
ROTATION = {"service": "Ward Seven", "start": "2027-02-01", "end": "2027-02-26"}
OWN = (Moment.CHECK_PORTAL, Moment.ASSIGN, Moment.FIND_BACKUP)
PROMISED = (
    entry("2027-02-23", "asked"),
    entry("2027-03-01", "agreed", by=date(2027, 8, 20)),
    entry("2027-03-01", "packet_sent"),
)


def tasks(today, *log, writers=None, **more):
    made = make(TARGET, writers or {"chen": {"rotations": [ROTATION]}}, log=log, **more)
    return agenda(made, date.fromisoformat(today))


def brief(found):
    return [(str(task.urgency), str(task.day), task.moment) for task in found]


def test_the_first_day_of_the_rotation():
    assert brief(tasks("2027-02-01")) == [("today", "2027-02-01", Moment.INTRODUCE)]


def test_the_week_ahead_is_shown_and_what_is_late_comes_first():
    found = tasks("2027-03-04", entry("2027-02-23", "asked"))
    assert brief(found) == [
        ("late", "2027-03-04", Moment.FOLLOW_UP),
        ("this week", "2027-03-11", Moment.FIND_BACKUP),
    ]
    assert found[0].planned == date(2027, 3, 3)
    assert found[0].event == "followed_up"
    assert found[0].what == "follow up your request to Dr. Chen"


def test_a_missed_reminder_is_offered_once_and_the_next_waits_its_turn():
    look = entry("2027-08-10", "checked")
    found = tasks("2027-08-11", *PROMISED, look)
    reminders = [task for task in found if task.moment is Moment.REMIND]
    assert [(task.number, str(task.day)) for task in reminders] == [
        (1, "2027-08-11"),
        (2, "2027-08-16"),
    ]


def test_a_late_reminder_is_not_offered_on_a_weekend():
    found = tasks("2027-08-08", *PROMISED)
    (reminder,) = [t for t in found if t.moment is Moment.REMIND and t.number == 1]
    assert (reminder.urgency, reminder.day) == (Urgency.WEEK, date(2027, 8, 9))


def test_after_the_upload_nobody_is_reminded_but_thanked():
    found = tasks("2027-08-16", *PROMISED, entry("2027-08-13", "uploaded"))
    assert brief(found) == [
        ("today", "2027-08-16", Moment.THANK),
        ("this week", "2027-08-20", Moment.SEND_CARD),
    ]


def test_the_answer_to_a_yes_is_due_on_its_day_whatever_was_said_before():
    saturday = "2027-02-27"
    found = tasks(saturday, entry("2027-02-26", "asked"), entry(saturday, "agreed"))
    assert ("today", saturday, Moment.SEND_PACKET) in brief(found)


def test_an_answer_that_is_weeks_late_is_none_any_more():
    declined = entry("2027-03-01", "declined")
    soon = tasks("2027-03-05", entry("2027-02-23", "asked"), declined)
    assert Moment.ANSWER_DECLINE in {task.moment for task in soon}
    late = tasks("2027-03-25", entry("2027-02-23", "asked"), declined)
    assert [task.moment for task in late] == [Moment.FIND_BACKUP]


def test_dates_to_know_are_shown_in_their_week_and_not_when_they_are_over():
    found = tasks("2027-08-20", *PROMISED, entry("2027-08-18", "checked"))
    dates = [(task.moment, task.event) for task in found if task.moment in _DATES]
    assert dates == [(Moment.AGREED, ""), (Moment.WANTED, "")]
    found = tasks("2027-08-30", *PROMISED)
    assert not _DATES & {task.moment for task in found}


_DATES = {Moment.WANTED, Moment.AGREED, Moment.DEADLINE}


def test_every_step_names_an_event_that_the_log_knows():
    assert set(STEPS) == set(Moment)
    for moment, step in STEPS.items():
        assert step.event == "" or Event(step.event)
        assert step.named("Dr. {odd}").count("Dr. {odd}") == 1, moment
        assert step.what[0].islower()


@given(
    st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    st.lists(
        st.tuples(
            st.dates(date(2027, 1, 1), date(2027, 12, 31)),
            st.sampled_from(["asked", "agreed", "packet_sent", "reminded", "uploaded", "declined"]),
        ),
        max_size=5,
    ),
    st.booleans(),
)
def test_no_two_messages_are_offered_within_three_days(today, events, weekends):
    log = tuple(entry(day, event) for day, event in sorted(events))
    settings = {"reminders": {"weekends": weekends}}
    made = make(TARGET, {"chen": {"rotations": [ROTATION]}}, settings, log)
    found = agenda(made, today)
    assert found == agenda(made, today)
    said = sorted(task.day for task in found if task.moment not in {*OWN, *_DATES})
    assert len(set(said)) == len(said)
    answers = {Moment.SEND_PACKET, Moment.THANK, Moment.ANSWER_DECLINE}
    if not answers & {task.moment for task in found}:
        assert all((after - before).days >= 3 for before, after in pairwise(said))
    for task in found:
        assert today <= task.day <= today + timedelta(7)
        if not weekends and task.moment in (Moment.REMIND, Moment.OVERDUE, Moment.FOLLOW_UP):
            assert task.day.weekday() < 5


@pytest.mark.parametrize("stage", ["withdrawn"])
def test_nothing_is_offered_for_a_letter_that_is_over(stage):
    assert tasks("2027-08-11", *PROMISED, entry("2027-08-10", stage)) == ()


def test_the_search_for_another_writer_is_not_asked_for_for_ever():
    log = (entry("2027-02-23", "asked"), entry("2027-02-26", "declined"))
    assert Moment.FIND_BACKUP in [task.moment for task in tasks("2027-03-20", *log)]
    assert Moment.FIND_BACKUP not in [task.moment for task in tasks("2027-05-20", *log)]


def test_after_reopening_the_new_ask_is_offered():
    days = {"asked": "05-25", "agreed": "05-27", "uploaded": "05-28", "thanked": "06-01",
            "update_requested": "07-01", "declined": "07-09", "answered": "07-10",
            "reopened": "07-12"}  # fmt: skip
    log = [entry(f"2027-{on}", event) for event, on in days.items()]
    assert Moment.ASK in [task.moment for task in tasks("2027-07-15", *log)]


def test_nothing_is_asked_of_anybody_when_the_season_is_over():
    assert tasks("2029-01-01") == ()
    assert tasks("2029-01-01", *PROMISED) == ()


def test_a_packet_that_was_never_sent_is_asked_for_until_a_reminder_brought_it():
    yes = (entry("2027-05-10", "asked"), entry("2027-05-12", "agreed", by=date(2027, 8, 20)))
    assert Moment.SEND_PACKET in [task.moment for task in tasks("2027-07-20", *yes)]
    reminded = entry("2027-08-06", "reminded")
    assert Moment.SEND_PACKET not in [task.moment for task in tasks("2027-08-10", *yes, reminded)]


def test_a_check_in_is_not_put_off_beyond_the_deadline():
    only = {"letters_by": None, "deadline": "2027-09-15"}
    days = {"asked": "2027-07-10", "agreed": "2027-07-12", "packet_sent": "2027-07-12"}
    log = tuple(entry(day, event) for event, day in days.items())
    found = agenda(make(only, log=log), date(2027, 9, 12))
    assert [(task.moment, str(task.day)) for task in found if task.event == "reminded"] == [
        (Moment.REMIND, "2027-09-13")
    ]


@pytest.mark.parametrize("end", ["2027-09-30", "2030-12-31"])
def test_an_ask_is_offered_while_it_can_help_though_the_writer_is_busy(end):
    busy = {"chen": {"busy": [{"start": "2026-12-01", "end": end}]}}
    for day in ("2027-07-01", "2027-08-27", "2027-09-15"):
        assert brief(tasks(day, writers=busy))[0] == ("late", day, Moment.ASK)


def test_a_letter_that_is_long_overdue_is_not_written_about_for_ever():
    assert Moment.OVERDUE in [task.moment for task in tasks("2027-09-30", *PROMISED)]
    assert Moment.OVERDUE not in [task.moment for task in tasks("2027-11-01", *PROMISED)]


def test_news_is_told_for_a_year_and_of_interviews_before_match_day_only():
    dates = {**TARGET, "match_day": "2028-03-17"}
    log = (*PROMISED, entry("2027-08-13", "uploaded"), entry("2027-08-14", "thanked"))

    def moments(day):
        made = make(dates, log=(*log, entry("2028-03-15", "card_sent")))
        return [task.moment for task in agenda(made, date.fromisoformat(day))]

    assert moments("2028-03-16") == [Moment.TELL_MATCH]
    assert moments("2029-06-01") == [Moment.TELL_MATCH]
    assert moments("2030-01-01") == []
