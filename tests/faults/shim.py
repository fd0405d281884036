"""A stand-in for the file operations of this process that fails the one it is told to fail.

It replaces the functions that lorpack and its libraries call in the parent process (``os.open``,
``io.open`` and what it gives to write to, ``os.fsync``, ``os.replace``, …) and counts only what
happens below one folder, so that importing a module or reading a font is never in the way.
"""

import builtins
import errno
import io
import os
import signal
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from unittest.mock import patch

WRITING = frozenset({"open", "mkdir", "write", "fsync", "replace", "chmod", "unlink"})
READING = frozenset({"read", "list"})

_BY_NAME = {
    "mkdir": "mkdir", "replace": "replace", "rename": "replace", "unlink": "unlink",
    "remove": "unlink", "rmdir": "unlink", "chmod": "chmod", "listdir": "list", "scandir": "list",
}  # fmt: skip
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Shim(AbstractContextManager):
    """Fails operation number *at* (from 1) of *kinds* below *root* with *error*.

    *lasting*: every later one fails as well, as on a disk that stays full, on which one can still
    delete (with ENOSPC), or on a disk that is gone (any other error). *budget*: no operation is
    counted, and writing fails after so many bytes in all, in the middle of a file. *deadly*: instead
    of failing, the operation is the last thing that this process does. *only*: what the names of
    the files end with that are counted.
    ``struck`` says what was failed.
    """

    def __init__(
        self,
        root: Path,
        at=0,
        error=errno.EIO,
        kinds=WRITING,
        *,
        lasting=False,
        budget=None,
        deadly=False,
        only="",
    ):
        self.root = os.path.realpath(root)
        self.at, self.error, self.kinds, self.lasting = at, error, kinds, lasting
        self.budget, self.deadly, self.only = budget, deadly, only
        self.seen: list[str] = []
        self.struck: list[str] = []
        self._stack = ExitStack()
        self._ours: set[int] = set()

    def __enter__(self) -> "Shim":
        for name, kind in _BY_NAME.items():
            self._replace(os, name, self._named(getattr(os, name), kind))
        self._replace(os, "open", self._opened(os.open))
        self._replace(os, "fsync", self._synced)
        stream = self._streamed(io.open)
        self._replace(io, "open", stream)
        self._replace(builtins, "open", stream)
        return self

    def __exit__(self, *_) -> None:
        self._stack.close()

    def _replace(self, module, name, function) -> None:
        self._stack.enter_context(patch.object(module, name, function))

    def _fails(self, kind: str, what: object) -> bool:
        if self.budget is not None or kind not in self.kinds or not str(what).endswith(self.only):
            return False
        if self.struck and self.lasting:
            return not (self.error == errno.ENOSPC and kind == "unlink")
        self.seen.append(f"{kind} {what}")
        return len(self.seen) == self.at

    def check(self, kind: str, what: object) -> None:
        """Count this operation; raise when it is the one that fails."""
        if self._fails(kind, what):
            self.strike(kind, what)

    def strike(self, kind: str, what: object) -> None:
        """Fail, or die."""
        if self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        self.struck.append(f"{kind} {what}")
        raise OSError(self.error, os.strerror(self.error), str(what))

    def _inside(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        full = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - links are not followed
        return full == self.root or full.startswith(self.root + os.sep)

    def _named(self, function, kind):
        def call(path, *args, **extra):
            if self._inside(path):
                self.check(kind, path)
            return function(path, *args, **extra)

        return call

    def _opened(self, function):
        def call(path, flags, *args, **extra):
            inside = "dir_fd" not in extra and self._inside(path)
            if inside:
                self.check("open" if flags & _TO_WRITE else "read", path)
            descriptor = function(path, flags, *args, **extra)
            self._ours.discard(descriptor)
            if inside:
                self._ours.add(descriptor)
            return descriptor

        return call

    def _synced(self, descriptor) -> None:
        # It is counted, and not done: no test pulls the plug.
        if descriptor in self._ours:
            self.check("fsync", descriptor)

    def _streamed(self, function):
        def call(file, mode="r", *args, **extra):
            writes = not set(mode).isdisjoint("wax+")
            ours = file in self._ours if isinstance(file, int) else self._inside(file)
            if ours and not isinstance(file, int):
                self.check("open" if writes else "read", file)
            stream = function(file, mode, *args, **extra)
            return _Stream(stream, self) if ours and writes else stream

        return call


class _Stream:
    """A file to write to, whose writing can fail in the middle."""

    def __init__(self, stream, shim: Shim) -> None:
        self._stream, self._shim = stream, shim

    def write(self, data) -> int:
        shim = self._shim
        if shim.budget is not None:
            if len(data) > shim.budget:
                self._stream.write(data[: shim.budget])
                shim.budget = 0
                shim.strike("write", self._stream.name)
            shim.budget -= len(data)
        elif shim._fails("write", self._stream.name):
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()
            shim.strike("write", self._stream.name)
        return self._stream.write(data)

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __enter__(self) -> "_Stream":
        return self

    def __exit__(self, *_) -> None:
        self._stream.close()
