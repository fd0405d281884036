"""PDFs that are broken, that go in circles, or that are something else."""

import io
import zipfile

from document_makers import photo_bytes, saved, simple
from hostile_active import CONTENT
from hostile_bombs import BASE, raw, stream, with_content, with_object
from hostile_case import Case, accepted, refused
from pikepdf import Pdf


def good():
    return simple(b"Shown text")


# Names that are in no encoding: a name is bytes.


def names_in_another_encoding():
    page_one = b"""<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R/Annots[9 0 R 10 0 R]
        /Resources<</Font<</F#e9 5 0 R/Z#e9 8 0 R>>/XObject<</X#e9 6 0 R>>/ColorSpace<</C#e9 7 0 R>>
        /Properties<</P#e9<</ActualText(Shown text)>>>>>>>>"""
    content = b"""/P /P#e9 BDC BT /F#e9 14 Tf 20 200 Td (Shown text) Tj ET EMC
        /X#e9 Do /C#e9 cs 1 scn 60 20 20 20 re f BT /Z#e9 20 Tf 100 20 Td (a) Tj ET"""
    tint = b"<</FunctionType 2/N 1/Domain[0 1]/C0[0 0 0]/C1[1 0 0]>>"
    spot = b"[/Separation/Gr#fcn/DeviceRGB " + tint + b"]"
    glyphs = (
        b"/CharProcs<</a#e9 11 0 R>>/Encoding<</Differences[97/a#e9]>>/FirstChar 97/LastChar 97"
    )
    return raw({
        **BASE,
        1: b"<</Type/Catalog/Pages 2 0 R/Dests<</D#e9[3 0 R/Fit]>>>>",
        3: page_one,
        4: stream(b"", content),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Name/F#e9>>",
        6: stream(b"/Type/XObject/Subtype/Form/BBox[0 0 200 300]", b"0 0 1 rg 20 20 20 20 re f"),
        7: b"[/DeviceN[/Gr#fcn]/DeviceRGB " + tint + b"<</Colorants<</Gr#fcn " + spot + b">>>>]",
        8: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/Widths[9]/Resources"
        b"<<>>" + glyphs + b">>",
        9: b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest/D#e9>>",
        10: b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D<EFBBBFFFFE>>>>>",
        11: stream(b"", b"9 0 d0 0 0 9 9 re f"),
    })  # fmt: skip


def kinds_in_another_encoding():
    """Where a kind is wanted, such a name is one that nobody knows."""
    return raw({
        **BASE,
        1: b"""<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[8 0 R]>>
            /OCProperties<</D<</BaseState/#ff/Intent/#ff/AS[<</Event/#ff>>]/OFF[7 0 R]>>>>>>""",
        3: b"""<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R/Annots[8 0 R 9 0 R]
            /Group<</S/#ff>>/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>/ExtGState<</G 10 0 R>>
            /Properties<</L<</Type/OCMD/OCGs 7 0 R/P/#ff>>/M<</Type/OCMD/VE[/#ff 7 0 R]>>>>>>>>""",
        4: stream(b"", b"/X Do /G gs /OC /L BDC EMC /OC /M BDC EMC /#ff MP " + CONTENT),
        5: b"<</Type/#ff/Subtype/Type1/BaseFont/Helvetica/FontDescriptor<</Type/#ff>>>>",
        6: stream(b"/Type/XObject/Subtype/#ff", b"0 0 9 9 re f"),
        7: b"<</Type/#ff/Intent/#ff/Usage<</View<</ViewState/#ff>>>>>>",
        8: b"<</Type/Annot/Subtype/Widget/FT/#ff/Rect[0 0 9 9]/V<EFBBBFFFFE>>>",
        9: b"<</Type/Annot/Subtype/#ff/Rect[0 0 9 9]/A<</S/#ff>>>>",
        10: b"<</SMask/#ff>>",
    })  # fmt: skip


# Circles.


