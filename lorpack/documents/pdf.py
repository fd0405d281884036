"""A supplied PDF, opened, repaired, checked and rebuilt as something that can only be looked at."""

import contextlib
import io
import logging
import re
import warnings
from datetime import date

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

from lorpack.documents.active import has_active, is_signed
from lorpack.documents.annotations import annotation_count, flatten, links_of
from lorpack.documents.clean import Copier
from lorpack.documents.files import kind_of
from lorpack.documents.geometry import Geometry, geometry_of
from lorpack.documents.layers import Layers
from lorpack.documents.limits import (
    MAX_ANNOTATIONS,
    MAX_CHECKING,
    MAX_CONTENT,
    MAX_FILTERS,
    MAX_PARTS,
    little_memory,
    too_drawn,
    too_much,
)
from lorpack.documents.model import PreparedPdf
from lorpack.documents.names import spelled
from lorpack.documents.notices import closing_notices, opening_notices
from lorpack.documents.streams import unpacked
from lorpack.documents.syntax import faults_of
from lorpack.documents.text import find_text, text_of
from lorpack.errors import DocumentError

__all__ = ["MAX_PAGES", "find_text", "prepare_pdf", "text_of"]

# The libraries tell each damage on stderr unless somebody listens; the notices tell it.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

MAX_PAGES = 300
_MAX_READ = 32 * 2**20  # of one stream that is not only passed on: content, tables of objects
_FILLING = b"\0 \t\r\n"  # what mail and disks put behind a file
_MEMORY = "reading it takes more memory than any document should"
_REPRINT = "Open it, choose File > Print > Save as PDF, and use the new file."
_WORD = "Open it in Word: File > Save As > PDF (or File > Export > PDF), and use that file."
_KINDS = {
    "docx": ("a Word document", _WORD),
    "doc": ("an old Word document", _WORD),
    "rtf": ("a rich text document", _WORD),
    "odt": ("an OpenDocument text", "Open it in LibreOffice: File > Export As > Export as PDF."),
    "html": (
        "a web page, often the login page of the site it was downloaded from",
        "Download the document again while logged in, or print the page to a PDF.",
    ),
    "zip": ("a ZIP archive", "Unpack it and name the PDF that is inside."),
    "text": ("plain text", "Export it to PDF from the program that made it."),
}
_PICTURE = ("a picture", "Open it in a picture viewer and print it to a PDF.")


def prepare_pdf(data: bytes, title: str) -> PreparedPdf:
    """The PDF *data* in normal form; *title* is what messages call the document.

    Each page of the result has ``/MediaBox [0 0 w h]`` and draws one Form XObject ``/P``, so it
    is upright and holds nothing of the source but what is seen: no actions, scripts, files,
    fields, hidden layers or metadata. The same input gives the same bytes.

    Raises DocumentError LOR712 to LOR714 and LOR716 to LOR718, and no other exception.
    """
    hits = pikepdf.settings.qpdf_limit_errors()
    try:
        with warnings.catch_warnings(), little_memory():
            warnings.simplefilter("ignore")  # what they tell is in the notices
            prepared = _prepare(data, title)
        if pikepdf.settings.qpdf_limit_errors() > hits:
            raise too_much("its objects are nested too deeply")
        with little_memory(MAX_CHECKING):
            _verify(prepared, title)
    except DocumentError:
        raise
    except RecursionError as error:
        raise too_much("its objects are nested too deeply") from error
    except MemoryError as error:
        raise too_much(_MEMORY) from error
    except Exception as error:  # the libraries raise nearly every type on damaged files
        raise _reason(error, title, hits) from error
    return prepared


def _reason(error: Exception, title: str, hits: int) -> DocumentError:
    """What *error* says about the document; *hits* limits of qpdf had been reached before."""
    said = str(error)
    if _lacks_memory(said):
        return too_much(_MEMORY)
    if "limit exceeded" in said or pikepdf.settings.qpdf_limit_errors() > hits:
        return too_much("it unpacks to far more than a page can hold")
    return _empty(title) if "no pages found" in said else _damaged(title)


def _lacks_memory(said: object) -> bool:
    """Whether a library *said* that it got no more memory."""
    return "bad_alloc" in str(said) or "Insufficient memory" in str(said)


