"""Keeping overviews from one call to the next, so that a cohort is not read anew each time.

A kept overview is used only when the bytes of every file it was made from, lorpack itself and
the day are the same, and when its own bytes are whole. Anything else costs time, nothing more.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lorpack import __version__
from lorpack.files import replace_file, sweep
from lorpack.profiles.decoding import MAX_BYTES
from lorpack.profiles.folders import (
    APPLICANT,
    PORTALS,
    PROGRESS,
    SETTINGS,
    SHARED_SETTINGS,
    WRITERS,
    has_office,
    misnamed,
    own_files,
)
from lorpack.reading import read_regular
from lorpack.schedule.moments import Due, Moment
from lorpack.schedule.overview import Letter, Overview, Task, Urgency

_KEPT = re.compile(r"[0-9a-f]{32}\.json|\.[0-9a-f]{32}\.json\.\d+")
_ROOT = Path(__file__).parent.parent
_CODE = ("schedule", "profiles", "portals", "portals/data", "messages")


def fingerprint(folder: Path, today: date) -> str:
    """A digest of everything that the overview of *folder* on *today* is made from.

    Empty when that cannot be said: a file is a link, is too big, or cannot be read.
    """
    digest = hashlib.sha256(f"{_code()} {today} {folder}".encode(errors="surrogateescape"))
    try:
        for name in _files(folder):
            data = _bytes(folder / name)
            digest.update(f"\0{name}\0{len(data)}\0".encode(errors="surrogateescape") + data)
    except (OSError, ValueError):
        return ""
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[str]:
    for name in (APPLICANT, SETTINGS, PROGRESS):
        if os.path.lexists(folder / name):
            yield name
        elif other := misnamed(folder, name):
            yield other
    with suppress(FileNotFoundError):
        for name in sorted(os.listdir(folder / WRITERS)):  # noqa: PTH208 - a Path each is slow
            yield f"{WRITERS}/{name}"
    yield from own_files(folder, PORTALS)
    if has_office(folder):
        yield SHARED_SETTINGS


def _bytes(path: Path) -> bytes:
    data = read_regular(path, MAX_BYTES + 1, follow=False)
    if len(data) > MAX_BYTES:
        raise ValueError("too big")
    return data


@cache
def _code() -> str:
    """lorpack as it stands: an upgrade, or an edit of its code or data, makes all anew."""
    found = [__version__]
    for name in _CODE:
        with os.scandir(_ROOT / name) as entries:
            parts = [(one.name, one.stat()) for one in entries if one.is_file()]
        found += sorted(f"{one} {info.st_size} {info.st_mtime_ns}" for one, info in parts)
    return " ".join(found)


def place_of(cache: Path, folder: Path) -> Path:
    """Where in the folder *cache* the overview of the application in *folder* (resolved) is kept."""
    return cache / f"{hashlib.sha256(os.fsencode(folder)).hexdigest()[:32]}.json"


def kept_in(cache: Path) -> list[Path]:
    """Every overview kept in the folder *cache*, and what a killed process left half written."""
    with suppress(OSError):
        return sorted(path for path in cache.iterdir() if _KEPT.fullmatch(path.name))
    return []


def recall(place: Path, key: str) -> Overview | None:
    """The overview kept at *place* under *key*; None when there is none that can be relied on."""
    try:
        head, _, body = place.read_bytes().partition(b"\n")
        if not key or head.decode() != f"{key} {hashlib.sha256(body).hexdigest()}":
            return None
        return _overview(json.loads(body))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(place: Path, key: str, overview: Overview) -> None:
    """Keep *overview* at *place*, for this user only. What cannot be kept is made anew."""
    if not key:
        return
    from lorpack.errors import OutputError
    from lorpack.files import make_folder  # A call that finds everything kept needs neither.

    body = json.dumps(overview, default=_plain).encode()
    data = f"{key} {hashlib.sha256(body).hexdigest()}\n".encode() + body
    with suppress(OSError, OutputError):
        make_folder(place.parent)
        sweep(place.parent)
        # Not flushed to the disk: bytes that did not arrive are found by their digest.
        replace_file(place, data, flush=False)


def _plain(value: Any) -> Any:
    """A dataclass as its fields, which are read back below, and a day as text."""
    return vars(value) if is_dataclass(value) else str(value)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _overview(tree: dict[str, Any]) -> Overview:
    own = {
        **tree,
        "letters": tuple(_letter(one) for one in tree["letters"]),
        "tasks": tuple(_task(one) for one in tree["tasks"]),
        "missing": tuple(tree["missing"]),
        "broken": tuple(tree["broken"]),
        "last_entry": _day(tree["last_entry"]),
    }
    return Overview(**own)


def _letter(tree: dict[str, Any]) -> Letter:
    days = {name: _day(tree[name]) for name in _LETTER_DAYS}
    return Letter(**{**tree, **days, "dues": tuple(_due(one) for one in tree["dues"])})


_LETTER_DAYS = ("asked", "agreed_by", "deadline", "uploaded", "next_on")


def _due(tree: dict[str, Any]) -> Due:
    return Due(
        date.fromisoformat(tree["on"]),
        tree["writer"],
        Moment(tree["moment"]),
        tree["number"],
        tree["why"],
        _day(tree["planned"]),
        _day(tree["done"]),
    )


def _task(tree: dict[str, Any]) -> Task:
    days = {name: date.fromisoformat(tree[name]) for name in ("day", "planned")}
    named = {"urgency": Urgency(tree["urgency"]), "moment": Moment(tree["moment"])}
    return Task(**{**tree, **days, **named, "messages": tuple(tree["messages"])})
