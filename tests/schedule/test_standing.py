"""Where a letter stands: every event at every stage."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorpack.findings import Place
from lorpack.profiles.progress import Event, How, LogEntry
from lorpack.schedule.standing import MOVES, Stage, Standing, refusal, refusals, standing

DAY = date(2027, 6, 1)
WAY = {
    Stage.IDENTIFIED: "",
    Stage.BACKUP: "backup",
    Stage.ASKED: "asked",
    Stage.UPDATE_REQUESTED: "update_requested",
    Stage.HESITANT: "asked hesitant",
    Stage.WANTS_DRAFT: "asked wants_draft",
    Stage.AGREED: "asked agreed",
    Stage.PACKET_SENT: "asked agreed packet_sent",
    Stage.UPLOADED: "asked agreed packet_sent uploaded",
    Stage.DECLINED: "asked declined",
    Stage.WITHDRAWN: "asked withdrawn",
}
"""How each stage is reached."""

POSSIBLE = {
    Stage.IDENTIFIED: "introduced feedback_asked goals_shared asked update_requested backup withdrawn",
    Stage.BACKUP: "introduced feedback_asked goals_shared asked update_requested withdrawn reopened",
    Stage.ASKED: "introduced feedback_asked goals_shared asked followed_up agreed hesitant declined "
    "wants_draft packet_sent checked uploaded withdrawn",
    Stage.AGREED: "introduced feedback_asked goals_shared agreed hesitant declined wants_draft "
    "packet_sent reminded checked uploaded withdrawn",
    Stage.HESITANT: "introduced feedback_asked goals_shared asked followed_up agreed hesitant declined "
    "wants_draft packet_sent checked uploaded withdrawn reopened",
    Stage.UPLOADED: "introduced feedback_asked goals_shared thanked card_sent assigned "
    "interviews_told match_told milestone_told update_requested",
    Stage.DECLINED: "reopened",
    Stage.WITHDRAWN: "reopened",
}
POSSIBLE[Stage.UPDATE_REQUESTED] = POSSIBLE[Stage.WANTS_DRAFT] = POSSIBLE[Stage.ASKED]
POSSIBLE[Stage.PACKET_SENT] = POSSIBLE[Stage.AGREED]


def log(words, start=DAY, **more):
    return [
        LogEntry(start + timedelta(days=n), "chen", Event(word), Place("progress.yaml"), **more)
        for n, word in enumerate(words.split())
    ]


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_is_reached(stage):
    assert standing("chen", log(WAY[stage])).stage is stage


@pytest.mark.parametrize("event", [one for one in Event if one is not Event.UNDONE])
@pytest.mark.parametrize("stage", list(Stage))
def test_every_event_at_every_stage(stage, event):
    now = standing("chen", log(WAY[stage]))
    why = refusal(now, LogEntry(DAY + timedelta(days=30), "chen", event, Place("progress.yaml")))
    assert bool(why) is (event not in POSSIBLE[stage].split()), why


def test_a_whole_life():
    entries = log(
        "introduced goals_shared asked followed_up agreed packet_sent reminded reminded uploaded "
        "thanked"
    )
    now = standing("chen", entries)
    assert now.stage is Stage.UPLOADED
    assert now.asked == DAY + timedelta(days=2)
    assert now.reminded == (DAY + timedelta(days=6), DAY + timedelta(days=7))
    assert now.thanked == DAY + timedelta(days=9)
    assert len(now.history) == 10


def test_the_promised_day_moves_with_a_second_promise_and_stays_without_one():
    asked, agreed = log("asked agreed", by=None)
    first = LogEntry(agreed.on, "chen", Event.AGREED, agreed.place, by=date(2027, 8, 1))
    later = LogEntry(agreed.on, "chen", Event.AGREED, agreed.place, by=date(2027, 8, 20))
    assert standing("chen", [asked, first]).agreed_by == date(2027, 8, 1)
    assert standing("chen", [asked, first, later]).agreed_by == date(2027, 8, 20)
    assert standing("chen", [asked, later, agreed]).agreed_by == date(2027, 8, 20)


def test_a_packet_sent_with_the_request_counts_once_they_agree():
    assert standing("chen", log("asked packet_sent")).stage is Stage.ASKED
    assert standing("chen", log("asked packet_sent agreed")).stage is Stage.PACKET_SENT


def test_a_new_version_starts_again():
    now = standing("chen", log("asked agreed packet_sent reminded uploaded update_requested"))
    assert now.stage is Stage.UPDATE_REQUESTED
    assert (now.agreed, now.reminded, now.uploaded) == (None, (), None)


def test_undone_takes_back_the_last_that_counts():
    assert standing("chen", log("asked agreed undone")).stage is Stage.ASKED
    assert standing("chen", log("asked agreed undone undone")) == Standing("chen")
    assert [why for _, why in refusals("chen", log("undone"))] == ["there is nothing to undo"]


def test_an_event_dated_before_the_one_it_follows_does_not_count():
    entries = [*log("asked"), *log("agreed", start=DAY - timedelta(days=9))]
    assert standing("chen", entries).stage is Stage.ASKED
    ((_, why),) = refusals("chen", entries)
    assert "before what came last (asked, 2027-06-01)" in why


def test_others_entries_and_reserve():
    other = LogEntry(DAY, "diaz", Event.ASKED, Place("progress.yaml"))
    assert standing("chen", [other], backup=True) == Standing("chen", Stage.BACKUP)


ENTRIES = st.lists(
    st.builds(
        LogEntry,
        on=st.dates(date(2027, 1, 1), date(2027, 3, 1)),
        writer=st.just("chen"),
        event=st.sampled_from(Event),
        place=st.just(Place("progress.yaml")),
        by=st.none() | st.dates(date(2027, 1, 1), date(2027, 3, 1)),
        how=st.none() | st.sampled_from(How),
    ),
    max_size=30,
)


@given(ENTRIES)
def test_what_does_not_count_changes_nothing(entries):
    refused = {id(entry) for entry, _ in refusals("chen", entries)}
    kept = [entry for entry in entries if id(entry) not in refused]
    assert standing("chen", kept) == standing("chen", entries)
    assert refusals("chen", kept) == ()


def test_every_event_has_its_move():
    assert set(MOVES) | {Event.UNDONE} == set(Event)
