"""Praise that is generic, lukewarm, comparative, or without a scene (DOMAIN.md A7, 147 to 152; B7)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lorpack.advice.privacy.model import word_set
from lorpack.advice.wording.texts import Passage, words
from lorpack.advice.wording.vocabulary import (
    ABILITY,
    EFFORT,
    FILLERS,
    GENERIC,
    OTHER_PRAISE,
    PEOPLE,
    SELF,
    pattern_of,
)
from lorpack.findings import Finding, Severity
from lorpack.letters import portal_id

_LINES = ("qualities", "brag.text")
_CLAIMS = (*_LINES, "emphasis")
_SUMMED_UP = (*_CLAIMS, "summary", "letter.focus", "growth")

Accept = Callable[[Passage, re.Match[str]], bool]


_PRAISE_WORDS = FILLERS | word_set(" ".join((*GENERIC, *EFFORT, *OTHER_PRAISE)))


def findings(passages: Sequence[Passage]) -> Iterator[Finding]:
    """What is wrong with the praise in each of *passages*."""
    for passage in passages:
        if passage.field not in _SUMMED_UP:
            continue
        said = set(words(passage.text))
        rules = [one for one in _RULES if passage.field in one.fields and said & one.needs]
        found = [finding for rule in rules for finding in rule.findings(passage)]
        yield from found
        if passage.field in _LINES and said <= _PRAISE_WORDS:
            yield from (one for one in _bare(passage) if one.code == "LOR501" or not found)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _praise() -> tuple[re.Pattern[str], re.Pattern[str]]:
    every = pattern_of((*GENERIC, *EFFORT, *OTHER_PRAISE))
    return _compiled(pattern_of(GENERIC)), _compiled(every)


def _bare(passage: Passage) -> Iterator[Finding]:
    """LOR501 and LOR503: a line that holds praise, and nothing besides it."""
    is_generic, praise = _praise()
    generic = is_generic.search(passage.text)
    if not set(words(praise.sub(" ", passage.text))) <= FILLERS:
        return
    if generic:
        message = f"“{generic[0]}” is said of everybody, and nothing here proves it"
        yield passage.finding("LOR501", Severity.WARNING, message, _SHOW, generic.span())
    elif passage.field == "brag.text" and praise.search(passage.text):
        message = f"“{passage.text.rstrip('.')}” is praise without a scene"
        yield passage.finding("LOR503", Severity.WARNING, message, _SCENE)


_SHOW = "say what they saw instead: “stays until the last call before a discharge is made”"
_SCENE = "tell one thing they saw you do: when it was, what you did, what came of it"


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words that are found by *pattern* in certain *fields*; its named group is shown.

    A text without any word of *needs* is not searched: most have none.
    """

    code: str
    fields: tuple[str, ...]
    needs: frozenset[str]
    pattern: str
    says: str
    hint: str
    accept: Accept | None = None

    def findings(self, passage: Passage) -> Iterator[Finding]:
        """One finding for each place of the passage."""
        for match in _compiled(self.pattern).finditer(passage.text):
            if self.accept is None or self.accept(passage, match):
                hit = next(name for name, value in match.groupdict().items() if value)
                message = f"“{match[hit]}” {self.says}"
                yield passage.finding(
                    self.code, Severity.WARNING, message, self.hint, match.span(hit)
                )


_END = r"\s*(?:$|[.,;:!)]|\band\b)"
_TOP = (
    r"top (?:(?:\d+|one|two|three|five|ten|fifteen|twenty) ?(?:%|per ?cent\b)|\d+\b|(?:two|three|five|ten)"
    r"|decile|quartile|tier|third|quarter)"
)
_AMONG = (
    r"(?:of|among|in) (?:(?:all|the|my|your|our|those|any|his|her|their|other) )*"
    rf"(?:(?:\w+ )?{PEOPLE}|those\b|everyone\b|all\b|anyone\b|group\b|rotation\b)"
)
_BEST = (
    r"(?:best|strongest|finest|brightest|smartest|sharpest|top|most \w+|outstanding|exceptional"
    r"|excellent|superb|stellar|brilliant|extraordinary)"
)
_COMPARED = (
    rf"{SELF}(?P<claim>{_BEST} (?:(?:and )?\w+ ){{0,2}}?(?:{PEOPLE}|{ABILITY}))"
    rf"|{SELF}(?P<alone>outstanding|exceptional|excellent|superb|stellar|brilliant)"
    rf"(?={_END}|\s+(?:with|at|in)\b)"
    r"|\b(?P<one>(?:one of|among) (?:the|your) (?:very )?(?:best|strongest|finest|brightest|top))"
    r"(?=\s*(?:$|[.,;!)]))"
    rf"|\b(?P<ever>(?:best|strongest|finest|brightest|most \w+) (?:\w+ ){{0,2}}?{PEOPLE}) (?:you|he|she|they)"
    r"(?:[’']ve| have| has| had| ever)* (?:worked|seen|had|taught|supervised|met|known)\b"
    rf"|\b(?P<top>{_TOP})(?=\s+(?:\w+ )?{PEOPLE}|\s+{_AMONG})"
    r"|\b(?P<share>top \d+ ?(?:%|per ?cent\b))(?=\s*(?:$|[.,;!)]))"
    rf"|\b(?P<than>(?:better|stronger|faster|sharper|ahead|above) (?:than|of) (?:(?:any|all|most|many|other|the"
    rf"|my|every|average) ){{0,3}}{PEOPLE})"
    rf"|\b(?P<average>above[- ]average) (?:\w+ )?(?:{PEOPLE}|{ABILITY})"
    r"|\b(?P<second>second to none|head and shoulders above)\b"
    r"|\b(?P<level>at (?:an?|the) (?:level of an? )?(?:sub-?)?(?:intern|resident|PGY-?\d)(?:[’']s)?[- ]level"
    r"|at the level of an? (?:\w+ )?(?:intern|resident|PGY-?\d))\b"
)
_COMPARED_WORDS = word_set(
    "best strongest finest brightest smartest sharpest top most outstanding exceptional excellent superb stellar"
    " brilliant extraordinary better stronger faster sharper ahead above second head level"
)
_FACT = (
    r"\byou (?:have )?(?:said|told|called|wrote|rated|ranked|named|chose|described)\b|\bthe words?\b|award"
    r"|\bprize|\bwon\b|voted|elected|medal|honou?r|nominated|scholar|\bscores?\b|scored|exam\b|examination"
    r"|\bshelf\b|USMLE|COMLEX|NBME|\bclass\b|graduat(?:ed|ing)"
)
_SENTENCE = re.compile(r"[^.!?;]*")


