"""Every date of one letter: from the first day of the rotation to the news after Match Day.

Only what can be done or is already recorded stands here: reminders begin with the yes, thanks
with the upload. A date that nobody has said is asked for (:func:`lorpack.schedule.known.missing`)
and never made up.
"""

from collections.abc import Iterator
from datetime import date

from lorpack.dates import shifted
from lorpack.portals import portal
from lorpack.profiles.progress import Event
from lorpack.schedule.asking import before_the_yes, find_backup
from lorpack.schedule.known import Dated, known, missing
from lorpack.schedule.moments import Due, Moment
from lorpack.schedule.plan import Plan
from lorpack.schedule.quiet import GAP, Direction
from lorpack.schedule.reminding import Reminding, final_look, reminding
from lorpack.schedule.standing import Stage, Standing

__all__ = ["known", "missing", "timeline"]

_ORDER = list(Moment)
_CARD_DAYS = 7
_ASSIGN_DAYS = 7
_INTERVIEW_WEEKS = 8


def timeline(plan: Plan) -> tuple[Due, ...]:
    """What is due for the letter of *plan*, and what was done, in order.

    A backup writer has nothing due until something is recorded for them.
    """
    if plan.standing.stage is Stage.BACKUP:
        return ()
    if plan.writer.profile.backup and plan.standing == Standing(plan.writer.id):
        return ()
    reminders = reminding(plan)
    steps = [
        *before_the_yes(plan),
        *_answers(plan),
        *_after_the_yes(plan),
        *reminders.dues,
        *_late(plan),
        *_dates(plan, reminders),
        *_after_upload(plan),
        *_news(plan),
    ]
    found = [step for step in steps if step]
    return tuple(sorted(found, key=_when))


def _when(due: Due) -> tuple[date, int, int]:
    """What was done stands on the day it was done."""
    day = due.done if due.done and not due.is_date else due.on
    return day, _ORDER.index(due.moment), due.number


def _answers(plan: Plan) -> Iterator[Due | None]:
    """An answer on the day after hesitation, a decline, or the wish for a draft.

    They have just written, so no quiet day holds it up. What is recorded next for this writer
    counts as the answer.
    """
    kinds = {
        Event.HESITANT: (Moment.ANSWER_HESITATION, "the day after they hesitated"),
        Event.DECLINED: (Moment.ANSWER_DECLINE, "the day after they declined"),
        Event.WANTS_DRAFT: (Moment.ANSWER_DRAFT, "the day after they asked for a draft"),
    }
    history = plan.standing.history
    for at, entry in enumerate(history):
        if entry.event in kinds:
            moment, why = kinds[entry.event]
            number = sum(one.event is entry.event for one in history[: at + 1])
            done = history[at + 1].on if at + 1 < len(history) else None
            day = shifted(entry.on, 1)
            yield plan.due(moment, day, why, number=number, done=done)


def _after_the_yes(plan: Plan) -> Iterator[Due | None]:
    """The packet on the day of the yes, and looks into the portal until the upload."""
    standing = plan.standing
    waiting = standing.stage.is_waiting
    if standing.agreed and not plan.packet_with_request and (waiting or standing.packet_sent):
        why = "the day of the yes: they have just written or spoken, so it is an answer"
        yield plan.due(Moment.SEND_PACKET, standing.agreed, why, done=standing.packet_sent)
    for number, day in enumerate(standing.checked, 1):
        yield plan.due(Moment.CHECK_PORTAL, day, "recorded", number=number, done=day)
    if waiting:
        yield _next_look(plan, len(standing.checked) + 1)


