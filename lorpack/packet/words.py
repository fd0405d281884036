"""The words of a finished packet, page by page, in one plain form."""

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_]+")
"""A word; of a script that is written without spaces, a character."""


def words(text: str) -> list[str]:
    """The words of *text* without case, accents and signs: what two spellings have in common.

    >>> words("Nguyễn, O’Brien; LTR-0043")
    ['nguyen', 'o', 'brien', 'ltr', '0043']
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _WORD.findall(unicodedata.normalize("NFKC", plain))


def words_of_pages(data: bytes) -> tuple[str, ...]:
    """The words of each page of the PDF *data*, with single spaces between them.

    Raises RenderError when it cannot be read.
    """
    return tuple(" ".join(words(text)) for text in _texts(data))


def _texts(data: bytes) -> Iterator[str]:
    from importlib import import_module

    from lorpack.errors import RenderError

    pdfium = import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(data)
        try:
            for page in document:
                text = page.get_textpage()
                yield text.get_text_range()
                text.close()
                page.close()
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        raise RenderError("the text of the packet cannot be read") from error
