"""Tables, terminals and drafts: a text is a text there, whoever wrote it."""

import csv
import io
import re
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from text_payloads import NAMED
from text_sinks import application, headers_of, mail_of

from lorpack.cli import main
from lorpack.findings import Place
from lorpack.messages.catalogue import CATALOGUE, Kind
from lorpack.messages.compose import Message
from lorpack.messages.draft import Attachment, Sender, header_findings, mailto, to_eml
from lorpack.messages.html import to_page
from lorpack.messages.variants import Choice, Variant
from lorpack.schedule.calendar import calendar
from lorpack.schedule.moments import Due, Moment
from lorpack.schedule.overview import Letter, Overview
from lorpack.tables import aligned, as_csv

ANYTHING = st.text(max_size=80) | st.sampled_from(
    [*NAMED.values(), "a\r\nBcc: x@example.org", "\x1b]8;;x\x07"]
)
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]")


@given(st.lists(st.lists(ANYTHING, min_size=3, max_size=3), max_size=5))
def test_no_cell_is_a_formula_and_every_row_is_a_line(rows):
    written = as_csv(("a", "b", "c"), rows)
    read = list(csv.reader(io.StringIO(written)))
    assert len(read) == len(written.split("\n")) == len(rows) + 1
    assert all(len(row) == 3 for row in read)
    cells = [cell for row in read[1:] for cell in row]
    assert not any(cell[:1] in set("=+-@\t\r＝＋－＠") - {""} and cell for cell in cells if cell)
    assert not STEERING.search(written.replace("\n", ""))


def test_a_cell_holds_the_text_that_was_given():
    texts = [text for text in NAMED.values() if text == text.strip()]
    read = list(csv.reader(io.StringIO(as_csv(["text"], [[text] for text in texts]))))
    assert all(cell in (text, f"'{text}") for (cell,), text in zip(read[1:], texts, strict=True))


@given(st.lists(ANYTHING, min_size=2, max_size=2))
def test_no_cell_of_a_table_steers_the_terminal(row):
    assert not STEERING.search("".join(aligned([row], (30, 30))))


COMMANDS = [
    ("check",), ("check", "--format", "json"), ("status",), ("status", "--format", "csv"), ("letters",),
    ("letters", "--format", "csv"), ("timeline",), ("timeline", "--format", "csv"), ("timeline", "--ics"),
    ("today",), ("messages", "--all"), ("messages", "-k", "request", "--note", "\x1b[2Jx"), ("build", "--dry-run"),
    ("templates", "list", "--in", "."), ("portals",), ("nothing\x1b[31m",), ("check", "no\x1b]0;x\x07such"),
    ("track", "ch\x1b[31men", "asked"), ("messages", "-w", "\u202enehc"), ("explain", "LOR\x1b[2J"),
]  # fmt: skip


def plain(command):
    """A name without what must not be there: runners that pass names on do not find it again."""
    return re.sub(r"[^\w.-]+", " ", " ".join(command), flags=re.ASCII)


@pytest.mark.parametrize("command", COMMANDS, ids=plain)
def test_no_command_lets_a_name_steer_the_terminal(command, tmp_path, monkeypatch):
    folder = tmp_path / "ada\x1b[31m\x1b]8;;https:\u202ex\x07"
    application(folder, lambda path, _: f"x {path}")
    (folder / "writers" / "\x1b[2Jeve.yaml").write_text("name: \x1b[31mEve\n", encoding="utf-8")
    (folder / "templates").mkdir()
    (folder / "templates" / "\x1b[2J.css").write_text("a {}", encoding="utf-8")
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, [*command])
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit)
    said = (result.stdout + result.stderr).replace("\n", "")
    assert said
    assert not STEERING.search(said)


CHEN = Choice(Variant.CLINICAL, (), ())
HEADERS = ["X-Unsent", "From", "To", "Subject", "MIME-Version", "Content-Type"]
ADDRESS = st.sampled_from(["m@example.org", "m@exämple.org"]) | ANYTHING


@settings(deadline=None)
@given(ANYTHING, ANYTHING, ADDRESS, ADDRESS, ANYTHING, ANYTHING)
def test_a_draft_has_one_recipient_and_the_headers_that_are_meant_or_is_not_made(
    to, own, email, from_email, subject, file
):
    message = Message(CATALOGUE[Kind.REQUEST], "chen", CHEN, subject, "Dear Dr. Chen,\n", to, email)
    sender = Sender(own, from_email)
    if not email or list(header_findings(message, sender, Place("x"))):
        return
    try:
        data = to_eml(message, sender, [Attachment(f"{file}.pdf", b"%PDF")])
    except Exception as error:
        assert type(error).__name__ == "OutputError"  # noqa: PT017
        return
    meant = [name for name in HEADERS if from_email or name != "From"]
    assert headers_of(data) == meant
    mail = mail_of(data)
    assert sorted(mail.keys()) == sorted(meant)
    assert len(mail["To"].addresses) == 1
    assert mail["To"].addresses[0].display_name == to
    assert mail["Subject"] == subject
    assert not re.search(rb"(?im)^(bcc|cc|reply-to):", data)


@given(ANYTHING, ANYTHING, ANYTHING)
def test_a_mailto_address_has_one_recipient_and_no_other_header(email, subject, body):
    made = Message(
        CATALOGUE[Kind.REQUEST],
        "chen",
        CHEN,
        subject.encode("utf-8", "ignore").decode(),
        body.encode("utf-8", "ignore").decode(),
        "x",
        "m@example.org",
    )
    address = mailto(made)
    assert re.fullmatch(
        r"mailto:m@example\.org\?subject=[\w.~%-]*(&body=[\w.~%-]*)?",
        address.replace("/", "%2F"),
        re.ASCII,
    )


def test_a_long_word_in_a_message_costs_no_time():
    page = to_page("x", "x" * 50_000 + "." * 20_000 + "@" * 20_000)
    assert len(page) > 90_000


DAY = date(2027, 8, 20)


@settings(deadline=None)
@given(ANYTHING, ANYTHING, st.sampled_from(Moment))
def test_a_calendar_has_one_event_for_one_date(applicant, name, moment):
    letter = Letter(
        "chen", name, "asked", "", None, None, None, None, "", "", None, (Due(DAY, "chen", moment),)
    )
    data = calendar(Overview(id="quill", applicant=applicant, letters=(letter,)))
    lines = data.replace(b"\r\n ", b"").split(b"\r\n")
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 1
    assert lines.count(b"BEGIN:VALARM") == 1
    assert not any(
        line.startswith((b"ATTENDEE", b"ORGANIZER", b"ATTACH", b"METHOD", b"URL")) for line in lines
    )
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n|\r(?!\n)", data)
