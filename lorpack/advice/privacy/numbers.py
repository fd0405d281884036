"""Numbers and addresses of people and things (Safe Harbor D/4 to O/15)."""

import re

from lorpack.advice.privacy.model import Detector, Kind, Lazy, Prose, detector

_SIGN = r"(?i:no|nr|num|number|id|code)\b\.?|\#|№"
_GLUE = (
    rf"(?:[\s:=(\"'“-]{{0,3}}(?:{_SIGN}|(?i:is|was|of|ending(?: in)?|ends in|reads?|reading"
    rf"|starting with))){{0,3}}[\s:=.\"'“-]{{0,3}}\#?\s?"
)
_CODE = (
    r"(?:[A-Z]{1,5}/\d{2,4}/\d{2,8}|[A-Z]{0,5}[-/ ]?(?:\d[-/ .]?){2,18}[A-Z]{0,3}\d{0,6}"
    r"|[A-Z0-9]{1,6}-?[A-Z]{0,3}\d[A-Z0-9-]{2,16})"
)
_STRONG = (
    r"(?:MRN|(?i:hosp|reg|adm|regn|IP|OP|CR|ward|bill|ID|EMR|EHR|case ?sheet|case file"
    r"|card)\.?\s(?i:no\b\.?|number|\#|id\b)|M\.R\.N\.?|MR\s?\#|MR\s(?i:no|number)\b\.?"
    r"|(?i:medical record|hospital (?:no|number|id)|patient (?:id|no|number|identifier)"
    r"|pt (?:id|no|number)|health (?:card|record|number|id|insurance)|insurance (?:no|number|id"
    r"|card|policy)"
    r"|(?:policy|member|subscriber|beneficiary|plan|claim|group|prior auth\w{0,9}|account|acct"
    r"|encounter|visit"
    r"|accession|specimen|sample|slide|requisition|order|registration|folder|file|chart|record"
    r"|case|subject"
    r"|participant|study|enrollee|wristband|barcode|prescription|rx|ticket|reference|admission"
    r"|inpatient|outpatient"
    r"|episode|pathology|path|blood unit|donor|badge|employee|inmate|booking|police report"
    r"|report)\.?"
    r"\s?(?:no\b\.?|number|num\b|\#|№|id\b|identifier))|(?i:medicare|medicaid|medi-cal|tricare"
    r"|OHIP|RAMQ|HCN|PHN|UHID|ABHA)"
    r"|CSN|CIN|FIN|MRD|UMR|NRIC|NHS|CHI|URN|HRN|EMPI|HIN|(?:IP|OP|CR|IPD|OPD|OP\.|IP\.)\s?(?i:no"
    r"|number|\#)\b\.?|(?:IPD|OPD)|PID|UPI|HN)"
)
_WEAK = (
    r"(?i:chart|account|acct\.?|folder|file|record|encounter|accession|specimen|patient|pt"
    r"|subject|participant|member|wristband|hospital|id)"
)
_NEEDS_RECORD = (
    "mrn m mr medical hospital patient pt health insurance policy member subscriber beneficiary "
    "plan "
    "claim group prior account acct encounter visit accession specimen sample slide requisition "
    "order "
    "registration folder file chart record case subject participant study enrollee wristband "
    "barcode "
    "prescription rx ticket reference admission inpatient outpatient episode pathology path blood "
    "donor "
    "badge employee inmate booking police report medicare medicaid medi tricare ohip ramq hcn phn "
    "uhid "
    "abha csn fin nhs chi urn hrn empi hin ip op cr ipd opd pid upi hn id cin mrd umr nric hosp "
    "reg adm regn ward bill emr ehr sheet card & 0"
)
_PUBLIC = Lazy(
    r"(?i)(?:PMID|PMCID|doi|NCT|ISRCTN|ISBN|ISSN|IRB|grant|protocol|AAMC|ECFMG|USMLE|NRMP|ERAS"
    r"|letter id|request id|version|abstract|poster|ORCID|arxiv|CPT|ICD|LOINC|CRD"
    r"|award)\W{0,3}(?:id|no|number|approval|code|\#)?\W{0,4}\Z"
)
_AMOUNT = Lazy(
    r"(?i)\s?(?:%|copies|cells|iu|units?|cfu|patients|mg|ml|mcg|/|usd|dollars|people|records"
    r"|encounters|reads|participants)",
)
_TIME_UNIT = Lazy(
    r"(?i)\s?(?:%|-?\s?(?:days?|weeks?|months?|hours?|years?|minutes?|times|patients|mg|ml|pages"
    r"|reviews?)\b)",
)
_YEAR = Lazy(r"(?:19|20)\d\d\Z")


