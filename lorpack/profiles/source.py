"""Reading YAML in one guarded pass over the parser's events, with a position for every value.

No loader and no constructor runs, so nothing is guessed: every scalar is the text that stands in
the file. Limits, aliases, tags and duplicate keys are handled on the way.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import yaml

from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.decoding import (
    MAX_BYTES,
    MAX_LOG_BYTES,
    decode,
    suspects,
    without_hidden,
)
from lorpack.profiles.positions import Item, Mark, Path, Span, YamlSource, span_of
from lorpack.profiles.syntax import explain

MAX_DEPTH = 20
MAX_EVENTS = 10_000
MAX_LOG_EVENTS = 300_000
MAX_SCALAR = 100_000
MAX_ITEMS = 200
MAX_TEXT = 200_000
MAX_ALIKE = 10

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY = ("", "~", "null")

__all__ = ["YamlSource", "read_items", "read_source"]


def read_source(data: bytes, file: str) -> tuple[YamlSource | None, list[Finding]]:
    """Read the YAML *data* of *file*; everything that is wrong with it comes as findings.

    The source is None when its structure cannot be relied on.
    """
    reader, findings = _read(data, file, MAX_BYTES, MAX_EVENTS)
    return (reader.result(), reader.findings) if reader else (None, findings)


def read_items(data: bytes, file: str) -> tuple[list[Item] | None, list[Finding]]:
    """As :func:`read_source`, for a *file* that is a list; an empty file has no items.

    Such a file may be much longer: 20,000 entries of a log.
    """
    reader, findings = _read(data, file, MAX_LOG_BYTES, MAX_LOG_EVENTS)
    return (reader.items(), reader.findings) if reader else (None, findings)


def _read(
    data: bytes, file: str, most_bytes: int, most_events: int
) -> tuple["_Reader | None", list[Finding]]:
    """A reader that has read all of *data*; None when its structure cannot be relied on."""
    text, findings = decode(data, file, most_bytes)
    if findings:
        return None, findings
    reader = _Reader(file, text)
    reader.check_characters()
    try:
        reader.run(most_events)
    except _StopError:
        return None, reader.findings
    except yaml.YAMLError as error:
        problem = explain(error, reader.lines)
        reader.report(problem.code, problem.message, problem.line, problem.column, problem.hint)
        return None, reader.findings
    return reader, reader.findings


class _StopError(Exception):
    """Reading cannot go on; the reason is among the findings."""


@dataclass(slots=True)
class _Frame:
    """A collection that is being read. *path* None: it is left out of the tree."""

    node: dict[str, Any] | list[Any]
    path: Path | None
    start: Any
    wants_key: bool
    is_key: bool = False
    key: str | None = None
    key_mark: Mark | None = None
    key_path: Path = ()


class _Reader:
    """One pass over the events of one file."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.suspects = list(suspects(text))
        self.text = without_hidden(text) if self.suspects else text
        # A parser may stand one line after the last; so there always is one more.
        self.lines = [*text.split("\n"), ""]
        self.may_lose_text = bool(re.search(r"#(?<=[ \t]#)[^\s#!]", self.text))
        self.findings: list[Finding] = []
        self.root: Any = None
        self.root_mark: Mark | None = None
        self.stack: list[_Frame] = []
        self.values: dict[Path, Mark] = {}
        self.keys: dict[Path, Mark] = {}
        self.has_empty = False
        self.documents = 0
        self.counts: Counter[str] = Counter()

    def report(
        self,
        code: str,
        message: str,
        line: int,
        column: int,
        hint: str,
        width: int = 1,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a finding at a 0-based position; no more than a few of one kind."""
        self.counts[code] += 1
        if self.counts[code] > MAX_ALIKE:
            return
        if self.counts[code] == MAX_ALIKE:
            hint = "there is more of this kind further down; correct these first"
        last = max((at for at, one in enumerate(self.lines) if one.strip()), default=0)
        if line > last:
            # The end of the file is shown at the end of its last line with text.
            line, column = last, len(self.lines[last])
        place = Place(self.file, line + 1, column + 1, max(1, width), self.lines[line])
        self.findings.append(Finding(code, severity, message, place, hint))

    def check_characters(self) -> None:
        """Report hidden characters and heaps of marks in the text as it stands."""
        if not self.suspects:
            return
        starts = [0, *accumulate(len(text) + 1 for text in self.lines)]
        for bad in self.suspects:
            line = bisect_right(starts, bad.start) - 1
            column = bad.start - starts[line]
            self.report(bad.code, bad.message, line, column, bad.hint, bad.length)

    def run(self, most: int) -> None:
        """Read every event, at most so many."""
        loader = _PARSER(self.text)
        # Asked for directly: `yaml.parse` would look ahead for every event.
        get, is_text = loader.get_event, yaml.ScalarEvent
        try:
            for _ in range(most):
                event = get()
                if type(event) is is_text:
                    if not self._is_simple(event):
                        self._text(event)
                elif isinstance(event, yaml.StreamEndEvent):
                    return
                else:
                    self._structure(event)
            self._stop("LOR101", f"more than {most:,} values and keys", event)
        finally:
            loader.dispose()

    def _is_simple(self, event: Any) -> bool:
        """Put an ordinary key or value in its place; False when more has to be looked at.

        Nearly all that stands in a profile is ordinary. :meth:`_text` comes to the same result
        in twice the time.
        """
        text = event.value
        if not text or not self.stack or len(text) > MAX_SCALAR or self.may_lose_text:
            return False
        if event.style == '"' or event.anchor or event.tag or text in _EMPTY:
            return False
        top = self.stack[-1]
        if top.path is None:
            return False
        node = top.node
        if len(node) >= MAX_ITEMS:
            return False
        if top.wants_key:
            path = (*top.path, text)
            if path in self.keys:
                return False
            self.keys[path] = top.key_mark = event
            top.wants_key, top.key, top.key_path = False, text, path
        elif isinstance(node, list):
            self.values[*top.path, len(node)] = event
            node.append(text)
        elif top.key is None:
            return False
        else:
            self.values[top.key_path] = event
            node[top.key] = text
            top.wants_key = True
        return True

    def _structure(self, event: Any) -> None:
        """Whatever is no text."""
        if isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse_references(event)
            self._scalar(f"*{event.anchor}", event, f"*{event.anchor}")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def result(self) -> YamlSource | None:
        """The source, when the root is a mapping; otherwise a finding says what it is."""
        if self.root is None:
            self.findings.append(
                Finding("LOR110", Severity.ERROR, "the file is empty", Place(self.file))
            )
            return None
        if not isinstance(self.root, dict):
            what = "a list" if isinstance(self.root, list) else "a text"
            message = f"the file holds {what}, where keys with values are wanted"
            hint = "write  key: value  with a space after the colon, without a - before it"
            self._wrong_root("LOR111", message, hint)
            return None
        if len(self.text) > MAX_TEXT:
            message = f"the file has more than {MAX_TEXT:,} characters"
            self.findings.append(
                Finding(
                    "LOR101", Severity.ERROR, message, Place(self.file), "a profile is a few pages"
                )
            )
            return None
        return self._source(self.root)

    def items(self) -> list[Item] | None:
        """The items, when the root is a list; otherwise a finding says what it is."""
        if self.root is not None and not isinstance(self.root, list):
            what = "keys with values" if isinstance(self.root, dict) else "a text"
            message = f"the file holds {what}, where a list is wanted"
            self._wrong_root("LOR131", message, "begin each entry on a line of its own with  - ")
            return None
        whole = self._source({})
        return [Item(whole, index, value) for index, value in enumerate(self.root or [])]

    def _source(self, tree: dict[str, Any]) -> YamlSource:
        return YamlSource(
            self.file, tree, self.text, self.lines, self.values, self.keys, self.has_empty
        )

    def _wrong_root(self, code: str, message: str, hint: str) -> None:
        span = span_of(self.root_mark, self.lines)
        self.report(code, message, span.line, span.column, hint, span.width)

    def _stop(self, code: str, message: str, event: Any, hint: str = "") -> None:
        mark = event.start_mark
        self.report(code, message, mark.line, mark.column, hint)
        raise _StopError

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            message = "a second document begins here; a profile is one document"
            self._stop("LOR112", message, event, "delete the line, or use a file for each part")

    def _text(self, event: Any) -> None:
        """A scalar: a key or a value."""
        if event.anchor or event.tag:
            self._refuse_references(event)
        text, plain = event.value, event.implicit[0]
        if event.tag == "!":  # Of this one alone the two parsers disagree.
            plain = not event.style
        if len(text) > MAX_SCALAR:
            self._stop("LOR101", f"a text of more than {MAX_SCALAR:,} characters", event)
        if event.style == '"':
            text = self._unescaped(text, event)
        if plain and self.may_lose_text:
            self._check_comment(event)
        self._scalar(None if plain and text in _EMPTY else text, event, event.value)

    def _refuse_references(self, event: Any) -> None:
        """Report an alias, an anchor or a tag: none of them is part of a profile."""
        mark = event.start_mark
        line = self.lines[mark.line][mark.column :]
        shown = re.split(r"[\s,\]}]", line, maxsplit=1)[0][:40]
        if isinstance(event, yaml.AliasEvent):
            what = "repeats a value by its name (an alias)"
        elif event.anchor:
            what = "gives a value a name (an anchor)"
        else:
            what = "changes the type of a value (a tag)"
        hint = "write the value out; if it is meant as text, put it in quotes"
        self.report(
            "LOR109", f"`{shown}` {what}, which is not allowed", mark.line, mark.column, hint,
            len(shown),
        )  # fmt: skip

    def _unescaped(self, text: str, event: Any) -> str:
        """The *text* of a double-quoted scalar; a hidden character from an escape is reported.

        Escapes such as "\\e" and "\\u202E" stand in the file as innocent letters.
        """
        mark = event.start_mark
        if "\\" not in self.text[mark.index : event.end_mark.index]:
            return text
        text = text.replace("\r\n", "\n")
        for bad in suspects(text):
            hint, width = "delete its code (\\…)", span_of(event, self.lines).width
            self.report(bad.code, bad.message, mark.line, mark.column, hint, width)
            break
        return without_hidden(text)

    def _check_comment(self, event: Any) -> None:
        """Report text after a # that its writer did not mean as a comment."""
        end = event.end_mark
        line = self.lines[end.line]
        lost = re.match(r"[ \t]+#(?=[^\s#!])", line[end.column :])
        if lost:
            self.report(
                "LOR114",
                "the text from # on is a comment and will not appear",
                end.line,
                end.column + lost.end() - 1,
                "put the whole value in quotes if it belongs to it, or write # and a space",
                len(line) - end.column - lost.end() + 1,
                Severity.WARNING,
            )

    def _open(self, event: Any) -> None:
        if event.anchor or event.tag:
            self._refuse_references(event)
        if len(self.stack) >= MAX_DEPTH:
            self._stop("LOR101", f"more than {MAX_DEPTH} levels inside each other", event)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        node: dict[str, Any] | list[Any] = [] if is_list else {}
        top = self.stack[-1] if self.stack else None
        if top and top.wants_key:
            self._bad_key("a list or group of keys cannot be a key", span_of(event, self.lines))
            self.stack.append(_Frame(node, None, event.start_mark, not is_list, is_key=True))
            return
        path = self._add(node, event)
        self.stack.append(_Frame(node, path, event.start_mark, not is_list))

    def _close(self, event: Any) -> None:
        frame = self.stack.pop()
        start, end = frame.start, event.end_mark
        if frame.path is not None and end.line == start.line:
            # Only brackets end on the line where they begin.
            width = end.column - start.column
            self.values[frame.path] = Span(start.line, start.column, width, start.index, end.index)
        if frame.is_key:
            top = self.stack[-1]
            top.wants_key, top.key = False, None

    def _scalar(self, value: str | None, mark: Mark, text: str) -> None:
        """Put *value* in its place; as a key it is the *text* that stands there."""
        top = self.stack[-1] if self.stack else None
        if top is None or not top.wants_key:
            self._add(value, mark)
            return
        top.wants_key = False
        top.key_mark = mark
        top.key = None
        if not text:
            self._bad_key("a key is missing before the colon", span_of(mark, self.lines))
        elif top.path is not None:
            self._set_key(top, top.path, text, mark)

    def _set_key(self, top: _Frame, parent: Path, key: str, mark: Mark) -> None:
        path = (*parent, key)
        if path not in self.keys:
            top.key, top.key_path = key, path
            self.keys[path] = mark
            return
        first, span = span_of(self.keys[path], self.lines), span_of(mark, self.lines)
        lines = f"lines {first.line + 1} and {span.line + 1}"
        if first.line == span.line:
            lines = f"line {span.line + 1}"
        message = f"the key `{key[:40]}` stands twice, on {lines}"
        hint = "delete one of them, or join the two"
        self.report("LOR108", message, span.line, span.column, hint, span.width)

    def _bad_key(self, message: str, span: Span) -> None:
        hint = "write  key: value ; text that begins with { or [ goes in quotes"
        self.report("LOR113", message, span.line, span.column, hint, span.width)

    def _add(self, value: Any, mark: Mark) -> Path | None:
        """Put *value* where it belongs, and return its path; None when it is left out."""
        if not self.stack:
            self.root, self.root_mark = value, mark
            self.values[()] = mark
            return ()
        top = self.stack[-1]
        node = top.node
        # A log, which is a list at the top, has no end.
        if len(node) >= MAX_ITEMS and (top.path or isinstance(node, dict)):
            message = f"more than {MAX_ITEMS} items; nobody reads so many"
            hint = "keep the ones that matter most"
            self.report("LOR122", message, top.start.line, top.start.column, hint)
            raise _StopError
        if isinstance(node, list):
            path = None if top.path is None else (*top.path, len(node))
            node.append(value)
        else:
            top.wants_key = True
            if top.path is None or top.key is None:
                return None
            path = top.key_path
            node[top.key] = value
            if value is None:
                self.has_empty = True
                mark = top.key_mark  # Nothing stands there, so its key is shown.
        if path is not None:
            self.values[path] = mark
        return path
