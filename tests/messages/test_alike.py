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
