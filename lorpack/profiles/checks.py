"""What the files of one application say about each other: pure functions that give findings."""

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from lorpack.dates import PartialDate
from lorpack.findings import Finding, Notice, Place, Severity
from lorpack.profiles.applicant import Applicant
from lorpack.profiles.application import LetterWriter, Source, Step, settings_file
from lorpack.profiles.folders import APPLICANT, SETTINGS, SHARED_SETTINGS, supplied_files
from lorpack.profiles.settings import Settings
from lorpack.profiles.shape import close
from lorpack.profiles.wording import shown


@dataclass(frozen=True)
class Draft:
    """What could be read of an application; *applicant* None when its file has errors.

    *office* is what of *settings* the office says.
    """

    folder: Path
    applicant: Applicant | None
    writers: Sequence[LetterWriter]
    settings: Settings
    sources: Mapping[str, Source]
    known_ids: frozenset[str]
    office: Settings | None = None

    def place(self, file: str, *path: Step) -> Place:
        """Where the value at *path* of *file* stands."""
        return self.sources[file].place(*path) if file in self.sources else Place(file)


def check_all(draft: Draft, *, look_for_files: bool = True) -> list[Finding]:
    """Every cross-check, in no particular order; on the disk only with *look_for_files*."""
    found = [finding for check in _CHECKS for finding in check(draft)]
    return [*found, *files(draft)] if look_for_files else found


def targets(draft: Draft) -> Iterator[Finding]:
    """Each writer's target exists, and each target has its own id."""
    if draft.applicant is None:
        return
    ids = [target.id for target in draft.applicant.targets]
    for index, one in enumerate(ids):
        if one in ids[:index]:
            message = f"two targets have the id `{one}`"
            place = draft.place(APPLICANT, "targets", index, "id")
            yield Finding("LOR130", Severity.ERROR, message, place, "give each an id of its own")
    for writer in draft.writers:
        wanted = writer.profile.target
        if wanted is None or wanted in ids:
            continue
        near = close(wanted, ids)
        guess = f"did you mean `{near}`? " if near else ""
        message = f"there is no target `{wanted}` in {APPLICANT}"
        place = draft.place(writer.file, "target")
        hint = f"{guess}targets: {', '.join(ids)}"
        yield Finding("LOR211", Severity.ERROR, message, place, hint, writer.id)


def letter_ids(draft: Draft) -> Iterator[Finding]:
    """No two writers have one Letter ID."""
    owners: dict[str, list[LetterWriter]] = {}
    for writer in draft.writers:
        if number := writer.profile.letter.letter_id:
            owners.setdefault("".join(number.split()).casefold(), []).append(writer)
    for group in (group for group in owners.values() if len(group) > 1):
        for writer in group:
            rest = [other for other in group if other is not writer]
            named = ", ".join(
                str(draft.place(other.file, "letter", "letter_id")).rpartition(":")[0]
                for other in rest
            )
            number = shown(writer.profile.letter.letter_id)
            yield Finding(
                "LOR216",
                Severity.ERROR,
                f"Letter ID {number} also belongs to {named}",
                draft.place(writer.file, "letter", "letter_id"),
                "copy each writer's own Letter ID from the portal",
                writer.id,
            )


def emails(draft: Draft) -> Iterator[Finding]:
    """Two writers rarely share an address."""
    owners: dict[str, LetterWriter] = {}
    for writer in draft.writers:
        address = writer.profile.contact.email
        if address is None:
            continue
        first = owners.setdefault(address.casefold(), writer)
        if first is not writer:
            yield Finding(
                "LOR217",
                Severity.WARNING,
                f"{shown(address)} is also the address in {first.file}",
                draft.place(writer.file, "contact", "email"),
                "a message would reach the wrong person; correct one of them",
                writer.id,
            )


def overrides(draft: Draft) -> Iterator[Finding]:
    """Settings for one writer name a writer that is there; an office's may be another's."""
    own = draft.sources.get(SETTINGS)
    for name in draft.settings.writers:
        is_own = own and name in (own.tree.get("writers") or ())
        if is_own and name not in draft.known_ids:
            near = close(name, sorted(draft.known_ids))
            hint = f"did you mean `{near}`?" if near else "use the file's name without .yaml"
            message = f"there is no writer `{shown(name)}`"
            place = _key(draft, SETTINGS, "writers", name)
            yield Finding("LOR128", Severity.ERROR, message, place, hint)


def ignores(draft: Draft) -> Iterator[Finding]:
    """An ignored code is one that exists and can be ignored."""
    shared = len(draft.office.ignore) if draft.office else 0  # The office's come first.
    for index, entry in enumerate(draft.settings.ignore):
        file, at = (SHARED_SETTINGS, index) if index < shared else (SETTINGS, index - shared)
        place = draft.place(file, "ignore", at, "code")
        from lorpack.codes import rule  # All texts of all rules, which few runs need.

        known = rule(entry.code)
        if known is None:
            notice = Notice("LOR129", f"there is no finding {entry.code}", "delete the entry")
            yield notice.at(place)
        elif known.severity is Severity.ERROR and not can_ignore(entry.code):
            message = f"{entry.code} cannot be ignored: {known.title}"
            hint = f"correct what it says; see `lorpack explain {entry.code}`"
            yield Notice("LOR129", message, hint).at(place)


_NEVER_IGNORED = ("LOR211", "LOR213", "LOR214", "LOR215", "LOR528")


def can_ignore(code: str) -> bool:
    """Whether an *error* with this code may be ignored: not when it leaves a file unread or unwritten."""
    return not code.startswith("LOR1") and code not in _NEVER_IGNORED


