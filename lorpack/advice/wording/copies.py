"""LOR508: one text in the files of two writers (DOMAIN.md A7, 145)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lorpack.advice.wording.texts import Passage, words
from lorpack.findings import Finding, Severity

_FIELDS = ("why_you", "cases.problem", "feedback.said", "emphasis")
_LEAST_WORDS = 5
_SAME = 0.6
_SHOWN = 40


_Pairs = frozenset[tuple[str, str]]


def findings(passages: Sequence[Passage]) -> Iterator[Finding]:
    """One finding for each text that is (nearly) that of an earlier file."""
    seen: dict[str, list[tuple[Passage, _Pairs]]] = {field: [] for field in _FIELDS}
    for passage in passages:
        if passage.field not in seen or not passage.writer:
            continue
        found = words(passage.text)
        if len(found) < _LEAST_WORDS:
            continue
        pairs = frozenset(pairwise(found))
        earlier = seen[passage.field]
        for other, others in earlier:
            if other.writer is not passage.writer and _likeness(pairs, others) >= _SAME:
                yield _copied(passage, other)
                break
        earlier.append((passage, pairs))


def _copied(passage: Passage, other: Passage) -> Finding:
    field = passage.field.partition(".")[0]
    shown = passage.text if len(passage.text) <= _SHOWN else f"{passage.text[:_SHOWN].rstrip()}…"
    message = f"“{shown}” stands in `{field}` of {other.file} too, nearly the same"
    hint = "writers at one hospital compare: tell each what only they saw"
    return passage.finding("LOR508", Severity.WARNING, message, hint)


def _likeness(one: _Pairs, other: _Pairs) -> float:
    """From 0 to 1: the share of word pairs that both have."""
    return len(one & other) / len(one | other)
