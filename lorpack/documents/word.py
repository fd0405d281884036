"""The running text of a Word document (.docx) as CommonMark."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lorpack.errors import DocumentError
from lorpack.findings import Notice, Severity

_MAX_ENTRIES, _MAX_SIZE, _MAX_RATIO = 200, 50 * 2**20, 100
_MAX_XML, _MAX_PARAGRAPHS, _MAX_RUNS = 8 * 2**20, 5_000, 50_000
_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-(?:8|16)["'])""", re.IGNORECASE)
_ESCAPED = re.compile(r"([\\`*_\[\]<>&~|])")
_STARTS = re.compile(r"^(\s*)([#+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)
_HEADING = re.compile(r"(?i)heading ([1-9])$")
_BEFORE = b"\xef\xbb\xbf\xff\xfe \r\n\t"
_LEFT_OUT = {
    "pictures or text boxes": ".//w:drawing | .//w:pict",
    "embedded objects": ".//w:object",
    "inserted documents": ".//w:altChunk",
    "footnotes": ".//w:footnoteReference | .//w:endnoteReference",
    "comments": ".//w:commentReference",
}
_RUNS = (
    ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent"
    " or ancestor::*[local-name()='Fallback'])]"
)
_TOO_LARGE = "it unpacks to more than a text can be"

Piece = tuple[str, bool, bool]


def markdown_of(data: bytes, name: str) -> tuple[str, list[Notice]]:
    """The paragraphs of the Word document *data* as CommonMark, and what was left out.

    Raises DocumentError LOR732 when the file is damaged, larger than a text can be, has macros
    or loads something from elsewhere.
    """
    _check_archive(data, name)
    try:
        import docx

        document = docx.Document(io.BytesIO(data))
        _check_relations(document, name)
        _check_length(document, name)
        blocks = list(_blocks(document))
        text = _joined(blocks)
        notices = _notices(document, name)
    except DocumentError:
        raise
    except Exception as error:  # python-docx raises nearly every type on damaged files
        raise _refused(name, "it is damaged") from error
    return text, notices


def _refused(name: str, why: str) -> DocumentError:
    return DocumentError(
        "LOR732",
        f"The Word document {name} is refused: {why}.",
        "Open it in Word, choose File > Save As > Word Document (.docx) or PDF, and use that.",
    )


def _check_archive(data: bytes, name: str) -> None:
    """Raise DocumentError LOR732 unless the archive is small, complete and passive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            packed = sum(entry.compress_size for entry in entries)
            ratio = max((e.file_size / max(e.compress_size, 1) for e in entries), default=0)
            if len(entries) > _MAX_ENTRIES or size > _MAX_SIZE or packed > len(data):
                raise _refused(name, _TOO_LARGE)
            if ratio > _MAX_RATIO and size > 2**20:
                raise _refused(name, _TOO_LARGE)
            if sum(entry.file_size for entry in entries if _is_xml(entry)) > _MAX_XML:
                raise _refused(name, _TOO_LARGE)
            if len({entry.filename for entry in entries}) != len(entries):
                raise _refused(name, "it holds a part twice")
            for entry in entries:
                _check_part(archive, entry, name)
    except DocumentError:
        raise
    except Exception as error:  # zipfile: BadZipFile, NotImplementedError, zlib.error, ...
        raise _refused(name, "it is damaged or encrypted") from error


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.casefold().endswith((".xml", ".rels"))


def _check_length(document: Any, name: str) -> None:
    """Raise DocumentError LOR732 for more paragraphs or runs than a statement can have."""
    body = document.element.body
    if body.xpath("count(.//w:p)") > _MAX_PARAGRAPHS or body.xpath("count(.//w:r)") > _MAX_RUNS:
        raise _refused(name, "it has more paragraphs than a text can have")


def _check_relations(document: Any, name: str) -> None:
    """Raise DocumentError LOR732 when a part loads something that is not in the archive."""
    for relation in document.part.package.iter_rels():
        if relation.is_external and not relation.reltype.endswith("/hyperlink"):
            raise _refused(name, "it loads something from elsewhere (a template or picture)")


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    lowered = entry.filename.casefold()
    if ".." in re.split(r"[/\\]", lowered) or lowered.startswith(("/", "\\")):
        raise _refused(name, "the path of a part in it leads out of the archive")
    if "vbaproject" in lowered or "/activex/" in lowered:
        raise _refused(name, "it has macros or controls")
    if not _is_xml(entry):
        return
    content = archive.read(entry)  # Never more than the archive says that it is.
    _check_xml(content.replace(b"\0", b"").lstrip(_BEFORE), lowered, name)


def _check_xml(flat: bytes, part: str, name: str) -> None:
    """Raise DocumentError LOR732 unless the XML *flat*, without any NUL, keeps to itself."""
    if not flat.startswith(b"<") or _ENCODING.search(flat[:200]):
        raise _refused(name, "its XML has an unusual encoding")
    if b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        raise _refused(name, "its XML declares a document type")
    if b"macroEnabled" in flat and part == "[content_types].xml":
        raise _refused(name, "it has macros")


def _blocks(container: Any) -> Iterator[tuple[str, str]]:
    """(prefix, text) of each paragraph, those in tables cell by cell."""
    from docx.table import Table

    for item in container.iter_inner_content():
        if isinstance(item, Table):
            seen: set[Any] = set()
            for row in item.rows:
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        yield from _blocks(cell)
        else:
            text = _inline(_pieces(item))
            if text:
                yield _prefix(item), text


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


def _pieces(paragraph: Any) -> list[Piece]:
    """(text, bold, italic) of the runs that are seen, neighbours of one look joined."""
    from docx.text.run import Run

    pieces: list[Piece] = []
    for element in paragraph._p.xpath(_RUNS):
        run = Run(element, paragraph)
        text = run.text.replace("\u00ad", "")
        if not text or run.font.hidden:
            continue
        look = (bool(run.bold), bool(run.italic))
        if pieces and (pieces[-1][1:] == look or not text.strip()):
            pieces[-1] = (pieces[-1][0] + text, *pieces[-1][1:])
        else:
            pieces.append((text, *look))
    return pieces


def _inline(pieces: list[Piece]) -> str:
    """The pieces as CommonMark, stripped; marks that it would not read as such are left out."""
    result = ""
    for index, (text, bold, italic) in enumerate(pieces):
        core = text.strip()
        mark = "*" * (2 * bold + italic)
        if not core or not mark or "\n" in core:
            result += _escaped(text)
            continue
        start = text[: len(text) - len(text.lstrip())]
        end = text[len(text.rstrip()) :]
        before = (result + start)[-1:]
        after = (end + (pieces[index + 1][0] if index + 1 < len(pieces) else ""))[:1]
        opens = not before.isalnum() or core[0].isalnum()
        closes = not after.isalnum() or core[-1].isalnum()
        touches = before == "*" and not start
        if touches or not (opens and closes):
            mark = ""
        result += f"{start}{mark}{_escaped(core)}{mark}{end}"
    lines = [" ".join(line.split()) for line in result.strip().split("\n")]
    text = "\\\n".join(line for line in lines if line)
    return _STARTS.sub(lambda found: _escaped_start(found), text)


def _escaped(text: str) -> str:
    return _ESCAPED.sub(r"\\\1", text)


def _escaped_start(found: re.Match[str]) -> str:
    """A line's start that CommonMark would take for a heading, list or rule, made plain."""
    head = found[2]
    return f"{found[1]}{head}\\" if head.isdigit() else f"{found[1]}\\{head}"


def _joined(blocks: list[tuple[str, str]]) -> str:
    """The blocks with blank lines between them, none between the items of one list."""
    result = ""
    previous = ""
    for prefix, text in blocks:
        in_list = prefix in ("- ", "1. ")
        if result:
            result += "\n" if in_list and prefix == previous else "\n\n"
        body = text
        if in_list:
            body = text.replace("\n", "\n" + " " * len(prefix))
        elif prefix:
            body = text.replace("\\\n", " ")
        result += prefix + body
        previous = prefix
    return result + "\n" if result else ""


def _notices(document: Any, name: str) -> list[Notice]:
    body = document.element.body
    left_out = [what for what, path in _LEFT_OUT.items() if body.xpath(path)]
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
