"""The findings about privacy in one application."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lorpack.advice.located import in_profile
from lorpack.advice.privacy.model import Hit, Prose
from lorpack.advice.privacy.names import colleagues, known
from lorpack.advice.privacy.scan import search
from lorpack.advice.privacy.texts import passages, people
from lorpack.advice.statements import Statement, statements
from lorpack.documents.personal import document_identifiers
from lorpack.findings import Finding, Place
from lorpack.profiles.application import Application


def findings(application: Application) -> Iterator[Finding]:
    """One finding for each identifier, at its words in the profile or in the statement."""
    searched = list(passages(application))
    named = colleagues("\n".join(each.text for each in searched))
    names = known(people(application)) | named
    for passage in searched:
        for hit in search(Prose(passage.text, names), about_patient=passage.about_patient):
            place = in_profile(
                application, passage.file, passage.path, passage.text, hit.start, hit.end
            )
            yield Finding(hit.code, hit.severity, hit.message, place, hit.hint, passage.writer)
    for statement in statements(application):
        yield from _in_statement(statement, names)


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
    entries = [entry for entry in application.settings.ignore if entry.is_about_privacy]
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


def _in_statement(statement: Statement, names: frozenset[str]) -> Iterator[Finding]:
    text = statement.text
    for hit in _in_paragraphs(text, names | colleagues(text)):
        words = "" if statement.has_lines else f": “{text[hit.start : hit.end]}”"
        place = statement.place(hit.start, hit.end)
        message = f"{hit.message}{words}"
        yield Finding(hit.code, hit.severity, message, place, hit.hint, statement.writer)
    for notice in document_identifiers(text):
        yield notice.at(Place(statement.file), statement.writer)


def _in_paragraphs(text: str, names: frozenset[str]) -> Iterator[Hit]:
    """The hits in *text*; paragraph by paragraph, since most call for few of the detectors."""
    offset = 0
    for paragraph in text.split("\n\n"):
        for hit in search(Prose(paragraph, names), about_patient=False):
            yield replace(hit, start=hit.start + offset, end=hit.end + offset)
        offset += len(paragraph) + 2
