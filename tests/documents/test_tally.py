"""A document holds and costs as much as its limits say, all of it together, and no more."""

import pytest

from lorpack.documents.limits import (
    MAX_ALL_FORMS,
    MAX_ALL_PIXELS,
    MAX_ALL_UNPACKED,
    MAX_ALL_WORK,
    MAX_CONTENT,
    MAX_DRAWINGS,
    MAX_SHOWN,
    Cost,
)
from lorpack.documents.tally import Tally
from lorpack.errors import DocumentError


@pytest.mark.parametrize(
    ("add", "most", "says"),
    [
        (Tally.drawing, MAX_CONTENT, "instructions are over 8 MB"),
        (Tally.stream, MAX_ALL_UNPACKED, "all of it unpacks to far more"),
        (Tally.image, MAX_ALL_PIXELS, "images have over 1,000 megapixels together"),
        (lambda t, n: t.page(Cost(forms=n)), MAX_ALL_FORMS, "its pages together draw far more"),
        (lambda t, n: t.page(Cost(work=n)), MAX_ALL_WORK, "its pages together draw far more"),
        (lambda t, n: t.page(Cost(shown=n)), MAX_SHOWN, "shows over 4,000,000 letters"),
    ],
)
def test_each_is_counted_up_to_its_limit(add, most, says):
    tally = Tally()
    add(tally, 1)
    add(tally, most - 1)
    with pytest.raises(DocumentError, match=says) as caught:
        add(tally, 1)
    assert caught.value.code == "LOR717"


def test_drawings_are_counted_however_small_they_are():
    tally = Tally()
    for _ in range(MAX_DRAWINGS):
        tally.drawing(0)
    with pytest.raises(DocumentError, match="put together from over 20,000 drawings"):
        tally.drawing(0)


def test_what_has_no_limit_for_a_document_is_not_counted():
    tally = Tally()
    for _ in range(3):
        tally.page(Cost(pixels=MAX_ALL_PIXELS, letters=MAX_SHOWN))
