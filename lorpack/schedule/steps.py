"""What each moment means, in words, and which event of the log records it.

Events are written as in the log, so that this needs nothing but the standard library.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lorpack.schedule.moments import Moment


@dataclass(frozen=True)
class Step:
    """What is done at a moment, and the event that records it (empty when none does).

    *short* is one or two words for a narrow table; the moment's own name when empty.
    """

    what: str
    event: str = ""
    short: str = ""

    def named(self, name: str) -> str:
        """What is done, in words; *name* is how one addresses the writer."""
        return self.what.format(name=name)


def short(moment: Moment) -> str:
    """What is done at *moment*, in a word or two."""
    return STEPS[moment].short or moment.replace("_", " ")


STEPS: Mapping[Moment, Step] = MappingProxyType(
    {
        Moment.INTRODUCE: Step("introduce yourself to {name}", "introduced"),
        Moment.ASK_FEEDBACK: Step("ask {name} for feedback", "feedback_asked", "feedback"),
        Moment.SHARE_GOALS: Step("tell {name} about your goals", "goals_shared", "goals"),
        Moment.ASK: Step("ask {name} for the letter", "asked"),
        Moment.FOLLOW_UP: Step("follow up your request to {name}", "followed_up"),
        Moment.FIND_BACKUP: Step("ask another writer in place of {name}", "", "backup"),
        Moment.ANSWER_HESITATION: Step("answer the hesitation of {name}", "answered", "answer"),
        Moment.ANSWER_DECLINE: Step("answer the decline of {name}", "answered", "answer"),
        Moment.ANSWER_DRAFT: Step("answer the wish of {name} for a draft", "answered", "answer"),
        Moment.SEND_PACKET: Step("send {name} the packet", "packet_sent", "packet"),
        Moment.REMIND: Step("remind {name} of the letter", "reminded"),
        Moment.CHECK_PORTAL: Step(
            "look whether the letter of {name} is in the portal", "checked", "look"
        ),
        Moment.WANTED: Step("the day by which you want the letter of {name}"),
        Moment.AGREED: Step("the day for which {name} promised the letter"),
        Moment.OVERDUE: Step("write to {name} about the overdue letter", "reminded"),
        Moment.FINAL_CHECK_IN: Step(
            "check in with {name} before the deadline", "reminded", "check in"
        ),
        Moment.DEADLINE: Step("the deadline for the letter of {name}"),
        Moment.THANK: Step("thank {name} for the letter", "thanked"),
        Moment.SEND_CARD: Step("send {name} a card", "card_sent", "card"),
        Moment.ASSIGN: Step("assign the letter of {name} to programs", "assigned"),
        Moment.TELL_INTERVIEWS: Step(
            "tell {name} about your interviews", "interviews_told", "interviews"
        ),
        Moment.TELL_MATCH: Step("tell {name} where you matched", "match_told", "match"),
        Moment.TELL_MILESTONE: Step("tell {name} how it went on", "milestone_told", "milestone"),
    }
)
