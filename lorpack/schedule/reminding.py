"""Reminders of a letter that was promised: when, how many, and which were made already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lorpack.dates import shifted
from lorpack.schedule.moments import Due, Moment
from lorpack.schedule.plan import Plan
from lorpack.schedule.quiet import GAP, Direction, settle

FINAL_DAYS = 3
"""So many days before the deadline one looks again: a brief check-in, when there is one left
(DOMAIN.md A3, 68), or a look into the portal."""


@dataclass(frozen=True)
class Slot:
    """A message to a writer who has promised: a reminder, the final check-in, or overdue."""

    moment: Moment
    number: int
    planned: date
    why: str
    direction: Direction = Direction.BACK
    ceiling: date | None = None


@dataclass(frozen=True)
class Reminding:
    """The steps, and *notes* on those that were left out and why."""

    dues: tuple[Due, ...] = ()
    notes: tuple[str, ...] = ()


def reminding(plan: Plan) -> Reminding:
    """Reminders before the date, the check-in before the deadline, and the overdue reminder.

    A day of the log counts for the last of them that was planned by then; those planned before
    it were missed and are not made up for. Only reminders and the check-in count for the cap.
    """
    slots = _slots(plan)
    made, extra = _made(plan, slots)
    done = [_done(plan, slots[at], day) for at, day in made.items()]
    done += [
        Due(day, plan.writer.id, Moment.REMIND, len(slots) + count, "recorded", done=day)
        for count, day in enumerate(extra, 1)
    ]
    if not plan.standing.stage.is_waiting:
        return Reminding(tuple(done))
    counted = len(extra) + sum(slots[at].moment is not Moment.OVERDUE for at in made)
    still = slots[max(made, default=-1) + 1 :]
    open_, notes = _open(plan, still, plan.policy.max_reminders - counted)
    return Reminding((*done, *open_), notes)


def final_look(plan: Plan) -> date | None:
    """The day shortly before the deadline on which one looks again."""
    deadline = plan.dates.deadline
    return shifted(deadline.on, -FINAL_DAYS) if deadline else None


def _slots(plan: Plan) -> list[Slot]:
    policy, anchor, deadline = plan.policy, plan.dates.anchor(plan.policy.anchor), final_look(plan)
    slots: list[Slot] = []
    if anchor:
        for number, offset in enumerate(policy.offsets[: policy.max_reminders], 1):
            day = shifted(anchor.on, offset)
            why = f"{-offset} days before {anchor}"
            slots.append(Slot(Moment.REMIND, number, day, why, ceiling=anchor.on))
        if policy.overdue_days:
            day = shifted(anchor.on, policy.overdue_days)
            why = f"{policy.overdue_days} days after {anchor}"
            slots.append(Slot(Moment.OVERDUE, 1, day, why, Direction.FORWARD))
    if deadline and plan.dates.deadline:
        why = f"{FINAL_DAYS} days before {plan.dates.deadline}"
        last = plan.dates.deadline.on
        slots.append(Slot(Moment.FINAL_CHECK_IN, 1, deadline, why, ceiling=last))
    return sorted(slots, key=lambda slot: slot.planned)


def _made(plan: Plan, slots: Sequence[Slot]) -> tuple[dict[int, date], list[date]]:
    """Which slots the days of the log have filled, and the days that fill none."""
    made: dict[int, date] = {}
    extra: list[date] = []
    for day in plan.standing.reminded:
        after = max(made, default=-1) + 1
        come = [at for at in range(after, len(slots)) if _settled(plan, slots[at]) <= day]
        early = after < len(slots) and slots[after].moment is Moment.REMIND
        if come or early:
            made[come[-1] if come else after] = day
        else:
            extra.append(day)
    return made, extra


def _settled(plan: Plan, slot: Slot) -> date:
    return settle(slot.planned, slot.direction, plan.windows) or slot.planned


def _done(plan: Plan, slot: Slot, day: date) -> Due:
    return Due(slot.planned, plan.writer.id, slot.moment, slot.number, slot.why, done=day)


def _open(plan: Plan, slots: Sequence[Slot], left: int) -> tuple[list[Due], tuple[str, ...]]:
    """The slots still to come, at most *left* of those that the cap counts."""
    placed, notes = _placed(plan, [slot for slot in slots if _in_time(plan, slot)])
    past = [due for due in placed if due.on <= plan.today]
    # Of what is due by now only the last is made up for.
    placed = [due for due in placed if due.on > plan.today or due is past[-1]]
    reminders = [due for due in placed if due.moment is Moment.REMIND]
    kept = reminders[: max(left, 0)]
    finals = [due for due in placed if due.moment is Moment.FINAL_CHECK_IN]
    kept += finals[: max(left - len(kept), 0)]
    kept += [due for due in placed if due.moment is Moment.OVERDUE]
    return sorted(kept), tuple(notes)


def _in_time(plan: Plan, slot: Slot) -> bool:
    return slot.ceiling is None or plan.today < slot.ceiling


def _placed(plan: Plan, slots: Sequence[Slot]) -> tuple[list[Due], list[str]]:
    """Each slot on an open day, no two within the gap, none right after the yes."""
    standing, placed, notes = plan.standing, [], []
    yes = max(filter(None, (standing.agreed, standing.packet_sent)), default=None)
    last = max([*standing.reminded, *([yes] if yes else [])], default=None)
    for slot in slots:
        floor = shifted(last, GAP) if last else None
        name = slot.moment.replace("_", " ")
        if yes and slot.ceiling and slot.planned < shifted(yes, GAP):
            notes.append(f"{name} {slot.number} is left out: the yes came too late for it")
            continue
        due = plan.due(
            slot.moment,
            slot.planned,
            slot.why,
            slot.direction,
            number=slot.number,
            floor=floor,
            ceiling=slot.ceiling,
        )
        if due:
            placed.append(due)
            last = due.on
        else:
            notes.append(f"{name} {slot.number} is left out: no open day before the date")
    return placed, notes
