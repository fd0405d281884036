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
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lorpack.batch.crosscheck import Kind, Mark, Marks
from lorpack.batch.fitting import fits
from lorpack.batch.manifest import is_inside, read_marks
from lorpack.batch.outputs import output_folder
from lorpack.batch.owner import Owner, digests_of
from lorpack.batch.survey import Excuse, Survey, Wanted
from lorpack.batch.versions import everything
from lorpack.errors import OutputError
from lorpack.files import write_atomic
from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.folders import office_files, walk
from lorpack.reading import read_regular

RECORD, WORDS = ".lorpack-build.json", ".lorpack-words.json"
_VERSION = 1
_UNREAD = ("LOR102", "LOR704", "LOR803")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MOST_FILES, LONGEST = 5_000, 32 * 2**20
"""Nothing that is read of an application is longer (LONGEST)."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """Every *file* that an application can depend on, by name, with what tells its content.

    *key* stands for all of them together with lorpack itself; it is empty when there are too many.
    """

    key: str
    files: dict[str, str]

    def changed_since(self, earlier: "Footprint") -> list[str]:
        """The names of the files that are not as they were, or not there any more."""
        names = self.files.keys() | earlier.files.keys()
        return sorted(one for one in names if self.files.get(one) != earlier.files.get(one))


@dataclass(frozen=True, slots=True)
class Record:
    """A *survey*, what it was made of, and the digest of the class that its packets were
    compared with and found to be right, but for what was *told*; *home* stands for its folder."""

    survey: Survey
    footprint: Footprint
    verified: str = ""
    told: tuple[Finding, ...] = ()
    home: str = ""

    def is_of(self, writer: str, digest: str) -> bool:
        """Whether the packet of *writer* that it tells of is made of the inputs with this *digest*."""
        return any((one.writer, one.digest) == (writer, digest) for one in self.survey.packets)

    @property
    def owner(self) -> Owner:
        """Of whom it tells."""
        return Owner(self.home, digests_of(self.survey.marks))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the pages of the packet with this *sha256* (see lorpack.packet.words)."""

    sha256: str
    pages: tuple[str, ...]


def footprint_of(folder: Path, output: Path) -> Footprint:
    """Every file that a survey or a packet of *folder* can depend on, by its path from there.

    Its own results, below *output*, and lorpack's files (``.lorpack…``) are left out.
    """
    found = list(inputs_of(folder, output))
    if len(found) > _MOST_FILES:
        return Footprint("", {})
    files = {os.path.relpath(path, folder): _content(path) for path in found}
    whole = json.dumps([_VERSION, everything(), files], sort_keys=True)
    return Footprint(hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest(), files)


def inputs_of(
    folder: Path, output: Path, on_error: Callable[[OSError], None] | None = None
) -> Iterator[Path]:
    """Those files. *on_error* is called with what keeps a folder from being listed."""
    yield from _files(folder, output, on_error)
    yield from (folder / name for name in office_files(folder, on_error))


def _files(
    folder: Path, output: Path, on_error: Callable[[OSError], None] | None
) -> Iterator[Path]:
    results = output_folder(output, folder)
    for at, folders, names in walk(folder, on_error):
        here = Path(at)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".lorpack") and here / name != results
        )
        yield from (here / name for name in folders if (here / name).is_symlink())
        yield from (here / name for name in sorted(names) if not name.startswith(".lorpack"))


def _content(path: Path) -> str:
    """A file's hash; of anything else, what is to be known without opening it.

    A link counts with what it leads to: profiles are read through links that stay inside.
    """
    try:
        info = path.lstat()
        if stat.S_ISLNK(info.st_mode):
            return f"link {path.readlink()} {_content(path.resolve())}"
        if not stat.S_ISREG(info.st_mode) or info.st_size > LONGEST:
            return f"{stat.S_IFMT(info.st_mode)} {info.st_size} {info.st_mtime_ns}"
        with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except RuntimeError:
        return "a link that leads to itself"
    except OSError as error:
        return f"error {error.errno}"


