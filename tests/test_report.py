"""Findings as text and as JSON."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorpack.findings import Finding, Place, Severity
from lorpack.report import WIDTH, render_json, render_text


def finding(line="", column=1, width=1, message="m", hint="", number=31, file="w/chen.yaml"):
    return Finding(
        "LOR601", Severity.ERROR, message, Place(file, number, column, width, line), hint
    )


def test_the_form_of_a_finding():
    one = finding(
        "    - Patient in Room 204 with complex DKA", 18, 8,
        "a room or bed number can identify a patient", "name the problem",
    )  # fmt: skip
    assert render_text([one]) == (
        "w/chen.yaml:31:18: LOR601 error: a room or bed number can identify a patient\n"
        "   31 |     - Patient in Room 204 with complex DKA\n"
        "      |                  ^^^^^^^^\n"
        "  hint: name the problem\n"
    )
    assert render_text([one], root="okafor").startswith("okafor/w/chen.yaml:31:18: ")
    assert render_text([]) == ""


def test_findings_are_sorted_and_apart():
    text = render_text(
        [finding("b", number=2), finding("a", number=1), finding(file="a.yaml", number=0)]
    )
    assert text == (
        "a.yaml: LOR601 error: m\n\n"
        "w/chen.yaml:1:1: LOR601 error: m\n    1 | a\n      | ^\n\n"
        "w/chen.yaml:2:1: LOR601 error: m\n    2 | b\n      | ^\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "width", "shown", "caret"),
    [
        ("名前: x王", 5, 2, "名前: x王", "      ^^^"),
        ("e\u0301a: x", 5, 1, "e\u0301a: x", "   ^"),
        ("\tx", 2, 1, "    x", "    ^"),
        ("a\x1b[2Jb", 2, 1, "a\ufffd[2Jb", " ^"),
        ("a\u202eb", 3, 1, "a\ufffdb", "  ^"),
        ("ab", 3, 1, "ab", "  ^"),
        ("ab", 9, 9, "ab", "  ^"),
        ("abc", 2, 99, "abc", " ^^"),
    ],
)
def test_the_caret_stands_below_what_is_meant(line, column, width, shown, caret):
    lines = render_text([finding(line, column, width)]).split("\n")
    assert lines[1] == f"   31 | {shown}"
    assert lines[2] == f"      | {caret}"


def _columns(text):
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=400),
       st.integers(1, 400), st.integers(1, 300), st.integers(1, 10**7))  # fmt: skip
def test_no_excerpt_is_too_wide_nor_holds_controls(line, column, width, number):
    text = render_text([finding(line, column, width, number=number)])
    for shown in text.split("\n")[1:]:
        assert _columns(shown) <= WIDTH
    assert not any(unicodedata.category(char) == "Cc" for char in text.replace("\n", ""))
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def test_long_lines_are_cut_around_the_caret():
    line = "x" * 200 + "HERE" + "y" * 1_000_000
    _, shown, caret, *_ = render_text([finding(line, 201, 4)]).split("\n")
    assert len(shown) <= WIDTH
    assert shown[8] == shown[-1] == "…"
    assert shown[caret.index("^") : caret.rindex("^") + 1] == "HERE"


def test_messages_cannot_command_the_terminal():
    text = render_text([finding("x", message="a\x1b[31mb\nc\u202ed", hint="e\x07f")])
    assert text.split("\n")[0].endswith("a[31mb cd")
    assert "  hint: ef\n" in text


def test_color_only_when_asked():
    one = finding("abc", 2, 1, hint="h")
    colored = render_text([one], color=True)
    assert "\x1b[1;31mLOR601 error\x1b[0m" in colored
    assert "\x1b" not in render_text([one])


def test_json_is_ascii_and_sorted():
    text = render_json([finding("b", number=2, message="é\u202e"), finding("a", number=1)])
    assert text.isascii()
    assert [one["line"] for one in json.loads(text)["findings"]] == [1, 2]
    assert json.loads(text)["findings"][1] == {
        "code": "LOR601", "severity": "error", "message": "é\u202e", "hint": "",
        "file": "w/chen.yaml", "line": 2, "column": 1, "writer": "",
    }  # fmt: skip
    assert json.loads(render_json([])) == {"findings": []}
