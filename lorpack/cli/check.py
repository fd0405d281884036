"""``lorpack check``: every finding in every file, in one pass."""

import posixpath
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from lorpack.cli import console
from lorpack.cli.base import Command
from lorpack.cli.options import (
    format_option,
    here_if_empty,
    paths_argument,
    shown,
    strict_option,
    today_option,
)
from lorpack.cli.verdict import code_of_check, tally
from lorpack.errors import ExitCode
from lorpack.findings import Finding, errors_in

_CLASS = 10
"""More applications than these are a class."""


@click.command(cls=Command)
@paths_argument
@strict_option
@format_option
@today_option
def command(paths: Sequence[Path], strict: bool, style: str, today: date) -> ExitCode:
    """Show every finding in the applications at PATH (default: the current folder).

    A folder that holds several applications stands for all of them. Nothing is changed.

    \b
    Examples:
      lorpack check
      lorpack check class-of-2028 --strict
      lorpack check jane-doe/writers/chen.yaml
      lorpack check --format json > findings.json
    """
    from lorpack.profiles.folders import find_applications

    folders = find_applications(here_if_empty(paths))
    found = each_once(_found(folders, today))
    findings = [finding for some in found.values() for finding in some]
    if style == "json":
        print_json(found)
    else:
        print_text(found)
    console.closing(
        tally(findings, len(folders)) + _often(findings, len(folders)), then=_next(findings)
    )
    return code_of_check(findings, strict=strict)


def _found(folders: Sequence[Path], today: date) -> dict[Path, list[Finding]]:
    """The findings of each application, and the identifiers that two of them share."""
    from lorpack.advice.check import findings_of
    from lorpack.profiles.load import apply_ignores, load

    if len(folders) == 1:
        return {folder: findings_of(load(folder.resolve()), today) for folder in folders}
    from lorpack.batch.crosscheck import doubles, marks_of

    found, marks, excuses = {}, {}, {}
    for folder in folders:
        loaded = load(folder.resolve())
        found[folder] = findings_of(loaded, today)
        if loaded.application:
            name = shown(folder)
            marks[name], excuses[name] = marks_of(loaded.application), loaded.application.settings
    doubled = doubles(marks)
    for folder in folders:
        if some := doubled.get(shown(folder)):
            found[folder] += apply_ignores(some, excuses[shown(folder)].ignore)
    return found


def print_text(found: dict[Path, list[Finding]]) -> None:
    """Write the findings of each folder to stdout, for a person."""
    from lorpack.report import render_text

    color = console.in_color(sys.stdout)
    blocks = [
        render_text([located(one, folder) for one in findings], color=color).rstrip("\n")
        for folder, findings in found.items()
        if findings
    ]
    if blocks:
        console.out("\n\n".join(blocks))


def print_json(found: dict[Path, list[Finding]]) -> None:
    """Write all findings to stdout as JSON; files are relative to the current folder."""
    from lorpack.report import render_json

    placed = [
        located(finding, folder) for folder, findings in found.items() for finding in findings
    ]
    console.out(render_json(placed).rstrip("\n"))


def each_once(found: Mapping[Path, Sequence[Finding]]) -> dict[Path, list[Finding]]:
    """*found*, where a file that several applications share is told of by the first only."""
    told: set[Finding] = set()
    kept: dict[Path, list[Finding]] = {}
    for folder, findings in found.items():
        new = {finding: located(finding, folder) for finding in findings}
        kept[folder] = [finding for finding in findings if new[finding] not in told]
        told.update(new.values())
    return kept


def located(finding: Finding, folder: Path) -> Finding:
    """*finding* with its file as seen from the current folder."""
    file = posixpath.normpath(f"{shown(folder)}/{finding.place.file}")
    return replace(finding, place=replace(finding.place, file=file))


def _often(findings: Sequence[Finding], applications: int) -> str:
    """For a class, which findings there are most of: what one mail to all could put right."""
    most = Counter(finding.code for finding in findings).most_common(3)
    if applications <= _CLASS or not most:
        return ""
    return "; most often " + ", ".join(f"{code} ({number})" for code, number in most)


def _next(findings: Sequence[Finding]) -> str:
    errors = errors_in(findings)
    if errors:
        return f"`lorpack explain {errors[0].code}` says more; correct the errors and check again"
    if findings:
        return f"`lorpack explain {findings[0].code}` says more; `lorpack build` makes the packets"
    return "`lorpack build` makes the packets"