def _digits(text: str) -> int:
    return sum(char.isdigit() for char in text)


def _is_record(prose: Prose, match: re.Match[str]) -> bool:
    code = match["code"].strip()
    if _TIME_UNIT.match(prose.text, match.end("code")):
        return False
    return _digits(code) >= 3 and not (_YEAR.match(code) and "#" not in match[0])


def _is_weak_record(prose: Prose, match: re.Match[str]) -> bool:
    if _digits(match["code"]) < 4 or _TIME_UNIT.match(prose.text, match.end("code")):
        return False
    return not _YEAR.match(match["code"].strip()) and not _is_public(prose, match)


def _is_public(prose: Prose, match: re.Match[str]) -> bool:
    """The number of a paper, a trial or the applicant's own application."""
    start = match.start("code" if "code" in match.re.groupindex else "hit")
    return bool(_PUBLIC.search(prose.text[max(0, start - 28) : start]))


def _is_bare_number(prose: Prose, match: re.Match[str]) -> bool:
    return not _is_public(prose, match) and not _AMOUNT.match(prose.text, match.end())


def _is_local_phone(prose: Prose, match: re.Match[str]) -> bool:
    return not _TIME_UNIT.match(prose.text, match.end()) and not _AMOUNT.match(
        prose.text, match.end()
    )


def _is_network(prose: Prose, match: re.Match[str]) -> bool:
    del prose
    return all(int(part) <= 255 for part in match["hit"].split("."))


def _is_plate(prose: Prose, match: re.Match[str]) -> bool:
    del prose
    code = match["code"]
    return _digits(code) > 0 and any(char.isalpha() for char in code)


def _is_serial(prose: Prose, match: re.Match[str]) -> bool:
    code = match["code"]
    if _TIME_UNIT.match(prose.text, match.end("code")) or re.match(r"\d+-?lead", code):
        return False
    return _digits(code) >= 2 and not _YEAR.match(code)


_VEHICLE = (
    r"(?i:licen[cs]e|number|registration|vanity|car|vehicle|truck|van|motorcycle|rear|front|taxi)"
)
_LICENCE = (
    r"(?i:driver['’]?s?\s?licen[cs]e|driving licen[cs]e|licen[cs]e|certificate|passport|visa|permit"
    r"|green card|DEA|NPI|state id|birth certificate|death certificate|pilot['’]?s licen[cs]e|CDL"
    r"|badge)"
)

