"""Asks of one applicant that read alike, or that use the wrong word."""

from datetime import date
from itertools import combinations

import pytest

from lorpack.messages.alike import ALIKE, alike, likeness, worded
from lorpack.messages.catalogue import Kind
from lorpack.messages.compose import compose
from lorpack.profiles.load import find_applications, load
from lorpack.resources import samples_dir

TODAY = date(2027, 5, 20)


def shares(application, kind):
    bodies = [compose(application, w, kind, today=TODAY).body for w in application.writers]
    return [likeness(one, other) for one, other in combinations(bodies, 2)]


@pytest.mark.parametrize("folder", find_applications([samples_dir()]), ids=lambda f: f.name)
@pytest.mark.parametrize("kind", [Kind.REQUEST, Kind.BACKUP_REQUEST])
def test_asks_of_the_samples_stay_below_the_threshold(folder, kind):
    assert max(shares(load(folder).application, kind)) < ALIKE - 0.03


def test_one_set_of_facts_for_two_writers_is_above_it(make_application):
    writers = {"chen": {}, "patel": {"name": {"family": "Patel"}}}
    application = load(make_application(writers=writers)).application
    messages = [compose(application, w, Kind.REQUEST, today=TODAY) for w in application.writers]
    assert shares(application, Kind.REQUEST)[0] > ALIKE
    (finding,) = alike(application, messages)
    assert finding.code == "LOR510"
    assert "writers/chen.yaml and writers/patel.yaml" in finding.message
    assert "make `why_you`, `cases` and `feedback` its own" in finding.hint


def test_the_poorer_profile_is_told_what_to_add(make_application):
    gone = dict.fromkeys(("why_you", "cases", "feedback"))
    writers = {name: gone for name in ("chen", "ito", "lee", "patel")}
    application = load(make_application(writers=writers)).application
    messages = [compose(application, w, Kind.REQUEST, today=TODAY) for w in application.writers]
    finding, *_ = alike(application, messages)
    assert finding.hint == "add `why_you`, `cases`, `feedback` in writers/chen.yaml"


def test_other_messages_may_read_alike(make_application):
    application = load(make_application(writers={"chen": {}, "patel": {}})).application
    messages = [compose(application, w, Kind.REMINDER, today=TODAY) for w in application.writers]
    assert list(alike(application, messages)) == []


@pytest.mark.parametrize(
    ("letter", "word", "code"),
    [({}, "", "LOR511"), ({"kind": "standardized", "form": "sloe"}, "strong", "LOR512")],
)
def test_an_own_template_keeps_the_word_strong_where_it_belongs(
    make_application, letter, word, code
):
    folder = make_application(
        writers={"chen": {"letter": letter}},
        documents={
            "templates/messages/request.txt.j2": f"Subject: S\n\nA {word} letter?\n".encode()
        },
    )
    application = load(folder).application
    message = compose(application, application.writers[0], Kind.REQUEST, today=TODAY)
    (finding,) = worded(application, message)
    assert (finding.code, finding.place.file) == (code, "templates/messages/request.txt.j2")


def test_the_word_is_missed_in_the_file_of_the_office_that_left_it_out(make_application):
    folder = make_application(name="class/quill")
    office = folder.parent / "templates/messages/request.txt.j2"
    office.parent.mkdir(parents=True)
    office.write_text("Subject: S\n\nA letter?\n")
    (folder.parent / "lorpack.yaml").touch()
    application = load(folder).application
    message = compose(application, application.writers[0], Kind.REQUEST, today=TODAY)
    (finding,) = worded(application, message)
    assert (finding.code, finding.place.file) == ("LOR511", "../templates/messages/request.txt.j2")


KINDS_OF_LETTER = [
    {},
    {"portal": "carms"},
    {"kind": "standardized", "form": "sel"},
    {"kind": "standardized"},
]


@pytest.mark.parametrize(
    "letter", KINDS_OF_LETTER, ids=["narrative", "reference", "form", "own form"]
)
@pytest.mark.parametrize("new_version", ["true", "false"])
@pytest.mark.parametrize("kind", list(Kind))
def test_no_template_of_ours_asks_in_the_wrong_words(make_application, letter, new_version, kind):
    changes = {"letter": {**letter, "new_version": new_version}}
    writers = dict.fromkeys(("chen", "lee", "patel"), changes)  # Each has another wording.
    application = load(make_application(writers=writers)).application
    for writer in application.writers:
        message = compose(application, writer, kind, today=TODAY)
        assert list(worded(application, message)) == []


def test_a_new_evaluation_is_asked_for_in_person_as_one(make_application):
    letter = {"kind": "standardized", "form": "sel", "new_version": "true"}
    application = load(make_application(writers={"chen": {"letter": letter}})).application
    message = compose(application, application.writers[0], Kind.ASK_IN_PERSON, today=TODAY)
    assert "Would you be willing to complete a new Structured Evaluative Letter" in message.body
