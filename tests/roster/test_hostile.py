"""Any text in a cell comes back from the profile as that text, or is a finding."""

import csv
import io
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorpack.profiles.load import load
from lorpack.profiles.positions import YamlSource
from lorpack.profiles.source import read_source
from lorpack.profiles.writer import Writer
from lorpack.roster.edits import as_bytes, changed, with_value
from lorpack.roster.run import prepare, write
from lorpack.roster.sheet import read_table
from lorpack.roster.yaml_text import Leaf, block

_NUMBERS = count()
_NASTY = st.sampled_from(
    ["- a", "a: b", "a #b", "#", "&a", "*a", "!!python/x", "%", "@", "`", "|", ">", "'", '"', "\\",
     "{a: b}", "[a]", "null", "~", "no", "---", "...", "? a", "=1", "'=1", "\u00ad", "\u200b", "😀",
     "\U000e0041", "\u2028", "\u0085", "\ufeff", "a\tb", "a\nb", "${x}", "{{ x }}", "a,b", "0o7"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(_NASTY, st.text(max_size=8)), max_size=6).map("".join),
)
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def imported(folder, row, cells):
    """Import one row with *cells*; what is told, and the writer as read (or None)."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([list(row | cells), list((row | cells).values())])
    folder.mkdir()
    roster = folder / "roster.csv"
    roster.write_bytes(stream.getvalue().encode())
    plan = prepare(read_table(roster, "roster.csv"), folder, ".")
    assert write(plan, folder) == {}
    made = next((one.id for one in plan.students if one.changes), None)
    return plan.findings, load(folder / made, look_for_files=False) if made else None


@QUIET
@given(line=TEXTS, text=TEXTS)
def test_any_text_in_a_cell_comes_back_or_is_told(tmp_path, row, line, text):
    cells = {"Position": line, "writer.why_you": text}
    found, loaded = imported(tmp_path / str(next(_NUMBERS)), row, cells)
    if loaded is None or not loaded.application.writers:
        assert {one.code for one in found} <= {"LOR104", "LOR105", "LOR121", "LOR904", "LOR905"}
        assert all(one.place.line == 2 and one.place.column >= 19 for one in found)
        return
    assert not [one for one in loaded.findings if one.severity == "error"]
    profile = loaded.application.writers[0].profile
    assert (profile.position or "", profile.why_you or "") == (meant(line), meant(text))


def meant(cell: str) -> str:
    """What a spreadsheet shows for *cell*: without padding, and the mark of a text."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].strip()
    marked = text.startswith("'") and text[1:2] != "" and text[1] in "-=+@\t'0123456789"
    marked |= text.startswith("'") and text[1:2].isdecimal()
    return text[1:].strip() if marked else text


@QUIET
@given(id=st.one_of(TEXTS, st.sampled_from(["../x", "a/../b", "C:", "nul.", "A" * 64])))
def test_any_id_stays_in_the_folder(tmp_path, row, id):
    root = tmp_path / str(next(_NUMBERS)) / "class"
    root.parent.mkdir()
    _, loaded = imported(root, row, {"Applicant ID": id, "Writer ID": id})
    assert loaded is None or not [one for one in loaded.findings if one.severity == "error"]
    assert [path.name for path in root.parent.iterdir()] == ["class"]
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        assert name.isascii()
        assert len(name) < 200


@QUIET
@given(text=st.text(max_size=200).map(str.strip).filter(bool))
def test_any_leaf_is_one_line_that_reads_back(text):
    for tree in ({"a": Leaf(text)}, {"a": {"b": Leaf(text)}}, {"a": [{"b": Leaf(text)}]}):
        written = block(tree)
        source, found = read_source(written.encode(), "x.yaml")
        if found:
            assert {one.code for one in found} <= {"LOR104", "LOR105"}
            continue
        node = source.tree["a"]
        node = node[0] if isinstance(node, list) else node
        assert (node["b"] if isinstance(node, dict) else node) == text


FILE = """\
# a comment
name: {given: Mei, family: Chen}
role: attending   # another
relationship: [clinical]
letter:
  # about the letter
  letter_id: "7"
  focus: >-
    Two lines
    of text.

  waived:
rotations:
- service: Wards
  weeks: 4
- {service: Clinic}
cases: []
"""
PATHS = st.sampled_from(
    [
        ("name", "given"), ("name", "title"), ("role",), ("position",), ("letter", "letter_id"),
        ("letter", "focus"), ("letter", "waived"), ("letter", "kind"), ("institution", "name"),
        ("rotations", 0, "service"), ("rotations", 0, "setting"), ("rotations", 1, "service"),
        ("rotations", 1, "hospital"), ("rotations", 2, "service"), ("contact", "assistant", "name"),
        ("known_since",), ("growth",),
    ]
)  # fmt: skip
VALUES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]),
                 min_size=1, max_size=30).map(str.strip).filter(bool)  # fmt: skip


@QUIET
@given(edits=st.lists(st.tuples(PATHS, VALUES), min_size=1, max_size=5))
def test_an_edit_changes_the_value_and_nothing_else(edits):
    source, _ = read_source(FILE.encode(), "x.yaml")
    assert isinstance(source, YamlSource)
    expected = source.tree
    changes = [(path, Leaf(value)) for path, value in edits]
    for path, leaf in changes:
        expected = with_value(expected, path, leaf)
    after = changed(source, changes, Writer)
    if after is None:  # A hidden character or a heap of marks, which no profile may hold.
        assert any(read_source(block({"a": Leaf(value)}).encode(), "y")[1] for _, value in edits)
        return
    assert after.tree == expected
    comments = ["# a comment", "   # another", "  # about the letter"]
    assert all(comment in after.text for comment in comments)
    touched = {path[0] for path, _ in edits}
    for line in FILE.splitlines():
        if line.split(":")[0] in {"name", "role", "relationship", "cases"} - touched:
            assert line in after.text.splitlines()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_survive(end):
    before, after = "a: 1\nb: 2\n", "a: 1\nc: 3\nb: 2\n"
    original = before.replace("\n", end).encode()
    assert as_bytes(original, before, after) == after.replace("\n", end).encode()
