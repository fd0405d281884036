"""Messages that hand over an encrypted packet say how the password comes; no others do."""

from datetime import date

import pytest

from lorpack.messages.catalogue import Kind
from lorpack.messages.compose import compose
from lorpack.messages.draft import to_text
from lorpack.profiles.load import find_applications, load
from lorpack.resources import samples_dir

LETTERS = [
    (application, writer)
    for folder in find_applications([samples_dir()])
    for application in [load(folder).application]
    for writer in application.writers
]
DAY = date(2027, 5, 20)
LINES = (
    "When you open it, the PDF asks for a password. You will have it from me by phone or text "
    "message, so that the two never travel in one mail.",
    "The PDF is protected by a password, which I will give you by phone or text message rather "
    "than in this mail.",
    "To keep what is in it between us, the PDF opens only with a password; I will tell it to you "
    "by phone or text message, never by email.",
)

PACKET = """\
Dear Dr. Chen,

Thank you for agreeing to write for me. The attached PDF holds the dates, what we did together, and how to submit. Please use what helps and leave the rest. When you open it, the PDF asks for a password. You will have it from me by phone or text message, so that the two never travel in one mail.

Where it goes: """


@pytest.mark.parametrize("number", range(len(LETTERS)), ids=[f"{a.id}-{w.id}" for a, w in LETTERS])
def test_only_a_message_with_the_packet_has_the_line_and_is_else_the_same(number):
    application, writer = LETTERS[number]
    told = 0
    for kind in Kind:
        plain = compose(application, writer, kind, today=DAY)
        sealed = compose(application, writer, kind, today=DAY, encrypted=True)
        assert "password" not in plain.body
        assert sealed.protected is plain.packet
        found = [line for line in LINES if line in sealed.body]
        assert len(found) == plain.packet, sealed.body
        without = sealed.body.replace(f" {found[0]}", "") if found else sealed.body
        assert without == plain.body
        assert sealed.body.count("password") == plain.packet
        told += plain.packet
    assert told >= 5


def test_the_words_of_the_packet_message(make_application):
    application = load(make_application()).application
    message = compose(
        application, application.writers[0], Kind.PACKET, today=date(2027, 4, 10), encrypted=True
    )
    assert message.body.startswith(PACKET)
    head = to_text(message, ["packet.pdf"]).splitlines()[:5]
    assert head[2:4] == [
        "Attach: packet.pdf",
        "Tell by phone or text message, never by email: the password of the packet",
    ]


def test_two_writers_of_an_application_do_not_read_the_same_line(make_application):
    application = load(make_application(writers={"a": {}, "b": {}, "c": {}})).application
    bodies = [
        compose(application, writer, Kind.PACKET, today=DAY, encrypted=True).body
        for writer in application.writers
    ]
    assert {line for body in bodies for line in LINES if line in body} == set(LINES)
