"""A JPEG is measured by all that it says, and goes along without what does not draw."""

import struct

import pytest
from document_makers import photo_bytes

from lorpack.documents.jpeg import bare_jpeg, jpeg_size
from lorpack.documents.limits import MAX_SCANS
from lorpack.errors import DocumentError

SOI, EOI = b"\xff\xd8", b"\xff\xd9"


def segment(marker, body=b""):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def frame(width, height, marker=0xC0):
    return segment(marker, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")


SCAN = segment(0xDA, b"\1\1\0\0\x3f\0")


def test_a_jpeg_of_a_program_is_as_large_as_it_says():
    assert jpeg_size(photo_bytes("JPEG", size=(61, 33))) == (61, 33)
    assert jpeg_size(photo_bytes("JPEG", size=(61, 33), progressive=True)) == (61, 33)


@pytest.mark.parametrize("marker", range(0xC0, 0xD0))
def test_every_kind_of_frame_has_a_size(marker):
    is_frame = marker not in (0xC4, 0xC8, 0xCC)  # tables, an extension
    assert jpeg_size(SOI + frame(7, 9, marker)) == ((7, 9) if is_frame else (0, 0))


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (b"", (0, 0)),
        (SOI, (0, 0)),
        (SOI + segment(0xE0, b"JFIF\0") + segment(0xDB, b"\0" * 65) + frame(300, 500), (300, 500)),
        (SOI + frame(8, 2) + frame(4, 5), (4, 5)),  # a thumbnail comes first, or the other way
        (SOI + frame(4, 5) + frame(8, 2), (4, 5)),
        (SOI + frame(2, 8) + frame(5, 4), (5, 4)),
        (SOI + frame(5, 4) + frame(2, 8), (5, 4)),
        (SOI + frame(4, 5) + SCAN + b"\1\xff\0\2" + frame(8, 2), (4, 5)),
        (SOI + frame(4, 5) + EOI + frame(8, 9), (4, 5)),
        (b"\r\n" + SOI + frame(8, 2), (8, 2)),
        (SOI + b"\xff" + frame(8, 2), (8, 2)),  # filled up
        (SOI + b"\xff" * 6 + frame(8, 2), (8, 2)),
        (SOI + b"\xff\x01" + frame(8, 2), (8, 2)),
        *((SOI + bytes([0xFF, marker]) + frame(8, 2), (8, 2)) for marker in range(0xD0, 0xD9)),
        (SOI + segment(0x02, b"ab") + frame(8, 2), (8, 2)),
        (SOI + (frame(8, 2))[:9], (8, 2)),
        (SOI + (frame(8, 2))[:8], (0, 0)),
        (SOI + b"\0" + frame(8, 2), (0, 0)),
        (SOI + segment(0xE1, b"x" * 600) + frame(8, 2), (8, 2)),
    ],
)
def test_the_header_of_a_jpeg_is_read_segment_by_segment(data, size):
    assert jpeg_size(data) == size


def test_passes_of_a_jpeg_are_counted():
    assert jpeg_size(SOI + frame(8, 2) + SCAN * MAX_SCANS) == (8, 2)
    assert jpeg_size(SOI + frame(8, 2) + SCAN + EOI + SCAN * MAX_SCANS) == (8, 2)
    with pytest.raises(DocumentError, match="in hundreds of passes") as caught:
        jpeg_size(SOI + frame(8, 2) + SCAN * (MAX_SCANS + 1))
    assert caught.value.code == "LOR717"


# What goes along.


DRAWN = b"\1\2\xff\0\3\xff\xd0\4\xff\xff\0\5"  # with a filled byte, a restart, and filling
COLOURS = [
    segment(0xE0, b"JFIF\0xy"),
    segment(0xE2, b"ICC_PROFILE\0\1\1x"),
    segment(0xEE, b"Adobe\0x"),
]


def test_notes_are_left_out_and_what_draws_stays():
    tables = [frame(8, 2), *(segment(marker, b"part") for marker in (0xDB, 0xC4, 0xDD))]
    notes = [segment(marker, b"a note") for marker in (0xFE, *range(0xE0, 0xF0))]
    mixed = b"".join(
        part for pair in zip([*tables, *COLOURS], notes[:7], strict=True) for part in pair
    )
    kept = b"".join([*tables, *COLOURS])
    data = SOI + mixed + b"".join(notes[7:]) + SCAN + DRAWN + EOI
    assert bare_jpeg(data) == (SOI + kept + SCAN + DRAWN + EOI, False)


@pytest.mark.parametrize("marker", [0xE1, 0xED, 0xFE])
def test_notes_between_passes_are_left_out(marker):
    note = segment(marker, b"HIDDEN \xff\xd9")
    data = SOI + frame(8, 2) + SCAN + DRAWN + note + segment(0xC4) + SCAN + DRAWN + note + EOI
    bare = SOI + frame(8, 2) + SCAN + DRAWN + segment(0xC4) + SCAN + DRAWN + EOI
    assert bare_jpeg(data) == (bare, False)


@pytest.mark.parametrize("behind", [b"\n", SOI + segment(0xE1, b"HIDDEN") + EOI])
def test_nothing_follows_the_end(behind):
    data = SOI + frame(8, 2) + SCAN + DRAWN + EOI
    assert bare_jpeg(data + behind) == (data, False)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"comment": b"HIDDEN"}])
def test_the_jpeg_of_a_program_is_sound(options):
    data = photo_bytes("JPEG", size=(61, 33), **options)
    bare, repaired = bare_jpeg(data)
    assert not repaired
    assert (bare == data) is ("comment" not in options)
    assert b"HIDDEN" not in bare
    assert bare_jpeg(bare) == (bare, False)


@pytest.mark.parametrize("before", [b"", b"\r\n", b"no picture yet"])
@pytest.mark.parametrize("end", [b"", EOI])
def test_a_start_or_an_end_that_is_missing_is_put_there(before, end):
    data = SOI + frame(8, 2) + SCAN + DRAWN
    assert bare_jpeg(before + data + end) == (data + EOI, bool(before) or not end)


@pytest.mark.parametrize("data", [b"", b"none", SOI, SOI + b"\0" + SCAN, SOI + b"\xff"])
def test_what_is_no_jpeg_is_an_empty_one(data):
    assert bare_jpeg(data) == (SOI + EOI, True)


def test_a_part_that_is_cut_off_ends_with_the_data():
    assert bare_jpeg(SOI + SCAN[:3]) == (SOI + SCAN[:3] + EOI, True)
    assert bare_jpeg(SOI + SCAN[:2]) == (SOI + SCAN[:2] + EOI, True)
