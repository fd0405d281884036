"""Whether a file is right after the import, and which cell is to blame when it is not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lorpack.findings import Finding, Place
from lorpack.profiles.positions import YamlSource
from lorpack.profiles.shape import ModelType, core_of, is_model, item_of
from lorpack.profiles.validate import validate
from lorpack.profiles.wording import error
from lorpack.roster.columns import columns
from lorpack.roster.model import Path, Table, Value

_HINTS = {"LOR121": "shorten it, and write it on one line"}
"""For those whose usual hint tells how YAML is written."""

_ORDER = "; `--dates month-first` (or day-first) says it for all"


@dataclass(frozen=True)
class _Placed:
    """A file whose imported values stand in the roster, for findings."""

    source: YamlSource
    cells: Mapping[Path, Value]
    table: Table

    @property
    def file(self) -> str:
        return self.source.file

    @property
    def tree(self) -> dict[str, Any]:
        return self.source.tree

    @property
    def has_empty(self) -> bool:
        return self.source.has_empty

    def place(self, *path: str | int, key: bool = False) -> Place:
        within = (value for cell, value in self.cells.items() if cell[: len(path)] == path)
        value = self.cells.get(path) or next(within, None)
        if value:
            return self.table.place(value.row, value.column)
        return self.source.place(*path, key=key)

    def tree_at(self, path: Path) -> Any:
        return self.source.tree_at(path)


def faults(
    before: YamlSource | None,
    after: YamlSource,
    model: ModelType,
    cells: Mapping[Path, Value],
    table: Table,
    row: int,
) -> list[Finding]:
    """What is wrong with *after* that was not with *before*, at the cells it came from.

    What is missing is told of *row*.
    """
    was = _wrong(before, model, {}, table) if before else set()
    found = []
    for finding in sorted(_findings(after, model, cells, table), key=lambda one: one.sort_key):
        place = finding.place
        if (finding.code, finding.message) not in was and place.file == table.file:
            message = f"{table.where(place.line, place.column - 1)}: {finding.message}"
            hint = _HINTS.get(finding.code, finding.hint)
            hint += _ORDER if "ambiguous" in finding.message else ""
            found.append(replace(finding, message=message, hint=hint))
    lacked = set(_missing(before.tree, model, ())) if before else set()
    for path in _missing(after.tree, model, ()):
        name = _column_of(path, model)
        if path not in lacked and name:
            at = _row_of(path, cells, row)
            column = columns().get(name)
            title = f" ({column.title})" if column and column.title != name else ""
            notice = error("LOR903", f"row {at} lacks `{name}`{title}", "fill it in")
            found.append(notice.at(table.place(at, 0)))
    return found


def _row_of(path: Path, cells: Mapping[Path, Value], row: int) -> int:
    """The row of the list item in which *path* is missing; *row* when it is in none."""
    item = path[:2] if len(path) > 1 and isinstance(path[1], int) else None
    return next((value.row for cell, value in cells.items() if cell[:2] == item), row)


def _wrong(
    source: YamlSource, model: ModelType, cells: Mapping[Path, Value], table: Table
) -> set[tuple[str, str]]:
    return {(one.code, one.message) for one in _findings(source, model, cells, table)}


def _findings(
    source: YamlSource, model: ModelType, cells: Mapping[Path, Value], table: Table
) -> list[Finding]:
    _, findings = validate(model, _Placed(source, cells, table))
    return [finding for finding in findings if finding.code != "LOR116"]


def _column_of(path: Path, model: ModelType) -> str:
    """The column that would hold what is missing at *path* of *model*; empty for none."""
    start = "applicant" if "targets" in model.model_fields else "writer"
    name = ".".join(step for step in path if isinstance(step, str))
    for there, here in (("targets.", "target."), ("rotations.", "rotation.")):
        name = name.replace(there, here, 1) if name.startswith(there) else name
    if name == "target.id":  # It is made of the specialty's name.
        return ""
    return name if name in columns() else f"{start}.{name}"


def _missing(tree: Any, model: ModelType, path: Path) -> Iterator[Path]:
    if not isinstance(tree, dict):
        return
    for name, field in model.model_fields.items():
        kind, value = core_of(field.annotation), tree.get(name)
        item = item_of(kind)
        inner = kind if is_model(kind) else item if is_model(item) else None
        if value is None and field.is_required():
            yield from _first(inner, (*path, name)) if inner else [(*path, name)]
        elif inner and value is not None:
            if isinstance(value, list):
                for at, one in enumerate(value):
                    yield from _missing(one, inner, (*path, name, at))
            else:
                yield from _missing(value, inner, (*path, name))


def _first(model: ModelType, path: Path) -> Iterator[Path]:
    """What a missing group of keys needs; the first of its keys when it needs none."""
    needed = list(_missing({}, model, path))
    yield from needed or [(*path, next(iter(model.model_fields)))]
