"""What to do today and in the next seven days, and what is late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lorpack.dates import shifted
from lorpack.profiles.application import Application, LetterWriter
from lorpack.schedule.moments import Due, Moment
from lorpack.schedule.overview import Task, Urgency
from lorpack.schedule.plan import Plan, plan_of
from lorpack.schedule.policy import policy_of
from lorpack.schedule.quiet import GAP, Direction, settle
from lorpack.schedule.standing import standing_of
from lorpack.schedule.steps import STEPS
from lorpack.schedule.timeline import timeline

AHEAD = 7
"""So many days are looked ahead."""

_ANSWER_WITHIN = 14
"""So many days late an answer is still one."""

_SEARCH_WITHIN = 30
"""So many days one is told to look for another writer, or to write about what is overdue; then it
has been decided."""


_NEWS = (Moment.TELL_MATCH, Moment.TELL_MILESTONE)
_OWN_WORK = (Moment.CHECK_PORTAL, Moment.ASSIGN, Moment.FIND_BACKUP)
_ANSWERS = (
    Moment.ANSWER_HESITATION,
    Moment.ANSWER_DECLINE,
    Moment.ANSWER_DRAFT,
    Moment.SEND_PACKET,
    Moment.THANK,
)


@dataclass(frozen=True)
class Dated:
    """One letter, planned: what its dates come from, and the dates."""

    plan: Plan
    dues: tuple[Due, ...]

    @property
    def writer(self) -> LetterWriter:
        """Whose letter it is."""
        return self.plan.writer


def dated(application: Application, today: date) -> tuple[Dated, ...]:
    """Every letter of *application* with its timeline, by the log and the reminder policy."""
    policy = policy_of(application.settings.reminders)
    found = []
    for writer in application.writers:
        where = standing_of(application, writer)
        plan = plan_of(application, writer, where, policy, today)
        found.append(Dated(plan, timeline(plan)))
    return tuple(found)


def agenda(
    application: Application, today: date, letters: Sequence[Dated] | None = None
) -> tuple[Task, ...]:
    """What to do, most urgent first; *letters* are those of :func:`dated`, when there already.

    A step that was missed is offered still. A writer gets at most one message a day, and none
    within three days of another unless it answers something; what has to wait is put off.
    """
    letters = dated(application, today) if letters is None else letters
    tasks = [task for letter in letters for task in _tasks(letter, today)]
    order = list(Urgency)
    return tuple(
        sorted(
            tasks,
            key=lambda task: (order.index(task.urgency), task.day, task.planned, task.writer),
        )
    )


def _tasks(letter: Dated, today: date) -> Iterator[Task]:
    last = shifted(today, AHEAD)
    still = [due for due in letter.dues if not due.done and due.on <= last]
    still = [due for due in still if not _has_lapsed(letter, due, today)]
    for due in still:
        if (due.is_date and due.on >= today) or due.moment in _OWN_WORK:
            yield _task(letter, due, max(due.on, today), today)
    said = [due for due in still if not due.is_date and due.moment not in _OWN_WORK]
    yield from _messages(letter, said, today)


def _has_lapsed(letter: Dated, due: Due, today: date) -> bool:
    """Whether nobody would do it any more: a long search, an answer that is weeks late, a letter
    that is overdue for weeks when the deadline is too, and everything of a season that is over.

    Thanks are never too late, nor a packet that no reminder has brought. A season ends with its
    year; news of what came of it can be told for a year more.
    """
    moment, plan = due.moment, letter.plan
    long_ago = shifted(today, -_SEARCH_WITHIN)
    if today.year > plan.application.applicant.season + (moment in _NEWS):
        return True
    if moment is Moment.FIND_BACKUP and due.on < long_ago:
        return True
    if moment is Moment.OVERDUE and due.on < long_ago:
        return plan.dates.deadline is None or plan.dates.deadline.on < long_ago
    if moment in _ANSWERS and due.on < shifted(today, -_ANSWER_WITHIN):
        needed = moment is Moment.SEND_PACKET and not plan.standing.reminded
        return moment is not Moment.THANK and not needed
    return False


def _messages(letter: Dated, dues: Sequence[Due], today: date) -> Iterator[Task]:
    """One message after another, with the gap between them."""
    before = _last_contact(letter.plan)
    in_order = sorted(dues, key=lambda due: (due.moment not in _ANSWERS, due.on))
    for count, due in enumerate(in_order):
        is_answer = due.moment in _ANSWERS
        day: date | None = max(due.on, today)
        if before and is_answer and count:
            day = max(due.on, today, shifted(before, 1))
        elif not is_answer:
            floor = shifted(before, GAP) if before else None
            day = _open_day(letter, due, max(due.on, today), floor)
        if day and day <= shifted(today, AHEAD):
            yield _task(letter, due, day, today)
            before = day


def _open_day(letter: Dated, due: Due, day: date, floor: date | None) -> date | None:
    if day == due.on and (floor is None or floor <= day):
        return day  # The timeline has settled it already.
    ceiling = _ceiling(letter.plan, due.moment, day)
    found = settle(day, Direction.FORWARD, letter.plan.windows, floor, ceiling)
    # An ask is never dropped: with no open day while it can help, it is now.
    return found or (max(day, floor or day) if due.moment is Moment.ASK else None)


def _ceiling(plan: Plan, moment: Moment, day: date) -> date | None:
    """The date that the *moment* comes before, and that it is not put off beyond."""
    dates = plan.dates
    before = {
        Moment.ASK: (dates.wanted, dates.deadline),
        Moment.REMIND: (dates.anchor(plan.policy.anchor),),
        Moment.FINAL_CHECK_IN: (dates.deadline,),
        Moment.TELL_INTERVIEWS: (dates.match,),
    }
    found = [one.on for one in before.get(moment, ()) if one]
    return next((on for on in found if on > day), max(found, default=None))


def _last_contact(plan: Plan) -> date | None:
    """The last day on which something was said to the writer."""
    now = plan.standing
    days = (
        *(now.introduced, now.feedback_asked, now.goals_shared, now.asked, now.followed_up),
        *(now.packet_sent, *now.reminded, now.thanked, now.card_sent),
        *(now.interviews_told, now.match_told, now.milestone_told),
    )
    return max(filter(None, days), default=None)


def _task(letter: Dated, due: Due, day: date, today: date) -> Task:
    urgency = Urgency.WEEK
    if day <= today:
        urgency = Urgency.LATE if due.on < today else Urgency.TODAY
    step = STEPS[due.moment]
    what = step.named(letter.writer.profile.name.salutation)
    return Task(urgency, day, due.on, letter.writer.id, due.moment, due.number, what, step.event)
