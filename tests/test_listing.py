"""A few of many, in a sentence."""

import pytest

from lorpack.listing import few


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b, c"), (list("abcde"), "a, b, c and 2 more")],
)
def test_the_first_are_named_and_the_others_counted(names, text):
    assert few(names) == text
