"""What goes with a message: the packet and the request form, when they are what they should be."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from typing import Any

from lorpack.batch.crosscheck import Index
from lorpack.batch.findings import held_back
from lorpack.batch.inputs import digest_of
from lorpack.batch.mail_model import MailDesk
from lorpack.batch.manifest import Entry
from lorpack.batch.record import recall, recall_words
from lorpack.documents.files import read_supplied
from lorpack.errors import LorpackError
from lorpack.findings import Finding, Severity, errors_in
from lorpack.messages.compose import Message
from lorpack.messages.draft import Attachment
from lorpack.packet.seal import is_encrypted, sealed_digest
from lorpack.reading import read_regular

_SECONDS = 20.0
"""So long may it take to look at one request form."""


def attachment_names(desk: MailDesk, message: Message) -> list[str]:
    """The names of the files that go with *message*."""
    entry, form = desk.entries.get(message.writer), _form(desk, message)
    names = [Path(str(entry["path"])).name if entry else "the packet"] if message.packet else []
    return [*names, _file_name(form)] if form else names


def _file_name(form: str) -> str:
    return PureWindowsPath(form).name  # Both kinds of slash are read.


def _form(desk: MailDesk, message: Message) -> str:
    profiles = {writer.id: writer.profile for writer in desk.application.writers}
    return profiles[message.writer].letter.request_form or "" if message.form else ""


def attachments(desk: MailDesk, message: Message) -> list[Attachment] | None:
    """What goes with *message*; None, and a finding, when something of it cannot."""
    found: list[Attachment] = []
    if message.packet:
        packet = _packet(desk, message)
        if isinstance(packet, Finding):
            desk.findings.append(packet)
            return None
        found.append(packet)
    if form := _form(desk, message):
        attached = _request_form(desk, message, form)
        if isinstance(attached, Finding):
            desk.findings.append(attached)
            return None
        found.append(attached)
    limit = desk.application.settings.mail.limit_mb
    size = sum(len(item.data) for item in found) * 4 / 3 / 1e6
    if size <= limit:
        return found
    text = f"the attachments make a mail of {size:.1f} MB, and the limit is {limit} MB"
    hint = "make the supplied documents smaller, or set `mail.limit_mb` in lorpack.yaml"
    place = desk.place(message)
    desk.findings.append(Finding("LOR523", Severity.WARNING, text, place, hint, message.writer))
    return None


def _request_form(desk: MailDesk, message: Message, form: str) -> Attachment | Finding:
    """The file *form*, when it can be read and holds nothing of another applicant."""
    place = desk.place(message, "letter", "request_form")
    refused = Finding("LOR525", Severity.WARNING, "", place, "", message.writer)
    try:
        data = read_supplied(desk.application.folder, form)
        if desk.own_class:
            pages = _pages_of_form(desk, data, form)
            if _of_others(desk, desk.own_class, message.writer, len(pages), pages):
                hint = "take the form that the portal made for this letter"
                return replace(refused, **_of_another(f"the request form {form}", hint))
    except LorpackError as error:
        text = f"the request form {form} cannot be attached: {error.message}"
        return replace(refused, message=text, hint=error.hint)
    return Attachment(_file_name(form), data)


def _pages_of_form(desk: MailDesk, data: bytes, form: str) -> tuple[str, ...]:
    """The words of each page of a form. Raises LorpackError when it cannot be looked at."""
    ((_, pages),) = desk.workers.run(form_job, [(data, form)], _SECONDS)
    if isinstance(pages, LorpackError):
        raise pages
    return pages


def form_job(data: bytes, form: str) -> tuple[str, ...]:
    """In a child: the words of each page of the document *data*, which is called *form*.

    Raises DocumentError when it is none that lorpack takes.
    """
    from lorpack.documents.pdf import prepare_pdf
    from lorpack.packet.finish import page_texts
    from lorpack.packet.words import words_of

    return words_of(page_texts(prepare_pdf(data, form).data))


def _of_others(
    desk: MailDesk, own_class: Index, writer: str, generated: int, pages: Sequence[str]
) -> list[Finding]:
    """What *pages* hold of others in the class and nobody excused (see held_back)."""
    return desk.excused(held_back(own_class, desk.application.id, writer, generated, pages))


def _of_another(what: str, hint: str) -> dict[str, Any]:
    """What a finding says when *what* is attached to nothing because it is another's."""
    text = f"{what} holds what belongs to another applicant, so there is no .eml draft with it"
    return {"code": "LOR631", "severity": Severity.ERROR, "message": text, "hint": hint}


def _packet(desk: MailDesk, message: Message) -> Attachment | Finding:
    entry = desk.entries.get(message.writer)
    missing = Finding(
        "LOR521", Severity.WARNING, "the packet is not built, so there is no .eml draft with it",
        desk.place(message), "run `lorpack build`, then `lorpack messages`", message.writer,
    )  # fmt: skip
    if not entry:
        return missing
    path = desk.output / str(entry["path"])
    try:
        inside = path.resolve().is_relative_to(desk.output.resolve())
        data = read_regular(path) if inside else b""
    except (OSError, RuntimeError):  # A link that leads to itself is the latter.
        return missing
    writer = next(one for one in desk.application.writers if one.id == message.writer)
    is_whole = hashlib.sha256(data).hexdigest() == entry.get("sha256")
    current = digest_of(desk.application, writer)
    inputs = sealed_digest(current) if is_encrypted(entry) else current
    if not is_whole or inputs != entry.get("inputs"):
        text = "the packet is out of date, so there is no .eml draft with it"
        return replace(missing, code="LOR522", message=text)
    if desk.own_class and (fault := _fault_in_packet(desk, desk.own_class, entry, data, current)):
        return replace(missing, **fault)
    return Attachment(path.name, data)


def _fault_in_packet(
    desk: MailDesk, own_class: Index, entry: Entry, data: bytes, inputs: str
) -> dict[str, Any] | None:
    """Why a packet that is up to date goes to nobody: it was not compared with all who are in the
    class by now, or it holds what belongs to one of them. *inputs* is the digest of what it is
    made of, as a plain packet."""
    writer = str(entry["writer"])
    if is_encrypted(entry):
        record = recall(desk.output)
        if record and record.verified == own_class.digest and record.is_of(writer, inputs):
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
    if not errors_in(_of_others(desk, own_class, writer, entry["generated_pages"], pages)):
        return None
    return _of_another("the packet", "`lorpack build` for all of them says where it stands")
