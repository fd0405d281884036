"""Setting a value in a person's file: that value only, or nothing at all."""

import pytest

from lorpack.profiles.source import read_source
from lorpack.profiles.writer import Writer
from lorpack.roster.edits import changed
from lorpack.roster.yaml_text import Leaf


def edited(text, *changes):
    source, findings = read_source(text.encode(), "f.yaml")
    assert not findings
    wanted = [(path, Leaf(content)) for path, content in changes]
    result = changed(source, wanted, Writer)
    return result and result.text


@pytest.mark.parametrize(
    ("text", "path", "content", "expected"),
    [
        ("role: a # note\nid: b\n", ("role",), "c", "role: c # note\nid: b\n"),
        ("role: 'a'\n", ("role",), "b: c", 'role: "b: c"\n'),
        ("role: |\n  a\n  b\nid: c\n", ("role",), "d", "role: d\nid: c\n"),
        ("role:\nid: b\n", ("role",), "c", "role: c\nid: b\n"),
        ("role: ~ # note\n", ("role",), "c", "role: c # note\n"),
        ("role: null\n", ("role",), "c", "role: c\n"),
        ("relationship: [a]\n", ("relationship",), ("b", "c"), "relationship: [b, c]\n"),
        ("relationship:\n- a # x\nrole: d\n", ("relationship",), ("b", "c"),
         "relationship:\n- b\n- c # x\nrole: d\n"),
        ("relationship:\n- a#b\n- 'c # d' # x\n", ("relationship",), ("e",),
         "relationship:\n- e # x\n"),
        ("role: |\n  a # b\nid: c\n", ("role",), "d", "role: d\nid: c\n"),
        ("role: 'a # b'\n", ("role",), "c", "role: c\n"),
        ("position: p\n", ("role",), "c", "role: c\nposition: p\n"),
        ("  role: c\n", ("position",), "p", "  role: c\n  position: p\n"),
        ("role: c", ("position",), "p", "role: c\nposition: p\n"),
        ("{role: c}\n", ("position",), "p", "{position: p, role: c}\n"),
        ("{\n  role: c\n}\n", ("position",), "p", "{position: p, \n  role: c\n}\n"),
        ("name: {given: a}\n", ("name", "family"), "b", "name: {family: b, given: a}\n"),
        ("role: c\n", ("letter", "deadline"), "d", "role: c\nletter:\n  deadline: d\n"),
        ("letter:\n", ("letter", "deadline"), "d", "letter:\n  deadline: d\n"),
        ("rotations:\n- service: a\n", ("rotations", 1, "service"), "b",
         "rotations:\n- service: a\n- service: b\n"),
        ("rotations:\n", ("rotations", 0, "service"), "b", "rotations:\n  - service: b\n"),
        ("notes_of_mine: a\n", ("role",), "b", "role: b\nnotes_of_mine: a\n"),
    ],
)  # fmt: skip
def test_a_value_is_set_where_a_person_would_put_it(text, path, content, expected):
    found = edited(text, (path, content))
    assert found is not None
    assert found.rstrip("\n") == expected.rstrip("\n")


@pytest.mark.parametrize(
    ("text", "path", "content"),
    [
        ("letter: soon\n", ("letter", "deadline"), "d"),
        ("letter: [a]\n", ("letter", "deadline"), "d"),
        ("rotations: {a: b}\n", ("rotations", 0, "service"), "d"),
        ("rotations:\n- service: a\n", ("rotations", 2, "service"), "d"),
        ("rotations: [{service: a}]\n", ("rotations", 1, "service"), "d"),
        ("rotations: [\n  {service: a}\n]\n", ("rotations", 1, "service"), "d"),
        ("relationship: a\n", ("relationship",), ("b",)),
        ("role: [a]\n", ("role",), "b"),
        ("relationship: [\n  a\n]\n", ("relationship",), ("b",)),
        ("role: {a: b}\n", ("role",), "c"),
        # A person's comment inside what would be replaced.
        ("relationship:\n- a # x\n- b\n", ("relationship",), ("c",)),
        ("relationship:\n- a\n# x\n- b\n", ("relationship",), ("c",)),
        ("relationship:\n- # x\n  a\n", ("relationship",), ("c",)),
        ("relationship:\n- a#b\n- >- # x\n  c\n", ("relationship",), ("c",)),
        ("role: >-  # x\n  a\n", ("role",), "c"),
    ],
)
def test_what_would_touch_more_than_the_value_is_refused(text, path, content):
    assert edited(text, (path, content)) is None


def test_several_values_are_set_one_after_the_other_or_none_of_them():
    text = "role: a # note\nletter: soon\n"
    assert edited(text, (("role",), "b"), (("position",), "c")) == (
        "role: b # note\nposition: c\nletter: soon\n"
    )
    assert edited(text, (("role",), "b"), (("letter", "deadline"), "c")) is None
    assert edited(text) == text
