"""The sandbox that templates run in: plain values only, and an end to everything.

Whoever edits a template need not be trusted with the machine (THREATS.md 1.2). What a template
computes is counted in steps, and what it makes in characters, so that a loop or a padding that
runs away ends at once, at its line, and the same on every system; the limits of the child
process stand behind that.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from types import FrameType
from typing import Any, NamedTuple

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateRuntimeError,
    TemplateSyntaxError,
    nodes,
    pass_eval_context,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import do_join, do_replace
from jinja2.nodes import EvalContext
from jinja2.parser import Parser
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Room(NamedTuple):
    """What one rendering may take: *steps* (lines of Python) and *characters* of output."""

    steps: int
    characters: int


LONGEST = 200_000
"""So many characters or items may one value have."""

_REPEATED = 20_000
_DEEPEST = 15
"""Python compiles no more than 20 blocks inside each other."""

_COMPILING = frozenset(
    f"jinja2.{name}"
    for name in (
        "compiler",
        "environment",
        "idtracking",
        "lexer",
        "loaders",
        "nodes",
        "optimizer",
        "parser",
        "utils",
        "visitor",
    )
)
"""Where a template is made ready when it is first used, which ends by itself."""

_GLOBALS = ("lipsum", "cycler", "joiner", "namespace", "range")
_FILTERS = (
    "attr", "batch", "center", "format", "indent", "map", "pprint", "random", "safe", "slice",
    "urlize", "wordwrap", "xmlattr",
)  # fmt: skip
_METHODS: Mapping[type | tuple[type, ...], frozenset[str]] = {
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


class _Generator(CodeGenerator):
    """Compiles ``~`` and collections to calls that look at the size."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Write the code of ``a ~ b``."""
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        """Write the code of ``[a, b]``."""
        self.write("environment.made(")
        super().visit_List(node, frame)
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        """Write the code of ``{a: b}``."""
        self.write("environment.made(")
        super().visit_Dict(node, frame)
        self.write(")")

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        """Write the code of ``(a, b)``, or of names that are assigned to."""
        if node.ctx != "load":
            return super().visit_Tuple(node, frame)
        self.write("environment.made(")
        super().visit_Tuple(node, frame)
        self.write(")")
        return None


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for templates that anyone may have written; *escape* says whether for a page."""

    intercepted_binops = frozenset(("*", "**", "%", "+"))
    code_generator_class = _Generator

    def __init__(self, *, escape: bool, **options: Any) -> None:
        # select_autoescape() does not know *.html.j2, so it is said, page or plain text.
        super().__init__(
            autoescape=escape, undefined=StrictUndefined, finalize=_printable, **options
        )
        for name in _GLOBALS:
            del self.globals[name]
        for name in _FILTERS:
            del self.filters[name]
        self.filters |= {"join": _join, "replace": _replace}

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute *left operator right*; SecurityError when the result would be huge."""
        sizes = [len(one) for one in (left, right) if isinstance(one, str | list | tuple)]
        counts = [abs(one) for one in (left, right) if isinstance(one, int | float)]
        if operator == "%" and sizes:
            raise SecurityError("a text cannot be formatted with %")
        if operator == "*" and sizes and sizes[0] * max(counts, default=0) > _REPEATED:
            raise SecurityError(f"this makes more than {_REPEATED:,} characters or items")
        if operator == "+":
            _check_size(sum(sizes))
        if operator in ("*", "**") and max(counts, default=0) > 10**9:
            raise SecurityError("this number is too large")
        if operator == "**" and len(counts) == 2 and counts[1] > 64:
            raise SecurityError("this power is too large")
        result = super().call_binop(context, operator, left, right)
        return self.made(result) if type(result) in _MADE else result

    def made(self, value: Any) -> Any:
        """The list, tuple or dict *value*; SecurityError when it is huge with all that is in it.

        Sixty lists, each with the one before in it twice, would take for ever to compare.
        """
        result = _MADE[type(value)](value)
        result.weight = sum(map(_weight, value.values() if isinstance(value, dict) else value))
        _check_size(result.weight)
        return result

    def joined(self, parts: Iterable[Any]) -> str:
        """*parts* as one text, for ``~``; SecurityError when it would be huge."""
        texts = [part if isinstance(part, str) else str(part) for part in parts]
        _check_size(sum(map(len, texts)))
        return markup_join(texts) if self.autoescape else str_join(texts)

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """What a macro or a block gives, as one text."""
        texts = list(parts)
        _check_size(sum(map(len, texts)))
        return "".join(texts)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002
        """Give no format method, safe or not: is_safe_attribute refuses it."""
        return

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may reach *attr*: of plain values, only what cannot grow."""
        for kind, names in _METHODS.items():
            if isinstance(obj, kind):
                return attr in names
        return super().is_safe_attribute(obj, attr, value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parser = Parser(self, source, name, filename)
        try:
            return parser.parse()
        except RecursionError:
            line = parser.stream.current.lineno
            raise TemplateSyntaxError("too many brackets inside each other", line, name) from None

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        _check_nodes(source, name, 0, 0)
        return super()._generate(source, name, filename, defer_init)


def _check_nodes(node: nodes.Node, name: str | None, blocks: int, depth: int) -> None:
    """Raise TemplateSyntaxError, with its line, for what cannot be compiled or is not allowed."""
    if isinstance(node, nodes.EvalContextModifier):
        raise TemplateSyntaxError("escaping cannot be switched off or on", node.lineno, name)
    if isinstance(node, nodes.NSRef):
        raise TemplateSyntaxError("a value cannot be changed", node.lineno, name)
    if isinstance(node, nodes.Stmt):
        blocks += 1
    if blocks > _DEEPEST or depth > 10 * _DEEPEST:
        raise TemplateSyntaxError("too many parts inside each other", node.lineno, name)
    for inner in node.iter_child_nodes():
        _check_nodes(inner, name, blocks, depth + 1)


def filled(template: Template, context: Mapping[str, Any], room: Room | None) -> str:
    """*template* filled with *context*; with *room*, SecurityError beyond it, where that is."""
    stream: Any = template.generate(context)  # a generator, which its type does not say
    if room is None:
        return "".join(stream)
    parts: list[str] = []
    left = room.characters
    before = sys.gettrace()
    sys.settrace(_watching(room.steps))
    try:
        for part in stream:
            parts.append(part)
            left -= len(part)
            if left < 0:
                # Thrown where the template stands, so that its line is known.
                stream.throw(SecurityError(f"this makes more than {room.characters:,} characters"))
    finally:
        sys.settrace(before)
    return "".join(parts)


def _watching(steps: int) -> Callable[[FrameType, str, Any], Any]:
    """What ``sys.settrace`` calls: it ends, by an exception, what takes more than *steps*.

    Counted are the lines that are run, of templates and of what they use. A limit of time would
    be another one on each machine, and a signal does not reach every thread and system.
    """
    left = steps

    def watch(frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG001
        nonlocal left
        left -= event == "line"
        if left < 0:
            raise SecurityError(f"this takes more than {steps:,} steps: look for a loop")
        return None if frame.f_globals.get("__name__") in _COMPILING else watch

    return watch


def _check_size(size: int) -> None:
    if size > LONGEST:
        raise SecurityError(f"this makes more than {LONGEST:,} characters or items")


def _weight(value: Any) -> int:
    if isinstance(value, _List | _Tuple | _Dict):
        return 1 + value.weight
    if isinstance(value, dict):
        return 1 + sum(map(_weight, value.values()))
    return 1 + sum(map(_weight, value)) if isinstance(value, list | tuple) else 1


def _printable(value: Any) -> Any:
    """*value*, when it can be printed; a list of lists of lists has no end when it is."""
    if isinstance(value, list | tuple | dict):
        raise TemplateRuntimeError("a list is not text: use a loop, or | join(', ')")
    return value


@pass_eval_context
def _join(context: EvalContext, value: Iterable[Any], between: str = "") -> str:
    texts = [_printable(one) for one in value]
    _check_size(sum(len(str(one)) for one in texts) + len(texts) * len(between))
    result: str = do_join(context, texts, between)
    return result


@pass_eval_context
def _replace(context: EvalContext, text: str, old: str, new: str, count: int | None = None) -> str:
    text = str(_printable(text)) if not isinstance(text, str) else text
    _check_size(len(text) + text.count(old) * len(new))
    result: str = do_replace(context, text, old, new, count)
    return result
