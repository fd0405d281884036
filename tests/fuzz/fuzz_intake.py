"""Supplied documents from any bytes.

``python tests/fuzz/fuzz_intake.py -max_total_time=60 tests/fuzz/corpus/intake``.
A document is refused with its code, or becomes pages in which nothing is active.
"""

import contextlib
import io

import fuzzing

with contextlib.suppress(ImportError):
    import atheris

    atheris.instrument_imports(include=["lorpack", "pikepdf"]).__enter__()

import pikepdf

from lorpack.documents.active import has_active
from lorpack.documents.model import PreparedPdf
from lorpack.documents.pdf import find_text, prepare_pdf, text_of
from lorpack.errors import DocumentError, LorpackError
from lorpack.links import may_follow

_CATALOG = {"/Type", "/Pages"}
_PAGE = {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}


def target(data: bytes) -> None:
    """Take *data* in as a PDF; AssertionError or an exception that is not ours is a fault."""
    try:
        made = prepare_pdf(data, "documents/cv.pdf")
    except DocumentError as error:
        refused = (error.code, error.message, error.hint)
    else:
        _check(made)
        return
    assert refused[0].startswith("LOR7"), refused
    assert all(refused), refused


def _check(made: PreparedPdf) -> None:
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert len(pdf.pages) == len(made.sizes)
        assert set(pdf.Root.keys()) <= _CATALOG, pdf.Root.keys()
        assert all(set(page.obj.keys()) <= _PAGE for page in pdf.pages)
        assert not has_active(pdf)
    assert all(may_follow(link.uri) for link in made.links if link.uri)
    with contextlib.suppress(LorpackError):
        text_of(made)
        find_text(made, ["Ward Seven"])


if __name__ == "__main__":
    fuzzing.run(target)
