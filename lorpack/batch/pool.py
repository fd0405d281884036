"""Running jobs in supervised child processes, and giving back each result as it is done."""

import contextlib
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as Late
from concurrent.futures import as_completed
from multiprocessing import get_context
from typing import Any, TypeVar

from lorpack.batch.work import limit_child
from lorpack.errors import DependencyError, LorpackError, RenderError

_TASKS_PER_CHILD = 200

Key = int
T = TypeVar("T")


def run(
    call: Callable[..., T], jobs: Sequence[tuple[Any, ...]], workers: int, seconds: float
) -> Iterator[tuple[Key, T | LorpackError]]:
    """Make the *call* (a function at the top of a module) with the arguments of each of *jobs*.

    Gives the index of each job with its result, or with the error that cost it, in the order
    in which they are done. A job that hangs for *seconds*, crashes or raises costs itself only.
    Raises DependencyError (no Pango), since then there is none that could be done.
    """
    from pebble import ProcessPool

    # Spawn, never fork: Pango does not survive a fork (docs/performance.md).
    pool: Any = ProcessPool(
        workers, max_tasks=_TASKS_PER_CHILD, initializer=limit_child, context=get_context("spawn")
    )
    try:
        with _interrupts_held():
            running = {
                pool.schedule(call, job, timeout=seconds): key for key, job in enumerate(jobs)
            }
        for future in as_completed(list(running)):
            yield running.pop(future), _outcome(future, seconds)
    except BaseException:
        pool.stop()
        raise
    else:
        pool.close()
    finally:
        pool.join()


def _outcome(future: Any, seconds: float) -> Any:
    from pebble import ProcessExpired

    try:
        return future.result()
    except DependencyError:
        raise
    except LorpackError as error:
        return error
    except Late:
        return RenderError(
            f"not finished after {seconds:.0f} s", "look for a very large document among its inputs"
        )
    except ProcessExpired:
        return RenderError(
            "its process crashed", "run `lorpack doctor`; the others are not affected"
        )
    except Exception as error:
        # A bug of ours costs this packet and no other.
        return RenderError(f"unexpected {type(error).__name__}: {error}", "please report this")


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
