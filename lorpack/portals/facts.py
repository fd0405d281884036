"""A fact: a sentence with the day of which it speaks, its source, and whether it was verified.

Portals, specialties and forms are made of facts. In a data file a fact is a sentence, or
``text:`` with ``source:`` (an address, or a name from the file's ``sources:``), ``as_of:`` and
``verified:``; what it leaves out comes from the top of the file.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import (
    BeforeValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from lorpack.profiles.fields import Count, Day, Line, Model, Truth

M = TypeVar("M", bound="Sheet")

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Specialties = Annotated[
    tuple[Line, ...],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""Words of specialties' names, one or several."""


@dataclass(frozen=True)
class Head:
    """The top of a data file, from which its facts take what they leave out."""

    as_of: date
    source: str
    sources: Mapping[str, str]

    @classmethod
    def of(cls, tree: Mapping[str, Any]) -> "Head":
        """The head of a file. What is missing or wrong in it is an error of the file itself."""
        as_of, source, named = date.min, tree.get("source"), tree.get("sources")
        with suppress(ValueError):
            as_of = date.fromisoformat(str(tree.get("as_of")))
        known = named if isinstance(named, dict) else {}
        known = {name: text for name, text in known.items() if isinstance(text, str)}
        return cls(as_of, known.get(source, source) if isinstance(source, str) else "?", known)


class Fact(Model):
    """One sentence and how far to trust it. Only a verified one is ever printed.

    It can be limited to a kind of letter (*only*), to specialties whose name holds one of the
    words (*specialty*) or none of them (*other_than*), to seasons up to one (*last_season*), and
    to letters that have no Letter ID yet (*without_letter_id*).
    """

    text: Line
    as_of: Day
    source: Line
    verified: Truth = True
    only: Literal["narrative", "standardized"] | None = None
    specialty: Specialties = ()
    other_than: Specialties = ()
    last_season: Count | None = None
    without_letter_id: Truth = False

    def concerns(self, kind: str, specialty: str, season: int = 0, letter_id: str = "") -> bool:
        """Whether it is for a letter of this *kind* in this *specialty* and *season*."""
        if self.only and self.only != kind:
            return False
        if self.specialty and not _named(self.specialty, specialty):
            return False
        if self.last_season and season > self.last_season:
            return False
        if self.without_letter_id and letter_id:
            return False
        return not _named(self.other_than, specialty)

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, value: Any, info: ValidationInfo) -> Any:
        own = {"text": value} if isinstance(value, str) else value
        head: Head | None = info.context
        if not isinstance(own, dict) or not head:
            return own
        source = own.get("source", head.source)
        known = head.sources.get(source, source) if isinstance(source, str) else source
        return {"as_of": head.as_of, **own, "source": known}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        # As a file has it: what the top of the file says need not stand here.
        schema = handler.resolve_ref_schema(handler(core))
        wanted = [key for key in schema.get("required", ()) if key not in ("as_of", "source")]
        schema = {**schema, "required": wanted}
        return {"anyOf": [{"type": "string"}, schema]} if wanted == ["text"] else schema


def _named(words: tuple[str, ...], specialty: str) -> bool:
    # From the beginning of a word: “neurology” is not urology.
    name = specialty.casefold()
    return any(re.search(rf"\b{re.escape(word.casefold())}", name) for word in words)


class Limit(Fact):
    """A fact with its number."""

    count: Count


class Facts(tuple[Fact, ...]):
    """Facts in the order in which they are shown."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        facts = handler.generate_schema(tuple[Fact, ...])
        return core_schema.no_info_after_validator_function(cls, facts)

    @property
    def printable(self) -> tuple[str, ...]:
        """The texts of those that are verified."""
        return tuple(fact.text for fact in self if fact.verified)

    def shown(self, kind: str, specialty: str, season: int = 0, letter_id: str = "") -> list[str]:
        """The verified texts that concern a letter of this *kind* in this *specialty* and *season*."""
        return [
            fact.text
            for fact in self
            if fact.verified and fact.concerns(kind, specialty, season, letter_id)
        ]


class Sheet(Model):
    """What every data file has: the id, which is the file's name, and where it comes from."""

    id: Line
    as_of: Day
    source: Line
    sources: dict[str, Line] = Field(
        {}, exclude=True, description="addresses, each with a short name for use as a source"
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        # One's own file may change a little of a shipped one, and has to say where that is from.
        schema = handler.resolve_ref_schema(handler(core))
        return {**schema, "required": ["as_of", "source"]}


def read_sheets(folder: Path, model: type[M]) -> tuple[M, ...]:
    """Read every data file in *folder*, sorted by id."""
    return tuple(
        read_sheet(path, model)
        for path in sorted(folder.glob("*.yaml"), key=lambda path: path.stem)
    )


def read_sheet(path: Path, model: type[M]) -> M:
    """Read one data file."""
    # The base loader leaves every scalar the text that it is; the models convert.
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    head = Head.of(data)
    sheet = model.model_validate({**data, "source": head.source}, context=head)
    if sheet.id != path.stem:
        raise ValueError(f"{path.name} says that its id is {sheet.id}")
    return sheet
