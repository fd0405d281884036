"""PDFs that unpack, nest, repeat or measure without end. Each is small, and is refused."""

import io
import struct
import zlib
from functools import cache

from document_makers import add_page, font, photo_bytes, saved
from hostile_active import CONTENT, add_form, page
from hostile_case import Case, accepted, refused
from hostile_looks import field
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String


def raw(objects, root=1, head=b"%PDF-1.7\n", trailer=b""):
    """A PDF of the *objects* (number to bytes), with a classic table of where they are."""
    out, places = io.BytesIO(), {}
    out.write(head)
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        state = b"n" if number in places else b"f"
        out.write(b"%010d 00000 %s \n" % (places.get(number, 0), state))
    out.write(b"trailer\n<</Size %d /Root %d 0 R %s>>\n" % (size, root, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(keys, data):
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (keys, len(data), data)


BASE = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
    4: stream(b"", CONTENT),
    5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
}


def with_content(keys, data):
    return raw({**BASE, 4: stream(keys, data)})


def with_object(body, content=CONTENT + b"/X Do"):
    """A page that draws the object *body*, known as /X."""
    return raw({**BASE, 4: stream(b"", content), 6: body})


@cache
def zeros(megabytes, byte=b" "):
    packer = zlib.compressobj(9)
    piece = byte * 2**20
    return b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()


# What unpacks.


def flate():
    return with_content(b"/Filter/FlateDecode", zeros(120))


def flate_in_flate():
    twice = zlib.compress(zeros(120), 9)
    return with_content(b"/Filter[/FlateDecode/FlateDecode]", twice)


def flate_in_many_parts():
    part = stream(b"/Filter/FlateDecode", zeros(3))
    many = {number: part for number in range(10, 40)}
    named = b" ".join(b"%d 0 R" % number for number in many)
    first = BASE[3].replace(b"4 0 R", b"[" + named + b"]")
    return raw({**BASE, 3: first, **many})


def the_same_part_again_and_again():
    first = BASE[3].replace(b"4 0 R", b"[" + b"4 0 R " * 50_000 + b"]")
    return raw({**BASE, 3: first, 4: stream(b"", CONTENT * 20)})


def lzw():
    """Codes of growing runs of spaces until the table is full, forty times over."""
    bits, width = f"{32:09b}", 9
    for code in range(258, 4090):
        bits += f"{code:0{width}b}"
        width = 9 + sum(code + 2 >= 2**size for size in (9, 10, 11))
    bits = f"{256:09b}" + (bits + f"{256:012b}") * 40
    bits += "0" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return with_content(b"/Filter/LZWDecode", data)


def run_length():
    runs = zlib.compress(b"\x81 " * 2**20, 9)
    return with_content(b"/Filter[/FlateDecode/RunLengthDecode]", runs)


def chain_of_hex():
    return with_content(b"/Filter[" + b"/ASCIIHexDecode" * 30 + b"]", b"20>")


def chain_of_85():
    return with_content(b"/Filter[" + b"/ASCII85Decode" * 1000 + b"]", b"~>")


def predictor():
    keys = b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000/Colors 32>>"
    return with_content(keys, zlib.compress(CONTENT))


def object_stream(body, count=1, first=5):
    """A PDF whose object 5 lies in a stream of objects, with *body* there."""
    packed = zlib.compress(body, 9)
    objects = {
        **BASE,
        6: stream(b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, first), packed),
    }
    del objects[5]
    out, rows = io.BytesIO(), {0: (0, 0, 65535), 5: (2, 6, 0)}
    out.write(b"%PDF-1.7\n")
    for number, content in objects.items():
        rows[number] = (1, out.tell(), 0)
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    rows[7] = (1, start, 0)
    table = b"".join(struct.pack(">BIH", *rows[number]) for number in sorted(rows))
    keys = b"/Type/XRef/Size 8/W[1 4 2]/Root 1 0 R"
    out.write(b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (stream(keys, table), start))
    return out.getvalue()


def objects_that_unpack_to_one_array():
    return object_stream(b"5 0  [" + b"0 " * 15_000_000 + b"]")


def objects_that_unpack_to_nesting():
    return object_stream(b"5 0  " + b"[" * 5_000_000)


def objects_that_hold_themselves():
    return object_stream(b"5 0  <</Type/Font/X 6 0 R/Length 6 0 R>>").replace(
        b"/Filter/FlateDecode/L", b"/Extends 6 0 R/Filter/FlateDecode/L"
    )


