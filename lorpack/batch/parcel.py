"""An application on its way to another machine: by name where folders are shared, else with files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lorpack.batch.packing import Packed, packed, unpack
from lorpack.batch.record import footprint_of
from lorpack.batch.versions import everything
from lorpack.errors import RenderError
from lorpack.files import scratch


@dataclass(frozen=True)
class Parcel:
    """The *folder* of an application, the digests of its files (*key*) and of lorpack (*code*).

    What lies in *output* is no input.

    *files* are its files and those that its office shares; None where the other machine should
    have them.
    """

    folder: Path
    output: Path
    key: str
    code: str
    files: Packed | None = None


class NotHere(RenderError):
    """The other machine cannot see the application as it is here; *final* when it never will."""

    def __init__(self, message: str, hint: str = "", *, final: bool = False) -> None:
        super().__init__(message, hint)
        self.final = final

    def __reduce__(self) -> tuple[Any, ...]:
        return (_not_here, (self.message, self.hint, self.final))


def _not_here(message: str, hint: str, final: bool) -> NotHere:
    return NotHere(message, hint, final=final)


def parcel_of(folder: Path, output: Path, *, with_files: bool) -> Parcel:
    """What to send for the application in *folder*, whose results go to *output*.

    Raises InputError when it cannot be read as a whole.
    """
    files = packed(folder, output) if with_files else None
    return Parcel(folder, output, footprint_of(folder, output).key, everything(), files)


@contextmanager
def unpacked(parcel: Parcel) -> Iterator[Path]:
    """The folder of *parcel* on this machine, while it is needed; NotHere when it is not as there."""
    if parcel.code != everything():
        raise NotHere(
            "a worker has another version of lorpack or its libraries",
            "install the same versions everywhere: the same profile must give the same bytes",
            final=True,
        )
    if parcel.files is None:
        if not parcel.key or footprint_of(parcel.folder, parcel.output).key != parcel.key:
            raise NotHere("a worker does not see the application's folder")
        yield parcel.folder
        return
    with scratch() as root:
        yield unpack(parcel.files, root) / parcel.folder.name
