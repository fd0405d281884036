"""Writing the messages of many applications, and never over what a person has changed."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path, PureWindowsPath
from typing import Any

from lorpack.advice.check import findings_of
from lorpack.batch.crosscheck import Index, doubles, index_of, marks_of
from lorpack.batch.drafts import Outcome, put
from lorpack.batch.findings import held_back, message_held_back
from lorpack.batch.inputs import digest_of
from lorpack.batch.manifest import Entry, read_manifest
from lorpack.batch.outputs import check_distinct, output_folder
from lorpack.batch.pool import run
from lorpack.batch.record import recall, recall_words
from lorpack.documents.files import read_supplied
from lorpack.errors import (
    DocumentError,
    LorpackError,
    OutputError,
    RenderError,
    TemplateFault,
    UsageError,
)
from lorpack.findings import Finding, Place, Severity, errors_in
from lorpack.messages.alike import alike, worded
from lorpack.messages.applicable import Reasons, applicable
from lorpack.messages.catalogue import Form, Kind
from lorpack.messages.compose import Message, compose
from lorpack.messages.draft import Attachment, Sender, header_findings, to_eml, to_html, to_text
from lorpack.packet.seal import is_encrypted, sealed_digest
from lorpack.profiles.application import Application, LetterWriter, Loaded
from lorpack.profiles.folders import PROGRESS
from lorpack.profiles.load import apply_ignores, load
from lorpack.schedule.standing import Standing, standing_of

LOCK = ".lorpack.lock"
"""Held in the output folder while something is written there, by builds as well."""

_SECONDS = 20.0
"""So long may own templates take for all messages of an application."""

Choose = Callable[[Application, LetterWriter, Standing, date], Reasons]
"""Which messages to write for one letter, each with the reason why."""


@dataclass(frozen=True)
class MailRequest:
    """What to write and where to. *kinds* and *writers* empty mean: what *choose* says, and all."""

    output: Path
    today: date
    kinds: tuple[Kind, ...] = ()
    writers: tuple[str, ...] = ()
    everything: bool = False
    force: bool = False
    note: str = ""
    choose: Choose = applicable


@dataclass(frozen=True)
class Drafted:
    """One message and its files; *why* it was written now."""

    message: Message
    why: str
    files: tuple[tuple[Path, Outcome], ...]


@dataclass(frozen=True)
class MailResult:
    """One application: its messages, the findings about them, and the writers left out."""

    folder: Path
    drafted: tuple[Drafted, ...]
    findings: tuple[Finding, ...]
    broken: tuple[str, ...] = ()


@dataclass
class _Desk:
    """One application on its way."""

    application: Application
    request: MailRequest
    output: Path
    entries: Mapping[str, Entry]
    own_class: Index | None
    findings: list[Finding] = field(default_factory=list)

    def excused(self, found: Sequence[Finding]) -> list[Finding]:
        """*found* without what its settings ignore."""
        return apply_ignores(found, self.application.settings.ignore)


def write_messages(folders: Sequence[Path], request: MailRequest) -> list[MailResult]:
    """Write the messages of the applications in *folders*.

    What is wrong with one message never stops another: it is among the findings. Raises
    UsageError (an unknown writer, two applications with one output folder) and OutputError.
    """
    check_distinct(folders)
    loaded = [load(folder) for folder in folders]
    _known(request.writers, loaded)
    marks = {one.folder.name: marks_of(one.application) for one in loaded if one.application}
    own_class, doubled = index_of(marks) if len(marks) > 1 else None, doubles(marks)
    return [_one(some, request, own_class, doubled.get(some.folder.name, ())) for some in loaded]


def _known(wanted: Sequence[str], loaded: Sequence[Loaded]) -> None:
    ids = {writer.id for one in loaded if one.application for writer in one.application.writers}
    ids |= {name for one in loaded for name in one.broken}
    for name in wanted:
        if name not in ids:
            close = get_close_matches(name, ids, 1)
            guess = f"did you mean `{close[0]}`? " if close else ""
            hint = f"{guess}there are: {', '.join(sorted(ids)) or 'none'}"
            raise UsageError(f"no letter writer has the id `{name}`", hint)


def _one(
    loaded: Loaded, request: MailRequest, own_class: Index | None, doubled: Sequence[Finding]
) -> MailResult:
    application = loaded.application
    broken = tuple(name for name in loaded.broken if name in (request.writers or loaded.broken))
    if application is None:
        return MailResult(loaded.folder, (), tuple(findings_of(loaded)), broken)
    if unread := _unread(loaded):
        return MailResult(loaded.folder, (), unread, broken)
    output = output_folder(request.output, loaded.folder)
    desk = _Desk(application, request, output, read_manifest(output), own_class)
    desk.findings += doubled
    barred = errors_in(desk.excused(doubled))
    composed = [one for one in _composed(desk) if _is_own(desk, one[0], barred)]
    messages = [message for message, _ in composed]
    desk.findings += alike(application, messages)
    drafted = tuple(Drafted(message, why, _written(desk, message)) for message, why in composed)
    found = sorted(set(desk.findings), key=lambda finding: finding.sort_key)
    kept = apply_ignores(found, application.settings.ignore)
    return MailResult(loaded.folder, drafted, tuple(kept), broken)


def _unread(loaded: Loaded) -> tuple[Finding, ...]:
    """Why the log cannot be read at all. Nobody is written to as if nothing had happened yet."""
    return tuple(
        one for one in loaded.findings if one.code == "LOR102" and one.place.file == PROGRESS
    )


def _is_own(desk: _Desk, message: Message, barred: Sequence[Finding]) -> bool:
    """Whether *message* may be written: it holds nothing of another applicant, and no identifier
    of its own is another's (*barred*)."""
    if desk.own_class is None:
        return True
    found = desk.excused(message_held_back(desk.own_class, desk.application.id, message))
    desk.findings += found
    return not found and not any(one.writer in ("", message.writer) for one in barred)


