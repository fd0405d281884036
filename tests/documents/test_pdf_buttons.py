"""What is ticked or chosen in a form is seen to be so, whatever the form brings along to show it."""

import pytest
from document_makers import add_page, dark, picture, saved
from form_maker import Form
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from lorpack.documents import field_values, prepare_pdf
from lorpack.documents.fields import draw_fields
from lorpack.errors import DocumentError

RADIO, PUSH = 1 << 15, 1 << 16
SQUARE = Array([20, 100, 40, 120])
BOX = b"q 0 G 1 w 0.5 0.5 19 19 re S Q\n"
INSIDE = b"q 0 g 18 0 0 18 1 1 cm "  # what a mark begins with, within a border of one point


class Button(Form):
    """A page with one check box, of 20 points, that is on."""

    def __init__(self, **keys):
        super().__init__(**{"FT": Name.Btn, "Rect": SQUARE, "AS": Name.Yes, **keys})


def made(letter=None, **keys):
    """The dictionary of what a button looks like."""
    if letter is not None:
        keys["CA"] = String(letter)
    return Dictionary({f"/{key}": value for key, value in keys.items()})


def path(drawn):
    """The path of the mark in *drawn*."""
    start, _, rest = drawn.partition(INSIDE)
    assert start == b""
    return rest.removesuffix(b" Q\n")


def test_a_ticked_box_without_a_drawing_is_ticked_in_the_packet():
    pdf = Pdf.new()
    page = add_page(pdf, b"")
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("waive"), Rect=SQUARE,
            V=Name.Yes, AS=Name.Yes, MK=made("4", BC=Array([0])), DA=String("/ZaDb 0 Tf 0 g"),
        )
    )  # fmt: skip
    page.obj.Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), NeedAppearances=True)
    ticked = prepare_pdf(saved(pdf), "form")
    widget.AS = Name.Off
    empty = prepare_pdf(saved(pdf), "form")
    del widget.MK
    nothing = prepare_pdf(saved(pdf), "form")
    assert ticked.notices == empty.notices == nothing.notices == ()
    most, some, none = (dark(picture(one.data, scale=3)) for one in (ticked, empty, nothing))
    assert most > some + 200 > none + 400
    assert none == 0


@pytest.mark.parametrize(
    ("keys", "on"),
    [
        ({}, True),
        ({"AS": Name.Off}, False),
        ({"AS": Name.Off, "V": Name.Yes}, False),
        ({"AS": Name.On, "V": Name.Off}, True),
        ({"AS": String("Yes")}, False),
        ({"AS": String("Off"), "V": Name.Yes}, True),
        ({"AS": String("Off"), "V": Name.Off}, False),
        ({"AS": String("Off"), "V": String("Yes")}, False),
    ],
)
def test_whether_a_button_is_on_is_told_by_its_state_and_else_by_its_value(keys, on):
    drawn = Button(**keys).drawn()
    assert (drawn is not None) is on


def in_group(buttons, **keys):
    """A radio button of a group of so many, which has these keys."""
    form = Button(AS=String("none"), Ff=RADIO)
    kids = [form.widget, *(form.pdf.make_indirect(Dictionary()) for _ in range(buttons - 1))]
    parent = Dictionary(Kids=Array(kids), V=Name("/1"), T=String("status"))
    for key, value in keys.items():
        parent["/" + key] = value
    form.widget.Parent = form.pdf.make_indirect(parent)
    return form


def test_a_chosen_button_of_a_group_that_cannot_be_told_is_told():
    form = in_group(2)
    form.page.obj.Annots.append(Dictionary(form.widget))
    assert draw_fields(form.pdf) == ["status"]
    assert "/AP" not in form.widget
    form = in_group(2)
    notice = prepare_pdf(saved(form.pdf), "form").notices[-1]
    assert (notice.code, "status" in notice.message) == ("LOR723", True)
    assert in_group(2, V=Name.Off).drawn() is None
    assert in_group(1).drawn() is not None
    assert in_group(2, Kids=Name.Odd).drawn() is not None
    form = in_group(2)
    form.widget.V = Name("/1")
    assert form.drawn() is not None