def font_file():
    return raw({
        **BASE,
        5: b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 32/LastChar 32/Widths[9]"
        b"/FontDescriptor 7 0 R>>",
        7: b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 8 0 R>>",
        8: stream(b"/Length1 9/Filter/FlateDecode", zeros(120)),
    })  # fmt: skip


# Pictures.


def image(keys, data, width=9, height=9, depth=8):
    size = b"/Width %d/Height %d/BitsPerComponent %d" % (width, height, depth)
    return with_object(
        stream(b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray" + size + keys, data)
    )


def image_of_3600_megapixels():
    return image(b"/Filter/FlateDecode", zlib.compress(b"\0" * 100), 60_000, 60_000)


def image_of_black_and_white():
    return image(
        b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000>>", b"\0" * 99, 60_000, 60_000, 1
    )


def image_of_minus_one():
    return image(b"/Filter/FlateDecode", zlib.compress(b"\0" * 100), -60_000, 60_000)


def image_that_unpacks():
    return image(b"/Filter/FlateDecode", zeros(120, b"\0"))


def image_that_unpacks_twice():
    return image(b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(zeros(120, b"\0"), 9))


def jpeg_that_lies():
    data = bytearray(photo_bytes("JPEG", size=(9, 9)))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    return image(b"/Filter/DCTDecode", bytes(data))


def jpeg_that_lies_in_flate():
    data = bytearray(photo_bytes("JPEG", size=(9, 9)))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    return image(b"/Filter[/FlateDecode/DCTDecode]", zlib.compress(bytes(data)))


def jpeg_2000_that_lies():
    size = struct.pack(">HHIIIIIIIIH", 41, 0, 60_000, 60_000, 0, 0, 60_000, 60_000, 0, 0, 1)
    return image(b"/Filter/JPXDecode", b"\xff\x4f\xff\x51" + size + b"\7\1\1\xff\xd9")


def jbig2_that_lies():
    head = struct.pack(">IBBBI", 0, 48, 0, 1, 19)
    about = struct.pack(">IIIIBH", 60_000, 60_000, 0, 0, 0, 0)
    return image(b"/Filter/JBIG2Decode", head + about, depth=1)


def jbig2_of_nine_dots():
    about = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", 9, 9, 0, 0, 0, 0)
    return image(b"/Filter/JBIG2Decode", about, depth=1)


def jbig2_with_a_huge_region():
    about = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", 9, 9, 0, 0, 0, 0)
    region = struct.pack(">IBBBI", 1, 38, 0, 1, 18) + struct.pack(
        ">IIIIBB", 60_000, 60_000, 0, 0, 0, 0
    )
    return image(b"/Filter/JBIG2Decode", about + region, depth=1)


def predictor_of_an_image():
    keys = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2000000000/Colors 32>>"
    return image(keys, zlib.compress(b"\0" * 100))


def inline_image_of_3600_megapixels():
    content = b"BI /W 60000 /H 60000 /BPC 8 /CS /G /F /Fl ID x\nEI "
    return with_content(b"", content + CONTENT)


def many_images():
    big = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Width 9000/Height 9000"
    return with_object(stream(big, b"x"), content=CONTENT + b"/X Do " * 1000)


def masks_of_masks():
    pdf, first = page(CONTENT + b"/I Do")
    one = pdf.make_indirect(Stream(pdf, b"\0", Subtype=Name.Image, Width=1, Height=1))
    one.BitsPerComponent, one.ColorSpace, one.SMask = 8, Name.DeviceGray, one
    first.obj.Resources.XObject = Dictionary(I=one)
    return saved(pdf)


# Drawings that call each other.


def form(pdf, content, **keys):
    made = Stream(pdf, content, Subtype=Name.Form, BBox=Array([0, 0, 200, 300]))
    for key, value in keys.items():
        made["/" + key] = value
    return pdf.make_indirect(made)


def billion_laughs():
    pdf = Pdf.new()
    inner = form(pdf, b"0 0 1 1 re f")
    for _ in range(9):
        inner = form(pdf, b"/X Do " * 10, Resources=Dictionary(XObject=Dictionary(X=inner)))
    add_page(pdf, CONTENT + b"/X Do", XObject=Dictionary(X=inner))
    return saved(pdf)


def tower_of_forms():
    pdf = Pdf.new()
    inner = form(pdf, b"0 0 1 1 re f")
    for _ in range(1000):
        inner = form(pdf, b"/X Do", Resources=Dictionary(XObject=Dictionary(X=inner)))
    add_page(pdf, CONTENT + b"/X Do", XObject=Dictionary(X=inner))
    return saved(pdf)


def form_that_draws_itself():
    pdf = Pdf.new()
    snake = form(pdf, b"/X Do")
    snake.Resources = Dictionary(XObject=Dictionary(X=snake))
    add_page(pdf, CONTENT + b"/X Do", XObject=Dictionary(X=snake))
    return saved(pdf)


def forms_that_draw_each_other():
    pdf = Pdf.new()
    one, two = form(pdf, b"/X Do"), form(pdf, b"/X Do")
    one.Resources = Dictionary(XObject=Dictionary(X=two))
    two.Resources = Dictionary(XObject=Dictionary(X=one))
    add_page(pdf, CONTENT + b"/X Do", XObject=Dictionary(X=one))
    return saved(pdf)


def pattern_that_fills_itself():
    pdf = Pdf.new()
    fill = b"/Pattern cs /T scn 0 0 9 9 re f "
    tiling = Stream(pdf, fill, PatternType=1, PaintType=1, TilingType=1, XStep=9, YStep=9)
    tiling.BBox = Array([0, 0, 9, 9])
    tiling = pdf.make_indirect(tiling)
    tiling.Resources = Dictionary(Pattern=Dictionary(T=tiling))
    add_page(pdf, fill + CONTENT, Pattern=Dictionary(T=tiling))
    return saved(pdf)


def type3(pdf, glyph):
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 9, 9]), FirstChar=97,
            LastChar=97, FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]), Widths=Array([9]),
            Encoding=Dictionary(Differences=Array([97, Name.a])),
            CharProcs=Dictionary(a=Stream(pdf, glyph)),
        )
    )  # fmt: skip


