"""Names and initials of patients and their relatives (Safe Harbor A/1)."""

import re
from collections.abc import Iterable

from lorpack.advice.privacy.model import (
    LOWER,
    UPPER,
    Detector,
    Kind,
    Lazy,
    Prose,
    detector,
    word_set,
)

_CAP = rf"[{UPPER}][{LOWER}]{{1,24}}"
_NAME = rf"(?:[OD]['’])?{_CAP}(?:[-'’]{_CAP}|[A-Z][a-z]{{1,15}})?"
_FULL = rf"{_NAME}(?:\s(?:(?:de|da|del|van|von|bin|al|el|la|dos)\s)?{_NAME}){{0,3}}"
_TITLE = (
    r"(?:Mr|Mrs|Ms|Mx|MR|MRS|MS|Miss|Mister|Missus|Master|Mme|Mlle|Sra|Señora?|Madame|Monsieur|Herr|Frau"
    r"|Shri|Smt|Sri|Rev|Reverend|Pastor|Rabbi|Imam|Sgt|Sergeant|Capt|Captain|Colonel|Col|Lt|Judge"
    r"|Senator|Mayor|Officer|Deputy|Sheriff|Doña|Dona|Don|Señor|Tía|Tío|Tia|Tio|Mama|Mamá|Papa"
    r"|Papá|Baba|Nana|Abuelo|Oma|Opa|Mzee|Alhaji|Alhaja|Hajia|Haji|Begum|Amma|Appa|Chief|Lady"
    r"|Lord|Dame|Fr|Father|Granny|Auntie|Aunt|Uncle|Grandma|Grandpa|Grandmother|Grandfather|Coach"
    r"|Abuela|Senhora?|Srta|Signora?|Pani|Nanay|Tatay|Lol[ao]|Kuya|Aling|Mang|Hajja?|Hagga?|Ustaz"
    r"|Umm|Shrimati|Bibi|Dad[ai]|Nani|Chacha|Khala|Tita|Tito)"
)
_NEEDS_TITLE = (
    "mr mrs ms mx miss mister missus master mme mlle sra señora madame monsieur herr frau shri "
    "smt sri rev senhor senhora srta signor signora pani nanay tatay lola lolo kuya aling mang hajj "
    "hajja hagg hagga ustaz umm shrimati bibi dada dadi nani chacha khala tita tito "
    "reverend pastor rabbi imam sgt sergeant capt captain colonel col lt judge senator mayor "
    "officer "
    "deputy sheriff doña dona don señor tía tia tío tio mama mamá papa papá baba nana "
    "abuelo oma opa mzee "
    "alhaji alhaja hajia haji begum amma appa chief lady lord dame fr father granny auntie aunt "
    "uncle grandma grandpa grandmother grandfather coach abuela"
)
_STAFF = Lazy(
    rf"\b(?:Drs?|Dr|Doctor|Prof|Professor|Nurse|RN|Dre|Attending|Resident|Fellow|Intern"
    rf"|Matron)\b\.?\s({_FULL})"
)
_RELATIVE = (
    r"(?i:wife|husband|spouse|son|daughter|mother|father|mom|dad|brother|sister|grandson"
    r"|granddaughter|grandmother|grandfather|niece|nephew|aunt|uncle|cousin|partner|boyfriend"
    r"|girlfriend|fianc[ée]e?|twin|caregiver|neighbou?r|boss|employer|roommate|guardian|friend)"
)
_NEEDS_RELATIVE = (
    "wife husband spouse son daughter mother father mom dad brother sister grandson granddaughter "
    "grandmother grandfather niece nephew aunt uncle cousin partner boyfriend girlfriend fiancé fiancée "
    "fiancee fiance "
    "twin caregiver neighbor neighbour boss employer roommate guardian friend"
)
_SOMEBODY = (
    r"(?i:patients?|pts?|man|woman|lady|gentleman|guy|boy|girl|kid|child|infant|baby|toddler|teen"
    r"|teenager|veteran|resident|farmer|driver|teacher|one|somebody|someone|client)"
)
_NEEDS_SOMEBODY = (
    "patient patients pt pts man woman lady gentleman guy boy girl kid child infant baby toddler "
    "teen "
    "teenager veteran resident farmer driver teacher one somebody someone client name named"
)
_NO_NAMES = word_set(
    "residents chiefs medical officer executive nursing complaint complaints concern english "
    "spanish french arabic hindi urdu bengali tamil mandarin cantonese chinese portuguese "
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
    "problem chief hospital clinic board first second third follow one two three had has was is "
    "are "
    "were came said told asked never always still also"
)
_ABBREVIATIONS = word_set(
    "US USA UK EU UN MD DO PHD RN NP PA PT OT RT MA MS MPH MBA BA BS MBBS FACP AM PM IV IM PO SC "
    "SQ "
    "SL PR PRN BID TID QID QD QHS NPO ICU MICU SICU CICU NICU PICU CCU ED ER OR GI GU CV MI PE DVT "
    "AF AFIB CHF HF HFREF COPD DKA HHS DM HTN CKD AKI ESRD HD CRRT UTI CAP HAP VAP ARDS CVA TIA "
    "SAH "
    "ICH SDH EDH MS ALS TB HIV AIDS HBV HCV HPV CMV EBV RSV UC CD IBD IBS PUD GERD NASH SBO SBP HE "
    "UGIB LGIB GIB BRBPR RA SLE OA PMR GCA ITP TTP HUS DIC HIT APLS SCD AML CML ALL CLL MM NHL HL "
    "MDS HLH TLS PNA URI OSA ILD IPF CF PAH CXR CT MRI US TTE TEE ECG EKG EEG EMG LP PFT ABG VBG "
    "CBC BMP CMP LFT TSH BNP INR PTT ESR CRP HGB HCT WBC PLT BUN CR NA K BP HR RR T SPO2 O2 CO2 "
    "GCS "
    "NIH NIHSS MELD CHADS WELLS SOFA QSOFA ROS HPI PMH PSH FH SH CC AP A&P POD HOD LOS DNR DNI GOC "
    "EOL SW CM QI PI IRB EMR EHR CPR ACLS BLS ATLS RRT CODE MDR SOB CP AMS LOC NV ABD RUQ LLQ RLQ "
    "LUQ GYN OB OBS GBS PTSD MDD GAD BPD ADHD ASD SI HI AH VH AUD OUD IVDU PCP PMD ENT ID IR NSGY "
    "ORTHO NEURO PSYCH PEDS FM EM VS VA VT VF SVT AVNRT LVEF EF CABG PCI STEMI NSTEMI ACS CAD PAD "
    "PVD AAA AS AI MR TR PFO ASD VSD TOF PDA TPN NG NGT PEG ETT BIPAP CPAP ECMO LVAD ICD PPM JVP "
    "JVD PEA ROSC TPA TNK WNL NAD AO AOX NKDA CA MRSA VRE ESBL CDIFF HLA NSAID ACE ARB PPI SSRI "
    "SGLT GLP IGG IGA IGM ANA ANCA RF CCP PSA AFP CEA HCG BMI DOE ADL IADL SNF LTAC AMA NYHA ASA "
    "CURB TNM ER PGY IMG USMLE COMLEX ERAS CV PS LOR SLOE WHO CDC NHS RCT HPB CRC HCC NSCLC SCLC "
    "TAVR MVA MVC GSW TBI SCI FND MG GB BPH TURP IUD PCOS PID STI IUGR PPH PROM NST RDS NEC BPD "
    "CK ISS RTS LDH ALT AST ALP GGT FEV FVC MAP CVP ICP ANC TSAT NEWS PEWS MTP DVP EFW PHQ MMSE "
    "VBAC VSS SIRS IO AV AVM TIPS ERCP EGD EUS OK TV WC DC DX TX RX HX SX FX BX FU WU AD ADD"
)

