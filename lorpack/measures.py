"""How large what a template works with may be: each value, with all that is in it."""

from collections.abc import Collection, Mapping
from typing import Any

from jinja2.exceptions import SecurityError
from markupsafe import Markup

LONGEST = 200_000
"""So many characters or items may one value have."""

TOO_LARGE = "this number is too large"
_LARGEST = 10**30
"""No number of a packet comes near it; one of a million digits takes seconds to divide."""


class _List(list[Any]):
    """A list that a template made; it knows the *weight* of all that is in it, as printed."""

    weight = 0


class _Tuple(tuple[Any, ...]):
    """As :class:`_List`."""

    weight = 0


class _Dict(dict[Any, Any]):
    """As :class:`_List`."""

    weight = 0


_MADE: Mapping[type, type[Any]] = {list: _List, tuple: _Tuple, dict: _Dict}
_TEXTS = frozenset((str, Markup))
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))


def measured(value: Any) -> Any:
    """*value*, as a template may go on with it; SecurityError when it is huge.

    Collections come back with the weight of what is in them: sixty lists, each with the one before
    in it twice, would take for ever to compare.
    """
    if isinstance(value, str):
        check_size(len(value))
    elif too_large(value):
        raise SecurityError(TOO_LARGE)
    elif type(value) in _VIEWS:
        value = list(value)
    kind = _MADE.get(type(value))
    if kind is None:
        return value
    result = kind(value)
    result.weight = _sum_of(value.values() if kind is _Dict else value)
    check_size(result.weight)
    return result


def check_size(size: int) -> None:
    """Raise SecurityError when *size* is more than one value may have."""
    if size > LONGEST:
        raise SecurityError(f"this makes more than {LONGEST:,} characters or items")


def too_large(value: Any) -> bool:
    """Whether *value* is a number that nobody needs."""
    return isinstance(value, int | float) and abs(value) > _LARGEST


def _sum_of(values: Collection[Any]) -> int:
    if _TEXTS.issuperset(map(type, values)):  # Without a step for each.
        return max(len(values), sum(map(len, values)))
    return sum(map(_weight, values))


def _weight(value: Any) -> int:
    if isinstance(value, str):
        return max(1, len(value))
    if isinstance(value, _List | _Tuple | _Dict):
        return 1 + value.weight
    if isinstance(value, dict):
        return 1 + _sum_of(value.values())
    return 1 + _sum_of(value) if isinstance(value, list | tuple) else 1
