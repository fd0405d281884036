"""Moments: what is due for a letter, on which day, and why then."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Moment(StrEnum):
    """What can be due. Those that go with a message name it in ``lorpack.messages``."""

    INTRODUCE = "introduce"
    ASK_FEEDBACK = "ask_feedback"
    SHARE_GOALS = "share_goals"
    ASK = "ask"
    FOLLOW_UP = "follow_up"
    FIND_BACKUP = "find_backup"
    ANSWER_HESITATION = "answer_hesitation"
    ANSWER_DECLINE = "answer_decline"
    ANSWER_DRAFT = "answer_draft"
    SEND_PACKET = "send_packet"
    REMIND = "remind"
    CHECK_PORTAL = "check_portal"
    WANTED = "wanted"
    AGREED = "agreed"
    OVERDUE = "overdue"
    FINAL_CHECK_IN = "final_check_in"
    DEADLINE = "deadline"
    THANK = "thank"
    SEND_CARD = "send_card"
    ASSIGN = "assign"
    TELL_INTERVIEWS = "tell_interviews"
    TELL_MATCH = "tell_match"
    TELL_MILESTONE = "tell_milestone"


@dataclass(frozen=True, order=True)
class Due:
    """One thing on the timeline of one letter.

    *planned* is the day before a quiet window moved it, None when it was not moved; *why* says
    where the day comes from and why it moved. *done* is the day the log says it was done.
    *number* counts repeated moments (reminder 1, 2) from 1.
    """

    on: date
    writer: str
    moment: Moment
    number: int = 1
    why: str = ""
    planned: date | None = None
    done: date | None = None

    @property
    def is_date(self) -> bool:
        """Whether it is a date to know (a deadline), and nothing to do."""
        return self.moment in (Moment.WANTED, Moment.AGREED, Moment.DEADLINE)
