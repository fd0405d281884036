"""What is hidden stays hidden, what is filled in stays visible, and nothing active remains."""

import io

import pytest
from document_makers import FONT, add_page, dark, differing, picture, reachable, saved, simple
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from lorpack.documents import Link, prepare_pdf, text_of
from lorpack.errors import DocumentError

SECRET = FONT % (20, 100, b"HIDDEN rank list")
SHOWN = FONT % (20, 200, b"Shown text")


def codes(result):
    return [notice.code for notice in result.notices]


def group(pdf, **more):
    return pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer"), **more))


def layered(pdf, off=(), on=(), **config):
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([*off, *on]), D=Dictionary(OFF=Array(list(off)), ON=Array(list(on)), **config)
    )


def assert_hidden(pdf):
    result = prepare_pdf(saved(pdf), "CV")
    assert text_of(result) == ["Shown text"]
    assert differing(picture(result.data), picture(plain())) == 0
    assert "LOR721" in codes(result)
    assert not any(
        b"HIDDEN" in item.read_bytes()
        for item in reachable(result.data)
        if isinstance(item, Stream)
    )
    return result


def plain():
    pdf = Pdf.new()
    add_page(pdf, SHOWN)
    return saved(pdf)


def test_hidden_marked_content():
    pdf = Pdf.new()
    off = group(pdf)
    layered(pdf, [off])
    content = b"/OC /L BDC " + SECRET + b" q BI /W 1 /H 1 /BPC 8 /CS /G ID \x00\nEI Q EMC " + SHOWN
    add_page(pdf, content, Properties=Dictionary(L=off))
    assert_hidden(pdf)


@pytest.mark.parametrize(
    ("policy", "hidden"), [("AllOn", True), ("AnyOn", False), ("AnyOff", False), ("AllOff", True)]
)
def test_membership_policies(policy, hidden):
    pdf = Pdf.new()
    on, off = group(pdf), group(pdf)
    layered(pdf, [off], [on])
    member = pdf.make_indirect(
        Dictionary(Type=Name.OCMD, OCGs=Array([on, off]), P=Name("/" + policy))
    )
    content = b"/OC /L BDC " + SECRET + b" EMC " + SHOWN
    add_page(pdf, content, Properties=Dictionary(L=member))
    if hidden:
        assert_hidden(pdf)
    else:
        assert "HIDDEN" in text_of(prepare_pdf(saved(pdf), "CV"))[0]


def test_visibility_expression_and_base_state():
    pdf = Pdf.new()
    on = group(pdf)
    layered(pdf, on=[on], BaseState=Name.OFF)
    member = pdf.make_indirect(Dictionary(Type=Name.OCMD, VE=Array([Name.Not, on])))
    unlisted = group(pdf)
    content = b"/OC /L BDC " + SECRET + b" EMC /OC /U BDC " + SECRET + b" EMC " + SHOWN
    add_page(pdf, content, Properties=Dictionary(L=member, U=unlisted))
    assert_hidden(pdf)


def test_hidden_form_nested_in_a_form():
    pdf = Pdf.new()
    off = group(pdf)
    layered(pdf, [off])
    resources = Dictionary(Font=Dictionary(F=font_of(pdf)))
    inner = Stream(pdf, SECRET, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 300]))
    inner.Resources, inner.OC = resources, off
    outer = Stream(
        pdf, b"/I Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 300])
    )
    outer.Resources = Dictionary(XObject=Dictionary(I=inner))
    add_page(pdf, b"/O Do " + SHOWN, XObject=Dictionary(O=outer))
    assert_hidden(pdf)


def font_of(pdf):
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )


def test_hidden_annotations():
    pdf = Pdf.new()
    off = group(pdf)
    layered(pdf, [off])
    page = add_page(pdf, SHOWN)
    for extra in ({"OC": off}, {"F": 2}, {"F": 32}):
        look = Stream(pdf, SECRET, Subtype=Name.Form, BBox=Array([0, 0, 200, 300]))
        look.Resources = Dictionary(Font=Dictionary(F=font_of(pdf)))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 200, 300]))
        note.AP = Dictionary(N=look)
        for key, value in extra.items():
            note["/" + key] = value
        page.obj.Annots = Array([*page.obj.get("/Annots", Array([])), pdf.make_indirect(note)])
    assert_hidden(pdf)


