"""Reading YAML: text only, exact positions, every problem at its place."""

import time
import unicodedata

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorpack.findings import Severity
from lorpack.profiles import source as module
from lorpack.profiles.source import read_source
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
