"""Whether a portal's request form is the one that the profile speaks of (DOMAIN.md D2)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lorpack.findings import Notice
from lorpack.naming import LETTERS

_SYSTEM = r"(?:season|cycle|(?:My)?ERAS|ResidencyCAS|CaRMS|SF ?Match|R-1|match)"
_YEARS = r"20\d\d(?:\s?[-/‐‑‒–—]\s?(?:\d\d)?\d\d)?"
_SEASON = re.compile(
    rf"\b{_SYSTEM}\b\W{{0,3}}(?P<after>{_YEARS})\b|\b(?P<before>{_YEARS})\W{{0,2}}{_SYSTEM}\b",
    re.IGNORECASE,
)
_ID = re.compile(
    r"\b(?:Letter|Request|Evaluation) ID\b(?: (?:number|no\.?|code))?\W{0,6}"
    r"(?P<id>(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{4,30})\b"
)
_NOT_WAIVED = re.compile(
    r"\b(?:not|never|n[’']t) (?:been )?waived?\b|\bdeclined? to waive|\bretain(?:s|ed)?\b[^.\n]{0,20}\bright",
    re.IGNORECASE,
)
_WAIVED = re.compile(
    r"\bwaived\b|\bwaives\b|\bI waive\b|\bwaive (?:my|his|her|their) right", re.IGNORECASE
)
_TOO_LITTLE = 60


@dataclass(frozen=True, slots=True)
class Expected:
    """What the profile says of one letter; names are family names."""

    season: int
    writer: str
    applicant: str
    letter_id: str | None = None
    waived: bool | None = None


def differences(text: str, expected: Expected) -> list[Notice]:
    """Where the *text* of a request form says something else than is *expected*: a warning each.

    Pure. A form without readable text, as a scan, says nothing.
    """
    if len(_squashed(text)) < _TOO_LITTLE:
        return []
    return [
        *_season(text, expected),
        *_id(text, expected),
        *_names(text, expected),
        *_waiver(text, expected),
    ]


def _season(text: str, expected: Expected) -> Iterator[Notice]:
    named = (found["after"] or found["before"] for found in _SEASON.finditer(text))
    years = {year for years in named for year in _years(years)}
    if years and expected.season not in years:
        shown = " and ".join(map(str, sorted(years)))
        message = f"the request form is of season {shown}, and the letter is for {expected.season}"
        yield Notice("LOR755", message, "download the form of this season, or correct `season`")


def _years(named: str) -> Iterator[int]:
    """The year that *named* begins with; and the next, when it is a pair such as 2026/27."""
    first = int(named[:4])
    yield first
    # Anything else behind a year is no year: the month of a date, say.
    if re.split(r"\D+", named)[1:] in ([f"{first + 1}"], [f"{first + 1}"[2:]]):
        yield first + 1


def _id(text: str, expected: Expected) -> Iterator[Notice]:
    if not expected.letter_id or _squashed(expected.letter_id) in _squashed(text):
        return
    other = _ID.search(text)
    shown = f", which shows {other['id']}" if other else ""
    message = f"the Letter ID {expected.letter_id} is not in the request form{shown}"
    yield Notice("LOR756", message, "compare the two: is it another writer's form, or a slip?")


def _names(text: str, expected: Expected) -> Iterator[Notice]:
    for whose, name in (("writer", expected.writer), ("applicant", expected.applicant)):
        if not _has(text, name):
            message = f"the {whose}'s name, {name}, is not in the request form"
            yield Notice("LOR758", message, "check that `request_form` names the right file")


def _has(text: str, name: str) -> bool:
    """Whether *text* has the family *name*: all of it, or one part of a double name."""
    flat = _squashed(text)
    parts: Sequence[str] = [part for part in re.split(r"[\s-]+", name) if len(part) > 2] or [name]
    return any(_squashed(part) in flat for part in (name, *parts))


def _waiver(text: str, expected: Expected) -> Iterator[Notice]:
    if expected.waived is None:
        return
    says_not, says = _NOT_WAIVED.search(text), _WAIVED.search(_NOT_WAIVED.sub(" ", text))
    if says and says_not:
        return  # Both are offered, and what is ticked is no word.
    if expected.waived and says_not:
        message = "the request form says that the right to see the letter is not waived, and the profile that it is"
    elif not expected.waived and says:
        message = "the request form says that the right to see the letter is waived, and the profile that it is not"
    else:
        return
    yield Notice("LOR759", message, "look into the portal, and correct `letter.waived`")


def _squashed(text: str) -> str:
    """*text* in lower case, letters and digits only, without accents and other signs on them."""
    plain = unicodedata.normalize("NFKD", text).translate(LETTERS).casefold()
    return "".join(char for char in plain if char.isalnum())
