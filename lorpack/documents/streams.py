"""How large a stream becomes when a reader's program unpacks it, before it goes along."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Stream, StreamDecodeLevel

from lorpack.documents.limits import MAX_FILTERS, MAX_SCANS, MAX_UNPACKED, too_much

_PACKED = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
_PICTURES = {
    "/DCTDecode": "jpeg", "/DCT": "jpeg", "/JPXDecode": "jpeg 2000", "/JBIG2Decode": "jbig2",
    "/CCITTFaxDecode": "fax", "/CCF": "fax",
}  # fmt: skip
_RATIO = 1_032  # what Flate, the densest of them, can make of a byte
_START_OF_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_NOTES = frozenset({0xFE, *range(0xE1, 0xF0)} - {0xE2, 0xEE})  # but for profile and Adobe's colours
_REGIONS = frozenset({4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43})
_PAGE = 48
_MAX_ROW = 2**20


def check_unpacked(source: Stream, data: bytes, allowed: int = MAX_UNPACKED) -> None:
    """Raise DocumentError LOR717 when *data*, as *source* packs them, are over *allowed* bytes.

    What a picture's own codec makes of them is not counted here (see :func:`real_size`).
    """
    filters = _filters(source)
    if len(filters) > MAX_FILTERS:
        raise too_much(f"something in it is packed {len(filters)} times over")
    if any(map(_is_wide, _parameters(source))):
        raise too_much("a row of a picture in it is longer than any picture")
    layers = [name for name in filters if name in _PACKED]
    if not layers or len(data) * _RATIO ** len(layers) <= allowed:
        return
    if len(layers) > 1 or filters[0] not in ("/FlateDecode", "/Fl"):
        raise too_much("something large in it is packed more than once")
    if sum(map(len, _inflated(data, allowed))) > allowed:
        raise too_much("it unpacks to far more than a page can hold")


def unpacked(source: Stream) -> bytes:
    """The bytes of a stream of instructions; raises DocumentError LOR717 when beyond the limits."""
    if len(_filters(source)) > MAX_FILTERS or any(map(_is_wide, _parameters(source))):
        raise too_much("its instructions are packed as no program packs them")
    return source.read_bytes(StreamDecodeLevel.specialized)


def real_size(source: Stream, data: bytes) -> tuple[int, int]:
    """Width and height that the picture *data* have by their own account; (0, 0) if by none."""
    filters = _filters(source)
    kind = _PICTURES.get(filters[-1]) if filters else None
    if kind and filters[0] in ("/FlateDecode", "/Fl"):
        data = b"".join(_inflated(data, MAX_UNPACKED))
    if kind == "jpeg":
        return jpeg_size(data)
    if kind == "jpeg 2000":
        return _jpeg_2000_size(data)
    if kind == "jbig2":
        return _jbig2_size(data)
    return (0, 0)


def is_jpeg(source: Stream) -> bool:
    """Whether *source* holds a JPEG and nothing around it."""
    return _filters(source) in (["/DCTDecode"], ["/DCT"])


def _listed(value: object) -> list[object]:
    if isinstance(value, Array):
        return list(value)
    return [] if value is None else [value]


def _filters(source: Stream) -> list[str]:
    return [str(name) for name in _listed(source.get(Name.Filter)) if isinstance(name, Name)]


def _parameters(source: Stream) -> Iterator[Dictionary]:
    for item in _listed(source.get(Name.DecodeParms)):
        if isinstance(item, Dictionary):
            yield item


def _is_wide(parameters: Object) -> bool:
    """Whether a predictor or a fax decoder is told to keep a row of no possible size."""
    bits = 1
    for key, default in (("/Columns", 1), ("/Colors", 1), ("/BitsPerComponent", 8)):
        value = parameters.get(key, default)
        bits *= abs(value) if isinstance(value, int) else default
    return bits // 8 > _MAX_ROW


def _inflated(data: bytes, allowed: int) -> Iterator[bytes]:
    """The pieces of *data* unpacked, one piece beyond *allowed* at most; damage ends it."""
    unpacker, found = zlib.decompressobj(), 0
    try:
        while data and found <= allowed and not unpacker.eof:
            piece = unpacker.decompress(data, 2**20)
            found += len(piece)
            data = unpacker.unconsumed_tail
            yield piece
    except zlib.error:
        return


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height in the header of a JPEG; (0, 0) without one.

    Raises DocumentError LOR717 when it is drawn in more passes than any program writes.
    """
    if data.count(b"\xff\xda") > MAX_SCANS:
        raise too_much("a picture in it is drawn in hundreds of passes")
    at, size = 2, (0, 0)
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            break
        if marker in _START_OF_FRAME:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            size = max(size, (width, height), key=lambda side: side[0] * side[1])
        alone = marker == 0xFF or marker == 1 or 0xD0 <= marker <= 0xD8
        at += (1 if marker == 0xFF else 2) if alone else 2 + int.from_bytes(data[at + 2 : at + 4])
    return size


def bare_jpeg(data: bytes) -> bytes:
    """*data* without its notes (EXIF, XMP, IPTC, comments); what draws it, colours too, stays."""
    kept, at = data[:2], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] >= 0xC0:
        if data[at + 1] == 0xDA:
            return kept + data[at:]
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if data[at + 1] not in _NOTES:
            kept += data[at:end]
        at = end
    return data  # no order that we know: as it is


def _jpeg_2000_size(data: bytes) -> tuple[int, int]:
    sizes = [(0, 0)]
    for found in re.finditer(rb"\xff\x4f\xff\x51....(.{8})", data, re.DOTALL):
        sizes.append(struct.unpack(">II", found[1]))
    return max(sizes, key=lambda side: side[0] * side[1])


def _jbig2_size(data: bytes) -> tuple[int, int]:
    """The largest page or region that a JBIG2 stream opens (ITU-T T.88, 7.2)."""
    largest, at = (0, 0), 0
    while at + 11 <= len(data):
        number, flags, count = struct.unpack(">IBB", data[at : at + 6])
        at += 6
        if count >> 5 == 7:
            many = int.from_bytes(data[at - 1 : at + 3]) & 0x1FFFFFFF
            at += 3 + (many + 8) // 8
        else:
            many = count >> 5
        at += many * (1 if number <= 256 else 2 if number <= 65_536 else 4)
        at += 4 if flags & 0x40 else 1
        length = int.from_bytes(data[at : at + 4])
        at += 4
        if flags & 63 in _REGIONS or flags & 63 == _PAGE:
            width, height = (int.from_bytes(data[at + n : at + n + 4]) for n in (0, 4))
            height = 0 if height == 0xFFFFFFFF else height  # not known yet, says the standard
            largest = max(largest, (width, height), key=lambda side: side[0] * side[1])
        at += length
    return largest
