"""Texts that the patterns of the privacy rules match, made from the patterns themselves.

The alternatives of a pattern are taken in turn, so that few texts show each of them. Where white
space may stand between two words, some does: words that run together are nobody's writing.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

# A pattern's parts have no public name.
_parser: Any = getattr(re, "_parser")  # noqa: B009
_BEFORE = ("", "A man was seen. ", "The patient ", "We saw one patient who came and ")
_AFTER = (" was here.", ".", ", and", " with sepsis", " in the patient")
_OF_CATEGORY = {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "ab"}
_MOST_REPEATS = 3


class Sampler:
    """Makes texts from patterns; the same *seed* makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._turns: Counter[int] = Counter()

    def texts(self, pattern: str, count: int) -> Iterator[str]:
        """*count* texts that *pattern* may match, each within a sentence."""
        parts = _parser.parse(pattern)
        self._turns.clear()  # A list of alternatives is told by its id, which another may get.
        for _ in range(count):
            yield (self._random.choice(_BEFORE) + self._text(parts) + self._random.choice(_AFTER))

    def _text(self, parts: Any) -> str:
        return "".join(self._part(str(kind), value) for kind, value in parts)

    def _part(self, kind: str, value: Any) -> str:
        if kind == "LITERAL":
            return chr(value)
        if kind == "IN":
            return self._one_of(value)
        if kind.endswith("_REPEAT"):
            return self._repeated(*value)
        if kind == "SUBPATTERN":
            return self._text(value[3])
        if kind == "BRANCH":
            return self._branch(value[1])
        return {"NOT_LITERAL": "x", "ANY": "x", "GROUPREF": "-"}.get(kind, "")

    def _branch(self, choices: list[Any]) -> str:
        turn = self._turns[id(choices)]
        self._turns[id(choices)] += 1
        return self._text(choices[turn % len(choices)])

    def _repeated(self, least: int, most: int, parts: Any) -> str:
        least = max(least, 1) if _is_space(parts) else least
        times = self._random.randint(least, min(most, least + _MOST_REPEATS))
        return "".join(self._text(parts) for _ in range(times))

    def _one_of(self, choices: list[Any]) -> str:
        if str(choices[0][0]) == "NEGATE":
            return "q"
        kind, value = self._random.choice(choices)
        if str(kind) == "LITERAL":
            return chr(value)
        if str(kind) == "RANGE":
            return chr(self._random.randint(*value))
        return self._random.choice(_OF_CATEGORY.get(str(value), "-"))


def _is_space(parts: Any) -> bool:
    """Whether *parts* are one character that may be any white space."""
    kind, value = parts[0]
    return (
        len(parts) == 1
        and str(kind) == "IN"
        and any(str(inner) == "CATEGORY_SPACE" for _, inner in value)
    )
