"""``lorpack track``: one line more, and nothing else changed."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorpack.profiles.load import load

TODAY = ("--today", "2027-06-10")


@pytest.fixture
def log(make_application):
    """The application ``quill`` with the writer chen, and the path of its log."""
    return make_application() / "progress.yaml"


def test_the_first_line_makes_the_file(lorpack, transcript, log):
    err = """\
    chen: asked on 2027-06-01; the letter is now asked
    next: `lorpack today quill` says what is due
    """
    result = lorpack(
        "track", "chen", "asked", "quill", "--on", "2027-06-01", "--how", "in-person", *TODAY
    )
    assert result.exit_code == 2
    result = lorpack(
        "track", "chen", "asked", "quill", "--on", "2027-06-01", "--how", "in_person", *TODAY
    )
    transcript(result, 0, "", err)
    assert log.read_text().splitlines()[-1] == (
        "- {on: 2027-06-01, writer: chen, event: asked, how: in_person}"
    )
    assert log.stat().st_mode & 0o777 == 0o600


def test_nothing_that_a_person_wrote_is_touched(lorpack, log):
    mine = b"\xef\xbb\xbf# mine\r\n  - on: 2027-06-01  # rounds\r\n    writer: chen\r\n    event: asked"
    log.write_bytes(mine)
    assert lorpack("track", "chen", "agreed", "quill", *TODAY).exit_code == 0
    assert log.read_bytes() == (mine + b"\r\n  - {on: 2027-06-10, writer: chen, event: agreed}\r\n")
    assert [str(one.event) for one in load(log.parent).application.log] == ["asked", "agreed"]


def test_an_impossible_move_is_refused_with_the_way_out(lorpack, transcript, log):
    lorpack("track", "chen", "asked", "quill", *TODAY)
    before = log.read_bytes()
    err = """\
    lorpack: `thanked` is not possible for chen: the letter is not uploaded yet
      hint: the last entry is `asked` on 2027-06-10; if it is a mistake: `lorpack track chen undone`
    """
    transcript(lorpack("track", "chen", "thanked", "quill", *TODAY), 2, "", err)
    assert log.read_bytes() == before


def test_the_same_line_twice_is_written_once(lorpack, log):
    lorpack("track", "chen", "asked", "quill", *TODAY)
    before = log.read_bytes()
    result = lorpack("track", "chen", "asked", "quill", *TODAY)
    assert result.exit_code == 0
    assert "is recorded already" in result.stderr
    assert log.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("chenn", "asked"), "did you mean `chen`?"),
        (("chen", "askd"), "did you mean `asked`?"),
        (("chen", "asked", "--on", "2027-06-11"), "2027-06-11 is still to come"),
        (("chen", "asked", "--by", "2027-08-01"), "--by goes with `agreed`"),
        (("chen", "asked", "--on", "June"), "June"),
        (("chen", "asked", "--note", "a\x07b"), "hidden character"),
        (("chen", "asked", "--note", "x" * 301), "at most 300 characters"),
        (("chen", "asked", "--note", "a\nb"), "one line"),
    ],
)
def test_wrong_use(lorpack, log, arguments, words):
    result = lorpack("track", *arguments[:2], "quill", *arguments[2:], *TODAY)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not log.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {on: 2027-06-01, writer: chen, event: asked}\n- {on: 2027-06-0", "progress.yaml:2:1"),
        ("[{on: 2027-06-01, writer: chen, event: asked}]\n", "cannot be added to"),
        ("chen: asked\n", "one entry a line"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_as_it_is(lorpack, log, text, words):
    log.write_text(text)
    result = lorpack("track", "chen", "asked", "quill", *TODAY)
    assert result.exit_code == 4
    assert words in result.stderr
    assert log.read_text() == text


def test_a_link_out_of_the_folder_is_refused(lorpack, log, tmp_path):
    (tmp_path / "elsewhere.yaml").write_text("")
    log.symlink_to(tmp_path / "elsewhere.yaml")
    result = lorpack("track", "chen", "asked", "quill", *TODAY)
    assert result.exit_code == 4
    assert (tmp_path / "elsewhere.yaml").read_text() == ""


def test_events_may_be_typed_with_a_hyphen(lorpack, log):
    assert lorpack("track", "chen", "goals-shared", "quill", *TODAY).exit_code == 0
    assert "event: goals_shared" in log.read_text()


def test_a_cohort_is_asked_for_one(lorpack, log, make_application, tmp_path):
    make_application(name="other")
    result = lorpack("track", "chen", "asked", str(tmp_path))
    assert result.exit_code == 2
    assert "holds 2 applications" in result.stderr


def test_what_comes_next_is_said(lorpack, log):
    lorpack("track", "chen", "asked", "quill", *TODAY)
    result = lorpack("track", "chen", "agreed", "quill", "--by", "2027-08-20", *TODAY)
    assert "next: `lorpack messages quill -w chen -k packet`" in result.stderr


def test_eight_at_once_all_land(log):
    log.write_text("- {on: 2027-01-01, writer: chen, event: asked}\n")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "lorpack", "track", "chen", "checked", str(log.parent),
             "--on", f"2027-02-0{day}", "--today", "2027-06-10", "--note", f"number {day}"],
            cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL,
        )
        for day in range(1, 9)
    ]  # fmt: skip
    assert [process.wait(60) for process in running] == [0] * 8
    entries = load(log.parent).application.log
    assert sorted(entry.on.day for entry in entries[1:]) == list(range(1, 9))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(note=st.text(st.characters(exclude_categories=["C", "Zl", "Zp", "M"]), min_size=1, max_size=80))  # fmt: skip
def test_any_note_is_read_back(lorpack, log, note):
    log.unlink(missing_ok=True)
    result = lorpack("track", "chen", "asked", "quill", f"--note={note}", *TODAY)
    assert result.exit_code == 0, result.stderr
    assert load(log.parent).application.log[-1].note == note.strip()
