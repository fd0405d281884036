"""``lorpack check``: every finding in every file, in one pass."""

import posixpath
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

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
from lorpack.profiles.folders import WRITERS

if TYPE_CHECKING:
    from lorpack.batch.crosscheck import Marks
    from lorpack.profiles.application import Application
    from lorpack.profiles.settings import Settings

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
    all_found, unsearched = _found(folders, today)
    found = each_once(all_found)
    findings = [finding for some in found.values() for finding in some]
    if style == "json":
        print_json(found)
    else:
        print_text(found)
    told = tally(findings, len(folders)) + _often(findings, len(folders))
    console.closing(told, _left_out(unsearched), _next(findings))
    return code_of_check(findings, strict=strict)


def _left_out(unsearched: Sequence[str]) -> str:
    if not unsearched:
        return ""
    more = f" and {len(unsearched) - _CLASS} more" if len(unsearched) > _CLASS else ""
    names = ", ".join(unsearched[:_CLASS])
    return f"a search of the words in {names}{more}: correct the errors there first"


def _found(folders: Sequence[Path], today: date) -> tuple[dict[Path, list[Finding]], Sequence[str]]:
    """The findings of each application, with the identifiers that two of them share; and the
    files whose words could not be searched, since they have errors."""
    from lorpack.advice.check import findings_of
    from lorpack.profiles.load import apply_ignores, load

    found: dict[Path, list[Finding]] = {}
    unsearched: list[str] = []
    marks: dict[str, Marks] = {}
    excuses: dict[str, Settings] = {}
    for folder in folders:
        loaded, name = load(folder.resolve()), shown(folder)
        found[folder] = findings_of(loaded, today)
        if loaded.application is None:
            unsearched.append(loaded.folder.name if name == "." else name)
            continue
        unsearched += [posixpath.normpath(f"{name}/{WRITERS}/{one}.yaml") for one in loaded.broken]
        if len(folders) > 1:
            marks[name], excuses[name] = _marks(loaded.application), loaded.application.settings
    doubled = _doubles(marks) if marks else {}
    for folder in folders:
        if some := doubled.get(shown(folder)):
            found[folder] += apply_ignores(some, excuses[shown(folder)].ignore)
    return found, unsearched


# Imported for a class only: it takes longer to be ready than one application to be read.
def _marks(application: "Application") -> "Marks":
    from lorpack.batch.crosscheck import marks_of

    return marks_of(application)


def _doubles(marks: "Mapping[str, Marks]") -> dict[str, list[Finding]]:
    from lorpack.batch.crosscheck import doubles

    return doubles(marks)


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
