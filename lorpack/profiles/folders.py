"""Folders and files of an application: finding them, and reading a profile safely."""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from lorpack.errors import InputError
from lorpack.findings import Finding, Place, Severity, errors_in
from lorpack.profiles.decoding import MAX_BYTES, MAX_LOG_BYTES
from lorpack.reading import first_link, read_regular

APPLICANT = "applicant.yaml"
SETTINGS = "lorpack.yaml"
PROGRESS = "progress.yaml"
WRITERS = "writers"
TEMPLATES = "templates"
PORTALS = "portals"
SPECIALTIES = "specialties"

_SKIPPED = ("output", "node_modules", "__pycache__")
_MAX_LISTED = 2_000
_DEEPEST = 50
_YAML = re.compile(r"(?i)\.ya?ml(\.txt)?$")
_ABOVE = ".."
_MESSAGES = "templates/messages"
SHARED_SETTINGS = f"{_ABOVE}/{SETTINGS}"


def find_applications(paths: Sequence[Path]) -> list[Path]:
    """The applications that *paths* mean, each once, in order.

    A folder with ``applicant.yaml`` is one; of any other folder, those below it are (hidden
    folders, ``output`` and links are left out); a file means the application it is in.
    Raises InputError when a path means none.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for folder in _meant_by(path):
            found.setdefault(folder.resolve(), folder)
    return list(found.values())


def _meant_by(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(
            f"there is no {path}", "check the path; `lorpack init DIR` makes a new one"
        )
    if not path.is_dir():
        owner = next((above for above in path.absolute().parents if _is_application(above)), None)
        if owner is None:
            raise InputError(f"{path} is not part of an application", _hint(path.parent))
        return [_as_given(owner, path)]
    found = list(_below(path))
    if not found:
        raise InputError(f"no application in {path}: no folder has an {APPLICANT}", _hint(path))
    return found


def _as_given(owner: Path, path: Path) -> Path:
    """*owner* relative, when *path* was."""
    return next((above for above in path.parents if above.absolute() == owner), owner)


def _is_application(folder: Path) -> bool:
    return os.path.lexists(folder / APPLICANT)


def misnamed(folder: Path, file: str) -> str:
    """What stands in *folder* where *file* is meant: ``lorpack.yml``; empty without any, or with both."""
    stem = file.removesuffix(".yaml")
    names = [f"{one}{end}" for one in (stem, stem.title()) for end in (".yaml", ".yml", ".yml.txt")]
    found = (one for one in (file, *names, f"{file}.txt") if os.path.lexists(f"{folder}/{one}"))
    name = next(found, file)
    return "" if name == file else name


def not_read(folder: Path, file: str) -> Finding | None:
    """The finding for what is :func:`misnamed`, so that nobody takes it for read."""
    name = misnamed(folder, file)
    message, hint = f"{name} is not read, only {file} is", f"rename {name} to {file}"
    return Finding("LOR133", Severity.ERROR, message, Place(file), hint) if name else None


def walk(
    folder: Path, on_error: Callable[[OSError], None] | None = None
) -> Iterator[tuple[str, list[str], list[str]]]:
    """*folder* and all in it, as :func:`os.walk`; links are not followed.

    Raises InputError where folders are inside each other without end.
    """
    above = str(folder).count(os.sep)
    for at, folders, names in os.walk(folder, onerror=on_error):
        yield at, folders, names
        if folders and at.count(os.sep) - above >= _DEEPEST:
            raise _too_deep(folder)


def _too_deep(folder: Path) -> InputError:
    message = f"in {folder} there are more than {_DEEPEST} folders inside each other"
    return InputError(message, "move what is so deep to another place, then repeat")


def _below(folder: Path, levels: int = _DEEPEST) -> Iterator[Path]:
    if _is_application(folder) or misnamed(folder, APPLICANT):
        yield folder
        return
    try:
        with os.scandir(folder) as entries:
            inner = sorted(
                entry.name
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
                and not entry.name.startswith(".")
                and entry.name not in _SKIPPED
            )
    except OSError as error:
        reason = error.strerror or "unknown"
        raise InputError(
            f"cannot read the folder {folder}: {reason}", "check its permissions"
        ) from error
    if WRITERS in inner and _are_writers(folder / WRITERS):
        yield folder  # Reading it tells that its applicant is missing.
        return
    if inner and not levels:
        raise _too_deep(folder.parents[_DEEPEST - 1])
    for name in inner:
        yield from _below(folder / name, levels - 1)


def _are_writers(folder: Path) -> bool:
    return bool(_yaml_in(folder, ".")) and not _is_application(folder)


def _hint(folder: Path) -> str:
    above = next((above for above in folder.absolute().parents if _is_application(above)), None)
    if above:
        return f"the application is {above}"
    return "`lorpack init` makes a new application"


def is_there(path: Path) -> bool:
    """Whether *path* names anything, a broken link included; when that cannot be said, yes.

    What cannot be looked at must not pass for missing: reading it tells why.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def read_profile(folder: Path, file: str) -> bytes | Finding:
    """The bytes of *file* in *folder*: a regular file that may be read, or the finding."""
    path = folder / file
    try:
        if first_link(folder, file) and not path.resolve(strict=True).is_relative_to(
            folder.resolve()
        ):
            return _unreadable(file, "it is a link that leads out of the application's folder")
        return read_regular(path, (MAX_LOG_BYTES if file == PROGRESS else MAX_BYTES) + 1)
    except IsADirectoryError:
        return _unreadable(file, "it is a folder, not a file")
    except (OSError, RuntimeError) as error:
        return _unreadable(file, (getattr(error, "strerror", "") or str(error)).lower())


