"""What a profile says, made fit for a sentence of a message: short, whole, and well joined."""

import re
import unicodedata
from collections.abc import Sequence

from lorpack.dates import PartialDate, partial_date
from lorpack.markup import to_plain
from lorpack.sentences import is_ended

_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]*[^\Wa-z])")
_TITLE = re.compile(r"\b(?:Dr|Dre|Prof|Mr|Mrs|Ms|St|vs|approx|No|[A-Z])\.$")
_EPONYMS = frozenset(
    ("Addison", "Alzheimer", "Crohn", "Cushing", "Graves", "Hashimoto", "Hodgkin", "Huntington",
     "Kawasaki", "Lyme", "Marfan", "Parkinson", "Sjögren", "Whipple", "Wilson")
)  # fmt: skip
_PAST = frozenset(
    ("arose", "ate", "awoke", "beat", "became", "began", "bent", "bought", "broke", "brought",
     "built", "burnt", "burst", "came", "caught", "chose", "clung", "crept", "cut", "dealt", "did",
     "drank", "dreamt", "drew", "drove", "dug", "fed", "fell", "felt", "fled", "flew", "forbade",
     "foresaw", "foretold", "forgave", "forgot", "fought", "found", "froze", "gave", "got", "grew",
     "had", "heard", "held", "hid", "hit", "hung", "kept", "knelt", "knew", "laid", "leant",
     "leapt", "learnt", "led", "left", "lent", "let", "lit", "lost", "made", "meant", "met",
     "misread", "mistook", "misunderstood", "outdid", "outgrew", "overcame", "overheard",
     "overran", "overrode", "oversaw", "overslept", "overtook", "paid", "proofread", "put", "quit",
     "ran", "rang", "read", "rebuilt", "redid", "redrew", "relearnt", "remade", "reran", "reread",
     "reset", "retaught", "rethought", "retold", "retook", "rewrote", "rode", "rose", "said",
     "sang", "sank", "sat", "saw", "sent", "set", "shone", "shook", "shrank", "shut", "slept",
     "slid", "sold", "sought", "sped", "spelt", "spent", "split", "spoke", "sprang", "spread",
     "spun", "stood", "strode", "strove", "struck", "stuck", "swam", "swept", "swore", "swung",
     "taught", "thought", "threw", "told", "took", "tore", "understood", "undertook", "underwent",
     "undid", "unlearnt", "upheld", "was", "went", "withdrew", "withheld", "withstood", "woke",
     "won", "wore", "wove", "wrote")
)  # fmt: skip
_NOT_PAST = frozenset(
    ("bed", "bleed", "breed", "concerned", "deed", "exceed", "feed", "hundred", "indeed",
     "infrared", "med", "naked", "need", "proceed", "red", "sacred", "seed", "shed", "speed",
     "succeed", "tired", "unaided", "unasked", "unprompted", "weed")
)  # fmt: skip
_KEPT = re.compile(r"\S+\.\s|(?!A\s)\w\b")
"""Beginnings that keep their capital: Dr. Lee, St. Mary, and a letter alone: I, T wave, X-ray."""
_ENDS = " .;,"
_OWN_I = re.compile(r"(?<!type )(?<!class )(?<!grade )(?<!level )(?<!phase )(?<!stage )\bI\b")
"""The person, and no Roman numeral."""
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
    return finished(_start(text, words))


def told(text: str | None, words: int) -> str:
    """As :func:`brief`, to stand after a colon: as it is written, and no full stop at its end.

    Its first word keeps its capital, which may be a name: Bell palsy, Spanish-speaking.
    """
    return _start(text, words).rstrip(_ENDS)


def _start(text: str | None, words: int) -> str:
    kept: list[str] = []
    for sentence in _sentences(plain(text)):
        if len(" ".join([*kept, sentence]).split()) > words:
            break
        kept.append(sentence)
    return " ".join(kept)


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
    body = text if is_ended(text) else f"{text.rstrip(',;:')}."
    return body[0].upper() + body[1:]


def lowered(text: str) -> str:
    """*text* as it goes on after a comma: a small first letter, but not for a name or “DKA”."""
    first = re.split(r"[\s’',.]", text, maxsplit=1)[0]
    is_code = any(char.isupper() or char.isdigit() for char in first[1:])
    is_name = is_code or first in _EPONYMS or _KEPT.match(text)
    return text if is_name or not text else _small(text)


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def within(text: str) -> str:
    """*text* as a part of a sentence: no mark at its end, a small first letter."""
    return lowered(text.rstrip(_ENDS))


def first_person(text: str) -> str:
    """“Kept the table.” as “I kept the table.”; empty when it does not begin with what was done.

    A first sentence that has its own “I” stays as it is: “Based on the scan, I called surgery.”
    """
    first = re.split(r"[\s,.;:]", text, maxsplit=1)[0]
    word, sentence = first.lower(), "".join(_sentences(text)[:1])
    is_done = word in _PAST or (word.endswith("ed") and word not in _NOT_PAST and len(word) > 3)
    # After what was done, an “I” may belong to another clause: “Asked for the film before I left.”
    has_own = ", I " in sentence if is_done else _OWN_I.search(sentence)
    if first in ("We", "My") or has_own:
        return finished(text)
    return finished(f"I {_small(text)}") if is_done else ""


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
