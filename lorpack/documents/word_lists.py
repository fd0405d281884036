"""The lists of a Word document: what is an item, how deep, and with which number."""

import re
from typing import Any

from lorpack.documents.commonmark import Item
from lorpack.documents.word_styles import Styles, W, value

_NAMED = re.compile(r"(?i)list (bullet|number)(?: ([2-5]))?\b")
_MAX_LEVEL, _MAX_START = 8, 1_000_000


class Lists:
    """Counts the items of a document, which are asked for in their order.

    *root* is the part with the definitions. A list that is interrupted goes on counting.
    """

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._kinds: dict[tuple[str, int], tuple[str, int]] = {}
        self._linked: dict[tuple[str, str], int] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._define(root)

    def item(self, paragraph: Any) -> Item | None:
        """*paragraph* as the next item of its list; None when it is in none."""
        style = self._styles.style_of(paragraph)
        number = self._said(paragraph, style, "pPr/numPr/numId")
        named = _NAMED.match(self._styles.title(style))
        if number == "0" or not (number or named or _is_numbered(paragraph)):
            return None
        group = self._groups.get(number, number or style)
        own = self._said(paragraph, style, "pPr/numPr/ilvl")
        level = _number(own, _MAX_LEVEL) if own else self._linked.get((group, style), 0)
        kind, start = self._kinds.get((group, level), ("", 1))
        if not kind and named:
            kind = named[1].lower()
        depth = max(level, int(named[2] or 1) - 1 if named else 0)
        count = self._next(group, number, level, start)
        return Item(depth, None if kind in ("", "bullet", "none") else count)

    def _said(self, paragraph: Any, style: str, path: str) -> str:
        return value(paragraph, path) or self._styles.said(style, path)

    def _next(self, group: str, number: str, level: int, start: int) -> int:
        counts = self._counts.setdefault(group, {})
        if (number, level) in self._starts:
            counts[level] = self._starts.pop((number, level)) - 1
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts[level]

    def _define(self, root: Any) -> None:
        numbers = [(each.get(W + "numId"), each) for each in root.iter(W + "num")]
        self._groups = {number: value(each, "abstractNumId") for number, each in numbers}
        for number, each in numbers:
            for override in each.iter(W + "lvlOverride"):
                start = value(override, "startOverride")
                if start:
                    self._starts[number, _level(override)] = _number(start, _MAX_START)
        for abstract in root.iter(W + "abstractNum"):
            group = abstract.get(W + "abstractNumId")
            for each in abstract.iter(W + "lvl"):
                first = _number(value(each, "start") or "1", _MAX_START)
                self._kinds[group, _level(each)] = (value(each, "numFmt") or "decimal", first)
                self._linked[group, value(each, "pStyle")] = _level(each)


def _is_numbered(paragraph: Any) -> bool:
    return paragraph.find(f"{W}pPr/{W}numPr") is not None


def _level(element: Any) -> int:
    return _number(element.get(W + "ilvl", "0"), _MAX_LEVEL)


def _number(text: str, most: int) -> int:
    """The number *text*, from 0 to *most*; 0 when it is none."""
    return min(int(text), most) if text.isdecimal() and len(text) < 20 else 0
