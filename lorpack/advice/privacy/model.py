"""What the rules of privacy are made of: kinds of identifiers, hits, and detectors."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, cached_property

from lorpack.findings import Severity

_LATIN_1 = range(0x41, 0x100)
_LATIN = (*range(0x41, 0x250), *range(0x1E00, 0x1F00))


def _ranges(letters: Iterable[int]) -> str:
    """*letters*, in order, as they are written between the brackets of a pattern."""
    runs: list[list[int]] = []
    for letter in letters:
        if runs and runs[-1][1] == letter - 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return "".join(
        chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in runs
    )


def _upper(among: Iterable[int]) -> str:
    return _ranges(letter for letter in among if chr(letter).isupper())


def _lower(among: Iterable[int]) -> str:
    return _ranges(letter for letter in among if chr(letter).islower())


UPPER = _upper(_LATIN)
"""The capitals of the Latin script, for a class of characters: ``[{UPPER}]``."""

LOWER = _lower(_LATIN)
"""Its small letters."""

_FEWER = ((UPPER, _upper(_LATIN_1)), (LOWER, _lower(_LATIN_1)))
_BEYOND_LATIN_1 = re.compile("[\u0100-\u024f\u1e00-\u1eff]")
_REMOVE = "leave it out: the problem and your part in it are what the writer needs"

ORDINAL = (
    r"(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
    r"|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth"
    r"|thirty[- ]first)\b"
)
"""A pattern for ordinals in words, to thirty-first."""

NEEDS_ORDINAL = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty thirtieth thirty"
)
"""The words that call for :data:`ORDINAL`."""


@dataclass(frozen=True, slots=True)
class About:
    """What is said of one kind of identifier."""

    category: str
    code: str
    severity: Severity
    message: str
    hint: str = _REMOVE


class Kind(Enum):
    """The kinds of identifiers (45 CFR 164.514(b)(2); DOMAIN.md B4)."""

    ROOM = About(
        "room",
        "LOR601",
        Severity.ERROR,
        "a room or bed number can identify a patient",
        'name the problem and your part in it: "a complex DKA admission, second week on the wards"',
    )
    RECORD = About(
        "record", "LOR602", Severity.ERROR, "a record or account number identifies a patient"
    )
    NATIONAL = About(
        "ssn", "LOR603", Severity.ERROR, "a social security number identifies a person anywhere"
    )
    PHONE = About("phone", "LOR604", Severity.ERROR, "a phone or fax number identifies a person")
    EMAIL = About("email", "LOR604", Severity.ERROR, "an email address identifies a person")
    LINK = About(
        "url", "LOR605", Severity.WARNING, "a web or network address can identify a patient"
    )
    DATE = About(
        "date",
        "LOR606",
        Severity.ERROR,
        "a date together with a case can identify a patient",
        'say "in my second week" or "on the third hospital day"; only the year may stay',
    )
    MONTH = About(
        "date",
        "LOR606",
        Severity.WARNING,
        "the month of a patient's event is part of a date; only the year may stay",
        'say "early in the rotation", or name the year only',
    )
    AGE = About(
        "age",
        "LOR607",
        Severity.ERROR,
        "an age over 89 can identify a patient",
        'write "in the tenth decade or older" as "90 or older", or leave the age out',
    )
    NAME = About(
        "name",
        "LOR608",
        Severity.WARNING,
        "this reads like the name of a patient or relative",
        'write "a patient", "her daughter"; a colleague is known by Dr., Prof. or Nurse',
    )
    INITIALS = About(
        "initials",
        "LOR609",
        Severity.WARNING,
        "initials are taken from a name, and count as one",
        'write "a patient"; a made-up letter is not needed to tell the story',
    )
    PLACE = About(
        "place",
        "LOR610",
        Severity.WARNING,
        "a place smaller than a state can identify a patient",
        'write "from a small town", or name the state only',
    )
    ADDRESS = About("address", "LOR613", Severity.ERROR, "an address identifies a household")
    THING = About(
        "device",
        "LOR611",
        Severity.ERROR,
        "the number of a vehicle, device or licence identifies its owner",
    )
    UNIQUE = About(
        "unique",
        "LOR612",
        Severity.WARNING,
        "this singles the patient out, also without a name",
        'tell it so that it could be one of many: "a rare disease", "a well-known person" at most',
    )
    PICTURE = About(
        "picture",
        "LOR614",
        Severity.WARNING,
        "a picture or copy of a record identifies a patient",
        "no picture but your own photo belongs in a packet",
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """An identifier: the characters *start* to *end* of a text, and what is said of them."""

    category: str
    start: int
    end: int
    code: str
    severity: Severity
    message: str
    hint: str


class Lazy:
    """A regular expression, compiled when it is first used: few of them are in one process."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        return self._compiled.search(text, *span)

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        """As :meth:`re.Pattern.match`."""
        return self._compiled.match(text, *span)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        return self._compiled.finditer(text)


