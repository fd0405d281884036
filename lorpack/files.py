"""Writing files so that a reader finds the old one or the new one, never half of one."""

import contextlib
import os
import tempfile
from pathlib import Path

from lorpack.errors import OutputError


def write_atomic(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write *data* to *path*: a temporary file in the same folder, flushed, then renamed.

    Makes the folders above it. Raises OutputError when it cannot; nothing is left behind.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise OutputError(
                f"{path} is not a regular file", "move it away, or choose another --output"
            )
        handle, temporary = tempfile.mkstemp(prefix=".lorpack-", dir=path.parent)
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


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot write {path}: {error.strerror or error}",
        "check the folder's permissions and free space, or choose another folder with --output",
    )
