"""Drafts: the files made of one message. A draft is only given when it reads back as it was meant."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import quote as quoted
from urllib.parse import quote

from lorpack.errors import OutputError
from lorpack.findings import Finding, Place, Severity
from lorpack.messages.catalogue import Form
from lorpack.messages.compose import Message
from lorpack.messages.html import to_page

MAILTO_LIMIT = 2_000
"""Longer addresses are cut off by Windows and by some mail programs."""

_LINE = 900
"""A line of a mail has at most 998 characters."""

_LONGEST = 600
"""Bytes of a name or subject; encoded, that still fits on a line."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|=\?")


@dataclass(frozen=True)
class Attachment:
    """A PDF that goes with a draft, under the *name* that the writer sees."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Sender:
    """The applicant as an address shows them; *email* is empty when none is recorded."""

    name: str
    email: str


def to_text(message: Message, attachments: Sequence[str] = ()) -> str:
    """The message as a text file: a head with what to do, the words, and their mailto: address."""
    text = "\n".join([*_head(message, attachments), "", message.body])
    if message.entry.form is not Form.EMAIL or _address(message.email) is None:
        return text
    return f"{text}\n[This address opens it in your mail program:]\n{mailto(message)}\n"


def _head(message: Message, attachments: Sequence[str]) -> Iterator[str]:
    if message.entry.form is not Form.EMAIL:
        yield f"{message.subject} ({message.entry.form})"
        return
    shown = f"{message.to} <{message.email}>" if message.email else message.to
    yield f"To: {shown}"
    yield f"Subject: {message.subject}"
    if attachments:
        yield f"Attach: {', '.join(attachments)}"
    if message.protected:
        yield "Tell by phone or text message, never by email: the password of the packet"
    if message.entry.to_add and not message.noted:
        yield f"Add before you send it: {message.entry.to_add}"


def to_html(message: Message) -> str:
    """The message as an HTML document."""
    return to_page(message.subject, message.body)


def mailto(message: Message) -> str:
    """The ``mailto:`` address that opens the message in a mail program; without body if too long."""
    start = f"mailto:{quote(_ascii(message.email), safe='@')}?subject={quote(message.subject)}"
    full = f"{start}&body={quote(message.body.replace(chr(10), chr(13) + chr(10)))}"
    return full if len(full) <= MAILTO_LIMIT else start


def header_findings(message: Message, sender: Sender, place: Place) -> Iterator[Finding]:
    """What stands in the way of a draft: no address, or a header that a mail cannot carry."""
    if not message.email:
        text = f"no email address of {message.to} is recorded, so there is no .eml draft to them"
        hint = "add `contact:` with `email:`, or send the text yourself"
        yield Finding("LOR520", Severity.WARNING, text, place, hint, message.writer)
    headers = {"recipient": message.to, "subject": message.subject, "sender": sender.name}
    headers |= {"address": message.email, "sender's address": sender.email}
    for name, value in headers.items():
        bad = _UNSAFE.search(value) or len(value.encode(errors="replace")) > _LONGEST
        if bad or (name.endswith("address") and value and not _address(value)):
            text = f"{message.entry.stem}: the {name} holds something that no mail header may hold"
            hint = "take out line breaks, control characters and `=?`, and keep it short"
            yield Finding("LOR524", Severity.ERROR, text, place, hint, message.writer)


def _ascii(email: str) -> str:
    """*email* with its domain in the form that every server carries."""
    local, _, domain = email.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}" if not domain.isascii() else email


def _address(email: str) -> Address | None:
    try:
        return Address(addr_spec=_ascii(email))
    except (ValueError, IndexError, AttributeError, MessageError):
        return None


def to_eml(message: Message, sender: Sender, attachments: Sequence[Attachment] = ()) -> bytes:
    """The draft as a mail program opens it, unsent.

    Without clock and chance: the same message gives the same bytes. Raises OutputError when
    what was written does not read back as it was meant.
    """
    try:
        data = _headers(message, sender) + _parts(message, attachments)
        wrong = list(_differences(data, message, sender, attachments))
    except ValueError as error:  # a name that no header holds
        wrong = [str(error)]
    if wrong:
        raise OutputError(
            f"the draft {message.entry.stem} to {message.writer} does not read back as it was "
            f"meant: {', '.join(wrong)}",
            "use its text or HTML file, and report this with the name of the writer",
        )
    return data


def _parts(message: Message, attachments: Sequence[Attachment]) -> bytes:
    """The words as text and as a page, and what goes with them."""
    mail = EmailMessage(policy=policy.SMTP)
    mail.set_content(message.body, cte="quoted-printable")
    mail.add_alternative(to_html(message), subtype="html", cte="quoted-printable")
    for item in attachments:
        mail.add_attachment(item.data, maintype="application", subtype="pdf", filename=item.name)
    seed = hashlib.sha256("\0".join((message.writer, message.subject, message.body)).encode())
    for number, part in enumerate(one for one in mail.walk() if one.is_multipart()):
        part.set_boundary(f"lorpack-{seed.hexdigest()[:32]}-{number}")
    return mail.as_bytes()


def _headers(message: Message, sender: Sender) -> bytes:
    """Subject and addresses. The library's own folding loses spaces in long foreign names."""
    lines = ["X-Unsent: 1"]
    if sender.email:
        lines.append(f"From: {_phrase(sender.name)} <{_ascii(sender.email)}>")
    lines.append(f"To: {_phrase(message.to)} <{_ascii(message.email)}>")
    lines.append(f"Subject: {_subject(message.subject)}")
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _phrase(name: str) -> str:
    """*name* as an address holds it: quoted, or encoded as one word.

    Readers, the standard library's among them, put a space between two encoded words of a name.
    """
    if name.isascii():
        return f'"{quoted(name)}"'
    return f"=?utf-8?b?{b64encode(name.encode()).decode('ascii')}?="


def _subject(text: str) -> str:
    if text.isascii() and len(text) < _LINE:
        return text
    return Header(text, "utf-8", header_name="Subject").encode(linesep="\r\n")


def _differences(
    data: bytes, message: Message, sender: Sender, attachments: Sequence[Attachment]
) -> Iterator[str]:
    """What the standard library reads in *data* that differs from what was meant."""
    read = message_from_bytes(data, policy=policy.default)
    if read.defects:
        yield "structure"
    expected = {"To": (message.to, message.email)}
    if sender.email:
        expected["From"] = (sender.name, sender.email)
    for header, (name, email) in expected.items():
        found = [(one.display_name, one.addr_spec) for one in read[header].addresses]
        if found != [(name, _ascii(email))]:
            yield header
    if str(read["Subject"]) != message.subject:
        yield "subject"
    for kind, meant in (("plain", message.body), ("html", to_html(message))):
        part = read.get_body((kind,))
        if part is None or part.get_content().replace("\r\n", "\n") != meant:
            yield f"{kind} text"
    got = [(part.get_filename(), part.get_content()) for part in read.iter_attachments()]
    if got != [(item.name, item.data) for item in attachments]:
        yield "attachments"
