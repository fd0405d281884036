"""Writing files so that a reader finds the old one or the new one, never half of one."""

import contextlib
import errno
import os
import platform
import re
import tempfile
import time
import zlib
from functools import cache
from pathlib import Path

from lorpack.errors import OutputError

_HOPELESS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_TEMPORARY = re.compile(r"\.lorpack-([0-9a-f]{8})-(\d+)-")
_A_DAY = 86_400.0


def write_atomic(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write *data* to *path*: a temporary file in the same folder, flushed, then renamed.

    Makes the folders above it. Raises OutputError when it cannot; nothing is left behind.
    """
    make_folder(path.parent)
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise OutputError(
                f"{path} is not a regular file", "move it away, or choose another --output"
            )
        prefix = f".lorpack-{_machine()}-{os.getpid()}-"
        handle, temporary = tempfile.mkstemp(prefix=prefix, dir=path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()


def make_folder(folder: Path) -> None:
    """Make *folder* and those above it that are missing, for the owner only (0700).

    Raises OutputError when it cannot.
    """
    missing = [folder]
    while not missing[-1].exists() and missing[-1].parent != missing[-1]:
        missing.append(missing[-1].parent)
    try:
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def sweep(folder: Path) -> None:
    """Delete the temporary files in *folder* that a killed run of lorpack left behind.

    Those of a process that still runs here stay, and those of another machine for a day.
    """
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if is_temporary(path) and is_left_over(path):
                path.unlink(missing_ok=True)


def is_temporary(path: Path) -> bool:
    """Whether *path* has the name of a temporary file of lorpack's."""
    return _TEMPORARY.match(path.name) is not None


def is_left_over(path: Path) -> bool:
    """Whether the process that wrote the temporary file *path* is gone. Raises OSError."""
    found = _TEMPORARY.match(path.name)
    return found is not None and _is_dead(path, found[1], int(found[2]))


def is_hopeless(error: OutputError) -> bool:
    """Whether no other file could be written either: the disk is full or read-only."""
    return getattr(error.__cause__, "errno", None) in _HOPELESS


@cache
def _machine() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _is_dead(path: Path, machine: str, process: int) -> bool:
    if machine != _machine():
        return time.time() - path.stat().st_mtime > _A_DAY
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot write {path}: {error.strerror or error}",
        "check the folder's permissions and free space, or choose another folder with --output",
    )
