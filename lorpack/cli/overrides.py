"""An application's or office's own templates beside the packaged ones: survey, copy, compare."""

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lorpack import __version__
from lorpack.cli.base import nearest
from lorpack.errors import InputError, OutputError, TemplateFault, UsageError
from lorpack.files import write_atomic
from lorpack.profiles.folders import APPLICANT, SETTINGS, is_there
from lorpack.reading import read_regular
from lorpack.templating import Overrides, office_templates, own_templates, packaged_templates

FOLDER = "templates"
RECORD = ".lorpack/templates.json"
"""What was copied from which version: ``{name: {"lorpack": version, "sha256": digest}}``."""


@dataclass(frozen=True)
class Template:
    """A template, whose file wins (*file* is empty for the packaged one), in words."""

    name: str
    file: str
    state: str

    @property
    def is_shared(self) -> bool:
        """Whether the office's file wins."""
        return self.file.startswith("../")


@dataclass(frozen=True)
class Copies:
    """The files *written*, and the *names* of those that now win over the office's."""

    written: list[Path]
    over_office: list[str]


def survey(folder: Path) -> list[Template]:
    """Every template of lorpack and of the application or office in *folder*, by name."""
    own, packaged = _own(folder), packaged_templates()
    return [
        Template(name, own.place(name) if name in own else "", _state(name, own, packaged))
        for name in sorted({*own, *packaged})
    ]


def _state(name: str, own: Overrides, packaged: Mapping[str, str]) -> str:
    if name not in own:
        return "packaged"
    whose = "your office's" if own.is_shared(name) else "yours"
    if name not in packaged:
        guess = nearest(name, packaged)
        return f"{whose}; lorpack has none of this name{'; ' + guess if guess else ''}"
    return f"{whose}, equal to the packaged one" if own[name] == packaged[name] else whose


def copy_out(folder: Path, names: Sequence[str], *, everything: bool) -> Copies:
    """Copy packaged templates into the application or office in *folder*.

    Raises OutputError, before anything is written, when one is there already.
    """
    packaged = packaged_templates()
    if not names and not everything:
        raise UsageError("which template?", "name one of `lorpack templates list`, or use --all")
    wanted = list(packaged) if everything else list(dict.fromkeys(names))
    for name in wanted:
        _known(name, packaged)
    own = _own(folder)
    record = _record(folder)
    there = [name for name in wanted if is_there(folder / FOLDER / name)]
    # What an interrupted copy left is packaged text that is not on record yet.
    there = [name for name in there if name in record or own.get(name) != packaged[name]]
    if there:
        hint = "nothing was written; delete your copy first, or leave it out"
        listed = ", ".join(f"{FOLDER}/{name}" for name in there)
        raise OutputError(f"there already: {listed}", hint)
    for name in wanted:
        write_atomic(folder / FOLDER / name, packaged[name].encode())
        record[name] = {"lorpack": __version__, "sha256": _digest(packaged[name])}
    text = json.dumps(record, indent=2, sort_keys=True) + "\n"
    write_atomic(folder / RECORD, text.encode())
    written = [folder / FOLDER / name for name in wanted]
    return Copies(written, [name for name in wanted if own.is_shared(name)])


def differences(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """A unified diff from the packaged template to one's own, for each own one (or *names*)."""
    own, packaged = _own(folder), packaged_templates()
    for name in names:
        _known(name, {**packaged, **own})
    return {
        name: _diff(name, packaged.get(name, ""), own[name], own.place(name))
        for name in (names or own)
        if name in own
    }


def _diff(name: str, packaged: str, own: str, place: str) -> str:
    lines = difflib.unified_diff(
        packaged.splitlines(), own.splitlines(), f"lorpack/{name}", place, lineterm=""
    )
    return "\n".join(lines)


def shared(folder: Path, names: Iterable[str]) -> set[str]:
    """Of *names*, those for which the office's file wins in the application in *folder*."""
    own = _own(folder)
    return {name for name in names if own.is_shared(name)}


def moved_on(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Of *names*, those whose packaged template changed since the copy, with the version then."""
    packaged, record, office = packaged_templates(), _record(folder), shared(folder, names)
    record = {name: entry for name, entry in record.items() if name not in office}
    if office:
        record |= {n: entry for n, entry in _record(folder / "..").items() if n in office}
    return {
        name: str(record[name].get("lorpack", "?"))
        for name in names
        if name in record
        and name in packaged
        and record[name].get("sha256") != _digest(packaged[name])
    }


def _own(folder: Path) -> Overrides:
    if is_there(folder / APPLICANT):
        read = own_templates
    elif is_there(folder / SETTINGS):
        read = office_templates
    else:
        raise InputError(
            f"no application in {folder}", "go into its folder, or name it with --in DIR"
        )
    try:
        return read(folder)
    except TemplateFault as fault:
        raise InputError(f"{fault.file}: {fault.message}", fault.hint) from fault


def _known(name: str, names: Iterable[str]) -> None:
    if name not in names:
        guess = nearest(name, names)
        hint = f"{guess} " if guess else ""
        raise UsageError(f"no template is called `{name}`", f"{hint}see `lorpack templates list`")


def _record(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        read = json.loads(read_regular(folder / RECORD).decode())
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"cannot read {folder / RECORD}: {reason}", "check it, then repeat"
        ) from error
    return {k: v for k, v in read.items() if isinstance(v, dict)} if isinstance(read, dict) else {}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
