"""Every message to every sample writer, on several days of the season: what must hold for all."""

import re
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from lorpack.messages.catalogue import Form, Kind
from lorpack.messages.compose import compose
from lorpack.profiles.load import find_applications, load
from lorpack.profiles.progress import How
from lorpack.resources import samples_dir
from lorpack.schedule.standing import Stage, Standing

LETTERS = [
    (application, writer)
    for folder in find_applications([samples_dir()])
    for application in [load(folder).application]
    for writer in application.writers
]
EARLY, LATE, AFTER = date(2027, 5, 20), date(2027, 8, 2), date(2027, 9, 20)
BANNED = re.compile(
    r"hope this (email|message) finds|\ban emergency\b|urgent|asap|are you sure|as we discussed|"
    r"honou?red|world.class|brilliant|busy schedule|sorry to bother|favou?r to ask|top \d|"
    r"\bbest (doctor|physician|teacher)\b|thx|desperate",
    re.IGNORECASE,
)
HOLES = re.compile(
    r"\bNone\b|\{\{|\{%|\{#|  |\n\n\n|\bundefined\b| [,.;:]|\.\.|,\.|\(\)|“”|: \.|\bby \."
)


def standings(writer_id: str):
    yield Standing(writer_id), EARLY
    yield Standing(writer_id, Stage.ASKED, asked=EARLY, asked_how=How.VIDEO), LATE
    yield (
        Standing(writer_id, Stage.AGREED, asked=EARLY, asked_how=How.EMAIL, agreed_by=LATE),
        LATE - timedelta(days=9),
    )
    yield Standing(writer_id, Stage.UPLOADED, uploaded=LATE, agreed_by=LATE), AFTER


def words(message) -> int:
    """The words of the body without the signature."""
    return len(message.body.rsplit("\n\n", 1)[0].split())


@cache
def made(number):
    """Every message to one writer, with the standing it was made for."""
    application, writer = LETTERS[number]
    return [
        (compose(application, writer, kind, standing, today=today), standing)
        for kind in Kind
        for standing, today in standings(writer.id)
    ]


@pytest.mark.parametrize("number", range(len(LETTERS)), ids=[f"{a.id}-{w.id}" for a, w in LETTERS])
class TestEveryMessage:
    def test_reads_without_holes_or_pressure(self, number):
        for message, _ in made(number):
            text = f"{message.subject}\n{message.body}"
            assert not (found := HOLES.search(text)), (found, text)
            assert not BANNED.search(text), text
            assert "!" not in text
            assert message.body.endswith("\n")
            assert 3 < len(message.subject) < 150
            for day in re.findall(r"(\w+day, \w+ \d+, \d{4})", text):
                datetime.strptime(day, "%A, %B %d, %Y")
                assert day.startswith(datetime.strptime(day, "%A, %B %d, %Y").strftime("%A"))

    def test_is_brief(self, number):
        for message, _ in made(number):
            entry, kind = message.entry, message.kind
            count = words(message)
            if entry.form is Form.EMAIL:
                low, high = (75, 180) if entry.asks else (35, 125)
                high += 10 * (kind is Kind.AFTER_YES_IN_PERSON)  # it records what was asked
                assert low <= count <= high, (count, message.body)
            else:
                assert count <= 175

    def test_asks_for_a_strong_letter_and_for_an_evaluation_as_it_is(self, number):
        standardized = LETTERS[number][1].profile.letter.kind == "standardized"
        for message, _ in made(number):
            says = "strong" in message.body
            if standardized:
                assert not says
            elif message.entry.asks:
                assert says

    def test_says_only_what_is_true(self, number):
        _, writer = LETTERS[number]
        for message, standing in made(number):
            text = message.body
            if not writer.profile.letter.waived or message.choice.has("referee"):
                assert "waived" not in text
            if message.choice.has("referee"):
                assert "recommendation" not in text
            if "when we spoke" in text:
                assert standing.asked_how is How.VIDEO
            if message.entry.asks and message.kind is not Kind.SECOND_VERSION:
                assert not re.search(
                    r"thank you (again )?for (agreeing|saying yes|your)", text, re.I
                )


