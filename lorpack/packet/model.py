"""What building one packet gives."""

from dataclasses import dataclass

from lorpack.findings import Finding


@dataclass(frozen=True)
class BuiltSection:
    """A section as it came out: *first* page (1-based) and how many *pages*."""

    key: str
    title: str
    origin: str
    first: int
    pages: int


@dataclass(frozen=True)
class Packet:
    """A finished packet, or, without *data*, the reasons why there is none.

    *generated* counts the pages that hold something lorpack made; the rest are supplied. *words*
    are those of each page (see lorpack.packet.words).
    """

    findings: tuple[Finding, ...]
    data: bytes = b""
    pages: int = 0
    generated: int = 0
    sections: tuple[BuiltSection, ...] = ()
    words: tuple[str, ...] = ()
