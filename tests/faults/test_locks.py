"""Two at once: one waits for the other, or says whom it waits for; what died holds nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scenes import BUILD, DAY, LOG, MESSAGES, SCENES, Scene, call, prepare, tree

from lorpack.locking import locked

ROOT = Path(__file__).resolve().parents[2]
ONE = (*BUILD, "-w", "chen")
LOCKS = {
    "track": Path("quill/.lorpack/progress.lock"),
    "messages": Path("output/.lorpack.lock"),
    "build": Path("output/.lorpack.lock"),
}
HOLD = """
import sys
from pathlib import Path
from lorpack.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def quill(work):
    prepare(work, Scene(()))
    return work


@pytest.fixture
def holder():
    """Let another process hold a lock; give it."""
    running = []

    def hold(path: Path) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)], env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        running.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield hold
    for process in running:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("name", LOCKS)
def test_whoever_waits_in_vain_is_told_for_whom(quill, cheap_packets, holder, monkeypatch, name):
    monkeypatch.setattr("lorpack.locking.WAIT", 0.1)
    process, before = holder(LOCKS[name]), tree(quill)
    result = call(*SCENES[name].args)
    assert result.exit_code == 5
    first, second = result.stderr.splitlines()[-2:]
    assert first.startswith("lorpack: another lorpack is writing here (")
    assert f"): process {process.pid} on " in first
    assert second == "  hint: wait until it is done, then repeat; end that process when it hangs"
    assert {name: data for name, data in tree(quill).items() if name in before} == before


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_of_a_process_that_died_holds_nobody_up(
    quill, cheap_packets, holder, monkeypatch, name
):
    monkeypatch.setattr("lorpack.locking.WAIT", 0.1)
    process = holder(LOCKS[name])
    process.kill()
    process.wait()
    assert LOCKS[name].exists()
    assert call(*SCENES[name].args).exit_code == 0


def test_what_stands_in_a_lock_file_is_only_told(quill, monkeypatch):
    monkeypatch.setattr("lorpack.locking.WAIT", 0.1)
    path = LOCKS["track"]
    with locked(path):
        path.write_bytes(b"\xff\x1b[2J")
        assert "is writing here (" in call(*SCENES["track"].args).stderr
        path.write_bytes(b"\x1b[2J")
        assert "\x1b" not in call(*SCENES["track"].args).stderr


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_that_is_somebodys_file_by_another_name_keeps_its_bytes(
    quill, cheap_packets, name
):
    own = quill / "thesis.txt"
    own.write_text("precious")
    LOCKS[name].parent.mkdir(exist_ok=True)
    LOCKS[name].hardlink_to(own)
    assert call(*SCENES[name].args).exit_code == 0
    assert own.read_text() == "precious"
    assert call("clean", "quill", "-y").exit_code == 0
    assert own.read_text() == "precious"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name")
def test_a_pipe_for_a_lock_keeps_nobody_waiting(quill, holder, monkeypatch):
    monkeypatch.setattr("lorpack.locking.WAIT", 0.1)
    path = LOCKS["track"]
    path.parent.mkdir()
    os.mkfifo(path)
    assert call(*SCENES["track"].args).exit_code == 0
    holder(path)
    result = call(*SCENES["track"].args[:2], "agreed", *SCENES["track"].args[3:])
    assert (result.exit_code, "is writing here (" in result.stderr) == (5, True)


def _at_once(*commands: tuple[str, ...]) -> list[int]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen([sys.executable, "-m", "lorpack", *args], env=env, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
        for args in commands
    ]  # fmt: skip
    for process in running:
        process.communicate(timeout=120)
    return [process.returncode for process in running]


@pytest.mark.slow
def test_two_builds_and_messages_at_once_leave_what_one_after_another_would(
    quill, runner_in_process, monkeypatch
):
    assert _at_once(ONE, ONE, MESSAGES) == [0, 0, 0]
    assert call(*MESSAGES).exit_code == 0
    found = tree(quill / "output")
    result = call(*ONE)
    assert "1 unchanged" in result.stderr
    monkeypatch.setattr("lorpack.batch.build.runner_for", lambda request: runner_in_process)
    assert call(*ONE, "-o", "alone").exit_code == 0
    alone = tree(quill / "alone")
    assert alone.keys() < found.keys()
    assert {name: found[name] for name in alone} == alone


def test_two_tracks_at_once_both_land(quill):
    tracks = [("track", writer, "checked", "quill", *DAY) for writer in ("chen", "haddad")]
    asked = [*tracks[1][:2], "asked", *tracks[1][3:]]
    assert _at_once(tracks[0], tuple(asked)) == [0, 0]
    lines = (quill / "quill" / "progress.yaml").read_text().splitlines()
    assert lines[0] == LOG.rstrip()
    assert sorted(line.split()[4] for line in lines[1:]) == ["chen,", "haddad,"]
