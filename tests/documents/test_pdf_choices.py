"""A list shows what a reader knows its choices by, and a long one takes no time."""

import re

import pytest
from document_makers import saved
from form_maker import Form
from pikepdf import Array, Dictionary, Name, Pdf, String

from lorpack.documents import field_values, prepare_pdf, text_of
from lorpack.documents.field_text import window
from lorpack.documents.fields import draw_fields
from lorpack.errors import DocumentError

COMBO, MULTI = 1 << 17, 1 << 21
COUNTRIES = {"1": "Nigeria", "2": "United States", "3": "Ghana", "4": "India", "5": "Iran"}


def pairs(countries=COUNTRIES):
    return Array([Array([String(key), String(name)]) for key, name in countries.items()])


class Choice(Form):
    """A page with one list, in which some of five countries are chosen."""

    def __init__(self, *chosen, form=None, **keys):
        if chosen:
            values = [String(one) for one in chosen]
            keys.setdefault("V", values[0] if len(values) == 1 else Array(values))
        keys = {"FT": Name.Ch, "Opt": pairs(), "DA": String("/H 10 Tf"), **keys}
        super().__init__(form, **keys)

    def shown(self):
        """The lines that are shown, those of a bar with a star."""
        drawn = self.drawn() or b""
        lines = re.findall(rb"\((.*)\)\]? TJ?j? ?T\*", drawn)
        bars = re.findall(rb"q 0.6 0.75 0.85 rg \S+ (\S+) ", drawn)
        height = float(self.widget.Rect[3] - self.widget.Rect[1])
        marked = {round((height - 1 - 1.25 - float(low)) / 11.5) - 1 for low in bars}
        return [line.decode() + "*" * (at in marked) for at, line in enumerate(lines)]


def lists(*chosen, height=60, **keys):
    return Choice(*chosen, Rect=Array([0, 0, 150, height]), **keys)


def test_a_choice_is_shown_by_the_words_that_its_reader_knows():
    form = Choice("2", Ff=COMBO)
    assert text_of(prepare_pdf(saved(form.pdf), "form")) == ["United States"]


@pytest.mark.parametrize(
    ("chosen", "line"),
    [
        (("2",), "United States"),
        (("1", "4"), "Nigeria, India"),
        (("Ghana",), "Ghana"),
        (("Peru",), "Peru"),
        (("2", "Peru"), "United States, Peru"),
    ],
)
def test_what_is_chosen_from_a_drop_down(chosen, line):
    assert Choice(*chosen, Ff=COMBO, Rect=Array([0, 0, 150, 20])).shown() == [line]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (Array([String("1"), String("2")]), "2"),
        (Array([Array([String("2"), String("b"), String("c")]), String("2")]), "2"),
        (Array([Array([String("2"), String("b")]), Array([String("2"), String("c")])]), "b"),
        (Array([5, Name.Odd]), "2"),
        (Array([]), "2"),
        (Name.Odd, "2"),
    ],
)
def test_kinds_of_options(options, line):
    assert Choice("2", Ff=COMBO, Opt=options).shown() == [line]


def test_without_a_choice_a_drop_down_is_empty():
    assert Choice(Ff=COMBO).drawn() is None


@pytest.mark.parametrize(
    ("places", "line"),
    [([1], "United States"), ([0, 3], "Nigeria, India"), ([4, 5, -1, Name.Odd], "Iran")],
)
def test_a_choice_without_a_value_is_told_by_its_place(places, line):
    form = Choice(Ff=COMBO, I=Array(places), Rect=Array([0, 0, 150, 20]))
    assert form.shown() == [line]
    form = Choice("3", Ff=COMBO, I=Array(places))
    assert form.shown() == ["Ghana"]
    assert Choice(Ff=COMBO, I=1).drawn() is None


def test_a_list_shows_its_options_and_what_is_chosen():
    everything = list(COUNTRIES.values())
    assert lists().shown() == everything
    assert lists("2").shown() == ["Nigeria", "United States*", "Ghana", "India", "Iran"]
    both = ["Nigeria*", "United States", "Ghana", "India", "Iran*"]
    assert lists("1", "5", Ff=MULTI).shown() == both
    assert lists("5", "1", "1").shown() == both
    assert lists(I=Array([2])).shown() == ["Nigeria", "United States", "Ghana*", "India", "Iran"]


def test_a_list_without_options_shows_what_is_chosen():
    assert lists("x", Opt=Array([])).shown() == ["x"]
    assert lists(Opt=Array([])).drawn() is None


@pytest.mark.parametrize(
    ("chosen", "top", "shown"),
    [
        ((), 0, ["Nigeria", "United States"]),
        ((), 3, ["India", "Iran"]),
        ((), 4, ["Iran"]),
        ((), 5, []),
        ((), -1, ["Nigeria", "United States"]),
        (("2",), 0, ["Nigeria", "United States*"]),
        (("2",), 1, ["United States*", "Ghana"]),
        (("2",), 2, ["United States*", "Ghana"]),
        (("3",), 0, ["Ghana*", "India"]),
        (("5",), 0, ["Iran*"]),
        (("5",), -1, ["Iran*"]),
        (("3", "4"), 0, ["Ghana*", "India*"]),
        (("3", "5"), 0, ["Ghana, Iran"]),
        (("3", "Peru"), 0, ["Ghana, Peru"]),
    ],
)
def test_a_list_with_room_for_two_shows_all_that_is_chosen(chosen, top, shown):
    assert lists(*chosen, height=26, TI=top).shown() == shown


