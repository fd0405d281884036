"""Tables for a terminal and for a spreadsheet, sign by sign."""

from datetime import date

import pytest

from lorpack import tables
from lorpack.errors import OutputError
from lorpack.tables import aligned, as_csv


def test_columns_are_as_wide_as_their_longest_text_and_lines_have_no_end():
    rows = [("a", "bb", "c"), ("aaa", "b", ""), ("", "", "ccc")]
    assert aligned(rows, (9, 9, 9)) == ["a    bb  c", "aaa  b", "         ccc"]
    assert aligned(rows, (9, 9, 9), indent="> ")[1:] == ["> aaa  b", ">          ccc"]
    assert aligned([], (9, 9)) == []


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abcde", 5, "abcde"),
        ("abcdef", 5, "abcd…"),
        ("ab", 1, "…"),
        ("王小明", 6, "王小明"),
        ("王小明", 5, "王小…"),
        ("王小明", 4, "王…"),
        ("e\u0301e\u0301", 2, "e\u0301e\u0301"),
        ("a\nb\x1b[2J", 9, "a b[2J"),
    ],
)
def test_what_is_longer_than_its_column_ends_in_an_ellipsis(text, width, shown):
    assert aligned([(text,)], (width,)) == [shown]


def test_wide_signs_count_twice_where_columns_line_up():
    assert aligned([("王", "x"), ("abc", "y")], (9, 9)) == ["王   x", "abc  y"]


@pytest.mark.parametrize("row", [("a",), ("a", "b", "c")])
def test_a_row_of_another_length_is_a_mistake(row):
    with pytest.raises(ValueError, match="zip"):
        aligned([row], (9, 9))


def test_a_table_for_a_spreadsheet_is_written_to_the_sign():
    rows = [
        ("Chen, Mei", 3, date(2027, 8, 20), None),
        ('say "x"', -1, None, "  a\nb\x1b  "),
        ("=1+1", "+1", "-x", "@x"),
        ("＝1", "＋1", "－1", "＠x"),
        ("a=1", "'x", " =x ", ""),
    ]
    assert as_csv(("who", "n", "=on", "why"), rows) == (
        "who,n,=on,why\n"
        '"Chen, Mei",3,2027-08-20,\n'
        '"say ""x""",-1,,a b\n'
        "'=1+1,'+1,'-x,'@x\n"
        "'＝1,'＋1,'－1,'＠x\n"
        "a=1,'x,'=x,"
    )
    assert as_csv(("a", "b"), []) == "a,b"
    assert as_csv(("a X ",), []) == "a X "
    assert as_csv(("a",), [(None,)]) == 'a\n""'


def test_a_table_that_reads_back_different_is_not_given(monkeypatch):
    monkeypatch.setattr(tables.csv, "reader", lambda stream: [["b"], ["a"]])
    with pytest.raises(OutputError) as caught:
        as_csv(("a",), [("b",)])
    assert caught.value.message == "the table does not read back as it was meant"
    assert caught.value.hint == "use --format json"
