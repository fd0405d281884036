"""The files of a message, and never over what a person has changed.

The record beside them (see lorpack.batch.written) is written before the files and again after
them, so that what an interrupted run wrote is not taken for the work of a person. Meanwhile its
key ``before`` tells what each file holds until its turn comes.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from lorpack.batch.written import RECORD
from lorpack.errors import OutputError
from lorpack.files import check_no_link, write_atomic
from lorpack.locking import locked
from lorpack.reading import read_regular

_UNREADABLE = "unreadable"
_DAMAGED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


class Outcome(StrEnum):
    """What became of one file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass
class _Record:
    """The digests of what lorpack wrote last, by name, and of what stood there before."""

    files: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)

    def is_ours(self, name: str, digest: str) -> bool:
        return digest in (self.files.get(name), self.before.get(name))


def put(
    folder: Path,
    files: Mapping[str, bytes],
    gone: Collection[str],
    lock: Path,
    *,
    inside: Path,
    force: bool,
) -> dict[str, Outcome]:
    """Write *files* into *folder*, and delete those called *gone*, where nobody changed them.

    *lock* is held meanwhile. With *force* they are written over what a person changed, too.
    Raises OutputError when a file cannot be written, the record of them not be read, or a link
    leads there from the folder *inside*.
    """
    check_no_link(inside, folder)
    if not _is_work(folder, files, gone):
        return dict.fromkeys(files, Outcome.UNCHANGED)
    with locked(lock):
        record = _read(folder)
        outcomes = {
            name: _outcome(record, name, _digest(folder / name), data, force=force)
            for name, data in files.items()
        }
        for name in record.files.keys() & set(gone):
            if record.is_ours(name, _digest(folder / name)):
                _delete(folder / name)
            del record.files[name]
            record.before.pop(name, None)
        _write_files(folder, record, files, outcomes, inside)
        _write(folder, record, inside)
    return outcomes


def _is_work(folder: Path, files: Mapping[str, bytes], gone: Collection[str]) -> bool:
    record = _read(folder)
    wanted = {name: _sha(data) for name, data in files.items()}
    is_done = wanted.items() <= record.files.items() and record.before.keys().isdisjoint(wanted)
    is_there = all(_digest(folder / name) == digest for name, digest in wanted.items())
    return not (is_done and is_there) or not record.files.keys().isdisjoint(gone)


def _outcome(record: _Record, name: str, there: str, data: bytes, *, force: bool) -> Outcome:
    if there == _sha(data):
        return Outcome.UNCHANGED
    if there and not force and not record.is_ours(name, there):
        return Outcome.KEPT
    return Outcome.WRITTEN


def _write_files(
    folder: Path,
    record: _Record,
    files: Mapping[str, bytes],
    outcomes: Mapping[str, Outcome],
    inside: Path,
) -> None:
    ours = {name: _sha(files[name]) for name, what in outcomes.items() if what is not Outcome.KEPT}
    written = [name for name, what in outcomes.items() if what is Outcome.WRITTEN]
    record.files |= ours
    record.before |= {name: _digest(folder / name) for name in written}
    if written:
        _write(folder, record, inside)
    for name in written:
        write_atomic(folder / name, files[name], inside=inside)
    for name in ours:
        record.before.pop(name, None)


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"cannot delete {path}: {reason}", "delete it, then repeat") from error


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest(path: Path) -> str:
    """The digest of the file; empty when there is none, and like no other when it cannot be read."""
    try:
        return _sha(read_regular(path))
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError:
        return _UNREADABLE


def _read(folder: Path) -> _Record:
    """The record; a damaged one is empty. Raises OutputError when it is there and cannot be read."""
    path = folder / RECORD
    try:
        content = json.loads(read_regular(path).decode())
        return _Record(_texts(content["files"]), _texts(content.get("before", {})))
    except (FileNotFoundError, NotADirectoryError, *_DAMAGED):
        return _Record()
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"cannot read {path}: {reason}", "check it, then repeat") from error


def _texts(tree: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(digest) for name, digest in tree.items()}


def _write(folder: Path, record: _Record, inside: Path) -> None:
    content = {"version": 1, "files": dict(sorted(record.files.items()))}
    content |= {"before": dict(sorted(record.before.items()))} if record.before else {}
    data = (json.dumps(content, indent=2) + "\n").encode()
    if _digest(folder / RECORD) != _sha(data):
        write_atomic(folder / RECORD, data, inside=inside)
