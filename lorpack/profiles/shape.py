"""What a profile model wants at a path: its fields, the form of a value, an example of it.

Messages about a wrong value are made from the models themselves, so they cannot go stale.
"""

import difflib
import re
import types
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel

from lorpack.dates import PartialDate
from lorpack.profiles.application import Step

ModelType = type[BaseModel]
_MAX_WORD = 60


def core_of(annotation: Any) -> Any:
    """*annotation* without Annotated and None, and a class derived from a list as that list."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            rest = [arg for arg in get_args(annotation) if arg is not type(None)]
            annotation = rest[0] if len(rest) == 1 else object
        elif isinstance(annotation, type) and issubclass(annotation, tuple):  # tuple[Fact, ...]
            (annotation,) = getattr(annotation, "__orig_bases__", (object,))
        else:
            return annotation


def is_model(kind: Any) -> TypeGuard[ModelType]:
    """Whether *kind* is a profile model."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def is_choice(kind: Any) -> bool:
    """Whether *kind* is a list of choices."""
    return isinstance(kind, type) and issubclass(kind, Enum)


def item_of(kind: Any) -> Any | None:
    """What an item of the list, or a value of the dict, *kind* is; None for anything else."""
    if get_origin(kind) in (tuple, list):
        return core_of(get_args(kind)[0])
    if get_origin(kind) is dict:
        return core_of(get_args(kind)[1])
    return None


def kind_at(model: ModelType, path: Sequence[Step]) -> Any | None:
    """What *model* wants at *path* (a model, an enum, ``tuple[...]``, str, …), or None."""
    kind: Any = model
    for step in path:
        if is_model(kind):
            field = kind.model_fields.get(str(step))
            kind = core_of(field.annotation) if field else None
        else:
            kind = item_of(kind)
        if kind is None:
            return None
    return kind


def model_at(model: ModelType, path: Sequence[Step]) -> ModelType | None:
    """The model of the mapping at *path*, when it is one with fields."""
    kind = kind_at(model, path)
    return kind if is_model(kind) else None


def words(kind: Any) -> str:
    """The form that is wanted, in words."""
    if is_model(kind) or get_origin(kind) is dict:
        return "a group of keys"
    if get_origin(kind) in (tuple, list):
        return "a list"
    named: dict[Any, str] = {
        bool: "true or false",
        int: "a whole number",
        date: "a date",
        PartialDate: "a date",
    }
    return named.get(kind, "a text")


def example(kind: Any, key: str) -> str:
    """A short line of YAML that shows how *key* is written."""
    if is_model(kind):
        wanted = [name for name, field in kind.model_fields.items() if field.is_required()]
        names = wanted or list(kind.model_fields)[:2]
        return f"{key}: {{{', '.join(f'{name}: …' for name in names)}}}"
    if get_origin(kind) in (tuple, list):
        return f"{key}: [{_sample(item_of(kind))}]"
    return f"{key}: {_sample(kind)}"


def _sample(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return str(get_args(kind)[0])
    if is_choice(kind):
        return str(next(iter(kind)).value)
    if is_model(kind):
        return example(kind, "")[2:]
    samples: dict[Any, str] = {
        bool: "true",
        int: "12",
        date: "2027-09-01",
        PartialDate: "2027-09",
    }
    return samples.get(kind, "…")


def close(word: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The one of *names* that *word* most likely means."""
    if len(word) > _MAX_WORD:
        return None
    by_form = {_form(name): name for name in names}
    found = difflib.get_close_matches(_form(word), list(by_form), n=1, cutoff=cutoff)
    return by_form[found[0]] if found else None


def _form(word: str) -> str:
    return re.sub(r"[\s-]+", "_", word.strip().casefold())


def homes(model: ModelType, key: str) -> list[str]:
    """Where in *model* the field *key* belongs, as ``under `letter:```; best first."""
    found = sorted(_homes(model, key, (), False), key=lambda home: (home[0], home[1]))
    return list(dict.fromkeys(text for _, text in found))


def _homes(
    model: ModelType, key: str, path: tuple[str, ...], in_list: bool
) -> Iterator[tuple[int, str]]:
    if len(path) > 4:
        return
    if key in model.model_fields:
        where = f"`{'.'.join(path)}:`" if path else ""
        text = f"in an item of {where}" if in_list else f"under {where}"
        yield len(path), text if path else "at the top of the file, not indented"
    for name, field in model.model_fields.items():
        kind = core_of(field.annotation)
        inner = kind if is_model(kind) else item_of(kind)
        if inner is not None and is_model(inner):
            yield from _homes(inner, key, (*path, name), in_list or not is_model(kind))
