"""From rows to students: whose row it is, and whether the rows of one student agree."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lorpack.findings import Finding, Notice
from lorpack.profiles.wording import error
from lorpack.roster.cells import Meaning
from lorpack.roster.columns import Entity
from lorpack.roster.header import Header, strays
from lorpack.roster.ids import alike, id_of, same, slug
from lorpack.roster.model import Path, Row, Student, Table, TargetRow, Value, WriterRow

_Found = dict[Path, Value]
_NAME = ("given", "family")


@dataclass
class _Line:
    """One row, taken apart. *bad*: about whom something in it is wrong."""

    row: int
    values: dict[Entity, _Found] = field(default_factory=lambda: {one: {} for one in Entity})
    bad: set[Entity] = field(default_factory=set)

    def text(self, entity: Entity, *path: str) -> str:
        """The text at *path*, or empty."""
        value = self.values[entity].get(path)
        return str(value.content) if value else ""


def read_students(
    table: Table, header: Header, meaning: Meaning, named: Callable[[str], str]
) -> tuple[list[Student], list[Finding]]:
    """Every student of *table*, in its order, and what is wrong with single cells and rows.

    A student about whom something is wrong is not *good*; a row whose writer has something wrong
    is among the *bad_rows*. A row without an applicant's id belongs to nobody. *named* gives the
    name in the folder of an id, or empty: a roster need not repeat it.
    """
    reader = _Reader(table, header, meaning)
    lines = [reader.line(row) for row in table.rows]
    owned: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        if written := reader.owner(line):
            owned[written].append(line)
    ids = reader.folders(owned)
    reader.numbers(lines)
    reader.shared({ids[written] or written: group for written, group in owned.items()}, named)
    students = [reader.student(ids[written], group) for written, group in owned.items()]
    return [one for one in students if one.id], reader.findings


class _Reader:
    """Reads the rows of one table, and collects what is found on the way."""

    def __init__(self, table: Table, header: Header, meaning: Meaning) -> None:
        self.table = table
        self.header = header
        self.meaning = meaning
        self.findings: list[Finding] = []

    def tell(self, notice: Notice, row: int, column: int = 0) -> None:
        self.findings.append(self.table.finding(notice, row, column))

    def tell_of(self, notice: Notice, value: Value) -> None:
        self.tell(notice, value.row, value.column)

    def line(self, row: Row) -> _Line:
        """*row* taken apart, cell by cell."""
        line = _Line(row.number)
        if found := strays(self.table, self.header, row):
            self.findings += found
            line.bad.update(Entity)
        for at, cell in enumerate(row.cells):
            column = self.header.columns.get(at)
            if column is None:
                continue
            meant = self.meaning.of(cell, column)
            if isinstance(meant, Notice):
                self.tell(meant, row.number, at)
                line.bad.add(column.entity)
            elif meant is not None:
                line.values[column.entity][column.path] = Value(meant, row.number, at)
        return line

    def owner(self, line: _Line) -> str:
        """The applicant's id as it is written, or empty with a finding."""
        value = line.values[Entity.APPLICANT].get(("id",))
        if value:
            return str(value.content)
        if "applicant.id" in self.header.names and Entity.APPLICANT not in line.bad:
            hint = "write the applicant's id into every row (unmerge cells and fill down)"
            notice = error("LOR903", "the row has no `applicant.id`", hint)
            self.tell(notice, line.row, self.header.position("applicant.id"))
        return ""

    def folders(self, owned: Mapping[str, Sequence[_Line]]) -> dict[str, str]:
        """The folder for each id as it is written; empty where it cannot be used."""
        ids: dict[str, str] = {}
        users: dict[str, list[str]] = defaultdict(list)
        for written, lines in owned.items():
            value = lines[0].values[Entity.APPLICANT]["id",]
            plain = id_of(written)
            if isinstance(plain, Notice):
                self.tell_of(plain, value)
                plain = ""
            ids[written] = plain
            users[plain].append(written)
        for plain, names in users.items():
            for written in names if plain and len(names) > 1 else ():
                rows = [owned[other][0].row for other in names if other != written]
                message = f"this id and that of row {_listed(rows)} give the same folder `{plain}`"
                hint = "write the id of one applicant always the same way, and of two differently"
                value = owned[written][0].values[Entity.APPLICANT]["id",]
                self.tell_of(error("LOR907", message, hint), value)
                ids[written] = ""
        return ids

    def numbers(self, lines: Sequence[_Line]) -> None:
        """No two rows have one Letter ID."""
        owners: dict[str, list[_Line]] = defaultdict(list)
        for line in lines:
            if number := line.text(Entity.WRITER, "letter", "letter_id"):
                owners["".join(number.split()).casefold()].append(line)
        for group in (group for group in owners.values() if len(group) > 1):
            for line in group:
                rows = [other.row for other in group if other is not line]
                message = f"the same Letter ID stands in row {_listed(rows)}"
                hint = "copy each writer's own Letter ID from the portal"
                value = line.values[Entity.WRITER]["letter", "letter_id"]
                self.tell_of(error("LOR216", message, hint), value)
                line.bad.add(Entity.WRITER)

    def shared(self, owned: Mapping[str, Sequence[_Line]], named: Callable[[str], str]) -> None:
        """No two applicants have one portal ID or one mail address; one person may, in two."""
        owners: dict[tuple[Path, str], dict[str, _Line]] = defaultdict(dict)
        for id, lines in owned.items():
            for line in lines:
                for path, value in line.values[Entity.APPLICANT].items():
                    if path[0] == "ids" or path == ("contact", "email"):
                        owners[path, same(str(value.content))].setdefault(id, line)
        for (path, _), found in owners.items():
            if len(found) > 1:
                self._told_apart(path, found, {id: _person(id, owned[id], named) for id in found})

    def _told_apart(
        self, path: Path, found: Mapping[str, _Line], people: Mapping[str, str]
    ) -> None:
        """Tell each row of *found* that another of the *people* has what is at *path*."""
        for id, line in found.items():
            rows = [other.row for name, other in found.items() if people[name] != people[id]]
            if rows:
                message = f"another applicant has the same in row {_listed(rows)}"
                hint = "copy each applicant's own from the portal or their message"
                value = line.values[Entity.APPLICANT][path]
                self.tell_of(error("LOR633", message, hint), value)
                line.bad.add(Entity.APPLICANT)

    def student(self, id: str, lines: Sequence[_Line]) -> Student:
        """The student whose rows are *lines*."""
        wrong = len(self.findings)
        fields = self._agreed(Entity.APPLICANT, lines)
        targets, of_row = self._targets(lines)
        good = len(self.findings) == wrong
        good &= not any(line.bad - {Entity.WRITER} for line in lines)
        writers, bad = self._writers(lines, of_row)
        rows = tuple(line.row for line in lines)
        fields.pop(("id",), None)
        return Student(id, rows, fields, targets, writers, good and bool(id), bad)

    def _agreed(self, entity: Entity, lines: Sequence[_Line]) -> _Found:
        """What *lines* say together; where two differ, the first counts, and it is told."""
        found: _Found = {}
        for line in lines:
            for path, value in line.values[entity].items():
                first = found.setdefault(path, value)
                if not _agree(path, first, value):
                    message = f"row {first.row} says something else for the same {entity}"
                    hint = f"correct one of the two; or these are two {entity}s, with two ids"
                    self.tell_of(error("LOR908", message, hint), value)
        return found

    def _targets(self, lines: Sequence[_Line]) -> tuple[tuple[TargetRow, ...], dict[int, int]]:
        """The student's targets, and which of them each row names."""
        groups: dict[str, list[_Line]] = {}
        given = _ids_of_specialties(lines)
        for line in lines:
            keys = _target_keys(line, given)
            if len(keys) > 1:
                message = f"this specialty has several ids in the roster: {', '.join(sorted(keys))}"
                notice = error("LOR903", message, "fill in `target.id` in this row, too")
                self.tell_of(notice, line.values[Entity.TARGET]["specialty",])
            for key in sorted(keys)[:1]:
                groups.setdefault(key, []).append(line)
        placed = {line.row: at for at, group in enumerate(groups.values()) for line in group}
        for line in lines:
            values = line.values[Entity.TARGET]
            if line.row in placed or not values:
                continue
            if len(groups) > 1:
                hint = "fill in `target.specialty` in this row, too"
                notice = error("LOR903", "it is not clear which specialty this is about", hint)
                self.tell_of(notice, next(iter(values.values())))
            elif groups:
                next(iter(groups.values())).append(line)
            else:
                groups[""] = [line]
        targets = [self._target(self._agreed(Entity.TARGET, group)) for group in groups.values()]
        return tuple(targets), placed

    def _target(self, fields: _Found) -> TargetRow:
        given = fields.pop(("id",), None)
        plain = id_of(str(given.content)) if given else ""
        if given and isinstance(plain, Notice):
            self.tell_of(plain, given)
            plain = ""
        return TargetRow(str(plain), fields, given)

    def _writers(
        self, lines: Sequence[_Line], of_row: Mapping[int, int]
    ) -> tuple[tuple[WriterRow, ...], frozenset[int]]:
        """The writers of *lines*, and the rows whose writer has something wrong."""
        bad = {line.row for line in lines if Entity.WRITER in line.bad}
        writers = []
        for line in lines:
            fields = dict(line.values[Entity.WRITER])
            if not fields:
                continue
            given = fields.pop(("id",), None)
            plain = id_of(str(given.content)) if given else ""
            if given and isinstance(plain, Notice):
                self.tell_of(plain, given)
                bad.add(line.row)
                plain = ""
            target = line.values[Entity.TARGET]
            cell = target.get(("specialty",)) or target.get(("id",))
            writers.append(WriterRow(line.row, str(plain), fields, of_row.get(line.row), cell))
        bad |= self._doubles(writers)
        return tuple(writers), frozenset(bad)

    def _doubles(self, writers: Sequence[WriterRow]) -> set[int]:
        """The rows that are about one writer, each told."""
        groups = [
            *_grouped(writers, lambda one: one.id),
            # Two ids make two people of one name; a row without an id could be either of them.
            *(
                group
                for group in _grouped(writers, same_person)
                if not all(one.id for one in group)
            ),
        ]
        told: set[int] = set()
        for group in groups:
            for writer in group if len(group) > 1 else ():
                if writer.row in told:
                    continue
                rows = [other.row for other in group if other is not writer]
                message = f"row {_listed(rows)} is about the same writer of the same applicant"
                hint = "delete one row; if they are two people, give each a `writer.id`"
                self.tell(error("LOR909", message, hint), writer.row)
                told.add(writer.row)
        return told


