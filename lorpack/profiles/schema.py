"""JSON Schemas of the profiles, for editors: completion, and a warning while typing."""

from typing import Any

from pydantic import BaseModel, RootModel

from lorpack.profiles.applicant import Applicant
from lorpack.profiles.progress import Entry
from lorpack.profiles.settings import Settings
from lorpack.profiles.writer import Writer


class Progress(RootModel[tuple[Entry, ...]]):
    """The whole of ``progress.yaml``; the journal reads it entry by entry."""


MODELS: dict[str, type[BaseModel]] = {
    "applicant": Applicant,
    "writer": Writer,
    "settings": Settings,
    "progress": Progress,
}
"""The kinds of profile, and their models."""

_TITLES = {
    "applicant": "lorpack applicant (applicant.yaml)",
    "writer": "lorpack letter writer (writers/<id>.yaml)",
    "settings": "lorpack settings (lorpack.yaml)",
    "progress": "lorpack log of what happened (progress.yaml)",
}


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of *kind*: ``applicant``, ``writer``, ``settings`` or ``progress``.

    Raises KeyError for any other.
    """
    return schema_of(MODELS[kind], kind, _TITLES[kind])


def schema_of(model: type[BaseModel], kind: str, title: str) -> dict[str, Any]:
    """The JSON Schema of *model*, for a file that is called *kind* and *title*."""
    schema: dict[str, Any] = _as_typed(model.model_json_schema(mode="validation"))
    schema.pop("title", None)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:lorpack:schema:{kind}",
        "title": title,
    }
    return head | schema


def _as_typed(node: Any) -> Any:
    """*node* as an editor sees YAML: unquoted digits are numbers there, and texts here."""
    if isinstance(node, list):
        return [_as_typed(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: _as_typed(value) for key, value in node.items()}
    is_free = result.get("type") == "string" and not {"enum", "const", "format"} & result.keys()
    if is_free:
        result["type"] = ["string", "number"]
    return result
