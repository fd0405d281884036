"""``lorpack clean``: delete what lorpack made, and nothing else."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lorpack.cli import console
from lorpack.cli.base import Command
from lorpack.cli.options import format_option, here_if_empty, output_option, paths_argument, shown
from lorpack.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from lorpack.batch.cleaning import Cleaned, Kept, Made


@click.command(cls=Command)
@paths_argument
@output_option
@click.option("--cache", is_flag=True, help="Also what is kept of all your other applications.")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@format_option
def command(
    paths: Sequence[Path], output: Path, cache: bool, dry_run: bool, yes: bool, style: str
) -> ExitCode:
    """Delete what lorpack made for the applications at PATH: packets, messages, calendars, caches.

    PATH may be a folder of results itself. A file that you changed or added stays, and is named.
    Your profiles, documents and log are never touched. Files are deleted, not overwritten: a
    backup or a synchronised folder may still have them.

    \b
    Examples:
      lorpack clean --dry-run
      lorpack clean jane-doe
      lorpack clean output --yes
    """
    from lorpack.batch.cleaning import Cleaned, carry_out, planned

    asked = here_if_empty(paths)
    plan = planned(asked, output, _caches(asked, everything=cache))
    if not dry_run and plan.made and not (yes or _is_meant(plan.made)):
        console.closing("nothing was deleted", then="`lorpack clean --dry-run` shows each file")
        return ExitCode.DONE
    done = Cleaned(tuple(plan.made), plan.kept) if dry_run else carry_out(plan)
    if style == "json":
        console.out_json(_values(done, dry_run=dry_run))
    else:
        _print(done, dry_run=dry_run)
    return _close(done, dry_run=dry_run)


def _caches(paths: Sequence[Path], *, everything: bool) -> list[Path]:
    """The overviews kept of the applications at *paths*, or of all."""
    from lorpack.cli.overviews import overview_cache
    from lorpack.errors import InputError
    from lorpack.profiles.folders import find_applications
    from lorpack.schedule.keeping import kept_in, place_of

    cache = overview_cache()
    if cache is None:
        return []
    if everything:
        return kept_in(cache)
    found: list[Path] = []
    for path in paths:
        try:
            found += [place_of(cache, one.resolve()) for one in find_applications([path])]
        except InputError:
            continue  # A folder of results, or nothing at all, which is said elsewhere.
    return found


def _is_meant(made: Sequence["Made"]) -> bool:
    try:
        return click.confirm(f"Delete {_counted(made)}?", err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        message = "nobody said whether to delete, so nothing was deleted"
        raise UsageError(message, "add --yes, or --dry-run") from None


def _counted(made: Iterable["Made"]) -> str:
    from lorpack.batch.cleaning import Kind

    counts = Counter(one.kind for one in made)
    return ", ".join(console.count(counts[kind], kind) for kind in Kind if kind in counts)


def _print(done: "Cleaned", *, dry_run: bool) -> None:
    word = "would be deleted" if dry_run else "deleted"
    for one in done.deleted:
        console.out(console.plain(f"{word}  {_name(one.path)}"))
    for kept in (*done.kept, *done.failed):
        console.out(console.plain(f"stays  {_name(kept.path)}  ({kept.reason})"))


def _close(done: "Cleaned", *, dry_run: bool) -> ExitCode:
    did = f"{'would delete' if dry_run else 'deleted'}: {_counted(done.deleted) or 'nothing'}"
    if done.kept:
        did += f"; {console.count(len(done.kept), 'other')} left alone"
    undone = "; ".join(f"{_name(one.path)} ({one.reason})" for one in done.failed)
    if dry_run and done.deleted:
        then = "the same command without --dry-run deletes them"
    elif done.failed:
        then = "correct what is named above and repeat it"
    else:
        then = "`lorpack build` makes all of it again"
    console.closing(did, undone, then)
    return ExitCode.OUTPUT if done.failed else ExitCode.DONE


def _values(done: "Cleaned", *, dry_run: bool) -> dict[str, Any]:
    deleted = [
        {"path": _name(one.path), "kind": str(one.kind), "size": one.size} for one in done.deleted
    ]
    return {
        "dry_run": dry_run,
        "deleted": deleted,
        "kept": [_why(one) for one in done.kept],
        "failed": [_why(one) for one in done.failed],
    }


def _why(kept: "Kept") -> dict[str, str]:
    return {"path": _name(kept.path), "reason": kept.reason}


def _name(path: Path) -> str:
    return (Path(shown(path.parent)) / path.name).as_posix()  # A link is named, not its target.
