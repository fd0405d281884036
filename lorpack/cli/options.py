"""Arguments and options that several commands take."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from lorpack.cli.base import Words

paths_argument = click.argument(
    "paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]..."
)
"""Applications, or folders that hold several."""

format_option = click.option(
    "--format",
    "style",
    type=Words(["text", "json"]),
    default="text",
    show_default=True,
    help="How the result is written.",
)

strict_option = click.option("--strict", is_flag=True, help="Warnings fail, too.")

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default="output",
    show_default=True,
    help="The folder for what is built.",
)

today_option = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda _ctx, _param, value: value.date() if value else date.today(),
    metavar="DATE",
    help="Take DATE (YYYY-MM-DD) for today.",
)


def here_if_empty(paths: Sequence[Path]) -> list[Path]:
    """*paths*, or the current folder when none was given."""
    return list(paths) or [Path()]


def shown(folder: Path) -> str:
    """*folder* as a person would type it: relative to the current folder when it is inside."""
    try:
        return folder.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return folder.as_posix()
