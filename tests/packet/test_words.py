"""The plain words of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorpack.packet.words import words, words_of


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Đức Nguyễn", "duc nguyen"),
        ("ŁUKASZ WÓJCIK", "lukasz wojcik"),
        ("Søren Jørgensen", "soren jorgensen"),
        ("Işıl YILDIZ, İPEK", "isil yildiz ipek"),
        ("Ǿ Straße STRASSE", "o strasse strasse"),
        ("Oʼneil, Kaʻiulani", "o neil ka iulani"),
        ("محـــمد", "محمد"),
        ("Ада Квилл", "ада квилл"),
        ("陈维琳", "陈 维 琳"),
    ],
)
def test_two_spellings_have_one_plain_form(written, plain):
    assert " ".join(words(written)) == plain


def test_the_words_of_a_page_keep_their_capitals():
    assert words_of(["Let me do an Écho!", ""]) == ("Let me do an Echo", "")


@given(st.text())
def test_a_page_has_the_words_of_its_text(text):
    (page,) = words_of([text])
    assert page.casefold().split() == words(text)
    assert len(page.split()) == len(words(text))
