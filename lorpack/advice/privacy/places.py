"""Places smaller than a state, and addresses (Safe Harbor B/2)."""

import re

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

_CAP = rf"[{UPPER}][{LOWER}'’]{{2,24}}"
_PLACE = (
    rf"(?:(?:St\.?|Saint|San|Santa|Los|Las|New|Fort|Ft\.|Mount|Mt\.|Port|El|La|Le|Lake|North"
    rf"|South|East|West|Old|Upper|Lower|Little)\s)?{_CAP}(?:[- ]{_CAP}){{0,2}}"
)
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia"
    "|Hawaii|Idaho"
    "|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan"
    "|Minnesota"
    "|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York"
    "|North Carolina"
    "|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota"
    "|Tennessee|Texas"
    "|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Ontario|Quebec|Québec"
    "|Alberta|Manitoba"
    "|Saskatchewan|British Columbia|Nova Scotia|New Brunswick|Newfoundland|Puerto Rico"
)
_STATE_NAMES = frozenset(name.lower() for name in _STATES.split("|"))
_SAFE_CODES = (
    "AK|AZ|AR|CA|CT|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MI|MN|MO|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|RI"
    "|SC|SD|TN|TX|UT|VT|WA|WI|WV|WY|ON|BC|AB|QC|NS|MB|SK|DC"
)
_OTHER_CODES = "AL|CO|DE|MA|MD|ME|MS|MT|VA|PR"
_LARGE = word_set(
    "afghanistan africa albania algeria america angola argentina armenia asia australia austria "
    "bangladesh belgium bolivia bosnia brazil bulgaria burma myanmar cambodia cameroon canada "
    "chile "
    "china colombia congo croatia cuba cyprus denmark ecuador egypt england eritrea estonia "
    "ethiopia europe finland france germany ghana greece guatemala guinea guyana haiti honduras "
    "hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan "
    "kazakhstan "
    "kenya korea kosovo kuwait laos latvia lebanon liberia libya lithuania malawi malaysia mali "
    "malta mexico moldova mongolia morocco mozambique namibia nepal netherlands nicaragua niger "
    "nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal "
    "romania russia rwanda samoa scotland senegal serbia sierra singapore slovakia slovenia "
    "somalia "
    "spain sudan sweden switzerland syria taiwan tanzania thailand togo tunisia turkey uganda "
    "ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe caribbean salvador "
    "lanka arabia kong rica zealand kingdom states verde faso czech republic papua "
    "gambia benin botswana madagascar fiji trinidad barbados belize bahamas luxembourg slovenia "
    "macedonia "
    "montenegro azerbaijan bahrain qatar bhutan burundi chad djibouti gabon kyrgyzstan lesotho "
    "maldives "
    "mauritania mauritius suriname tajikistan turkmenistan kerala punjab gujarat rajasthan "
    "maharashtra "
    "karnataka bihar odisha assam tamil nadu telangana andhra uttar pradesh bengal haryana "
    "jharkhand "
    "himachal kashmir goa appalachia "
    "midwest mediterranean"
)
_NOT_PLACES = word_set(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday english spanish french arabic hindi "
    "cardiology surgery radiology medicine internal pharmacy neurology oncology nephrology "
    "pulmonary gastroenterology psychiatry pediatrics paediatrics obstetrics gynecology emergency "
    "intensive infectious critical palliative social family hospital dr prof professor nurse team "
    "his her their my our the this that icu micu sicu ed er pacu or i a an all each medicaid "
    "medicare covid parkinson alzheimer crohn grand morning noon general clinic ward room bed unit "
    "step christmas easter thanksgiving god english portuguese russian mandarin hospice epic excel "
    "python stage class child grade glasgow gram hispanic black white african latino latina "
    "american asian western eastern southern northern"
)
_HOME = (
    r"(?i:patients?|pts?|man|woman|lady|gentleman|guy|boy|girl|child|infant|teen|mother|father"
    r"|couple"
    r"|family|farmer|worker|veteran|teacher|driver|nurse|retiree|widow(?:er)?|student|immigrant"
    r"|refugee|miner"
    r"|baker|dentist|pastor|old|yo|y/o|transferred|transfer|flown|airlifted|referred|referral"
    r"|came|come|drove|drives"
    r"|driven|moved|visiting|visited|visitor|originally|hails?|travel(?:l)?ed|travels|commutes?"
    r"|commuting|native|resident"
    r"|arrived|ambulance|helicopter|baba|mama|granny|auntie|uncle|elder|(?-i:(?:Mr|Mrs|Ms|Miss|mr"
    r"|mrs)\b\.?\s[A-Za-z])[\w.'’-]{0,20}|brought|in|returned|tourist|hails|[MF])"
)
_LIVES = (
    r"(?i:lives?|lived|living|resid(?:es|ed|ing)|reside|born|raised|grew up|works?|worked|working"
    r"|home|farm|house|shelter"
    r"|apartment|crash(?:ed)?|accident|collision|shot|shooting|stabbed|fire|found down|collapsed"
    r"|jail|prison|church"
    r"|factory|plant|mill|mine|shop|store|bakery|diner|rehab|SNF|hospital|clinic|family|wife"
    r"|farmer|teacher|principal|owner|owns|runs|retired|settled|stayed"
    r"|mechanic|bus|station|bridge|town|village|city|suburb|neighbou?rhood|community|neighborhood"
    r"|district|reservation|outskirts|resident|native|married|trader|tailor|vendor|shopkeeper"
    r"|driver|herder|fisherman|miner|baker|barber|pastor|priest|imam|teacher|hospitali[sz]ed|seen"
    r"|admitted|drowned|fell|exposure|exposed|camp|attack|explosion|restaurant|concert|festival"
    r"|fair)"
)
_NEEDS_LIVES = (
    "lives live lived living resides resided residing reside born raised grew works work worked "
    "working home farm house shelter "
    "apartment crash crashed accident collision shot shooting stabbed fire found collapsed jail "
    "prison church factory plant mill "
    "mine shop store bakery diner rehab snf hospital clinic family wife farmer teacher principal "
    "owner owns runs retired settled "
    "stayed mechanic bus station bridge town village city suburb neighborhood neighbourhood "
    "community district reservation outskirts resident "
    "native trader tailor vendor shopkeeper driver herder fisherman miner baker barber pastor "
    "priest imam married hospitalized hospitalised seen admitted drowned fell exposure exposed camp attack "
    "explosion restaurant concert festival fair"
)
_CITIES = (
    r"(?:New York City|Los Angeles|Chicago|Houston|Phoenix|Philadelphia|San Antonio|San Diego"
    r"|Dallas|San Jose"
    r"|Austin|Jacksonville|Columbus|Charlotte|Indianapolis|San Francisco|Seattle|Denver|Nashville"
    r"|Boston|El Paso"
    r"|Detroit|Portland|Memphis|Las Vegas|Louisville|Baltimore|Milwaukee|Albuquerque|Tucson"
    r"|Fresno|Sacramento"
    r"|Kansas City|Atlanta|Omaha|Raleigh|Miami|Cleveland|Oakland|Minneapolis|Tulsa|Tampa"
    r"|New Orleans|Wichita"
    r"|Bakersfield|Honolulu|Anaheim|Newark|Riverside|Lexington|Stockton|Cincinnati|St\. Paul"
    r"|St\. Louis|Saint Louis"
    r"|Pittsburgh|Greensboro|Anchorage|Orlando|Plano|Durham|Buffalo|Toledo|Akron|Dayton"
    r"|Youngstown|Canton|Flint|Lansing"
    r"|Grand Rapids|Ann Arbor|Kalamazoo|Saginaw|Rochester|Syracuse|Albany|Yonkers|Brooklyn|Queens"
    r"|Bronx|Manhattan"
    r"|Staten Island|Harlem|Providence|Worcester|Hartford|New Haven|Bridgeport|Richmond|Norfolk"
    r"|Savannah|Birmingham"
    r"|Montgomery|Mobile|Jackson|Little Rock|Baton Rouge|Shreveport|Knoxville|Chattanooga|Boise"
    r"|Spokane|Tacoma|Salt Lake City"
    r"|Reno|Des Moines|Duluth|Fargo|Sioux Falls|Madison|Gary|Fort Wayne|South Bend|Evansville"
    r"|Peoria|Springfield"
    r"|Toronto|Montreal|Montréal|Vancouver|Calgary|Edmonton|Ottawa|Winnipeg|Halifax|Quebec City"
    r"|Hamilton|Laval|London|Manchester|Leeds"
    r"|Liverpool|Glasgow|Edinburgh|Dublin|Paris|Berlin|Madrid|Rome|Lagos|Nairobi|Accra|Cairo"
    r"|Karachi|Lahore|Delhi|New Delhi|Mumbai"
    r"|Chennai|Bangalore|Bengaluru|Kolkata|Hyderabad|Dhaka|Manila|Beijing|Shanghai|Tokyo|Seoul"
    r"|Sydney|Melbourne|Mexico City|Bogotá|Lima)"
)
_NEEDS_CITY = " ".join(re.split(r"[\\. ]", city)[0].lower() for city in _CITIES[3:-1].split("|"))
_SPOT = (
    r"(?:truck stop|overpass|underpass|bridge|market|mosque|church|temple|synagogue|prison|jail|mine"
    r"|mill|factory|ferry|mall|marina|farm|ranch|quarry|settlement|slum|reservation|refugee camp)"
)
_NEEDS_SPOT = (
    "truck overpass underpass bridge market mosque church temple synagogue prison jail mine mill"
    " factory ferry mall marina farm ranch quarry settlement slum reservation refugee & A"
)
_QUARTER = (
    r"(?:Barangay|Brgy\.?|Purok|Sitio|Vila|Villa|Bairro|Favela|Colonia|Mohalla|Taluk|Tehsil|Mandal"
    r"|Kebele|Osiedle|Kampung|Desa|Township|Upazila|Kafr|Ezbet|Izbat|Beit|Bayt|Wadi|Tell)"
)
_NEEDS_QUARTER = (
    "barangay brgy purok sitio vila villa bairro favela colonia mohalla taluk tehsil mandal kebele"
    " osiedle kampung desa township upazila kafr ezbet izbat beit bayt wadi tell"
)
_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Place|Pl|Way"
    r"|Circle|Terrace"
    r"|Highway|Hwy|Parkway|Pkwy|Close|Crescent|Square|Alley|Trail|Pike|Turnpike|Loop|Row|Nagar"
    r"|Marg)"
)
_NEEDS_STREET = (
    "street st avenue ave road rd drive dr lane ln boulevard blvd court ct place pl way circle"
    " terrace highway hwy parkway pkwy close crescent square alley trail pike turnpike loop row"
    " nagar marg"
)
_LESSONS = Lazy(
    r"(?i)\b(?:conference|poster|meeting|congress|symposium|abstract|ACP|SGIM|annual|fellowship"
    r"|residency|training"
    r"|medical school|university|interview|criteria|classification|score|rules?|guidelines?|trial"
    r"|study|journal)\b"
)
_OWN = Lazy(
    r"\b(?:I|we|me|[Mm]y (?:family|parents|mother|father|wife|husband)|myself)(?:['’]m| was| am"
    r"| had| have| were|['’]ve)?\s\Z"
)
_EPONYM = Lazy(
    r"(?i)\s(?:criteria|classification|definition|scale|score|coma|rule|rules|consensus|brace|syncope"
    r"|ankle|prehospital"
    r"|shunt|system|sign|study|trial|grading|syndrome|disease|fever|virus|encephalitis|protocol"
    r"|Heart Association)\b",
)


