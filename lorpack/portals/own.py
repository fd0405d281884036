"""The applicant's own portals and specialties: YAML files that add to lorpack's, or change them.

``<application>/portals/<id>.yaml`` with the id of a shipped one replaces the keys that it names,
each whole, and keeps the rest; with a new id it describes everything. An office may put its files
into the folder above (see :func:`lorpack.profiles.folders.own_files`); an application's own file
is then applied last. A file with an error is not used at all: what is known without it holds.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from lorpack.findings import Finding, Place, Severity, errors_in
from lorpack.portals.facts import Head, Sheet
from lorpack.profiles.application import Step
from lorpack.profiles.folders import own_files, read_own
from lorpack.profiles.source import YamlSource, read_source
from lorpack.profiles.validate import validate
from lorpack.profiles.wording import id_from

M = TypeVar("M", bound=Sheet)

_HEAD = frozenset({"id", "as_of", "source", "sources"})
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, eq=False)
class Own(Generic[M]):
    """What the files of one kind say: sheets and the files behind each, by id, and findings.

    *sources* are the files that are used, as read, by their names.
    """

    sheets: Mapping[str, M] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    sources: Mapping[str, YamlSource] = field(default_factory=dict)

    def faulty(self, id: str) -> str:
        """The first file for *id* that cannot be used; empty when there is none."""
        wrong = (finding.place.file for finding in errors_in(self.findings))
        return next((file for file in wrong if Path(file).stem == id), "")


_NONE: Own[Any] = Own()


def own_sheets(
    folder: Path | None, kind: str, model: type[M], shipped: Callable[[str], M | None]
) -> Own[M]:
    """The own sheets of *kind* (``portals``) in *folder*, on top of those *shipped* under an id.

    They are read again only when a file changed.
    """
    files = own_files(folder, kind) if folder else []
    if folder is None or not files:
        return _NONE
    stamps = tuple(_stamp(folder / file) for file in files)
    return _read_all(folder, tuple(files), stamps, model, shipped)


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        info = path.stat()
    except OSError:
        return ()
    return (info.st_ino, info.st_size, info.st_mtime_ns)


@lru_cache(maxsize=500)
def _read_all(
    folder: Path,
    files: Sequence[str],
    _stamps: Sequence[tuple[int, ...]],
    model: type[M],
    shipped: Callable[[str], M | None],
) -> Own[M]:
    sheets: dict[str, M] = {}
    origins: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []
    sources: dict[str, YamlSource] = {}
    for file in files:
        id = Path(file).stem
        source, found = _read(folder, file)
        sheet = None
        if source:
            sheet, more = _checked(source, model, sheets.get(id) or shipped(id))
            found += more
        findings += found
        if source and sheet and not errors_in(found):
            sheets[id], sources[file] = sheet, source
            origins[id] = (*origins.get(id, ()), file)
    return Own(sheets, origins, tuple(findings), sources)


def _read(folder: Path, file: str) -> tuple[YamlSource | None, list[Finding]]:
    data = read_own(folder, file)
    if isinstance(data, Finding):
        return None, [data]
    misnamed = _misnamed(file)
    return (None, [misnamed]) if misnamed else read_source(data, file)


def _checked(own: YamlSource, model: type[M], base: M | None) -> tuple[M | None, list[Finding]]:
    """The sheet that *own* makes of *base*, or None and what is wrong."""
    head, id = Head.of(own.tree), Path(own.file).stem
    sheet, findings = validate(model, _Merged(own, _on_top(own, base, head, id)), context=head)
    if sheet and sheet.id != id:
        message = f"the file's name is the id, and here it is `{sheet.id}`"
        hint = f"delete the line, or write  id: {id}"
        findings.append(Finding("LOR132", Severity.ERROR, message, own.place("id"), hint))
    return sheet, findings


def _on_top(own: YamlSource, base: Sheet | None, head: Head, id: str) -> dict[str, Any]:
    """The keys of *own*, and of *base* what it leaves out; where it is from it says itself."""
    keys = type(base).model_fields.keys() - _HEAD if base else ()
    kept = {key: getattr(base, key) for key in keys}
    new = {key: value for key, value in own.tree.items() if value is not None or key not in kept}
    named = {"source": head.source} if isinstance(new.get("source"), str) else {}
    return {"id": id, **kept, **new, **named}


def _misnamed(file: str) -> Finding | None:
    name = file.rpartition("/")[2]
    stem, _, ending = name.partition(".")
    if ending == "yaml" and _ID.fullmatch(stem):
        return None
    message = f"this file is not read: {name} is not an id and .yaml"
    hint = f"rename it to {id_from(stem) or 'eras'}.yaml"
    return Finding("LOR132", Severity.ERROR, message, Place(file), hint)


@dataclass(frozen=True)
class _Merged:
    """A file as a source whose *tree* is completed by what it leaves out."""

    own: YamlSource
    tree: dict[str, Any]

    @property
    def file(self) -> str:
        """The file's name."""
        return self.own.file

    @property
    def has_empty(self) -> bool:
        """Whether any key of the file has no value."""
        return self.own.has_empty

    def place(self, *path: Step, key: bool = False) -> Place:
        """Where the value at *path* stands in the file."""
        return self.own.place(*path, key=key)

    def tree_at(self, path: tuple[Step, ...]) -> Any:
        """The value at *path* of the file, or None."""
        return self.own.tree_at(path)
