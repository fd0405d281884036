"""``lorpack track``: record that something happened with a letter."""

from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words
from lorpack.cli.options import shown, today_option
from lorpack.errors import ExitCode, InputError, UsageError

EVENTS = (
    "introduced", "feedback_asked", "goals_shared", "asked", "followed_up", "agreed", "hesitant",
    "declined", "wants_draft", "packet_sent", "reminded", "checked", "uploaded", "thanked",
    "card_sent", "assigned", "interviews_told", "match_told", "milestone_told",
    "update_requested", "backup", "withdrawn", "reopened", "undone",
)  # fmt: skip

_DAY = click.DateTime(["%Y-%m-%d"])


class _Event(Words):
    """An event, typed with - or with _."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        return super().convert(str(value).replace("-", "_"), param, ctx)


@click.command(cls=Command)
@click.argument("writer")
@click.argument("event", type=_Event(EVENTS, case_sensitive=False))
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--on", type=_DAY, metavar="DATE", help="The day it happened; today when left out.")
@click.option("--by", type=_DAY, metavar="DATE", help="With agreed: the day the writer named.")
@click.option(
    "--how",
    type=Words(["in_person", "video", "phone", "email"]),
    help="With asked: how you asked.",
)
@click.option("--note", metavar="TEXT", help="A line for yourself; it is never printed.")
@today_option
def command(
    writer: str, event: str, path: Path | None, on: Any, by: Any, how: str | None,
    note: str | None, today: date,
) -> ExitCode:  # fmt: skip
    """Record that EVENT happened with the letter of WRITER, in progress.yaml.

    PATH is the application; the current folder when left out. One line is added, and nothing
    that stands in the file is changed. Events, in the order in which they usually come:

    \b
      before the ask    introduced  feedback_asked  goals_shared  backup
      the ask           asked  followed_up  update_requested
      the answer        agreed (--by DATE)  hesitant  declined  wants_draft
      waiting           packet_sent  checked  reminded
      the letter is in  uploaded  thanked  card_sent  assigned
      later             interviews_told  match_told  milestone_told
      otherwise         withdrawn  reopened  undone (takes the last one back)

    \b
    Examples:
      lorpack track chen asked --how in_person
      lorpack track chen agreed --by 2027-08-20
      lorpack track chen uploaded jane-doe --on 2027-08-18
      lorpack track chen undone
    """
    from lorpack.profiles.load import load
    from lorpack.schedule.record import record

    folder = _folder(path or Path())
    loaded = load(folder.resolve())
    if loaded.application is None:
        raise InputError(f"{shown(folder)} has errors", "`lorpack check` shows them")
    day = on.date() if on else today
    if day > today:
        raise UsageError(f"{day} is still to come", "--on takes the day on which it happened")
    if by and event != "agreed":
        raise UsageError("--by goes with `agreed`", "leave it out, or record `agreed`")
    profile = next((one for one in loaded.application.writers if one.id == writer), None)
    if profile is None:
        raise _unknown(writer, [one.id for one in loaded.application.writers], loaded.broken)
    entry = _entry(day, writer, event, by.date() if by else None, how, note)
    now, written = record(folder.resolve(), entry, backup=profile.profile.backup)
    if not written:
        console.closing(f"{writer}: {event} on {day} is recorded already", then=_next(now, folder))
        return ExitCode.DONE
    console.closing(f"{writer}: {event} on {day}; the letter is now {_said(now.stage)}",
                    then=_next(now, folder))  # fmt: skip
    return ExitCode.DONE


def _folder(path: Path) -> Path:
    from lorpack.profiles.load import find_applications

    found = find_applications([path])
    if len(found) != 1:
        raise UsageError(
            f"{shown(path)} holds {len(found)} applications",
            f"name one: lorpack track WRITER EVENT {shown(found[0])}",
        )
    return found[0]


def _unknown(writer: str, ids: list[str], broken: tuple[str, ...]) -> UsageError:
    if writer in broken:
        return UsageError(f"writers/{writer}.yaml has errors", "`lorpack check` shows them")
    close = get_close_matches(writer, ids, 1)
    hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(ids) or 'none'}"
    return UsageError(f"no letter writer has the id `{writer}`", hint)


def _entry(
    day: date, writer: str, event: str, by: date | None, how: str | None, note: str | None
) -> Any:
    from pydantic import ValidationError

    from lorpack.profiles.decoding import suspects
    from lorpack.profiles.progress import Entry

    if note and next(suspects(note), None):
        raise UsageError("the note holds a hidden character", "type it again without it")
    try:
        return Entry.model_validate(
            {
                "on": day,
                "writer": writer,
                "event": event,
                "by": by,
                "how": how,
                "note": note or None,
            }
        )
    except ValidationError:
        raise UsageError(
            "the note must be one line of at most 300 characters", "shorten it"
        ) from None


def _said(stage: str) -> str:
    return {
        "packet_sent": "agreed to, and the packet is sent", "agreed": "agreed to",
        "update_requested": "asked for anew", "wants_draft": "waiting for your answer (a draft)",
        "hesitant": "uncertain", "backup": "in reserve",
    }.get(stage, stage)  # fmt: skip


_KINDS = {
    "hesitant": "reply_hesitant", "wants_draft": "reply_draft", "agreed": "packet",
    "uploaded": "thanks", "declined": "reply_declined",
}  # fmt: skip


def _next(now: Any, folder: Path) -> str:
    kind = _KINDS.get(now.stage)
    if kind is None or (now.stage == "uploaded" and now.thanked):
        return f"`lorpack today {shown(folder)}` says what is due"
    return f"`lorpack messages {shown(folder)} -w {now.writer} -k {kind}` writes the words for it"
