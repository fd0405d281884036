"""``lorpack templates``: list, copy (eject) and compare the templates of packets."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from lorpack.cli import console
from lorpack.cli.base import Group
from lorpack.cli.options import Place, format_option, shown
from lorpack.errors import InputError

in_option = click.option(
    "--in",
    "folder",
    type=Place(InputError, file_okay=False),
    default=".",
    help="The application, or the folder of an office.  [default: the current folder]",
)


@click.group("templates", cls=Group, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, copy and compare the templates of packets.

    A file in the application's templates/ wins over that of its office, and both over the one
    lorpack brings. Copy only what you change: everything else still improves with each version.

    \b
    Examples:
      lorpack templates list
      lorpack templates eject packet/cover.html.j2
      lorpack templates diff
    """
    if ctx.invoked_subcommand is None:
        console.out(ctx.get_help())


@command.command("list")
@in_option
@format_option
def list_(folder: Path, style: str) -> None:
    """List every template, and which file wins."""
    from lorpack.cli.overrides import survey

    found = survey(folder)
    if style == "json":
        console.out_json({"templates": [asdict(template) for template in found]})
    else:
        width = max(len(template.name) for template in found)
        lines = (f"{t.name:<{width}}  {t.state}".rstrip() for t in found)
        console.out(console.plain("\n".join(lines)))
    office = sum(template.is_shared for template in found)
    own = sum(bool(template.file) for template in found) - office
    did = f"{console.count(len(found), 'template')}, {own} of your own{_theirs(office)}"
    console.closing(did, then="`lorpack templates eject NAME` copies one for you to change")


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--all", "everything", is_flag=True, help="Copy every template.")
@in_option
def eject(names: Sequence[str], everything: bool, folder: Path) -> None:
    """Copy templates into the application or the office's folder, for you to change.

    A file that is there already is never overwritten (exit code 5).
    """
    from lorpack.cli.overrides import copy_out

    copies = copy_out(folder, names, everything=everything)
    console.out("\n".join(shown(path) for path in copies.written))
    for name in copies.over_office:
        console.say(f"{name}: your copy, of the packaged one, now wins over that of your office")
    console.closing(
        f"copied {console.count(len(copies.written), 'template')}",
        then="change them, then `lorpack build`; `lorpack templates diff` shows your changes",
    )


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@in_option
def diff(names: Sequence[str], folder: Path) -> None:
    """Show how your templates differ from those that lorpack brings."""
    from lorpack.cli.overrides import differences, moved_on, shared

    found = differences(folder, names)
    changed = {name: text for name, text in found.items() if text}
    color = console.in_color(sys.stdout)
    for text in changed.values():
        console.out("\n".join(_painted(line, color) for line in text.splitlines()))
    stale = moved_on(folder, found)
    for name, since in stale.items():
        console.say(
            f"{name}: the packaged template has changed since you copied it from lorpack {since}"
        )
    office = len(shared(folder, found))
    did = f"{console.count(len(found) - office, 'template')} of your own{_theirs(office)}"
    did += f", {len(changed)} with differences"
    then = "take over by hand what is new, or delete your copy and eject again" if stale else ""
    console.closing(did, then=then or "deleting your copy brings the packaged one back")


def _theirs(office: int) -> str:
    return f", {office} of your office" if office else ""


def _painted(line: str, color: bool) -> str:
    line = console.plain(line.replace("\t", "    "))
    styles = {"+": "green", "-": "red", "@": "cyan"}
    return click.style(line, fg=styles.get(line[:1])) if color else line
