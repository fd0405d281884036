"""No packet and no message may hold what belongs to another applicant of the same class."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product, takewhile
from typing import TYPE_CHECKING

from lorpack.batch.ordinary import ORDINARY
from lorpack.findings import Finding, Place, Severity
from lorpack.listing import few
from lorpack.packet.words import words
from lorpack.profiles.folders import APPLICANT

if TYPE_CHECKING:
    from lorpack.profiles.applicant import Name
    from lorpack.profiles.application import Application
    from lorpack.profiles.writer import Writer

Phrase = tuple[str, ...]

_SHORTEST = 5
"""A number, code or address of fewer letters and digits says nothing about whose it is."""

_TELLING = re.compile(r"\d|[B-DF-HJ-NP-TV-XZ]{5}")
"""What a number or code has, and "pending" and "to be announced" have not: a digit, or capitals
that nobody can pronounce."""

_INNER = re.compile(r"(?<=\w)['’‘ʼʻ`´＇｀\-‐‑‒–](?=\w)")
"""What stands within a name and is often left out: O'Neil, Anne-Marie."""

_PARTICLES = frozenset({
    "al", "bin", "da", "das", "de", "dei", "del", "dela", "della", "den", "der", "di", "do", "dos",
    "du", "e", "el", "ibn", "la", "las", "le", "los", "mac", "mc", "san", "santa", "st", "ten",
    "ter", "van", "von", "y",
})  # fmt: skip
"""What begins a family name and is none without the next word."""


class Kind(StrEnum):
    """What a mark is, in the words of a finding.

    An index has no short names: found, they are names, or possible ones (see _is_ordinary).
    """

    NAME = "name"
    POSSIBLE_NAME = "possible name"
    SHORT_NAME = "short name"
    ADDRESS = "mail address"
    PORTAL_ID = "portal ID"
    LETTER_ID = "Letter ID"


