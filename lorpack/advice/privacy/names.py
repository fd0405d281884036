"""Names and initials of patients and their relatives (Safe Harbor A/1)."""

import re
from collections.abc import Iterable

from lorpack.advice.privacy.model import Detector, Kind, Prose, detector, word_set

_CAP = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,24}"
_NAME = rf"(?:[OD]['’])?{_CAP}(?:[-'’]{_CAP}|[A-Z][a-z]{{1,15}})?"
_FULL = rf"{_NAME}(?:\s(?:(?:de|da|del|van|von|bin|al|el|la|dos)\s)?{_NAME}){{0,3}}"
_TITLE = (
    r"(?:Mr|Mrs|Ms|Mx|MR|MRS|Miss|Mister|Missus|Master|Mme|Mlle|Sra|Señora?|Madame|Monsieur|Herr|Frau"
    r"|Shri|Smt|Sri|Rev|Reverend|Pastor|Rabbi|Imam|Sgt|Sergeant|Capt|Captain|Colonel|Col|Lt|Judge"
    r"|Senator|Mayor|Officer|Deputy|Sheriff|Auntie|Aunt|Uncle|Grandma|Grandpa|Grandmother|Grandfather|Coach|Abuela)"
)
_NEEDS_TITLE = (
    "mr mrs ms mx miss mister missus master mme mlle sra se señora madame monsieur herr frau shri smt sri rev "
    "reverend pastor rabbi imam sgt sergeant capt captain colonel col lt judge senator mayor officer "
    "deputy sheriff auntie aunt uncle grandma grandpa grandmother grandfather coach abuela"
)
_STAFF = re.compile(
    rf"\b(?:Drs?|Dr|Doctor|Prof|Professor|Nurse|RN|Dre|Attending|Resident|Fellow|Intern|Matron)\b\.?\s({_FULL})"
)
_RELATIVE = (
    r"(?i:wife|husband|spouse|son|daughter|mother|father|mom|dad|brother|sister|grandson"
    r"|granddaughter|grandmother|grandfather|niece|nephew|aunt|uncle|cousin|partner|boyfriend"
    r"|girlfriend|fianc[ée]e?|twin|caregiver|neighbou?r|boss|employer|roommate|guardian|friend)"
)
_NEEDS_RELATIVE = (
    "wife husband spouse son daughter mother father mom dad brother sister grandson granddaughter "
    "grandmother grandfather niece nephew aunt uncle cousin partner boyfriend girlfriend fianc fiancee fiance "
    "twin caregiver neighbor neighbour boss employer roommate guardian friend"
)
_SOMEBODY = (
    r"(?i:patients?|pts?|man|woman|lady|gentleman|guy|boy|girl|kid|child|infant|baby|toddler|teen"
    r"|teenager|veteran|resident|farmer|driver|teacher|one|somebody|someone|client)"
)
_NEEDS_SOMEBODY = (
    "patient patients pt pts man woman lady gentleman guy boy girl kid child infant baby toddler teen "
    "teenager veteran resident farmer driver teacher one somebody someone client name named"
)
_NO_NAMES = word_set(
    "english spanish french arabic hindi urdu bengali tamil mandarin cantonese chinese portuguese "
    "russian polish german italian greek korean japanese vietnamese somali nepali american african "
    "asian hispanic latino latina medicaid medicare safety care advocacy education experience "
    "services relations navigator portal satisfaction centered reported monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september "
    "october november december parkinson alzheimer crohn hodgkin marfan turner down covid icu "
    "internal medicine emergency surgery pediatrics cardiology the i a an and but he she they we "
    "you it this that these who when where how why what in on at to for with from of as by no not "
    "my our your his her their after before during because although while then so if health "
    "outcomes blueprint handoff dr prof nurse doctor professor family day team staff friendly "
    "outreach council partners partnership led driven flow assessment presentation summary history "
    "problem chief hospital clinic board first second third follow one two three had has was is are "
    "were came said told asked never always still also"
)
_ABBREVIATIONS = word_set(
    "US USA UK EU UN MD DO PHD RN NP PA PT OT RT MA MS MPH MBA BA BS MBBS FACP AM PM IV IM PO SC SQ "
    "SL PR PRN BID TID QID QD QHS NPO ICU MICU SICU CICU NICU PICU CCU ED ER OR GI GU CV MI PE DVT "
    "AF AFIB CHF HF HFREF COPD DKA HHS DM HTN CKD AKI ESRD HD CRRT UTI CAP HAP VAP ARDS CVA TIA SAH "
    "ICH SDH EDH MS ALS TB HIV AIDS HBV HCV HPV CMV EBV RSV UC CD IBD IBS PUD GERD NASH SBO SBP HE "
    "UGIB LGIB GIB BRBPR RA SLE OA PMR GCA ITP TTP HUS DIC HIT APLS SCD AML CML ALL CLL MM NHL HL "
    "MDS HLH TLS PNA URI OSA ILD IPF CF PAH CXR CT MRI US TTE TEE ECG EKG EEG EMG LP PFT ABG VBG "
    "CBC BMP CMP LFT TSH BNP INR PTT ESR CRP HGB HCT WBC PLT BUN CR NA K BP HR RR T SPO2 O2 CO2 GCS "
    "NIH NIHSS MELD CHADS WELLS SOFA QSOFA ROS HPI PMH PSH FH SH CC AP A&P POD HOD LOS DNR DNI GOC "
    "EOL SW CM QI PI IRB EMR EHR CPR ACLS BLS ATLS RRT CODE MDR SOB CP AMS LOC NV ABD RUQ LLQ RLQ "
    "LUQ GYN OB OBS GBS PTSD MDD GAD BPD ADHD ASD SI HI AH VH AUD OUD IVDU PCP PMD ENT ID IR NSGY "
    "ORTHO NEURO PSYCH PEDS FM EM VS VA VT VF SVT AVNRT LVEF EF CABG PCI STEMI NSTEMI ACS CAD PAD "
    "PVD AAA AS AI MR TR PFO ASD VSD TOF PDA TPN NG NGT PEG ETT BIPAP CPAP ECMO LVAD ICD PPM JVP "
    "JVD PEA ROSC TPA TNK WNL NAD AO AOX NKDA CA MRSA VRE ESBL CDIFF HLA NSAID ACE ARB PPI SSRI "
    "SGLT GLP IGG IGA IGM ANA ANCA RF CCP PSA AFP CEA HCG BMI DOE ADL IADL SNF LTAC AMA NYHA ASA "
    "CURB TNM ER PGY IMG USMLE COMLEX ERAS CV PS LOR SLOE WHO CDC NHS RCT HPB CRC HCC NSCLC SCLC "
    "TAVR MVA MVC GSW TBI SCI FND MG GB BPH TURP IUD PCOS PID STI IUGR PPH PROM NST RDS NEC BPD "
    "VBAC VSS SIRS IO AV AVM TIPS ERCP EGD EUS OK TV WC DC DX TX RX HX SX FX BX FU WU AD ADD"
)

