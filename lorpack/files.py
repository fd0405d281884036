"""Writing files so that a reader finds the old one or the new one, never half of one."""

import contextlib
import errno
import os
import platform
import re
import sys
import time
import zlib
from functools import cache
from pathlib import Path

from lorpack.errors import OutputError

_HOPELESS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_LEFT_OVER = re.compile(r"\.lorpack-([0-9a-f]{8})-(\d+)-([0-9a-f]{8})?")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_A_DAY = 86_400.0
_HERE = os.urandom(4).hex()
"""Tells this process from an earlier one with its number; in a container, each may have the same."""


def write_atomic(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write *data* to *path*: a temporary file in the same folder, flushed, then renamed.

    Makes the folders above it, and deletes what killed runs left in that folder. Raises
    OutputError when it cannot; then *path* is what it was, and nothing is left behind.
    """
    make_folder(path.parent)
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise OutputError(
                f"{path} is not a regular file",
                "move it away, or choose another folder; then repeat",
            )
        sweep(path.parent)
        replace_file(path, data, mode)
    except OSError as error:
        raise _cannot_write(path, error) from error


def replace_file(path: Path, data: bytes, mode: int = 0o600, *, flush: bool = True) -> None:
    """Put a new file with *data* in the place of *path*, in one step; its folder is there.

    Without *flush* a power loss may leave any bytes. Raises OSError; then *path* is what it was.
    """
    name = f".lorpack-{_machine()}-{os.getpid()}-{_HERE}{os.urandom(4).hex()}"
    temporary = path.with_name(name)
    handle = os.open(temporary, _NEW, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            if flush:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def flush_folder(folder: Path) -> None:
    """Let what was renamed in *folder* outlive a power loss, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Make *folder* and those above it that are missing, for the owner only (0700).

    Raises OutputError when it cannot.
    """
    missing = [folder]
    try:
        while not missing[-1].exists() and missing[-1].parent != missing[-1]:
            missing.append(missing[-1].parent)
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def sweep(folder: Path) -> None:
    """Delete the temporary files in *folder* that a killed run of lorpack left behind.

    Those of a process that still runs here stay, and those of another machine for a day.
    """
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - a Path each is slow
            found = _LEFT_OVER.match(name)
            if found and _is_dead(folder / name, *found.groups()):
                (folder / name).unlink(missing_ok=True)


def is_hopeless(error: OutputError) -> bool:
    """Whether no other file could be written either: the disk is full or read-only."""
    return getattr(error.__cause__, "errno", None) in _HOPELESS


@cache
def _machine() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _is_dead(path: Path, machine: str, number: str, start: str | None) -> bool:
    # No write takes a day. A time far in the future is one of a clock that was wrong.
    if abs(time.time() - path.stat().st_mtime) > _A_DAY:
        return True
    if machine != _machine():
        return False
    if int(number) == os.getpid():
        return start != _HERE
    if sys.platform == "win32":  # os.kill(number, 0) would send it Ctrl-C.
        return False
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False


def _cannot_write(path: Path, error: OSError) -> OutputError:
    hint = "check the folder's permissions and its disk, or choose another folder; then repeat"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        hint = "make room there, or choose another folder; then repeat"
    elif isinstance(error, PermissionError) and os.path.isfile(path):  # noqa: PTH113 - never raises
        hint = "close it where it is open, and check the folder's permissions; then repeat"
    return OutputError(f"cannot write {path}: {error.strerror or error}", hint)