_SOMEONE = word_set(
    "patient pt child baby boy girl woman man lady gentleman infant kid newborn neonate toddler"
    " teen teenager resident intern student nurse applicant today yesterday tomorrow who whose"
    " everyone everybody someone somebody one another nobody"
)
_LETTERED_THINGS = word_set(
    "vitamin hepatitis influenza type class team group grade factor stage child plan option part "
    "protein "
    "troponin step ward room bed bay pod unit phase level section figure table appendix"
)
_GIVEN = (
    "Aarav|Abdul|Abdullah|Abebe|Abigail|Adaeze|Ahmed|Aisha|Alejandro|Alice|Amina|Amir|Ana|Andrea"
    "|Andrew|Anita|Anna|Anthony"
    "|Antonio|Arjun|Arthur|Ashley|Babatunde|Barbara|Beatriz|Benjamin|Betty|Brandon|Brenda|Brian"
    "|Carlos|Carmen|Carol|Caroline"
    "|Catherine|Chidi|Chinedu|Chioma|Christina|Christine|Christopher|Claire|Clara|Cynthia|Daniel"
    "|Danielle|David|Deborah|Debra"
    "|Deepak|Denise|Dennis|Diana|Diego|Dmitri|Donna|Dorothy|Earl|Edith|Edna|Eduardo|Edward|Eileen"
    "|Eleanor|Elena|Elijah|Elizabeth"
    "|Ella|Emeka|Emily|Emma|Eric|Esther|Ethan|Ethel|Eugene|Evelyn|Farah|Fatima|Fatou|Felix"
    "|Fernando|Francisco|Gabriel"
    "|George|Gerald|Gladys|Gloria|Gregory|Guadalupe|Hannah|Harold|Harriet|Hassan|Hector|Heather"
    "|Helen|Henry|Hiroshi|Howard|Ibrahim"
    "|Ifeoma|Irene|Isaac|Isabel|Isabella|Jacob|Jacqueline|Jamal|James|Jane|Janet|Janice|Jasmine"
    "|Jason|Javier|Jennifer|Jerome|Jessica"
    "|Joan|Joanne|Jorge|Jose|José|Joseph|Josephine|Joshua|Joyce|Juan|Juanita|Judith|Judy|Julia"
    "|Julie|Kareem|Karen|Katherine|Kathleen"
    "|Keisha|Kelly|Kenji|Kenneth|Kevin|Khadija|Kimberly|Kofi|Kwame|Lakshmi|Larry|Latoya|Laura"
    "|Lauren|Leila|Leonard|Leroy|Liam|Lillian"
    "|Linda|Lisa|Lois|Lorraine|Lucas|Lucia|Luis|Lupe|Mabel|Manuel|Margaret|Maria|María|Mariam"
    "|Marie|Marilyn|Mario|Martha|Mary|Matthew"
    "|Maureen|Megan|Mei|Melissa|Michael|Michelle|Miguel|Mildred|Mohamed|Mohammed|Muhammad|Nancy"
    "|Natalie|Nathan|Ngozi|Nicole|Noah|Nora"
    "|Olga|Olivia|Omar|Oscar|Pamela|Patricia|Paula|Pedro|Peter|Philip|Phyllis|Priya|Rachel|Rafael"
    "|Rahul|Rajesh|Ramesh|Ramon|Ravi"
    "|Raymond|Rebecca|Ricardo|Richard|Rita|Robert|Roberto|Rosa|Rosario|Rosemary|Ruth|Ryan|Sadia"
    "|Samantha|Samuel|Sandra|Sanjay|Sara|Sarah"
    "|Sean|Sergei|Sharon|Shirley|Sofia|Sophia|Stephanie|Stephen|Steven|Sunil|Sunita|Susan|Tamika"
    "|Teresa|Theresa|Thelma|Thomas|Timmy"
    "|Timothy|Tunde|Tyrone|Vera|Veronica|Vijay|Vincent|Viola|Walter|Wanda|William|Winifred|Xavier"
    "|Yolanda|Yusuf|Yvonne|Zainab"
)
_COLLEAGUE = Lazy(
    r"(?i)(?:\b(?:co-?\w+|intern|resident|classmate|colleagues?|student|students|attending|fellow"
    r"|mentor|friend|pharmacist"
    r"|technician|tech|interpreter|coordinator|supervisor|preceptor|therapist|worker|chaplain"
    r"|dietitian|registrar|consultant|professor"
    r"|director|chair|dean|author|editor|senior|junior|chief|sister|matron|midwife|charge|St\.?"
    r"|Saint|Santa|San|with|and|Dr\.?|Prof\.?|Nurse)"
    r",?\s(?:[A-Z]\w+\s)?)\Z"
)
_AFTER_MR = Lazy(
    r"\w*GRAPHY\b|\w*GRAPHIC\b|\w*SCOPY\b|IMAG\w+|SCANS?\b|BRAIN\b|SPINE\b|FLARES?\b|RELAPSES?\b"
    r"|EXACERBATIONS?\b|LESIONS?\b|STUDENTS?\b|PATIENTS?\b|CLINIC\b"
)
_DOTTED = word_set(
    "US USA UK EU UN MD DO PHD RN NP PA IV IM PO AM PM ED ER OR ICU GI CT MRI DC BA BS MS MPH AD "
    "BC NG"
)


