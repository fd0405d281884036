"""Reading YAML: text only, exact positions, every problem at its place."""

import time
import unicodedata

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lorpack.findings import Finding, Place, Severity
from lorpack.profiles import source as module
from lorpack.profiles.decoding import decode
from lorpack.profiles.source import MAX_LOG_EVENTS, read_items, read_source
from lorpack.report import render_text


def read(text):
    source, findings = read_source(text.encode(), "f.yaml")
    assert findings == []
    return source


def rendered(data):
    """The report, and the tree when the file could be read."""
    source, findings = read_source(data if isinstance(data, bytes) else data.encode(), "f.yaml")
    return render_text(findings), source and source.tree


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def parser(request, monkeypatch):
    monkeypatch.setattr(module, "_PARSER", getattr(yaml, request.param))


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("07030", "07030"), ("12:30", "12:30"), ("12:30:45", "12:30:45"), ("true", "true"),
        ("1.10", "1.10"), ("2026-02-30", "2026-02-30"), ("0x1F", "0x1F"), ("NO", "NO"),
        ("Null", "Null"), ("NULL", "NULL"), ("'null'", "null"), ('""', ""), ("''", ""),
        ("", None), ("~", None), ("null", None), (".inf", ".inf"), ("1_000", "1_000"), ("[]", []), ("{}", {}),
        ('"a\\tb"', "a\tb"), ("|\n  a\tb\n  c\n", "a\tb\nc\n"), (">\n  a\n  b\n", "a b\n"),
    ],
)  # fmt: skip
def test_scalars_are_the_text_that_stands_there(written, value):
    assert read(f"a: {written}").tree == {"a": value}


@pytest.mark.usefixtures("parser")
def test_positions_are_exact_and_count_characters():
    text = (
        "name:\n"
        "  given: 'é😀'  # 😀\n"
        "王: [a, {b: ccc}]\n"
        "empty:\n"
        "long: |\n"
        "\n"
        "    first line \n"
        "    second\n"
        "items:\n"
        "- x: 1\n"
        "  y: \"a\n"
        "    b\"\n"
    )  # fmt: skip
    source = read(text)
    table = {
        (("name",), False): (2, 3, 16),
        (("name",), True): (1, 1, 4),
        (("name", "given"), False): (2, 10, 4),
        (("王",), False): (3, 4, 13),
        (("王",), True): (3, 1, 1),
        (("王", 0), False): (3, 5, 1),
        (("王", 1, "b"), False): (3, 12, 3),
        (("王", 1), False): (3, 8, 8),
        (("empty",), False): (4, 1, 5),
        (("long",), False): (7, 5, 10),
        (("items", 0), False): (10, 3, 4),
        (("items", 0, "y"), False): (11, 6, 2),
    }
    for (path, key), (line, column, width) in table.items():
        place = source.place(*path, key=key)
        assert (place.line, place.column, place.width) == (line, column, width), path
        assert place.excerpt == text.split("\n")[line - 1]


def test_a_path_that_is_not_there_gives_its_nearest_parent():
    source = read("name:\n  given: x\nlist:\n  - a: b\n")
    assert str(source.place("name", "family")) == "f.yaml:1:1"
    assert str(source.place("list", 0, "c")) == "f.yaml:4:5"
    assert str(source.place("list", 7)) == "f.yaml:3:1"
    assert str(source.place("letter", "letter_id")) == "f.yaml"
    assert str(source.place()) == "f.yaml"


def test_text_inside_a_value_is_found_at_its_place():
    source = read("a: 204 here\nb: >\n  The patient in\n  Room 204 was\n  ill\nc: 'it''s'\n")
    place = source.find("Room 204", "b")
    assert (place.line, place.column, place.width) == (4, 3, 8)
    assert (source.find("in Room", "b").line, source.find("in Room", "b").width) == (3, 2)
    assert (source.find("it's", "c").column, source.find("it's", "c").width) == (5, 5)
    assert source.find("absent", "c") == source.place("c")
    assert source.find("204", "nothing") == source.place("nothing")


def test_text_between_brackets_is_found_there_and_not_beyond():
    source = read("x: c\na: [b, c]\nd: e\n")
    assert str(source.find("c", "a")) == "f.yaml:2:8"
    assert source.find("e", "a") == source.place("a")


def test_a_later_occurrence_is_found_too():
    source = read('a:\n  - bed 12, then bed\n    12 again\n  - \'a "b"\'\n  - "a \\"b\\""\n')
    second = source.find("bed 12", "a", 0, "text", skip=1)
    assert (second.line, second.column, second.width) == (2, 18, 3)
    assert source.find("bed 12", "a", 0, skip=2) == source.place("a", 0)
    assert (source.find('"b"', "a", 1).column, source.find('"b"', "a", 2).column) == (8, 8)


