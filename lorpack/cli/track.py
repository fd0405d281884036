"""``lorpack track``: record what happened with a letter, as one line in ``progress.yaml``."""

import shlex
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words, nearest
from lorpack.cli.options import IN, shown, today_option
from lorpack.errors import InputError, UsageError

if TYPE_CHECKING:
    from lorpack.profiles.writer import Writer
    from lorpack.schedule.standing import Standing

EVENTS = (
    "introduced", "feedback_asked", "goals_shared", "asked", "followed_up", "agreed", "hesitant",
    "declined", "wants_draft", "answered", "packet_sent", "reminded", "checked", "uploaded", "thanked",
    "card_sent", "assigned", "interviews_told", "match_told", "milestone_told",
    "update_requested", "backup", "withdrawn", "reopened", "undone",
)  # fmt: skip
WAYS = ("in_person", "video", "phone", "email")

_DAY = click.DateTime(["%Y-%m-%d"])


class _Names(Words):
    """Words that may be typed with - where they are written with _."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(str(value).replace("-", "_").lower(), param, ctx)


@click.command(cls=Command)
@click.argument("writer")
@click.argument("event", type=_Names(EVENTS), metavar="EVENT")
@click.argument("path", type=IN, default=Path(), metavar="[PATH]")
@click.option("--on", type=_DAY, metavar="DATE", help="The day it happened.  [default: today]")
@click.option("--by", type=_DAY, metavar="DATE", help="With agreed: the day the writer named.")
@click.option("--how", type=_Names(WAYS), help="How it was said.")
@click.option("--note", default="", metavar="TEXT", help="A line for yourself; never printed.")
@today_option
def command(
    writer: str,
    event: str,
    path: Path,
    on: datetime | None,
    by: datetime | None,
    how: str | None,
    note: str,
    today: date,
) -> None:
    """Record that EVENT happened with the letter of WRITER.

    WRITER is the name of the file in writers/ without .yaml, PATH the application (default:
    the current folder). One line is added to progress.yaml; what stands there stays as it is.

    \b
    Events, about in the order in which they happen:
      before the ask   introduced feedback-asked goals-shared backup
      the ask          asked followed-up update-requested
      the answer       agreed hesitant wants-draft declined
      waiting          packet-sent reminded checked
      the letter       uploaded assigned
      afterwards       thanked card-sent interviews-told match-told milestone-told
      a change         withdrawn reopened undone (takes the last entry back)

    \b
    Examples:
      lorpack track chen asked --how in-person
      lorpack track chen agreed --by 2027-08-20
      lorpack track chen uploaded jane-doe --on 2027-08-18 --note "seen in the portal"
      lorpack track chen undone
    """
    from lorpack.findings import Place
    from lorpack.profiles.folders import PROGRESS
    from lorpack.profiles.progress import Event, How, LogEntry
    from lorpack.schedule.record import NotPossible, record

    folder = _application(path)
    ids, known = _writers(folder, writer)
    backup, promised = (known.backup, known.letter.agreed_by) if known else (False, None)
    day = on.date() if on else today
    named = by.date() if by else None
    _check_days(event, day, named, today)
    entry = LogEntry(
        day, writer, Event(event), Place(PROGRESS), named, How(how) if how else None, note.strip()
    )
    try:
        recorded = record(folder, entry, ids, backup=backup, promised=promised)
    except NotPossible:
        if known:
            raise
        raise _unknown(folder, writer, event) from None
    if recorded.line:
        console.out(console.plain(recorded.line))
    _close(recorded.standing, entry.event, day, folder, is_new=bool(recorded.line))


def _application(path: Path) -> Path:
    from lorpack.profiles.load import find_applications

    folders = find_applications([path])
    if len(folders) > 1:
        message = f"{shown(path)} holds {len(folders)} applications, and the entry is for one"
        raise UsageError(message, f"name it: lorpack track WRITER EVENT {shown(folders[0])}")
    return folders[0].resolve()


def _writers(folder: Path, writer: str) -> "tuple[list[str], Writer | None]":
    """The ids of the letter writers, and the profile of *writer*; None when it has errors."""
    from lorpack.profiles.load import load
    from lorpack.profiles.roster import roster

    entries, findings = roster(folder)
    ids = [one.id for one in entries]
    if writer not in ids:
        for finding in findings:
            if finding.code == "LOR102":
                raise InputError(finding.message, finding.hint)
        guess = nearest(writer, ids)
        there = f"there are: {', '.join(ids) or 'none'}"
        raise UsageError(f"no letter writer has the id `{writer}`", guess or there)
    application = load(folder).application
    writers = application.writers if application else ()
    return ids, next((one.profile for one in writers if one.id == writer), None)


def _unknown(folder: Path, writer: str, event: str) -> InputError:
    """The error for what may be possible by a profile that cannot be read."""
    from lorpack.findings import errors_in
    from lorpack.profiles.load import load

    errors = errors_in(load(folder).findings)
    about = {error.writer: error.place.file for error in reversed(errors)}
    file = about.get(writer) or about.get("") or f"writers/{writer}.yaml"
    message = f"{file} has errors, and without it `{event}` is not possible"
    return InputError(message, "`lorpack check` shows them; correct them, then repeat")


def _check_days(event: str, on: date, by: date | None, today: date) -> None:
    if on > today:
        raise UsageError(f"{on} is still to come", "record it on the day it happens, or after")
    if by and event != "agreed":
        raise UsageError("--by goes with `agreed` only", "the day it happened is --on")
    if by and by < on:
        raise UsageError(f"--by {by} is before the yes itself ({on})", "correct one of the days")


def _close(now: "Standing", event: str, day: date, folder: Path, *, is_new: bool) -> None:
    from lorpack.schedule.standing import in_words

    state = f"{now.writer} {in_words(now)}"
    there = f"`{event}` on {day} is recorded already, nothing was written"
    console.closing(
        f"recorded: {state}" if is_new else f"{there}: {state}", then=_next(now, folder)
    )


_THEN = {
    "identified": "the request: `lorpack messages{at} -w {id} -k request`",
    "backup": "keep on with the others; `lorpack track {id} asked{at}` when you ask after all",
    "asked": "`lorpack track {id} agreed{at} --by DATE` when they say yes",
    "update_requested": "`lorpack track {id} agreed{at} --by DATE` when they say yes",
    "hesitant": "release them kindly: `lorpack messages{at} -w {id} -k reply_hesitant`",
    "wants_draft": "offer the facts instead: `lorpack messages{at} -w {id} -k reply_draft`",
    "agreed": "send the packet: `lorpack messages{at} -w {id} -k {packet}`",
    "packet_sent": "look into the portal once a week: `lorpack track {id} checked{at}`",
    "uploaded": "say thanks: `lorpack messages{at} -w {id} -k thanks`",
    "declined": "thank them: `lorpack messages{at} -w {id} -k reply_declined`; ask another writer",
    "withdrawn": "ask another writer",
}


def _next(now: "Standing", folder: Path) -> str:
    where = shown(folder)
    at = "" if where == "." else f" {shlex.quote(where)}"
    if now.thanked:
        return f"`lorpack today{at}` shows what is due"
    if now.history and now.history[-1].event == "answered":
        return f"`lorpack today{at}` shows what is due"
    spoken = now.asked_how is not None and now.asked_how != "email"
    packet = "after_yes_in_person" if spoken else "packet"
    return _THEN[now.stage].format(id=now.writer, at=at, packet=packet)
