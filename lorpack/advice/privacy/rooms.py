"""Room, bed, ward and unit numbers (Safe Harbor R/18 and B/2)."""

import re

from lorpack.advice.privacy.model import Detector, Kind, Lazy, Prose, detector

# What a number beside "bed" or "ward" counts when it is no name of a place.
_COUNTED = (
    r"(?:\s?%|[.,:]\d|\s?/\s?\d|\s?x\b|[\s-]{0,2}(?:to|or|and|–|-)?\s?\d{0,4}[\s-]{0,2}"
    r"(?:(?:complex|more|other|new|busy|sick|long|full|straight|consecutive|whole|different|medical"
    r"|surgical|ward|senior|junior|night|day|adult|critically ill)[\s-])?"
    r"(?:h|hrs?|hours?|min|mins|minutes?|s|sec|secs|seconds?|d|days?|nights?|wks?|weeks?|months?"
    r"|mos?|yrs?|years?|times|am|pm|a\.m|p\.m|o'clock|oclock|evenings?|mornings?|afternoons?"
    r"|mg|mcg|g|kg|ml|l|units?|iu|cm|mm|mmhg|percent|patients|pts|beds|admissions|consults"
    r"|cases?|people|residents?|interns?|students?|nurses?|doctors?|teams?|rounds?|family|families"
    r"|members?|colleagues?|others?|rooms?|wards?|floors?|hospital|shifts?|blocks?|calls?|notes?"
    r"|of us|of them|of the|by one|more|fewer|different|new|sick|stable|at a time)\b)"
)
_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty)"
)
_NUMBER_WORDS = rf"(?:{_WORDS}(?:[ -](?:oh?|zero|hundred|and|{_WORDS})){{0,4}})"
_CODE = (
    r"(?:\d{1,5}(?:[-/.]?[A-Za-z])?(?:[-/]\d{1,4})?(?:[-/]?[A-Z])?|[A-Z]{1,2}-?\d{1,4}[A-Za-z]?)"
)
_NUMBER = r"\s{0,2}(?:(?i:no|nr|num|number|numbered)\b\.?|\#|№|:|-|–|=)?\s{0,2}\#?\s?"
_PLACES = (
    r"(?:exam(?:ination)? room|side ?room|patient room|clinic room|consult(?:ing)? room"
    r"|isolation(?: room)?|trauma(?: bay| room)?|resus(?: bay)?|hallway(?: bed)?|hall bed"
    r"|bed ?space|operating room|or room|theat(?:re|er)|cath lab|rooms?|rms?\.?|beds?|bays?|wards?"
    r"|units?|suites?|cubicles?|pods?|stalls?|cabins?|cribs?|isolettes?|incubators?|bassinets?"
    r"|cots?|stretchers?|gurneys?|trolleys?|lockers?|dialysis chair|infusion chair|chair|berths?"
    r"|stations?|zones?|wings?|floors?|towers?|pavilions?|blocks?|hallways?)"
)
_ONE_OF_MANY = (
    "room rm bed bay ward unit suite cubicle pod stall cabin crib isolette incubator bassinet cot "
    "stretcher gurney trolley locker berth station zone wing floor tower pavilion block hallway"
)
_NEEDS_PLACE = (
    " ".join(f"{word} {word}s" for word in _ONE_OF_MANY.split())
    + " chair sideroom bedspace isolation trauma resus theatre theater lab exam examination patient "
    "clinic operating or hall consulting consult side dialysis infusion cath"
)
_UNITS = (
    r"(?:[MSCNPT]ICU|ICU|ITU|HDU|CCU|CVICU|NSICU|PACU|ED|ER|A&E|L&D|OR|OT|AMU|MAU|SCBU|CTU|PCU|SDU"
    r"|IMCU|BMT|[Ss]tep-?down|[Tt]ele(?:metry)?|[Ii]ntensive [Cc]are|[Ee]mergency)"
)
_NEEDS_UNIT = (
    "micu sicu cicu nicu picu ticu icu itu hdu ccu cvicu nsicu pacu ed er + or ot amu mau scbu "
    "ctu "
    "pcu sdu imcu bmt stepdown step tele telemetry intensive emergency"
)
_SOMEBODY = (
    r"(?i:patients?|pts?|man|woman|lady|gentleman|guy|boy|girl|kid|child|infant|baby|mother|father"
    r"|mom|dad|gal|fellow|admission|consult|code|code (?:blue|stroke)|rapid response|rrt|page[ds]?"
    r"|called|call|seen|moved|transferred|admitted|boarding|DKA|GI bleed|sepsis|CHF|COPD|him|her"
    r"|crashing|coded)"
)
_NEEDS_SOMEBODY = (
    "patient patients pt pts man woman lady gentleman guy boy girl kid child infant baby mother"
    " father mom dad gal fellow admission consult code response rrt page paged pages called call"
    " seen moved transferred admitted boarding dka bleed sepsis chf copd him her crashing coded"
)
_AFTER = (
    r"(?=\s*(?:$|[.,;:!?)\]—–]|\b(?:with|who|whose|was|had|has|for|needs?|needed|is|and|on|during"
    r"|because|after|until|when|while|kept|wanted|asked|crashed|coded|at)\b))"
)
_YEAR = Lazy(r"(?:19|20)\d\d\Z")
_RATIO = Lazy(
    r"(?i)\b(?:one|two|1|2|every|each|per) +(?:\w+ +)?(?:patients?|child|wom[ae]n|m[ae]n)\Z"
)
_IV = Lazy(r"\s?(?:fluids?|antibiotics?|line|access|drip|push|pump|infusion|therapy|insulin)\b")


