"""The timeline of one letter: what is due, when, and why then."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_makers import entry, make

from lorpack.profiles.settings import Preset, Reminders
from lorpack.schedule.known import known, missing
from lorpack.schedule.moments import Moment
from lorpack.schedule.plan import plan_of
from lorpack.schedule.policy import policy_of
from lorpack.schedule.standing import Stage, Standing, standing_of
from lorpack.schedule.timeline import timeline

WANTED, DEADLINE = date(2027, 8, 27), date(2027, 9, 15)
TARGET = {"letters_by": "2027-08-27", "deadline": "2027-09-15"}
ROTATION = {"service": "Ward Seven", "start": "2027-02-01", "end": "2027-02-26"}
WRITTEN = {
    Moment.REMIND,
    Moment.OVERDUE,
    Moment.FINAL_CHECK_IN,
    Moment.FOLLOW_UP,
    Moment.THANK,
    Moment.SEND_CARD,
}


def day(text: str) -> date:
    return date.fromisoformat(text)


def asked_for(made):
    """What is not known of Dr. Chen's letter."""
    writer = made.writers[0]
    return missing(made, writer, known(made, writer, Standing(writer.id)))


def dues(today="2027-01-04", standing=None, target=None, writer=None, reminders=None, **more):
    """The timeline of Dr. Chen's letter."""
    profile = {"rotations": [ROTATION], **(writer or {})}
    writers = {"chen": profile, **more.pop("others", {})}
    made = make({**TARGET, **(target or {})}, writers, **more)
    policy = policy_of(Reminders.model_validate(reminders or {}))
    where = standing or standing_of(made, made.writers[0])
    return timeline(plan_of(made, made.writers[0], where, policy, day(today)))


def only(found, moment):
    return [due for due in found if due.moment is moment]


def one(found, moment):
    (due,) = only(found, moment)
    return due


def waiting(**more):
    """A letter that was promised on 1 March for 20 August."""
    given = {
        "stage": Stage.PACKET_SENT,
        "asked": day("2027-02-23"),
        "agreed": day("2027-03-01"),
        "agreed_by": day("2027-08-20"),
        "packet_sent": day("2027-03-01"),
    }
    return Standing("chen", **{**given, **more})


def test_before_the_rotation_everything_up_to_the_ask_is_planned():
    found = [(due.moment, due.on) for due in dues()]
    assert found == [
        (Moment.INTRODUCE, day("2027-02-01")),
        (Moment.ASK_FEEDBACK, day("2027-02-15")),
        (Moment.SHARE_GOALS, day("2027-02-18")),
        (Moment.ASK, day("2027-02-23")),
        (Moment.WANTED, WANTED),
        (Moment.DEADLINE, DEADLINE),
    ]


def test_the_ask_is_in_the_last_week_of_the_rotation_when_there_is_time():
    assert "last week" in one(dues(), Moment.ASK).why


def test_a_rotation_close_to_the_date_is_asked_in_earlier_but_not_before_its_middle():
    close = {"rotations": [{**ROTATION, "start": "2027-06-07", "end": "2027-08-06"}]}
    ask = one(dues(writer=close), Moment.ASK)
    assert ask.planned == day("2027-07-07")
    assert "half of the rotation" in ask.why
    # The changeover would move it back to before the middle, so it moves forward.
    assert ask.on == day("2027-07-08")


def test_long_after_the_rotation_the_ask_counts_from_the_wanted_date():
    ask = one(dues("2027-05-03"), Moment.ASK)
    assert ask.planned == WANTED - timedelta(weeks=8)
    assert ask.on == day("2027-06-23")
    assert "8 weeks before" in ask.why
    assert "July changeover" in ask.why


def test_an_ask_that_is_late_says_so_and_how_short_the_notice_is():
    assert "ask now" in one(dues("2027-07-12"), Moment.ASK).why
    assert "notice is short" in one(dues("2027-08-03"), Moment.ASK).why
    assert "favour" in one(dues("2027-08-23"), Moment.ASK).why
    assert only(dues("2027-09-16"), Moment.ASK) == []


