"""The columns of a roster: the profiles' own field names, and what offices call them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Any

from lorpack.dates import PartialDate
from lorpack.profiles.applicant import Applicant, Target
from lorpack.profiles.fields import File
from lorpack.profiles.shape import ModelType, core_of, is_choice, is_model, item_of
from lorpack.profiles.wording import choices_of
from lorpack.profiles.writer import Rotation, Writer
from lorpack.roster.model import Path


class Entity(StrEnum):
    """Whom a column is about."""

    APPLICANT = "applicant"
    TARGET = "target"
    WRITER = "writer"


@dataclass(frozen=True)
class Column:
    """A known column: its *name*, whom it is about, and where its value goes in a profile.

    *kind* is the type of the field (str, an enum, date, …). The first of *aliases* is its title.
    """

    name: str
    entity: Entity
    path: Path
    kind: Any
    about: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the example roster calls the column."""
        return self.aliases[0] if self.aliases else self.name

    @property
    def choices(self) -> str:
        """The words that the column takes, when they are few."""
        return ", ".join(choices_of(item_of(self.kind) or self.kind))


# A name without "Applicant" or "Writer" means the person whose field most rosters mean by it.
_ALIASES: Mapping[str, str] = {
    "applicant.id": "Applicant ID|Student ID|Folder",
    "applicant.name.given": "First name|Given name|Forename",
    "applicant.name.family": "Last name|Family name|Surname",
    "applicant.name.preferred": "Preferred name|Called",
    "applicant.name.full": "Full name",
    "applicant.pronouns": "Pronouns",
    "applicant.degree": "Applicant degree",
    "applicant.background": "Background|Graduate of",
    "applicant.contact.email": "Email|Email address",
    "applicant.contact.phone": "Phone|Telephone|Mobile|Cell phone",
    "applicant.school.name": "Medical school|School",
    "applicant.school.graduation": "Graduation|Graduation date",
    "applicant.ids.aamc_id": "AAMC ID|AAMC",
    "applicant.ids.ecfmg_id": "ECFMG ID|USMLE ID",
    "applicant.ids.carms_id": "CaRMS ID",
    "applicant.ids.residencycas_id": "ResidencyCAS ID|CAS ID",
    "applicant.ids.sfmatch_id": "SF Match ID",
    "applicant.season": "Season|Cycle",
    "applicant.cv": "CV|CV file",
    "applicant.photo": "Photo|Photo file",
    "target.id": "Target ID",
    "target.specialty": "Specialty|Target specialty|Applying to",
    "target.track": "Track",
    "target.portal": "Portal",
    "target.deadline": "Portal deadline",
    "target.letters_by": "Letters by",
    "target.statement": "Personal statement|Statement",
    "writer.id": "Writer ID",
    "writer.name.given": "Writer first name|Writer given name",
    "writer.name.family": "Writer last name|Writer family name|Writer surname",
    "writer.name.title": "Writer title|Title|Salutation",
    "writer.name.credentials": "Writer degrees|Degrees|Credentials",
    "writer.role": "Writer role|Role",
    "writer.relationship": "Relationship|Relationships",
    "writer.position": "Writer position|Position",
    "writer.specialty": "Writer specialty",
    "writer.department": "Writer department|Department",
    "writer.institution.name": "Institution|Hospital|Writer institution|Writer hospital",
    "writer.contact.email": "Writer email|Writer email address",
    "writer.contact.phone": "Writer phone",
    "writer.contact.assistant.name": "Assistant",
    "writer.contact.assistant.email": "Assistant email",
    "writer.known_since": "Known since",
    "letter.letter_id": "Letter ID|Request ID",
    "letter.kind": "Letter kind|Letter type",
    "letter.form": "Letter form|Form",
    "letter.waived": "Waived|Waiver",
    "letter.deadline": "Letter deadline|Deadline|Due date",
    "letter.wanted_by": "Wanted by",
    "letter.agreed_by": "Agreed by",
    "letter.request_form": "Request form",
    "rotation.service": "Service|Rotation|Rotation service",
    "rotation.setting": "Setting",
    "rotation.hospital": "Rotation hospital",
    "rotation.level": "Level|Rotation level",
    "rotation.start": "Rotation start|Start|Start date",
    "rotation.end": "Rotation end|End|End date",
    "rotation.weeks": "Weeks",
}
_SAME_AS = {"applicant": ("student",), "writer": ("letter writer", "faculty", "author", "referee")}

