"""What singles a patient out without a number: office, fame, "the first case in Ohio"; pictures."""

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

_SOMEONE = (
    r"(?:cases?|patients?|persons?|people|man|men|woman|women|child|children|boy|girl|adult"
    r"|infant|baby|survivors?|family"
    r"|families|individuals?|recipients?|carriers?|resident|transplant|implant|implantation"
    r"|procedure|instance|diagnosis|example|infection)"
)
_WHERE = (
    r"(?:(?:the|our|this|her|his|their|that)\s(?:\w{2,12}\s){0,2}(?:state|county|country|city"
    r"|town|village|region|nation|hospital|world|island|province"
    r"|continent|institution|territory|district|department|health system|history|community|tribe"
    r"|reservation|center|centre|literature|area|parish|borough|valley)"
    r"|history|town|(?:North |South |West |New |Northern |Southern |Western |Eastern "
    r"|Central )?(?!Dr\b|Prof\b|ICU\b|January|February|March|April|May\b|June|July|August"
    r"|September|October|November|December)[A-Z][a-z]{2,})"
)
_KIN = (
    r"(?:wife|husband|son|daughter|mother|father|brother|sister|spouse|partner|nephew|niece"
    r"|cousin|grandson|granddaughter|grandmother|grandfather|aunt|uncle|in-law|mom|dad|widow"
    r"|child)"
)
_NEEDS_SOMEONE = (
    "case cases patient patients person persons people man men woman women child children boy girl"
    " adult infant baby survivor survivors family families individual individuals recipient"
    " recipients carrier carriers resident transplant implant implantation procedure instance"
    " diagnosis example infection"
)
_NEEDS_KIN = (
    "wife husband son daughter mother father brother sister spouse partner nephew niece cousin"
    " grandson granddaughter grandmother grandfather aunt uncle law mom dad widow child"
)
_OFFICE = (
    r"(?:ex-|former |retired |sitting |current |deputy |vice |state |local |city |town |county "
    r"|famous )*"
    r"(?:mayor|governor|senator|congress(?:man|woman|person)|sheriff|police chief|fire chief"
    r"|chief of police|police commissioner|bishop|archbishop"
    r"|ambassador|prime minister|president of (?:a|the)|vice[- ]president|superintendent"
    r"|news ?(?:anchor|caster)|newscaster|anchorman|anchorwoman|weatherman"
    r"|TV (?:host|presenter|anchor|reporter|star|chef|personality)|television (?:host|presenter"
    r"|anchor|reporter|star)|radio (?:host|personality|dj)|lead singer"
    r"|rock star|pop star|movie star|film star|quarterback|head coach|team captain of"
    r"|beauty queen|celebrity|celebrities|billionaire"
    r"|council(?:man|woman|member|or)|district attorney|state representative|member of parliament"
    r"|MP for|cabinet minister|minister of|tribal chief|village chief"
    r"|chief of (?:the|his|her|a) (?:tribe|village)|town (?:pharmacist|doctor|priest|judge|baker"
    r"|barber|librarian|crier|clerk)|astronaut|supreme court|attorney general|(?:sitting|retired"
    r"|federal|county|circuit|appellate|local|district) judge|youtube star|youtuber"
    r"|(?:tv|film|movie|soap|broadway|hollywood|bollywood|nollywood)[- ](?:actor|actress|star"
    r"|director|producer)|(?:actor|actress)\b|CEO of (?:a|the|one)|principal of (?:a|the|our|his"
    r"|her)"
    r"|high[- ]school principal|school principal|university president|university chancellor"
    r"|police captain|prince|princess|royal family|imam of|pastor of|rabbi of|priest of"
    r"|owner of the"
    r"|postmaster|postmistress|lottery winner|(?:world|national|state|olympic|reigning|boxing"
    r"|chess) champion|record holder|olympian|Olympic|Paralympic|medalist|Medal of Honor|Nobel"
    r"|Grammy|Emmy|Super Bowl|World Series|World Cup)"
)
_NEEDS_OFFICE = (
    "mayor governor senator congressman congresswoman congressperson sheriff police fire tribal "
    "village tribe commissioner bishop archbishop "
    "ambassador minister president superintendent anchor caster newsanchor newscaster anchorman "
    "anchorwoman weatherman tv "
    "television radio singer star quarterback coach captain queen celebrity celebrities "
    "billionaire councilman "
    "councilwoman councilmember councilor attorney tv film movie soap broadway hollywood "
    "bollywood nollywood youtuber youtube actor actress ceo representative parliament mp town "
    "astronaut supreme judge principal "
    "chancellor prince princess royal imam pastor rabbi priest owner postmaster postmistress "
    "lottery champion holder "
    "olympian olympic paralympic medalist medal nobel grammy emmy super world"
)
_MINE = Lazy(
    r"(?i)\b(?:I was|I am|I'm|as|you were|we were|made me|me as|asked me|makes me|being|not|am|my"
    r"|my very|was my|me,|since I was|I became)\s\Z"
)
_SERVICE = Lazy(
    r"(?i)\b(?:clinics?|program(?:me)?s?|sites?|pharmac(?:y|ies)|providers?|labs?|services?"
    r"|centers?|rotations?|students?|interns?|residents?|physicians?|team|reason|way|thing"
    r"|question"
    r"|drug|treatment|medication|option|interpreter|data|study|paper|poster|abstract|author"
    r"|trainee|extern|observer|presentation|lecture|talk|conference|rounds|note|workshop|journal"
    r"|trial)\b"
)
_ADVOCACY = Lazy(
    r"(?i)\b(?:advoca\w+|bill|lobb\w+|testif\w+|capitol|letter to|wrote to|policy|legislat\w+"
    r"|award|scholarship|elected|interest group|wellness|hackathon|tournament|student|intramural"
    r"|champion for|"
    r"champion of|physician champion|quality champion|clinical champion)\b"
)