def _is_small(name: str) -> bool:
    """Whether *name* can be a town: no state, no country, no department, no month."""
    words = name.lower().replace("’s", "").replace("'s", "").split()
    if " ".join(words) in _STATE_NAMES or " ".join(words[:2]) in _STATE_NAMES:
        return False
    directions = (
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "western",
        "eastern",
        "central",
        "new",
        "the",
        "el",
        "costa",
        "sri",
        "saudi",
        "united",
        "hong",
        "cape",
        "burkina",
        "ivory",
        "dominican",
        "middle",
        "latin",
    )
    rest = [word for word in words if word not in directions]
    return bool(rest) and rest[0] not in _LARGE | _NOT_PLACES and rest[0] not in _STATE_NAMES


_MY_TIME = Lazy(
    r"(?i)\bmy (?:\w+ ){0,3}(?:job|internship|rotation|clerkship|residency|elective|school|training)"
    r"(?: \w+){0,2}\W+\Z"
)


def _is_town(prose: Prose, match: re.Match[str]) -> bool:
    name = match["name"]
    parts = re.findall(r"[^\W\d_]+", name)
    return (
        _is_small(name)
        and not _OWN.search(prose.text[max(0, match.start() - 24) : match.start()])
        and not _MY_TIME.search(prose.text[max(0, match.start("hit") - 50) : match.start("hit")])
        and not any(part.lower() in prose.known for part in parts)
        and not _EPONYM.match(prose.text, match.end("name"))
        and not prose.says(_LESSONS, match.start())
    )


