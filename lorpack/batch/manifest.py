"""``manifest.json``: what a build left behind, one entry a packet, without any clock time."""

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lorpack.files import write_atomic
from lorpack.findings import Finding, Place, Severity
from lorpack.packet.model import Packet

_VERSION = 1
Entry = dict[str, Any]


def read_manifest(folder: Path) -> dict[str, Entry]:
    """The entries by writer id. A manifest that is missing or damaged counts as empty."""
    try:
        content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            return {}
        return {str(entry["writer"]): dict(entry) for entry in content["packets"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write_manifest(folder: Path, application: str, entries: Mapping[str, Entry]) -> None:
    """Write the manifest, unless it stands there already as it would be written."""
    content = {
        "version": _VERSION,
        "application": application,
        "packets": [entries[writer] for writer in sorted(entries)],
    }
    data = (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
    path = folder / "manifest.json"
    if not path.is_file() or path.read_bytes() != data:
        write_atomic(path, data)


def entry_of(writer: str, path: str, packet: Packet, digest: str) -> Entry:
    """The entry of a packet; *path* is relative to the manifest."""
    return {
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
    }


def is_current(folder: Path, entry: Entry | None, path: str, digest: str) -> bool:
    """Whether the packet that *entry* tells of is there, untouched, and made of the same inputs."""
    if not entry or entry.get("inputs") != digest or entry.get("path") != path:
        return False
    try:
        return hashlib.sha256((folder / path).read_bytes()).hexdigest() == entry.get("sha256")
    except OSError:
        return False


def remove_superseded(folder: Path, entry: Entry | None, path: str) -> None:
    """Delete the packet that *entry* tells of when the new one is called *path* instead.

    A corrected name must not leave two packets side by side. A file that somebody changed since
    is not ours any more, and stays.
    """
    if not entry or entry.get("path") in (None, path):
        return
    old = folder / str(entry["path"])
    with contextlib.suppress(OSError):
        inside = old.resolve().is_relative_to(folder.resolve())
        if inside and hashlib.sha256(old.read_bytes()).hexdigest() == entry.get("sha256"):
            old.unlink()


def findings_in(entry: Entry) -> tuple[Finding, ...]:
    """The findings that an entry keeps."""
    found = []
    for item in entry.get("findings", ()):
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