def files(draft: Draft) -> Iterator[Finding]:
    """Every supplied file is there. (What it is, and unsafe paths, are checked elsewhere.)"""
    there: list[str] | None = None
    for file, path, name, writer in _supplied(draft):
        path_of = draft.folder / name.replace("\\", "/")
        if not _is_plain(name) or os.path.islink(path_of):  # noqa: PTH114
            continue
        if not os.path.exists(path_of):  # noqa: PTH110 - a name may be too long
            there = supplied_files(draft.folder) if there is None else there
            message = f"there is no file {shown(name)}"
            place = draft.place(file, *path)
            yield Finding("LOR701", Severity.ERROR, message, place, _similar(name, there), writer)


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return (
        not path.is_absolute() and ".." not in path.parts and ":" not in name and "\0" not in name
    )


def _similar(name: str, there: Sequence[str]) -> str:
    """A hint that names the file which is meant."""
    plain = unicodedata.normalize("NFC", name)
    twin = next((one for one in there if unicodedata.normalize("NFC", one) == plain), None)
    if twin:
        return f"the accents in the file's name are stored differently: rename the file to {name}"
    wanted = PurePosixPath(name.casefold())
    by_name = {one: PurePosixPath(one.casefold()) for one in there}
    matches = (
        [one for one, path in by_name.items() if path == wanted],
        [one for one, path in by_name.items() if path.name == wanted.name],
        [one for one, path in by_name.items() if path.stem == wanted.stem],
    )
    if found := next((one[0] for one in matches if one), None):
        return f"did you mean {found}?"
    if near := close(name, there):
        return f"did you mean {near}?"
    return "paths are relative to the application's folder, as documents/cv.pdf"


_Named = tuple[str, tuple[Step, ...], str, str]


def _supplied(draft: Draft) -> Iterator[_Named]:
    """Every supplied file: the profile, the path in it, the file's name, the writer's id."""
    applicant = draft.applicant
    if applicant:
        own: list[tuple[tuple[Step, ...], str | None]] = [
            (("cv",), applicant.cv),
            (("photo",), applicant.photo),
        ]
        own += [
            (("targets", index, "statement"), one.statement)
            for index, one in enumerate(applicant.targets)
        ]
        own += [
            (("documents", index, "file"), one.file)
            for index, one in enumerate(applicant.documents)
        ]
        yield from ((APPLICANT, path, name, "") for path, name in own if name)
    for index, font in enumerate(draft.settings.fonts):
        yield settings_file(draft.sources, "fonts", index), ("fonts", index), font, ""
    for writer in draft.writers:
        profile = writer.profile
        if profile.statement:
            yield writer.file, ("statement",), profile.statement, writer.id
        if profile.letter.request_form:
            yield writer.file, ("letter", "request_form"), profile.letter.request_form, writer.id
        for index, one in enumerate(profile.attachments):
            yield writer.file, ("attachments", index, "file"), one.file, writer.id


def deadlines(draft: Draft) -> Iterator[Finding]:
    """Nobody is asked for a letter after its deadline."""
    if draft.applicant is None:
        return
    for index, target in enumerate(draft.applicant.targets):
        place = draft.place(APPLICANT, "targets", index, "letters_by")
        yield from _late("LOR401", target.letters_by, target.deadline, "letters_by", place, "")
    for writer in draft.writers:
        letter, target_of = writer.profile.letter, draft.applicant.target(writer.profile.target)
        deadline = letter.deadline or (target_of.deadline if target_of else None)
        place = draft.place(writer.file, "letter", "wanted_by")
        yield from _late("LOR401", letter.wanted_by, deadline, "wanted_by", place, writer.id)
        place = draft.place(writer.file, "letter", "agreed_by")
        yield from _late("LOR402", letter.agreed_by, deadline, "agreed_by", place, writer.id)


def _late(
    code: str, day: date | None, deadline: date | None, key: str, place: Place, writer: str
) -> Iterator[Finding]:
    if day and deadline and day > deadline:
        message = f"`{key}` {day} is after the deadline {deadline}"
        hint = "one to two weeks before the deadline is usual"
        if code == "LOR402":
            hint = "correct the date, or ask whether an earlier day is possible"
        yield Finding(code, Severity.WARNING, message, place, hint, writer)


def periods(draft: Draft) -> Iterator[Finding]:
    """Nothing ends before it starts."""
    for writer in draft.writers:
        for key in ("rotations", "projects", "activities"):
            for index, item in enumerate(getattr(writer.profile, key)):
                if item.start and item.end and _before(item.end, item.start):
                    message = f"it ends ({item.end}) before it starts ({item.start})"
                    place = draft.place(writer.file, key, index, "end")
                    hint = "correct `start` or `end`"
                    yield Finding("LOR403", Severity.WARNING, message, place, hint, writer.id)


def _before(end: PartialDate, start: PartialDate) -> bool:
    """Whether *end* is certainly earlier; a month or year is compared as far as it is known."""
    pairs = zip((end.year, end.month, end.day), (start.year, start.month, start.day), strict=True)
    for last, first in pairs:
        if not last or not first or last > first:
            return False
        if last < first:
            return True
    return False


def _key(draft: Draft, file: str, *path: Step) -> Place:
    source = draft.sources.get(file)
    return source.place(*path, key=True) if source else Place(file)


_CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    targets,
    letter_ids,
    emails,
    overrides,
    ignores,
    deadlines,
    periods,
)