_PATIENTISH = Lazy(
    r"(?i)\b(?:patients?|pts?|man|woman|lady|gentleman|boy|girl|child|he|she|his|her|husband|wife"
    r"|who (?:owns|runs|founded)|year[- ]old|yo)\b"
)


def _is_theirs(prose: Prose, match: re.Match[str]) -> bool:
    """Not "I was the only person" and not "the only clinic in the county"."""
    before = prose.text[max(0, match.start() - 14) : match.start()]
    return not _MINE.search(before) and not _SERVICE.search(match[0])


def _is_office(prose: Prose, match: re.Match[str]) -> bool:
    return not prose.says(_ADVOCACY, match.start())


def _about_person(prose: Prose, match: re.Match[str]) -> bool:
    return prose.names_a_person(match.start())


DETECTORS: tuple[Detector, ...] = (
    detector(
        Kind.UNIQUE,
        rf"(?P<hit>\b(?i:(?:(?:the|our|its|hospital['’]s|state['’]s|county['’]s|country['’]s"
        rf"|nation['’]s|world['’]s|city['’]s|town['’]s|region['’]s)\s)?(?:very )?(?:first|second"
        rf"|third|1st|2nd|3rd)(?:-ever)?)\s(?:[\w-]{{2,16}}\s){{0,3}}{_SOMEONE}\s"
        rf"(?:[\w'’-]{{1,18}}\s){{0,7}}?(?:in|at|from|of|on)\s{_WHERE})",
        "first second third st nd rd & " + _NEEDS_SOMEONE + " & in at from of on",
        _is_theirs,
    ),
    detector(
        Kind.UNIQUE,
        rf"(?i)(?P<hit>\b(?:first|second|third|only|sole) (?:ever |human |confirmed "
        rf"|publicly )?(?:reported|documented|known|recorded|confirmed|described|published|living"
        rf"|surviving|diagnosed)\s(?:[\w-]{{2,16}}\s){{0,3}}{_SOMEONE})\b",
        "first second third only sole",
        _is_theirs,
    ),
    detector(
        Kind.UNIQUE,
        r"(?P<hit>\b(?:[Ff]irst|[Oo]nly|[Ss]econd) (?:ever |one |person |patient )?(?:in"
        r"|at) (?:the|our|this) (?:state|county|country|city|town|village|region|nation|hospital"
        r"|world|province|island))\b",
        "first only second",
        _is_theirs,
    ),
    detector(
        Kind.UNIQUE,
        rf"(?P<hit>\b(?i:the|our|its|[\w]{{2,14}}['’]s)\s(?:only|sole"
        rf"|lone)\s(?:[\w-]{{2,16}}\s){{1,5}}?(?:in|of|from|at|on|for)\s{_WHERE})",
        "only sole lone",
        _is_theirs,
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:the )?(?:only|sole|lone)\s(?:known |living |surviving |reported "
        r"|documented )?(?:survivors?|person|patient|case|one|man|woman|child|pediatric patient"
        r"|family)(?:\s(?:\w{2,12}\s){0,2}(?:alive|worldwide|nationwide|ever|known|reported"
        r"|with (?:this|the|that) (?:disease|condition|disorder|mutation|syndrome|diagnosis"
        r"|variant|name)|to (?:have|survive|receive|undergo)|who survived|on record)|\sof (?:the"
        r"|that|a) (?:\w{2,12}\s){0,2}(?:crash|fire|accident|shooting|explosion|attack|collision"
        r"|derailment|collapse|outbreak))?)\b",
        "only sole lone",
        lambda prose, match: (
            _is_theirs(prose, match)
            and ("survivor" in match[0].lower() or len(match[0].split()) > 4)
        ),
    ),
    detector(
        Kind.UNIQUE,
        rf"(?P<hit>\b(?:(?:the|a|an|our|The|A|An|Our) )?(?i:{_OFFICE})(?!\s(?:score|of \d"
        rf"|\d))(?:['’]s?(?:\s(?:own\s)?{_KIN})?)?)\b",
        _NEEDS_OFFICE,
        _is_office,
    ),
    detector(
        Kind.UNIQUE,
        rf"(?P<hit>\b{_KIN} of (?:the|a|our|his|her) (?:\w{{3,10}}['’]s )?(?:{_OFFICE}|dean|CEO"
        rf"|chief|director|president|chair|king|emir|oba|owner))\b",
        _NEEDS_OFFICE + " dean ceo chief director president chair king emir oba & " + _NEEDS_KIN,
        _is_office,
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:the|our|this) (?:small |local |little )?(?:town|village|county|city"
        r"|state|school|community|church|tribe|hospital|university|high school"
        r"|parish)['’]s (?:\w{3,12} )?(?:only|mayor|sheriff|pastor|priest|doctor|dentist"
        r"|pharmacist|baker|teacher|librarian|barber|principal|coach|chief|judge|oldest|youngest"
        r"|first|tallest|richest|wealthiest|best-known|most famous|ceo|president|dean|undertaker"
        r"|butcher|postman|mail carrier|quarterback|superintendent|fire chief|police chief"
        r"|organist|crossing guard))\b",
        "town village county city state school community church tribe hospital university parish",
        _is_office,
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:(?:(?:in|on|made|making|makes|hit|all over|by) (?:the )?(?:local "
        r"|national |evening |state |international |world )*(?:news|newspapers?|headlines|TV"
        r"|television|front page|tabloids)|(?:in|made|all over|by) the (?:local "
        r"|national )?papers?)\b|went viral|gone viral|(?:news|media|press) (?:coverage|story"
        r"|stories|attention|report|reports|crews?|vans?)|front[- ]page|televised"
        r"|headline[- ]making|highly publicized|publicized|in the (?:local )?paper"
        r"|made (?:the )?(?:\w{3,10} )?(?:news|headlines)|on (?:CNN|Fox News|the BBC|YouTube"
        r"|Netflix)|documentary|reality (?:show|TV|star)|GoFundMe))",
        "news newspaper newspapers headlines headline tv television front paper papers tabloids "
        "viral media press televised publicized "
        "cnn fox bbc youtube netflix documentary reality gofundme",
        _is_office,
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:famous|world-famous|renowned|prominent|well-known|notable|notorious"
        r"|VIP|high-profile|nationally known|locally known|celebrated|beloved local|infamous"
        r"|legendary|retired professional|former professional|professional"
        r"|pro)[- ](?:[\w-]{3,14} ){0,2}(?:patient|person|singer|actor|actress|athlete|player"
        r"|musician|author|novelist|chef|family|businessman|businesswoman|pastor|preacher"
        r"|politician|artist|painter|poet|figure|boxer|wrestler|footballer|golfer|swimmer|runner"
        r"|cyclist|dancer|ballerina|lawyer|judge|broadcaster|journalist|youtuber|influencer"
        r"|blogger|comedian|drummer|guitarist|pianist|violinist|scientist|rapper|model|host|coach"
        r"|quarterback|jockey|racer|driver|skater|gymnast|criminal|case))\b",
        "famous renowned prominent known notable notorious vip high profile celebrated beloved "
        "infamous legendary professional pro world well",
    ),
    detector(
        Kind.UNIQUE,
        r"(?P<hit>\b(?:NFL|NBA|MLB|NHL|WNBA|MLS|UFC|NASCAR|WWE)\b(?:\s\w+)?)",
        "nfl nba mlb nhl wnba mls ufc nascar wwe",
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:one|1) of (?:only |just |the |about |fewer than |less than |perhaps "
        r"|some |maybe |a )*(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
        r"|twenty|thirty|forty|fifty|dozen|handful|hundred|few"
        r"|\d{1,3})\s(?:of\s)?(?:[\w-]{2,14}\s){0,3}(?:cases?|patients?|people|families|children"
        r"|individuals|persons|survivors|women|men"
        r"|adults)?\s?(?:[\w-]{2,14}\s){0,4}?(?:in the (?:world|state|country|county|nation|city"
        r"|literature|region|US|United States|hospital)|worldwide|nationwide|reported|known|ever"
        r"|described|alive|globally|statewide|in (?!January|February|March|April|May\b|June|July"
        r"|August|September|October|November|December)[A-Z][a-z]{2,}|on record))\b",
        "one 0 & of",
        _is_theirs,
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:(?:only|just|fewer than|less than|under) (?:\w{2,9}"
        r"|\d{1,3}) (?:\w+ )?(?:cases|patients|people|families"
        r"|individuals) (?:\w+ ){0,3}?(?:in the (?:world|state|country|literature|US)|worldwide"
        r"|reported|ever|described|known|nationwide|globally)"
        r"|never (?:before )?(?:been )?(?:reported|described|published)(?: before)?"
        r"|no other (?:reported|known|documented) (?:case|patient)s?"
        rf"|(?:\d{{1,4}}(?:st|nd|rd|th)|{ORDINAL}) (?:reported )?(?:case|patient) (?:worldwide"
        r"|in the (?:world|literature|state|country)))\b)",
        "cases patients people families individuals never other case patient & only just fewer "
        "less under never other st nd rd th " + NEEDS_ORDINAL,
        _is_theirs,
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:(?:goalkeeper|captain|striker|midfielder|forward|defender|pitcher"
        r"|player|coach|member|star|singer|conductor|manager|driver|cook|chef|director|dancer"
        r"|bowler|batsman|soloist)\s(?:of|for|on|in|with|at)\s(?:the|our"
        r"|a)\s(?:[\w'’-]{2,14}\s){0,2}?(?:national|olympic|provincial|state|city|royal"
        r"|university|premier league)\s(?:\w{2,14}\s){0,2}?(?:team|squad|side|orchestra|ballet"
        r"|assembly|band|opera|philharmonic|theat(?:er|re))|(?:index case|index patient"
        r"|patient zero|case zero)(?: of| in)?|(?:former |current )?first lady|(?:largest|biggest"
        r"|longest|highest|lowest|heaviest|worst"
        r"|rarest)\s(?:[\w-]{2,16}\s){1,5}?ever\s(?:recorded|reported|described|seen|removed"
        r"|measured|documented|treated)|(?:hospital|university|company|bank|school"
        r"|college)(?:['’]s)?\s(?:own\s)?(?:ceo|president|chancellor|founder|owner|benefactor"
        r"|namesake|biggest donor))\b)",
        "goalkeeper captain striker midfielder forward defender pitcher player coach member star "
        "singer conductor manager driver cook chef director dancer bowler batsman soloist index "
        "zero lady ever ceo president chancellor founder owner benefactor namesake donor",
        _is_office,
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:quadruplets?|quintuplets?|sextuplets?|septuplets?|octuplets?"
        r"|conjoined(?: twins)?|world record|guinness|one[- ]of[- ]a[- ]kind patient"
        r"|household name)\b)",
        "quadruplets quadruplet quintuplets quintuplet sextuplets sextuplet septuplets septuplet octuplets octuplet "
        "conjoined record guinness kind household",
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:plane crash|airplane crash|helicopter crash|train (?:crash|derailment"
        r"|wreck)|bus crash|mass shooting|school shooting|church shooting|mine (?:collapse"
        r"|explosion)|bridge collapse|factory (?:explosion|fire)|plant (?:explosion|fire)"
        r"|refinery explosion|bombing|marathon bombing|ferry (?:sinking|accident)|hostage"
        r"|shark attack|bear attack|lightning strike|serial killer)\b)",
        "crash derailment wreck shooting collapse explosion fire bombing sinking accident hostage "
        "attack strike killer",
        _about_person,
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:the )?(?:oldest|youngest|tallest|heaviest|smallest|shortest"
        r"|longest-\w{4,10}|richest|wealthiest)(?:[- ]living)? (?:[\w-]{2,14} ){0,4}?(?:ever\b"
        r"|in (?:the|our|his|her|this) (?:\w{2,12} )?(?:state|county|country|city|town|village"
        r"|world|hospital|nation|region|history|parish|community)|alive|on record|in (?!January"
        r"|February|March|April|June|July|August|September|October|November"
        r"|December)(?-i:[A-Z])[a-z]{2,}))",
        "oldest youngest tallest heaviest smallest shortest longest richest wealthiest",
        lambda _, match: not _SERVICE.search(match[0]),
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:(?:distinctive|unique|unusual|recogni[sz]able|large|facial|full|face"
        r"|neck|forehead)[- ](?:\w{3,12} )?tattoos?|tattoos?(?: \w{1,12}){0,5} (?:reading|saying"
        r"|that (?:reads|says)|of (?:his|her|a|the|an)|with (?:his|her|the)|on (?:his|her"
        r"|the) (?:face|forehead|neck|cheek|hand|arm|forearm|chest|back))|birthmark shaped"
        r"|glass eye|distinctive (?:scar|birthmark|voice|accent)|everyone (?:in town|in the \w+"
        r"|here)? ?(?:knows|knew|recogni[sz]ed))\b)",
        "tattoo tattoos birthmark glass distinctive everyone",
    ),
    detector(
        Kind.UNIQUE,
        r"(?i)(?P<hit>\b(?:owns|owned|founder of|founded|owner of|runs|ran|ceo of|heir to"
        r"|inventor of|invented|author of|star of|stars? in|coach(?:es|ed)? (?:of )?the"
        r"|plays? for the|played for the|pitch(?:es|ed) for|sings? in the|drummer (?:of|in)"
        r"|captain of the|principal (?:of|at)|president of|chair(?:man|woman)? of|dean of"
        r"|director of the|head of the|leader of the) (?:the |a |his |her )?(?:(?:only|largest"
        r"|biggest|oldest|best-known|local|town|city|state|county|village|university|college"
        r"|national|famous|high school)\b(?: \w+){0,3}|(?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+){0,2}))",
        "owns owned founder founded owner runs ran ceo heir inventor invented author star stars "
        "coach coached coaches play plays played pitch pitches pitched sing sings drummer captain "
        "principal president chair chairman chairwoman dean director head leader",
        lambda p, m: p.says(_PATIENTISH, m.start()) and not p.says(_ADVOCACY, m.start()),
    ),
    detector(
        Kind.PICTURE,
        r"(?i)(?P<hit>\b(?:(?:full[- ]?face|facial) (?:photo(?:graph)?s?|picture|image)"
        r"|(?:photo(?:graph)?s?|picture|selfie|image|video) (?:of|with) (?:(?:his|her|their|the"
        r"|my|our) (?:\w+['’]s )?(?:face|patient|wound|rash|tattoo|lesion)|(?:the|my|our"
        r"|a) patient|him|her\b)|screen ?shots? of (?:the|his|her|a|my|our) (?:\w+ )?(?:chart"
        r"|record|emr|ehr|note|epic|scan|list|ct|mri|x-?ray)|(?:finger|thumb)[- ]?prints?"
        r"|retinal scan|voice ?print|iris scan|face id))\b",
        "photo photos thumbprint thumbprints thumb finger photograph photographs picture selfie image video "
        "screenshot screenshots screen fingerprint fingerprints retinal voice voiceprint iris face",
    ),
)
