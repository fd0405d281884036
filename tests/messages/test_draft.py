"""Drafts: what is written reads back as it was meant, or is not written."""

import hashlib
import re
from dataclasses import replace
from email import message_from_bytes, policy
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lorpack.errors import OutputError
from lorpack.findings import Finding, Place, Severity
from lorpack.messages import draft
from lorpack.messages.catalogue import CATALOGUE, Kind
from lorpack.messages.compose import Message
from lorpack.messages.draft import (
    MAILTO_LIMIT,
    Attachment,
    Sender,
    header_findings,
    mailto,
    to_eml,
    to_html,
    to_text,
)
from lorpack.messages.phrases import flat
from lorpack.messages.variants import Choice, Variant

SENDER = Sender("Ada Quill", "ada@example.org")
BODY = "Dear Dr. Chen,\n\nA <b>line</b> & https://example.org/a?b=c.\n\nAda\nada@example.org\n"


def message(
    kind=Kind.PACKET, subject="Letter – Ada", body=BODY, to="Dr. Mei Chen", email="m@x.org"
):
    return Message(
        CATALOGUE[kind], "chen", Choice(Variant.CLINICAL, (), ()), subject, body, to, email
    )


def test_the_parts_of_a_draft():
    data = to_eml(
        message(to="Dr. Żółć, Mei"), SENDER, [Attachment("Żółć & Co.pdf", b"%PDF-1.7\r\n\0")]
    )
    read = message_from_bytes(data, policy=policy.default)
    assert read["X-Unsent"] == "1"
    assert read["From"].addresses[0].addr_spec == "ada@example.org"
    assert read["To"].addresses[0].display_name == "Dr. Żółć, Mei"
    assert read["Subject"] == "Letter – Ada"
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    assert read.get_body(("plain",)).get_content().replace("\r\n", "\n") == BODY
    (attachment,) = read.iter_attachments()
    assert attachment.get_filename() == "Żółć & Co.pdf"
    assert attachment.get_content() == b"%PDF-1.7\r\n\0"
    assert not any(read[name] for name in ("Date", "Message-ID", "Cc", "Bcc"))
    assert data == to_eml(
        message(to="Dr. Żółć, Mei"), SENDER, [Attachment("Żółć & Co.pdf", b"%PDF-1.7\r\n\0")]
    )


def test_without_an_own_address_there_is_no_sender():
    data = to_eml(message(), Sender("Ada Quill", ""))
    assert message_from_bytes(data, policy=policy.default)["From"] is None


def test_a_draft_that_reads_back_different_is_not_given(monkeypatch):
    monkeypatch.setattr(draft, "_subject", lambda text: text[:3])
    with pytest.raises(OutputError, match=r"14-packet to chen does not read back.*subject"):
        to_eml(message(), SENDER)


def test_the_page_is_escaped_linked_and_in_paragraphs():
    page = to_html(message())
    assert 'A &lt;b&gt;line&lt;/b&gt; &amp; <a href="https://example.org/a?b=c">' in page
    assert '<a href="mailto:ada@example.org">ada@example.org</a>' in page
    assert page.count("<p ") == 3
    assert "light dark" in page


@pytest.mark.parametrize(
    "email", ["conor.o'brien@example.org", "a&b%c=d/e?f@example.org", "o*{x}|y@x.org"]
)
def test_an_address_is_linked_whole(email):
    page = to_html(replace(message(), body=f"Write to ({email}), or (ada@example.org).\n"))
    links = [unquote(unescape(one)) for one in re.findall(r'href="mailto:([^"]*)"', page)]
    assert links == [email, "ada@example.org"]
    assert unescape(re.sub(r"<[^>]*>", "", page.partition("<p ")[2])).count(email) == 1


def test_the_text_begins_with_what_to_do_and_ends_with_its_address():
    lines = to_text(message(Kind.MATCH_UPDATE), ["a.pdf"]).splitlines()
    assert lines[:3] == ["To: Dr. Mei Chen <m@x.org>", "Subject: Letter – Ada", "Attach: a.pdf"]
    assert lines[3].startswith("Add before you send it: the result")
    assert lines[4] == ""
    assert lines[-1].startswith(
        "mailto:m@x.org?subject=Letter%20%E2%80%93%20Ada&body=Dear%20Dr.%20Chen%2C%0D%0A"
    )
    assert to_text(message(Kind.THANKS_CARD, to="", email="")).startswith("Letter – Ada (card)\n\n")


