"""Gathering what a packet needs from ``documents/``: read, checked, and in normal form."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import TypeVar

from lorpack.dates import short_date
from lorpack.documents.files import kind_of, read_supplied
from lorpack.documents.model import Mark, Photo, PreparedPdf
from lorpack.errors import DocumentError
from lorpack.findings import Finding, Notice, Place, Severity
from lorpack.glyphs import unprintable
from lorpack.packet.plan import Materials, SuppliedPdf
from lorpack.packet.supplies import Supply, supplies_of
from lorpack.profiles.application import Application, LetterWriter, Step
from lorpack.schedule.standing import standing
from lorpack.specialties.statement import for_another

# The section has this title already.

Result = TypeVar("Result")


@dataclass
class _Desk:
    """Reads documents for one packet and keeps what there is to say about them."""

    application: Application
    writer: LetterWriter
    findings: list[Finding] = field(default_factory=list)

    def place(self, supply: Supply) -> Place:
        """Where the profile names *supply*."""
        return self.application.place(supply.profile, *supply.path)

    def read(self, supply: Supply, take: Callable[[bytes, str], Result]) -> Result | None:
        """*take* the bytes of *supply*; a refusal becomes a finding at its place, and None."""
        try:
            return take(read_supplied(self.application.folder, supply.file), supply.file)
        except DocumentError as error:
            text, where = error.about(supply.file), self.place(supply)
            self.findings.append(
                Finding(error.code, Severity.ERROR, text, where, error.hint, self.writer.id)
            )
            return None

    def pdf(self, key: str, supply: Supply) -> SuppliedPdf | None:
        """*supply* as pages for the packet, or None with a finding."""
        prepared = self.read(supply, lambda data, _: _prepared(data, supply.title))
        if not prepared:
            return None
        self.note(prepared.notices, self.place(supply))
        return SuppliedPdf(key, supply.title, prepared)

    def note(self, notices: tuple[Notice, ...], where: Place) -> None:
        """Keep what a reader of one document noticed."""
        self.findings += [notice.at(where, self.writer.id) for notice in notices]


@lru_cache(maxsize=32)
def _prepared(data: bytes, title: str) -> PreparedPdf:
    from lorpack.documents.pdf import prepare_pdf

    return prepare_pdf(data, title)


@lru_cache(maxsize=32)
def _text(prepared: PreparedPdf) -> str:
    """The text of a document; empty when it has none that can be read."""
    from lorpack.documents.pdf import text_of

    try:
        return "\n".join(text_of(prepared))
    except DocumentError:
        return ""


@lru_cache(maxsize=32)
def _personal(prepared: PreparedPdf) -> tuple[Notice, ...]:
    """What the text of a document gives away about the applicant."""
    from lorpack.documents.personal import document_identifiers

    return tuple(document_identifiers(_text(prepared)))


@lru_cache(maxsize=8)
def _photo(data: bytes) -> Photo:
    from lorpack.documents.photo import prepare_photo

    return prepare_photo(data)


def gather(application: Application, writer: LetterWriter) -> tuple[Materials, list[Finding]]:
    """Read every document of *writer*'s packet; one that is switched off is not looked at.

    Gives what could be read, and the findings: an error for each document that is refused
    (its code says why), a warning for what was noticed, such as a highlight not found.
    """
    desk, supplies = _Desk(application, writer), supplies_of(application, writer)
    one = {supply.section: supply for supply in supplies}
    text, statement_pdf = _statement(desk, one["statement"]) if "statement" in one else ("", None)
    materials = Materials(
        photo=_portrait(desk, one["photo"]) if "photo" in one else None,
        statement_text=text,
        statement_pdf=statement_pdf,
        cv=_cv(desk, one["cv"]) if "cv" in one else None,
        request_form=_request_form(desk, one["request_form"]) if "request_form" in one else None,
        others=_others(desk, [each for each in supplies if each.section == "documents"]),
    )
    return materials, desk.findings


def _portrait(desk: _Desk, photo: Supply) -> Photo | None:
    return desk.read(photo, lambda data, _: _photo(data))


def _request_form(desk: _Desk, supply: Supply) -> SuppliedPdf | None:
    from lorpack.documents.request_form import Expected, differences

    letter, application = desk.writer.profile.letter, desk.application
    form = desk.pdf("request_form", supply)
    if form:
        expected = Expected(
            letter.season or application.applicant.season,
            desk.writer.profile.name.family,
            application.applicant.name.family,
            letter.letter_id,
            letter.waived,
        )
        desk.note(tuple(differences(_text(form.pdf), expected)), desk.place(supply))
    return form


def _statement(desk: _Desk, supply: Supply) -> tuple[str, SuppliedPdf | None]:
    where = desk.place(supply)

    def take(data: bytes, name: str) -> tuple[str, PreparedPdf | None, list[Notice]]:
        if kind_of(data) == "pdf" or name.lower().endswith(".pdf"):
            return "", _prepared(data, supply.title), []
        from lorpack.documents.statement import body_of, read_statement

        text, notices = read_statement(data, name)
        return body_of(text, name), None, notices

    taken = desk.read(supply, take)
    if not taken:
        return "", None
    text, pdf, notices = taken
    desk.note((*notices, *((*pdf.notices, *_personal(pdf)) if pdf else ())), where)
    desk.findings += unprintable(desk.application, text, where, desk.writer.id)
    if pdf:
        target = desk.application.target_of(desk.writer)
        desk.findings += for_another(desk.application, target, _text(pdf), where, desk.writer.id)
    return text, SuppliedPdf("statement", supply.title, pdf) if pdf else None


def _cv(desk: _Desk, supply: Supply) -> SuppliedPdf | None:
    application, writer = desk.application, desk.writer
    cv = desk.pdf("cv", supply)
    highlight = writer.profile.highlight
    if cv:
        noticed = (*_personal(cv.pdf), *_age(cv.pdf, application, writer))
        desk.note(noticed, desk.place(supply))
    if not cv or not highlight:
        return cv
    from lorpack.documents.pdf import find_text

    marks: list[Mark | None] = find_text(cv.pdf, [wanted.find for wanted in highlight])
    for index, (wanted, mark) in enumerate(zip(highlight, marks, strict=True)):
        if mark is None:
            desk.findings.append(
                Finding(
                    "LOR751",
                    Severity.WARNING,
                    f"“{wanted.find}” is not in the CV, so nothing is marked",
                    _highlight_place(application, writer, index),
                    "copy the words as the CV has them; a line break in between does not matter",
                    writer.id,
                )
            )
    return SuppliedPdf(cv.key, cv.title, cv.pdf, tuple(marks))


_OLD = timedelta(days=90)


def _age(cv: PreparedPdf, application: Application, writer: LetterWriter) -> Iterator[Notice]:
    """A CV that was old when the writer was asked (source: DOMAIN.md A9)."""
    asked = standing(writer.id, application.log).asked
    if cv.dated and asked and asked - cv.dated > _OLD:
        message = (
            f"the CV was last changed on {short_date(cv.dated)}, {(asked - cv.dated).days} days"
            " before you asked"
        )
        yield Notice("LOR760", message, "bring it up to date, and send the new packet")


def _highlight_place(application: Application, writer: LetterWriter, index: int) -> Place:
    steps: tuple[Step, ...] = ("highlight", index)
    return application.place(writer.file, *steps)


def _others(desk: _Desk, supplies: Iterable[Supply]) -> tuple[SuppliedPdf, ...]:
    parts = (desk.pdf(f"document-{n}", supply) for n, supply in enumerate(supplies, 1))
    return tuple(part for part in parts if part)
