"""Where the results of an application go."""

from collections.abc import Sequence
from pathlib import Path

from lorpack.errors import InputError, UsageError
from lorpack.naming import folder_name
from lorpack.profiles.folders import PORTALS, SPECIALTIES, TEMPLATES, WRITERS


def output_folder(output: Path, folder: Path) -> Path:
    """The folder in *output* for the application in *folder*: its name, safe on every system."""
    return output / folder_name(folder.name)


def check_distinct(folders: Sequence[Path]) -> None:
    """Raise UsageError when two of the applications *folders* would share an output folder.

    Raises InputError when the name of one is not UTF-8: no record could hold it.
    """
    seen: dict[str, Path] = {}
    for folder in folders:
        if any("\ud800" <= char <= "\udfff" for char in folder.name):
            raise InputError(
                f"the name of the folder {folder} is not UTF-8", "rename it, then repeat"
            )
        name = folder_name(folder.name)
        other = seen.setdefault(name.casefold(), folder)
        if other != folder:
            raise UsageError(
                f"{other} and {folder} would both be written to the output folder `{name}`",
                "rename one of the two folders",
            )


_INPUTS = ("documents", WRITERS, TEMPLATES, PORTALS, SPECIALTIES)


def check_apart(folders: Sequence[Path], output: Path) -> None:
    """Raise UsageError when results would go to where one of the applications has its own files.

    What is in the output is no input: a CV there could change, and no packet would follow.
    *folders* are absolute, without links.
    """
    where, own = output.resolve(), frozenset(folders)
    if where in own or (where.parent in own and where.name in _INPUTS):
        raise UsageError(
            f"{output} holds files of an application, so no results can go there",
            "choose another folder with -o, such as the usual `output`",
        )
