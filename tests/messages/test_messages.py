"""Messages: the right variant, four parts, and nothing that is not recorded."""

import re
from datetime import datetime

import pytest
from click.testing import CliRunner

from lorpack.cli import main
from lorpack.messages.compose import Kind, Variant, compose
from lorpack.profiles.load import find_applications, load
from lorpack.resources import samples_dir

REQUEST = """\
To: Dr. Mei Chen <mei.chen@example.org>
Subject: Request for a letter of recommendation – Ada Quill, Internal Medicine

Dear Dr. Chen,

I am applying to residency in Internal Medicine (ERAS 2028). Would you feel able to write me a strong letter of recommendation?

I am asking you for a reason. You corrected every presentation of mine.

You may remember a complex DKA admission. Your feedback changed how I work: Wrote mine in the margin.

If you agree, I will send a single PDF with the dates, what we did together, and how to submit, so that nothing has to be looked up. It would help me to have the letter by Friday, August 20, 2027. If another date suits you better, please tell me.

If your time does not allow it, or you feel that you could not write in detail, please say so. I would understand, and I would be no less grateful for what I learned from you.

With thanks,

Ada Quill, MBBS
AAMC ID 10000001
ada.quill@example.org · +1 555 0100
"""


@pytest.fixture
def message(make_application):
    def make(kind=Kind.REQUEST, **changes):
        application = load(make_application(**changes)).application
        return compose(application, application.writers[0], kind)

    return make


def test_the_request(message):
    assert message().text == REQUEST


PROJECT = {"rotations": None, "projects": [{"name": "Gaps"}], "relationship": ["research"]}


@pytest.mark.parametrize(
    ("changes", "variant", "words"),
    [
        ({}, Variant.CLINICAL, "strong letter"),
        ({"letter": {"kind": "standardized", "form": "sel"}}, Variant.EVALUATION, "complete a"),
        ({"letter": {"new_version": "true"}}, Variant.UPDATE, "today’s date"),
        ({"role": "home_country_faculty"}, Variant.HOME, "differ between countries"),
        (PROJECT, Variant.RESEARCH, "links how I worked on our project"),
        (
            {"rotations": None, "activities": [{"name": "Clinic"}], "relationship": ["leadership"]},
            Variant.MENTOR,
            "over a long time",
        ),
    ],
)
def test_variants(message, changes, variant, words):
    made = message(writers={"chen": changes})
    assert made.variant is variant
    assert made.reason
    assert words in made.body
    assert ("strong" in made.body) is (variant is not Variant.EVALUATION)


@pytest.mark.parametrize("waived", ["true", "false", None])
def test_the_waiver_is_only_what_is_recorded(message, waived):
    body = message(Kind.PACKET, writers={"chen": {"letter": {"waived": waived}}}).body
    assert ("I have waived my right" in body) is (waived == "true")


def test_without_an_address_the_line_is_empty(message):
    assert message(writers={"chen": {"contact": None}}).text.startswith("To: \nSubject: ")


SAMPLES = [
    (load(folder).application, writer, kind)
    for folder in find_applications([samples_dir()])
    for writer in load(folder).application.writers
    for kind in Kind
]


@pytest.mark.parametrize(
    ("application", "writer", "kind"),
    SAMPLES,
    ids=[f"{application.id}-{writer.id}-{kind}" for application, writer, kind in SAMPLES],
)
def test_every_sample_message_reads_well(application, writer, kind):
    made = compose(application, writer, kind)
    assert not re.search(r"None|\{\{|\{%|  |\n\n\n|\bundefined\b| ,|\.\.", made.text)
    assert made.text.endswith("\n")
    assert len(made.subject) < 150
    limit = {Kind.REQUEST: 290, Kind.PACKET: 190, Kind.REMINDER: 90, Kind.THANKS: 90}[kind]
    assert len(made.body.split()) <= limit
    days = re.findall(r"(\w+day), (\d+ \w+ \d{4})", made.text)
    for weekday, day in days:
        assert datetime.strptime(day, "%d %B %Y").strftime("%A") == weekday
    if writer.profile.letter.kind == "standardized":
        assert "strong" not in made.body


def test_the_command_writes_files(make_application, tmp_path):
    folder = make_application()
    output = tmp_path / "out"
    done = CliRunner().invoke(main, ["messages", str(folder), "-o", str(output)])
    assert done.exit_code == 0, done.output
    names = sorted(path.name for path in (output / "quill" / "chen" / "messages").iterdir())
    assert names == ["01-request.txt", "02-packet.txt", "03-reminder.txt", "04-thanks.txt"]
    assert (output / "quill/chen/messages/01-request.txt").read_text(encoding="utf-8") == REQUEST
    assert "clinical, because a clinical narrative letter" in done.stderr


def test_an_unknown_writer_is_a_usage_error(make_application):
    done = CliRunner().invoke(main, ["messages", str(make_application()), "-w", "chem"])
    assert done.exit_code == 2
    assert "did you mean `chen`?" in done.stderr
