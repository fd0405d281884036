"""Values as YAML that reads back as the same text, whatever stands in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lorpack.roster.model import Content

# A letter first, and nothing that YAML gives a meaning; everything else goes in quotes.
_SAFE = re.compile(r"[^\W\d_][\w .,'’()/&@+-]*")
_WORDS = frozenset("null true false yes no on off y n".split())  # noqa: SIM905
_SHORT = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is to stand at one place. *plain*: a date, a number, a word from a list; no quotes."""

    content: Content
    plain: bool = False

    def written(self, *, flow: bool = False) -> str:
        """The YAML of it, on one line; *flow*: between brackets."""
        if isinstance(self.content, tuple):
            return f"[{', '.join(scalar(one, flow=True) for one in self.content)}]"
        return self.content if self.plain and _is_word(self.content) else scalar(self.content, flow)


def scalar(text: str, flow: bool = False) -> str:
    """*text* as a scalar on one line: plain where that cannot mean anything else."""
    plain = _SAFE.fullmatch(text) and text.casefold() not in _WORDS and not text.endswith(" ")
    if plain and not (flow and "," in text):
        return text
    return f'"{"".join(map(_escaped, text))}"'


def block(tree: Mapping[str, Any], indent: int = 0) -> str:
    """*tree* of dict, list of dict and :class:`Leaf` as lines of block YAML."""
    return "\n".join(_lines(tree, indent))


def flow(tree: Mapping[str, Any]) -> str:
    """*tree* of dict and :class:`Leaf` between brackets."""
    parts = (
        f"{key}: {value.written(flow=True) if isinstance(value, Leaf) else flow(value)}"
        for key, value in tree.items()
    )
    return f"{{{', '.join(parts)}}}"


def _lines(tree: Mapping[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    pad = " " * indent
    for key, value in tree.items():
        if isinstance(value, Leaf):
            lines.append(f"{pad}{key}: {value.written()}")
        elif isinstance(value, Mapping):
            lines += (
                [f"{pad}{key}:", *_lines(value, indent + 2)] if value else [f"{pad}{key}: {{}}"]
            )
        else:
            lines += [f"{pad}{key}:", *items(value, indent + 2)]
    return lines


def items(values: Sequence[Mapping[str, Any]], indent: int) -> list[str]:
    """*values* as items of a block list."""
    lines: list[str] = []
    for value in values:
        first, *rest = _lines(value, indent + 2)
        lines += [f"{' ' * indent}- {first.lstrip()}", *rest]
    return lines


def _is_word(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9_-]+", text))


def _escaped(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    if char.isprintable():
        return char
    code = ord(char)
    return (
        f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}" if code < 65536 else f"\\U{code:08X}"
    )
