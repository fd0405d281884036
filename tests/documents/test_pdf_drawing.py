"""Instructions that draw are kept as they are; marks and what is hidden are taken out of them."""

from io import BytesIO

import pikepdf
import pytest
from document_makers import FONT, add_page, dark, differing, picture, saved
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from lorpack.documents import content, prepare_pdf, text_of
from lorpack.documents.content import look_up, scan_content
from lorpack.documents.layers import Layers
from lorpack.errors import DocumentError

OWNER = Pdf.new()
OFF = OWNER.make_indirect(Dictionary(Type=Name.OCG))
ON = OWNER.make_indirect(Dictionary(Type=Name.OCG))
OWNER.Root.OCProperties = Dictionary(D=Dictionary(OFF=Array([OFF])))


def form(**keys):
    made = Stream(OWNER, b"", Subtype=Name.Form)
    for key, value in keys.items():
        made["/" + key] = value
    return OWNER.make_indirect(made)


RESOURCES = Dictionary(
    Properties=Dictionary(
        Off=OFF,
        On=ON,
        Said=Dictionary(ActualText=String("said"), Lang=String("en"), MCID=3),
        Both=Dictionary(Alt=String("a"), E=String("e")),
        Odd=Dictionary(ActualText=Name.Odd, MCID=3),
    ),
    XObject=Dictionary(Shown=form(), Shy=form(OC=OFF), Loud=form(OC=ON), Odd=Dictionary()),
)


def scan(data, resources=RESOURCES):
    return scan_content(OWNER, data, resources, Layers(OWNER.Root))


def kept(data):
    """The instructions that stay of *data*, in one line."""
    return b" ".join(scan(data).data.split())


@pytest.mark.parametrize(
    ("data", "stays"),
    [
        # What needs no change stays byte for byte, whatever it looks like.
        (b"1   0 0 rg\n\n0 0 9 9 re f", b"1   0 0 rg\n\n0 0 9 9 re f"),
        (b"q 1 0 0 1 0 0 cm  /Shown Do Q", b"q 1 0 0 1 0 0 cm  /Shown Do Q"),
        (b"/Loud Do  0 g", b"/Loud Do  0 g"),
        (b"[3  2] 0 d d  0 g", b"[3  2] 0 d d  0 g"),
        (b"(BDC is only text) Tj  0 g", b"(BDC is only text) Tj  0 g"),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI  0 g", b"BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI  0 g"),
    ],
)
def test_content_without_marks_stays_byte_for_byte(data, stays):
    assert scan(data).data == stays