def test_an_ask_without_an_open_day_before_the_deadline_stays_where_it_was_planned():
    writer = {
        "rotations": [{**ROTATION, "start": "2027-06-07", "end": "2027-08-27"}],
        "busy": [{"start": "2027-07-01", "end": "2027-09-30"}],
    }
    ask = one(dues("2027-06-20", writer=writer), Moment.ASK)
    assert (ask.on, ask.planned) == (day("2027-07-17"), None)
    only_wanted = {"deadline": None}
    assert one(dues("2027-06-20", writer=writer, target=only_wanted), Moment.ASK).on == ask.on


def test_a_month_is_taken_from_its_first_to_its_last_day_and_said_to_be_about():
    month = {"rotations": [{**ROTATION, "start": "2027-02", "end": "2027-02"}]}
    found = dues(writer=month)
    assert one(found, Moment.INTRODUCE).on == day("2027-02-01")
    assert "about" in one(found, Moment.INTRODUCE).why
    assert one(found, Moment.ASK).on == day("2027-02-25")
    assert "about" in one(found, Moment.ASK).why


def test_without_a_rotation_or_any_date_there_is_nothing_to_plan():
    bare = {"rotations": []}
    none = {"letters_by": None, "deadline": None}
    assert dues(writer=bare, target=none) == ()


def test_what_was_not_done_in_the_rotation_lapses_with_it():
    found = {due.moment for due in dues("2027-03-15")}
    assert not found & {Moment.INTRODUCE, Moment.ASK_FEEDBACK}


def test_a_recorded_step_is_done_on_its_day():
    standing = Standing("chen", introduced=day("2027-02-02"), feedback_asked=day("2027-02-16"))
    found = dues("2027-03-15", standing)
    assert one(found, Moment.INTRODUCE).done == day("2027-02-02")
    assert one(found, Moment.ASK_FEEDBACK).done == day("2027-02-16")


def test_no_answer_is_followed_up_once_and_then_another_writer_is_looked_for():
    asked = Standing("chen", stage=Stage.ASKED, asked=day("2027-02-23"))
    found = dues("2027-03-01", asked)
    assert one(found, Moment.FOLLOW_UP).on == day("2027-03-03")
    assert one(found, Moment.FIND_BACKUP).on == day("2027-03-11")
    followed = Standing(
        "chen", stage=Stage.ASKED, asked=day("2027-02-23"), followed_up=day("2027-03-08")
    )
    found = dues("2027-03-08", followed)
    assert one(found, Moment.FOLLOW_UP).done == day("2027-03-08")
    assert one(found, Moment.FIND_BACKUP).on == day("2027-03-16")


def test_the_first_backup_is_named_until_something_is_recorded_for_them():
    asked = Standing("chen", stage=Stage.ASKED, asked=day("2027-02-23"))
    others = {"abbot": {"backup": "true"}, "bell": {"backup": "true"}}
    assert "Dr. Abbot (abbot)" in one(dues(standing=asked, others=others), Moment.FIND_BACKUP).why
    log = (entry("2027-03-01", "asked", "abbot"),)
    found = dues(standing=asked, others=others, log=log)
    assert "Dr. Bell (bell)" in one(found, Moment.FIND_BACKUP).why
    assert "nobody is kept in reserve" in one(dues(standing=asked), Moment.FIND_BACKUP).why


def test_finding_a_backup_is_done_when_another_writer_was_asked_since():
    asked = Standing("chen", stage=Stage.ASKED, asked=day("2027-02-23"))
    others = {"abbot": {"backup": "true"}}
    log = (entry("2027-03-12", "asked", "abbot"),)
    found = dues("2027-03-15", asked, others=others, log=log)
    assert one(found, Moment.FIND_BACKUP).done == day("2027-03-12")


def test_an_ask_of_another_that_was_taken_back_finds_nobody():
    log = (
        entry("2027-02-23", "asked"),
        entry("2027-02-26", "declined"),
        entry("2027-02-27", "answered"),
        entry("2027-03-01", "asked", "abbot"),
        entry("2027-03-01", "undone", "abbot"),
    )
    others = {"abbot": {}}
    assert one(dues("2027-03-02", others=others, log=log), Moment.FIND_BACKUP).done is None
    found = dues("2027-03-02", others=others, log=log[:-1])
    assert one(found, Moment.FIND_BACKUP).done == day("2027-03-01")


