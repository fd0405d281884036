"""``lorpack explain``: the reason for a finding, an example, and what to do."""

import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words, nearest
from lorpack.errors import UsageError

if TYPE_CHECKING:
    from lorpack.codes import Rule


@click.command(cls=Command)
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option(
    "--format",
    "style",
    type=Words(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How the result is written; markdown is a page of all codes.",
)
def command(codes: Sequence[str], style: str) -> None:
    """Explain the findings with these CODEs; without one, list all codes.

    \b
    Examples:
      lorpack explain LOR115
      lorpack explain
      lorpack explain --format json
      lorpack explain --format markdown > findings.md
    """
    from lorpack.codes import GROUPS, RULES
    from lorpack.codes.page import page

    rules = [_rule(code) for code in codes] or list(RULES.values())
    if style == "markdown" and codes:
        raise UsageError("markdown is for all codes at once", "leave the codes out")
    if style == "json":
        console.out_json({"codes": [asdict(rule) for rule in rules]})
    elif style == "markdown":
        console.out(page(GROUPS).rstrip("\n"))
    elif codes:
        console.out("\n\n".join(_explained(rule) for rule in rules))
    else:
        console.out("\n".join(f"{rule.code}  {rule.severity:<7}  {rule.title}" for rule in rules))
    _close(rules, bool(codes))


def _close(rules: Sequence["Rule"], asked: bool) -> None:
    if asked:
        did = f"explained {console.count(len(rules), 'code')}"
        console.closing(did, then="`lorpack check` shows where it stands in your files")
    else:
        did = f"listed {console.count(len(rules), 'code')}"
        console.closing(did, then="`lorpack explain CODE` says more about one")


def _rule(code: str) -> "Rule":
    from lorpack.codes import RULES, rule

    found = rule(code)
    if found is None:
        guess = nearest(code, RULES)
        hint = f"{guess} " if guess else ""
        raise UsageError(f"there is no code `{code}`", f"{hint}`lorpack explain` lists all codes")
    return found


def _explained(rule: "Rule") -> str:
    parts = [f"{rule.code} {rule.severity}: {rule.title}", "", _wrapped(rule.why)]
    parts += ["", "example:", textwrap.indent(rule.example, "    ")]
    parts += ["", "what to do:", _wrapped(rule.remedy)]
    if rule.source:
        parts += ["", f"source: {rule.source}"]
    return "\n".join(parts)


def _wrapped(text: str) -> str:
    return textwrap.fill(
        text, 88, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )
