"""What the steps of one letter are planned from, and how a step becomes a due day."""

from dataclasses import dataclass
from datetime import date

from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.progress import Event
from lorpack.profiles.settings import AttachOn
from lorpack.schedule.known import Known, known
from lorpack.schedule.moments import Due, Moment
from lorpack.schedule.policy import Policy
from lorpack.schedule.quiet import Direction, Window, Windows, settle
from lorpack.schedule.standing import Standing


@dataclass(frozen=True)
class Plan:
    """One letter with everything that its dates depend on."""

    application: Application
    writer: LetterWriter
    standing: Standing
    policy: Policy
    today: date
    dates: Known
    windows: Windows

    @property
    def packet_out(self) -> date | None:
        """The day since which the writer has the packet."""
        standing = self.standing
        return standing.packet_sent or (standing.agreed if self.packet_with_request else None)

    @property
    def packet_with_request(self) -> bool:
        """Whether the packet went with the request, so that none is sent after the yes."""
        by_mail = self.standing.asked_how in (None, "email")
        with_request = self.application.settings.mail.attach_on is AttachOn.REQUEST
        return with_request and by_mail and self.standing.asked is not None

    def day_of(self, event: Event) -> date | None:
        """The last day on which *event* is recorded for the request that is under way."""
        days = [entry.on for entry in self.standing.request if entry.event is event]
        return days[-1] if days else None

    def due(
        self,
        moment: Moment,
        planned: date,
        why: str,
        direction: Direction | None = None,
        *,
        number: int = 1,
        floor: date | None = None,
        ceiling: date | None = None,
        done: date | None = None,
    ) -> Due | None:
        """The step, moved off quiet days when it has a *direction*; None when it is dropped.

        A step that was *done* is not moved: where it was planned tells what happened.
        """
        on: date | None = planned
        if direction and not done:
            on = settle(planned, direction, self.windows, floor, ceiling)
        if on is None:
            return None
        if on != planned:
            closed = self.windows.why_closed(planned) or "too close to the step before"
            way = "back" if on < planned else "forward"
            why = f"{why}; moved {way} from {planned}: {closed}"
        moved_from = planned if on != planned else None
        return Due(on, self.writer.id, moment, number, why, moved_from, done)


def plan_of(
    application: Application, writer: LetterWriter, standing: Standing, policy: Policy, today: date
) -> Plan:
    """The plan of one letter."""
    busy = tuple(
        Window(one.start, one.end, one.why or "the writer is busy") for one in writer.profile.busy
    )
    windows = Windows(policy.weekends, policy.july, policy.quiet + busy)
    dates = known(application, writer, standing)
    return Plan(application, writer, standing, policy, today, dates, windows)