def test_who_is_in_reserve_by_the_log_is_named():
    log = (entry("2027-02-20", "backup", "abbot"), entry("2027-02-23", "asked"))
    why = one(dues("2027-03-02", others={"abbot": {}}, log=log), Moment.FIND_BACKUP).why
    assert "Dr. Abbot (abbot) is kept in reserve" in why


def test_a_new_request_has_nothing_of_the_old_one():
    days = {"asked": "05-25", "agreed": "05-27", "uploaded": "05-28", "thanked": "06-01",
            "update_requested": "07-01", "declined": "07-09", "answered": "07-10",
            "reopened": "07-12"}  # fmt: skip
    log = tuple(entry(f"2027-{on}", event) for event, on in days.items())
    ask = one(dues("2027-07-13", log=log), Moment.ASK)
    assert ask.done is None


def test_another_writer_is_looked_for_after_the_answer_to_this_request():
    log = (
        entry("2027-05-25", "asked"),
        entry("2027-05-27", "declined"),
        entry("2027-05-28", "answered"),
        entry("2027-07-09", "reopened"),
        entry("2027-07-09", "asked"),
        entry("2027-07-13", "hesitant"),
    )
    found = one(dues("2027-07-13", log=log), Moment.FIND_BACKUP)
    assert found.on == day("2027-07-14")
    assert "they hesitated" in found.why


@pytest.mark.parametrize(
    ("event", "stage", "moment"),
    [
        ("hesitant", Stage.HESITANT, Moment.ANSWER_HESITATION),
        ("declined", Stage.DECLINED, Moment.ANSWER_DECLINE),
        ("wants_draft", Stage.WANTS_DRAFT, Moment.ANSWER_DRAFT),
    ],
)
def test_an_answer_is_due_on_the_day_after(event, stage, moment):
    history = (entry("2027-03-01", event),)
    found = dues("2027-03-01", Standing("chen", stage=stage, history=history))
    assert one(found, moment).on == day("2027-03-02")
    backup = only(found, Moment.FIND_BACKUP)
    assert [due.on for due in backup] == ([] if event == "wants_draft" else [day("2027-03-02")])
    later = (*history, entry("2027-03-03", "withdrawn"))
    found = dues("2027-03-04", Standing("chen", stage=Stage.WITHDRAWN, history=later))
    assert one(found, moment).done == day("2027-03-03")


def test_the_packet_goes_out_on_the_day_of_the_yes():
    agreed = waiting(stage=Stage.AGREED, packet_sent=None, agreed=day("2027-03-06"))
    assert one(dues("2027-03-06", agreed), Moment.SEND_PACKET).on == day("2027-03-06")
    request = {"mail": {"attach_on": "request"}}
    assert only(dues("2027-03-06", agreed, settings=request), Moment.SEND_PACKET) == []
    in_person = waiting(stage=Stage.AGREED, packet_sent=None, asked_how="in_person")
    assert one(dues("2027-03-06", in_person, settings=request), Moment.SEND_PACKET)


def test_reminders_count_from_the_agreed_date_and_avoid_weekends():
    found = dues("2027-03-02", waiting())
    assert [due.on for due in only(found, Moment.REMIND)] == [day("2027-08-06"), day("2027-08-13")]
    sunday = waiting(agreed_by=day("2027-08-22"))
    reminders = only(dues("2027-03-02", sunday), Moment.REMIND)
    assert [due.on for due in reminders] == [day("2027-08-06"), day("2027-08-13")]
    assert [due.planned for due in reminders] == [day("2027-08-08"), day("2027-08-15")]
    assert "a weekend" in reminders[0].why


def test_without_an_agreed_date_the_wanted_one_counts_and_then_the_deadline():
    waits = waiting(agreed_by=None)
    assert only(dues(standing=waits), Moment.REMIND)[1].on == WANTED - timedelta(7)
    found = dues(standing=waits, target={"letters_by": None})
    assert only(found, Moment.REMIND)[1].on == DEADLINE - timedelta(7)
    none = {"letters_by": None, "deadline": None}
    assert only(dues(standing=waits, target=none), Moment.REMIND) == []


