"""Ages over 89 (Safe Harbor C/3)."""

import re

from lorpack.advice.privacy.model import Detector, Kind, detector

_NINETIES = r"(?:9\d|1[01]\d)"
_NINETY_WORDS = (
    r"(?:ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|something))?"
    r"|(?:a|one)[- ]hundred(?:[- ]and)?(?:[- ](?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten))?)"
)
_YEARS_OLD = (
    r"(?:[ -]{0,2}(?:years?|yrs?)[ -]{1,2}(?:old|young|of age)"
    r"|[ -]?y(?:ea)?rs?\b\.?[ -]?o(?:ld)?\b|[ -]?y\.?/?-?o\b\.?|[ -]?y/o\b|[ -]?y\.o\.)"
)
_THING = (
    r"(?:hospital|building|institution|clinic|school|tradition|program|church|charity|practice"
    r"|debate|theory|drug|house|trial|paper|university|company|record|question|problem)"
)
_NEEDS_NINETY = (
    "ninety hundred nonagenarian nonagenarians centenarian centenarians supercentenarian "
    "supercentenarians supernonagenarian supernonagenarians nineties"
)
DETECTORS: tuple[Detector, ...] = (
    detector(
        Kind.AGE,
        rf"(?i)(?<![\w.,/-])(?P<hit>{_NINETIES}{_YEARS_OLD})(?![a-z])(?!"
        rf"(?:[ -]\w{{3,12}})?\s{_THING})",
        "90",
    ),
    detector(
        Kind.AGE,
        rf"(?i)\b(?P<hit>(?:aged?|at age|age of|turn(?:ed|ing|s)|reached|celebrat\w{{2,3}} (?:her"
        rf"|his|their)|lived to(?: be)?)"
        rf"[\s:=]{{1,3}}{_NINETIES}(?:st|nd|rd|th)?)(?![\w%/+]|[.,]\d|[ -]?(?:or older|\+|days"
        rf"|weeks|months|hours|beds|minutes|percent))",
        "90",
    ),
    detector(
        Kind.AGE,
        rf"(?i)\b(?:died|passed away|living alone|independent|still \w{{4,10}}|and|who (?:is|was)"
        rf"|(?:s?he|patient) (?:is|was)) at (?P<hit>{_NINETIES})(?![\w%/]|[.,]\d)",
        "90",
    ),
    detector(
        Kind.AGE,
        rf"(?i)(?<![\w.,/-])(?P<hit>{_NINETIES}(?:st|nd|rd|th)[ -](?:birthday|year of (?:her|his"
        rf"|their)))",
        "90",
    ),
    detector(
        Kind.AGE,
        r"(?:^|[(:;,—–]\s?|(?i:\b(?:an?|the|this|our|my|her|his|pt|patient|for|with|of|dear|old"
        r"|frail|same)\s)|\b[A-Z]{1,3}\s)"
        rf"(?P<hit>{_NINETIES}\s?(?:[MF]|♀|♂|yM|yF|(?i:male|female|man|woman"
        rf"|lady)))(?![\w°])(?!\s?(?i:temp|fever))",
        "90",
        lambda prose, match: (
            not re.search(
                r"(?i)(?:\b(?:temp|temperature|fever|tmax|febrile|t|of|to|at)\W{0,3}(?:an?\s)?)\Z",
                prose.text[max(0, match.start("hit") - 16) : match.start("hit")],
            )
        ),
    ),
    detector(
        Kind.AGE,
        rf"(?<![\w.,/-])(?P<hit>[MF]\s?/?\s?{_NINETIES})(?=\s*(?:$|[,.;)]|with\b|w/"
        rf"|admitted))(?!\.\d)",
        "90",
    ),
    detector(
        Kind.AGE,
        rf"(?i)\b(?P<hit>(?:super)?(?:nonage|cente)narians?|{_NINETY_WORDS}\b{_YEARS_OLD}"
        rf"|aged? {_NINETY_WORDS})\b",
        _NEEDS_NINETY,
        lambda prose, match: (
            not re.match(rf"(?i)\s{_THING}", prose.text[match.end() : match.end() + 20])
        ),
    ),
    detector(
        Kind.AGE,
        rf"(?i)(?<![\w.,/-])(?P<hit>{_NINETIES}\s?(?:years?|yrs?|y)\b\.?[\s/,(]{{0,3}}(?:old|m\b"
        rf"|f\b|male|female|lady|man|woman|gentleman))",
        "90",
    ),
    detector(
        Kind.AGE,
        rf"(?i)\b(?:patient|pt|lady|man|woman|gentleman|male|female|mother|father|grandmother"
        rf"|grandfather|widow|widower|veteran|nun|priest)\s"
        rf"(?:of|is|was|aged|who (?:is|was))\s(?P<hit>{_NINETIES}(?:\s?(?:years?"
        rf"|yrs?)\b)?)(?![\w%/]|[.,]\d|\s?(?:kg|days|weeks|months|hours|lb|cm|degrees))",
        "90",
    ),
    detector(Kind.AGE, rf"(?<![\w.,/-])(?P<hit>{_NINETIES}\s?/\s?[MF])\b", "90"),
    detector(
        Kind.AGE,
        rf"(?i)\b(?:s?he|patient|pt|lady|gentleman|mother|father)(?:['’]s| is| was"
        rf"| turned)(?: now| already| almost| nearly)?\s"
        rf"(?P<hit>{_NINETIES}|{_NINETY_WORDS})(?=[.,;:!)]?(?:$|\s(?:and|but|when|years|yrs|who"
        rf"|with|then|at the time)\b)|[,;]\s)",
        "0 " + _NEEDS_NINETY,
    ),
    detector(
        Kind.AGE,
        rf"(?:\b(?:Mr|Mrs|Ms|Miss|Mx)\b\.?\s[A-Z][\w'’.-]{{0,24}}|\b(?:patient|pt|lady|man|woman"
        rf"|gentleman|mother|father|grandmother|grandfather|widow|widower|veteran"
        rf"|[A-Z][a-z]{{2,15}}))"
        rf"(?:,\s|\s\()(?P<hit>{_NINETIES})(?=,\s[a-z]|\)|\sand\s)",
        "90",
    ),
    detector(
        Kind.AGE,
        rf"\b[Aa]t (?P<hit>{_NINETIES}),? (?:s?he\b|the patient|my patient|this (?:man|woman|lady"
        rf"|patient))",
        "90",
    ),
    detector(
        Kind.AGE,
        r"(?i)\b(?P<hit>(?:tenth|eleventh) decade(?: of life)?|hundredth birthday"
        r"|hundred[- ]year[- ]old (?:man|woman|lady|gentleman|patient))\b",
        "tenth eleventh hundred hundredth",
    ),
    detector(
        Kind.AGE,
        r"(?i)\b(?:in|into) (?P<hit>(?:his|her|their) (?:early |mid[- ]?|late )?(?:nineties"
        r"|['’]?90s|hundreds))\b",
        "in into & nineties midnineties hundreds midhundreds 0",
    ),
    detector(
        Kind.AGE,
        r"(?i)\b(?P<hit>(?:DOB|D\.O\.B\.?|born|birth year|year of birth)[\s:]{1,3}(?:in "
        r"|on )?(?:18\d\d|19(?:[0-2]\d|3[0-5])))\b",
        "dob d born birth year & 0",
    ),
)
