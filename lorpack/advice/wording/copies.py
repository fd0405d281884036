"""LOR508: one text in the files of two writers (DOMAIN.md A7, 145)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lorpack.advice.wording.texts import Passage, words
from lorpack.findings import Finding, Severity

_FIELDS = ("why_you", "cases.problem", "feedback.said", "emphasis")
_LEAST_WORDS = 5
_SAME = 0.75


@dataclass(frozen=True, slots=True)
class _Text:
    passage: Passage
    pairs: frozenset[tuple[str, str]]


def findings(passages: Sequence[Passage]) -> Iterator[Finding]:
    """One finding for each text that is (nearly) that of an earlier file."""
    for field in _FIELDS:
        seen: list[_Text] = []
        for passage in passages:
            if passage.writer and passage.field == field:
                found = words(passage.text)
                if len(found) < _LEAST_WORDS:
                    continue
                text = _Text(passage, frozenset(pairwise(found)))
                yield from _copied(text, seen)
                seen.append(text)


def _copied(text: _Text, seen: Sequence[_Text]) -> Iterator[Finding]:
    for other in seen:
        if other.passage.file != text.passage.file and _likeness(text, other) >= _SAME:
            field = text.passage.field.partition(".")[0]
            shown = text.passage.text[:40].rstrip()
            dots = "…" if len(text.passage.text) > 40 else ""
            message = (
                f"“{shown}{dots}” stands in `{field}` of {other.passage.file} too, nearly the same"
            )
            hint = "writers at one hospital compare: tell each what only they saw"
            yield text.passage.finding("LOR508", Severity.WARNING, message, hint)
            return


def _likeness(one: _Text, other: _Text) -> float:
    """From 0 to 1: the share of word pairs that both have."""
    return len(one.pairs & other.pairs) / len(one.pairs | other.pairs)
