"""Deleting what lorpack made, and nothing else.

A file is lorpack's when lorpack's own records name it and its bytes are still those. What a person
changed or added stays and is named; links are neither followed nor deleted.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lorpack.batch.crosscheck import NO_MARKS, marks_of
from lorpack.batch.manifest import read_manifest
from lorpack.batch.outputs import check_distinct, output_folder
from lorpack.batch.owner import Owner, home_of, owner_of
from lorpack.batch.record import RECORD as BUILD
from lorpack.batch.record import WORDS, owner_at, recall
from lorpack.batch.written import RECORD, digest, read_record
from lorpack.files import is_left_over, is_temporary
from lorpack.locking import locked
from lorpack.profiles.folders import APPLICANT, find_applications, walk
from lorpack.reading import first_link, read_regular

_MANIFEST = "manifest.json"
_LOCK = ".lorpack.lock"
_OWN = ".lorpack"
_OWN_LOCK = "progress.lock"


class Kind(StrEnum):
    """What a file is that lorpack made."""

    PACKET = "packet"
    MESSAGE = "message file"
    CALENDAR = "calendar"
    RECORD = "record"
    CACHE = "kept overview"
    LOCK = "lock"
    TEMPORARY = "temporary file"


@dataclass(frozen=True)
class Made:
    """A file that lorpack made; it is deleted only while its bytes have this *sha256*."""

    path: Path
    kind: Kind
    sha256: str
    size: int = 0


@dataclass(frozen=True)
class Kept:
    """A file or folder that stays, and why."""

    path: Path
    reason: str


@dataclass(frozen=True)
class Place:
    """Files of one place, and the folders that go when they are empty (the deepest first).

    *lock* is held while they go, and *is_last* says that it goes with them.
    """

    made: tuple[Made, ...]
    folders: tuple[Path, ...] = ()
    lock: Path | None = None
    is_last: bool = False


@dataclass(frozen=True)
class Plan:
    """What is to be deleted, place by place, and what stays."""

    places: tuple[Place, ...]
    kept: tuple[Kept, ...]

    @property
    def made(self) -> list[Made]:
        """Every file to delete."""
        return [made for place in self.places for made in place.made]


@dataclass(frozen=True)
class Cleaned:
    """What was deleted, what stayed, and what could not be deleted."""

    deleted: tuple[Made, ...]
    kept: tuple[Kept, ...]
    failed: tuple[Kept, ...] = ()


def planned(paths: Sequence[Path], output: Path, caches: Iterable[Path] = ()) -> Plan:
    """What lorpack made for *paths*, without deleting anything.

    A path is an application, a folder that holds several (their results are in *output*), or a
    folder of results itself. *caches* are further files that lorpack keeps elsewhere.
    Raises InputError when a path is none of them, UsageError when two applications share their
    results.
    """
    results: dict[Path, None] = {}
    places: list[Place] = []
    kept: list[Kept] = []
    for path in paths:
        found = _results_in(path)
        if not found and path.resolve() != output.resolve():
            folders = [folder.resolve() for folder in find_applications([path])]
            check_distinct(folders)
            found = [at for folder in folders if (at := _results_of(folder, output, kept))]
            places += [_own(folder, output, kept) for folder in folders]
        results |= dict.fromkeys(found)
    for root in dict.fromkeys(folder.parent for folder in results):
        inside = [folder for folder in results if folder.parent == root]
        places.append(_outputs(root, inside, kept))
    places += [_cached(cache) for cache in dict.fromkeys(caches) if _is_file(cache)]
    return Plan(tuple(place for place in places if place.made), tuple(dict.fromkeys(kept)))


def _results_of(folder: Path, output: Path, kept: list[Kept]) -> Path | None:
    """Where the results of the application in *folder* are, when they are there and its own."""
    found = output_folder(output, folder)
    if not os.path.lexists(found):
        return None
    owner = owner_at(found, recall(found))
    if owner and owner.is_another(Owner(home_of(folder))):  # Read only when it may have moved.
        from lorpack.profiles.load import load

        application = load(folder).application
        marks = marks_of(application) if application else NO_MARKS
        if owner.is_another(owner_of(folder, marks)):
            kept.append(Kept(found, "it belongs to another applicant"))
            return None
    return found


def _results_in(path: Path) -> list[Path]:
    """*path* when it holds the results of one application, else those in it that do."""
    if not path.is_dir() or (path / APPLICANT).exists():
        return []
    if _is_result(path):
        return [path]
    return [inner for inner in sorted(_listed(path)) if _is_result(inner)]


def _is_result(folder: Path) -> bool:
    if folder.is_symlink() or not folder.is_dir() or (folder / APPLICANT).exists():
        return False
    patterns = (_MANIFEST, RECORD, f"*/messages/{RECORD}")
    return any(next(folder.glob(pattern), None) for pattern in patterns)


def _outputs(root: Path, results: Sequence[Path], kept: list[Kept]) -> Place:
    """The results of some applications, all in the output folder *root*."""
    made: list[Made] = []
    folders: set[Path] = set()
    if root.is_symlink():
        kept.append(Kept(root, "a link; name the folder itself"))
        return Place(())
    for result in results:
        here, above = _result(result, kept)
        made += here
        folders |= above
    others = [one for one in _listed(root) if _is_result(one) and one not in results]
    lock = root / _LOCK
    if not others and _is_file(lock):
        made.append(_made(lock, Kind.LOCK))
    return Place(tuple(made), (*_deepest_first(folders), root), lock, is_last=not others)


def _result(folder: Path, kept: list[Kept]) -> tuple[list[Made], set[Path]]:
    """The files to delete of one application's results, and the folders that lorpack made."""
    if folder.is_symlink():
        kept.append(Kept(folder, "a link; it was not followed"))
        return [], set()
    if (folder / APPLICANT).exists():
        kept.append(Kept(folder, "the application's own folder; nothing is deleted in it"))
        return [], set()
    known = {folder / entry["path"]: entry["sha256"] for entry in read_manifest(folder).values()}
    made: list[Made] = []
    for path in _walk(folder, kept):
        if path.name == RECORD:
            known |= {path.parent / name: sha for name, sha in read_record(path.parent).items()}
    for path in _walk(folder, []):
        verdict = _judged(path, folder, known)
        made += [verdict] if isinstance(verdict, Made) else []
        kept += [verdict] if isinstance(verdict, Kept) else []
    recorded = {above for path in known for above in path.parents}
    ours = recorded | {above for one in made for above in one.path.parents}
    inside = [one for one in ours if one.is_relative_to(folder) and one.is_dir()]
    # A record may be forged: what is behind a link is somebody else's.
    return made, {
        one for one in inside if not first_link(folder, one.relative_to(folder).as_posix())
    }


