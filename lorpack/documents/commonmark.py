"""Words with their looks, and paragraphs, written as CommonMark."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ESCAPED = re.compile(r"([\\`*_\[\]<>&~|])")
_STARTS = re.compile(r"^(\s*)([#+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)

Piece = tuple[str, bool, bool]


def inline(pieces: list[Piece]) -> str:
    """The pieces as CommonMark, stripped; marks that it would not read as such are left out."""
    result = ""
    for index, (text, bold, italic) in enumerate(pieces):
        core = text.strip()
        mark = "*" * (2 * bold + italic)
        if not core or not mark or "\n" in core:
            result += _escaped(text)
            continue
        start = text[: len(text) - len(text.lstrip())]
        end = text[len(text.rstrip()) :]
        before = (result[-1:] + start)[-1:]
        after = (end + (pieces[index + 1][0] if index + 1 < len(pieces) else ""))[:1]
        opens = not before.isalnum() or core[0].isalnum()
        closes = not after.isalnum() or core[-1].isalnum()
        touches = before == "*" and not start
        if touches or not (opens and closes):
            mark = ""
        result += f"{start}{mark}{_escaped(core)}{mark}{end}"
    lines = [" ".join(line.split()) for line in result.strip().split("\n")]
    text = "\\\n".join(line for line in lines if line)
    return _STARTS.sub(lambda found: _escaped_start(found), text)


def _escaped(text: str) -> str:
    return _ESCAPED.sub(r"\\\1", text)


def _escaped_start(found: re.Match[str]) -> str:
    """A line's start that CommonMark would take for a heading, list or rule, made plain."""
    head = found[2]
    return f"{found[1]}{head}\\" if head.isdigit() else f"{found[1]}\\{head}"


@dataclass(frozen=True)
class Item:
    """An item of a list: how many lists it is inside of, and its number; None is a bullet."""

    depth: int
    number: int | None


@dataclass(frozen=True)
class Block:
    """A paragraph of CommonMark *text*, a heading of a level from 1, or an item of a list."""

    text: str
    heading: int = 0
    item: Item | None = None


def joined(blocks: Iterable[Block]) -> str:
    """The blocks with blank lines between them, none between the items of one list."""
    result, lists = "", _Lists()
    for block in blocks:
        if block.item:
            gap, lines = lists.lines(block.text, block.item)
        else:
            lists = _Lists()
            gap, lines = "\n\n", block.text
            if block.heading:
                lines = "#" * block.heading + " " + block.text.replace("\\\n", " ")
        result += (gap if result else "") + lines
    return result + "\n" if result else ""


@dataclass(frozen=True)
class _Open:
    """The last item at its depth: its mark, and how far in the text of it begins."""

    item: Item
    mark: str
    inner: str


class _Lists:
    """The lists that the next item may go on with, the outermost first."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def lines(self, text: str, item: Item) -> tuple[str, str]:
        """*text* as *item* of the list where it belongs, and what goes before it."""
        before = None
        while self._open and self._open[-1].item.depth >= item.depth:
            before = self._open.pop()
        mark = _mark(item, before)
        outer = self._open[-1].inner if self._open else ""
        goes_on = mark[-2] == before.mark[-2] if before else _may_interrupt(item, bool(outer))
        inner = outer + " " * len(mark)
        self._open.append(_Open(item, mark, inner))
        return "\n" if goes_on else "\n\n", outer + mark + text.replace("\n", "\n" + inner)


def _may_interrupt(item: Item, inside: bool) -> bool:
    """Whether CommonMark sees a list *inside* an item that begins with no blank line before it."""
    return inside and item.number in (None, 1)


def _mark(item: Item, before: _Open | None) -> str:
    """The bullet or number of *item*, with another sign when it does not follow the one *before*.

    CommonMark counts by itself, and begins a list anew only with another sign.
    """
    if item.number is None:
        return "- "
    sign = "."
    if before and before.item.number is not None:
        follows = item.number == before.item.number + 1
        sign = before.mark[-2] if follows else ".)"[before.mark[-2] == "."]
    return f"{item.number}{sign} "
