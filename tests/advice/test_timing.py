"""Dates that leave too little time, have passed, or contradict themselves."""

from datetime import date

import pytest

from lorpack.advice.check import check

TODAY = date(2027, 6, 1)
CODES = {f"LOR{number}" for number in (210, 408, 409, 410, 411, 412, 413, 414)}


@pytest.fixture
def told(make_application):
    """The findings about timing when Chen's profile has these *changes*, as code and message."""

    def findings(today=TODAY, applicant=None, **changes):
        writers = {"chen": changes} if changes else {}
        folder = make_application(writers=writers, applicant=applicant or {})
        return [
            (one.code, one.message, one.place.line)
            for one in check(folder, today)
            if one.code in CODES
        ]

    return findings


def letter(**dates):
    """A letter with these dates, and no others."""
    return {"deadline": None, "wanted_by": None, "agreed_by": None, **dates}


def codes(found):
    """The codes alone."""
    return [code for code, *_ in found]


TARGET = {"targets": [{"id": "im", "specialty": "Internal Medicine", "portal": "eras"}]}


@pytest.mark.parametrize(
    ("deadline", "code"),
    [
        ("2027-06-28", "LOR408"),
        ("2027-06-15", "LOR408"),
        ("2027-06-14", "LOR409"),
        ("2027-06-02", "LOR409"),
        ("2027-05-31", "LOR411"),
        ("2027-06-29", None),
        ("2027-09-15", None),
    ],
)
def test_the_time_that_is_left(told, deadline, code):
    found = told(applicant=TARGET, letter=letter(deadline=deadline))
    assert codes(found) == ([code] if code else [])


def test_the_words_name_the_writer_and_the_day(told):
    ((_, message, _),) = told(applicant=TARGET, letter=letter(deadline="2027-06-20"))
    assert message == "2 weeks are left to June 20, 2027, and Dr. Chen is not asked yet"
    ((_, message, _),) = told(applicant=TARGET, letter=letter(deadline="2027-06-02"))
    assert message == "one day is left to June 2, 2027, and Dr. Chen is not asked yet"
    ((_, message, _),) = told(applicant=TARGET, letter=letter(deadline="2027-05-31"))
    assert message == "the deadline was Monday, May 31, 2027, and no upload is recorded"


def test_without_a_day_nothing_is_said_that_depends_on_it(told):
    assert told(today=None, applicant=TARGET, letter=letter(deadline="2027-06-02")) == []


def test_a_letter_without_any_date_has_no_time_that_is_left(told):
    assert told(applicant=TARGET, letter=letter()) == []


LOGS = [
    ("asked", "LOR411", "2027-05-31"),
    ("asked", None, "2027-06-05"),
    ("uploaded", None, "2027-05-31"),
    ("declined", None, "2027-05-31"),
]


@pytest.mark.parametrize(("event", "code", "deadline"), LOGS)
def test_the_log_tells_whether_it_matters(make_application, event, code, deadline):
    folder = make_application(
        applicant=TARGET, writers={"chen": {"letter": letter(deadline=deadline)}}
    )
    lines = "- {on: 2027-04-01, writer: chen, event: asked}\n"
    if event == "uploaded":
        lines += "- {on: 2027-04-02, writer: chen, event: agreed}\n"
    if event != "asked":
        lines += f"- {{on: 2027-05-01, writer: chen, event: {event}}}\n"
    (folder / "progress.yaml").write_text(lines, encoding="utf-8")
    found = [one.code for one in check(folder, TODAY) if one.code in CODES]
    assert found == ([code] if code else [])


def test_a_writer_who_hesitated_is_told_until_they_agree(make_application):
    folder = make_application()
    log = "- {on: 2027-04-01, writer: chen, event: asked}\n- {on: 2027-04-03, writer: chen, event: hesitant}\n"
    (folder / "progress.yaml").write_text(log, encoding="utf-8")
    (one,) = [one for one in check(folder) if one.code == "LOR210"]
    assert (one.place.file, one.place.line) == ("progress.yaml", 2)
    log += "- {on: 2027-04-09, writer: chen, event: agreed}\n"
    (folder / "progress.yaml").write_text(log, encoding="utf-8")
    assert "LOR210" not in {one.code for one in check(folder)}


def test_a_date_in_the_writers_busy_time(told):
    busy = [{"start": "2027-07-01", "end": "2027-07-14", "why": "on service"}]
    ((code, message, _),) = told(
        letter=letter(wanted_by="2027-07-05", deadline="2027-09-15"), busy=busy
    )
    assert code == "LOR412"
    assert message == "Monday, July 5, 2027 falls into days on which Dr. Chen is busy (on service)"
    assert told(letter=letter(wanted_by="2027-07-15", deadline="2027-09-15"), busy=busy) == []


WRONG = [
    "Until Friday, September 16, 2027 I am at your service.",
    "I hope for Friday, 16 September 2027.",
    "Could we meet on Monday, June 31?",
    "We spoke on friday the 1st of June 2027.",
]
RIGHT = [
    "Until Thursday, September 16, 2027 I am at your service.",
    "I hope for Thursday the 16th of September 2027.",
    "On Wednesday, September 15 I am on call.",
    "On Tuesday, September 15 I was on call.",
    "Monday rounds in May were the best.",
    "The Sunday March 10 K runs through town.",
    "Friday, 20 patients came.",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_weekday_that_is_not_that_of_its_date(told, text):
    assert codes(told(why_you=text)) == ["LOR410"]


@pytest.mark.parametrize("text", RIGHT)
def test_a_weekday_that_may_be_right(told, text):
    assert told(why_you=text) == []


def test_the_right_weekday_is_named_at_its_place(make_application):
    folder = make_application(writers={"chen": {"why_you": WRONG[0]}})
    (one,) = [one for one in check(folder) if one.code == "LOR410"]
    assert one.message == "“Friday, September 16, 2027”: that day is a Thursday"
    line = (folder / one.place.file).read_text(encoding="utf-8").splitlines()[one.place.line - 1]
    assert line[one.place.column - 1 :].startswith("Friday, September 16, 2027")


def test_a_weekday_in_a_statement(make_application):
    folder = make_application(
        applicant={"targets": [{**TARGET["targets"][0], "statement": "documents/ps.md"}]},
        documents={"documents/ps.md": b"One.\n\nIt was Monday, June 1, 2027.\n"},
    )
    (one,) = [one for one in check(folder) if one.code == "LOR410"]
    assert (one.place.file, one.place.line) == ("documents/ps.md", 3)


def season(number, **dates):
    """An applicant of the season *number* with one target in ERAS."""
    return {"season": str(number), "targets": [{**TARGET["targets"][0], **dates}]}


def test_a_season_that_is_over(told):
    assert codes(told(today=date(2026, 11, 23), applicant=season(2026))) == ["LOR414"]
    assert told(today=date(2026, 5, 31), applicant=season(2026)) == []
    assert told(today=None, applicant=season(2026)) == []
    # What nobody knows is no finding.
    assert told(today=date(2029, 1, 1), applicant=season(2028), letter=letter()) == []


def test_a_deadline_after_the_season(told):
    found = told(today=None, applicant=season(2026, deadline="2026-09-15"))
    assert codes(found) == ["LOR413"]
    assert "ERAS 2026 closed on May 31, 2026" in found[0][1]
    assert told(today=None, applicant=season(2026, deadline="2025-09-15")) == []
