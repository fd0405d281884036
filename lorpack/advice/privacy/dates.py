"""Dates in a case (Safe Harbor C/3)."""

import re

from lorpack.advice.privacy.model import (
    NEEDS_ORDINAL,
    ORDINAL,
    Detector,
    Kind,
    Lazy,
    Prose,
    detector,
)

_MONTHS = (
    r"(?:(?i:january|february|april|june|july|august|september|october|november|december)"
    r"|(?i:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?|March|May|Mar\b\.?|MARCH|MAY|MAR\b)"
)
_NEEDS_MONTH = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_WEEKDAY = (
    r"(?i:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\b\.?"
)
_NEEDS_WEEKDAY = (
    "mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat "
    "saturday "
    "sun sunday"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:0?[1-9]|[12]\d|3[01])\s?(?:st|nd|rd|th)\b"
_YEAR = r"(?:,?\s?(?:(?:19|20)\d\d|['’]\d\d))"
_EVENT = (
    r"(?i:born|birthday|DOB|D\.O\.B\.?|date of birth|(?:re)?admi(?:t|ts|tted|ssion)|adm"
    r"|discharged?|d/c'?d?|died|death|passed away|expired|transferred|transfer|intubated"
    r"|extubated|operated|operation|surgery|procedure|transplant(?:ed)?|seen|diagnosed|delivered"
    r"|delivery|hospitali[sz]ed|arrived|came in|presented (?:to|with|on)|consulted|coded|visit"
    r"|appointment|biops(?:y|ied)|scanned|imaging|MRI|CT|DOS|DOA|DOD|LMP|EDD|due date|LKW"
    r"|fell|crash(?:ed)?|accident|collapsed|shot|stroke|vaccinated|dated|since|returned|referred)"
)
_DATE_FOLLOWS = Lazy(
    rf"(?i)\b(?:on|(?:{_EVENT})(?: on)?|until|dated|since|by|the (?:night|morning|evening|week) of"
    rf"|between|through)\s(?:{_WEEKDAY},?\s)?\Z|\b{_WEEKDAY},?\s\Z"
)
_EVENT_WORD = Lazy(rf"\b{_EVENT}\b")
_ACADEMIC = Lazy(
    r"(?i)\b(?:rotated|worked|volunteered|joined|trained|shadowed|observership|elective|residency"
    r"|conference|USMLE|COMLEX|Step [123]|MCCQE|PLAB|boards?|poster"
    r"|lecture|rounds|journal club|exam|deadline|application|submitted"
    r"|submit|abstract|shelf|rotation|rotations|season|curriculum|workshop|meeting|symposium"
    r"|congress"
    r"|seminar|simulation|sub-?internship|clerkship|externship|evaluation|interview|guideline"
    r"|guidelines|talk|teaching|letter|portal|manuscript|published|IRB|grant|audit|feedback"
    r"|course|class|session|presentation|block|debrief)\b"
)
_PATIENT_EVENT = Lazy(
    r"(?i)\b(?:born|DOB|(?:re)?admit(?:s|ted)?|admission|discharged?|died|death|expired"
    r"|transferred|intubated|operated"
    r"|surgery|transplanted|seen on|diagnosed|delivered|hospitali[sz]ed|arrived|presented (?:to"
    r"|with)|coded|collapsed|fell"
    r"|LMP|stroke|biopsied|buried|funeral)\b"
)
_SCORED = Lazy(
    r"(?i)\b(?:GCS|strength|pain|scale|scored?|grade|graded|power|motor|MRC|murmur|apgar|SOFA"
    r"|MMSE|MoCA|reflex(?:es)?|pulses|DTRs?|BP"
    r"|blood pressure|ratio|VAS|NRS|from|to|with|of|than|nearly|about|only|CIWA|\d)\W{0,3}\Z"
)
_ON_DUTY = Lazy(r"\bI (?:\w+ly )?(?:rode|worked|covered|took|volunteered|spent|picked up|was on)\b")
_NOT_A_DATE = Lazy(
    r"\s?(?:/|%|mg|days?|weeks?|months?|hours?|pain|strength|power|murmur|systolic|points?|scale"
    r"|patients?|limbs?|criteria|domains?|visits?|doses?|in (?:all|both|the)|throughout|bilaterally"
    r"|motor|reflex|pulses|NS|normal saline|ratio|of)\b|/|%"
)