def test_a_long_mailto_has_no_body():
    assert mailto(message(body="x" * 3000)) == "mailto:m@x.org?subject=Letter%20%E2%80%93%20Ada"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": ""}, "LOR520"),
        ({"to": "Dr. Chen\nBcc: x@example.org"}, "LOR524"),
        ({"subject": "=?utf-8?q?=42?="}, "LOR524"),
        ({"subject": "a\x00b"}, "LOR524"),
        ({"email": "a..b@example.org"}, "LOR524"),
        ({"email": "m@x\x01.org"}, "LOR524"),
        ({"to": "ł" * 700}, "LOR524"),
    ],
)
def test_what_no_header_may_hold_is_a_finding(changes, code):
    (finding,) = header_findings(message(**changes), SENDER, Place("writers/chen.yaml"))
    assert finding.code == code
    assert finding.hint


TEXT = st.text(max_size=120)
LOCAL = st.from_regex(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}", fullmatch=True)
DOMAIN = st.from_regex(r"[a-zé0-9]{1,10}(\.[a-z]{2,5}){1,2}", fullmatch=True)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, TEXT, st.text(max_size=400), LOCAL, DOMAIN, st.text(max_size=60))
def test_any_names_and_texts_give_a_draft_that_reads_back(
    name, own, subject, body, local, domain, file
):
    made = message(
        subject=flat(subject) or "x",
        body="\n".join(flat(line) for line in body.split("\n")) + "\n",
        to=flat(name) or "x",
        email=f"{local}@{domain}",
    )
    sender = Sender(flat(own) or "x", "ada@example.org")
    if not list(header_findings(made, sender, Place("x"))):
        to_eml(made, sender, [Attachment(f"{flat(file)}.pdf", b"%PDF")])


SUBJECT = "Letter for Ada Quill"
SHORT = "Dear Dr. Chen,\n\nThanks.\n"


def test_a_draft_has_a_plain_head_and_parts_that_every_mail_program_reads():
    files = [Attachment("a.pdf", b"%PDF"), Attachment("b.pdf", b"")]
    data = to_eml(message(subject=SUBJECT, body=SHORT), SENDER, files)
    assert data.startswith(
        b'X-Unsent: 1\r\nFrom: "Ada Quill" <ada@example.org>\r\n'
        b'To: "Dr. Mei Chen" <m@x.org>\r\nSubject: Letter for Ada Quill\r\nMIME-Version: 1.0\r\n'
    )
    assert not re.search(rb"(?<!\r)\n|[^\x00-\x7f]", data)
    assert b"\r\n\r\nDear Dr. Chen,\r\n\r\nThanks.\r\n\r\n--" in data
    assert [
        (
            part.get_content_type(),
            part.get_content_charset(),
            part["Content-Transfer-Encoding"],
            part["Content-Disposition"],
        )
        for part in message_from_bytes(data, policy=policy.default).walk()
    ] == [
        ("multipart/mixed", None, None, None),
        ("multipart/alternative", None, None, None),
        ("text/plain", "utf-8", "quoted-printable", None),
        ("text/html", "utf-8", "quoted-printable", None),
        ("application/pdf", None, "base64", 'attachment; filename="a.pdf"'),
        ("application/pdf", None, "base64", 'attachment; filename="b.pdf"'),
    ]


def test_words_in_any_script_are_written_so_that_they_can_be_searched():
    data = to_eml(message(body="żółć\n" * 999), SENDER)
    parts = message_from_bytes(data, policy=policy.default).walk()
    kinds = [part["Content-Transfer-Encoding"] for part in parts if not part.is_multipart()]
    assert kinds == ["quoted-printable", "quoted-printable"]


def test_the_parts_of_a_draft_are_bounded_by_what_is_in_it_and_by_no_chance():
    data = to_eml(message(subject=SUBJECT, body=SHORT), SENDER, [Attachment("a.pdf", b"%PDF")])
    seed = hashlib.sha256("\0".join(("chen", SUBJECT, SHORT)).encode()).hexdigest()[:32]
    parts = message_from_bytes(data, policy=policy.default).walk()
    bounds = [part.get_boundary() for part in parts if part.is_multipart()]
    assert bounds == [f"lorpack-{seed}-0", f"lorpack-{seed}-1"]


