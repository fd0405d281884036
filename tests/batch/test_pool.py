"""Jobs in children: what one costs, and when its result is there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lorpack.batch import pool
from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest, Outcome
from lorpack.errors import LorpackError

ROOT = Path(__file__).resolve().parents[2]


def job(folder: Path, what: str):
    """Stands in for the build of a packet, in the child."""
    if what == "hang":
        time.sleep(60)
    elif what == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "raise":
        raise ValueError("no")
    elif what == "refuse":
        raise LorpackError("refused", "do better")
    return what


@pytest.fixture
def run(tmp_path):
    def run_them(*what, seconds=20.0, workers=2):
        jobs = [(tmp_path, each) for each in what]
        return [(what[key], outcome) for key, outcome in pool.run(job, jobs, workers, seconds)]

    return run_them


def test_what_is_done_first_comes_first(run):
    order = [what for what, _ in run("hang", "one", "two", seconds=4.0)]
    assert order == ["one", "two", "hang"]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("crash", "crashed"),
        ("raise", "unexpected ValueError"),
        ("refuse", "refused"),
    ],
)
def test_a_bad_job_costs_itself_only(run, what, words):
    outcomes = dict(run("one", what, "two"))
    assert (outcomes["one"], outcomes["two"]) == ("one", "two")
    assert words in outcomes[what].message
    if what == "crash":
        assert "leave them out one at a time" in outcomes[what].hint


SCRIPT = """
import signal, sys, time
from pathlib import Path
from lorpack.batch import pool
from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest, Outcome
sys.path.insert(0, {here!r})
from test_pool import job
if __name__ == "__main__":
    # In the background of a shell it would be ignored from the start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    print("started", flush=True)
    try:
        for key, outcome in pool.run(job, [(Path(), "one"), (Path(), "hang")], 2, 60.0):
            print(outcome, flush=True)
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


@pytest.mark.parametrize("moment", ["at once", "while one hangs"])
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_stops_everything_without_a_word_from_the_children(tmp_path, moment):
    script = tmp_path / "run.py"
    script.write_text(SCRIPT.format(here=str(Path(__file__).parent)))
    process = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True,
    )  # fmt: skip
    assert process.stdout.readline() == "started\n"
    if moment == "while one hangs":
        assert process.stdout.readline() == "one\n"
    else:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert out.splitlines()[-1:] == ["stopped"]
    assert err == ""


def temporary(folder: Path):
    """Put a file where a library would, in the child."""
    import tempfile

    handle, name = tempfile.mkstemp()
    os.close(handle)
    return name


def test_what_children_put_aside_goes_with_them(tmp_path):
    ((_, name),) = pool.run(temporary, [(tmp_path,)], 1, 20.0)
    assert Path(name).parent.name.startswith("lorpack-")
    assert not Path(name).parent.exists()


def test_what_a_killed_run_put_aside_goes_with_the_next(tmp_path, monkeypatch):
    from lorpack.files import _machine, scratch

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = [
        tmp_path / f"lorpack-{_machine()}-{pid}-0123abcd-b_000000"
        for pid in (dead.pid, os.getppid())
    ]
    for folder in left:
        folder.mkdir(mode=0o700)
        (folder / "font.ttf").write_bytes(b"")
    with scratch() as own:
        assert own.parent == tmp_path
        assert [folder.exists() for folder in left] == [False, True]
    assert not own.exists()


def test_a_packet_that_takes_too_long_is_stopped(make_application, tmp_path):
    (result,) = build(
        [make_application()], BuildRequest(tmp_path / "output", seconds_per_packet=0.05)
    )
    (packet,) = result.packets
    assert packet.outcome is Outcome.FAILED
    assert "not finished" in packet.reason
    hint = next(one.hint for one in result.findings if one.code == "LOR803")
    assert "also a small one: leave them out one at a time" in hint
    assert not list(tmp_path.rglob("output/**/*.pdf"))
