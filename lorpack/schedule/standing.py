"""Where a letter stands, by the log: which moves are possible, and what they lead to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from lorpack.profiles.application import Application, LetterWriter
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

    The dates are of the request that is under way: `reopened` and `update_requested` begin a
    new one. *asked* is the day of the request, or of the request for an update; *agreed* the
    day of the yes (not moved by a later `by`). *reminded* and *checked* hold every such day in
    order. *history* are all entries that count (those undone are left out).
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

    @property
    def is_by_profile(self) -> bool:
        """Whether only the profile tells of the yes, so that the log may still tell it from the ask."""
        return self.stage is Stage.AGREED and not (self.asked or self.agreed)

    @property
    def request(self) -> tuple[LogEntry, ...]:
        """The entries of the request that is under way, from the one that began it."""
        begun = [at for at, entry in enumerate(self.history) if entry.event in _BEGINS]
        return self.history[begun[-1] :] if begun else self.history


@dataclass(frozen=True)
class Move:
    """From which stages an event is possible, and to which it leads (None: it stays there).

    *after* are the events it follows on: it cannot be dated before the one of this request.
    """

    stages: frozenset[Stage]
    leads: Stage | None = None
    after: frozenset[Event] = frozenset()


@dataclass(frozen=True)
class Refusal:
    """Why an entry is not possible, and how to put it right."""

    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.reason}; {self.remedy}"


_NEW = frozenset({Stage.IDENTIFIED, Stage.BACKUP})
_WAITING = frozenset({Stage.ASKED, Stage.UPDATE_REQUESTED})
_PROMISED = frozenset({Stage.AGREED, Stage.PACKET_SENT})
_OPEN = _WAITING | _PROMISED | {Stage.HESITANT, Stage.WANTS_DRAFT}
_IN = frozenset({Stage.UPLOADED})
_CLOSED = frozenset({Stage.DECLINED, Stage.WITHDRAWN})

_ASK = frozenset({Event.ASKED, Event.UPDATE_REQUESTED})
_NO = frozenset({Event.HESITANT, Event.DECLINED, Event.WITHDRAWN})
_BEGINS = _ASK | {Event.REOPENED}


def _answer(stage: Stage) -> Move:
    return Move(_OPEN - {stage}, stage, _ASK)


_AFTERWARDS = Move(_IN, None, frozenset({Event.UPLOADED}))

MOVES: Mapping[Event, Move] = MappingProxyType(
    {
        Event.INTRODUCED: Move(frozenset(Stage) - _CLOSED),
        Event.FEEDBACK_ASKED: Move(frozenset(Stage) - _CLOSED),
        Event.GOALS_SHARED: Move(frozenset(Stage) - _CLOSED),
        Event.BACKUP: Move(frozenset({Stage.IDENTIFIED}), Stage.BACKUP),
        Event.ASKED: Move(_NEW, Stage.ASKED, frozenset({Event.REOPENED})),
        Event.UPDATE_REQUESTED: Move(
            _NEW | _IN, Stage.UPDATE_REQUESTED, frozenset({Event.UPLOADED, Event.REOPENED})
        ),
        Event.FOLLOWED_UP: Move(_WAITING, None, _ASK),
        Event.AGREED: Move(_OPEN, Stage.AGREED, _ASK),
        Event.HESITANT: _answer(Stage.HESITANT),
        Event.WANTS_DRAFT: _answer(Stage.WANTS_DRAFT),
        Event.DECLINED: _answer(Stage.DECLINED),
        Event.ANSWERED: Move(
            frozenset({Stage.HESITANT, Stage.WANTS_DRAFT, Stage.DECLINED}), None, _ASK
        ),
        Event.PACKET_SENT: Move(_OPEN - {Stage.HESITANT}, None, _ASK),
        Event.REMINDED: Move(_PROMISED, None, frozenset({Event.AGREED})),
        Event.CHECKED: Move(_OPEN | _IN, None, _ASK),
        Event.UPLOADED: Move(_OPEN, Stage.UPLOADED, _ASK),
        Event.THANKED: _AFTERWARDS,
        Event.CARD_SENT: _AFTERWARDS,
        Event.ASSIGNED: _AFTERWARDS,
        Event.INTERVIEWS_TOLD: _AFTERWARDS,
        Event.MATCH_TOLD: _AFTERWARDS,
        Event.MILESTONE_TOLD: _AFTERWARDS,
        Event.WITHDRAWN: Move(_NEW | _OPEN, Stage.WITHDRAWN, _ASK),
        Event.REOPENED: Move(_CLOSED | {Stage.HESITANT, Stage.BACKUP}, Stage.IDENTIFIED, _NO),
    }
)
"""Every event but `undone`, which is possible whenever something counts (DOMAIN.md A8, 165).

