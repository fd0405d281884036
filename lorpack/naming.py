"""Names of files, from names of people: ASCII, safe on every file system, never empty."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th",
        "ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "ng", "Ŋ": "Ng", "ə": "e", "Ə": "E",
    }
)  # fmt: skip
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")


def ascii_name(name: str, fallback: str) -> str:
    """*name* as letters, digits and hyphens, at most 40; *fallback* when nothing is left.

    >>> ascii_name("Nguyễn-O’Brien", "w")
    'Nguyen-OBrien'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = re.sub(r"['’ʼ`´]", "", plain).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return fallback if not plain or _RESERVED.match(plain) else plain


def packet_name(
    applicant_family: str, writer_family: str, application_id: str, writer_id: str
) -> str:
    """``Okafor-LOR-packet-for-Chen.pdf`` (contract, DESIGN.md 3)."""
    applicant = ascii_name(applicant_family, ascii_name(application_id, "applicant"))
    return f"{applicant}-LOR-packet-for-{ascii_name(writer_family, writer_id)}.pdf"
