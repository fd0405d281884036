"""Whether the supplied documents are what their keys want, as far as a first look can tell."""

from collections.abc import Iterator

from lorpack.documents.files import kind_of, read_supplied
from lorpack.errors import DocumentError
from lorpack.findings import Finding, Place, Severity
from lorpack.fonts import font_problem
from lorpack.profiles.application import Application

_PHOTOS = ("jpeg", "png", "webp")
_STATEMENTS = ("pdf", "docx", "text", "unknown")
_WORD = "in Word: File > Save As (or Export) > PDF; in Google Docs: File > Download > PDF Document"


def findings(application: Application) -> Iterator[Finding]:
    """A document that is missing is found when loading; here, one that is something else."""
    yield from _fonts(application)
    for file, wanted, place, writer in _supplied(application):
        try:
            kind = kind_of(read_supplied(application.folder, file))
        except DocumentError as error:
            if error.code != "LOR701":
                yield Finding(
                    error.code,
                    Severity.ERROR,
                    f"{file}: {error.message}",
                    place,
                    error.hint,
                    writer,
                )
            continue
        if kind not in wanted:
            yield _wrong(file, kind, wanted, place, writer)


def _fonts(application: Application) -> Iterator[Finding]:
    for index, name in enumerate(application.settings.fonts):
        problem = font_problem(application.folder, name)
        if problem and problem.code != "LOR701":
            place = application.place("lorpack.yaml", "fonts", index)
            message = f"{name}: {problem.message}"
            yield Finding(problem.code, Severity.ERROR, message, place, problem.hint)


def _wrong(file: str, kind: str, wanted: tuple[str, ...], place: Place, writer: str) -> Finding:
    names = {"pdf": "a PDF", "jpeg": "a JPEG, PNG or WebP picture", "docx": "a Word document"}
    if wanted == _PHOTOS:
        hint = "export the photo as JPEG or PNG"
        return Finding(
            "LOR741", Severity.ERROR, f"{file} is no {names['jpeg'][2:]}", place, hint, writer
        )
    what = {"docx": "a Word document", "doc": "an old Word document", "html": "a web page"}.get(
        kind, "no PDF"
    )
    hint = (
        _WORD
        if kind in ("docx", "doc", "rtf")
        else "export it as PDF from the program that made it"
    )
    return Finding(
        "LOR713", Severity.ERROR, f"{file} is {what}; a PDF is wanted here", place, hint, writer
    )


def _supplied(application: Application) -> Iterator[tuple[str, tuple[str, ...], Place, str]]:
    applicant, place = application.applicant, application.place
    if applicant.cv:
        yield applicant.cv, ("pdf",), place("applicant.yaml", "cv"), ""
    if applicant.photo:
        yield applicant.photo, _PHOTOS, place("applicant.yaml", "photo"), ""
    for index, target in enumerate(applicant.targets):
        if target.statement:
            yield (
                target.statement,
                _STATEMENTS,
                place("applicant.yaml", "targets", index, "statement"),
                "",
            )
    for index, item in enumerate(applicant.documents):
        yield item.file, ("pdf",), place("applicant.yaml", "documents", index, "file"), ""
    for writer in application.writers:
        profile = writer.profile
        if profile.statement:
            yield profile.statement, _STATEMENTS, place(writer.file, "statement"), writer.id
        if profile.letter.request_form:
            where = place(writer.file, "letter", "request_form")
            yield profile.letter.request_form, ("pdf",), where, writer.id
        for index, item in enumerate(profile.attachments):
            yield item.file, ("pdf",), place(writer.file, "attachments", index, "file"), writer.id