_DOTTED = word_set(
    "US USA UK EU UN MD DO PHD RN NP PA IV IM PO AM PM ED ER OR ICU GI CT MRI DC BA BS MS MPH AD BC NG"
)


def known(names: Iterable[str]) -> frozenset[str]:
    """The words by which people with these *names* are known, in lower case, without "de"."""
    parts = (part for name in names for part in re.findall(r"[^\W\d_]+", name))
    return frozenset(part.lower() for part in parts if len(part) > 2)


def _is_stranger(prose: Prose, match: re.Match[str]) -> bool:
    """Not a writer, a colleague or a word that only looks like a name."""
    parts = [part.lower() for part in re.findall(r"[^\W\d_]+", match["name"])]
    return bool(parts) and not any(part in prose.known for part in parts)


def _is_name(prose: Prose, match: re.Match[str]) -> bool:
    first = re.findall(r"[^\W\d_]+", match["name"])[0]
    return first.lower() not in _NO_NAMES and _is_stranger(prose, match)


def _is_family(prose: Prose, match: re.Match[str]) -> bool:
    return not re.search(r"(?:ian|ean|can|ish|ese|ali|aqi|nch)\Z", match["name"]) and _is_name(
        prose, match
    )


def _is_first_and_initial(prose: Prose, match: re.Match[str]) -> bool:
    return (
        prose.names_a_person(match.start())
        and _is_name(prose, match)
        and match["name"].lower()
        not in [
            "vitamin",
            "hepatitis",
            "influenza",
            "type",
            "class",
            "team",
            "group",
            "grade",
            "factor",
            "stage",
            "child",
            "plan",
            "option",
            "part",
            "protein",
            "troponin",
            "step",
            "ward",
            "room",
            "bed",
            "bay",
            "pod",
            "unit",
            "phase",
            "level",
            "section",
            "figure",
            "table",
            "appendix",
        ]
    )


def _is_initials(prose: Prose, match: re.Match[str]) -> bool:
    letters = re.sub(r"[^A-Z]", "", match["name"])
    plain = _DOTTED if match["name"].count(".") > 1 else _ABBREVIATIONS
    return letters not in plain and letters.lower() not in prose.known


def colleagues(text: str) -> frozenset[str]:
    """The names, in lower case, of those whom *text* calls Dr., Prof. or Nurse."""
    found = (part for match in _STAFF.finditer(text) for part in re.findall(r"[^\W\d_]+", match[1]))
    return frozenset(part.lower() for part in found if len(part) > 1)


_AGE_SEX = r"\d{1,3}\s?-?(?:(?:[MF]|yo[MF]?|y/o|y\.o\.?|yr?s?\b|year)|♀|♂)"
_AGED = rf"(?=,?\s?(?:\(|\[|an?\s|aged?\s|—\s?|-\s?)?\s?(?:{_AGE_SEX}|(?:9|[1-8])\d\b\s?[,)]))"
_LETTERS = r"(?:[A-Z]\.\s?){2,3}|[A-Z]\.?-[A-Z]\.|[A-Z]{2,3}"

