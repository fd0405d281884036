"""The findings about privacy in one application."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lorpack.advice.privacy.model import Hit, Prose
from lorpack.advice.privacy.names import colleagues, known
from lorpack.advice.privacy.scan import search
from lorpack.advice.privacy.texts import Passage, passages, people
from lorpack.documents.files import kind_of, read_supplied
from lorpack.documents.personal import document_identifiers
from lorpack.documents.statement import read_statement
from lorpack.errors import DocumentError
from lorpack.findings import Finding, Place
from lorpack.profiles.application import Application


def findings(application: Application) -> Iterator[Finding]:
    """One finding for each identifier, at its words in the profile or in the statement."""
    searched = list(passages(application))
    named = colleagues("\n".join(each.text for each in searched))
    names = known(people(application)) | named
    for passage in searched:
        for hit in search(Prose(passage.text, names), about_patient=passage.about_patient):
            place = _place(application, passage, hit)
            yield Finding(hit.code, hit.severity, hit.message, place, hit.hint, passage.writer)
    for file, writer in _statements(application):
        yield from _in_statement(application, file, writer, names)


@dataclass(frozen=True, slots=True)
class IgnoredFinding:
    """A *finding* about privacy that ``lorpack.yaml`` ignores, and the *reason* given there."""

    finding: Finding
    reason: str

    def as_dict(self) -> dict[str, object]:
        """The entry for a manifest."""
        return {**self.finding.as_dict(), "reason": self.reason}


def ignored(application: Application) -> list[IgnoredFinding]:
    """The findings about privacy that are ignored, each with its written reason."""
    entries = [entry for entry in application.settings.ignore if entry.code.startswith("LOR6")]
    if not entries:
        return []
    found = []
    for finding in findings(application):
        reason = next(
            (
                entry.reason
                for entry in entries
                if entry.code == finding.code and entry.file in (None, finding.place.file)
            ),
            None,
        )
        if reason is not None:
            found.append(IgnoredFinding(finding, reason))
    return sorted(found, key=lambda each: each.finding.sort_key)


def _place(application: Application, passage: Passage, hit: Hit) -> Place:
    words = passage.text[hit.start : hit.end]
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    before = sum(1 for each in pattern.finditer(passage.text) if each.start() < hit.start)
    return application.find(passage.file, words, *passage.path, skip=before)


def _statements(application: Application) -> Iterator[tuple[str, str]]:
    """Each statement once, with the writer whose own version it is."""
    seen: set[str] = set()
    own = [(target.statement, "") for target in application.applicant.targets]
    for file, writer in [*own, *((w.profile.statement, w.id) for w in application.writers)]:
        if file and file not in seen:
            seen.add(file)
            yield file, writer


def _in_statement(
    application: Application, file: str, writer: str, names: frozenset[str]
) -> Iterator[Finding]:
    try:
        data = read_supplied(application.folder, file)
        if kind_of(data) not in ("text", "unknown", "docx"):
            return
        text, _ = read_statement(data, file)
    except DocumentError:
        return  # Other rules tell what is wrong with the file.
    has_lines = kind_of(data) != "docx"
    lines = text.split("\n")
    for hit in _in_paragraphs(text, names | colleagues(text)):
        place, message = Place(file), f"{hit.message}: “{text[hit.start : hit.end]}”"
        if has_lines:
            place, message = _line_of(file, text, lines, hit), hit.message
        yield Finding(hit.code, hit.severity, message, place, hit.hint, writer)
    for notice in document_identifiers(text):
        yield notice.at(Place(file), writer)


def _in_paragraphs(text: str, names: frozenset[str]) -> Iterator[Hit]:
    """The hits in *text*; paragraph by paragraph, since most call for few of the detectors."""
    offset = 0
    for paragraph in text.split("\n\n"):
        for hit in search(Prose(paragraph, names), about_patient=False):
            yield replace(hit, start=hit.start + offset, end=hit.end + offset)
        offset += len(paragraph) + 2


def _line_of(file: str, text: str, lines: list[str], hit: Hit) -> Place:
    line = text.count("\n", 0, hit.start)
    column = hit.start - (text.rfind("\n", 0, hit.start) + 1)
    width = len(text[hit.start : hit.end].partition("\n")[0])
    return Place(file, line + 1, column + 1, width, lines[line])
