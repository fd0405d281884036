"""A personal statement or other running text, as Markdown, whatever it was supplied as."""

import re
import unicodedata

from lorpack.documents.files import kind_of
from lorpack.errors import DocumentError
from lorpack.findings import Notice

MAX_CHARACTERS = 100_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Marks beside a name in another script, and what a copied text is embedded in: of no use on a
# page that finds out directions by itself. Overrides (U+202D, U+202E) turn letters round.
_DIRECTIONS = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
)
_BAD = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")
_TITLE = re.compile(r"\A\s*#{0,2}\s*\**personal statement\**\s*(?:\n=+\s*)?\n", re.IGNORECASE)
_WORD = {
    "doc": "an old Word document (.doc)",
    "rtf": "a rich text document (.rtf)",
    "odt": "an OpenDocument text (.odt)",
}


def read_statement(data: bytes, name: str) -> tuple[str, list[Notice]]:
    """The text of the statement *data* as Markdown, and what was noticed in it.

    Plain text and Markdown are taken as they are (UTF-8, or UTF-16 with its mark); of a Word
    document (.docx) the paragraphs with their headings, lists, bold and italics. *name* is the
    file's name for messages. Raises DocumentError LOR731 to LOR735.
    """
    kind = kind_of(data)
    notices: list[Notice] = []
    if kind in _WORD:
        raise DocumentError(
            "LOR733",
            f"{name} is {_WORD[kind]}, which is not read.",
            "Open it and save it as .docx, as PDF, or as plain text in UTF-8.",
        )
    if kind in ("docx", "zip"):
        from lorpack.documents.word import markdown_of

        text, notices = markdown_of(data, name)
    elif kind in ("text", "html", "unknown"):
        text = _decoded(data, name)
    else:
        raise DocumentError(
            "LOR733",
            f"{name} is {kind.upper()}, which holds no text to read.",
            "Supply the statement as .md, .txt, .docx or PDF.",
        )
    return _checked(text, name), notices


def body_of(text: str, name: str) -> str:
    """The statement *text* without its heading, which the packet prints itself.

    Raises DocumentError LOR705 when nothing is left.
    """
    body = _TITLE.sub("", f"{text}\n", count=1).removesuffix("\n")
    if not body.strip():
        hint = "Write the statement into it, or delete the line that names it."
        raise DocumentError("LOR705", f"{name} holds no text.", hint)
    return body


def _decoded(data: bytes, name: str) -> str:
    """The characters of *data*; raises DocumentError LOR731 when it is not Unicode."""
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            "LOR731",
            f"{name} is not UTF-8 text (line {line}); it looks like Windows-1252.",
            "Save it as UTF-8: in Notepad, File > Save As > Encoding: UTF-8.",
        ) from error


def _checked(text: str, name: str) -> str:
    """*text* in NFC with plain line ends, a new page being a new paragraph.

    Raises DocumentError LOR734 or LOR735.
    """
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            "LOR734",
            f"{name} has {len(text):,} characters; at most {MAX_CHARACTERS:,} are taken.",
            "Check that it is the right file: a statement has about 5,000 characters.",
        )
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = _BAD.search(plain)
    if bad:
        line = plain.count("\n", 0, bad.start()) + 1
        raise DocumentError(
            "LOR735",
            f"{name} has an invisible control character (U+{ord(bad[0]):04X}) in line {line}.",
            "Delete the text around it and type it anew, or paste it as plain text.",
        )
    paged = plain.translate(_DIRECTIONS).replace("\f", "\n\n")
    return unicodedata.normalize("NFC", paged)