def test_a_busy_writer_is_left_in_peace():
    busy = [{"start": "2027-08-02", "end": "2027-08-11", "why": "on service"}]
    reminders = only(dues(standing=waiting(), writer={"busy": busy}), Moment.REMIND)
    assert [due.on for due in reminders] == [day("2027-07-30"), day("2027-08-13")]
    assert "on service" in reminders[0].why


def test_a_reminder_with_no_open_day_is_left_out_and_the_date_says_so():
    away = [{"start": "2027-08-07", "end": "2027-08-19", "why": "away"}]
    found = dues(standing=waiting(), writer={"busy": away})
    assert [due.number for due in only(found, Moment.REMIND)] == [1]
    assert "remind 2 is left out" in one(found, Moment.AGREED).why


def test_a_yes_that_came_late_leaves_out_what_would_follow_at_once():
    late = waiting(agreed=day("2027-08-05"), packet_sent=day("2027-08-05"))
    found = dues("2027-08-05", late)
    assert [due.number for due in only(found, Moment.REMIND)] == [2]
    assert "the yes came too late" in one(found, Moment.AGREED).why


def test_a_reminder_that_was_made_is_done_and_counts():
    found = dues("2027-08-09", waiting(reminded=(day("2027-08-09"),)))
    assert [due.done for due in only(found, Moment.REMIND)] == [day("2027-08-09"), None]


def test_a_missed_reminder_is_not_made_up_for_when_the_next_has_come():
    found = dues("2027-08-13", waiting())
    assert [due.number for due in only(found, Moment.REMIND)] == [2]
    found = dues("2027-08-14", waiting(reminded=(day("2027-08-13"),)))
    assert [(due.number, due.done) for due in only(found, Moment.REMIND)] == [
        (2, day("2027-08-13"))
    ]


def test_the_final_check_in_needs_a_reminder_to_spare():
    spent = waiting(reminded=(day("2027-08-06"), day("2027-08-13")))
    found = dues("2027-08-16", spent, reminders={"overdue_days": "0"})
    assert only(found, Moment.FINAL_CHECK_IN) == []
    spare = waiting(reminded=(day("2027-08-13"),))
    found = dues("2027-08-16", spare)
    assert one(found, Moment.FINAL_CHECK_IN).on == day("2027-09-10")


def test_a_spent_cap_leaves_a_look_into_the_portal_before_the_deadline():
    spent = waiting(reminded=(day("2027-08-06"), day("2027-08-13")), checked=(day("2027-09-09"),))
    look = only(dues("2027-09-10", spent), Moment.CHECK_PORTAL)[-1]
    assert look.on == DEADLINE - timedelta(3)


def test_overdue_comes_a_week_after_the_date_outside_the_cap():
    spent = waiting(reminded=(day("2027-08-06"), day("2027-08-13")))
    found = dues("2027-08-21", spent)
    assert one(found, Moment.OVERDUE).on == day("2027-08-27")
    assert one(found, Moment.FIND_BACKUP).on == day("2027-09-04")
    told = waiting(reminded=(day("2027-08-06"), day("2027-08-13"), day("2027-08-27")))
    assert one(dues("2027-08-28", told), Moment.OVERDUE).done == day("2027-08-27")
    assert only(dues("2027-08-21", spent, reminders={"preset": "gentle"}), Moment.OVERDUE) == []


def test_the_portal_is_looked_into_once_a_week_from_the_packet_on():
    found = only(dues("2027-03-02", waiting()), Moment.CHECK_PORTAL)
    assert [(due.on, due.number) for due in found] == [(day("2027-03-08"), 1)]
    found = only(dues("2027-03-12", waiting(checked=(day("2027-03-10"),))), Moment.CHECK_PORTAL)
    assert [(due.on, due.done) for due in found] == [
        (day("2027-03-10"), day("2027-03-10")),
        (day("2027-03-17"), None),
    ]
    opens = {"portal_opens": "2027-06-02"}
    found = only(dues("2027-03-02", waiting(), target=opens), Moment.CHECK_PORTAL)
    assert [due.on for due in found] == [day("2027-06-09")]
    assert only(dues(standing=waiting(), target={"portal": "email"}), Moment.CHECK_PORTAL) == []


