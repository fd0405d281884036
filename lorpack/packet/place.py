"""Placing supplied pages on the laid-out packet, as Form XObjects.

A Form XObject carries content and resources only, so nothing active of a supplied file can
come along; links are written anew, by allow-list (DESIGN.md 3). pikepdf does this eight times
faster than pypdf, which parses the whole document in Python (docs/performance.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, String

from lorpack.documents.model import Link, Mark
from lorpack.packet.paper import is_landscape, sheet_frame
from lorpack.packet.plan import SuppliedPdf
from lorpack.profiles.settings import Paper

_MARK_COLOUR = "0.11 0.24 0.39"

Rect = tuple[float, float, float, float]


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

    def rect(self, box: Rect) -> Rect:
        """*box* of the supplied page, on the packet's page."""
        left, bottom, right, top = box
        return (
            round(self.x + self.scale * left, 2),
            round(self.y + self.scale * bottom, 2),
            round(self.x + self.scale * right, 2),
            round(self.y + self.scale * top, 2),
        )


def place(rendered: bytes, placements: Sequence[Placement], paper: Paper) -> bytes:
    """The packet: *rendered* with every supplied page on its page.

    It opens with the outline shown and has page labels. The same input gives the same bytes.
    """
    with Pdf.open(BytesIO(rendered)) as packet:
        for number, placement in enumerate(placements):
            _place_part(packet, placement, paper, f"/Supplied{number}")
        packet.Root.PageMode = Name.UseOutlines
        packet.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        packet.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        out = BytesIO()
        packet.save(out, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _place_part(packet: Pdf, placement: Placement, paper: Paper, name: str) -> None:
    pdf = placement.part.pdf
    with Pdf.open(BytesIO(pdf.data)) as source:
        for index, page in enumerate(source.pages):
            form = packet.copy_foreign(page.Resources.XObject.P)
            frame = _fit(paper, *pdf.sizes[index])
            marks = [mark for mark in placement.part.marks if mark and mark.page == index]
            target = packet.pages[placement.first + index]
            _draw(target, form, f"{name}p{index + 1}", frame, marks)
            links = [link for link in pdf.links if link.page == index]
            _add_links(packet, target, links, placement.first, frame)


def _fit(paper: Paper, width: float, height: float) -> _Frame:
    x, y, frame_width, frame_height = sheet_frame(paper, is_landscape(width, height))
    scale = min(frame_width / width, frame_height / height, 1.25)
    return _Frame(
        round(scale, 5),
        round(x + (frame_width - width * scale) / 2, 2),
        round(y + frame_height - height * scale, 2),
    )


def _draw(page: Page, form: Object, name: str, frame: _Frame, marks: Sequence[Mark]) -> None:
    # WeasyPrint's pages share one resources dictionary; a page that gets a form gets its own.
    resources = _copied(page.obj, "/Resources")
    objects = _copied(resources, "/XObject")
    objects[name] = form
    resources.XObject = objects
    page.obj.Resources = resources
    commands = [f"q {frame.scale} 0 0 {frame.scale} {frame.x} {frame.y} cm {name} Do Q"]
    commands += [_bar(frame, mark) for mark in marks]
    # WeasyPrint leaves its coordinate system flipped at the end of a page, hence q … Q.
    page.contents_add(b"q\n", prepend=True)
    page.contents_add("\nQ\n{}\n".format("\n".join(commands)).encode("ascii"))


def _copied(holder: Object, key: str) -> Dictionary:
    held: Any = holder.get(key)
    return Dictionary(held if held is not None else {})


def _bar(frame: _Frame, mark: Mark) -> str:
    left, bottom, _, top = frame.rect((mark.x0, mark.y0, mark.x1, mark.y1))
    return f"q {_MARK_COLOUR} rg {round(left - 9, 2)} {bottom} 2.6 {round(top - bottom, 2)} re f Q"


def _add_links(packet: Pdf, page: Page, links: Sequence[Link], first: int, frame: _Frame) -> None:
    made = []
    for link in links:
        annotation = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array(frame.rect(link.rect)),
            Border=Array([0, 0, 0]),
        )
        if link.uri:
            annotation.A = Dictionary(S=Name.URI, URI=String(link.uri))
        elif link.target_page is not None:
            annotation.Dest = Array([packet.pages[first + link.target_page].obj, Name.Fit])
        made.append(packet.make_indirect(annotation))
    if made:
        held: Any = page.obj.Annots if "/Annots" in page.obj else []
        page.obj.Annots = Array([*held, *made])