PROBLEMS = [
    ("a: 1\nb: 2\na: 3\n",
     "f.yaml:3:1: LOR108 error: the key `a` stands twice, on lines 1 and 3\n"
     "    3 | a: 3\n"
     "      | ^\n"
     "  hint: delete one of them, or join the two\n"),
    ("name:\n\tgiven: x\n",
     "f.yaml:2:1: LOR107 error: a tab in the indentation; YAML wants spaces\n"
     "    2 |     given: x\n"
     "      | ^^^^\n"
     "  hint: replace each tab by two spaces\n"),
    (b"name: x\nfamily: Nu\xf1ez y\n",
     "f.yaml:2:11: LOR103 error: byte 0xF1 is not UTF-8; it looks like Windows-1252\n"
     "    2 | family: Nuñez y\n"
     "      |           ^\n"
     "  hint: save the file as UTF-8 in your editor\n"),
    (b"\xef\xbb\xbfa: \xc3\xa9\r\nb: \xe9\r\n",
     "f.yaml:2:4: LOR103 error: byte 0xE9 is not UTF-8; it looks like Windows-1252\n"
     "    2 | b: é\n"
     "      |    ^\n"
     "  hint: save the file as UTF-8 in your editor\n"),
    ("", "f.yaml: LOR110 error: the file is empty\n"),
    ("# nothing\n", "f.yaml: LOR110 error: the file is empty\n"),
    ("- a\n- b\n",
     "f.yaml:1:1: LOR111 error: the file holds a list, where keys with values are wanted\n"
     "    1 | - a\n"
     "      | ^^^\n"
     "  hint: write  key: value  with a space after the colon, without a - before it\n"),
    ("name:Amara\n",
     "f.yaml:1:1: LOR111 error: the file holds a text, where keys with values are wanted\n"
     "    1 | name:Amara\n"
     "      | ^^^^^^^^^^\n"
     "  hint: write  key: value  with a space after the colon, without a - before it\n"),
    ("a: 1\n---\nb: 2\n",
     "f.yaml:2:1: LOR112 error: a second document begins here; a profile is one document\n"
     "    2 | ---\n"
     "      | ^\n"
     "  hint: delete the line, or use a file for each part\n"),
    ("a: {{ name }}\n",
     "f.yaml:1:5: LOR113 error: a list or group of keys cannot be a key\n"
     "    1 | a: {{ name }}\n"
     "      |     ^^^^^^^^^\n"
     "  hint: write  key: value ; text that begins with { or [ goes in quotes\n"),
    ("a: 12\u202e34\n",
     "f.yaml:1:6: LOR104 error: hidden character U+202E (right-to-left override)\n"
     "    1 | a: 12\ufffd34\n"
     "      |      ^\n"
     "  hint: delete it: remove the characters around this place and type them again\n"),
    ('a: "\\e[2J"\n',
     "f.yaml:1:4: LOR104 error: hidden character U+001B (control character)\n"
     '    1 | a: "\\e[2J"\n'
     "      |    ^^^^^^^\n"
     "  hint: delete its code (\\…)\n"),
    ("a: xe" + "\u0301" * 9 + "y\n",
     "f.yaml:1:5: LOR105 error: 9 combining marks on one letter (at most 8)\n"
     "    1 | a: xe" + "\u0301" * 9 + "y\n"
     "      |     ^\n"
     "  hint: type the letter again\n"),
    ("a: &one 1\n",
     "f.yaml:1:4: LOR109 error: `&one` gives a value a name (an anchor), which is not allowed\n"
     "    1 | a: &one 1\n"
     "      |    ^^^^\n"
     "  hint: write the value out; if it is meant as text, put it in quotes\n"),
    ("a: 1\nb: *one\n",
     "f.yaml:2:4: LOR109 error: `*one` repeats a value by its name (an alias), which is not allowed\n"
     "    2 | b: *one\n"
     "      |    ^^^^\n"
     "  hint: write the value out; if it is meant as text, put it in quotes\n"),
    ("a: !!python/object/apply:os.system [id]\n",
     "f.yaml:1:4: LOR109 error: `!!python/object/apply:os.system` changes the type of a value (a tag), "
     "which is not allowed\n"
     "    1 | a: !!python/object/apply:os.system [id]\n"
     "      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
     "  hint: write the value out; if it is meant as text, put it in quotes\n"),
    ("said: call #3 went well\n",
     "f.yaml:1:12: LOR114 warning: the text from # on is a comment and will not appear\n"
     "    1 | said: call #3 went well\n"
     "      |            ^^^^^^^^^^^^\n"
     "  hint: put the whole value in quotes if it belongs to it, or write # and a space\n"),
    ("%PDF-1.7\n",
     "f.yaml: LOR103 error: this is a PDF, not a YAML text file\n"
     "  hint: save it as plain text, UTF-8\n"),
    ("a: {b: 1, b: 2}\n",
     "f.yaml:1:11: LOR108 error: the key `b` stands twice, on line 1\n"
     "    1 | a: {b: 1, b: 2}\n"
     "      |           ^\n"
     "  hint: delete one of them, or join the two\n"),
    (f"{'k' * 50}: 1\nb: 2\n'{'k' * 50}': 3\n",
     f"f.yaml:3:1: LOR108 error: the key `{'k' * 40}` stands twice, on lines 1 and 3\n"
     f"    3 | '{'k' * 50}': 3\n"
     f"      | {'^' * 52}\n"
     "  hint: delete one of them, or join the two\n"),
    ('a: 1\n"": x\n',
     "f.yaml:2:1: LOR113 error: a key is missing before the colon\n"
     '    2 | "": x\n'
     "      | ^^\n"
     "  hint: write  key: value ; text that begins with { or [ goes in quotes\n"),
    ("a: !t [&b c, !u d]\n",
     "f.yaml:1:4: LOR109 error: `!t` changes the type of a value (a tag), which is not allowed\n"
     "    1 | a: !t [&b c, !u d]\n"
     "      |    ^^\n"
     "  hint: write the value out; if it is meant as text, put it in quotes\n"
     "\n"
     "f.yaml:1:8: LOR109 error: `&b` gives a value a name (an anchor), which is not allowed\n"
     "    1 | a: !t [&b c, !u d]\n"
     "      |        ^^\n"
     "  hint: write the value out; if it is meant as text, put it in quotes\n"
     "\n"
     "f.yaml:1:14: LOR109 error: `!u` changes the type of a value (a tag), which is not allowed\n"
     "    1 | a: !t [&b c, !u d]\n"
     "      |              ^^\n"
     "  hint: write the value out; if it is meant as text, put it in quotes\n"),
    (f"a:\n- *{'x' * 50}\n",
     f"f.yaml:2:3: LOR109 error: `*{'x' * 39}` repeats a value by its name (an alias), which is not allowed\n"
     f"    2 | - *{'x' * 50}\n"
     f"      |   {'^' * 40}\n"
     "  hint: write the value out; if it is meant as text, put it in quotes\n"),
    ("a:\n  one two\n  three #four\n",
     "f.yaml:3:9: LOR114 warning: the text from # on is a comment and will not appear\n"
     "    3 |   three #four\n"
     "      |         ^^^^^\n"
     "  hint: put the whole value in quotes if it belongs to it, or write # and a space\n"),
    ('a: 1\nb: "\\u202e x\\e"\n',
     "f.yaml:2:4: LOR104 error: hidden character U+202E (right-to-left override)\n"
     '    2 | b: "\\u202e x\\e"\n'
     "      |    ^^^^^^^^^^^^\n"
     "  hint: delete its code (\\…)\n"),
    ("é: 1\n  \x00\x01é\x02\n",
     "f.yaml:2:3: LOR104 error: hidden character U+0000 (control character)\n"
     "    2 |   \ufffd\ufffdé\ufffd\n"
     "      |   ^^\n"
     "  hint: delete it: remove the characters around this place and type them again\n"
     "\n"
     "f.yaml:2:6: LOR104 error: hidden character U+0002 (control character)\n"
     "    2 |   \ufffd\ufffdé\ufffd\n"
     "      |      ^\n"
     "  hint: delete it: remove the characters around this place and type them again\n"),
    ("\u2028\n\n",
     "f.yaml:1:1: LOR104 error: hidden character U+2028 (line separator)\n"
     "  hint: delete it: remove the characters around this place and type them again\n"
     "\n"
     "f.yaml:1:1: LOR111 error: the file holds a text, where keys with values are wanted\n"
     "  hint: write  key: value  with a space after the colon, without a - before it\n"),
    ("\n\n  a text\n",
     "f.yaml:3:3: LOR111 error: the file holds a text, where keys with values are wanted\n"
     "    3 |   a text\n"
     "      |   ^^^^^^\n"
     "  hint: write  key: value  with a space after the colon, without a - before it\n"),
    (b"a: 1\n" * 210_000,
     "f.yaml: LOR101 error: the file is larger than 1 MiB\n  hint: a profile holds text only\n"),
    (b"\xd0\xcf\x11\xe0",
     "f.yaml: LOR103 error: this is an old Word document, not a YAML text file\n"
     "  hint: save it as plain text, UTF-8\n"),
    (b"\x89PNG",
     "f.yaml: LOR103 error: this is a picture, not a YAML text file\n  hint: save it as plain text, UTF-8\n"),
    (b"\xff\xd8\xff",
     "f.yaml: LOR103 error: this is a picture, not a YAML text file\n  hint: save it as plain text, UTF-8\n"),
    (b"PK\x03\x04",
     "f.yaml: LOR103 error: this is a Word document or another zip archive, not a YAML text file\n"
     "  hint: save it as plain text, UTF-8\n"),
    (b"{\\rtf1",
     "f.yaml: LOR103 error: this is a rich text (RTF) document, not a YAML text file\n"
     "  hint: save it as plain text, UTF-8\n"),
    (b"\xff\xfea\x00b",
     "f.yaml: LOR103 error: the file begins like UTF-16 but does not go on so\n"
     "  hint: save the file as UTF-8 in your editor\n"),
    (b"\x00\x00\xfe\xff\x00",
     "f.yaml: LOR103 error: the file begins like UTF-32 but does not go on so\n"
     "  hint: save the file as UTF-8 in your editor\n"),
    (b"a\x00b\x00",
     "f.yaml: LOR103 error: this looks like UTF-16 without its mark, not like UTF-8\n"
     "  hint: save the file as UTF-8 in your editor\n"),
    (b"a: 1\rb: 2\r\n\xc3\xa9 \xe9\x81 x\r\xe9",
     "f.yaml:3:3: LOR103 error: byte 0xE9 is not UTF-8\n"
     "    3 | é é\ufffd x\n"
     "      |   ^\n"
     "  hint: save the file as UTF-8 in your editor\n"),
    (b"a: 1\rb: \xe9\nc: 2\n\n",
     "f.yaml:2:4: LOR103 error: byte 0xE9 is not UTF-8; it looks like Windows-1252\n"
     "    2 | b: é\n"
     "      |    ^\n"
     "  hint: save the file as UTF-8 in your editor\n"),
    (b"\x0a\x80", "f.yaml:2:1: LOR103 error: byte 0x80 is not UTF-8; it looks like Windows-1252\n"
     "    2 | €\n"
     "      | ^\n"
     "  hint: save the file as UTF-8 in your editor\n"),
    ("a: DKA: second\n",
     "f.yaml:1:7: LOR106 error: a second colon on this line makes YAML see another key\n"
     "    1 | a: DKA: second\n"
     "      |       ^\n"
     '  hint: put the text in quotes, as in  problem: "DKA: second admission"\n'),
]  # fmt: skip


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "expected"), PROBLEMS)
def test_each_problem_is_told_in_full(text, expected):
    assert rendered(text)[0] == expected


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "line", "column", "code", "word"),
    [
        ('a: "x\nb: 1\n', 1, 4, "LOR106", "never closed"),
        ("a: [1, 2\nb: 3\n", 1, 4, "LOR106", "not closed with ]"),
        ("a: {b: 1\nc: 3\n", 1, 4, "LOR106", "not closed with }"),
        ("a: @x\n", 1, 4, "LOR106", "cannot begin with @"),
        ("a: 1\nb:\u00a0c\n", 2, 3, "LOR104", "U+00A0"),
        ("a:\n \u00a0b: c\n  d: e\n", 2, 2, "LOR104", "U+00A0"),
        ("a:\n-\u00a0b\n-\u00a0c: d\n", 2, 2, "LOR104", "U+00A0"),
        ("a: `x\n", 1, 4, "LOR106", "cannot begin with `"),
        ("a: %x\n", 1, 4, "LOR106", "cannot begin with %"),
        ("- * x\n", 1, 3, "LOR109", "not with *"),
        ("a: **bold**\n", 1, 4, "LOR109", "cannot begin with *"),
        ('a: "x" y\n', 1, 8, "LOR106", "after the closing quote"),
        ("a: - b\n", 1, 4, "LOR106", "list item cannot begin here"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "LOR106", "indented differently"),
        ("a: 1\n}: 2\n", 2, 1, "LOR106", "a } that nothing opened"),
        (": x\n", 1, 1, "LOR106", "without a key"),
        ("name:Amara\nb: c\n", 1, 5, "LOR106", "space is missing after the colon"),
        ("b: c\nname:Amara\nd: e\n", 2, 5, "LOR106", "space is missing after the colon"),
        ("a: b\nfree text\nd: e\n", 2, 1, "LOR106", "neither  key: value"),
        ("a: >x\n  y\n", 1, 5, "LOR106", "line of the | or >"),
        ("a: 1\n...\nfoo\n", 3, 1, "LOR106", "after the end of the document"),
        ("a: !x!y z\n", 1, 4, "LOR106", "cannot begin with !"),
        ('a: "\\q"\n', 1, None, "LOR106", "inside double quotes"),
        ("a: 1\n  \tb: 2\n", 2, 3, "LOR107", "tab"),
    ],
)
def test_syntax_errors_in_plain_words(text, line, column, code, word):
    source, findings = read_source(text.encode(), "f.yaml")
    assert source is None
    found = findings[-1]
    assert (found.code, found.place.line) == (code, line)
    assert column is None or found.place.column == column
    assert word in found.message
    assert found.hint


