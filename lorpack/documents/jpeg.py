"""A JPEG, walked marker by marker: how large it is, and what of it draws."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from lorpack.documents.limits import MAX_SCANS, too_much

_START, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN, _OVER = 0xDA, 0xD9
_START_OF_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_NOTES = frozenset({0xFE, *range(0xE0, 0xF0)})
_COLOURS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # notes that a drawing needs
_NEXT = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # what ends the drawing of a pass


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height in the header of a JPEG; (0, 0) without one.

    Raises DocumentError LOR717 when it is drawn in more passes than any program writes.
    """
    size, passes = (0, 0), 0
    for marker, start, _ in _parts(data):
        passes += marker == _SCAN
        if passes > MAX_SCANS:
            raise too_much("a picture in it is drawn in hundreds of passes")
        if marker in _START_OF_FRAME and start + 9 <= len(data):
            height, width = struct.unpack(">HH", data[start + 5 : start + 9])
            size = max(size, (width, height), key=lambda side: side[0] * side[1])
    return size


def bare_jpeg(data: bytes) -> tuple[bytes, bool]:
    """*data* without notes (EXIF, XMP, comments) and without what stands around the picture.

    Its drawing and colours stay as they are. Also tells whether it had to be repaired for that:
    its start was not where it should be, or it had no end.
    """
    kept, last = [_START], 0
    for last, start, end in _parts(data):
        if last not in _NOTES or data.startswith(_COLOURS.get(last, ()), start + 4):
            kept.append(data[start:end])
    if last != _OVER:
        kept.append(_END)
    return b"".join(kept), last != _OVER or not data.startswith(_START)


def _parts(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each part behind the start of the picture, up to its end."""
    at = data.find(_START) + 2 if _START in data else len(data)
    while at + 2 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filled up
            at += 1
            continue
        end = at + 2
        if marker not in _ALONE and marker != _OVER:
            end += int.from_bytes(data[at + 2 : at + 4])
        if marker == _SCAN:
            found = _NEXT.search(data, end)
            end = found.start() if found else len(data)
        yield marker, at, end
        if marker == _OVER:
            return
        at = end
