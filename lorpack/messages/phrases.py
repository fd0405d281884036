"""What a profile says, made fit for a sentence of a message: short, whole, and well joined."""

import re
import unicodedata
from collections.abc import Sequence

from lorpack.dates import PartialDate, partial_date
from lorpack.markup import to_plain

_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]*[^\Wa-z])")
_TITLE = re.compile(r"\b(?:Dr|Dre|Prof|Mr|Mrs|Ms|St|vs|approx|No|[A-Z])\.$")
_EPONYMS = frozenset(
    ("Addison", "Alzheimer", "Crohn", "Cushing", "Graves", "Hashimoto", "Hodgkin", "Huntington",
     "Kawasaki", "Lyme", "Marfan", "Parkinson", "Sjögren", "Whipple", "Wilson")
)  # fmt: skip
_PAST = frozenset(
    ("brought", "built", "came", "caught", "cut", "did", "drew", "found", "gave", "got", "had",
     "held", "kept", "led", "left", "made", "met", "put", "ran", "rang", "read", "sat", "saw",
     "sent", "set", "spent", "spoke", "spun", "stood", "swept", "taught", "thought", "told", "took",
     "understood", "went", "withdrew", "wrote")
)  # fmt: skip
_NOT_PAST = frozenset(("bed", "indeed", "med", "need", "red", "seed", "shed", "speed"))
_CLAUSE = ("how ", "to ", "that ", "not to ", "when ", "why ", "what ", "where ", "whom ")


def flat(text: str | None) -> str:
    """*text* on one line, without what a mail cannot carry; empty for None."""
    kept = (" " if char.isspace() else char for char in text or "" if char.isspace() or sent(char))
    return " ".join("".join(kept).split())


def plain(text: str | None) -> str:
    """*text* without its CommonMark, on one line."""
    return flat(to_plain(text)) if text else ""


def sent(char: str) -> bool:
    """Whether a mail can carry *char*: no control character, and no half of a pair."""
    return unicodedata.category(char) not in ("Cc", "Cs")


def brief(text: str | None, words: int) -> str:
    """The first whole sentences of *text*, at most *words*; empty when the first is longer.

    A message is read on a phone: what does not fit is in the packet, and is not cut in half.
    """
    kept: list[str] = []
    for sentence in _sentences(plain(text)):
        if len(" ".join([*kept, sentence]).split()) > words:
            break
        kept.append(sentence)
    return finished(" ".join(kept))


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    for part in _split(text):
        if found and _TITLE.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def _split(text: str) -> list[str]:
    parts, start = [], 0
    for end in _END.finditer(text):
        parts.append(text[start : end.end()].strip())
        start = end.end()
    return [*parts, text[start:].strip()] if text[start:].strip() else parts


def finished(text: str) -> str:
    """*text* as a sentence: a capital at its start, a mark at its end; empty stays empty."""
    if not text:
        return ""
    body = text if re.search(r"[.!?…][\"”’)]*$", text) else f"{text.rstrip(',;:')}."
    return body[0].upper() + body[1:]


def lowered(text: str) -> str:
    """*text* as it goes on after a comma: a small first letter, but not for a name or “DKA”."""
    first = re.split(r"[\s’',.]", text, maxsplit=1)[0]
    is_name = first == "I" or any(char.isupper() for char in first[1:]) or first in _EPONYMS
    return text if is_name or not text else text[0].lower() + text[1:]


def within(text: str) -> str:
    """*text* as a part of a sentence: no mark at its end, a small first letter."""
    return lowered(text.rstrip(" .;,"))


def first_person(text: str) -> str:
    """“Kept the table.” as “I kept the table.”; empty when it does not begin with what was done."""
    first = re.split(r"[\s,]", text, maxsplit=1)[0]
    if first in ("I", "We", "My", "I’d", "I'd"):
        return finished(text)
    word = first.lower()
    if word in _PAST or (word.endswith("ed") and word not in _NOT_PAST and len(word) > 3):
        return finished(f"I {lowered(text)}")
    return ""


def is_clause(text: str) -> bool:
    """Whether “you taught me …” can go on with *text*: how to, to, that, …"""
    return text.lower().startswith(_CLAUSE)


def listed(parts: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B, and C``."""
    if len(parts) < 3:
        return " and ".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


def span(start: PartialDate | None, end: PartialDate | None) -> str:
    """``in August 2026``, ``from June to July 2026``, ``since 2020``; months are enough here."""
    first, last = _month(start), _month(end)
    if first and last:
        if first == last:
            return f"in {partial_date(first)}"
        begin = partial_date(first)
        if first.year == last.year and first.month and last.month:
            begin = begin.removesuffix(f" {first.year}")
        return f"from {begin} to {partial_date(last)}"
    if first:
        return f"since {partial_date(first)}"
    return f"until {partial_date(last)}" if last else ""


def _month(when: PartialDate | None) -> PartialDate | None:
    return PartialDate(when.year, when.month) if when else None