def test_the_end_of_the_file_is_shown_at_its_last_line():
    source, findings = read_source(b'a: "x\n\n\n', "f.yaml")
    assert source is None
    assert findings[0].place.line == 1


@pytest.mark.parametrize(
    ("data", "tree"),
    [
        (b"\xef\xbb\xbfa: b\n", {"a": "b"}),
        ("a: é\n".encode("utf-16"), {"a": "é"}),
        ("a: é\n".encode("utf-32"), {"a": "é"}),
        (b"a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        (b"a: b\rc: d\r", {"a": "b", "c": "d"}),
        (b"%YAML 1.2\n---\na: b\n", {"a": "b"}),
    ],
)
def test_marks_and_line_ends_do_no_harm(data, tree):
    assert rendered(data) == ("", tree)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("a: b\n".encode("utf-16-le"), "UTF-16 without its mark"),
        (b"\xff\xfea\x00b", "begins like UTF-16"),
        (b"a: \x81\n", "byte 0x81 is not UTF-8"),
        (b"PK\x03\x04rest", "Word document"),
        (b"{\\rtf1\\ansi", "rich text"),
    ],
)
def test_what_is_not_text_is_refused(data, word):
    source, findings = read_source(data, "f.yaml")
    assert source is None
    assert [finding.code for finding in findings] == ["LOR103"]
    assert word in findings[0].message


