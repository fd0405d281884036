"""``lorpack timeline``: every date of every letter, as a table or as a calendar file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import wrap

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words
from lorpack.cli.options import here_if_empty, output_option, paths_argument, today_option
from lorpack.cli.overviews import (
    check_writers,
    code_of,
    overviews,
    tell_broken,
    tell_missing,
    title,
)
from lorpack.errors import ExitCode, OutputError, UsageError
from lorpack.schedule.moments import Due
from lorpack.schedule.overview import Overview

_FIELDS = (
    "application", "applicant", "writer", "name", "day", "moment", "number", "done", "planned", "why",
)  # fmt: skip
_WIDTH = 80
_MARGIN = 39
_MOST = 8_000_000
"""So many bytes of an earlier calendar are read; the largest application has less."""


@click.command(cls=Command)
@paths_argument
@click.option("-w", "--writer", "writers", multiple=True, metavar="ID", help="Only this writer.")
@click.option(
    "--format",
    "style",
    type=Words(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How the result is written.",
)
@click.option("--ics", is_flag=True, help="Write a calendar file for each application instead.")
@output_option
@today_option
def command(
    paths: Sequence[Path], writers: Sequence[str], style: str, ics: bool, output: Path, today: date
) -> ExitCode:
    """Show every date of every letter: what was done, what is due, and why on that day.

    A calendar file can be imported again after something has changed: its events are updated, and
    those that are no longer planned are cancelled. It is made from the one before it, so leave
    that where it is. A date that nobody has given is asked for, never made up.

    \b
    Examples:
      lorpack timeline
      lorpack timeline jane-doe -w chen
      lorpack timeline jane-doe --ics
    """
    from lorpack.profiles.folders import find_applications

    if ics and (writers or style != "text"):
        raise UsageError("--ics goes with neither --writer nor --format", "leave one of them out")
    found = list(overviews(find_applications(here_if_empty(paths)), today))
    check_writers(writers, found)
    failed = 0
    if ics:
        written, failed = _write_calendars(found, output)
        done = f"calendar files: {written} written" + (f", {failed} failed" if failed else "")
    else:
        done = _print([_only(one, writers) for _, one in found], style)
    if len(found) == 1:
        tell_missing(found)
    then = "import the file into your calendar; again when something has changed"
    console.closing(done, tell_broken(found), then if ics else "`lorpack today` says what to do")
    return ExitCode.OUTPUT if failed else code_of(found)


def _only(one: Overview, writers: Sequence[str]) -> Overview:
    letters = tuple(letter for letter in one.letters if not writers or letter.writer in writers)
    return replace(one, letters=letters)


def _write_calendars(found: Sequence[tuple[Path, Overview]], output: Path) -> tuple[int, int]:
    """How many calendars were written, and how many could not be.

    Raises OutputError when none can be written at all.
    """
    from lorpack.batch.outputs import check_distinct, output_folder
    from lorpack.files import is_hopeless

    check_distinct([folder.resolve() for folder, _ in found])
    written = failed = 0
    for folder, one in found:
        name = console.plain(folder.resolve().name)
        if not one.log_is_read:
            console.say(f"{name}: its log cannot be read, so no calendar is written for it")
        elif one.unread:  # What it has of that letter writer would be gone.
            console.say(f"{name}: a file of it cannot be read, so no calendar is written for it")
        elif one.letters:
            try:
                _write_calendar(output_folder(output, folder.resolve()) / "timeline.ics", one)
                written += 1
            except OutputError as error:
                if is_hopeless(error, output):
                    raise
                console.say(
                    f"{name}: no calendar is written for it: {console.plain(error.message)}"
                )
                console.say(f"  hint: {console.plain(error.hint)}")
                failed += 1
    return written, failed


def _write_calendar(path: Path, one: Overview) -> None:
    from lorpack.batch.written import digest, read_record, write_record
    from lorpack.files import write_atomic
    from lorpack.schedule.calendar import calendar

    write_atomic(path, calendar(one, _before(path)))
    # `lorpack clean` deletes it only as it is now.
    write_record(path.parent, read_record(path.parent) | {path.name: digest(path)})
    console.out(console.plain(path.as_posix()))


def _before(path: Path) -> bytes:
    """The calendar that is there; empty when there is none, or what is no file.

    Raises OutputError when it cannot be read: what it has would never be cancelled.
    """
    from lorpack.reading import read_regular

    try:
        data = read_regular(path, _MOST + 1, follow=False)
    except OSError as error:
        if not path.is_file() or path.is_symlink():
            return b""
        reason = error.strerror or str(error)
        raise OutputError(f"cannot read {path}: {reason}", "check it, then repeat") from error
    return data if len(data) <= _MOST else b""


def _print(shown: Sequence[Overview], style: str) -> str:
    letters = [letter for one in shown for letter in one.letters]
    if style == "json":
        console.out_json({"applications": [_tree(one) for one in shown]})
    elif style == "csv":
        _print_csv(shown)
    elif blocks := [_block(one) for one in shown if one.letters]:
        console.out("\n\n".join(blocks))
    dates = sum(len(letter.dues) for letter in letters)
    return f"{console.count(dates, 'date')} of {console.count(len(letters), 'letter')}"


def _block(one: Overview) -> str:
    from lorpack.report import clean

    lines = [clean(title(one))]
    for letter in one.letters:
        lines += ["", clean(f"  {letter.name} ({letter.writer}): {letter.words}")]
        lines += [line for due in letter.dues for line in _lines(due)]
    return "\n".join(lines)


def _lines(due: Due) -> list[str]:
    """The day, the step, and the reason, wrapped below itself."""
    from lorpack.report import clean

    step = due.moment.replace("_", " ")
    if due.number > 1:
        step += f" {due.number}"
    day, why = due.on, due.why
    if due.done and not due.is_date:
        day, why = due.done, "done" if due.done == due.on else f"done; planned for {due.on}"
    head = f"    {day:%a} {day}  {step:<{_MARGIN - 22}}  "
    parts = wrap(clean(why), _WIDTH - _MARGIN) or [""]
    return [(head + parts[0]).rstrip(), *(" " * len(head) + part for part in parts[1:])]


def _tree(one: Overview) -> dict[str, object]:
    letters = [
        {
            "writer": letter.writer,
            "name": letter.name,
            "stage": letter.stage,
            "words": letter.words,
            "dates": [_due(due) for due in letter.dues],
        }
        for letter in one.letters
    ]
    return {
        "application": one.id,
        "applicant": one.applicant,
        "letters": letters,
        "missing": list(one.missing),
    }


def _due(due: Due) -> dict[str, str | int | None]:
    return {
        "day": str(due.on),
        "moment": due.moment,
        "number": due.number,
        "done": str(due.done) if due.done else None,
        "planned": str(due.planned) if due.planned else None,
        "why": due.why,
    }


def _print_csv(shown: Sequence[Overview]) -> None:
    from lorpack.tables import as_csv

    rows = [
        (one.id, one.applicant, letter.writer, letter.name, *_due(due).values())
        for one in shown
        for letter in one.letters
        for due in letter.dues
    ]
    console.out(as_csv(_FIELDS, rows))
