"""Whether the log can be true: each entry follows on the ones before it."""

from collections.abc import Iterator

from lorpack.findings import Finding, Severity
from lorpack.profiles.application import Application
from lorpack.schedule.standing import refusals


def findings(application: Application) -> Iterator[Finding]:
    """The entries of the log that do not count, each with the reason."""
    for writer in application.writers:
        profile = writer.profile
        known = (profile.backup, profile.letter.agreed_by)
        for entry, no in refusals(writer.id, application.log, *known):
            message = f"{no.reason}; this entry does not count"
            hint = f"{no.remedy}; correct or delete this entry if it is a slip"
            yield Finding("LOR407", Severity.WARNING, message, entry.place, hint, writer.id)