def head_of(**changes):
    return to_eml(message(**changes), SENDER).partition(b"\r\nMIME-Version")[0].decode("ascii")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"to": 'Dr. "Mei" \\ Chen'}, 'To: "Dr. \\"Mei\\" \\\\ Chen" <m@x.org>'),
        ({"to": "Żółć"}, "To: =?utf-8?b?xbvDs8WCxIc=?= <m@x.org>"),
        ({"email": "m@ż.example"}, 'To: "Dr. Mei Chen" <m@xn--hha.example>'),
        ({"subject": "x" * 600}, f"Subject: {'x' * 600}"),
        ({"subject": "Żółć"}, "Subject: =?utf-8?b?xbvDs8WCxIc=?="),
    ],
)
def test_a_header_is_written_so_that_every_reader_has_it_whole(changes, line):
    assert line in head_of(**changes).split("\r\n")


def test_a_long_subject_is_on_lines_that_a_mail_may_have():
    text = "x" * 899
    assert draft._subject(text) == text
    for long in (f"{text}y", "ż" * 200):
        lines = f"Subject: {draft._subject(long)}".split("\r\n")
        assert len(lines) > 1
        assert all(len(line) <= 78 and line.isascii() for line in lines)


@pytest.mark.parametrize(
    ("part", "instead", "words"),
    [
        ("_phrase", lambda name: '"Other"', "To, From"),
        ("_subject", lambda text: "other", "subject"),
        ("_head_and_address", None, "To"),
        ("_parts", lambda whole: whole.replace(b"Thanks.", b"Tanks."), "plain text, html text"),
        ("_parts", lambda whole: whole.replace(b"<p style", b"<q style"), "html text"),
        ("_parts", lambda whole: whole.replace(b"JVBERg", b"JVBERQ"), "attachments"),
        ("_parts", lambda whole: whole.replace(b"a.pdf", b"c.pdf"), "attachments"),
        ("_parts", lambda whole: whole.replace(b"text/plain", b"text/other"), "plain text"),
        ("_parts", lambda whole: whole[:-20], "structure"),
    ],
)  # fmt: skip
def test_what_reads_back_different_is_named_and_not_given(monkeypatch, part, instead, words):
    if part == "_parts":
        real = draft._parts
        monkeypatch.setattr(draft, part, lambda *given: instead(real(*given)))
    elif part == "_head_and_address":
        real = draft._headers
        monkeypatch.setattr(draft, "_headers", lambda *given: real(*given).replace(b"m@x", b"n@x"))
    else:
        monkeypatch.setattr(draft, part, instead)
    with pytest.raises(OutputError) as caught:
        to_eml(message(subject=SUBJECT, body=SHORT), SENDER, [Attachment("a.pdf", b"%PDF")])
    assert caught.value.message == (
        f"the draft 14-packet to chen does not read back as it was meant: {words}"
    )
    assert caught.value.hint == (
        "use its text or HTML file, and report this with the name of the writer"
    )


def test_a_name_that_no_header_holds_is_no_crash():
    with pytest.raises(
        OutputError,
        match=r"14-packet to chen does not read back as it was meant: .*surrogates not allowed",
    ):
        to_eml(message(to="a\ud800"), SENDER)


def test_a_draft_without_an_own_address_is_complete_all_the_same():
    data = to_eml(message(subject=SUBJECT, body=SHORT), Sender("Ada Quill", ""))
    assert data.startswith(b'X-Unsent: 1\r\nTo: "Dr. Mei Chen" <m@x.org>\r\nSubject: Letter')


def test_an_attachment_knows_its_digest():
    assert Attachment("a.pdf", b"%PDF").sha256 == hashlib.sha256(b"%PDF").hexdigest()


def test_the_text_file_is_told_in_full():
    plain = message(subject="Letter", body=SHORT)
    assert to_text(plain, ["a.pdf", "b.pdf"]) == (
        "To: Dr. Mei Chen <m@x.org>\nSubject: Letter\nAttach: a.pdf, b.pdf\n\n"
        "Dear Dr. Chen,\n\nThanks.\n\n[This address opens it in your mail program:]\n"
        "mailto:m@x.org?subject=Letter&body=Dear%20Dr.%20Chen%2C%0D%0A%0D%0AThanks.%0D%0A\n"
    )
    assert to_text(message(subject="Letter", body=SHORT, email="")) == (
        "To: Dr. Mei Chen\nSubject: Letter\n\nDear Dr. Chen,\n\nThanks.\n"
    )
    assert to_text(message(Kind.THANKS_CARD, subject="Letter", body=SHORT)) == (
        "Letter (card)\n\nDear Dr. Chen,\n\nThanks.\n"
    )
    news = message(Kind.MATCH_UPDATE, subject="Letter", body=SHORT, email="")
    add = "Add before you send it: the result: where you will train, or what you will do next"
    word = "Tell by phone or text message, never by email: the password of the packet"
    assert to_text(news).splitlines()[2:4] == [add, ""]
    assert to_text(replace(news, noted=True)).splitlines()[2] == ""
    assert to_text(replace(news, protected=True)).splitlines()[2:5] == [word, add, ""]


