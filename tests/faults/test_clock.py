"""A clock that jumps: no event is lost or invented, and what an old run left still goes."""

import os
import time

import pytest
from scenes import LOG, SCENES, Scene, call, prepare, temporaries

from lorpack.files import write_atomic

BEFORE = ("--today", "2025-01-01")


@pytest.fixture
def quill(work):
    prepare(work, Scene(()))
    return work / "quill"


@pytest.mark.parametrize("command", ["today", "status", "timeline", "check", "messages"])
def test_a_day_before_the_last_event_is_a_day_as_any_other(quill, command):
    options = () if command == "check" else BEFORE
    result = call(command, "quill", *options)
    assert result.exit_code == 0, result.output
    assert (quill / "progress.yaml").read_text() == LOG


def test_an_event_before_the_last_one_is_refused_and_that_of_another_letter_recorded(quill):
    early = ("--on", "2025-01-01", *BEFORE)
    result = call("track", "chen", "checked", "quill", *early)
    assert result.exit_code == 2
    assert "would be before `asked` on 2027-06-01" in result.stderr
    assert (quill / "progress.yaml").read_text() == LOG
    assert call("track", "haddad", "asked", "quill", *early).exit_code == 0
    lines = (quill / "progress.yaml").read_text().splitlines()
    assert lines == [LOG.rstrip(), "- {on: 2025-01-01, writer: haddad, event: asked}"]
    for command in ("today", "status", "timeline", "messages"):
        assert call(command, "quill", "--today", "2027-06-10").exit_code == 0


def test_what_is_kept_does_not_look_at_the_times_of_files(quill):
    day = SCENES["status"].args
    first = call(*day).stdout
    future = time.time() + 10 * 365 * 86_400
    for path in quill.rglob("*"):
        os.utime(path, (future, future))
    assert call(*day).stdout == first
    chen = quill / "writers" / "chen.yaml"
    chen.write_text(chen.read_text().replace("family: Chen", "family: Cheng"))
    os.utime(chen, (1, 1))
    assert "Cheng" in call(*day).stdout


@pytest.mark.parametrize("shift", [-400 * 86_400, 400 * 86_400])
def test_temporaries_of_another_time_go(tmp_path, shift):
    left = tmp_path / ".lorpack-00000000-1-0123abcd-89efabcd"
    left.write_bytes(b"half")
    os.utime(left, (time.time() + shift,) * 2)
    write_atomic(tmp_path / "file", b"whole")
    assert temporaries(tmp_path) == []


def test_a_fresh_one_of_another_machine_stays(tmp_path):
    left = tmp_path / ".lorpack-00000000-1-0123abcd-89efabcd"
    left.write_bytes(b"half")
    write_atomic(tmp_path / "file", b"whole")
    assert left.exists()
