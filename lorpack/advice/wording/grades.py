"""The words by which an applicant grades themselves: comparisons (LOR504) and faint praise (LOR502)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from lorpack.advice.privacy.model import word_set
from lorpack.advice.wording.texts import Passage, words
from lorpack.advice.wording.vocabulary import ABILITY, FILLERS, PEOPLE, SELF
from lorpack.findings import Finding, Severity
from lorpack.letters import portal_id

Accept = Callable[[Passage, re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class Grade:
    """Words of a *code* that are found by *pattern*; its named group is shown.

    A text is searched only when it has a word of each group of *needs*: most have none, and
    most patterns are never compiled. *accept* looks at what stands around a match.
    """

    code: str
    needs: tuple[frozenset[str], ...]
    pattern: str
    accept: Accept | None = None

    def findings(self, passage: Passage, said: frozenset[str]) -> Iterator[Finding]:
        """One finding for each place of the passage, whose words are *said*."""
        if any(group.isdisjoint(said) for group in self.needs):
            return
        does, hint = _SAYS[self.code]
        for match in compiled(self.pattern).finditer(passage.text):
            if self.accept is None or self.accept(passage, match):
                hit = next(name for name, value in match.groupdict().items() if value)
                message = f"“{match[hit]}” {does}"
                yield passage.finding(self.code, Severity.WARNING, message, hint, match.span(hit))


_SAYS = {
    "LOR502": (
        "reads as faint praise in a letter",
        "say what you did and what came of it; leave the grade to the writer",
    ),
    "LOR504": (
        "compares you with others, and that is the writer’s to say",
        "say what you did, and leave the writer room to compare",
    ),
}


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """*pattern*, which ignores case, compiled when a text first needs it."""
    return re.compile(pattern, re.IGNORECASE)


_FACT = (
    r"(?<!\bI )\b(?:said|told me|called me|wrote|(?:rated|ranked|named|chose|described) (?:me|my|us|our))\b"
    r"|\bthe words?\b|award|\bprize|\bwon\b|voted|elected|medal|honou?r|nominated|scholar|\bscores?\b|scored"
    r"|exam\b|examination|\bshelf\b|USMLE|COMLEX|NBME|\bclass\b|graduat(?:ed|ing)"
)


def _is_claimed(passage: Passage, match: re.Match[str]) -> bool:
    """Not a writer's own words, an award or a class rank: these are facts."""
    start = max(passage.text.rfind(sign, 0, match.start() + 1) for sign in ".!?;") + 1
    sentence = re.match(r"[^.!?;]*", passage.text[start:])
    return not (sentence and compiled(_FACT).search(sentence[0]))


_END = r"(?=\s*(?:$|[.,;:!)]|\band\b))"
_STRONG = "outstanding|exceptional|excellent|superb|stellar|brilliant|extraordinary"
_FIRST = "best|strongest|finest|brightest|smartest|sharpest"
_ADJECTIVE = r"(?:(?!(?:of|for|to|in|on|at|by|with|from|that|was|is|the|an?)\b)\w+ )"
_AMONG = (
    r"(?:of|among|in) (?:(?:all|the|my|your|our|those|any|his|her|their|other) )*"
    rf"(?:(?:\w+ )?{PEOPLE}|(?:those|everyone|all|anyone|group|rotation)\b)"
)
_NOT_OF_OTHERS = r"(?! (?:\w+ ){0,5}?(?:was|is|were|are|asked|taught|told|showed)\b)"
_EVER = r"(?:you|he|she|they)(?:[’']ve| have| has| had| ever)* (?:worked|seen|had|taught|supervised|met|known)\b"
_FIRST_WORDS = word_set(f"{_FIRST} {_STRONG} top".replace("|", " "))
_PEOPLE_WORDS = word_set(
    "student students extern externs intern interns subintern resident residents trainee trainees applicant"
    " applicants candidate candidates peers classmates doctor physician clinician"
)


def _compares(needs: tuple[frozenset[str], ...], pattern: str) -> Grade:
    return Grade("LOR504", needs, pattern, _is_claimed)


_COMPARISONS = (
    _compares(
        (_FIRST_WORDS,),
        rf"{SELF}(?:(?P<claim>(?:{_FIRST}|top|{_STRONG}) {_ADJECTIVE}{{0,2}}(?:{PEOPLE}|{ABILITY})){_NOT_OF_OTHERS}"
        rf"|(?P<alone>{_STRONG})(?:{_END}|(?=\s+(?:with|at|in)\b)))"
        rf"|^\W*my (?P<my>(?:{_FIRST}|{_STRONG}) {_ADJECTIVE}?{ABILITY})"
        rf"|\b(?P<one>(?:one of|among) (?:the|your) (?:very )?(?:{_FIRST}|top))(?=\s*(?:$|[.,;!)]))"
        rf"|\b(?P<ever>(?:{_FIRST}) {_ADJECTIVE}{{0,2}}{PEOPLE}) {_EVER}",
    ),
    _compares(
        (word_set("most"), _PEOPLE_WORDS),
        rf"{SELF}(?P<most>most \w+ {_ADJECTIVE}?{PEOPLE})|\b(?P<ever>most \w+ {PEOPLE}) {_EVER}",
    ),
    _compares(
        (word_set("top"),),
        r"\b(?P<share>top (?:\d+|one|two|three|five|ten|fifteen|twenty) ?(?:%|per ?cent\b))"
        rf"(?=\s*(?:$|[.,;!)])|\s+(?:\w+ )?{PEOPLE}|\s+{_AMONG})"
        r"|\b(?P<few>top (?:\d+|two|three|five|ten|decile|quartile|tier|third|quarter))\b"
        rf"(?=\s+(?:\w+ )?{PEOPLE}|\s+{_AMONG})",
    ),
    _compares(
        (word_set("better stronger faster sharper ahead above"),),
        r"\b(?P<than>(?:(?:better|stronger|faster|sharper) than"
        r"|(?:ahead of|above)(?= (?:any|all|most|my|other|the other)\b))"
        rf" (?:(?:any|all|most|many|other|the|my|every|average) ){{0,3}}{PEOPLE})"
        rf"|\b(?P<average>above[- ]average) (?:\w+ )?(?:{PEOPLE}|{ABILITY})"
        r"|\bmy (?:\w+ ){1,3}?(?:was|is|were|are) (?P<mine>above average)\b",
    ),
    _compares(
        (word_set("second head level"), word_set("none shoulders intern resident pgy")),
        r"\b(?P<second>second to none|head and shoulders above)\b"
        r"|\b(?P<level>at (?:an?|the) (?:sub-?)?(?:intern|resident|PGY-?\d)(?:[’']s)?[- ]level"
        r"|at the level of an? (?:\w+ )?(?:intern|resident|PGY-?\d))\b",
    ),
)

