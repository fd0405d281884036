"""A picture or a font that is a little damaged is repaired, or costs its document, never a packet."""

import base64
import io
import zlib

import pikepdf
import pytest
from document_makers import FONT, add_page, photo_bytes, saved, simple
from pikepdf import Dictionary, Name, Pdf, Stream

from lorpack.documents import pdf as module
from lorpack.documents import prepare_pdf, text_of
from lorpack.documents.limits import MAX_CHECKING
from lorpack.documents.syntax import faults_of, plainly
from lorpack.errors import DocumentError

PIXELS = bytes(range(100)) * 6
FLATE = zlib.compress(PIXELS)
JPEG = photo_bytes("JPEG", size=(20, 30), mode="L", color=90)


def stored(pdf):
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def with_picture(data, name="FlateDecode"):
    pdf = Pdf.new()
    image = Stream(pdf, b"")
    image.write(data, filter=Name("/" + name))
    keys = {"Width": 20, "Height": 30, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
    for key, value in {"Subtype": Name.Image, **keys}.items():
        image["/" + key] = value
    page = add_page(pdf, FONT % (20, 250, b"Curriculum vitae") + b"q 90 0 0 90 0 0 cm /I Do Q")
    page.obj.Resources.XObject = Dictionary(I=pdf.make_indirect(image))
    return stored(pdf)


def with_font(data):
    pdf = Pdf.new()
    page = add_page(pdf, FONT % (20, 250, b"Curriculum vitae"))
    program = Stream(pdf, b"")
    program.write(data, filter=Name.FlateDecode)
    described = Dictionary(Type=Name.FontDescriptor, FontName=Name.X, Flags=32)
    described.FontFile2 = pdf.make_indirect(program)
    page.obj.Resources.Font.F.FontDescriptor = described
    return stored(pdf)


def with_content(data):
    pdf = Pdf.new()
    content = Stream(pdf, b"")
    content.write(data, filter=Name.FlateDecode)
    add_page(pdf, b"").obj.Contents = pdf.make_indirect(content)
    return stored(pdf)


def codes(data):
    """The notices of a document whose result is sound."""
    made = prepare_pdf(data, "The CV")
    with Pdf.open(io.BytesIO(made.data)) as pdf:
        assert faults_of(pdf) == []
    assert "Curriculum vitae" in text_of(made)[0]
    return [notice.code for notice in made.notices]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (FLATE[:-4], "FlateDecode"),
        (FLATE[:-20], "FlateDecode"),
        (JPEG[:-2], "DCTDecode"),
        (b"\r\n" + JPEG, "DCTDecode"),
    ],
    ids=["no checksum", "no end", "no end of a JPEG", "no start of a JPEG"],
)
def test_a_picture_that_can_be_repaired_is_and_it_is_told(data, name):
    assert codes(with_picture(data, name)) == ["LOR715"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (FLATE, "FlateDecode"),
        (FLATE + b"\r\n", "FlateDecode"),
        (b"", "FlateDecode"),
        (JPEG, "DCTDecode"),
        (JPEG + b"\r\n", "DCTDecode"),
        (PIXELS.hex().encode() + b"a", "ASCIIHexDecode"),
        (base64.a85encode(PIXELS), "ASCII85Decode"),
    ],
    ids=["Flate", "Flate and more", "nothing", "JPEG", "JPEG and more", "Hex", "85"],
)
def test_a_sound_picture_is_taken_without_a_word(data, name):
    assert codes(with_picture(data, name)) == []


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (JPEG[: len(JPEG) // 2], "DCTDecode"),
        (JPEG[:-8], "DCTDecode"),
        (b"\xff\xd8 nothing", "DCTDecode"),
        (b"this is no Flate" * 9, "FlateDecode"),
        (b"\xff\xff\xff\xff", "LZWDecode"),
        (b"zzz{{{{~>", "ASCII85Decode"),
        (b"zz!!", "ASCIIHexDecode"),
    ],
    ids=["half a JPEG", "most of a JPEG", "no JPEG", "no Flate", "no LZW", "no 85", "no Hex"],
)
def test_what_cannot_be_repaired_costs_its_document(data, name):
    with pytest.raises(DocumentError) as caught:
        prepare_pdf(with_picture(data, name), "The CV")
    assert caught.value.code == "LOR714"
    assert "0x" not in caught.value.message


def test_a_font_is_repaired_as_a_picture_is():
    assert codes(with_font(FLATE)) == []
    assert codes(with_font(FLATE[:-4])) == ["LOR715"]


def test_instructions_that_end_too_early_are_told():
    packed = zlib.compress(FONT % (20, 250, b"Curriculum vitae") + bytes(range(33, 127)) * 3)
    assert codes(with_content(packed)) == []
    assert codes(with_content(packed[:-4])) == ["LOR715"]
    assert codes(with_content(packed[:-40])) == ["LOR715"]


def test_the_notice_says_what_to_do():
    (notice,) = prepare_pdf(with_font(FLATE[:-4]), "The CV").notices
    assert notice.message == (
        "The CV: a picture, a font or a page was damaged and has been repaired; part of it may be "
        "missing."
    )
    assert notice.hint == "Compare it with the original, or export it again."


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("the data end in the middle", "LOR714"),
        ("error decoding stream data: std::bad_alloc", "LOR717"),
        ("error decoding stream data: Insufficient memory (case 4)", "LOR717"),
    ],
)
def test_what_a_strict_reader_says_of_the_result_refuses_it(fault, code, monkeypatch):
    monkeypatch.setattr(module, "faults_of", lambda pdf: [fault])
    with pytest.raises(DocumentError) as caught:
        prepare_pdf(simple(), "The CV")
    assert caught.value.code == code


def test_the_result_is_looked_at_under_a_limit_of_memory(monkeypatch):
    given = []
    real = module.little_memory
    monkeypatch.setattr(module, "little_memory", lambda *most: given.append(most) or real(*most))
    prepare_pdf(simple(), "The CV")
    assert given == [(), (MAX_CHECKING,)]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("WARNING: stream <_io.BytesIO object at 0x7f> (offset 850): it is cut", "it is cut"),
        ("WARNING: <_io.BytesIO object at 0x7f> (object 5 0, offset 9): odd: x", "odd: x"),
        ("<_io.BytesIO object at 0x7f>: unable to find trailer", "unable to find trailer"),
        ("page 3: <odd>: thing", "page 3: <odd>: thing"),
        ("nothing to leave out", "nothing to leave out"),
    ],
)
def test_no_address_in_memory_is_said(said, plain):
    assert plainly(said) == plain