EXAMPLE = (
    "applicant.id", "applicant.name.given", "applicant.name.family", "applicant.pronouns",
    "applicant.background", "applicant.contact.email", "applicant.contact.phone",
    "applicant.school.name", "applicant.school.graduation", "applicant.ids.aamc_id",
    "applicant.season", "target.specialty", "target.portal", "target.letters_by",
    "writer.name.given", "writer.name.family", "writer.name.title", "writer.name.credentials",
    "writer.role", "writer.relationship", "writer.position", "writer.specialty", "writer.department",
    "writer.institution.name", "writer.contact.email", "letter.letter_id", "letter.waived",
    "letter.deadline", "rotation.service", "rotation.start", "rotation.end",
)  # fmt: skip
"""The columns of the roster that ``lorpack import --example`` writes."""


@cache
def columns() -> dict[str, Column]:
    """Every known column, by its name."""
    groups: tuple[tuple[str, Entity, ModelType, Path], ...] = (
        ("applicant", Entity.APPLICANT, Applicant, ()),
        ("target", Entity.TARGET, Target, ()),
        ("writer", Entity.WRITER, Writer, ()),
        ("rotation", Entity.WRITER, Rotation, ("rotations", 0)),
    )
    found = {
        f"{word}.id": Column(f"{word}.id", entity, ("id",), str, about)
        for word, entity, about in (
            ("applicant", Entity.APPLICANT, "the name of the applicant's folder"),
            ("writer", Entity.WRITER, "the name of the writer's file; made from the family name"),
        )
    }
    for word, entity, model, start in groups:
        for path, kind, about in _leaves(model):
            name = ".".join((word, *path)).removeprefix("writer.letter.")
            name = f"letter.{name}" if path[0] == "letter" else name
            if name != "writer.target":  # That is what the columns of the target say.
                found.setdefault(name, Column(name, entity, (*start, *path), kind, about))
    return {
        name: replace(column, aliases=tuple(filter(None, _ALIASES.get(name, "").split("|"))))
        for name, column in found.items()
    }


def _leaves(model: ModelType) -> Iterator[tuple[tuple[str, ...], Any, str]]:
    """The fields of *model* and of what is in it that hold one value (or a list of choices)."""
    for name, field in model.model_fields.items():
        kind = core_of(field.annotation)
        if is_model(kind):
            yield from (((name, *path), inner, about) for path, inner, about in _leaves(kind))
        elif kind in (str, int, bool, date, PartialDate, File) or is_choice(kind):
            yield (name,), kind, field.description or ""
        elif is_choice(item := item_of(kind)):
            yield (name,), tuple[item, ...], field.description or ""  # type: ignore[valid-type]


def column_for(header: str) -> Column | None:
    """The column that *header* names, in whatever case, with spaces, hyphens or underscores."""
    return _by_header().get(_form(header))


def nearest(header: str) -> str:
    """The known header that *header* most likely means, or empty text."""
    known = {_form(word): word for column in columns().values() for word in _words(column)}
    close = get_close_matches(_form(header)[:60], list(known), 1, 0.75)
    return known[close[0]] if close else ""


@cache
def _by_header() -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in columns().values():
        for word in _words(column):
            found.setdefault(_form(word), column)
    return found


def _words(column: Column) -> list[str]:
    """Every header of *column*: its name, its aliases, and these with the person named."""
    words = [column.name, *column.aliases]
    if column.entity is Entity.APPLICANT:
        words += [f"Applicant {alias}" for alias in column.aliases]
    elif column.name.startswith(("letter.", "rotation.")):
        words.append(f"writer.{column.name}")
    for person, others in _SAME_AS.items():
        words += [
            f"{other.capitalize()}{word[len(person) :]}"
            for word in words[1:]
            for other in others
            if word.casefold().startswith(person)
        ]
    return words


def _form(header: str) -> str:
    """*header* without case, marks and everything that is no letter or digit."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", header).casefold())
