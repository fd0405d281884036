"""Placing supplied pages on the laid-out packet, as Form XObjects, with pypdf.

A Form XObject carries content and resources only, so nothing active of a supplied file can
come along; links are written anew, by allow-list (DESIGN.md 3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.constants import PageLabelStyle
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from lorpack.documents.model import Mark, PreparedPdf
from lorpack.packet.paper import is_landscape, sheet_frame
from lorpack.packet.plan import SuppliedPdf
from lorpack.profiles.settings import Paper

_MARK_GREY = "0.11 0.24 0.39"


@dataclass(frozen=True)
class Placement:
    """Where a supplied PDF goes: its first page stands on page *first* (0-based)."""

    part: SuppliedPdf
    first: int


@dataclass(frozen=True)
class _Frame:
    scale: float
    x: float
    y: float

    def rect(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        left, bottom, right, top = box
        return (
            round(self.x + self.scale * left, 2),
            round(self.y + self.scale * bottom, 2),
            round(self.x + self.scale * right, 2),
            round(self.y + self.scale * top, 2),
        )


def place(rendered: bytes, placements: Sequence[Placement], paper: Paper) -> bytes:
    """The packet: *rendered* with every supplied page on its page, outline shown, pages labelled."""
    writer = PdfWriter(clone_from=BytesIO(rendered))
    for number, placement in enumerate(placements):
        _place_part(writer, placement, paper, f"/Supplied{number}")
    writer.page_mode = "/UseOutlines"
    writer.set_page_label(0, len(writer.pages) - 1, style=PageLabelStyle.DECIMAL)
    preferences = writer.create_viewer_preferences()
    preferences[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _place_part(writer: PdfWriter, placement: Placement, paper: Paper, name: str) -> None:
    pdf = placement.part.pdf
    reader = PdfReader(BytesIO(pdf.data))
    for index, source in enumerate(reader.pages):
        page = writer.pages[placement.first + index]
        frame = _fit(paper, *pdf.sizes[index])
        form = source["/Resources"]["/XObject"].raw_get("/P").clone(writer)  # type: ignore[index]
        marks = [mark for mark in placement.part.marks if mark and mark.page == index]
        _draw(writer, page, form, f"{name}p{index + 1}", frame, marks)
        _add_links(writer, placement.first, pdf, index, frame)


def _fit(paper: Paper, width: float, height: float) -> _Frame:
    x, y, frame_width, frame_height = sheet_frame(paper, is_landscape(width, height))
    scale = min(frame_width / width, frame_height / height, 1.25)
    return _Frame(
        round(scale, 5),
        round(x + (frame_width - width * scale) / 2, 2),
        round(y + frame_height - height * scale, 2),
    )


def _draw(
    writer: PdfWriter, page: PageObject, form: Any, name: str, frame: _Frame, marks: Sequence[Mark]
) -> None:
    resources = _copied(page.get("/Resources"))
    objects = _copied(resources.get("/XObject"))
    objects[NameObject(name)] = form
    # WeasyPrint's pages share one resources dictionary; a page that gets a form gets its own.
    resources[NameObject("/XObject")] = objects
    page[NameObject("/Resources")] = resources
    commands = [f"q {frame.scale} 0 0 {frame.scale} {frame.x} {frame.y} cm {name} Do Q"]
    commands += [_bar(frame, mark) for mark in marks]
    # WeasyPrint leaves its coordinate system flipped at the end of a page, hence q … Q.
    before, after = (_stream(writer, text) for text in ("q\n", "\nQ\n" + "\n".join(commands)))
    contents = page["/Contents"]
    own = list(contents) if isinstance(contents, ArrayObject) else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject([before, *own, after])


def _copied(value: PdfObject | None) -> DictionaryObject:
    inner = value.get_object() if value is not None else None
    return DictionaryObject(inner) if isinstance(inner, DictionaryObject) else DictionaryObject()


def _bar(frame: _Frame, mark: Mark) -> str:
    left, bottom, _, top = frame.rect((mark.x0, mark.y0, mark.x1, mark.y1))
    return f"q {_MARK_GREY} rg {round(left - 9, 2)} {bottom} 2.6 {round(top - bottom, 2)} re f Q"


def _stream(writer: PdfWriter, text: str) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(text.encode("ascii"))
    packed: StreamObject = stream.flate_encode()
    return writer._add_object(packed)


def _add_links(writer: PdfWriter, first: int, pdf: PreparedPdf, index: int, frame: _Frame) -> None:
    for link in pdf.links:
        if link.page != index:
            continue
        rect = frame.rect(link.rect)
        if link.uri:
            writer.add_annotation(first + index, _uri_link(rect, link.uri))
        elif link.target_page is not None and link.target_page < len(pdf.sizes):
            target = Link(rect=rect, target_page_index=first + link.target_page)
            writer.add_annotation(first + index, target)


def _uri_link(rect: tuple[float, float, float, float], uri: str) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([FloatObject(value) for value in rect]),
            NameObject("/Border"): ArrayObject([NumberObject(0)] * 3),
            NameObject("/A"): DictionaryObject(
                {
                    NameObject("/S"): NameObject("/URI"),
                    NameObject("/URI"): TextStringObject(uri),
                }
            ),
        }
    )