@pytest.mark.parametrize(
    ("data", "stays"),
    [
        # Lines of dashes that nobody can tell from whole ones.
        (b"[0.00001] 0 d 0 0 m", b"[ ] 0 d 0 0 m"),
        (b"/P BMC [3] 0 d EMC", b"[ 3 ] 0 d"),
        (b"/OC /Off BDC [0.00001] 0 d EMC", b"[ ] 0 d"),
        # Marks.
        (b"/P <</MCID 0>> BDC 0 g EMC 1 g", b"0 g 1 g"),
        (b"/P BMC 0 g EMC 1 g", b"0 g 1 g"),
        (b"/P MP 0 g", b"0 g"),
        (b"/P <</X 1>> DP 0 g", b"0 g"),
        (b"/P /Unknown BDC 0 g EMC", b"0 g"),
        (b"/P BDC 0 g EMC", b"0 g"),
        (b"BDC 0 g EMC", b"0 g"),
        (b"/P <</MCID 0>> BDC 0 g", b"0 g"),  # it never ends
        (b"/P BMC 0 g", b"0 g"),
        (b"BMC 0 g EMC", b"0 g"),
        (b"EMC 0 g EMC", b"0 g"),
        (b"/P BMC /P BMC 0 g EMC 1 g EMC 2 w", b"0 g 1 g 2 w"),
        # What speaks for the text stays.
        (
            b"/P <</ActualText (x) /Other (y)>> BDC 0 g EMC 1 g",
            b"/Span << /ActualText (x) >> BDC 0 g EMC 1 g",
        ),
        (b"/P <</Alt (x)>> BDC 0 g EMC", b"/Span << /Alt (x) >> BDC 0 g EMC"),
        (b"/P <</E (x)>> BDC 0 g EMC", b"/Span << /E (x) >> BDC 0 g EMC"),
        (b"/P <</Lang (x)>> BDC 0 g EMC", b"/Span << /Lang (x) >> BDC 0 g EMC"),
        (
            b"/P /Said BDC 0 g EMC",
            b"/Span << /ActualText (said) /Lang (en) >> BDC 0 g EMC",
        ),
        (b"/P /Both BDC 0 g EMC", b"/Span << /Alt (a) /E (e) >> BDC 0 g EMC"),
        (b"/P /Odd BDC 0 g EMC", b"0 g"),
        (b"/P <</Alt (x)>> BMC 0 g EMC", b"0 g"),
        (
            b"/P <</Alt (x)>> BDC /P BMC 0 g EMC 1 g EMC 2 w",
            b"/Span << /Alt (x) >> BDC 0 g 1 g EMC 2 w",
        ),
        (
            b"/P BMC /P <</Alt (x)>> BDC 0 g EMC 1 g EMC 2 w",
            b"/Span << /Alt (x) >> BDC 0 g EMC 1 g 2 w",
        ),
        (b"/OC <</Alt (x)>> BDC 0 g EMC", b"0 g"),
        # Layers.
        (b"/OC /On BDC (a) Tj EMC 1 g", b"(a) Tj 1 g"),
        (b"/OC /Off BDC (a) Tj EMC 1 g", b"1 g"),
        (b"/OC /Off BMC (a) Tj EMC 1 g", b"(a) Tj 1 g"),
        (b"/P /Off BDC (a) Tj EMC 1 g", b"(a) Tj 1 g"),
        (b"/OC /Off BDC /P BMC (a) Tj EMC (b) Tj EMC (c) Tj", b"(c) Tj"),
        (b"/OC /Off BDC /OC /Off BDC (a) Tj EMC (b) Tj EMC (c) Tj", b"(c) Tj"),
        (b"/OC /Off BDC /OC /On BDC (a) Tj EMC EMC (c) Tj", b"(c) Tj"),
        (b"/OC /Off BDC /P /Said BDC (a) Tj EMC EMC (c) Tj", b"(c) Tj"),
        (b"/P /Said BDC /OC /Off BDC (a) Tj EMC (b) Tj EMC (c) Tj",
         b"/Span << /ActualText (said) /Lang (en) >> BDC (b) Tj EMC (c) Tj"),
        (b"/OC /Off BDC (a) Tj EMC EMC EMC (c) Tj", b"(c) Tj"),
        # Hidden instructions leave their state behind, and nothing else.
        *((b"/OC /Off BDC 0 0 9 9 re %s EMC 0 g" % end, b"0 0 9 9 re n 0 g")
          for end in (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")),
        (b"/OC /Off BDC 0 0 9 9 re W n EMC 0 g", b"0 0 9 9 re W n 0 g"),
        *((b"/OC /Off BDC 2 w %s EMC 0 g" % one, b"2 w 0 g")
          for one in (b"(a) Tj", b"[(a)] TJ", b"/Shown Do", b"/Sh sh",
                      b"BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI")),
        (b"/OC /Off BDC q 2 w /F 9 Tf Q BT 3 4 Td ET EMC", b"q 2 w /F 9 Tf Q BT 3 4 Td ET"),
        (b"/OC /Off BDC (a) ' EMC 0 g", b"T* 0 g"),
        (b'/OC /Off BDC 1 2 (a) " EMC 0 g', b"1 Tw 2 Tc T* 0 g"),
        (b'/OC /Off BDC 1 (a) " EMC 0 g', b"1 Tw T* 0 g"),
        (b"/OC /Off BDC ' EMC 0 g", b"T* 0 g"),
        (b"/OC /Off BDC /P MP EMC 0 g", b"0 g"),
        # Forms and pictures of layers, or that are none.
        (b"/Shy Do 0 g", b"0 g"),
        (b"/Missing Do 0 g", b"0 g"),
        (b"/Odd Do 0 g", b"0 g"),
        (b"Do 0 g", b"0 g"),
        (b"/P BMC /Shy Do /Loud Do EMC", b"/Loud Do"),
    ],
)  # fmt: skip
def test_marks_and_what_is_hidden_are_taken_out(data, stays):
    assert kept(data) == stays


def test_what_is_used_is_counted():
    found = scan(
        b"/Shown Do /Shown Do /Loud Do /Shy Do /G gs /C cs 1 scn /D CS /P scn 1 2 /P SCN /S sh /F 9 Tf "
        b"/X w /F 8 Tf /T ri (abc) Tj"
    )
    assert dict(found.uses) == {
        ("/XObject", "/Shown"): 2,
        ("/XObject", "/Loud"): 1,
        ("/ExtGState", "/G"): 1,
        ("/ColorSpace", "/C"): 1,
        ("/ColorSpace", "/D"): 1,
        ("/Pattern", "/P"): 2,
        ("/Shading", "/S"): 1,
        ("/Font", "/F"): 2,
    }
    assert dict(found.shown) == {"/F": 3}


@pytest.mark.parametrize("also", [b"", b" /P BMC EMC"])
def test_letters_are_counted_for_the_font_that_shows_them(also):
    found = scan(
        b"(a) Tj /F 9 Tf (ab) Tj [(abc) -20 (d)] TJ (a) ' 1 2 (ab) \" /G 9 Tf <0102> Tj 5 Tj" + also
    )
    assert dict(found.shown) == {"": 1, "/F": 9, "/G": 2}


def test_a_font_holds_as_long_as_its_state():
    found = scan(
        b"(a) Tj q /F 9 Tf (ab) Tj q /G 9 Tf Q (abc) Tj Q Q (abcd) Tj /G 9 Tf Q (abcde) Tj"
    )
    assert dict(found.shown) == {"": 5, "/F": 5, "/G": 5}


def test_hidden_letters_and_pictures_cost_nothing_but_a_hidden_font_holds():
    found = scan(b"/OC /Off BDC /F 9 Tf (ab) Tj /Shown Do EMC (abc) Tj")
    assert dict(found.shown) == {"/F": 3}
    assert dict(found.uses) == {("/Font", "/F"): 1}


@pytest.mark.parametrize(
    ("keys", "spaces"),
    [
        (b"/CS /Own", {"/Own"}),
        (b"/ColorSpace /Own", {"/Own"}),
        (b"/CS [/Indexed /Own 1 <0001>]", {"/Indexed", "/Own"}),
        (b"/IM true", set()),
    ],
)
def test_pictures_among_the_instructions_are_counted(keys, spaces):
    image = b"BI /W 3 /H 5 /BPC 8 " + keys + b" ID " + b"x" * 15 + b"\nEI "
    found = scan(image * 2)
    assert found.pixels == 30
    assert dict(found.uses) == {("/ColorSpace", space): 2 for space in spaces}
    assert found.data == image * 2


def test_work_is_what_is_kept_or_what_takes_long_to_read():
    assert scan(b"q Q q Q q Q").work == 6
    assert scan(b"q Q % " + b"x" * 1000).work == 100
    assert scan(b"1 w 1 w 1 w 1 w").work == 1  # only what matters is read, and 15 bytes are little
    assert scan(b"/P BMC 1 w 1 w 1 w 1 w EMC").work == 4


# Limits.


def refused(data):
    with pytest.raises(DocumentError) as caught:
        scan(data)
    assert caught.value.code == "LOR717"
    return caught.value.message


@pytest.mark.parametrize("operator", [b"q", b"Tj", b"BDC", b"BMC"])
def test_instructions_are_counted_before_they_are_read(operator, monkeypatch):
    monkeypatch.setitem(content._COUNTED, operator, 3)
    data = b"(x) %s " % operator
    assert scan(data * 3).data is not None
    assert "more drawing instructions than it can show" in refused(data * 4)


def test_states_are_nested_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(content, "MAX_NESTED_STATES", 3)
    for fine in (b"q " * 3, b"q Q " * 9, b"q q q Q q", b"q q q Q Q Q q q q", b"Q Q Q q q q"):
        assert scan(fine).data == fine
    for deep in (b"q " * 4, b"q q q Q q q", b"Q Q q q q q", b"/OC /Off BDC q q q q EMC"):
        assert "nested too deeply" in refused(deep)


@pytest.mark.parametrize("resources", [None, Name.Odd, Dictionary(), Dictionary(Font=Name.Odd)])
def test_a_name_is_looked_up_where_there_are_names(resources):
    assert look_up(resources, "/Font", "/F") is None
    assert kept(b"/Missing Do 0 g") == b"0 g"


def test_a_name_is_looked_up_in_its_category():
    resources = Dictionary(Font=Dictionary(F=1), XObject=Dictionary(F=2))
    assert look_up(resources, "/Font", "/F") == 1
    assert look_up(resources, "/XObject", "/F") == 2
    assert look_up(resources, "/Font", "/G") is None


# On a page.


def test_text_after_a_hidden_line_stands_where_it_stood():
    def page(hidden):
        pdf = Pdf.new()
        off = pdf.make_indirect(Dictionary(Type=Name.OCG))
        pdf.Root.OCProperties = Dictionary(D=Dictionary(OFF=Array([off])))
        begin, end = (b"/OC /L BDC ", b" EMC ") if hidden else (b"", b"")
        shown = b"HIDDEN" if hidden else b"      "
        data = b"BT /F 14 Tf 20 TL 20 250 Td " + begin + b"1 2 (" + shown + b') "' + end
        add_page(pdf, data + b"(still wide) ' ET", Properties=Dictionary(L=off))
        return saved(pdf)

    result = prepare_pdf(page(hidden=True), "CV")
    assert text_of(result) == ["still wide"]
    assert dark(picture(result.data)) > 50
    assert differing(picture(result.data), picture(page(hidden=False))) == 0


def test_what_a_mark_says_for_the_text_is_read_from_the_page():
    pdf = Pdf.new()
    data = b"/Span /P BDC " + FONT % (20, 200, b"f1ne") + b"EMC"
    add_page(pdf, data, Properties=Dictionary(P=Dictionary(ActualText=String("fine"))))
    assert text_of(prepare_pdf(saved(pdf), "CV")) == ["fine"]


def noted_jpeg():
    picture, notes, out = Image.new("RGB", (16, 16), "red"), Image.Exif(), BytesIO()
    notes[0x010F] = "SecretCam at home"
    picture.save(out, "JPEG", exif=notes)
    return out.getvalue()


@pytest.mark.parametrize(
    "keys",
    [b"/F /DCT /L 631", b"/F /DCT /DP null", b"/F /DCT /DP []", b"/F [/DCT] /DP [null]", b"/F /DCT /DP (x)"],
)  # fmt: skip
def test_an_inline_jpeg_with_odd_keys_is_a_picture_as_well(keys):
    found = scan(b"BI /W 16 /H 16 /CS /RGB /BPC 8 " + keys + b" ID " + noted_jpeg() + b"\nEI")
    assert b"SecretCam" not in found.data
    assert found.pixels == 256


def test_an_inline_picture_that_tells_its_length_stays_as_it_is():
    data = b"BI /W 1 /H 1 /BPC 8 /CS /G /L 1 ID x\nEI  0 g"
    assert scan(data).data == data


@pytest.mark.parametrize(
    ("keys", "packed"),
    [
        (b"/F /DCT", lambda data: data),
        (b"/Filter [/DCTDecode]", lambda data: data),
        (b"/F [/AHx /DCT] /DP [null << /ColorTransform 1 >>]", lambda data: data.hex().encode() + b">"),
    ],
)  # fmt: skip
def test_an_inline_jpeg_loses_what_its_camera_noted(keys, packed):
    data = noted_jpeg()
    assert b"SecretCam" in data
    found = scan(
        b"q 9 0 0 9 0 0 cm BI /W 16 /H 16 /CS /RGB /BPC 8 "
        + keys
        + b" ID "
        + packed(data)
        + b"\nEI Q"
    )
    assert b"SecretCam" not in found.data
    assert b"SecretCam".hex().encode() not in found.data
    pdf = pikepdf.new()
    (image,) = [
        one.iimage
        for one in pikepdf.parse_content_stream(pdf.make_stream(found.data))
        if isinstance(one, pikepdf.ContentStreamInlineImage)
    ]
    assert Image.open(BytesIO(image.read_raw_bytes())).convert("RGB").getpixel((8, 8))[0] > 240
    assert ("/ColorTransform" in str(image.obj.get("/DecodeParms", ""))) is (b"Color" in keys)
