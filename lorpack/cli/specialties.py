"""``lorpack specialties``: what is known of each specialty, with its source."""

from pathlib import Path

import click

from lorpack.cli.base import Command
from lorpack.cli.knowledge import Knowledge, application_in, in_option, show, yaml_option
from lorpack.cli.options import format_option
from lorpack.errors import ExitCode


@click.command(cls=Command)
@click.argument("name", required=False)
@in_option
@yaml_option
@format_option
def command(name: str | None, folder: Path | None, as_yaml: bool, style: str) -> ExitCode:
    """List the specialties that are known, or show one with its facts and their sources.

    What is not verified is marked, and is never printed in a packet. In an application, its own
    files in specialties/ count: one with the name of a listed id changes the keys that it names, one
    with a new name adds a specialty. An office may have them in the folder above its applications,
    beside a lorpack.yaml (which may be empty).

    \b
    Examples:
      lorpack specialties
      lorpack specialties emergency-medicine --in jane-doe
      lorpack specialties emergency-medicine --yaml > specialties/emergency-medicine.yaml
    """
    from lorpack.specialties import own_specialties, specialties
    from lorpack.specialties.load import DATA

    where = application_in(folder)
    known = Knowledge(
        "specialties", specialties(where), own_specialties(where), DATA, where or Path()
    )
    return show(known, name, "yaml" if as_yaml else style)