def _is_claimed(passage: Passage, match: re.Match[str]) -> bool:
    """Not a writer's own words, an award or a class rank: these are facts."""
    start = max(passage.text.rfind(sign, 0, match.start() + 1) for sign in ".!?;") + 1
    sentence = _SENTENCE.match(passage.text, start)
    return not (sentence and _compiled(_FACT).search(sentence[0]))


_POOR = r"(?:adequate|acceptable|satisfactory|competent|passable|decent|average)"
_MINE = rf"(?:{SELF}|\b(?:has|have|had|shows?|showed|demonstrated|with|my|gave|did) (?:an? )?)"
_RATED = (
    rf"(?:{PEOPLE}|{ABILITY}|(?:work|job|presentations?|notes?|manner|level|progress|attendance)\b)"
)
_LUKEWARM = (
    rf"{_MINE}(?P<poor>{_POOR} (?!of\b)(?:\w+ )?{_RATED})"
    rf"|{SELF}(?P<bare>{_POOR})(?={_END}|\s+(?:in|at|with) )"
    rf"|{SELF}(?P<standard>standard (?:{PEOPLE}|performance\b|work\b|job\b))"
    r"|\b(?:performed|worked|did|presented|communicated|functioned) (?:\w+ ){0,3}?"
    r"(?P<adverb>adequately|acceptably|satisfactorily|competently)\b"
    r"|\b(?:under|with|needs?|needed|requires?|required) (?P<watched>close supervision)\b"
    r"|(?:^(?:he |she )?|\bwho |\bI )(?P<seems>seem(?:s|ed)? to)\b"
    r"|\b(?P<asked>(?:willing to (?:\w+ ){1,4}?|helpful |helps |helps out )(?:when|if) asked"
    r"|do(?:es)? (?:what|as) (?:(?:is|am|are|he|she|they|I) ){0,2}(?:told|asked))\b"
    r"|\b(?P<improve>will improve with)\b"
    r"|\b(?P<little>generally (?:had|has) (?:little|no|few)|I (?:usually )?had (?:little|few) (?:difficult\w+"
    r"|problems))\b"
    r"|\b(?P<credit>to (?:his|her|their|my) credit)\b(?! card)"
    r"|\b(?P<stage>(?:appropriate|suitable) for (?:my|his|her|the|their) (?:level|stage|year)"
    r"|at (?:the|an?) (?:expected|appropriate) level|up to (?:the )?standard(?! of)"
    r"|me(?:e)?ts? (?:all |the |your |my )?expectations)\b"
    r"|\b(?P<tried>gets? the job done|(?:did|tried) my (?:best|hardest)|^tries (?:hard|(?:his|her|their) best))\b"
)
_LUKEWARM_WORDS = word_set(
    "adequate acceptable satisfactory competent passable decent average standard adequately acceptably"
    " satisfactorily competently supervision seem seems seemed asked told improve generally little few credit"
    " appropriate suitable level expectations job best hardest hard"
)
_WATCHED_PATIENT = r"\b(?:patients?|him|her|them|child|infant|baby|without|no longer|less)\b"


def _is_lukewarm(passage: Passage, match: re.Match[str]) -> bool:
    """Close supervision of a patient, or an end to it, is no red flag."""
    before = passage.text[max(0, match.start() - 40) : match.start()]
    return not (match["watched"] and _compiled(_WATCHED_PATIENT).search(before))


def _is_bare_punctuality(passage: Passage, match: re.Match[str]) -> bool:
    """CaRMS asks its referees about punctuality; elsewhere it is what one says of nobody else."""
    application, writer = passage.application, passage.writer
    if writer:
        asked = writer.profile.letter.form == "carms" or portal_id(application, writer) == "carms"
    else:
        asked = any(target.portal == "carms" for target in application.applicant.targets)
    rest = passage.text[: match.start()] + passage.text[match.end() :]
    return not asked and set(words(rest)) <= FILLERS


_WARMER = "say what you did and what came of it; leave the grade to the writer"
_RULES = (
    _Rule(
        "LOR504",
        _SUMMED_UP,
        _COMPARED_WORDS,
        _COMPARED,
        "compares you with others, and that is the writer’s to say",
        "say what you did, and leave the writer room to compare",
        _is_claimed,
    ),
    _Rule(
        "LOR502",
        _CLAIMS,
        _LUKEWARM_WORDS,
        _LUKEWARM,
        "reads as faint praise in a letter",
        _WARMER,
        _is_lukewarm,
    ),
    _Rule(
        "LOR502",
        _CLAIMS,
        word_set("punctual punctuality"),
        r"\b(?P<hit>punctual(?:ity)?)\b",
        "reads as faint praise in a letter",
        _WARMER,
        _is_bare_punctuality,
    ),
)
