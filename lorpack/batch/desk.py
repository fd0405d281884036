"""The desk of each application that is built: what is known of it, and what has changed."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from lorpack.batch.crosscheck import remembered
from lorpack.batch.manifest import Entry, is_current, read_manifest
from lorpack.batch.model import BuildRequest, PacketResult
from lorpack.batch.outputs import output_folder
from lorpack.batch.owner import Owner, owner_of
from lorpack.batch.pool import Runner
from lorpack.batch.record import (
    Footprint,
    Record,
    Words,
    footprint_of,
    owner_at,
    recall,
    recall_words,
)
from lorpack.batch.survey import Survey, Wanted, failed_survey, survey
from lorpack.batch.work import survey_job
from lorpack.errors import InputError, LorpackError, WorkerLost
from lorpack.findings import Finding, Place, Severity
from lorpack.listing import few
from lorpack.packet.seal import Password, is_encrypted, opens, sealed_digest

_OFF_PAGES = ("progress.yaml", "templates/messages/", "../templates/messages/")
"""What begins with one of these has no part in a packet."""

_FEW = 3
"""So many applications are read here; more are worth the start of the workers."""


@dataclass(slots=True)
class Desk:
    """One application on its way: what is known of it, what it has, the results so far.

    *changed* are the files that are not as they were at the last build; None when there was none.
    *verified* and *told* are those of its record (see lorpack.batch.record); *is_known* says that
    nothing at all has changed, lorpack included; *is_anothers*, that its folder in the output
    belongs to another applicant.
    """

    folder: Path
    output: Path
    footprint: Footprint
    survey: Survey
    entries: dict[str, Entry]
    changed: list[str] | None = None
    verified: str = ""
    told: tuple[Finding, ...] = ()
    is_known: bool = False
    is_anothers: bool = False
    words: dict[str, Words] | None = None
    results: dict[str, PacketResult] = field(default_factory=dict)
    waiting: int = 0

    @property
    def owner(self) -> Owner:
        """Whose results these are."""
        return owner_of(self.folder, self.survey.marks)

    def known_words(self) -> dict[str, Words]:
        """The words of the packets that are there, read when they are first asked for."""
        if self.words is None:
            self.words = recall_words(self.output)
        return self.words

    def earlier(self, writer: str) -> Path | None:
        """The packet of *writer* that an earlier build left, if it is there."""
        entry = self.entries.get(writer)
        path = self.output / entry["path"] if entry else None
        return path if path and os.path.isfile(path) else None  # noqa: PTH113 - never raises


@dataclass(frozen=True, slots=True)
class Job:
    """One packet to build, and why it is not left as it is."""

    desk: Desk
    wanted: Wanted
    reason: str


def surveyed(folders: Sequence[Path], request: BuildRequest, runner: Runner) -> Iterator[Desk]:
    """The desk of each application, read anew where anything has changed.

    Raises InputError when none of them can be looked through.
    """
    found: dict[Path, Desk | None] = dict.fromkeys(folders)
    unknown: dict[Path, tuple[Footprint, Record | None]] = {}
    refused: dict[Path, InputError] = {}
    for folder in folders:
        output = output_folder(request.output, folder)
        now, record = _footprint(folder, request.output, refused), recall(output)
        if record and now.key and record.footprint.key == now.key:
            found[folder] = Desk(
                folder, output, now, record.survey, read_manifest(output), [],
                record.verified, record.told, is_known=True,
            )  # fmt: skip
        else:
            unknown[folder] = now, record
    if refused and len(refused) == len(folders):
        raise refused[folders[0]]
    if not request.dry_run:
        likely = (_likely(now, record) for now, record in unknown.values())
        asked = len(request.writers)
        runner.make_ready(sum(min(one, asked or one) for one in likely))
    for folder, made in _read([*unknown], refused, request, runner):
        output, (now, record) = output_folder(request.output, folder), unknown[folder]
        mine, theirs = owner_of(folder, made.marks), owner_at(output, record)
        if theirs and theirs.is_another(mine):
            found[folder] = Desk(folder, output, now, made, {}, is_anothers=True)
            continue
        if record and record.owner.is_another(mine):
            record = None
        changed = now.changed_since(record.footprint) if record else None
        made = _completed(made, record)
        found[folder] = Desk(folder, output, now, made, read_manifest(output), changed)
    yield from (desk for desk in found.values() if desk)


def _footprint(folder: Path, output: Path, refused: dict[Path, InputError]) -> Footprint:
    """That of *folder*; an empty one when it cannot be looked through, and is *refused*."""
    try:
        return footprint_of(folder, output.resolve())
    except InputError as error:
        refused[folder] = error
        return Footprint("", {})


def _completed(made: Survey, record: Record | None) -> Survey:
    """*made*, with the marks that what cannot be read now had when it was read before."""
    if record is None or (made.readable and not made.broken):
        return made
    lost = made.broken if made.readable else None
    return replace(made, marks=remembered(made.marks, record.survey.marks, lost))


def _likely(now: Footprint, earlier: Record | None) -> int:
    """How many packets will be built, as far as one can tell before anything is read."""
    changed = now.changed_since(earlier.footprint) if earlier else None
    touched = [name for name in changed or () if not name.startswith(_OFF_PAGES)]
    if changed and all(name.startswith("writers/") for name in touched):
        return len(touched)
    return sum(name.startswith("writers/") for name in now.files)


def _read(
    folders: Sequence[Path],
    refused: Mapping[Path, LorpackError],
    request: BuildRequest,
    runner: Runner,
) -> Iterator[tuple[Path, Survey]]:
    """The survey of each of *folders*; those that are *refused* are not looked at."""
    left = [folder for folder in folders if folder not in refused]
    outcomes: Iterator[tuple[Path, Survey | LorpackError]]
    if len(left) <= _FEW:
        outcomes = iter([(folder, _survey(folder)) for folder in left])
    else:
        outcomes = _surveyed_elsewhere(left, request.seconds_per_packet, runner)
    for folder, outcome in chain(refused.items(), outcomes):
        if isinstance(outcome, LorpackError):
            message = f"the application could not be read: {outcome.message}"
            place = Place("applicant.yaml")
            finding = Finding("LOR803", Severity.ERROR, message, place, outcome.hint)
            outcome = failed_survey(folder, [finding])
        yield folder, outcome


def _surveyed_elsewhere(
    folders: Sequence[Path], seconds: float, runner: Runner
) -> Iterator[tuple[Path, Survey | LorpackError]]:
    """What came of each; where a worker hung or crashed, of the second try."""
    again = []
    for key, outcome in runner.run(survey_job, _survey_jobs(folders, seconds), seconds):
        if isinstance(outcome, WorkerLost):
            again.append(folders[key])
        else:
            yield folders[key], outcome
    for key, outcome in runner.run(survey_job, _survey_jobs(again, seconds), seconds):
        yield again[key], outcome


def _survey_jobs(folders: Sequence[Path], seconds: float) -> list[tuple[Path, float]]:
    # Whoever watches from outside can say what happened, so he is the first to act.
    return [(folder, seconds * 1.5) for folder in folders]


def _survey(folder: Path) -> Survey | LorpackError:
    try:
        return survey(folder)
    except LorpackError as error:
        return error


def reason_for(desk: Desk, wanted: Wanted, request: BuildRequest) -> str:
    """Why a packet is built; empty when it is there, whole, and made of the same inputs."""
    entry = desk.entries.get(wanted.writer)
    if request.force:
        return "asked for"
    if is_current(desk.output, entry, wanted.path, digest_for(wanted, request)):
        is_open = request.password is None or _opens(desk, wanted, request.password)
        return "" if is_open else "another password"
    if not entry:
        return "new"
    if is_encrypted(entry) is (request.password is None):
        return "to be encrypted" if request.password else "no longer to be encrypted"
    if entry["inputs"] != digest_for(wanted, request):
        return _what_changed(desk, wanted.writer)
    return "the packet is missing or was changed"


def digest_for(wanted: Wanted, request: BuildRequest) -> str:
    """The digest of the inputs of *wanted*; that of an encrypted packet is another."""
    return sealed_digest(wanted.digest) if request.password else wanted.digest


def _opens(desk: Desk, wanted: Wanted, password: Password) -> bool:
    return opens((desk.output / wanted.path).read_bytes(), password)


def _what_changed(desk: Desk, writer: str) -> str:
    """Which files are the reason to build *writer*'s packet anew, as far as that is known."""
    if desk.changed is None:
        return "inputs changed"
    own = f"writers/{writer}.yaml"
    apart = ("writers/", *_OFF_PAGES)
    names = [one for one in desk.changed if one == own or not one.startswith(apart)]
    if not names:
        by_lorpack = not desk.changed and not desk.is_known
        return f"{'lorpack or one of its libraries' if by_lorpack else 'its inputs'} changed"
    return f"changed: {few(names)}"


def pages_of(
    desk: Desk, wanted: Wanted, entry: Entry, password: Password | None
) -> tuple[str, ...]:
    """The words of a packet that was built before."""
    words = desk.known_words()
    known = words.get(wanted.writer)
    if known and known.sha256 == entry["sha256"]:
        return known.pages
    from lorpack.packet.finish import page_texts
    from lorpack.packet.words import words_of

    data = (desk.output / wanted.path).read_bytes()
    found = words_of(page_texts(data, password.reveal() if password else None))
    if not password:
        words[wanted.writer] = Words(entry["sha256"], found)
    return found
