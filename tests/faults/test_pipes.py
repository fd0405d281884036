"""A pipe, or a link to one, in the place of a file: told, and never waited for."""

import os
import signal
import sys
from pathlib import Path

import pytest
from scenes import DAY, MESSAGES, Scene, call, prepare

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name")

CALENDAR = ("timeline", "quill", "--ics", *DAY)
CLEAN = ("clean", "quill", "-y")
DRAFTS = Path("output/quill/chen/messages")
PLACES = {
    "record of calendars": Path("output/quill/.lorpack-written.json"),
    "record of drafts": DRAFTS / ".lorpack-written.json",
    "calendar": Path("output/quill/timeline.ics"),
    "draft": DRAFTS / "20-thanks.txt",
}


@pytest.fixture
def made(work):
    prepare(work, Scene((), (MESSAGES, CALENDAR)))


@pytest.fixture(autouse=True)
def _watch():
    """What waits for ever is a failure after five seconds."""

    def late(*_):
        raise AssertionError("it waits for a pipe")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(5)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("command", [MESSAGES, CALENDAR, CLEAN], ids=lambda args: args[0])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("is_link", [False, True], ids=["pipe", "link"])
def test_a_file_that_never_ends_is_not_read(work, command, place, is_link):
    place.unlink()
    os.mkfifo(work / "pipe" if is_link else place)
    if is_link:
        place.symlink_to(work / "pipe")
    result = call(*command)
    assert result.exit_code in (0, 5)
    assert "unexpected" not in result.stderr
    assert os.path.lexists(place), "it is somebody's own"


@pytest.mark.usefixtures("made")
def test_a_record_nested_without_end_is_a_damaged_one():
    PLACES["record of drafts"].write_text("[" * 100_000)
    assert call(*MESSAGES).exit_code == 0
