"""Writing the messages of many applications, and never over what a person has changed."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from lorpack.advice.check import findings_of
from lorpack.batch.attaching import attachment_names, attachments
from lorpack.batch.crosscheck import NO_MARKS, Index, Marks, doubles, index_of, marks_of, remembered
from lorpack.batch.drafts import Outcome, put
from lorpack.batch.findings import message_held_back, of_another
from lorpack.batch.mail_model import UNWRITTEN, Drafted, MailDesk, MailRequest, MailResult
from lorpack.batch.manifest import read_manifest
from lorpack.batch.outputs import check_apart, check_distinct, output_folder
from lorpack.batch.owner import owner_of
from lorpack.batch.pool import Runner, Workers
from lorpack.batch.record import owner_at, recall
from lorpack.errors import (
    LorpackError,
    OutputError,
    RenderError,
    TemplateFault,
    UsageError,
)
from lorpack.files import is_hopeless
from lorpack.findings import Finding, Place, Severity, errors_in
from lorpack.messages.alike import alike, worded
from lorpack.messages.applicable import Reasons
from lorpack.messages.catalogue import Form, Kind
from lorpack.messages.compose import Message, compose
from lorpack.messages.draft import Sender, header_findings, to_eml, to_html, to_text
from lorpack.packet.seal import is_encrypted
from lorpack.profiles.application import Application, LetterWriter, Loaded
from lorpack.profiles.folders import PROGRESS, has_own_messages, settings_errors
from lorpack.profiles.load import apply_ignores, load
from lorpack.schedule.standing import standing_of

LOCK = ".lorpack.lock"
"""Held in the output folder while something is written there, by builds as well."""

_SECONDS = 20.0
"""So long may own templates take for all messages of an application."""


def write_messages(folders: Sequence[Path], request: MailRequest) -> list[MailResult]:
    """Write the messages of the applications in *folders*.

    What is wrong with one message never stops another: it is among the findings. Raises
    UsageError (an unknown writer, two applications with one output folder) and OutputError
    (nothing can be written at all).
    """
    check_distinct(folders)
    check_apart(folders, request.output)
    loaded = [load(folder) for folder in folders]
    _known(request.writers, loaded)
    marks = {one.folder.name: _marks(one, request.output) for one in loaded}
    own_class, doubled = index_of(marks) if len(marks) > 1 else None, doubles(marks)
    with Workers(1) as workers:  # A child starts for templates that are not lorpack's own.
        return [
            _one(some, request, workers, own_class, doubled.get(some.folder.name, ()))
            for some in loaded
        ]


def _known(wanted: Sequence[str], loaded: Sequence[Loaded]) -> None:
    ids = {writer.id for one in loaded if one.application for writer in one.application.writers}
    ids |= {name for one in loaded for name in one.broken}
    for name in wanted:
        if name not in ids:
            close = get_close_matches(name, ids, 1)
            guess = f"did you mean `{close[0]}`? " if close else ""
            hint = f"{guess}there are: {', '.join(sorted(ids)) or 'none'}"
            raise UsageError(f"no letter writer has the id `{name}`", hint)


def _marks(loaded: Loaded, output: Path) -> Marks:
    """The marks of an application, and those that what cannot be read now had at the last build."""
    marks = marks_of(loaded.application) if loaded.application else NO_MARKS
    if loaded.application and not loaded.broken:
        return marks
    record = recall(output_folder(output, loaded.folder))
    lost = loaded.broken if loaded.application else None
    return remembered(marks, record.survey.marks, lost) if record else marks


def _one(
    loaded: Loaded,
    request: MailRequest,
    workers: Runner,
    own_class: Index | None,
    doubled: Sequence[Finding],
) -> MailResult:
    application = loaded.application
    broken = tuple(name for name in loaded.broken if name in (request.writers or loaded.broken))
    if application is None:
        return MailResult(loaded.folder, (), tuple(findings_of(loaded)), broken)
    if not loaded.log_is_read:  # Nobody is written to as if nothing had happened yet.
        return MailResult(loaded.folder, (), _of_log(loaded), broken)
    if wrong := settings_errors(loaded.findings):
        return MailResult(loaded.folder, (), wrong, broken)
    output = output_folder(request.output, loaded.folder)
    owner = owner_at(output, recall(output))
    if owner and owner.is_another(owner_of(loaded.folder, marks_of(application))):
        return MailResult(loaded.folder, (), (of_another(output),), broken)
    desk = MailDesk(application, request, output, read_manifest(output), workers, own_class)
    desk.findings += (*doubled, *_of_log(loaded))
    barred = errors_in(desk.excused(doubled))
    composed = _composed(desk)
    messages = [message for message, _ in composed if _is_own(desk, message, barred)]
    desk.findings += alike(application, messages)
    drafted = tuple(_drafted(desk, composed, messages))
    found = sorted(set(desk.findings), key=lambda finding: finding.sort_key)
    kept = apply_ignores(found, application.settings.ignore)
    return MailResult(loaded.folder, drafted, tuple(kept), broken)


def _drafted(
    desk: MailDesk, composed: Sequence[tuple[Message, str]], messages: Sequence[Message]
) -> Iterator[Drafted]:
    """What is written of each of *messages*; of what else was *composed*, earlier files go away.

    Raises OutputError when nothing could be written at all.
    """
    for message, why in composed:
        try:
            if message in messages:
                yield Drafted(message, why, _written(desk, message, _files(desk, message)))
            else:
                _written(desk, message, {})
        except OutputError as error:
            if is_hopeless(error, desk.request.output):
                raise
            text = f"{message.entry.stem} could not be written: {error.message}"
            place = Place(f"writers/{message.writer}.yaml")
            desk.findings.append(
                Finding(UNWRITTEN, Severity.ERROR, text, place, error.hint, message.writer)
            )


def _of_log(loaded: Loaded) -> tuple[Finding, ...]:
    """What of the log does not count: it cannot be read, or its letter writer is nobody here.

    Whoever was renamed would be asked again.
    """
    return tuple(
        one
        for one in loaded.findings
        if one.place.file == PROGRESS and (one.severity is Severity.ERROR or one.code == "LOR405")
    )


def _is_own(desk: MailDesk, message: Message, barred: Sequence[Finding]) -> bool:
    """Whether *message* may be written: it holds nothing of another applicant, and no identifier
    of its own is another's (*barred*)."""
    if desk.own_class is None:
        return True
    names = attachment_names(desk, message)
    found = desk.excused(message_held_back(desk.own_class, desk.application.id, message, names))
    desk.findings += found
    return not found and not any(one.writer in ("", message.writer) for one in barred)


