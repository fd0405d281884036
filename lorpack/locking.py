"""A lock between processes, which ends with the process that holds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lorpack.errors import OutputError


@contextmanager
def locked(path: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the lock file *path* (an empty file, which stays), waiting up to *wait* seconds.

    Raises OutputError when another process holds it longer, or when it cannot be made.
    """
    from filelock import FileLock, Timeout  # 80 ms, and few commands write.

    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire(timeout=wait)
    except Timeout:
        message = f"another lorpack has been writing in {path.parent} for {wait:g} seconds"
        raise OutputError(message, "try again when it is done") from None
    except OSError as error:
        message = f"cannot lock {path}: {error.strerror or error}"
        raise OutputError(message, "check the folder's permissions and free space") from error
    try:
        yield
    finally:
        lock.release()
