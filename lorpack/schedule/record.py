"""Adding a line to ``progress.yaml``; what stands there is never rewritten."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lorpack.errors import InputError, UsageError
from lorpack.files import flush_folder, write_atomic
from lorpack.findings import Finding, Place, errors_in
from lorpack.locking import locked
from lorpack.profiles.folders import PROGRESS, is_there, read_profile
from lorpack.profiles.journal import EXAMPLE, FIRST_ITEM, Journal, parse_journal
from lorpack.profiles.progress import LogEntry
from lorpack.schedule.standing import Standing, refusal, repeats, standing

LOCK = ".lorpack/progress.lock"


class NotPossible(UsageError):
    """The entry is refused where the letter stands."""


@dataclass(frozen=True)
class Recorded:
    """Where the letter stands now, and the *line* that was added (empty: it was there before)."""

    standing: Standing
    line: str = ""


def record(
    folder: Path,
    entry: LogEntry,
    writers: Collection[str],
    *,
    backup: bool = False,
    promised: date | None = None,
) -> Recorded:
    """Add *entry* to the log of the application in *folder*, as one line.

    *writers* are the ids of its letter writers, *backup* whether this one is kept in reserve,
    *promised* the day that the profile has for the letter.
    Raises NotPossible when the letter does not stand where the entry is possible, UsageError for
    a note that is no line, InputError when the file is not one that a line can be added to,
    OutputError when it cannot be written.
    """
    line = _line(entry)
    _readable(entry, line)
    with locked(folder / LOCK):
        data = _read(folder)
        journal = parse_journal(data, writers)
        _refuse_torn(journal)
        if not journal.is_read:  # With one entry more it would pass for a log.
            raise _no_room(data, journal)
        longer = _with_line(data, line)
        entries = parse_journal(longer, writers).entries
        if not _is_one_more(entries, journal.entries, entry):
            raise _no_room(data, journal)
        now = standing(entry.writer, journal.entries, backup, promised)
        if repeats(now, entry):
            return Recorded(now)
        if no := refusal(now, entry):
            raise NotPossible(no.reason, _way_out(now, no.remedy))
        _write(folder, longer)
        return Recorded(standing(entry.writer, entries, backup, promised), line)


def _line(entry: LogEntry) -> str:
    parts = {"on": str(entry.on), "writer": _id(entry.writer), "event": str(entry.event)}
    parts |= {"by": str(entry.by)} if entry.by else {}
    parts |= {"how": str(entry.how)} if entry.how else {}
    # A JSON string is a YAML text, whatever it holds.
    parts |= {"note": json.dumps(entry.note, ensure_ascii=False)} if entry.note else {}
    return f"- {{{', '.join(f'{key}: {value}' for key, value in parts.items())}}}"


def _id(writer: str) -> str:
    return '"null"' if writer == "null" else writer


def _readable(entry: LogEntry, line: str) -> None:
    """Raise UsageError when *line* would not be read back as *entry*: a note that is no line."""
    try:
        read = parse_journal(line.encode(), {entry.writer})
    except UnicodeEncodeError:
        raise UsageError("the note is not valid text", "type it again") from None
    if not _is_one_more(read.entries, (), entry):
        hint = "a note is plain text on one line, at most 300 characters"
        raise UsageError(read.findings[0].message, hint)


def _is_one_more(
    entries: tuple[LogEntry, ...], before: tuple[LogEntry, ...], entry: LogEntry
) -> bool:
    *old, new = entries or (None,)
    return tuple(old) == before and new is not None and replace(new, place=entry.place) == entry


def _read(folder: Path) -> bytes:
    if not is_there(folder / PROGRESS):
        return b""
    data = read_profile(folder, PROGRESS)
    if isinstance(data, Finding):
        raise InputError(data.message, data.hint)
    return data


def _refuse_torn(journal: Journal) -> None:
    """Raise InputError when the last line breaks off: a new one would be glued to it."""
    for finding in journal.findings:
        if finding.code == "LOR404":
            hint = f"nothing was written; delete line {finding.place.line} or complete it"
            raise InputError(f"{finding.place}: the last line breaks off", hint)


def _way_out(now: Standing, remedy: str) -> str:
    if not now.history:
        return remedy
    last = now.history[-1]
    undo = f"`lorpack track {now.writer} undone` takes back `{last.event}` on {last.on}"
    return f"{remedy}; {undo}"


def _with_line(data: bytes, line: str) -> bytes:
    """*data* and one line more, in the manner of the file: its line ends and its indentation."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    first = FIRST_ITEM.search(data)
    indent = first[1] if first else b""
    gap = end if data and not data.endswith(b"\n") else b""
    return data + gap + indent + line.encode() + end


def _no_room(data: bytes, journal: Journal) -> InputError:
    """The error for a file that is no list of lines; nothing was written."""
    if errors := errors_in(journal.findings):
        return InputError(f"{errors[0].place}: {errors[0].message}", errors[0].hint)
    lines = data.splitlines()
    text = (at for at, one in enumerate(lines, 1) if one.strip() and not one.startswith(b"#"))
    place = Place(PROGRESS, next(text, 1), 1)
    message = f"{place}: no line can be added to a file that is written this way"
    return InputError(message, f"nothing was written; save it as UTF-8 lines like {EXAMPLE}")


def _write(folder: Path, data: bytes) -> None:
    path = (folder / PROGRESS).resolve()  # A link inside the folder stays one.
    write_atomic(path, data, path.stat().st_mode & 0o777 if is_there(path) else 0o600)
    flush_folder(path.parent)
