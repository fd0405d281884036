"""Building packets in the test's own process, and reading them back."""

from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from lorpack.packet.build import build_packet
from lorpack.packet.model import Packet
from lorpack.profiles.load import load


@dataclass(frozen=True)
class Read:
    """A packet as its reader gets it."""

    packet: Packet

    @property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.packet.data))

    @property
    def pages(self) -> list[str]:
        document = pypdfium2.PdfDocument(self.packet.data)
        try:
            return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
        finally:
            document.close()

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    def outline(self) -> list[tuple[int, str, int]]:
        """(level, title, page from 1) of every entry."""
        reader, found = self.reader, []

        def walk(items, level):
            for item in items:
                if isinstance(item, list):
                    walk(item, level + 1)
                else:
                    found.append((level, item.title, reader.get_destination_page_number(item) + 1))

        walk(reader.outline, 1)
        return found


@pytest.fixture
def build(make_application):
    """Build the packet of one writer of an application made with the given changes."""

    def build_it(writer: str = "chen", **changes) -> Read:
        loaded = load(make_application(**changes))
        assert loaded.application is not None, loaded.findings
        letter_writer = next(w for w in loaded.application.writers if w.id == writer)
        return Read(build_packet(loaded.application, letter_writer))

    return build_it


@pytest.fixture(scope="session")
def cv_pdf() -> bytes:
    """A CV of three pages, the last in landscape, with a link and a page reference."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for number, size in enumerate([(612, 792), (595, 842), (792, 612)], 1):
        page = pdf.add_blank_page(page_size=size)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        lines = f"BT /F1 14 Tf 72 {size[1] - 90} Td (CV page {number}) Tj 0 -40 Td (Sub-internship, Ward Seven) Tj ET"
        page.Contents = pdf.make_stream(lines.encode())
    uri = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[72, 700, 200, 720],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/ada"),
    )  # fmt: skip
    inside = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[72, 600, 200, 620],
        Dest=[pdf.pages[1].obj, pikepdf.Name.Fit],
    )  # fmt: skip
    evil = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[72, 500, 200, 520],
        A=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"),
    )  # fmt: skip
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([uri, inside, evil]))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()
