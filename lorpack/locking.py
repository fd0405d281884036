"""Waiting until nobody else writes: a lock that ends with the process that holds it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from lorpack.errors import OutputError
from lorpack.files import make_folder


@contextlib.contextmanager
def locked(path: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the lock file *path* (its folder is made, 0700), waiting up to *wait* seconds.

    Raises OutputError when another process keeps it longer, or when it cannot be made.
    """
    from filelock import FileLock, Timeout

    make_folder(path.parent)
    try:
        lock = FileLock(path, timeout=wait, mode=0o600)
        lock.acquire()
    except Timeout as error:
        raise OutputError(
            f"another lorpack is writing here ({path.parent})", "wait until it is done, then repeat"
        ) from error
    except OSError as error:
        raise OutputError(
            f"cannot write in {path.parent}: {error.strerror or error}",
            "check the folder's permissions",
        ) from error
    try:
        yield
    finally:
        lock.release()
