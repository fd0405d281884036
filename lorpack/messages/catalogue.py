"""The catalogue: every message, script and card in the life of a letter (DOMAIN.md A3, 52 to 83)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from lorpack.schedule.moments import Moment


class Kind(StrEnum):
    """Every message, in the order of a season."""

    INTRODUCTION = "introduction"
    FEEDBACK_QUESTIONS = "feedback_questions"
    GOALS = "goals"
    ASK_IN_PERSON = "ask_in_person"
    REQUEST = "request"
    UPDATE_REQUEST = "update_request"
    SECOND_VERSION = "second_version"
    BACKUP_REQUEST = "backup_request"
    FOLLOW_UP = "follow_up"
    REPLY_HESITANT = "reply_hesitant"
    REPLY_DECLINED = "reply_declined"
    REPLY_DRAFT = "reply_draft"
    AFTER_YES_IN_PERSON = "after_yes_in_person"
    PACKET = "packet"
    ASSISTANT_NOTE = "assistant_note"
    REMINDER = "reminder"
    FINAL_REMINDER = "final_reminder"
    OVERDUE = "overdue"
    FINAL_CHECK_IN = "final_check_in"
    THANKS = "thanks"
    THANKS_CARD = "thanks_card"
    INTERVIEW_UPDATE = "interview_update"
    MATCH_UPDATE = "match_update"
    MILESTONE_UPDATE = "milestone_update"


class Form(StrEnum):
    """How a message reaches the writer."""

    EMAIL = "email"
    SCRIPT = "script"
    CARD = "card"


@dataclass(frozen=True)
class Entry:
    """One kind: its *form*, the *moment* it belongs to, and *when* it is used, in one line.

    *packet* says that it carries the packet (``attach_on`` may move that for an ask), *asks*
    that a letter is asked for in it, *to_add* what only the applicant can add before sending.
    """

    kind: Kind
    form: Form
    moment: Moment
    when: str
    packet: bool = False
    asks: bool = False
    to_add: str = ""

    @property
    def stem(self) -> str:
        """The name of its files without suffix, as ``05-request``: the order, and the kind."""
        return f"{list(Kind).index(self.kind) + 1:02d}-{self.kind}"

    @property
    def template(self) -> str:
        """The name of its template."""
        return f"messages/{self.kind}.txt.j2"


_EMAIL, _SCRIPT, _CARD = Form.EMAIL, Form.SCRIPT, Form.CARD

_ENTRIES = (
    Entry(Kind.INTRODUCTION, _SCRIPT, Moment.INTRODUCE, "said on day one or two, long before any ask"),
    Entry(
        Kind.FEEDBACK_QUESTIONS, _EMAIL, Moment.ASK_FEEDBACK,
        "midway, while there is time to act on the answer; it can be said as well",
    ),
    Entry(Kind.GOALS, _EMAIL, Moment.SHARE_GOALS, "before the ask, so that it is no surprise"),
    Entry(
        Kind.ASK_IN_PERSON, _SCRIPT, Moment.ASK,
        "said in private or on a video call, in the last week of the rotation", asks=True,
    ),
    Entry(Kind.REQUEST, _EMAIL, Moment.ASK, "the ask, when it cannot be put in person", asks=True),
    Entry(
        Kind.UPDATE_REQUEST, _EMAIL, Moment.ASK,
        "the ask, when they wrote in an earlier season", asks=True,
    ),
    Entry(
        Kind.SECOND_VERSION, _EMAIL, Moment.ASK,
        "after a yes, when you need a version for another specialty", asks=True,
    ),
    Entry(
        Kind.BACKUP_REQUEST, _EMAIL, Moment.FIND_BACKUP,
        "the ask, when another letter will not come", asks=True,
    ),
    Entry(Kind.FOLLOW_UP, _EMAIL, Moment.FOLLOW_UP, "once, when the ask got no answer"),
    Entry(
        Kind.REPLY_HESITANT, _EMAIL, Moment.ANSWER_HESITATION,
        "the answer to “I can write a standard letter”: you ask someone else",
    ),
    Entry(Kind.REPLY_DECLINED, _EMAIL, Moment.ANSWER_DECLINE, "the answer to a no"),
    Entry(
        Kind.REPLY_DRAFT, _EMAIL, Moment.ANSWER_DRAFT,
        "the answer to “draft it yourself”: facts, and never the letter", packet=True,
    ),
    Entry(
        Kind.AFTER_YES_IN_PERSON, _EMAIL, Moment.SEND_PACKET,
        "on the day of a yes that was spoken, with the packet", packet=True,
    ),
    Entry(
        Kind.PACKET, _EMAIL, Moment.SEND_PACKET,
        "on the day of a yes by email, with the packet", packet=True,
    ),
    Entry(
        Kind.ASSISTANT_NOTE, _EMAIL, Moment.SEND_PACKET,
        "to the writer’s assistant, after the yes and only if the writer likes it",
    ),
    Entry(Kind.REMINDER, _EMAIL, Moment.REMIND, "the first reminder, before the date", packet=True),
    Entry(
        Kind.FINAL_REMINDER, _EMAIL, Moment.REMIND, "the second and last reminder", packet=True
    ),
    Entry(Kind.OVERDUE, _EMAIL, Moment.OVERDUE, "a week after the date has passed", packet=True),
    Entry(
        Kind.FINAL_CHECK_IN, _EMAIL, Moment.FINAL_CHECK_IN,
        "shortly before the last possible date", packet=True,
    ),
    Entry(Kind.THANKS, _EMAIL, Moment.THANK, "when the portal shows that the letter is in"),
    Entry(Kind.THANKS_CARD, _CARD, Moment.SEND_CARD, "written by hand, after the letter is in"),
    Entry(
        Kind.INTERVIEW_UPDATE, _EMAIL, Moment.TELL_INTERVIEWS, "once, in interview season",
        to_add="where you are invited",
    ),
    Entry(
        Kind.MATCH_UPDATE, _EMAIL, Moment.TELL_MATCH, "after Match Day, whatever the result",
        to_add="the result: where you will train, or what you will do next",
    ),
    Entry(
        Kind.MILESTONE_UPDATE, _EMAIL, Moment.TELL_MILESTONE,
        "later, for a graduation, an award or a first position", to_add="what has happened",
    ),
)  # fmt: skip

CATALOGUE: Mapping[Kind, Entry] = MappingProxyType({entry.kind: entry for entry in _ENTRIES})
"""What is known about each kind."""
