"""What was imported last, so that a person's own changes are known as such.

``.lorpack/roster.json`` in an application's folder holds a digest of each value, not the value:
what somebody takes out of a profile does not live on there.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lorpack.roster.model import Content

RECORD = ".lorpack/roster.json"
VERSION = 1

Digests = Mapping[str, str]


@dataclass(frozen=True)
class Record:
    """The digest of every value imported last: by file, then by key."""

    files: Mapping[str, Digests] = field(default_factory=dict)

    def of(self, file: str) -> Digests:
        """What is known of *file*."""
        return self.files.get(file, {})

    def as_bytes(self) -> bytes:
        """The record as it is written."""
        content = {"version": VERSION, "files": self.files}
        return json.dumps(content, indent=1, sort_keys=True).encode() + b"\n"


def read_record(data: bytes | None) -> Record | None:
    """The record in *data* (empty for None); None when it cannot be understood."""
    if data is None:
        return Record()
    try:
        content: Any = json.loads(data)
        if content["version"] != VERSION:
            return None
        return Record(
            {
                str(file): {str(key): str(value) for key, value in keys.items()}
                for file, keys in content["files"].items()
            }
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def digest(content: Content | list[Any]) -> str:
    """What is kept of a value."""
    words = content.strip() if isinstance(content, str) else list(content)
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:32]
