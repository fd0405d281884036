"""``lorpack portals``: what is known of each portal, with its source."""

import click

from lorpack.cli.base import Command
from lorpack.cli.knowledge import show
from lorpack.cli.options import format_option
from lorpack.errors import ExitCode


@click.command(cls=Command)
@click.argument("name", required=False)
@format_option
def command(name: str | None, style: str) -> ExitCode:
    """List the portals that lorpack knows, or show one with its facts and their sources.

    What is not verified is marked, and is never printed in a packet.

    \b
    Examples:
      lorpack portals
      lorpack portals eras
    """
    from lorpack.portals import portals

    show(portals(), name, style, "portals")
    return ExitCode.DONE
