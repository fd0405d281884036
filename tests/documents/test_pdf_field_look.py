"""A field looks as its form asks: colours, borders, cells, where lines begin, which way they go."""

import pytest
from document_makers import saved
from form_maker import Form
from pikepdf import Array, Dictionary, Name, Stream, String

from lorpack.documents import field_values, fields, prepare_pdf, text_of
from lorpack.documents.fields import draw_fields
from lorpack.errors import DocumentError

MULTILINE, PASSWORD, COMB = 1 << 12, 1 << 13, 1 << 24


def typed(value="word", form=None, **keys):
    return Form(form, V=String(value), **keys)


def lines(form):
    return form.drawn().split(b"\n")


# The value.


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xff\xfe\xdc\x00\xf1\x00\xee\x00", "Üñî"),
        (b"\xfe\xff\x00\xdc\x00\xf1\x00\xee", "Üñî"),
        (b"\xef\xbb\xbf\xc3\x9c\xc3\xb1", "Üñ"),
        (b"\xef\xbb\xbf\xff", "ï»¿ÿ"),
        (b"Zo\xeb \xa0", "Zoë €"),
    ],
)
def test_a_stream_is_read_as_the_text_it_is(data, text):
    form = Form()
    form.widget.V = Stream(form.pdf, data)
    assert text_of(prepare_pdf(saved(form.pdf), "form")) == [text]


def test_a_stream_that_unpacks_to_far_more_than_a_person_types_is_refused():
    form = Form()
    form.widget.V = Stream(form.pdf, b" " * 2_000_000)
    with pytest.raises(DocumentError, match="unpacks to far more") as caught:
        prepare_pdf(saved(form.pdf), "form")
    assert caught.value.code == "LOR717"


def test_a_stream_counts_as_large_as_it_is_packed(monkeypatch):
    monkeypatch.setattr(field_values, "MAX_TYPED", 30)
    form = Form()
    form.widget.V = Stream(form.pdf, b"78>" + b" " * 28, Filter=Name.ASCIIHexDecode)
    with pytest.raises(DocumentError, match="more text than"):
        draw_fields(form.pdf)


@pytest.mark.parametrize("flags", [PASSWORD, PASSWORD | MULTILINE, PASSWORD | COMB])
def test_a_password_is_not_printed(flags):
    form = typed("hunter2", Ff=flags, MaxLen=9)
    assert text_of(prepare_pdf(saved(form.pdf), "form")) == ["*******"]
    assert b"hunter2" not in saved(form.pdf, compress_streams=False).replace(b"/V (hunter2)", b"")
    assert Form(V=String(""), Ff=flags).drawn() is None


# Colours.


@pytest.mark.parametrize(
    ("default", "ink"),
    [
        ("/Helv 12 Tf 0 0 1 rg", b"0 0 1 rg"),
        ("0.5 g /Helv 12 Tf", b"0.5 g"),
        ("0 1 .25 0 k/Helv 12 Tf", b"0 1 0.25 0 k"),
        ("1 g 0 0 1 rg /Helv 12 Tf", b"0 0 1 rg"),
        ("7 -1 0.5 rg", b"1 0 0.5 rg"),
        ("9 9 0 0 1 rg", b"0 0 1 rg"),
        ("0 1 rg", b"0 g"),
        ("1 x 1 1 rg", b"0 g"),
        ("0 0 1 RG", b"0 g"),
        ("g", b"0 g"),
    ],
)
def test_letters_have_the_colour_that_the_form_asks_for(default, ink):
    assert b"W n BT %s /F 12.000 Tf " % ink in typed(DA=String(default)).drawn()


@pytest.mark.parametrize(
    ("colour", "back", "border"),
    [
        ([0.5], b"0.5 g", b"0.5 G"),
        ([1, 0, 0], b"1 0 0 rg", b"1 0 0 RG"),
        ([0, 0, 0, 1], b"0 0 0 1 k", b"0 0 0 1 K"),
        ([7, -1, Name.Odd], b"1 0 0 rg", b"1 0 0 RG"),
        ([], None, None),
        ([0, 0], None, None),
    ],
)
def test_a_field_has_the_background_and_border_that_the_form_asks_for(colour, back, border):
    found = lines(typed(MK=Dictionary(BG=Array(colour))))
    assert found[:-3] == ([b"q %s 0 0 100 20 re f Q" % back] if back else [])
    found = lines(typed(MK=Dictionary(BC=Array(colour))))
    assert found[:-3] == ([b"q %s 1 w 0.5 0.5 99 19 re S Q" % border] if border else [])


