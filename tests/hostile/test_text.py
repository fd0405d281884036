"""Every string is printed as it is wherever it goes, and is nothing more there."""

import os
import re
from datetime import date

import icalendar
import pytest
from every_field import paths
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from text_payloads import NAMED
from text_sinks import Page, application, headers_of, mail_of, packet_of, squeezed

from lorpack.batch.mail import write_messages
from lorpack.batch.mail_model import MailRequest
from lorpack.messages.catalogue import Kind
from lorpack.profiles.load import load
from lorpack.schedule.calendar import calendar
from lorpack.schedule.status import overview_of

TODAY = date(2027, 6, 1)
NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
NOT_IN_A_PACKET = {
    *(f"{who}.{name}" for who in ("applicant.name", "writer.name", "writer.co_signer.name") for name in ("given", "family", "preferred")),
    "applicant.school.city", "applicant.ids.carms_id", "applicant.ids.residencycas_id", "applicant.ids.sfmatch_id",
    *(f"applicant.targets.0.programs.0.{name}" for name in ("name", "city", "why", "requirements.0")),
    "applicant.qualities.0", "writer.specialty", "writer.institution.city", "writer.institution.country",
    "writer.contact.phone", "writer.contact.city", "writer.contact.assistant.name", "writer.co_signer.name.credentials",
    "writer.letter.form_name", "writer.highlight.0.find", "writer.highlight.0.note",
}  # fmt: skip
"""What another field stands for, or what the packet leaves out."""

OUTLINE_FIELDS = (
    "writer.rotations.0.service",
    "writer.projects.0.name",
    "writer.activities.0.name",
)
OUTLINE = {
    "Cover", "How to submit", "Reminder sheet", "Patients we cared for", "Presentations you heard",
    "Your feedback, and what I did with it", "What I took from you", "What is new since your last letter",
    "What you saw me do", "Also observed", "What I hope comes through", "What you can speak to better than anyone",
    "About me, and my goals", "Programs", "What a US letter shows",
}  # fmt: skip
ADDRESSES = {"https://example.org/a", "mailto:mei.chen@example.org", "mailto:a@example.org"}
HEADERS = ["X-Unsent", "From", "To", "Subject", "MIME-Version", "Content-Type"]


def check_packet(made, texts, literally=()):
    """*made* gives a packet with *texts* in it, those of the fields *literally* word for word."""
    read = packet_of(made)
    name, writer = texts["applicant.name.full"], texts["writer.name.full"]
    called = f"{texts['writer.name.title']} {writer}"
    assert squeezed(read.title) == squeezed(f"Letter packet for {called}: {name}")
    assert squeezed(read.author) == squeezed(name)
    bookmarks = [title for title in read.outline if title not in OUTLINE]
    assert [squeezed(title) for title in bookmarks] == [
        squeezed(texts[path]) for path in OUTLINE_FIELDS
    ]
    assert read.active == set()
    assert {one for one in read.addresses if not one.startswith("tel:")} <= ADDRESSES
    # Some begin a sentence there, with a capital.
    text = read.text.casefold()
    assert [path for path in literally if squeezed(texts[path]).casefold() not in text] == []
    if "applicant.name.full" in literally:
        for page in read.pages[1:]:
            assert squeezed(name) in squeezed(page)
    assert not {"LOR802", "LOR803", "LOR801"} & {one.code for one in read.packet.findings}
    return read


def check_messages(made, texts, folder):
    """*made* gives drafts with no other header, recipient, link or tag than is meant."""
    kinds = tuple(kind for kind in Kind)
    (result,) = write_messages([made.folder], MailRequest(folder, TODAY, kinds=kinds))
    assert not {"LOR526", "LOR801", "LOR803"} & {one.code for one in result.findings}
    drafts = []
    for drafted in result.drafted:
        for path, _ in drafted.files:
            data = path.read_bytes()
            if path.suffix == ".html":
                page = Page(data.decode())
                assert page.tags <= {"html", "head", "meta", "title", "body", "p", "a", "br"}
                assert page.attributes <= {"lang", "charset", "name", "content", "style", "href"}
                assert all(re.match("https?://|mailto:", one) for one in page.addresses)
                assert page.odd == []
                assert squeezed(drafted.message.body) in squeezed("".join(page.words))
            elif path.suffix == ".eml":
                drafts.append(data)
                mail = mail_of(data)
                assert headers_of(data) == HEADERS
                assert sorted(mail.keys()) == sorted(HEADERS)
                (to,), (sender,) = mail["To"].addresses, mail["From"].addresses
                assert (to.display_name, to.addr_spec) == (
                    drafted.message.to,
                    drafted.message.email,
                )
                assert squeezed(sender.display_name) == squeezed(texts["applicant.name.full"])
                assert mail["Subject"] == drafted.message.subject
                body = mail.get_body(("plain",)).get_content()
                assert squeezed(body) == squeezed(drafted.message.body)
    return drafts