A letter is PACKET_SENT when it is agreed and the packet is with the writer, in either order.
"""

_DAYS = frozenset({
    Event.INTRODUCED, Event.FEEDBACK_ASKED, Event.GOALS_SHARED, Event.ASKED, Event.FOLLOWED_UP,
    Event.PACKET_SENT, Event.UPLOADED, Event.THANKED, Event.CARD_SENT, Event.ASSIGNED,
    Event.INTERVIEWS_TOLD, Event.MATCH_TOLD, Event.MILESTONE_TOLD,
})  # fmt: skip


def standing_of(application: Application, writer: LetterWriter) -> Standing:
    """Where the letter of *writer* stands, by the profile and the log."""
    profile = writer.profile
    return standing(writer.id, application.log, profile.backup, profile.letter.agreed_by)


def in_reserve(application: Application) -> Iterator[LetterWriter]:
    """The letter writers who are kept in reserve, by the profile and the log."""
    for writer in application.writers:
        if standing_of(application, writer).stage is Stage.BACKUP:
            yield writer


def standing(
    writer: str, log: Sequence[LogEntry], backup: bool = False, promised: date | None = None
) -> Standing:
    """Where the letter of *writer* stands after *log* (entries of other writers are left out).

    With *backup* it starts in reserve, and with *promised* (``agreed_by`` in the profile) with a
    yes. Entries that :func:`refusal` refuses do not count.
    """
    return _fold(writer, log, backup, promised)[0]


def refusals(
    writer: str, log: Sequence[LogEntry], backup: bool = False, promised: date | None = None
) -> tuple[tuple[LogEntry, Refusal], ...]:
    """The entries of *writer* in *log* that do not count, each with the reason."""
    return _fold(writer, log, backup, promised)[1]


def _fold(
    writer: str, log: Sequence[LogEntry], backup: bool, promised: date | None
) -> tuple[Standing, tuple[tuple[LogEntry, Refusal], ...]]:
    first = Stage.AGREED if promised else Stage.BACKUP if backup else Stage.IDENTIFIED
    past = [Standing(writer, first, agreed_by=promised)]
    wrong = []
    for entry in log:
        if entry.writer != writer:
            continue
        if no := refusal(past[-1], entry):
            wrong.append((entry, no))
        elif entry.event is Event.UNDONE:
            past.pop()
        else:
            past.append(_moved(past[-1], entry))
    return past[-1], tuple(wrong)


def _moved(now: Standing, entry: LogEntry) -> Standing:
    """*now* after *entry*, which is possible."""
    event = entry.event
    if event in _BEGINS:
        now = Standing(
            now.writer, now.stage, now.introduced, now.feedback_asked, now.goals_shared,
            agreed_by=now.agreed_by if now.is_by_profile else None, history=now.history,
        )  # fmt: skip
    changes: dict[str, Any] = {"history": (*now.history, entry)}
    if event in _DAYS:
        changes[event] = entry.on
    if event in _ASK:
        changes |= {"asked": entry.on, "asked_how": entry.how}
    elif event is Event.AGREED:
        again = now.stage in _PROMISED
        changes |= {
            "agreed": (now.agreed if again else None) or entry.on,
            "agreed_by": entry.by or now.agreed_by,
        }
    elif event in (Event.REMINDED, Event.CHECKED):
        # A second entry of a day tells more of the first one.
        changes[event] = tuple(dict.fromkeys((*getattr(now, event), entry.on)))
    after = replace(now, stage=MOVES[event].leads or now.stage, **changes)
    if after.stage is Stage.AGREED and after.packet_sent:
        return replace(after, stage=Stage.PACKET_SENT)
    return after


def refusal(now: Standing, entry: LogEntry) -> Refusal | None:
    """Why *entry* is not possible where the letter stands *now*; None when it is."""
    if entry.event is Event.UNDONE:
        if now.history:
            return None
        return Refusal(f"nothing is recorded for {now.writer} that could be undone", "leave it out")
    move = MOVES[entry.event]
    if now.stage not in move.stages and not (now.is_by_profile and _NEW & move.stages):
        reason = f"`{entry.event}` is not possible: {now.writer} {in_words(now)}"
        return Refusal(reason, _remedy(now.stage, entry.event))
    first = _followed(now, move)
    if first and entry.on < first.on:
        reason = f"`{entry.event}` on {entry.on} would be before `{first.event}` on {first.on}"
        return Refusal(reason, "correct one of the two days")
    return None


def _followed(now: Standing, move: Move) -> LogEntry | None:
    """The first entry of this request that *move* follows on."""
    return next((entry for entry in now.request if entry.event in move.after), None)


_WORDS: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.IDENTIFIED: "has not been asked yet",
        Stage.BACKUP: "is kept in reserve and has not been asked",
        Stage.ASKED: "has been asked and has not answered",
        Stage.UPDATE_REQUESTED: "has been asked for an update and has not answered",
        Stage.HESITANT: "hesitated",
        Stage.WANTS_DRAFT: "wants a draft",
        Stage.AGREED: "has agreed",
        Stage.PACKET_SENT: "has agreed and has the packet",
        Stage.UPLOADED: "has uploaded the letter",
        Stage.DECLINED: "has declined",
        Stage.WITHDRAWN: "is no longer asked",
    }
)


def in_words(now: Standing) -> str:
    """The stage, to be read after the writer's name: ``has agreed (agreed on 2027-06-05)``."""
    led = next((one for one in reversed(now.history) if MOVES[one.event].leads), None)
    return _WORDS[now.stage] + (f" ({led.event} on {led.on})" if led else "")


