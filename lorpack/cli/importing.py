"""``lorpack import``: the applications of a class, from a roster."""

import shlex
import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words
from lorpack.cli.options import IN, OUT, format_option, shown
from lorpack.errors import ExitCode, OutputError, UsageError
from lorpack.findings import Severity, errors_in

if TYPE_CHECKING:
    from lorpack.roster.plan import StudentPlan
    from lorpack.roster.run import Import


@click.command(cls=Command)
@click.argument("roster", type=IN, required=False, metavar="ROSTER")
@click.argument("folder", type=OUT, required=False, metavar="[DIR]")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be done.")
@format_option
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook that has several.")
@click.option(
    "--ignore-column",
    "ignored",
    multiple=True,
    metavar="NAME",
    help="Leave this column out; may be given again.",
)
@click.option(
    "--dates",
    type=Words(["month-first", "day-first"]),
    help="How 9/5/2027 is meant; without it, such a date is an error.",
)
@click.option("--columns", is_flag=True, help="List every column that is known.")
@click.option("--example", is_flag=True, help="Write an empty roster to start from.")
def command(
    roster: Path | None,
    folder: Path | None,
    dry_run: bool,
    style: str,
    sheet: str | None,
    ignored: Sequence[str],
    dates: str | None,
    columns: bool,
    example: bool,
) -> ExitCode:
    """Make or update the applications below DIR (default: the folder of ROSTER).

    ROSTER is a table (.csv in UTF-8, or .xlsx), one row a letter writer. Each applicant gets a
    folder, each writer a file. What a person changed in a file stays; nothing is deleted. A row
    that cannot be used is told, with its number, and all others are imported.

    \b
    Examples:
      lorpack import --example > roster.csv
      lorpack import --columns
      lorpack import roster.csv --dry-run
      lorpack import roster.xlsx class-of-2028 --sheet "Letter writers"
    """
    if columns or example:
        return _example() if example else _columns()
    if roster is None:
        raise UsageError("which roster?", "`lorpack import --example > roster.csv` starts one")
    from lorpack.roster.cells import DateOrder
    from lorpack.roster.run import prepare, write
    from lorpack.roster.sheet import read_table

    table = read_table(roster, shown(roster), sheet)
    folder = folder or roster.parent
    order = DateOrder(dates) if dates else None
    planned = prepare(table, folder, shown(folder), ignored, order)
    failed = {} if dry_run else write(planned, folder)
    if style == "json":
        _print_json(planned, shown(folder), failed, dry_run=dry_run)
    planned = replace(
        planned, students=tuple(one for one in planned.students if one.id not in failed)
    )
    if style == "text":
        _print_text(planned, shown(folder), dry_run=dry_run)
    _close(planned, shown(folder), dry_run=dry_run)
    if failed:
        id, error = next(iter(failed.items()))
        many = console.count(len(failed), "application")
        raise OutputError(f"{many} not written; {id}: {error.message}", error.hint)
    return ExitCode.FINDINGS if errors_in(planned.findings) else ExitCode.DONE


def _example() -> ExitCode:
    from lorpack.roster.columns import EXAMPLE, columns
    from lorpack.tables import as_csv

    console.out(as_csv([columns()[name].title for name in EXAMPLE], []))
    console.closing(
        f"a roster with {len(EXAMPLE)} columns",
        then="fill it in, one row a letter writer, then `lorpack import roster.csv --dry-run`",
    )
    return ExitCode.DONE


def _columns() -> ExitCode:
    from lorpack.roster.columns import columns
    from lorpack.tables import aligned

    known = columns()
    rows = [
        (
            column.name,
            ", ".join(f'"{alias}"' for alias in column.aliases),
            column.about or column.choices,
        )
        for column in known.values()
    ]
    for line in aligned([("column", "or", "what it holds"), *rows], [36, 48, 60]):
        console.out(line)
    console.closing(
        f"{console.count(len(known), 'column')}; case, spaces, hyphens and underscores do not count",
        then="`lorpack import --example > roster.csv` starts a roster",
    )
    return ExitCode.DONE


