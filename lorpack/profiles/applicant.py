"""``applicant.yaml``: who applies, for what, and with which documents."""

from enum import StrEnum

from pydantic import Field

from lorpack.profiles.fields import (
    Count,
    Day,
    Email,
    File,
    Id,
    Line,
    Model,
    Text,
    Truth,
    Url,
    When,
)


class Name(Model):
    """A person's name. *full* is what pages print when it is not *given* + *family*."""

    given: Line
    family: Line
    full: Line | None = None
    preferred: Line | None = Field(None, description="what people call you, when not `given`")
    native: Line | None = Field(None, description="the name in its own script, printed beside it")

    @property
    def printed(self) -> str:
        """The name as pages print it."""
        return self.full or f"{self.given} {self.family}"

    @property
    def called(self) -> str:
        """How a friendly message calls the person."""
        return self.preferred or self.given


class Background(StrEnum):
    """Where the applicant's degree is from; it decides what a writer needs to be told."""

    INTERNATIONAL = "international"
    US_MD = "us_md"
    US_DO = "us_do"
    CANADIAN = "canadian"


class Place(Model):
    """A school, hospital or laboratory."""

    name: Line
    city: Line | None = None
    country: Line | None = None
    native: Line | None = None


class School(Place):
    """The medical school, and when one graduated or will."""

    graduation: When | None = None


class Contact(Model):
    """How to reach a person."""

    email: Email | None = None
    phone: Line | None = None
    city: Line | None = None
    website: Url | None = None


class Identifiers(Model):
    """The numbers that portals ask a letter writer for. Leave out what you do not have."""

    aamc_id: Line | None = Field(None, description="ERAS and AMCAS")
    ecfmg_id: Line | None = Field(None, description="USMLE/ECFMG identification number")
    carms_id: Line | None = Field(None, description="CaRMS applicant code")
    residencycas_id: Line | None = Field(None, description="ResidencyCAS (CAS) ID")
    sfmatch_id: Line | None = Field(None, description="SF Match applicant ID")
    other: dict[Line, Line] = Field(default_factory=dict, description="any other: label and number")


class ProgramKind(StrEnum):
    """What kind of place a program is."""

    ACADEMIC = "academic"
    COMMUNITY = "community"
    HYBRID = "hybrid"


class Program(Model):
    """A program you may share with a writer: its name and, above all, why."""

    name: Line
    city: Line | None = None
    kind: ProgramKind | None = None
    why: Text | None = None
    requirements: tuple[Line, ...] = Field(
        (), description="what this program wants letters to cover"
    )
    competitive: Truth = Field(False, description="a reach: no average letter goes there")
    letters: Count | None = Field(None, ge=1, le=10, description="when it wants fewer or more")
    chair_letter: Truth = Field(False, description="this program requires one")


class Focus(Model):
    """What you are looking for, in general."""

    kinds: tuple[ProgramKind, ...] = ()
    regions: tuple[Line, ...] = ()
    note: Text | None = Field(
        None, description="for example combined or highly competitive programs"
    )


class Target(Model):
    """One specialty you apply to in this cycle, and how."""

    id: Id
    specialty: Line = Field(description="as it is called: Internal Medicine")
    track: Line | None = Field(None, description="categorical, preliminary, combined, …")
    portal: Id = Field(description="eras, residencycas, carms, … (see the portals folder)")
    deadline: Day | None = Field(None, description="the portal's own date for letters")
    letters_by: Day | None = Field(None, description="when you would like every letter to be in")
    portal_opens: Day | None = Field(None, description="when requests can be made in the portal")
    programs_review: Day | None = Field(None, description="when programs start to read")
    match_day: Day | None = Field(None, description="when you learn where you matched")
    statement: File | None = Field(
        None, description="personal statement: PDF, Markdown, text or DOCX"
    )
    goals: Text | None = Field(None, description="why this specialty, and where you are heading")
    themes: tuple[Line, ...] = Field((), description="what you hope the application conveys")
    focus: Focus | None = None
    programs: tuple[Program, ...] = ()


class Score(Model):
    """An exam and its result, when you want the writer to see it."""

    exam: Line
    result: Line


class Document(Model):
    """A supplied PDF with the title that the contents show."""

    title: Line
    file: File


class Applicant(Model):
    """The applicant of one application cycle (source: DOMAIN.md A1, items 3 to 25, and A2, 51)."""

    name: Name
    pronouns: Line | None = None
    degree: Line | None = Field(None, description="MD, DO, MBBS, …")
    background: Background
    school: School
    contact: Contact
    ids: Identifiers = Field(default_factory=lambda: Identifiers())
    season: Count = Field(description="the cycle's year: 2027 for ERAS 2027", ge=2000, le=2100)
    reapplicant: Truth = False
    targets: tuple[Target, ...] = Field(min_length=1, max_length=10)
    summary: Text | None = Field(None, description="two or three sentences on who you are")
    qualities: tuple[Line, ...] = Field((), max_length=20, description="4 to 6, for all writers")
    scores: tuple[Score, ...] = ()
    cv: File | None = None
    photo: File | None = None
    documents: tuple[Document, ...] = Field((), description="more PDFs for every packet")

    def target(self, target_id: str | None) -> Target | None:
        """The target with this id; the first when *target_id* is None."""
        if target_id is None:
            return self.targets[0]
        return next((target for target in self.targets if target.id == target_id), None)