_ROTATION = Lazy(
    r"(?i)\b(?:rotations?|sub-?i\b|sub-?internship|clerkship|externship|observership|elective"
    r"|supervis\w+"
    r"|attending|team|worked|under Dr|with Dr|Dr\.? \w+['’]s)(?!\w)"
)


def _is_patients(prose: Prose, match: re.Match[str]) -> bool:
    """Not the ward that heads a rotation: "Sub-I, 4 West team, with Dr. Ruiz"."""
    start = match.start()
    return prose.names_a_person(start) or not _ROTATION.search(prose.text)


def _is_place(prose: Prose, match: re.Match[str]) -> bool:
    """Not "bed 2 days", "12-bed unit 4 times" or "chair 3"."""
    words = match["place"].lower().rstrip("s.")
    if match["place"] == "POD":
        return False
    code = match["code"]
    if words in ("chair", "station", "zone", "block", "wing", "trauma", "isolation") and not (
        prose.names_a_person(match.start())
    ):
        return False
    if words in ("ward", "unit", "floor", "wing", "tower", "pavilion", "block", "pod"):
        return not _YEAR.match(code) and _is_patients(prose, match)
    return True


def _is_lettered(prose: Prose, match: re.Match[str]) -> bool:
    if match["code"] == "IV":
        return not _IV.match(prose.text, match.end())
    return True


def _is_whereabouts(prose: Prose, match: re.Match[str]) -> bool:
    """Not "a patient in 2019" or "one patient in 10"."""
    before = prose.text[max(0, match.start() - 12) : match.start("who") + len(match["who"])]
    hit = match["hit"]
    return not _YEAR.match(hit) and hit.lower() != "one" and not _RATIO.search(before)


def _near_person(prose: Prose, match: re.Match[str]) -> bool:
    return prose.names_a_person(match.start())


