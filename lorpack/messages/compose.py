"""Composing one message: the variant that fits, and its text."""

import re
from dataclasses import dataclass
from datetime import date

from lorpack.errors import TemplateFault
from lorpack.letters import is_standardized
from lorpack.messages.catalogue import CATALOGUE, Entry, Kind
from lorpack.messages.facts import facts_of
from lorpack.messages.phrases import flat, sent
from lorpack.messages.variants import Choice, choose
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.progress import How
from lorpack.profiles.settings import AttachOn
from lorpack.schedule.standing import Standing, standing_of
from lorpack.templating import own_templates, render_text


@dataclass(frozen=True)
class Message:
    """A message as text, for one person to read, change and send.

    *to* is the name that an address shows and *email* the address, empty when none is recorded
    (both are empty for a script or a card). *packet* and *form* say which attachments it wants,
    *protected* that the packet is encrypted, so that its reader needs a password.
    *noted* says that it holds the applicant's own news. *asks_strong* is what an ask must do
    (True), must not do (False), or None when it is no ask. *template* is the file of the own
    template that gave the words, as seen from the application's folder; empty for lorpack's.
    """

    entry: Entry
    writer: str
    choice: Choice
    subject: str
    body: str
    to: str = ""
    email: str = ""
    packet: bool = False
    form: bool = False
    protected: bool = False
    noted: bool = False
    asks_strong: bool | None = None
    template: str = ""

    @property
    def kind(self) -> Kind:
        """Which message it is."""
        return self.entry.kind


def compose(
    application: Application,
    writer: LetterWriter,
    kind: Kind,
    standing: Standing | None = None,
    *,
    today: date,
    note: str = "",
    encrypted: bool = False,
) -> Message:
    """The message of *kind* to *writer*, as it is right on the day *today*.

    *standing* is where the letter stands (by profile and log when left out). *note* is
    the applicant's own sentence or two for an update, *encrypted* whether the packet of this
    writer is; where it goes along, the words say how the password comes. Raises TemplateFault when a template is
    wrong.
    """
    entry = CATALOGUE[kind]
    where = standing or standing_of(application, writer)
    choice = choose(application, writer, where, today)
    packet = carries_packet(application, entry, where)
    facts = facts_of(application, writer, choice, where, today, note)
    own = own_templates(application.folder)
    facts |= {"attached": packet, "protected": packet and encrypted}
    text = render_text(own, entry.template, facts)
    template = own.place(entry.template) if entry.template in own else ""
    subject, body = _parted(text, entry, template)
    to, email = _recipient(writer, entry)
    strong = not is_standardized(writer) if entry.asks else None
    form = packet and bool(writer.profile.letter.request_form)
    noted = bool(facts["note"])
    return Message(
        entry, writer.id, choice, subject, body, to, email,
        packet=packet, form=form, protected=packet and encrypted, noted=noted, asks_strong=strong,
        template=template,
    )  # fmt: skip


_ASKS_BY_MAIL = (Kind.REQUEST, Kind.UPDATE_REQUEST, Kind.BACKUP_REQUEST, Kind.FOLLOW_UP)


def carries_packet(application: Application, entry: Entry, standing: Standing) -> bool:
    """Whether the packet goes with this kind, by the catalogue and by ``mail.attach_on``.

    A question that was spoken cannot have carried it, so that it goes after the yes all the same.
    """
    when, kind = application.settings.mail.attach_on, entry.kind
    if kind in _ASKS_BY_MAIL:
        return when is not AttachOn.YES
    spoken = standing.asked_how not in (None, How.EMAIL)
    if kind is Kind.PACKET:
        return when is not AttachOn.REQUEST or spoken
    if kind is Kind.AFTER_YES_IN_PERSON:
        return when is not AttachOn.REQUEST or spoken or not standing.asked
    return entry.packet


def _recipient(writer: LetterWriter, entry: Entry) -> tuple[str, str]:
    profile = writer.profile
    if entry.form != "email":
        return "", ""
    if entry.kind is Kind.ASSISTANT_NOTE:
        assistant = profile.contact.assistant
        return (flat(assistant.name), assistant.email or "") if assistant else ("", "")
    return flat(f"{profile.name.title} {profile.name.printed}"), profile.contact.email or ""


def _parted(text: str, entry: Entry, template: str) -> tuple[str, str]:
    """The subject (or title) from the first line, and the body."""
    head, _, body = text.strip().partition("\n")
    word = "Subject" if entry.form == "email" else "Title"
    label, _, subject = head.partition(":")
    if label.strip() != word or not subject.strip():
        file = template or f"lorpack:{entry.template}"
        raise TemplateFault(f"a message begins with a line “{word}: …”", file, 1)
    return flat(subject), _tidy(body)


_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def _tidy(body: str) -> str:
    """One empty line between paragraphs, one space between words, a newline at the very end."""
    text = "".join(char for char in _BREAKS.sub("\n", body) if char in "\n\t" or sent(char))
    lines = (re.sub(r"[ \t]{2,}", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
