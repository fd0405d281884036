"""Names of files and folders that are safe on every file system, and never empty."""

import hashlib
import re
import unicodedata

LONGEST = 120
"""Bytes of a name: NTFS, APFS and ext4 hold 255, and what is added to it has room."""

LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th",
        "ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "ng", "Ŋ": "Ng", "ə": "e", "Ə": "E",
    }
)  # fmt: skip
"""Letters that no normal form takes apart, as people write them without their signs."""

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(\..*)?")
_FORBIDDEN = re.compile(r"[<>:\"/\\|?*]")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def is_reserved(name: str) -> bool:
    """Whether Windows means a device by *name*, with any ending: ``con``, ``nul.txt``."""
    return bool(_RESERVED.fullmatch(name.rstrip(" .")))


def folder_name(name: str) -> str:
    """*name* (of an application's folder) as the name of a folder on every system.

    In the composed normal form; a name that some system cannot hold becomes ASCII with a digest
    of itself behind it, so that two of them stay two.

    >>> folder_name("amara-okafor"), folder_name("a:b")
    ('amara-okafor', 'a-b-6783a31e')
    """
    composed = unicodedata.normalize("NFC", name)
    is_safe = (
        composed.strip(" .") == composed != ""
        and not composed.startswith("-")
        and not is_reserved(composed)
        and not _FORBIDDEN.search(composed)
        and not any(unicodedata.category(char) in _UNSEEN for char in composed)
        and len(composed.encode()) <= LONGEST
    )
    if is_safe:
        return composed
    digest = hashlib.sha256(composed.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{ascii_name(composed, 'application')}-{digest}"


def ascii_name(name: str, fallback: str) -> str:
    """*name* as letters, digits and hyphens, at most 40; *fallback* when nothing is left.

    >>> ascii_name("Nguyễn-O’Brien", "w")
    'Nguyen-OBrien'
    """
    plain = re.sub(r"['’ʼ`´＇｀]", "", name.translate(LETTERS))
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return fallback if not plain or is_reserved(plain) else plain


def packet_name(
    applicant_family: str, writer_family: str, application_id: str, writer_id: str
) -> str:
    """``Okafor-LOR-packet-for-Chen.pdf`` (contract, DESIGN.md 3)."""
    applicant = ascii_name(applicant_family, ascii_name(application_id, "applicant"))
    writer = ascii_name(writer_family, ascii_name(writer_id, "writer"))
    return f"{applicant}-LOR-packet-for-{writer}.pdf"
