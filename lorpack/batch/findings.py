"""Findings of a build: each told once, and those about what belongs to somebody else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lorpack.batch.crosscheck import Index, Stranger
from lorpack.batch.model import PacketResult
from lorpack.batch.survey import Excuse
from lorpack.findings import Finding, Place, Severity
from lorpack.packet.words import words

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


def message_held_back(index: Index, application: str, message: "Message") -> list[Finding]:
    """What *message* of *application* holds of other applicants, as errors."""
    from lorpack.messages.draft import to_text

    text = " ".join(words(to_text(message, [])))
    strangers = index.strangers(application, [text])
    return [
        Finding(
            "LOR631",
            Severity.ERROR,
            f"{message.entry.stem} has {_what(one)} of another applicant: {one.other}",
            Place(f"writers/{message.writer}.yaml"),
            "take it out of the profile",
            message.writer,
        )
        for one in strangers
    ]


def _what(one: Stranger) -> str:
    return "the name" if one.is_name else "an identifier (ID, Letter ID or mail address)"


def held_back(index: Index, packet: PacketResult, pages: Sequence[str]) -> list[Finding]:
    """What the *pages* of *packet* hold of other applicants, told by the application's id alone.

    An identifier is an error, and a name on a page that lorpack made. A name on a supplied page
    is a warning: people of one class publish together.
    """
    found: dict[Finding, None] = {}
    for one in index.strangers(packet.application, pages):
        own_page = one.page <= packet.generated
        is_error = own_page or not one.is_name
        message = f"page {one.page} has {_what(one)} of another applicant: {one.other}"
        hint = (
            "take it out of the profile"
            if own_page
            else "look whether the right document is supplied; a co-author may stay"
        )
        found[
            Finding(
                "LOR631" if is_error else "LOR632",
                Severity.ERROR if is_error else Severity.WARNING,
                message,
                Place(f"writers/{packet.writer}.yaml"),
                hint,
                packet.writer,
            )
        ] = None
    return list(found)