def test_after_the_upload_come_thanks_card_assigning_and_news():
    done = waiting(stage=Stage.UPLOADED, uploaded=day("2027-08-20"))
    known = {"programs_review": "2027-09-22", "match_day": "2028-03-17"}
    school = {"name": "Fernleigh College of Medicine", "graduation": "2028-05"}
    found = dues("2027-08-20", done, target=known, school=school)
    assert [(due.moment, due.on) for due in found if not due.done] == [
        (Moment.THANK, day("2027-08-23")),
        (Moment.SEND_CARD, day("2027-08-27")),
        (Moment.ASSIGN, day("2027-09-15")),
        (Moment.TELL_INTERVIEWS, day("2028-01-21")),
        (Moment.TELL_MATCH, day("2028-03-20")),
        (Moment.TELL_MILESTONE, day("2028-05-31")),
    ]
    assert one(found, Moment.DEADLINE).done == day("2027-08-20")


def test_nothing_is_due_for_a_backup_writer_until_something_is_recorded():
    assert dues(writer={"backup": "true"}) == ()
    assert dues(standing=Standing("chen", stage=Stage.BACKUP)) == ()
    asked = Standing("chen", stage=Stage.ASKED, asked=day("2027-02-23"))
    assert only(dues(standing=asked, writer={"backup": "true"}), Moment.FOLLOW_UP)


def test_a_date_in_the_profile_means_a_yes_that_was_not_recorded():
    found = dues(writer={"letter": {"agreed_by": "2027-08-20"}})
    assert only(found, Moment.ASK) == []
    assert [due.number for due in only(found, Moment.REMIND)] == [1, 2]


def test_a_promise_that_was_taken_back_is_no_date():
    letter = {"letter": {"agreed_by": "2027-06-15"}}
    log = tuple(entry("2027-06-01", event) for event in ("declined", "reopened", "asked", "agreed"))
    found = dues("2027-06-02", writer=letter, log=log)
    assert only(found, Moment.AGREED) == []
    assert only(dues("2027-06-02", writer=letter), Moment.AGREED)


def test_a_date_that_would_not_be_used_is_not_asked_for():
    made = make(TARGET, {"chen": {"letter": {"portal": "residencycas"}}})
    assert not any("portal_opens" in text or "review" in text for text in asked_for(made))


def test_what_is_not_known_is_asked_for():
    made = make(TARGET)
    asked = asked_for(made)
    assert [text.rpartition(": ")[2] for text in asked] == [
        "targets[0].portal_opens",
        "targets[0].programs_review",
        "targets[0].match_day",
    ]
    assert len(asked_for(make())) == 5


def test_a_verified_date_of_the_portal_is_used_and_an_unverified_one_never():
    past, later = make(season="2026"), make(season="2027")
    texts = asked_for(past)
    assert not any("portal_opens" in text or "programs_review" in text for text in texts)
    assert any("portal_opens" in text for text in asked_for(later))


def test_no_date_at_the_end_of_the_calendar_is_too_far():
    far = {"letters_by": "9999-12-31", "deadline": "9999-12-31", "match_day": "9999-12-30"}
    uploaded = waiting(stage=Stage.UPLOADED, uploaded=date.max, agreed_by=date.max)
    for standing in (waiting(agreed_by=date.max), uploaded, Standing("chen")):
        assert dues("9999-12-31", standing, target=far)
    near = {"letters_by": "0001-01-01", "deadline": "0001-01-01"}
    assert dues("0001-01-01", waiting(agreed_by=date.min), target=near)


# Any dates, any policy ----------------------------------------------------------------------

DAYS = st.dates(date(2027, 1, 1), date(2028, 3, 31))
POLICIES = st.fixed_dictionaries(
    {"preset": st.sampled_from(list(Preset))},
    optional={
        "anchor": st.sampled_from(["agreed", "wanted", "deadline"]),
        "offsets": st.lists(st.integers(-30, 5), max_size=6).map(tuple),
        "max_reminders": st.integers(0, 6),
        "overdue_days": st.integers(0, 20),
        "no_reply_days": st.integers(3, 30),
        "check_portal_days": st.integers(0, 20),
        "weekends": st.booleans(),
        "july": st.booleans(),
    },
)


