"""The words of a finished packet, page by page, in one plain form."""

import re
import unicodedata
from collections.abc import Iterable

from lorpack.naming import LETTERS

_WORD = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_]+")
"""A word; of a script that is written without spaces, a character."""

_SIGNS = str.maketrans("ʼʻʾʿ", "''''", "ـ")
"""Apostrophes that Unicode counts among the letters; and the line that lengthens Arabic ones."""

_PLAIN = {**LETTERS, **_SIGNS}


def words(text: str) -> list[str]:
    """The words of *text* without case, accents and signs: what two spellings have in common.

    >>> words("Nguyễn, O’Brien; LTR-0043"), words("Łukasz Yıldız")
    (['nguyen', 'o', 'brien', 'ltr', '0043'], ['lukasz', 'yildiz'])
    """
    return [word.casefold() for word in _spelled(text)]


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of each of *texts*, with single spaces between them, and with their capitals: these
    tell a name of ordinary words (An Do) from the words.

    >>> words_of(["Let me do an Écho!"])
    ('Let me do an Echo',)
    """
    return tuple(" ".join(_spelled(text)) for text in texts)


def _spelled(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _WORD.findall(unicodedata.normalize("NFKC", plain.translate(_PLAIN)))
