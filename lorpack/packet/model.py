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
    """A finished packet, or, without *data*, the reasons why there is none."""

    findings: tuple[Finding, ...]
    data: bytes = b""
    pages: int = 0
    sections: tuple[BuiltSection, ...] = ()

    @property
    def generated(self) -> int:
        """How many pages lorpack made itself: those before the first supplied one."""
        supplied = [section.first for section in self.sections if section.origin == "supplied"]
        return (min(supplied) - 1) if supplied else self.pages
