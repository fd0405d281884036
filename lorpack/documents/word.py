"""The running text of a Word document (.docx) as CommonMark."""

import io
import re
from collections.abc import Iterator
from typing import Any

from lorpack.documents.commonmark import Piece, inline, joined
from lorpack.documents.word_archive import check_archive, check_relations, refused
from lorpack.documents.word_body import has_more, paragraphs, pieces
from lorpack.documents.word_styles import Styles
from lorpack.errors import DocumentError
from lorpack.findings import Notice, Severity

_MAX_PARAGRAPHS, _MAX_RUNS = 5_000, 50_000
_HEADING = re.compile(r"(?i)heading ([1-9])$")
_LEFT_OUT = {
    "pictures or text boxes": ".//w:drawing | .//w:pict",
    "embedded objects": ".//w:object",
    "inserted documents": ".//w:altChunk",
    "footnotes": ".//w:footnoteReference | .//w:endnoteReference",
    "comments": ".//w:commentReference",
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
        read = [(each, pieces(each, styles)) for each in paragraphs(body)]
        more = has_more(body, (piece for _, found in read for piece in found), styles)
        text = joined(list(_blocks(document, read)))
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


def _blocks(document: Any, read: list[tuple[Any, list[Piece]]]) -> Iterator[tuple[str, str]]:
    """(prefix, text) of each paragraph in which something is seen."""
    from docx.text.paragraph import Paragraph

    for element, found in read:
        text = inline(found)
        if text:
            yield _prefix(Paragraph(element, document)), text


def _prefix(paragraph: Any) -> str:
    """What CommonMark puts before the paragraph: heading marks, a bullet, a number."""
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    heading = _HEADING.search(style)
    if heading:
        return "#" * min(int(heading[1]), 6) + " "
    if style == "Title":
        return "# "
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    if style.startswith("List Number"):
        return "1. "
    if style.startswith("List Bullet") or numbered:
        return "1. " if numbered and _is_ordered(paragraph) else "- "
    return ""


def _is_ordered(paragraph: Any) -> bool:
    """Whether the paragraph's own numbering counts, as its definition says."""
    try:
        number = paragraph._p.pPr.numPr.numId.val
        root = paragraph.part.numbering_part.element
        abstract = root.xpath(f"./w:num[@w:numId='{int(number)}']/w:abstractNumId/@w:val")[0]
        formats = root.xpath(
            f"./w:abstractNum[@w:abstractNumId='{int(abstract)}']/w:lvl[1]/w:numFmt/@w:val"
        )
    except (AttributeError, IndexError, KeyError, ValueError, NotImplementedError):
        return False
    return bool(formats) and formats[0] not in ("bullet", "none")


def _notices(body: Any, name: str, more: bool) -> list[Notice]:
    left_out = [what for what, path in _LEFT_OUT.items() if body.xpath(path)]
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
    if body.xpath(".//w:ins | .//w:del"):
        notices.append(
            Notice(
                "LOR737",
                f"{name} has tracked changes; they are taken as accepted.",
                "Accept or reject them in Word: Review > Accept > Accept All Changes.",
                Severity.INFO,
            )
        )
    return notices
