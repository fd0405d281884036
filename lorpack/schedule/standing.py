"""Where a letter stands, by the log: which moves are possible, and what they lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from lorpack.profiles.progress import Event, How, LogEntry


class Stage(StrEnum):
    """The stage a letter is in; what depends on the day (no reply, overdue) is not a stage."""

    IDENTIFIED = "identified"
    BACKUP = "backup"
    ASKED = "asked"
    UPDATE_REQUESTED = "update_requested"
    HESITANT = "hesitant"
    WANTS_DRAFT = "wants_draft"
    AGREED = "agreed"
    PACKET_SENT = "packet_sent"
    UPLOADED = "uploaded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def is_waiting(self) -> bool:
        """Whether the letter was promised and is still to come."""
        return self in (Stage.AGREED, Stage.PACKET_SENT)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is asked of this writer."""
        return self in (Stage.UPLOADED, Stage.DECLINED, Stage.WITHDRAWN)


@dataclass(frozen=True)
class Standing:
    """One letter as the log tells it; a date is None when the event is not recorded.

    *reminded* and *checked* hold every such day in order. *history* are the entries that count
    (those undone are left out).
    """

    writer: str
    stage: Stage = Stage.IDENTIFIED
    introduced: date | None = None
    feedback_asked: date | None = None
    goals_shared: date | None = None
    asked: date | None = None
    asked_how: How | None = None
    followed_up: date | None = None
    agreed: date | None = None
    agreed_by: date | None = None
    packet_sent: date | None = None
    reminded: tuple[date, ...] = ()
    checked: tuple[date, ...] = ()
    uploaded: date | None = None
    thanked: date | None = None
    card_sent: date | None = None
    assigned: date | None = None
    interviews_told: date | None = None
    match_told: date | None = None
    milestone_told: date | None = None
    history: tuple[LogEntry, ...] = ()


@dataclass(frozen=True)
class Move:
    """What an event needs and does. *leads* None: the stage stays as it is.

    *field* is where its day is kept in a :class:`Standing`.
    """

    needs: frozenset[Stage]
    leads: Stage | None = None
    field: str = ""


_S = Stage
_BEFORE = frozenset({_S.IDENTIFIED, _S.BACKUP})
_PENDING = frozenset({_S.ASKED, _S.UPDATE_REQUESTED, _S.HESITANT, _S.WANTS_DRAFT})
_PROMISED = frozenset({_S.AGREED, _S.PACKET_SENT})
_GONE = frozenset({_S.DECLINED, _S.WITHDRAWN})
_LIVE = frozenset(_S) - _GONE
_IN = frozenset({_S.UPLOADED})

MOVES: Mapping[Event, Move] = {
    Event.INTRODUCED: Move(_LIVE, field="introduced"),
    Event.FEEDBACK_ASKED: Move(_LIVE, field="feedback_asked"),
    Event.GOALS_SHARED: Move(_LIVE, field="goals_shared"),
    Event.ASKED: Move(_BEFORE | _PENDING, _S.ASKED, "asked"),
    Event.FOLLOWED_UP: Move(_PENDING, field="followed_up"),
    Event.AGREED: Move(_PENDING | _PROMISED, _S.AGREED, "agreed"),
    Event.HESITANT: Move(_PENDING | _PROMISED, _S.HESITANT),
    Event.WANTS_DRAFT: Move(_PENDING | _PROMISED, _S.WANTS_DRAFT),
    Event.DECLINED: Move(_PENDING | _PROMISED, _S.DECLINED),
    Event.PACKET_SENT: Move(_PENDING | _PROMISED, None, "packet_sent"),
    Event.REMINDED: Move(_PROMISED),
    Event.CHECKED: Move(_PENDING | _PROMISED),
    Event.UPLOADED: Move(_PENDING | _PROMISED, _S.UPLOADED, "uploaded"),
    Event.THANKED: Move(_IN, field="thanked"),
    Event.CARD_SENT: Move(_IN, field="card_sent"),
    Event.ASSIGNED: Move(_IN, field="assigned"),
    Event.INTERVIEWS_TOLD: Move(_IN, field="interviews_told"),
    Event.MATCH_TOLD: Move(_IN, field="match_told"),
    Event.MILESTONE_TOLD: Move(_IN, field="milestone_told"),
    Event.UPDATE_REQUESTED: Move(_BEFORE | _IN, _S.UPDATE_REQUESTED, "asked"),
    Event.BACKUP: Move(frozenset({_S.IDENTIFIED}), _S.BACKUP),
    Event.WITHDRAWN: Move(_LIVE - _IN, _S.WITHDRAWN),
    Event.REOPENED: Move(_GONE | {_S.HESITANT, _S.BACKUP}, _S.IDENTIFIED),
}
"""Every event but `undone`: from which stages it is possible, and where it leads (DOMAIN.md 165)."""