def glyph_that_writes_itself():
    pdf = Pdf.new()
    made = type3(pdf, b"9 0 d0 BT /Z 9 Tf (a) Tj ET")
    made.Resources = Dictionary(Font=Dictionary(Z=made))
    first = add_page(pdf, b"BT /Z 9 Tf (a) Tj ET " + CONTENT)
    first.obj.Resources.Font.Z = made
    return saved(pdf)


def glyphs_of_glyphs():
    pdf = Pdf.new()
    inner = type3(pdf, b"9 0 d0 0 0 9 9 re f")
    for _ in range(9):
        outer = type3(pdf, b"9 0 d0 BT /Z 9 Tf (aaaaaaaaaa) Tj ET")
        outer.Resources = Dictionary(Font=Dictionary(Z=inner))
        inner = outer
    first = add_page(pdf, b"BT /Z 9 Tf (a) Tj ET " + CONTENT)
    first.obj.Resources.Font.Z = inner
    return saved(pdf)


def glyphs_of_glyphs_with(level):
    """Fonts whose glyph writes ten glyphs of the next one; *level* gives content and resources."""
    pdf = Pdf.new()
    inner = type3(pdf, b"9 0 d0 0 0 9 9 re f")
    for _ in range(9):
        content, resources = level(pdf, inner)
        inner, outer = type3(pdf, b"9 0 d0 " + content), inner
        inner.Resources = resources
        inner.Resources.Font = Dictionary(Z=outer, F=font(pdf))
    first = add_page(pdf, b"BT /Z 9 Tf (a) Tj ET " + CONTENT)
    first.obj.Resources.Font.Z = inner
    return saved(pdf)


def glyphs_in_a_font_that_is_set_outside():
    def level(pdf, inner):
        letters = form(pdf, b"BT (aaaaaaaaaa) Tj ET", Resources=Dictionary())
        return b"/Z 9 Tf /X Do", Dictionary(XObject=Dictionary(X=letters))

    return glyphs_of_glyphs_with(level)


def glyphs_in_a_font_that_is_set_again():
    return glyphs_of_glyphs_with(
        lambda pdf, inner: (b"/Z 9 Tf q /F 9 Tf Q BT (aaaaaaaaaa) Tj ET", Dictionary())
    )


def glyphs_in_a_font_of_a_state():
    def level(pdf, inner):
        state = Dictionary(Font=Array([inner, 9]))
        return b"/F 9 Tf /G gs BT (aaaaaaaaaa) Tj ET", Dictionary(ExtGState=Dictionary(G=state))

    return glyphs_of_glyphs_with(level)