def test_as_many_options_are_shown_as_have_room():
    options = tuple("abcdef")
    assert [window(options, [0], 0, 100, 13.8 * rows, 12) for rows in (1, 3.9, 4.1, 9)] == [
        (range(rows), 12) for rows in (1, 3, 4, 6)
    ]


def test_the_letters_of_a_list_are_as_small_as_they_must_be():
    size = re.compile(rb"/F (\S+) Tf")
    assert size.search(lists("1").drawn())[1] == b"10.000"
    assert size.search(lists("1", DA=String("/H 0 Tf")).drawn())[1] == b"10.000"
    assert size.search(lists("1", DA=String("/H 999 Tf"), height=200).drawn())[1] == b"34.762"
    narrow = Choice("1", Rect=Array([0, 0, 43, 60])).drawn()  # "United States" needs 39 at 5 points
    assert size.search(narrow)[1] == b"5.000"
    tiny = Choice("1", Rect=Array([0, 0, 27.3, 60]))  # at 3 points they need 23.4
    assert tiny.shown() == ["Nig", "eri", "a"]


def test_the_bar_is_behind_its_line():
    drawn = lists("1", height=60).drawn()
    assert drawn.startswith(b"q 0.6 0.75 0.85 rg 1.000 46.250 148.000 11.500 re f Q\nq 1 1 ")
    assert b" 2 49.000 Td\n(Nigeria) Tj T*\n" in drawn


def test_an_outdated_list_is_drawn_anew_if_something_is_chosen():
    form = lists("2", form={"NeedAppearances": True})
    form.look(b"/Tx BMC (old) Tj EMC")
    assert "United States*" in form.shown()
    form = lists(form={"NeedAppearances": True})
    look = form.look(b"/Tx BMC (old) Tj EMC")
    assert form.drawn() == look
    form = lists("王", form={"NeedAppearances": True})
    look = form.look(b"/Tx BMC (old) Tj EMC")
    assert draw_fields(form.pdf) == ["unnamed"]
    assert form.widget.AP.N.read_bytes() == look


def test_options_that_cannot_be_drawn_are_told():
    form = lists("1", Opt=pairs({"1": "Nigeria", "2": "中国"}), T=String("country"))
    assert draw_fields(form.pdf) == ["country"]


# What many lists share.


def shared(count, fields, **keys):
    """A form whose *fields* all have what one parent says, and its object."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(200, 300))
    parent = pdf.make_indirect(Dictionary(FT=Name.Ch, T=String("x")))
    for key, value in keys.items():
        parent["/" + key] = value
    rect = Array([0, 0, 150, 20])
    kids = [Dictionary(Subtype=Name.Widget, Rect=rect, Parent=parent) for _ in range(fields)]
    page.obj.Annots = Array([pdf.make_indirect(kid) for kid in kids])
    pdf.Root.AcroForm = Dictionary(Fields=Array([parent]))
    return pdf


@pytest.mark.parametrize("key", ["V", "I"])
def test_a_value_of_very_many_parts_that_very_many_fields_share_is_refused_at_once(key):
    pdf = shared(50_000, 300, **{key: Array([0] * 50_000)})
    with pytest.raises(DocumentError, match="fields hold more choices than") as caught:
        draw_fields(pdf)
    assert caught.value.code == "LOR717"


@pytest.mark.parametrize("indirect", [True, False])
def test_options_that_many_fields_share_are_read_once(monkeypatch, indirect):
    monkeypatch.setattr(field_values, "MAX_TYPED", 100)
    options = [String("x")] * 50
    pdf = shared(50, 4, Ff=COMBO, V=String("x"))
    pdf.Root.AcroForm.Fields[0].Opt = (
        pdf.make_indirect(Array(options)) if indirect else Array(options)
    )
    assert draw_fields(pdf) == []
    pdf = shared(50, 4, Ff=COMBO, V=String("x"))
    for widget in pdf.pages[0].Annots:
        widget.Opt = Array(options)
    with pytest.raises(DocumentError, match="more choices than"):
        draw_fields(pdf)


def test_options_of_fields_that_are_no_objects_are_read_each_time():
    form = Choice("2", Ff=COMBO, Rect=Array([0, 0, 150, 20]))
    other = Dictionary(form.widget)
    other.Opt = pairs({"2": "Peru"})
    form.page.obj.Annots = Array([Dictionary(form.widget), other])
    draw_fields(form.pdf)
    first, second = (widget.AP.N.read_bytes() for widget in form.page.obj.Annots)
    assert b"(United States)" in first
    assert b"(Peru)" in second


def test_long_options_count_for_more(monkeypatch):
    monkeypatch.setattr(field_values, "MAX_TYPED", 10)
    assert Choice("2", Ff=COMBO, Opt=Array([String("x" * 99), String("2")])).drawn() is not None
    with pytest.raises(DocumentError, match="more choices than"):
        Choice("2", Ff=COMBO, Opt=Array([String("x" * 200), String("2")])).drawn()


def test_what_is_shown_for_a_value_counts_each_time(monkeypatch):
    monkeypatch.setattr(field_values, "MAX_TYPED", 100)
    options = Array([Array([String("1"), String("x" * 45)])])
    assert Choice("1", Ff=COMBO, Opt=options).drawn() is not None
    with pytest.raises(DocumentError, match="more text than"):
        Choice("1", "1", "1", Ff=COMBO, Opt=options).drawn()
