"""The dates that are known about one letter, each with the words for where it comes from."""

from dataclasses import dataclass
from datetime import date

from lorpack.dates import PartialDate, short_date
from lorpack.letters import is_by_targets_portal
from lorpack.portals import portal
from lorpack.portals.model import SeasonKind
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.settings import Anchor
from lorpack.schedule.standing import Standing


@dataclass(frozen=True)
class Dated:
    """A day, what it is, and whether it is only *about* then (a month was given)."""

    on: date
    what: str
    about: bool = False

    def __str__(self) -> str:
        return f"{self.what}, {'about ' if self.about else ''}{short_date(self.on)}"


@dataclass(frozen=True)
class Known:
    """What is known of one letter's dates; None is what nobody has said."""

    start: Dated | None
    end: Dated | None
    wanted: Dated | None
    agreed: Dated | None
    deadline: Dated | None
    opens: Dated | None
    review: Dated | None
    match: Dated | None
    graduation: Dated | None

    def anchor(self, first: Anchor) -> Dated | None:
        """The date that reminders are counted from: the one of *first*, else the next best."""
        by_name = {
            Anchor.AGREED: self.agreed,
            Anchor.WANTED: self.wanted,
            Anchor.DEADLINE: self.deadline,
        }
        return by_name[first] or next((one for one in by_name.values() if one), None)


def known(application: Application, writer: LetterWriter, standing: Standing) -> Known:
    """Everything that the profiles, the log and the portal's verified dates say."""
    letter, target = writer.profile.letter, application.target_of(writer)
    start, end = _rotation(writer)
    return Known(
        start=start,
        end=end,
        wanted=_day(letter.wanted_by or target.letters_by, "the day you want it"),
        agreed=_day(standing.agreed_by, "the day they named"),
        deadline=_day(letter.deadline or target.deadline, "the deadline"),
        opens=_season(application, writer, target.portal_opens, "opens", "the portal opens"),
        review=_season(
            application, writer, target.programs_review, "programs_review", "programs start to read"
        ),
        match=_day(target.match_day, "match day"),
        graduation=_last(application.applicant.school.graduation, "your graduation"),
    )


def missing(application: Application, writer: LetterWriter, dates: Known) -> tuple[str, ...]:
    """What *dates* lack that the timeline needs, as what to fill in where."""
    letter, target = writer.profile.letter, application.target_of(writer)
    key = f"targets[{application.applicant.targets.index(target)}]"
    asked: list[str] = []
    if not dates.deadline:
        asked.append(f"the portal's deadline for letters: {key}.deadline")
    if not dates.wanted:
        asked.append(f"the day you want the letter, 1 or 2 weeks earlier: {key}.letters_by")
    site = portal(letter.portal or target.portal, application.folder)
    if site and site.system and is_by_targets_portal(application, writer):
        if not dates.opens:
            asked.append(f"the day on which requests can be made: {key}.portal_opens")
        if not dates.review:
            asked.append(f"the day on which programs start to read: {key}.programs_review")
    if not dates.match:
        asked.append(f"the day on which you learn where you matched: {key}.match_day")
    return tuple(asked)


def _day(on: date | None, what: str) -> Dated | None:
    return Dated(on, what) if on else None


def _season(
    application: Application, writer: LetterWriter, own: date | None, kind: SeasonKind, what: str
) -> Dated | None:
    """The applicant's own date, else the verified one of the portal."""
    target, name = application.target_of(writer), writer.profile.letter.portal
    if own and is_by_targets_portal(application, writer):
        return Dated(own, what)
    site = portal(name or target.portal, application.folder)
    found = site.season_date(application.applicant.season, kind) if site else None
    return Dated(found.day, f"{what} (as of {found.as_of})") if found else None


def _rotation(writer: LetterWriter) -> tuple[Dated | None, Dated | None]:
    """The first and last day of the latest stretch under this writer."""
    latest = writer.profile.latest_rotation
    if not latest:
        return None, None
    start = _first(latest.start, "the rotation's first day")
    end = _last(latest.end, "the rotation's last day")
    if not end and latest.last_day:
        end = Dated(latest.last_day, "the rotation's end", True)
    return start, end


def _first(when: PartialDate | None, what: str) -> Dated | None:
    return Dated(when.first_day, what, not when.day) if when else None


def _last(when: PartialDate | None, what: str) -> Dated | None:
    return Dated(when.last_day, what, not when.day) if when else None
