"""Whether the archive that a Word document is may be opened at all."""

import io
import re
import zipfile
from typing import Any

from lorpack.errors import DocumentError

_MAX_ENTRIES, _MAX_SIZE, _MAX_RATIO, _MAX_XML = 200, 50 * 2**20, 100, 8 * 2**20
_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-(?:8|16)["'])""", re.IGNORECASE)
_OFFICE = re.compile(r"application/vnd\.openxmlformats-.*\+xml")
_BEFORE = b"\xef\xbb\xbf\xff\xfe \r\n\t"
_UNREAD = ("/hyperlink", "/attachedTemplate", "/image")
_XML = (".xml", ".rels")
_KINDS = "[content_types].xml"
_TOO_LARGE = "it unpacks to more than a text can be"


def refused(name: str, why: str) -> DocumentError:
    return DocumentError(
        "LOR732",
        f"The Word document {name} is refused: {why}.",
        "Open it in Word, choose File > Save As > Word Document (.docx) or PDF, and use that.",
    )


def check_archive(data: bytes, name: str) -> None:
    """Raise DocumentError LOR732 unless the archive is small, complete and passive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            packed = sum(entry.compress_size for entry in entries)
            if len(entries) > _MAX_ENTRIES or _size(entries) > _MAX_SIZE or packed > len(data):
                raise refused(name, _TOO_LARGE)
            _check_size([entry for entry in entries if _is_xml(entry)], name)
            if len({entry.filename for entry in entries}) != len(entries):
                raise refused(name, "it holds a part twice")
            for entry in entries:
                _check_part(archive, entry, name)
    except DocumentError:
        raise
    except Exception as error:  # zipfile: BadZipFile, NotImplementedError, zlib.error, ...
        raise refused(name, "it is damaged or encrypted") from error


def _size(entries: list[zipfile.ZipInfo]) -> int:
    return sum(entry.file_size for entry in entries)


def _check_size(read: list[zipfile.ZipInfo], name: str) -> None:
    """Raise DocumentError LOR732 when the parts that are *read* unpack to more than a text."""
    ratio = max((entry.file_size / max(entry.compress_size, 1) for entry in read), default=0)
    if _size(read) > _MAX_XML or (ratio > _MAX_RATIO and _size(read) > 2**20):
        raise refused(name, _TOO_LARGE)


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.casefold().endswith(_XML)


def check_relations(document: Any, name: str) -> None:
    """Raise DocumentError LOR732 when something to read is not in the archive.

    What no text needs is fetched by nobody: addresses, the template, pictures.
    """
    for relation in document.part.package.iter_rels():
        if relation.is_external and not relation.reltype.endswith(_UNREAD):
            raise refused(name, "it loads a part of itself from elsewhere")


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    lowered = entry.filename.casefold()
    if ".." in re.split(r"[/\\]", lowered) or lowered.startswith(("/", "\\")):
        raise refused(name, "the path of a part in it leads out of the archive")
    if "vbaproject" in lowered or "/activex/" in lowered:
        raise refused(name, "it has macros or controls")
    if not _is_xml(entry):
        return
    content = archive.read(entry)  # Never more than the archive says that it is.
    _check_xml(content.replace(b"\0", b"").lstrip(_BEFORE), lowered, name)
    if lowered == _KINDS:
        _check_kinds(content, name)


def _check_xml(flat: bytes, part: str, name: str) -> None:
    """Raise DocumentError LOR732 unless the XML *flat*, without any NUL, keeps to itself."""
    if not flat.startswith(b"<") or _ENCODING.search(flat[:200]):
        raise refused(name, "its XML has an unusual encoding")
    if b"http://purl.oclc.org/ooxml/" in flat and part == "_rels/.rels":
        raise refused(name, "it is saved as “Strict Open XML Document”, which is not read")
    if b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        raise refused(name, "its XML declares a document type")
    if b"macroEnabled" in flat and part == _KINDS:
        raise refused(name, "it has macros")


def _check_kinds(content: bytes, name: str) -> None:
    """Raise DocumentError LOR732 when a part that will be read as XML does not say so by its name.

    It would go past the limits.
    """
    from docx.oxml.parser import parse_xml

    for kind in parse_xml(content).iter("{*}Override", "{*}Default"):
        part = kind.get("PartName") or f".{kind.get('Extension')}"
        if _OFFICE.match(kind.get("ContentType", "")) and not part.casefold().endswith(_XML):
            raise refused(name, "the name of a part in it hides its kind")
