"""Pages come out upright, in their size, and look as they did."""

import io

import pytest
from document_makers import FONT, add_page, dark, differing, picture, saved, simple
from pikepdf import Array, Name, Pdf

from lorpack.documents import prepare_pdf


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("crop", [None, (20, 30, 180, 260), (-50, -50, 500, 500)])
@pytest.mark.parametrize("offset", [0, -40])
def test_rotation_and_crop(turn, crop, offset):
    pdf = Pdf.new()
    content = (
        FONT % (40, 200, b"Top left") + b"1 0 0 rg 30 40 25 60 re f 0 0 1 RG 22 32 m 170 250 l S"
    )
    page = add_page(pdf, content)
    page.obj.MediaBox = Array([offset, offset, 200, 300])
    if crop:
        page.obj.CropBox = Array(list(crop))
    page.obj.Rotate = turn
    source = saved(pdf)
    result = prepare_pdf(source, "CV")
    before, after = picture(source), picture(result.data)
    assert dark(before) > 50
    assert differing(before, after) == 0


def test_user_unit():
    pdf = Pdf.new()
    page = add_page(pdf, FONT % (40, 200, b"Twice"))
    page.obj.UserUnit = 2
    page.obj.Rotate = 90
    result = prepare_pdf(saved(pdf), "CV")
    assert result.sizes == ((600, 400),)
    del page.obj.UserUnit
    before, after = picture(saved(pdf), scale=2), picture(result.data)
    assert differing(before, after) == 0


def test_inherited_attributes():
    pdf = Pdf.new()
    page = add_page(pdf, FONT % (40, 200, b"Heir"))
    for key in ("/MediaBox", "/Resources"):
        pdf.Root.Pages[key] = page.obj[key]
        del page.obj[key]
    pdf.Root.Pages.Rotate = 90
    source = saved(pdf)
    result = prepare_pdf(source, "CV")
    assert result.sizes == ((300, 200),)
    assert differing(picture(source), picture(result.data)) == 0


def test_normal_form_and_determinism():
    source = simple(pages=3)
    result = prepare_pdf(source, "CV")
    assert result.data == prepare_pdf(source, "CV").data
    assert result.notices == ()
    with Pdf.open(io.BytesIO(result.data)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert set(pdf.trailer.keys()) <= {
            "/Root",
            "/ID",
            "/Size",
            "/Type",
            "/W",
            "/Index",
            "/Length",
            "/Filter",
            "/DecodeParms",
        }
        assert len(pdf.pages) == 3
        for page in pdf.pages:
            assert set(page.obj.keys()) == {
                "/Type",
                "/Parent",
                "/MediaBox",
                "/Resources",
                "/Contents",
            }
            assert page.obj.Contents.read_bytes() == b"q /P Do Q"
            assert list(page.obj.Resources.XObject.keys()) == ["/P"]
            assert page.obj.Resources.XObject.P.Subtype == Name.Form
