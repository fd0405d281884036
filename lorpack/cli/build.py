"""``lorpack build``: the packets."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from lorpack.batch.model import ApplicationResult, BuildRequest, Outcome
from lorpack.cli import console
from lorpack.cli.base import Command
from lorpack.cli.check import each_once, print_text
from lorpack.cli.options import (
    format_option,
    here_if_empty,
    output_option,
    paths_argument,
    strict_option,
)
from lorpack.cli.packets import as_values, class_table, is_class, table, unreadable, why_failed
from lorpack.cli.password import encrypt_options, given_password
from lorpack.cli.progress import progress
from lorpack.cli.verdict import code_of_build, concerns, tally, tally_packets
from lorpack.errors import ExitCode, UsageError
from lorpack.findings import Finding, Severity, errors_in

_NAMED = 3
"""So many packets that are not done are named once more at the end."""


_AN_HOUR = 3600


class _Seconds(click.FloatRange):
    """A number of seconds; ``nan`` is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return seconds


@click.command(cls=Command)
@paths_argument
@click.option(
    "-w", "--writer", "writers", multiple=True, metavar="ID", help="Only this letter writer."
)
@output_option
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="How many packets at once.  [default: one per core]",
)
@click.option(
    "--timeout",
    type=_Seconds(1, _AN_HOUR),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long one packet may take.",
)
@click.option(
    "--executor",
    default="processes",
    show_default=True,
    metavar="WHERE",
    help="processes (here), dask, or MODULE:CALLABLE.",
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="Of Dask: tcp://10.0.0.5:8786.")
@encrypt_options
@click.option("--force", is_flag=True, help="Build what has not changed, too.")
@click.option("--dry-run", is_flag=True, help="Say what would be built, and write nothing.")
@strict_option
@format_option
def command(
    paths: Sequence[Path],
    writers: tuple[str, ...],
    output: Path,
    jobs: int,
    timeout: float,
    executor: str,
    scheduler: str,
    encrypt: bool,
    descriptor: int | None,
    force: bool,
    dry_run: bool,
    strict: bool,
    style: str,
) -> ExitCode:
    """Build one PDF packet per letter writer of the applications at PATH.

    PATH is the current folder when left out. Only what has changed is built. One packet that
    fails does not stop the others.

    \b
    Examples:
      lorpack build
      lorpack build -w chen -w patel
      lorpack build class-of-2028 -o /media/usb/packets -j 4
      lorpack build --dry-run
    """
    from lorpack.batch.build import build
    from lorpack.profiles.folders import find_applications

    if (executor == "dask") != bool(scheduler):
        raise UsageError(
            "--executor dask and --scheduler go together",
            "lorpack build CLASS --executor dask --scheduler tcp://10.0.0.5:8786",
        )

    # The folder's name is the application's name, and "." has none.
    folders = [folder.resolve() for folder in find_applications(here_if_empty(paths))]
    password = given_password(encrypt=encrypt, descriptor=descriptor)
    request = BuildRequest(
        output, writers, jobs, force, dry_run, timeout, executor, scheduler, password
    )
    with progress() as on_progress:
        results = _told_once(
            [_narrowed(result, writers) for result in build(folders, request, on_progress)]
        )
    if style == "json":
        console.out_json(as_values(results))
    else:
        _print(results)
    _close(results, dry_run=dry_run)
    return code_of_build(results, strict=strict)


def _narrowed(result: ApplicationResult, writers: Sequence[str]) -> ApplicationResult:
    kept = tuple(finding for finding in result.findings if concerns(finding, writers))
    return replace(result, findings=kept)


def _told_once(results: Sequence[ApplicationResult]) -> list[ApplicationResult]:
    once = each_once({result.folder: result.findings for result in results})
    return [replace(result, findings=tuple(once[result.folder])) for result in results]


def _print(results: Sequence[ApplicationResult]) -> None:
    told = {result.folder: list(result.findings) for result in results}
    if is_class(results):
        told = {folder: [*filter(_is_for_all, some)] for folder, some in told.items()}
    print_text(told)
    if any(told.values()):
        console.out("")
    console.out(class_table(results) if is_class(results) else table(results))


def _is_for_all(finding: Finding) -> bool:
    """Whether *finding* is shown for a whole class: errors, and what may be somebody else's."""
    return finding.severity is Severity.ERROR or finding.code.startswith("LOR63")


def _close(results: Sequence[ApplicationResult], *, dry_run: bool) -> None:
    packets = [packet for result in results for packet in result.packets]
    findings = [finding for result in results for finding in result.findings]
    failed = [packet for packet in packets if packet.outcome is Outcome.FAILED]
    undone = [f"{one.application}/{one.writer} ({why_failed(one)})" for one in failed]
    undone += [f"{name} ({reason})" for name, reason in unreadable(results)]
    if len(undone) > _NAMED:
        undone = [f"{console.count(len(undone), 'packet')}, each named above"]
    planned = any(packet.outcome is Outcome.PLANNED for packet in packets)
    if undone:
        then = "correct what is named above and build again; only what is not done is built"
    elif errors_in(findings):
        then = "correct the errors above and build again"
    elif dry_run and planned:
        then = "the same command without --dry-run builds them"
    elif not packets:
        then = "add a letter writer as writers/<name>.yaml"
    elif dry_run:
        then = "nothing is to be built; `lorpack status` says where each letter stands"
    else:
        then = "open each packet and read it once; you send it yourself, lorpack sends nothing"
    did = f"{tally_packets(packets)}; {tally(findings, len(results))}"
    console.closing(did, "; ".join(undone), then)
