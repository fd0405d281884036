"""LOR4xx: dates."""

from lorpack.codes.model import Rule
from lorpack.findings import Severity

TIMING: tuple[Rule, ...] = (
    Rule(
        "LOR401",
        "the letter is wanted after its deadline",
        Severity.WARNING,
        "`wanted_by` (or a target's `letters_by`) is the date you give the writer. When it is "
        "later than the deadline, every reminder comes too late.",
        "deadline: 2027-09-15\nwanted_by: 2027-09-30",
        "Ask for the letter one to two weeks before the deadline.",
    ),
    Rule(
        "LOR402",
        "the writer agreed to a date after the deadline",
        Severity.WARNING,
        "`agreed_by` is the date the writer named. When it is later than the deadline, the "
        "letter may miss the cycle.",
        "deadline: 2027-09-15\nagreed_by: 2027-10-01",
        "Correct the date, or ask the writer whether an earlier day is possible.",
    ),
    Rule(
        "LOR403",
        "something ends before it starts",
        Severity.WARNING,
        "One of the two dates is a slip, and the writer would see it on the reminder sheet.",
        "start: 2026-08\nend: 2026-07",
        "Correct `start` or `end`.",
    ),
    Rule(
        "LOR420",
        "more reminders are planned than are allowed",
        Severity.WARNING,
        "`max_reminders` caps what one writer gets before the letter is due. The offsets above "
        "the cap never lead to a reminder, and one may count on them.",
        "reminders:\n  offsets: [-21, -14, -7]\n  max_reminders: 2",
        "Delete an offset, or raise `max_reminders`.",
        "advisers name one or two reminders as the limit",
    ),
    Rule(
        "LOR421",
        "a reminder before the date has an offset after it",
        Severity.WARNING,
        "`offsets` are days before the date that the letter is due, so they are negative. What "
        "follows a date that has passed is the overdue reminder, with a setting of its own.",
        "reminders:\n  offsets: [-14, 7]",
        "Write `-7` for a week before the date; for a week after it, `overdue_days: 7`.",
    ),
    Rule(
        "LOR422",
        "the lead times contradict each other",
        Severity.WARNING,
        "`ideal_weeks` is when to ask, under `min_weeks` the notice is short, and under "
        "`hard_min_weeks` it is a favour. Each must be at least as long as the next.",
        "reminders:\n  ideal_weeks: 4\n  min_weeks: 6",
        "Let `hard_min_weeks` be the least and `ideal_weeks` the most.",
    ),
)
