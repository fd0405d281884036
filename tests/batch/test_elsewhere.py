"""Packets built on other machines: a real Dask scheduler, two workers, and executors of one's own."""

import contextlib
import errno
import importlib
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest

from lorpack.batch.build import build
from lorpack.batch.executors import Elsewhere, Site, runner_for
from lorpack.batch.model import BuildRequest, Outcome
from lorpack.batch.parcel import parcel_of
from lorpack.errors import LorpackError, UsageError, WorkerLost

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
            return replace(made, folder=Path("/nowhere") / folder.name)

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


@pytest.mark.slow
def test_nobody_waits_for_a_cluster_whose_workers_are_gone(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("lorpack.batch.executors._RETURN", 1.0)
    address, start = cluster
    worker, folder = start(), tmp_path / "quill"
    folder.mkdir()
    request = BuildRequest(tmp_path / "out", executor="dask", scheduler=address)
    with runner_for(request) as runner:
        assert list(runner.run(os.path.isdir, [(folder,)], 60.0)) == [(0, True)]
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        outcomes = dict(runner.run(os.path.isdir, [(folder,)] * 3, 2.0))
    assert [one.message for one in outcomes.values()] == ["no worker was there for 1 s"] * 3


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


def test_a_packet_built_by_lorpack_itself_may_take_its_time(own_class, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    request = BuildRequest(
        tmp_path / "out", executor="test_elsewhere:inline", seconds_per_packet=0.05
    )
    results = build(own_class[:1], request)  # A timer would end these tests.
    assert {p.outcome for r in results for p in r.packets} == {Outcome.BUILT}


def test_threads_of_lorpack_itself_are_no_workers(own_class, tmp_path):
    request = BuildRequest(tmp_path / "out", executor="concurrent.futures:ThreadPoolExecutor")
    with pytest.raises(UsageError, match="threads of lorpack's own process"):
        build(own_class[:1], request)


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


TASKS = '''
import os, signal, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def make():
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))

def broken():
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=kill)

def do(folder, what):
    """One job; "once" kills its worker the first time."""
    if what == "always" or (what == "once" and not (folder / "tried").exists()):
        (folder / "tried").touch()
        kill()
    return what
'''


@pytest.fixture
def own_processes(tmp_path, monkeypatch):
    """What becomes of jobs, each for a folder of its own, at an executor of two processes."""
    (tmp_path / "own_tasks.py").write_text(TASKS)
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module("own_tasks")

    def run(*rounds, make="make"):
        with runner_for(BuildRequest(tmp_path / "out", executor=f"own_tasks:{make}")) as runner:
            for names in rounds:
                folders = [tmp_path / "in" / name for name in names]
                for folder in folders:
                    folder.mkdir(parents=True, exist_ok=True)
                jobs = [(folder, folder.name.partition("-")[0]) for folder in folders]
                yield {names[key]: one for key, one in runner.run(module.do, jobs, 20.0)}

    yield run
    del sys.modules["own_tasks"]


needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@needs_signals
def test_a_broken_executor_is_made_anew_and_what_was_there_is_tried_alone(
    own_processes, monkeypatch
):
    monkeypatch.setattr("lorpack.batch.executors._AT_ONCE", 3)
    rounds = own_processes(
        ["once", "done-1", "done-2", "done-3"], ["always", "once"], ["always", "done-4"]
    )
    first = next(rounds)
    assert isinstance(first["once"], WorkerLost)
    # Who was there with it may be lost as well; which of them were depends on the machine.
    assert all(one == "done" or isinstance(one, WorkerLost) for one in first.values() if one)
    assert len(first) == 4
    second = next(rounds)
    assert second["once"] == "once"
    assert isinstance(second["always"], WorkerLost)
    third = next(rounds)
    assert list(third) == ["done-4", "always"]
    assert third["done-4"] == "done"
    assert third["always"].message == "its worker was lost"


@needs_signals
def test_an_executor_that_only_breaks_is_given_up_with_what_is_left(own_processes, monkeypatch):
    monkeypatch.setattr("lorpack.batch.executors._AT_ONCE", 1)
    monkeypatch.setattr("lorpack.batch.executors._ENOUGH", 2)
    (outcomes,) = own_processes(["done-1", "done-2", "done-3", "done-4"], make="broken")
    assert [one.message for one in outcomes.values()] == [
        *["its worker was lost"] * 2,
        *["the executor broke 2 times in a row"] * 2,
    ]


class Refusing(Executor):
    """Takes no work."""

    def submit(self, call, /, *args, **kwargs):
        raise RuntimeError("closed on Sundays")


def refusing() -> Executor:
    return Refusing()


def test_an_executor_that_takes_no_work_ends_the_build(own_class, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    request = BuildRequest(tmp_path / "out", executor="test_elsewhere:refusing")
    with pytest.raises(LorpackError, match="takes no work: RuntimeError: closed on Sundays"):
        build(own_class[:1], request)


def test_packets_of_a_broken_executor_fail_and_the_others_are_built(
    own_class, tmp_path, monkeypatch
):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    request = BuildRequest(tmp_path / "out", executor="test_elsewhere:brittle")
    (result,) = build(own_class[:1], request)
    assert [one.outcome for one in result.packets] == [Outcome.FAILED, Outcome.BUILT]
    assert result.packets[0].reason == "its worker was lost"


class Deaf(Inline):
    """Never comes back from a job that is called "hang"."""

    def submit(self, call, /, *args, **kwargs):
        is_hanging = any(one == ("hang",) for one in args)
        return Future() if is_hanging else super().submit(call, *args, **kwargs)


def echo(folder, what):
    """One job."""
    return what


@pytest.fixture
def deaf(tmp_path, monkeypatch):
    """What becomes of jobs at a deaf executor, two at once, when *staff* tells who is there."""
    monkeypatch.setattr("lorpack.batch.executors._AT_ONCE", 2)
    monkeypatch.setattr("lorpack.batch.executors._ALONE", 1.0)
    monkeypatch.setattr("lorpack.batch.executors._RESTART", 0.0)
    monkeypatch.setattr("lorpack.batch.executors._RETURN", 0.05)

    def run(*rounds, staff=(True,) * 9):
        there = iter(staff)
        site = Site(Deaf(), lambda: None, lambda: next(there))
        with Elsewhere(lambda: site, tmp_path / "out") as runner:
            for names in rounds:
                jobs = [(tmp_path / name, name.partition("-")[0]) for name in names]
                for folder, _ in jobs:
                    folder.mkdir(exist_ok=True)
                yield {names[key]: one for key, one in runner.run(echo, jobs, 0.05)}

    return run


@pytest.mark.parametrize("staff", [(True,) * 2, (False, True) * 2], ids=["there", "on their way"])
def test_a_job_that_never_comes_back_is_given_up(deaf, staff):
    first, second = deaf(["hang", "done-1", "done-2"], ["hang", "done-3"], staff=staff)
    for outcomes in (first, second):
        assert isinstance(outcomes["hang"], WorkerLost)
        assert outcomes["hang"].message == "not finished after 0 s"
    assert (first["done-1"], first["done-2"]) == ("done", "done")
    assert list(second) == ["done-3", "hang"]


def test_where_no_worker_is_left_all_the_rest_is_given_up(deaf):
    (outcomes,) = deaf(["done-1", "hang-1", "hang-2", "done-2", "done-3"], staff=(False,) * 2)
    assert outcomes.pop("done-1") == "done"
    assert [one.message for one in outcomes.values()] == ["no worker was there for 0 s"] * 4
    assert not any(isinstance(one, WorkerLost) for one in outcomes.values())


class Brittle(Inline):
    """Breaks at one packet, and takes no more work then."""

    def __init__(self) -> None:
        self.broken = None

    def submit(self, call, /, *args, **kwargs):
        if self.broken:
            raise self.broken
        if "chen" in str(args):
            future, self.broken = Future(), BrokenProcessPool("a worker died")
            future.set_exception(self.broken)
            return future
        return super().submit(call, *args, **kwargs)


def brittle() -> Executor:
    return Brittle()


@pytest.fixture
def far(in_process, tmp_path, monkeypatch):
    """Build at an executor that cannot see the folders of the applications."""
    from lorpack.batch import parcel

    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    real = parcel.parcel_of

    def unseen(folder, output, *, with_files):
        made = real(folder, output, with_files=with_files)
        return replace(made, folder=Path("/nowhere") / folder.name)

    def make(folders: list[Path], output: Path):
        request = BuildRequest(output, executor="test_elsewhere:inline")
        with monkeypatch.context() as patch:
            patch.setattr("lorpack.batch.build.runner_for", runner_for)
            patch.setattr("lorpack.batch.executors.parcel_of", unseen)
            return build(folders, request)

    return make


def what_came(results, output: Path):
    """The packets and findings of a build, without where they are."""
    made = [
        (p.writer, p.outcome, p.reason, p.findings, p.path and p.path.relative_to(output))
        for result in results
        for p in result.packets
    ]
    found = [[(f.code, str(f.place), f.writer) for f in result.findings] for result in results]
    return made, found, packets(output)


def moved_and_linked(path: Path, to: Path) -> None:
    """Put *path* to another place, with a link where it was."""
    to.parent.mkdir(parents=True, exist_ok=True)
    path.rename(to)
    path.symlink_to(os.path.relpath(to, path.parent))


def settings_behind_a_link(folder: Path) -> None:
    (folder / "config").mkdir()
    (folder / "config" / "ours.yaml").write_text("paper: a4\n")
    (folder / "lorpack.yaml").symlink_to("config/ours.yaml")


def a_writer_behind_a_link(folder: Path) -> None:
    moved_and_linked(folder / "writers/chen.yaml", folder / "people/chen.yaml")


def an_absolute_link(folder: Path) -> None:
    a_writer_behind_a_link(folder)
    (folder / "writers/chen.yaml").unlink()
    (folder / "writers/chen.yaml").symlink_to(folder / "people/chen.yaml")


def all_writers_behind_a_link(folder: Path) -> None:
    moved_and_linked(folder / "writers", folder / "people")


def a_link_to_a_link(folder: Path) -> None:
    all_writers_behind_a_link(folder)
    moved_and_linked(folder / "people/chen.yaml", folder / "more/chen.yaml")


def a_writer_outside(folder: Path) -> None:
    moved_and_linked(folder / "writers/chen.yaml", folder.parents[1] / "dropbox/chen.yaml")


def all_writers_outside(folder: Path) -> None:
    moved_and_linked(folder / "writers", folder.parents[1] / "dropbox")


def a_folder_outside(folder: Path) -> None:
    (folder.parents[1] / "archive").mkdir()
    (folder / "older").symlink_to(folder.parents[1] / "archive")


def templates_outside(folder: Path) -> None:
    (folder.parents[1] / "templates").mkdir()
    (folder / "templates").symlink_to(folder.parents[1] / "templates")


def a_writer_behind_a_broken_link(folder: Path) -> None:
    (folder / "writers/chen.yaml").unlink()
    (folder / "writers/chen.yaml").symlink_to("nothing.yaml")


def a_pipe_for_a_writer(folder: Path) -> None:
    (folder / "writers/chen.yaml").unlink()
    os.mkfifo(folder / "writers/chen.yaml")


def a_writer_as_large_as_a_film(folder: Path) -> None:
    os.truncate(folder / "writers/chen.yaml", 2**26)


def a_cv_behind_a_link(folder: Path) -> None:
    (folder / "documents").mkdir()
    (folder / "documents/mine.pdf").write_bytes(b"%PDF-1.7 mine")
    (folder / "documents/cv.pdf").symlink_to("mine.pdf")
    with (folder / "applicant.yaml").open("a") as file:
        file.write("cv: documents/cv.pdf\n")


def an_office_behind_links(folder: Path) -> None:
    office = folder.parent / "office"
    (office / "portals").mkdir(parents=True)
    (office / "ours.yaml").write_text("paper: a4\n")
    (office / "portals" / "own.yaml").write_text("nonsense: 1\n")
    (folder.parent / "lorpack.yaml").symlink_to("office/ours.yaml")
    (folder.parent / "portals").symlink_to("office/portals")


ODD = (
    settings_behind_a_link,
    a_writer_behind_a_link,
    an_absolute_link,
    all_writers_behind_a_link,
    a_link_to_a_link,
    a_writer_outside,
    all_writers_outside,
    a_folder_outside,
    templates_outside,
    a_writer_behind_a_broken_link,
    a_pipe_for_a_writer,
    a_writer_as_large_as_a_film,
    a_cv_behind_a_link,
    an_office_behind_links,
)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_an_odd_folder_is_the_same_on_another_machine(students, far, in_process, tmp_path, odd):
    folders, here, there = students(4), tmp_path / "here", tmp_path / "there"
    build(folders, BuildRequest(here))
    far(folders, there)
    for folder in folders:  # More than a few are not read here.
        with (folder / "applicant.yaml").open("a") as file:
            file.write("# more\n")
    odd(folders[0])
    results = build(folders, BuildRequest(here))
    assert what_came(far(folders, there), there) == what_came(results, here)
    assert len(packets(there)) == 4  # That of a writer who cannot be read stays.


def test_nothing_from_outside_of_the_folder_is_sent(students, tmp_path):
    (folder,) = students(1)
    (tmp_path / "diary.txt").write_text("mine alone")
    (folder / "diary.txt").symlink_to(tmp_path / "diary.txt")
    parcel = parcel_of(folder, tmp_path / "out", with_files=True)
    assert b"mine alone" not in pickle.dumps(parcel)


@pytest.mark.parametrize("place", ["documents/scan.pdf", "documents"])
def test_who_has_a_file_that_cannot_be_read_is_not_sent_and_stops_nobody(
    students, far, tmp_path, monkeypatch, place
):
    folders = students(4)
    locked = folders[1] / place
    (folders[1] / "documents").mkdir()
    (folders[1] / "documents/scan.pdf").write_bytes(b"%PDF")
    refuse(monkeypatch, locked)
    results = far(folders, tmp_path / "out")
    assert [[p.outcome for p in r.packets] for r in results] == [
        [Outcome.BUILT], [], [Outcome.BUILT], [Outcome.BUILT],
    ]  # fmt: skip
    (finding,) = (one for one in results[1].findings if one.code == "LOR803")
    assert finding.message == (
        f"the application could not be read: cannot send {place}: permission denied"
    )


def test_a_worker_that_can_make_no_links_says_so(students, far, tmp_path, monkeypatch):
    folders = students(2)
    settings_behind_a_link(folders[0])

    def symlink(*_, **__):
        raise OSError(errno.EPERM, "A required privilege is not held")

    monkeypatch.setattr(os, "symlink", symlink)
    first, second = far(folders, tmp_path / "out")
    assert first.packets[0].reason == (
        "a worker cannot make the link lorpack.yaml of the application:"
        " a required privilege is not held"
    )
    assert second.packets[0].outcome is Outcome.BUILT


def refuse(monkeypatch, locked: Path) -> None:
    """Let nobody open *locked*: stubbed, so that root is refused as well."""
    for name in ("open", "listdir", "scandir"):
        real = getattr(os, name)

        def call(path, *args, real=real, **options):
            if not isinstance(path, int) and Path(os.fsdecode(path)) == locked:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real(path, *args, **options)

        monkeypatch.setattr(os, name, call)