_NAMES = (Kind.NAME, Kind.SHORT_NAME)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that says who an applicant is, as plain words, and where it stands.

    *writer* is the letter writer in whose file that is, or empty.
    """

    kind: Kind
    phrase: Phrase
    place: Place
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """An applicant's *own* marks; and what is *familiar* in their pages: names and addresses of
    their letter writers, whoever else is called so."""

    own: tuple[Mark, ...] = ()
    familiar: tuple[Phrase, ...] = ()


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Stranger:
    """A mark of *other*, another application, on *page* (1-based)."""

    other: str
    page: int
    kind: Kind


def marks_of(application: "Application") -> Marks:
    """The marks of one applicant: names in both orders, portal IDs, Letter IDs, mail address."""
    applicant = application.applicant
    numbers = {**applicant.ids.model_dump(exclude={"other"}), **applicant.ids.other}
    place = application.place
    own = [
        Mark(kind, phrase, place(APPLICANT, "name"))
        for phrase, kind in _names(applicant.name).items()
    ]
    own += [
        Mark(Kind.PORTAL_ID, phrase, place(APPLICANT, "ids", name))
        for name, number in numbers.items()
        for phrase in _identifier(number)
    ]
    own += [
        Mark(Kind.ADDRESS, phrase, place(APPLICANT, "contact", "email"))
        for phrase in _long(applicant.contact.email)
    ]
    own += [
        Mark(Kind.LETTER_ID, phrase, place(one.file, "letter", "letter_id"), one.id)
        for one in application.writers
        for phrase in _identifier(one.profile.letter.letter_id)
    ]
    familiar = {phrase for one in application.writers for phrase in _of_writer(one.profile)}
    return Marks(tuple(own), tuple(sorted(familiar)))


def remembered(marks: Marks, earlier: Marks, lost: Collection[str] | None) -> Marks:
    """*marks*, completed by the *earlier* ones of what cannot be read any more.

    That is everything, or what stood in the files of the letter writers *lost*.
    """
    known = {mark.phrase for mark in marks.own}
    gone = (mark for mark in earlier.own if lost is None or mark.writer in lost)
    more = tuple(mark for mark in gone if mark.phrase not in known)
    return Marks((*marks.own, *more), marks.familiar)


def unsearched(other: str) -> Finding:
    """Told of *other*, an application that never could be read, when it is one of a class."""
    message = f"no packet could be searched for what belongs to {other}, which cannot be read"
    hint = "correct it, and build again; until then, look at the packets of the others yourself"
    return Finding("LOR635", Severity.WARNING, message, Place(APPLICANT), hint)


def _names(name: "Name") -> dict[Phrase, Kind]:
    """What a person is called: in full, in both orders; and in short, which others are as well."""
    spelled = list(product(_spellings(name.given), _spellings(name.family)))
    short = (both for given, family in spelled for both in _short(given, family))
    full = [order for given, family in spelled for order in _orders(given, family)]
    full += [*_spellings(name.printed), *_native(name.native)]
    found = {tuple(one): Kind.SHORT_NAME for one in short if len(one) > 1}
    return found | {tuple(one): Kind.NAME for one in full if len(one) > 1}


def _spellings(text: str) -> Iterator[list[str]]:
    """The words of *text*, and those that become one without the sign between them."""
    yield words(text)
    joined, signs = _INNER.subn("", text)
    if signs:
        yield words(joined)


def _orders(given: list[str], family: list[str]) -> Iterator[list[str]]:
    yield from ([*given, *family], [*given[:1], *family], [*family, *given])


def _short(given: list[str], family: list[str]) -> Iterator[list[str]]:
    """The first given with the first family name: María García of María José García López.

    Two letters or two Chinese characters are no name.
    """
    particles = takewhile(lambda word: len(word) == 1 or word in _PARTICLES, family)
    first = family[: 1 + sum(1 for _ in particles)]
    if any(len(word) > 1 for word in (*given[:1], *first)):
        yield from ([*given[:1], *first], [*first, *given[:1]])


def _native(text: str | None) -> Iterator[list[str]]:
    """A name in its own script, and as the text of a page has one that is read from the right: the
    last word first. Two characters of a script without spaces are too few: others have them too."""
    found = words(text or "")
    if len(found) > 2 or all(len(word) > 1 for word in found):
        yield from (found, found[::-1])


def _identifier(text: str | None) -> Iterator[Phrase]:
    if text and _TELLING.search(text):
        yield from _long(text)


def _long(text: str | None) -> Iterator[Phrase]:
    if text and sum(map(str.isalnum, text)) >= _SHORTEST:
        yield from _phrase(text)


def _phrase(text: str | None) -> Iterator[Phrase]:
    """The words of *text*; nothing when it has none ("?", "-"), for nothing stands everywhere."""
    if found := tuple(words(text or "")):
        yield found


def _of_writer(profile: "Writer") -> Iterator[Phrase]:
    contact, second = profile.contact, profile.co_signer
    yield from _names(profile.name)
    yield from _names(second.name) if second else ()
    texts = [contact.email, second.email if second else None]
    if contact.assistant:
        texts += [contact.assistant.name, contact.assistant.email]
    for text in texts:
        yield from _phrase(text)


@dataclass(frozen=True)
class Index:
    """The marks of every applicant of a class, to be looked for in each other's pages."""

    digest: str
    _owners: Mapping[Phrase, tuple[frozenset[str], Kind]] = field(repr=False)
    _starts: Mapping[str, tuple[Phrase, ...]] = field(repr=False)
    _familiar: Mapping[str, Mapping[str, tuple[Phrase, ...]]] = field(repr=False)

    def strangers(self, application: str, pages: Sequence[str]) -> list[Stranger]:
        """What in *pages* (words with spaces between) belongs to others than *application*.

        Each applicant is told once a page. What two applicants share tells nothing of either, nor
        does what is part of an own mark or of a letter writer's name: "Maria Garcia" in "Ana Maria
        Garcia". A name of ordinary words counts where it is written with capitals.
        """
        found: dict[Stranger, None] = {}
        for number, page in enumerate(pages, 1):
            found |= dict.fromkeys(self._on_page(application, number, page))
        return sorted(found, key=lambda one: (one.page, one.other, one.kind))

    def _on_page(self, application: str, number: int, page: str) -> Iterator[Stranger]:
        plain = page.casefold().split()
        hits = list(_occurrences(self._starts, plain))
        others = [hit for hit in hits if application not in self._owners[hit[2]][0]]
        if not others:
            return
        known = [hit for hit in hits if application in self._owners[hit[2]][0]]
        known += _occurrences(self._familiar.get(application, {}), plain)
        spelled = page.split()
        for start, end, phrase in others:
            owners, kind = self._owners[phrase]
            if kind is Kind.POSSIBLE_NAME and not _has_capitals(spelled[start:end]):
                continue
            if not any(first <= start and end <= last for first, last, _ in known):
                yield from (Stranger(one, number, kind) for one in owners)


