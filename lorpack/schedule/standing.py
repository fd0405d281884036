"""Where a letter stands, by the log: which moves are possible, and what they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lorpack.profiles.progress import How, LogEntry


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


def standing(writer: str, log: Sequence[LogEntry], backup: bool = False) -> Standing:
    """Where the letter of *writer* stands after *log* (entries of other writers are left out)."""
    raise NotImplementedError
