"""Which variant of a message fits a letter writer, and why."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lorpack.letters import is_from_abroad, is_standardized, site_of
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.progress import How
from lorpack.profiles.writer import Activity, Project, Relationship, Rotation, Writer
from lorpack.schedule.policy import policy_of
from lorpack.schedule.standing import Standing

MONTHS_LATER = timedelta(days=60)
"""After this long a writer needs to be told again who one is."""


class Variant(StrEnum):
    """How an ask is put, by what is asked for and what the writer saw."""

    UPDATE = "update"
    EVALUATION = "evaluation"
    HOME = "home"
    RESEARCH = "research"
    MENTOR = "mentor"
    CLINICAL = "clinical"


class Circumstance(StrEnum):
    """What else changes the words, whatever the variant."""

    REFEREE = "referee"
    CO_SIGNED = "co-signed"
    MONTHS_LATER = "months later"
    SHORT_NOTICE = "short notice"
    BY_VIDEO = "by video"


@dataclass(frozen=True)
class Choice:
    """The variant and the circumstances, and the reasons for them in words."""

    variant: Variant
    circumstances: tuple[Circumstance, ...]
    reasons: tuple[str, ...]

    def has(self, circumstance: Circumstance) -> bool:
        """Whether *circumstance* holds."""
        return circumstance in self.circumstances

    @property
    def title(self) -> str:
        """``clinical, months later``."""
        return ", ".join((self.variant, *self.circumstances))

    @property
    def reason(self) -> str:
        """The reasons in one line."""
        return "; ".join(self.reasons)


def choose(
    application: Application, writer: LetterWriter, standing: Standing, today: date
) -> Choice:
    """The variant for *writer* on the day *today*, with its reasons."""
    variant, reason = _variant(application, writer)
    also = _circumstances(application, writer, standing, today)
    return Choice(variant, tuple(also), (reason, *also.values()))


def _variant(application: Application, writer: LetterWriter) -> tuple[Variant, str]:
    profile = writer.profile
    if profile.letter.new_version:
        return Variant.UPDATE, "they wrote before, and a new version is asked"
    if is_standardized(writer):
        return Variant.EVALUATION, "a standardized letter evaluates, so nothing “strong” is asked"
    if is_from_abroad(application, writer):
        return Variant.HOME, "works in another country, and may not know what such a letter shows"
    if profile.projects and not profile.rotations:
        return Variant.RESEARCH, "projects and no rotations: a research letter"
    if profile.activities and Relationship.CLINICAL not in profile.relationship:
        return Variant.MENTOR, "work together outside rotations"
    return Variant.CLINICAL, "a clinical narrative letter"


def _circumstances(
    application: Application, writer: LetterWriter, standing: Standing, today: date
) -> dict[Circumstance, str]:
    found = {}
    site, signer = site_of(application, writer), writer.profile.co_signer
    if site.writer_word == "referee":
        found[Circumstance.REFEREE] = f"{site.system} has referees and references"
    if signer:
        found[Circumstance.CO_SIGNED] = f"{signer.name.salutation} signs as well"
    ended = last_day_together(writer.profile)
    if ended and today - ended > MONTHS_LATER:
        days = (today - ended).days
        found[Circumstance.MONTHS_LATER] = f"you last worked together {days} days ago"
    # Who is asked later than the date that was wished for has until the last one.
    wanted, last = ahead(wanted_date(application, writer), today), last_date(application, writer)
    weeks, aim = policy_of(application.settings.reminders).min_weeks, wanted or last
    if aim and aim - today < timedelta(weeks=weeks):
        what = "the date you want it by" if wanted else "the deadline"
        found[Circumstance.SHORT_NOTICE] = f"less than {weeks} weeks to {what}"
    if standing.asked_how is How.VIDEO:
        found[Circumstance.BY_VIDEO] = "the log says that you asked by video"
    return found


def last_day_together(profile: Writer) -> date | None:
    """The latest end of what they did together; None while something goes on or has no dates."""
    stretches: list[Rotation | Project | Activity] = []
    stretches += (*profile.rotations, *profile.projects, *profile.activities)
    ends = [_last_day(stretch) for stretch in stretches if stretch.start or stretch.end]
    return None if None in ends else max((end for end in ends if end), default=None)


def _last_day(stretch: Rotation | Project | Activity) -> date | None:
    if isinstance(stretch, Rotation):
        return stretch.last_day
    return stretch.end.last_day if stretch.end else None


def wanted_date(application: Application, writer: LetterWriter) -> date | None:
    """The day for which the letter is wished: the letter's own, else the target's."""
    return writer.profile.letter.wanted_by or application.target_of(writer).letters_by


def last_date(application: Application, writer: LetterWriter) -> date | None:
    """The last possible day: the letter's own deadline, else the target's."""
    return writer.profile.letter.deadline or application.target_of(writer).deadline


def ahead(day: date | None, today: date) -> date | None:
    """*day*, while it is still to come."""
    return day if day and day > today else None
