"""What the roster wants to stand in each file: values with their keys and places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lorpack.dates import PartialDate
from lorpack.profiles.positions import YamlSource
from lorpack.profiles.shape import ModelType, is_choice, is_model, item_of, kind_at
from lorpack.roster.ids import same, slug
from lorpack.roster.model import Path, Student, TargetRow, Value, WriterRow
from lorpack.roster.record import Digests, digest
from lorpack.roster.yaml_text import Leaf


@dataclass(frozen=True, slots=True)
class Wanted:
    """One value: the *key* under which it is remembered, its *path* in the file, its cell."""

    key: str
    path: Path
    value: Value

    def leaf(self, model: ModelType) -> Leaf:
        """How it is written in a file of *model*."""
        kind = kind_at(model, self.path)
        plain = kind in (int, bool, date, PartialDate) or is_choice(kind)
        return Leaf(self.value.content, plain)


@dataclass(frozen=True)
class Goal:
    """A target's id, and where it stands or will stand; None when a person took it out."""

    id: str
    index: int | None


def goals(student: Student, source: YamlSource | None, recorded: Digests) -> list[Goal]:
    """Which target of the file each target of *student* is."""
    there = _items(source, "targets")
    ids = [str(item.get("id")) for item in there]
    known = list(
        dict.fromkeys(key[8 : key.index("]")] for key in recorded if key[:8] == "targets[")
    )
    found: list[Goal] = []
    more = len(there)
    for row in student.targets:
        id = row.id or _derived(row, there, known if len(student.targets) == 1 else [])
        if id in ids:
            found.append(Goal(id, ids.index(id)))
        elif id in known:
            found.append(Goal(id, None))
        else:
            found.append(Goal(id, more))
            more += 1
    return found


def _derived(row: TargetRow, there: Sequence[Mapping[str, Any]], known: Sequence[str]) -> str:
    """The id of a target without one: that of the same specialty, or made from its name."""
    for item in there:
        if same(str(item.get("specialty"))) == same(row.specialty):
            return str(item.get("id"))
    return known[0] if len(known) == 1 else slug(row.specialty) or "first"


def of_applicant(student: Student, where: Sequence[Goal]) -> Iterator[Wanted]:
    """What is to stand in ``applicant.yaml``."""
    for path, value in student.fields.items():
        yield Wanted(_key(path), path, value)
    for row, goal in zip(student.targets, where, strict=True):
        if goal.index is None:
            continue
        start: Path = ("targets", goal.index)
        cells = row.fields.get(("specialty",)) or next(iter(row.fields.values()), None)
        if cells:
            value = Value(goal.id, cells.row, cells.column)
            yield Wanted(f"targets[{goal.id}].id", (*start, "id"), value)
        for path, value in row.fields.items():
            yield Wanted(f"targets[{goal.id}].{_key(path)}", (*start, *path), value)


def of_writer(
    writer: WriterRow, where: Sequence[Goal], source: YamlSource | None, recorded: Digests
) -> Iterator[Wanted]:
    """What is to stand in the file of *writer*."""
    at = _rotation(writer, source, recorded)
    for path, value in writer.fields.items():
        place = ("rotations", at, *path[2:]) if path[0] == "rotations" else path
        yield Wanted(_key(path).replace("rotations.0.", "rotation."), place, value)
    goal = where[writer.target] if writer.target is not None else None
    named = bool(source and source.tree.get("target"))
    if goal and goal.index is not None and (goal.index or named):
        first = next(iter(writer.fields.values()))
        yield Wanted("target", ("target",), Value(goal.id, first.row, first.column))


def _rotation(writer: WriterRow, source: YamlSource | None, recorded: Digests) -> int:
    """Which rotation of the file the row is about: the one of its service, or a new one."""
    there = _items(source, "rotations")
    service = writer.fields.get(("rotations", 0, "service"))
    last = recorded.get("rotation.service")
    for at, item in enumerate(there):
        name = str(item.get("service"))
        if digest(name) == last or (service and same(name) == same(str(service.content))):
            return at
    # One that was imported and is gone, or was renamed by hand, is not added again.
    return 0 if last is not None else len(there)


def _items(source: YamlSource | None, key: str) -> list[Mapping[str, Any]]:
    items = source.tree.get(key) if source else None
    if not isinstance(items, list):
        return []
    return [item if isinstance(item, dict) else {} for item in items]


def new_tree(wanted: Sequence[Wanted], model: ModelType) -> dict[str, Any]:
    """*wanted* as the tree of a new file, keys in the order of *model*."""
    tree: dict[str, Any] = {}
    for one in wanted:
        node: Any = tree
        for step, following in zip(one.path, one.path[1:], strict=False):
            empty: Any = [] if isinstance(following, int) else {}
            if isinstance(node, list):
                while len(node) <= int(step):
                    node.append({})
                node = node[int(step)]
            else:
                node = node.setdefault(step, empty)
        node[one.path[-1]] = one.leaf(model)
    return _ordered(tree, model)


def _ordered(tree: Mapping[str, Any], model: Any) -> dict[str, Any]:
    ordered: dict[str, Any] = {}
    for name in [name for name in model.model_fields if name in tree]:
        value, kind = tree[name], kind_at(model, (name,))
        if isinstance(value, list):
            ordered[name] = [_ordered(item, item_of(kind)) for item in value]
        else:
            ordered[name] = _ordered(value, kind) if is_model(kind) else value
    return ordered


def _key(path: Path) -> str:
    return ".".join(map(str, path))