def repeats(now: Standing, entry: LogEntry) -> bool:
    """Whether *entry* says only what is recorded: this event on this day, and nothing new."""
    if not any(_says(one, entry) for one in now.history):
        return False
    if entry.event in (Event.REMINDED, Event.CHECKED) or refusal(now, entry):
        return True
    return replace(_moved(now, entry), history=now.history) == now


def _says(one: LogEntry, entry: LogEntry) -> bool:
    """Whether *one* holds all that *entry* does."""
    return (
        (one.event, one.on) == (entry.event, entry.on)
        and entry.by in (None, one.by)
        and entry.how in (None, one.how)
        and entry.note in ("", one.note)
    )


def _remedy(stage: Stage, event: Event) -> str:
    """How one gets from *stage* to where *event* is possible."""
    move = MOVES[event]
    if event is Event.ASKED and stage in _WAITING:
        return "a second message is `followed_up`"
    if event is Event.FOLLOWED_UP and stage in _PROMISED:
        return "a message after the yes is `reminded`"
    if move.leads is stage:
        return "it is recorded already"
    if stage in _CLOSED:
        return "`reopened` takes the letter up again"
    if stage in _IN and event in _AGAIN:
        return "a new version is `update_requested`"
    if missing := _missing(stage, move.stages):
        listed = ", then ".join(f"`{one}`" for one in missing)
        return f"{listed} {'comes' if len(missing) == 1 else 'come'} first"
    return "leave it out"


_AGAIN = _ASK | {Event.FOLLOWED_UP, Event.AGREED, Event.PACKET_SENT, Event.REMINDED}
_ONWARD = (Event.ASKED, Event.AGREED, Event.UPLOADED, Event.REOPENED)


def _missing(stage: Stage, wanted: frozenset[Stage]) -> tuple[Event, ...]:
    """The fewest of the usual events that lead from *stage* to one that is *wanted*."""
    ways: list[tuple[Stage, tuple[Event, ...]]] = [(stage, ())]
    for here, way in ways:
        for event in _ONWARD:
            leads = MOVES[event].leads
            if here not in MOVES[event].stages or leads is None or event in way:
                continue
            if leads in wanted:
                return (*way, event)
            ways.append((leads, (*way, event)))
    return ()
