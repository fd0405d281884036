"""Whether the letters together are what the specialty's programs look for (DOMAIN.md A6)."""

from collections.abc import Iterator, Sequence

from lorpack.advice.candidates import Candidate, candidates, needs_us_letters
from lorpack.findings import Finding, Place, Severity
from lorpack.portals.facts import Limit
from lorpack.profiles.applicant import Target
from lorpack.profiles.application import Application
from lorpack.profiles.writer import LetterKind, Relationship
from lorpack.schedule.standing import in_reserve
from lorpack.specialties import Specialty, specialty


def findings(application: Application) -> Iterator[Finding]:
    """What the mix of each target lacks, and letters that belong to an earlier season."""
    for index, target in enumerate(application.applicant.targets):
        place = application.place("applicant.yaml", "targets", index)
        letters = candidates(application, target)
        if not letters:
            if application.writers:
                yield _none(target, place)
            continue
        field = specialty(target.specialty, application.folder)
        yield from _number(application, letters, field, place)
        if not _short(len(letters), field.letters):  # Where letters are missing, that is enough.
            yield from _in_specialty(letters, field, place)
            if needs_us_letters(application, target):
                yield from _from_us(letters, field, place)
        yield from _kinds(letters, field, target, place)
        yield from _views(letters, place)
    yield from _seasons(application)


def _none(target: Target, place: Place) -> Finding:
    message = f"no letter writer is asked for a letter in {target.specialty}"
    hint = f"set `target: {target.id}` for its writers, or `scope: general` for a letter that serves both"
    return Finding("LOR309", Severity.WARNING, message, place, hint)


def _number(
    application: Application, letters: Sequence[Candidate], field: Specialty, place: Place
) -> Iterator[Finding]:
    if _short(len(letters), field.letters):
        message = f"{_counted(len(letters))}, and programs require {_limit(field.letters)}"
        yield Finding("LOR301", Severity.WARNING, message, place, "ask one or two more, early")
    if len(letters) == _limit(field.letters) and not any(in_reserve(application)):
        message = "there is nobody in reserve should a letter fall through"
        hint = "add a writer with `backup: true`; they are asked only when you decide to"
        yield Finding("LOR307", Severity.INFO, message, place, hint)


def _in_specialty(
    letters: Sequence[Candidate], field: Specialty, place: Place
) -> Iterator[Finding]:
    found = sum(one.in_specialty for one in letters)
    if field.id != "general" and _short(found, field.in_specialty):
        message = (
            f"{_counted(found)} from {field.name}, where {_limit(field.in_specialty)} are the least"
        )
        hint = "`specialty:` of a writer tells where they work"
        yield Finding("LOR302", Severity.WARNING, message, place, hint)


def _from_us(letters: Sequence[Candidate], field: Specialty, place: Place) -> Iterator[Finding]:
    found = sum(one.us_clinical for one in letters)
    if _short(found, field.us_for_international):
        message = (
            f"{_counted(found)} from clinical work in the US, where"
            f" {_limit(field.us_for_international)} are the least"
        )
        hint = "give the letters from abroad all the detail you can, and name other US experience"
        yield Finding("LOR303", Severity.WARNING, message, place, hint)


def _kinds(
    letters: Sequence[Candidate], field: Specialty, target: Target, place: Place
) -> Iterator[Finding]:
    if not any(one.clinical for one in letters):
        message = "no letter speaks of clinical work"
        hint = "ask someone who supervised you with patients"
        yield Finding("LOR304", Severity.WARNING, message, place, hint)
    kinds = {one.writer.profile.letter.kind for one in letters}
    expected = field.standard and field.standard.verified and field.standard.use != "accepted"
    if field.standard and expected and LetterKind.STANDARDIZED not in kinds:
        message = f"nobody is asked for a standardized letter. {field.standard.text}"
        hint = "set `kind: standardized` under `letter:` of the writer who fills it in"
        yield Finding("LOR305", Severity.WARNING, message, place, hint)
    wanting = [program.name for program in target.programs if program.chair_letter]
    if wanting and not any(one.writer.profile.letter.chair_letter for one in letters):
        message = f"{wanting[0]} requires a chair’s letter, and no writer is asked for one"
        hint = "set `chair_letter: true` under `letter:` of the writer who will give it"
        yield Finding("LOR306", Severity.WARNING, message, place, hint)


def views(application: Application, target: Target) -> dict[Relationship, tuple[str, ...]]:
    """Who can show the applicant from which side, for *target*: the ids of the writers."""
    letters = candidates(application, target)
    return {view: tuple(one.id for one in letters if view in one.views) for view in Relationship}


_SEVERAL = 3


def _views(letters: Sequence[Candidate], place: Place) -> Iterator[Finding]:
    if len(letters) >= _SEVERAL and all(one.views == {Relationship.CLINICAL} for one in letters):
        message = "every letter speaks of clinical work, and none of anything else"
        hint = "is there someone from research, teaching or leadership, or who has known you for years?"
        yield Finding("LOR310", Severity.INFO, message, place, hint)


def _seasons(application: Application) -> Iterator[Finding]:
    season = application.applicant.season
    for writer in application.writers:
        letter = writer.profile.letter
        if letter.season and letter.season < season and not letter.new_version:
            message = f"this letter is of season {letter.season}; the application is of {season}"
            place = application.place(writer.file, "letter", "season")
            hint = "ERAS marks an imported letter with the day of its first upload; a new version has today’s"
            yield Finding("LOR308", Severity.INFO, message, place, hint, writer.id)


def _limit(limit: Limit | None) -> int:
    return limit.count if limit else 0


def _short(found: int, limit: Limit | None) -> bool:
    return found < _limit(limit)


def _counted(number: int) -> str:
    words = {0: "no letter", 1: "one letter", 2: "two letters"}
    return words.get(number, f"{number} letters")
