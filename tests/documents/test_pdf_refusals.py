"""What is no usable PDF is refused with its own code, and never with another exception."""

import contextlib
import io
import pickle
import zipfile

import pytest
from document_makers import add_page, photo_bytes, saved, simple
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Permissions, Stream

from lorpack.documents import prepare_pdf
from lorpack.errors import DocumentError


def refusal(data):
    with pytest.raises(DocumentError) as caught:
        prepare_pdf(data, "documents/cv.pdf")
    assert caught.value.hint
    return caught.value


def zipped(name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "LOR713", "no PDF"),
        (b"<!DOCTYPE html><html><p>Log in", "LOR713", "web page"),
        (zipped("word/document.xml"), "LOR713", "Word document"),
        (zipped("a.txt"), "LOR713", "ZIP"),
        (b"{\\rtf1 x}", "LOR713", "rich text"),
        (photo_bytes(), "LOR713", "picture"),
        (b"%PDF-1.7\n", "LOR714", "damaged"),
        (simple()[:120], "LOR714", "damaged"),
    ],
)
def test_no_pdf(data, code, words):
    error = refusal(data)
    assert error.code == code
    assert words in error.message
    assert pickle.loads(pickle.dumps(error)).code == code


def test_word_has_its_menu_path():
    assert "Save As" in refusal(zipped("word/document.xml")).hint


def test_no_pages():
    assert refusal(saved(Pdf.new())).code == "LOR716"


def test_too_many_pages_and_too_large_pages():
    assert refusal(simple(pages=301)).code == "LOR717"
    pdf = Pdf.new()
    add_page(pdf, b"").obj.MediaBox = Array([0, 0, 20000, 100])
    assert refusal(saved(pdf)).code == "LOR717"
    pdf.pages[0].obj.MediaBox = Array([0, 0, 2, 2])
    assert prepare_pdf(saved(pdf), "CV").sizes == ((2, 2),)


def test_image_of_too_many_pixels():
    pdf = Pdf.new()
    image = Stream(pdf, b"x", Subtype=Name.Image, Width=60000, Height=60000)
    image.BitsPerComponent, image.ColorSpace = 8, Name.DeviceGray
    add_page(pdf, b"/I Do", XObject=Dictionary(I=image))
    assert refusal(saved(pdf)).code == "LOR717"


def test_encrypted():
    with Pdf.open(io.BytesIO(simple())) as pdf:
        empty = saved(pdf, encryption=Encryption(owner="owner", user=""))
        real = saved(pdf, encryption=Encryption(owner="owner", user="secret"))
    result = prepare_pdf(empty, "CV")
    assert [notice.code for notice in result.notices] == ["LOR711"]
    with Pdf.open(io.BytesIO(result.data)) as opened:
        assert not opened.is_encrypted
    assert refusal(real).code == "LOR712"


def test_a_document_that_allows_everything_forbids_nothing():
    allowed = Permissions(modify_assembly=True)
    with Pdf.open(io.BytesIO(simple())) as pdf:
        data = saved(pdf, encryption=Encryption(owner="owner", user="", allow=allowed))
    assert prepare_pdf(data, "CV").notices == ()


@pytest.mark.parametrize("behind", [b"\0" * 5000, b"\r\n \t", b"\n" * 3000])
def test_what_fills_the_end_of_a_file_is_no_damage(behind):
    result = prepare_pdf(simple(pages=3) + behind, "CV")
    assert (len(result.sizes), result.notices) == (3, ())


def test_too_many_instructions_are_a_plot_or_a_poster():
    pdf = Pdf.new()
    add_page(pdf, b"0 0 m 9 9 l S " * 600_000)
    one = refusal(saved(pdf, compress_streams=True))
    pdf.pages[0].obj.Contents = Stream(pdf, b"0 0 m 9 9 l S " * 350_000)
    pdf.pages.append(pdf.pages[0])
    all_ = refusal(saved(pdf, compress_streams=True))
    assert "a page's drawing instructions are over 8 MB" in one.message
    assert "its drawing instructions are over 8 MB" in all_.message
    assert one.hint == all_.hint
    assert "export it as a picture" in one.hint


def test_truncated_but_readable():
    data = simple(pages=3)
    result = prepare_pdf(data[: data.rindex(b"xref")], "CV")
    assert [notice.code for notice in result.notices] == ["LOR715"]


def test_xfa_only():
    pdf = Pdf.new()
    add_page(pdf, b"")
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(pdf, b"<xdp/>"))
    assert refusal(saved(pdf)).code == "LOR718"


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_damage_is_a_document_error(data):
    source = bytearray(simple(pages=2))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(source) - 1))
        source[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(DocumentError):
        assert prepare_pdf(bytes(source), "CV").sizes
