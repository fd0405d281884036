"""What was written last into a folder, so that a file which a person changed is told from ours."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

from lorpack.files import write_atomic
from lorpack.reading import read_regular

RECORD = ".lorpack-written.json"
"""In each such folder: ``{"version": 1, "files": {name: sha256}}``."""


def digest(path: Path) -> str:
    """The SHA-256 of the file *path* in hex; empty when it cannot be read."""
    try:
        return hashlib.sha256(read_regular(path)).hexdigest()
    except OSError:
        return ""


def read_record(folder: Path) -> dict[str, str]:
    """The digest of each file that was written into *folder*. A damaged record counts as missing.

    A name that leads elsewhere is none of these files.
    """
    try:
        content = json.loads(read_regular(folder / RECORD).decode())
        files = {str(name): str(digest) for name, digest in content["files"].items()}
        return {name: files[name] for name in files if _is_plain(name)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _is_plain(name: str) -> bool:
    # Both kinds of slash are a way out.
    return PureWindowsPath(name).name == name != ".." and "\0" not in name


def write_record(folder: Path, record: Mapping[str, str]) -> None:
    """Keep *record* in *folder*. Raises OutputError when it cannot be written."""
    content = {"version": 1, "files": dict(sorted(record.items()))}
    data = (json.dumps(content, indent=2) + "\n").encode()
    if digest(folder / RECORD) != hashlib.sha256(data).hexdigest():
        write_atomic(folder / RECORD, data)
