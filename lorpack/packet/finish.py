"""The last look at a packet, before it takes its name."""

import unicodedata
import warnings
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from lorpack.errors import RenderError
from lorpack.links import may_follow

_ACTIVE = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ResetForm", "/ImportData", "/GoToR", "/GoToE",
        "/Rendition", "/Movie", "/Sound", "/Hide", "/Thread", "/SetOCGState", "/GoTo3DView",
        "/RichMediaExecute",
    }
)  # fmt: skip
_KEYS = ("/JS", "/AA", "/EmbeddedFile", "/OpenAction", "/EmbeddedFiles", "/XFA", "/EF")
_PART_TO_FIND = 0.9


def checked(data: bytes, pages: int, texts: Sequence[str] = ()) -> bytes:
    """*data*, when it is sound; the page tree is read by pypdf, which did not write it.

    *texts* is what the pages are to say, page by page. Raises RenderError when it does not have
    *pages* pages, is not well-formed, holds anything that a reader could run, or does not say
    what it should.
    """
    import pikepdf
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        with pikepdf.open(BytesIO(data)) as pdf, warnings.catch_warnings():
            # Without a decoder for JBIG2 such pictures are not unpacked, which is no fault.
            warnings.simplefilter("ignore")
            problems = list(pdf.check_pdf_syntax())
            active = sorted({name for item in pdf.objects for name in _active_in(item)})
        found = len(PdfReader(BytesIO(data), strict=True).pages)
    except (pikepdf.PdfError, PyPdfError) as error:
        raise RenderError(f"the finished packet cannot be opened again: {error}") from error
    if not problems and found != pages:
        problems = [f"{found} pages of {pages}"]
    problems += [f"active content: {name}" for name in active]
    problems = problems or _silent(data, texts)
    if problems:
        raise RenderError(
            f"the finished packet is not sound: {problems[0]}",
            "please report this; nothing was written",
        )
    return data


def page_texts(data: bytes) -> list[str]:
    """What each page of the PDF *data* says."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _silent(data: bytes, texts: Sequence[str]) -> list[str]:
    """The pages of *data* that lack text which they should have."""
    if not texts:
        return []
    missing = []
    for number, (wanted, found) in enumerate(zip(texts, page_texts(data), strict=True), 1):
        signs = _signs(wanted)
        if (signs & _signs(found)).total() < _PART_TO_FIND * signs.total():
            missing.append(f"page {number} does not say what it should")
    return missing


def _signs(text: str) -> Counter[str]:
    """The letters and figures of *text*: where words and lines end may differ by a hair."""
    return Counter(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _active_in(item: Any) -> list[str]:
    import pikepdf

    if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        return []
    kind = item.get("/S")
    inner = item.get("/A")
    own = _active_in(inner) if isinstance(inner, pikepdf.Dictionary) else []
    named = [str(kind)] if isinstance(kind, pikepdf.Name) and str(kind) in _ACTIVE else []
    if kind == "/URI" and not may_follow(str(item.get("/URI"))):
        named.append("/URI")
    return own + named + [key for key in _KEYS if key in item]
