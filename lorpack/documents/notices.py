"""What a reader wants to know about the difference between a supplied PDF and its pages."""

from collections.abc import Iterator

from pikepdf import Pdf

from lorpack.documents.annotations import Found
from lorpack.documents.layers import Layers
from lorpack.findings import Notice, Severity
from lorpack.listing import few

_FEW, _ROOM = 3, 60
_REPRINT = "Open it, choose File > Print > Save as PDF, and use the new file."


def was_rebuilt(pdf: Pdf) -> bool:
    """Whether the table of objects had to be made anew when the file was opened."""
    return any("reconstruct" in str(warning).lower() for warning in pdf.get_warnings())


def opening_notices(pdf: Pdf, data: bytes, title: str) -> list[Notice]:
    notices = []
    if pdf.is_encrypted and not all(pdf.allow):
        notices.append(
            Notice(
                "LOR711",
                f"{title} forbids changes or copying; the packet does not keep these restrictions.",
                "Make sure that you may pass it on.",
                Severity.INFO,
            )
        )
    if was_rebuilt(pdf) or b"%%EOF" not in data[-2048:]:
        notices.append(
            Notice(
                "LOR715",
                f"{title} was damaged and has been repaired; it has {len(pdf.pages)} page(s) now, "
                "and some may be missing.",
                "Compare it with the original, or export it again.",
            )
        )
    return notices


def closing_notices(
    found: Found, layers: Layers, repaired: bool, links: list[str], title: str
) -> list[Notice]:
    """What a reader would want to know about the difference between source and result.

    *links* are the addresses of those that are left out.
    """
    return [*_about_file(found, repaired, title), *_left_out(found, layers, links, title)]


def _about_file(found: Found, repaired: bool, title: str) -> Iterator[Notice]:
    if repaired:
        yield Notice(
            "LOR715",
            f"{title}: a picture, a font or a page was damaged and has been repaired; part of "
            "it may be missing.",
            "Compare it with the original, or export it again.",
        )
    if found.signed:
        yield Notice(
            "LOR719",
            f"{title} is digitally signed; in the packet the signature is only a picture.",
            "If the reader must check the signature, send the original as well.",
        )
    if found.active:
        yield Notice(
            "LOR720",
            f"{title} has scripts, actions or attached files; they are left out.",
            "Nothing to do, unless an attachment matters: supply it as a document of its own.",
            Severity.INFO,
        )


def _left_out(found: Found, layers: Layers, links: list[str], title: str) -> Iterator[Notice]:
    if links:
        yield Notice(
            "LOR724",
            f"{title}: {len(links)} link(s) left out: {_listed(links)}.",
            "Links to a page (https://…), an e-mail address (mailto:…) or a telephone number "
            "(tel:…) stay: give the whole address, and export the file again.",
        )
    if layers.dropped:
        yield Notice(
            "LOR721",
            f"{title} has hidden layers; they are left out of the packet.",
            "If they should be seen, show them in the program that made it and export again.",
        )
    if found.lost:
        yield Notice(
            "LOR722",
            f"{title}: {found.lost} comment(s) or mark(s) could not be drawn; left out.",
            _REPRINT,
        )
    if found.fields:
        fields = ", ".join(found.fields)
        yield Notice(
            "LOR723",
            f"{title}: the field(s) {fields} could not be drawn as they were filled in.",
            _REPRINT,
        )


def _listed(links: list[str]) -> str:
    """The first few of *links*, each as far as a line has room for it."""
    shown = ["".join(c if c.isprintable() else "?" for c in link[:_ROOM]) for link in links]
    return few([f"“{link}”" for link in shown], _FEW)
