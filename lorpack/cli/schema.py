"""``lorpack schema``: JSON Schemas, with which editors complete and check profiles."""

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words

KINDS = ("applicant", "writer", "settings", "progress")


@click.command(cls=Command)
@click.argument("kind", metavar="KIND", type=Words(KINDS, case_sensitive=False))
def command(kind: str) -> None:
    """Print the JSON Schema of a profile file.

    KIND is applicant (applicant.yaml), writer (writers/*.yaml), settings (lorpack.yaml) or
    progress (progress.yaml). `lorpack init` has already put the first three into .lorpack; use
    this after an update.

    \b
    Examples:
      lorpack schema applicant > .lorpack/applicant.schema.json
      lorpack schema writer > .lorpack/writer.schema.json
    """
    from lorpack.profiles.schema import json_schema

    console.out_json(json_schema(kind))
    above = "../" if kind == "writer" else ""
    console.closing(
        f"printed the schema of {kind}",
        then=f"save it as .lorpack/{kind}.schema.json; an editor finds it by the first line"
        f" `# yaml-language-server: $schema={above}.lorpack/{kind}.schema.json`",
    )