def test_each_style_has_a_mark_of_its_own():
    marks = {letter: path(Button(MK=made(letter)).drawn()) for letter in "348567lnuHX"}
    assert marks["3"] == marks["4"] == marks["X"]
    assert marks["5"] == marks["6"] == marks["7"] == marks["8"]
    assert len({marks[letter] for letter in "48lnuH"}) == 6
    assert marks["n"] == b"0.2 0.2 0.6 0.6 re f"
    assert marks["u"] == b"0.5 0.1 m 0.86 0.5 l 0.5 0.9 l 0.14 0.5 l h f"
    assert marks["4"].count(b" l") == 6
    assert marks["8"].count(b" l") == 11
    assert marks["H"].startswith(b"0.5 0.96 m 0.3883 0.6337 l ")
    assert marks["H"].count(b" l") == 9
    assert marks["l"].startswith(b"0.78 0.5 m 0.78 0.6546 0.6546 0.78 0.5 0.78 c ")
    assert marks["l"].endswith(b"0.6546 0.22 0.78 0.3454 0.78 0.5 c h f")
    assert marks["l"].count(b" c") == 4


def test_the_marks_look_as_they_are_meant():
    shares = {}
    for letter in "48lnuH":
        form = Button(MK=made(letter), Rect=Array([0, 0, 200, 200]))
        image = picture(prepare_pdf(saved(form.pdf), "form").data).crop((0, 100, 200, 300))
        shares[letter] = round(dark(image) / 400)
        assert (image.getpixel((100, 100)) == (0, 0, 0)) is (letter != "4")
    assert shares == {"4": 20, "8": 29, "l": 24, "n": 35, "u": 28, "H": 26}


@pytest.mark.parametrize("keys", [{}, {"MK": made()}, {"MK": Name.Odd}, {"MK": made(CA=Name.Odd)}])
def test_without_a_style_a_box_has_a_tick_and_a_radio_button_a_dot(keys):
    tick, dot = (path(Button(MK=made(letter)).drawn()) for letter in "4l")
    if keys.get("MK") != made(CA=Name.Odd):
        assert path(Button(**keys).drawn()) == tick
        assert path(Button(Ff=RADIO, **keys).drawn()) == dot
    else:
        assert path(Button(Ff=RADIO, **keys).drawn()) == tick


def test_a_mark_has_the_size_and_the_colour_of_letters():
    drawn = Button(DA=String("/ZaDb 10 Tf 1 0 0 rg"), MK=made("n")).drawn()
    assert drawn == b"q 1 0 0 rg 10 0 0 10 5 5 cm 0.2 0.2 0.6 0.6 re f Q\n"
    drawn = Button(DA=String("/ZaDb 30 Tf"), MK=made("n"), Rect=Array([0, 0, 40, 20])).drawn()
    assert drawn == b"q 0 g 18 0 0 18 11 1 cm 0.2 0.2 0.6 0.6 re f Q\n"


def test_a_box_is_drawn_where_the_form_says_so():
    look = made(BC=Array([0]), BG=Array([1, 1, 0]))
    assert Button(AS=Name.Off, MK=look).drawn() == b"q 1 1 0 rg 0 0 20 20 re f Q\n" + BOX
    assert Button(MK=made("n", BC=Array([0]))).drawn().startswith(BOX + INSIDE)


def test_a_radio_button_is_round_if_its_mark_is():
    look = made(BC=Array([0]), BG=Array([1, 1, 0]))
    back, border = Button(AS=Name.Off, Ff=RADIO, MK=look).drawn().splitlines()
    assert back.startswith(b"q 1 1 0 rg 20 10 m 20 15.523 15.523 20 10 20 c ")
    assert border.startswith(b"q 0 G 1 w 19.5 10 m ")
    look.CA = String("8")
    assert Button(AS=Name.Off, Ff=RADIO, MK=look).drawn().endswith(BOX)
    look.CA = String("l")
    assert Button(AS=Name.Off, MK=look).drawn().endswith(BOX)


