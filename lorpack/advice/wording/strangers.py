"""LOR507: a text for one writer that addresses or credits another, and another applicant's name."""

import re
from collections.abc import Iterator, Sequence

from lorpack.advice.statements import Statement
from lorpack.advice.wording.texts import Passage, words
from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.applicant import Name
from lorpack.profiles.application import Application, LetterWriter

_TO_WRITER = ("why_you", "context", "feedback.said", "letter.focus")
_TITLE = r"(?:(?:Dr|Dre|Prof|Professor|Professeur|Doctor|Docteur|Mr|Mrs|Ms|Mx)\b\.? ?)+"
_PARTICLE = r"(?:v[ao]n|de[rln]?|di|da|la|le|al-|el|bin|ter|zu) "
_FAMILY = rf"(?:{_PARTICLE})*[^\W\d_a-zß-ÿ][\w’'-]+"
_SALUTATION = (
    r"\b(?:Dear|Hello|Hi|Good (?:morning|afternoon|evening)),? "
    rf"(?P<name>{_TITLE}{_FAMILY}(?: {_FAMILY}){{0,2}})"
)
_GREETINGS = ("Dear", "Hello", "Hi", "Good ")
_YOU = r"(?i)\b(?:you|your|yours|yourself|vous|votre|vos)\b"
_SAID = r"(?:said|told|asked|noted|wrote|felt|thought|wanted|pointed|suggested|advised|remarked|observed)\b"
_WAS_THERE = (
    r"(?:supervised|taught|oversaw|precepted|was my|is my|has known|knows|mentored|attended)\b"
)
_OWN_NAME = r"(?:\A|[.!?]\s+|\n)[*_#\s]{0,3}My name is (?P<name>[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){1,3})"
_FILE = "check that `statement:` names the right file"


def findings(
    application: Application, passages: Sequence[Passage], statements: Sequence[Statement]
) -> Iterator[Finding]:
    """Names that stand where only the writer's, or only the applicant's, can stand."""
    readers = {writer.id: _Reader(application, writer) for writer in application.writers}
    for passage in passages:
        if passage.writer and passage.field in _TO_WRITER:
            yield from _in_profile(passage, readers[passage.writer.id])
    for statement in statements:
        if statement.writer and not statement.shared:
            yield from _in_statement(statement, readers[statement.writer])
        yield from _other_applicant(application, statement)


class _Reader:
    """The *writer* who reads a text, the names they may be called by, and the *others*."""

    def __init__(self, application: Application, writer: LetterWriter) -> None:
        profile = writer.profile
        self.writer = writer
        names = [profile.name, *([profile.co_signer.name] if profile.co_signer else [])]
        known = {word for name in names for word in _name_words(name)}
        if profile.contact.assistant:
            known |= set(words(profile.contact.assistant.name))
        self.known = known
        others = [one.profile.name for one in application.writers if one is not writer]
        self.others = [name for name in others if known.isdisjoint(words(name.family))]

    def wrong_greeting(self, text: str) -> re.Match[str] | None:
        """Where *text* greets somebody else, and not this writer with them."""
        if not any(word in text for word in _GREETINGS):
            return None
        for match in re.finditer(_SALUTATION, text):
            if self.known.isdisjoint(words(text[match.start() : match.end() + 60])):
                return match
        return None

    def wrong(self, name: str, place: Place) -> Finding:
        """The finding that *name* stands where this writer's should."""
        message = f"“{name}” stands where {self.writer.profile.name.salutation} is meant"
        hint = "this text goes to one writer only: write it for them"
        return Finding("LOR507", Severity.WARNING, message, place, hint, self.writer.id)


def _in_profile(passage: Passage, reader: _Reader) -> Iterator[Finding]:
    found = [reader.wrong_greeting(passage.text)]
    found += [_addressed(passage, other) for other in reader.others]
    match = next(filter(None, found), None)
    if match:
        yield reader.wrong(match["name"], passage.place(*match.span("name")))


def _addressed(passage: Passage, other: Name) -> re.Match[str] | None:
    """The name of *other* where it takes the place of "you"; not where it is told of."""
    text = passage.text
    if other.family not in text:
        return None
    found = (re.search(pattern, text) for pattern in _patterns(passage, _named(other)))
    return next(filter(None, found), None)


def _patterns(passage: Passage, person: str) -> Iterator[str]:
    yield rf"(?:\A|[.!?]\s+){person},? you\b"
    yield rf"\byou,? {person}\s*(?:[.!?;]|\Z)"
    if re.search(_YOU, passage.text):
        return
    if passage.field == "why_you":
        yield rf"\A{person}(?=[ ’'])"
        yield rf"{person}(?=[’'])"
    elif passage.field == "feedback.said":
        yield rf"\A{person} (?={_SAID})"
    else:
        yield rf"\A{person} (?={_WAS_THERE})"


def _named(name: Name) -> str:
    given, family = re.escape(name.given), re.escape(name.family)
    return rf"(?P<name>{_TITLE}(?:{given} )?{family}\b|\b{given} {family}\b)"


def _name_words(name: Name) -> list[str]:
    given = (name.given, name.family, name.full, name.preferred, name.native)
    return [word for each in given if each for word in words(each)]


def _in_statement(statement: Statement, reader: _Reader) -> Iterator[Finding]:
    """A version for one writer that greets another, or names another and never them."""
    text, called = statement.text, reader.writer.profile.name
    greeting = reader.wrong_greeting(text)
    if greeting:
        yield reader.wrong(greeting["name"], statement.place(*greeting.span("name")))
        return
    if called.family in text:
        return
    named = (re.search(_named(name), text) for name in reader.others if name.family in text)
    found = next(filter(None, named), None)
    if found:
        message = f"the version for {called.salutation} names “{found[0]}” and not them"
        place = statement.place(*found.span())
        yield Finding("LOR507", Severity.WARNING, message, place, _FILE, reader.writer.id)


def _other_applicant(application: Application, statement: Statement) -> Iterator[Finding]:
    if "My name is" not in statement.text:
        return
    found = re.search(_OWN_NAME, statement.text)
    name = application.applicant.name
    if found and set(words(found["name"])).isdisjoint(_name_words(name)):
        message = f"“My name is {found['name']}”, in the application of {name.printed}"
        place = statement.place(*found.span("name"))
        yield Finding("LOR507", Severity.WARNING, message, place, _FILE, statement.writer)
