"""Running jobs in supervised child processes, and giving back each result as it is done."""

import contextlib
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as Late
from concurrent.futures import as_completed
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from lorpack.batch.work import FIND_IT, limit_child
from lorpack.errors import DependencyError, LorpackError, RenderError, WorkerLost
from lorpack.files import scratch

_JOBS_PER_CHILD = 100
"""After so many jobs a child is replaced, so that whatever a library leaks goes with it."""

_PREPARING = 60.0

_LOST = frozenset({"BrokenProcessPool", "BrokenThreadPool", "KilledWorker", "CancelledError"})
"""What executors say of a job whose worker died, by name, so as to import none of them."""

Key = int
T = TypeVar("T")


class Runner(Protocol):
    """Something that makes calls elsewhere; a context, in which its workers live."""

    def run(
        self, call: Callable[..., T], jobs: Sequence[tuple[Any, ...]], seconds: float
    ) -> Iterator[tuple[Key, T | LorpackError]]:
        """Make the *call* (a function at the top of a module) with the arguments of each of *jobs*.

        Gives the index of each job with its result, or with the error that cost it, in the order
        in which they are done. What takes longer than *seconds*, crashes or raises costs itself
        only; WorkerLost says that it might do better alone. Raises DependencyError (no Pango),
        since then there is none that could be done.
        """

    def make_ready(self, jobs: int) -> None:
        """Say that about so many jobs will come, so that workers may start to prepare."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Workers:
    """Child processes on this machine, at most *count*; started when there is work for them.

    What they *prepare* first (a function at the top of a module) is done once in each.
    """

    def __init__(self, count: int, prepare: Callable[[], object] | None = None) -> None:
        self._most, self._prepare = max(1, count), prepare
        self._pool: Any = None
        self._temporary = contextlib.ExitStack()
        self._size = 0

    def run(
        self, call: Callable[..., T], jobs: Sequence[tuple[Any, ...]], seconds: float
    ) -> Iterator[tuple[Key, T | LorpackError]]:
        """See Runner."""
        if not jobs:
            return
        pool = self._of_size(min(self._most, len(jobs)))
        with _interrupts_held():
            running = {
                pool.schedule(call, job, timeout=seconds): key for key, job in enumerate(jobs)
            }
        for future in as_completed(list(running)):
            yield running.pop(future), outcome_of(future, seconds)

    def make_ready(self, jobs: int) -> None:
        """Start the children that so many *jobs* will need."""
        if jobs:
            self._of_size(min(self._most, jobs))

    def _of_size(self, size: int) -> Any:
        from pebble import ProcessPool

        if size > self._size:
            self._end(in_peace=True)
            # Spawn, never fork: Pango does not survive a fork (docs/performance.md).
            context, self._size = get_context("spawn"), size
            temporary = self._temporary.enter_context(scratch())
            self._pool = ProcessPool(
                size,
                max_tasks=_JOBS_PER_CHILD,
                initializer=limit_child,
                initargs=[temporary],
                context=context,
            )
            with _interrupts_held():
                for _ in range(size if self._prepare else 0):
                    # Whoever is idle takes one; a child that dies of it is replaced.
                    self._pool.schedule(self._prepare, timeout=_PREPARING)
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end(in_peace=kind is None)

    def _end(self, *, in_peace: bool) -> None:
        if self._pool is None:
            return
        if in_peace:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()
        self._pool = None
        self._temporary.close()


def run(
    call: Callable[..., T], jobs: Sequence[tuple[Any, ...]], workers: int, seconds: float
) -> Iterator[tuple[Key, T | LorpackError]]:
    """Make the *call* with each of *jobs* in children of its own (see Runner)."""
    with Workers(workers) as own:
        yield from own.run(call, jobs, seconds)


def outcome_of(future: Any, seconds: float) -> Any:
    """The result of *future*, or the error that cost it, in words; raises DependencyError only."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except DependencyError:
        raise
    except LorpackError as error:
        return error
    except Late:
        return late(seconds)
    except ProcessExpired:
        return WorkerLost("its process crashed", f"{FIND_IT}; `lorpack doctor` tests this machine")
    except Exception as error:
        if type(error).__name__ in _LOST:
            return lost()
        # A bug of ours costs this packet and no other. Its words may quote a profile.
        return RenderError(f"unexpected {type(error).__name__}", "please report this")


def late(seconds: float) -> WorkerLost:
    """Of a job that took more than *seconds*."""
    return WorkerLost(f"not finished after {seconds:.0f} s", FIND_IT)


def lost() -> WorkerLost:
    """Of a job whose worker is no more, for a reason that only its machine knows."""
    return WorkerLost("its worker was lost", f"{FIND_IT}; the worker's log may say more")


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Children started meanwhile never see Ctrl-C: it is the parent that stops them.

    They inherit the blocked signal, and so do the pool's threads, which start later children.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # It would unblock the signal when started on the way.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
