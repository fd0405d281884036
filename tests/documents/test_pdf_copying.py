"""What is drawn is copied key by key, once, and counted; what leads anywhere else is not."""

import zlib
from base64 import a85encode

import pytest
from document_makers import photo_bytes
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from lorpack.documents import clean, limits, passive, tally
from lorpack.documents.clean import Copier
from lorpack.documents.layers import Layers
from lorpack.documents.limits import Cost
from lorpack.errors import DocumentError


class Copy:
    """A copy of a page that draws *content* with the resources that are given by category."""

    def __init__(self, content=b"", **resources):
        self.source, self.out = Pdf.new(), Pdf.new()
        self.content = content
        self.resources = Dictionary()
        for category, names in resources.items():
            self.resources["/" + category] = names

    def stream(self, data=b"", **keys):
        made = Stream(self.source, data)
        for key, value in keys.items():
            made["/" + key] = value
        return self.source.make_indirect(made)

    def form(self, data=b"", **keys):
        return self.stream(data, Subtype=Name.Form, **keys)

    def image(self, data=b"\0" * 15, **keys):
        basic = {"Width": 3, "Height": 5, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
        return self.stream(data, Subtype=Name.Image, **{**basic, **keys})

    def use(self, category, **names):
        self.resources["/" + category] = Dictionary({f"/{k}": v for k, v in names.items()})

    def page(self):
        self.copier = Copier(self.out, Layers(self.source.Root))
        self.drawn, self.cost = self.copier.page(self.content, self.resources, 0)
        return self.drawn

    def one(self, category, value, content=None):
        """The copy of *value*, which the page uses as /X of *category*."""
        self.content = content or {
            "XObject": b"/X Do", "Font": b"/X 9 Tf (a) Tj", "Pattern": b"/Pattern cs /X scn",
            "ExtGState": b"/X gs", "ColorSpace": b"/X cs", "Shading": b"/X sh",
        }[category]  # fmt: skip
        self.use(category, X=value)
        return self.page().Resources.get("/" + category, Dictionary()).get("/X")


def keys(item):
    return set(item.keys())


def everything(*names):
    """A value for each of the *names*, by which it can be told from the others."""
    return {name: Array([number, String(name)]) for number, name in enumerate(names)}


def refusal(call):
    with pytest.raises(DocumentError) as caught:
        call()
    assert caught.value.code == "LOR717"
    return caught.value.message


def elsewhere():
    """Keys that lead out of what is drawn, and two that only nobody knows."""
    return {
        key: Dictionary(Hidden=1)
        for key in (
            "Metadata", "PieceInfo", "AF", "OPI", "Ref", "StructParent", "StructParents", "Parent",
            "Alternates", "LastModified", "Any",
        )
    }  # fmt: skip


def assert_copied(made, copied, names, *more):
    """*made* has just the keys *names*, with the value that each has, and the keys *more*."""
    assert keys(made) == {f"/{name}" for name in (*names, *more)}
    for name, value in copied.items():
        if name in names:
            assert made["/" + name] == value, name


# Which keys are copied.


def test_the_keys_of_a_page():
    copy = Copy(b"0 0 9 9 re f")
    drawn = copy.page()
    assert keys(drawn) == {"/Type", "/Subtype", "/Resources", "/Length"}
    assert (drawn.Type, drawn.Subtype) == (Name.XObject, Name.Form)
    assert drawn.Resources == Dictionary()
    assert drawn.read_bytes() == b"0 0 9 9 re f"


def test_the_keys_of_a_form():
    copy = Copy()
    has = {"FormType": 1, "BBox": Array([0, 0, 7, 9]), "Matrix": Array([1, 0, 0, 1, 5, 6])}
    group = Dictionary(S=Name.Odd, CS=Name.DeviceRGB, I=True, K=True, Any=1, Type=Name.Odd)
    form = copy.form(b"1 g", **has, **elsewhere(), Group=group, Type=Name.Odd)
    made = copy.one("XObject", form)
    assert_copied(made, has, has, "Type", "Subtype", "Resources", "Group", "Length")
    assert (made.Type, made.Subtype, made.read_bytes()) == (Name.XObject, Name.Form, b"1 g")
    assert made.Group == Dictionary(
        Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB, I=True, K=True
    )
    assert made.is_indirect


def test_a_form_without_a_group_gets_none():
    copy = Copy()
    made = copy.one("XObject", copy.form(b"1 g", Group=Name.Odd, BBox=Array([0, 0, 1, 1])))
    assert keys(made) == {"/Type", "/Subtype", "/Resources", "/Length", "/BBox"}


def test_the_group_of_a_page_is_isolated():
    copy = Copy()
    copy.page()
    made = copy.copier.group(Dictionary(S=Name.Odd, CS=Name.DeviceCMYK, K=True, I=False, Any=1))
    assert made == Dictionary(
        Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, K=True, I=True
    )


def test_the_keys_of_an_image():
    copy = Copy()
    has = {
        "Width": 3, "Height": 5, "ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8,
        "Intent": Name.Perceptual, "ImageMask": False, "Decode": Array([0, 1]),
        "Interpolate": True, "SMaskInData": 1, "Matte": Array([0]),
    }  # fmt: skip
    image = copy.image(
        b"the data", **has, **elsewhere(), OC=Dictionary(Type=Name.Odd), Type=Name.Odd
    )
    made = copy.one("XObject", image)
    assert_copied(made, has, has, "Type", "Subtype", "Length")
    assert (made.Type, made.Subtype) == (Name.XObject, Name.Image)
    assert made.read_raw_bytes() == b"the data"


def test_the_keys_of_a_graphics_state():
    names = [
        "LW", "LC", "LJ", "ML", "D", "RI", "OP", "op", "OPM", "BG", "BG2", "UCR", "UCR2", "TR",
        "TR2", "FL", "SM", "SA", "BM", "CA", "ca", "AIS", "TK",
    ]  # fmt: skip
    copy = Copy()
    has = everything(*names)
    made = copy.one("ExtGState", Dictionary(**has, **elsewhere(), HTO=1, Type=Name.ExtGState))
    assert_copied(made, has, names)
    assert copy.cost == Cost(0, 1)


@pytest.mark.parametrize("dashes", [[[], 0], [[3], 0], [3, 0], []])
def test_dashes_of_a_graphics_state_stay_when_they_can_be_seen(dashes):
    made = Array([Array(one) if isinstance(one, list) else one for one in dashes])
    assert Copy().one("ExtGState", Dictionary(D=made)) == Dictionary(D=made)
    fine = Array([Array([0.00001]), 0])
    assert Copy().one("ExtGState", Dictionary(D=fine, LW=1)) == Dictionary(LW=1)


def test_a_tiling_that_takes_too_much_to_fill_a_page_is_refused():
    copy = Copy()
    dust = copy.stream(b"0 0 1 1 re f " * 9999, XStep=0.02, YStep=0.02)
    assert "a page full of a pattern" in refusal(lambda: copy.one("Pattern", dust))


def test_the_keys_of_a_tiling():
    copy = Copy()
    has = {
        "PatternType": 1, "PaintType": 2, "TilingType": 3, "BBox": Array([0, 0, 7, 9]),
        "XStep": 5, "YStep": 6, "Matrix": Array([1, 0, 0, 1, 5, 6]),
    }  # fmt: skip
    made = copy.one("Pattern", copy.stream(b"q Q", **has, **elsewhere(), Subtype=Name.Odd))
    assert_copied(made, has, has, "Type", "Resources", "Length")
    assert (made.Type, made.read_bytes()) == (Name.Pattern, b"q Q")
    assert copy.cost == Cost(1, 4)  # two instructions of the page, two of the tile


def test_the_keys_of_a_pattern_that_shades():
    copy = Copy()
    shading = Dictionary(ShadingType=2, Coords=Array([0, 0, 1, 1]), Function=Dictionary(N=1))
    has = {"PatternType": 2, "Shading": shading, "Matrix": Array([1, 0, 0, 1, 5, 6])}
    pattern = Dictionary(**has, **elsewhere(), ExtGState=Dictionary(CA=0.5, Any=1))
    made = copy.one("Pattern", pattern)
    assert_copied(made, has, has, "ExtGState")
    assert made.ExtGState == Dictionary(CA=0.5)
    bare = copy.one("Pattern", Dictionary(**has, ExtGState=Name.Odd))
    assert_copied(bare, has, has)
    assert copy.cost == Cost(0, 2)


FONT_KEYS = (
    "Name", "BaseFont", "FirstChar", "LastChar", "Widths", "FontDescriptor", "Encoding",
    "ToUnicode", "DescendantFonts",
)  # fmt: skip


def test_the_keys_of_a_font():
    copy = Copy()
    has = {**everything(*FONT_KEYS), "Subtype": Name.Type0}
    made = copy.one(
        "Font", Dictionary(**has, **elsewhere(), Type=Name.Action, CharProcs=Dictionary())
    )
    assert_copied(made, has, has, "Type")
    assert made.Type == Name.Font


TYPE3_KEYS = (
    "FontBBox", "FontMatrix", "Encoding", "FirstChar", "LastChar", "Widths", "ToUnicode",
    "FontDescriptor",
)  # fmt: skip


def test_the_keys_of_a_font_of_drawings():
    copy = Copy()
    has = {**everything(*TYPE3_KEYS), "Subtype": Name.Type3}
    glyphs = Dictionary(
        a=copy.stream(b"9 0 d0 1 g", **elsewhere()), b=copy.stream(b"8 0 d0"), c=Name.Odd
    )
    made = copy.one("Font", Dictionary(**has, **elsewhere(), Type=Name.Action, CharProcs=glyphs))
    assert_copied(made, has, has, "Type", "CharProcs", "Resources")
    assert made.Type == Name.Font
    assert {name: glyph.read_bytes() for name, glyph in made.CharProcs.items()} == {
        "/a": b"9 0 d0 1 g",
        "/b": b"8 0 d0",
    }
    assert all(keys(glyph) == {"/Length"} for _, glyph in made.CharProcs.items())
    assert made.Resources == Dictionary()


def test_a_font_of_drawings_without_drawings_is_copied_as_any_other():
    copy = Copy()
    made = copy.one("Font", Dictionary(Subtype=Name.Type3, CharProcs=Name.Odd, Name=Name.N))
    assert made == Dictionary(Type=Name.Font, Subtype=Name.Type3, Name=Name.N)


def test_glyphs_bring_their_resources_together():
    copy = Copy()
    own = Dictionary(
        XObject=Dictionary(P=copy.form(b"1 g"), Q=copy.form(b"2 w"), Unused=copy.form()),
        ExtGState=Dictionary(G=Dictionary(CA=1)),
    )
    glyphs = Dictionary(a=copy.stream(b"9 0 d0 /P Do"), b=copy.stream(b"9 0 d0 /Q Do /G gs"))
    made = copy.one("Font", Dictionary(Subtype=Name.Type3, CharProcs=glyphs, Resources=own))
    assert keys(made.Resources) == {"/XObject", "/ExtGState"}
    assert keys(made.Resources.XObject) == {"/P", "/Q"}
    assert made.Resources.XObject.P.read_bytes() == b"1 g"
    assert made.Resources.XObject.Q.read_bytes() == b"2 w"
    assert Dictionary(CA=1) == made.Resources.ExtGState.G


@pytest.mark.parametrize(
    ("category", "value"),
    [
        ("ColorSpace", Array([Name.CalGray, Dictionary(WhitePoint=Array([1, 1, 1]))])),
        ("ColorSpace", Name.DeviceRGB),
        ("Shading", Dictionary(ShadingType=2, Coords=Array([0, 0.5, 1, 1]), Extend=Array([True]))),
        ("Pattern", Name.Odd),
        ("Font", Name.Odd),
    ],
)
def test_plain_resources_are_copied_whole(category, value):
    assert Copy().one(category, value) == value


def test_colour_spaces_that_hold_by_default_come_along():
    copy = Copy(b"0 g")
    spaces = {
        f"Default{kind}": Array([Name.CalRGB, String(kind)]) for kind in ("Gray", "RGB", "CMYK")
    }
    copy.use("ColorSpace", **spaces, Other=Array([Name.CalRGB]))
    assert copy.page().Resources == Dictionary(
        ColorSpace=Dictionary({f"/{key}": value for key, value in spaces.items()})
    )


def test_only_what_is_used_is_copied():
    copy = Copy(b"/A Do /Missing Do /None gs")
    copy.use("XObject", A=copy.form(), B=copy.form())
    copy.use("Font", F=Dictionary(Subtype=Name.Type1))
    copy.resources.Odd = Dictionary(A=1)
    resources = copy.page().Resources
    assert keys(resources) == {"/XObject"}
    assert keys(resources.XObject) == {"/A"}


@pytest.mark.parametrize("subtype", [Name.PS, Name.Odd, None])
def test_what_is_neither_form_nor_image_is_not_drawn(subtype):
    copy = Copy()
    stream = copy.stream(b"(x) print", **({} if subtype is None else {"Subtype": subtype}))
    assert copy.one("XObject", stream) is None
    assert copy.cost == Cost(0, 1)


# Plain values.


ACTIVE = [
    *(
        Dictionary(S=Name("/" + kind))
        for kind in (
            "JavaScript", "Launch", "URI", "GoTo", "GoToR", "GoToE", "SubmitForm", "ResetForm",
            "ImportData", "Rendition", "Movie", "Sound", "Named", "Hide", "Thread", "Trans",
            "SetOCGState", "GoTo3DView", "RichMediaExecute",
        )
    ),
    *(
        Dictionary(Type=Name("/" + kind))
        for kind in (
            "Page", "Pages", "Catalog", "Annot", "Action", "Filespec", "F", "EmbeddedFile",
            "StructElem", "StructTreeRoot", "OCG", "OCMD", "Sig", "MCR", "OBJR", "Outlines",
            "Metadata", "Names",
        )
    ),
    Dictionary(JS=String("x")),
]  # fmt: skip


@pytest.mark.parametrize("made", ACTIVE, ids=str)
def test_what_acts_is_no_value(made):
    copy = Copy()
    stream = copy.stream(b"x", **{key[1:]: value for key, value in made.items()})
    value = Dictionary(
        C0=made,
        Function=made,
        Background=Array([1, made, 2]),
        ColorSpace=Array([Name.ICCBased, stream]),
        ShadingType=1,
        Domain=copy.source.make_indirect(made),
    )
    assert copy.one("Shading", value) == Dictionary(
        Background=Array([1, None, 2]), ColorSpace=Array([Name.ICCBased, None]), ShadingType=1
    )


@pytest.mark.parametrize("made", [Dictionary(S=Name.Odd), Dictionary(Type=Name.Font)], ids=str)
def test_what_does_not_act_is_a_value_with_the_keys_of_its_kind(made):
    assert Copy().one("Shading", Dictionary(Function=made)) == Dictionary(Function=Dictionary())


@pytest.mark.parametrize(
    "value",
    [
        Array([1, 2.5, True, None, Name.N, String("s"), Array([Array([])])]),
        Dictionary(Gamma=Name.N, WhitePoint=String(b"\0\xff"), Range=False),
    ],
    ids=str,
)
def test_values_of_every_type_are_copied(value):
    assert Copy().one("ColorSpace", Array([Name.Lab, value])) == Array([Name.Lab, value])


def test_streams_within_values_are_copied_with_their_data_and_filter():
    copy = Copy()
    data = zlib.compress(b"\2abc", 9)
    parms = Dictionary(Predictor=12, Columns=3)
    profile = copy.stream(data, N=3, Alternate=Name.DeviceRGB, **elsewhere())
    profile.write(data, filter=Name.FlateDecode, decode_parms=parms)
    profile.FFilter, profile.FDecodeParms = Name.FlateDecode, Dictionary()
    made = copy.one("ColorSpace", Array([Name.ICCBased, profile]))[1]
    assert keys(made) == {"/N", "/Alternate", "/Length", "/Filter", "/DecodeParms"}
    assert made.read_raw_bytes() == data
    assert (made.Filter, made.DecodeParms) == (Name.FlateDecode, parms)
    assert made.read_bytes() == b"abc"


def test_an_empty_list_of_filters_is_none():
    copy = Copy()
    profile = copy.stream(b"data", N=3)
    profile.Filter, profile.DecodeParms = Array([]), Array([])
    made = copy.one("ColorSpace", Array([Name.ICCBased, profile]))[1]
    assert keys(made) == {"/N", "/Length"}
    assert made.read_bytes() == b"data"


def test_lists_of_filters_and_of_parameters_stay():
    copy = Copy()
    profile = copy.stream(b"", N=3)
    packed = zlib.compress(b"\2abc").hex().encode() + b">"
    filters = Array([Name.ASCIIHexDecode, Name.FlateDecode])
    parms = Array([None, Dictionary(Predictor=12, Columns=3)])
    profile.write(packed, filter=filters, decode_parms=parms)
    made = copy.one("ColorSpace", Array([Name.ICCBased, profile]))[1]
    assert (made.Filter, made.DecodeParms) == (filters, parms)
    assert made.read_bytes() == b"abc"


def test_data_in_another_file_are_none():
    copy = Copy()
    profile = copy.stream(b"x", N=3, F=String("elsewhere"))
    assert list(copy.one("ColorSpace", Array([Name.ICCBased, profile]))) == [Name.ICCBased, None]
    assert copy.one("XObject", copy.image(F=String("elsewhere"))) is None
    assert copy.cost == Cost(0, 1)


def test_the_notes_of_a_jpeg_stay_behind_and_only_of_one():
    copy = Copy()
    noted = photo_bytes("JPEG", size=(3, 5), comment=b"HIDDEN")
    made = copy.one("XObject", copy.image(noted, Filter=Name.DCTDecode, ColorSpace=Name.DeviceRGB))
    assert b"HIDDEN" in noted
    assert b"HIDDEN" not in made.read_raw_bytes()
    assert made.Filter == Name.DCTDecode
    made = copy.one("XObject", copy.image(noted))  # these are its dots, and no JPEG
    assert made.read_raw_bytes() == noted


@pytest.mark.parametrize(
    ("filters", "packed"),
    [
        (["FlateDecode"], zlib.compress),
        (["A85", "FlateDecode"], lambda data: a85encode(zlib.compress(data)) + b"~>"),
    ],
)
def test_the_notes_of_a_packed_jpeg_stay_behind_too(filters, packed):
    copy = Copy()
    noted = photo_bytes("JPEG", size=(3, 5), comment=b"HIDDEN")
    names = Array([Name("/" + name) for name in (*filters, "DCTDecode")])
    parms = Array([*([None] * len(filters)), Dictionary(ColorTransform=0)])
    image = copy.image(packed(noted), Filter=names, DecodeParms=parms, ColorSpace=Name.DeviceRGB)
    made = copy.one("XObject", image)
    plain = copy.one("XObject", copy.image(noted, Filter=Name.DCTDecode))
    assert made.read_raw_bytes() == plain.read_raw_bytes()
    assert made.Filter == Name.DCTDecode
    assert made.DecodeParms == Dictionary(ColorTransform=0)
    assert not copy.copier.repaired


@pytest.mark.parametrize("parms", [Array([]), Array([None]), None])
def test_a_jpeg_may_have_parameters_without_any(parms):
    copy = Copy()
    keys = {"DecodeParms": parms} if parms is not None else {}
    image = copy.image(photo_bytes("JPEG", size=(3, 5)), Filter=Array([Name.DCTDecode]), **keys)
    made = copy.one("XObject", image)
    assert made.Filter == Name.DCTDecode
    assert "/DecodeParms" not in made


def test_a_packed_jpeg_is_as_large_as_its_own_header_says():
    copy = Copy()
    jpeg = photo_bytes("JPEG", size=(30, 20)).hex().encode() + b">"
    filters = Array([Name.ASCIIHexDecode, Name.DCTDecode])
    copy.one("XObject", copy.image(jpeg, Filter=filters))
    assert copy.cost == Cost(0, 2, 600)


@pytest.mark.parametrize("bits", [{}, {"BitsPerComponent": 1}])
@pytest.mark.parametrize("codec", ["DCTDecode", "JPXDecode"])
def test_what_tells_its_own_depth_is_never_black_and_white(codec, bits):
    copy = Copy()
    keys = {"Subtype": Name.Image, "Width": 10, "Height": 80, **bits}
    copy.one("XObject", copy.stream(b"x", Filter=Name("/" + codec), **keys))
    assert copy.cost.pixels == 800


def test_one_value_is_copied_once():
    copy = Copy()
    shared = copy.source.make_indirect(Dictionary(N=1))
    copy.use("Shading", A=Dictionary(Function=shared), B=Dictionary(Function=shared))
    copy.content = b"/A sh /B sh"
    made = copy.page().Resources.Shading
    assert made.A.Function.is_indirect
    assert made.A.Function.objgen == made.B.Function.objgen
    assert Dictionary(N=1) == made.A.Function


def test_a_circle_of_values_ends():
    copy = Copy()
    snake = copy.source.make_indirect(Dictionary(N=1))
    snake.Functions = Array([snake])
    made = copy.one("Shading", Dictionary(Function=snake)).Function
    assert keys(made) == {"/N", "/Functions"}
    assert list(made.Functions) == [None]


def test_values_are_nested_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(passive, "MAX_DEPTH", 5)

    def nested(kind, depth):
        value = Array([])
        for _ in range(depth - 1):
            value = Array([value]) if kind == "array" else Dictionary(Functions=value)
        return Array([Name.Separation, Name.X, Name.DeviceRGB, value])

    def in_streams(depth):
        copy = Copy()
        value = copy.stream(b"", N=1)
        for _ in range(depth - 1):
            value = copy.stream(b"", Functions=value)
        return copy.one("Shading", Dictionary(Function=value))

    for kind in ("array", "dictionary"):
        assert Copy().one("ColorSpace", nested(kind, 5)) == nested(kind, 5)
        said = refusal(lambda kind=kind: Copy().one("ColorSpace", nested(kind, 6)))
        assert "objects are nested too deeply" in said
    assert in_streams(5) is not None
    assert "objects are nested too deeply" in refusal(lambda: in_streams(6))


# Images and their masks.


@pytest.mark.parametrize("size", [{"Width": 0}, {"Height": 0}, {"Width": -3}, {"Height": -5}])
def test_an_image_of_no_size_is_not_drawn(size):
    copy = Copy()
    assert copy.one("XObject", copy.image(**size)) is None
    assert copy.cost == Cost(0, 1)


@pytest.mark.parametrize("gone", ["Width", "Height"])
def test_an_image_without_a_size_is_not_drawn(gone):
    copy = Copy()
    image = copy.image()
    del image["/" + gone]
    assert copy.one("XObject", image) is None


def test_the_smallest_image_is_drawn():
    copy = Copy()
    assert copy.one("XObject", copy.image(Width=1, Height=1)) is not None
    assert copy.cost == Cost(0, 2, 1)


@pytest.mark.parametrize("key", ["SMask", "Mask"])
def test_a_mask_is_copied_and_counted(key):
    copy = Copy()
    mask = copy.image(b"mask", Width=2, Height=2, **elsewhere())
    made = copy.one("XObject", copy.image(**{key: mask}))
    assert made["/" + key].read_raw_bytes() == b"mask"
    assert made["/" + key].Subtype == Name.Image
    assert copy.cost == Cost(0, 3, 15 + 4)


@pytest.mark.parametrize("key", ["SMask", "Mask"])
def test_a_mask_of_colours_is_copied(key):
    copy = Copy()
    assert copy.one("XObject", copy.image(**{key: Array([1, 2])}))["/" + key] == Array([1, 2])
    assert copy.cost == Cost(0, 2, 15)


@pytest.mark.parametrize("key", ["SMask", "Mask"])
def test_a_mask_that_is_none_or_is_masked_itself_is_left_out(key):
    for inner in ("SMask", "Mask"):
        copy = Copy()
        masked = copy.image(**{inner: copy.image()})
        assert "/" + key not in copy.one("XObject", copy.image(**{key: masked}))
        assert copy.cost == Cost(0, 2, 15)
    copy = Copy()
    assert "/" + key not in copy.one("XObject", copy.image(**{key: Name.Odd}))
    assert "/" + key not in copy.one("XObject", copy.image(**{key: copy.image(Width=0)}))


def test_a_mask_that_is_a_drawing_keeps_no_image_from_being_drawn():
    copy = Copy()
    assert copy.one("XObject", copy.image(SMask=copy.form(b"/G gs 1 g"))) is not None


def test_an_image_is_as_large_as_its_data_say_too():
    copy = Copy()
    jpeg = photo_bytes("JPEG", size=(30, 20))
    copy.one("XObject", copy.image(jpeg, Filter=Name.DCTDecode))
    assert copy.cost == Cost(0, 2, 600)
    copy.one("XObject", copy.image(jpeg, Filter=Name.DCTDecode, Width=100, Height=90))
    assert copy.cost == Cost(0, 2, 9000)


@pytest.mark.parametrize(
    ("bits", "pixels"), [({"BitsPerComponent": 1}, 100), ({"BitsPerComponent": 2}, 800), ({}, 100)]
)
def test_black_and_white_counts_an_eighth(bits, pixels):
    copy = Copy()
    image = copy.image(Width=40, Height=20)
    del image.BitsPerComponent
    for key, value in bits.items():
        image["/" + key] = value
    copy.one("XObject", image)
    assert copy.cost.pixels == pixels


def test_an_image_has_pixels_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(clean, "MAX_IMAGE_PIXELS", 4_000_000)
    copy = Copy()
    assert copy.one("XObject", copy.image(Width=2000, Height=2000)) is not None
    larger = copy.image(Width=2000, Height=2001)
    assert "an image has 4 megapixels" in refusal(lambda: copy.one("XObject", larger))
    larger = copy.image(Width=4000, Height=2000)
    assert "an image has 8 megapixels" in refusal(lambda: copy.one("XObject", larger))


def test_an_image_unpacks_to_what_its_size_needs_and_a_limit(monkeypatch):
    monkeypatch.setattr(clean, "MAX_UNPACKED", 100)
    copy = Copy()

    def of(size):
        return copy.image(zlib.compress(b"\0" * size), Filter=Name.FlateDecode)

    assert copy.one("XObject", of(100 + 8 * 15)) is not None
    said = refusal(lambda: copy.one("XObject", of(101 + 8 * 15)))
    assert "unpacks to far more" in said


# Graphics states.


def test_a_font_of_a_graphics_state_is_copied():
    copy = Copy()
    font = copy.source.make_indirect(Dictionary(Subtype=Name.Type1, Any=1))
    made = copy.one("ExtGState", Dictionary(Font=Array([font, 9.5])))
    assert made.Font[0] == Dictionary(Type=Name.Font, Subtype=Name.Type1)
    assert made.Font[1] == Object.parse(b"9.5")
    assert len(made.Font) == 2


@pytest.mark.parametrize(
    "font", [Name.Odd, Array([Dictionary()]), Array([Dictionary(), 1, 2])], ids=str
)
def test_a_font_of_a_graphics_state_that_is_none_is_left_out(font):
    assert Copy().one("ExtGState", Dictionary(Font=font, CA=1)) == Dictionary(CA=1)


def test_a_font_of_drawings_is_left_out_of_a_graphics_state():
    font = Dictionary(Subtype=Name.Type3, CharProcs=Dictionary())
    assert Copy().one("ExtGState", Dictionary(Font=Array([font, 9]))) == Dictionary()


@pytest.mark.parametrize(
    ("kind", "copied"),
    [(Name.Alpha, Name.Alpha), (Name.Luminosity, Name.Luminosity), (Name.Odd, Name.Luminosity)],
)
def test_a_soft_mask_is_copied_and_counted(kind, copied):
    copy = Copy()
    group = copy.form(b"q Q 1 g", Group=Dictionary(S=Name.Transparency))
    mask = Dictionary(S=kind, G=group, BC=Array([1]), TR=Name.Identity, Any=1)
    made = copy.one("ExtGState", Dictionary(SMask=mask)).SMask
    assert keys(made) == {"/Type", "/S", "/G", "/BC", "/TR"}
    assert (made.Type, made.S, made.BC, made.TR) == (Name.Mask, copied, Array([1]), Name.Identity)
    assert made.G.read_bytes() == b"q Q 1 g"
    assert Name.Transparency == made.G.Group.S
    assert copy.cost == Cost(1, 3)  # the page's gs, and two instructions of the group


@pytest.mark.parametrize(
    ("mask", "stays"),
    [
        (Name("/None"), True),
        (Dictionary(S=Name.Alpha), False),
        (Dictionary(S=Name.Alpha, G=Dictionary()), False),
        (Array([]), False),
    ],
    ids=str,
)
def test_a_soft_mask_without_a_drawing(mask, stays):
    made = Copy().one("ExtGState", Dictionary(SMask=mask))
    assert made == (Dictionary(SMask=mask) if stays else Dictionary())


# What it costs.


def test_a_drawing_costs_what_it_draws_as_often_as_it_is_drawn():
    copy = Copy(b"/F Do /F Do /F Do /I Do")
    inner = copy.form(b"q Q q Q")
    outer = copy.form(b"/X Do /X Do", Resources=Dictionary(XObject=Dictionary(X=inner)))
    copy.use("XObject", F=outer, I=copy.image())
    copy.page()
    # Each outer form: itself, two inner ones; two instructions, and two times four.
    assert copy.cost == Cost(3 * 3, 4 + 3 * (2 + 2 * 4) + 1, 15)


def test_inline_images_cost_their_pixels():
    copy = Copy(b"BI /W 3 /H 5 /BPC 8 /CS /G ID " + b"x" * 15 + b"\nEI")
    copy.page()
    assert copy.cost.pixels == 15


def type3(copy, **glyphs):
    made = {f"/{name}": copy.stream(data) for name, data in glyphs.items()}
    return copy.source.make_indirect(Dictionary(Subtype=Name.Type3, CharProcs=Dictionary(made)))


def test_a_letter_costs_as_much_as_the_worst_of_its_font():
    copy = Copy(b"/X 9 Tf (ab) Tj (c) Tj")
    large, wide = copy.image(), copy.image(Width=30)
    drawn = Dictionary(XObject=Dictionary(F=copy.form(b"q Q"), L=large, W=wide))
    font = type3(copy, a=b"/F Do /F Do", b=b"/L Do", c=b"/W Do", d=b"q Q q Q q Q q Q q Q")
    font.Resources = drawn
    copy.use("Font", X=font)
    copy.page()
    # Two forms are the most that one of them draws, 10 instructions, and 150 pixels.
    assert copy.cost == Cost(3 * 2, 3 + 3 * 10, 3 * 150, shown=3)


def test_letters_in_a_font_that_is_set_outside_cost_what_they_do_there():
    copy = Copy(b"/X 9 Tf (a) Tj /F Do /F Do")
    copy.use("Font", X=type3(copy, a=b"q Q q Q q Q"))
    letters = copy.form(b"(abcde) Tj", Resources=Dictionary())
    copy.use("XObject", F=copy.form(b"/L Do", Resources=Dictionary(XObject=Dictionary(L=letters))))
    copy.page()
    assert copy.cost == Cost(4, 4 + 2 * 2 + 11 * 6, 0, 10, 1 + 10)


def test_letters_of_every_font_are_counted_as_often_as_they_are_drawn():
    copy = Copy(b"/Y 9 Tf (a) Tj [(bc) 9 (d)] TJ /F Do /F Do /F Do")
    own = Dictionary(Font=Dictionary(Z=Dictionary(Subtype=Name.Type1)))
    copy.use("XObject", F=copy.form(b"/Z 9 Tf (efghi) '", Resources=own))
    copy.page()
    assert copy.cost.shown == 4 + 3 * 5


def test_a_page_and_all_pages_show_letters_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(limits, "MAX_SHOWN", 30)
    monkeypatch.setattr(tally, "MAX_SHOWN", 30)
    copy = Copy(b"/F Do /F Do")
    copy.use("XObject", F=copy.form(b"(0123456789) Tj"))
    copy.page()
    again = copy.copier.page
    assert "it shows over 30 letters" in refusal(lambda: again(copy.content, copy.resources, 1))
    copy.content *= 2
    assert "a page shows over 30 letters" in refusal(copy.page)


def test_a_font_has_drawn_letters_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(clean, "MAX_GLYPHS", 2)
    copy = Copy()
    assert copy.one("Font", type3(copy, a=b"q Q", b=b"q Q")) is not None
    three = type3(copy, a=b"q Q", b=b"q Q", c=b"q Q")
    assert "a font in it has over 2 drawn letters" in refusal(lambda: copy.one("Font", three))


def test_drawings_pictures_and_what_they_unpack_to_are_counted_over_all_pages(monkeypatch):
    copy = Copy(b"/F Do /I Do")
    data = zlib.compress(b"\0" * 15)
    copy.use("XObject", F=copy.form(b"q Q"), I=copy.image(data, Filter=Name.FlateDecode))
    for name, most, says in (
        ("MAX_DRAWINGS", 2, "from over 1 drawings"),
        ("MAX_ALL_PIXELS", 15, "images have over 0 megapixels together"),
        ("MAX_ALL_UNPACKED", 15, "all of it unpacks to far more"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(tally, name, most)
            assert copy.page() is not None
            patched.setattr(tally, name, most - 1)
            assert says in refusal(copy.page)


def test_all_drawing_instructions_are_counted(monkeypatch):
    monkeypatch.setattr(tally, "MAX_CONTENT", 2**20)
    for extra, taken in ((0, True), (1, False)):
        copy = Copy(b"/F Do /F Do".ljust(2**19))
        copy.use("XObject", F=copy.form(b" " * (2**19 + extra)))  # it is copied once
        if taken:
            assert copy.page() is not None
        else:
            assert "its drawing instructions are over" in refusal(copy.page)


# Where names are looked up.


def test_drawings_are_nested_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(clean, "MAX_DEPTH", 3)

    def nested(depth):
        copy = Copy()
        inner = copy.form(b"1 g")
        for _ in range(depth - 1):
            inner = copy.form(b"/X Do", Resources=Dictionary(XObject=Dictionary(X=inner)))
        return copy.one("XObject", inner)

    assert nested(3) is not None
    assert "drawings are nested too deeply" in refusal(lambda: nested(4))


@pytest.mark.parametrize("kind", ["form", "tiling", "type3"])
def test_what_has_no_resources_uses_those_of_where_it_is_used(kind):
    copy = Copy()
    if kind == "form":
        category, borrower = "XObject", copy.form(b"/G gs")
    elif kind == "tiling":
        category, borrower = "Pattern", copy.stream(b"/G gs", PatternType=1, XStep=9, YStep=9)
    else:
        category, borrower = "Font", type3(copy, a=b"/G gs")
    use = {"XObject": b"/X Do", "Pattern": b"/X scn", "Font": b"/X 9 Tf (a) Tj"}[category]
    used = Dictionary({f"/{category}": Dictionary(X=borrower)})
    forms = {}
    for name, width in (("A", 1), ("B", 2)):
        own = Dictionary(used)
        own.ExtGState = Dictionary(G=Dictionary(LW=width))
        forms[name] = copy.form(use, Resources=own)
    copy.use("XObject", **forms)
    copy.content = b"/A Do /B Do /A Do"
    made = copy.page().Resources.XObject
    assert made.A.Resources["/" + category].X.Resources.ExtGState.G.LW == 1
    assert made.B.Resources["/" + category].X.Resources.ExtGState.G.LW == 2


def test_what_has_resources_of_its_own_is_copied_once_for_all():
    copy = Copy()
    inner = copy.form(b"/G gs", Resources=Dictionary(ExtGState=Dictionary(G=Dictionary(LW=3))))
    image = copy.image()
    forms = {
        name: copy.form(b"/X Do /I Do", Resources=Dictionary(XObject=Dictionary(X=inner, I=image)))
        for name in "AB"
    }
    copy.use("XObject", **forms)
    copy.content = b"/A Do /B Do"
    made = copy.page().Resources.XObject
    assert made.A.objgen != made.B.objgen
    assert made.A.Resources.XObject.X.objgen == made.B.Resources.XObject.X.objgen
    assert made.A.Resources.XObject.I.objgen == made.B.Resources.XObject.I.objgen
    assert made.A.Resources.XObject.X.Resources.ExtGState.G.LW == 3


def test_one_form_in_two_places_of_a_page_is_no_circle():
    copy = Copy(b"/A Do /B Do")
    inner = copy.form(b"1 g")
    copy.use("XObject", A=inner, B=copy.form(b"/A Do"))
    made = copy.page().Resources.XObject
    assert made.B.Resources.XObject.A.objgen == made.A.objgen


def test_a_drawing_that_draws_itself_is_refused():
    copy = Copy()
    snake = copy.form(b"/X Do")
    assert "draws itself" in refusal(lambda: copy.one("XObject", snake))


def test_an_object_in_two_roles_is_copied_for_each():
    copy = Copy(b"/X gs /X sh")
    both = copy.source.make_indirect(Dictionary(CA=1, ShadingType=2))
    copy.use("ExtGState", X=both)
    copy.use("Shading", X=both)
    made = copy.page().Resources
    assert Dictionary(CA=1) == made.ExtGState.X
    assert Dictionary(ShadingType=2) == made.Shading.X
