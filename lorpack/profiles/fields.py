"""The small types that profile fields are made of.

Every scalar reaches these as the text that stands in the file (see
:mod:`lorpack.profiles.source`), so nothing is guessed: ``no`` is a word, ``07030`` keeps its
zero, and a date is ISO 8601 or an error.
"""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from lorpack.dates import PartialDate

TRAITS: dict[str, str] = {
    "patient_care": "Patient care",
    "medical_knowledge": "Medical knowledge",
    "clinical_reasoning": "Clinical reasoning",
    "procedural_skills": "Procedural skills",
    "communication": "Communication",
    "teamwork": "Teamwork",
    "professionalism": "Professionalism",
    "work_ethic_initiative": "Work ethic and initiative",
    "feedback_growth": "Response to feedback and growth",
    "systems_qi": "Systems thinking and quality improvement",
    "research_inquiry": "Research and inquiry",
    "commitment_to_specialty": "Commitment to the specialty",
    "leadership_teaching": "Leadership and teaching",
}
"""The shared trait list: key in a profile, and how a page names it."""

MAX_TEXT = 5_000
MAX_LINE = 300


class Model(BaseModel):
    """Base of all profile models: frozen, and an unknown key is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True
    )


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise PydanticCustomError("lorpack_date", "a date is written YYYY-MM-DD, as 2027-09-01")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("lorpack_date", "there is no such day in the calendar") from None


def _partial_date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return PartialDate.parse(value)
    except ValueError as error:
        raise PydanticCustomError("lorpack_date", "{reason}", {"reason": str(error)}) from None


def _truth(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value not in ("true", "false"):
        raise PydanticCustomError("lorpack_bool", "write true or false")
    return value == "true"


def _count(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{1,6}", value, re.ASCII):
        raise PydanticCustomError("lorpack_count", "write a whole number, as 12")
    return int(value) if isinstance(value, str) else value


def _offset(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[+-]?\d{1,3}", value, re.ASCII):
        raise PydanticCustomError("lorpack_count", "write a number of days, as -14")
    return int(value) if isinstance(value, str) else value


def _one_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise PydanticCustomError("lorpack_line", "this must stand on one line, without tabs")
    return value


def _trait(value: str) -> str:
    if value not in TRAITS:
        raise PydanticCustomError("lorpack_choice", "unknown trait", {"choices": list(TRAITS)})
    return value


_EMAIL = re.compile(
    r"(?!\.)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}(?<!\.)@(?!\.)[^\s@,;<>\"=?]{1,250}\.[^\s@.,;<>]{2,}"
)


def _email(value: str) -> str:
    # The local part is ASCII: smtp without SMTPUTF8 carries nothing else. `=?` begins an encoded
    # word, which some readers decode wherever it stands (THREATS.md 1.8).
    if not _EMAIL.fullmatch(value) or "=?" in value or ".." in value or not _is_carried(value):
        raise PydanticCustomError("lorpack_email", "this is no email address")
    return value


def _is_carried(address: str) -> bool:
    """Whether the domain has the form that servers know (IDNA), and is still the same one in it."""
    local, _, domain = address.rpartition("@")
    try:
        known = domain.encode("idna").decode("ascii")
        is_same = all(_comes_back(label) for label in domain.split("."))
    except UnicodeError:
        return False
    return is_same and _EMAIL.fullmatch(f"{local}@{known}") is not None


def _comes_back(label: str) -> bool:
    """Whether a part of a domain survives the way there and back.

    Python knows the IDNA of 2003, in which `faß` becomes `fass`: the domain of somebody else.
    """
    if label.isascii():
        return True
    meant = unicodedata.normalize("NFC", label.lower())
    return label.encode("idna").decode("idna") == meant


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise PydanticCustomError("lorpack_url", "an address starts with https:// or http://")
    return value


Line = Annotated[
    str, StringConstraints(min_length=1, max_length=MAX_LINE), AfterValidator(_one_line)
]
"""Text on one line, at most 300 characters."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT)]
"""CommonMark without raw HTML, at most 5,000 characters."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""A short name used in file names and references: lower-case letters, digits, - and _."""

Day = Annotated[date, BeforeValidator(_date)]
"""A calendar day, YYYY-MM-DD."""

When = Annotated[PartialDate, BeforeValidator(_partial_date)]
"""A day, a month or a year: YYYY-MM-DD, YYYY-MM or YYYY."""

Truth = Annotated[bool, BeforeValidator(_truth)]
"""true or false, nothing else."""

Count = Annotated[int, BeforeValidator(_count)]
"""A whole number."""

Offset = Annotated[int, BeforeValidator(_offset)]
"""Days relative to a date: -14 is two weeks before it."""

Trait = Annotated[
    str, AfterValidator(_trait), WithJsonSchema({"type": "string", "enum": list(TRAITS)})
]
"""A key of the shared trait list."""

Email = Annotated[
    str, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"})
]
"""An email address that any server carries."""

Url = Annotated[
    str,
    StringConstraints(max_length=MAX_LINE),
    AfterValidator(_url),
    WithJsonSchema({"type": "string", "format": "uri"}),
]
"""A web address."""


class File(str):
    """A path inside the application's folder, as ``documents/cv.pdf``."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(min_length=1, max_length=500)
        )