DETECTORS: tuple[Detector, ...] = (
    detector(
        Kind.NAME,
        rf"\b(?P<hit>{_TITLE}\b\.?(?:\s(?:and|&)\s(?:Mrs|Ms|Mr)\b\.?)?\s(?P<name>{_FULL}|[A-Z]\b(?:\.|(?=\W|$))(?:\s?{_CAP})?|[A-Z]{{2,15}}\b))",
        _NEEDS_TITLE,
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b[Tt]he (?P<hit>(?P<name>{_NAME}) (?:family|twins|brothers|sisters|household|children|baby))\b",
        "family twins brothers sisters household children baby",
        _is_family,
    ),
    detector(
        Kind.NAME,
        rf"\b{_SOMEBODY},?\s(?i:named|called|by the name of|known as|nicknamed|goes by|surnamed)\s[\"'“‘]?(?P<hit>(?P<name>{_FULL}))",
        _NEEDS_SOMEBODY + "& A",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b(?i:(?:last|first|sur|family|her|his|their|patient|patient's|pt) ?name(?:d| is| was|:)?|name:|name (?:is|was)|named her|named him|nicknamed|who goes by)\s[\"'“‘]?(?P<hit>(?P<name>{_FULL}(?:, {_NAME})?))",
        "name named nicknamed goes surname",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b(?:[Pp]ts?|[Pp]atient|Client)\s?[:=]\s?(?P<hit>(?P<name>{_FULL}(?:, {_NAME})?))",
        "pt pts patient client",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b(?:[Pp]t|(?:[Mm]y |[Oo]ur |[Tt]he |[Aa] )patient|my lady|patient),?\s(?P<hit>(?P<name>{_FULL}))(?=[,.;:)'’]|\s(?:who|was|had|has|with|is|told|came|said|would|and|in|needed|asked)\b|$)",
        "pt patient lady & A",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Aa]|patient['’]s|'s|’s)\s(?:\w{{3,10}}\s)?{_RELATIVE}(?:,?\s)(?:named\s|called\s)?(?P<hit>(?P<name>{_FULL}))(?!\sSyndrome)",
        _NEEDS_RELATIVE + "& A",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b(?P<hit>(?:Baby|BB|BG|B/O)(?:\s(?:Boy|Girl|boy|girl))?\s(?P<name>{_NAME}))",
        "baby bb bg b",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"(?<![\w.])(?P<hit>(?P<name>{_NAME}(?:\s[A-Z]\.)?\s{_NAME}(?:[-\s]{_NAME})?)){_AGED}",
        "0",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"(?<![\w.])(?P<hit>(?P<name>[A-Z][a-z]{{2,15}}),\s[A-Z][a-z]{{2,15}}){_AGED}",
        "0",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"(?<![\w.] )(?<![\w.])(?P<hit>(?P<name>{_CAP}) [A-Z]\.)(?=,|\s(?:who|with|was|is|had|has|came|told|said|asked|needed|and|in|from)\b|['’]s)",
        "A.",
        _is_first_and_initial,
    ),
    detector(
        Kind.INITIALS, rf"(?<![\w.&/-])(?P<hit>(?P<name>{_LETTERS})){_AGED}", "0", _is_initials
    ),
    detector(
        Kind.INITIALS,
        r"(?<![\w.&/-])(?P<hit>(?P<name>(?:[A-Z]\. ?){1,2}[A-Z]\.))(?!\s?[A-Z][a-z]|\w)",
        "A.",
        _is_initials,
    ),
    detector(
        Kind.INITIALS,
        r"\b(?:[Pp]ts?|[Pp]atients?|[Cc]lient|[Ll]ady|[Gg]entleman|[Ww]oman|[Mm]an|[Bb]oy|[Gg]irl|[Cc]hild|[Ii]nfant|[Bb]aby|[Mm]other|[Dd]aughter|[Ss]on|[Ww]ife|[Hh]usband)\.?,?:?\s\(?(?:known (?:only )?as |called )?(?P<hit>(?P<name>[A-Z]{2,3}|[A-Z]\.|[A-Z]\.[A-Z]\.?|[A-HJ-Z](?=[,)]|\s(?:was|had|has|is|who)\b)))"
        r"(?=\W*$|[,;:)]|['’]s|\.?\s?(?:\(|—|who\b|was\b|had\b|has\b|is\b|with\b|came\b|presented\b|told\b|asked\b|in\b|from\b|needed\b|taught\b|and\b))",
        "pt pts patient patients client lady gentleman woman man boy girl child infant baby mother daughter son wife husband & A",
        _is_initials,
    ),
    detector(
        Kind.INITIALS,
        r"\b(?i:initials?)(?:\s(?:are|is|were|was|of))?[\s:(\"“'=]{1,3}(?P<hit>(?P<name>(?:[A-Z]\.?\s?){2,3}))(?![a-z])",
        "initial initials",
        lambda p, m: m["name"].lower() not in p.known,
    ),
    detector(
        Kind.INITIALS,
        r"(?<![\w.])(?P<hit>(?P<name>[A-Z]\.?))(?=,? (?:an? |\()\d{1,3}[- ]?(?:year|yo|y/o|[MF]\b))",
        "0",
        lambda _, match: match["name"] not in "AI",
    ),
)