def test_a_duplicate_key_keeps_the_first_and_does_not_hide_the_rest():
    source, findings = read_source(b"a: 1\na: {b: 1, b: 2}\nc: 1\nc: 2\n", "f.yaml")
    assert source.tree == {"a": "1", "c": "1"}
    assert [finding.place.line for finding in findings] == [2, 4]


def test_many_problems_of_one_kind_are_not_listed_endlessly():
    _, findings = read_source(b"a: x\n" * 4000 + b"b: &x 1\n", "f.yaml")
    assert [finding.code for finding in findings] == ["LOR108"] * 10 + ["LOR109"]
    assert "more of this kind" in findings[9].hint


def _laughs():
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


def _merge_bomb():
    lines = ["m0: &m0 {a: 1}"]
    lines += [f"m{n}: &m{n}\n  <<: [{', '.join([f'*m{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_laughs(), "LOR109"),
        (_merge_bomb(), "LOR109"),
        (b"a: &a [*a]\n", "LOR109"),
        (b"[" * 50_000, "LOR101"),
        (b"{a: " * 50_000, "LOR101"),
        (b"- " * 50_000, "LOR101"),
        (b"a: x\n" * 400_000, "LOR101"),
        (b"a: [" + b"x," * 30_000 + b"]", "LOR122"),
        (b"a: " + b"x" * 100_001, "LOR101"),
        (b"a: !!binary aGk=\n", "LOR109"),
        (b"a: !include /etc/passwd\n", "LOR109"),
        (b"a: x\x00y\n", "LOR104"),
        (b"a: \x1b[2J\n", "LOR104"),
        ("a: x\ufeffy\n".encode(), "LOR104"),
        ("a: x\u2028y\n".encode(), "LOR104"),
    ],
)
def test_hostile_files_are_refused_at_once(data, code):
    start = time.perf_counter()
    _, findings = read_source(data, "f.yaml")
    assert time.perf_counter() - start < 2
    assert findings[0].code == code
    assert findings[0].severity is Severity.ERROR


