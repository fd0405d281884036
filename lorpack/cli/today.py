"""``lorpack today``: what to do today and this week, and what is late."""

import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from lorpack.cli import console
from lorpack.cli.base import Command
from lorpack.cli.options import format_option, here_if_empty, paths_argument, shown, today_option
from lorpack.cli.overviews import code_of, overviews, tell_broken, tell_missing
from lorpack.errors import ExitCode
from lorpack.schedule.overview import Overview, Task, Urgency

_Item = tuple[Path, Task]


@click.command(cls=Command)
@paths_argument
@format_option
@today_option
def command(paths: Sequence[Path], style: str, today: date) -> ExitCode:
    """Show what to do today and in the next seven days, and what is late.

    Each thing comes with the commands that write its message and record that it is done.
    Nothing is sent.

    \b
    Examples:
      lorpack today
      lorpack today jane-doe --today 2027-08-13
      lorpack today class-of-2028 --format json
    """
    from lorpack.profiles.folders import find_applications

    found = list(overviews(find_applications(here_if_empty(paths)), today))
    items = _in_order(found)
    if style == "json":
        tasks = [_tree(folder, task) for folder, task in items]
        missing = {one.id: list(one.missing) for _, one in found if one.missing}
        console.out_json({"today": str(today), "tasks": tasks, "missing": missing})
    elif items:
        console.out("\n\n".join(_part(items, urgency) for urgency in _present(items)))
    if len(found) == 1:
        tell_missing(found)
    undone = tell_broken(found)
    then = "do the first, and record it with its `lorpack track` line" if items else ""
    console.closing(_counts(items, len(found)), undone, then or "`lorpack timeline` shows the rest")
    return code_of(found)


def _in_order(found: Sequence[tuple[Path, Overview]]) -> list[_Item]:
    items = [(folder, task) for folder, one in found for task in one.tasks]
    order = list(Urgency)
    return sorted(items, key=lambda item: (order.index(item[1].urgency), item[1].day))


def _present(items: Sequence[_Item]) -> list[Urgency]:
    return [one for one in Urgency if any(task.urgency is one for _, task in items)]


def _counts(items: Sequence[_Item], applications: int) -> str:
    parts = [f"{sum(task.urgency is one for _, task in items)} {one}" for one in _present(items)]
    where = f"in {console.count(applications, 'application')}"
    return f"{', '.join(parts) or 'nothing to do this week'} {where}"


def _part(items: Sequence[_Item], urgency: Urgency) -> str:
    from lorpack.report import clean

    lines = [str(urgency)]
    for folder, task in items:
        if task.urgency is not urgency:
            continue
        late = (task.day - task.planned).days
        note = f" ({console.count(late, 'day')} late)" if urgency is Urgency.LATE else ""
        name = shown(folder)
        where = "" if name == "." else f"{name}: "
        lines.append(clean(f"  {task.day:%a} {task.day}  {where}{task.what}{note}"))
        lines += [f"      {line}" for line in _commands(folder, task)]
    return "\n".join(lines)


def _commands(folder: Path, task: Task) -> list[str]:
    """What to type: the message, and the line that records that it was done."""
    name = shown(folder)
    path = "" if name == "." else f" {shlex.quote(name)}"
    lines = []
    if task.messages:
        kinds = " ".join(f"-k {kind}" for kind in task.messages)
        lines.append(f"lorpack messages{path} -w {task.to} {kinds}")
    if task.event:
        lines.append(f"lorpack track {task.writer} {task.event}{path}")
    return lines


def _tree(folder: Path, task: Task) -> dict[str, object]:
    return {
        "application": folder.resolve().name,
        "writer": task.writer,
        "urgency": task.urgency,
        "day": str(task.day),
        "planned": str(task.planned),
        "moment": task.moment,
        "number": task.number,
        "what": task.what,
        "commands": _commands(folder, task),
    }
