"""Supplied documents (CV, forms, statement, photo): taken in, checked and made harmless.

Importing this package costs nothing: each name below loads its module, and the library that
module needs (pikepdf, Pillow, pypdfium2, python-docx), only when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lorpack.documents.files import kind_of, read_supplied
    from lorpack.documents.model import Link, Mark, Photo, PreparedPdf
    from lorpack.documents.pdf import prepare_pdf
    from lorpack.documents.photo import prepare_photo
    from lorpack.documents.statement import read_statement
    from lorpack.documents.text import find_text, text_of

_HOME = {
    "Link": "model",
    "Mark": "model",
    "Photo": "model",
    "PreparedPdf": "model",
    "find_text": "text",
    "kind_of": "files",
    "prepare_pdf": "pdf",
    "prepare_photo": "photo",
    "read_statement": "statement",
    "read_supplied": "files",
    "text_of": "text",
}

__all__ = [
    "Link",
    "Mark",
    "Photo",
    "PreparedPdf",
    "find_text",
    "kind_of",
    "prepare_pdf",
    "prepare_photo",
    "read_statement",
    "read_supplied",
    "text_of",
]


def __getattr__(name: str) -> Any:
    """The public *name*, its module loaded now. Raises AttributeError for any other."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