def _has_capitals(name: Sequence[str]) -> bool:
    """Whether *name* begins and ends with a word that is written as one of a name is."""
    return not (name[0][0].islower() or name[-1][0].islower())


def _is_ordinary(name: Phrase) -> bool:
    """Whether *name* may as well be something else: ordinary words, or but one and initials."""
    whole = [word for word in name if len(word) > 1 or not word.islower()]
    return len(whole) < 2 or ORDINARY.issuperset(whole)


def _occurrences(
    starts: Mapping[str, Iterable[Phrase]], page: Sequence[str]
) -> Iterator[tuple[int, int, Phrase]]:
    """Where the phrases, given by their first word, stand on *page*: from, to, and which."""
    for at, word in enumerate(page):
        for phrase in starts.get(word, ()):
            if tuple(page[at : at + len(phrase)]) == phrase:
                yield at, at + len(phrase), phrase


def _by_start(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    starts: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        starts[phrase[0]].append(phrase)
    return {word: tuple(some) for word, some in starts.items()}


def index_of(marks: Mapping[str, Marks]) -> Index:
    """The index of *marks*, which are given by application."""
    owners: dict[Phrase, set[str]] = defaultdict(set)
    kinds: dict[Phrase, Kind] = {}
    for application, some in marks.items():
        for mark in some.own:
            owners[mark.phrase].add(application)
            kind = _told_as(mark)
            kinds[mark.phrase] = max(kinds.get(mark.phrase, kind), kind)
    familiar = {one: some.familiar for one, some in sorted(marks.items())}
    seal = [sorted((phrase, sorted(who)) for phrase, who in owners.items()), familiar]
    return Index(
        hashlib.sha256(repr(seal).encode()).hexdigest(),
        {phrase: (frozenset(who), kinds[phrase]) for phrase, who in owners.items()},
        _by_start(owners),
        {one: _by_start(phrases) for one, phrases in familiar.items()},
    )


def _told_as(mark: Mark) -> Kind:
    if mark.kind not in _NAMES:
        return mark.kind
    return Kind.POSSIBLE_NAME if _is_ordinary(mark.phrase) else Kind.NAME


def doubles(marks: Mapping[str, Marks]) -> dict[str, list[Finding]]:
    """The identifiers that two applications share, by application.

    They are an error (LOR633): a letter would go to the wrong person. With one name in both
    applications it is most likely one person, and a warning (LOR634).
    """
    owners: dict[Phrase, set[str]] = defaultdict(set)
    for application, some in marks.items():
        for mark in some.own:
            owners[mark.phrase].add(application)
    names = {
        one: {mark.phrase for mark in some.own if mark.kind is Kind.NAME}
        for one, some in marks.items()
    }
    found: dict[str, list[Finding]] = defaultdict(list)
    for application, some in marks.items():
        for mark in some.own:
            others = owners[mark.phrase] - {application} if mark.kind not in _NAMES else ()
            twins = [one for one in sorted(others) if names[application] & names[one]]
            if strangers := sorted(set(others) - set(twins)):
                found[application].append(_shared(mark, strangers))
            if twins:
                found[application].append(_twice(mark, twins))
    return found


def _shared(mark: Mark, others: Sequence[str]) -> Finding:
    message = f"this {mark.kind} is that of another applicant as well: {few(others)}"
    hint = "correct it in the application in which it is wrong; until then, nothing goes out"
    return Finding("LOR633", Severity.ERROR, message, mark.place, hint, mark.writer)


def _twice(mark: Mark, others: Sequence[str]) -> Finding:
    message = f"this {mark.kind} and this name stand in two applications: also in {few(others)}"
    hint = "when it is one person twice, keep one of the two folders, or ignore it with a reason"
    return Finding("LOR634", Severity.WARNING, message, mark.place, hint, mark.writer)