DETECTORS: tuple[Detector, ...] = (
    detector(
        Kind.ROOM,
        rf"(?<![\w-])(?P<hit>(?P<place>(?i:{_PLACES})){_NUMBER}(?P<code>{_CODE}))(?![\w%])"
        rf"(?!{_COUNTED})",
        _NEEDS_PLACE + " & 0",
        _is_place,
    ),
    detector(
        Kind.ROOM,
        r"(?<![\w-])(?P<hit>(?i:rooms?|rm|beds?|wards?|bays?|bay|pod|unit|cubicle|wing|block|zone"
        r"|cot)"
        r"\s(?P<code>[A-HJ-Z]|II|III|IV|VI{0,3}|IX))(?![\w'’.-](?!\s|$))(?=\W|$)",
        _NEEDS_PLACE,
        _is_lettered,
    ),
    detector(
        Kind.ROOM,
        rf"(?<![\w-])(?P<hit>(?P<place>(?i:{_PLACES})){_NUMBER}(?i:(?P<code>{_NUMBER_WORDS})))\b"
        rf"(?!(?i:{_COUNTED}))"
        r"(?!\s(?:who|where|could|thing|another|last))",
        _NEEDS_PLACE
        + " & one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty",
        _is_place,
    ),
    detector(
        Kind.ROOM,
        rf"(?<![\w-])(?P<hit>(?:{_UNITS})(?:[ -](?:bed|room|bay|slot|pod|chair|station"
        rf"|cubicle))?[ -]?\#?\d{{1,3}}[A-Za-z]?)(?![\w%])(?![.,]\d)(?!{_COUNTED})"
        r"(?!\s?\()",
        _NEEDS_UNIT + "& 0",
        lambda prose, match: (
            match["hit"][:2] not in ("OR", "OT", "ED", "ER")
            or bool(
                re.search(
                    r"(?i)(?:\b(?:in|from|to|at)\s(?:the\s)?|^)\Z",
                    prose.text[max(0, match.start() - 9) : match.start()],
                )
            )
        ),
    ),
    detector(
        Kind.ROOM,
        r"(?<![\w.-])(?P<hit>\d{1,2}\s?-?(?:North|South|East|West|NE|NW|SE|SW|Tower|Main|Center"
        r"|Pavilion)"
        r"(?:[ -]\d{1,3}[A-Z]?)?)(?![\w-])(?!\s(?:African|American|Indian|Asian|European|Indies"
        r"|Coast|Bank|End"
        r"|Virginia|Dakota|Carolina|Korea|Street|St|Ave|Nile|Main))",
        "0 & north south east west ne nw se sw tower main center pavilion",
        _is_patients,
    ),
    detector(
        Kind.ROOM,
        r"\b(?P<hit>(?:North|South|East|West|Tower|Pavilion) \d{1,3}[A-Z]?)(?![\w%]"
        r"|\.\d)(?!\s(?:patients|weeks|days|hours))",
        "0 & north south east west tower pavilion",
        _is_patients,
    ),
    detector(
        Kind.ROOM,
        r"(?<![\w.-])(?P<hit>\d{1,2}[A-Z]{1,2}(?:[ -]\d{1,3})?[ -](?i:wards?|unit|bed|room|wing"
        r"|floor))\b",
        "A9",
    ),
    detector(
        Kind.ROOM,
        r"(?i)(?<![\w.-])(?P<hit>(?:\d{1,2}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth"
        r"|seventh|eighth"
        r"|ninth|tenth|eleventh|twelfth)[ -]floor)\b",
        "floor",
        _near_person,
    ),
    detector(
        Kind.ROOM,
        r"\b(?P<hit>(?i:the )?(?:[A-H]|[1-9]\d?[A-H]?) (?:wing|ward))\b",
        "wing ward",
        _near_person,
    ),
    detector(
        Kind.ROOM,
        rf"(?<![\w-])(?P<who>{_SOMEBODY})\s(?:in|to|from|at|@)\s(?:the\s)?\#?"
        rf"(?P<hit>\d{{1,4}}[A-H]?(?:-\d{{1,4}})?[A-H]?|\d{{1,2}}[NSEWT][ -]?\d{{0,3}}|[1-9][A-H]"
        rf"|{_NUMBER_WORDS}){_AFTER}",
        f"in to from at @ & {_NEEDS_SOMEBODY} & 0 one two three four five six seven eight nine ten eleven twelve "
        "thirteen "
        "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty",
        _is_whereabouts,
    ),
    detector(
        Kind.ROOM,
        rf"\b(?:in|to|from|on)\s(?:the\s)?(?P<hit>\d{{1,2}}[A-H](?<![234]D)"
        rf"|\d{{1,2}}[NSEWT]-\d{{1,3}}|[1-9]\d?-[1-9]\d\d[A-D]?(?<!00)(?<!50)){_AFTER}",
        "9-9 A9",
        _near_person,
    ),
    detector(Kind.ROOM, r"^(?P<hit>\d{1,2}[A-HNSEWT]-\d{1,3})(?=[:,]?\s)", "0"),
)
