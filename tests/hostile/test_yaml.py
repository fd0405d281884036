"""Hostile profiles: each in its class, at its line, within milliseconds."""

from pathlib import Path

import pytest
import yaml
from golden import golden, of_yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from yaml_files import ALL, HEAD, LITERAL, REFUSED, Case

from lorpack.errors import TemplateFault
from lorpack.findings import Severity
from lorpack.profiles.fields import Email, Id, Line, Text
from lorpack.profiles.load import load
from lorpack.profiles.source import read_source
from lorpack.templating import render_html

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "yaml"


def loaded(folder, data: bytes):
    (folder / "applicant.yaml").write_bytes(data)
    return load(folder)


def errors(found) -> list[tuple[str, int]]:
    return [
        (one.code, one.place.line)
        for one in found.findings
        if one.severity is Severity.ERROR and one.place.file == "applicant.yaml"
    ]


def test_the_set_is_large_enough_and_each_name_stands_once():
    assert len(REFUSED) >= 80
    assert len({case.name for case in ALL}) == len(ALL)


@pytest.mark.parametrize("case", ALL, ids=str)
def test_each_profile_gets_just_the_findings_that_are_kept(case: Case, tmp_path):
    assert of_yaml(case, tmp_path).rstrip() == golden("yaml")[case.name]


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_hostile_profile_is_refused_at_its_line(case: Case, tmp_path):
    found = loaded(tmp_path, case.data)
    assert found.application is None
    assert (case.code, case.line) in errors(found)
    for one in found.findings:
        assert len(one.message) < 500


@pytest.mark.parametrize("case", LITERAL, ids=str)
def test_an_odd_profile_is_taken_as_it_stands(case: Case, tmp_path):
    found = loaded(tmp_path, case.data)
    assert errors(found) == []
    assert getattr(found.application.applicant, case.at) == case.value


WHOLE_FILE = {"LOR101", "LOR103", "LOR110"}
"""What is wrong with a file as a whole has no line."""


def sound(findings) -> bool:
    return all(
        one.message and one.hint is not None and (one.place.line or one.code in WHOLE_FILE)
        for one in findings
    )


@given(st.binary(max_size=300))
def test_any_bytes_give_a_tree_or_findings_with_a_line(data):
    source, findings = read_source(data, "f.yaml")
    assert source or findings
    assert sound(findings)


PIECES = st.sampled_from(
    ["a", "b: ", "- ", "\n", "  ", "\t", "{", "}", "[", "]", "&a ", "*a", "!!str ", "!x ", "'", '"',
     "|", ">", "#", "? ", ": ", ",", "---", "...", "%YAML 1.2\n", "\\", "\0", "\u202e", "é", "<<: "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_yaml_gives_a_tree_or_findings_with_a_line(text):
    source, findings = read_source(text.encode(), "f.yaml")
    assert source or findings
    assert sound(findings)


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Mn", "Me", "Zl", "Zp")), max_size=60)
TREES = st.recursive(
    TEXTS.filter(lambda text: not any("\u202a" <= c <= "\u2069" or c in "\ufeff\ufffe\uffff" for c in text)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.from_regex("[a-z]{1,9}", fullmatch=True), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.from_regex("[a-z]{1,9}", fullmatch=True), TREES, min_size=1, max_size=5))
def test_any_tree_is_read_as_it_was_written(tree):
    written = yaml.dump(tree, Dumper=yaml.SafeDumper, allow_unicode=True, default_style='"')
    source, findings = read_source(written.encode(), "f.yaml")
    assert findings == []
    assert source.tree == tree


def corpus() -> list[tuple[str, str]]:
    manifest = CORPUS / "MANIFEST.tsv"
    lines = manifest.read_text(encoding="utf-8").splitlines()[1:] if manifest.is_file() else []
    return [(name, expected) for name, _, expected, *_ in (line.split("\t") for line in lines)]


FIELDS = {
    **dict.fromkeys(
        ("id", "writer_id", "alt", "win", "trailing", "colon", "dash", "empty", "dots"), Id
    ),
    **dict.fromkeys(("email", "writer_email"), Email),
    **dict.fromkeys(("name", "subject"), Line),
}
"""What the keys of the corpus are in a profile; any other is longer text."""


def is_refused(data: bytes) -> bool:
    source, findings = read_source(data, "f.yaml")
    assert sound(findings)
    for key, value in source.tree.items() if source and not findings else ():
        try:
            TypeAdapter(FIELDS.get(key, Text)).validate_python(value)
        except ValidationError:
            return True
    return bool(findings)


IN_CAPITALS = "33-collision-case.yaml"
"""Wanted as accepted, under a name of its own. An id in capitals is refused with the right one
named, which ends the collision where it arises."""


@pytest.mark.corpus
def test_the_corpus_is_in_its_classes():
    cases = corpus()
    if not cases:
        pytest.skip("no corpus here")
    wrong = []
    for name, expected in cases:
        data = (CORPUS / name).read_bytes()
        if name.endswith(".j2"):
            with pytest.raises(TemplateFault):
                render_html({name: data.decode()}, name, {})
        elif is_refused(data) != (expected == "clear-error" or name == IN_CAPITALS):
            wrong.append(name)
    assert wrong == []


def test_the_head_of_the_set_is_a_profile_without_findings(tmp_path):
    assert errors(loaded(tmp_path, HEAD.encode())) == []
