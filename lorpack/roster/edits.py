"""Setting values in a YAML file of a person's: comments, order and form stay as they are.

The text is changed only where the value stands, at the position that reading gave. Afterwards it
is read again: unless it then says exactly what it said before, and the new value, the change is
refused.
"""

import copy
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from lorpack.findings import errors_in
from lorpack.profiles.positions import Span, YamlSource
from lorpack.profiles.shape import ModelType, model_at
from lorpack.profiles.source import read_source
from lorpack.roster.model import Path
from lorpack.roster.yaml_text import Leaf, block, flow, items

Change = tuple[Path, Leaf]

# The mark of UTF-32 begins with that of UTF-16.
_ENCODINGS = (
    (BOM_UTF8, "utf-8"), (BOM_UTF32_LE, "utf-32-le"), (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip


def changed(source: YamlSource, changes: Sequence[Change], model: ModelType) -> YamlSource | None:
    """*source* with *changes* made; None when one cannot be made without touching more.

    *model* tells the order of keys, so that a new one comes where a person would put it.
    """
    for path, leaf in changes:
        if not _has_room(source.tree, path):
            return None
        expected = with_value(source.tree, path, leaf)
        text = _replaced(source, path, leaf) or _inserted(source, path, leaf, model)
        if text is None:
            return None
        read, findings = read_source(text.encode(), source.file)
        if read is None or errors_in(findings) or read.tree != expected:
            return None
        source = read
    return source


def with_value(tree: dict[str, Any], path: Path, leaf: Leaf) -> dict[str, Any]:
    """A copy of *tree* in which *path* holds what *leaf* says."""
    result = copy.deepcopy(tree)
    node: Any = result
    for step, following in pairwise(path):
        if isinstance(node, list):
            node += [None] * (step == len(node))
        else:
            node.setdefault(step, None)
        if node[step] is None:
            node[step] = [] if isinstance(following, int) else {}
        node = node[step]
    node[path[-1]] = list(leaf.content) if isinstance(leaf.content, tuple) else leaf.content
    return result


def _has_room(tree: Any, path: Path) -> bool:
    """Whether every step to *path* is, or can become, a group of keys or an item of a list."""
    node: Any = tree
    for step in path:
        if node is None:
            return True
        if isinstance(step, int):
            if not isinstance(node, list) or step > len(node):
                return False
            node = node[step] if step < len(node) else None
        elif isinstance(node, dict):
            node = node.get(step)
        else:
            return False
    return True


def as_bytes(original: bytes, before: str, after: str) -> bytes:
    """*after* in the encoding and with the line ends of *original*, whose text is *before*."""
    encoding, mark = "utf-8", b""
    for bom, name in _ENCODINGS:
        if original.startswith(bom):
            encoding, mark = name, bom
            break
    raw = original.removeprefix(mark).decode(encoding)
    return mark + _with_line_ends(raw, before, after).encode(encoding)


def _with_line_ends(raw: str, before: str, after: str) -> str:
    if "\r" not in raw:
        return after
    ends = re.findall(r"\r\n|\r|\n", raw)
    usual = max(set(ends), key=ends.count)
    old, new = before.split("\n"), after.split("\n")
    kept = {}
    for found in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        kept.update({found.b + at: found.a + at for at in range(found.size)})
    parts = []
    for at, line in enumerate(new[:-1]):
        was = kept.get(at, len(ends))
        parts.append(line + (ends[was] if was < len(ends) else usual))
    return "".join(parts) + new[-1]


def _replaced(source: YamlSource, path: Path, leaf: Leaf) -> str | None:
    """The text with the value at *path* replaced; None when no value stands there."""
    there = source.tree_at(path)
    mark = source.values.get(path)
    if mark is None or isinstance(there, list) != isinstance(leaf.content, tuple):
        return None
    if isinstance(there, str):
        start, end = mark.start_mark.index, _end(source, path)
        written = leaf.written(flow=_in_flow(source, path))
    elif isinstance(there, list) and isinstance(mark, Span):
        start, end, written = mark.start, mark.end, leaf.written()
    elif isinstance(there, list) and there and not mark.flow_style:
        start, end = mark.start_mark.index, _end(source, path)
        lines = (f"- {word}" for word in leaf.content)
        written = f"\n{' ' * mark.start_mark.column}".join(lines)
    else:
        return None
    if end is None or _has_comment(source, path, start, end):
        return None
    return source.text[:start] + written + source.text[end:]


def _has_comment(source: YamlSource, path: Path, start: int, end: int) -> bool:
    """Whether a person's comment stands among the characters that the value at *path* takes.

    Between the texts of a value stand only the signs of YAML, so a ``#`` there begins a comment;
    inside a text it is a part of it.
    """
    at = start
    for each, mark in source.values.items():
        if each[: len(path)] != path or isinstance(source.tree_at(each), list):
            continue
        first, last = _text_span(source, mark)
        if "#" in source.text[at:first]:
            return True
        at = max(at, last)
    return "#" in source.text[at:end]


def _text_span(source: YamlSource, mark: Any) -> tuple[int, int]:
    """Where a text begins and ends; of a block, its lines without the one that introduces it."""
    if isinstance(mark, Span):
        return mark.start, mark.end
    first, last = mark.start_mark.index, mark.end_mark.index
    if getattr(mark, "style", None) in ("|", ">"):
        first = source.text.find("\n", first, last) + 1 or last
    return first, last


def _inserted(source: YamlSource, path: Path, leaf: Leaf, model: ModelType) -> str | None:
    """The text with a new value at *path*, in the deepest group of keys that is there."""
    depth = next(
        size for size in range(len(path) - 1, -1, -1) if source.tree_at(path[:size]) is not None
    )
    base, key = path[:depth], path[depth]
    node = source.tree_at(base)
    value = _nested(path[depth + 1 :], leaf)
    if isinstance(node, list) and key == len(node):
        return _appended(source, base, value)
    if not isinstance(node, dict) or not isinstance(key, str):
        return None
    if key in node:
        return _filled(source, (*base, key), value)
    mark = source.values[base]
    if isinstance(mark, Span) or mark.flow_style:
        start = mark.start if isinstance(mark, Span) else mark.start_mark.index
        text = flow({key: value})[1:-1] + (", " if node else "")
        return source.text[: start + 1] + text + source.text[start + 1 :]
    return _new_key(source, base, {key: value}, model)


def _nested(path: Path, leaf: Leaf) -> Any:
    """*leaf* inside the groups and lists that *path* still wants."""
    value: Any = leaf
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def _new_key(source: YamlSource, base: Path, tree: dict[str, Any], model: ModelType) -> str | None:
    """A new key in a block of keys: below the one that comes before it in *model*."""
    (key,) = tree
    node = source.tree_at(base)
    marks = [source.keys[*base, name].start_mark for name in node]
    indent = marks[0].column
    written = block(tree, indent)
    owner = model_at(model, base)
    names = list(owner.model_fields) if owner else []
    earlier = names[: names.index(key)] if key in names else names
    for name in reversed([name for name in earlier if name in node]):
        end = _end(source, (*base, name))
        if end is not None:
            return _below(source.text, end, written)
    start: int = marks[0].index
    return f"{source.text[:start]}{written.lstrip()}\n{' ' * indent}{source.text[start:]}"


def _appended(source: YamlSource, base: Path, value: Any) -> str | None:
    """A new item at the end of a block list."""
    mark = source.values[base]
    end = _end(source, base)
    if isinstance(mark, Span) or mark.flow_style or end is None:
        return None
    return _below(source.text, end, "\n".join(items([value], mark.start_mark.column)))


def _filled(source: YamlSource, path: Path, value: Any) -> str | None:
    """A value for a key that has none."""
    key = source.keys[path]
    text = source.text
    colon = text.find(":", key.end_mark.index)
    rest = re.match(r":[ \t]*(~|null)?(?=[ \t]*(#|$))", text[colon:], re.MULTILINE)
    if colon < 0 or rest is None:
        return None
    after = colon + rest.end()
    if isinstance(value, Leaf):
        return f"{text[:colon]}: {value.written()}{text[after:]}"
    indent = key.start_mark.column + 2
    lines = block(value, indent) if isinstance(value, dict) else "\n".join(items(value, indent))
    return _below(text[: colon + 1] + text[after:], colon + 1, lines)


def _below(text: str, end: int, lines: str) -> str:
    """*lines* below the line in which the character before *end* stands."""
    at = text.find("\n", end)
    at = len(text) if at < 0 else at
    return f"{text[:at]}\n{lines}{text[at:]}"


def _in_flow(source: YamlSource, path: Path) -> bool:
    """Whether *path* lies between brackets."""
    marks = (source.values.get(path[:size]) for size in range(len(path)))
    return any(isinstance(one, Span) or getattr(one, "flow_style", False) for one in marks)


def _end(source: YamlSource, path: Path) -> int | None:
    """Where what stands at *path* ends; None for brackets over several lines."""
    last = -1
    for each, mark in source.values.items():
        if each[: len(path)] != path:
            continue
        if isinstance(mark, Span):
            last = max(last, mark.end)
        elif not hasattr(mark, "flow_style"):
            start = mark.start_mark.index
            last = max(last, start + len(source.text[start : mark.end_mark.index].rstrip()))
        elif mark.flow_style:
            return None
    return last if last >= 0 else None