def recall(folder: Path) -> Record | None:
    """The record in the output *folder*, of whatever time; None when it is missing or damaged."""
    try:
        tree = _read(folder / RECORD)
        footprint = Footprint(tree["key"], dict(tree["files"]))
        told = tuple(_finding(one) for one in _listed(tree["told"]))
        survey, verified, home = _survey(tree["survey"]), tree["verified"], tree["home"]
        record = Record(survey, footprint, verified, told, home)
    except _UNUSABLE:
        return None
    return record if _is_sound(record) else None


def _is_sound(record: Record) -> bool:
    """Whether all of it has the right types, and whoever uses it finds what has to be there."""
    marks = record.survey.marks
    return (
        fits(record, Record)
        and all(is_inside(one.path) for one in record.survey.packets)
        and all([*(mark.phrase for mark in marks.own), *marks.familiar])
    )


def keep(folder: Path, record: Record) -> None:
    """Keep *record* in the output *folder*. One that cannot be written costs time, no more.

    What could not be read is not kept: it may be readable the next time, with the same bytes.
    """
    if any(finding.code in _UNREAD for finding in record.survey.findings):
        return
    tree = {
        "key": record.footprint.key,
        "files": record.footprint.files,
        "survey": asdict(record.survey),
        "verified": record.verified,
        "told": [asdict(finding) for finding in record.told],
        "home": record.home,
    }
    _write(folder / RECORD, tree)


def owner_at(folder: Path, record: Record | None) -> Owner | None:
    """Whose packets are in the output *folder*, with what the last build there kept as *record*.

    None when there are none, or when nothing says whose they are.
    """
    marks = read_marks(folder)
    return Owner(record.home if record else "", marks) if marks else None


def recall_words(folder: Path) -> dict[str, Words]:
    """The words of the packets in the output *folder*, by writer; empty when they cannot be used."""
    try:
        return {writer: _unpacked(one) for writer, one in _read(folder / WORDS).items()}
    except _UNUSABLE:
        return {}


def keep_words(folder: Path, words: Mapping[str, Words]) -> None:
    """Keep the *words* of packets, as :func:`keep`; without any, nothing stays."""
    if not words:
        with contextlib.suppress(OSError):
            (folder / WORDS).unlink(missing_ok=True)
        return
    _write(folder / WORDS, {writer: _packed(words[writer]) for writer in sorted(words)})


_UNUSABLE = (
    OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error,
)  # fmt: skip


def _read(path: Path) -> dict[str, Any]:
    head, _, body = read_regular(path).partition(b"\n")
    if head.decode() != f"{_VERSION} {hashlib.sha256(body).hexdigest()}":
        raise ValueError("of another version, or damaged")
    tree: dict[str, Any] = json.loads(body)
    return tree


def _write(path: Path, tree: Mapping[str, Any]) -> None:
    body = json.dumps(tree).encode()
    with contextlib.suppress(OutputError):
        write_atomic(path, f"{_VERSION} {hashlib.sha256(body).hexdigest()}\n".encode() + body)


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
            Wanted(**{**one, "ignored": _listed(one["ignored"])})
            for one in _listed(tree["packets"])
        ),
        broken=_listed(tree["broken"]),
        findings=tuple(_finding(one) for one in _listed(tree["findings"])),
        excuses=tuple(Excuse(**one) for one in _listed(tree["excuses"])),
        marks=_marks(tree["marks"]),
    )


def _marks(tree: Mapping[str, Any]) -> Marks:
    own = (
        Mark(Kind(one["kind"]), _listed(one["phrase"]), Place(**one["place"]), one["writer"])
        for one in _listed(tree["own"])
    )
    return Marks(tuple(own), tuple(map(_listed, _listed(tree["familiar"]))))


def _listed(value: Any) -> tuple[Any, ...]:
    """*value*, which has to be a list: a text would be taken for its letters."""
    if type(value) is not list:
        raise TypeError("no list")
    return tuple(value)


def _finding(tree: Mapping[str, Any]) -> Finding:
    return Finding(
        **{**tree, "severity": Severity(tree["severity"]), "place": Place(**tree["place"])}
    )
