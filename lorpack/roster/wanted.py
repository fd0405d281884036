"""What the roster wants to stand in each file: values with their keys and places."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lorpack.dates import PartialDate
from lorpack.profiles.positions import YamlSource
from lorpack.profiles.shape import ModelType, is_choice, is_model, item_of, kind_at
from lorpack.roster.ids import alike, same, slug
from lorpack.roster.model import Path, Student, TargetRow, Value, WriterRow
from lorpack.roster.record import Digests, digest
from lorpack.roster.yaml_text import Leaf

_UNNAMED = "first"
"""The id of a target in whose name no letter can be in an id."""


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


@dataclass(frozen=True)
class Lost:
    """A target or rotation that was imported and is found no more, and what its cells say.

    *key* is how the keys of its values begin.
    """

    name: str
    key: str
    values: tuple[Wanted, ...]


def goals(student: Student, source: YamlSource | None, recorded: Digests) -> list[Goal]:
    """Which target of the file each target of *student* is."""
    there = _items(source, "targets")
    known = _imported(recorded)
    # Without the file, no target was taken out of it.
    gone = {*known} - {*map(_id, there)} if source else set()
    # An only target whose specialty is corrected stays the same one.
    only = known[0] if len(student.targets) == len(known) == 1 else ""
    found: list[Goal] = []
    more = len(there)
    for row in student.targets:
        goal = _goal(row, there, recorded, only)
        if goal.index is None and goal.id not in gone:
            goal, more = Goal(goal.id, more), more + 1
        found.append(goal)
    return found


def _goal(row: TargetRow, there: Sequence[Mapping[str, Any]], recorded: Digests, only: str) -> Goal:
    """The id of the target of *row*, and where it stands; None when it is not *there*."""
    found = _candidates(row, there, _imported(recorded))
    if found:
        return Goal(row.id or _id(there[found[0]]) or _made(row), found[0])
    if row.id:
        return Goal(row.id, None)
    id = only or _made(row)
    # What is called `first` for want of letters says nothing of the specialty.
    last = recorded.get(f"targets[{id}].specialty")
    if id == _UNNAMED and not only and last != digest(row.specialty):
        return Goal(id, None)
    return Goal(id, next((at for at, item in enumerate(there) if _id(item) == id), None))


def _made(row: TargetRow) -> str:
    """An id for the target of *row*, of its specialty's name."""
    return slug(row.specialty) or _UNNAMED


def unclear(student: Student, source: YamlSource | None, recorded: Digests) -> list[int]:
    """Which targets of *student* could each be several of the file: two tracks of one specialty."""
    there = _items(source, "targets")
    known = _imported(recorded)
    return [at for at, row in enumerate(student.targets) if len(_candidates(row, there, known)) > 1]


def doubles(where: Sequence[Goal], source: YamlSource | None) -> list[int]:
    """Which targets of *where* have the id or the place of another, in the roster or the file."""
    ids = [_id(item) for item in _items(source, "targets")]
    found = []
    for at, goal in enumerate(where):
        others = [*where[:at], *where[at + 1 :]]
        shared = any(
            goal.id == other.id or (goal.index is not None and goal.index == other.index)
            for other in others
        )
        taken = goal.index is not None and goal.id in ids and ids.index(goal.id) != goal.index
        found += [at] if shared or taken else []
    return found


def _imported(recorded: Digests) -> list[str]:
    """The ids of the targets that were imported."""
    return list(dict.fromkeys(id for key in recorded if (id := _target_of(key))))


def _target_of(key: str) -> str:
    """The id of the target that a recorded *key* is about; empty for any other key."""
    found = re.match(r"targets\[(.+?)\]\.", key)
    return found[1] if found else ""


def _candidates(
    row: TargetRow, there: Sequence[Mapping[str, Any]], known: Collection[str]
) -> list[int]:
    """Where the target of *row* may stand: under its id, or its specialty when it has none.

    Of two of one specialty, one that was imported, whose id is *known*, comes before any other.
    """
    if row.id and row.id in map(_id, there):
        return [list(map(_id, there)).index(row.id)]
    found = [
        at
        for at, item in enumerate(there)
        if row.specialty
        and alike(str(item.get("specialty"))) == alike(row.specialty)
        and not (row.id and _id(item))
    ]
    return [at for at in found if _id(there[at]) in known] or found


def _id(item: Mapping[str, Any]) -> str:
    """The id of a target in the file; empty when a person wrote none."""
    id = item.get("id")
    return id if isinstance(id, str) else ""


def of_applicant(student: Student, where: Sequence[Goal]) -> Iterator[Wanted]:
    """What is to stand in ``applicant.yaml``."""
    for path, value in student.fields.items():
        yield Wanted(_key(path), path, value)
    for row, goal in zip(student.targets, where, strict=True):
        if goal.index is None:
            continue
        yield from _of_target(row, goal.id, ("targets", goal.index))


