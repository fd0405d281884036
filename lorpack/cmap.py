"""Which characters a font has, from its bytes.

For bundled fonts only: they are known to be sound, and the tests compare the result with that of
fontTools, whose import and glyph tables cost a tenth of a `check`. A user's font goes through
fontTools, which has guards against files that lie.
"""

from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import calcsize, iter_unpack, unpack_from
from typing import Any


def characters(font: Path) -> Container[int]:
    """The code points that *font* (OpenType, or the first of a collection) has glyphs for."""
    with font.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        cmap = _table(data, b"cmap")
    parts = {(platform, kind): at for platform, kind, at in _records(cmap, 4, ">HHL", cmap, 2)}
    full = parts.get((3, 10))
    return frozenset(_in_segments(cmap[parts[3, 1] :])) if full is None else _groups(cmap[full:])


@dataclass(frozen=True)
class _Groups:
    """Stretches of characters, in order: a Chinese font has 16,000 of them."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def __contains__(self, code: object) -> bool:
        index = bisect_right(self.firsts, code) - 1 if isinstance(code, int) else -1
        return index >= 0 and code <= self.lasts[index]  # type: ignore[operator]  # an int


def _records(
    data: bytes | mmap, at: int, form: str, counted: bytes | mmap, where: int
) -> Iterator[tuple[Any, ...]]:
    (count,) = unpack_from(">H", counted, where)
    return iter_unpack(form, data[at : at + count * calcsize(form)])


def _table(font: bytes | mmap, name: bytes) -> bytes:
    start = unpack_from(">L", font, 12)[0] if font[:4] == b"ttcf" else 0
    for tag, _, at, length in _records(font, start + 12, ">4sLLL", font, start + 4):
        if tag == name:
            return font[at : at + length]
    raise ValueError(f"the font has no table {name!r}")


def _groups(part: bytes) -> _Groups:
    """Format 12: groups of a first and a last character, and the first one's glyph."""
    (count,) = unpack_from(">L", part, 12)
    numbers = unpack_from(f">{3 * count}L", part, 16)
    return _Groups(numbers[::3], numbers[1::3])


def _in_segments(part: bytes) -> Iterator[int]:
    """Format 4: segments of characters, whose glyphs are counted on, or listed at an offset."""
    (double,) = unpack_from(">H", part, 6)
    count = double // 2
    ends, starts, deltas, offsets = (
        unpack_from(f">{count}H", part, at)
        for at in (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    )
    base = 16 + 3 * double
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code + deltas[index]
            if offsets[index]:
                at = base + 2 * index + offsets[index] + 2 * (code - first)
                (glyph,) = unpack_from(">H", part, at)
            if glyph & 0xFFFF:
                yield code
