"""Waiting until nobody else writes: a lock that ends with the process that holds it."""

import contextlib
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from lorpack.errors import OutputError
from lorpack.files import make_folder

WAIT = 10.0
"""So many seconds one waits for another that writes; each needs a few hundredths."""


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file *path* (its folder is made, 0700), waiting up to WAIT seconds.

    Raises OutputError, with the process that holds it, when another keeps it longer, or when it
    cannot be made.
    """
    from filelock import FileLock, Timeout

    make_folder(path.parent)
    try:
        lock = FileLock(path, timeout=WAIT, mode=0o600)
        lock.acquire()
    except Timeout as error:
        raise OutputError(
            f"another lorpack is writing here ({path.parent}){_holder(path)}",
            "wait until it is done, then repeat; end that process when it hangs",
        ) from error
    except (OSError, NotImplementedError) as error:
        raise OutputError(
            f"cannot write in {path.parent}: {getattr(error, 'strerror', '') or error}",
            "check the folder's permissions and its disk, then repeat",
        ) from error
    try:
        _sign(path)
        yield
    finally:
        # It ends with the process in any case.
        with contextlib.suppress(OSError):
            lock.release()


def _sign(path: Path) -> None:
    """Leave word in the lock file of who holds it, for those who wait."""
    with contextlib.suppress(OSError):
        path.write_text(f"process {os.getpid()} on {platform.node()}", encoding="utf-8")


def _holder(path: Path) -> str:
    """``: process 4711 on a-machine``; empty when it left no word, or a system lets nobody read."""
    try:
        with path.open(encoding="utf-8") as stream:
            word = stream.read(300).strip()
    except (OSError, ValueError):
        return ""
    return f": {word}" if word else ""
