"""``lorpack.yaml``: how this application is built. Every key is optional."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import BaseModel, Field

from lorpack.profiles.fields import Count, Day, File, Line, Model, Offset, Text, Truth


class Paper(StrEnum):
    """The paper a packet is laid out for."""

    LETTER = "letter"
    A4 = "a4"


class Theme(StrEnum):
    """The look of a packet: serif or sans."""

    CLASSIC = "classic"
    CLEAR = "clear"


class Sections(Model):
    """Which optional sections are wanted; a section without content never appears."""

    submit: Truth = Field(True, description="how to submit, for the portal")
    reminder: Truth = Field(True, description="reminder sheet")
    brag: Truth = Field(True, description="brag sheet: points by trait or form heading")
    goals: Truth = True
    statement: Truth = True
    programs: Truth = True
    cv: Truth = True
    request_form: Truth = True
    documents: Truth = True
    guide: Truth | None = Field(
        None,
        description="what a US or Canadian letter shows; by default for writers from abroad and in practice",
    )


class WriterOverrides(Model):
    """Settings that differ for one writer."""

    paper: Paper | None = None
    theme: Theme | None = None
    sections: Sections | None = None


class Ignored(Model):
    """A finding you looked at and decided to live with."""

    code: Line = Field(pattern=r"^LOR[0-9]{3}$")
    reason: Text
    file: Line | None = Field(None, description="only in this file")

    @property
    def is_about_privacy(self) -> bool:
        """Whether it goes on record in the manifest, with its reason."""
        return self.code.startswith("LOR6")


class Preset(StrEnum):
    """Named reminder policies, for where advisers disagree (DOMAIN.md A11, D1 to D6)."""

    BALANCED = "balanced"
    GENTLE = "gentle"
    TWO_WEEKS_ONE_WEEK = "two_weeks_one_week"
    AGREED_DATE = "agreed_date"
    PERSISTENT = "persistent"


class Anchor(StrEnum):
    """The date that reminders are counted from."""

    AGREED = "agreed"
    WANTED = "wanted"
    DEADLINE = "deadline"


class Quiet(Model):
    """Days on which nobody is written to."""

    start: Day
    end: Day
    why: Line | None = None


class Reminders(Model):
    """When one asks, follows up and reminds. What is left out comes from the preset.

    *offsets* are days relative to the anchor: -14 is two weeks before it.
    """

    preset: Preset = Preset.BALANCED
    ideal_weeks: Count | None = Field(None, ge=1, le=52, description="ask this long before")
    min_weeks: Count | None = Field(None, ge=1, le=52, description="later than this is short")
    hard_min_weeks: Count | None = Field(None, ge=0, le=52, description="later is a favour")
    anchor: Anchor | None = None
    offsets: tuple[Offset, ...] | None = Field(None, max_length=6, description="as [-14, -7]")
    max_reminders: Count | None = Field(None, ge=0, le=6)
    overdue_days: Count | None = Field(None, ge=0, le=60, description="0: no overdue reminder")
    no_reply_days: Count | None = Field(None, ge=3, le=30)
    check_portal_days: Count | None = Field(None, ge=0, le=60, description="0: not at all")
    weekends: Truth | None = Field(None, description="false: nothing is due at a weekend")
    july: Truth | None = Field(None, description="false: nothing is due around 1 July")
    quiet: tuple[Quiet, ...] = Field((), max_length=20)


class AttachOn(StrEnum):
    """Which message carries the packet: after the yes, the request itself, or both."""

    YES = "yes"
    REQUEST = "request"
    BOTH = "both"


class Mail(Model):
    """How drafts are made."""

    attach_on: AttachOn = AttachOn.YES
    limit_mb: Count = Field(20, ge=1, le=200, description="bigger attachments are a finding")


class Settings(Model):
    """Settings of one application."""

    paper: Paper = Paper.LETTER
    theme: Theme = Theme.CLASSIC
    language: Line = Field("en", pattern="^en$", description="only English so far")
    photo: Truth = True
    page_budget: Count = Field(4, ge=1, le=50, description="generated pages before a warning")
    fonts: tuple[File, ...] = Field((), description="your own font files, for other scripts")
    sections: Sections = Field(default_factory=lambda: Sections())
    writers: dict[str, WriterOverrides] = Field(default_factory=dict)
    reminders: Reminders = Field(default_factory=lambda: Reminders())
    mail: Mail = Field(default_factory=lambda: Mail())
    ignore: tuple[Ignored, ...] = ()


M = TypeVar("M", bound=BaseModel)


def merged(own: M, shared: M) -> M:
    """What *own* says, and where it says nothing, what *shared* says.

    Groups of settings are merged key by key, and so are the entries for single writers; what is
    ignored is so by either.
    """
    update: dict[str, Any] = {}
    for name in own.model_fields_set & shared.model_fields_set:
        ours, theirs = getattr(own, name), getattr(shared, name)
        if isinstance(ours, BaseModel) and isinstance(theirs, BaseModel):
            update[name] = merged(ours, theirs)
        elif isinstance(ours, Mapping):
            both = {key: merged(ours[key], theirs[key]) for key in ours.keys() & theirs.keys()}
            update[name] = {**theirs, **ours, **both}
        elif name == "ignore":
            update[name] = (*theirs, *ours)
    for name in own.model_fields_set - update.keys():
        update[name] = getattr(own, name)
    return shared.model_copy(update=update)
