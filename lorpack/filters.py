"""What templates may do with a value by ``|``, by ``is`` and by a method, and how far.

Allow-lists: what a later version of Jinja brings is not there before it was looked at. What comes
out of a filter is measured; those whose work can be more than what comes out are our own.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from jinja2 import Environment, TemplateRuntimeError, pass_environment, pass_eval_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as _ALL_FILTERS
from jinja2.filters import do_groupby, do_join, do_replace, do_round, do_sum, do_trim
from jinja2.nodes import EvalContext
from jinja2.tests import TESTS as _ALL_TESTS
from markupsafe import escape

from lorpack.measures import check_size, measured

METHODS: Mapping[type | tuple[type, ...], frozenset[str]] = {
    str: frozenset(
        ("capitalize", "casefold", "count", "endswith", "find", "index", "isalnum", "isalpha",
         "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "istitle", "isupper", "lower",
         "lstrip", "partition", "removeprefix", "removesuffix", "rfind", "rindex", "rpartition",
         "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title",
         "upper")
    ),
    (list, tuple): frozenset(("count", "index")),
    dict: frozenset(("get", "items", "keys", "values")),
    (int, float, bytes): frozenset(),
}  # fmt: skip
"""The methods of plain values that cannot make them longer."""

_SOUGHT, _PLACES = 1_000, 20
_TAKEN_OVER = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "filesizeformat",
    "first", "float", "forceescape", "int", "items", "last", "length", "list", "lower",
    "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "string",
    "striptags", "title", "truncate", "unique", "upper", "urlencode", "wordcount",
)  # fmt: skip

_TESTS = (
    "!=", "<", "<=", "==", ">", ">=", "boolean", "callable", "defined", "divisibleby", "eq",
    "equalto", "escaped", "even", "false", "filter", "float", "ge", "greaterthan", "gt", "in",
    "integer", "iterable", "le", "lessthan", "lower", "lt", "mapping", "ne", "none", "number",
    "odd", "sameas", "sequence", "string", "test", "true", "undefined", "upper",
)  # fmt: skip
TESTS: Mapping[str, Any] = {name: _ALL_TESTS[name] for name in _TESTS}
"""What may stand after ``is``."""


def printable(value: Any) -> Any:
    """*value*, when it can be printed; a list of lists of lists has no end when it is."""
    if isinstance(value, list | tuple | dict):
        raise TemplateRuntimeError("a list is not text: use a loop, or | join(', ')")
    return value


def check_sought(texts: Iterable[Any]) -> None:
    """Raise SecurityError for one of *texts* that is too long to be compared again and again."""
    if any(isinstance(text, str) and len(text) > _SOUGHT for text in texts):
        raise SecurityError(f"such a text has at most {_SOUGHT:,} characters")


@pass_eval_context
def _join(context: EvalContext, value: Iterable[Any], between: str = "") -> str:
    texts = [printable(one) for one in value]
    check_size(sum(len(str(one)) for one in texts) + len(texts) * len(printable(between)))
    result: str = do_join(context, texts, between)
    return result


@pass_eval_context
def _replace(context: EvalContext, text: str, old: str, new: str, count: int | None = None) -> str:
    texts = [one if isinstance(one, str) else str(printable(one)) for one in (text, old, new)]
    if context.autoescape and any(hasattr(one, "__html__") for one in texts):
        texts = [escape(one) for one in texts]  # As do_replace does; more may be found then.
    text, old, new = texts
    check_size(len(text) + text.count(old) * len(new))
    result: str = do_replace(context, text, old, new, count)
    return result


def _round(value: Any, precision: int = 0, method: Any = "common") -> Any:
    if isinstance(value, str | list | tuple) or abs(precision) > _PLACES:
        raise SecurityError(f"only a number can be rounded, to at most {_PLACES} places")
    return do_round(value, precision, method)


@pass_environment
def _sum(
    environment: Environment, values: Iterable[Any], attribute: Any = None, start: Any = 0
) -> Any:
    if not isinstance(start, int | float):
        raise SecurityError("only numbers can be summed")
    return do_sum(environment, values, attribute, start)


@pass_environment
def _groupby(
    environment: Environment,
    values: Any,
    attribute: Any,
    default: Any = None,
    case_sensitive: bool = False,
) -> Any:
    check_sought([default])
    return do_groupby(environment, values, attribute, default, case_sensitive)


def _trim(text: str, chars: str | None = None) -> str:
    check_sought([chars])
    return do_trim(text, chars)


_OWN: Mapping[str, Callable[..., Any]] = {
    "groupby": _groupby, "join": _join, "replace": _replace, "round": _round, "sum": _sum, "trim": _trim,
}  # fmt: skip


def bounded(filter: Callable[..., Any]) -> Callable[..., Any]:
    """*filter*, and SecurityError when what it gives is huge."""

    @wraps(filter)
    def call(*args: Any, **options: Any) -> Any:
        return measured(filter(*args, **options))

    return call


FILTERS: Mapping[str, Callable[..., Any]] = {
    name: bounded(one)
    for name, one in {**{name: _ALL_FILTERS[name] for name in _TAKEN_OVER}, **_OWN}.items()
}
"""What may stand after ``|``; lorpack's own templates have more (see lorpack.templating)."""