# Drawings that the form brings along.


def states(form, *names):
    drawings = {name: form.pdf.make_indirect(Stream(form.pdf, b"")) for name in names}
    form.widget.AP = Dictionary(N=Dictionary(drawings))


@pytest.mark.parametrize(
    ("names", "keys", "state"),
    [
        (("/Yes", "/Off"), {}, Name.Yes),
        (("/Yes", "/Off"), {"AS": Name.Off, "V": Name.Yes}, Name.Off),
        (("/Yes",), {"AS": Name.Off}, Name.Off),
        (("/2", "/Off"), {"AS": Name("/1")}, Name("/1")),
        (("/Yes", "/Off"), {"AS": None, "V": Name.Yes}, Name.Yes),
        (("/2", "/Off"), {"AS": None, "V": Name("/1")}, Name.Off),
        (("/2",), {"AS": None, "V": Name("/1")}, Name.Off),
        (("/Yes", "/Off"), {"AS": None, "V": String("Yes")}, Name.Off),
        (("/Off",), {"AS": None}, Name.Off),
    ],
)
def test_a_button_keeps_its_drawings_and_shows_the_one_of_its_state(names, keys, state):
    form = Button(**{key: value for key, value in keys.items() if value is not None})
    if keys.get("AS", True) is None:
        del form.widget.AS
    states(form, *names)
    before = form.widget.AP.unparse()
    draw_fields(form.pdf)
    assert form.widget.AP.unparse() == before
    assert state == form.widget.AS


@pytest.mark.parametrize("names", [(), ("/Off",)])
def test_a_button_that_is_on_is_drawn_when_its_drawings_are_of_one_that_is_off(names):
    form = Button()
    states(form, *names)
    assert form.drawn().startswith(INSIDE)


def test_one_drawing_for_every_state_is_kept():
    form = Button(V=Name.Yes)
    form.form.NeedAppearances = True
    assert form.drawn() is not None
    form = Button()
    look = form.look(b"a picture")
    form.form.NeedAppearances = True
    assert form.drawn() == look


def test_drawings_that_many_buttons_share_are_counted(monkeypatch):
    monkeypatch.setattr(field_values, "MAX_TYPED", 5)
    form = Button()
    states(form, "/A", "/B", "/C")
    assert draw_fields(form.pdf) == []
    form.page.obj.Annots.append(Dictionary(form.widget))
    with pytest.raises(DocumentError, match="fields hold more choices than") as caught:
        draw_fields(form.pdf)
    assert caught.value.code == "LOR717"


# Buttons that do something.


def test_the_words_on_a_button_are_in_its_middle():
    form = Button(Ff=PUSH, Rect=Array([0, 0, 100, 20]), MK=made("Print", BG=Array([0.8])))
    back, text, rest = form.drawn().split(b"\n", 2)
    assert back == b"q 0.8 g 0 0 100 20 re f Q"
    assert text.endswith(b"/F 12.000 Tf 13.800 TL 2 5.800 Td")
    assert rest == b"[-2500.000 (Print)] TJ T*\nET Q"


def test_a_button_without_words_is_its_box():
    form = Button(Ff=PUSH, MK=made(BC=Array([0])))
    assert form.drawn() == BOX
    assert Button(Ff=PUSH).drawn() is None


@pytest.mark.parametrize("look", [made("王"), made("Print", I=Dictionary())])
def test_words_and_pictures_of_a_button_that_cannot_be_drawn_are_told(look):
    form = Button(Ff=PUSH, MK=look, T=String("go"))
    assert draw_fields(form.pdf) == ["go"]


def test_a_button_without_a_place_is_not_drawn():
    for rect in ([0, 0, 0, 20], [0, 5, 20, 5], [1, 2, 3]):
        assert Button(Rect=Array(rect), MK=made(BC=Array([0]))).drawn() is None
