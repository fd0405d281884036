"""The last look at a packet, before it takes its name."""

from io import BytesIO
from typing import Any

from lorpack.errors import RenderError
from lorpack.links import may_follow

_ACTIVE = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"}
)


def checked(data: bytes, pages: int) -> bytes:
    """*data*, when it is sound; the page tree is read by pypdf, which did not write it.

    Raises RenderError when it does not have *pages* pages, is not well-formed or holds
    anything that a reader could run.
    """
    import pikepdf
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            problems = list(pdf.check_pdf_syntax())
            active = sorted({name for item in pdf.objects for name in _active_in(item)})
        found = len(PdfReader(BytesIO(data), strict=True).pages)
    except (pikepdf.PdfError, PyPdfError) as error:
        raise RenderError(f"the finished packet cannot be opened again: {error}") from error
    if problems or found != pages or active:
        counted = f"{found} pages of {pages}; active content: {active or 'none'}"
        what = problems[0] if problems else counted
        raise RenderError(
            f"the finished packet is not sound: {what}", "please report this; nothing was written"
        )
    return data


def _active_in(item: Any) -> list[str]:
    import pikepdf

    if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        return []
    kind = item.get("/S")
    named = [str(kind)] if isinstance(kind, pikepdf.Name) and str(kind) in _ACTIVE else []
    if kind == "/URI" and not may_follow(str(item.get("/URI"))):
        named.append("/URI")
    return named + [key for key in ("/JS", "/AA", "/EmbeddedFile") if key in item]
