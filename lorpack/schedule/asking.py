"""The steps up to the yes: introducing oneself, feedback, goals, the ask, and no answer."""

from collections.abc import Iterator
from datetime import date

from lorpack.dates import shifted
from lorpack.profiles.application import Application
from lorpack.profiles.progress import Event
from lorpack.schedule.moments import Due, Moment
from lorpack.schedule.plan import Plan
from lorpack.schedule.quiet import GAP, Direction
from lorpack.schedule.standing import Stage, in_reserve, standing_of

_INTRODUCE_WITHIN = 14
"""So many days into a rotation an introduction is still one."""

_LONG_PAST = 14
"""So many days after a rotation its last week is no longer the time to ask."""

_LAST_WEEK = -3
"""The day in the last week of a rotation: the Tuesday before a Friday."""


def before_the_yes(plan: Plan) -> Iterator[Due | None]:
    """Everything until the writer has answered."""
    ask = _ask(plan)
    introduction = _introduction(plan, ask)
    feedback = _feedback(plan, introduction, ask)
    yield introduction
    yield feedback
    yield _goals(plan, ask, feedback or introduction)
    yield ask
    yield from _no_answer(plan)


def _is_open(plan: Plan) -> bool:
    """Whether the writer has not been asked yet."""
    return plan.standing.stage is Stage.IDENTIFIED and plan.standing.asked is None


def _introduction(plan: Plan, ask: Due | None) -> Due | None:
    start, done = plan.dates.start, plan.standing.introduced
    if not start:
        return plan.due(Moment.INTRODUCE, done, "recorded", done=done) if done else None
    last = shifted(start.on, _INTRODUCE_WITHIN)
    if plan.dates.end:
        last = min(last, plan.dates.end.on)
    if not done and (not _is_open(plan) or plan.today > last):
        return None
    ceiling = ask.on if ask else None
    return plan.due(
        Moment.INTRODUCE, start.on, str(start), Direction.FORWARD, ceiling=ceiling, done=done
    )


def _feedback(plan: Plan, introduction: Due | None, ask: Due | None) -> Due | None:
    middle, end, done = _middle(plan), plan.dates.end, plan.standing.feedback_asked
    if not middle or not end:
        return plan.due(Moment.ASK_FEEDBACK, done, "recorded", done=done) if done else None
    if not done and (not _is_open(plan) or plan.today > end.on):
        return None
    why = "the middle of the rotation"
    if end.about:
        why += " (about: its days are not recorded)"
    floor = shifted(introduction.on, GAP) if introduction else None
    ceiling = min(shifted(end.on, 1), shifted(ask.on, 1 - GAP) if ask else date.max)
    return plan.due(
        Moment.ASK_FEEDBACK,
        middle,
        why,
        Direction.FORWARD,
        floor=floor,
        ceiling=ceiling,
        done=done,
    )


def _goals(plan: Plan, ask: Due | None, before: Due | None) -> Due | None:
    """A week before the ask, so that it is no surprise; not when the ask's day has come."""
    done = plan.standing.goals_shared
    if done:
        day = shifted(ask.on, -7) if ask else done
        return plan.due(Moment.SHARE_GOALS, day, "a week before the ask", done=done)
    if not ask or ask.done or ask.on <= plan.today:
        return None
    floor = shifted(before.done or before.on, GAP) if before else None
    day, last = shifted(ask.on, -7), shifted(ask.on, 1 - GAP)
    why = "a week before the ask, so that it is no surprise"
    return plan.due(Moment.SHARE_GOALS, day, why, Direction.BACK, floor=floor, ceiling=last)


def _ask(plan: Plan) -> Due | None:
    done = plan.standing.asked
    if not done and not _is_open(plan):
        return None
    deadline = plan.dates.deadline
    if not done and deadline and deadline.on < plan.today:
        return None
    day, why = _ask_day(plan)
    if day is None:
        return plan.due(Moment.ASK, done, "recorded", done=done) if done else None
    if not done and day < plan.today:
        why += f"; that day has passed, so ask now{_short(plan)}"
    floor = _middle(plan) or (plan.dates.start.on if plan.dates.start else None)
    last = deadline or plan.dates.wanted
    ceiling = last.on if last else None
    # An ask is never dropped: with no open day it stays where it was planned.
    moved = plan.due(Moment.ASK, day, why, Direction.BACK, floor=floor, ceiling=ceiling, done=done)
    return moved or plan.due(Moment.ASK, day, why, done=done)


