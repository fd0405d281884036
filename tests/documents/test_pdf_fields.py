"""A value that somebody typed into a form is drawn, whole, in its field, as large as it fits."""

import re

import pytest
from document_makers import add_page, dark, picture, saved
from form_maker import Form
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String

from lorpack.documents import field_values, fields, prepare_pdf, text_of
from lorpack.documents.field_text import fitted, wrapped
from lorpack.documents.fields import draw_fields
from lorpack.errors import DocumentError

MULTILINE, PASSWORD = 1 << 12, 1 << 13


def text(form):
    return text_of(prepare_pdf(saved(form.pdf), "form"))[0].split("\r\n")


def drawing(lines, size=12.0, width=100, height=20, start=None):
    """The drawing of *lines* in a field, as it has to be."""
    start = (height - size * 0.7) / 2 if start is None else start
    box = b"q 1 1 %.3f %.3f re W n BT 0 g" % (width - 2, height - 2)
    font = b" /F %.3f Tf %.3f TL 2 %.3f Td\n" % (size, size * 1.15, start)
    return box + font + b"".join(b"(%s) Tj T*\n" % line for line in lines) + b"ET Q"


def test_a_value_is_drawn_into_its_field():
    form = Form(V=String("Typed in"), Rect=Array([120, 120, 20, 100]))
    assert form.drawn() == drawing([b"Typed in"])
    look = form.widget.AP.N
    assert list(form.widget.AP.keys()) == ["/N"]
    assert (look.Type, look.Subtype) == (Name.XObject, Name.Form)
    assert look.BBox == Array([0, 0, 100, 20])
    assert list(look.Resources.keys()) == ["/Font"]
    font = look.Resources.Font.F
    assert font == Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Encoding=Name.WinAnsiEncoding
    )
    assert form.form.NeedAppearances is False
    assert text(form) == ["Typed in"]
    assert dark(picture(prepare_pdf(saved(form.pdf), "form").data)) > 20


@pytest.mark.parametrize(
    ("kind", "value", "lines"),
    [
        (Name.Tx, String("one"), [b"one"]),
        (Name.Ch, String("one"), [b"one"]),
        (Name.Ch, Name("/one"), [b"/one"]),
        (Name.Ch, Array([String("one"), String("two")]), [b"one, two"]),
        (Name.Tx, b"one", [b"one"]),
        (Name.Tx, String("a (b) \\c"), [rb"a \(b\) \\c"]),
        (Name.Tx, String("  two\r\nlines\rand\none  "), [b"two lines and one"]),
        (Name.Ch, Array([String("one"), Array([String("two")]), 3]), [b"one"]),
    ],
)
def test_kinds_of_values(kind, value, lines):
    form = Form(FT=kind, V=value)
    form.widget.Rect = Array([0, 0, 200, 20])
    assert form.drawn() == drawing(lines, width=200)


def test_a_value_in_a_stream_is_drawn():
    form = Form()
    form.widget.V = Stream(form.pdf, b"Zo\xeb")
    assert text(form) == ["Zoë"]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_each_way_to_end_a_line_ends_one(end):
    form = Form(V=String(f"one{end}two"), Ff=MULTILINE, Rect=Array([0, 0, 100, 50]))
    assert text(form) == ["one", "two"]


def test_western_letters_are_drawn():
    typed = "Zoë — “é” – Łukasz".replace("Ł", "L")
    assert text(Form(V=String(typed), Rect=Array([0, 0, 190, 20]))) == [typed]


@pytest.mark.parametrize(
    "keys",
    [
        {"FT": Name.Btn, "V": String("x")},
        {"FT": Name.Sig, "V": String("x")},
        {},
        {"V": String("")},
        {"V": 5},
        {"V": String("x"), "Rect": Array([1, 2, 3])},
        {"V": String("x"), "Subtype": Name.Stamp},
    ],
)
def test_what_is_no_value_to_be_shown_is_not_drawn(keys):
    assert Form(**keys).drawn() is None


