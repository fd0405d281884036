"""``lorpack letters``: the mix of letters, its gaps, and which letters go to which programs."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words
from lorpack.cli.check import print_text
from lorpack.cli.options import here_if_empty, paths_argument
from lorpack.cli.verdict import code_of_check
from lorpack.errors import ExitCode
from lorpack.profiles.application import Application

_FIELDS = ("application", "target", "program", "kind", "letter", "assigned", "why")


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
def command(paths: Sequence[Path], style: str) -> ExitCode:
    """Show which letters to assign to each program, with the reason for every choice.

    The programs are those in applicant.yaml; `kind`, `competitive`, `letters` and
    `chair_letter` of a program, and `strength` of a letter, are taken into account. It is a
    proposal: you assign the letters yourself, in the portal.

    \b
    Examples:
      lorpack letters
      lorpack letters jane-doe --format csv > letters.csv
    """
    from lorpack.advice.assign import assign
    from lorpack.profiles.load import find_applications, load

    folders = find_applications(here_if_empty(paths))
    loaded = [(folder, load(folder.resolve())) for folder in folders]
    # Without its log, whoever declined would be counted.
    usable = [
        (folder, one.application) for folder, one in loaded if one.application and one.log_is_read
    ]
    found = [(folder, application, assign(application)) for folder, application in usable]
    if style == "json":
        console.out_json({"applications": [_tree(app, sets) for _, app, sets in found]})
    elif style == "csv":
        _print_csv(found)
    else:
        _print(found)
    broken = [
        (folder, one)
        for folder, one in loaded
        if not one.application or one.broken or not one.log_is_read
    ]
    names = ", ".join(console.plain(folder.resolve().name) for folder, _ in broken)
    left = f"{names}: errors, `lorpack check` shows them" if broken else ""
    programs = sum(len(sets) for _, _, sets in found)
    done = f"{console.count(programs, 'program')} in {console.count(len(found), 'application')}"
    console.closing(done, left, then="assign them in the portal, each set read once more before")
    if not broken:
        return ExitCode.DONE
    code = code_of_check([found for _, one in broken for found in one.findings], strict=False)
    return ExitCode.FINDINGS if code is ExitCode.DONE else code


def _print(found: Sequence[tuple[Path, Application, Sequence[Any]]]) -> None:
    from lorpack.advice import mix

    gaps = {folder: list(mix.findings(application)) for folder, application, _ in found}
    print_text(gaps)
    blocks = ["\n".join(_lines(application, sets)) for _, application, sets in found if sets]
    if blocks and any(gaps.values()):
        console.out("")
    if found:
        console.out("\n\n".join(blocks) or "no programs are named in applicant.yaml")


def _lines(application: Application, sets: Sequence[Any]) -> Iterator[str]:
    from lorpack.tables import aligned

    yield console.plain(f"{application.id}  {application.applicant.name.printed}")
    yield from _seen_from(application)
    for one in sets:
        kind = f" ({one.program.kind})" if one.program.kind else ""
        yield ""
        yield console.plain(f"  {one.program.name}{kind}")
        rows = [("+", choice.writer, choice.why) for choice in one.chosen]
        rows += [("-", choice.writer, choice.why) for choice in one.left_out]
        yield from aligned(rows, (1, 24, 80), "    ")
        for gap in one.gaps:
            yield console.plain(f"    missing: {gap}")
        for wish in one.program.requirements:
            yield console.plain(f"    check: {wish}")
    yield from _warnings(application)


_SIDES = {
    "clinical": "clinical work",
    "research": "research",
    "leadership": "teaching and leadership",
    "longitudinal": "over the years",
}


def _seen_from(application: Application) -> Iterator[str]:
    """From which sides the letters of each target show the applicant."""
    from lorpack.advice.mix import views

    for target in application.applicant.targets:
        yield ""
        yield console.plain(f"  {target.specialty}, as seen from")
        for view, writers in views(application, target).items():
            yield console.plain(f"    {_SIDES[view] + ':':25}{', '.join(writers) or 'nobody'}")


def _warnings(application: Application) -> Iterator[str]:
    """What cannot be undone in the portals that the targets use."""
    from lorpack.portals import portal

    for name in dict.fromkeys(target.portal for target in application.applicant.targets):
        site = portal(name, application.folder)
        facts = site.cannot_undo.printable if site else ()
        if site and facts:
            yield ""
            yield f"  {site.name}: {' '.join(facts)}"


def _tree(application: Application, sets: Sequence[Any]) -> dict[str, Any]:
    from lorpack.advice.mix import views

    return {
        "application": application.id,
        "views": {
            target.id: {str(view): list(ids) for view, ids in views(application, target).items()}
            for target in application.applicant.targets
        },
        "programs": [
            {
                "target": one.target,
                "program": one.program.name,
                "assigned": [{"writer": c.writer, "why": c.why} for c in one.chosen],
                "left_out": [{"writer": c.writer, "why": c.why} for c in one.left_out],
                "missing": list(one.gaps),
            }
            for one in sets
        ],
    }


def _print_csv(found: Sequence[tuple[Path, Application, Sequence[Any]]]) -> None:
    from lorpack.tables import as_csv

    rows = [
        (application.id, one.target, one.program.name, str(one.program.kind or ""), choice.writer,
         "yes" if choice in one.chosen else "no", choice.why)
        for _, application, sets in found
        for one in sets
        for choice in (*one.chosen, *one.left_out)
    ]  # fmt: skip
    console.out(as_csv(_FIELDS, rows))
