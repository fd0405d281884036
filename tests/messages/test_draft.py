"""Drafts: what is written reads back as it was meant, or is not written."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lorpack.errors import OutputError
from lorpack.findings import Place
from lorpack.messages import draft
from lorpack.messages.catalogue import CATALOGUE, Kind
from lorpack.messages.compose import Message
from lorpack.messages.draft import (
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