def test_an_empty_field_is_its_box():
    form = Form(MK=Dictionary(BG=Array([1]), BC=Array([0])))
    assert lines(form) == [b"q 1 g 0 0 100 20 re f Q", b"q 0 G 1 w 0.5 0.5 99 19 re S Q", b""]
    assert typed(MK=Name.Odd).drawn() == typed().drawn()
    assert typed(MK=Dictionary(BG=Name.Odd)).drawn() == typed().drawn()


@pytest.mark.parametrize(
    ("keys", "width"),
    [
        ({"BS": Dictionary(W=2)}, b"2"),
        ({"BS": Dictionary(W=0.5)}, b"0.5"),
        ({"BS": Dictionary()}, b"1"),
        ({"BS": Dictionary(W=99)}, b"5"),
        ({"BS": Dictionary(W=0)}, None),
        ({"BS": Dictionary(W=-1)}, None),
        ({"BS": Dictionary(W=Name.Odd)}, None),
        ({"BS": Dictionary(W=2), "Border": Array([0, 0, 3])}, b"2"),
        ({"Border": Array([0, 0, 3])}, b"3"),
        ({"Border": Array([0, 0])}, b"1"),
        ({"Border": Name.Odd}, b"1"),
    ],
)
def test_a_border_is_as_wide_as_the_form_asks_for(keys, width):
    found = lines(typed(MK=Dictionary(BC=Array([0])), **keys))
    assert [line.split()[3] for line in found[:-3]] == ([width] if width else [])


def test_what_is_in_a_field_keeps_away_from_its_border():
    text = lines(typed(MK=Dictionary(BC=Array([0])), BS=Dictionary(W=3)))[1]
    assert text == b"q 3 3 94.000 14.000 re W n BT 0 g /F 10.500 Tf 12.075 TL 6 6.325 Td"
    text = lines(typed(MK=Dictionary(BG=Array([0])), BS=Dictionary(W=3)))[1]
    assert text.startswith(b"q 1 1 98.000 18.000 re W n ")
    text = lines(typed(MK=Dictionary(BG=Array([0])), Rect=Array([0, 0, 100, 2])))[1]
    assert text.startswith(b"q 0.5 0.5 99.000 1.000 re W n ")
    text = lines(typed(MK=Dictionary(BG=Array([0])), Rect=Array([0, 0, 3, 20])))[1]
    assert text.startswith(b"q 0.75 0.75 1.500 18.500 re W n ")


def test_a_frame_that_the_form_has_drawn_is_no_second_time_drawn():
    form = typed(MK=Dictionary(BG=Array([1])), form={"NeedAppearances": True})
    form.look(b"1 0 0 rg f /Tx BMC EMC")
    assert form.drawn().startswith(b"q 1 0 0 rg f  Q q 1 1 ")
    form = typed(MK=Dictionary(BG=Array([1])), form={"NeedAppearances": True})
    form.look(b"no frame")
    assert form.drawn().startswith(b"q 1 g 0 0 100 20 re f Q\nq 1 1 ")


@pytest.mark.parametrize(
    ("packed", "kept"), [(Name.ASCIIHexDecode, True), (Array([Name.ASCIIHexDecode]), True),
                         (Array([Name.ASCIIHexDecode] * 2), False)],
)  # fmt: skip
def test_a_frame_that_is_packed_more_than_once_is_not_read(packed, kept):
    form = typed(form={"NeedAppearances": True})
    form.look()
    form.widget.AP.N.write(b"66202F547820424D43>", filter=packed)
    assert form.drawn().startswith(b"q f  Q ") is kept


# Where lines begin.


@pytest.mark.parametrize(
    ("keys", "form", "shift"),
    [
        ({"Q": 0}, {}, None),
        ({"Q": 1}, {}, b"-2800.000"),
        ({"Q": 2}, {}, b"-5600.000"),
        ({"Q": 3}, {}, None),
        ({"Q": Name.Odd}, {"Q": 2}, None),
        ({}, {"Q": 2}, b"-5600.000"),
        ({"Q": 0}, {"Q": 2}, None),
    ],
)
def test_lines_are_at_the_left_in_the_middle_or_at_the_right(keys, form, shift):
    found = lines(typed(form=form, DA=String("/H 12 Tf"), **keys))[-2]
    assert found == (b"[%s (word)] TJ T*" % shift if shift else b"(word) Tj T*")


