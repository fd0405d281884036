"""Where packets are built: on this machine, on a cluster, or wherever one's own executor runs."""

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import current_thread, main_thread
from types import TracebackType
from typing import Any, Self, TypeVar

from lorpack.batch.model import BuildRequest
from lorpack.batch.parcel import NotHere, Parcel, parcel_of, unpacked
from lorpack.batch.pool import Key, Runner, Workers, late, lost, outcome_of
from lorpack.batch.work import is_lorpack_itself, stay_alive, warm_up
from lorpack.errors import DependencyError, InputError, LorpackError, UsageError

LOCAL, DASK = "processes", "dask"
_PATIENCE = 10.0
_AT_ONCE = 200
"""So many jobs are at an executor: a nation's results never meet in one memory, and what breaks
takes no more with it."""

_ENOUGH = 20
"""An executor that broke so often in a row, and did nothing in between, is asked no more."""

_ALONE, _RESTART = 2.5, 10.0
"""So many times its time, and so many seconds more, may pass before a job alone comes back: its
worker may still be at what hung before (for one and a half times), and have to start again."""

_RETURN = 60.0
"""So long an executor may be without any worker."""

_START = "start workers that are started again when they die (docs/scale.md), then build again"
_LOOK = "look at its scheduler and workers, then build again"

T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """An *executor*, what is called at its *end*, and whether it *has_workers* now."""

    executor: Executor
    end: Callable[[], object]
    has_workers: Callable[[], bool] = lambda: True


Make = Callable[[], Site]


def runner_for(request: BuildRequest) -> Runner:
    """The runner that *request* names. Raises UsageError, or DependencyError without Dask."""
    if request.executor == LOCAL:
        return Workers(request.processes, None if request.dry_run else warm_up)
    if request.executor == DASK:
        return Elsewhere(lambda: _dask(request.scheduler), request.output.resolve())
    return Elsewhere(lambda: _own(request.executor), request.output.resolve())


def _dask(scheduler: str) -> Site:
    try:
        from distributed import Client
    except ImportError as error:
        raise DependencyError(
            "the package distributed is not installed", "pip install 'lorpack[dask]'"
        ) from error
    try:
        client: Any = Client(scheduler, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            f"no Dask scheduler answers at {scheduler}",
            "start one with `dask scheduler`, and give the address that it prints",
        ) from error

    def has_workers() -> bool:
        try:
            return bool(client.nthreads())
        except OSError:  # The scheduler is gone.
            return False

    return Site(client.get_executor(pure=False, retries=0), client.close, has_workers)


