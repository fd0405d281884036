"""``lorpack messages``: the words that go with a packet, as text files; nothing is sent."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from lorpack.cli import console
from lorpack.cli.base import Command, Words
from lorpack.cli.options import here_if_empty, output_option, paths_argument
from lorpack.errors import ExitCode, UsageError

KINDS = ("request", "packet", "reminder", "thanks")


@click.command(cls=Command)
@paths_argument
@click.option(
    "-k", "--kind", "kinds", type=Words(KINDS), multiple=True, help="Only this message; repeatable."
)
@click.option("-w", "--writer", "writers", multiple=True, metavar="ID", help="Only this writer.")
@output_option
def command(
    paths: Sequence[Path], kinds: Sequence[str], writers: Sequence[str], output: Path
) -> ExitCode:
    """Write the messages of each letter writer as text: request, packet, reminder, thanks.

    The first asks, the second goes with the packet after the yes. Each is a draft for you to
    read, change and send yourself. What the profile does not record is not said.

    \b
    Examples:
      lorpack messages
      lorpack messages jane-doe -w chen -k request
    """
    from lorpack.files import write_atomic
    from lorpack.messages.compose import Kind, compose
    from lorpack.profiles.load import find_applications, load

    loaded = [load(folder.resolve()) for folder in find_applications(here_if_empty(paths))]
    _known(writers, [w.id for one in loaded if one.application for w in one.application.writers])
    written, without = 0, []
    for one in loaded:
        for writer in one.application.writers if one.application else ():
            if writers and writer.id not in writers:
                continue
            for kind in [Kind(name) for name in kinds] or list(Kind):
                message = compose(one.application, writer, kind)  # type: ignore[arg-type]
                folder = output / one.folder.name / writer.id / "messages"
                path = folder / f"{kind.number:02d}-{kind}.txt"
                write_atomic(path, message.text.encode())
                console.out(path.as_posix())
                written += 1
            console.say(
                f"{one.folder.name}/{writer.id}: {message.variant}, because {message.reason}"
            )
            if not message.to:
                without.append(writer.id)
    broken = sum(not one.application or bool(one.broken) for one in loaded)
    if without:
        console.say(f"no email address is recorded for {', '.join(without)}: the To line is empty")
    left = f"{broken} applications have errors: `lorpack check`" if broken else ""
    console.closing(f"messages: {written} written", left, then="read each aloud before you send it")
    return ExitCode.FINDINGS if broken else ExitCode.DONE


def _known(wanted: Sequence[str], ids: Sequence[str]) -> None:
    for name in wanted:
        if name not in ids:
            close = get_close_matches(name, ids, 1)
            hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(ids)}"
            raise UsageError(f"no letter writer has the id `{name}`", hint)