_SENTENCE_END = re.compile(
    r"(?:(?<!Dr)(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Prof)(?<!St)(?<!\b[A-Z])\.|[!?])(?=\s+[A-Z\"“(*])"
    r"|\n\s*\n|;|$"
)
_SIGNS = (
    ("0", re.compile(r"\d")),
    ("90", re.compile(r"(?<!\d)(?:9\d|1[01]\d)(?!\d)")),
    ("0000", re.compile(r"\d{4}")),
    ("00000", re.compile(r"\d{5}")),
    ("9-9", re.compile(r"[\dxX*•][-/.: ()]{1,3}\d")),
    ("A9", re.compile(r"[A-Za-z]\d|\d[A-Za-z]")),
    ("::", re.compile(r"[\da-fA-F]:[\da-fA-F:]")),
    ("0y", re.compile(r"\d\s?[-/]?\s?[MFy♀♂,)/]")),
    (",A", re.compile(r",\s[A-Z]")),
    (":", re.compile(r"[:=]")),
    ("+", re.compile("&")),
    (
        "A",
        re.compile(
            rf"(?<=[^.!?]\s)[\"“'‘(]?(?!I(?![\w.'’]|\Z)|I['’](?:m|d|ve|ll)\b)[{UPPER}]|[:/(\"“][{UPPER}]"
        ),
    ),
    (".", re.compile(r"[\w-]\.[a-z]")),
    ("A.", re.compile(r"[A-Z]\.")),
    ("AA", re.compile(r"[A-HJ-Z](?:[A-Z,)]|\s(?:[wh]|is))|I[A-Z]")),
)
# “Don’t” is not Don.
_WORD = re.compile(r"(?!don[’']t\b)[^\W\d_]+", re.IGNORECASE)
_PERSON = Lazy(
    r"(?i)\b(?:patients?|pts?|man|m[ae]n|wom[ae]n|lady|gentleman|guy|boy|girl|kid|child|infant|baby"
    r"|newborn|neonate|toddler|teen(?:ager)?|mother|father|mom|dad|parents?|wife|husband|spouse"
    r"|partner|son|daughter|grand\w{3,8}|aunt|uncle|cousin|neighbou?r|he|she|his|hers?|him"
    r"|(?-i:Mr|Mrs|Ms|Miss|mr|mrs)|baba|mama|granny|elder"
    r"|year[- ]olds?|yo|y/o|veteran|family|survivor|victim|driver|farmer|admi(?:tted|ssions?)"
    r"|readmitted|discharged|transferred|diagnosed|hospitali[sz]ed|died|expired|born|delivered"
    r"|immigrant|refugee|resident of|lives?|lived|trader|tailor|seamstress|fishmonger|vendor"
    r"|shopkeeper|driver|rider|herder|herdsman|blacksmith|potter|weaver|hawker|hunter|landlord"
    r"|clerk|postman|nun|monk|nurse aide|trucker|miner|teacher|mechanic|fisherman|carpenter|roofer"
    r"|welder|painter|cook|chef|waitress|cashier|banker|lawyer|engineer|accountant|electrician"
    r"|plumber"
    r"|logger|soldier|sailor|firefighter|policeman|retiree|widow(?:er)?|inmate|prisoner|tourist"
    r"|pastor|priest"
    r"|musician|artist|baker|barber|butcher|rancher|worker|janitor|librarian|principal|crashed"
    r"|crash|MVC|MVA"
    r"|rescued|trapped|injured|wounded|pulled from|extricated"
    r"|collision|rollover|airlifted|flown in|hails|motorcyclist|pedestrian|cyclist)\b"
    r"|\b\d{1,3} ?(?:[MF]|yo|y/o)\b"
)
_CARE = Lazy(
    r"(?i)\b(?:patients?|pts?|year[- ]old|yo|y/o|admitted|readmitted|discharged|transferred"
    r"|diagnosed|hospitali[sz]ed|presented with|presenting with|case of|died|intubated)\b"
)