def _own(name: str) -> Site:
    module, _, attribute = name.partition(":")
    try:
        made = getattr(importlib.import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise UsageError(
            f"the executor {name} cannot be made: {error}",
            "give `processes`, `dask`, or MODULE:CALLABLE that returns a concurrent.futures.Executor",
        ) from error
    if not isinstance(made, Executor):
        raise UsageError(
            f"{name} gives no concurrent.futures.Executor but a {type(made).__name__}",
            "return an Executor",
        )
    return Site(made, lambda: made.shutdown(wait=False, cancel_futures=True))


class Elsewhere:
    """Jobs for a concurrent.futures.Executor. What reads no file of ours gets them with its job.

    When an executor breaks or falls silent, nobody can say which job it was: all that were there
    are lost, and a new one is made. Those applications come last the next time, one by one.
    """

    def __init__(self, make: Make, output: Path) -> None:
        self._make, self._output = make, output
        self._site: Site | None = None
        self._ended = ExitStack()
        self._ships = self._is_used = False
        self._suspects: set[Path] = set()
        self._breaks = 0

    def run(
        self, call: Callable[..., T], jobs: Sequence[tuple[Any, ...]], seconds: float
    ) -> Iterator[tuple[Key, T | LorpackError]]:
        """See Runner. The first argument of every job is the folder of an application."""
        alone = {key for key, job in enumerate(jobs) if job[0] in self._suspects}
        company = [key for key in range(len(jobs)) if key not in alone]
        yield from self._tried(call, jobs, company, seconds, seconds)
        for key in sorted(alone):
            self._suspects.discard(jobs[key][0])
            yield from self._tried(call, jobs, [key], seconds, _ALONE * seconds + _RESTART)

    def _tried(
        self,
        call: Callable[..., T],
        jobs: Sequence[tuple[Any, ...]],
        keys: Sequence[Key],
        seconds: float,
        patience: float,
    ) -> Iterator[tuple[Key, T | LorpackError]]:
        """What comes of those of *jobs* that *keys* name, until none does for so long (*patience*)."""
        waiting, running = list(reversed(keys)), dict[Future[Any], Key]()
        while waiting or running:
            try:
                while waiting and len(running) < _AT_ONCE:
                    running[self._submit(call, jobs[waiting[-1]])] = waiting[-1]
                    waiting.pop()
                done = self._first_of(running, patience)
            except (BrokenExecutor, TimeoutError) as error:
                self._close_site()
                self._suspects |= {jobs[key][0] for key in running.values()}
                loss = late(seconds) if isinstance(error, TimeoutError) else lost()
                yield from ((key, loss) for key in running.values())
                running = {}
                continue
            except LorpackError as error:
                if not (running or self._breaks):
                    raise  # Nobody was asked to work yet.
                self._close_site()
                yield from ((key, error) for key in (*running.values(), *reversed(waiting)))
                return
            for future in done:
                self._breaks = 0
                key, outcome = running.pop(future), outcome_of(future, seconds)
                if isinstance(outcome, NotHere) and not outcome.final:
                    self._ships = True
                    waiting.append(key)
                elif isinstance(outcome, UsageError):
                    raise outcome
                else:
                    yield key, outcome

    def make_ready(self, jobs: int) -> None:
        """Workers elsewhere are there already."""

    def _submit(self, call: Callable[..., T], job: tuple[Any, ...]) -> Future[Any]:
        folder, *rest = job
        try:
            parcel = parcel_of(folder, self._output, with_files=self._ships)
        except InputError as error:
            # It costs this application its turn, and no other: nobody was asked yet.
            unsent: Future[Any] = Future()
            unsent.set_exception(error)
            return unsent
        try:
            future = self._at_work().executor.submit(elsewhere, call, parcel, tuple(rest))
        except LorpackError:
            raise
        except Exception as error:
            # An executor of somebody else's may raise whatever it likes.
            if self._is_used:
                raise BrokenExecutor from error
            message = f"the executor takes no work: {type(error).__name__}: {error}"
            raise LorpackError(message, _LOOK) from error
        self._is_used = True
        return future

    def _at_work(self) -> Site:
        if self._breaks >= _ENOUGH:
            raise LorpackError(f"the executor broke {_ENOUGH} times in a row", _LOOK)
        if self._site is None:
            self._site = self._make()
            self._ended.callback(self._site.end)
        return self._site

    def _first_of(self, running: Iterable[Future[Any]], patience: float) -> set[Future[Any]]:
        """Those that are done first. Raises BrokenExecutor, TimeoutError, and LorpackError when
        nobody is left to do them."""
        done, _ = wait(running, patience, FIRST_COMPLETED)
        if not done and not self._at_work().has_workers():
            done, _ = wait(running, _RETURN, FIRST_COMPLETED)
            if not done and not self._at_work().has_workers():
                raise LorpackError(f"no worker was there for {_RETURN:.0f} s", _START)
        if not done:
            raise TimeoutError
        for future in done:
            error = None if future.cancelled() else future.exception()
            if isinstance(error, BrokenExecutor):
                raise error
        return done

    def _close_site(self) -> None:
        self._ended.close()
        self._site, self._is_used = None, False
        self._breaks += 1

    def __enter__(self) -> Self:
        stay_alive()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.close()


def elsewhere(call: Callable[..., T], parcel: Parcel, rest: tuple[Any, ...]) -> T:
    """On the other machine: make *call* with the folder that *parcel* means, and *rest*.

    Raises UsageError in a thread beside lorpack itself, and NotHere.
    """
    if is_lorpack_itself() and current_thread() is not main_thread():
        raise UsageError(
            "the executor does its jobs in threads of lorpack's own process: they share what is not"
            " made for that, and one that hangs cannot be ended",
            "give an executor of processes, such as concurrent.futures:ProcessPoolExecutor",
        )
    with unpacked(parcel) as folder:
        return call(Path(folder), *rest)