def _damaged(title: str) -> DocumentError:
    return DocumentError(
        "LOR714",
        f"{title} is damaged or cut off and cannot be repaired.",
        f"Download or export it again. If it opens for you: {_REPRINT[0].lower()}{_REPRINT[1:]}",
    )


def _empty(title: str) -> DocumentError:
    return DocumentError(
        "LOR716",
        f"{title} has no pages.",
        "Export it again, and look at the new file before you use it.",
    )


def _prepare(data: bytes, title: str) -> PreparedPdf:
    if kind_of(data) != "pdf":
        raise _no_pdf(data, title)
    before = pikepdf.settings.set_qpdf_limits(
        parser_max_nesting=100,
        parser_max_errors=0,
        max_stream_filters=MAX_FILTERS,
        flate_max_memory=_MAX_READ,
        png_max_memory=_MAX_READ,
        tiff_max_memory=_MAX_READ,
        run_length_max_memory=_MAX_READ,
        dct_max_memory=_MAX_READ,
    )
    try:
        with _open(data, title) as pdf:
            return _rebuilt(pdf, data, title)
    finally:
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]


def _no_pdf(data: bytes, title: str) -> DocumentError:
    what, remedy = _KINDS.get(kind_of(data), ("no PDF at all", _REPRINT))
    if kind_of(data) in ("jpeg", "png", "webp", "heic"):
        what, remedy = _PICTURE
    return DocumentError("LOR713", f"{title} is {what}, not a PDF.", remedy)


def _open(data: bytes, title: str) -> Pdf:
    """The open source; raises DocumentError when it cannot be opened or has no usable pages."""
    try:
        pdf = Pdf.open(io.BytesIO(data.rstrip(_FILLING)), inherit_page_attributes=False)
    except pikepdf.PasswordError as error:
        raise DocumentError(
            "LOR712",
            f"{title} needs a password to be opened.",
            f"Open it with its password, and print it to a PDF without one: {_REPRINT}",
        ) from error
    try:
        if _has_too_many_pages(pdf):
            raise too_much(f"it has over {MAX_PAGES} pages")
        if not len(pdf.pages):
            raise _empty(title)
        if sum(map(annotation_count, pdf.pages)) > MAX_ANNOTATIONS:
            raise too_much(f"over {MAX_ANNOTATIONS:,} links and comments")
        if sum(map(_part_count, pdf.pages)) > MAX_PARTS:
            raise too_much(f"its pages are put together from over {MAX_PARTS:,} parts")
        if _needs_xfa(pdf):
            raise DocumentError(
                "LOR718",
                f"{title} is an Adobe XFA form: other programs show only “Please wait…”.",
                "Open it in Adobe Reader, choose File > Print > Save as PDF, and use that file.",
            )
    except BaseException:
        pdf.close()
        raise
    return pdf


def _part_count(page: Page) -> int:
    """From how many streams the instructions of *page* are put together."""
    contents = page.obj.get(Name.Contents)
    return len(contents) if isinstance(contents, Array) else 1


def _has_too_many_pages(pdf: Pdf) -> bool:
    """Whether the tree of pages has over MAX_PAGES leaves; the rest of them is not looked at.

    So has one of twice as many branches, or with over MAX_PAGES of anything on a branch. A
    branch that is met again is passed by: circles are for the reader to refuse.
    """
    todo: list[object] = [pdf.Root.get(Name.Pages)]
    leaves = branches = 0
    met: set[tuple[int, int]] = set()
    while todo:
        node = todo.pop()
        kids = node.get(Name.Kids) if isinstance(node, Dictionary) else None
        if isinstance(node, Dictionary) and isinstance(kids, Array):
            if node.is_indirect and node.objgen in met:
                continue
            met.add(node.objgen)
            branches += 1
            if len(kids) > MAX_PAGES or branches > 2 * MAX_PAGES:
                return True
            todo += list(kids)
        elif isinstance(node, Dictionary):
            leaves += 1
    return leaves > MAX_PAGES


def _needs_xfa(pdf: Pdf) -> bool:
    """Whether all there is to see is made from XFA when a viewer opens the file."""
    form = pdf.Root.get(Name.AcroForm)
    if not isinstance(form, Dictionary) or Name.XFA not in form:
        return False
    fields = form.get(Name.Fields)
    return (
        bool(pdf.Root.get("/NeedsRendering", False)) or not isinstance(fields, Array) or not fields
    )


