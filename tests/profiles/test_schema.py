"""The JSON Schemas, and the registry of codes."""

import json
import re
from pathlib import Path

import pytest

import lorpack
from lorpack.codes import RULES, rule
from lorpack.findings import Severity
from lorpack.profiles.fields import TRAITS
from lorpack.profiles.schema import MODELS, json_schema


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_schemas_are_complete_and_stable(kind):
    schema = json_schema(kind)
    assert schema["$id"] == f"urn:lorpack:schema:{kind}"
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["description"]
    if kind != "progress":
        assert schema["additionalProperties"] is False
        assert set(schema["properties"]) == set(MODELS[kind].model_fields)
    assert json.dumps(schema) == json.dumps(json_schema(kind))


def test_small_types_appear_as_an_editor_needs_them():
    defs = json_schema("writer")["$defs"]
    letter = defs["Letter"]["properties"]
    assert {"type": "string", "format": "date"}.items() <= letter["deadline"]["anyOf"][0].items()
    assert letter["letter_id"]["anyOf"][0]["type"] == ["string", "number"]
    assert letter["chair_letter"]["type"] == "boolean"
    assert letter["season"]["anyOf"][0]["type"] == "integer"
    assert defs["Point"]["properties"]["traits"]["items"]["enum"] == list(TRAITS)
    assert {
        item.get("$ref", "text")
        for item in json_schema("writer")["properties"]["brag"]["items"]["anyOf"]
    } == {
        "#/$defs/Point",
        "text",
    }
    with pytest.raises(KeyError):
        json_schema("nothing")


def test_the_log_is_a_list_of_entries():
    schema = json_schema("progress")
    assert (schema["type"], schema["items"]) == ("array", {"$ref": "#/$defs/Entry"})
    entry = schema["$defs"]["Entry"]
    assert entry["additionalProperties"] is False
    assert entry["required"] == ["on", "writer", "event"]


def test_every_code_in_use_is_registered():
    folder = Path(lorpack.__file__).parent / "profiles"
    used = {
        code
        for path in folder.rglob("*.py")
        for code in re.findall(r"LOR\d{3}", path.read_text("utf-8"))
    }
    assert len(used) > 30
    assert used <= set(RULES)


def test_rules_are_whole():
    for code, one in RULES.items():
        assert re.fullmatch(r"LOR\d{3}", code)
        assert one.code == code
        assert all((one.title, one.why, one.example, one.remedy))
        assert isinstance(one.severity, Severity)
    assert list(RULES) == sorted(RULES)
    assert rule("lor108") is RULES["LOR108"]
    assert rule("LOR000") is None