def _unreadable(file: str, reason: str) -> Finding:
    hint = "check its permissions, or put the file itself there"
    return Finding("LOR102", Severity.ERROR, f"cannot read {file}: {reason}", Place(file), hint)


def settings_errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of *findings* for which the settings, own or of the office, are not what was meant.

    Nothing goes out meanwhile: a section that was switched off would be back in a packet.
    """
    files = (SETTINGS, SHARED_SETTINGS)
    errors = errors_in(findings)
    return tuple(one for one in errors if one.place.file in files and one.code.startswith("LOR1"))


def own_files(folder: Path, kind: str) -> list[str]:
    """The YAML files in ``portals/`` or ``specialties/`` (*kind*), as seen from *folder*.

    Those of the folder above come first, when it is an office's (see :func:`has_office`). A folder
    that cannot be listed stands in the list itself; reading it says why.
    """
    places = [f"{_ABOVE}/{kind}", kind] if has_office(folder) else [kind]
    return [file for place in places for file in _yaml_in(folder, place)]


def read_own(folder: Path, file: str) -> bytes | Finding:
    """The bytes of one of the :func:`own_files` of *folder*, or the finding."""
    inner = file.removeprefix(f"{_ABOVE}/")
    data = read_profile(folder / _ABOVE if inner != file else folder, inner)
    return replace(data, place=Place(file)) if isinstance(data, Finding) else data


def has_office(folder: Path) -> bool:
    """Whether the folder above *folder* shares what is in it: settings, portals, templates.

    It does when it has a ``lorpack.yaml`` (which may be empty) and not everybody may write there.
    """
    above = f"{folder}/{_ABOVE}"
    try:
        there = os.path.lexists(f"{above}/{SETTINGS}")
        return there and not (os.name == "posix" and os.stat(above).st_mode & stat.S_IWOTH)  # noqa: PTH116
    except OSError:
        return False


def has_own_messages(folder: Path) -> bool:
    """Whether anybody but lorpack had a hand in the messages of the application in *folder*."""
    above = [f"{folder}/{_ABOVE}/{_MESSAGES}"] if has_office(folder) else []
    return any(map(os.path.isdir, (f"{folder}/{_MESSAGES}", *above)))


def office_files(folder: Path, on_error: Callable[[OSError], None] | None = None) -> list[str]:
    """Every file that the office of *folder* shares, as seen from *folder*; empty without one.

    *on_error* is called with what keeps a folder of templates from being listed.
    """
    if not has_office(folder):
        return []
    shared = [f"{_ABOVE}/{SETTINGS}"]
    for kind in (PORTALS, SPECIALTIES):
        shared += _yaml_in(folder, f"{_ABOVE}/{kind}")
    for at, folders, names in walk(folder / _ABOVE / TEMPLATES, on_error):
        folders.sort()
        shared += [os.path.relpath(f"{at}/{name}", folder) for name in sorted(names)]
    return shared


def _yaml_in(folder: Path, place: str) -> list[str]:
    if not os.path.isdir(f"{folder}/{place}"):  # noqa: PTH112 - asked often, mostly in vain
        return []
    try:
        with os.scandir(f"{folder}/{place}") as entries:
            names = sorted(
                entry.name
                for entry in entries
                if _YAML.search(entry.name)
                and not entry.name.startswith((".", "#", "~"))
                and not entry.is_dir()
            )
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        return [place]
    return [f"{place}/{name}" for name in names]


def supplied_files(folder: Path) -> list[str]:
    """The files that a profile could mean, relative to *folder*, sorted; no profiles, no output."""
    found: list[str] = []
    with suppress(InputError):  # What is deeper is found when it is read.
        for parent, folders, files in walk(folder):
            here = Path(parent)
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".")
                and name not in _SKIPPED
                and not (here == folder and name in (WRITERS, TEMPLATES))
            )
            found += [
                (here / name).relative_to(folder).as_posix()
                for name in sorted(files)
                if not name.startswith(".") and not name.endswith((".yaml", ".yml"))
            ]
            if len(found) > _MAX_LISTED:
                break
    return found[:_MAX_LISTED]