def _rebuilt(pdf: Pdf, data: bytes, title: str) -> PreparedPdf:
    layers = Layers(pdf.Root)
    opened = opening_notices(pdf, data.rstrip(_FILLING), title)
    geometries = [_geometry(page, number) for number, page in enumerate(pdf.pages, 1)]
    links, others = links_of(pdf, geometries, layers)
    active, signed = has_active(pdf), is_signed(pdf)
    found = flatten(pdf, layers)
    found.active, found.signed = found.active or active, found.signed or signed
    if any(map(_lacks_memory, pdf.get_warnings())):
        raise too_much(_MEMORY)
    out = Pdf.new()
    copier = Copier(out, layers)
    for number, (page, geometry) in enumerate(zip(pdf.pages, geometries, strict=True)):
        _add_page(out, copier, page, geometry, number)
    buffer = io.BytesIO()
    out.save(
        buffer,
        deterministic_id=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    sizes = tuple((g.width, g.height) for g in geometries)
    repaired = copier.repaired or any(map(_lacks_its_end, pdf.get_warnings()))
    notices = (*opened, *closing_notices(found, layers, repaired, others, title))
    return PreparedPdf(buffer.getvalue(), sizes, tuple(links), notices, _changed_on(pdf))


def _lacks_its_end(warning: object) -> bool:
    """Whether *warning* is that packed data end too early: the rest of a page may be missing."""
    return "output may still be valid" in str(warning)


def _changed_on(pdf: Pdf) -> date | None:
    """The day in the file's own information, or None."""
    info = pdf.trailer.get("/Info")
    if not isinstance(info, Dictionary):
        return None
    for key in ("/ModDate", "/CreationDate"):
        found = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", spelled(info.get(key)))
        if found:
            with contextlib.suppress(ValueError):
                return date(*map(int, found.groups()))
    return None


def _verify(prepared: PreparedPdf, title: str) -> None:
    """Raise DocumentError LOR714 unless the result is as sound as a finished packet must be."""
    with Pdf.open(io.BytesIO(prepared.data)) as result:
        faults = faults_of(result)
        if any(map(_lacks_memory, faults)):
            raise too_much(_MEMORY)
        if faults or len(result.pages) != len(prepared.sizes):
            raise _damaged(title)


def _geometry(page: Page, number: int) -> Geometry:
    """The geometry of *page*, whose inherited attributes become its own on the way."""
    for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
        value = _inherited(page, key)
        if value is not None:
            page.obj[key] = value
    return geometry_of(page, number)


def _inherited(page: Page, key: str) -> object:
    node: object = page.obj
    for _ in range(100):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node.get(key)
        node = node.get(Name.Parent)
    return None


def _content_of(page: Page) -> bytes:
    """The whole content of *page*; raises DocumentError LOR717 when it is too large."""
    contents = page.obj.get(Name.Contents)
    parts: list[bytes] = []
    size = 0
    for stream in list(contents) if isinstance(contents, Array) else [contents]:
        if isinstance(stream, Stream) and Name.F not in stream:
            parts.append(unpacked(stream))
            size += len(parts[-1]) + 1
            if size > MAX_CONTENT:
                raise too_drawn("a page's")
    return b"\n".join(parts)


def _add_page(out: Pdf, copier: Copier, page: Page, geometry: Geometry, number: int) -> None:
    """Add *page* to *out* in normal form."""
    drawn, _cost = copier.page(_content_of(page), page.obj.get(Name.Resources), number)
    drawn.BBox = Array(_numbers(geometry.box))
    drawn.Matrix = Array(_numbers(geometry.matrix))
    group = page.obj.get(Name.Group)
    if isinstance(group, Dictionary):
        drawn.Group = copier.group(group)
    fresh = out.add_blank_page()
    fresh.obj.MediaBox = Array(_numbers((0.0, 0.0, geometry.width, geometry.height)))
    fresh.obj.Resources = Dictionary(XObject=Dictionary(P=drawn))
    fresh.obj.Contents = Stream(out, b"q /P Do Q")


def _numbers(values: tuple[float, ...]) -> list[float | int]:
    """*values* as PDF writes them best: whole numbers whole, no needless digits."""
    return [int(value) if value == int(value) else round(value, 5) for value in values]
