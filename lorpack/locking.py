"""Waiting until nobody else writes: a lock that ends with the process that holds it."""

import contextlib
import os
import platform
import stat
from collections.abc import Iterator
from pathlib import Path

from lorpack.errors import OutputError
from lorpack.files import make_folder
from lorpack.reading import read_regular

_FLAGS = os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)

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
    """Leave word in the lock file of who holds it, for those who wait.

    Not in a pipe, and not in a file that has another name as well: that one is somebody's.
    """
    word = f"process {os.getpid()} on {platform.node()}".encode()
    with contextlib.suppress(OSError), os.fdopen(os.open(path, _FLAGS), "wb") as stream:
        info = os.fstat(stream.fileno())
        if stat.S_ISREG(info.st_mode) and info.st_nlink == 1:
            stream.truncate()
            stream.write(word)


def _holder(path: Path) -> str:
    """``: process 4711 on a-machine``; empty when it left no word, or a system lets nobody read."""
    try:
        word = read_regular(path, 300).decode().strip()
    except (OSError, ValueError):
        return ""
    return f": {word}" if word else ""