def _walk(folder: Path, kept: list[Kept]) -> Iterator[Path]:
    """Every file below *folder*, without following links; what cannot be read is *kept*."""

    def unread(error: OSError) -> None:
        kept.append(Kept(Path(error.filename), f"cannot be read: {error.strerror}"))

    for parent, folders, files in walk(folder, unread):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        yield from (Path(parent) / name for name in sorted([*links, *files]))


def _judged(path: Path, folder: Path, known: Mapping[Path, str]) -> Made | Kept:
    """Whether *path*, below the results in *folder*, goes or stays."""
    if path.is_symlink():
        return Kept(path, "a link; it was not followed")
    if not path.is_file():
        return Kept(path, "not a regular file")
    if is_temporary(path):
        return _temporary(path)
    if path.name in (RECORD, BUILD, WORDS) or (path == folder / _MANIFEST and _is_manifest(path)):
        return _made(path, Kind.RECORD)
    if path not in known:
        return Kept(path, "not made by lorpack")
    made = _made(path, _kind(path))
    if not made.sha256:
        return Kept(path, "cannot be read")
    return made if made.sha256 == known[path] else Kept(path, "changed since lorpack wrote it")


def _kind(path: Path) -> Kind:
    kinds = {".pdf": Kind.PACKET, ".ics": Kind.CALENDAR}
    return kinds.get(path.suffix, Kind.MESSAGE)


