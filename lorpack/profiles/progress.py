"""``progress.yaml``: what happened with each letter, one line an event, in the order written."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from lorpack.findings import Place
from lorpack.profiles.fields import Day, Id, Line, Model


class Event(StrEnum):
    """What can happen to a letter; `lorpack track WRITER EVENT` records it (DOMAIN.md A8, 165)."""

    INTRODUCED = "introduced"
    FEEDBACK_ASKED = "feedback_asked"
    GOALS_SHARED = "goals_shared"
    ASKED = "asked"
    FOLLOWED_UP = "followed_up"
    AGREED = "agreed"
    HESITANT = "hesitant"
    DECLINED = "declined"
    WANTS_DRAFT = "wants_draft"
    ANSWERED = "answered"
    PACKET_SENT = "packet_sent"
    REMINDED = "reminded"
    CHECKED = "checked"
    UPLOADED = "uploaded"
    THANKED = "thanked"
    CARD_SENT = "card_sent"
    ASSIGNED = "assigned"
    INTERVIEWS_TOLD = "interviews_told"
    MATCH_TOLD = "match_told"
    MILESTONE_TOLD = "milestone_told"
    UPDATE_REQUESTED = "update_requested"
    BACKUP = "backup"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    UNDONE = "undone"


class How(StrEnum):
    """How something was said."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    EMAIL = "email"


class Entry(Model):
    """One line of the log, as it is written."""

    on: Day = Field(description="the day it happened")
    writer: Id = Field(description="the letter writer's id")
    event: Event
    by: Day | None = Field(None, description="with `agreed`: the day the writer named")
    how: How | None = Field(None, description="with `asked`: in_person, video, phone or email")
    note: Line | None = None


@dataclass(frozen=True)
class LogEntry:
    """An entry and where it stands in ``progress.yaml``."""

    on: date
    writer: str
    event: Event
    place: Place
    by: date | None = None
    how: How | None = None
    note: str = ""
