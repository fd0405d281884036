"""Whether the log can be true: each entry follows on what stands before it."""

from collections.abc import Iterator

from lorpack.findings import Finding, Severity
from lorpack.profiles.application import Application
from lorpack.schedule.standing import refusals


def findings(application: Application) -> Iterator[Finding]:
    """The entries that do not count, each with the reason."""
    for writer in application.writers:
        refused = refusals(writer.id, application.log, writer.profile.backup)
        for entry, why in refused:
            message = f"`{entry.event}` does not count here: {why}"
            hint = "correct the line, or put the missing event on a line before it"
            yield Finding("LOR407", Severity.WARNING, message, entry.place, hint, writer.id)
