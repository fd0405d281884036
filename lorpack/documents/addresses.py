"""What the address of a link in a PDF means, written so that every program understands it."""

import re
from string import punctuation
from urllib.parse import quote

from pikepdf import String

from lorpack.documents.names import spelled
from lorpack.links import may_follow

_LONGEST = 2048
_WITHOUT_SCHEME = re.compile(r"(?i)www\.[\w-]+\.")
_ODD_HOST = re.compile(r"(?i)https?://[^/?#]*%")


def address_of(uri: object) -> str:
    """The address *uri* with https where it begins with ``www.``, and encoded as browsers do.

    Empty where it does not lead to the web, to e-mail or to a telephone, or hides what it is.
    """
    text = _text(uri).strip(" ")
    if _WITHOUT_SCHEME.match(text):
        text = f"https://{text}"
    address = quote(text, safe=punctuation)
    hides = not text.isprintable() or len(address) > _LONGEST or _ODD_HOST.match(address)
    return "" if hides or not may_follow(address) else address


def _text(uri: object) -> str:
    """*uri* as text: bytes in UTF-8, as nearly every program writes it, or as texts of a PDF are."""
    if isinstance(uri, String):
        try:
            return bytes(uri).decode()
        except UnicodeDecodeError:
            pass
    return spelled(uri)
