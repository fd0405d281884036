"""``lorpack status``: where every letter stands."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words
from lorpack.cli.options import here_if_empty, paths_argument, today_option
from lorpack.cli.overviews import code_of, overviews, tell_broken, title
from lorpack.errors import ExitCode
from lorpack.schedule.overview import Letter, Overview

_FIELDS = (
    "application", "applicant", "writer", "name", "stage", "words", "asked", "agreed_by",
    "deadline", "uploaded", "next", "next_on",
)  # fmt: skip
_WIDTHS = (15, 21, 16, 10, 10)
_PROMISED = ("agreed", "packet_sent")
_OVER = ("declined", "withdrawn")


@click.command(cls=Command)
@paths_argument
@click.option(
    "--format",
    "style",
    type=Words(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How the result is written.",
)
@today_option
def command(paths: Sequence[Path], style: str, today: date) -> ExitCode:
    """Show where each letter stands, and what comes next for it.

    A folder that holds several applications stands for all of them. What was read is kept in
    your cache folder, so that the next call is quick; nothing else is written.

    \b
    Examples:
      lorpack status
      lorpack status class-of-2028
      lorpack status class-of-2028 --format csv > letters.csv
    """
    from lorpack.profiles.folders import find_applications

    found = list(overviews(find_applications(here_if_empty(paths)), today))
    shown = [one for _, one in found]
    if style == "json":
        console.out_json({"today": str(today), "applications": [_tree(one) for one in shown]})
    elif style == "csv":
        _print_csv(shown)
    elif blocks := [_block(one) for one in shown if one.letters]:
        console.out("\n\n".join(blocks))
    undone = tell_broken(found)
    letters = [letter for one in shown for letter in one.letters]
    done = f"{_counts(letters)} in {console.count(len(shown), 'application')}"
    console.closing(done, undone, then="`lorpack today` says what to do")
    return code_of(found)


def _counts(letters: Sequence[Letter]) -> str:
    """``4 letters: 1 uploaded, 2 promised, 1 asked``."""
    kinds = Counter(_kind(letter) for letter in letters)
    order = ("uploaded", "promised", "asked", "not asked", "in reserve", "fallen through")
    parts = [f"{kinds[kind]} {kind}" for kind in order if kinds[kind]]
    total = console.count(len(letters), "letter")
    return f"{total}: {', '.join(parts)}" if parts else total


def _kind(letter: Letter) -> str:
    if letter.stage in _PROMISED:
        return "promised"
    if letter.stage in _OVER:
        return "fallen through"
    plain = {"uploaded": "uploaded", "identified": "not asked", "backup": "in reserve"}
    return plain.get(letter.stage, "asked")


def _block(one: Overview) -> str:
    from lorpack.report import clean
    from lorpack.tables import aligned

    rows = [("writer", "where it stands", "asked / due", "next", "")]
    for letter in one.letters:
        since = f"asked {letter.asked}" if letter.asked else ""
        due = f"by {letter.agreed_by}" if letter.agreed_by and not letter.uploaded else since
        rows.append((letter.name, letter.words, due, str(letter.next_on or ""), letter.next_step))
    head = f"{clean(title(one))} · {_counts(one.letters)}"
    return "\n".join([head, *aligned(rows, _WIDTHS, "  ")])


def _tree(one: Overview) -> dict[str, object]:
    own = _FIELDS[2:]
    letters = [{name: _plain(getattr(letter, name)) for name in own} for letter in one.letters]
    return {
        "application": one.id,
        "applicant": one.applicant,
        "letters": letters,
        "broken": list(one.broken),
        "errors": one.errors,
    }


def _plain(value: object) -> object:
    return str(value) if isinstance(value, date) else value


def _print_csv(shown: Sequence[Overview]) -> None:
    from lorpack.tables import as_csv

    rows = [
        (one.id, one.applicant, *(getattr(letter, name) for name in _FIELDS[2:]))
        for one in shown
        for letter in one.letters
    ]
    console.out(as_csv(_FIELDS, rows))
