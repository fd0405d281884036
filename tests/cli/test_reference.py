"""``lorpack explain`` and ``lorpack schema``."""

import json

import pytest

from lorpack.cli.schema import KINDS
from lorpack.codes import RULES
from lorpack.codes.model import Rule
from lorpack.findings import Severity
from lorpack.profiles.schema import MODELS

RULE = Rule(
    "LOR999",
    "a thing is not as it should be",
    Severity.WARNING,
    "Because of a reason that is long enough to need a second line on the terminal, which has"
    " eighty columns or more.",
    "key: wrong\nother: wrong",
    "Write it right.",
    "DOMAIN.md",
)


@pytest.fixture(autouse=True)
def _one_more_rule(monkeypatch):
    monkeypatch.setitem(RULES, "LOR999", RULE)


@pytest.mark.parametrize("code", ["LOR999", "lor999"])
def test_explain(lorpack, transcript, code):
    """Why, an example, what to do, and the source."""
    out = """\
    LOR999 warning: a thing is not as it should be

      Because of a reason that is long enough to need a second line on the terminal, which
      has eighty columns or more.

    example:
        key: wrong
        other: wrong

    what to do:
      Write it right.

    source: DOMAIN.md
    """
    err = """\
    explained 1 code
    next: `lorpack check` shows where it stands in your files
    """
    transcript(lorpack("explain", code), 0, out, err)


def test_explain_lists_all(lorpack):
    """Without a code every code is listed, one a line."""
    result = lorpack("explain")
    lines = result.stdout.splitlines()
    assert len(lines) == len(RULES) > 10
    assert lines[-1] == "LOR999  warning  a thing is not as it should be"
    assert result.stderr.startswith(f"listed {len(RULES)} codes\nnext: ")


def test_explain_json(lorpack):
    """JSON for tools: all fields of the rule."""
    (rule,) = json.loads(lorpack("explain", "LOR999", "--format", "json").stdout)["codes"]
    assert rule["severity"] == "warning"
    assert rule["example"] == "key: wrong\nother: wrong"
    assert len(json.loads(lorpack("explain", "--format", "json").stdout)["codes"]) == len(RULES)


def test_unknown_code(lorpack, transcript):
    """The code that was meant is named; exit code 2."""
    err = """\
    lorpack: there is no code `LOR9999`
      hint: did you mean `LOR999`? `lorpack explain` lists all codes
    """
    transcript(lorpack("explain", "LOR9999"), 2, "", err)
    err = """\
    lorpack: there is no code `what`
      hint: `lorpack explain` lists all codes
    """
    transcript(lorpack("explain", "what"), 2, "", err)


def test_every_rule_can_be_explained(lorpack):
    """No code breaks the page."""
    result = lorpack("explain", *RULES)
    assert result.exit_code == 0
    assert all(f"{rule.code} {rule.severity}: " in result.stdout for rule in RULES.values())


@pytest.mark.parametrize("kind", KINDS)
def test_schema(lorpack, kind):
    """A JSON Schema on stdout, and how an editor finds it on stderr."""
    result = lorpack("schema", kind)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$id"] == f"urn:lorpack:schema:{kind}"
    above = "../" if kind in ("writer", "portal", "specialty") else ""
    assert result.stderr == (
        f"printed the schema of {kind}\n"
        f"next: save it as .lorpack/{kind}.schema.json; an editor finds it by the first line"
        f" `# yaml-language-server: $schema={above}.lorpack/{kind}.schema.json`\n"
    )


def test_schema_kinds_are_those_of_the_profiles():
    """The command repeats the kinds, so as not to load pydantic for its help."""
    assert set(KINDS) == {*MODELS, "portal", "specialty"}


def test_schema_of_what(lorpack, transcript):
    """A missing or unknown kind is wrong use."""
    kinds = "applicant, writer, settings, progress, portal, specialty"
    err = f"""\
    lorpack: invalid value for 'KIND': `aplicant` is none of {kinds}; did you mean `applicant`?
      hint: `lorpack schema --help` shows how it is used
    """
    transcript(lorpack("schema", "aplicant"), 2, "", err)
    assert lorpack("schema").exit_code == 2


def test_the_schema_of_a_portal_is_that_of_a_file(lorpack):
    """A fact may be a sentence, and takes its day and source from the top of the file."""
    schema = json.loads(lorpack("schema", "portal").stdout)
    assert schema["required"] == ["as_of", "source"]
    assert "sources" in schema["properties"]
    sentence, fact = schema["$defs"]["Fact"]["anyOf"]
    assert "string" in sentence["type"]
    assert fact["required"] == ["text"]
    assert sorted(schema["$defs"]["Limit"]["required"]) == ["count", "text"]


def test_all_findings_on_one_page(lorpack, transcript):
    """Markdown, for a website or for docs/findings.md."""
    result = lorpack("explain", "--format", "markdown")
    assert result.exit_code == 0
    assert "\n### LOR115\n\n**an unknown key** (error)\n" in result.stdout
    err = """\
    lorpack: markdown is for all codes at once
      hint: leave the codes out
    """
    transcript(lorpack("explain", "LOR115", "--format", "markdown"), 2, "", err)
