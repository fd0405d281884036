"""What a packet consists of, in order, before a page is laid out."""

from dataclasses import dataclass
from typing import Literal

from lorpack.documents.model import Mark, Photo, PreparedPdf
from lorpack.letters import (
    gets_guide,
    has_memories,
    is_standardized,
    letter_country,
    qualities_of,
    theme_of,
    wanted_sections,
)
from lorpack.profiles.applicant import Target
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.settings import Paper, Theme
from lorpack.profiles.writer import Relationship

Origin = Literal["generated", "supplied"]


@dataclass(frozen=True)
class SuppliedPdf:
    """A PDF that goes into the packet page by page. *marks* are the highlights found in it."""

    key: str
    title: str
    pdf: PreparedPdf
    marks: tuple[Mark | None, ...] = ()


@dataclass(frozen=True)
class Materials:
    """The supplied documents of one packet, taken in and ready."""

    photo: Photo | None = None
    statement_text: str = ""
    statement_pdf: SuppliedPdf | None = None
    cv: SuppliedPdf | None = None
    request_form: SuppliedPdf | None = None
    others: tuple[SuppliedPdf, ...] = ()


@dataclass(frozen=True)
class Section:
    """One entry of the contents. *supplied* is there when its pages are a PDF's."""

    key: str
    title: str
    origin: Origin
    supplied: SuppliedPdf | None = None


@dataclass(frozen=True)
class Plan:
    """A packet: for whom, on what paper, in which theme, with which sections."""

    application: Application
    writer: LetterWriter
    paper: Paper
    theme: Theme
    sections: tuple[Section, ...]
    materials: Materials

    def has(self, key: str) -> bool:
        """Whether the section *key* is in this packet."""
        return any(section.key == key for section in self.sections)


def plan_packet(application: Application, writer: LetterWriter, materials: Materials) -> Plan:
    """Decide the sections of *writer*'s packet; a section without content is left out."""
    settings = application.settings
    own, wanted = settings.writers.get(writer.id), wanted_sections(application, writer)
    generated = (
        section
        for section in _generated(application, writer, materials)
        if getattr(wanted, section.key) is not False
    )
    sections = (*generated, *_supplied(materials))
    return Plan(
        application,
        writer,
        (own and own.paper) or settings.paper,
        theme_of(application, writer),
        sections,
        materials,
    )


def _generated(
    application: Application, writer: LetterWriter, materials: Materials
) -> list[Section]:
    profile, target = writer.profile, application.target_of(writer)
    programs = profile.share_programs and (profile.programs or target.programs)
    candidates = (
        ("submit", "How to submit", True),
        ("reminder", reminder_title(writer), has_memories(writer) or _is_marked(materials)),
        ("brag", brag_title(writer), has_evidence(application, writer)),
        ("goals", goals_title(application), has_goals(application, target)),
        ("programs", "Programs", bool(programs)),
        ("guide", guide_title(application, writer), gets_guide(application, writer)),
        ("statement", "Personal statement", bool(materials.statement_text)),
    )
    return [
        Section(key, title, "supplied" if key == "statement" else "generated")
        for key, title, present in candidates
        if present
    ]


def _supplied(materials: Materials) -> list[Section]:
    parts = (materials.statement_pdf, materials.cv, materials.request_form, *materials.others)
    return [Section(part.key, part.title, "supplied", part) for part in parts if part]


def _is_marked(materials: Materials) -> bool:
    return bool(materials.cv and any(materials.cv.marks))


def has_evidence(application: Application, writer: LetterWriter) -> bool:
    """Whether there is anything to put on the brag sheet."""
    profile = writer.profile
    return bool(profile.brag or profile.emphasis or qualities_of(application, writer))


def has_goals(application: Application, target: Target) -> bool:
    """Whether there is anything to say about the applicant and where they are heading."""
    applicant = application.applicant
    about = (applicant.summary, applicant.scores, target.goals, target.themes, target.focus)
    return any(about)


def goals_title(application: Application) -> str:
    """The section introduces the applicant as well, when there is a summary."""
    return "About me, and my goals" if application.applicant.summary else "Goals"


def reminder_title(writer: LetterWriter) -> str:
    """A project summary for who saw projects only; a reminder sheet for everyone else."""
    profile = writer.profile
    if profile.projects and not profile.rotations:
        return "Project summary"
    if (
        profile.activities
        and not profile.rotations
        and Relationship.CLINICAL not in profile.relationship
    ):
        return "Our work together"
    return "Reminder sheet"


def brag_title(writer: LetterWriter) -> str:
    """The sheet of observed points is named after what the writer fills in."""
    return "Evidence for your evaluation" if is_standardized(writer) else "What you saw me do"


def guide_title(application: Application, writer: LetterWriter) -> str:
    """The guide speaks of the country that will read the letter."""
    return f"What a {letter_country(application, writer)} letter shows"
