"""``lorpack track``: one line more in ``progress.yaml``, and nothing else changed."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorpack.cli.track import EVENTS, WAYS
from lorpack.locking import locked
from lorpack.profiles.decoding import suspects
from lorpack.profiles.load import load
from lorpack.profiles.progress import Event, How
from lorpack.schedule.record import LOCK
from lorpack.schedule.standing import Stage

TODAY = ("--today", "2027-06-10")
ASKED = "- {on: 2027-06-01, writer: chen, event: asked}\n"


@pytest.fixture
def log(make_application):
    """The log (not there yet) of the application ``quill`` with the writer chen."""
    return make_application() / "progress.yaml"


@pytest.fixture
def track(lorpack):
    """Call ``lorpack track chen EVENT quill`` on 10 June 2027."""

    def call(event, *options):
        return lorpack("track", "chen", event, "quill", *options, *TODAY)

    return call


def test_the_first_line_makes_the_file(track, transcript, log):
    result = track("asked", "--on", "2027-06-01", "--how", "in-person", "--note", 'by "the" #3')
    line = (
        '- {on: 2027-06-01, writer: chen, event: asked, how: in_person, note: "by \\"the\\" #3"}\n'
    )
    err = """\
    recorded: chen has been asked and has not answered (asked on 2027-06-01)
    next: `lorpack track chen agreed quill --by DATE` when they say yes
    """
    transcript(result, 0, line, err)
    assert log.read_text() == line
    assert log.stat().st_mode & 0o777 == 0o600


def test_the_next_step_is_said(track, transcript, log):
    log.write_text(ASKED)
    out = "- {on: 2027-06-10, writer: chen, event: agreed, by: 2027-08-20}\n"
    err = """\
    recorded: chen has agreed (agreed on 2027-06-10)
    next: send the packet: `lorpack messages quill -w chen -k packet`
    """
    transcript(track("agreed", "--by", "2027-08-20"), 0, out, err)
    assert "next: look into the portal once a week: " in track("packet-sent").stderr
    assert (
        "next: say thanks: `lorpack messages quill -w chen -k thanks`" in track("uploaded").stderr
    )
    assert "next: `lorpack today quill` shows what is due" in track("thanked").stderr


def test_a_command_in_the_current_folder_needs_no_path(lorpack, log, monkeypatch):
    monkeypatch.chdir(log.parent)
    result = lorpack("track", "chen", "asked", *TODAY)
    assert result.stderr.endswith("next: `lorpack track chen agreed --by DATE` when they say yes\n")
    result = lorpack("track", "chen", "agreed", *TODAY)
    assert result.stderr.endswith("next: send the packet: `lorpack messages -w chen -k packet`\n")


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_a_next_step(stage, track, log):
    ways = {"packet_sent": "asked agreed packet_sent", "identified": "asked undone"}
    ways |= dict.fromkeys(("backup", "asked", "update_requested"), stage)
    for event in ways.get(stage, f"asked {stage}").split():
        result = track(event)
        assert result.exit_code == 0, result.stderr
    assert "\nnext: " in result.stderr
    assert "{" not in result.stderr


def test_a_mistake_is_taken_back(track, transcript, log):
    log.write_text(ASKED)
    out = "- {on: 2027-06-10, writer: chen, event: undone}\n"
    err = """\
    recorded: chen has not been asked yet
    next: the request: `lorpack messages quill -w chen -k request`
    """
    transcript(track("undone"), 0, out, err)
    err = """\
    lorpack: nothing is recorded for chen that could be undone
      hint: leave it out
    """
    transcript(track("undone"), 2, "", err)


def test_an_impossible_move_is_refused_with_the_way_to_put_it_right(track, transcript, log):
    log.write_text(ASKED)
    err = """\
    lorpack: `thanked` is not possible: chen has been asked and has not answered (asked on 2027-06-01)
      hint: `uploaded` comes first; `lorpack track chen undone` takes back `asked` on 2027-06-01
    """
    transcript(track("thanked"), 2, "", err)
    err = """\
    lorpack: `uploaded` on 2027-05-20 would be before `asked` on 2027-06-01
      hint: correct one of the two days; `lorpack track chen undone` takes back `asked` on 2027-06-01
    """
    transcript(track("uploaded", "--on", "2027-05-20"), 2, "", err)
    assert log.read_text() == ASKED


def test_the_very_same_entry_is_written_once(track, transcript, log):
    log.write_text(ASKED)
    state = "chen has been asked and has not answered (asked on 2027-06-01)"
    err = f"""\
    `asked` on 2027-06-01 is recorded already, nothing was written: {state}
    next: `lorpack track chen agreed quill --by DATE` when they say yes
    """
    transcript(track("asked", "--on", "2027-06-01"), 0, "", err)
    assert log.read_text() == ASKED


def test_nothing_new_is_taken_for_recorded(track, transcript, log):
    log.write_text(ASKED)
    err = """\
    lorpack: `asked` is not possible: chen has been asked and has not answered (asked on 2027-06-01)
      hint: a second message is `followed_up`; `lorpack track chen undone` takes back `asked` on 2027-06-01
    """
    transcript(track("asked", "--on", "2027-06-01", "--how", "video"), 2, "", err)
    assert track("agreed").exit_code == 0
    assert "note: " in track("agreed", "--note", "gladly").stdout
    assert track("agreed", "--note", "gladly").stdout == ""


def test_a_new_day_and_a_second_check_are_written(track, log):
    log.write_text(ASKED)
    for event, *options in (
        ("agreed", "--by", "2027-08-20"),
        ("agreed", "--by", "2027-08-27"),
        ("checked", "--on", "2027-06-08"),
        ("checked", "--on", "2027-06-09"),
        ("checked", "--on", "2027-06-09"),
    ):
        assert track(event, *options).exit_code == 0
    assert len(log.read_text().splitlines()) == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("chenn", "asked"), "did you mean `chen`?"),
        (("nobody", "asked"), "there are: chen"),
        (("chen", "askd"), "did you mean `asked`?"),
        (("chen", "asked", "--on", "2027-06-11"), "2027-06-11 is still to come"),
        (("chen", "asked", "--by", "2027-08-01"), "--by goes with `agreed` only"),
        (("chen", "agreed", "--by", "2027-06-01"), "--by 2027-06-01 is before the yes itself"),
        (("chen", "asked", "--on", "June"), "June"),
        (("chen", "asked", "--how", "post"), "`post` is none of in_person, video, phone, email"),
        (("chen", "asked", "--note", "a\x07b"), "hidden character"),
        (("chen", "asked", "--note", "a\ud800b"), "the note is not valid text"),
        (("chen", "asked", "--note", "x" * 301), "at most 300 fit"),
        (("chen", "asked", "--note", "a\nb"), "must stand on one line"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_written(lorpack, log, arguments, words):
    result = lorpack("track", *arguments[:2], "quill", *arguments[2:], *TODAY)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert "\n  hint: " in result.stderr
    assert not log.exists()


def test_a_cohort_is_too_many(lorpack, transcript, log, make_application):
    make_application("other")
    err = """\
    lorpack: . holds 2 applications, and the entry is for one
      hint: name it: lorpack track WRITER EVENT other
    """
    transcript(lorpack("track", "chen", "asked", *TODAY), 2, "", err)


BY_HAND = b"- on: 2027-06-01  # in the hall\n  writer: chen\n  event: asked"
ADDED = b"- {on: 2027-06-10, writer: chen, event: agreed}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BY_HAND, BY_HAND + b"\n" + ADDED + b"\n"),
        (BY_HAND + b"\n# that was it\n\n", BY_HAND + b"\n# that was it\n\n" + ADDED + b"\n"),
        (b"\xef\xbb\xbf" + BY_HAND, b"\xef\xbb\xbf" + BY_HAND + b"\n" + ADDED + b"\n"),
        (
            BY_HAND.replace(b"\n", b"\r\n"),
            BY_HAND.replace(b"\n", b"\r\n") + b"\r\n" + ADDED + b"\r\n",
        ),
        (
            b"# mine\n  " + BY_HAND.replace(b"\n", b"\n  "),
            b"# mine\n  " + BY_HAND.replace(b"\n", b"\n  ") + b"\n  " + ADDED + b"\n",
        ),
        (
            BY_HAND + b"\n- {a line that is wrong\n",
            BY_HAND + b"\n- {a line that is wrong\n" + ADDED + b"\n",
        ),
        (
            BY_HAND + b"\n- {on: 2027-06-02, writer: gone, event: asked}\n",
            BY_HAND + b"\n- {on: 2027-06-02, writer: gone, event: asked}\n" + ADDED + b"\n",
        ),
    ],
)
def test_what_a_person_wrote_stays_as_it_is(track, log, before, after):
    log.write_bytes(before)
    log.chmod(0o640)
    result = track("agreed")
    assert result.exit_code == 0, result.stderr
    assert log.read_bytes() == after
    assert log.stat().st_mode & 0o777 == 0o640
    application = load(log.parent).application
    assert application is not None
    assert [entry.event for entry in application.log] == ["asked", "agreed"]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (ASKED + "- {on: 2027-06-0", "progress.yaml:2:1: the last line breaks off",
         "nothing was written; delete line 2 or complete it"),
        (ASKED + "\0\0", "progress.yaml:1:1: the last line breaks off",
         "nothing was written; delete line 1 or complete it"),
        ("# mine\n[{on: 2027-06-01, writer: chen, event: asked}]\n",
         "progress.yaml:2:1: no line can be added to a file that is written this way",
         "nothing was written; save it as UTF-8 lines like - {on: 2027-06-01, writer: chen, event: asked}"),
        ("chen: asked\n", "progress.yaml:1:1: the file holds keys with values, where a list is wanted",
         "begin each entry on a line of its own with  - "),
        ("# " + "x" * (4 << 20), "progress.yaml: the file is larger than 4 MiB",
         "a profile holds text only"),
    ],
)  # fmt: skip
def test_a_file_that_no_line_can_be_added_to_is_left_as_it_is(
    track, transcript, log, text, message, hint
):
    log.write_text(text)
    transcript(track("agreed"), 4, "", f"lorpack: {message}\n  hint: {hint}\n")
    assert log.read_text() == text


def test_no_line_is_added_to_a_log_of_which_none_can_be_used(track, log):
    """With one that can, it would pass for all that happened."""
    log.write_text("- {on: 2027-06-01, writer: chen, event: askd}\n")
    result = track("agreed")
    assert result.exit_code == 4
    assert result.stderr.startswith(
        "lorpack: progress.yaml:1:41: `event`: `askd` is not one of the choices\n"
        "  hint: did you mean `asked`? "
    )
    assert log.read_text().count("\n") == 1


def test_utf16_is_left_as_it_is(track, log):
    log.write_bytes(ASKED.encode("utf-16"))
    result = track("agreed")
    assert result.exit_code == 4
    assert "save it as UTF-8 lines" in result.stderr
    assert log.read_bytes() == ASKED.encode("utf-16")


@pytest.mark.parametrize("kind", ["link", "folder", "nowhere"])
def test_only_a_file_of_the_application_is_written(track, log, tmp_path, kind):
    elsewhere = tmp_path / "elsewhere.yaml"
    if kind == "folder":
        log.mkdir()
    else:
        log.symlink_to(elsewhere)
    if kind == "link":
        elsewhere.write_text(ASKED)
    result = track("agreed")
    assert result.exit_code == 4
    assert result.stderr.startswith("lorpack: cannot read progress.yaml: ")
    assert not elsewhere.exists() or elsewhere.read_text() == ASKED


def test_a_link_inside_the_folder_stays_one(track, log):
    (log.parent / "documents").mkdir()
    (log.parent / "documents" / "log.yaml").write_text(ASKED)
    log.symlink_to("documents/log.yaml")
    assert track("agreed").exit_code == 0
    assert log.is_symlink()
    assert len(log.read_text().splitlines()) == 2


def test_an_application_with_errors_can_still_be_tracked(track, log):
    with (log.parent / "applicant.yaml").open("a") as file:
        file.write("nonsense: true\n")
    assert track("asked").exit_code == 0
    assert "event: asked" in log.read_text()


@pytest.mark.parametrize(
    ("name", "text"), [("writers/chen.yaml", "role: nobody\n"), ("applicant.yaml", "name: [")]
)
def test_what_a_profile_with_errors_may_allow_is_not_refused_for_another_reason(
    track, transcript, log, name, text
):
    (log.parent / name).write_text(text)
    err = f"""\
    lorpack: {name} has errors, and without it `uploaded` is not possible
      hint: `lorpack check` shows them; correct them, then repeat
    """
    transcript(track("uploaded"), 4, "", err)
    assert not log.exists()
    assert "valid text" in track("asked", "--note", "\ud800").stderr
    assert track("asked").exit_code == 0


def test_a_writer_called_null_is_a_writer(lorpack, make_application):
    folder = make_application("quill", writers={"null": {}})
    assert lorpack("track", "null", "asked", "quill", *TODAY).exit_code == 0
    application = load(folder).application
    assert application is not None
    assert [entry.writer for entry in application.log] == ["null"]


def test_whoever_waits_too_long_is_told(track, log, monkeypatch):
    monkeypatch.setattr("lorpack.locking.WAIT", 0.1)
    with locked(log.parent / LOCK):
        result = track("asked")
    assert result.exit_code == 5
    assert result.stderr.startswith("lorpack: another lorpack is writing here ")
    assert not log.exists()


def test_eight_at_once_all_land(log):
    log.write_text(ASKED)
    code = "import sys; from lorpack.cli import main; main(sys.argv[1:])"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, "track", "chen", "checked", str(log.parent), "--on",
             f"2027-06-0{day}", *TODAY, "--note", f"number {day}"],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.DEVNULL,
        )
        for day in range(1, 9)
    ]  # fmt: skip
    assert [process.wait(120) for process in running] == [0] * 8
    application = load(log.parent).application
    assert application is not None
    assert {entry.note for entry in application.log[1:]} == {f"number {day}" for day in range(1, 9)}
    assert log.read_text().startswith(ASKED)


NOTES = st.text(st.characters(exclude_characters="\n"), max_size=300)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(note=NOTES)
def test_any_note_on_one_line_reads_back_equal(track, log, note):
    log.unlink(missing_ok=True)
    result = track("asked", f"--note={note}")
    refused = any(suspects(note.strip())) or "\t" in note.strip()
    assert result.exit_code == (2 if refused else 0), result.stderr
    if not refused:
        application = load(log.parent).application
        assert application is not None
        assert [entry.note for entry in application.log] == [note.strip()]


def test_the_words_are_those_of_the_log():
    """The command repeats them, so as not to load pydantic for its help."""
    assert set(EVENTS) == set(Event)
    assert set(WAYS) == set(How)


def test_what_comes_next_can_be_typed_as_it_stands(lorpack, make_application):
    folder = make_application(name="Øre & 陈")
    result = lorpack("track", "chen", "asked", folder.name, "--today", "2027-06-10")
    assert "lorpack track chen agreed 'Øre & 陈' --by DATE" in result.stderr
