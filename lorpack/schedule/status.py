"""Where every letter of an application stands, in words."""

from collections.abc import Sequence
from datetime import date

from lorpack.findings import errors_in
from lorpack.profiles.application import Application, Loaded
from lorpack.profiles.settings import Anchor
from lorpack.schedule.agenda import Dated, agenda, dated
from lorpack.schedule.known import missing
from lorpack.schedule.overview import Letter, Overview, Task
from lorpack.schedule.plan import Plan
from lorpack.schedule.standing import Stage
from lorpack.schedule.steps import STEPS, short

_PLAIN = {
    Stage.IDENTIFIED: "not asked yet",
    Stage.BACKUP: "in reserve",
    Stage.HESITANT: "hesitated",
    Stage.WANTS_DRAFT: "wants a draft",
    Stage.UPLOADED: "uploaded",
    Stage.DECLINED: "declined",
    Stage.WITHDRAWN: "withdrawn",
}


def overview_of(loaded: Loaded, today: date) -> Overview:
    """The overview of an application that was read; what could not be read is counted."""
    errors = errors_in(loaded.findings)
    unread = sum(error.code == "LOR102" for error in errors)
    application = loaded.application
    if application is None:
        return Overview(
            loaded.folder.name, "", broken=loaded.broken, errors=len(errors), unread=unread
        )
    letters = dated(application, today)
    tasks = agenda(application, today, letters)
    return Overview(
        application.id,
        application.applicant.name.printed,
        tuple(_letter(one, tasks, today) for one in letters),
        tasks,
        questions(application, letters),
        loaded.broken,
        len(errors),
        unread,
        len(application.log),
        max((entry.on for entry in application.log), default=None),
        loaded.log_is_read,
    )


def questions(application: Application, letters: Sequence[Dated]) -> tuple[str, ...]:
    """What is not known and has to be asked for, each once; not for letters that are over."""
    asked = [
        text
        for one in letters
        if one.plan.standing.stage not in (Stage.DECLINED, Stage.WITHDRAWN)
        for text in missing(application, one.writer, one.plan.dates)
    ]
    return tuple(dict.fromkeys(asked))


def in_words(plan: Plan) -> str:
    """The stage with the days that have passed: ``no reply for 9 days``, ``overdue by 3 days``."""
    standing = plan.standing
    if standing.stage is Stage.UPLOADED and not standing.thanked:
        return "uploaded, not thanked"
    if standing.stage in _PLAIN:
        return _PLAIN[standing.stage]
    if not standing.stage.is_waiting:
        asked = max(filter(None, (standing.asked, standing.followed_up)), default=None)
        return f"no reply for {_days(plan.today, asked)}" if asked else "no reply yet"
    expected = plan.dates.anchor(Anchor.AGREED)
    if expected and expected.on < plan.today:
        return f"overdue by {_days(plan.today, expected.on)}"
    if standing.stage is Stage.AGREED and standing.agreed and not plan.packet_with_request:
        return "promised, no packet"
    return "promised"


def _days(today: date, since: date) -> str:
    days = max((today - since).days, 0)
    return f"{days} day{'' if days == 1 else 's'}"


def _letter(one: Dated, tasks: Sequence[Task], today: date) -> Letter:
    plan, profile = one.plan, one.writer.profile
    dates, standing = plan.dates, plan.standing
    own = [task for task in tasks if task.writer == one.writer.id]
    todo = next((task for task in own if task.event), None)
    # What has passed comes next only while one is still told to do it.
    told = {(task.moment, task.number) for task in own}
    still = [due for due in one.dues if not due.done]
    still = [due for due in still if due.on >= today or (due.moment, due.number) in told]
    due = next((due for due in still if not due.is_date), next(iter(still), None))
    following = todo or due
    on = todo.day if todo else due.on if due else None
    return Letter(
        writer=one.writer.id,
        name=profile.name.salutation,
        stage=standing.stage,
        words=in_words(plan),
        asked=standing.asked,
        agreed_by=dates.agreed.on if dates.agreed else None,
        deadline=dates.deadline.on if dates.deadline else None,
        uploaded=standing.uploaded,
        next=STEPS[following.moment].named(profile.name.salutation) if following else "",
        next_step=short(following.moment) if following else "",
        next_on=on,
        dues=one.dues,
    )
