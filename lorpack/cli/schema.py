"""``lorpack schema``: JSON Schemas, with which editors complete and check profiles."""

from typing import Any

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words

KINDS = ("applicant", "writer", "settings", "progress", "portal", "specialty")
_DEEPER = ("writer", "portal", "specialty")


@click.command(cls=Command)
@click.argument("kind", metavar="KIND", type=Words(KINDS, case_sensitive=False))
def command(kind: str) -> None:
    """Print the JSON Schema of a profile file.

    KIND is applicant (applicant.yaml), writer (writers/*.yaml), settings (lorpack.yaml),
    progress (progress.yaml), portal (portals/*.yaml) or specialty (specialties/*.yaml).
    `lorpack init` has already put the first three into .lorpack; use this after an update.

    \b
    Examples:
      lorpack schema applicant > .lorpack/applicant.schema.json
      lorpack schema writer > .lorpack/writer.schema.json
    """
    console.out_json(_schema(kind))
    above = "../" if kind in _DEEPER else ""
    console.closing(
        f"printed the schema of {kind}",
        then=f"save it as .lorpack/{kind}.schema.json; an editor finds it by the first line"
        f" `# yaml-language-server: $schema={above}.lorpack/{kind}.schema.json`",
    )


def _schema(kind: str) -> dict[str, Any]:
    from lorpack.profiles.schema import json_schema, schema_of

    if kind == "portal":
        from lorpack.portals import Portal

        return schema_of(Portal, kind, "lorpack portal (portals/<id>.yaml)")
    if kind == "specialty":
        from lorpack.specialties import Specialty

        return schema_of(Specialty, kind, "lorpack specialty (specialties/<id>.yaml)")
    return json_schema(kind)
