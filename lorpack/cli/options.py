"""Arguments and options that several commands take."""

import errno
import os
import stat
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from lorpack.cli.base import Words
from lorpack.errors import InputError, LorpackError, OutputError


class Place(click.Path):
    """A file or folder. One that cannot be used is an error of *kind*: the command was not wrong."""

    def __init__(self, kind: type[LorpackError], *, file_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay, readable=False)
        self.kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """*value* as a path. Raises an error of the kind."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        try:
            mode = path.stat().st_mode
        except OSError as error:
            if error.errno == errno.ELOOP:
                hint = "name the folder or file itself"
                raise self.kind(f"{path} is a link that leads to itself", hint) from error
            return path  # Missing, which each command has its own words for.
        if not os.access(path, os.R_OK | (os.X_OK if stat.S_ISDIR(mode) else 0)):
            raise self.kind(f"cannot read {path}: permission denied", "check its permissions")
        return path


IN, OUT = Place(InputError), Place(OutputError)
"""What a command reads from, and where it writes to."""

paths_argument = click.argument("paths", nargs=-1, type=IN, metavar="[PATH]...")
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
    type=Place(OutputError, file_okay=False),
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
