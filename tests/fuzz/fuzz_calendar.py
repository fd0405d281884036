"""Calendars and drafts from any text.

``python tests/fuzz/fuzz_calendar.py -max_total_time=60 tests/fuzz/corpus/calendar``.
Whatever the names are, a calendar has one event for one date, a draft one recipient, or neither is
given.
"""

import contextlib
import re
from datetime import date

import fuzzing

with contextlib.suppress(ImportError):
    import atheris

    atheris.instrument_imports(include=["lorpack", "icalendar", "email"]).__enter__()

from lorpack.errors import LorpackError
from lorpack.findings import Place
from lorpack.messages.catalogue import CATALOGUE, Kind
from lorpack.messages.compose import Message
from lorpack.messages.draft import Attachment, Sender, header_findings, to_eml
from lorpack.messages.variants import Choice, Variant
from lorpack.schedule.calendar import calendar
from lorpack.schedule.moments import Due, Moment
from lorpack.schedule.overview import Letter, Overview
from lorpack.tables import as_csv

_DAY = date(2027, 8, 20)
_MOMENTS = list(Moment)
_HEADERS = [b"X-Unsent", b"From", b"To", b"Subject", b"MIME-Version", b"Content-Type"]
_CHOICE = Choice(Variant.CLINICAL, (), ())


def target(data: bytes) -> None:
    """Take *data* for a few names, parted by NUL; AssertionError is a fault."""
    texts = data.decode("utf-8", "replace").split("\0")
    applicant, name, subject, address, file = (*texts, "", "", "", "", "")[:5]
    with contextlib.suppress(LorpackError):
        _check_calendar(calendar(_overview(applicant, name, len(data))))
    with contextlib.suppress(LorpackError):
        _check_draft(applicant, name, subject, address, file)
    with contextlib.suppress(LorpackError):
        assert as_csv(("a", "b"), [(applicant, name)]).count("\n") == 1


def _overview(applicant: str, name: str, number: int) -> Overview:
    due = Due(_DAY, "chen", _MOMENTS[number % len(_MOMENTS)])
    letter = Letter("chen", name, "asked", "", None, None, None, None, "", "", None, (due,))
    return Overview(id="quill", applicant=applicant, letters=(letter,))


def _check_calendar(data: bytes) -> None:
    lines = data.replace(b"\r\n ", b"").split(b"\r\n")
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 1
    assert not any(line.startswith((b"ATTENDEE", b"ORGANIZER", b"ATTACH")) for line in lines)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def _check_draft(applicant: str, name: str, subject: str, address: str, file: str) -> None:
    entry = CATALOGUE[Kind.REQUEST]
    message = Message(entry, "chen", _CHOICE, subject, "Dear Dr. Chen,\n", name, address)
    sender = Sender(applicant, "ada@example.org")
    if list(header_findings(message, sender, Place("x"))):
        return
    head = to_eml(message, sender, [Attachment(f"{file}.pdf", b"%PDF")]).partition(b"\r\n\r\n")[0]
    named = [
        line.partition(b":")[0] for line in re.split(rb"[\r\n]+", head) if line[:1] not in b" \t"
    ]
    assert named == _HEADERS, named


if __name__ == "__main__":
    fuzzing.run(target)