def test_a_mailto_is_as_long_as_programs_take_it():
    start = "mailto:m@x.org?subject=a%20b&body="
    fits = "x" * (MAILTO_LIMIT - len(start))
    assert mailto(message(subject="a b", body=fits)) == start + fits
    assert mailto(message(subject="a b", body=f"{fits}x")) == "mailto:m@x.org?subject=a%20b"


def test_a_mailto_has_one_address_and_no_header_of_its_own():
    tricky = message(subject="a&cc=x?#", body="b&c=d\n", email="o'm?cc=y&z@ż.example")
    assert mailto(tricky) == (
        "mailto:o%27m%3Fcc%3Dy%26z@xn--hha.example?subject=a%26cc%3Dx%3F%23&body=b%26c%3Dd%0D%0A"
    )
    quoted = mailto(message(email='"a@b"@ż.example'))
    assert quoted.startswith("mailto:%22a@b%22@xn--hha.example?")


@pytest.mark.parametrize("domain", ["xn--a-ü.org", "ü" * 70 + ".org", "a..ü"])
def test_a_domain_that_no_server_knows_costs_the_address_only(domain):
    odd = message(subject="Letter", body=SHORT, email=f"a@{domain}")
    assert to_text(odd) == f"To: Dr. Mei Chen <a@{domain}>\nSubject: Letter\n\n{SHORT}"
    assert [one.code for one in header_findings(odd, SENDER, PLACE)] == ["LOR524"]


PLACE = Place("writers/chen.yaml")
NO_HEADER = "take out line breaks, control characters and `=?`, and keep it short"


def test_a_missing_address_is_a_warning_that_says_what_to_do():
    assert list(header_findings(message(email=""), SENDER, PLACE)) == [
        Finding(
            "LOR520",
            Severity.WARNING,
            "no email address of Dr. Mei Chen is recorded, so there is no .eml draft to them",
            PLACE,
            "add `contact:` with `email:`, or send the text yourself",
            "chen",
        )
    ]


@pytest.mark.parametrize(
    ("changes", "sender", "name"),
    [
        ({"to": "a\x7fb"}, SENDER, "recipient"),
        ({"to": "a\u2028b"}, SENDER, "recipient"),
        ({"to": "a\ud800b"}, SENDER, "recipient"),
        ({"to": "x" * 601}, SENDER, "recipient"),
        ({"to": "ż" * 301}, SENDER, "recipient"),
        ({"subject": "a =? b"}, SENDER, "subject"),
        ({"subject": "x" * 601}, SENDER, "subject"),
        ({}, Sender("a\nb", ""), "sender"),
        ({"email": "no address"}, SENDER, "address"),
        ({"email": "a@b@c.example"}, SENDER, "address"),
        ({"email": "a@" + "ż" * 70 + ".example"}, SENDER, "address"),
        ({"email": "@x.org"}, SENDER, "address"),
        ({"email": "m@"}, SENDER, "address"),
        ({}, Sender("Ada", "ada"), "sender's address"),
        ({}, Sender("Ada", "ada@x.org\n"), "sender's address"),
    ],
)
def test_what_no_header_holds_is_told_by_its_name(changes, sender, name):
    assert list(header_findings(message(**changes), sender, PLACE)) == [
        Finding(
            "LOR524",
            Severity.ERROR,
            f"14-packet: the {name} holds something that no mail header may hold",
            PLACE,
            NO_HEADER,
            "chen",
        )
    ]


@pytest.mark.parametrize(
    ("changes", "sender"),
    [
        ({"to": "x" * 600, "subject": "ż" * 300}, SENDER),
        ({"email": "m@ż.example"}, Sender("Ada", "")),
        ({"email": f"m@{'x' * 70}.example"}, SENDER),
        ({"subject": "a = ? b"}, Sender("Żółć", "ada@ż.example")),
    ],
)
def test_what_a_header_holds_is_no_finding_and_gives_a_draft(changes, sender):
    assert list(header_findings(message(**changes), sender, PLACE)) == []
    assert to_eml(message(**changes), sender)
