"""Fonts: bundled, the user's own, and those that are none."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from lorpack.advice.check import check
from lorpack.fonts import bundled_faces, missing_characters, own_fonts


def about_fonts(folder):
    """What check says of documents and fonts."""
    return [finding for finding in check(folder) if finding.code.startswith("LOR7")]


def test_text_faces_are_there():
    assert [face.family for face in bundled_faces()][:8] == ["Lorpack Serif"] * 4 + [
        "Lorpack Sans"
    ] * 4


@pytest.mark.parametrize("text", ["Łukasz Nguyễn", "Ωμέγα", "Жук ђ", "“‘’”–…", "≥ 5 µg"])
def test_default_scripts_are_covered(text):
    assert missing_characters([text]) == []


def test_what_no_font_has_is_named_in_order():
    assert missing_characters(["a தமி b", "த"]) == ["த", "ம", "ி"]


def test_a_character_without_a_glyph_is_placed(make_application):
    folder = make_application(writers={"chen": {"learned": ["fine", "தமிழ்"]}})
    (finding,) = about_fonts(folder)
    assert finding.code == "LOR752"
    assert finding.place.file == "writers/chen.yaml"
    assert "தமிழ்" in finding.place.excerpt
    assert "U+0BA4" in finding.message


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("documents/a.ttf", b"not a font", "LOR754"),
        ("documents/none.ttf", None, "LOR701"),
        ("../a.ttf", None, "LOR702"),
    ],
)
def test_a_font_that_is_none_is_a_finding_and_nothing_breaks(make_application, name, data, code):
    documents = {name: data} if data else {}
    folder = make_application(settings={"fonts": [name]}, documents=documents)
    assert [finding.code for finding in about_fonts(folder)] == [code]


def test_the_characters_of_the_bundled_fonts_are_those_that_fonttools_finds():
    have = set()
    for face in bundled_faces():
        with BytesIO(face.data) as file:
            have.update(TTFont(file, fontNumber=0).getBestCmap())
    asked = [char for char in map(chr, range(0x2100, 0x2FA20)) if not "\ufe00" <= char <= "\ufe0f"]
    assert missing_characters(asked) == [char for char in asked if ord(char) not in have]


def test_an_own_font_is_used(make_application):
    own = next(face.data for face in bundled_faces() if face.family == "Lorpack Serif")
    folder = make_application(
        settings={"fonts": ["documents/own.ttf"]}, documents={"documents/own.ttf": own}
    )
    assert about_fonts(folder) == []


def test_an_own_font_named_with_a_backslash_is_used(make_application):
    own = next(face for face in bundled_faces() if face.family == "Lorpack Serif")
    folder = make_application(documents={"documents/own.ttf": own.data})
    assert own_fonts(folder, ["documents\\own.ttf"])[0].data == own.data


def test_an_own_font_is_not_read_through_a_link(make_application, tmp_path):
    folder = make_application()
    outside = tmp_path / "outside.ttf"
    outside.write_bytes(bundled_faces()[0].data)
    (folder / "own.ttf").symlink_to(outside)
    assert own_fonts(folder, ["own.ttf"]) == ()


@pytest.mark.parametrize("length", [4, 12, 60, 300, 3000])
def test_a_cut_off_font_is_told(make_application, length):
    whole = bundled_faces()[0].data
    folder = make_application(
        settings={"fonts": ["documents/cut.ttf"]}, documents={"documents/cut.ttf": whole[:length]}
    )
    assert [finding.code for finding in about_fonts(folder)] == ["LOR754"]