def _is_home_town(prose: Prose, match: re.Match[str]) -> bool:
    return prose.names_a_person(match.start()) and _is_town(prose, match)


def _is_city(prose: Prose, match: re.Match[str]) -> bool:
    return (
        prose.names_a_person(match.start())
        and not _MY_TIME.search(prose.text[max(0, match.start() - 50) : match.start("hit")])
        and not _EPONYM.match(prose.text, match.end())
        and not prose.says(_LESSONS, match.start())
    )


def _is_near_person(prose: Prose, match: re.Match[str]) -> bool:
    return prose.names_a_person(match.start())


def _is_site(prose: Prose, match: re.Match[str]) -> bool:
    return prose.names_a_person(match.start()) and not any(
        part.lower() in prose.known for part in match["name"].split()
    )


DETECTORS: tuple[Detector, ...] = (
    detector(
        Kind.ADDRESS,
        rf"(?<![\w.-])(?P<hit>\d{{1,6}}[A-Z]?,?\s(?:[NSEW]\.?\s|North\s|South\s|East\s"
        rf"|West\s)?(?:{_CAP}|\d{{1,3}}(?:st|nd|rd|th))(?:\s{_CAP})?\s{_STREET}\b\.?)",
        _NEEDS_STREET + " & 0",
    ),
    detector(
        Kind.ADDRESS,
        r"(?P<hit>\b(?i:P\.?\s?O\.?\s?Box)\s?\#?\d{1,7}|\b(?:Apt|Apartment|apartment"
        r"|apt)\.?\s?(?:no\.?\s?|\#)?\s?\d{1,4}[A-Z]?)\b",
        "box obox pobox apt apartment & 0",
    ),
    detector(
        Kind.ADDRESS,
        r"(?P<hit>\b(?i:zip(?: code)?|postal code|post ?code|pin ?code)[\s:=]{0,3}(?i:is |was "
        r"|of )?(?:\d{3,6}(?:-\d{4})?|[A-Z]\d[A-Z]))\b",
        "zip postal post pin postcode pincode zipcode",
    ),
    detector(
        Kind.ADDRESS,
        rf"(?P<hit>\b(?:{_SAFE_CODES}|{_OTHER_CODES}|{_STATES})\s\d{{5}}(?:-\d{{4}})?)\b",
        "00000",
    ),
    detector(
        Kind.ADDRESS,
        r"(?<!\w)(?P<hit>(?!T\d[NM]\d)[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d"
        r"|[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2})(?!\w)",
        "A9",
    ),
    detector(
        Kind.PLACE,
        rf"(?P<hit>\b(?P<name>{_PLACE}),\s(?:{_STATES}|(?:{_SAFE_CODES})\b))(?!\w)",
        ",A",
        _is_town,
    ),
    detector(
        Kind.PLACE,
        rf"\b(?:from|in|near|of|to|at)\s(?P<hit>(?P<name>{_PLACE}),\s(?:{_OTHER_CODES}))\b",
        "from in near of to at & A",
        _is_town,
    ),
    detector(
        Kind.PLACE,
        rf"\b{_HOME}\s(?:\w{{1,12}}\s){{0,3}}?(?:from|to|of|via|outside|near)\s(?:rural\s"
        rf"|downtown\s|nearby\s|just outside\s|outside\s|near\s|the\s)?(?P<hit>(?P<name>{_PLACE}))",
        "from to of via outside near & A",
        _is_home_town,
    ),
    detector(
        Kind.PLACE,
        rf"\b{_LIVES}\s(?:\w{{1,12}}\s){{0,4}}?(?:in|at|near|outside|on|of|from)\s(?:rural\s"
        rf"|downtown\s|nearby\s|the\s)?(?P<hit>(?P<name>{_PLACE}))",
        _NEEDS_LIVES + "& A",
        _is_home_town,
    ),
    detector(
        Kind.PLACE,
        rf"\b(?P<hit>(?P<name>{_CAP}(?:\s{_CAP})?)\s(?:County|Parish|Township|Borough|Village"
        rf"|Reservation|Heights|Hills|Beach|Falls|Creek|Island|Harbor|Springs|Bay|Neighborhood"
        rf"|District|Barrio|River|Lake|Bridge|Park|Airport))\b(?!\s(?:fever|virus|Hospital"
        rf"|Medical|General|University))",
        "county parish township borough village reservation heights hills beach falls creek "
        "island harbor springs bay "
        "neighborhood district barrio river lake bridge park airport",
        _is_home_town,
    ),
    detector(
        Kind.PLACE,
        rf"\b(?P<hit>(?:City|Town|Village|Port|County|Lake|Hamlet|city|town|village|hamlet|suburb"
        rf"|county|village|town)(?: of| called| named)? (?P<name>{_PLACE}))",
        "city town village port county lake hamlet suburb",
        _is_town,
    ),
    detector(
        Kind.PLACE,
        rf"\b(?P<hit>(?P<name>{_CAP}(?:['’]s)?(?:\s(?:of\s)?{_CAP}){{0,3}})\s(?:High(?: School)?"
        rf"|Elementary(?: School)?|Middle School|Church|Mosque|Synagogue|Nursing Home|Nursing"
        rf"|Manor|Shelter|Mill|Mine|Plant|Factory|Prison|Jail|Correctional|Penitentiary|Diner"
        rf"|Mall|Assisted Living|Care Home|Rehab|Farms?|Foundry|Steel|Bakery|Brewery|Casino"
        rf"|Stadium|Dam|Base|Barracks))\b",
        "high elementary middle church mosque synagogue nursing manor shelter mill mine plant "
        "factory prison jail correctional "
        "penitentiary diner mall assisted care rehab farm farms foundry steel bakery brewery "
        "casino stadium dam base barracks",
        _is_site,
    ),
    detector(
        Kind.PLACE,
        rf"\b(?i:transfer(?:red)?|referred|flown|airlifted|sent|came|brought|arrived|discharged"
        rf"|admitted|lifeflighted|presented|boarded|back)\s(?:\w{{1,12}}\s){{0,3}}?(?:from|to|at"
        rf"|by)\s(?:the\s)?(?P<hit>(?P<name>(?:St\.?\s)?{_CAP}(?:['’]s)?(?:\s{_CAP}){{0,3}})\s"
        rf"(?:Hospital|Medical Center|Clinic|General|Memorial|Infirmary|Regional|Hospice|Health))",
        "hospital medical clinic general memorial infirmary regional hospice health",
        _is_site,
    ),
    detector(
        Kind.PLACE,
        rf"\b(?P<hit>(?:{_CAP}\s){{1,2}}(?:Street|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Highway"
        rf"|Parkway|Turnpike))\b",
        "street avenue ave road rd boulevard blvd lane highway parkway turnpike",
        _is_near_person,
    ),
    detector(
        Kind.PLACE,
        r"\b(?P<hit>(?:Highway|Hwy|Route|Rt|Interstate|Exit|County Road|State Road|US)\.?[ -]"
        r"\d{1,4}|[Ee]xit \d{1,3}|(?:on|near|along|off|down)\sI-\d{1,3})\b",
        "highway hwy route rt interstate exit road us i & 0",
        _is_near_person,
    ),
    detector(
        Kind.PLACE,
        rf"\b(?P<hit>the\s(?P<name>{_CAP}(?:\s{_CAP}){{0,2}})\s{_SPOT})\b",
        _NEEDS_SPOT,
        _is_town,
    ),
    detector(
        Kind.PLACE,
        rf"\b(?P<hit>{_QUARTER}\s(?P<name>(?:[ae]l-)?{_CAP}(?:\s{_CAP}){{0,2}}))",
        _NEEDS_QUARTER,
        _is_town,
    ),
    detector(
        Kind.PLACE,
        rf"\b(?:in|from|near|around|outside|downtown|to|of|across|through|a|an|the|north|south"
        rf"|east|west)\s(?:downtown\s|inner-city\s)?(?P<hit>{_CITIES})\b",
        f"{_NEEDS_CITY} & A",
        _is_city,
    ),
)