def standing(writer: str, log: Sequence[LogEntry], backup: bool = False) -> Standing:
    """Where the letter of *writer* stands after *log* (entries of other writers are left out).

    An entry that is not possible where it stands does not count; :func:`refusals` names it.
    """
    return _replayed(writer, log, backup)[0]


def refusals(
    writer: str, log: Sequence[LogEntry], backup: bool = False
) -> tuple[tuple[LogEntry, str], ...]:
    """The entries of *writer* that do not count, each with the reason."""
    return _replayed(writer, log, backup)[1]


def refusal(now: Standing, entry: LogEntry) -> str:
    """Why *entry* cannot follow on *now*; empty when it can."""
    if entry.event is Event.UNDONE:
        return "" if now.history else "there is nothing to undo"
    if now.stage not in MOVES[entry.event].needs:
        return _why_not(now, entry.event)
    last = now.history[-1].on if now.history else None
    if last and entry.on < last and entry.event not in _FREE:
        return f"it is dated {entry.on}, before what came last ({now.history[-1].event}, {last})"
    return ""


_FREE = frozenset({Event.INTRODUCED, Event.FEEDBACK_ASKED, Event.GOALS_SHARED, Event.CHECKED})
"""What may be written down later than it happened, since nothing follows from it."""


def _why_not(now: Standing, event: Event) -> str:
    if now.stage in (Stage.DECLINED, Stage.WITHDRAWN):
        return f"this letter was {now.stage}; `reopened` takes it up again"
    if now.stage is Stage.UPLOADED:
        return "the letter is uploaded already; `update_requested` asks for a new version"
    if MOVES[event].needs == _IN:
        return "the letter is not uploaded yet"
    if now.stage in _BEFORE:
        return "they have not been asked"
    if now.stage in _PENDING and event is Event.REMINDED:
        return "they have not agreed yet"
    return f"the letter is {_said(now.stage)} already"


def _said(stage: Stage) -> str:
    words = {
        Stage.PACKET_SENT: "agreed",
        Stage.UPDATE_REQUESTED: "asked for anew",
        Stage.WANTS_DRAFT: "being answered (they want a draft)",
        Stage.BACKUP: "in reserve",
    }
    return words.get(stage, str(stage))


def _replayed(
    writer: str, log: Sequence[LogEntry], backup: bool
) -> tuple[Standing, tuple[tuple[LogEntry, str], ...]]:
    start = Standing(writer, Stage.BACKUP if backup else Stage.IDENTIFIED)
    states, refused = [start], []
    for entry in log:
        if entry.writer != writer:
            continue
        why = refusal(states[-1], entry)
        if why:
            refused.append((entry, why))
        elif entry.event is Event.UNDONE:
            states.pop()
        else:
            states.append(_after(states[-1], entry))
    return states[-1], tuple(refused)


def _after(now: Standing, entry: LogEntry) -> Standing:
    move = MOVES[entry.event]
    changes: dict[str, Any] = {"history": (*now.history, entry)}
    if move.leads:
        changes["stage"] = move.leads
    if move.field:
        changes[move.field] = entry.on
    if entry.event is Event.AGREED:
        changes["agreed_by"] = entry.by or now.agreed_by
    elif entry.event in (Event.ASKED, Event.UPDATE_REQUESTED):
        changes |= {"asked_how": entry.how, "followed_up": None}
    elif entry.event is Event.REMINDED:
        changes["reminded"] = (*now.reminded, entry.on)
    elif entry.event is Event.CHECKED:
        changes["checked"] = (*now.checked, entry.on)
    if entry.event is Event.UPDATE_REQUESTED:
        changes |= _UNSENT
    after = replace(now, **changes)
    sent = after.packet_sent and after.stage is Stage.AGREED
    return replace(after, stage=Stage.PACKET_SENT) if sent else after


_UNSENT: Mapping[str, Any] = {
    "agreed": None, "agreed_by": None, "packet_sent": None, "reminded": (), "uploaded": None,
    "thanked": None, "card_sent": None,
}  # fmt: skip
"""What starts again when a new version is asked for."""
