"""The running text of a Word document (.docx) as CommonMark."""

import io
import re
from collections.abc import Iterator
from typing import Any

from lorpack.documents.commonmark import Block, Piece, inline, joined
from lorpack.documents.word_archive import check_archive, check_relations, refused
from lorpack.documents.word_body import has_more, paragraphs, pieces
from lorpack.documents.word_lists import Lists
from lorpack.documents.word_styles import Styles, W
from lorpack.documents.word_symbols import EXTENDED, SYMBOL, symbol
from lorpack.errors import DocumentError
from lorpack.findings import Notice, Severity

_MAX_PARAGRAPHS, _MAX_RUNS = 5_000, 50_000
_HEADING = re.compile(r"(?i)heading ([1-9])$")
_LEFT_OUT = {
    "pictures or text boxes": (W + "drawing", W + "pict"),
    "embedded objects": (W + "object",),
    "inserted documents": (W + "altChunk",),
    "footnotes": (W + "footnoteReference", W + "endnoteReference"),
    "formulas": ("{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",),
    "comments": (W + "commentReference",),
}


def markdown_of(data: bytes, name: str) -> tuple[str, list[Notice]]:
    """The paragraphs of the Word document *data* as CommonMark, and what was left out.

    Raises DocumentError LOR732 when the file is damaged, larger than a text can be, has macros
    or loads something from elsewhere.
    """
    check_archive(data, name)
    try:
        import docx

        document = docx.Document(io.BytesIO(data))
        check_relations(document, name)
        _check_length(document, name)
        body, styles = document.element.body, Styles(document.styles.element)
        read = [(each[-1], pieces(each, styles)) for each in paragraphs(body)]
        more = has_more(body, (piece for _, found in read for piece in found), styles)
        text = joined(_blocks(read, styles, Lists(_numbering(document), styles)))
        notices = _notices(body, name, more)
    except DocumentError:
        raise
    except Exception as error:  # python-docx raises nearly every type on damaged files
        raise refused(name, "it is damaged") from error
    return text, notices


def _check_length(document: Any, name: str) -> None:
    """Raise DocumentError LOR732 for more paragraphs, runs or texts than a statement can have."""
    body = document.element.body
    counts = [body.xpath(f"count(.//w:{name})") for name in ("p", "r", "t")]
    if counts[0] > _MAX_PARAGRAPHS or max(counts) > _MAX_RUNS:
        raise refused(name, "it has more paragraphs than a text can have")


def _numbering(document: Any) -> Any:
    """The part that says how lists are numbered, or one that says nothing."""
    from docx.oxml.parser import OxmlElement

    try:
        return document.part.numbering_part.element
    except (AttributeError, NotImplementedError):
        return OxmlElement("w:numbering")


def _blocks(read: list[tuple[Any, list[Piece]]], styles: Styles, lists: Lists) -> Iterator[Block]:
    """Each paragraph in which something is seen."""
    for paragraph, found in read:
        text = inline(found)
        heading = _heading(styles.title(styles.style_of(paragraph)))
        if text:
            yield Block(text, heading, None if heading else lists.item(paragraph))


def _heading(style: str) -> int:
    """The level of a heading in the *style* of this title; 0 for other text."""
    found = _HEADING.search(style)
    return min(int(found[1]), 6) if found else int(style == "Title")


def _notices(body: Any, name: str, more: bool) -> list[Notice]:
    left_out = [what for what, names in _LEFT_OUT.items() if _has(body, *names)]
    if not all(map(symbol, body.iter(SYMBOL, EXTENDED))):
        left_out.append("symbols of unusual fonts")
    if more:
        left_out.append("text outside of the paragraphs")
    notices = []
    if left_out:
        notices.append(
            Notice(
                "LOR736",
                f"{name}: only the running text is taken, not its {' and '.join(left_out)}.",
                "If they matter, supply the statement as PDF.",
            )
        )
    if _has(body, W + "ins", W + "del"):
        notices.append(
            Notice(
                "LOR737",
                f"{name} has tracked changes; they are taken as accepted.",
                "Accept or reject them in Word: Review > Accept > Accept All Changes.",
                Severity.INFO,
            )
        )
    return notices


def _has(body: Any, *names: str) -> bool:
    return next(body.iter(*names), None) is not None