_POOR = "adequate|acceptable|satisfactory|competent|passable|decent|average"
_POOR_WORDS = word_set(_POOR.replace("|", " "))
_MINE = rf"(?:{SELF}|\b(?:has|have|had|shows?|showed|demonstrated|with|my|gave|did) (?:an? )?)"
_RATED = (
    rf"(?:{PEOPLE}|{ABILITY}|(?:work|job|presentations?|notes?|manner|level|progress|attendance)\b)"
)


def _is_about_me(passage: Passage, match: re.Match[str]) -> bool:
    """Close supervision of a patient, or an end to it, is no red flag."""
    before = passage.text[max(0, match.start() - 40) : match.start()]
    watched = r"\b(?:patients?|him|her|them|child|infant|baby|without|no longer|less)\b"
    return not compiled(watched).search(before)


def _is_bare_punctuality(passage: Passage, match: re.Match[str]) -> bool:
    """CaRMS asks its referees about punctuality; elsewhere it is what is left to say."""
    application, writer = passage.application, passage.writer
    if writer:
        asked = writer.profile.letter.form == "carms" or portal_id(application, writer) == "carms"
    else:
        asked = any(target.portal == "carms" for target in application.applicant.targets)
    rest = passage.text[: match.start()] + passage.text[match.end() :]
    return not asked and set(words(rest)) <= FILLERS


_FAINT = (
    Grade(
        "LOR502",
        (_POOR_WORDS,),
        rf"{_MINE}(?P<rated>(?:{_POOR}) {_ADJECTIVE}?{_RATED})"
        rf"|{SELF}(?P<alone>{_POOR})(?:{_END}|(?=\s+(?:in|at|with) ))",
    ),
    Grade(
        "LOR502",
        (word_set("adequately acceptably satisfactorily competently"),),
        r"\b(?:performed|worked|did|presented|communicated|functioned) (?:\w+ ){0,3}?"
        r"(?P<hit>adequately|acceptably|satisfactorily|competently)\b",
    ),
    Grade(
        "LOR502",
        (word_set("supervision"),),
        r"\b(?:under|with|needs?|needed|requires?|required) (?P<hit>close supervision)\b",
        _is_about_me,
    ),
    Grade(
        "LOR502",
        (
            word_set(
                "seem seems seemed asked told improve generally difficulty difficulties problems credit level stage"
                " year standard expectations job best hardest hard"
            ),
        ),
        r"^(?P<seems>seem(?:s|ed)? to)\b"
        rf"|{SELF}(?P<usual>standard (?:student|extern|intern|resident|performance))\b"
        r"|\b(?P<phrase>(?:willing to (?:\w+ ){1,4}?|helpful |helps |helps out )(?:when|if) asked"
        r"|do(?:es)? (?:what|as) (?:(?:is|am|are|he|she|they|I) ){0,2}(?:told|asked)|will improve with"
        r"|generally (?:had|has) (?:little|no|few)|I (?:usually )?had (?:little|few) (?:difficult\w+|problems)"
        r"|to (?:his|her|their|my) credit(?! card)"
        r"|(?:appropriate|suitable) for (?:my|his|her|the|their) (?:level|stage|year)"
        r"|at the expected level|up to (?:the )?standard(?! of)"
        r"|me(?:e)?ts? (?:all |the |your |my )?expectations|gets? the job done"
        r"|(?:did|tried) my (?:best|hardest)|^tries (?:hard|(?:his|her|their) best))\b",
    ),
    Grade(
        "LOR502",
        (word_set("punctual punctuality"),),
        r"\b(?P<hit>punctual(?:ity)?)\b",
        _is_bare_punctuality,
    ),
)

COMPARED_FIELDS = frozenset(
    ("qualities", "brag.text", "emphasis", "summary", "letter.focus", "growth")
)
FAINT_FIELDS = frozenset(("qualities", "brag.text", "emphasis"))


def findings(passage: Passage) -> Iterator[Finding]:
    """LOR502 and LOR504 in one passage."""
    if passage.field not in COMPARED_FIELDS:
        return
    said = frozenset(words(passage.text))
    grades = _COMPARISONS + (_FAINT if passage.field in FAINT_FIELDS else ())
    for grade in grades:
        yield from grade.findings(passage, said)