def _about_patient(prose: Prose, match: re.Match[str]) -> bool:
    """A date of a lecture or deadline is nobody's, unless a patient stands beside it."""
    at = match.start()
    return (
        not prose.says(_ACADEMIC, at) or prose.tells_of_care(at) or prose.says(_PATIENT_EVENT, at)
    )


def _is_numeric(prose: Prose, match: re.Match[str]) -> bool:
    first, second = int(match["a"]), int(match["b"])
    if not (1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12):
        return False
    return _about_patient(prose, match)


def _is_short(prose: Prose, match: re.Match[str]) -> bool:
    """``on 3/14``, and not ``strength 4/5``."""
    before = prose.text[max(0, match.start() - 32) : match.start()]
    follows = (
        bool(_DATE_FOLLOWS.search(before))
        or (
            max(int(match["a"]), int(match["b"])) > 12
            and prose.says(_EVENT_WORD, match.start())
            and not _SCORED.search(before)
        )
        or (
            not before.strip()
            and prose.text[match.end() : match.end() + 2].strip() in (":", "-", "–")
        )
    )
    return follows and not _NOT_A_DATE.match(prose.text, match.end()) and _is_numeric(prose, match)


def _has_event(prose: Prose, match: re.Match[str]) -> bool:
    return prose.says(_EVENT_WORD, match.start()) and _about_patient(prose, match)


def _is_holiday(prose: Prose, match: re.Match[str]) -> bool:
    """A patient's day, and not one on which the applicant worked."""
    at = match.start()
    return (
        prose.names_a_person(at) and not prose.says(_ON_DUTY, at) and _about_patient(prose, match)
    )


