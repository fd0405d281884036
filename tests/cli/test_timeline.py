"""``lorpack timeline``: table, JSON, CSV and the calendar file."""

import csv
import errno
import io
import json
import shutil

import icalendar
import pytest


@pytest.fixture
def asked(application):
    """A letter that was asked for."""
    (application / "progress.yaml").write_text(
        "- {on: 2027-02-23, writer: chen, event: asked, how: email}\n", encoding="utf-8"
    )
    with (application / "applicant.yaml").open("a", encoding="utf-8") as file:
        file.write("    deadline: 2027-09-15\n")
    return application


def test_the_table(lorpack, transcript, asked):
    out = """\
    ada  Ada Example

      Dr. Chen (chen): no reply for 6 days
        Tue 2027-02-23  ask                done; planned for 2027-07-21
        Wed 2027-03-03  follow up          8 days without an answer
        Thu 2027-03-11  find backup        8 more days without an answer; nobody is
                                           kept in reserve (`backup: true` in a
                                           writer's file)
        Wed 2027-09-15  deadline           the deadline
    """
    err = """\
    ada: not known: the day you want the letter, 1 or 2 weeks earlier: targets[0].letters_by
    ada: not known: the day on which requests can be made: targets[0].portal_opens
    ada: not known: the day on which programs start to read: targets[0].programs_review
    ada: not known: the day on which you learn where you matched: targets[0].match_day
    4 dates of 1 letter
    next: `lorpack today` says what to do
    """
    transcript(lorpack("timeline", "ada", "--today", "2027-03-01"), 0, out, err)


def test_json_and_csv_say_the_same(lorpack, asked):
    args = ("timeline", "ada", "--today", "2027-03-01", "--format")
    (application,) = json.loads(lorpack(*args, "json").stdout)["applications"]
    dates = application["letters"][0]["dates"]
    rows = list(csv.DictReader(io.StringIO(lorpack(*args, "csv").stdout)))
    assert [row["moment"] for row in rows] == [one["moment"] for one in dates]
    assert [row["why"] for row in rows] == [one["why"] for one in dates]
    assert rows[0]["done"] == dates[0]["done"] == "2027-02-23"


def test_one_writer_only(lorpack, asked):
    second = (asked / "writers" / "chen.yaml").read_text(encoding="utf-8")
    (asked / "writers" / "abbot.yaml").write_text(second, encoding="utf-8")
    out = lorpack("timeline", "ada", "-w", "abbot", "--today", "2027-03-01").stdout
    assert "(abbot)" in out
    assert "(chen)" not in out


def test_an_unknown_writer_is_wrong_use(lorpack, transcript, asked):
    err = """\
    lorpack: no letter writer has the id `chem`
      hint: did you mean `chen`?
    """
    transcript(lorpack("timeline", "ada", "-w", "chem", "--today", "2027-03-01"), 2, "", err)


def test_a_writer_whose_file_has_errors_is_told_as_that(lorpack, asked):
    (asked / "writers" / "bad.yaml").write_text("role: nobody\n", encoding="utf-8")
    result = lorpack("timeline", "ada", "-w", "bad", "--today", "2027-03-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "errors in its files, so it is without bad\n" in result.stderr
    assert "0 dates of 0 letters\n" in result.stderr


def test_the_calendar_file(lorpack, asked):
    result = lorpack("timeline", "ada", "--ics", "--today", "2027-03-01")
    assert result.exit_code == 0
    assert result.stdout == "output/ada/timeline.ics\n"
    assert "calendar files: 1 written\n" in result.stderr
    path = asked.parent / "output" / "ada" / "timeline.ics"
    first = path.read_bytes()
    events = icalendar.Calendar.from_ical(first).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "Done: Ask Dr. Chen for the letter",
        "Follow up your request to Dr. Chen",
        "Ask another writer in place of Dr. Chen",
        "The deadline for the letter of Dr. Chen",
    ]
    lorpack("timeline", "ada", "--ics", "--today", "2027-03-01")
    assert path.read_bytes() == first


def sequences(path):
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {int(event["sequence"]) for event in events}


def test_a_date_that_changed_in_a_profile_makes_the_calendar_newer(lorpack, asked):
    ask = ("timeline", "ada", "--ics", "--today", "2027-03-01")
    lorpack(*ask)
    path = asked.parent / "output" / "ada" / "timeline.ics"
    assert sequences(path) == {1}
    applicant = asked / "applicant.yaml"
    applicant.write_text(applicant.read_text().replace("2027-09-15", "2027-09-17"))
    lorpack(*ask)
    assert sequences(path) == {2}
    assert b"DTSTART;VALUE=DATE:20270917" in path.read_bytes()
    second = path.read_bytes()
    lorpack(*ask)
    assert path.read_bytes() == second


@pytest.mark.parametrize("what", ["too big", "a folder", "foreign"])
def test_what_is_no_calendar_of_ours_counts_as_none(lorpack, asked, monkeypatch, what):
    monkeypatch.setattr("lorpack.cli.timeline._MOST", 10_000)
    path = asked.parent / "output" / "ada" / "timeline.ics"
    path.parent.mkdir(parents=True)
    if what == "a folder":
        path.mkdir()
    else:
        path.write_bytes(b"SEQUENCE:7\r\n" * (1_000 if what == "too big" else 1))
    result = lorpack("timeline", "ada", "--ics", "--today", "2027-03-01")
    assert result.exit_code == (5 if what == "a folder" else 0)
    assert what == "a folder" or sequences(path) == {1}


def test_a_calendar_that_cannot_be_written_stops_no_other(lorpack, asked, tmp_path):
    shutil.copytree(asked, tmp_path / "bea")
    (tmp_path / "output" / "ada" / "timeline.ics").mkdir(parents=True)
    result = lorpack("timeline", ".", "--ics", "--today", "2027-03-01")
    assert (result.exit_code, result.stdout) == (5, "output/bea/timeline.ics\n")
    assert result.stderr.startswith(
        "ada: no calendar is written for it: output/ada/timeline.ics is not a regular file\n"
        "  hint: move it away, or choose another folder; then repeat\n"
    )
    assert "calendar files: 1 written, 1 failed\n" in result.stderr


def test_a_full_disk_ends_the_calendars(lorpack, asked, monkeypatch):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("lorpack.files.replace_file", full)
    result = lorpack("timeline", "ada", "--ics", "--today", "2027-03-01")
    assert result.exit_code == 5
    assert "lorpack: cannot write" in result.stderr


def test_the_calendar_file_holds_all_or_is_not_written(lorpack, asked):
    assert lorpack("timeline", "ada", "--ics", "-w", "chen").exit_code == 2
    assert lorpack("timeline", "ada", "--ics", "--format", "json").exit_code == 2
    assert not (asked.parent / "output").exists()


def test_a_log_that_cannot_be_read_gives_no_calendar_and_an_earlier_one_stays(
    lorpack, transcript, asked
):
    ask = ("timeline", "ada", "--ics", "--today", "2027-03-01")
    lorpack(*ask)
    path = asked.parent / "output" / "ada" / "timeline.ics"
    before = path.read_bytes()
    (asked / "progress.yaml").write_text("log: lost\n")
    result = lorpack(*ask)
    assert (result.exit_code, result.stdout, path.read_bytes()) == (1, "", before)
    assert result.stderr.startswith(
        "ada: its log cannot be read, so no calendar is written for it\n"
    )
    assert "calendar files: 0 written" in result.stderr
    assert (
        "shown without its log, as if nothing had happened yet\n" in lorpack("status", "ada").stderr
    )