def _print_text(planned: "Import", folder: str, *, dry_run: bool) -> None:
    from lorpack.report import clean, render_text

    color = console.in_color(sys.stdout)
    # The worst first: hundreds of notes may follow.
    told = (
        render_text([one for one in planned.findings if one.severity is severity], color=color)
        for severity in Severity
    )
    done = "\n".join(
        clean(_line(student, folder, dry_run=dry_run))
        for student in planned.students
        if student.changes
    )
    if blocks := [block.rstrip("\n") for block in (*told, done) if block]:
        console.out("\n\n".join(blocks))


def _line(student: "StudentPlan", folder: str, *, dry_run: bool) -> str:
    """``made class/okafor: 4 writers``, or which values of which files change."""
    where = student.id if folder == "." else f"{folder}/{student.id}"
    writers = [one for one in student.changes if one.file.startswith("writers/")]
    if student.is_new:
        verb = "would make" if dry_run else "made"
        return f"{verb} {where}: {console.count(len(writers), 'writer')}"
    verb = "would update" if dry_run else "updated"
    parts = [
        f"{one.file} ({'new' if one.before is None else ', '.join(one.keys)})"
        for one in student.changes
    ]
    return f"{verb} {where}: {', '.join(parts)}"


def _print_json(planned: "Import", folder: str, failed: Collection[str], *, dry_run: bool) -> None:
    console.out_json(
        {
            "dry_run": dry_run,
            "folder": folder,
            "rows": planned.rows,
            "left_out": sorted(planned.left_out),
            "applications": [
                {
                    "id": student.id,
                    "state": "failed" if student.id in failed else _state(student),
                    "files": [
                        {"file": one.file, "new": one.before is None, "keys": list(one.keys)}
                        for one in student.changes
                    ],
                }
                for student in planned.students
            ],
            "findings": [
                finding.as_dict()
                for finding in sorted(planned.findings, key=lambda one: one.sort_key)
            ],
        }
    )


def _state(student: "StudentPlan") -> str:
    # What is written counts: of an applicant whose writers' rows are all wrong, that is something.
    if student.is_new:
        return "made"
    if student.changes:
        return "updated"
    return "left_out" if student.left_out.issuperset(student.rows) else "unchanged"


def _close(planned: "Import", folder: str, *, dry_run: bool) -> None:
    made = sum(one.is_new for one in planned.students)
    updated = sum(bool(one.changes) for one in planned.students) - made
    writers = sum(
        one.before is None and one.file.startswith("writers/")
        for student in planned.students
        for one in student.changes
    )
    parts = [console.count(made, "application") + " made"] if made else []
    parts += [f"{updated} updated"] if updated else []
    parts += [console.count(writers, "new writer")] if writers else []
    did = f"{', '.join(parts) or 'nothing to change'} ({console.count(planned.rows, 'row')} read)"
    if dry_run:
        did = f"nothing was written; without --dry-run: {did}"
    errors = errors_in(planned.findings)
    stopped = len(planned.left_out) == planned.rows and not (made or updated)
    undone = _left_out(planned.left_out, stopped=stopped)
    check = "lorpack check" if folder == "." else f"lorpack check {shlex.quote(folder)}"
    then = f"`{check}` shows what is still missing"
    if errors:
        then = f"correct the roster and import again; `lorpack explain {errors[0].code}` says more"
    elif dry_run:
        then = "the same without --dry-run"
    console.closing(did, undone, then)


def _left_out(rows: Collection[int], *, stopped: bool) -> str:
    """Which rows are left out: ``3 rows with errors left out: 5, 7-8``; *stopped*: all."""
    if not rows or stopped:
        return "nothing is imported before the errors are corrected" if rows else ""
    ranges: list[list[int]] = []
    for row in sorted(rows):
        if ranges and row == ranges[-1][-1] + 1:
            ranges[-1][1:] = [row]
        else:
            ranges.append([row])
    listed = ", ".join("-".join(map(str, one)) for one in ranges)
    return f"{console.count(len(rows), 'row')} with errors left out: {listed}"