def test_each_line_is_in_the_middle():
    form = typed("one\nthree", Q=1, Ff=MULTILINE, DA=String("/H 10 Tf"))
    form.widget.Rect = Array([0, 0, 104, 40])
    assert lines(form)[1:3] == [b"[-4100.000 (one)] TJ T*", b"[-3500.000 (three)] TJ T*"]


# Cells.


def comb(value, cells, **keys):
    return typed(value, **{"Ff": COMB, "MaxLen": cells, "DA": String("/H 10 Tf"), **keys})


def test_each_character_is_in_the_middle_of_a_cell_of_its_own():
    text, value, _ = lines(comb("AB12", 10))
    assert text == (b"q 1 1 98.000 18.000 re W n BT 0 g /F 10.000 Tf 11.500 TL 4.000 Tc 2 6.500 Td")
    assert value == b"(AB12) Tj T*"
    assert b" 0.000 Tc 0 " in comb("AB12", 20, DA=String("/H 8.3333333 Tf")).drawn()
    assert b" /F 8.333 Tf 9.583 TL 0.000 Tc 0 7.083 Td" in comb("AB12", 20).drawn()


def test_lines_stand_between_cells():
    form = comb("AB", 4, MK=Dictionary(BC=Array([0])))
    border = lines(form)[0]
    assert border == b"q 0 G 1 w 0.5 0.5 99 19 re 25 0 m 25 20 l 50 0 m 50 20 l 75 0 m 75 20 l S Q"
    form = Form(Ff=COMB, MaxLen=2, MK=Dictionary(BC=Array([0])))
    assert form.drawn() == b"q 0 G 1 w 0.5 0.5 99 19 re 50 0 m 50 20 l S Q\n"


@pytest.mark.parametrize(
    ("value", "keys", "cells"),
    [
        ("AB12", {}, True),
        ("AB12", {"MaxLen": 4}, True),
        ("AB12", {"MaxLen": 3}, False),
        ("AB12", {"MaxLen": 200}, True),
        ("AB12", {"MaxLen": 201}, False),
        ("AB12", {"MaxLen": Name.Odd}, False),
        ("AB12", {"Ff": 0}, False),
        ("AB12", {"Ff": COMB | MULTILINE}, False),
        ("AB12", {"Ff": COMB | PASSWORD}, False),
        ("A\nB", {}, False),
    ],
)
def test_a_field_has_cells_if_its_value_fits_into_them(value, keys, cells):
    drawn = comb(value, keys.pop("MaxLen", 10), **keys).drawn()
    assert (b" Tc " in drawn) is cells


# Which way they go.


@pytest.mark.parametrize(
    ("turn", "box", "matrix"),
    [
        (0, [0, 0, 100, 20], None),
        (90, [0, 0, 20, 100], [0, 1, -1, 0, 100, 0]),
        (180, [0, 0, 100, 20], [-1, 0, 0, -1, 100, 20]),
        (270, [0, 0, 20, 100], [0, -1, 1, 0, 0, 20]),
        (-90, [0, 0, 20, 100], [0, -1, 1, 0, 0, 20]),
        (450, [0, 0, 20, 100], [0, 1, -1, 0, 100, 0]),
        (45, [0, 0, 100, 20], None),
        (Name.Odd, [0, 0, 100, 20], None),
    ],
)
def test_a_field_may_be_turned(turn, box, matrix):
    form = typed(MK=Dictionary(R=turn))
    assert form.drawn() is not None
    look = form.widget.AP.N
    assert look.BBox == Array(box)
    assert look.get("/Matrix") == (None if matrix is None else Array(matrix))


def test_all_that_is_drawn_is_counted(monkeypatch):
    monkeypatch.setattr(fields, "MAX_CONTENT", 2**20)
    form = comb("x", 200, MK=Dictionary(BC=Array([0])))
    drawn = len(form.drawn())
    del form.widget.AP
    form.page.obj.Annots = Array([Dictionary(form.widget) for _ in range(2**20 // drawn + 1)])
    with pytest.raises(DocumentError, match="instructions are over 1 MB"):
        draw_fields(form.pdf)
