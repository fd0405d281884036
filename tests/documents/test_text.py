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
@pytest.mark.parametrize("unit", [1, 2])
def test_what_is_cropped_off_is_passed_over_for_the_next_place(turn, unit):
    pdf = Pdf.new()
    above, below, beside = (FONT % (*at, b"Clinic entry") for at in ((20, 250), (20, 5), (105, 90)))
    for lines in (above + below + beside, above + FONT % (20, 100, b"Clinic entry, again")):
        page = add_page(pdf, lines)
        page.obj.CropBox, page.obj.Rotate, page.obj["/UserUnit"] = (
            Array([10, 20, 110, 200]),
            turn,
            unit,
        )
    result = prepare_pdf(saved(pdf), "CV")
    mark, again = find_text(result, ["Clinic entry", "entry, again"])
    assert mark is not None
    assert again is not None
    assert mark.page == again.page == 1
    for one in (mark, again):
        width, height = result.sizes[one.page]
        assert 0 <= one.x0 < one.x1 <= width
        assert 0 <= one.y0 < one.y1 <= height


def test_what_is_cropped_off_everywhere_is_not_found():
    pdf = Pdf.new()
    add_page(pdf, FONT % (20, 250, b"Clinic entry")).obj.CropBox = Array([0, 0, 200, 200])
    assert find_text(prepare_pdf(saved(pdf), "CV"), ["Clinic entry"]) == [None]


def test_of_a_text_that_is_cut_off_in_part_the_mark_is_at_what_is_seen():
    pdf = Pdf.new()
    lines = FONT % (20, 250, b"Led the clinic") + FONT % (20, 180, b"for a year")
    add_page(pdf, lines).obj.CropBox = Array([0, 0, 200, 200])
    add_page(pdf, FONT % (20, 150, b"Taught the clinic")).obj.CropBox = Array([40, 0, 200, 200])
    found = find_text(prepare_pdf(saved(pdf), "CV"), ["clinic for a year", "Taught the clinic"])
    below, beside = found
    assert below is not None
    assert 170 < below.y0 < below.y1 < 200
    assert beside is not None
    assert 0 <= beside.x0 < 15