def test_without_a_form_there_are_no_fields():
    form = Form(V=String("x"))
    del form.pdf.Root.AcroForm
    assert form.drawn() is None
    form.pdf.Root.AcroForm = Name.Odd
    assert form.drawn() is None


def test_damaged_pages_and_annotations_keep_no_other_field_from_being_drawn():
    form = Form(V=String("Typed in"))
    first = form.pdf.pages[0]
    for annotations in (None, Name.Odd, Array([])):
        page = add_page(form.pdf, b"")
        if annotations is not None:
            page.obj.Annots = annotations
        form.pdf.pages.insert(0, page)
    first.obj.Annots = Array([5, Name.Odd, Dictionary(Subtype=Name.Link), form.widget])
    assert form.drawn() == drawing([b"Typed in"])


@pytest.mark.parametrize("key", ["FT", "V", "DA", "Ff"])
def test_what_a_field_does_not_say_its_parents_do(key):
    says = {"FT": Name.Tx, "V": String("one\ntwo"), "DA": String("/F 5 Tf"), "Ff": MULTILINE}
    form = Form(**says)
    whole = form.drawn()
    assert whole == drawing([b"one", b"two"], size=5, start=14)
    other = Form(**says)
    del other.widget["/" + key]
    parent = other.pdf.make_indirect(Dictionary({f"/{key}": says[key]}))
    other.widget.Parent = other.pdf.make_indirect(Dictionary(Parent=parent, T=String("p")))
    assert other.drawn() == whole
    other.widget.Parent = Name.Odd
    del other.widget.AP
    assert other.drawn() != whole


def test_parents_are_asked_up_to_a_limit():
    for above, found in ((19, True), (20, False)):
        form = Form()
        parent = form.pdf.make_indirect(Dictionary(V=String("far")))
        for _ in range(above - 1):
            parent = form.pdf.make_indirect(Dictionary(Parent=parent))
        form.widget.Parent = parent
        assert (form.drawn() is not None) is found


@pytest.mark.parametrize(
    ("field", "form", "size"),
    [
        ("/Helv 9 Tf 0 g", "/Helv 7 Tf", 9),
        (None, "/Helv 7 Tf 0 g", 7),
        ("/Helv 6.25  Tf", None, 6.25),
        ("0 g", "/Helv 7 Tf", 12),
        ("/Helv .5 Tf", None, 0.5),
        ("/Helv 5. Tf", None, 5),
        ("/Helv . Tf", None, 12),
        (" " * 196 + "7 Tf", None, 7),
        (" " * 197 + "7 Tf", None, 12),
        ("/Helv 0 Tf", None, 12),
        (None, None, 12),
    ],
)
def test_the_size_is_the_one_that_the_form_asks_for(field, form, size):
    keys = {} if field is None else {"DA": String(field)}
    made = Form({} if form is None else {"DA": String(form)}, V=String("word"), **keys)
    assert made.drawn() == drawing([b"word"], size=size)


def test_an_odd_default_appearance_is_as_good_as_none():
    assert Form(V=String("word"), DA=Name.Odd).drawn() == drawing([b"word"])


def test_flags_that_are_no_number_are_none():
    assert Form(V=String("a\nb"), Ff=Name.Odd).drawn() == drawing([b"a b"])


# What the form's maker drew.


def test_an_appearance_is_kept_as_long_as_the_form_does_not_call_it_outdated():
    form = Form(V=String("new"))
    look = form.look()
    assert form.drawn() == look
    form = Form({"NeedAppearances": False}, V=String("new"))
    look = form.look()
    assert form.drawn() == look
    form = Form({"NeedAppearances": True}, V=String(""))
    look = form.look()
    assert form.drawn() == look


def test_an_appearance_without_a_drawing_is_none():
    for odd in (Name.Odd, Dictionary(), Dictionary(N=Name.Odd), Dictionary(N=Dictionary())):
        form = Form(V=String("new"), AP=odd)
        assert form.drawn() == drawing([b"new"])


