"""``lorpack specialties``: what is known of each specialty, with its source."""

import click

from lorpack.cli.base import Command
from lorpack.cli.knowledge import show
from lorpack.cli.options import format_option
from lorpack.errors import ExitCode


@click.command(cls=Command)
@click.argument("name", required=False)
@format_option
def command(name: str | None, style: str) -> ExitCode:
    """List the specialties that lorpack knows, or show one with its facts and their sources.

    What is not verified is marked, and is never printed in a packet.

    \b
    Examples:
      lorpack specialties
      lorpack specialties emergency-medicine
    """
    from lorpack.specialties import specialties

    show(specialties(), name, style, "specialties")
    return ExitCode.DONE
