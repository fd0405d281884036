"""The last look at a packet finds what must not be in it, and misses nothing that must."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from lorpack.errors import RenderError
from lorpack.packet.finish import checked, page_texts
from lorpack.packet.seal import Password, sealed


@pytest.fixture
def pages(cv_pdf):
    """Edit the CV of three pages, and give the bytes."""

    def edited(change) -> bytes:
        with pikepdf.open(BytesIO(cv_pdf)) as pdf:
            del pdf.pages[0].obj.Annots
            change(pdf)
            out = BytesIO()
            pdf.save(out)
        return out.getvalue()

    return edited


def fault(data, texts=("", "", "")):
    with pytest.raises(RenderError) as caught:
        checked(data, texts)
    return caught.value.message


def nothing(pdf):
    pass


def test_a_sound_packet_is_given_back(pages):
    data = pages(nothing)
    assert checked(data, page_texts(data)) == page_texts(data)


def test_pages_are_counted(pages):
    assert "3 pages of 4" in fault(pages(nothing), [""] * 4)


def test_a_page_that_lost_its_text_is_found(pages):
    texts = page_texts(pages(nothing))

    def lose(pdf):
        pdf.pages[1].obj.Contents = pdf.make_stream(b"")

    assert "page 2 does not say what it should" in fault(pages(lose), texts)


@pytest.mark.parametrize(
    "action",
    [
        Dictionary(S=Name.JavaScript, JS=String("x")),
        Dictionary(S=Name.Launch, F=String("x")),
        Dictionary(S=Name.ResetForm),
        Dictionary(S=Name.URI, URI=String("file:///etc/passwd")),
    ],
)
def test_an_action_is_found_wherever_it_stands(pages, action):
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))

    def direct(pdf):
        note.A = action
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    def on_opening(pdf):
        pdf.Root.OpenAction = action

    assert "active content" in fault(pages(direct))
    assert "active content" in fault(pages(on_opening))


def test_a_damaged_packet_is_found(pages):
    said = fault(b"%PDF-1.7\n")
    assert said.startswith("the finished packet cannot be opened again: ")
    assert "0x" not in said


def test_a_stream_that_is_cut_off_is_found(pages):
    def cut(pdf):
        pdf.Root.Kept = pdf.make_stream(b"")
        pdf.Root.Kept.write(b"x\x9c", filter=Name.FlateDecode)

    assert fault(pages(cut)) == f"{NOT_SOUND}input stream is complete but output may still be valid"


NOT_SOUND = "the finished packet is not sound: "


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"S": Name.JavaScript}, "/JavaScript"),
        ({"S": Name.GoToR}, "/GoToR"),
        ({"S": Name.GoToE}, "/GoToE"),
        ({"S": Name.SubmitForm}, "/SubmitForm"),
        ({"S": Name.ImportData}, "/ImportData"),
        ({"S": Name.Rendition}, "/Rendition"),
        ({"S": Name.Movie}, "/Movie"),
        ({"S": Name.Sound}, "/Sound"),
        ({"S": Name.Hide}, "/Hide"),
        ({"S": Name.Thread}, "/Thread"),
        ({"S": Name.SetOCGState}, "/SetOCGState"),
        ({"S": Name.GoTo3DView}, "/GoTo3DView"),
        ({"S": Name.RichMediaExecute}, "/RichMediaExecute"),
        ({"S": Name.URI, "URI": String("smb://host/x")}, "/URI"),
        ({"S": Name.URI}, "/URI"),
        ({"JS": String("x")}, "/JS"),
        ({"AA": Dictionary()}, "/AA"),
        ({"EmbeddedFile": Dictionary()}, "/EmbeddedFile"),
        ({"EmbeddedFiles": Dictionary()}, "/EmbeddedFiles"),
        ({"OpenAction": Dictionary()}, "/OpenAction"),
        ({"XFA": String("x")}, "/XFA"),
        ({"EF": Dictionary()}, "/EF"),
        ({"A": Dictionary(S=Name.Launch)}, "/Launch"),
        ({"A": Dictionary(A=Dictionary(S=Name.Launch))}, "/Launch"),
        ({"S": Name.Thread, "A": Dictionary(S=Name.Launch), "JS": String("x")}, "/JS"),
    ],
)
def test_each_thing_that_a_reader_could_run_is_named(pages, values, named):
    def put(kind):
        def change(pdf):
            item = Dictionary(**values) if kind == "group" else pdf.make_stream(b"x", **values)
            pdf.Root.Kept = pdf.make_indirect(item)

        return change

    for kind in ("group", "stream"):
        assert fault(pages(put(kind))) == f"{NOT_SOUND}active content: {named}"


@pytest.mark.parametrize(
    "values",
    [
        {"S": Name.GoTo},
        {"S": Name.URI, "URI": String("https://a.example/")},
        {"S": String("/Launch")},
        {"A": String("/Launch")},
        {"Launch": Name.JavaScript},
        {"Nothing": Name.JS},
    ],
)
def test_what_no_reader_runs_is_let_through(pages, values):
    def put(pdf):
        pdf.Root.Kept = pdf.make_indirect(Dictionary(**values))

    data = pages(put)
    assert checked(data, page_texts(data)) == page_texts(data)


def test_what_is_wrong_is_told_with_what_to_do(pages):
    with pytest.raises(RenderError) as caught:
        checked(pages(nothing), [""] * 2)
    assert caught.value.message == f"{NOT_SOUND}3 pages of 2"
    assert caught.value.hint == "please report this; nothing was written"


def test_the_text_of_a_page_may_differ_by_a_tenth_and_no_more(pages):
    """Where a word or a line ends does not matter, what stands there does."""
    data = pages(nothing)
    said = page_texts(data)
    letters = sum(map(str.isalnum, said[0]))
    assert (
        checked(data, [said[0].replace(" ", "\n").upper().lower() and said[0], *said[1:]]) == said
    )
    more = letters // 9
    assert checked(data, [said[0] + "é" * more, *said[1:]]) == said
    assert fault(data, [said[0] + "é" * (more + 1), *said[1:]]) == (
        f"{NOT_SOUND}page 1 does not say what it should"
    )
    assert checked(data, [f"{said[0]} — …!"[::-1], *said[1:]]) == said
    assert checked(data, ["", "", ""]) == said


def test_a_packet_that_only_a_lenient_reader_opens_is_found(pages):
    data = pages(nothing)
    assert "cannot be opened again: " in fault(b"\n" + data, page_texts(data))


def test_the_pages_of_a_sealed_packet_are_read_with_its_password(pages):
    data = pages(nothing)
    packet = sealed(data, Password("correct horse"))
    assert page_texts(packet, "correct horse") == page_texts(data)
    with pytest.raises(RuntimeError):
        page_texts(packet)


def test_a_sign_in_another_form_is_the_same_sign(pages):
    data = pages(nothing)
    said = page_texts(data)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in said[0])
    assert checked(data, [wide, *said[1:]]) == said