def test_an_outdated_value_is_drawn_anew_upon_the_frame_of_the_form():
    form = Form({"NeedAppearances": True}, V=String("new"))
    form.look(b"1 0 0 rg 0 0 9 9 re f /Tx BMC (old) Tj EMC /Tx BMC (older) Tj EMC")
    assert form.drawn() == b"q 1 0 0 rg 0 0 9 9 re f  Q " + drawing([b"new"])
    assert form.form.NeedAppearances is False


def test_an_outdated_value_without_a_frame_is_drawn_anew_by_itself():
    form = Form({"NeedAppearances": True}, V=String("new"))
    form.look(b"1 0 0 rg 0 0 9 9 re f BT (old) Tj ET")
    assert form.drawn() == drawing([b"new"])


# What many fields share.


def test_all_that_was_typed_is_counted(monkeypatch):
    monkeypatch.setattr(field_values, "MAX_TYPED", 6)
    form = Form(V=String("two"))
    form.page.obj.Annots.append(Dictionary(form.widget))
    assert form.drawn() is not None
    del form.widget.AP
    form.page.obj.Annots.append(Dictionary(form.widget))
    form.page.obj.Annots.append(Dictionary(form.widget))
    with pytest.raises(DocumentError, match="fields hold more text than") as caught:
        draw_fields(form.pdf)
    assert caught.value.code == "LOR717"


def test_all_that_was_drawn_around_what_was_typed_is_counted(monkeypatch):
    monkeypatch.setattr(fields, "MAX_CONTENT", 2**20)
    frame = b" " * 2**18
    form = Form({"NeedAppearances": True}, V=String("two"))
    form.look(frame)
    more = form.pdf.make_indirect(Dictionary(form.widget))
    form.page.obj.Annots.append(more)
    assert form.drawn() == drawing([b"two"])
    form.form.NeedAppearances = True
    form.look(frame + b"/Tx BMC")
    more.AP = Dictionary(N=Stream(form.pdf, frame + b"/Tx BMC"))
    with pytest.raises(DocumentError, match="instructions are over 1 MB") as caught:
        draw_fields(form.pdf)
    assert caught.value.code == "LOR717"


# What Courier does not have.


def test_what_cannot_be_drawn_is_told_by_the_name_of_its_field():
    form = Form(V=String("王 and more"), T=String("home town"))
    assert draw_fields(form.pdf) == ["home town"]
    assert form.widget.AP.N.read_bytes() == drawing([b"? and more"])
    form = Form(V=String("王"))
    assert draw_fields(form.pdf) == ["unnamed"]


def test_a_drawing_is_better_than_what_cannot_be_drawn():
    form = Form({"NeedAppearances": True}, V=String("王"), T=String("town"))
    look = form.look()
    assert draw_fields(form.pdf) == ["town"]
    assert form.widget.AP.N.read_bytes() == look


def test_each_field_that_cannot_be_drawn_is_told():
    form = Form(V=String("王"), T=String("one"))
    more = Dictionary(form.widget)
    more.T = String("two")
    form.form.Fields.append(form.pdf.make_indirect(more))
    form.page.obj.Annots.append(form.form.Fields[1])
    notice = prepare_pdf(saved(form.pdf), "form").notices[-1]
    assert (notice.code, "one, two" in notice.message) == ("LOR723", True)
    assert draw_fields(form.pdf) == ["one", "two"]