@dataclass(frozen=True)
class Prose:
    """A text that is searched; sentences and words are looked up once."""

    text: str
    known: frozenset[str] = frozenset()
    _answers: dict[tuple[int, int], bool] = field(default_factory=dict, repr=False)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in lower case, and signs: ``@`` ``#`` ``0`` a digit ``90`` an age ``A`` a capital inside, …"""
        found = {word.lower() for word in _WORD.findall(self.text)}
        found.update(char for char in "@#" if char in self.text)
        found.update(sign for sign, pattern in _SIGNS if pattern.search(self.text))
        return frozenset(found)

    @cached_property
    def is_plain(self) -> bool:
        """Whether its Latin letters are of Latin-1, as nearly always."""
        return self.text.isascii() or _BEYOND_LATIN_1.search(self.text) is None

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in _SENTENCE_END.finditer(self.text)]

    def says(self, pattern: Lazy, at: int) -> bool:
        """Whether *pattern* occurs in the sentence around the character *at*."""
        number = bisect_right(self._ends, at)
        key = (id(pattern), number)
        if key not in self._answers:
            start = self._ends[number - 1] if number else 0
            end = self._ends[number] if number < len(self._ends) else len(self.text)
            self._answers[key] = bool(pattern.search(self.text, start, end))
        return self._answers[key]

    def names_a_person(self, at: int) -> bool:
        """Whether somebody who could be a patient stands in the sentence around *at*."""
        return self.says(_PERSON, at)

    @cached_property
    def mentions_care(self) -> bool:
        """Whether any of its sentences is about a patient's care."""
        return bool(_CARE.search(self.text))

    def tells_of_care(self, at: int) -> bool:
        """Whether the sentence around *at* is about a patient's care."""
        return self.says(_CARE, at)


Accept = Callable[[Prose, re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class Detector:
    """A *pattern* of one *kind*; its group ``hit`` is the identifier.

    *needs* saves time: a text is searched only when it has a word or sign (see
    :attr:`Prose.words`) of each group. *accept* looks at what stands around a match.
    """

    kind: Kind
    pattern: str
    needs: tuple[frozenset[str], ...] = ()
    accept: Accept | None = None

    def hits(self, prose: Prose) -> Iterator[tuple[Kind, int, int]]:
        """The kind and span of every identifier in *prose*."""
        if any(group.isdisjoint(prose.words) for group in self.needs):
            return
        for match in _compiled(self.pattern, prose.is_plain).finditer(prose.text):
            start, end = match.span("hit")
            if end > start and (self.accept is None or self.accept(prose, match)):
                yield self.kind, start, end


def word_set(words: str) -> frozenset[str]:
    """The *words*, which are separated by spaces."""
    return frozenset(words.split())


@cache
def _compiled(pattern: str, is_plain: bool) -> re.Pattern[str]:
    """*pattern* compiled when a text first needs it: a start is not slowed by all of them.

    For a text that *is_plain* without the letters that it has not: they take half of the time.
    """
    for letters, fewer in _FEWER if is_plain else ():
        pattern = pattern.replace(letters, fewer)
    return re.compile(pattern)


def detector(kind: Kind, pattern: str, needs: str = "", accept: Accept | None = None) -> Detector:
    """A detector; *needs* are words separated by spaces, groups of them by ``&``."""
    groups = tuple(word_set(group) for group in needs.split("&") if group.strip())
    return Detector(kind, pattern, groups, accept)
