"""Where a letter stands: every move, and what a refused one does (nothing)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorpack.advice.check import check
from lorpack.findings import Place
from lorpack.profiles.progress import Event, How, LogEntry
from lorpack.schedule.standing import (
    MOVES,
    Stage,
    Standing,
    in_words,
    refusal,
    refusals,
    repeats,
    standing,
)

DAY = date(2027, 6, 1)


def entry(event, day=1, writer="chen", **more):
    on = DAY + timedelta(days=day - 1)
    return LogEntry(on, writer, Event(event), Place("progress.yaml"), **more)


def log(words):
    return [entry(event, day) for day, event in enumerate(words.split(), 1)]


def now(words, backup=False):
    return standing("chen", log(words), backup)


WAYS = {
    Stage.IDENTIFIED: "",
    Stage.BACKUP: "backup",
    Stage.ASKED: "asked",
    Stage.UPDATE_REQUESTED: "update_requested",
    Stage.HESITANT: "asked hesitant",
    Stage.WANTS_DRAFT: "asked wants_draft",
    Stage.AGREED: "asked agreed",
    Stage.PACKET_SENT: "asked agreed packet_sent",
    Stage.UPLOADED: "asked uploaded",
    Stage.DECLINED: "asked declined",
    Stage.WITHDRAWN: "asked withdrawn",
}

# From each stage, what can happen, and the stage it leads to (none: it stays).
TABLE = {
    "identified": "backup>backup asked>asked update_requested>update_requested withdrawn>withdrawn"
    " introduced feedback_asked goals_shared",
    "backup": "asked>asked update_requested>update_requested withdrawn>withdrawn introduced"
    " feedback_asked goals_shared reopened>identified",
    "asked": "agreed>agreed hesitant>hesitant wants_draft>wants_draft declined>declined"
    " uploaded>uploaded withdrawn>withdrawn followed_up packet_sent checked introduced"
    " feedback_asked goals_shared",
    "update_requested": "agreed>agreed hesitant>hesitant wants_draft>wants_draft declined>declined"
    " uploaded>uploaded withdrawn>withdrawn followed_up packet_sent checked introduced"
    " feedback_asked goals_shared",
    "hesitant": "agreed>agreed wants_draft>wants_draft declined>declined uploaded>uploaded"
    " withdrawn>withdrawn reopened>identified checked introduced feedback_asked goals_shared"
    " answered",
    "wants_draft": "agreed>agreed hesitant>hesitant declined>declined uploaded>uploaded"
    " withdrawn>withdrawn packet_sent checked introduced feedback_asked goals_shared answered",
    "agreed": "agreed packet_sent>packet_sent hesitant>hesitant wants_draft>wants_draft"
    " declined>declined uploaded>uploaded withdrawn>withdrawn reminded checked introduced"
    " feedback_asked goals_shared",
    "packet_sent": "agreed packet_sent hesitant>hesitant wants_draft>wants_draft"
    " declined>declined uploaded>uploaded withdrawn>withdrawn reminded checked introduced"
    " feedback_asked goals_shared",
    "uploaded": "thanked card_sent assigned interviews_told match_told milestone_told checked"
    " update_requested>update_requested introduced feedback_asked goals_shared",
    "declined": "reopened>identified answered",
    "withdrawn": "reopened>identified",
}


@pytest.mark.parametrize("stage", list(Stage))
def test_the_ways_lead_to_their_stages(stage):
    assert now(WAYS[stage]).stage is stage


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("event", [event for event in Event if event is not Event.UNDONE])
def test_every_move_is_possible_or_refused_as_the_table_says(stage, event):
    allowed = dict(f"{one}>{stage}".split(">")[:2] for one in TABLE[stage].split())
    before, new = now(WAYS[stage]), entry(event, 20)
    no = refusal(before, new)
    assert (no is None) == (event in allowed)
    after = standing("chen", [*before.history, new])
    if no is None:
        assert after.stage == allowed[event]
        assert after.history == (*before.history, new)
    else:
        assert after == before
        assert no.reason.startswith(f"`{event}` is not possible: chen ")
        assert no.remedy
        assert str(no) == f"{no.reason}; {no.remedy}"


def test_every_event_but_undone_has_a_move():
    assert set(MOVES) == set(Event) - {Event.UNDONE}


@pytest.mark.parametrize(
    ("words", "event", "reason", "remedy"),
    [
        ("", "agreed", "chen has not been asked yet", "`asked` comes first"),
        ("", "reminded", "chen has not been asked yet", "`asked`, then `agreed` come first"),
        ("", "thanked", "chen has not been asked yet", "`asked`, then `uploaded` come first"),
        ("asked", "asked", "chen has been asked and has not answered (asked on 2027-06-01)",
         "a second message is `followed_up`"),
        ("asked agreed", "followed_up", "chen has agreed (agreed on 2027-06-02)",
         "a message after the yes is `reminded`"),
        ("asked uploaded", "reminded", "chen has uploaded the letter (uploaded on 2027-06-02)",
         "a new version is `update_requested`"),
        ("asked uploaded", "uploaded", "chen has uploaded the letter (uploaded on 2027-06-02)",
         "it is recorded already"),
        ("asked declined", "agreed", "chen has declined (declined on 2027-06-02)",
         "`reopened` takes the letter up again"),
        ("asked hesitant", "asked", "chen hesitated (hesitant on 2027-06-02)",
         "`reopened` comes first"),
        ("asked agreed", "asked", "chen has agreed (agreed on 2027-06-02)", "leave it out"),
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_how_to_put_it_right(words, event, reason, remedy):
    no = refusal(now(words), entry(event, 20))
    assert no is not None
    assert no.reason == f"`{event}` is not possible: {reason}"
    assert no.remedy == remedy


def test_what_is_recorded_is_told_by_day():
    log = [
        entry("introduced", 1), entry("feedback_asked", 2), entry("goals_shared", 3),
        entry("asked", 4, how=How.EMAIL), entry("followed_up", 5),
        entry("agreed", 6, by=date(2027, 8, 20)), entry("packet_sent", 7), entry("reminded", 8),
        entry("checked", 8), entry("reminded", 9), entry("uploaded", 10), entry("thanked", 11),
        entry("card_sent", 12), entry("assigned", 13), entry("interviews_told", 14),
        entry("match_told", 15), entry("milestone_told", 16),
    ]  # fmt: skip
    days = [one.on for one in log]
    assert standing("chen", log) == Standing(
        "chen", Stage.UPLOADED, *days[:4], How.EMAIL, *days[4:6], date(2027, 8, 20), days[6],
        (days[7], days[9]), (days[8],), *days[10:], history=tuple(log),
    )  # fmt: skip


def test_other_writers_do_not_matter():
    others = [entry("asked"), entry("uploaded", 2), entry("undone", 3)]
    others = [LogEntry(one.on, "patel", one.event, one.place) for one in others]
    assert standing("chen", others) == Standing("chen")
    assert standing("chen", [*others, *log("asked")]) == now("asked")


def test_a_backup_writer_starts_in_reserve_and_can_be_asked():
    assert now("", backup=True).stage is Stage.BACKUP
    assert now("asked", backup=True).stage is Stage.ASKED
    assert refusal(now("", backup=True), entry("backup")) is not None


def test_a_writer_may_move_the_day_and_the_yes_stays_when_it_was():
    entries = [
        entry("asked"), entry("agreed", 2, by=date(2027, 8, 20)), entry("packet_sent", 3),
        entry("agreed", 9, by=date(2027, 9, 1)), entry("agreed", 10),
    ]  # fmt: skip
    after = standing("chen", entries)
    assert (after.agreed, after.agreed_by) == (date(2027, 6, 2), date(2027, 9, 1))
    assert after.stage is Stage.PACKET_SENT


def test_a_packet_that_went_with_the_request_counts_after_the_yes():
    assert now("asked packet_sent").stage is Stage.ASKED
    assert now("asked packet_sent").packet_sent == date(2027, 6, 2)
    assert now("asked packet_sent agreed").stage is Stage.PACKET_SENT


def test_a_second_thought_after_hesitation_is_a_new_yes():
    assert now("asked agreed hesitant agreed").agreed == date(2027, 6, 4)


@pytest.mark.parametrize("again", ["declined reopened", "withdrawn reopened", "hesitant reopened"])
def test_reopening_begins_anew_and_keeps_what_was_before_the_ask(again):
    after = now(f"introduced asked agreed packet_sent reminded {again}")
    assert after.stage is Stage.IDENTIFIED
    assert after.introduced == DAY
    assert (after.asked, after.agreed, after.packet_sent, after.reminded) == (None, None, None, ())
    assert len(after.history) == 7


def test_an_update_begins_a_new_request():
    after = now("asked agreed packet_sent uploaded thanked update_requested")
    assert after.stage is Stage.UPDATE_REQUESTED
    assert after.asked == date(2027, 6, 6)
    assert (after.uploaded, after.thanked, after.packet_sent) == (None, None, None)
    assert now("asked uploaded update_requested agreed").stage is Stage.AGREED


def test_undone_takes_back_the_last_entry_that_counts_again_and_again():
    assert now("asked agreed undone") == now("asked")
    assert now("asked agreed undone undone") == now("")
    assert now("asked thanked undone") == now("")
    assert now("asked declined undone agreed").stage is Stage.AGREED
    assert now("asked uploaded update_requested undone") == now("asked uploaded")
    no = refusal(now("asked undone"), entry("undone"))
    assert no is not None
    assert no.reason == "nothing is recorded for chen that could be undone"


@pytest.mark.parametrize(
    ("words", "event", "day", "named"),
    [
        ("asked", "uploaded", 0, "asked"),
        ("asked", "agreed", 0, "asked"),
        ("update_requested", "agreed", 0, "update_requested"),
        ("asked agreed", "reminded", 1, "agreed"),
        ("asked uploaded", "thanked", 1, "uploaded"),
        ("asked declined", "reopened", 1, "declined"),
        ("asked declined reopened", "asked", 2, "reopened"),
        ("asked uploaded", "update_requested", 1, "uploaded"),
    ],
)
def test_nothing_happens_before_what_it_follows_on(words, event, day, named):
    before = now(words)
    first = next(one.on for one in before.history if one.event == named)
    no = refusal(before, entry(event, day))
    assert no is not None
    when = DAY + timedelta(days=day - 1)
    assert no.reason == f"`{event}` on {when} would be before `{named}` on {first}"
    assert no.remedy == "correct one of the two days"
    assert refusal(before, entry(event, (first - DAY).days + 1)) is None


def test_what_was_forgotten_can_be_recorded_later():
    late = standing(
        "chen", [*log("asked agreed"), entry("packet_sent", 1), entry("goals_shared", 0)]
    )
    assert (late.packet_sent, late.stage) == (DAY, Stage.PACKET_SENT)
    moved = standing("chen", [*log("asked agreed"), entry("agreed", 20), entry("reminded", 10)])
    assert moved.reminded == (DAY + timedelta(days=9),)


@pytest.mark.parametrize(
    ("words", "event", "day", "same"),
    [
        ("asked", "asked", 1, True),
        ("asked", "asked", 2, False),
        ("asked agreed", "asked", 1, True),
        ("asked agreed", "agreed", 2, True),
        ("asked agreed reminded", "reminded", 3, True),
        ("asked agreed reminded", "reminded", 4, False),
        ("asked agreed hesitant", "agreed", 2, False),
        ("asked undone", "asked", 1, False),
        ("asked undone", "undone", 2, False),
    ],
)
def test_the_very_same_entry_again_is_noticed(words, event, day, same):
    assert repeats(now(words), entry(event, day)) is same


@pytest.mark.parametrize(
    ("event", "day", "more"),
    [
        ("asked", 1, {"how": How.EMAIL}),
        ("asked", 1, {"note": "in clinic"}),
        ("agreed", 2, {"note": "gladly"}),
        ("reminded", 3, {"how": How.PHONE}),
    ],
)
def test_what_says_more_than_is_recorded_is_no_repetition(event, day, more):
    before = log("asked agreed reminded")
    assert not repeats(standing("chen", before), entry(event, day, **more))
    said = [entry(one.event, (one.on - DAY).days + 1, **more) for one in before]
    assert repeats(standing("chen", said), entry(event, day, **more))
    assert repeats(standing("chen", said), entry(event, day))


def test_two_reminders_on_one_day_are_one():
    twice = [*log("asked agreed reminded"), entry("reminded", 3, note="to the office")]
    assert standing("chen", twice).reminded == (DAY + timedelta(days=2),)


def test_a_new_day_from_the_writer_is_no_repetition():
    assert not repeats(now("asked agreed"), entry("agreed", 2, by=date(2027, 8, 1)))


def test_the_stage_in_words():
    assert in_words(now("")) == "has not been asked yet"
    assert in_words(now("asked agreed checked")) == "has agreed (agreed on 2027-06-02)"


ANY_ENTRY = st.builds(
    entry,
    st.sampled_from(Event),
    st.integers(0, 9),
    st.sampled_from(["chen", "chen", "chen", "patel"]),
    by=st.none() | st.just(date(2027, 8, 20)),
)


@given(st.lists(ANY_ENTRY, max_size=25), st.booleans())
def test_any_entries_can_be_folded_and_those_refused_change_nothing(entries, backup):
    after = standing("chen", entries, backup)
    no = [one for one, _ in refusals("chen", entries, backup)]
    kept = [one for one in entries if not any(one is other for other in no)]
    assert standing("chen", kept, backup) == after
    assert refusals("chen", kept, backup) == ()
    assert standing("chen", after.history, backup) == after
    assert after.stage is not Stage.AGREED or after.packet_sent is None
    assert after.stage is not Stage.UPLOADED or after.uploaded


def test_check_tells_what_does_not_count(make_application):
    folder = make_application(writers={"chen": {}})
    (folder / "progress.yaml").write_text(
        "- {on: 2027-06-01, writer: chen, event: reminded}\n"
        "- {on: 2027-06-02, writer: chen, event: asked}\n"
    )
    (finding,) = [one for one in check(folder) if one.place.file == "progress.yaml"]
    assert (finding.code, finding.severity, finding.writer) == ("LOR407", "warning", "chen")
    assert str(finding.place) == "progress.yaml:1:3"
    assert finding.message == (
        "`reminded` is not possible: chen has not been asked yet; this entry does not count"
    )
    assert finding.hint.startswith("`asked`, then `agreed` come first; correct or delete")


PROMISED = date(2027, 9, 1)


@pytest.mark.parametrize(
    "event", ["packet_sent", "reminded", "checked", "uploaded", "declined", "withdrawn", "agreed"]
)
def test_after_a_yes_that_only_the_profile_tells_what_comes_next_can_be_recorded(event):
    after = standing("chen", [entry(event, 20)], promised=PROMISED)
    assert [one.event for one in after.history] == [event]


def test_a_yes_of_the_profile_can_still_be_told_by_the_log():
    assert standing("chen", log("introduced"), promised=PROMISED).stage is Stage.AGREED
    assert standing("chen", log("asked"), promised=PROMISED).stage is Stage.ASKED
    after = standing("chen", log("asked agreed"), promised=PROMISED)
    assert (after.stage, after.agreed) == (Stage.AGREED, date(2027, 6, 2))


def test_a_yes_of_the_profile_that_was_taken_back_does_not_come_again():
    after = standing("chen", log("declined reopened"), promised=PROMISED)
    assert (after.stage, after.agreed_by) == (Stage.IDENTIFIED, None)


def test_a_yes_of_the_profile_keeps_its_day_when_the_log_tells_the_ask():
    assert standing("chen", log("asked agreed"), promised=PROMISED).agreed_by == PROMISED
    again = standing("chen", log("asked declined reopened asked agreed"), promised=PROMISED)
    assert again.agreed_by is None


def test_a_request_is_what_was_recorded_since_it_began():
    events = [one.event for one in now("asked declined reopened introduced").request]
    assert events == ["reopened", "introduced"]
    assert len(now("introduced goals_shared").request) == 2


def test_a_day_named_after_the_deadline_is_told_where_the_log_has_it(make_application):
    folder = make_application(writers={"chen": {"letter": {"deadline": "2027-09-15"}}})
    log = (
        "- {on: 2027-06-01, writer: chen, event: asked}\n"
        "- {on: 2027-06-02, writer: chen, event: agreed, by: 2027-10-01}\n"
    )
    (folder / "progress.yaml").write_text(log)
    (finding,) = [one for one in check(folder) if one.place.file == "progress.yaml"]
    assert (finding.code, finding.place.line) == ("LOR402", 2)
    assert finding.message == "`by` 2027-10-01 is after the deadline 2027-09-15"
    moved = "- {on: 2027-06-03, writer: chen, event: agreed, by: 2027-09-01}\n"
    (folder / "progress.yaml").write_text(log + moved)
    assert [one for one in check(folder) if one.place.file == "progress.yaml"] == []