DETECTORS: tuple[Detector, ...] = (
    detector(
        Kind.DATE,
        rf"(?<![\w/.-])(?P<hit>(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\2{_DAY})(?![\w/-])",
        "9-9",
        _about_patient,
    ),
    detector(
        Kind.DATE,
        r"(?<![\w/.-])(?P<hit>(?P<a>\d{1,2})([/.-])(?P<b>\d{1,2})\3(?:19|20)\d\d)(?![\w/-])",
        "9-9",
        _is_numeric,
    ),
    detector(
        Kind.DATE,
        r"(?<![\w/.-])(?P<hit>(?P<a>\d{1,2})/(?P<b>\d{1,2})/['’]?\d\d"
        r"|(?P<c>\d\d)([.-])\d\d\5\d\d)(?![\w/]|[.-]\d)",
        "9-9",
        lambda prose, match: bool(match["c"]) or _is_numeric(prose, match),
    ),
    detector(
        Kind.DATE,
        r"\b(?i:DOB|D\.O\.B\.?|date of birth|birth ?date|born|DOD|DOS|DOA|LMP|EDD)\b(?:\s(?i:on"
        r"|is|was))?[\s:=]{0,3}"
        r"(?P<hit>\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{6,8})(?!\w)",
        "dob d date birth birthdate born dod dos doa lmp edd & 0",
    ),
    detector(
        Kind.DATE,
        r"(?<![\w/.-])(?P<hit>(?P<a>\d{1,2})[/-](?P<b>\d{1,2}))(?![\w/-]|\.\d)",
        "9-9",
        _is_short,
    ),
    detector(
        Kind.DATE,
        rf"(?<![\w.-])(?P<hit>(?:{_WEEKDAY},?\s(?:the\s)?)?(?:{_ORDINAL}|{_DAY})(?:\s?(?:-|–|to"
        rf"|and)\s?{_DAY}(?:st|nd|rd|th)?)?"
        rf"[\s-]?(?:of\s)?{_MONTHS}(?:{_YEAR}|[-\s]\d\d(?:\d\d)?\b)?)(?!\w)",
        _NEEDS_MONTH + " & 0",
        _about_patient,
    ),
    detector(
        Kind.DATE,
        r"(?<![\w.-])(?P<hit>\d{1,2}(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
        r"|dec)\d{2,4})(?!\w)",
        "A9",
        _about_patient,
    ),
    detector(
        Kind.DATE,
        rf"\b(?P<hit>(?:{_WEEKDAY},?\s)?{_MONTHS}\s(?:the\s)?(?:{_ORDINAL}|{_DAY}(?![\w%/]"
        rf"|[.,]\d)|{ORDINAL})"
        rf"(?:\s?(?:-|–|to|and)\s?{_DAY}(?:st|nd|rd|th)?\b)?{_YEAR}?)"
        r"(?!\s?(?:%|mg|patients|weeks|days|hours|cases|students|residents|years))",
        _NEEDS_MONTH + " & 0 " + NEEDS_ORDINAL,
        _about_patient,
    ),
    detector(
        Kind.DATE,
        rf"\b(?P<hit>{ORDINAL}\sof\s{_MONTHS}{_YEAR}?)(?!\w)",
        _NEEDS_MONTH + " & " + NEEDS_ORDINAL,
        _about_patient,
    ),
    detector(
        Kind.DATE,
        rf"\b(?P<hit>{_WEEKDAY},?\s(?:the\s)?(?:{_ORDINAL}|(?i:the\s){ORDINAL}))",
        _NEEDS_WEEKDAY + " & 0 " + NEEDS_ORDINAL,
        _about_patient,
    ),
    detector(
        Kind.DATE,
        rf"\b(?i:on|until|since)\s(?P<hit>the\s(?:{_ORDINAL}|{ORDINAL}))(?!\s(?:floor"
        rf"|(?:\w+ )?(?:day|night|hour|week|month|year|attempt|try|time|percentile|of|rib|nerve"
        rf"|line|visit)))",
        "on until since & 0 " + NEEDS_ORDINAL,
        _has_event,
    ),
    detector(
        Kind.DATE,
        r"(?i)\b(?:on|the (?:night|day|morning|evening) (?:of|after|before)|over|since|at|before"
        r"|after|until|every|admitted|discharged|died|born|transferred|arrived|presented|operated"
        r"|seen|coded|fell|collapsed)\s"
        r"(?P<hit>christmas(?: eve| day| night| morning)?|thanksgiving(?: day| night)?"
        r"|(?:the )?(?:4th|fourth) of july|independence day|halloween|easter(?: sunday| monday)?"
        r"|labor day"
        r"|memorial day|valentine['’]?s(?: day)?|mother['’]?s day|father['’]?s day|boxing day"
        r"|canada day"
        r"|eid(?: al-\w{3,5})?|diwali|good friday|ash wednesday|super bowl sunday"
        r"|st\.? patrick['’]?s day|veterans day"
        r"|juneteenth|yom kippur|rosh hashanah|9/11|leap day)(?:\s(?:19|20)\d\d)?\b",
        "christmas thanksgiving july independence halloween easter labor memorial valentine "
        "mother father "
        "boxing canada eid diwali friday ash bowl patrick veterans juneteenth yom rosh leap "
        "valentines mothers "
        "fathers patricks 9-9",
        _is_holiday,
    ),
    detector(
        Kind.DATE,
        r"(?P<hit>\b[Nn]ew [Yy]ear['’]?s(?: [Ee]ve| [Dd]ay| [Nn]ight)?)\b",
        "year years & new",
        _is_holiday,
    ),
    detector(
        Kind.MONTH,
        rf"\b(?i:in|since|during|of|until|by|early|late|mid|around"
        rf"|{_EVENT})[\s-](?P<hit>{_MONTHS}(?:,?\s(?:of\s)?(?:19|20)\d\d)?)(?!\w|\s\d)",
        _NEEDS_MONTH,
        _has_event,
    ),
    detector(
        Kind.MONTH,
        rf"\b(?:[Ss]?[Hh]e|[Pp]atient|[Pp]t|lady|gentleman|man|woman|boy|girl"
        rf"|child)\s[^.;\n]{{0,60}}?\b(?:in|since|until|of)\s(?P<hit>{_MONTHS},?\s(?:19|20)\d\d)",
        _NEEDS_MONTH + " & 0",
        _about_patient,
    ),
    detector(
        Kind.MONTH,
        r"(?<![\w/.-])(?P<hit>(?:0?[1-9]|1[0-2])/(?:19|20)\d\d)(?![\w/-])",
        "9-9",
        _has_event,
    ),
)
