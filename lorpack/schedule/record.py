"""Appending to ``progress.yaml``: one line an event, and nothing that stands there is touched."""

import re
from pathlib import Path

from lorpack.errors import InputError, OutputError, UsageError
from lorpack.files import write_atomic
from lorpack.findings import Finding, Place, errors_in
from lorpack.locking import locked
from lorpack.profiles.folders import PROGRESS, read_profile
from lorpack.profiles.journal import parse_journal
from lorpack.profiles.progress import Entry, LogEntry
from lorpack.schedule.standing import Standing, refusal, standing

_HEAD = (
    "# What happened with each letter, one line an event. `lorpack track` adds a line;\n"
    "# you may correct what stands here.\n"
)
_ITEM = re.compile(rb"^([ \t]*)-[ \t]", re.MULTILINE)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .;()/+-]*[A-Za-z0-9.)]")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def record(folder: Path, entry: Entry, *, backup: bool = False) -> tuple[Standing, bool]:
    """Append *entry* to the log of the application in *folder*, under a lock, atomically.

    Gives where the letter stands now, and whether a line was written: not when the very same
    line is the writer's last one. Raises UsageError when the event is not possible, InputError
    when the file cannot be added to, OutputError when it cannot be written.
    """
    with locked(folder / ".lorpack" / "progress.lock"):
        before = _read(folder)
        journal = parse_journal(before, {entry.writer})
        if journal.torn:
            place = next(one.place for one in journal.findings if one.code == "LOR404")
            raise InputError(
                f"{place}: the last line was not written to its end",
                f"complete or delete line {place.line}, then repeat the command",
            )
        broken = [one for one in errors_in(journal.findings) if one.code != "LOR405"]
        if broken and not journal.entries:
            raise InputError(f"{broken[0].place}: {broken[0].message}", broken[0].hint)
        new = LogEntry(
            entry.on, entry.writer, entry.event, Place(PROGRESS), entry.by, entry.how,
            entry.note or "",
        )  # fmt: skip
        now = standing(entry.writer, journal.entries, backup)
        if now.history and _same(now.history[-1], new):
            return now, False
        if why := refusal(now, new):
            raise UsageError(
                f"`{entry.event}` is not possible for {entry.writer}: {why}", _way(now)
            )
        data = _with_line(before, _line(entry))
        after = parse_journal(data, {entry.writer})
        if [*map(_told, after.entries)] != [*map(_told, (*journal.entries, new))]:
            raise InputError(
                f"{PROGRESS} is written in a way that a line cannot be added to",
                "write it as a list, one entry a line:  - {on: …, writer: …, event: …}",
            )
        _write(folder / PROGRESS, data)
        return standing(entry.writer, after.entries, backup), True


def _read(folder: Path) -> bytes:
    path = folder / PROGRESS
    if not path.exists() and not path.is_symlink():
        return _HEAD.encode()
    data = read_profile(folder, PROGRESS)
    if isinstance(data, Finding):
        raise InputError(data.message, data.hint)
    return data


def _write(path: Path, data: bytes) -> None:
    if path.is_symlink():
        raise OutputError(f"{path} is a link", "put the file itself there")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    write_atomic(path, data, mode)


def _with_line(before: bytes, line: str) -> bytes:
    end = b"\r\n" if b"\r\n" in before else b"\n"
    item = _ITEM.search(before)
    indent = item[1] if item else b""
    joined = before if not before or before.endswith(b"\n") else before + end
    return joined + indent + line.encode() + end


def _line(entry: Entry) -> str:
    parts = [f"on: {entry.on}", f"writer: {_scalar(entry.writer)}", f"event: {entry.event}"]
    parts += [f"by: {entry.by}"] if entry.by else []
    parts += [f"how: {entry.how}"] if entry.how else []
    parts += [f"note: {_scalar(entry.note)}"] if entry.note else []
    return "- {" + ", ".join(parts) + "}"


def _scalar(text: str) -> str:
    """*text* plain where that is safe, else in single quotes, which know one escape only."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return "'" + text.replace("'", "''") + "'"


def _same(one: LogEntry, other: LogEntry) -> bool:
    return _told(one) == _told(other)


def _told(one: LogEntry) -> tuple[object, ...]:
    return (one.on, one.writer, one.event, one.by, one.how, one.note)


def _way(now: Standing) -> str:
    if not now.history:
        return "record what came before it first, with --on and its day"
    last = now.history[-1]
    return (
        f"the last entry is `{last.event}` on {last.on}; if it is a mistake:"
        f" `lorpack track {now.writer} undone`"
    )
