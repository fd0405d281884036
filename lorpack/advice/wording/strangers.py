"""LOR507: a text for one writer that addresses or credits another, and another applicant's name."""

import re
from collections.abc import Iterator, Sequence

from lorpack.advice.statements import Statement, statements
from lorpack.advice.wording.texts import Passage, words
from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.applicant import Name
from lorpack.profiles.application import Application, LetterWriter

_TO_WRITER = ("why_you", "context", "feedback.said", "letter.focus")
_TITLE = r"(?:(?:Dr|Dre|Prof|Professor|Professeur|Doctor|Docteur|Mr|Mrs|Ms|Mx)\b\.? ?)+"
_PARTICLE = r"(?:v[ao]n|de[rln]?|di|da|la|le|al-|el|bin|ter|zu) "
_FAMILY = rf"(?:{_PARTICLE})*[^\W\d_a-zß-ÿ][\w’'-]+"
_SALUTATION = re.compile(
    rf"\b(?:Dear|Hello|Hi|Good (?:morning|afternoon|evening)),? (?P<name>{_TITLE}{_FAMILY}(?: {_FAMILY}){{0,2}})"
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself|vous|votre|vos)\b", re.IGNORECASE)
_SAID = r"(?:said|told|asked|noted|wrote|felt|thought|wanted|pointed|suggested|advised|remarked|observed)\b"
_WAS_THERE = (
    r"(?:supervised|taught|oversaw|precepted|was my|is my|has known|knows|mentored|attended)\b"
)
_OWN_NAME = re.compile(
    r"(?:\A|[.!?]\s+|\n)\W{0,3}My name is (?P<name>[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){1,3})"
)


def findings(application: Application, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Names that stand where only the writer's, or only the applicant's, can stand."""
    for passage in passages:
        if passage.writer and passage.field in _TO_WRITER:
            yield from _in_profile(application, passage, passage.writer)
    for statement in statements(application):
        writer = next((one for one in application.writers if one.id == statement.writer), None)
        if writer and not statement.shared:
            yield from _in_statement(application, statement, writer)
        yield from _other_applicant(application, statement)


def _in_profile(
    application: Application, passage: Passage, writer: LetterWriter
) -> Iterator[Finding]:
    known = _known(writer)
    for match in _SALUTATION.finditer(passage.text):
        if known.isdisjoint(words(match["name"])):
            yield _wrong(match["name"], writer, passage.place(*match.span("name")))
            return
    for other in _others(application, writer):
        match_ = _addressed(passage, other)
        if match_:
            yield _wrong(match_["name"], writer, passage.place(*match_.span("name")))


def _addressed(passage: Passage, other: LetterWriter) -> re.Match[str] | None:
    """The name of *other* where it takes the place of "you"; not where it is told of."""
    text, name = passage.text, other.profile.name
    if name.family not in text:
        return None
    person = _named(name)
    vocative = re.search(rf"(?:\A|[.!?]\s+){person},? you\b|\byou,? {person}\s*(?:[.!?;]|\Z)", text)
    if vocative or _YOU.search(text):
        return vocative
    possessive = r"(?:[’']s?)?"
    if passage.field == "why_you":
        return re.search(rf"\A{person}{possessive}(?= )|{person}(?=[’'])", text)
    verb = _SAID if passage.field == "feedback.said" else _WAS_THERE
    return re.search(rf"\A{person} (?={verb})", text)


def _named(name: Name) -> str:
    given, family = re.escape(name.given), re.escape(name.family)
    return rf"(?P<name>{_TITLE}(?:{given} )?{family}\b|\b{given} {family}\b)"


def _others(application: Application, writer: LetterWriter) -> list[LetterWriter]:
    """The other writers, but for those whose family name is the writer's or the co-signer's."""
    known = _known(writer)
    return [
        other
        for other in application.writers
        if other is not writer and known.isdisjoint(words(other.profile.name.family))
    ]


def _known(writer: LetterWriter) -> frozenset[str]:
    profile = writer.profile
    names: list[Name] = [profile.name, *([profile.co_signer.name] if profile.co_signer else [])]
    known = [word for name in names for word in _name_words(name)]
    if profile.contact.assistant:
        known += words(profile.contact.assistant.name)
    return frozenset(known)


def _name_words(name: Name) -> list[str]:
    given = (name.given, name.family, name.full, name.preferred, name.native)
    return [word for each in given if each for word in words(each)]


def _wrong(name: str, writer: LetterWriter, place: Place) -> Finding:
    message = f"“{name}” stands where {writer.profile.name.salutation} is meant"
    hint = "this text goes to one writer only: write it for them"
    return Finding("LOR507", Severity.WARNING, message, place, hint, writer.id)


def _in_statement(
    application: Application, statement: Statement, writer: LetterWriter
) -> Iterator[Finding]:
    """A version for one writer that greets another, or names another and never them."""
    known = _known(writer)
    greeting = _SALUTATION.search(statement.text)
    if greeting and known.isdisjoint(words(greeting["name"])):
        yield _wrong(greeting["name"], writer, statement.place(*greeting.span("name")))
        return
    if writer.profile.name.family in statement.text:
        return
    for other in _others(application, writer):
        if other.profile.name.family not in statement.text:
            continue
        found = re.search(_named(other.profile.name), statement.text)
        if found:
            message = (
                f"the version for {writer.profile.name.salutation} names “{found[0]}” and not them"
            )
            hint = "check that `statement:` names the right file"
            place = statement.place(*found.span())
            yield Finding("LOR507", Severity.WARNING, message, place, hint, writer.id)
            return


def _other_applicant(application: Application, statement: Statement) -> Iterator[Finding]:
    found = _OWN_NAME.search(statement.text)
    name = application.applicant.name
    if found and set(words(found["name"])).isdisjoint(_name_words(name)):
        message = f"“My name is {found['name']}”, in the application of {name.printed}"
        hint = "check that `statement:` names the right file"
        place = statement.place(*found.span("name"))
        yield Finding("LOR507", Severity.WARNING, message, place, hint, statement.writer)