DETECTORS: tuple[Detector, ...] = (
    detector(
        Kind.NATIONAL,
        r"(?<![\w-])(?P<hit>\d{3}-\d{2}-\d{4}|\d{3} \d{2} \d{4}"
        r"|[xX*•]{3}[- ][xX*•]{2}[- ]\d{4})(?![\w-])",
        "9-9",
    ),
    detector(
        Kind.NATIONAL,
        r"(?P<hit>\b(?:SSN|SS\s?\#|SIN|(?i:social security|social insurance|soc(?:ial)? sec"
        r"|national insurance"
        r"|aadhaar|aadhar|national id|NINO|CURP|CPF|curp|personal id|citizen id))\b"
        r"(?:[^\d\n]{0,40}?)\d[\d\s.-]{2,18})",
        "ssn ss sin social soc national aadhaar aadhar nino curp cpf personal citizen & 0",
    ),
    detector(
        Kind.NATIONAL,
        r"(?i)\b(?:last|final) (?:four|4|three|3)\b[^\d\n]{0,36}(?P<hit>\d{3,4})(?!\w)",
        "last final & 0",
        lambda prose, match: bool(
            re.search(
                r"(?i)social|ssn|card|account|mrn|\bid\b|number|digits",
                prose.text[match.start() : match.start("hit")],
            )
        ),
    ),
    detector(
        Kind.RECORD,
        r"(?i)\b(?P<hit>(?:no\.?|number|num|nr"
        r"|id)[\s:#.]{0,3}(?P<code>[A-Z]{0,4}[-/ ]?\d[\dA-Z/-]{4,16}))(?!\w)",
        "no number num nr id & 0",
        lambda prose, match: not _is_public(prose, match) and _is_weak_record(prose, match),
    ),
    detector(
        Kind.NATIONAL,
        r"(?<![\w-])(?P<hit>\d{3}[- ]\d{3}[- ]\d{3}|\d{4}[- ]\d{4}[- ]\d{4})(?![\w-])",
        "9-9",
    ),
    detector(
        Kind.NATIONAL,
        r"\b(?P<hit>[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]|[A-Z]{4} \d{4} \d{4}"
        r"|[A-Z]{4}\d{8})\b",
        "9-9 00000 A9",
    ),
    detector(
        Kind.RECORD,
        rf"(?P<hit>(?<!\w){_STRONG}{_GLUE}(?P<code>{_CODE}))",
        _NEEDS_RECORD,
        _is_record,
    ),
    detector(
        Kind.RECORD,
        rf"(?P<hit>\b{_WEAK}(?:{_GLUE})(?P<code>[A-Z]{{0,4}}-?\d{{4,14}}(?:-\d{{1,6}})?[A-Z]?"
        rf"|\d{{1,4}}/\d{{3,6}}|\d{{2,4}}-\d{{2,4}}-\d{{2,4}}|[A-Z]{{1,5}}/\d{{2,4}}/\d{{2,8}}))\b",
        _NEEDS_RECORD,
        _is_weak_record,
    ),
    detector(
        Kind.RECORD,
        r"(?<![\w#])(?P<hit>\#\s?\d[\d-]{4,14})\b",
        "#",
        lambda p, m: not _is_public(p, m),
    ),
    detector(
        Kind.RECORD,
        r"(?<![\w.,/$€£#-])(?P<hit>\d{7,20})(?![\w,/]|\.\d|-\d)",
        "00000",
        _is_bare_number,
    ),
    detector(
        Kind.RECORD,
        r"(?<![\w-])(?P<hit>(?:S|SP|CS|PS|SU|H|CY|BM|ACC|PT|P|ID|MR|V|E|A)-?\d{2}-\d{4,6}"
        r"|[A-Z]{1,4}-?\d{5,10}[A-Z]{0,2}|[A-Z]{2,5}/\d{2,4}/\d{3,8}|\d{3}-\d{2}-\d{2}"
        r"|\d{2}-\d{5,8}|\d{2}-[A-Z]{1,3}-\d{4,6}|\d{2}-\d{7,12}-\d|[A-Z]\d{2}-\d{3,6})(?![\w-])",
        "9-9 0000",
        lambda p, m: not _is_public(p, m) and not re.match(r"(?:NCT|PMC|PMID|CRD|IRB)", m["hit"]),
    ),
    detector(
        Kind.PHONE,
        r"(?<![\w.-])(?P<hit>(?:\+?1[-. ]{0,2})?(?:\(\d{3}\)[ .-]?"
        r"|\d{3}[-. ]{1,2})\d{3}[-. ]{1,2}\d{4}(?:\s?(?:x|ext\.?)\s?\d{1,6})?)(?![\w-]|\.\d)",
        "9-9",
    ),
    detector(
        Kind.PHONE, r"(?<![\w+])(?P<hit>\+\d{1,3}(?:[ .()-]{0,2}\d){6,13})(?!\w)", "9-9 00000"
    ),
    detector(
        Kind.PHONE,
        r"(?<![\w.-])(?P<hit>0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}|07\d{3}[ -]?\d{6}|0\d{4} \d{6}"
        r"|[6-9]\d{4}[ -]\d{5})(?!\w)",
        "9-9 00000",
    ),
    detector(
        Kind.PHONE, r"(?<![\w.-])(?P<hit>555[-. ]\d{4}|\d{3}-01\d\d)(?![\w-])", "0", _is_local_phone
    ),
    detector(
        Kind.PHONE,
        r"(?P<hit>\b(?i:phone|tel|telephone|cell(?:phone)?|mobile|mob|fax|landline|pager|beeper"
        r"|whatsapp"
        r"|ext|extension|call(?:ed|ing)?|text(?:ed)?|reach(?:ed|able)?|contact(?:ed)?|home number"
        r"|number|rang|dial(?:ed|led)?)\b\.?"
        r"(?:[\s:#(]{0,3}(?i:no|number|her|him|them|his|their|the|me|is|was|at|on|back|family"
        r"|wife|son|daughter|husband|mother)\b\.?){0,4}"
        r"[\s:#(+]{0,3}(?:\d{3}[-. ]\d{4}|\d[\d .()-]{5,16}\d))(?![\w-])",
        "phone tel telephone cell cellphone mobile mob fax landline pager beeper whatsapp ext "
        "extension "
        "call called calling text texted reach reached reachable contact contacted number rang "
        "dial dialed dialled & 0",
        _is_local_phone,
    ),
    detector(
        Kind.PHONE,
        r"(?P<hit>\b(?i:ext|extension|pager|beeper|bleep)\b\.?(?:[\s:#]{0,2}(?i:no|number|is"
        r"|was)\b\.?)?[\s:#]{0,2}\d{3,6})(?!\w)",
        "ext extension pager beeper bleep",
        lambda prose, match: (
            not (
                re.search(r"\b[Mm]y\W+\Z", prose.text[: match.start()])
                or re.match(r"\s(?:was|is) mine\b", prose.text[match.end() :])
            )
        ),
    ),
    detector(Kind.PHONE, r"(?<!\w)(?P<hit>x\d{4,5})(?!\w)", "x"),
    detector(
        Kind.EMAIL,
        r"(?<![\w.+-])(?P<hit>[\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5})",
        "@",
    ),
    detector(
        Kind.EMAIL,
        r"(?i)(?<![\w.+-])(?P<hit>[\w.+-]{1,64}\s?(?:\(at\)|\[at\]"
        r"| at )\s?[\w-]{1,63}(?:\s?(?:\(dot\)|\[dot\]| dot )\s?|\.)(?:com|org|net|edu|uk|ca|in))\b",
        "com org net edu uk ca in & at & dot .",
    ),
    detector(
        Kind.LINK,
        r"(?<![\w@/.])(?P<hit>[a-z][\w-]{2,30}(?:\.[a-z][\w-]{1,20}){1,3}/[\w./%~-]{3,})",
        ".",
    ),
    detector(
        Kind.LINK,
        r"(?i)(?P<hit>\b(?:https?|ftp)://[^\s<>\"”)]{1,500}|\bwww\.[^\s<>\"”)]{1,500})",
        "http https ftp www",
    ),
    detector(
        Kind.LINK,
        r"(?<![\w@.-])(?P<hit>[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3}\.(?:com|org|net|edu|gov"
        r"|io|info|ly|gl|app|tv|co\.uk|me(?=/)|be(?=/)|ca(?=/)"
        r"|de(?=/))(?:/[^\s<>\"”),]{0,300})?)(?![\w@])",
        "com org net edu gov io info ly gl app tv uk me be ca de & .",
    ),
    detector(
        Kind.LINK,
        r"(?<![\w@.])(?P<hit>@[A-Za-z]\w{0,30}[._\d]\w{1,30}|(?i:instagram|twitter|tiktok"
        r"|facebook|insta|linkedin|snapchat|youtube)\s?(?:\w+\s){0,2}@\w{2,30})",
        "@",
    ),
    detector(
        Kind.LINK,
        r"(?<![\w.])(?<!v)(?P<hit>\d{1,3}(?:\.\d{1,3}){3})(?![\w]|\.\d)",
        "9-9",
        _is_network,
    ),
    detector(
        Kind.LINK,
        r"(?<![\w:])(?P<hit>(?:[0-9A-Fa-f]{1,4}:){4,7}[0-9A-Fa-f]{1,4}"
        r"|(?:[0-9A-Fa-f]{1,4}:){2,6}:[0-9A-Fa-f:]{0,20}"
        r"|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5})(?![\w:])",
        "::",
    ),
    detector(
        Kind.THING,
        rf"(?P<hit>\b{_VEHICLE}\s(?:plates?"
        rf"|tags?)\b[\w\s,]{{0,14}}?[\s:#\"'“]{{0,3}}(?P<code>[A-Z0-9]{{1,4}}[ -]?[A-Z0-9]{{1,7}}"
        rf"(?:[ -][A-Z0-9]{{1,4}})?))(?!\w)",
        "plate plates tag tags",
    ),
    detector(
        Kind.THING,
        r"(?P<hit>\b(?i:plates?|tags?|registration|reg|registered)\b\.?[\s:,#\"'“]{0,3}(?:(?i:no"
        r"|number|reading|was|is"
        r"|as)\b\.?[\s:#\"'“]{0,3})?(?P<code>[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5}"
        r"(?:[ -][A-Z0-9]{1,4}){0,2}))(?![\w-])",
        "plate plates tag tags registration reg registered & 0",
        _is_plate,
    ),
    detector(
        Kind.THING,
        r"(?<!\w)(?P<hit>[A-Z]{2}[ -]\d{1,2}[ -][A-Z]{1,3}[ -]\d{4}"
        r"|(?=[A-Z0-9]{0,16}\d{4})[A-HJ-NPR-Z0-9]{17})(?!\w)",
        "0000",
    ),
    detector(
        Kind.THING,
        r"(?P<hit>\bVIN\b[\s:#]{0,3}(?:(?i:ending(?: in)?|number|no|is"
        r"|was)\s){0,2}[A-Z0-9]{4,17})(?!\w)",
        "vin",
    ),
    detector(
        Kind.THING,
        r"(?P<hit>(?<![\w/])(?:(?i:serial|lot|batch|implant|device|model|generator|lead|pump"
        r"|pacemaker|ICD|stent|valve|prosthesis|unit|cat(?:alog)?|ref)\s?(?i:no\b\.?|num\b\.?"
        r"|number|\#|id\b|s/n|serial|lot|code\b)|[Ss]/[Nn]|SN|UDI|IMEI|(?i:serial|lot|batch))"
        r"(?:[\s:#=]{0,3}(?i:no|number|is|was|of|ending in"
        r"|reads)\b\.?){0,2}[\s:#=]{0,3}(?P<code>\(?[A-Z0-9]{1,10}\)?"
        r"(?:[-/ ]?[A-Z0-9]*\d[A-Z0-9]*){0,4}))(?!\w)",
        "serial lot batch implant device model generator lead pump pacemaker icd stent valve "
        "prosthesis unit cat "
        "catalog ref s sn udi imei & 0",
        lambda prose, match: _is_serial(prose, match) and _digits(match["code"]) >= 3,
    ),
    detector(
        Kind.THING,
        rf"(?P<hit>\b{_LICENCE}(?:[\s:#]{{0,3}}(?i:no|number|id|is|was|ending in"
        rf"|\#)\b\.?){{0,3}}[\s:#]{{0,3}}(?P<code>[A-Z]{{0,3}}-?"
        rf"(?:\d[- ]?){{2,14}}[A-Z]{{0,2}}\d{{0,6}}))(?!\w)",
        "driver drivers driverlicense driverslicense driverlicence driverslicence "
        "driving license licence certificate passport visa permit green dea npi "
        "state birth death "
        "pilot pilots cdl badge & 0",
        lambda prose, match: (
            _digits(match["code"]) >= 3
            and not _YEAR.match(match["code"].strip())
            and not _TIME_UNIT.match(prose.text, match.end("code"))
        ),
    ),
)
