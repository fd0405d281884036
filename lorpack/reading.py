"""Reading files that somebody else may have put there: no pipe is waited for, no link overlooked."""

import errno
import os
import stat
from pathlib import Path

# Non-blocking: opening a pipe would wait for a writer.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def read_regular(path: Path, most: int = -1, *, follow: bool = True) -> bytes:
    """The first *most* bytes of the file *path*, or all.

    Raises OSError, also where it is no file, or (unless *follow*) a link.
    """
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
        if os.path.islink(at):  # noqa: PTH114 - a Path each is slow
            return at
    return ""