# How it fits.


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 5, [""]),
        ("one", 5, ["one"]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("a b c d", 3, ["a b", "c d"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("abcdef", 3, ["abc", "def"]),
        ("ab cdefgh i", 3, ["ab", "cde", "fgh", "i"]),
        ("ab cdefg i", 4, ["ab", "cdef", "g i"]),
        ("one  two", 5, ["one ", "two"]),
    ],
)
def test_lines_are_broken_at_spaces_where_there_are_any(text, columns, lines):
    assert wrapped(text, columns) == lines


@given(st.text("ab ", max_size=60), st.integers(1, 12))
def test_no_letter_is_lost_in_a_line_break_and_no_line_is_too_long(text, columns):
    lines = wrapped(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= columns for line in lines)


@pytest.mark.parametrize(
    ("value", "box", "wanted", "multiline", "lines", "size"),
    [
        ("word", (96, 18), 0, False, ["word"], 12),
        ("word", (96, 12), 0, False, ["word"], 9),
        ("word", (96, 4), 0, False, ["word"], 4),
        ("word", (96, 100), 0, False, ["word"], 12),
        ("word", (96, 18), 20, False, ["word"], 20),
        ("a  b\nc ", (96, 18), 0, False, ["a b c"], 12),
        ("x" * 10, (60, 18), 10, False, ["x" * 10], 10),
        ("x" * 10, (59.9, 18), 10, False, ["x" * 10], 9.2),
        ("x" * 50, (50, 18), 10, False, [*["x" * 27, "x" * 23]], 3),
        ("x" * 27, (50, 18), 3.01, False, ["x" * 27], 3.01),
        ("xx", (0, 18), 10, False, ["x", "x"], 3),
        ("x", (96, 18), 144.0, False, ["x"], 144),
        ("x", (96, 18), 144.1, False, ["x"], 144),
        ("xx", (100, 18), float("inf"), False, ["xx"], 144 * 0.92**7),
        ("one\ntwo", (96, 30), 0, True, ["one", "two"], 10),
        ("one\n\ntwo", (96, 50), 0, True, ["one", "", "two"], 10),
        ("one\ntwo", (96, 23), 10, True, ["one", "two"], 10),
        ("one\ntwo", (96, 22.9), 10, True, ["one", "two"], 9.2),
        ("one", (96, 2), 10, True, ["one"], 3),
        ("one\ntwo", (96, 1), 10, True, ["one", "two"], 3),
        ("one two", (24, 30), 10, True, ["one", "two"], 10),
    ],
)
def test_a_value_is_as_large_as_it_fits(value, box, wanted, multiline, lines, size):
    found, chosen = fitted(value, *box, wanted, multiline)
    assert found == lines
    assert chosen == pytest.approx(size)


@given(
    st.text("ab \n", min_size=1, max_size=80), st.floats(1, 200), st.floats(1, 60), st.booleans()
)
def test_a_value_would_not_fit_any_larger(value, width, height, multiline):
    lines, size = fitted(value, width, height, 10, multiline)
    assert 3 <= size <= 10
    text = value if multiline else " ".join(value.split())

    def lines_at(size):
        columns = max(int(width / (size * 0.6)), 1)
        return [line for part in text.split("\n") for line in wrapped(part, columns)]

    def fits(count, size):
        return count * size * 1.15 <= max(height, size) if multiline else count == 1

    assert lines == lines_at(size)
    assert size == 3 or fits(len(lines), size)
    larger = 10.0
    while larger > size:
        assert not fits(len(lines_at(larger)), larger)
        larger = max(larger * 0.92, 3.0)


def test_lines_of_a_field_begin_at_its_top():
    form = Form(V=String("one\ntwo"), Ff=MULTILINE, Rect=Array([10, 100, 110, 150]))
    assert form.drawn() == drawing([b"one", b"two"], size=10, height=50, start=39)
    assert text(form) == ["one", "two"]


@pytest.mark.parametrize(
    ("value", "width", "flags", "size"),
    [("x" * 16, 100, 0, 10), ("x" * 17, 100, 0, 9.2), ("x\ny", 100, MULTILINE, 9.2)],
)
def test_a_field_keeps_a_margin(value, width, flags, size):
    height = 20 if not flags else 24.9  # two lines of 10 points need 23, and 2 of margin
    form = Form(V=String(value), DA=String("/F 10 Tf"), Ff=flags)
    form.widget.Rect = Array([0, 0, width, height])
    found = re.search(rb"/F ([\d.]+) Tf", form.drawn())
    assert float(found[1]) == pytest.approx(size)