def test_limits_let_the_largest_profile_through():
    source, findings = read_source(b"a: " + b"[" * 19 + b"x" * 100_000 + b"]" * 19, "f.yaml")
    assert findings == []
    assert source is not None


def _printable(text):
    marks = [unicodedata.category(char) in ("Mn", "Me") for char in text]
    return text.isprintable() and not any(all(marks[at : at + 9]) for at in range(len(text) - 8))


_text = st.text(max_size=40).filter(_printable)
_trees = st.recursive(
    _text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_text, inner, max_size=4),
    max_leaves=20,
)


def _depth(tree):
    if isinstance(tree, dict):
        return 1 + max(map(_depth, tree.values()), default=0)
    return 1 + max(map(_depth, tree), default=0) if isinstance(tree, list) else 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(_text, _trees.filter(lambda tree: _depth(tree) < 19), min_size=1, max_size=5)
)
def test_any_tree_of_text_comes_back(tree):
    # An empty key is refused, so a sign is put before each.
    def keyed(value):
        if isinstance(value, dict):
            return {f"k{key}": keyed(inner) for key, inner in value.items()}
        return [keyed(item) for item in value] if isinstance(value, list) else value

    wanted = keyed(tree)
    dumped = yaml.safe_dump(wanted, allow_unicode=True, sort_keys=False)
    source, findings = read_source(dumped.encode(), "f.yaml")
    assert [one for one in findings if one.severity is Severity.ERROR] == []
    assert source.tree == wanted


_yamlish = st.lists(
    st.sampled_from([b"a", b": ", b"- ", b"\n", b"  ", b"\t", b"[", b"]", b"{", b"}", b"&", b"*", b"!",
                     b"|", b">", b'"', b"'", b"#", b"? ", b",", b"---", b"%", b"\\", b"\xc3\xa9", b"\xff",
                     b"\x00", b"\r", b"\xef\xbb\xbf", b"~"]),
    max_size=40,
).map(b"".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200) | _yamlish)
def test_no_bytes_make_it_raise(data):
    source, findings = read_source(data, "f.yaml")
    assert source is not None or findings
    render_text(findings)
    for path in source.values if source else ():
        place = source.place(*path)
        assert place.line == 0 or place.excerpt == source.lines[place.line - 1]


@settings(max_examples=150, deadline=None)
@given(_yamlish)
@example(b"a: !")
@example(b"- ! x\n- !!str\n- ! ''")
def test_both_parsers_agree(data):
    trees = []
    for name in ("CSafeLoader", "SafeLoader"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "_PARSER", getattr(yaml, name))
            source, _ = read_source(data, "f.yaml")
            trees.append(source and source.tree)
    if None not in trees:
        assert trees[0] == trees[1]


