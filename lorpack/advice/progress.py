"""What the log says that one should know: what cannot be, a writer who hesitated, a late promise."""

from collections.abc import Iterator

from lorpack.findings import Finding, Severity
from lorpack.profiles.application import Application, LetterWriter
from lorpack.schedule.standing import Stage, refusals, standing_of


def findings(application: Application) -> Iterator[Finding]:
    """Writers who hesitated, entries that do not count, and promises after the deadline."""
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
        yield from _promised_too_late(application, writer)


def _promised_too_late(application: Application, writer: LetterWriter) -> Iterator[Finding]:
    now = standing_of(application, writer)
    deadline = writer.profile.letter.deadline or application.target_of(writer).deadline
    last = next((entry for entry in reversed(now.history) if entry.by), None)
    if now.stage.is_waiting and last and last.by and deadline and last.by > deadline:
        message = f"`by` {last.by} is after the deadline {deadline}"
        hint = "correct the date, or ask whether an earlier day is possible"
        yield Finding("LOR402", Severity.WARNING, message, last.place, hint, writer.id)
