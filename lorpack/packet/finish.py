"""The last look at a packet: compact, well-formed, complete, nothing active in it."""

from io import BytesIO
from typing import Any

from lorpack.errors import RenderError

_ACTIVE = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"}
)


def finish(data: bytes, pages: int) -> bytes:
    """Pack *data* and open it again; the same bytes for the same packet, on any machine.

    Raises RenderError when the result does not have *pages* pages, is not well-formed or
    holds anything that a reader could run.
    """
    import pikepdf

    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            pdf.remove_unreferenced_resources()
            pdf.save(
                out,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                deterministic_id=True,
                compress_streams=True,
            )
        with pikepdf.open(BytesIO(out.getvalue())) as pdf:
            problems = list(pdf.check_pdf_syntax())
            found = len(pdf.pages)
            active = sorted({name for item in pdf.objects for name in _active_in(item)})
    except pikepdf.PdfError as error:
        raise RenderError(f"the finished packet cannot be opened again: {error}") from error
    if problems or found != pages or active:
        what = (
            problems[0]
            if problems
            else f"{found} pages of {pages}; active content: {active or 'none'}"
        )
        raise RenderError(
            f"the finished packet is not sound: {what}", "please report this; nothing was written"
        )
    return out.getvalue()


def _active_in(item: Any) -> list[str]:
    import pikepdf

    if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        return []
    kind = item.get("/S")
    named = [str(kind)] if isinstance(kind, pikepdf.Name) and str(kind) in _ACTIVE else []
    return named + [key for key in ("/JS", "/AA", "/EmbeddedFile") if key in item]
