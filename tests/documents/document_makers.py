"""Small PDFs, photos and Word documents for the tests, and ways to look at them."""

import io

import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops

FONT = b"q 0 0 0 rg BT /F 14 Tf %d %d Td (%s) Tj ET Q\n"


def font(pdf):
    made = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    made.Encoding = Name.WinAnsiEncoding
    return pdf.make_indirect(made)


def add_page(pdf, content, size=(200, 300), **resources):
    page = pdf.add_blank_page(page_size=size)
    page.obj.Resources = Dictionary(Font=Dictionary(F=font(pdf)), **resources)
    page.obj.Contents = Stream(pdf, content)
    return page


def saved(pdf, **options):
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def simple(text=b"Curriculum vitae", pages=1):
    pdf = Pdf.new()
    for _ in range(pages):
        add_page(pdf, FONT % (20, 250, text))
    return saved(pdf)


def picture(data, page=0, scale=1.0):
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    return document[page].render(scale=scale).to_pil().convert("RGB")


def differing(a, b):
    """How many pixels of two pictures of one size differ clearly."""
    assert a.size == b.size
    return sum(ImageChops.difference(a, b).convert("L").histogram()[60:])


def dark(image):
    return sum(image.convert("L").histogram()[:128])


def reachable(data):
    """Every object that can be reached in the PDF *data*, direct ones as well."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        seen = set()
        todo = [pdf.trailer]
        while todo:
            item = todo.pop()
            if not isinstance(item, (Array, Dictionary, Stream)):
                continue
            if item.is_indirect:
                if item.objgen in seen:
                    continue
                seen.add(item.objgen)
            yield item
            todo.extend(
                [item.get(key) for key in item.keys()]  # noqa: SIM118
                if not isinstance(item, Array)
                else list(item)
            )


def photo_bytes(kind="JPEG", size=(60, 30), mode="RGB", color="red", **options):
    buffer = io.BytesIO()
    Image.new(mode, size, color).save(buffer, kind, **options)
    return buffer.getvalue()
