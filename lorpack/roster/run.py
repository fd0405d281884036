"""One import: everything is planned first, then written, file by file."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from lorpack.errors import OutputError
from lorpack.files import is_hopeless, write_atomic
from lorpack.findings import Finding, Place, Severity
from lorpack.forms import forms
from lorpack.locking import locked
from lorpack.portals import portals
from lorpack.profiles.folders import PORTALS
from lorpack.roster.cells import DateOrder, Meaning
from lorpack.roster.existing import Class
from lorpack.roster.header import read_header, rows_above
from lorpack.roster.model import Table
from lorpack.roster.plan import FileChange, StudentPlan, plan
from lorpack.roster.students import read_students

LOCK = ".lorpack/import.lock"


@dataclass(frozen=True)
class Import:
    """What an import does (or would do), by student, and everything that is told."""

    students: tuple[StudentPlan, ...]
    findings: tuple[Finding, ...]
    rows: int
    left_out: frozenset[int]


def prepare(
    table: Table,
    root: Path,
    shown: str,
    ignore: Collection[str] = (),
    order: DateOrder | None = None,
) -> Import:
    """What importing *table* into the folder *root* (called *shown*) would do.

    A column that is not known stops everything but the telling. Raises InputError when *root*
    cannot be the folder of a class.
    """
    there = Class(root, shown)
    header, findings = read_header(table, ignore)
    meaning = Meaning(_portals(root), [form.id for form in forms()], order)
    students, problems = read_students(table, header, meaning, there.person)
    plans = [plan(one, there.application(one.id), table, header) for one in students]
    above = rows_above(table)
    told = [*findings, *above, *problems, *(finding for one in plans for finding in one.findings)]
    known = {row for one in plans for row in one.rows}
    rows = {row.number for row in (*table.above, *table.rows)}
    left_out = rows - known
    left_out.update(*(one.left_out for one in plans))
    if findings:
        left_out = rows
        plans = [replace(one, changes=(), record=None) for one in plans]
    elif not left_out:  # A bad row may be whom one would miss.
        told += [
            _missed(there, id) for id in there.imported() if id not in {one.id for one in plans}
        ]
    return Import(tuple(plans), tuple(told), len(rows), frozenset(left_out))


def write(import_: Import, root: Path) -> dict[str, OutputError]:
    """Write what *import_* plans below *root*; the students for whom that failed, and why.

    A file that somebody changed since it was read stays as it is. Raises OutputError when no
    other file could be written either.
    """
    failed: dict[str, OutputError] = {}
    if not any(one.changes or one.record for one in import_.students):
        return failed
    with locked(root / LOCK):
        for student in import_.students:
            try:
                _write_student(student, root / student.id)
            except OutputError as error:
                if is_hopeless(error, root):
                    raise
                failed[student.id] = error
    return failed


def _write_student(student: StudentPlan, folder: Path) -> None:
    # The applicant's file last: until it is there, the folder is no application.
    ordered = sorted(student.changes, key=lambda one: not one.file.startswith("writers/"))
    for change in ordered:
        _write_file(change, folder)
    if student.record:
        write_atomic(folder / student.record.file, student.record.after)


def _write_file(change: FileChange, folder: Path) -> None:
    path = folder / change.file
    there = path.read_bytes() if path.is_file() else None
    if there != change.before:
        raise OutputError(f"{path} changed in the meantime", "import again")
    mode = 0o600 if there is None else path.stat().st_mode & 0o777
    write_atomic(path, change.after, mode)


def _portals(root: Path) -> frozenset[str]:
    own = root / PORTALS
    names = {path.stem for path in own.glob("*.yaml")} if own.is_dir() else set()
    return frozenset({*names, *(one.id for one in portals())})


def _missed(there: Class, id: str) -> Finding:
    place = Place(there.named(id))
    hint = "nothing is deleted; move the folder away if the student left"
    message = "this applicant is in the roster no more"
    return Finding("LOR911", Severity.WARNING, message, place, hint)
