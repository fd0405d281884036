"""``writers/<id>.yaml``: one letter writer, what they saw, and the letter they are asked for."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from lorpack.dates import shifted
from lorpack.profiles.applicant import Contact, Document, Name, Place, Program
from lorpack.profiles.fields import (
    Count,
    Day,
    Email,
    File,
    Id,
    Line,
    Model,
    Text,
    Trait,
    Truth,
    When,
)


class Role(StrEnum):
    """What the writer is to the applicant (DOMAIN.md A5, 103 and 104)."""

    ATTENDING = "attending"
    SUBSPECIALIST = "subspecialist"
    PROGRAM_DIRECTOR = "program_director"
    CLERKSHIP_DIRECTOR = "clerkship_director"
    CHAIR = "chair"
    CHIEF_RESIDENT = "chief_resident"
    RESIDENT = "resident"
    FELLOW = "fellow"
    RESEARCH_MENTOR = "research_mentor"
    HOME_COUNTRY_FACULTY = "home_country_faculty"
    COMMUNITY_PHYSICIAN = "community_physician"
    OTHER = "other"


class Relationship(StrEnum):
    """From which side the writer knows the applicant (DOMAIN.md A6, 134)."""

    CLINICAL = "clinical"
    RESEARCH = "research"
    LEADERSHIP = "leadership"
    LONGITUDINAL = "longitudinal"


class Assistant(Model):
    """Someone who handles the writer's post."""

    name: Line
    email: Email | None = None


class WriterContact(Contact):
    """How to reach the writer."""

    assistant: Assistant | None = None


class WriterName(Name):
    """The writer's name, with how one addresses them."""

    title: Line = Field("Dr.", description="Dr., Prof., Dre, …; the salutation uses it")
    credentials: Line | None = Field(None, description="MD, FACP")

    @property
    def salutation(self) -> str:
        """``Dr. Chen``: how a letter to the writer begins."""
        return f"{self.title} {self.family}"


class CoSigner(Model):
    """The attending who signs with a chief resident."""

    name: WriterName
    position: Line | None = None
    email: Email | None = None


class LetterKind(StrEnum):
    """A narrative letter recommends; a standardized one evaluates on a form."""

    NARRATIVE = "narrative"
    STANDARDIZED = "standardized"


class Scope(StrEnum):
    """Whether the letter is for one specialty or for general use."""

    SPECIALTY = "specialty"
    GENERAL = "general"


class Strength(StrEnum):
    """How the applicant expects the letter to read (DOMAIN.md A8, 167); it is never printed."""

    AVERAGE = "average"
    STRONG = "strong"


class Letter(Model):
    """What is asked of this writer, where it goes and by when."""

    kind: LetterKind = LetterKind.NARRATIVE
    form: Id | None = Field(None, description="sloe, sel, slor-ortho, carms, … for the headings")
    form_name: Line | None = Field(
        None, description="what the form is called, when not in the list"
    )
    portal: Id | None = Field(None, description="when it is not the target's portal")
    letter_id: Line | None = Field(None, description="Letter ID, request ID or referee reference")
    request_url: Line | None = Field(
        None, description="link to the form or request, if you have one"
    )
    scope: Scope = Scope.SPECIALTY
    chair_letter: Truth = False
    waived: Truth | None = Field(
        None, description="true only when you did waive your right to see it"
    )
    season: Count | None = Field(None, description="the cycle that the request form belongs to")
    deadline: Day | None = Field(None, description="when it is not the target's deadline")
    wanted_by: Day | None = Field(None, description="when you would like it, 1–2 weeks earlier")
    agreed_by: Day | None = Field(None, description="the date the writer named")
    strength: Strength | None = Field(
        None, description="your own guess, for `lorpack letters`; never printed"
    )
    new_version: Truth = Field(False, description="they wrote before; a new version is asked")
    focus: Text | None = Field(None, description="what makes this letter different from the others")
    request_form: File | None = Field(None, description="the portal's own request form, PDF")


class Level(StrEnum):
    """In which capacity the applicant worked there."""

    STUDENT = "student"
    SUB_INTERN = "sub_intern"
    EXTERN = "extern"
    OBSERVER = "observer"
    INTERN = "intern"
    RESIDENT = "resident"
    RESEARCHER = "researcher"
    VOLUNTEER = "volunteer"


