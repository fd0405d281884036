"""``lorpack init``: a new application that builds at once."""

from datetime import date
from pathlib import Path

import click

from lorpack.cli import console
from lorpack.cli.base import Command
from lorpack.cli.options import OUT, shown, today_option


@click.command(cls=Command)
@click.argument("folder", type=OUT, required=False, metavar="[DIR]")
@click.option("--defaults", is_flag=True, help="Ask nothing; the files hold words to replace.")
@click.option("--sample", metavar="NAME", help="Copy a sample application, into DIR or ./NAME.")
@today_option
def command(folder: Path | None, defaults: bool, sample: str | None, today: date) -> None:
    """Start a new application in DIR (default: the current folder).

    A few questions are asked. The result can be built at once. Nothing is ever overwritten:
    when one of the files is there already, none is written (exit code 5).

    \b
    Examples:
      lorpack init jane-doe
      lorpack init jane-doe --defaults
      lorpack init --sample amara-okafor
    """
    from lorpack.cli.starting import sample_files

    if sample:
        folder, undone = folder or Path(sample), ""
        written = _write(folder, sample_files(sample))
    else:
        folder = folder or Path()
        written, undone = _started(folder, today, defaults=defaults)
    for path in written:
        console.out(shown(path))
    where = shown(folder)
    goto = "" if where == "." else f" {where}"
    did = f"made {console.count(len(written), 'file')} in {where}"
    console.closing(did, undone, f"edit the files, `lorpack check{goto}`, `lorpack build{goto}`")


def _started(folder: Path, today: date, *, defaults: bool) -> tuple[list[Path], str]:
    """Write a new application; give its files, and what is left to the person."""
    from lorpack.cli.questions import ask
    from lorpack.cli.starting import Answers, new_files, refuse_existing

    if defaults:
        answers, undone = Answers(), "the names in applicant.yaml and writers/ are to be replaced"
    else:
        # Nobody should answer seven questions and learn then that the folder is taken.
        refuse_existing(folder, new_files(Answers(), today))
        answers, undone = ask(), "`background` and `season` in applicant.yaml are guesses"
    return _write(folder, new_files(answers, today)), undone


def _write(folder: Path, files: dict[str, bytes]) -> list[Path]:
    from lorpack.cli.starting import write_all

    return write_all(folder, files)
