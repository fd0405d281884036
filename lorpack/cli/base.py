"""What all commands share: ``--debug``, ``--help`` with a short form, and "did you mean"."""

from collections.abc import Iterable
from typing import Any

import click

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def nearest(word: str, words: Iterable[str]) -> str:
    """``Did you mean `check`?`` when one of *words* is close to *word*, else empty text."""
    from difflib import get_close_matches

    known = {one.casefold(): one for one in words}
    close = get_close_matches(word.casefold(), list(known), 1)
    return f"did you mean `{known[close[0]]}`?" if close else ""


class Words(click.Choice[str]):
    """One of a few words; for another, the one that was meant."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:  # noqa: ARG002
        """What is wrong with *value*, in words."""
        guess = nearest(str(value), self.choices)
        listed = ", ".join(self.choices)
        return f"`{value}` is none of {listed}{'; ' + guess if guess else ''}"


class Command(click.Command):
    """A command that takes ``--debug`` (which :mod:`lorpack.cli.failure` looks at)."""

    def __init__(self, *args: Any, **extra: Any) -> None:
        extra["context_settings"] = CONTEXT | extra.get("context_settings", {})
        super().__init__(*args, **extra)
        self.params.append(
            click.Option(
                ["--debug"],
                is_flag=True,
                expose_value=False,
                help="Show the traceback of an unexpected error.",
            )
        )


class Group(Command, click.Group):
    """A command with subcommands."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand; for a word that is none, name the one that was meant."""
        name = args[0]
        if name.startswith("-") or self.get_command(ctx, name) or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        guess = nearest(name, self.list_commands(ctx))
        raise click.UsageError(f"there is no command `{name}`{'; ' + guess if guess else ''}", ctx)