class Rotation(Model):
    """A stretch of clinical work under this writer (DOMAIN.md A2, 32 to 38)."""

    service: Line = Field(description="what it was called: General Medicine Wards")
    setting: Line | None = Field(
        None, description="inpatient, ICU, clinic, emergency department, …"
    )
    hospital: Line | None = None
    teaching_hospital: Truth = False
    level: Level | None = None
    start: When | None = None
    end: When | None = None
    weeks: Count | None = Field(None, ge=1, le=520)
    patients_per_week: Count | None = Field(None, ge=1, le=500)
    responsibilities: tuple[Line, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The day it ends: by ``end``, else by ``start`` and ``weeks``; None when nothing says so."""
        if self.end:
            return self.end.last_day
        if not self.start or not self.weeks:
            return None
        # It ends on the Friday of its last week, when it began on a Monday.
        return shifted(self.start.first_day, 7 * self.weeks - 3)

    @property
    def rank(self) -> date:
        """What tells the later of two stretches: the latest day of those given, if any is."""
        return max((part.first_day for part in (self.start, self.end) if part), default=date.min)


class Project(Model):
    """Research, quality improvement or teaching work done with this writer."""

    name: Line
    kind: Line | None = Field(
        None, description="clinical research, basic science, quality improvement, …"
    )
    start: When | None = None
    end: When | None = None
    question: Text | None = Field(None, description="what it asked, in a sentence or two")
    role: Text | None = Field(None, description="what you did yourself")
    methods: tuple[Line, ...] = Field((), description="skills and methods you used")
    results: tuple[Line, ...] = Field(
        (), description="abstracts, posters, papers, changes in practice"
    )


class Activity(Model):
    """Teaching, leadership or mentoring that this writer saw."""

    name: Line
    role: Line | None = None
    place: Line | None = None
    start: When | None = None
    end: When | None = None
    what: Text | None = None


def _point(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Point(Model):
    """A bullet. Plain text, or ``text:`` with ``traits:``."""

    text: Text
    traits: tuple[Trait, ...] = Field((), max_length=5)


Bullet = Annotated[Point, BeforeValidator(_point, json_schema_input_type=str | Point)]


class Case(Model):
    """A patient as the writer will remember them: the problem and your part, no identifiers."""

    problem: Line = Field(description="a complex DKA admission in the second week")
    part: Text = Field(description="what you did")
    outcome: Text | None = None
    learned: Text | None = None
    traits: tuple[Trait, ...] = Field((), max_length=5)


class Presentation(Model):
    """A talk or case presentation that the writer heard."""

    title: Line
    venue: Line | None = None
    date: When | None = None
    note: Text | None = None
    traits: tuple[Trait, ...] = Field((), max_length=5)


class Feedback(Model):
    """What the writer said, and what you did about it."""

    said: Text
    did: Text
    traits: tuple[Trait, ...] = Field((), max_length=5)


def _highlight(value: Any) -> Any:
    return {"find": value} if isinstance(value, str) else value


class Highlighted(Model):
    """A CV entry that concerns this writer: words to find in the CV, and why they matter."""

    find: Line
    note: Line | None = None


Highlight = Annotated[
    Highlighted, BeforeValidator(_highlight, json_schema_input_type=str | Highlighted)
]


class Busy(Model):
    """Days on which the writer is on service, at an examination or away."""

    start: Day
    end: Day
    why: Line | None = None


class Writer(Model):
    """A letter writer. The id is the file's name (source: DOMAIN.md A1, A2, A5)."""

    name: WriterName
    role: Role
    relationship: tuple[Relationship, ...] = Field(min_length=1)
    position: Line | None = Field(None, description="title and role as the writer would print it")
    specialty: Line | None = Field(None, description="the writer's own specialty")
    department: Line | None = None
    institution: Place | None = None
    contact: WriterContact = Field(default_factory=lambda: WriterContact())
    co_signer: CoSigner | None = None
    known_since: When | None = None
    context: Line | None = Field(None, description="how you know each other, in one line")

    target: Id | None = Field(None, description="which of your targets; the first when left out")
    letter: Letter = Field(default_factory=lambda: Letter())
    statement: File | None = Field(None, description="this writer's version of the statement")
    why_you: Text | None = Field(None, description="why you ask this person")
    backup: Truth = Field(False, description="kept in reserve, asked when another falls through")
    busy: tuple[Busy, ...] = Field((), max_length=20, description="nothing is due on these days")

    rotations: tuple[Rotation, ...] = ()
    projects: tuple[Project, ...] = ()
    activities: tuple[Activity, ...] = ()
    cases: tuple[Case, ...] = ()
    presentations: tuple[Presentation, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    learned: tuple[Line, ...] = Field((), description="what you learned from this person")
    growth: Text | None = Field(None, description="what is new since an earlier letter")
    brag: tuple[Bullet, ...] = Field((), description="5 to 7 things they saw you do")
    qualities: tuple[Line, ...] = Field((), max_length=20, description="4 to 6, for this writer")
    emphasis: tuple[Line, ...] = Field((), description="what only this writer can speak to")
    highlight: tuple[Highlight, ...] = ()

    share_programs: Truth = False
    programs: tuple[Program, ...] = Field((), description="when not the target's list")
    attachments: tuple[Document, ...] = Field((), description="more PDFs for this packet only")

    @property
    def latest_rotation(self) -> Rotation | None:
        """The latest stretch under this writer; the first of the list when none has dates."""
        return max(self.rotations, key=lambda rotation: rotation.rank, default=None)
