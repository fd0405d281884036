"""Everything that is made of a profile, read back by other programs than those that wrote it."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import yaml
from every_field import profiles

from lorpack.markup import to_plain
from lorpack.packet.build import build_packet
from lorpack.packet.model import Packet
from lorpack.profiles.application import Application
from lorpack.profiles.load import load


class _Written(yaml.SafeDumper):
    """Writes every text in quotes, and no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def application(
    folder: Path, text_of: Callable[[str, bool], str]
) -> tuple[Application, dict[str, str]]:
    """An application in *folder* with a text in every field, and what each of them shows.

    Longer fields are CommonMark, in which a backslash or an entity stands for something.
    """
    shown: dict[str, str] = {}

    def give(path: str, long: bool) -> str:
        text = text_of(path, long)
        shown[path] = to_plain(text) if long else text
        return text

    applicant, writer = profiles(give)
    (folder / "writers").mkdir(parents=True, exist_ok=True)
    for file, content in (("applicant.yaml", applicant), ("writers/chen.yaml", writer)):
        text = yaml.dump(
            content, Dumper=_Written, allow_unicode=True, default_style='"', width=9999
        )
        (folder / file).write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert loaded.application is not None, loaded.findings
    assert loaded.application.writers, loaded.findings
    return loaded.application, shown


def squeezed(text: str) -> str:
    """*text* without white space, as two ways of breaking its lines have it in common."""
    return re.sub(r"[\s\u200b\xad]+", "", unicodedata.normalize("NFC", text))


@dataclass(frozen=True)
class Pdf:
    """A packet: its *text*, *outline*, metadata, the addresses it leads to, what is active in it."""

    packet: Packet
    pages: list[str]
    outline: list[str]
    title: str
    author: str
    addresses: set[str]
    active: set[str]

    @property
    def text(self) -> str:
        """All pages, without white space."""
        return squeezed("".join(self.pages))


ACTIVE = {
    "/JS",
    "/AA",
    "/OpenAction",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/JavaScript",
    "/Launch",
    "/AF",
}


def packet_of(made: Application) -> Pdf:
    """The packet of the first letter writer, read."""
    packet = build_packet(made, made.writers[0])
    assert packet.data, packet.findings
    document = pypdfium2.PdfDocument(packet.data)
    # pdfium has a sign of its own for a hyphen at the end of a line.
    pages = [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document]
    document.close()
    addresses, active = set(), set()
    with pikepdf.open(BytesIO(packet.data)) as pdf:
        for item in pdf.objects:
            if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                continue
            active |= ACTIVE & set(item.keys())
            if item.get("/S") in (pikepdf.Name.URI, pikepdf.Name.GoToR, pikepdf.Name.Launch):
                addresses.add(str(item.get("/URI")))
        with pdf.open_outline() as outline:
            titles = list(_titles(outline.root))
        info = pdf.docinfo
        return Pdf(
            packet, pages, titles, str(info["/Title"]), str(info["/Author"]), addresses, active
        )


def _titles(items):
    for item in items:
        yield str(item.title)
        yield from _titles(item.children)


class Page(HTMLParser):
    """A message as a browser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.odd: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.odd.append(data)

    def handle_pi(self, data):
        self.odd.append(data)

    def unknown_decl(self, data):
        self.odd.append(data)


def mail_of(data: bytes) -> EmailMessage:
    """A draft as a mail program reads it."""
    return message_from_bytes(data, policy=policy.default)


def headers_of(data: bytes) -> list[str]:
    """The names at the beginning of the lines of the head, as the least clever reader sees them."""
    head = data.partition(b"\r\n\r\n")[0]
    lines = re.split(rb"[\r\n]+", head)
    return [
        line.partition(b":")[0].decode("ascii")
        for line in lines
        if not line.startswith((b" ", b"\t"))
    ]
