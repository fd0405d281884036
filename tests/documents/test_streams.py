"""Streams are measured before they are passed on, and pictures by what they say themselves."""

import struct
import zlib
from base64 import a85encode
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from lorpack.documents import streams
from lorpack.documents.limits import MAX_FILTERS
from lorpack.documents.streams import check_unpacked, is_jpeg, real_size, unpacked
from lorpack.errors import DocumentError

FLATE = ["/FlateDecode", "/Fl"]
SOI = b"\xff\xd8"
OWNER = Pdf.new()


def source(*filters, data=b"", parms=None):
    made = Stream(OWNER, data)
    if filters:
        made.Filter = Array([Name(name) for name in filters])
    if parms is not None:
        made.DecodeParms = parms
    return made


def refusal(call, *args):
    with pytest.raises(DocumentError) as caught:
        call(*args)
    assert caught.value.code == "LOR717"
    return caught.value.message


# What unpacks.


@pytest.mark.parametrize("name", FLATE)
def test_what_flate_unpacks_to_is_taken_up_to_the_limit(name):
    data = zlib.compress(b"\0" * 5000)
    check_unpacked(source(name), data, 5000)
    assert "unpacks to far more" in refusal(check_unpacked, source(name), data, 4999)


def test_a_filter_may_stand_alone_or_in_an_array():
    data = zlib.compress(b"\0" * 5000)
    alone = Stream(OWNER, b"", Filter=Name.FlateDecode)
    assert "unpacks to far more" in refusal(check_unpacked, alone, data, 4999)


@pytest.mark.parametrize("name", ["/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"])
def test_other_packers_are_trusted_only_where_they_cannot_do_harm(name):
    check_unpacked(source(name), b"x" * 10, 10 * 1032)
    assert "packed more than once" in refusal(
        check_unpacked, source(name), b"x" * 10, 10 * 1032 - 1
    )


def test_what_is_packed_twice_is_trusted_only_where_it_cannot_do_harm():
    check_unpacked(source(*FLATE), b"x", 1032**2)
    assert "packed more than once" in refusal(check_unpacked, source(*FLATE), b"x", 1032**2 - 1)
    behind = source("/ASCIIHexDecode", "/FlateDecode")
    assert "packed more than once" in refusal(check_unpacked, behind, b"x", 1031)


def test_what_is_not_packed_is_as_long_as_it_is():
    check_unpacked(source(), b"x" * 100, 1)
    check_unpacked(source("/ASCIIHexDecode", "/DCTDecode"), b"x" * 100, 1)


@pytest.mark.parametrize("behind", [b"", b"\r\n", b"HIDDEN"])
def test_flate_is_taken_up_to_its_end(behind):
    data = zlib.compress(b"ab")
    assert check_unpacked(source("/FlateDecode"), data + behind) == (data, False, 2)
    wrong = data[:-4] + b"abcd"  # a checksum that no reader looks at
    assert check_unpacked(source("/Fl"), wrong + behind) == (wrong, False, 2)


@pytest.mark.parametrize("lost", [1, 4, 7, 90])
def test_flate_without_its_end_is_packed_anew(lost):
    whole = bytes(range(256)) * 400
    data, repaired, size = check_unpacked(source("/FlateDecode"), zlib.compress(whole)[:-lost])
    assert repaired
    found = zlib.decompress(data)
    assert len(found) == size
    assert whole.startswith(found)
    assert len(found) > 1000
    assert (found == whole) is (lost <= 4)


@pytest.mark.parametrize("filters", [[], ["/LZWDecode"], ["/ASCIIHexDecode", "/FlateDecode"]])
def test_what_flate_does_not_begin_stays_as_it_is(filters):
    assert check_unpacked(source(*filters), b"xyz") == (b"xyz", False, 0)


def test_nothing_packed_is_nothing():
    assert check_unpacked(source("/FlateDecode"), b"") == (b"", False, 0)


def test_damage_in_the_middle_is_no_end():
    damaged = zlib.compress(b"ab" * 99)[:2] + b"\x07"  # no kind of block
    with pytest.raises(zlib.error):
        check_unpacked(source("/FlateDecode"), damaged)
    with pytest.raises(zlib.error):
        real_size(source("/FlateDecode", "/DCTDecode"), damaged)


@given(st.integers(0, 3 * 2**20), st.integers(1, 3 * 2**20))
def test_what_unpacks_is_refused_exactly_when_it_is_over_the_limit(size, allowed):
    data = zlib.compress(b"\0" * size, 1)
    if size <= allowed:
        check_unpacked(source("/FlateDecode"), data, allowed)
    else:
        refusal(check_unpacked, source("/FlateDecode"), data, allowed)


