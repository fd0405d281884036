"""Names and texts of a PDF are read whatever bytes they are of."""

import pytest
from pikepdf import Array, Name, Object, String

from lorpack.documents.names import spelled


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Name.Form, "/Form"),
        (Object.parse(b"/Gr#c3#bcn"), "/Grün"),
        (Object.parse(b"/Gr#fcn"), "/Gr\udcfcn"),  # as pikepdf spells keys
        (String("Zoë 王"), "Zoë 王"),
        (Object.parse(b"<FEFF738B>"), "王"),
        (Object.parse(b"<EFBBBFC3AB>"), "ë"),
        (Object.parse(b"<EFBBBF41FF>"), "ï»¿Aÿ"),
        (Array([Name.Form]), ""),
        (5, ""),
        (None, ""),
    ],
)
def test_a_name_or_text_of_any_bytes_is_spelled(value, text):
    assert spelled(value) == text
