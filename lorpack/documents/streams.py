"""How large a stream becomes when a reader's program unpacks it, before it goes along."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from copy import copy
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Stream, StreamDecodeLevel

from lorpack.documents.jpeg import jpeg_size
from lorpack.documents.limits import MAX_FILTERS, MAX_UNPACKED, too_much

_PACKED = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
_AROUND = _PACKED | {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"}
_PICTURES = {
    "/DCTDecode": "jpeg", "/DCT": "jpeg", "/JPXDecode": "jpeg 2000", "/JBIG2Decode": "jbig2",
    "/CCITTFaxDecode": "fax", "/CCF": "fax",
}  # fmt: skip
_FLATE = (["/FlateDecode"], ["/Fl"])
_HEAD, _CHECKSUM = 2, 4  # bytes before and behind what Flate packs
_RATIO = 1_032  # what Flate, the densest of them, can make of a byte
_REGIONS = frozenset({4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43})
_PAGE = 48
_MAX_ROW = 2**20


class Sound(NamedTuple):
    """Packed *data* that end where they should.

    Tells whether they had to be *repaired* for that, and the *size* of what Flate packs in them.
    """

    data: bytes
    repaired: bool = False
    size: int = 0


def check_unpacked(source: Stream, data: bytes, allowed: int = MAX_UNPACKED) -> Sound:
    """*data*, as *source* packs them, so that every program can unpack them.

    What follows the end of what is packed is left out. Raises DocumentError LOR717 when they are
    over *allowed* bytes (what a picture's own codec makes of them is not counted here, see
    :func:`real_size`), and zlib.error when they are damaged beyond repair.
    """
    filters = _filters(source)
    if len(filters) > MAX_FILTERS:
        raise too_much(f"something in it is packed {len(filters)} times over")
    if any(map(_is_wide, _parameters(source))):
        raise too_much("a row of a picture in it is longer than any picture")
    layers = [name for name in filters if name in _PACKED]
    is_flate = filters[:1] in _FLATE
    measured = is_flate and len(layers) == 1
    if layers and not measured and len(data) * _RATIO ** len(layers) > allowed:
        raise too_much("something large in it is packed more than once")
    return _whole(data, allowed) if is_flate and data else Sound(data)


def _whole(data: bytes, allowed: int) -> Sound:
    """Flate *data* up to their end, or packed anew when that or the checksum behind it is missing."""
    unpacker = _unpacker()
    size = sum(map(len, _inflated(data, allowed, unpacker)))
    if size > allowed:
        raise too_much("it unpacks to far more than a page can hold")
    behind = len(unpacker.unused_data)
    if unpacker.eof and behind >= _CHECKSUM:
        return Sound(data[: len(data) - behind + _CHECKSUM], size=size)
    packer = zlib.compressobj()
    pieces = map(packer.compress, _inflated(data, allowed, _unpacker()))
    return Sound(b"".join([*pieces, packer.flush()]), True, size)


def unpacked(source: Stream) -> bytes:
    """The bytes of a stream of instructions; raises DocumentError LOR717 when beyond the limits."""
    if len(_filters(source)) > MAX_FILTERS or any(map(_is_wide, _parameters(source))):
        raise too_much("its instructions are packed as no program packs them")
    return source.read_bytes(StreamDecodeLevel.specialized)


def real_size(source: Stream, data: bytes) -> tuple[int, int]:
    """Width and height that the picture *data* have by their own account; (0, 0) if by none."""
    kind = _kind(source)
    if kind:
        data = codec_data(source, data)
    if kind == "jpeg":
        return jpeg_size(data)
    if kind == "jpeg 2000":
        return _jpeg_2000_size(data)
    if kind == "jbig2":
        return _jbig2_size(data)
    return (0, 0)


def codec_data(source: Stream, data: bytes) -> bytes:
    """*data* as the codec of a picture gets them, out of what they are packed in once more.

    Raises as :func:`check_unpacked`.
    """
    around = _filters(source)[:-1]
    parms = source.get(Name.DecodeParms)
    if not around or not _AROUND.issuperset(around):
        return data
    packed = copy(source)
    packed.write(
        check_unpacked(source, data).data,
        filter=Array([Name(name) for name in around]),
        decode_parms=Array(list(parms)[: len(around)]) if isinstance(parms, Array) else None,
    )
    return packed.read_bytes(StreamDecodeLevel.specialized)


def last_of(value: object) -> object:
    """What is listed last, or *value* itself when it is no list."""
    return next(reversed(list(value)), None) if isinstance(value, Array) else value


def is_jpeg(source: Stream) -> bool:
    """Whether *source* holds a JPEG, as it is or packed once more."""
    return _kind(source) == "jpeg" and _AROUND.issuperset(_filters(source)[:-1])


def tells_its_depth(source: Stream) -> bool:
    """Whether the data of a picture say how many bits a colour has, whatever its keys say."""
    return _kind(source) in ("jpeg", "jpeg 2000")


def _kind(source: Stream) -> str:
    """The codec of a picture; empty when it has none of its own."""
    filters = _filters(source)
    return _PICTURES.get(filters[-1], "") if filters else ""


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


def _unpacker() -> zlib._Decompress:
    """Unpacks Flate without its head and checksum: readers look at neither."""
    return zlib.decompressobj(-zlib.MAX_WBITS)


def _inflated(data: bytes, allowed: int, unpacker: zlib._Decompress) -> Iterator[bytes]:
    """The pieces of *data* unpacked, one piece beyond *allowed* at most."""
    data, found = data[_HEAD:], 0
    while data and found <= allowed and not unpacker.eof:
        piece = unpacker.decompress(data, 2**20)
        found += len(piece)
        data = unpacker.unconsumed_tail
        yield piece


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
