"""``manifest.json``: what a build left behind, one entry a packet, without any clock time."""

import contextlib
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TypeGuard

from lorpack.batch.owner import Owner
from lorpack.files import write_atomic
from lorpack.findings import Finding, Place, Severity
from lorpack.locking import locked
from lorpack.packet.model import Packet
from lorpack.reading import first_link, read_regular

_VERSION = 1
_NAME = "manifest.json"
Entry = dict[str, Any]

_TYPES: Mapping[str, type] = {
    "writer": str, "path": str, "sha256": str, "bytes": int, "pages": int, "generated_pages": int,
    "sections": list, "inputs": str, "findings": list, "ignored": list,
}  # fmt: skip
_FINDING_TEXTS = ("code", "severity", "message", "hint", "file", "writer")


def read_manifest(folder: Path) -> dict[str, Entry]:
    """The entries by writer id. A manifest or an entry that is damaged counts as missing."""
    try:
        content = json.loads(read_regular(folder / _NAME).decode())
        entries = content["packets"] if content["version"] == _VERSION else []
        return {entry["writer"]: entry for entry in entries if _is_sound(entry)}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def read_marks(folder: Path) -> frozenset[str]:
    """The marks of the owner of the packets that the manifest in *folder* tells of (see
    lorpack.batch.owner); empty when it does not say."""
    try:
        return frozenset(map(str, json.loads(read_regular(folder / _NAME).decode())["owner"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()


def update_manifest(
    folder: Path, owner: Owner, changes: Mapping[str, Entry], writers: Collection[str] | None
) -> None:
    """Put *changes* into the manifest in *folder*; entries that others wrote meanwhile stay.

    Entries of writers that are not among *writers* any more go, and their packets with them,
    unless *writers* is None. Raises OutputError when it cannot be written.
    """
    with locked(folder.parent / ".lorpack.lock"):
        entries = {**read_manifest(folder), **changes}
        gone = set() if writers is None else entries.keys() - set(writers)
        for writer in gone:
            remove_superseded(folder, entries.pop(writer), "")
        if entries or gone:
            _write(folder, owner, entries)


def _write(folder: Path, owner: Owner, entries: Mapping[str, Entry]) -> None:
    content = {
        "version": _VERSION,
        "application": folder.name,
        "owner": sorted(owner.marks),
        "packets": [entries[writer] for writer in sorted(entries)],
    }
    data = (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
    path = folder / _NAME
    with contextlib.suppress(OSError):
        if read_regular(path) == data:
            return
    write_atomic(path, data)


def is_inside(path: str) -> bool:
    """Whether *path*, seen from a folder of results, can be that of a file in it."""
    pure = PurePosixPath(path)
    return not (pure.is_absolute() or ".." in pure.parts or "\\" in path or "\0" in path)


def _is_sound(entry: Any) -> TypeGuard[Entry]:
    """Whether every value of *entry* has its type, all in it is text, and its path stays inside."""
    if not isinstance(entry, dict) or any(
        type(entry.get(key)) is not kind for key, kind in _TYPES.items()
    ):
        return False
    return is_inside(entry["path"]) and all(map(_is_finding, entry["findings"])) and _is_text(entry)


def _is_text(entry: Entry) -> bool:
    """Whether *entry* can be written again: JSON may hold one half of a pair of surrogates."""
    try:
        json.dumps(entry, ensure_ascii=False).encode()
    except ValueError:
        return False
    return True


def _is_finding(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and all(isinstance(item.get(key), str) for key in _FINDING_TEXTS)
        and all(type(item.get(key)) is int for key in ("line", "column"))
        and str(item["severity"]) in list(Severity)
    )


def entry_of(
    writer: str,
    path: str,
    packet: Packet,
    digest: str,
    ignored: Sequence[Mapping[str, object]] = (),
    *,
    encrypted: bool = False,
) -> Entry:
    """The entry of a packet; *path* is relative to the manifest.

    *ignored* are findings about privacy that its maker looked at, each with the written reason,
    as plain values.
    """
    entry = {
        "writer": writer,
        "path": path,
        "sha256": hashlib.sha256(packet.data).hexdigest(),
        "bytes": len(packet.data),
        "pages": packet.pages,
        "generated_pages": packet.generated,
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "first_page": section.first,
                "pages": section.pages,
                "origin": section.origin,
            }
            for section in packet.sections
        ],
        "inputs": digest,
        "findings": [finding.as_dict() for finding in packet.findings],
        "ignored": list(map(dict, ignored)),
    }
    return entry | {"encrypted": True} if encrypted else entry


def is_current(folder: Path, entry: Entry | None, path: str, digest: str) -> bool:
    """Whether the packet that *entry* tells of is there, untouched, and made of the same inputs.

    What lies behind a link is not there: somebody else may change or take it.
    """
    if not entry or entry["inputs"] != digest or entry["path"] != path:
        return False
    if first_link(folder, path):
        return False
    try:
        return hashlib.sha256(read_regular(folder / path)).hexdigest() == str(entry["sha256"])
    except OSError:
        return False


def remove_superseded(folder: Path, entry: Entry | None, path: str) -> None:
    """Delete the packet that *entry* tells of when the new one is called *path* instead.

    A corrected name must not leave two packets side by side. A file that somebody changed since
    is not ours any more, and stays.
    """
    if not entry or entry["path"] == path:
        return
    old = folder / entry["path"]
    with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: a link to itself.
        inside = old.resolve().is_relative_to(folder.resolve())
        if inside and hashlib.sha256(read_regular(old)).hexdigest() == entry["sha256"]:
            old.unlink()
            old.parent.rmdir()  # Only when nothing else is in it.


def findings_in(entry: Entry) -> tuple[Finding, ...]:
    """The findings that an entry keeps."""
    found = []
    for item in entry["findings"]:
        place = Place(item["file"], item["line"], item["column"])
        found.append(
            Finding(
                item["code"],
                Severity(item["severity"]),
                item["message"],
                place,
                item["hint"],
                item["writer"],
            )
        )
    return tuple(found)
