"""PDFs in which nothing is large by itself, and what it is asked to do, times over, is."""

from document_makers import saved
from hostile_active import CONTENT, page
from hostile_bombs import BASE, raw, stream
from hostile_case import Case, accepted, refused
from pikepdf import Array, Dictionary, Name, Stream, String


def _marks_of(layers, many=20_000, indirect=True):
    """A page whose instructions ask *many* times for one list of *layers*."""
    pdf, first = page(CONTENT + b"/OC /L BDC EMC " * many)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())
    made = layers(layer)
    named = pdf.make_indirect(made) if indirect else made
    first.obj.Resources.Properties = Dictionary(L=named)
    return saved(pdf)


def many_layers_for_each_mark():
    return _marks_of(lambda one: Dictionary(Type=Name.OCMD, OCGs=Array([one] * 20_000)))


def many_layers_written_out_for_each_mark():
    return _marks_of(
        lambda one: Dictionary(Type=Name.OCMD, OCGs=Array([one] * 20_000)), indirect=False
    )


def many_terms_for_each_mark():
    return _marks_of(lambda one: Dictionary(Type=Name.OCMD, VE=Array([Name.And, *[one] * 900])))


def stamps():
    pdf, first = page()
    drawn = pdf.make_indirect(
        Stream(pdf, b"0 0 5 5 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    )
    box = Array([0, 0, 9, 9])
    keys = {"Type": Name.Annot, "Subtype": Name.Stamp, "Rect": box}
    first.obj.Annots = Array([Dictionary(**keys, AP=Dictionary(N=drawn)) for _ in range(4_000)])
    return saved(pdf)


def _form(keys, data):
    return stream(b"/Type/XObject/Subtype/Form/BBox[0 0 200 300]" + keys, data)


def letters_of_a_form():
    """Ninety million letters: a thousand in a form that is drawn ninety thousand times."""
    letters = b"BT /F 8 Tf (" + b"abcdefghij" * 100 + b") Tj ET"
    return raw({
        **BASE,
        4: stream(b"", CONTENT + b"/X Do " * 90),
        6: _form(b"/Resources<</XObject<</X 7 0 R>>>>", b"/X Do " * 1_000),
        7: _form(b"/Resources<</Font<</F 5 0 R>>>>", letters),
    })  # fmt: skip


def pages_that_draw_much_together():
    pages = {number: BASE[3] for number in range(10, 40)}
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    return raw({
        **BASE,
        2: b"<</Type/Pages/Count 30/Kids[" + kids + b"]>>",
        **pages,
        4: stream(b"", CONTENT + b"/X Do " * 20),
        6: _form(b"/Resources<</XObject<</X 7 0 R>>>>", b"/X Do " * 1_000),
        7: _form(b"", b"0 0 9 9 re f"),
    })  # fmt: skip


def glyphs_of_one_stream():
    named = b" ".join(b"/g%d 11 0 R" % number for number in range(300_000))
    return raw({
        **BASE,
        4: stream(b"", CONTENT + b"BT /T 9 Tf (a) Tj ET"),
        3: BASE[3].replace(b"/F 5 0 R", b"/F 5 0 R/T 10 0 R"),
        10: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/Widths[9]"
        b"/FirstChar 97/LastChar 97/Encoding<</Differences[97/g0]>>/CharProcs<<" + named + b">>>>",
        11: stream(b"", b"9 0 d0"),
    })  # fmt: skip


def empty_parts():
    first = BASE[3].replace(b"4 0 R", b"[4 0 R " + b"6 0 R " * 300_000 + b"]")
    return raw({**BASE, 3: first, 6: stream(b"", b"")})


PRODUCTS: tuple[Case, ...] = (
    accepted(many_layers_for_each_mark),
    refused(many_layers_written_out_for_each_mark, "LOR717", "asks for its layers more often"),
    accepted(many_terms_for_each_mark),
    refused(stamps, "LOR717", "more comments and form fields"),
    refused(letters_of_a_form, "LOR717", "shows over 4,000,000 letters"),
    refused(pages_that_draw_much_together, "LOR717", "its pages together draw far more"),
    refused(glyphs_of_one_stream, "LOR717", "over 5,000 drawn letters"),
    refused(empty_parts, "LOR717", "from over 20,000 parts"),
)  # fmt: skip
