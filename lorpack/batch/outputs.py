"""Where the results of an application go."""

from collections.abc import Sequence
from pathlib import Path

from lorpack.errors import UsageError
from lorpack.naming import folder_name


def output_folder(output: Path, folder: Path) -> Path:
    """The folder in *output* for the application in *folder*: its name, safe on every system."""
    return output / folder_name(folder.name)


def check_distinct(folders: Sequence[Path]) -> None:
    """Raise UsageError when two of the applications *folders* would share an output folder."""
    seen: dict[str, Path] = {}
    for folder in folders:
        name = folder_name(folder.name)
        other = seen.setdefault(name.casefold(), folder)
        if other != folder:
            raise UsageError(
                f"{other} and {folder} would both be written to the output folder `{name}`",
                "rename one of the two folders",
            )
