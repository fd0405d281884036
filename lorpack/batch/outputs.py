"""Where results go: one folder an application."""

from collections.abc import Sequence
from pathlib import Path

from lorpack.errors import UsageError


def distinct(folders: Sequence[Path]) -> None:
    """Make sure that no two applications are written to one folder; raises UsageError."""
    seen: dict[str, Path] = {}
    for folder in folders:
        other = seen.setdefault(folder.name.casefold(), folder)
        if other != folder:
            raise UsageError(
                f"{other} and {folder} would both be written to the output folder `{folder.name}`",
                "rename one of the two folders",
            )
