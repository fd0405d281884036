"""What a template may use: the facts of one letter as plain values, each empty when unknown."""

import re
from datetime import date
from typing import Any

from lorpack.dates import PartialDate, long_date
from lorpack.forms import form
from lorpack.letters import (
    gets_guide,
    has_memories,
    is_by_targets_portal,
    is_standardized,
    site_of,
    wanted_sections,
)
from lorpack.messages.phrases import (
    brief,
    finished,
    first_person,
    flat,
    is_clause,
    listed,
    plain,
    span,
    told,
    within,
)
from lorpack.messages.variants import (
    Choice,
    Circumstance,
    ahead,
    last_date,
    wanted_date,
)
from lorpack.portals import Portal
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.progress import How
from lorpack.profiles.settings import AttachOn
from lorpack.profiles.writer import Level, Rotation, Scope, Writer, WriterName
from lorpack.schedule.standing import Standing
from lorpack.sentences import is_ended

Facts = dict[str, Any]

_WHY, _CASE, _PART, _DID, _ALL = 45, 20, 35, 40, 57
"""How many words of the applicant's own a message takes: an ask stays under 180 in all."""

_ROOM = 21
"""With so many days left, a date one or two weeks earlier can be wished for."""

_MORE = re.compile(r", (?:which|with|seen)\b")

_LEVELS = {
    Level.STUDENT: "a medical student",
    Level.SUB_INTERN: "a sub-intern",
    Level.EXTERN: "an extern",
    Level.OBSERVER: "an observer",
    Level.INTERN: "an intern",
    Level.RESIDENT: "a resident",
    Level.RESEARCHER: "a researcher",
    Level.VOLUNTEER: "a volunteer",
}
_SPOKEN = (How.IN_PERSON, How.VIDEO, How.PHONE)


def facts_of(
    application: Application,
    writer: LetterWriter,
    choice: Choice,
    standing: Standing,
    today: date,
    note: str = "",
) -> Facts:
    """Every value that the templates know. Nothing in it is more than the profile or log says."""
    site = site_of(application, writer)
    turn = sorted(one.id for one in application.writers).index(writer.id)
    return {
        "variant": str(choice.variant),
        "months_later": choice.has(Circumstance.MONTHS_LATER),
        "short_notice": choice.has(Circumstance.SHORT_NOTICE),
        "by_video": choice.has(Circumstance.BY_VIDEO),
        "referee": choice.has(Circumstance.REFEREE),
        # Which of three wordings this writer gets, so that no two of an applicant get all the same.
        "turn": turn,
        "other_turn": turn + turn // 3,
        "note": finished(plain(note)),
        **_people(application, writer, site),
        **_letter(application, writer, site, today),
        **_dates(application, writer, standing, today),
        **_together(writer.profile),
        # Who has to be told again when it was has less room for the rest.
        **_memories(writer.profile, _ALL - 8 * choice.has(Circumstance.MONTHS_LATER)),
        **_contents(application, writer),
        "had_packet": _had_packet(application, standing),
    }


def _had_packet(application: Application, standing: Standing) -> bool:
    """Whether the log tells that the packet has gone to the writer: alone, or with another mail."""
    with_ask = application.settings.mail.attach_on is not AttachOn.YES and standing.asked
    by_mail = with_ask and standing.asked_how not in _SPOKEN
    return bool(standing.packet_sent or standing.reminded or by_mail)


def _people(application: Application, writer: LetterWriter, site: Portal) -> Facts:
    applicant, profile = application.applicant, writer.profile
    signer, assistant = profile.co_signer, profile.contact.assistant
    return {
        "name": flat(applicant.name.printed),
        "called": flat(applicant.name.called),
        "degree": flat(applicant.degree),
        "school": flat(applicant.school.name),
        "reapplicant": applicant.reapplicant,
        "sign_off": _sign_off(application, site),
        "salutation": _salutation(profile.name),
        "co_signer": _salutation(signer.name) if signer else "",
        "assistant": flat(assistant.name) if assistant else "",
    }