@pytest.mark.parametrize(
    ("text", "column", "bracket"),
    [
        ("a: [1, 2", 4, "]"), ("a: [", 4, "]"), ("a: {b: c", 4, "}"), ("a: {", 4, "}"),
        ("a: [1, {b: c]", 8, "}"), ("a: {b: [c}", 8, "]"), ("a: [x: y\nb: c", 4, "]"),
    ],
)  # fmt: skip
def test_a_bracket_that_is_not_closed_is_named_where_it_opens(text, column, bracket):
    _, (finding, *_) = read_source(text.encode(), "x.yaml")
    assert (finding.code, finding.place.line, finding.place.column) == ("LOR106", 1, column)
    assert finding.message == f"a bracket is opened here and not closed with {bracket} in time"


def found(text, read=read_source):
    """Code, line and column of what is found."""
    return [(one.code, one.place.line, one.place.column) for one in read(text.encode(), "f")[1]]


MARK = "\u0301"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"a: e{MARK * 8}", []),
        (f"a: e{MARK * 9}", [("LOR105", 1, 4)]),
        (f"a: é{MARK * 9}", [("LOR105", 1, 4)]),
        (f"a: x\nb: éx {MARK * 8}é{MARK * 9}é", [("LOR105", 2, 15)]),
        (f"a: é{MARK * 9}é{MARK * 8}é{MARK * 10}", [("LOR105", 1, 4), ("LOR105", 1, 23)]),
        (f"a: e{chr(0x20DD) * 9}", [("LOR105", 1, 4)]),
        (f"a: क{chr(0x93F) * 20}", []),
        (f"{MARK * 9}", [("LOR105", 1, 1), ("LOR111", 1, 1)]),
    ],
)
def test_a_heap_of_marks_is_told_where_its_letter_stands(text, where):
    assert found(text) == where


def test_a_heap_of_marks_is_told_in_full():
    _, (finding,) = read_source(f"a: é{MARK * 12}x".encode(), "f")
    place = Place("f", 1, 4, 13, f"a: é{MARK * 12}x")
    assert finding == Finding(
        "LOR105",
        Severity.ERROR,
        "12 combining marks on one letter (at most 8)",
        place,
        "type the letter again",
    )


def test_the_tenth_of_a_kind_says_that_there_are_more_and_is_the_last():
    hints = [one.hint for one in read_source(b"a: 1\n" * 10, "f")[1]]
    assert hints == ["delete one of them, or join the two"] * 9
    hints = [one.hint for one in read_source(b"a: 1\n" * 12, "f")[1]]
    assert hints[8:] == [
        "delete one of them, or join the two",
        "there is more of this kind further down; correct these first",
    ]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "message", "hint"),
    [
        ("a: " + "[" * 20, "LOR101", 1, 23, "more than 20 levels inside each other", ""),
        ("a: " + "x" * 100_001, "LOR101", 1, 4, "a text of more than 100,000 characters", ""),
        ("a: |\n " + "x" * 100_001, "LOR101", 1, 4, "a text of more than 100,000 characters", ""),
        ("b: 1\na: [" + "x," * 201 + "]", "LOR122", 2, 4,
         "more than 200 items; nobody reads so many", "keep the ones that matter most"),
        ("b: 1\na:\n" + "- [x]\n" * 201, "LOR122", 3, 1,
         "more than 200 items; nobody reads so many", "keep the ones that matter most"),
        ("b: 1\na:\n" + "".join(f"  k{n}: 1\n" for n in range(201)), "LOR122", 3, 3,
         "more than 200 items; nobody reads so many", "keep the ones that matter most"),
        ("".join(f"k{n}: 1\n" for n in range(201)), "LOR122", 1, 1,
         "more than 200 items; nobody reads so many", "keep the ones that matter most"),
        ("".join(f"k{n}: [1]\n" for n in range(201)), "LOR122", 1, 1,
         "more than 200 items; nobody reads so many", "keep the ones that matter most"),
        ("a: 1\n--- # more\n", "LOR112", 2, 1,
         "a second document begins here; a profile is one document",
         "delete the line, or use a file for each part"),
    ],
)  # fmt: skip
def test_what_is_beyond_a_limit_is_told_at_its_place(text, code, line, column, message, hint):
    source, (finding,) = read_source(text.encode(), "f")
    assert source is None
    assert (finding.code, finding.place.line, finding.place.column) == (code, line, column)
    assert (finding.message, finding.hint, finding.place.width) == (message, hint, 1)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 19 + "]" * 19,
        "a: " + "x" * 100_000,
        "a: |\n " + "x" * 99_999 + "\n",
        'a: "' + "x" * 100_000 + '"',
        "a: [" + "x," * 200 + "]",
        "a:\n" + "- [x]\n" * 200,
        "".join(f"k{n}: 1\n" for n in range(200)),
        "".join(f"k{n}: [1]\n" for n in range(200)),
        "a: 1\n...\n",
        "---\na: 1\n",
        "a: 1" + "\n#" + "x" * 199_994,
    ],
)
def test_what_is_at_a_limit_is_read(text):
    assert found(text) == []


