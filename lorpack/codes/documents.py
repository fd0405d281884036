"""LOR7xx: supplied documents and fonts."""

from lorpack.codes.model import Rule
from lorpack.findings import Severity

DOCUMENTS: tuple[Rule, ...] = (
    Rule(
        "LOR701",
        "a supplied file is not there",
        Severity.ERROR,
        "A packet without the CV or the request form it names would be handed over incomplete. "
        "Paths are read from the application's own folder and never leave it, so that the same "
        "folder gives the same packet on any machine. Capitals count.",
        "cv: documents/CV-final.pdf     (the file is documents/cv-final.pdf)",
        "Correct the path, or put the file into the application's folder, "
        "for example into documents/.",
    ),
)