def _salutation(name: WriterName) -> str:
    return flat(name.salutation)


def _sign_off(application: Application, site: Portal) -> list[str]:
    applicant = application.applicant
    degree = f", {flat(applicant.degree)}" if applicant.degree else ""
    ids = [
        f"{known.label} {flat(value)}"
        for known in site.ids
        if (value := getattr(applicant.ids, known.field, None))
    ]
    reach = [flat(part) for part in (applicant.contact.email, applicant.contact.phone) if part]
    lines = [f"{flat(applicant.name.printed)}{degree}", " · ".join(ids[:1]), " · ".join(reach)]
    return [line for line in lines if line]


def _letter(application: Application, writer: LetterWriter, site: Portal, today: date) -> Facts:
    letter, target = writer.profile.letter, application.target_of(writer)
    kind = form(letter.form) if letter.form else None
    named = flat(letter.form_name) or (kind.name if kind else "standardized evaluation")
    standardized = is_standardized(writer)
    targets = application.applicant.targets
    others = [one for one in targets if one.specialty != target.specialty]
    aims = [target]
    if letter.scope is Scope.GENERAL:
        aims += [one for one in targets if one is not target and one.portal == site.id]
    return {
        "specialty": listed(list(dict.fromkeys(_specialty(aim) for aim in aims))),
        "other_specialty": _specialty(others[0]) if others else "",
        "other_wanted": _long(ahead(others[0].letters_by, today)) if others else "",
        "season": f"{site.system} {application.applicant.season}".strip(),
        "system": site.system,
        "portal": site.name,
        "request_arrives": " ".join(site.request_arrives.shown(letter.kind, target.specialty)),
        "standardized": standardized,
        "form": named,
        "a_form": f"{'an' if named[0] in 'AEIOaeio' else 'a'} {named}",
        "word": named if standardized else site.letter_word,
        "it": "evaluation" if standardized else site.letter_word.split()[0],
        "letter_id": flat(letter.letter_id),
        "letter_id_label": site.letter_id_label,
        "request_url": letter.request_url or "",
        "waived": site.waiver.waived if letter.waived else "",
        "has_waived": bool(letter.waived and site.waiver.waived),
    }


def _specialty(target: Any) -> str:
    track = flat(target.track)
    # “Categorical” goes without saying in a message; a preliminary year does not.
    prelim = track.lower().startswith(("prelim", "transitional"))
    name = flat(target.specialty)
    return f"{name} ({track.lower()} year)" if prelim and "year" not in track.lower() else name


def _dates(
    application: Application, writer: LetterWriter, standing: Standing, today: date
) -> Facts:
    wanted, last = wanted_date(application, writer), last_date(application, writer)
    agreed, target = standing.agreed_by, application.target_of(writer)
    by_it = is_by_targets_portal(application, writer)
    opens = ahead(target.portal_opens, today) if by_it else None
    # When the day they named is too late, the last possible one is what counts.
    too_late = bool(agreed and last and agreed > last >= today)
    due = last if too_late else agreed or wanted
    hoped_for = ahead(wanted, today)
    return {
        "wanted": _long(hoped_for),
        "last": _long(last) if last and last >= today and last != hoped_for else "",
        # The same where it was not said in one breath with the day that is hoped for.
        "last_of_due": _long(last) if last and last >= today and last != due else "",
        "last_day": _long(last) if last and last >= today else "",
        "room_before_last": bool(last and (last - today).days >= _ROOM),
        "agreed_after_last": too_late,
        "agreed": _long(agreed),
        "due": _long(due),
        "past": bool(due and due < today),
        "opens": _long(opens),
        "asked": _long(standing.asked),
        "spoke": standing.asked_how in _SPOKEN,
    }


def _long(day: date | None) -> str:
    return long_date(day) if day else ""


