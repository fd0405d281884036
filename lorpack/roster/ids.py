"""Ids of applicants and writers: names of folders and files that are safe on every system."""

import re
import unicodedata

from lorpack.findings import Notice
from lorpack.naming import ascii_name
from lorpack.profiles.wording import error, shown

LONGEST = 64

_ID = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST - 1}}}")
_TAKEN = frozenset(
    "output node_modules __pycache__ portals specialties templates writers documents".split()  # noqa: SIM905
)


def id_of(text: str) -> str | Notice:
    """*text* from a roster as an id: lower case, ASCII, no spaces; or why it cannot be one."""
    bare = unicodedata.normalize("NFC", text.strip())
    if "/" in bare or "\\" in bare or bare.startswith(".") or ".." in bare:
        return _refused(bare, "it looks like a path")
    if len(bare) > LONGEST:
        return _refused(bare, f"it is longer than {LONGEST} characters")
    plain = slug(bare)
    if not plain:
        return _refused(bare, "nothing safe is left of it, or the system needs that name")
    if plain in _TAKEN:
        return _refused(bare, "lorpack needs that name itself")
    lowered = bare.lower()
    return lowered if _ID.fullmatch(lowered) else plain


def slug(text: str) -> str:
    """*text* as an id; empty when nothing is left."""
    return ascii_name(text, "").lower()


def same(text: str) -> str:
    """*text* as people compare names: without case, form of accents and extra spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def alike(text: str) -> str:
    """*text* as people compare titles: ``OB/GYN`` and ``Ob-Gyn`` are one."""
    plain = same(text)
    marks = {char for char in plain if unicodedata.category(char).startswith("P")}
    return " ".join(plain.translate(dict.fromkeys(map(ord, marks), " ")).split()) or plain


def _refused(text: str, why: str) -> Notice:
    hint = "use letters, digits and hyphens, as okafor-amara or chen"
    return error("LOR907", f"`{shown(text)}` cannot be an id: {why}", hint)