def _grouped(
    writers: Sequence[WriterRow], key: Callable[[WriterRow], str]
) -> Iterator[list[WriterRow]]:
    """*writers* by their *key*; those without one belong to no group."""
    groups: dict[str, list[WriterRow]] = defaultdict(list)
    for writer in writers:
        if word := key(writer):
            groups[word].append(writer)
    return iter(groups.values())


def _person(id: str, lines: Sequence[_Line], named: Callable[[str], str]) -> str:
    """Who the applicant *id* is, for comparing: by any of their rows, their folder, or the id."""
    words = (
        next(filter(None, (line.text(Entity.APPLICANT, "name", part) for line in lines)), "")
        for part in _NAME
    )
    return same(" ".join(words)) or same(named(id)) or f"id {id}"


def _agree(path: Path, first: Value, second: Value) -> bool:
    """Whether two cells say the same; of a specialty's spellings, the first counts."""
    if path == ("specialty",):
        return alike(str(first.content)) == alike(str(second.content))
    return first.content == second.content or path == ("id",)


def _target_id(line: _Line) -> str:
    """The target's id in *line*, for comparing, or empty."""
    written = line.text(Entity.TARGET, "id")
    plain = id_of(written) if written else ""
    return same(written) if isinstance(plain, Notice) else plain


def _ids_of_specialties(lines: Sequence[_Line]) -> Mapping[str, set[str]]:
    """The ids that *lines* give each specialty."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if id := _target_id(line):
            found[alike(line.text(Entity.TARGET, "specialty"))].add(id)
    return found


def _target_keys(line: _Line, given: Mapping[str, set[str]]) -> set[str]:
    """What tells the target of *line* from others: its id, or its specialty; several when open.

    *given* are the ids of specialties in other rows: one target may have its id in one row only.
    """
    if id := _target_id(line):
        return {id}
    specialty = line.text(Entity.TARGET, "specialty")
    known = {slug(specialty)} & {id for ids in given.values() for id in ids}
    return (given.get(alike(specialty)) or known or {alike(specialty)}) if specialty else set()


def same_person(writer: WriterRow) -> str:
    """A writer's name for comparing; blank when the row has none."""
    parts = (writer.fields.get(("name", part)) for part in ("given", "family"))
    return " | ".join(same(str(part.content)) if part else "" for part in parts).strip("| ")


def _listed(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows[:5])) + (", …" if len(rows) > 5 else "")
