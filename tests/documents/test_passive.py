"""What only describes is copied by the keys that ISO 32000 has for it, and by no other."""

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from lorpack.documents.passive import Passive
from lorpack.documents.tally import Tally

SOURCE, OUT = Pdf.new(), Pdf.new()
KEYS = {
    "FontDescriptor": "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle "
    "Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet "
    "Lang",
    "FontFile2": "Subtype Length1 Length2 Length3",
    "CIDSystemInfo": "Registry Ordering Supplement",
    "Encoding": "Type BaseEncoding Differences CMapName WMode",
    "ToUnicode": "Type CMapName WMode",
    "DescendantFonts": "Type Subtype BaseFont DW W DW2 W2 CIDToGIDMap",
    "Function": "FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds",
    "shading": "ShadingType Background BBox AntiAlias Coords Domain Extend Matrix "
    "BitsPerCoordinate BitsPerComponent BitsPerFlag Decode VerticesPerRow",
    "calibrated": "WhitePoint BlackPoint Gamma Matrix Range",
    "profile": "N Range",
}
PRIVATE = ("LastEditedBy", "Metadata", "PieceInfo", "Attachment", "Parent", "Any")


def filled(keys, **more):
    """A dictionary with a value for each of the *keys*, and with private data."""
    made = Dictionary({f"/{key}": Array([String(key)]) for key in keys.split()})
    for key in PRIVATE:
        made[f"/{key}"] = SOURCE.make_indirect(Stream(SOURCE, b"HIDDEN"))
    for key, value in more.items():
        made["/" + key] = value
    return made


def bare(keys, **more):
    """The same without what is private."""
    made = filled(keys, **more)
    for key in PRIVATE:
        del made["/" + key]
    return made


def stream(keys=""):
    made = Stream(SOURCE, b"data")
    for key, value in filled(keys).items():
        made[key] = value
    return SOURCE.make_indirect(made)


def copied(value, kind):
    return Passive(OUT, Tally()).value(value, kind)


def assert_stream(made, keys):
    assert set(made.keys()) == {"/Length", *(f"/{key}" for key in keys.split())}
    assert made.read_bytes() == b"data"


def font(make, **programs):
    described = make(KEYS["FontDescriptor"], Style=make("Panose"), **programs)
    described.FD = Dictionary(Kana=make("Flags"), Any=make("Flags"))
    descendant = make(
        KEYS["DescendantFonts"], CIDSystemInfo=make(KEYS["CIDSystemInfo"]), FontDescriptor=described
    )
    return make("Subtype", Encoding=make(KEYS["Encoding"]), DescendantFonts=Array([descendant]))


@pytest.mark.parametrize("kind", ["font", "type3"])
def test_a_font_brings_what_describes_it(kind):
    made = copied(font(filled), kind)
    if kind == "type3":
        assert "/DescendantFonts" not in made
        assert made.Encoding == font(bare).Encoding
    else:
        assert made == font(bare)


def test_a_font_brings_its_program_and_its_maps():
    programs = {key: stream(KEYS["FontFile2"]) for key in ("FontFile", "FontFile2", "FontFile3")}
    one = Dictionary(
        FontDescriptor=filled("", **programs, CIDSet=stream()), ToUnicode=stream(KEYS["ToUnicode"])
    )
    one.DescendantFonts = Array([Dictionary(CIDToGIDMap=stream())])
    made = copied(one, "font")
    for key in programs:
        assert_stream(made.FontDescriptor["/" + key], KEYS["FontFile2"])
    assert_stream(made.FontDescriptor.CIDSet, "")
    assert_stream(made.DescendantFonts[0].CIDToGIDMap, "")
    assert_stream(made.ToUnicode, KEYS["ToUnicode"])


def colours(make, profile):
    function = make(KEYS["Function"], Functions=Array([make(KEYS["Function"])]))
    calibrated = Array([Name.CalRGB, make(KEYS["calibrated"])])
    icc = Array([Name.ICCBased, profile])
    spot = Array([Name.Separation, Name.X, calibrated, function])
    about = make(
        "Subtype",
        Colorants=Dictionary(X=spot, Any=Array([Name.Lab, make(KEYS["calibrated"])])),
        Process=make("Components", ColorSpace=icc),
        MixingHints=make(
            "PrintingOrder", Solidities=Dictionary(X=0.5), DotGain=Dictionary(X=function)
        ),
    )
    named = Array([Name.DeviceN, Array([Name.X]), Name.DeviceGray, function, about])
    return make(KEYS["shading"], Function=function, ColorSpace=Array([Name.Pattern, named]))


def test_a_shading_brings_its_colours_and_functions():
    profile = Array([String("no stream")])
    assert copied(colours(filled, profile), "shading") == colours(bare, profile)


def test_a_profile_and_a_palette_bring_their_data():
    profile = stream(KEYS["profile"])
    profile.Alternate = Array([Name.CalGray, filled(KEYS["calibrated"])])
    made = copied(Array([Name.Indexed, Array([Name.ICCBased, profile]), 1, stream()]), "space")
    assert_stream(made[3], "")
    assert_stream(made[1][1], KEYS["profile"] + " Alternate")
    assert made[1][1].Alternate == Array([Name.CalGray, bare(KEYS["calibrated"])])


@pytest.mark.parametrize(
    "value",
    [
        Array([Name.Odd, filled("N")]),
        Array([Name.DeviceRGB, filled("N")]),
        Array([Name.CalRGB, Dictionary(), filled("N")]),
    ],
)
def test_a_colour_space_of_no_known_family_brings_no_dictionary(value):
    assert list(copied(value, "space"))[-1] is None


def test_what_has_no_kind_is_no_dictionary():
    for kind in ("", "space"):
        assert copied(filled("N"), kind) is None
        assert copied(stream("N"), kind) is None
    assert len(copied(Array([]), "space")) == 0
    state = Passive(OUT, Tally()).picked(Dictionary(LW=filled("N"), TR=filled("N")), "state")
    assert state == Dictionary(TR=bare("N"))


def test_parameters_of_filters_bring_what_they_need():
    keys = "Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign "
    keys += "Rows EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform"
    one = stream()
    one.Filter, one.DecodeParms = Name.JBIG2Decode, filled("", JBIG2Globals=stream())
    for key in keys.split():
        one.DecodeParms["/" + key] = 1
    made = copied(one, "data")
    assert set(made.DecodeParms.keys()) == {f"/{key}" for key in [*keys.split(), "JBIG2Globals"]}
    assert_stream(made.DecodeParms.JBIG2Globals, "")


def test_one_object_in_two_roles_is_copied_for_each():
    one = SOURCE.make_indirect(filled("Flags N"))
    passive = Passive(OUT, Tally())
    assert passive.value(one, "descriptor") == bare("Flags")
    assert passive.value(one, "function") == bare("N")
    assert passive.value(one, "function").objgen == passive.value(one, "function").objgen