@st.composite
def letters(draw):
    """A writer, dates and a policy."""
    start = draw(DAYS)
    rotation = {"service": "Ward", "start": str(start)}
    rotation["end"] = str(start + timedelta(draw(st.integers(-5, 90))))
    busy = [
        {"start": str(one), "end": str(one + timedelta(draw(st.integers(0, 20))))}
        for one in draw(st.lists(DAYS, max_size=2))
    ]
    maybe = st.none() | DAYS.map(str)
    target = {key: draw(maybe) for key in ("letters_by", "deadline", "portal_opens", "match_day")}
    writer = {"rotations": draw(st.sampled_from([[], [rotation]])), "busy": busy}
    policy = policy_of(Reminders.model_validate(draw(POLICIES)))
    return make(target, {"chen": writer}), policy


@st.composite
def standings(draw):
    """Any standing that a log could lead to."""
    asked = draw(DAYS)
    agreed = asked + timedelta(draw(st.integers(0, 60)))
    sent = agreed + timedelta(draw(st.integers(0, 20)))
    reminded = sorted(draw(st.lists(st.integers(0, 200), max_size=3, unique=True)))
    stage = draw(st.sampled_from(["identified", "asked", "agreed", "packet_sent", "uploaded"]))
    late = stage in ("packet_sent", "uploaded")
    return Standing(
        "chen",
        Stage(stage),
        asked=None if stage == "identified" else asked,
        agreed=agreed if late or stage == "agreed" else None,
        agreed_by=draw(st.none() | DAYS) if late or stage == "agreed" else None,
        packet_sent=sent if late else None,
        reminded=tuple(sent + timedelta(days) for days in reminded) if late else (),
        uploaded=sent + timedelta(draw(st.integers(0, 200))) if stage == "uploaded" else None,
    )


@settings(max_examples=400)
@given(letters(), standings(), DAYS)
def test_whatever_the_dates_the_timeline_is_sensible(letter, standing, today):
    made, policy = letter
    plan = plan_of(made, made.writers[0], standing, policy, today)
    plan = plan_of(made, made.writers[0], standing, policy, today)
    found = timeline(plan)
    assert found == timeline(plan)
    days = [due.on if due.is_date else due.done or due.on for due in found]
    assert days == sorted(days)
    assert len({(due.moment, due.number) for due in found}) == len(found)
    still = [due for due in found if not due.done]
    for due in still:
        if due.moment in WRITTEN:
            assert plan.windows.why_closed(due.on) == ""
    reminders = [due for due in still if due.moment in (Moment.REMIND, Moment.FINAL_CHECK_IN)]
    recorded = len(standing.reminded)
    assert len(reminders) <= policy.max_reminders
    if not only(found, Moment.OVERDUE) or one(found, Moment.OVERDUE).done is None:
        assert not reminders or len(reminders) + recorded <= policy.max_reminders
    chasing = [*reminders, *(due for due in still if due.moment is Moment.OVERDUE)]
    if not standing.stage.is_waiting:
        assert chasing == []
    for before, after in pairwise(sorted(due.on for due in chasing)):
        assert (after - before).days >= 3
    anchor = plan.dates.anchor(policy.anchor)
    for due in only(still, Moment.REMIND):
        assert anchor
        assert due.on < anchor.on
        assert not standing.agreed or due.on >= standing.agreed + timedelta(3)


@settings(max_examples=300)
@given(letters(), DAYS)
def test_whatever_the_dates_the_steps_before_the_ask_come_in_order(letter, today):
    made, policy = letter
    found = timeline(plan_of(made, made.writers[0], Standing("chen"), policy, today))
    by_moment = {due.moment: due.on for due in found}
    order = [Moment.INTRODUCE, Moment.ASK_FEEDBACK, Moment.SHARE_GOALS, Moment.ASK]
    days = [by_moment[moment] for moment in order if moment in by_moment]
    assert days == sorted(days)
