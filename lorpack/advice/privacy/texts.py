"""Which texts of an application are searched, and where each of them stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from lorpack.profiles.applicant import Applicant
from lorpack.profiles.application import Application, Step
from lorpack.profiles.folders import APPLICANT
from lorpack.profiles.writer import Writer

Item = tuple[tuple[Step, ...], str | None]


@dataclass(frozen=True, slots=True)
class Passage:
    """A *text* of a profile, where it stands, and whether it is *about_patient*."""

    file: str
    path: tuple[Step, ...]
    text: str
    about_patient: bool
    writer: str = ""


def passages(application: Application) -> Iterator[Passage]:
    """Every text of the applicant's and the writers' profiles that may tell of a patient."""
    for path, text in _of_applicant(application.applicant):
        if text:
            yield Passage(APPLICANT, path, text, about_patient=False)
    for writer in application.writers:
        for path, text in _about_patients(writer.profile):
            if text:
                yield Passage(writer.file, path, text, about_patient=True, writer=writer.id)
        for path, text in _about_the_applicant(writer.profile):
            if text:
                yield Passage(writer.file, path, text, about_patient=False, writer=writer.id)


def people(application: Application) -> Iterator[str]:
    """The names of those who may be named: applicant, writers, co-signers, assistants."""
    own = application.applicant.name
    yield from (own.given, own.family, own.full or "", own.preferred or "")
    for writer in application.writers:
        profile = writer.profile
        named = [profile.name, *([profile.co_signer.name] if profile.co_signer else [])]
        for name in named:
            yield from (name.given, name.family, name.full or "", name.preferred or "")
        if profile.contact.assistant:
            yield profile.contact.assistant.name


def _of_applicant(applicant: Applicant) -> Iterator[Item]:
    yield ("summary",), applicant.summary
    yield from _lines("qualities", applicant.qualities)
    for index, target in enumerate(applicant.targets):
        yield ("targets", index, "goals"), target.goals
        for number, theme in enumerate(target.themes):
            yield ("targets", index, "themes", number), theme
        if target.focus:
            yield ("targets", index, "focus", "note"), target.focus.note


def _about_patients(writer: Writer) -> Iterator[Item]:
    for index, case in enumerate(writer.cases):
        for key in ("problem", "part", "outcome", "learned"):
            yield ("cases", index, key), getattr(case, key)
    for index, talk in enumerate(writer.presentations):
        yield ("presentations", index, "title"), talk.title
        yield ("presentations", index, "note"), talk.note
    for index, feedback in enumerate(writer.feedback):
        yield ("feedback", index, "said"), feedback.said
        yield ("feedback", index, "did"), feedback.did
    for index, point in enumerate(writer.brag):
        yield ("brag", index, "text"), point.text
    yield from _lines("learned", writer.learned)
    yield from _lines("emphasis", writer.emphasis)
    yield ("growth",), writer.growth


def _about_the_applicant(writer: Writer) -> Iterator[Item]:
    yield ("context",), writer.context
    yield ("why_you",), writer.why_you
    yield ("letter", "focus"), writer.letter.focus
    yield from _lines("qualities", writer.qualities)
    for index, rotation in enumerate(writer.rotations):
        for number, duty in enumerate(rotation.responsibilities):
            yield ("rotations", index, "responsibilities", number), duty
    for index, project in enumerate(writer.projects):
        for key in ("name", "question", "role"):
            yield ("projects", index, key), getattr(project, key)
        for key in ("methods", "results"):
            for number, line in enumerate(getattr(project, key)):
                yield ("projects", index, key, number), line
    for index, activity in enumerate(writer.activities):
        for key in ("name", "role", "what"):
            yield ("activities", index, key), getattr(activity, key)
    for index, entry in enumerate(writer.highlight):
        yield ("highlight", index, "note"), entry.note


def _lines(key: str, lines: tuple[str, ...]) -> Iterator[Item]:
    for index, line in enumerate(lines):
        yield (key, index), line