def test_every_ask_has_a_way_out_and_both_dates(make_application):
    folder = make_application(writers={"chen": {"letter": {"deadline": "2027-09-15"}}})
    application = load(folder).application
    for kind in (Kind.REQUEST, Kind.UPDATE_REQUEST, Kind.BACKUP_REQUEST):
        body = compose(application, application.writers[0], kind, today=EARLY).body
        assert (
            "Friday, August 20, 2027; the last possible date is Wednesday, September 15, 2027"
            in body
        )
        assert "could not write in detail, please tell me" in body
        assert "You corrected every presentation of mine." in body


MINIMAL = dict.fromkeys(
    ("position", "institution", "contact", "letter", "why_you", "rotations", "cases",
     "presentations", "feedback", "learned", "brag", "emphasis")
)  # fmt: skip
BARE_APPLICANT = {"degree": None, "contact": {"email": None, "phone": None}, "ids": None,
                  "targets": [{"id": "im", "specialty": "Internal Medicine", "portal": "other"}]}  # fmt: skip
EXTREMES = {
    "why_you": "Because. " * 300,
    "cases": [{"problem": "x" * 290, "part": "Word " * 800}],
    "feedback": [{"said": "*Commit!*\n\n- one\n- two", "did": "Did " * 900}],
    "learned": ["Patience, and calm", "None of it by heart"],
    "emphasis": ["; ,"],
    "projects": [{"name": "An endless name " * 18}],
    "known_since": "1999",
}


@pytest.mark.parametrize(
    "changes",
    [MINIMAL, {**MINIMAL, **EXTREMES}, EXTREMES],
    ids=["bare", "bare and endless", "endless"],
)
@pytest.mark.parametrize("kind", list(Kind))
def test_a_missing_or_endless_fact_leaves_a_sentence_out(make_application, kind, changes):
    folder = make_application(applicant=BARE_APPLICANT, writers={"chen": changes})
    application = load(folder).application
    message = compose(application, application.writers[0], kind, today=EARLY)
    text = f"{message.subject}\n{message.body}".replace("None of it", "")
    assert not (found := HOLES.search(text)), (found, text)
    assert words(message) <= 180
    assert message.email == (
        "" if "contact" in changes or message.entry.form != "email" else message.email
    )


def test_what_is_not_in_the_packet_is_not_promised(make_application):
    folder = make_application(
        applicant={"cv": "documents/cv.pdf"}, settings={"sections": {"cv": "false"}},
        documents={"documents/cv.pdf": b"%PDF-1.7"},
    )  # fmt: skip
    application = load(folder).application
    message = compose(application, application.writers[0], Kind.PACKET, today=EARLY)
    assert "how to submit" in message.body
    assert "my CV" not in message.body


def body_of(make_application, kind, changes):
    application = load(make_application(writers={"chen": changes})).application
    return compose(application, application.writers[0], kind, today=EARLY).body


