"""Any text that a profile may hold survives YAML, HTML and PDF."""

import re
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorpack.fonts import missing_characters

# Letters, marks of other scripts and signs that the text faces have; what Markdown reads as a
# mark of its own is another test's business (tests/test_markup.py). IPA letters are left out:
# the font draws some of them as two glyphs, which some readers then extract as two letters.
BLOCKS = (range(0x21, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00), range(0x2010, 0x2200))
LETTERS = "".join(
    char
    for char in (chr(code) for block in BLOCKS for code in block)
    if unicodedata.category(char) in {"Lu", "Ll", "Nd", "Sc", "Sm", "Pd", "Po", "Ps", "Pe"}
    and not missing_characters([char])
    and char not in "*_`[]<>&\\!#~|-+'\".…:"
)
lines = st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=40), min_size=1, max_size=6).map(
    " ".join
)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def test_there_are_letters_to_try():
    assert len(LETTERS) > 900
    assert {"ł", "ễ", "ñ", "Ж", "Ω", "ọ"} <= set(LETTERS)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(lines, min_size=3, max_size=12))
def test_any_text_is_read_back(build, texts):
    read = build(writers={"chen": {"learned": [f"{n} {text}" for n, text in enumerate(texts)]}})
    assert not read.packet.findings
    found = plain(read.text)
    for number, text in enumerate(texts):
        assert plain(f"{number}{text}") in found
