"""Findings of a build: each told once, and those about what belongs to somebody else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lorpack.batch.crosscheck import Index, Kind
from lorpack.batch.survey import Excuse
from lorpack.findings import Finding, Place, Severity
from lorpack.packet.words import words_of
from lorpack.profiles.folders import APPLICANT

if TYPE_CHECKING:
    from lorpack.messages.compose import Message


def each_once(checked: Sequence[Finding], built: Sequence[Finding]) -> list[Finding]:
    """All findings, each once: what check told already is not told again by the packets.

    What several packets say of a file that they share concerns the application.
    """
    told = {(one.code, str(one.place)) for one in checked}
    kept = dict.fromkeys(checked)
    seen: set[tuple[str, ...]] = set()
    for one in built:
        shared = one if one.place.file.startswith("writers/") else replace(one, writer="")
        key = (shared.code, str(shared.place), shared.writer, shared.message)
        if (one.code, str(one.place)) not in told and key not in seen:
            seen.add(key)
            kept[shared] = None
    return sorted(kept, key=lambda one: one.sort_key)


def without(excuses: Iterable[Excuse], findings: Iterable[Finding]) -> list[Finding]:
    """*findings* without those that *excuses* name."""
    from lorpack.profiles.load import apply_ignores

    known = tuple(excuses)
    return apply_ignores(findings, known) if known else list(findings)


def of_another(output: Path) -> Finding:
    """Told when *output*, the folder for the results, is that of somebody else."""
    message = f"the folder {output.name} in the output belongs to another applicant"
    hint = (
        "rename the application's folder, or choose another output folder with -o; when they are one"
        " person, delete the folder in the output"
    )
    return Finding("LOR636", Severity.ERROR, message, Place(APPLICANT), hint)


def message_held_back(
    index: Index, application: str, message: "Message", enclosed: Sequence[str]
) -> list[Finding]:
    """What *message* of *application*, or the names of the files *enclosed*, hold of other
    applicants, as errors."""
    from lorpack.messages.draft import to_text

    pages = words_of([to_text(message, enclosed)])
    return [
        Finding(
            "LOR631",
            Severity.ERROR,
            f"{message.entry.stem} has the {one.kind} of another applicant: {one.other}",
            Place(f"writers/{message.writer}.yaml"),
            _TAKE_OUT,
            message.writer,
        )
        for one in index.strangers(application, pages)
    ]


_TAKE_OUT = (
    "take it out of the profile; when it has to be there, say so in lorpack.yaml under `ignore:`"
)

_LOOK = "look whether it is the other applicant who is meant; ordinary words may stay"


def held_back(
    index: Index, application: str, writer: str, generated: int, pages: Sequence[str]
) -> list[Finding]:
    """What the *pages* of a packet hold of other applicants, told by the application's id alone.

    An identifier is an error, and so is a name on one of the first pages, the *generated* ones. A
    name on a supplied page is a warning: people of one class publish together. So is everywhere
    what may be no name: "A Long-Term Follow-up" is no A. Long.
    """
    found: dict[tuple[bool, str, Kind], list[int]] = {}
    for one in index.strangers(application, pages):
        own_page = one.page <= generated
        found.setdefault((own_page, one.other, one.kind), []).append(one.page)
    return [
        _stranger(writer, own_page, other, kind, numbers)
        for (own_page, other, kind), numbers in found.items()
    ]


def _stranger(writer: str, own_page: bool, other: str, kind: Kind, pages: Sequence[int]) -> Finding:
    is_name = kind in (Kind.NAME, Kind.POSSIBLE_NAME)
    is_error = not is_name or (own_page and kind is Kind.NAME)
    where = f"page {pages[0]} has" if len(pages) == 1 else f"pages {_listed(pages)} have"
    look = (
        _LOOK if own_page else "look whether the right document is supplied; a co-author may stay"
    )
    return Finding(
        "LOR631" if is_error else "LOR632",
        Severity.ERROR if is_error else Severity.WARNING,
        f"{where} the {kind} of another applicant: {other}",
        Place(f"writers/{writer}.yaml"),
        _TAKE_OUT if own_page and is_error else look,
        writer,
    )


def _listed(numbers: Sequence[int]) -> str:
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
