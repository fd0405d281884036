"""Which supplied files one packet is made of. What is switched off is none of them.

Whoever reads them and whoever asks whether they changed goes by this one list.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lorpack.letters import wanted_sections
from lorpack.profiles.application import Application, LetterWriter, Step
from lorpack.profiles.folders import APPLICANT


@dataclass(frozen=True, slots=True)
class Supply:
    """The *file* for a *section* (or the photo), called *title*; *path* of *profile* names it."""

    section: str
    file: str
    profile: str
    path: tuple[Step, ...]
    title: str = ""


def supplies_of(application: Application, writer: LetterWriter) -> tuple[Supply, ...]:
    """The supplied files of *writer*'s packet, in no order that counts but that of documents."""
    wanted = wanted_sections(application, writer).model_dump()
    wanted["photo"] = application.settings.photo
    return tuple(one for one in _named(application, writer) if wanted[one.section])


def _named(application: Application, writer: LetterWriter) -> Iterator[Supply]:
    """All that the profiles name for *writer*."""
    applicant, profile = application.applicant, writer.profile
    if applicant.photo:
        yield Supply("photo", applicant.photo, APPLICANT, ("photo",))
    yield from _statement(application, writer)
    if applicant.cv:
        yield Supply("cv", applicant.cv, APPLICANT, ("cv",), "Curriculum vitae")
    if form := profile.letter.request_form:
        path = ("letter", "request_form")
        yield Supply("request_form", form, writer.file, path, "Request form")
    for file, key, items in (
        (APPLICANT, "documents", applicant.documents),
        (writer.file, "attachments", profile.attachments),
    ):
        for index, item in enumerate(items):
            yield Supply("documents", item.file, file, (key, index, "file"), item.title)


def _statement(application: Application, writer: LetterWriter) -> Iterator[Supply]:
    """The writer's own, or else the one of the target."""
    title, target = "Personal statement", application.target_of(writer)
    if writer.profile.statement:
        yield Supply("statement", writer.profile.statement, writer.file, ("statement",), title)
    elif target.statement:
        index = application.applicant.targets.index(target)
        path = ("targets", index, "statement")
        yield Supply("statement", target.statement, APPLICANT, path, title)