def mask_that_masks_itself():
    pdf = Pdf.new()
    state = pdf.make_indirect(Dictionary())
    group = form(pdf, b"/G gs 0 0 9 9 re f", Group=Dictionary(S=Name.Transparency))
    group.Resources = Dictionary(ExtGState=Dictionary(G=state))
    state.SMask = Dictionary(S=Name.Luminosity, G=group)
    add_page(pdf, b"/G gs " + CONTENT, ExtGState=Dictionary(G=state))
    return saved(pdf)


def picture_of_an_annotation_that_draws_itself():
    pdf, first = page()
    snake = form(pdf, b"/X Do")
    snake.Resources = Dictionary(XObject=Dictionary(X=snake))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]))
    note.AP = Dictionary(N=snake)
    first.obj.Annots = Array([pdf.make_indirect(note)])
    return saved(pdf)


def pattern_of_very_small_tiles():
    pdf = Pdf.new()
    tiling = Stream(pdf, b"0 0 9 9 re f", PatternType=1, PaintType=1, TilingType=1)
    tiling.BBox, tiling.XStep, tiling.YStep = Array([0, 0, 9, 9]), 0.0001, 0.0001
    tiling.Resources = Dictionary()
    add_page(pdf, b"/Pattern cs /T scn 0 0 200 300 re f " + CONTENT, Pattern=Dictionary(T=tiling))
    return saved(pdf)


# Much of everything.


def operators():
    return with_content(b"/Filter/FlateDecode", zlib.compress(b"q Q " * 2_000_000 + CONTENT, 9))


def marks():
    mark = b"/P <</MCID 0 /ActualText (x)>> BDC EMC "
    return with_content(b"/Filter/FlateDecode", zlib.compress(mark * 200_000 + CONTENT, 9))


def states_that_are_never_left():
    return with_content(b"", b"q " * 500_000 + CONTENT)


def array_in_the_content():
    return with_content(b"/Filter/FlateDecode", zlib.compress(b"[" + b"0 " * 3_000_000 + b"]TJ", 9))


def nesting_in_the_content():
    return with_content(b"", b"[" * 100_000 + b"] TJ" + CONTENT)


def nesting_of_arrays():
    return raw({**BASE, 5: b"[" * 100_000 + b"]" * 100_000})


def nesting_of_dictionaries():
    return raw({**BASE, 5: b"<</A " * 100_000 + b">>" * 100_000})


def nesting_by_reference():
    chain = {
        number: b"<</Type/Font/Encoding %d 0 R/UseCMap %d 0 R>>" % (number + 1, number + 1)
        for number in range(5, 5000)
    }
    return raw({**BASE, **chain, 5000: b"<<>>"})


def a_million_numbers():
    return raw({**BASE, 5: b"<</Type/Font/Widths[" + b"0 " * 5_000_000 + b"]>>"})


def annotations():
    pdf, first = page()
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    first.obj.Annots = Array([note] * 50_000)
    return saved(pdf)


def one_field(**keys):
    pdf, first = page()
    add_form(pdf, field(pdf, first, 40, FT=Name.Tx, **keys))
    return saved(pdf)


def field_of_endless_letters():
    return one_field(V=String("Typed in"), DA=String("/Helv " + "9" * 400 + " Tf 0 g"))


def field_of_a_size_that_is_no_number():
    return one_field(V=String("Typed in"), DA=String("/Helv . Tf 0 g"))


def field_of_a_size_of_a_million_digits():
    return one_field(V=String("Typed in"), DA=String("/Helv " + "9" * 1_000_000))


def field_of_lists_of_lists():
    value = String("HIDDEN")
    pdf, first = page()
    for _ in range(12):
        value = pdf.make_indirect(Array([value] * 10))
    add_form(pdf, field(pdf, first, 40, FT=Name.Ch, V=value))
    return saved(pdf)


def field_of_a_million_letters():
    return one_field(V=String("x" * 1_000_000))


def field_of_a_hundred_thousand_lines():
    return one_field(V=String("x\n" * 99_000), Ff=1 << 12, DA=String("/Helv 999 Tf"))


