"""The variant that fits, the kinds that still make sense, and what is due."""

from datetime import date

import pytest

from lorpack.messages.applicable import applicable, due_kinds
from lorpack.messages.catalogue import CATALOGUE, Kind
from lorpack.messages.compose import compose
from lorpack.messages.variants import Circumstance, Variant
from lorpack.profiles.load import load
from lorpack.profiles.progress import How
from lorpack.schedule.moments import Moment
from lorpack.schedule.overview import Task, Urgency
from lorpack.schedule.standing import Stage, Standing
from lorpack.templating import packaged_templates

TODAY = date(2026, 4, 10)
PROJECT = {"rotations": None, "projects": [{"name": "Gaps"}], "relationship": ["research"]}
CLINIC = {"rotations": None, "activities": [{"name": "Clinic"}], "relationship": ["leadership"]}
SIGNER = {"co_signer": {"name": {"given": "Ann", "family": "Ortega"}}}
CARMS = {"letter": {"portal": "carms", "letter_id": None}}


@pytest.fixture
def letter(make_application):
    def make(changes=None, **more):
        application = load(make_application(writers={"chen": changes or {}}, **more)).application
        return application, application.writers[0]

    return make


def test_every_kind_has_an_entry_and_a_template():
    assert set(CATALOGUE) == set(Kind)
    assert {entry.template for entry in CATALOGUE.values()} <= set(packaged_templates())
    assert CATALOGUE[Kind.REQUEST].stem == "05-request"


@pytest.mark.parametrize(
    ("changes", "variant", "words"),
    [
        ({}, Variant.CLINICAL, "strong letter of recommendation"),
        ({"letter": {"kind": "standardized", "form": "sel"}}, Variant.EVALUATION, "complete a Str"),
        ({"letter": {"new_version": "true"}}, Variant.UPDATE, "new, strong version"),
        ({"role": "home_country_faculty"}, Variant.HOME, "page on what programs"),
        (PROJECT, Variant.RESEARCH, "from how I work on a question"),
        (CLINIC, Variant.MENTOR, "outside of rotations"),
    ],
)
def test_the_ask_is_put_by_what_they_saw(letter, changes, variant, words):
    kind = Kind.UPDATE_REQUEST if variant is Variant.UPDATE else Kind.REQUEST
    message = compose(*letter(changes), kind, today=TODAY)
    assert message.choice.variant is variant
    assert message.choice.reason
    assert words in message.body
    assert ("strong" in message.body) is (variant is not Variant.EVALUATION)


@pytest.mark.parametrize(
    ("changes", "today", "circumstance", "words"),
    [
        (CARMS, TODAY, Circumstance.REFEREE, "strong reference"),
        (SIGNER, TODAY, Circumstance.CO_SIGNED, "Dr. Ortega would sign with you"),
        ({}, date(2026, 7, 15), Circumstance.MONTHS_LATER, "from March to April 2026"),
        ({}, date(2027, 8, 2), Circumstance.SHORT_NOTICE, "this is short notice"),
    ],
)
def test_circumstances_change_the_words_and_say_why(letter, changes, today, circumstance, words):
    message = compose(*letter(changes), Kind.REQUEST, today=today)
    assert message.choice.has(circumstance)
    assert words in message.body
    before = compose(*letter(), Kind.REQUEST, today=TODAY)
    assert before.choice.circumstances == ()
    assert words not in before.body


@pytest.mark.parametrize(
    ("rotations", "when"),
    [
        ([{"service": "Wards", "start": "2025-06", "weeks": "8"}], "from June to July 2025: Wards."),
        ([{"service": "Wards", "start": "2025-06-02", "weeks": "4"}], "in June 2025: Wards."),
        ([{"service": "Wards", "start": "2025", "weeks": "8"}], "in 2025: Wards."),
        ([{"service": "Wards", "end": "2025-05"}, {"service": "Clinic", "start": "2024-01", "end": "2024-02"}],
         "until May 2025: Wards."),
    ],
)  # fmt: skip
def test_when_they_worked_together_is_known_by_the_weeks_and_the_latest_end(
    letter, rotations, when
):
    message = compose(*letter({"rotations": rotations}), Kind.REQUEST, today=TODAY)
    assert message.choice.has(Circumstance.MONTHS_LATER)
    assert f"We worked together {when}" in message.body


def test_what_has_no_end_goes_on(letter):
    rotation = {"service": "Wards", "start": "2025-06"}
    for changes in (
        {"rotations": [rotation]},
        {"activities": [{"name": "Clinic", "start": "2025"}]},
    ):
        message = compose(*letter(changes), Kind.REQUEST, today=TODAY)
        assert not message.choice.has(Circumstance.MONTHS_LATER)


def test_what_was_to_be_asked_in_a_rotation_is_over_with_its_weeks(letter):
    made = letter({"rotations": [{"service": "Wards", "start": "2026-02-02", "weeks": "4"}]})
    assert "introduction" not in kinds(made, Standing("chen"))
    assert "introduction" in kinds(made, Standing("chen"), date(2026, 2, 27))


def test_the_policy_says_what_short_notice_is(letter):
    made = letter(settings={"reminders": {"min_weeks": "1"}})
    assert not compose(*made, Kind.REQUEST, today=date(2027, 8, 2)).choice.has(
        Circumstance.SHORT_NOTICE
    )


def test_by_video_when_the_log_says_so(letter):
    standing = Standing("chen", asked_how=How.VIDEO)
    message = compose(*letter(), Kind.ASK_IN_PERSON, standing, today=TODAY)
    assert "video call" in message.subject
    assert "private" not in message.body


@pytest.mark.parametrize("waived", ["true", "false", None])
def test_the_waiver_is_only_what_is_recorded(letter, waived):
    made = letter({"letter": {"waived": waived}})
    for kind in (Kind.PACKET, Kind.REPLY_DRAFT):
        body = compose(*made, kind, today=TODAY).body
        assert ("I have waived my right" in body) is (waived == "true")


def test_carms_has_nothing_to_waive(letter):
    made = letter({"letter": {"portal": "carms", "waived": "true"}})
    assert not any("waive" in compose(*made, kind, today=TODAY).body for kind in Kind)


def test_where_the_packet_goes_along(letter):
    def with_packet(attach_on):
        made = letter(settings={"mail": {"attach_on": attach_on}})
        kinds = (Kind.REQUEST, Kind.PACKET, Kind.REMINDER)
        return [compose(*made, kind, today=TODAY).packet for kind in kinds]

    assert with_packet("yes") == [False, True, True]
    assert with_packet("request") == [True, False, True]
    assert with_packet("both") == [True, True, True]


def kinds(made, standing, today=TODAY):
    return list(applicable(*made, standing, today))


def test_before_the_ask_everything_is_still_to_come(letter):
    found = kinds(letter(), Standing("chen"))
    assert found[:5] == ["introduction", "feedback_questions", "goals", "ask_in_person", "request"]
    assert {"update_request", "backup_request", "second_version", "assistant_note"}.isdisjoint(
        found
    )
    later = kinds(letter(), Standing("chen"), date(2027, 5, 1))
    assert "introduction" not in later
    assert "goals" in later


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"letter": {"new_version": "true"}}, "update_request"),
        ({"backup": "true"}, "backup_request"),
    ],
)
def test_another_ask_takes_the_place_of_the_request(letter, changes, kind):
    found = kinds(letter(changes), Standing("chen"))
    assert kind in found
    assert "request" not in found


@pytest.mark.parametrize(
    ("standing", "first", "gone"),
    [
        (Standing("chen", Stage.ASKED, asked=TODAY), "follow_up", "request"),
        (Standing("chen", Stage.HESITANT), "reply_hesitant", "packet"),
        (Standing("chen", Stage.DECLINED), "reply_declined", "thanks"),
        (Standing("chen", Stage.WANTS_DRAFT), "reply_draft", "follow_up"),
        (Standing("chen", Stage.AGREED, asked=TODAY, asked_how=How.EMAIL), "packet", "follow_up"),
        (Standing("chen", Stage.AGREED, asked=TODAY, asked_how=How.PHONE), "after_yes_in_person", "packet"),
        (Standing("chen", Stage.PACKET_SENT, packet_sent=TODAY), "reminder", "packet"),
        (Standing("chen", Stage.PACKET_SENT, packet_sent=TODAY, reminded=(TODAY,)), "final_reminder", "reminder"),
        (Standing("chen", Stage.UPLOADED, uploaded=TODAY), "thanks", "overdue"),
        (Standing("chen", Stage.UPLOADED, uploaded=TODAY, thanked=TODAY), "thanks_card", "thanks"),
    ],
)  # fmt: skip
def test_what_still_makes_sense_follows_the_log(letter, standing, first, gone):
    found = kinds(letter(), standing)
    assert found[0] == first
    assert gone not in found


def test_a_withdrawn_letter_needs_nothing(letter):
    assert kinds(letter(), Standing("chen", Stage.WITHDRAWN)) == []


def test_after_its_date_a_letter_is_overdue_and_not_reminded_of(letter):
    found = kinds(letter(), Standing("chen", Stage.AGREED), date(2027, 8, 21))
    assert "overdue" in found
    assert {"reminder", "final_reminder"}.isdisjoint(found)


def test_what_is_due_today_or_late_has_its_message(make_application):
    application = load(make_application(writers={"chen": {}, "patel": {}})).application
    earlier, later = date(2026, 4, 8), date(2026, 4, 11)
    tasks = [
        Task(Urgency.LATE, TODAY, earlier, "chen", Moment.REMIND, 2, ""),
        Task(Urgency.TODAY, TODAY, TODAY, "chen", Moment.CHECK_PORTAL, 1, ""),
        Task(Urgency.WEEK, later, later, "chen", Moment.OVERDUE, 1, ""),
        Task(Urgency.TODAY, TODAY, TODAY, "patel", Moment.THANK, 1, ""),
    ]
    found = due_kinds(tasks, application, application.writers[0], TODAY)
    assert found == {Kind.FINAL_REMINDER: "due 2 days ago"}


@pytest.mark.parametrize("moment", [moment for moment in Moment if moment not in (
    Moment.CHECK_PORTAL, Moment.WANTED, Moment.AGREED, Moment.DEADLINE, Moment.ASSIGN)])  # fmt: skip
def test_every_moment_that_needs_words_has_them(moment):
    assert any(entry.moment is moment for entry in CATALOGUE.values())


def test_a_packet_that_the_spoken_ask_could_not_carry_goes_after_the_yes(letter):
    made = letter(settings={"mail": {"attach_on": "request"}})
    spoken = Standing("chen", Stage.AGREED, asked=TODAY, asked_how=How.IN_PERSON, agreed=TODAY)
    message = compose(*made, Kind.AFTER_YES_IN_PERSON, spoken, today=TODAY)
    assert message.packet
    assert "The attached PDF holds" in message.body
    mailed = Standing("chen", Stage.AGREED, asked=TODAY, asked_how=How.EMAIL, agreed=TODAY)
    message = compose(*made, Kind.PACKET, mailed, today=TODAY)
    assert not message.packet
    assert "The PDF that came with my question holds" in message.body


@pytest.mark.parametrize("attach_on", ["yes", "request", "both"])
def test_a_follow_up_promises_no_packet_that_has_come_already(letter, attach_on):
    made = letter(settings={"mail": {"attach_on": attach_on}})
    asked = Standing("chen", Stage.ASKED, asked=TODAY, asked_how=How.EMAIL)
    message = compose(*made, Kind.FOLLOW_UP, asked, today=TODAY)
    assert message.packet is (attach_on != "yes")
    assert ("comes in one PDF" in message.body) is (attach_on == "yes")


@pytest.mark.parametrize(
    ("kind", "words"), [(Kind.REMINDER, "packet once more"), (Kind.OVERDUE, "packet again")]
)
def test_the_packet_comes_again_only_when_the_log_has_it_sent(letter, kind, words):
    agreed = Standing("chen", Stage.AGREED, asked=TODAY, agreed=TODAY)
    assert words not in compose(*letter(), kind, agreed, today=TODAY).body
    sent = Standing("chen", Stage.PACKET_SENT, asked=TODAY, agreed=TODAY, packet_sent=TODAY)
    assert words in compose(*letter(), kind, sent, today=TODAY).body


AGREED = ("asked", "agreed", "packet_sent")


def test_of_three_reminders_only_the_third_says_that_it_is_the_last(letter):
    reminders = {"offsets": ["-21", "-14", "-7"], "max_reminders": "3"}
    log = "".join(f"- {{on: 2026-04-01, writer: chen, event: {one}}}\n" for one in AGREED)
    found = []
    for number in (1, 2, 3):
        documents = {"progress.yaml": log.encode()}
        made = letter(settings={"reminders": reminders}, documents=documents)
        task = Task(Urgency.TODAY, TODAY, TODAY, "chen", Moment.REMIND, number, "remind")
        found += due_kinds([task], *made, TODAY)
        log += f"- {{on: 2026-04-0{number + 1}, writer: chen, event: reminded}}\n"
    assert found == [Kind.REMINDER, Kind.REMINDER, Kind.FINAL_REMINDER]


def test_what_the_facts_for_a_draft_hold_is_what_is_recorded(letter):
    body = compose(*letter(), Kind.REPLY_DRAFT, today=TODAY).body
    assert "holds the patients, the dates and your feedback as I noted it, on a few pages" in body
    body = compose(*letter({"feedback": None}), Kind.REPLY_DRAFT, today=TODAY).body
    assert "holds the patients and the dates, on a few pages" in body
    made = letter(settings={"sections": {"reminder": "false"}})
    body = compose(*made, Kind.REPLY_DRAFT, today=TODAY).body
    assert "holds the dates and how to submit." in body


def test_a_week_earlier_is_wished_for_only_while_there_is_one(letter):
    made = letter(
        {"letter": {"wanted_by": None, "deadline": "2027-09-15"}},
        applicant={"targets": [{"id": "im", "specialty": "Pediatrics", "portal": "eras"}]},
    )
    early = compose(*made, Kind.REQUEST, today=date(2027, 6, 1)).body
    assert "September 15, 2027; a week or two earlier would be ideal." in early
    late = compose(*made, Kind.REQUEST, today=date(2027, 9, 14)).body
    assert (
        "The last possible date is Wednesday, September 15, 2027. I know that this is short" in late
    )


def test_no_last_possible_date_that_has_passed_is_told(letter):
    made = letter({"letter": {"deadline": "2027-09-01", "agreed_by": "2027-09-10"}})
    before = compose(*made, Kind.PACKET, today=date(2027, 8, 1)).body
    assert (
        "You named Friday, September 10, 2027, and the last possible date, Wednesday, "
        "September 1, 2027, is before it. Could you finish by then?" in before
    )
    for kind in (Kind.PACKET, Kind.REMINDER, Kind.FINAL_REMINDER, Kind.ASSISTANT_NOTE):
        message = compose(*made, kind, today=date(2027, 9, 3))
        assert "September 1," not in message.subject + message.body


def test_reminders_of_the_deadline_have_their_message_though_another_date_has_passed(letter):
    made = letter(
        {"letter": {"agreed_by": "2027-08-20", "deadline": "2027-09-15"}},
        settings={"reminders": {"preset": "gentle"}},
    )
    found = kinds(made, Standing("chen", Stage.AGREED, asked=TODAY), date(2027, 9, 5))
    assert "reminder" in found


