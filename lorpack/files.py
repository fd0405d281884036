"""Writing files so that a reader finds the old one or the new one, never half of one."""

import contextlib
import errno
import os
import platform
import re
import stat
import sys
import time
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lorpack.errors import OutputError
from lorpack.reading import first_link

_HOPELESS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_MARK = r"lorpack-([0-9a-f]{8})-(\d{1,10})-([0-9a-f]{8})-"
_FILE, _FOLDER = re.compile(rf"\.{_MARK}[0-9a-f]{{8}}"), re.compile(rf"{_MARK}[a-z0-9_]{{8}}")
"""The whole name of a temporary: a person's own `lorpack-20261122-1430-backup` is none."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_A_DAY = 86_400.0
_HERE = os.urandom(4).hex()
"""Tells this process from an earlier one with its number; in a container, each may have the same."""


def write_atomic(path: Path, data: bytes, mode: int = 0o600, *, inside: Path | None = None) -> None:
    """Write *data* to *path*: a temporary file in the same folder, flushed, then renamed.

    Makes the folders above it, and deletes what killed runs left in that folder. Raises
    OutputError when it cannot, or when a link leads there from the folder *inside*; then *path* is
    what it was, and nothing is left behind.
    """
    if inside:
        check_no_link(inside, path.parent)
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


def check_no_link(outer: Path, folder: Path) -> None:
    """Raises OutputError when a step from *outer* to *folder*, which is in it, is a link."""
    link = first_link(outer, folder.relative_to(outer).as_posix())
    if link:
        raise OutputError(
            f"{link} is a link, and would lead out of the output folder",
            "delete the link, or move it away; then repeat",
        )


def replace_file(path: Path, data: bytes, mode: int = 0o600, *, flush: bool = True) -> None:
    """Put a new file with *data* in the place of *path*, in one step; its folder is there.

    Without *flush* a power loss may leave any bytes. Raises OSError; then *path* is what it was.
    """
    temporary = path.with_name(f".lorpack-{_mark()}-{os.urandom(4).hex()}")
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
    for path in _left_over(folder, _FILE):
        with contextlib.suppress(OSError):
            path.unlink()


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder of the system's for temporary files, for the owner only; it goes with all in it.

    Those that killed runs of lorpack left behind go, too.
    """
    import shutil
    import tempfile

    for path in _left_over(Path(tempfile.gettempdir()), _FOLDER):
        if _is_own_folder(path):
            shutil.rmtree(path, ignore_errors=True)
    prefix = f"lorpack-{_mark()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _left_over(folder: Path, whole: re.Pattern[str]) -> Iterator[Path]:
    """What processes that are no more have left in *folder*, by the *whole* name."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - a Path each is slow
            found = whole.fullmatch(name)
            with contextlib.suppress(OSError):
                if found and _is_dead(folder / name, *found.groups()):
                    yield folder / name


def _is_own_folder(path: Path) -> bool:
    """Whether *path* is a folder, and no link, that this user alone may enter, as :func:`scratch`
    makes them. False when it is gone."""
    with contextlib.suppress(OSError):
        info = path.lstat()
        is_own = sys.platform == "win32" or (
            info.st_uid == os.getuid() and stat.S_IMODE(info.st_mode) == 0o700
        )
        return stat.S_ISDIR(info.st_mode) and is_own
    return False


def is_temporary(path: Path) -> bool:
    """Whether *path* has the name of a temporary file of lorpack's."""
    return _FILE.fullmatch(path.name) is not None


def is_left_over(path: Path) -> bool:
    """Whether the process that wrote the temporary file *path* is gone. Raises OSError."""
    found = _FILE.fullmatch(path.name)
    return found is not None and _is_dead(path, *found.groups())


def is_hopeless(error: OutputError, output: Path) -> bool:
    """Whether no other could be written to *output* either: a full or read-only disk, a lock held
    elsewhere, a folder of somebody else's."""
    cause = error.__cause__
    if isinstance(cause, PermissionError) and cause.filename:
        return output in (Path(cause.filename), Path(cause.filename).parent)
    return isinstance(cause, TimeoutError) or getattr(cause, "errno", None) in _HOPELESS


@cache
def _machine() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _mark() -> str:
    return f"{_machine()}-{os.getpid()}-{_HERE}"


def _is_dead(path: Path, machine: str, number: str, start: str) -> bool:
    if machine == _machine() and int(number) == os.getpid():
        return start != _HERE
    if machine != _machine() or sys.platform == "win32":  # There os.kill would send Ctrl-C.
        # No write takes a day. A time far in the future is one of a clock that was wrong.
        return abs(time.time() - path.lstat().st_mtime) > _A_DAY
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        pass  # It runs, and is another user's.
    return False


def _cannot_write(path: Path, error: OSError) -> OutputError:
    hint = "check the folder's permissions and its disk, or choose another folder; then repeat"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        hint = "make room there, or choose another folder; then repeat"
    elif isinstance(error, PermissionError) and os.path.isfile(path):  # noqa: PTH113 - never raises
        hint = "close it where it is open, and check the folder's permissions; then repeat"
    return OutputError(f"cannot write {path}: {error.strerror or error}", hint)
