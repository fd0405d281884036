"""A profile with a text of one's choice in every field that holds text, made from the models."""

from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from lorpack.profiles.applicant import Applicant
from lorpack.profiles.fields import Count, Day, Email, File, Id, Line, Text, Trait, Truth, Url, When
from lorpack.profiles.shape import core_of
from lorpack.profiles.writer import Writer

Give = Callable[[str, bool], str]
"""Gives the text for a path such as ``targets.0.goals``; True when it may be of several lines."""

LEFT_OUT = ("target", "form", "portal", "busy", "traits", "native", "season")
FIXED = {
    Day: "2027-08-20", When: "2026-03", Truth: "false", Count: "4", Id: "im",
    Email: "mei.chen@example.org", Url: "https://example.org/a",
}  # fmt: skip


def tree(model: type[BaseModel], give: Give, path: str = "") -> dict[str, Any]:
    """Every field of *model* that can hold text, filled; other fields when they are needed."""
    found = {}
    for key, hint in get_type_hints(model, include_extras=True).items():
        if key not in model.model_fields:
            continue
        needed = model.model_fields[key].is_required()
        value = None if key in LEFT_OUT else _value(hint, give, f"{path}{key}", needed)
        if value is not None:
            found[key] = value
    return found


def _value(hint: Any, give: Give, path: str, needed: bool) -> Any:
    kind = _bare(hint)
    if kind in (Line, Text):
        return give(path, kind is Text)
    if kind in FIXED:
        return FIXED[kind]
    if kind in (File, Trait):
        return None
    if get_origin(kind) is tuple:
        inner = _value(get_args(kind)[0], give, f"{path}.0", True)
        return None if inner is None else [inner]
    if get_origin(kind) is dict:
        return {give(f"{path}.key", False): give(f"{path}.value", False)}
    core = core_of(kind)
    if isinstance(core, type) and issubclass(core, BaseModel):
        return None if core.__name__ == "Document" else tree(core, give, f"{path}.")
    if isinstance(core, type) and issubclass(core, Enum):
        return str(next(iter(core)).value) if needed else None
    return None


def _bare(hint: Any) -> Any:
    """*hint* without ``| None``."""
    rest = [one for one in get_args(hint) if one is not type(None)]
    return rest[0] if get_origin(hint) is not Annotated and type(None) in get_args(hint) else hint


def profiles(give: Give) -> tuple[dict[str, Any], dict[str, Any]]:
    """An applicant and a letter writer with *give*'s texts in all their fields."""
    applicant = tree(Applicant, lambda path, long: give(f"applicant.{path}", long))
    applicant |= {"season": "2028", "background": "international"}
    applicant["targets"][0] |= {"portal": "eras"}
    writer = tree(Writer, lambda path, long: give(f"writer.{path}", long))
    writer |= {"role": "attending", "relationship": ["clinical"], "share_programs": "true"}
    return applicant, writer


def paths() -> list[str]:
    """Every field that holds text."""
    found: list[str] = []

    def give(path: str, _: bool) -> str:
        found.append(path)
        return "x"

    profiles(give)
    return found
