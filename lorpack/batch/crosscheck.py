"""No packet and no message may hold what belongs to another applicant of the same class."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lorpack.packet.words import words

if TYPE_CHECKING:
    from lorpack.profiles.application import Application

Phrase = tuple[str, ...]

_SHORTEST = 5
"""A number or code of fewer letters and digits says nothing about whose it is."""


@dataclass(frozen=True)
class Marks:
    """What says who an applicant is: names and identifiers, as phrases of plain words."""

    names: tuple[Phrase, ...] = ()
    ids: tuple[Phrase, ...] = ()


NO_MARKS = Marks()


@dataclass(frozen=True)
class Stranger:
    """A mark of *other*, another application, on *page* (1-based): a name or an identifier."""

    other: str
    page: int
    is_name: bool


def marks_of(application: "Application") -> Marks:
    """The marks of one applicant: name in both orders, portal IDs, Letter IDs, mail address."""
    applicant = application.applicant
    name = applicant.name
    given, family = words(name.given), words(name.family)
    names = [[*given, *family], [*given[:1], *family], [*family, *given], words(name.printed)]
    if name.native and len(words(name.native)) > 2:
        names.append(words(name.native))
    numbers = applicant.ids.model_dump(exclude={"other"})
    ids = [*numbers.values(), *applicant.ids.other.values(), applicant.contact.email]
    ids += [writer.profile.letter.letter_id for writer in application.writers]
    return Marks(
        _distinct(phrase for phrase in names if len(phrase) > 1),
        _distinct(words(one) for one in ids if one and sum(map(str.isalnum, one)) >= _SHORTEST),
    )


def _distinct(phrases: Iterator[list[str]]) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(tuple(phrase) for phrase in phrases if phrase))


@dataclass(frozen=True)
class Index:
    """The marks of every applicant of a class, to be looked for in each other's pages."""

    digest: str
    _owners: Mapping[Phrase, tuple[frozenset[str], bool]] = field(repr=False)
    _starts: Mapping[str, tuple[Phrase, ...]] = field(repr=False)

    def strangers(self, application: str, pages: Sequence[str]) -> list[Stranger]:
        """What in *pages* (words with spaces between) belongs to others than *application*.

        Each applicant is told once a page. What two applicants share tells nothing of either.
        """
        found: dict[Stranger, None] = {}
        for number, page in enumerate(pages, 1):
            for phrase in self._phrases(page.split()):
                owners, is_name = self._owners[phrase]
                if application not in owners:
                    found |= dict.fromkeys(Stranger(one, number, is_name) for one in owners)
        return sorted(found, key=lambda one: (one.page, one.other, one.is_name))

    def _phrases(self, page: Sequence[str]) -> Iterator[Phrase]:
        for at, word in enumerate(page):
            for phrase in self._starts.get(word, ()):
                if tuple(page[at : at + len(phrase)]) == phrase:
                    yield phrase


def index_of(marks: Mapping[str, Marks]) -> Index:
    """The index of *marks*, which are given by application."""
    owners: dict[Phrase, set[str]] = defaultdict(set)
    names: set[Phrase] = set()
    for application, own in marks.items():
        for phrase in (*own.names, *own.ids):
            owners[phrase].add(application)
        names.update(own.names)
    starts: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in owners:
        starts[phrase[0]].append(phrase)
    seal = hashlib.sha256(repr(sorted((p, sorted(who)) for p, who in owners.items())).encode())
    return Index(
        seal.hexdigest(),
        {phrase: (frozenset(who), phrase in names) for phrase, who in owners.items()},
        {word: tuple(phrases) for word, phrases in starts.items()},
    )
