"""Characters that Word keeps by their place in the fonts Symbol and Wingdings."""

from typing import Any

from lorpack.documents.word_styles import W

_NAMES = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
SYMBOL, EXTENDED = W + "sym", _NAMES + "symEx"
# Adobe's Symbol encoding, from 0x21 and from 0xA1; its pieces of brackets are no characters.
_LETTERS = (
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SIGNS = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑"
_FONTS = {
    "symbol": dict(enumerate(_LETTERS, 0x21)) | dict(enumerate(_SIGNS, 0xA1)),
    # What Word itself makes of :) and --> while one types, its bullets and its ticks.
    "wingdings": {
        0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x9F: "•", 0xA7: "▪", 0xD8: "➢",
        0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF3: "⇔", 0xFB: "✗", 0xFC: "✓",
    },
}  # fmt: skip


def symbol(element: Any) -> str:
    """The character that the symbol *element* shows; empty when it is not known."""
    names = W if element.tag == SYMBOL else _NAMES
    font = element.get(names + "font", "").casefold()
    try:
        code = int(element.get(names + "char", ""), 16)
        place = code - 0xF000 if code >= 0xF000 else code  # of these fonts, in private use
        known = _FONTS[font].get(place, "") if font in _FONTS else chr(code)
    except (ValueError, OverflowError):
        return ""
    return known if known.isprintable() else ""
