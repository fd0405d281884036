"""LOR514: notes to oneself that Markdown or HTML would hide, and that a packet prints."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from lorpack.advice.statements import Statement
from lorpack.advice.wording.texts import Passage
from lorpack.findings import Finding, Severity
from lorpack.profiles.wording import shown

_MARKS = ("<!--", "]:")
_HINT = (
    "take it out if it is a note to yourself (in YAML, a comment begins with # and a space); write a"
    " link as [words](address)"
)


@cache
def _pattern() -> re.Pattern[str]:
    # CommonMark 0.31: a comment (4.6), and a definition of a link (4.7), which is used as one.
    return re.compile(
        r"<!--(?:(?!-->)[\s\S]){0,2000}(?:-->)?"
        r"|^ {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*[^\s]+"
        r"""(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$""",
        re.MULTILINE,
    )


def findings(passages: Sequence[Passage], statements: Sequence[Statement]) -> Iterator[Finding]:
    """Each note or definition, with a warning: nothing in a packet is hidden."""
    for passage in passages:
        for span in _spans(passage.text):
            message = _printed(passage.text, span)
            yield passage.finding("LOR514", Severity.WARNING, message, _HINT, span)
    for one in statements:
        for span in _spans(one.text):
            place, message = one.place(*span), _printed(one.text, span)
            yield Finding("LOR514", Severity.WARNING, message, place, _HINT, one.writer)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    if any(mark in text for mark in _MARKS):
        yield from (match.span() for match in _pattern().finditer(text))


def _printed(text: str, span: tuple[int, int]) -> str:
    return f"“{shown(text[slice(*span)])}” is printed as it stands, and nothing of it is hidden"
