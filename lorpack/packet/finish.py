"""The last look at a packet, before it takes its name."""

import unicodedata
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


def checked(data: bytes, texts: Sequence[str]) -> list[str]:
    """What the pages of *data* say, when it is sound. Libraries read it that did not write it.

    *texts* is what the pages are to say, page by page. Raises RenderError when there are not as
    many pages, it is not well-formed, holds anything that a reader could run, or does not say
    what it should.
    """
    import pikepdf
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    from lorpack.documents.syntax import faults_of, plainly

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            problems = faults_of(pdf)
            active = sorted({name for item in pdf.objects for name in _active_in(item)})
        PdfReader(BytesIO(data), strict=True)
        found = page_texts(data)
    except (pikepdf.PdfError, PyPdfError, RuntimeError) as error:
        said = plainly(str(error))
        raise RenderError(f"the finished packet cannot be opened again: {said}") from error
    if not problems and len(found) != len(texts):
        problems = [f"{len(found)} pages of {len(texts)}"]
    problems += [f"active content: {name}" for name in active]
    problems = problems or _silent(found, texts)
    if problems:
        raise RenderError(
            f"the finished packet is not sound: {problems[0]}",
            "please report this; nothing was written",
        )
    return found


def page_texts(data: bytes, password: str | None = None) -> list[str]:
    """What each page of the PDF *data* says. Raises RuntimeError when it cannot be read."""
    import pypdfium2

    document, texts = pypdfium2.PdfDocument(data, password), []
    try:
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
    finally:
        document.close()
    return texts


def _silent(found: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The pages that lack text which they should have."""
    missing = []
    for number, (wanted, said) in enumerate(zip(texts, found, strict=True), 1):
        signs = _signs(wanted)
        if (signs & _signs(said)).total() < _PART_TO_FIND * signs.total():
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
    own = _active_in(item.get("/A"))
    named = [str(kind)] if isinstance(kind, pikepdf.Name) and str(kind) in _ACTIVE else []
    if kind == "/URI" and not may_follow(str(item.get("/URI"))):
        named.append("/URI")
    return own + named + [key for key in _KEYS if key in item]
