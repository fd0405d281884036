"""Reading files that somebody else may have put there: no pipe is waited for, no link overlooked."""

import errno
import os
import stat
from pathlib import Path

# Non-blocking: opening a pipe would wait for a writer.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: a link between folders that anybody can make on Windows."""


def read_regular(path: Path, most: int = -1, *, follow: bool = True) -> bytes:
    """The first *most* bytes of the file *path*, or all.

    Raises OSError, also where it is no file, or (unless *follow*) a link.
    """
    if not (follow or _NO_LINK) and _is_link(os.fspath(path)):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    handle = os.open(path, _FLAGS if follow else _FLAGS | _NO_LINK)
    try:
        kind = os.fstat(handle).st_mode
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(kind):
            raise OSError(errno.EINVAL, "It is not a regular file")
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return stream.read(most)
    finally:
        os.close(handle)


def first_link(folder: Path, inner: str) -> str:
    """The first step from *folder* to *inner* (a path with slashes) that is a link; empty without."""
    at = str(folder)
    for part in inner.split("/"):
        at = f"{at}/{part}"
        if _is_link(at):
            return at
    return ""


def _is_link(path: str) -> bool:
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION
