"""Which messages still make sense for a letter, and which are due."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from lorpack.messages.catalogue import Kind
from lorpack.messages.variants import last_date, last_day_together
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.progress import How
from lorpack.profiles.writer import Scope
from lorpack.schedule.known import known
from lorpack.schedule.moments import Moment
from lorpack.schedule.overview import Task
from lorpack.schedule.policy import Policy, policy_of
from lorpack.schedule.standing import Stage, Standing, in_reserve, standing_of

SPOKEN = (How.IN_PERSON, How.VIDEO, How.PHONE)

Reasons = dict[Kind, str]
"""Kinds in the order of a season, each with the reason why it is among them."""


def applicable(
    application: Application, writer: LetterWriter, standing: Standing, today: date
) -> Reasons:
    """The kinds that still make sense for this letter from *today* on, and why."""
    found: Reasons = {}
    for kind, reason in _all(application, writer, standing, today):
        found.setdefault(kind, reason)
    return {kind: found[kind] for kind in Kind if kind in found}


def _all(
    application: Application, writer: LetterWriter, standing: Standing, today: date
) -> Iterator[tuple[Kind, str]]:
    stage = standing.stage
    if stage is Stage.HESITANT:
        yield Kind.REPLY_HESITANT, "they hesitated"
    elif stage is Stage.DECLINED:
        yield Kind.REPLY_DECLINED, "they declined"
    if stage in (Stage.HESITANT, Stage.DECLINED, Stage.WITHDRAWN):
        return
    if stage in (Stage.IDENTIFIED, Stage.BACKUP):
        yield from _before_the_ask(writer, standing, today)
        yield from _the_ask(writer, standing)
    if stage in (Stage.IDENTIFIED, Stage.BACKUP, Stage.ASKED, Stage.UPDATE_REQUESTED):
        yield from _the_answer(standing)
    if stage is Stage.WANTS_DRAFT:
        yield Kind.REPLY_DRAFT, "they asked you to draft it"
    if stage is not Stage.UPLOADED:
        yield from _until_it_is_in(application, writer, standing, today)
    yield from _second_version(application, writer, standing)
    yield from _when_it_is_in(standing)


def _before_the_ask(
    writer: LetterWriter, standing: Standing, today: date
) -> Iterator[tuple[Kind, str]]:
    ended = last_day_together(writer.profile)
    together = not ended or ended >= today
    if together and not standing.introduced:
        yield Kind.INTRODUCTION, "no introduction is recorded"
    if together and not standing.feedback_asked:
        yield Kind.FEEDBACK_QUESTIONS, "no request for feedback is recorded"
    if not standing.goals_shared:
        yield Kind.GOALS, "no talk about your goals is recorded"


def _the_ask(writer: LetterWriter, standing: Standing) -> Iterator[tuple[Kind, str]]:
    yield Kind.ASK_IN_PERSON, "not asked yet; in person is best"
    if writer.profile.backup or standing.stage is Stage.BACKUP:
        yield Kind.BACKUP_REQUEST, "not asked yet; kept in reserve"
    elif writer.profile.letter.new_version:
        yield Kind.UPDATE_REQUEST, "not asked yet; they wrote before"
    else:
        yield Kind.REQUEST, "not asked yet"


def _the_answer(standing: Standing) -> Iterator[tuple[Kind, str]]:
    if not standing.followed_up:
        yield Kind.FOLLOW_UP, "should no answer come"
    yield Kind.REPLY_HESITANT, "should they hesitate"
    yield Kind.REPLY_DECLINED, "should they decline"
    yield Kind.REPLY_DRAFT, "should they ask you to draft it"


def _until_it_is_in(
    application: Application, writer: LetterWriter, standing: Standing, today: date
) -> Iterator[tuple[Kind, str]]:
    if not standing.packet_sent:
        if standing.asked_how in SPOKEN or not standing.asked:
            yield Kind.AFTER_YES_IN_PERSON, "after a yes that is spoken"
        if standing.asked_how not in SPOKEN:
            yield Kind.PACKET, "after a yes by email"
    assistant = writer.profile.contact.assistant
    if assistant and assistant.email:
        yield Kind.ASSISTANT_NOTE, "an assistant is recorded"
    policy = policy_of(application.settings.reminders)
    due = known(application, writer, standing).anchor(policy.anchor)
    if not due or due.on >= today:
        made, planned = len(standing.reminded), _reminders(policy)
        if not made or made < planned - 1:
            yield Kind.REMINDER, "should the letter not be there before its date"
        if made < max(planned, 2):
            yield Kind.FINAL_REMINDER, "should it still be missing then"
    yield Kind.OVERDUE, "should its date pass"
    last = last_date(application, writer)
    if not last or last >= today:
        yield Kind.FINAL_CHECK_IN, "should the last possible date come near"


def _reminders(policy: Policy) -> int:
    """How many reminders before the date the policy plans."""
    return len(policy.offsets[: policy.max_reminders])


def _second_version(
    application: Application, writer: LetterWriter, standing: Standing
) -> Iterator[tuple[Kind, str]]:
    promised = standing.stage.is_waiting or standing.stage is Stage.UPLOADED
    several = len({target.specialty for target in application.applicant.targets}) > 1
    if promised and several and writer.profile.letter.scope is Scope.SPECIALTY:
        yield Kind.SECOND_VERSION, "you apply in a second specialty"


def _when_it_is_in(standing: Standing) -> Iterator[tuple[Kind, str]]:
    steps = (
        (Kind.THANKS, standing.thanked, "when the letter is in"),
        (Kind.THANKS_CARD, standing.card_sent, "when the letter is in"),
        (Kind.INTERVIEW_UPDATE, standing.interviews_told, "in interview season"),
        (Kind.MATCH_UPDATE, standing.match_told, "after Match Day"),
        (Kind.MILESTONE_UPDATE, standing.milestone_told, "at a later milestone"),
    )
    yield from ((kind, reason) for kind, done, reason in steps if not done)


_KINDS: dict[Moment, tuple[Kind, ...]] = {
    Moment.INTRODUCE: (Kind.INTRODUCTION,),
    Moment.ASK_FEEDBACK: (Kind.FEEDBACK_QUESTIONS,),
    Moment.SHARE_GOALS: (Kind.GOALS,),
    Moment.ASK: (Kind.ASK_IN_PERSON, Kind.REQUEST, Kind.UPDATE_REQUEST, Kind.BACKUP_REQUEST),
    Moment.FOLLOW_UP: (Kind.FOLLOW_UP,),
    Moment.FIND_BACKUP: (Kind.BACKUP_REQUEST,),
    Moment.ANSWER_HESITATION: (Kind.REPLY_HESITANT,),
    Moment.ANSWER_DECLINE: (Kind.REPLY_DECLINED,),
    Moment.ANSWER_DRAFT: (Kind.REPLY_DRAFT,),
    Moment.SEND_PACKET: (Kind.AFTER_YES_IN_PERSON, Kind.PACKET),
    Moment.OVERDUE: (Kind.OVERDUE,),
    Moment.FINAL_CHECK_IN: (Kind.FINAL_CHECK_IN,),
    Moment.THANK: (Kind.THANKS,),
    Moment.SEND_CARD: (Kind.THANKS_CARD,),
    Moment.TELL_INTERVIEWS: (Kind.INTERVIEW_UPDATE,),
    Moment.TELL_MATCH: (Kind.MATCH_UPDATE,),
    Moment.TELL_MILESTONE: (Kind.MILESTONE_UPDATE,),
}


def kinds_of(
    application: Application, moment: Moment, number: int, allowed: Iterable[Kind]
) -> tuple[Kind, ...]:
    """The messages for the *number*-th *moment*, of those *allowed* for the letter; often one."""
    if moment is Moment.REMIND:
        planned = _reminders(policy_of(application.settings.reminders))
        is_last = number > 1 and number >= planned
        wanted: tuple[Kind, ...] = (Kind.FINAL_REMINDER if is_last else Kind.REMINDER,)
    else:
        wanted = _KINDS.get(moment, ())
    return tuple(kind for kind in allowed if kind in wanted)


def with_messages(application: Application, tasks: Iterable[Task], today: date) -> tuple[Task, ...]:
    """*tasks* (the agenda), each with the kinds of message that go with it, and to whom."""
    writers = {writer.id: writer for writer in application.writers}
    reserve = next(in_reserve(application), None)
    allowed: dict[str, Reasons] = {}
    found = []
    for task in tasks:
        to = writers[task.writer]
        if task.moment is Moment.FIND_BACKUP and reserve:
            to = reserve
        if to.id not in allowed:
            now = standing_of(application, to)
            allowed[to.id] = applicable(application, to, now, today)
        kinds = kinds_of(application, task.moment, task.number, allowed[to.id])
        found.append(replace(task, messages=tuple(map(str, kinds)), to=to.id))
    return tuple(found)


def due_kinds(
    tasks: Iterable[Task], application: Application, writer: LetterWriter, today: date
) -> Reasons:
    """Of *tasks* (the agenda), the messages to *writer* that are due today or late, and why."""
    found: Reasons = {}
    for task in with_messages(application, tasks, today):
        if task.to == writer.id and task.day <= today:
            late = (today - task.planned).days
            when = "due today" if late <= 0 else f"due {late} day{'s' if late > 1 else ''} ago"
            for kind in map(Kind, task.messages):
                found.setdefault(kind, when)
    return {kind: found[kind] for kind in Kind if kind in found}
