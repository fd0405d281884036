"""Whether the reminder policy in lorpack.yaml can be meant as it stands."""

from collections.abc import Iterator, Sequence

from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.application import Application, Step, settings_file
from lorpack.profiles.settings import Quiet, Reminders
from lorpack.profiles.writer import Busy
from lorpack.schedule.policy import Policy, policy_of


def findings(application: Application) -> Iterator[Finding]:
    """What ``reminders:`` says that cannot all be meant, and windows that end before they start."""
    reminders = application.settings.reminders
    policy = policy_of(reminders)
    yield from _offsets(application, reminders, policy)
    yield from _weeks(application, reminders, policy)
    file = settings_file(application.sources, "reminders", "quiet")
    yield from _backwards(application, reminders.quiet, file, "reminders", "quiet")
    for writer in application.writers:
        yield from _backwards(application, writer.profile.busy, writer.file, "busy")


def _offsets(application: Application, own: Reminders, policy: Policy) -> Iterator[Finding]:
    for index, offset in enumerate(own.offsets or ()):
        if offset >= 0:
            message = f"{offset} is not before the date, so no reminder is planned for it"
            hint = "write a day before it as -7; for one after it, set `overdue_days`"
            yield _warning("LOR421", message, _place(application, "offsets", index), hint)
    if own.offsets is not None and len(policy.offsets) > policy.max_reminders:
        message = (
            f"{len(policy.offsets)} reminders are planned and `max_reminders` allows "
            f"{policy.max_reminders}, so the last are left out"
        )
        hint = "delete an offset, or allow more"
        yield _warning("LOR420", message, _place(application, "offsets"), hint)


def _weeks(application: Application, own: Reminders, policy: Policy) -> Iterator[Finding]:
    keys = ("hard_min_weeks", "min_weeks", "ideal_weeks")
    mine = next((key for key in keys if getattr(own, key) is not None), None)
    values = [getattr(policy, key) for key in keys]
    if mine and values != sorted(values):
        listed = ", ".join(f"{key} {value}" for key, value in zip(keys, values, strict=True))
        hint = "hard_min_weeks is the least of the three, ideal_weeks the most"
        message = f"these must not fall from one to the next: {listed}"
        yield _warning("LOR422", message, _place(application, mine), hint)


def _backwards(
    application: Application, windows: Sequence[Quiet | Busy], file: str, *path: Step
) -> Iterator[Finding]:
    for index, one in enumerate(windows):
        if one.end < one.start:
            message = f"it ends ({one.end}) before it starts ({one.start})"
            place = application.place(file, *path, index, "end")
            yield _warning("LOR403", message, place, "correct `start` or `end`")


def _place(application: Application, *path: Step) -> Place:
    file = settings_file(application.sources, "reminders", *path)
    return application.place(file, "reminders", *path)


def _warning(code: str, message: str, place: Place, hint: str) -> Finding:
    return Finding(code, Severity.WARNING, message, place, hint)
