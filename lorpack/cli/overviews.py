"""Overviews of the applications that a command was given, kept between calls."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from lorpack.cli import console
from lorpack.cli.base import nearest
from lorpack.errors import ExitCode, UsageError
from lorpack.schedule.keeping import fingerprint, keep, place_of, recall
from lorpack.schedule.overview import Overview

_TOLD = 10
"""So many applications with errors are named one by one."""


def overviews(folders: Sequence[Path], today: date) -> Iterator[tuple[Path, Overview]]:
    """The overview of each of *folders* on *today*, from the cache where nothing has changed."""
    cache = overview_cache()
    for folder in folders:
        real = folder.resolve()
        if cache is None:
            yield folder, _made(real, today)[0]
            continue
        place = place_of(cache, real)
        key = fingerprint(real, today)
        found = recall(place, key)
        if found is None:
            found, is_lasting = _made(real, today)
            if is_lasting:
                keep(place, key, found)
        yield folder, found


def _made(folder: Path, today: date) -> tuple[Overview, bool]:
    """The overview made anew, and whether the next call would make the same one.

    What could not be read this time may be readable then, and its bytes would be the same.
    """
    from lorpack.messages.applicable import with_messages
    from lorpack.profiles.load import load
    from lorpack.schedule.status import overview_of

    loaded = load(folder, look_for_files=False)
    made = overview_of(loaded, today)
    if loaded.application is None:
        return made, not made.unread
    tasks = with_messages(loaded.application, made.tasks, today)
    return replace(made, tasks=tasks), not made.unread


def overview_cache() -> Path | None:
    """Where this user's programs keep what they can make anew; None without a home folder."""
    if sys.platform == "win32":
        given = os.environ.get("LOCALAPPDATA")
    else:
        given = os.environ.get("XDG_CACHE_HOME")
    try:
        root = Path(given) if given and Path(given).is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        return None
    return root / "lorpack" / "overviews"


def check_writers(wanted: Sequence[str], found: Sequence[tuple[Path, Overview]]) -> None:
    """Raise UsageError when one of *wanted* is the id of no letter writer."""
    there = {letter.writer for _, one in found for letter in one.letters}
    ids = sorted(there.union(*(one.broken for _, one in found)))
    for name in wanted:
        if name not in ids:
            hint = nearest(name, ids) or f"there are: {', '.join(ids) or 'none'}"
            raise UsageError(f"no letter writer has the id `{name}`", hint)


def tell_broken(found: Sequence[tuple[Path, Overview]]) -> str:
    """Say which applications could not be read whole; what is left undone, in words."""
    broken = [(folder, one) for folder, one in found if one.broken or one.errors]
    for folder, one in broken[:_TOLD]:
        name = console.plain(folder.resolve().name)
        what = f"without {', '.join(one.broken)}" if one.broken and one.letters else "not shown"
        if one.letters and not one.broken:
            what = "shown as far as it could be read"
        if one.letters and not one.log_is_read:
            what = "shown without its log, as if nothing had happened yet"
        console.say(f"{name}: {console.count(one.errors, 'error')} in its files, so it is {what}")
    if len(broken) > _TOLD:
        console.say(f"and {len(broken) - _TOLD} more applications with errors")
    if not broken:
        return ""
    return f"{console.count(len(broken), 'application')} with errors: see `lorpack check`"


def code_of(found: Sequence[tuple[Path, Overview]]) -> ExitCode:
    """1 when anything has errors, 4 when all of them are of what cannot be read, else 0."""
    wrong = [one for _, one in found if one.broken or one.errors]
    if not wrong:
        return ExitCode.DONE
    is_unread = all(0 < one.errors == one.unread for one in wrong)
    return ExitCode.UNREADABLE_INPUT if is_unread else ExitCode.FINDINGS


def tell_missing(found: Sequence[tuple[Path, Overview]]) -> None:
    """Say which dates nobody has given, and where they go."""
    for folder, one in found:
        for question in one.missing:
            console.say(f"{console.plain(folder.resolve().name)}: not known: {question}")


def title(one: Overview) -> str:
    """The application as a headline: its id and the applicant's name."""
    return f"{one.id}  {one.applicant}" if one.applicant else one.id
