"""Whether the supplied documents are what their keys want, as far as a first look can tell."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from lorpack.advice.statements import statements, text_of
from lorpack.documents.files import kind_of, read_supplied
from lorpack.documents.statement import body_of
from lorpack.errors import DocumentError
from lorpack.findings import Finding, Place, Severity
from lorpack.fonts import font_problem
from lorpack.profiles.application import Application, settings_file
from lorpack.profiles.folders import supplied_files
from lorpack.specialties.statement import for_another

_PHOTOS = ("jpeg", "png", "webp")
_STATEMENT = ("pdf", "or text")
"""Whether something is text is found by reading it."""
_LOOKS_LIKE = {
    "cv": (re.compile(r"(?i)(?<![a-z])(cv|resume|résumé|curriculum|vitae)(?![a-z])"), {".pdf"}),
    "photo": (
        re.compile(r"(?i)(?<![a-z])(photo|portrait|headshot)(?![a-z])"),
        {".jpg", ".jpeg", ".png", ".webp"},
    ),
    "statement": (
        re.compile(r"(?i)(?<![a-z])statement(?![a-z])"),
        {".pdf", ".docx", ".md", ".txt"},
    ),
}
"""How a file is called that is most likely meant for a key, and its endings."""

_WORD = "in Word: File > Save As (or Export) > PDF; in Google Docs: File > Download > PDF Document"


def findings(application: Application) -> Iterator[Finding]:
    """A document that is missing is found when loading; here, one that is something else."""
    yield from _fonts(application)
    yield from _shared_forms(application)
    yield from _aims(application)
    yield from _unused(application)
    for file, wanted, place, writer in _supplied(application):
        try:
            data = read_supplied(application.folder, file)
            kind = kind_of(data)
            if wanted == _STATEMENT and kind != "pdf" and not file.lower().endswith(".pdf"):
                body_of(text_of(data, file)[0], file)
                continue
        except DocumentError as error:
            if error.code != "LOR701":
                text = error.about(file)
                yield Finding(error.code, Severity.ERROR, text, place, error.hint, writer)
            continue
        if kind not in wanted:
            yield _wrong(file, kind, wanted, place, writer)


def _unused(application: Application) -> Iterator[Finding]:
    """A CV, photo or statement that lies there, where no key names one."""
    applicant = application.applicant
    statements = [target.statement for target in applicant.targets]
    lacking = [key for key in ("cv", "photo") if not getattr(applicant, key)]
    lacking += [] if any(statements) else ["statement"]
    if not lacking:
        return
    named = {file for file, *_ in _supplied(application)}
    for file in supplied_files(application.folder):
        path = PurePosixPath(file)
        for key in lacking if file not in named else ():
            pattern, endings = _LOOKS_LIKE[key]
            if path.suffix.lower() in endings and pattern.search(path.stem):
                message = f"{file} is in no packet: no `{key}:` names it"
                where = "the target in applicant.yaml" if key == "statement" else "applicant.yaml"
                hint = f"add  {key}: {file}  to {where}"
                yield Finding("LOR762", Severity.WARNING, message, Place("applicant.yaml"), hint)
                lacking.remove(key)
                break


def _fonts(application: Application) -> Iterator[Finding]:
    for index, name in enumerate(application.settings.fonts):
        problem = font_problem(application.folder, name)
        if problem and problem.code != "LOR701":
            file = settings_file(application.sources, "fonts", index)
            place = application.place(file, "fonts", index)
            message = f"{name}: {problem.message}"
            yield Finding(problem.code, Severity.ERROR, message, place, problem.hint)


def _shared_forms(application: Application) -> Iterator[Finding]:
    """A request form is for one letter (source: DOMAIN.md D2)."""
    first: dict[str, str] = {}
    for writer in application.writers:
        file = writer.profile.letter.request_form
        if not file:
            continue
        other = first.setdefault(file, writer.id)
        if other != writer.id:
            message = f"{file} is the request form of {other} too"
            place = application.place(writer.file, "letter", "request_form")
            hint = "each letter has a form of its own, with its own Letter ID"
            yield Finding("LOR757", Severity.WARNING, message, place, hint, writer.id)


def _aims(application: Application) -> Iterator[Finding]:
    """Statements that are text; those that are PDFs are read when the packet is built."""
    own = {writer.id: application.target_of(writer) for writer in application.writers}
    for statement in statements(application):
        target = own.get(statement.writer) or next(
            one for one in application.applicant.targets if one.statement == statement.file
        )
        place = Place(statement.file)
        yield from for_another(application, target, statement.text, place, statement.writer)


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
                _STATEMENT,
                place("applicant.yaml", "targets", index, "statement"),
                "",
            )
    for index, item in enumerate(applicant.documents):
        yield item.file, ("pdf",), place("applicant.yaml", "documents", index, "file"), ""
    for writer in application.writers:
        profile = writer.profile
        if profile.statement:
            yield profile.statement, _STATEMENT, place(writer.file, "statement"), writer.id
        if profile.letter.request_form:
            where = place(writer.file, "letter", "request_form")
            yield profile.letter.request_form, ("pdf",), where, writer.id
        for index, item in enumerate(profile.attachments):
            yield item.file, ("pdf",), place(writer.file, "attachments", index, "file"), writer.id