def _together(profile: Writer) -> Facts:
    """When and where: the latest rotation, else the project, else the activity."""
    rotation = profile.latest_rotation
    if rotation:
        when, where = span(rotation.start, _end(rotation)), flat(rotation.service)
    elif profile.projects:
        project = profile.projects[0]
        when, where = span(project.start, project.end), f"“{flat(project.name)}”"
    elif profile.activities:
        activity = profile.activities[0]
        when, where = span(activity.start, activity.end), flat(activity.name)
    else:
        when = where = ""
    level = _LEVELS.get(rotation.level, "") if rotation and rotation.level else ""
    learner = rotation.level in (Level.OBSERVER, Level.EXTERN) if rotation else False
    return {
        "when": when,
        "where": where if len(where) <= 120 else "",
        "service": flat(rotation.service) if rotation else "",
        "level": level,
        "weeks": _weeks(rotation.weeks if rotation else None),
        "may_ask_limits": learner,
        "project": _short_name(profile.projects[0].name) if profile.projects else "",
        "activity": _short_name(profile.activities[0].name) if profile.activities else "",
    }


def _end(rotation: Rotation) -> PartialDate | None:
    """When it ended; told by its weeks, no more exactly than its start."""
    start, last = rotation.start, rotation.last_day
    if rotation.end or not start or not last:
        return rotation.end
    return PartialDate(last.year, last.month if start.month else 0)


_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip


def _weeks(count: int | None) -> str:
    if not count or count > len(_NUMBERS):
        return ""
    return f"{_NUMBERS[count - 1]} week{'s' if count > 1 else ''}"


def _short_name(name: str) -> str:
    text = flat(name)
    return text if len(text.split()) <= 25 else ""


def _memories(profile: Writer, room: int) -> Facts:
    """What they saw, kept so short that the whole ask is read on a phone."""
    why = brief(profile.why_you, _WHY)
    case = brief(profile.cases[0].problem, _CASE) if profile.cases else ""
    part = brief(profile.cases[0].part, _PART) if case else ""
    project = _short_name(profile.projects[0].name) if profile.projects and not case else ""
    said, did = _feedback(profile, room - _count(why, case, project))
    if did and _count(why, case, part, said, did) > room:
        part = ""
    learned = [line for line in (told(line, 30) for line in profile.learned) if line]
    emphasis = within(_MORE.split(brief(profile.emphasis[0], 20))[0]) if profile.emphasis else ""
    count = _count(why, case, part, project, said, did, emphasis)
    return {
        "why_you": why,
        # What stands after a colon is told as it is written.
        "case": within(case),
        "case_as_written": told(profile.cases[0].problem, _CASE) if case else "",
        "my_part": first_person(part),
        "part": told(profile.cases[0].part, _PART) if part else "",
        "said": said,
        "did": first_person(did) or did,
        "learned": within(learned[0]) if learned else "",
        "learned_as_written": learned[0] if learned else "",
        "learned_more": within(learned[1]) if len(learned) > 1 else "",
        "taught": bool(learned) and is_clause(learned[0]),
        # A question has to end its sentence, and nothing follows it there.
        "taught_more": len(learned) > 1
        and is_clause(learned[1])
        and not any(is_ended(line) for line in learned[:2]),
        "emphasis": emphasis if count <= room - 10 else "",
        "growth": brief(profile.growth, 60),
    }


def _feedback(profile: Writer, room: int) -> tuple[str, str]:
    """The first feedback that fits in *room* words with what was done about it.

    One is not told without the other: what somebody changed means little without what was said.
    """
    for item in profile.feedback:
        said, did = told(item.said, _DID), brief(item.did, _DID)
        if said and did and _count(said, did) <= room:
            return said, did
    return "", ""


def _count(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def _contents(application: Application, writer: LetterWriter) -> Facts:
    target, wanted = application.target_of(writer), wanted_sections(application, writer)
    return {
        "memories": wanted.reminder and has_memories(writer),
        "noted_feedback": bool(wanted.reminder and writer.profile.feedback),
        "cv": wanted.cv and bool(application.applicant.cv),
        "goals": brief(target.goals, 24),
        "guide": gets_guide(application, writer),
    }
