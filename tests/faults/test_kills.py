"""Killed at any moment: what is there is whole, what was said to be done is there, and no more."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from scenes import BUILD, DAY, LOG, MESSAGES, SCENES, Scene, prepare, temporaries, tree

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


@pytest.fixture
def disk(memory):
    """In memory: each case begins with a copy of the same folder."""
    return memory


def _run(*args: str, **extra) -> subprocess.Popen:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)])}
    return subprocess.Popen(
        [sys.executable, *args], env=env, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, **extra,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES)
def test_a_kill_at_each_file_operation_leaves_whole_files(work, scene):
    _kill_many(work, scene, 0)


def _kill_many(work, scene: str, number: int) -> None:
    (work / "here").mkdir()
    driver = _run(str(HERE / "killing.py"), scene, str(number), "2027", cwd=work / "here")
    out, err = driver.communicate(timeout=300)
    assert driver.returncode == 0, err
    assert " killed, " in out
    print(out)  # noqa: T201 - the figures of docs/security.md


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["track", "messages", "build", "timeline"])
def test_a_kill_at_any_moment_leaves_whole_files_and_loses_no_event(work, scene):
    _kill_many(work, scene, 50 if "LORPACK_SOAK" in os.environ else 7)


COMMANDS = {
    "track": ("track", "chen", "agreed", "quill", *DAY),
    "messages": MESSAGES,
    "build": BUILD,
}


def _killed(args, seconds: float) -> None:
    """Kill a whole ``lorpack`` after so many *seconds*, and wait for its children to end."""
    process = _run("-m", "lorpack", *args, start_new_session=True)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    pytest.fail("a child outlives the build that was killed")


@pytest.mark.slow
@pytest.mark.parametrize(("command", "number", "longest"), [
    ("track", 4, 0.5), ("messages", 3, 0.8), ("build", 2, 3.0),
])  # fmt: skip
def test_a_whole_process_killed_leaves_whole_files_and_no_children(work, command, number, longest):
    prepare(work, Scene(()))
    args, chance, seen = COMMANDS[command], random.Random(command), []
    for _ in range(number):
        _killed(args, chance.uniform(0.1, longest))
        seen.append(tree(work))
    again = _run("-m", "lorpack", *args)
    _, err = again.communicate(timeout=60)
    assert again.returncode == 0, err
    last = tree(work)
    for one in seen:
        for name, data in one.items():
            assert name.endswith(".json") or data in (last[name], LOG.encode()), name
    assert temporaries(work) == []