Composed = tuple[list[tuple[Message, str]], list[Finding]]


def _composed(desk: _Desk) -> list[tuple[Message, str]]:
    """Every message that is wanted, with why. Own templates fill theirs in a limited child."""
    application, request = desk.application, desk.request
    wanted = {
        writer.id: _chosen(desk, writer)
        for writer in application.writers
        if writer.id in (request.writers or (writer.id,))
    }
    own = application.folder / "templates" / "messages"
    sealed = frozenset(name for name, entry in desk.entries.items() if is_encrypted(entry))
    if not own.is_dir():
        composed, found = _compose_all(application, wanted, request.today, request.note, sealed)
    else:
        job = (application.folder, wanted, request.today, request.note, sealed)
        ((_, outcome),) = run(compose_job, [job], 1, _SECONDS)
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
        place = Place(f"templates/{message.entry.template}")
        yield Finding("LOR527", Severity.WARNING, text, place, hint, message.writer)


def _chosen(desk: _Desk, writer: LetterWriter) -> Reasons:
    request = desk.request
    where = standing_of(desk.application, writer)
    if request.kinds or request.everything:
        wanted = set(request.kinds or Kind)
        if not writer.profile.contact.assistant:
            wanted.discard(Kind.ASSISTANT_NOTE)
        return {kind: "asked for" for kind in Kind if kind in wanted}
    return request.choose(desk.application, writer, where, request.today)


def _written(desk: _Desk, message: Message) -> tuple[tuple[Path, Outcome], ...]:
    """Write the files of *message*; those that it has no more, and nobody changed, go away."""
    folder = desk.output / message.writer / "messages"
    files = _files(desk, message)
    gone = {f"{message.entry.stem}.{suffix}" for suffix in ("txt", "html", "eml")} - files.keys()
    lock = desk.request.output / LOCK
    outcomes = put(folder, files, gone, lock, force=desk.request.force)
    return tuple((folder / name, outcome) for name, outcome in outcomes.items())


def _files(desk: _Desk, message: Message) -> dict[str, bytes]:
    attachments = _attachments(desk, message)
    stem = message.entry.stem
    names = _attachment_names(desk, message)
    files = {
        f"{stem}.txt": to_text(message, names).encode(),
        f"{stem}.html": to_html(message).encode(),
    }
    if message.entry.form is not Form.EMAIL:
        return files
    applicant = desk.application.applicant
    sender = Sender(" ".join(applicant.name.printed.split()), applicant.contact.email or "")
    place = _place(desk, message, "contact")
    blocked = list(header_findings(message, sender, place))
    desk.findings += blocked
    if not blocked and attachments is not None:
        try:
            files[f"{stem}.eml"] = to_eml(message, sender, attachments)
        except OutputError as error:
            desk.findings.append(
                Finding("LOR526", Severity.ERROR, error.message, place, error.hint, message.writer)
            )
    return files


