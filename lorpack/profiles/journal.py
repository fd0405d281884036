"""Reading ``progress.yaml``: every entry that is right, and a finding for each that is not."""

import re
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from lorpack.findings import Finding, Notice, Place, Severity, errors_in
from lorpack.profiles.folders import PROGRESS, is_there, not_read, read_profile
from lorpack.profiles.positions import Item
from lorpack.profiles.progress import Entry, Event, LogEntry
from lorpack.profiles.shape import close
from lorpack.profiles.source import read_items
from lorpack.profiles.validate import MAX_FINDINGS, validate
from lorpack.profiles.wording import error, shown

EXAMPLE = "- {on: 2027-06-01, writer: chen, event: asked}"

_MAX_PIECES = 20_000
_LONGEST_PROMISE = timedelta(days=366)
FIRST_ITEM: re.Pattern[bytes] = re.compile(rb"^( *)-(?=[ \t\r\n]|\Z)", re.MULTILINE)
_BETWEEN = re.compile(rb"[ \t]*#.*[^\x00-\x7f]|---[ \t\r]*\Z")
_UTF16 = (BOM_UTF16_LE, BOM_UTF16_BE)


@dataclass(frozen=True)
class Journal:
    """The entries that could be read, in the order of the file, and what is wrong with others.

    *is_read* is False when nothing could be taken out of a file that has errors: what happened is
    not known then, and must not pass for nothing.
    """

    entries: tuple[LogEntry, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether its entries can be relied on."""
        return bool(self.entries) or not errors_in(self.findings)


def read_journal(folder: Path, writers: Collection[str]) -> Journal:
    """The log of the application in *folder*; *writers* are the ids that entries may name."""
    if not is_there(folder / PROGRESS):
        slip = not_read(folder, PROGRESS)
        return Journal((), (slip,)) if slip else Journal()
    data = read_profile(folder, PROGRESS)
    return Journal((), (data,)) if isinstance(data, Finding) else parse_journal(data, writers)


def parse_journal(data: bytes, writers: Collection[str]) -> Journal:
    """The log that *data* holds.

    An entry that is wrong is left out and told, and all others are kept, also when a line in
    the middle is no YAML, or the last one breaks off (a power loss, with or without NUL bytes).
    """
    body = data if data.startswith(_UTF16) else data.removeprefix(BOM_UTF8).rstrip(b"\0")
    items, found = read_items(body, PROGRESS)
    told: list[Finding] = []
    if items is None:
        items, found, told = _in_pieces(body, found)
    elif items and not isinstance(items[-1].tree, dict) and not body.endswith(b"\n"):
        told.append(_torn(items.pop().place()))
    if (
        data.endswith(b"\0")
        and not body.endswith(b"\0")
        and not any(one.code == "LOR404" for one in told)
    ):
        told.append(_torn(_end_of(body)))
    bad = _struck(items, found)
    entries = []
    for item in items:
        entry, problems = _entry(item, writers)
        told += problems
        if entry and item.index not in bad:
            entries.append(entry)
    return Journal(tuple(entries), tuple(_few(found + told)))


def _in_pieces(
    body: bytes, whole: list[Finding]
) -> tuple[list[Item], list[Finding], list[Finding]]:
    """The items that are YAML when each is read alone, and what is wrong in and besides them.

    *whole* is what is wrong with the file; it stays when the file cannot be taken apart.
    """
    lines = body.split(b"\n")
    starts = [] if any(one.code == "LOR101" for one in whole) else _starts(body, lines)
    told = _between(lines, starts[0]) if starts else []
    pieces = list(zip(starts, [*starts[1:], len(lines)], strict=False))
    for (start, end), problems in _broken(lines, pieces):
        if end == len(lines) and lines[-1]:
            told.append(_torn(_line_place(lines[start], start)))
        else:
            told += problems
        # Empty lines in their stead keep every other place as it is.
        lines[start:end] = [b""] * (end - start)
    items, found = read_items(b"\n".join(lines), PROGRESS)
    return (items, found, told) if items is not None else ([], whole, [])


def _between(lines: list[bytes], first: int) -> list[Finding]:
    """Empty the *lines* that are part of no entry and cannot be read, and say why.

    A comment in another encoding, or a `---` below the *first* entry, costs no entry.
    """
    told: list[Finding] = []
    for index, line in enumerate(lines):
        if _BETWEEN.match(line) and not (line.startswith(b"---") and index < first):
            items, problems = read_items(b"- x\n" + line, PROGRESS)
            if items is None:
                told += [_lower(problem, index - 1) for problem in problems]
                lines[index] = b""
    return told


_Piece = tuple[int, int]


def _broken(
    lines: Sequence[bytes], pieces: Sequence[_Piece]
) -> Iterator[tuple[_Piece, list[Finding]]]:
    """Those of *pieces* that are no YAML alone, with what is wrong; halves first, as few are."""
    if not pieces:
        return
    start, end = pieces[0][0], pieces[-1][1]
    items, problems = read_items(b"\n".join(lines[start:end]), PROGRESS)
    if items is not None:
        return
    if len(pieces) == 1:
        lowered = [_lower(problem, start) for problem in problems]
        yield (_after_entry(lines, start, end), end), lowered
        return
    half = len(pieces) // 2
    yield from [*_broken(lines, pieces[:half]), *_broken(lines, pieces[half:])]


def _after_entry(lines: Sequence[bytes], start: int, end: int) -> int:
    """The line after the entry at *start*, when only what stands below it is no YAML; else *start*."""
    indent = _indent(lines[start])
    below = (
        at
        for at in range(start + 1, end)
        if lines[at].strip() and lines[at].lstrip()[:1] != b"#" and _indent(lines[at]) <= indent
    )
    after = next(below, end)
    items, _ = read_items(b"\n".join(lines[start:after]), PROGRESS)
    return start if items is None else after


def _indent(line: bytes) -> int:
    return len(line) - len(line.lstrip(b" "))


def _starts(body: bytes, lines: Sequence[bytes]) -> list[int]:
    """The lines that begin an item of the list; none when the file is not written that way."""
    first = FIRST_ITEM.search(body)
    if first is None:
        return []
    begin = re.compile(re.escape(first[1]) + rb"-(?=[ \t\r]|\Z)")
    starts = [index for index, line in enumerate(lines) if begin.match(line)]
    return starts if len(starts) <= _MAX_PIECES else []


def _lower(finding: Finding, lines: int) -> Finding:
    """*finding* that many *lines* further down."""
    return replace(finding, place=replace(finding.place, line=finding.place.line + lines))


def _torn(place: Place) -> Finding:
    message = "the last line breaks off; every line before it is kept"
    hint = "complete it, or delete it and record the event again"
    return Finding("LOR404", Severity.ERROR, message, place, hint)


def _end_of(body: bytes) -> Place:
    """The last line with text, where NUL bytes follow it."""
    text = body.rstrip(b"\r\n")
    return _line_place(text.rpartition(b"\n")[2], text.count(b"\n"))


def _line_place(line: bytes, index: int) -> Place:
    text = line.decode("utf-8", "replace").rstrip("\r")
    return Place(PROGRESS, index + 1, 1, max(1, len(text)), text)


def _struck(items: Sequence[Item], findings: Sequence[Finding]) -> set[int]:
    """The items in which reading found an error (a key twice, a hidden character)."""
    starts = [(place.line, place.column) for place in (item.place() for item in items)]
    places = [
        one.place for one in errors_in(findings) if not one.place.excerpt.lstrip().startswith("#")
    ]
    return {bisect_right(starts, (place.line, place.column)) - 1 for place in places}


def _entry(item: Item, writers: Collection[str]) -> tuple[LogEntry | None, list[Finding]]:
    """*item* as an entry, when it can be one, and what is wrong with it."""
    if not isinstance(item.tree, dict):
        what = f"`{shown(item.tree)}` is no entry" if item.tree else "this entry is empty"
        return None, [error("LOR131", what, f"write  {EXAMPLE}").at(item.place())]
    entry, findings = validate(Entry, item)
    if entry is None:
        return None, findings
    by, doubt = _promised(entry)
    if doubt:
        findings.append(doubt.at(item.place("by"), entry.writer))
    if entry.writer not in writers:
        return None, [*findings, _stranger(entry.writer, item, writers)]
    return LogEntry(
        entry.on, entry.writer, entry.event, item.place(), by, entry.how, entry.note or ""
    ), findings


def _promised(entry: Entry) -> tuple[date | None, Notice | None]:
    """The day that the writer named, when it can be used, and what is odd about it."""
    day = entry.by
    if day is None:
        return None, None
    if entry.event is not Event.AGREED:
        message = f"`by` says nothing with `{entry.event}`, and is not used"
        hint = "delete `by`; the day on which it happened is `on`"
        return None, Notice("LOR406", message, hint)
    if day < entry.on:
        message = f"`by` {day} is before the yes itself ({entry.on}), and is not used"
        return None, Notice("LOR406", message, "correct one of the two days")
    if day - entry.on > _LONGEST_PROMISE:
        message = f"`by` {day} is more than a year after the yes ({entry.on})"
        return day, Notice("LOR406", message, "correct the year, if it is a slip")
    return day, None


def _stranger(name: str, item: Item, writers: Collection[str]) -> Finding:
    near = close(name, sorted(writers))
    guess = f"did you mean `{near}`? " if near else ""
    hint = f"{guess}writers: {', '.join(sorted(writers)) or 'none'}"
    message = f"there is no letter writer `{name}`, so this entry does not count"
    return Notice("LOR405", message, hint).at(item.place("writer"))


def _few(findings: list[Finding]) -> list[Finding]:
    """*findings* in the order of the file, no more than anyone reads."""
    ordered = sorted(findings, key=lambda finding: finding.sort_key)
    if len(ordered) > MAX_FINDINGS:
        more = len(ordered) - MAX_FINDINGS + 1
        notice = error("LOR131", f"and {more} more problems", "correct the first ones")
        ordered[MAX_FINDINGS - 1 :] = [notice.at(Place(PROGRESS))]
    return ordered
