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

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.parser import Parser
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lorpack.filters import FILTERS, METHODS, TESTS, check_sought, printable
from lorpack.measures import TOO_LARGE, check_size, measured, too_large


class Room(NamedTuple):
    """What one rendering may take: *steps* (lines of Python) and *characters* of output."""

    steps: int
    characters: int


_REPEATED = 20_000
_DEEPEST = 15
"""Python compiles no more than 20 blocks inside each other."""

_ALL_ARGUMENTS = ("varargs", "kwargs")
"""Collections that a macro makes, which nothing measures."""

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


def _group(*pairs: Any, **items: Any) -> dict[Any, Any]:
    """What ``dict`` is in a template: the class itself would hand out methods that change values."""
    return dict(*pairs, **items)


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
        self.write("environment.measured(")
        super().visit_List(node, frame)
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        """Write the code of ``{a: b}``."""
        self.write("environment.measured(")
        super().visit_Dict(node, frame)
        self.write(")")

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        """Write the code of ``(a, b)``, or of names that are assigned to."""
        if node.ctx != "load":
            return super().visit_Tuple(node, frame)
        self.write("environment.measured(")
        super().visit_Tuple(node, frame)
        self.write(")")
        return None


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for templates that anyone may have written; *escape* says whether for a page."""

    intercepted_binops = frozenset(("*", "**", "%", "+"))
    code_generator_class = _Generator
    measured = staticmethod(measured)

    def __init__(
        self, *, escape: bool, filters: Mapping[str, Any] = FILTERS, **options: Any
    ) -> None:
        # select_autoescape() does not know *.html.j2, so it is said, page or plain text.
        super().__init__(
            autoescape=escape, undefined=StrictUndefined, finalize=printable, **options
        )
        self.globals = {"dict": _group}
        self.filters = dict(filters)
        self.tests = dict(TESTS)

    def call(self, context: Context, obj: Any, /, *args: Any, **options: Any) -> Any:
        """What the method or macro *obj* gives; SecurityError when it would be huge."""
        if isinstance(getattr(obj, "__self__", None), str):
            check_sought(args)
        return measured(super().call(context, obj, *args, **options))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute *left operator right*; SecurityError when the result would be huge."""
        sizes = [len(one) for one in (left, right) if isinstance(one, str | list | tuple)]
        counts = [abs(one) for one in (left, right) if isinstance(one, int | float)]
        if operator == "%" and sizes:
            raise SecurityError("a text cannot be formatted with %")
        if operator == "*" and sizes and sizes[0] * max(counts, default=0) > _REPEATED:
            raise SecurityError(f"this makes more than {_REPEATED:,} characters or items")
        if operator == "+":
            check_size(sum(sizes))
        if operator in ("*", "**") and max(counts, default=0) > 10**9:
            raise SecurityError(TOO_LARGE)
        if operator == "**" and len(counts) == 2 and counts[1] > 64:
            raise SecurityError("this power is too large")
        return measured(super().call_binop(context, operator, left, right))

    def joined(self, parts: Iterable[Any]) -> str:
        """*parts* as one text, for ``~``; SecurityError when it would be huge."""
        texts = [part if isinstance(part, str) else str(printable(part)) for part in parts]
        check_size(sum(map(len, texts)))
        result: str = measured(markup_join(texts) if self.autoescape else str_join(texts))
        return result

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """What a macro or a block gives, as one text."""
        texts = list(parts)
        check_size(sum(map(len, texts)))
        return "".join(texts)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002
        """Give no format method, safe or not: is_safe_attribute refuses it."""
        return

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may reach *attr*: of plain values, only what cannot grow."""
        for kind, names in METHODS.items():
            if isinstance(obj, kind):
                return attr in names
        return super().is_safe_attribute(obj, attr, value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parser = Parser(self, source, name, filename)
        try:
            return parser.parse()
        except (RecursionError, ValueError) as error:
            many = "too many brackets inside each other"
            said = many if isinstance(error, RecursionError) else TOO_LARGE
            raise TemplateSyntaxError(said, parser.stream.current.lineno, name) from None

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
    if isinstance(node, nodes.Const) and too_large(node.value):
        raise TemplateSyntaxError(TOO_LARGE, node.lineno, name)
    if isinstance(node, nodes.Name) and node.name in _ALL_ARGUMENTS:
        raise TemplateSyntaxError(f"there is no {node.name} here", node.lineno, name)
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
