"""Packets built on other machines: a real Dask scheduler, two workers, and executors of one's own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest

from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest, Outcome
from lorpack.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
WRITERS = {
    "chen": {},
    "haddad": {"name": {"family": "Haddad"}, "contact": None},
}


@pytest.fixture
def own_class(make_application):
    """Two applicants, each with a name, an ID and a mail address of their own."""
    folders = []
    for number, family in enumerate(("Quill", "Ramires")):
        changes = {
            "name": {"given": "Jo", "family": family},
            "contact": {"email": f"{family.lower()}@example.org"},
            "ids": {"aamc_id": f"9900000{number}"},
        }
        writers = {
            name: {**own, "letter": {"letter_id": f"LTR-{number}-{name}"}}
            for name, own in WRITERS.items()
        }
        folders.append(
            make_application(f"class/{family.lower()}", applicant=changes, writers=writers)
        )
    return folders


def packets(output: Path):
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*.pdf")}


@pytest.fixture
def build_here(runner_in_process, monkeypatch):
    """Build in this process, without an executor."""

    def make(folders: list[Path], output: Path) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("lorpack.batch.build.runner_for", lambda request: runner_in_process)
            build(folders, BuildRequest(output))

    return make


def process(*command: str, **variables: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler on this machine, and a call that starts a worker."""
    pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"
    running = [
        process(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
            "--no-dashboard", "--scheduler-file", str(file),
        )
    ]  # fmt: skip

    def start(**variables: str) -> subprocess.Popen:
        own = process(
            "distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1",
            "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / "dask"), **variables,
        )  # fmt: skip
        running.append(own)
        return own

    for _ in range(200):
        with contextlib.suppress(OSError, ValueError):
            if address := json.loads(file.read_text())["address"]:
                break
        time.sleep(0.05)
    yield address, start
    for one in running:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)
        one.wait()


@pytest.mark.slow
@pytest.mark.parametrize("shared", [True, False], ids=["shared folder", "shipped"])
def test_a_cluster_gives_the_same_bytes_and_survives_a_killed_worker(
    own_class, cluster, build_here, tmp_path, monkeypatch, shared
):
    address, start = cluster
    here = tmp_path / "here"
    build_here(own_class, here)
    if not shared:
        # A worker that cannot see the folder: its path means nothing there.
        from lorpack.batch import parcel

        real = parcel.parcel_of

        def elsewhere(folder, output, *, with_files):
            made = real(folder, output, with_files=with_files)
            return parcel.Parcel(
                Path("/nowhere") / folder.name, made.output, made.key, made.code, made.files
            )

        monkeypatch.setattr("lorpack.batch.executors.parcel_of", elsewhere)
    workers = [start(), start()]
    killed = []

    def kill_one(progress):
        if not killed:
            os.kill(workers[0].pid, signal.SIGKILL)
            killed.append(progress.done)

    there = BuildRequest(tmp_path / "there", executor="dask", scheduler=address)
    results = build(own_class, there, kill_one)
    assert killed == [1]
    assert {p.outcome for r in results for p in r.packets} == {Outcome.BUILT}
    assert packets(there.output) == packets(here)
    assert len(packets(there.output)) == 4


class Inline(Executor):
    """Does at once, in this process, what it is given."""

    def submit(self, call, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(call(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future


def inline() -> Executor:
    return Inline()


def test_an_executor_of_ones_own_gives_the_same_bytes(own_class, build_here, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    ours = BuildRequest(tmp_path / "ours", executor="test_elsewhere:inline")
    results = build(own_class[:1], ours)
    assert {p.outcome for r in results for p in r.packets} == {Outcome.BUILT}
    build_here(own_class[:1], tmp_path / "here")
    assert packets(tmp_path / "ours") == packets(tmp_path / "here")


@pytest.mark.parametrize(
    ("executor", "words"),
    [
        ("no_such_module:make", "cannot be made"),
        ("os:getcwd", "gives no concurrent.futures.Executor but a str"),
        ("nonsense", "cannot be made"),
    ],
)
def test_what_is_no_executor_is_a_usage_error(own_class, tmp_path, executor, words):
    with pytest.raises(UsageError, match=words):
        build(own_class[:1], BuildRequest(tmp_path / "out", executor=executor))


def test_a_scheduler_that_does_not_answer_is_a_usage_error(own_class, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("lorpack.batch.executors._PATIENCE", 0.3)
    request = BuildRequest(tmp_path / "out", executor="dask", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        build(own_class[:1], request)
