"""The last look at a packet finds what must not be in it, and misses nothing that must."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from lorpack.errors import RenderError
from lorpack.packet.finish import checked, page_texts


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
    assert "cannot be opened" in fault(b"%PDF-1.7\n")
