"""Dates that leave too little time, have passed, or contradict themselves (DOMAIN.md A4; B9)."""

import re
from collections.abc import Iterator
from datetime import date

from lorpack.advice.located import in_profile
from lorpack.advice.statements import statements
from lorpack.advice.wording.texts import passages
from lorpack.dates import long_date, short_date
from lorpack.findings import Finding, Place, Severity
from lorpack.portals import portal
from lorpack.profiles.applicant import Target
from lorpack.profiles.application import Application, LetterWriter, Step
from lorpack.schedule.known import known
from lorpack.schedule.policy import policy_of
from lorpack.schedule.standing import Stage, Standing, standing_of

_NOT_ASKED = (Stage.IDENTIFIED,)
_UNDER_WAY = (*_NOT_ASKED, Stage.ASKED, Stage.UPDATE_REQUESTED, Stage.AGREED, Stage.PACKET_SENT)


def findings(application: Application, today: date | None = None) -> Iterator[Finding]:
    """What is wrong with the dates; without *today*, only what is wrong on any day."""
    for writer in application.writers:
        now = standing_of(application, writer)
        yield from _busy(application, writer)
        if today and now.stage in _UNDER_WAY:
            yield from _on(application, writer, now, today)
    for index, target in enumerate(application.applicant.targets):
        yield from _season(application, target, index, today)
    yield from _weekdays(application)


def _on(
    application: Application, writer: LetterWriter, now: Standing, today: date
) -> Iterator[Finding]:
    """On *today*, for a letter that is not in yet: the date has passed, or little time is left."""
    dates = known(application, writer, now)
    last = dates.deadline or dates.agreed or dates.wanted
    if last is None:
        return
    if last.on < today:
        message = f"{last.what} was {long_date(last.on)}, and no upload is recorded"
        hint = f"`lorpack track {writer.id} uploaded` when it is; else agree on a new date"
        yield _warning("LOR411", message, _date_of(application, writer), hint, writer.id)
        return
    policy, days = policy_of(application.settings.reminders), (last.on - today).days
    if now.stage not in _NOT_ASKED or days >= 7 * policy.min_weeks:
        return
    left = f"{_counted(days)} to {short_date(last.on)}, and {writer.profile.name.salutation} is not asked yet"
    if days >= 7 * policy.hard_min_weeks:
        hint = (
            f"ask now, in person if you can; {policy.min_weeks} weeks are the least that is usual"
        )
        yield _warning("LOR408", left, _date_of(application, writer), hint, writer.id)
    else:
        hint = "ask only someone who knows your work well, say that it is a favor, and have another name ready"
        yield _warning("LOR409", left, _date_of(application, writer), hint, writer.id)


def _counted(days: int) -> str:
    if days < 14:
        return "one day is left" if days == 1 else f"{days} days are left"
    return f"{days // 7} weeks are left"


def _busy(application: Application, writer: LetterWriter) -> Iterator[Finding]:
    letter = writer.profile.letter
    for key in ("wanted_by", "agreed_by"):
        day = getattr(letter, key)
        window = next(
            (one for one in writer.profile.busy if day and one.start <= day <= one.end), None
        )
        if window:
            why = f" ({window.why})" if window.why else ""
            message = (
                f"{long_date(day)} falls into days on which {writer.profile.name.salutation}"
                f" is busy{why}"
            )
            place = application.place(writer.file, "letter", key)
            hint = "choose a day a week before or after"
            yield Finding("LOR412", Severity.INFO, message, place, hint, writer.id)


def _season(
    application: Application, target: Target, index: int, today: date | None
) -> Iterator[Finding]:
    site, season = portal(target.portal, application.folder), application.applicant.season
    closes = site.season_date(season, "closes") if site else None
    if site is None or closes is None:
        return
    ends = f"{site.system or site.name} {season} closed on {short_date(closes.day)}"
    if target.deadline and target.deadline > closes.day:
        message = f"the deadline {short_date(target.deadline)} lies after the season: {ends}"
        place = application.place("applicant.yaml", "targets", index, "deadline")
        hint = f"correct the date, or `season:` ({closes.source}, as of {closes.as_of})"
        yield _warning("LOR413", message, place, hint)
    elif today and today > closes.day:
        message = f"the season is over: {ends}"
        hint = "set `season:` to the cycle you apply in, and look up its dates"
        yield _warning("LOR414", message, application.place("applicant.yaml", "season"), hint)


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WRITTEN = re.compile(
    rf"\b(?P<name>{'|'.join(_DAYS)}),?\s+(?:the\s+)?(?:(?P<month>{'|'.join(_MONTHS)})\s+"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?|(?P<first>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"(?P<second>{'|'.join(_MONTHS)}))(?:,?\s+(?P<year>20\d\d))?\b",
    re.IGNORECASE,
)


def _weekdays(application: Application) -> Iterator[Finding]:
    """Weekdays in the applicant's own texts that are not those of the dates beside them."""
    for passage in passages(application):
        for start, end, message in _mismatches(passage.text):
            path: tuple[Step, ...] = passage.path
            place = in_profile(application, passage.file, path, passage.text, start, end)
            writer = passage.writer.id if passage.writer else ""
            yield _warning("LOR410", message, place, _LOOK, writer)
    for statement in statements(application):
        for start, end, message in _mismatches(statement.text):
            yield _warning("LOR410", message, statement.place(start, end), _LOOK, statement.writer)


_LOOK = "look at a calendar: is the weekday wrong, or the date?"


def _mismatches(text: str) -> Iterator[tuple[int, int, str]]:
    """Where, and in words. Without a year only a day that no calendar has is wrong."""
    low = text.casefold()
    if not any(day in low for day in _DAYS):
        return
    for match in _WRITTEN.finditer(text):
        month = _MONTHS.index((match["month"] or match["second"]).casefold()) + 1
        day = _day(int(match["year"] or 2000), month, int(match["day"] or match["first"]))
        if day is None:
            yield *match.span(), f"“{match[0]}” is no day of the calendar"
        elif match["year"] and _DAYS[day.weekday()] != match["name"].casefold():
            yield *match.span(), f"“{match[0]}”: that day is a {_DAYS[day.weekday()].capitalize()}"


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _date_of(application: Application, writer: LetterWriter) -> Place:
    """The place of the date that a letter has, or of its writer."""
    letter, target = writer.profile.letter, application.target_of(writer)
    for key in ("deadline", "agreed_by", "wanted_by"):
        if getattr(letter, key):
            return application.place(writer.file, "letter", key)
    index = application.applicant.targets.index(target)
    key = "deadline" if target.deadline else "letters_by"
    if getattr(target, key):
        return application.place("applicant.yaml", "targets", index, key)
    return application.place(writer.file)


def _warning(code: str, message: str, place: Place, hint: str, writer: str = "") -> Finding:
    return Finding(code, Severity.WARNING, message, place, hint, writer)