def test_unpacking_ends_a_piece_beyond_the_limit():
    data = zlib.compress(b"\0" * 2**24)
    assert sum(map(len, streams._inflated(data, 2**20, streams._unpacker()))) == 2**21
    assert sum(map(len, streams._inflated(data, 2**20 - 1, streams._unpacker()))) == 2**20
    more = zlib.compress(b"ab") + b"more"
    assert b"".join(streams._inflated(more, 9, streams._unpacker())) == b"ab"


def test_filters_are_counted():
    many = ["/ASCIIHexDecode"] * MAX_FILTERS
    check_unpacked(source(*many), b"", 1)
    said = refusal(check_unpacked, source(*many, "/ASCIIHexDecode"), b"", 1)
    assert f"packed {MAX_FILTERS + 1} times over" in said
    hexed = b"20>"
    for _ in many[1:]:
        hexed = hexed.hex().encode() + b">"
    assert unpacked(source(*many, data=hexed)) == b" "
    said = refusal(unpacked, source(*many, "/ASCIIHexDecode", data=hexed))
    assert "as no program packs them" in said


ROW = 2**20


@pytest.mark.parametrize(
    ("keys", "wide"),
    [
        ({}, False),
        ({"Columns": ROW}, False),
        ({"Columns": ROW + 1}, True),
        ({"Columns": -ROW - 1}, True),
        ({"Columns": ROW // 4, "Colors": 4}, False),
        ({"Columns": ROW // 4 + 1, "Colors": 4}, True),
        ({"Columns": ROW * 2 + 1, "BitsPerComponent": 4}, False),
        ({"Columns": ROW * 2 + 2, "BitsPerComponent": 4}, True),
        ({"Columns": Name.Many, "Colors": ROW}, False),
        ({"Columns": Name.Many, "Colors": ROW + 1}, True),
        ({"Colors": Name.Many, "Columns": ROW + 1}, True),
        ({"BitsPerComponent": Name.Many, "Columns": ROW}, False),
        ({"BitsPerComponent": Name.Many, "Columns": ROW + 1}, True),
    ],
)
@pytest.mark.parametrize("listed", [True, False])
def test_a_row_of_a_picture_is_at_most_a_megabyte(keys, wide, listed):
    parms = Dictionary({f"/{key}": value for key, value in keys.items()})
    if listed:  # what is no dictionary says nothing
        parms = Array([Name.Nothing, parms])
    made = source("/FlateDecode", data=zlib.compress(b"q Q"), parms=parms)
    if wide:
        assert "longer than any picture" in refusal(check_unpacked, made, b"")
        assert "as no program packs them" in refusal(unpacked, made)
    else:
        check_unpacked(made, b"")


def test_instructions_are_unpacked_with_their_predictor():
    rows = zlib.compress(b"\2q  \2\0\1\1")  # each row is told by its difference to the one above
    parms = Dictionary(Predictor=12, Columns=3)
    assert unpacked(source("/FlateDecode", data=rows, parms=parms)) == b"q  q!!"


# Which picture it is.


@pytest.mark.parametrize(
    ("filters", "jpeg"),
    [
        (["/DCTDecode"], True),
        (["/DCT"], True),
        (["/FlateDecode", "/DCTDecode"], True),
        (["/A85", "/LZW", "/DCT"], True),
        (["/DCTDecode", "/DCTDecode"], False),
        (["/Crypt", "/DCTDecode"], False),
        (["/DCTDecode", "/FlateDecode"], False),
        (["/JPXDecode"], False),
        ([], False),
    ],
)
def test_a_jpeg_is_known_through_what_it_is_packed_in(filters, jpeg):
    assert is_jpeg(source(*filters)) is jpeg
    if len(filters) == 1:
        assert is_jpeg(Stream(OWNER, b"", Filter=Name(filters[0]))) is jpeg


JPEG = SOI + b"\xff\xc0\0\x0b\x08\0\x20\0\x10\1\1\x11\0"
JPX = b"\xff\x4f\xff\x51\0\x29\0\0" + struct.pack(">II", 7, 9) + b"\0" * 24
JBIG2 = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", 5, 3, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("filters", "data", "size"),
    [
        (["/DCTDecode"], JPEG, (16, 32)),
        (["/DCT"], JPEG, (16, 32)),
        (["/JPXDecode"], JPX, (7, 9)),
        (["/JBIG2Decode"], JBIG2, (5, 3)),
        (["/CCITTFaxDecode"], JPEG, (0, 0)),
        (["/CCF"], JPEG, (0, 0)),
        (["/FlateDecode"], JPEG, (0, 0)),
        (["/DCTDecode", "/FlateDecode"], JPEG, (0, 0)),
        (["/FlateDecode", "/DCTDecode"], zlib.compress(JPEG), (16, 32)),
        (["/Fl", "/JBIG2Decode"], zlib.compress(JBIG2), (5, 3)),
        (["/FlateDecode", "/JPXDecode"], zlib.compress(JPX), (7, 9)),
        (["/FlateDecode", "/Fl", "/DCT"], zlib.compress(zlib.compress(JPEG)), (16, 32)),
        (["/ASCIIHexDecode", "/DCTDecode"], JPEG.hex().encode() + b">", (16, 32)),
        (["/A85", "/FlateDecode", "/DCT"], a85encode(zlib.compress(JPEG)) + b"~>", (16, 32)),
        ([], JPEG, (0, 0)),
    ],
)
def test_the_size_of_a_picture_is_what_its_own_header_says(filters, data, size):
    assert real_size(source(*filters), data) == size


# JPEG 2000.


def test_the_largest_picture_of_a_jpeg_2000_counts():
    def head(width, height):
        return b"\xff\x4f\xff\x51\0\x29\0\0" + struct.pack(">II", width, height)

    size = source("/JPXDecode")
    assert real_size(size, b"") == (0, 0)
    assert real_size(size, head(7, 9)[:-1]) == (0, 0)
    assert real_size(size, b"box" + head(10, 2) + b"more" + head(3, 7)) == (3, 7)
    assert real_size(size, head(3, 7) + head(10, 2)) == (3, 7)
    assert real_size(size, head(2, 10) + head(7, 3)) == (7, 3)
    assert real_size(size, head(10, 0x0A0A0A0A)) == (10, 0x0A0A0A0A)  # bytes that are line ends


# JBIG2 (ITU-T T.88, 7.2).


def part(kind, body=b"", number=1, refers=(), wide_page=False, length=None):
    """A segment of JBIG2, as the standard writes its head."""
    flags = kind | (0x40 if wide_page else 0)
    if len(refers) <= 4:
        count = bytes([len(refers) << 5])
    else:
        count = struct.pack(">I", 7 << 29 | len(refers)) + b"\0" * -(-(len(refers) + 1) // 8)
    each = ">B" if number <= 256 else ">H" if number <= 65536 else ">I"
    head = struct.pack(">IB", number, flags) + count
    head += b"".join(struct.pack(each, other) for other in refers)
    head += struct.pack(">I" if wide_page else ">B", 1)
    return head + struct.pack(">I", len(body) if length is None else length) + body


def sized(width, height):
    return struct.pack(">IIIIB", width, height, 0, 0, 0)


PAGE, REGION = 48, 38


@pytest.mark.parametrize("kind", [4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43, 48])
def test_a_page_and_every_kind_of_region_has_a_size(kind):
    assert real_size(source("/JBIG2Decode"), part(kind, sized(11, 13))) == (11, 13)


@pytest.mark.parametrize("kind", [0, 16, 49, 50, 51, 52, 53, 62])
def test_what_draws_nothing_in_jbig2_has_no_size(kind):
    data = part(kind, sized(11, 13)) + part(PAGE, sized(3, 4))
    assert real_size(source("/JBIG2Decode"), data) == (3, 4)


@pytest.mark.parametrize("number", [1, 256, 257, 65536, 65537])
def test_the_head_of_a_jbig2_segment_is_as_long_as_the_standard_says(number):
    for many, wide_page in product((0, 1, 4, 5, 7, 8, 15, 300), (False, True)):
        refers = [1] * many
        data = part(0, b"dictionary", number, refers, wide_page)
        data += part(REGION, sized(11, 13), number, refers, wide_page)
        assert real_size(source("/JBIG2Decode"), data) == (11, 13), (many, wide_page)


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (b"", (0, 0)),
        (part(PAGE)[:10], (0, 0)),
        (part(PAGE), (0, 0)),
        (part(PAGE, sized(9, 0xFFFFFFFF)), (0, 0)),  # a page whose height is not known yet
        (part(PAGE, sized(9, 0xFFFFFFFE)), (9, 0xFFFFFFFE)),
        (part(PAGE, sized(9, 2)) + part(REGION, sized(4, 5)), (4, 5)),
        (part(PAGE, sized(4, 5)) + part(REGION, sized(9, 2)), (4, 5)),
        (part(PAGE, sized(2, 9)) + part(REGION, sized(5, 4)), (5, 4)),
        (part(PAGE, sized(5, 4)) + part(REGION, sized(2, 9)), (5, 4)),
        (part(0, length=2**31) + part(PAGE, sized(4, 5)), (0, 0)),
    ],
)
def test_the_largest_picture_of_a_jbig2_counts(data, size):
    assert real_size(source("/JBIG2Decode"), data) == size
