"""The files of an application, packed for a machine that cannot see them, and laid out there.

They are to be read there as they are here, so links stay links: a profile is read through one that
stays inside its folder, a document or a template never.
"""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NoReturn

from lorpack.batch.record import LONGEST, inputs_of
from lorpack.errors import InputError, RenderError
from lorpack.profiles.folders import PORTALS, SPECIALTIES, WRITERS
from lorpack.reading import first_link, read_regular

_INSIDE, _OUTSIDE = "in", "out"
_LISTED = (WRITERS, PORTALS, SPECIALTIES)
"""The folders whose files count by being there."""

_STAND_IN = ".outside"


@dataclass(frozen=True)
class Packed:
    """The *files* by path, and the *links*, each with the path that it leads to.

    A path begins with ``in``, which stands for the folder above the application, or with ``out``,
    which stands for any other place. A file that is too large for all who read it is sent as its
    size.
    """

    files: dict[str, bytes | int] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


def packed(folder: Path, output: Path) -> Packed:
    """Every input of the application in *folder*, whose results go to *output*.

    Raises InputError when one of them cannot be read.
    """
    packing = _Packing(folder.resolve())
    try:
        for path in inputs_of(packing.folder, output, packing.unlisted):
            packing.add(Path(os.path.normpath(path)))
    except OSError as error:
        packing.refuse(error)
    return packing.made


class _Packing:
    """One application that is packed: what has been *made* so far."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.made = folder, Packed()
        self._at = folder

    def unlisted(self, error: OSError) -> None:
        """Raise InputError for a folder that is there and cannot be listed."""
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            self.refuse(error)

    def refuse(self, error: OSError) -> NoReturn:
        """Raise InputError for what cannot be read."""
        at = Path(os.fsdecode(error.filename)) if error.filename else self._at
        reason = (error.strerror or str(error)).lower()
        message = f"cannot send {os.path.relpath(at, self.folder)}: {reason}"
        raise InputError(message, "check its permissions, or move it away; then repeat") from error

    def add(self, path: Path) -> None:
        """Add *path*, which is below the folder above: a file, or a link."""
        self._at = path
        link = first_link(self.folder.parent, self._name(path))
        if link:
            self._add_link(Path(link), path)
            return
        info = path.lstat()
        if not stat.S_ISREG(info.st_mode) and not stat.S_ISDIR(info.st_mode):
            # A pipe is as little to be read as a link that leads nowhere.
            self.made.links[self._path(path)] = f"{_OUTSIDE}/nowhere"
        elif info.st_size > LONGEST and stat.S_ISREG(info.st_mode):
            self.made.files[self._path(path)] = info.st_size
        else:
            self.made.files[self._path(path)] = read_regular(path)

    def _add_link(self, link: Path, path: Path) -> None:
        """Add *link*, through which *path* is seen, and what is behind it when that is inside."""
        name = self._name(link)
        try:
            target = link.resolve(strict=True)
        except (OSError, RuntimeError):  # It leads nowhere, or to itself.
            self.made.links[self._path(link)] = f"{_OUTSIDE}/nowhere"
            return
        is_own = link.is_relative_to(self.folder)
        if not target.is_relative_to(self.folder if is_own else self.folder.parent):
            self.made.links[self._path(link)] = f"{_OUTSIDE}/{name}"
            self._stand_in(f"{_OUTSIDE}/{name}", target, link.name)
            return
        self.made.links[self._path(link)] = self._path(target)
        behind = target / path.relative_to(link)
        if not behind.is_dir():
            self.add(behind)

    def _stand_in(self, place: str, target: Path, name: str) -> None:
        """Put something in the *place* of what is outside: that it is there counts, and no more."""
        if not target.is_dir():
            self.made.files[place] = b""
            return
        there = os.listdir(target) if name in _LISTED else ()  # noqa: PTH208 - names alone
        self.made.files.update({f"{place}/{one}": b"" for one in (_STAND_IN, *there)})

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder.parent).as_posix()

    def _path(self, path: Path) -> str:
        return f"{_INSIDE}/{self._name(path)}"


def unpack(made: Packed, root: Path) -> Path:
    """Lay out what was *packed* in *root*, an empty folder; give what stands for the folder above."""
    above = root / _INSIDE
    above.mkdir(mode=0o700)
    for path, data in made.files.items():
        place = _made_for(root, path)
        if isinstance(data, bytes):
            place.write_bytes(data)
        else:
            with place.open("wb") as stream:
                stream.truncate(data)
    # Links come last, so that no file is written through one.
    for path, target in made.links.items():
        place = _made_for(root, path)
        _link(place, os.path.relpath(root / _checked(target), place.parent))
    return above


def _link(place: Path, target: str) -> None:
    try:
        place.symlink_to(target)
    except OSError as error:  # Not everybody may make one on Windows.
        reason = (error.strerror or str(error)).lower()
        message = f"a worker cannot make the link {place.name} of the application: {reason}"
        raise RenderError(message, "put the file itself there, then repeat") from error


def _made_for(root: Path, path: str) -> Path:
    place = root / _checked(path)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def _checked(path: str) -> PurePosixPath:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        raise RenderError("a parcel holds a path that leads out", "please report this")
    return pure
