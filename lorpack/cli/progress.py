"""A progress bar for long builds, on stderr and only when a person is looking."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from lorpack.batch.model import OnProgress, Progress
from lorpack.cli.console import is_terminal, plain


@contextmanager
def progress() -> Iterator[OnProgress | None]:
    """Give a callback that moves a bar, or None when stderr is no terminal."""
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def move(now: Progress) -> None:
            packet = escape(plain(f"{now.packet.application}/{now.packet.writer}"))
            bar.update(task, description=packet, completed=now.done, total=now.total)

        yield move