def test_no_backup_request_claims_that_nothing_else_is_missing(make_application):
    writers = {name: {"backup": "true"} for name in ("a", "b", "c")}
    application = load(make_application(writers=writers)).application
    for writer in application.writers:
        body = compose(application, writer, Kind.BACKUP_REQUEST, today=TODAY).body
        assert "complete what I need" not in body
        assert "would be complete" not in body
        assert "the one that I am still missing" not in body


def test_who_has_named_a_day_is_not_told_of_another_one_with_the_facts(letter):
    made = letter({"letter": {"agreed_by": "2027-08-25"}})
    assert "August 20" not in compose(*made, Kind.REPLY_DRAFT, today=TODAY).body


def test_a_day_that_was_taken_back_is_not_held_against_anybody(letter):
    made = letter({"letter": {"agreed_by": "2027-08-25"}})
    asked_again = Standing("chen", Stage.PACKET_SENT, asked=TODAY, agreed=TODAY)
    message = compose(*made, Kind.REMINDER, asked_again, today=date(2027, 8, 11))
    assert "August 25" not in message.subject + message.body


def test_nothing_is_missed_in_a_portal_that_is_not_open(letter):
    target = {"id": "im", "specialty": "Pediatrics", "portal": "eras"}
    opening = {"applicant": {"targets": [{**target, "portal_opens": "2027-09-10"}]}}
    body = compose(*letter(**opening), Kind.OVERDUE, today=date(2027, 8, 28)).body
    assert "Requests open on Friday, September 10, 2027, so nothing can have arrived yet" in body
    assert "has not reached" not in body
    # The opening is the one of the target's portal, and says nothing of another.
    elsewhere = compose(*letter(CARMS, **opening), Kind.PACKET, today=date(2027, 8, 28)).body
    assert "September 10" not in elsewhere


def test_a_date_that_has_passed_leaves_the_time_until_the_last_one(letter):
    made = letter({"letter": {"wanted_by": "2027-06-01", "deadline": "2027-12-01"}})
    assert compose(*made, Kind.REQUEST, today=date(2027, 5, 20)).choice.has(
        Circumstance.SHORT_NOTICE
    )
    later = compose(*made, Kind.REQUEST, today=date(2027, 6, 15))
    assert not later.choice.has(Circumstance.SHORT_NOTICE)
    assert "short notice" not in later.body
    late = compose(*made, Kind.REQUEST, today=date(2027, 11, 20)).choice
    assert "less than 4 weeks to the deadline" in late.reason


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.REMINDER, "a short note ahead of Saturday, July 10, 2027, the last possible date.\n"),
        (Kind.FINAL_REMINDER, "The last possible date, Saturday, July 10, 2027, is near. This is my last reminder before it.\n"),
        (Kind.ASSISTANT_NOTE, "Date: Saturday, July 10, 2027\n"),
    ],
)  # fmt: skip
def test_who_named_a_day_that_is_too_late_is_reminded_of_the_last_one(letter, kind, words):
    dates = {"wanted_by": "2027-07-01", "deadline": "2027-07-10", "agreed_by": "2027-09-01"}
    message = compose(*letter({"letter": dates}), kind, today=date(2027, 6, 25))
    assert words in message.body
    assert "September 1" not in message.subject + message.body
    assert "find another" not in message.body
    if kind is not Kind.ASSISTANT_NOTE:
        assert "Saturday, July 10, 2027" in message.subject


def test_a_second_version_is_for_another_specialty(letter):
    medicine = {"specialty": "Internal Medicine"}
    targets = [
        {**medicine, "id": "im", "portal": "eras"}, {**medicine, "id": "imc", "portal": "carms"},
        {"id": "peds", "specialty": "Pediatrics", "portal": "eras", "letters_by": "2027-09-10"},
    ]  # fmt: skip
    message = compose(*letter(applicant={"targets": targets}), Kind.SECOND_VERSION, today=TODAY)
    assert message.subject.endswith(", Pediatrics")
    assert "I also apply in Pediatrics in this cycle" in message.body
    assert "I hope for Friday, September 10, 2027." in message.body