def _short(plan: Plan) -> str:
    aim = plan.dates.wanted or plan.dates.deadline
    left = (aim.on - plan.today).days if aim else None
    if left is None or left >= 7 * plan.policy.min_weeks:
        return ""
    if left >= 7 * plan.policy.hard_min_weeks:
        return " and say that the notice is short"
    return " and say that it is a favour: hardly any time is left"


def _ask_day(plan: Plan) -> tuple[date | None, str]:
    """When to ask, and why then.

    The last week of a rotation is best, while one is remembered, however early that is: a letter
    can be held until the portal opens. It is earlier when the notice would be too short otherwise,
    but not before half of the rotation was seen. Long after a rotation, the notice alone decides.
    """
    end, aim = plan.dates.end, plan.dates.wanted or plan.dates.deadline
    weeks = plan.policy.ideal_weeks
    notice = shifted(aim.on, -7 * weeks) if aim else None
    by_notice = f"{weeks} weeks before {aim}"
    last_week = shifted(end.on, _LAST_WEEK) if end else None
    if not end or not last_week or plan.today > shifted(end.on, _LONG_PAST):
        if notice and last_week and last_week > notice:
            return last_week, "the rotation's last week, as the notice is short already"
        return notice or last_week, by_notice if notice else "the rotation's last week"
    about = " (about: its last day is not recorded)" if end.about else ""
    if notice is None or notice >= last_week:
        return last_week, f"the last week of the rotation{about}, while you are remembered"
    middle = _middle(plan) or last_week
    if middle >= notice:
        return middle, f"half of the rotation{about} is over; {by_notice} was earlier still"
    return notice, f"{by_notice}, which is before the last week of the rotation{about}"


def _middle(plan: Plan) -> date | None:
    start, end = plan.dates.start, plan.dates.end
    if not start or not end or end.on < start.on:
        return None
    return shifted(start.on, (end.on - start.on).days // 2)


def _no_answer(plan: Plan) -> Iterator[Due | None]:
    """One follow-up, then another writer; another writer too after hesitation or a decline."""
    standing, days = plan.standing, plan.policy.no_reply_days
    asked = standing.asked
    waiting = standing.stage in (Stage.ASKED, Stage.UPDATE_REQUESTED)
    if asked and (waiting or standing.followed_up):
        follow = plan.due(
            Moment.FOLLOW_UP,
            shifted(asked, days),
            f"{days} days without an answer",
            Direction.FORWARD,
            done=standing.followed_up,
        )
        yield follow
        if waiting and follow:
            day = shifted(follow.done or follow.on, days)
            yield find_backup(plan, day, f"{days} more days without an answer")
    no = plan.day_of(Event.DECLINED) or plan.day_of(Event.HESITANT)
    if no and standing.stage in (Stage.DECLINED, Stage.HESITANT, Stage.WITHDRAWN):
        word = "declined" if plan.day_of(Event.DECLINED) else "hesitated"
        yield find_backup(plan, shifted(no, 1), f"they {word}")


def find_backup(plan: Plan, day: date, why: str) -> Due | None:
    """Turning to another writer on *day*; done when one was asked since, as far as is recorded."""
    asked = [
        entry.on
        for other in plan.application.writers
        if other.id != plan.writer.id
        for entry in standing_of(plan.application, other).history
        if entry.event is Event.ASKED and entry.on >= day
    ]
    why = f"{why}; {_who(plan.application)}"
    return plan.due(Moment.FIND_BACKUP, day, why, done=min(asked, default=None))


def _who(application: Application) -> str:
    """The first letter writer in reserve, in words."""
    for writer in in_reserve(application):
        return f"{writer.profile.name.salutation} ({writer.id}) is kept in reserve"
    return "nobody is kept in reserve (`backup: true` in a writer's file)"
