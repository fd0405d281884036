"""Finding a text as its reader sees it."""

import pytest
from document_makers import FONT, add_page, saved
from pikepdf import Array, Pdf

from lorpack.documents import find_text, prepare_pdf, text_of


def prepared(*lines):
    pdf = Pdf.new()
    add_page(pdf, b"".join(FONT % (20, 250 - 20 * i, line) for i, line in enumerate(lines)))
    return prepare_pdf(saved(pdf), "CV")


def test_across_a_line_break_with_hyphen_and_quotes():
    result = prepared(b"Led the \x93night-", b"float\x94 project", b"and more")
    marks = find_text(result, ['led the "nightfloat" PROJECT', "and more", "absent", ""])
    first, second = marks[0], marks[1]
    assert first is not None
    assert second is not None
    assert marks[2:] == [None, None]
    assert first.page == 0
    assert 245 < first.y1 < 265
    assert 220 < first.y0 < 232
    assert 18 < first.x0 < 23
    assert first.y0 > second.y1 > second.y0 > 200


def test_whole_words_only():
    result = prepared(b"cartography", b"art")
    mark = find_text(result, ["art"])[0]
    assert mark is not None
    assert mark.y1 < 245
    assert find_text(result, ["carto"]) == [None]


def test_text_of():
    assert [text.split() for text in text_of(prepared(b"One", b"Two"))] == [["One", "Two"]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_what_is_cropped_off_is_not_found(turn):
    pdf = Pdf.new()
    page = add_page(pdf, FONT % (40, 280, b"Cut off") + FONT % (40, 100, b"Shown"))
    page.obj.CropBox = Array([20, 30, 180, 260])
    page.obj.Rotate = turn
    found = prepare_pdf(saved(pdf), "CV")
    off, shown = find_text(found, ["cut off", "shown"])
    assert off is None
    width, height = found.sizes[0]
    assert 0 < shown.x0 < shown.x1 < width
    assert 0 < shown.y0 < shown.y1 < height


def test_the_next_place_is_taken_where_the_first_is_cropped_off():
    pdf = Pdf.new()
    page = add_page(pdf, FONT % (40, 280, b"Twice") + FONT % (40, 100, b"Twice"))
    page.obj.CropBox = Array([20, 30, 180, 260])
    (mark,) = find_text(prepare_pdf(saved(pdf), "CV"), ["twice"])
    assert 60 < mark.y0 < 80
