"""Whether a value that was read back has the types that its dataclass says.

pydantic could say so as well, but takes 70 ms to build its check, in a command that takes 360.
"""

from collections.abc import Callable, Iterable
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
    origin, inner = get_origin(kind), [one for one in get_args(kind) if one is not ...]
    if origin is tuple:
        each = _each(inner[0])
        return lambda value: type(value) is tuple and each(value)
    if origin is dict:
        keys, values = map(_each, inner)
        return lambda value: type(value) is dict and keys(value) and values(value.values())
    if origin is UnionType:
        return lambda value: any(fits(value, one) for one in inner)
    if is_dataclass(kind):
        return _of_dataclass(kind)
    if kind is object:
        return lambda _: True
    return lambda value: type(value) is kind


def _each(kind: Any) -> Callable[[Iterable[Any]], bool]:
    check, plain = _check(kind), {kind}
    if _is_plain(kind):
        return lambda values: set(map(type, values)) <= plain
    return lambda values: all(map(check, values))


def _of_dataclass(kind: Any) -> Check:
    """One comparison for all plain fields: a class has thousands of findings and marks."""
    hints = get_type_hints(kind)
    plain = {name: hint for name, hint in hints.items() if _is_plain(hint)}
    parts = [(attrgetter(n), _check(hint)) for n, hint in hints.items() if n not in plain]
    # Of a single name, attrgetter gives no tuple.
    get, types = attrgetter(*plain, *["__class__"] * 2), (*plain.values(), type, type)
    return lambda value: (
        type(value) is kind
        and tuple(map(type, get(value))) == types
        and all(check(part(value)) for part, check in parts)
    )


def _is_plain(kind: Any) -> bool:
    return (
        isinstance(kind, type)
        and get_origin(kind) is None
        and not is_dataclass(kind)
        and kind is not object
    )
