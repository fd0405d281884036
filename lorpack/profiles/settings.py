"""``lorpack.yaml``: how this application is built. Every key is optional."""

from enum import StrEnum

from pydantic import Field

from lorpack.profiles.fields import Count, File, Line, Model, Text, Truth


class Paper(StrEnum):
    """The paper a packet is laid out for."""

    LETTER = "letter"
    A4 = "a4"


class Theme(StrEnum):
    """The look of a packet: serif or sans."""

    CLASSIC = "classic"
    CLEAR = "clear"


class Sections(Model):
    """Which optional sections are wanted; a section without content never appears."""

    submit: Truth = Field(True, description="how to submit, for the portal")
    reminder: Truth = Field(True, description="reminder sheet")
    brag: Truth = Field(True, description="brag sheet: points by trait or form heading")
    goals: Truth = True
    statement: Truth = True
    programs: Truth = True
    cv: Truth = True
    request_form: Truth = True
    documents: Truth = True
    guide: Truth | None = Field(
        None, description="what a US or Canadian letter shows; by default for home-country faculty"
    )


class WriterOverrides(Model):
    """Settings that differ for one writer."""

    paper: Paper | None = None
    theme: Theme | None = None
    sections: Sections | None = None


class Ignored(Model):
    """A finding you looked at and decided to live with."""

    code: Line = Field(pattern=r"^LOR\d{3}$")
    reason: Text
    file: Line | None = Field(None, description="only in this file")


class Settings(Model):
    """Settings of one application."""

    paper: Paper = Paper.LETTER
    theme: Theme = Theme.CLASSIC
    language: Line = Field("en", pattern="^en$", description="only English so far")
    photo: Truth = True
    page_budget: Count = Field(4, ge=1, le=50, description="generated pages before a warning")
    fonts: tuple[File, ...] = Field((), description="your own font files, for other scripts")
    sections: Sections = Field(default_factory=lambda: Sections())
    writers: dict[str, WriterOverrides] = Field(default_factory=dict)
    ignore: tuple[Ignored, ...] = ()