def _place(desk: _Desk, message: Message, *path: str) -> Place:
    return desk.application.place(f"writers/{message.writer}.yaml", *path)


def _attachment_names(desk: _Desk, message: Message) -> list[str]:
    entry, form = desk.entries.get(message.writer), _form(desk, message)
    names = [Path(str(entry["path"])).name if entry else "the packet"] if message.packet else []
    return [*names, _file_name(form)] if form else names


def _file_name(form: str) -> str:
    return PureWindowsPath(form).name  # Both kinds of slash are read.


def _form(desk: _Desk, message: Message) -> str:
    profiles = {writer.id: writer.profile for writer in desk.application.writers}
    return profiles[message.writer].letter.request_form or "" if message.form else ""


def _attachments(desk: _Desk, message: Message) -> list[Attachment] | None:
    """What goes with *message*; None, and a finding, when something of it cannot."""
    found: list[Attachment] = []
    if message.packet:
        packet = _packet(desk, message)
        if isinstance(packet, Finding):
            desk.findings.append(packet)
            return None
        found.append(packet)
    if form := _form(desk, message):
        try:
            data = read_supplied(desk.application.folder, form)
            found.append(Attachment(_file_name(form), data))
        except DocumentError as error:
            text = f"the request form {form} cannot be attached: {error.message}"
            place = _place(desk, message, "letter", "request_form")
            desk.findings.append(
                Finding("LOR525", Severity.WARNING, text, place, error.hint, message.writer)
            )
            return None
    limit = desk.application.settings.mail.limit_mb
    size = sum(len(item.data) for item in found) * 4 / 3 / 1e6
    if size <= limit:
        return found
    text = f"the attachments make a mail of {size:.1f} MB, and the limit is {limit} MB"
    hint = "make the supplied documents smaller, or set `mail.limit_mb` in lorpack.yaml"
    place = _place(desk, message)
    desk.findings.append(Finding("LOR523", Severity.WARNING, text, place, hint, message.writer))
    return None


def _packet(desk: _Desk, message: Message) -> Attachment | Finding:
    entry = desk.entries.get(message.writer)
    missing = Finding(
        "LOR521", Severity.WARNING, "the packet is not built, so there is no .eml draft with it",
        _place(desk, message), "run `lorpack build`, then `lorpack messages`", message.writer,
    )  # fmt: skip
    if not entry:
        return missing
    path = desk.output / str(entry["path"])
    try:
        inside = path.resolve().is_relative_to(desk.output.resolve())
        data = path.read_bytes() if inside else b""
    except OSError:
        return missing
    writer = next(one for one in desk.application.writers if one.id == message.writer)
    is_whole = hashlib.sha256(data).hexdigest() == entry.get("sha256")
    inputs = digest_of(desk.application, writer)
    if is_encrypted(entry):
        inputs = sealed_digest(inputs)
    if not is_whole or inputs != entry.get("inputs"):
        text = "the packet is out of date, so there is no .eml draft with it"
        return replace(missing, code="LOR522", message=text)
    if desk.own_class and (fault := _fault_in_packet(desk, desk.own_class, entry, data)):
        return replace(missing, **fault)
    return Attachment(path.name, data)


def _fault_in_packet(
    desk: _Desk, own_class: Index, entry: Entry, data: bytes
) -> dict[str, Any] | None:
    """Why a packet that is up to date goes to nobody: it was not compared with all who are in the
    class by now, or it holds what belongs to one of them."""
    writer = str(entry["writer"])
    if is_encrypted(entry):
        record = recall(desk.output)
        if record and record.verified == own_class.digest:
            return None
        text = "the encrypted packet was not compared with those of the others of this class"
        hint = "run `lorpack build --encrypt` for all of them, then `lorpack messages`"
        return {"code": "LOR522", "message": f"{text}, so no .eml draft has it", "hint": hint}
    known = recall_words(desk.output).get(writer)
    if known and known.sha256 == entry["sha256"]:
        pages = known.pages
    else:
        from lorpack.packet.finish import page_texts
        from lorpack.packet.words import words_of

        pages = words_of(page_texts(data))
    found = held_back(own_class, desk.application.id, writer, entry["generated_pages"], pages)
    if not errors_in(desk.excused(found)):
        return None
    text = "the packet holds what belongs to another applicant, so there is no .eml draft with it"
    hint = "`lorpack build` for all of them says where it stands"
    return {"code": "LOR631", "severity": Severity.ERROR, "message": text, "hint": hint}
