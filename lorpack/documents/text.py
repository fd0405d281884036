"""The text of a prepared PDF as its reader sees it, and where a wanted text stands."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from lorpack.documents.model import Mark, PreparedPdf, Rect
from lorpack.errors import DocumentError

_LIKE = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ", "'") | dict.fromkeys("“”„‟″«»", '"') | {"…": "...", "•": "·"}
)


def text_of(prepared: PreparedPdf) -> list[str]:
    """The text of each page. Raises DocumentError LOR714 when it cannot be read."""
    return [page.get_text_range() for page in _pages(prepared)]


def find_text(prepared: PreparedPdf, wanted: Sequence[str]) -> list[Mark | None]:
    """For each text *wanted*, the first place where the document has it, else None.

    Case, white space, line breaks, hyphens, ligatures and the shape of quotes do not count; a
    match begins and ends with whole words. Text outside the page as it is seen is none. Raises
    DocumentError LOR714 on an unreadable file.
    """
    needles = [_squashed(text) for text in wanted]
    marks: list[Mark | None] = [None] * len(needles)
    places = _indexed(prepared) if any(needles) else ()
    likely = [
        number
        for number, place in enumerate(places)
        if any(needle and needle in place.text for needle in needles)
    ]
    if not likely:
        return marks
    for number, page in enumerate(_pages(prepared)):
        for index, needle in enumerate(needles):
            if needle and marks[index] is None and number in likely:
                on_page = _PageText(page, places[number], prepared.sizes[number])
                marks[index] = on_page.mark(needle, number)
    return marks


def _pages(prepared: PreparedPdf) -> Iterator[Any]:
    """The text pages of pypdfium2, which has no types."""
    pdfium = import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(prepared.data)
        try:
            for index in range(len(document)):
                page = document[index]
                textpage = page.get_textpage()
                yield textpage
                textpage.close()
                page.close()
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        raise DocumentError("LOR714", "The text of a document cannot be read.") from error


def _squashed(text: str) -> str:
    """*text* without whatever does not count in a comparison."""
    flat = unicodedata.normalize("NFKC", text.translate(_LIKE)).casefold()
    flat = unicodedata.normalize("NFC", flat)
    return "".join(char for char in flat if _counts(char))


def _counts(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf", "Cn", "Pd"}


@dataclass(frozen=True)
class _Characters:
    """The characters of one page as they are, and squashed, each with the index it came from."""

    raw: tuple[str, ...]
    text: str
    origin: tuple[int, ...]


@lru_cache(maxsize=8)
def _indexed(prepared: PreparedPdf) -> tuple[_Characters, ...]:
    """The pages' characters; every letter writer's highlights are looked up in the same CV."""
    return tuple(_characters(page) for page in _pages(prepared))


def _characters(page: Any) -> _Characters:
    unicode_of = import_module("pypdfium2.raw").FPDFText_GetUnicode
    raw = tuple(_char(unicode_of(page.raw, index)) for index in range(page.count_chars()))
    pieces = [_squashed(char) for char in raw]
    origin = (index for index, piece in enumerate(pieces) for _ in piece)
    return _Characters(raw, "".join(pieces), tuple(origin))


class _PageText:
    """One page of this *size*, with the boxes of its characters."""

    def __init__(self, page: Any, characters: _Characters, size: tuple[float, float]) -> None:
        self._page = page
        self._width, self._height = size
        self._raw = characters.raw
        self._text = characters.text
        self._from = characters.origin

    def mark(self, needle: str, number: int) -> Mark | None:
        """The first place of the squashed *needle* as whole words that are seen on page *number*."""
        at = self._text.find(needle)
        while at >= 0:
            first, last = self._from[at], self._from[at + len(needle) - 1]
            if self._is_whole(first, last) and (mark := self._boxed(first, last, number)):
                return mark
            at = self._text.find(needle, at + 1)
        return None

    def _is_whole(self, first: int, last: int) -> bool:
        before = self._raw[first - 1] if first else " "
        after = self._raw[last + 1] if last + 1 < len(self._raw) else " "
        cut_before = before.isalnum() and self._raw[first].isalnum()
        return not cut_before and not (after.isalnum() and self._raw[last].isalnum())

    def _boxed(self, first: int, last: int, number: int) -> Mark | None:
        counted = (i for i in range(first, last + 1) if _counts(self._raw[i]))
        seen = {i: box for i in counted if (box := self._seen_box(i))}
        if not seen:
            return None
        boxes = seen.values()
        text = " ".join("".join(self._raw[first : last + 1]).split())
        start = self._line_start(min(seen))
        return Mark(
            page=number,
            y0=round(min(box[1] for box in boxes), 2),
            y1=round(max(box[3] for box in boxes), 2),
            x0=round(min(start, *(box[0] for box in boxes)), 2),
            x1=round(max(box[2] for box in boxes), 2),
            text="".join(char for char in text if char.isprintable()),
        )

    def _seen_box(self, index: int) -> Rect | None:
        """The box of the character *index*; None when it has none, or is not all on the page."""
        left, bottom, right, top = box = self._page.get_charbox(index)
        has_any = right > left or top > bottom
        is_on_page = 0 <= left <= right <= self._width and 0 <= bottom <= top <= self._height
        return box if has_any and is_on_page else None

    def _line_start(self, index: int) -> float:
        """Where the line of the character *index* begins: a mark belongs into the margin."""
        left, bottom, _, top = self._page.get_charbox(index)
        while index and self._raw[index - 1] not in "\r\n":
            index -= 1
            box = self._seen_box(index)
            if box and box[1] < top and box[3] > bottom:
                left = min(left, box[0])
        return float(left)


def _char(code: int) -> str:
    """The character *code*; pdfium marks a hyphen at the end of a line with 2 or U+FFFE."""
    if code in (2, 0xFFFE):
        return "\u00ad"
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else " "