Composed = tuple[list[tuple[Message, str]], list[Finding]]


def _composed(desk: MailDesk) -> list[tuple[Message, str]]:
    """Every message that is wanted, with why. Own templates fill theirs in a limited child."""
    application, request = desk.application, desk.request
    wanted = {
        writer.id: _chosen(desk, writer)
        for writer in application.writers
        if writer.id in (request.writers or (writer.id,))
    }
    sealed = frozenset(name for name, entry in desk.entries.items() if is_encrypted(entry))
    if not has_own_messages(application.folder):
        composed, found = _compose_all(application, wanted, request.today, request.note, sealed)
    else:
        job = (application.folder, wanted, request.today, request.note, sealed)
        ((_, outcome),) = desk.workers.run(compose_job, [job], _SECONDS)
        if isinstance(outcome, LorpackError):
            message = f"the messages could not be composed: {outcome.message}"
            hint = "look for a loop in your own templates: `lorpack templates diff`"
            place = Place("templates/messages")
            desk.findings.append(Finding("LOR803", Severity.ERROR, message, place, hint))
            return []
        composed, found = outcome
    desk.findings += found
    return composed


def compose_job(
    folder: Path, wanted: Mapping[str, Reasons], today: date, note: str, sealed: Set[str]
) -> Composed:
    """In a child: load *folder*, and compose what is *wanted* of each writer.

    *sealed* are the writers whose packet is encrypted.
    """
    application = load(folder).application
    if application is None:
        raise RenderError("the profile changed while its messages were composed", "repeat it")
    return _compose_all(application, wanted, today, note, sealed)


def _compose_all(
    application: Application,
    wanted: Mapping[str, Reasons],
    today: date,
    note: str,
    sealed: Set[str],
) -> Composed:
    composed: list[tuple[Message, str]] = []
    found: list[Finding] = []
    for writer in application.writers:
        where = standing_of(application, writer)
        for kind, why in wanted.get(writer.id, {}).items():
            try:
                message = compose(
                    application, writer, kind, where,
                    today=today, note=note, encrypted=writer.id in sealed,
                )  # fmt: skip
            except TemplateFault as fault:
                place = Place(fault.file, fault.line, 1 if fault.line else 0)
                found.append(Finding("LOR801", Severity.ERROR, fault.message, place, fault.hint))
                continue
            found += [*worded(application, message), *_silent(message)]
            composed.append((message, why))
    return composed, found


def _silent(message: Message) -> Iterator[Finding]:
    """A finding when the words that an own template gave do not tell of the packet's password."""
    if message.protected and "password" not in message.body.casefold():
        text = f"{message.entry.stem} does not say how the password of the packet comes"
        hint = "add {{ parts.password_line() }} to your template"
        place = Place(message.template or f"templates/{message.entry.template}")
        yield Finding("LOR527", Severity.WARNING, text, place, hint, message.writer)


def _chosen(desk: MailDesk, writer: LetterWriter) -> Reasons:
    request = desk.request
    where = standing_of(desk.application, writer)
    if request.kinds or request.everything:
        wanted = set(request.kinds or Kind)
        if not writer.profile.contact.assistant:
            wanted.discard(Kind.ASSISTANT_NOTE)
        return {kind: "asked for" for kind in Kind if kind in wanted}
    return request.choose(desk.application, writer, where, request.today)


def _written(
    desk: MailDesk, message: Message, files: Mapping[str, bytes]
) -> tuple[tuple[Path, Outcome], ...]:
    """Write the *files* of *message*; those that it has no more, and nobody changed, go away."""
    folder = desk.output / message.writer / "messages"
    gone = {f"{message.entry.stem}.{suffix}" for suffix in ("txt", "html", "eml")} - files.keys()
    lock = desk.request.output / LOCK
    outcomes = put(folder, files, gone, lock, inside=desk.output, force=desk.request.force)
    return tuple((folder / name, outcome) for name, outcome in outcomes.items())


def _files(desk: MailDesk, message: Message) -> dict[str, bytes]:
    enclosed = attachments(desk, message)
    stem = message.entry.stem
    names = attachment_names(desk, message)
    files = {
        f"{stem}.txt": to_text(message, names).encode(),
        f"{stem}.html": to_html(message).encode(),
    }
    if message.entry.form is not Form.EMAIL:
        return files
    applicant = desk.application.applicant
    sender = Sender(" ".join(applicant.name.printed.split()), applicant.contact.email or "")
    place = desk.place(message, "contact")
    blocked = list(header_findings(message, sender, place))
    desk.findings += blocked
    if not blocked and enclosed is not None:
        try:
            files[f"{stem}.eml"] = to_eml(message, sender, enclosed)
        except OutputError as error:
            desk.findings.append(
                Finding("LOR526", Severity.ERROR, error.message, place, error.hint, message.writer)
            )
    return files
