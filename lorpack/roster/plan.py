"""From a student of the roster and the folder as it is to the files that change. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.applicant import Applicant
from lorpack.profiles.folders import APPLICANT
from lorpack.profiles.positions import YamlSource
from lorpack.profiles.shape import ModelType
from lorpack.profiles.source import read_source
from lorpack.profiles.wording import error
from lorpack.profiles.writer import Writer
from lorpack.roster.columns import Entity
from lorpack.roster.edits import as_bytes, changed
from lorpack.roster.existing import Existing
from lorpack.roster.header import Header
from lorpack.roster.judging import faults
from lorpack.roster.merging import Merge, Site, emptied, merge, taken_out, vanished
from lorpack.roster.model import Student, Table, WriterRow
from lorpack.roster.record import RECORD, Record
from lorpack.roster.wanted import (
    Goal,
    Lost,
    Wanted,
    doubles,
    goals,
    is_aimless,
    lost_rotation,
    lost_targets,
    new_tree,
    of_applicant,
    of_writer,
    strays_to,
    unclear,
)
from lorpack.roster.writers import writer_ids
from lorpack.roster.yaml_text import block

_UNCLEAR = f"{APPLICANT} has several targets of this specialty"
_HEAD = "# From the office's roster. What you change or add here stays.\n"
_HEAD_OF_WRITER = (
    "# From the office's roster. What you change or add here stays. Below goes what this person\n"
    "# saw you do: `lorpack schema writer` has every key, `lorpack init` makes an example.\n"
)


@dataclass(frozen=True)
class FileChange:
    """A file to write: *before* is None when it is new; *keys* are those whose values change."""

    file: str
    before: bytes | None
    after: bytes
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class StudentPlan:
    """What the import does for one student; *left_out* are the rows it cannot use."""

    id: str
    rows: tuple[int, ...]
    changes: tuple[FileChange, ...] = ()
    record: FileChange | None = None
    findings: tuple[Finding, ...] = ()
    left_out: frozenset[int] = frozenset()

    @property
    def is_new(self) -> bool:
        """Whether the application is made now."""
        return any(one.file == APPLICANT and one.before is None for one in self.changes)


def plan(student: Student, existing: Existing, table: Table, header: Header) -> StudentPlan:
    """What is to be written for *student*, and what is told about the rows and the folder."""
    planner = _Planner(student, existing, table, header)
    held = planner.run()
    left_out = frozenset(student.rows if held else planner.left_out)
    return StudentPlan(
        student.id,
        student.rows,
        () if held else tuple(planner.changes),
        None if held else planner.record(),
        tuple(planner.findings),
        left_out,
    )


@dataclass
class _Planner:
    """Plans the files of one student, and collects what is found on the way."""

    student: Student
    existing: Existing
    table: Table
    header: Header
    changes: list[FileChange] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    digests: dict[str, Mapping[str, str]] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)

    def run(self) -> bool:
        """Plan everything; True when nothing of it may be done."""
        student, existing = self.student, self.existing
        if existing.problem:
            self.findings.append(self.table.finding(existing.problem, student.rows[0], 0))
            return True
        self.digests.update(existing.record.files)
        self.left_out.update(student.bad_rows)
        source = existing.sources.get(APPLICANT)
        where = goals(student, source, existing.record.of(APPLICANT))
        distinct = self._distinct(where, source)
        good = distinct and student.good
        if distinct:
            wanted, lost = list(of_applicant(student, where)), lost_targets(student, where)
            good &= self._file(APPLICANT, Applicant, wanted, student.rows[0], lost=lost)
        seen = self._writers(where)
        if good and not self.left_out:  # A bad row may be what seems to have vanished.
            entities = {column.entity for column in self.header.columns.values()}
            ids = [goal.id for goal in where] if Entity.TARGET in entities else None
            self.findings += vanished(existing, seen if Entity.WRITER in entities else None, ids)
        return not good

    def _distinct(self, where: Sequence[Goal], source: YamlSource | None) -> bool:
        """Whether it is clear for each target which one it is; tell those that it is not."""
        notices = [
            (at, error("LOR903", _UNCLEAR, "fill in `target.id` in its rows"))
            for at in unclear(self.student, source, self.existing.record.of(APPLICANT))
        ]
        for at in doubles(where, source) if not notices else ():
            message = f"the id `{where[at].id}` is that of another specialty of this applicant, too"
            hint = f"give each a `target.id`; one that is in {APPLICANT} keeps its id there"
            notices.append((at, error("LOR907", message, hint)))
        for at, notice in notices:
            cell = self.student.targets[at].cell
            row, column = (cell.row, cell.column) if cell else (self.student.rows[0], 0)
            self.findings.append(self.table.finding(notice, row, column))
        return not notices

    def record(self) -> FileChange | None:
        """The new record, when it is another."""
        data = Record(self.digests).as_bytes()
        same = data == self.existing.record.as_bytes()
        return None if same else FileChange(RECORD, None, data)

    def _writers(self, where: Sequence[Goal]) -> list[str]:
        """Plan the writers' files; give the names of all that rows are about."""
        ids, problems = writer_ids(self.student.writers, self.existing)
        seen = []
        for writer in self.student.writers:
            if problem := problems.get(writer.row):
                self.findings.append(self.table.finding(problem, writer.row, 0))
                self.left_out.add(writer.row)
            file = f"writers/{ids.get(writer.row, '')}.yaml"
            seen.append(file)
            source, recorded = self.existing.sources.get(file), self.existing.record.of(file)
            wanted = list(of_writer(writer, where, source, recorded))
            if is_aimless(writer, where, recorded):
                self._tell_aimless(writer, where)
            else:
                self._tell_astray(writer, where, file)
            lost = lost_rotation(writer, source, recorded)
            good = writer.row not in self.left_out
            done = self._file(file, Writer, wanted, writer.row, good, lost)
            if not done:
                self.left_out.add(writer.row)
        return seen

    def _tell_aimless(self, writer: WriterRow, where: Sequence[Goal]) -> None:
        cell, file = writer.named, f"{self.existing.shown}/{APPLICANT}"
        if cell is None or writer.target is None:
            return
        message = f"the target `{where[writer.target].id}` was taken out of {file}, or renamed"
        hint = "write the specialty (or its id) as it stands there; or put it back"
        notice = error("LOR211", message, hint)
        self.findings.append(self.table.finding(notice, cell.row, cell.column))
        self.left_out.add(writer.row)

    def _tell_astray(self, writer: WriterRow, where: Sequence[Goal], file: str) -> None:
        existing = self.existing
        applicant, recorded = existing.sources.get(APPLICANT), existing.record.of(APPLICANT)
        now = strays_to(writer, where, existing.sources.get(file), applicant, recorded)
        cell = writer.named
        if not now or cell is None or writer.target is None:
            return
        named = f"{self.table.where(cell.row, cell.column)} of {self.table.file} names"
        message = f"without `target`, this writer writes for `{now}`; {named} another specialty"
        hint = f"write `target: {now}` when that is right; or see what is told of {APPLICANT}"
        place = Place(f"{existing.shown}/{file}")
        self.findings.append(Finding("LOR910", Severity.WARNING, message, place, hint))

    def _file(
        self,
        file: str,
        model: ModelType,
        wanted: Sequence[Wanted],
        row: int,
        good: bool = True,
        lost: Sequence[Lost] = (),
    ) -> bool:
        """Plan one *file*; False when it is held back, or is not *good* to begin with."""
        site = Site(self.existing.shown, file, self.existing.sources.get(file), self.table)
        recorded = self.existing.record.of(file)
        if file in self.existing.unusable:
            hint = f"`lorpack check {site.folder}` shows them; correct them, and import again"
            self._tell(f"{site.folder}/{file} has errors, and is not changed", hint, row)
            return False
        merged = merge(wanted, recorded, site)
        self.findings += [*merged.findings, *taken_out(lost, recorded, site)]
        if not merged.gone and self.student.good and not self.student.bad_rows:
            cells = self._cells(file, wanted, row)
            gone = tuple(one.key for one in lost)
            cells = {key: cell for key, cell in cells.items() if not key.startswith(gone)}
            self.findings += emptied(wanted, recorded, cells, site)
        change = None
        if merged.changes or not (site.source or merged.gone):
            change = self._changed(model, merged, wanted, site, row)
            good = good and change is not None
        if good:
            self.digests[file] = merged.digests
            self.changes += [change] if change else []
        return good

    def _changed(
        self, model: ModelType, merged: Merge, wanted: Sequence[Wanted], site: Site, row: int
    ) -> FileChange | None:
        """The new text of a file; None, with findings, when that would be wrong."""
        keys = tuple(one.key for one in merged.changes)
        after = _after(model, merged.changes, site)
        if after is None:
            hint = f"change it there yourself: {', '.join(keys)}"
            message = f"{site.folder}/{site.file} is written so that it cannot be changed safely"
            self._tell(message, hint, row)
            return None
        cells = {one.path: one.value for one in wanted}
        wrong = faults(site.source, after, model, cells, self.table, row)
        self.findings += wrong
        if wrong:
            return None
        data, text = self.existing.data.get(site.file), after.text.encode()
        if data is not None and site.source:
            text = as_bytes(data, site.source.text, after.text)
        return FileChange(site.file, data, text, keys)

    def _cells(self, file: str, wanted: Sequence[Wanted], row: int) -> dict[str, str]:
        """The keys of *file* that the roster has columns for, each with its cell in words."""
        cells = {}
        ids = {one.key.partition("]")[0] for one in wanted if one.key.startswith("targets[")}
        for at, column in self.header.columns.items():
            key, cell = ".".join(map(str, column.path)), self.table.where(row, at)
            if (column.entity is Entity.WRITER) == (file == APPLICANT):
                continue
            if column.entity is Entity.TARGET:
                cells.update({f"{id}].{key}": cell for id in ids})
            else:
                cells[key.replace("rotations.0.", "rotation.")] = cell
        return cells

    def _tell(self, message: str, hint: str, row: int) -> None:
        notice = error("LOR912", f"row {row}: {message}", hint)
        self.findings.append(notice.at(self.table.place(row)))


def _after(model: ModelType, changes: Sequence[Wanted], site: Site) -> YamlSource | None:
    """The file with *changes* made; None when that cannot be done."""
    if site.source:
        return changed(site.source, [(one.path, one.leaf(model)) for one in changes], model)
    head = _HEAD if site.file == APPLICANT else _HEAD_OF_WRITER
    text = f"{head}{block(new_tree(changes, model)) or '{}'}\n"
    return read_source(text.encode(), site.file)[0]