_STAFF_AFTER = Lazy(
    r"(?i),?\s(?:(?:our|the|my|a|an|who (?:is|was) (?:our|the|my|a))\s)?(?!retired"
    r"|former)(?:(?!retired|former)[\w-]{3,14}\s){0,2}"
    r"(?:surgeon|pharmacist|preceptor|therapist|consultant|interpreter|supervisor|registrar"
    r"|technician|coordinator|educator"
    r"|(?:charge|head|ward|senior|clinic|icu|scrub) nurse|ward manager|nurse manager"
    r"|social worker|chaplain|secretary|tutor|instructor|mentor|physiotherapist"
    r"|attending|dietitian|librarian|perfusionist|paramedic)\b"
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
    if _STAFF_AFTER.match(prose.text, match.end("name")):
        return False
    return first.lower() not in _NO_NAMES and _is_stranger(prose, match)


def _is_titled(prose: Prose, match: re.Match[str]) -> bool:
    """Not "MR Angiography", "MS IV" or "MR IMAGING": without a period a name follows in capitals."""
    if re.match(r"M[RS]\s", match["hit"]) and (
        not re.fullmatch(rf"[{UPPER}]{{3,}}", match["name"]) or _AFTER_MR.match(match["name"])
    ):
        return False
    return _is_name(prose, match)


def _is_family(prose: Prose, match: re.Match[str]) -> bool:
    return not re.search(r"(?:ian|ean|can|ish|ese|ali|aqi|nch)\Z", match["name"]) and _is_name(
        prose, match
    )


def _is_first_and_initial(prose: Prose, match: re.Match[str]) -> bool:
    return match["name"].lower() not in _LETTERED_THINGS and _is_name(prose, match)


def _is_given_name(prose: Prose, match: re.Match[str]) -> bool:
    """Not "my co-intern Sara"."""
    before = prose.text[max(0, match.start() - 40) : match.start()]
    return not _COLLEAGUE.search(before) and _is_stranger(prose, match)


def _is_initials(prose: Prose, match: re.Match[str]) -> bool:
    letters = re.sub(r"[^A-Z]", "", match["name"])
    plain = _DOTTED if match["name"].count(".") > 1 else _ABBREVIATIONS
    return letters not in plain and letters.lower() not in prose.known


def colleagues(text: str) -> frozenset[str]:
    """The names, in lower case, of those whom *text* calls Dr., Prof. or Nurse."""
    found = (part for match in _STAFF.finditer(text) for part in re.findall(r"[^\W\d_]+", match[1]))
    return frozenset(part.lower() for part in found if len(part) > 1)


_AGE_SEX = r"\d{1,3}\s?/\s?[MF]\b|\d{1,3}\s?-?(?:(?:[MF]|yo[MF]?|y/o|y\.o\.?|yr?s?\b|year)|♀|♂)"
_AGED = (
    rf"(?=(?:\s\([^)\n]{{1,16}}\))?(?:,|\s(?:is|was))?\s?(?:\(|\[|an?\s|aged?\s|—\s?"
    rf"|-\s?)?\s?(?:{_AGE_SEX}|(?:9|[1-8])\d\b\s?(?:,(?!\d)|\))))"
)
_LETTERS = r"(?:[A-Z]\.\s?){2,3}|[A-Z]\.?-[A-Z]\.|[A-Z]{2,3}"

DETECTORS: tuple[Detector, ...] = (
    detector(
        Kind.NAME,
        rf"\b(?P<hit>{_TITLE}\b\.?(?:\s(?:and|&)\s(?:Mrs|Ms|Mr|MRS|MS|MR)\b\.?)?\s(?:(?:van|von|de|del|der"
        rf"|den|la|bin|ibn|al|el|ter|dos|da|di)\s){{0,3}}(?P<name>{_FULL}|[{UPPER}]\b(?:\.|(?=\W"
        rf"|$))(?:\s?{_CAP})?|[{UPPER}]{{2,15}}\b))",
        _NEEDS_TITLE,
        _is_titled,
    ),
    detector(
        Kind.NAME,
        r"\b(?P<hit>(?:mr|mrs|mister)\b\.?\s(?P<name>[a-z]{3,20}))\b",
        "mr mrs mister",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b[Tt]he (?P<hit>(?P<name>{_NAME}) (?:family|twins|brothers|sisters|household|children"
        rf"|baby))\b",
        "family twins brothers sisters household children baby",
        _is_family,
    ),
    detector(
        Kind.NAME,
        rf"\b{_SOMEBODY},?\s(?i:named|called|by the name of|known as|nicknamed|goes by"
        rf"|surnamed)\s[\"'“‘]?(?P<hit>(?P<name>{_FULL}))",
        _NEEDS_SOMEBODY + "& named called name known nicknamed goes surnamed & A",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b(?i:(?:(?:last|first|sur|family) ?|(?:her|his|their|patient|patient's|pt) )name(?:d"
        rf"| is| was|:)?|name:|name (?:is|was)|named her|named him|nicknamed"
        rf"|who goes by)\s[\"'“‘]?(?P<hit>(?P<name>{_FULL}(?:, {_NAME})?))",
        "name named nicknamed goes surname surnamed lastname lastnamed firstname firstnamed "
        "familyname familynamed & A",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b(?:[Pp]ts?|[Pp]atient|Client)\s?[:=]\s?(?P<hit>(?P<name>{_FULL}(?:, {_NAME})?))",
        "pt pts patient client & :",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b(?:[Pp]t|[Pp]atient|my lady),?\s(?P<hit>(?P<name>{_FULL}))(?=[,.;:)'’]|\s[a-z(]|$)",
        "pt patient lady & A",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Aa]|patient['’]s|'s"
        rf"|’s)\s(?:\w{{3,10}}\s)?{_RELATIVE}(?:,?\s)(?:named\s"
        rf"|called\s)?(?P<hit>(?P<name>{_FULL}))(?!\sSyndrome)",
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
        rf"(?<![\w.])(?P<hit>(?P<name>(?:{_NAME}"
        rf"|[A-Z]\.)(?:\s?[A-Z]\.)?\s{_NAME}(?:[-\s]{_NAME})?)){_AGED}",
        "0y",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"(?<![\w.])(?P<hit>(?P<name>[A-Z][a-z]{{2,15}}),\s[A-Z][a-z]{{2,15}}){_AGED}",
        "0y",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"(?<![\w.] )(?<![\w.])(?P<hit>(?P<name>{_CAP}) [A-Z]\.)(?=,|\s[a-z]|['’]s)",
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
        r"\b(?:[Pp]ts?|[Pp]atients?|[Cc]lient|[Ll]ady|[Gg]entleman|[Ww]oman|[Mm]an|[Bb]oy|[Gg]irl"
        r"|[Cc]hild|[Ii]nfant|[Bb]aby|[Mm]other|[Dd]aughter|[Ss]on|[Ww]ife"
        r"|[Hh]usband)\.?,?:?\s\(?(?:known (?:only )?as |called )?(?P<hit>(?P<name>[A-Z]{2,3}"
        r"|[A-Z]\.|[A-Z]\.[A-Z]\.?|[A-HJ-Z](?=[,)]|\s(?:was|had|has|is|who)\b)))"
        r"(?=\W*$|[,;:)]|['’]s|\.?\s?(?:\(|—|who\b|was\b|had\b|has\b|is\b|with\b|came\b"
        r"|presented\b|told\b|asked\b|in\b|from\b|needed\b|taught\b|and\b))",
        "pt pts patient patients client lady gentleman woman man boy girl child infant baby "
        "mother daughter son wife husband & AA A.",
        _is_initials,
    ),
    detector(
        Kind.INITIALS,
        r"\b(?i:initials?)(?:\s(?:are|is|were|was"
        r"|of))?[\s:(\"“'=]{1,3}(?P<hit>(?P<name>(?:[A-Z]\.?\s?){2,3}))(?![a-z])",
        "initial initials",
        lambda p, m: m["name"].lower() not in p.known,
    ),
    detector(
        Kind.INITIALS,
        r"(?<![\w.])(?P<hit>(?P<name>[A-Z]\.?))(?=,? (?:an? |\()\d{1,3}[- ]?(?:year|yo|y/o"
        r"|[MF]\b))",
        "0y",
        lambda _, match: match["name"] not in "AI",
    ),
    detector(
        Kind.NAME,
        rf"\b(?P<hit>(?P<name>{_NAME}(?:\s{_NAME})?))['’]s\s{_RELATIVE}\b",
        _NEEDS_RELATIVE,
        lambda prose, match: match["name"].lower() not in _SOMEONE and _is_name(prose, match),
    ),
    detector(
        Kind.NAME,
        rf"\b(?P<hit>(?:[Ll]ittle|[Oo]ld)\s(?P<name>{_NAME}))(?=['’]s\s|[,.;]|$|\s(?:was|had|is|with"
        r"|who|came|and|in|under|from|at|told|asked|needed)\b)",
        "little old & A",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"(?:^|[.!?]\s)(?P<hit>(?P<name>{_NAME}))\s(?:was|is)\s(?:only\s)?\d{{1,2}},?\s(?:and|when|but)\s"
        r"(?:would|wanted|loved|cried|asked|refused|lived|liked|hated|came|knew|told|said|thought"
        r"|played|had never|could not|couldn|wouldn|did not|didn|went|taught|drew|sang)",
        "was is & 0",
        _is_name,
    ),
    detector(
        Kind.NAME,
        rf"(?<![\w.’'-])(?P<hit>(?P<name>{_GIVEN}))(?=,?\s[a-z]|['’]s\s[a-z]|[,.!?;:]"
        rf"|$|\s[A-Z]\.(?:\s[a-z]|$))(?!,?\s(?:criteria|test|sign|syndrome|disease|et al))",
        _GIVEN.replace("|", " ").lower(),
        _is_given_name,
    ),
)