QUESTION = "how to ask: what would change my mind?"
NO_CASES = {"cases": None, "feedback": None, "rotations": None}


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        (Kind.REQUEST, {"feedback": [{"said": "What is your plan?", "did": "Led the rounds!"}]},
         "on: What is your plan? I led the rounds! If"),
        (Kind.REQUEST, {"feedback": [{"said": "“Be more concise.”", "did": "Cut it."}]}, "on: “Be more concise.” I cut it."),
        (Kind.REQUEST, {"feedback": [{"said": "“Be concise”", "did": "Cut it."}]}, "on: “Be concise”. I cut it."),
        (Kind.REQUEST, {"cases": [{"problem": "A man who asked: why me?", "part": "With him for an hour…"}]},
         "remember: A man who asked: why me? My part: With him for an hour… You"),
        (Kind.THANKS_CARD, {"cases": [{"problem": "A man who asked: why me?", "part": "Sat down."}]},
         "I will remember a man who asked: why me? You"),
        (Kind.REQUEST, {"emphasis": ["What next?"]}, "I hope it is what next?\n"),
        (Kind.REQUEST, {**NO_CASES, "projects": [{"name": "Why wait?"}]}, "worked on “Why wait?” If"),
        (Kind.REQUEST, {**NO_CASES, "activities": [{"name": "Clinic"}]}, "my part in “Clinic”. If"),
        (Kind.REQUEST, {"why_you": None, "rotations": [{"service": "Surgery Dept.", "start": "2026"}]},
         "since 2026: Surgery Dept.\n"),
        (Kind.ASK_IN_PERSON, {"rotations": [{"service": "Surgery Dept.", "end": "2026"}]},
         "until 2026, on Surgery Dept. You"),
        (Kind.THANKS, {"learned": [QUESTION, "to listen"]}, f"you taught me {QUESTION} I take"),
        (Kind.THANKS, {"learned": ["to listen", "to wait."]}, "you taught me to listen, and to wait. I take"),
        (Kind.REPLY_DECLINED, {"learned": ["to listen", QUESTION]}, "You taught me to listen. I keep that"),
        (Kind.MILESTONE_UPDATE, {"learned": ["to listen", QUESTION]}, "You taught me to listen.\n"),
        (Kind.INTERVIEW_UPDATE, {"learned": [QUESTION]}, f"taught me: {QUESTION}\n"),
        (Kind.THANKS, {"learned": ["“Never worry alone.”"]}, "learned from you: “Never worry alone.”\n"),
    ],
)  # fmt: skip
def test_words_of_the_applicant_have_one_mark_at_their_end(make_application, kind, changes, words):
    assert words in body_of(make_application, kind, changes)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("Based on the airway exam, I called anesthesia early.", "Based on the airway exam, I called"),
        ("When nobody came, I’d called twice.", "When nobody came, I’d called twice."),
        ("Asked for the film before I left.", "I asked for the film before I left."),
        ("At a type I error, stopped", "My part: At a type I error, stopped."),
        ("Found a type I error. I told them.", "I found a type I error. I told them."),
        ("Called twice. Then I waited.", "I called twice. Then I waited."),
        ("listened.", "I listened."),
        ("we waited", "We waited."),
        ("Overheard the plan", "I overheard the plan."),
        ("Unprompted, called surgery", "My part: Unprompted, called surgery."),
        ("Bleed controlled at three", "My part: Bleed controlled at three."),
        *((f"{word} it", f"I {word.lower()} it.") for word in (
            "Began", "Chose", "Drove", "Fell for", "Felt", "Fought", "Grew", "Heard", "Knew", "Lost", "Paid",
            "Rewrote", "Rose to", "Said", "Slept on", "Sought", "Won", "Wore", "Threw", "Bought", "Broke", "Fed",
            "Forgot", "Hid", "Meant", "Sang", "Shook", "Stuck to", "Was")),
    ],
)  # fmt: skip
def test_what_was_done_is_told_in_the_first_person_once(make_application, part, told):
    body = body_of(make_application, Kind.REQUEST, {"cases": [{"problem": "DKA", "part": part}]})
    assert f"remember: DKA. {told}" in body


@pytest.mark.parametrize(
    ("said", "lowered"),
    [
        ("Dr. Lee’s patient with Ludwig angina", "Dr. Lee’s patient with Ludwig angina"),
        ("St. Mary’s transfer", "St. Mary’s transfer"),
        ("X-ray rounds", "X-ray rounds"),
        ("T wave inversions", "T wave inversions"),
        ("A1c of twelve", "A1c of twelve"),
        ("DKA on Sunday", "DKA on Sunday"),
        ("Crohn’s disease", "Crohn’s disease"),
        ("A man with sepsis", "a man with sepsis"),
        ("The man in bed two", "the man in bed two"),
    ],
)
def test_a_name_keeps_its_capital_and_after_a_colon_every_word(make_application, said, lowered):
    changes = {"cases": [{"problem": said, "part": "Sat down."}]}
    assert f"I will remember {lowered}." in body_of(make_application, Kind.THANKS_CARD, changes)
    changes["feedback"] = [{"said": "Bell palsy first.", "did": "Read on it."}]
    body = body_of(make_application, Kind.REQUEST, {**changes, "learned": ["Spanish first"]})
    assert f"A case you may remember: {said}." in body
    assert "on: Bell palsy first. I read on it." in body
    body = body_of(make_application, Kind.GOALS, {"learned": ["Spanish first"]})
    assert "What I learned from you: Spanish first." in body