def _next_look(plan: Plan, number: int) -> Due | None:
    """The next look into the portal: every so many days, and shortly before the deadline."""
    name = plan.writer.profile.letter.portal or plan.application.target_of(plan.writer).portal
    site = portal(name, plan.application.folder)
    out = plan.packet_out
    if out is None or site is None or not site.system:
        return None
    last = max(plan.standing.checked, default=out)
    opens = plan.dates.opens
    begin = max(last, opens.on) if opens else last
    every = plan.policy.check_portal_days
    looks = [(shifted(begin, every), f"every {every} days until the letter is in")] if every else []
    final = final_look(plan)
    if final and final > last:
        looks.append((final, f"shortly before {plan.dates.deadline}"))
    if not looks:
        return None
    day, why = min(looks)
    return plan.due(Moment.CHECK_PORTAL, day, why, number=number)


def _late(plan: Plan) -> Iterator[Due | None]:
    """Another writer, when a promised letter does not come (DOMAIN.md A3, 79)."""
    anchor, policy = plan.dates.anchor(plan.policy.anchor), plan.policy
    if anchor and plan.standing.stage.is_waiting:
        days = policy.overdue_days + policy.no_reply_days if policy.overdue_days else 1
        yield find_backup(plan, shifted(anchor.on, days), f"{days} days after {anchor}")


def _dates(plan: Plan, reminders: Reminding) -> Iterator[Due | None]:
    """The dates to know. What was left out before the date stands at the date."""
    if plan.standing.stage in (Stage.DECLINED, Stage.WITHDRAWN):
        return
    anchor = plan.dates.anchor(plan.policy.anchor)
    kinds: tuple[tuple[Moment, Dated | None], ...] = (
        (Moment.WANTED, plan.dates.wanted),
        (Moment.AGREED, plan.dates.agreed),
        (Moment.DEADLINE, plan.dates.deadline),
    )
    for moment, dated in kinds:
        if dated:
            notes = reminders.notes if dated == anchor else ()
            why = "; ".join((dated.what, *notes))
            yield plan.due(moment, dated.on, why, done=plan.standing.uploaded)


def _after_upload(plan: Plan) -> Iterator[Due | None]:
    """Thanks, a card, and assigning the letter to programs."""
    standing, uploaded = plan.standing, plan.standing.uploaded
    if not uploaded:
        return
    thank = plan.due(
        Moment.THANK,
        shifted(uploaded, 1),
        "the day after the upload",
        Direction.FORWARD,
        done=standing.thanked,
    )
    yield thank
    yield plan.due(
        Moment.SEND_CARD,
        shifted(uploaded, _CARD_DAYS),
        "a week after the upload",
        Direction.FORWARD,
        floor=shifted(thank.on, GAP) if thank else None,
        done=standing.card_sent,
    )
    review = plan.dates.review
    if review or standing.assigned:
        week_before = shifted(review.on, -_ASSIGN_DAYS) if review else standing.assigned
        day = max(filter(None, (week_before, shifted(uploaded, 1))))
        why = f"before {review}" if review else "recorded"
        yield plan.due(Moment.ASSIGN, day, why, done=standing.assigned)


def _news(plan: Plan) -> Iterator[Due | None]:
    """How it went on: interviews, the match, and later milestones."""
    standing, match = plan.standing, plan.dates.match
    if not standing.uploaded or not match:
        return
    if standing.interviews_told or plan.today < match.on:
        day = max(shifted(match.on, -7 * _INTERVIEW_WEEKS), shifted(standing.uploaded, 1 + GAP))
        yield plan.due(
            Moment.TELL_INTERVIEWS,
            day,
            f"{_INTERVIEW_WEEKS} weeks before {match}",
            Direction.FORWARD,
            ceiling=match.on,
            done=standing.interviews_told,
        )
    day, why = shifted(match.on, 1), "the day after match day"
    yield plan.due(Moment.TELL_MATCH, day, why, Direction.FORWARD, done=standing.match_told)
    graduation = plan.dates.graduation
    if graduation and graduation.on > match.on:
        yield plan.due(
            Moment.TELL_MILESTONE,
            graduation.on,
            str(graduation),
            Direction.FORWARD,
            floor=shifted(match.on, 1 + GAP),
            done=standing.milestone_told,
        )