def test_a_profile_of_more_than_so_many_characters_is_refused():
    source, findings = read_source(("a: 1" + "\n#" + "é" * 199_995).encode(), "f")
    assert source is None
    assert findings == [
        Finding(
            "LOR101",
            Severity.ERROR,
            "the file has more than 200,000 characters",
            Place("f"),
            "a profile is a few pages",
        )
    ]
    items, findings = read_items(("- 1" + "\n#" + "é" * 199_996).encode(), "f")
    assert ([item.tree for item in items], findings) == (["1"], [])


def test_a_file_of_so_many_bytes_is_read_and_not_one_more():
    text, most = "- 1\n#", 4 * 2**20
    assert read_items(text.ljust(most, "x").encode(), "f")[1] == []
    (finding,) = read_items(text.ljust(most + 1, "x").encode(), "f")[1]
    assert (finding.code, finding.message) == ("LOR101", "the file is larger than 4 MiB")
    assert decode(b"x" * 2**20, "f")[1] == []
    (finding,) = read_source(b"a: 1\n#".ljust(2**20 + 1, b"x"), "f")[1]
    assert (finding.code, finding.message) == ("LOR101", "the file is larger than 1 MiB")


def test_so_many_values_are_read_and_not_one_more():
    row = ", ".join("x" * 200)
    text = "".join(
        f"{key}: [{row}]\n" for key in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW"
    )
    source, findings = read_source(f"{text}X: [{', '.join('x' * 44)}]\n".encode(), "f")
    assert (len(source.tree), findings) == (50, [])
    source, (finding,) = read_source(f"{text}X: [{', '.join('x' * 45)}]\n".encode(), "f")
    assert source is None
    assert (finding.code, finding.message, finding.hint) == (
        "LOR101", "more than 10,000 values and keys", "",
    )  # fmt: skip


def test_a_log_holds_twenty_thousand_entries_and_its_values_end_somewhere(monkeypatch):
    assert MAX_LOG_EVENTS >= 20_000 * 14  # Two for the group, and six keys with their values.
    monkeypatch.setattr("lorpack.profiles.source.MAX_LOG_EVENTS", 10_006)
    items, findings = read_items(b"- x\n" * 10_000, "f")
    assert (len(items), findings) == (10_000, [])
    items, (finding,) = read_items(b"- x\n" * 10_001, "f")
    assert items is None
    assert (finding.message, finding.place.line) == ("more than 10,006 values and keys", 10_001)


def test_a_log_is_as_long_as_it_is_and_its_entries_are_not():
    items, findings = read_items(b"- {a: 1}\n" * 300, "f")
    assert ([item.tree for item in items], findings) == ([{"a": "1"}] * 300, [])
    assert found("- [" + "x," * 201 + "]\n", read_items) == [("LOR122", 1, 3)]


@pytest.mark.parametrize("text", ["", "# nothing\n", "~\n", "null\n", "---\n"])
def test_a_log_of_nothing_has_no_items_and_a_profile_of_nothing_is_empty(text):
    assert read_items(text.encode(), "f") == ([], [])
    assert read_source(text.encode(), "f") == (
        None, [Finding("LOR110", Severity.ERROR, "the file is empty", Place("f"))],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "what", "width"),
    [("\na: 1\nb: 2\n", "keys with values", 4), ("\nwords\n", "a text", 5)],
)
def test_a_log_that_is_no_list_is_told(text, what, width):
    items, findings = read_items(text.encode(), "f")
    assert items is None
    assert findings == [
        Finding(
            "LOR131",
            Severity.ERROR,
            f"the file holds {what}, where a list is wanted",
            Place("f", 2, 1, width, text.split("\n")[1]),
            "begin each entry on a line of its own with  - ",
        )
    ]


def test_each_entry_of_a_log_knows_where_it_stands():
    items, findings = read_items(b"- a: 1\n- words\n- b: {c: }\n", "f")
    assert findings == []
    assert [item.tree for item in items] == [{"a": "1"}, "words", {"b": {"c": None}}]
    assert [str(item.place()) for item in items] == ["f:1:3", "f:2:3", "f:3:3"]
    assert str(items[0].place("a")) == "f:1:6"
    assert str(items[2].place("b", "c", key=True)) == "f:3:7"
    assert items[0].has_empty
    assert not read_items(b"- a: 1\n", "f")[0][0].has_empty