def fields_that_share_a_frame():
    pdf, first = page()
    frame = Stream(pdf, b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    frame.write(zeros(30), filter=Name.FlateDecode)
    keys = {"FT": Name.Tx, "V": String("x"), "AP": Dictionary(N=frame)}
    add_form(pdf, *(field(pdf, first, 40, **keys) for _ in range(100)), NeedAppearances=True)
    return saved(pdf)


def hundred_thousand_pages():
    pages = {
        number: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>"
        for number in range(10, 100_010)
    }
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    return raw({**BASE, 2: b"<</Type/Pages/Count 100000/Kids[" + kids + b"]>>", **pages})


def pages_behind_what_is_none():
    """Where counting might stop: a branch of nulls, and one with many more that are empty."""
    pages = {number: BASE[3] for number in range(10, 2010)}
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    return raw({
        **BASE,
        2: b"<</Type/Pages/Count 2000/Kids[" + b"null " * 301 + kids + b"]>>",
        **pages,
    })  # fmt: skip


def pages_behind_empty_branches():
    empty = {
        number: b"<</Type/Pages/Parent 2 0 R/Count 0/Kids[%d 0 R]>>" % (number + 1)
        for number in range(10, 1010)
    }
    kids = b"3 0 R " * 299
    more = {1010: b"<</Type/Pages/Count 299/Kids[" + kids + b"]>>"}
    return raw({
        **BASE,
        2: b"<</Type/Pages/Count 598/Kids[1010 0 R 1011 0 R 10 0 R]>>",
        **empty, **more, 1011: more[1010],
    })  # fmt: skip


def damage_in_a_million_places():
    return raw({**BASE, 5: b"<</Type/Font/Widths[" + b"<</A>> (( " * 20_000 + b"]>>"})


def pages_that_double():
    """A tree of 2 to the power of 40 pages in 40 objects."""
    tree = {
        number: b"<</Type/Pages/Count 9/Kids[%d 0 R %d 0 R]>>" % (number + 1, number + 1)
        for number in range(10, 50)
    }
    tree[50] = BASE[3]
    return raw({**BASE, 2: b"<</Type/Pages/Count 9/Kids[10 0 R]>>", **tree})


_TOO_MUCH = (
    flate, flate_in_flate, flate_in_many_parts, the_same_part_again_and_again, lzw, run_length,
    chain_of_hex, chain_of_85, predictor, objects_that_unpack_to_one_array, font_file,
    image_of_3600_megapixels, image_of_black_and_white, image_that_unpacks,
    image_that_unpacks_twice, jpeg_that_lies, jpeg_that_lies_in_flate, jpeg_2000_that_lies,
    jbig2_that_lies, jbig2_with_a_huge_region, predictor_of_an_image,
    inline_image_of_3600_megapixels, many_images, billion_laughs, tower_of_forms,
    form_that_draws_itself, forms_that_draw_each_other, pattern_that_fills_itself,
    glyph_that_writes_itself, glyphs_of_glyphs, mask_that_masks_itself,
    picture_of_an_annotation_that_draws_itself, pattern_of_very_small_tiles, operators, marks,
    states_that_are_never_left, array_in_the_content, nesting_in_the_content, nesting_of_arrays,
    nesting_of_dictionaries, nesting_by_reference, a_million_numbers, annotations,
    hundred_thousand_pages, objects_that_unpack_to_nesting, field_of_a_million_letters,
    fields_that_share_a_frame, glyphs_in_a_font_that_is_set_outside,
    glyphs_in_a_font_that_is_set_again, pages_behind_what_is_none, pages_behind_empty_branches,
)  # fmt: skip

BOMBS: tuple[Case, ...] = (
    *(refused(make, "LOR717", "beyond the limits") for make in _TOO_MUCH),
    *(
        accepted(make, shows=("Shown text", "Typed in"), alike=False)
        for make in (
            field_of_endless_letters, field_of_a_size_that_is_no_number,
            field_of_a_size_of_a_million_digits,
        )
    ),
    accepted(field_of_lists_of_lists),
    accepted(field_of_a_hundred_thousand_lines, alike=False),
    accepted(glyphs_in_a_font_of_a_state, alike=False),  # the font is left out of the state
    refused(pages_that_double, "LOR714", "damaged"),
    accepted(damage_in_a_million_places, alike=False),
    accepted(masks_of_masks, alike=False),
    accepted(image_of_minus_one),
    accepted(jbig2_of_nine_dots, alike=False),
    accepted(objects_that_hold_themselves, alike=False),
)  # fmt: skip
