"""``lorpack doctor``: what is installed, what is missing, and the command that installs it."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lorpack.cli import console
from lorpack.cli.base import Command
from lorpack.cli.options import format_option, output_option
from lorpack.errors import ExitCode

if TYPE_CHECKING:
    from lorpack.cli.checkup import Item


@click.command(cls=Command)
@output_option
@format_option
def command(output: Path, style: str) -> ExitCode:
    """Show what is installed and what is missing; draws one page to be sure.

    Put what it prints into a report of a fault. Exit code 3 means that something needed is
    missing, 5 that the output folder cannot be written.

    \b
    Examples:
      lorpack doctor
      lorpack doctor --format json
    """
    from lorpack.cli.checkup import examine

    items = examine(output)
    if style == "json":
        console.out_json({"items": [asdict(item) for item in items]})
    else:
        console.out("\n".join(line for item in items for line in _lines(item)))
    return _close(items)


def _lines(item: "Item") -> list[str]:
    mark = "--" if item.state in ("missing", "blocked") else item.state
    lines = [console.plain(f"{mark:<4}  {item.name:<22}  {item.found}")]
    return [*lines, f"      to do: {item.remedy}"] if item.remedy else lines


def _close(items: Sequence["Item"]) -> ExitCode:
    missing = [item for item in items if item.state == "missing"]
    blocked = [item for item in items if item.state == "blocked"]
    did = f"looked at {console.count(len(items), 'thing')}"
    if not missing and not blocked:
        console.closing(f"{did}; nothing needed is missing", then="`lorpack check`")
        return ExitCode.DONE
    undone = ", ".join(item.name for item in (*missing, *blocked))
    console.closing(f"{did}; to be put right: {undone}", then=(missing or blocked)[0].remedy)
    return ExitCode.MISSING_DEPENDENCY if missing else ExitCode.OUTPUT
