"""What the log says that one should know: entries that cannot be, and a writer who hesitated."""

from collections.abc import Iterator

from lorpack.findings import Finding, Severity
from lorpack.profiles.application import Application
from lorpack.schedule.standing import Stage, refusals, standing_of


def findings(application: Application) -> Iterator[Finding]:
    """Writers who hesitated, and the entries that do not count, each with the reason."""
    for writer in application.writers:
        profile = writer.profile
        now = standing_of(application, writer)
        if now.stage is Stage.HESITANT:
            message = f"{profile.name.salutation} hesitated, so the letter is not counted"
            hint = f"`lorpack messages --writer {writer.id}` has a kind answer; ask someone else"
            place = now.history[-1].place
            yield Finding("LOR210", Severity.WARNING, message, place, hint, writer.id)
        known = (profile.backup, profile.letter.agreed_by)
        for entry, no in refusals(writer.id, application.log, *known):
            message = f"{no.reason}; this entry does not count"
            hint = f"{no.remedy}; correct or delete this entry if it is a slip"
            yield Finding("LOR407", Severity.WARNING, message, entry.place, hint, writer.id)
