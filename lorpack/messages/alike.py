"""Messages of one applicant that read alike, or that ask in the wrong words."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from lorpack.findings import Finding, Severity
from lorpack.messages.catalogue import Kind
from lorpack.messages.compose import Message
from lorpack.profiles.application import Application

ALIKE = 0.33
"""From this share of common word triples on, two asks could have gone to anyone.

Measured: two asks of one applicant in the sample profiles share at most 0.29 of their triples
(median 0.12), the templates' own words included; with one set of facts for two writers it is 0.36
to 0.65, whatever the wording (``tests/messages/test_alike.py`` holds both ends).
"""

_COMPARED = (Kind.REQUEST, Kind.UPDATE_REQUEST, Kind.BACKUP_REQUEST)
_SHINGLE = 3
_OWN = ("why_you", "cases", "feedback", "learned")


def likeness(one: str, other: str) -> float:
    """How alike two bodies are, from 0 to 1: the share of word triples that both have."""
    first, second = _shingles(one), _shingles(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _shingles(body: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", _without_ends(body).casefold())
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def _without_ends(body: str) -> str:
    """*body* without salutation, closing and signature, which all messages share."""
    return "\n\n".join(body.strip().split("\n\n")[1:-2])


def alike(application: Application, messages: Sequence[Message]) -> Iterator[Finding]:
    """A finding for each pair of asks of the same kind that two writers could compare."""
    asks = [message for message in messages if message.kind in _COMPARED]
    for one, other in combinations(asks, 2):
        if one.kind is not other.kind or one.writer == other.writer:
            continue
        share = likeness(one.body, other.body)
        if share > ALIKE:
            yield _finding(application, one, other, share)


def _finding(application: Application, one: Message, other: Message, share: float) -> Finding:
    files = {message.writer: f"writers/{message.writer}.yaml" for message in (one, other)}
    profiles = {writer.id: writer.profile for writer in application.writers}
    poor = min((one, other), key=lambda message: _own_words(profiles[message.writer]))
    profile = profiles[poor.writer]
    missing = [
        f"`{key}`"
        for key in _OWN + (("growth",) if one.kind is Kind.UPDATE_REQUEST else ())
        if not getattr(profile, key)
    ]
    what = (
        f"add {', '.join(missing)}" if missing else "make `why_you`, `cases` and `feedback` its own"
    )
    pair = " and ".join(sorted(files.values()))
    message = f"{one.kind} to {pair}: {share:.0%} of the wording is the same"
    hint = f"{what} in {files[poor.writer]}"
    place = application.place(files[poor.writer])
    return Finding("LOR510", Severity.WARNING, message, place, hint, poor.writer)


def _own_words(profile: object) -> int:
    return sum(bool(getattr(profile, key)) for key in _OWN)


def worded(application: Application, message: Message) -> Iterator[Finding]:
    """Whether an ask holds the word “strong” exactly when it is a letter that is asked for."""
    if message.asks_strong is None:
        return
    file = message.template or f"writers/{message.writer}.yaml"
    says = re.search(r"\bstrong\b", message.body, re.IGNORECASE) is not None
    if message.asks_strong and not says:
        text = f"{message.kind} asks for a letter without the word “strong”"
        hint = "ask for a “strong” letter: it lets the writer decline with grace"
        yield Finding(
            "LOR511", Severity.WARNING, text, application.place(file), hint, message.writer
        )
    elif says and not message.asks_strong:
        text = f"{message.kind} says “strong”, and an evaluation is asked for"
        hint = "take the word out; a standardized letter evaluates"
        yield Finding(
            "LOR512", Severity.WARNING, text, application.place(file), hint, message.writer
        )
