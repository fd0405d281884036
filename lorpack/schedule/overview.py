"""One application at a glance: its letters, their dates and what to do. Plain values only.

Nothing here needs the profiles, so that an overview that was kept is shown without reading them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lorpack.schedule.moments import Due, Moment


class Urgency(StrEnum):
    """When something is to be done; in the order in which it is shown."""

    LATE = "late"
    TODAY = "today"
    WEEK = "this week"


@dataclass(frozen=True)
class Task:
    """One thing to do, or a date to know (then there is no *event*).

    *day* is when to do it, *planned* when it was due. *event* is what `lorpack track` records
    when it is done; empty when nothing needs recording. *messages* are the kinds of message for
    it (`lorpack messages -k`), to the letter writer *to*.
    """

    urgency: Urgency
    day: date
    planned: date
    writer: str
    moment: Moment
    number: int
    what: str
    event: str = ""
    messages: tuple[str, ...] = ()
    to: str = ""


@dataclass(frozen=True)
class Letter:
    """Where one letter stands: *words* say it with the days that have passed.

    *next* is what comes next in words, *next_step* the same in one or two.
    """

    writer: str
    name: str
    stage: str
    words: str
    asked: date | None
    agreed_by: date | None
    deadline: date | None
    uploaded: date | None
    next: str
    next_step: str
    next_on: date | None
    dues: tuple[Due, ...] = ()


@dataclass(frozen=True)
class Overview:
    """One application on one day.

    *missing* are the dates to ask for, *broken* the writers whose files have errors, and
    *errors* how many errors the files have, *unread* how many of them say that something cannot be
    read. Without *letters* and with errors, the applicant's
    own file could not be used. *entries* counts the lines of the log, *last_entry* is the latest
    day in it; *log_is_read* is False when what happened so far is not known.
    """

    id: str
    applicant: str
    letters: tuple[Letter, ...] = ()
    tasks: tuple[Task, ...] = ()
    missing: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    errors: int = 0
    unread: int = 0
    entries: int = 0
    last_entry: date | None = None
    log_is_read: bool = True
