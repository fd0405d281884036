"""Applications made in memory: one applicant, one or more letters."""

from datetime import date
from pathlib import Path
from typing import Any

from lorpack.findings import Place
from lorpack.profiles.applicant import Applicant
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.progress import Event, LogEntry
from lorpack.profiles.settings import Settings
from lorpack.profiles.writer import Writer


def make(
    target: dict[str, Any] | None = None,
    writers: dict[str, dict[str, Any]] | None = None,
    settings: dict[str, Any] | None = None,
    log: tuple[LogEntry, ...] = (),
    **applicant: Any,
) -> Application:
    """An application of Ada Quill; each value is what a file would hold."""
    person = Applicant.model_validate(
        {
            "name": {"given": "Ada", "family": "Quill"},
            "background": "us_md",
            "school": {"name": "Fernleigh College of Medicine"},
            "contact": {},
            "season": "2028",
            "targets": [
                {"id": "im", "specialty": "Internal Medicine", "portal": "eras", **(target or {})}
            ],
            **applicant,
        }
    )
    found = tuple(
        LetterWriter(
            name,
            Writer.model_validate(
                {
                    "name": {"given": "Mei", "family": name.title()},
                    "role": "attending",
                    "relationship": ["clinical"],
                    **profile,
                }
            ),
        )
        for name, profile in (writers if writers is not None else {"chen": {}}).items()
    )
    own = Settings.model_validate(settings or {})
    return Application(Path("quill"), person, found, own, {}, log)


def entry(on: str | date, event: str, writer: str = "chen", **more: Any) -> LogEntry:
    """A line of the log."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return LogEntry(day, writer, Event(event), Place("progress.yaml"), **more)
