"""A fact: a sentence with the day of which it speaks, its source, and whether it was verified.

Portals and forms are made of facts. In a data file a fact is a sentence, or ``text:`` with
``source:`` (an address, or a name from the file's ``sources:``), ``as_of:`` and ``verified:``;
what it leaves out comes from the top of the file.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BeforeValidator, ConfigDict, RootModel, ValidationInfo, model_validator

from lorpack.profiles.fields import Count, Day, Line, Model, Truth

M = TypeVar("M", bound="Sheet")

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Specialties = Annotated[tuple[Line, ...], BeforeValidator(_several)]
"""Words of specialties' names, one or several."""


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
        if not isinstance(own, dict) or not info.context:
            return own
        source = own.get("source", info.context["source"])
        known = info.context["sources"].get(source, source)
        return {"as_of": info.context["as_of"], **own, "source": known}


def _named(words: tuple[str, ...], specialty: str) -> bool:
    # From the beginning of a word: “neurology” is not urology.
    name = specialty.casefold()
    return any(re.search(rf"\b{re.escape(word.casefold())}", name) for word in words)


class Limit(Fact):
    """A fact with its number."""

    count: Count


class Facts(RootModel):  # type: ignore[type-arg]  # with its type given, it is built at once
    """Facts in the order in which they are shown; ``root`` holds all of them."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    root: tuple[Fact, ...] = ()

    @property
    def printable(self) -> tuple[str, ...]:
        """The texts of those that are verified."""
        return tuple(fact.text for fact in self.root if fact.verified)

    def shown(self, kind: str, specialty: str, season: int = 0, letter_id: str = "") -> list[str]:
        """The verified texts that concern a letter of this *kind* in this *specialty* and *season*."""
        return [
            fact.text
            for fact in self.root
            if fact.verified and fact.concerns(kind, specialty, season, letter_id)
        ]


class Sheet(Model):
    """What every data file has: the id, which is the file's name, and where it comes from."""

    id: Line
    as_of: Day
    source: Line


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
    sources: dict[str, str] = data.pop("sources", {})
    data["source"] = sources.get(data["source"], data["source"])
    context = {"as_of": data["as_of"], "source": data["source"], "sources": sources}
    sheet = model.model_validate(data, context=context)
    if sheet.id != path.stem:
        raise ValueError(f"{path.name} says that its id is {sheet.id}")
    return sheet
