"""What a build keeps of an application, so that the next need not read what has not changed.

A record is used only when the bytes of every file in the application's folder, what its office
shares and lorpack itself are the same, and when its own bytes are whole. Anything else costs
time and never correctness.
"""

import base64
import contextlib
import hashlib
import json
import os
import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lorpack.batch.crosscheck import Marks
from lorpack.batch.survey import Excuse, Survey, Wanted
from lorpack.batch.versions import everything
from lorpack.errors import OutputError
from lorpack.files import write_atomic
from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.folders import office_files

RECORD, WORDS = ".lorpack-build.json", ".lorpack-words.json"
_VERSION = 1
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MOST_FILES, _LONGEST = 5_000, 32 * 2**20


@dataclass(frozen=True)
class Record:
    """A *survey*, and the digest of the class among which its packets were found to be right."""

    survey: Survey
    verified: str = ""


@dataclass(frozen=True)
class Words:
    """The words of the pages of the packet with this *sha256* (see lorpack.packet.words)."""

    sha256: str
    pages: tuple[str, ...]


def fingerprint(folder: Path, output: Path) -> str:
    """The SHA-256, in hex, over every file that a survey or a packet of *folder* can depend on.

    Files below *output* and lorpack's own (``.lorpack…``) are left out. Empty when there are too
    many files for an application.
    """
    digest = hashlib.sha256(f"{_VERSION} {everything()}".encode())
    found = [*_files(folder, output), *(folder / name for name in office_files(folder))]
    if len(found) > _MOST_FILES:
        return ""
    for path in found:
        name = os.path.relpath(path, folder)
        digest.update(f"\0{name}\0".encode(errors="surrogateescape") + _content(path))
    return digest.hexdigest()


def inputs_of(folder: Path, output: Path) -> Iterator[tuple[str, bytes]]:
    """Those files as they are sent to another machine: path from the folder above, and bytes."""
    above = folder.parent
    for path in (*_files(folder, output), *(folder / name for name in office_files(folder))):
        plain = Path(os.path.normpath(path))
        if plain.is_file() and not plain.is_symlink() and plain.stat().st_size <= _LONGEST:
            yield plain.relative_to(above).as_posix(), plain.read_bytes()


def _files(folder: Path, output: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder):
        here = Path(at)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".lorpack") and here / name != output
        )
        yield from (here / name for name in folders if (here / name).is_symlink())
        yield from (here / name for name in sorted(names) if not name.startswith(".lorpack"))


def _content(path: Path) -> bytes:
    """A file's hash; of anything else, what is to be known without opening it."""
    try:
        info = path.lstat()
        if stat.S_ISLNK(info.st_mode):
            return b"link " + os.fsencode(path.readlink())
        if not stat.S_ISREG(info.st_mode) or info.st_size > _LONGEST:
            return f"{stat.S_IFMT(info.st_mode)} {info.st_size} {info.st_mtime_ns}".encode()
        with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        return f"error {error.errno}".encode()


def recall(folder: Path, key: str) -> Record | None:
    """The record in the output *folder* that was kept under *key*; None when it cannot be used."""
    try:
        tree = _read(folder / RECORD, key)
        return Record(_survey(tree["survey"]), str(tree["verified"]))
    except _UNUSABLE:
        return None


def keep(folder: Path, key: str, record: Record) -> None:
    """Keep *record* in the output *folder*. One that cannot be written costs time, no more."""
    if key:
        _write(folder / RECORD, key, {"survey": asdict(record.survey), "verified": record.verified})


def recall_words(folder: Path) -> dict[str, Words]:
    """The words of the packets in the output *folder*, by writer; empty when they cannot be used."""
    try:
        return {writer: _unpacked(one) for writer, one in _read(folder / WORDS, "words").items()}
    except _UNUSABLE:
        return {}


def keep_words(folder: Path, words: Mapping[str, Words]) -> None:
    """Keep the *words* of packets, as :func:`keep`."""
    _write(folder / WORDS, "words", {writer: _packed(words[writer]) for writer in sorted(words)})


_UNUSABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, zlib.error)


def _read(path: Path, key: str) -> dict[str, Any]:
    head, _, body = path.read_bytes().partition(b"\n")
    if not key or head.decode() != f"{key} {hashlib.sha256(body).hexdigest()}":
        raise ValueError("kept for something else, or damaged")
    tree: dict[str, Any] = json.loads(body)
    return tree


def _write(path: Path, key: str, tree: Mapping[str, Any]) -> None:
    body = json.dumps(tree).encode()
    with contextlib.suppress(OutputError):
        write_atomic(path, f"{key} {hashlib.sha256(body).hexdigest()}\n".encode() + body)


def _packed(words: Words) -> list[str]:
    text = "\n".join(words.pages).encode()
    return [words.sha256, base64.b64encode(zlib.compress(text, 1)).decode()]


def _unpacked(stored: list[str]) -> Words:
    sha256, text = stored
    return Words(sha256, tuple(zlib.decompress(base64.b64decode(text)).decode().split("\n")))


def _survey(tree: Mapping[str, Any]) -> Survey:
    return Survey(
        application=tree["application"],
        readable=tree["readable"],
        packets=tuple(
            Wanted(**{**one, "ignored": tuple(one["ignored"])}) for one in tree["packets"]
        ),
        broken=tuple(tree["broken"]),
        findings=tuple(_finding(one) for one in tree["findings"]),
        excuses=tuple(Excuse(**one) for one in tree["excuses"]),
        marks=Marks(*(tuple(map(tuple, tree["marks"][kind])) for kind in ("names", "ids"))),
    )


def _finding(tree: Mapping[str, Any]) -> Finding:
    return Finding(
        **{**tree, "severity": Severity(tree["severity"]), "place": Place(**tree["place"])}
    )