def _of_target(row: TargetRow, id: str, start: Path) -> Iterator[Wanted]:
    if cell := row.cell:
        yield Wanted(f"targets[{id}].id", (*start, "id"), Value(id, cell.row, cell.column))
    for path, value in row.fields.items():
        yield Wanted(f"targets[{id}].{_key(path)}", (*start, *path), value)


def lost_targets(student: Student, where: Sequence[Goal]) -> list[Lost]:
    """The targets that a person took out of ``applicant.yaml``, or made others of."""
    return [
        Lost(
            f"the target `{goal.id}`",
            f"targets[{goal.id}].",
            tuple(_of_target(row, goal.id, ("targets",))),
        )
        for row, goal in zip(student.targets, where, strict=True)
        if goal.index is None
    ]


def of_writer(
    writer: WriterRow, where: Sequence[Goal], source: YamlSource | None, recorded: Digests
) -> Iterator[Wanted]:
    """What is to stand in the file of *writer*."""
    at = rotation(writer, source, recorded)
    for path, value in writer.fields.items():
        if path[0] != "rotations":
            yield Wanted(_key(path), path, value)
        elif at is not None:
            yield Wanted(_rotation_key(path), ("rotations", at, *path[2:]), value)
    goal = where[writer.target] if writer.target is not None else None
    if goal is None or writer.named is None:
        return
    # For a target that is gone, a person decided already whom the writer writes for now.
    remembered = goal.index is None and "target" in recorded
    named = bool(source and source.tree.get("target"))
    if remembered or (goal.index is not None and (goal.index or named)):
        cell = writer.named
        yield Wanted("target", ("target",), Value(goal.id, cell.row, cell.column))


def is_aimless(writer: WriterRow, where: Sequence[Goal], recorded: Digests) -> bool:
    """Whether *writer* is to be given a target that a person took out; *recorded* is their file's.

    Without `target` they would write for the first one. A file that was imported before has what
    it should have, unless the row was moved to that target since.
    """
    goal = where[writer.target] if writer.target is not None else None
    if goal is None or goal.index is not None:
        return False
    return not recorded or recorded.get("target", digest(goal.id)) != digest(goal.id)


def strays_to(
    writer: WriterRow,
    where: Sequence[Goal],
    source: YamlSource | None,
    applicant: YamlSource | None,
    recorded: Digests,
) -> str:
    """The id of another target of the roster for which *writer* writes by now, or empty.

    *recorded* is of the applicant's file: without `target`, a writer writes for the first target
    there, and another one may be the first since theirs was taken out.
    """
    goal = where[writer.target] if writer.target is not None else None
    there = _items(applicant, "targets")
    if goal is None or goal.index is not None or not there:
        return ""
    if source is None or source.tree.get("target"):
        return ""
    first = _id(there[0])
    return first if first in _imported(recorded) else ""


def lost_rotation(writer: WriterRow, source: YamlSource | None, recorded: Digests) -> list[Lost]:
    """The rotation of *writer*, when a person took it out of the file or made another of it."""
    cells = {path: value for path, value in writer.fields.items() if path[0] == "rotations"}
    if not cells or source is None or rotation(writer, source, recorded) is not None:
        return []
    values = (
        Wanted(_rotation_key(path), ("rotations", *path[2:]), value)
        for path, value in cells.items()
    )
    return [Lost("the rotation", "rotation.", tuple(values))]


def _rotation_key(path: Path) -> str:
    return _key(("rotation", *path[2:]))


def rotation(writer: WriterRow, source: YamlSource | None, recorded: Digests) -> int | None:
    """Which rotation of the file the row is about; None when the imported one is there no more.

    It is the one whose service was imported (of two, the one that has more of what was imported),
    or the one that is called as in the row now, or a new one.
    """
    there = _items(source, "rotations")
    last = recorded.get("rotation.service")
    imported = [at for at, item in enumerate(there) if _says(item, "service", last)]
    if imported:
        return max(imported, key=lambda at: (_likeness(there[at], recorded), -at))
    service = writer.fields.get(("rotations", 0, "service"))
    for at, item in enumerate(there):
        if service and same(str(item.get("service"))) == same(str(service.content)):
            return at
    return len(there) if last is None or source is None else None


def _likeness(item: Mapping[str, Any], recorded: Digests) -> int:
    """How many values of a rotation are as they were imported."""
    return sum(_says(item, name, recorded.get(f"rotation.{name}")) for name in item)


def _says(item: Mapping[str, Any], name: str, last: str | None) -> bool:
    value = item.get(name)
    return isinstance(value, str) and digest(value) == last


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
