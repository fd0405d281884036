"""``lorpack messages``: the words of every moment, as drafts; nothing is sent."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words
from lorpack.cli.check import print_text
from lorpack.cli.options import (
    format_option,
    here_if_empty,
    output_option,
    paths_argument,
    shown,
    strict_option,
    today_option,
)
from lorpack.cli.verdict import code_of_check
from lorpack.errors import ExitCode, UsageError
from lorpack.findings import Finding, errors_in

if TYPE_CHECKING:
    from lorpack.batch.mail_model import Drafted, MailResult
    from lorpack.messages.applicable import Reasons
    from lorpack.profiles.application import Application, LetterWriter
    from lorpack.schedule.standing import Standing

KINDS = (
    "introduction", "feedback_questions", "goals", "ask_in_person", "request", "update_request",
    "second_version", "backup_request", "follow_up", "reply_hesitant", "reply_declined",
    "reply_draft", "after_yes_in_person", "packet", "assistant_note", "reminder",
    "final_reminder", "overdue", "final_check_in", "thanks", "thanks_card", "interview_update",
    "match_update", "milestone_update",
)  # fmt: skip


@click.command(cls=Command)
@paths_argument
@click.option(
    "-k",
    "--kind",
    "kinds",
    type=Words(KINDS),
    multiple=True,
    metavar="KIND",
    help="Only this message; repeatable.",
)
@click.option("-w", "--writer", "writers", multiple=True, metavar="ID", help="Only this writer.")
@click.option("--due", is_flag=True, help="Only what is due today or late.")
@click.option("--all", "everything", is_flag=True, help="Every message, needed or not.")
@click.option("--note", default="", metavar="TEXT", help="Your own news, for an update.")
@click.option("--force", is_flag=True, help="Write over drafts that you have changed, too.")
@output_option
@today_option
@strict_option
@format_option
def command(
    paths: Sequence[Path],
    kinds: tuple[str, ...],
    writers: tuple[str, ...],
    due: bool,
    everything: bool,
    note: str,
    force: bool,
    output: Path,
    today: date,
    strict: bool,
    style: str,
) -> ExitCode:
    """Write the messages that each letter still needs, as drafts to read, change and send.

    Emails come as text, HTML and an .eml draft with the packet attached where it belongs;
    scripts and cards as text and HTML. What the profile does not record is not said. A draft
    that you have changed is never written over.

    \b
    Kinds, in the order of a season:
      introduction feedback_questions goals ask_in_person request update_request
      second_version backup_request follow_up reply_hesitant reply_declined reply_draft
      after_yes_in_person packet assistant_note reminder final_reminder overdue
      final_check_in thanks thanks_card interview_update match_update milestone_update

    \b
    Examples:
      lorpack messages
      lorpack messages jane-doe -w chen -k request
      lorpack messages -k match_update --note "I will train at Harbor Hospital."
    """
    if sum((bool(kinds), due, everything)) > 1:
        raise UsageError("--kind, --due and --all exclude each other", "choose one of them")
    from lorpack.batch.mail import write_messages
    from lorpack.batch.mail_model import MailRequest
    from lorpack.messages.applicable import applicable
    from lorpack.messages.catalogue import Kind
    from lorpack.profiles.load import find_applications

    folders = [folder.resolve() for folder in find_applications(here_if_empty(paths))]
    request = MailRequest(
        output,
        today,
        tuple(Kind(kind) for kind in kinds),
        writers,
        everything,
        force,
        note,
        _due if due else applicable,
    )
    results = write_messages(folders, request)
    if style == "json":
        console.out_json({"applications": [_values(result) for result in results]})
    else:
        _print(results)
    _close(results)
    return _code(results, strict=strict)


def _due(
    application: "Application", writer: "LetterWriter", _standing: "Standing", today: date
) -> "Reasons":
    from lorpack.messages.applicable import due_kinds
    from lorpack.schedule.agenda import agenda

    return due_kinds(agenda(application, today), application, writer, today)


def _print(results: Sequence["MailResult"]) -> None:
    print_text({result.folder: list(result.findings) for result in results})
    for result in results:
        for index, drafted in enumerate(result.drafted):
            message = drafted.message
            before = result.drafted[index - 1].message.writer if index else ""
            if message.writer != before:
                name = console.plain(f"{result.folder.name}/{message.writer}")
                console.out(f"{name}: {message.choice.title}, because {message.choice.reason}")
            console.out(f"  {_line(drafted)}")


def _line(drafted: "Drafted") -> str:
    names = "+".join(path.suffix[1:] for path, _ in drafted.files)
    kept = [path.name for path, outcome in drafted.files if outcome == "kept"]
    path = shown(drafted.files[0][0].with_suffix(""))
    left = f"; you changed {', '.join(kept)}, which stays" if kept else ""
    return f"{path}.{names}  {drafted.why}{left}"


def _close(results: Sequence["MailResult"]) -> None:
    drafted = [one for result in results for one in result.drafted]
    files = Counter(str(outcome) for one in drafted for _, outcome in one.files)
    counted = ", ".join(
        f"{files[name]} {name}" for name in ("written", "unchanged", "kept") if files[name]
    )
    did = f"messages: {len(drafted)}; files: {counted or 'none'}"
    undone = [
        f"{r.folder.name}/{name} (its profile has errors)" for r in results for name in r.broken
    ]
    undone += [f"{r.folder.name} (see its findings)" for r in results if _unusable(r)]
    then = "read each aloud before you send it; lorpack sends nothing"
    console.closing(
        did, "; ".join(undone), then if drafted else "`lorpack timeline` shows what comes"
    )


def _unusable(result: "MailResult") -> bool:
    return not result.drafted and bool(errors_in(result.findings))


def _code(results: Sequence["MailResult"], *, strict: bool) -> ExitCode:
    from lorpack.batch.mail_model import UNWRITTEN

    found: list[Finding] = [finding for result in results for finding in result.findings]
    if any(finding.code == UNWRITTEN for finding in found):
        return ExitCode.OUTPUT
    code = code_of_check(found, strict=strict)
    return ExitCode.FINDINGS if code is ExitCode.DONE and any(r.broken for r in results) else code


def _values(result: "MailResult") -> dict[str, Any]:
    return {
        "path": shown(result.folder),
        "messages": [_message(one) for one in result.drafted],
        "findings": [finding.as_dict() for finding in result.findings],
        "left_out": list(result.broken),
    }


def _message(drafted: "Drafted") -> dict[str, Any]:
    message = drafted.message
    return {
        "writer": message.writer,
        "kind": str(message.kind),
        "form": str(message.entry.form),
        "variant": message.choice.title,
        "reason": message.choice.reason,
        "why": drafted.why,
        "to": message.email,
        "subject": message.subject,
        "packet": message.packet,
        "files": [{"path": shown(path), "outcome": str(o)} for path, o in drafted.files],
    }