def pages_in_a_circle():
    return raw({**BASE, 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"})


def pages_in_a_long_circle():
    return raw({
        **BASE,
        2: b"<</Type/Pages/Kids[7 0 R]/Count 1>>",
        7: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 1>>",
    })  # fmt: skip


def page_that_is_its_own_parent():
    first = b"<</Type/Page/Parent 3 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    return raw({**BASE, 3: first})


def bookmarks_in_a_circle():
    return raw({
        **BASE,
        1: b"<</Type/Catalog/Pages 2 0 R/Outlines 7 0 R>>",
        7: b"<</First 7 0 R/Last 7 0 R/Next 7 0 R/Parent 7 0 R/Title(x)>>",
    })  # fmt: skip


def names_in_a_circle():
    return raw({
        **BASE,
        1: b"<</Type/Catalog/Pages 2 0 R/Names<</Dests 7 0 R>>>>",
        7: b"<</Kids[7 0 R 7 0 R]>>",
    })  # fmt: skip


def tables_in_a_circle():
    data = raw(BASE)
    start = data.rindex(b"xref\n0")
    return data.replace(b"/Root", b"/Prev %d/Root" % start)


def length_of_itself():
    return raw({**BASE, 4: b"<</Length 4 0 R>>\nstream\n" + CONTENT + b"\nendstream"})


def color_space_of_itself():
    spaces = b"/ColorSpace<</C 7 0 R>>"
    first = BASE[3].replace(b"/Resources<<", b"/Resources<<" + spaces)
    content = b"/C cs 1 scn 0 0 9 9 re f " + CONTENT
    return raw({**BASE, 3: first, 4: stream(b"", content), 7: b"[/Indexed 7 0 R 1 (abcdef)]"})


def function_of_itself():
    spaces = b"/ColorSpace<</C[/Separation/X/DeviceGray 7 0 R]>>"
    first = BASE[3].replace(b"/Resources<<", b"/Resources<<" + spaces)
    made = b"<</FunctionType 3/Domain[0 1]/Functions[7 0 R 7 0 R]/Bounds[0]/Encode[0 1 0 1]>>"
    content = b"/C cs 1 scn 0 0 9 9 re f " + CONTENT
    return raw({**BASE, 3: first, 4: stream(b"", content), 7: made})


# Damage.


def unfinished_inline_image():
    return with_content(b"", CONTENT + b"BI /W 9 /H 9 /BPC 8 /CS /G ID xxxx")


def missing_resources():
    return with_content(
        b"", CONTENT + b"/Nope Do /Nope gs /Nope sh /Nope cs BT /Nope 9 Tf (x) Tj ET"
    )


def no_resources_at_all():
    return raw({**BASE, 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"})


def unbalanced_states():
    return with_content(b"", b"Q Q EMC ET q q BT " + CONTENT + b" EMC")


def unknown_operators():
    return with_content(b"", b"1 2 frob << /A 1 >> x \x80\xff " + CONTENT)


def wrong_length():
    return raw({**BASE, 4: b"<</Length 3>>\nstream\n" + CONTENT + b"\nendstream"})


def length_beyond_the_end():
    return raw({**BASE, 4: b"<</Length 999999999>>\nstream\n" + CONTENT + b"\nendstream"})


def broken_flate():
    return with_content(b"/Filter/FlateDecode", b"\x78\x9c" + b"\xff" * 99)


def unknown_filter():
    return with_object(
        stream(b"/Type/XObject/Subtype/Image/Width 9/Height 9/Filter/Frob", b"x"), CONTENT
    )


def cut_in_half():
    data = good()
    return data[: len(data) // 2]


def without_its_end():
    data = good()
    return data[: data.rindex(b"startxref")]


def table_of_lies():
    data = raw(BASE)
    at = data.rindex(b"xref\n0")
    return data[:at] + data[at:].replace(b"00000 n", b"00000 f")


def size_of_lies():
    return raw(BASE).replace(b"/Size 6", b"/Size 2147483647")


def garbage_in_front():
    return b"\x00\x01garbage\n" * 20 + good()


def header_at_900():
    return b" " * 900 + good()


def header_far_away():
    return b"\n" * 5000 + good()


def only_a_header():
    return b"%PDF-1.7\n%%EOF\n"


def no_pages():
    return saved(Pdf.new())


def pages_that_are_none():
    return raw({**BASE, 2: b"<</Type/Pages/Kids[5 0 R null 99 0 R]/Count 3>>"})


def count_of_lies():
    return raw({**BASE, 2: b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"})


def catalog_of_words():
    return raw({**BASE, 1: b"(not a catalog)"})


# Something else.


def empty_file():
    return b""


def web_page():
    return b"<!DOCTYPE html><html><body>Sign in to view this document</body></html>"


def archive(prefix=""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(prefix + "a.txt", "HIDDEN")
    return buffer.getvalue()


def zip_archive():
    return archive()


def postscript():
    return b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(HIDDEN) run\n"


def postscript_in_a_dos_wrapper():
    return b"\xc5\xd0\xd3\xc6" + b"\0" * 26 + postscript()


def forms_data():
    return b"%FDF-1.2\n1 0 obj<</FDF<</F(x.pdf)>>>>endobj trailer<</Root 1 0 R>>"


def photo_named_pdf():
    return photo_bytes()


def program():
    return b"MZ\x90\0" + b"\0" * 500


def web_page_and_pdf():
    return b"<html><script>HIDDEN</script><!--\n" + good() + b"\n-->"


def pdf_and_archive():
    return good() + archive()


def archive_and_pdf():
    return archive() + good()


def photo_and_pdf():
    data = photo_bytes()
    note = b"%PDF-1.7"
    return data[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + data[2:] + good()


BROKEN: tuple[Case, ...] = (
    accepted(names_in_another_encoding),
    accepted(kinds_in_another_encoding, "LOR720", "LOR721", "LOR722"),
    refused(pages_in_a_circle, "LOR714", "damaged"),
    refused(pages_in_a_long_circle, "LOR714", "damaged"),
    accepted(page_that_is_its_own_parent, alike=False),
    accepted(bookmarks_in_a_circle),
    accepted(names_in_a_circle),
    accepted(tables_in_a_circle, "LOR715"),
    accepted(length_of_itself),
    accepted(color_space_of_itself, alike=False),
    accepted(function_of_itself, alike=False),
    accepted(unfinished_inline_image),
    accepted(missing_resources),
    accepted(no_resources_at_all, shows=(), alike=False),
    accepted(unbalanced_states),
    accepted(unknown_operators),
    accepted(wrong_length),
    accepted(length_beyond_the_end),
    refused(broken_flate, "LOR714", "damaged"),
    accepted(unknown_filter),
    accepted(cut_in_half, "LOR715", shows=(), alike=False),
    accepted(without_its_end, "LOR715"),
    refused(table_of_lies, "LOR714", "damaged"),
    accepted(size_of_lies),
    accepted(garbage_in_front),
    accepted(header_at_900),
    refused(header_far_away, "LOR713", "no PDF"),
    refused(only_a_header, "LOR714", "damaged"),
    refused(no_pages, "LOR716", "no pages"),
    accepted(pages_that_are_none, shows=(), alike=False),
    accepted(count_of_lies),
    refused(catalog_of_words, "LOR714", "damaged"),
    refused(empty_file, "LOR705", "0 bytes"),
    refused(web_page, "LOR713", "a web page"),
    refused(zip_archive, "LOR713", "ZIP archive"),
    refused(postscript, "LOR713", "not a PDF"),
    refused(postscript_in_a_dos_wrapper, "LOR713", "not a PDF"),
    refused(forms_data, "LOR713", "not a PDF"),
    refused(photo_named_pdf, "LOR713", "a picture"),
    refused(program, "LOR713", "no PDF"),
    accepted(web_page_and_pdf),
    accepted(pdf_and_archive),
    refused(archive_and_pdf, "LOR713", "ZIP archive"),
    refused(photo_and_pdf, "LOR713", "a picture"),
)