@pytest.mark.parametrize(
    ("text", "tree", "where"),
    [
        ("a: 1 # note\nb: 2 #! x\nc: 3 ## x\nd: x#y\n", {"a": "1", "b": "2", "c": "3", "d": "x#y"}, []),
        ("a: 'x' #y\n", {"a": "x"}, []),
        ("a: x #y\n", {"a": "x"}, [("LOR114", 1, 6)]),
        ("a: x\t #y\nb: [z #w\n]\n", {"a": "x", "b": ["z"]}, [("LOR114", 1, 7), ("LOR114", 2, 7)]),
        ("#x\na: 1\n #y\n", {"a": "1"}, []),
        ("a:\n- x #1\n", {"a": ["x"]}, [("LOR114", 2, 5)]),
    ],
)  # fmt: skip
def test_only_text_that_was_meant_is_told_as_lost_behind_a_sign(text, tree, where):
    source, findings = read_source(text.encode(), "f")
    assert source.tree == tree
    assert [(one.code, one.place.line, one.place.column) for one in findings] == where
    assert {one.severity for one in findings} <= {Severity.WARNING}
    for one in findings:
        lost = one.place.excerpt[one.place.column - 1 :]
        assert lost.startswith("#")
        assert one.place.width == len(lost)


@pytest.mark.parametrize(
    ("written", "value", "codes"),
    [
        ('"a\\nb"', "a\nb", []),
        ('"a\\r\\nb"', "a\nb", []),
        ('"a\\rb"', "a\ufffdb", ["LOR104"]),
        ('"a\\x07b"', "a\ufffdb", ["LOR104"]),
        ('"a\\x07b\\x07"', "a\ufffdb\ufffd", ["LOR104"]),
        ('"\\xe9\\u00e9"', "éé", []),
        ("'a\\x07b'", "a\\x07b", []),
        ("a\\x07b", "a\\x07b", []),
        ('"e' + "\\u0301" * 9 + '"', "e" + MARK * 9, ["LOR105"]),
    ],
)
def test_what_is_written_as_a_code_is_looked_at_like_the_rest(written, value, codes):
    source, findings = read_source(f"a: {written}".encode(), "f")
    assert source.tree == {"a": value}
    assert [one.code for one in findings] == codes
    assert all((one.place.column, one.place.width) == (4, len(written)) for one in findings)


@pytest.mark.parametrize(
    ("text", "tree", "codes"),
    [
        ("? [a, b]\n: {c: d}\ne: f\n", {"e": "f"}, ["LOR113"]),
        ("? {a: b}\n: c\ne: f\n", {"e": "f"}, ["LOR113"]),
        ("? [{a: [b]}]\n: c\ne: {? [f]\n: g, h: i}\n", {"e": {"h": "i"}}, ["LOR113", "LOR113"]),
        ("? a\nb: c\n", {"a": None, "b": "c"}, []),
        ("? |\n  a\n: b\n? |\n  a\n: c\n", {"a\n": "b"}, ["LOR108"]),
        ("*a : b\nc: d\n", {"*a": "b", "c": "d"}, ["LOR109"]),
        ("&a b: c\n", {"b": "c"}, ["LOR109"]),
        ("~: a\nnull: b\n", {"~": "a", "null": "b"}, []),
        ("a: 1\na: [b, {c: d}]\na: {e: f}\n", {"a": "1"}, ["LOR108", "LOR108"]),
        ("a: {b: 1, b: {c: 2, c: 3}, d: 4}\n", {"a": {"b": "1", "d": "4"}}, ["LOR108"]),
        ("a: &x [*x, &y {b: *y}]\n", {"a": ["*x", {"b": "*y"}]}, ["LOR109"] * 4),
    ],
)
def test_what_is_left_out_leaves_the_rest_where_it_belongs(text, tree, codes):
    source, findings = read_source(text.encode(), "f")
    assert source.tree == tree
    assert [one.code for one in findings] == codes
    leaves = {path for path in source.values if path}
    assert leaves == set(_paths(tree))


def _paths(tree, path=()):
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in pairs:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from _paths(value, (*path, key))


def _told(text):
    source, findings = read_source(text.encode(), "f")
    if source is None:
        return findings
    places = {path: (source.place(*path), source.place(*path, key=True)) for path in source.values}
    return findings, source.tree, places, source.has_empty


_scalars = st.sampled_from(
    ["a", "b c", "", "~", "null", "'q'", '"q"', '"\\u202e"', '"\\n"', "&x y", "!t z", "*x", "[a, b]",
     "{a: b}", "{a: b, a: c}", "[]", "{}", "|\n        text\n", "a #b", "a # b", "é", "[[a], {b: }]"]
)  # fmt: skip
_keys = st.sampled_from(["a", "b", "c", "'a'", '""', "&k d", "~", "[e]", "é"])
_blocks = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.lists(st.tuples(_keys, inner), min_size=1, max_size=4)
    ),
    max_leaves=8,
)


def _block(value, indent=0):
    """*value* as a block of YAML: text, lists of values, or lists of keys with values."""
    if isinstance(value, str):
        return f" {value}\n"
    pad, text = " " * indent, "\n"
    for item in value:
        key, inner = item if isinstance(item, tuple) else (None, item)
        text += f"{pad}{'-' if key is None else f'{key}:'}{_block(inner, indent + 2)}"
    return text


@settings(max_examples=150, deadline=None)
@given(_blocks)
def test_the_quick_way_and_the_thorough_way_come_to_the_same(value):
    text = _block(value)
    quick = _told(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module._Reader, "_is_simple", lambda self, event: False)
        assert _told(text) == quick