@pytest.mark.parametrize("needs", [True, False])
@pytest.mark.parametrize("flags", [0, 4096])
def test_field_values_stay_visible(needs, flags):
    pdf = Pdf.new()
    page = add_page(pdf, SHOWN)
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), Ff=flags,
            V=String("Zoë Okafor\nof the second line"), Rect=Array([20, 100, 180, 140]),
            DA=String("/Helv 10 Tf 0 g"), F=4,
        )
    )  # fmt: skip
    page.obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=needs)
    result = prepare_pdf(saved(pdf), "form")
    text = " ".join(text_of(result)[0].split())
    assert "Zoë Okafor of the second line" in text
    assert dark(picture(result.data)) > dark(picture(plain()))


def test_field_with_characters_that_cannot_be_drawn():
    pdf = Pdf.new()
    page = add_page(pdf, SHOWN)
    field = Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("王小明"))
    field.Rect = Array([20, 100, 180, 140])
    page.obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=page.obj.Annots)
    assert "LOR723" in codes(prepare_pdf(saved(pdf), "form"))


def test_links_by_allow_list():
    pdf = Pdf.new()
    page = add_page(pdf, SHOWN)
    other = add_page(pdf, SHOWN)
    page.obj.Rotate = 90
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([
        String("here"), Array([other.obj, Name.Fit])])))  # fmt: skip
    uris = ["https://a.example/x", "mailto:a@b.c", "tel:+1", "javascript:alert(1)", "file:///etc",
            "ftp://x", "https://a b", "//x"]  # fmt: skip
    actions = [Dictionary(S=Name.URI, URI=String(uri)) for uri in uris]
    actions.append(Dictionary(S=Name.Launch, F=String("calc.exe")))
    actions.append(Dictionary(S=Name.GoToR, F=String("x.pdf"), D=Array([0, Name.Fit])))
    actions.append(Dictionary(S=Name.GoTo, D=Array([other.obj, Name.Fit])))
    actions.append(Dictionary(S=Name.GoTo, D=String("here")))
    annotations = [
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 20, 60, 40]), A=action)
        for action in actions
    ]
    page.obj.Annots = Array(annotations)
    result = prepare_pdf(saved(pdf), "CV")
    rect = (20.0, 140.0, 40.0, 190.0)
    assert [link.uri for link in result.links if link.uri] == uris[:3]
    assert result.links[-2:] == (Link(0, rect, target_page=1), Link(0, rect, target_page=1))
    assert len(result.links) == 5
    assert "LOR720" in codes(result)


def loaded():
    """A PDF with something active in every place where that can stand."""
    pdf = Pdf.new()
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    page = add_page(pdf, SHOWN + b" /P <</MCID 0>> BDC EMC /X Do")
    form = Stream(pdf, b"0 0 5 5 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Metadata = pdf.make_indirect(Stream(pdf, b"<x:xmpmeta/>", Type=Name.Metadata))
    form.PieceInfo = Dictionary(App=Dictionary(Private=script))
    form.StructParents, form.AF, form.Ref = 1, Array([script]), Dictionary(F=String("x.pdf"))
    form.Resources = Dictionary()
    page.obj.Resources.XObject = Dictionary(X=form)
    page.obj.Resources.Font.F.FontDescriptor = Dictionary(Type=Name.FontDescriptor, AA=script)
    page.obj.AA = Dictionary(O=script)
    page.obj.StructParents = 0
    page.obj.PieceInfo = Dictionary()
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.Launch, F=String("calc")))
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    pdf.attachments["a.exe"] = b"MZ"
    pdf.docinfo["/Author"] = "Somebody"
    return saved(pdf)


