"""Everything that ``lorpack check`` has to say about one application."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from lorpack import glyphs
from lorpack.advice import (
    choice,
    documents,
    letters,
    mix,
    privacy,
    progress,
    reminders,
    timing,
    wording,
)
from lorpack.findings import Finding
from lorpack.portals import own_portals
from lorpack.profiles.application import Application, Loaded
from lorpack.profiles.load import apply_ignores, load
from lorpack.specialties import own_specialties

Rule = Callable[[Application], Iterator[Finding]]


def _knowledge(application: Application) -> Iterator[Finding]:
    """What is wrong with the application's own portals and specialties."""
    yield from own_portals(application.folder).findings
    yield from own_specialties(application.folder).findings


RULES: tuple[Rule, ...] = (
    _knowledge,
    letters.findings,
    choice.findings,
    mix.findings,
    reminders.findings,
    progress.findings,
    privacy.findings,
    wording.findings,
    documents.findings,
    glyphs.findings,
)


def check(folder: Path, today: date | None = None) -> list[Finding]:
    """Read *folder* and give every finding, those that are ignored with a reason left out.

    What depends on the day is looked at only when *today* is given.
    """
    return findings_of(load(folder), today)


def findings_of(loaded: Loaded, today: date | None = None) -> list[Finding]:
    """Every finding about an application that has been read."""
    application = loaded.application
    if application is None:
        return list(loaded.findings)
    found = [*loaded.findings, *(finding for rule in RULES for finding in rule(application))]
    found += timing.findings(application, today)
    return apply_ignores(found, application.settings.ignore)