def check_calendar(made, texts):
    """*made* gives a calendar with an event for each date, and no property that is not meant."""
    overview = overview_of(load(made.folder), TODAY)
    data = calendar(overview)
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert len(events) == sum(len(letter.dues) for letter in overview.letters) > 0
    named = re.findall(r"^([A-Z-]+)[;:]", data.decode().replace("\r\n ", ""), re.MULTILINE)
    assert set(named) <= {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "SUMMARY", "DTSTART", "DTEND",
        "DTSTAMP", "UID", "SEQUENCE", "TRANSP", "ACTION", "DESCRIPTION", "TRIGGER",
    }  # fmt: skip
    called = squeezed(f"{texts['writer.name.title']} {texts['writer.name.family']}")
    assert all(called in squeezed(str(event["summary"])) for event in events)


def dealt(shift: int):
    """A payload for each field, another one with each *shift*."""
    names = list(NAMED)
    order = {path: names[(index + shift) % len(names)] for index, path in enumerate(paths())}
    return order, lambda path, _: NAMED[order[path]][: 300 - 3]


ROUNDS = range(len(NAMED)) if NIGHTLY else (0, 23, 46)


@pytest.mark.parametrize("shift", ROUNDS)
def test_a_packet_shows_each_payload_as_it_is(shift, tmp_path):
    names, give = dealt(shift)
    made, texts = application(tmp_path / "quill", give)
    literally = [
        path for path in texts if path not in NOT_IN_A_PACKET and names[path] != "right-to-left"
    ]
    assert len(literally) > 40
    check_packet(made, texts, literally)


@pytest.mark.parametrize("shift", range(0, len(NAMED), 1 if NIGHTLY else 9))
def test_messages_and_calendar_hold_each_payload_and_nothing_more(shift, tmp_path):
    _, give = dealt(shift)
    made, texts = application(tmp_path / "quill", give)
    check_messages(made, texts, tmp_path / "out")
    check_calendar(made, texts)


TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Mn", "Me")), min_size=1, max_size=60
)
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
ANY = TEXT.map(lambda text: HIDDEN.sub("", text).strip()).filter(
    lambda text: text and text not in ("~",)
)
"""Whatever a profile may hold on one line."""

FIELDS = paths()
EVERY = st.lists(ANY, min_size=len(FIELDS), max_size=len(FIELDS))
"""A text for every field: each is an example of its own, so 107 of these are 10,000."""

SLOW = {
    "deadline": None,
    "suppress_health_check": [
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
}


def filled(folder, texts):
    chosen = dict(zip(FIELDS, texts, strict=True))
    return application(folder, lambda path, _: chosen[path])


@settings(max_examples=107 if NIGHTLY else 3, **SLOW)
@given(EVERY)
def test_any_text_in_any_field_gives_a_packet_with_its_names_and_nothing_more(
    tmp_path_factory, texts
):
    made, shown = filled(tmp_path_factory.mktemp("any") / "quill", texts)
    check_packet(made, shown)


@settings(max_examples=107 if NIGHTLY else 6, **SLOW)
@given(EVERY)
def test_any_text_in_any_field_gives_drafts_and_a_calendar_and_nothing_more(
    tmp_path_factory, texts
):
    folder = tmp_path_factory.mktemp("any")
    made, shown = filled(folder / "quill", texts)
    check_messages(made, shown, folder / "out")
    check_calendar(made, shown)
