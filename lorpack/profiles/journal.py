"""Reading ``progress.yaml``: every entry that is right, and a finding for every one that is not."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from lorpack.findings import Finding, Place, Severity, errors_in
from lorpack.profiles.fields import Model
from lorpack.profiles.folders import PROGRESS, read_profile
from lorpack.profiles.positions import YamlSource
from lorpack.profiles.progress import Entry, Event, LogEntry
from lorpack.profiles.shape import close
from lorpack.profiles.source import ENTRIES, read_list
from lorpack.profiles.validate import validate

_ENTRY_START = re.compile(rb"^[ \t]*-(?=[ \t\r\n]|\Z)", re.MULTILINE)


class _Entries(Model):
    """The whole file, as a model."""

    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Journal:
    """What ``progress.yaml`` holds. *torn* when its end was lost and had to be left out."""

    entries: tuple[LogEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    torn: bool = False


def read_journal(folder: Path, writers: Collection[str]) -> Journal:
    """The log of the application in *folder*, whose writers have the ids *writers*."""
    if not (folder / PROGRESS).exists() and not (folder / PROGRESS).is_symlink():
        return Journal()
    data = read_profile(folder, PROGRESS)
    if isinstance(data, Finding):
        return Journal(findings=(data,))
    return parse_journal(data, writers)


def parse_journal(data: bytes, writers: Collection[str]) -> Journal:
    """The log in *data*. An entry that is wrong is left out, the others are kept.

    When the end was torn off in the middle of a line (a power loss), it is told, and every
    entry before it is kept.
    """
    whole = data.rstrip(b"\0")
    source, findings = read_list(whole, PROGRESS)
    if source is not None:
        kept, wrong = _entries(source, writers)
        torn = [_torn(data, len(whole))] if whole != data else []
        return Journal(kept, (*findings, *wrong, *torn), bool(torn))
    starts = [found.start() for found in _ENTRY_START.finditer(whole)]
    before, about = read_list(whole[: starts[-1]], PROGRESS) if starts else (None, [])
    if before is None:
        return Journal(findings=tuple(findings))
    kept, wrong = _entries(before, writers)
    return Journal(kept, (*about, *wrong, _torn(whole, starts[-1])), torn=True)


def _torn(data: bytes, start: int) -> Finding:
    line = data.count(b"\n", 0, start) + 1
    last = data[data.rfind(b"\n", 0, start) + 1 :].split(b"\n")[0].replace(b"\0", b"")
    excerpt = last.decode("utf-8", "replace")
    place = Place(PROGRESS, line, 1, max(1, len(excerpt)), excerpt)
    message = "this last line was not written to its end, and is left out"
    hint = "complete the line or delete it; every line before it is kept"
    return Finding("LOR404", Severity.ERROR, message, place, hint)


def _entries(
    source: YamlSource, writers: Collection[str]
) -> tuple[tuple[LogEntry, ...], list[Finding]]:
    _, findings = validate(_Entries, source)
    kept = []
    for index, item in enumerate(source.tree[ENTRIES]):
        place = source.place(ENTRIES, index)
        try:
            entry = Entry.model_validate({k: v for k, v in item.items() if v is not None})
        except (AttributeError, ValidationError):
            continue  # What is wrong with it is among the findings already.
        wrong = _wrong(entry, source, index, writers)
        findings += wrong
        if not errors_in(wrong):
            kept.append(
                LogEntry(
                    entry.on,
                    entry.writer,
                    entry.event,
                    place,
                    entry.by,
                    entry.how,
                    entry.note or "",
                )
            )
    return tuple(kept), findings


def _wrong(entry: Entry, source: YamlSource, index: int, writers: Collection[str]) -> list[Finding]:
    """What one entry says that cannot be."""
    found = []
    if entry.writer not in writers:
        near = close(entry.writer, sorted(writers))
        hint = f"did you mean `{near}`?" if near else "use the name of a file in writers/"
        message = f"there is no writer `{entry.writer}`; this entry does not count"
        place = source.place(ENTRIES, index, "writer")
        found.append(Finding("LOR405", Severity.ERROR, message, place, hint))
    if entry.by and entry.event is not Event.AGREED:
        message = "`by` is the day the writer named, so it goes with `agreed`"
        place = source.place(ENTRIES, index, "by")
        hint = "delete it, or correct the event"
        found.append(Finding("LOR406", Severity.WARNING, message, place, hint))
    elif entry.by and entry.by < entry.on:
        message = f"the letter is promised for {entry.by}, before the promise on {entry.on}"
        place = source.place(ENTRIES, index, "by")
        found.append(Finding("LOR406", Severity.WARNING, message, place, "correct one of the days"))
    return found
