"""Pages come out upright, in their size, and look as they did."""

import io

import pytest
from document_makers import FONT, add_page, dark, differing, picture, saved, simple
from pikepdf import Array, Name, Pdf, String

from lorpack.documents import geometry as module
from lorpack.documents import prepare_pdf
from lorpack.documents.geometry import check_tile, geometry_of, is_too_fine, rectangle
from lorpack.errors import DocumentError


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


def page_of(**keys):
    """The only page of a PDF, with these *keys*; the PDF itself comes along, and has to be kept."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(200, 300))
    for key, value in keys.items():
        page.obj["/" + key] = Array(list(value)) if isinstance(value, tuple) else value
    return pdf, page


def geometry(**keys):
    _pdf, page = page_of(**keys)
    return geometry_of(page, 7)


@pytest.mark.parametrize(
    ("turn", "matrix", "size", "placed"),
    [
        (0, (2, 0, 0, 2, -20, -40), (200, 400), (20, 60, 60, 160)),
        (90, (0, -2, 2, 0, -40, 220), (400, 200), (60, 140, 160, 180)),
        (180, (-2, 0, 0, -2, 220, 440), (200, 400), (140, 240, 180, 340)),
        (270, (0, 2, -2, 0, 440, -20), (400, 200), (240, 20, 340, 60)),
    ],
)
def test_a_turned_page_in_units_of_its_own_maps_onto_the_seen_one(turn, matrix, size, placed):
    made = geometry(MediaBox=(10, 20, 110, 220), UserUnit=2, Rotate=turn)
    assert made.box == (10, 20, 110, 220)
    assert made.matrix == matrix
    assert (made.width, made.height) == size
    assert made.place((20, 50, 40, 100)) == placed
    assert made.place((0, 0, 999, 999)) == (0, 0, *size)


@pytest.mark.parametrize(
    ("rect", "placed"),
    [
        ((20, 50, 40, 100), (20, 50, 40, 100)),
        ((-5, 50, 40, 100), (0, 50, 40, 100)),
        ((20, -5, 40, 100), (20, 0, 40, 100)),
        ((20, 50, 240, 100), (20, 50, 200, 100)),
        ((20, 50, 40, 400), (20, 50, 40, 300)),
        ((1.23449, 2.3456, 3.99951, 4.00049), (1.234, 2.346, 4.0, 4.0)),
        ((1.2341, 2.3451, 3.4561, 4.5671), (1.234, 2.345, 3.456, 4.567)),
        ((199.5, 299.5, 210, 310), (199.5, 299.5, 200, 300)),
        ((200, 50, 240, 100), None),
        ((-40, 50, 0, 100), None),
        ((20, 300, 40, 400), None),
        ((20, -9, 40, 0), None),
        ((20, 50, 20, 100), None),
        ((20, 50, 40, 50), None),
        ((300, 400, 500, 600), None),
    ],
)
def test_what_lies_outside_the_page_is_cut_off(rect, placed):
    assert geometry().place(rect) == placed


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (Array([1, 2, 3, 4]), (1, 2, 3, 4)),
        (Array([3, 4, 1, 2]), (1, 2, 3, 4)),
        (Array([3, 2, 1, 4]), (1, 2, 3, 4)),
        (Array([1, 4, 3, 2]), (1, 2, 3, 4)),
        (Array([1, 2, 3]), None),
        (Array([1, 2, 3, 4, 5]), None),
        (Array([1, 2, 3, Name.Four]), None),
        (Array([1, 2, 3, String("wide")]), None),
        (Name.Four, None),
        (None, None),
    ],
)
def test_a_rectangle_is_four_numbers_in_any_order(value, found):
    assert rectangle(value) == found


@pytest.mark.parametrize(
    ("keys", "box"),
    [
        ({}, (0, 0, 200, 300)),
        ({"MediaBox": Name.Letter}, (0, 0, 612, 792)),
        ({"CropBox": (10, 20, 190, 280)}, (10, 20, 190, 280)),
        ({"CropBox": (-10, 20, 190, 280)}, (0, 20, 190, 280)),
        ({"CropBox": (10, -20, 190, 280)}, (10, 0, 190, 280)),
        ({"CropBox": (10, 20, 290, 280)}, (10, 20, 200, 280)),
        ({"CropBox": (10, 20, 190, 380)}, (10, 20, 190, 300)),
        ({"CropBox": (10, 20, 10, 280)}, (0, 0, 200, 300)),
        ({"CropBox": (10, 20, 190, 20)}, (0, 0, 200, 300)),
        ({"CropBox": (300, 20, 390, 280)}, (0, 0, 200, 300)),
        ({"CropBox": (10, 400, 190, 480)}, (0, 0, 200, 300)),
        ({"CropBox": (300, 400, 390, 480)}, (0, 0, 200, 300)),
        ({"MediaBox": (50, 60, 100, 200), "CropBox": (0, 0, 70, 80)}, (50, 60, 70, 80)),
    ],
)
def test_the_box_is_what_crop_and_media_box_have_in_common(keys, box):
    made = geometry(**keys)
    assert made.box == box
    assert (made.width, made.height) == (box[2] - box[0], box[3] - box[1])


@pytest.mark.parametrize(
    ("unit", "width"), [(1.5, 300), (0.5, 100), (0, 200), (-3, 200), (Name.Big, 200)]
)
def test_a_unit_that_is_none_counts_as_one(unit, width):
    assert geometry(UserUnit=unit).width == width


@pytest.mark.parametrize(
    ("turn", "upright"),
    [(0, True), (45, True), (90, False), (179, False), (-90, False), (360, True), (Name.Up, True)],
)
def test_a_turn_counts_in_quarters(turn, upright):
    assert (geometry(Rotate=turn).width == 200) is upright


@pytest.mark.parametrize("other", [1, 100, 14_400])
@pytest.mark.parametrize(
    ("side", "taken"), [(0.9, False), (1, True), (14_400, True), (14_400.1, False)]
)
def test_a_side_measures_one_point_at_the_least_and_14400_at_most(other, side, taken):
    for box in ((0, 0, side, other), (0, 0, other, side)):
        if taken:
            assert geometry(MediaBox=box).box == box
        else:
            said = f"page 7 measures {box[2]:g} x {box[3]:g} points"
            with pytest.raises(DocumentError, match=said) as caught:
                geometry(MediaBox=box)
            assert caught.value.code == "LOR717"


def test_sizes_are_rounded_to_what_a_reader_can_tell():
    made = geometry(MediaBox=(0, 0, 100.00004, 200.00006))
    assert (made.width, made.height) == (100.0, 200.0001)


@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        ({"XStep": 0.01, "YStep": 0.0101}, True),
        ({"XStep": 0.01, "YStep": 0.0099}, False),
        ({"XStep": -0.01, "YStep": 0.0099}, False),
        ({"XStep": 1, "YStep": 0.000099}, False),
        ({"XStep": 1, "YStep": 0.0001}, True),
        ({"XStep": 0, "YStep": 5}, True),  # no area at all: nothing is drawn
        ({"XStep": 10, "YStep": 10, "Matrix": (0.001, 0, 0, 0.00099, 5, 5)}, False),
        ({"XStep": 10, "YStep": 10, "Matrix": (0.001, 0, 0, 0.00101, 5, 5)}, True),
        ({"XStep": 10, "YStep": 10, "Matrix": (0, 0.001, 0.00099, 0, 5, 5)}, False),
        ({"XStep": 10, "YStep": 10, "Matrix": (0, 0.001, 0.00101, 0, 5, 5)}, True),
        ({"XStep": 1, "YStep": 1, "Matrix": (1, 1, 1, 1.00005, 5, 5)}, False),
        ({"XStep": 1, "YStep": 1, "Matrix": (1, 1, 1, 1.00015, 5, 5)}, True),
        ({"XStep": 0.001, "YStep": 0.001, "Matrix": (1, 0, 0)}, True),  # no viewer draws these
        ({"XStep": 0.001, "YStep": 0.001, "Matrix": Name.Identity}, True),
        ({"XStep": 0.001}, True),
        ({"XStep": 0.001, "YStep": Name.Small}, True),
    ],
)
def test_a_page_full_of_a_pattern_is_drawn_up_to_a_limit(keys, taken, monkeypatch):
    _pdf, pattern = page_of(**keys)
    for size, work in ((20_000, 1), (20, 1_000)):
        monkeypatch.setattr(module, "_PAGE", size)
        if taken:
            assert check_tile(pattern.obj, work) is None
        else:
            with pytest.raises(DocumentError, match="takes more drawing than a page") as caught:
                check_tile(pattern.obj, work)
            assert caught.value.code == "LOR717"


def test_hatches_of_programs_are_taken_and_dust_is_not():
    _pdf, hatch = page_of(XStep=0.5, YStep=0.5)
    check_tile(hatch.obj, 50)
    _pdf, dust = page_of(XStep=0.02, YStep=0.02)
    with pytest.raises(DocumentError):
        check_tile(dust.obj, 60_000)


@pytest.mark.parametrize(
    ("dashes", "fine"),
    [
        (Array([0.00001]), True),
        (Array([0.0004, 0.0005]), True),
        (Array([0.0005, 0.0005]), False),
        (Array([0, 0.00001]), True),
        (Array([-0.00001]), True),
        (Array([-1]), False),
        (Array([Name.Odd, 0.00001]), True),
        (Array([3, 0.00001]), False),
        (Array([0]), False),
        (Array([]), False),
        (Name.Odd, False),
        (None, False),
    ],
)
def test_dashes_that_nobody_sees_are_told_from_others(dashes, fine):
    assert is_too_fine(dashes) is fine
