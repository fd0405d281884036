"""The command line. This module imports only click: each command is loaded when it is called."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from lorpack import __version__
from lorpack.cli import console, process
from lorpack.cli.base import Group
from lorpack.cli.failure import run
from lorpack.cli.password import hide_password

COMMANDS: dict[str, str] = {
    "init": "Start a new application that builds at once.",
    "import": "Make or update the applications of a class from a roster.",
    "check": "Show every finding in every file.",
    "build": "Build one PDF packet per letter writer.",
    "messages": "Write the messages that go with the packets.",
    "track": "Record that something happened with a letter.",
    "today": "Show what to do today and this week.",
    "status": "Show where each letter stands.",
    "timeline": "Show every date, or write a calendar file.",
    "letters": "Show which letters go to which programs, and what is missing.",
    "explain": "Explain a finding: why, an example, what to do.",
    "portals": "Show what is known of each portal, with sources.",
    "specialties": "Show what is known of each specialty, with sources.",
    "schema": "Print a JSON Schema, for editors.",
    "templates": "List, copy and compare the templates of packets.",
    "clean": "Delete what lorpack made, and nothing else.",
    "doctor": "Show what is installed and what is missing.",
}
"""Every command with its line in the help; its module is ``lorpack.cli.<name>``."""

_MODULES = {"import": "importing"}  # A name that Python keeps for itself.


class Main(Group):
    """The ``lorpack`` command: finds its subcommands by name, and ends in an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command called *cmd_name*, its module loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        command = import_module(f"lorpack.cli.{module}").command
        assert isinstance(command, click.Command)
        command.help = command.help or COMMANDS[cmd_name]  # `python -OO` drops docstrings.
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, say what went wrong in words, and exit with one of the contract's codes."""
        console.set_up()
        hide_password()

        def call() -> Any:
            return base(args, "lorpack", complete_var, standalone_mode=False, **extra)

        base = super().main
        if not standalone_mode:
            return call()
        if args is not None:
            sys.exit(run(call, debug="--debug" in args))
        process.tune()
        code = run(call, debug="--debug" in sys.argv[1:])
        process.leave_garbage()
        sys.exit(code)


@click.group(cls=Main, invoke_without_command=True)
@click.version_option(__version__, message="lorpack %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """One finished PDF packet for every letter writer of a residency applicant.

    It works on this computer only, and sends nothing.

    \b
    Start here:
      lorpack init jane-doe        a new application in the folder jane-doe
      lorpack check jane-doe       what is wrong or missing in it
      lorpack build jane-doe       the packets, in the folder output

    \b
    Exit codes:
      0 done   1 findings that are errors   2 wrong use   3 something is not installed
      4 a file cannot be read   5 a result cannot be written   6 some packets failed
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


__all__ = ["COMMANDS", "Main", "main"]