def test_nothing_active_remains():
    result = prepare_pdf(loaded(), "CV")
    assert "LOR720" in codes(result)
    forbidden = {
        "/JS",
        "/OpenAction",
        "/AA",
        "/A",
        "/EmbeddedFiles",
        "/EF",
        "/Names",
        "/Metadata",
        "/PieceInfo",
        "/AF",
        "/Ref",
        "/OPI",
        "/OC",
        "/OCProperties",
        "/StructParents",
        "/StructParent",
        "/StructTreeRoot",
        "/AcroForm",
        "/Annots",
        "/Info",
        "/Properties",
        "/Outlines",
        "/MarkInfo",
        "/Dests",
        "/Launch",
    }
    count = 0
    for item in reachable(result.data):
        count += 1
        if not isinstance(item, Array):
            assert not forbidden & set(item.keys())
            assert str(item.get("/S", "")) not in ("/JavaScript", "/Launch", "/URI")
    assert count > 5
    assert b"MCID" not in b"".join(
        item.read_bytes() for item in reachable(result.data) if isinstance(item, Stream)
    )


def test_form_bomb_and_circle():
    pdf = Pdf.new()
    inner = Stream(pdf, b"0 0 1 1 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    for _ in range(7):
        outer = Stream(pdf, b"/X Do " * 10, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    add_page(pdf, b"/X Do", XObject=Dictionary(X=inner))
    with pytest.raises(DocumentError) as caught:
        prepare_pdf(saved(pdf), "CV")
    assert caught.value.code == "LOR717"
    pdf = Pdf.new()
    snake = Stream(pdf, b"/X Do", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    snake.Resources = Dictionary(XObject=Dictionary(X=snake))
    add_page(pdf, b"/X Do", XObject=Dictionary(X=snake))
    with pytest.raises(DocumentError) as caught:
        prepare_pdf(saved(pdf), "CV")
    assert caught.value.code == "LOR717"


def test_shared_resources_that_name_themselves_are_no_circle():
    pdf = Pdf.new()
    shared = pdf.make_indirect(Dictionary(Font=Dictionary(F=font_of(pdf)), XObject=Dictionary()))
    form = Stream(pdf, SHOWN, Subtype=Name.Form, BBox=Array([0, 0, 200, 300]), Resources=shared)
    shared.XObject.X = form
    page = add_page(pdf, b"/X Do")
    page.obj.Resources = shared
    assert text_of(prepare_pdf(saved(pdf), "CV")) == ["Shown text"]


def test_signed():
    pdf = Pdf.new()
    page = add_page(pdf, SHOWN)
    field = Dictionary(Subtype=Name.Widget, FT=Name.Sig, T=String("s"), Rect=Array([0, 0, 0, 0]))
    field.V = Dictionary(Type=Name.Sig, Contents=String("x"))
    page.obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=page.obj.Annots)
    assert "LOR719" in codes(prepare_pdf(saved(pdf), "CV"))


def test_the_result_can_be_prepared_again():
    once = prepare_pdf(simple(), "CV")
    twice = prepare_pdf(once.data, "CV")
    assert differing(picture(once.data), picture(io.BytesIO(twice.data).getvalue())) == 0


def test_type3_fonts_patterns_and_masks_look_as_before():
    pdf = Pdf.new()
    glyph = Stream(pdf, b"1000 0 0 0 1000 1000 d1 100 100 800 500 re f")
    type3 = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1000, 1000]), FirstChar=97,
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), LastChar=97, Widths=Array([1000]),
        Encoding=Dictionary(Differences=Array([97, Name("/a")])), Resources=Dictionary(),
        CharProcs=Dictionary(a=glyph),
    )  # fmt: skip
    tiling = Stream(pdf, b"1 0 0 rg 0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1)
    tiling.BBox, tiling.XStep, tiling.YStep = Array([0, 0, 10, 10]), 10, 10
    tiling.Resources = Dictionary()
    mask = Stream(pdf, b"1 g 0 0 100 300 re f", Subtype=Name.Form, BBox=Array([0, 0, 200, 300]))
    mask.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    content = (
        b"/Pattern cs /T scn 20 20 60 60 re f BT /Z 20 Tf 20 150 Td (aaa) Tj ET "
        b"q /M gs 0 0 1 rg 60 200 80 40 re f Q"
    )
    page = add_page(
        pdf, content, Pattern=Dictionary(T=tiling), ExtGState=Dictionary(M=pdf.make_indirect(state))
    )
    page.obj.Resources.Font.Z = pdf.make_indirect(type3)
    source = saved(pdf)
    result = prepare_pdf(source, "CV")
    assert dark(picture(source)) > 500
    assert differing(picture(source), picture(result.data)) == 0
