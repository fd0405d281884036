"""Whether a value that was read back has the types that its dataclass says."""

from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

Check = Callable[[Any], bool]


def fits(value: object, kind: Any) -> bool:
    """Whether *value* is of *kind*, and all in it of the kind that is said there.

    Known are dataclasses, plain types and enumerations, ``tuple[x, ...]``, ``dict[x, y]`` and
    ``x | None``.

    >>> fits((("a", "b"), ()), tuple[tuple[str, ...], ...]), fits(("a", 5), tuple[str, ...])
    (True, False)
    """
    return _check(kind)(value)


@cache
def _check(kind: Any) -> Check:
    origin, inner = get_origin(kind), [_check(one) for one in get_args(kind) if one is not ...]
    if origin is tuple:
        return lambda value: type(value) is tuple and all(map(inner[0], value))
    if origin is dict:
        return lambda value: (
            type(value) is dict and all(map(inner[0], value)) and all(map(inner[1], value.values()))
        )
    if origin is UnionType:
        return lambda value: any(check(value) for check in inner)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = [(attrgetter(name), _check(hint)) for name, hint in hints.items()]
        return lambda value: type(value) is kind and all(check(get(value)) for get, check in parts)
    if kind is object:
        return lambda _: True
    return lambda value: type(value) is kind
