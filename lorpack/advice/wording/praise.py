"""Praise that is generic, without a scene, or a grade (DOMAIN.md A7, 147 to 152; B7)."""

from collections.abc import Iterator, Sequence

from lorpack.advice.privacy.model import word_set
from lorpack.advice.wording import grades
from lorpack.advice.wording.grades import compiled
from lorpack.advice.wording.texts import Passage, words
from lorpack.advice.wording.vocabulary import EFFORT, FILLERS, GENERIC, OTHER_PRAISE, pattern_of
from lorpack.findings import Finding, Severity

_LINES = ("qualities", "brag.text")
_WORDS = FILLERS | word_set(" ".join((*GENERIC, *EFFORT, *OTHER_PRAISE)))
_SHOW = "say what they saw instead: “stays until the last call before a discharge is made”"
_SCENE = "tell one thing they saw you do: when it was, what you did, what came of it"


def findings(passages: Sequence[Passage]) -> Iterator[Finding]:
    """What is wrong with the praise in each of *passages*."""
    for passage in passages:
        graded = list(grades.findings(passage))
        yield from graded
        if passage.field in _LINES and _WORDS.issuperset(words(passage.text)):
            yield from _bare(passage, graded=bool(graded))


def _bare(passage: Passage, *, graded: bool) -> Iterator[Finding]:
    """LOR501 and LOR503: a line that holds praise, and nothing besides it."""
    praise = compiled(pattern_of((*GENERIC, *EFFORT, *OTHER_PRAISE)))
    if not set(words(praise.sub(" ", passage.text))) <= FILLERS:
        return
    generic = compiled(pattern_of(GENERIC)).search(passage.text)
    if generic:
        message = f"“{generic[0]}” is said of everybody, and nothing here proves it"
        yield passage.finding("LOR501", Severity.WARNING, message, _SHOW, generic.span())
    elif passage.field == "brag.text" and not graded and praise.search(passage.text):
        message = f"“{passage.text.rstrip('.')}” is praise without a scene"
        yield passage.finding("LOR503", Severity.WARNING, message, _SCENE)