def _temporary(path: Path) -> Made | Kept:
    with suppress(OSError):
        if is_left_over(path):
            return _made(path, Kind.TEMPORARY)
    return Kept(path, "another lorpack is writing it")


def _is_manifest(path: Path) -> bool:
    try:
        content = json.loads(read_regular(path).decode())
        return isinstance(content["packets"], list) and "version" in content
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _own(folder: Path, output: Path, kept: list[Kept]) -> Place:
    """What lorpack left in an application's own folder: a lock, and what a killed run left."""
    made: list[Made] = []
    for path in _walk(folder, []):
        is_result = path.is_relative_to(output.resolve())
        if is_temporary(path) and _is_file(path) and not is_result:
            verdict = _temporary(path)
            made += [verdict] if isinstance(verdict, Made) else []
            kept += [verdict] if isinstance(verdict, Kept) else []
    lock = folder / _OWN / _OWN_LOCK
    if lock.parent.is_symlink() or not _is_file(lock):
        return Place(tuple(made))
    return Place((*made, _made(lock, Kind.LOCK)), (lock.parent,), lock, is_last=True)


def _cached(path: Path) -> Place:
    return Place((_made(path, Kind.CACHE),), (path.parent, path.parent.parent))


def _made(path: Path, kind: Kind) -> Made:
    with suppress(OSError):
        return Made(path, kind, digest(path), path.stat().st_size)
    return Made(path, kind, "")


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _listed(folder: Path) -> list[Path]:
    with suppress(OSError):
        return list(folder.iterdir())
    return []


def _deepest_first(folders: Iterable[Path]) -> list[Path]:
    return sorted(folders, key=lambda folder: (-len(folder.parts), folder))


def carry_out(plan: Plan) -> Cleaned:
    """Delete what *plan* says, each file only if it is still the one that was planned.

    Files go before the record that names them, so that what is interrupted can be repeated.
    Raises OutputError when another lorpack keeps writing to one of the places.
    """
    deleted: list[Made] = []
    failed: list[Kept] = []
    for place in plan.places:
        if place.lock is None:
            _delete(place.made, deleted, failed)
        else:
            with locked(place.lock):
                _delete([one for one in place.made if one.kind is not Kind.LOCK], deleted, failed)
                if place.is_last:
                    # Whoever waits for it sees that it is gone, and makes a new one.
                    place.lock.unlink(missing_ok=True)
                    deleted += [one for one in place.made if one.kind is Kind.LOCK]
        for folder in place.folders:
            with suppress(OSError):
                folder.rmdir()  # Only when it is empty.
    return Cleaned(tuple(deleted), plan.kept, tuple(failed))


def _delete(made: Sequence[Made], deleted: list[Made], failed: list[Kept]) -> None:
    before = len(failed)
    for one in sorted(made, key=lambda one: one.kind is Kind.RECORD):
        if one.kind is Kind.RECORD and len(failed) > before:
            failed.append(Kept(one.path, "it names files that could not be deleted"))
        elif problem := _gone(one):
            failed.append(Kept(one.path, problem))
        else:
            deleted.append(one)


def _gone(one: Made) -> str:
    """Delete the file *one*; empty when it is gone, else why it is not."""
    if one.path.is_symlink() or (one.path.exists() and digest(one.path) != one.sha256):
        return "changed meanwhile"
    try:
        one.path.unlink(missing_ok=True)
    except OSError as error:
        return f"cannot be deleted: {error.strerror}"
    return ""
