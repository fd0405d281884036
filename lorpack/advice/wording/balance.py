"""How many qualities and points there are, what they are about, and whether anything shows them."""

import re
from collections.abc import Iterator, Sequence

from lorpack.advice.privacy.model import word_set
from lorpack.advice.wording.texts import words
from lorpack.advice.wording.vocabulary import EFFORT, pattern_of
from lorpack.findings import Finding, Severity
from lorpack.letters import has_scenes
from lorpack.profiles.application import Application, LetterWriter, Step
from lorpack.profiles.folders import APPLICANT

_LEAST_EFFORT = 3
_EFFORT_WORDS = word_set(" ".join(EFFORT))


def findings(application: Application) -> Iterator[Finding]:
    """LOR503, LOR505 and LOR509, for the lists of the applicant and of each writer."""
    own = application.applicant.qualities
    yield from _list(application, APPLICANT, "qualities", own, (4, 6))
    yield from _effort(application, APPLICANT, own)
    for writer in application.writers:
        profile = writer.profile
        yield from _list(
            application, writer.file, "qualities", profile.qualities, (4, 6), writer.id
        )
        yield from _list(application, writer.file, "brag", profile.brag, (5, 7), writer.id)
        yield from _effort(application, writer.file, profile.qualities, writer.id)
        yield from _unseen(application, writer)


def _list(
    application: Application,
    file: str,
    key: str,
    items: Sequence[object],
    limits: tuple[int, int],
    writer: str = "",
) -> Iterator[Finding]:
    """LOR509 (source: DOMAIN.md A11, D15). An empty list is a section that is not wanted."""
    least, most = limits
    if not items or least <= len(items) <= most:
        return
    noun = "point" if key == "brag" else "quality" if len(items) == 1 else "qualities"
    plural = "s" if key == "brag" and len(items) > 1 else ""
    message = f"{len(items)} {noun}{plural}, where {least} to {most} are read and remembered"
    short = f"add {least - len(items)} or more, or leave the list out"
    hint = short if len(items) < least else "keep those that only this writer can speak to"
    place = application.place(file, key, key=True)
    yield Finding("LOR509", Severity.INFO, message, place, hint, writer)


def _effort(
    application: Application, file: str, qualities: Sequence[str], writer: str = ""
) -> Iterator[Finding]:
    """LOR505 (source: DOMAIN.md B7, Schmader 2007)."""
    heads = [set(words(one)[:4]) for one in qualities]
    if sum(not head.isdisjoint(_EFFORT_WORDS) for head in heads) < _LEAST_EFFORT:
        return
    start = re.compile(
        rf"\W*(?:(?!not\b|never\b)\w+ ){{0,2}}?({pattern_of(EFFORT)})", re.IGNORECASE
    )
    found = [match[1] for match in map(start.match, qualities) if match]
    if len(found) < _LEAST_EFFORT or 2 * len(found) <= len(qualities):
        return
    message = f"{len(found)} of {len(qualities)} qualities are about effort: {', '.join(found)}"
    hint = "add what you can do and what came of it: reasoning, skill, teaching, results"
    place = application.place(file, "qualities", key=True)
    yield Finding("LOR505", Severity.INFO, message, place, hint, writer)


def _unseen(application: Application, writer: LetterWriter) -> Iterator[Finding]:
    """LOR503: a claim, and nothing that this writer saw."""
    profile = writer.profile
    path: tuple[Step, ...] = ("qualities", 0) if profile.qualities else ("emphasis", 0)
    claims = profile.qualities or profile.emphasis
    if claims and not has_scenes(writer):
        message = (
            f"“{claims[0]}”: nothing here shows it, no case, feedback, project or observed point"
        )
        hint = "write down one patient or one piece of feedback that this writer will remember"
        place = application.place(writer.file, *path)
        yield Finding("LOR503", Severity.WARNING, message, place, hint, writer.id)
