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
        "LOR404",
        "the last line of progress.yaml breaks off",
        Severity.ERROR,
        "Power went, or a disk was full, while the line was being written. What is left of it "
        "cannot be read; every line before it is kept and counts.",
        "- {on: 2027-06-01, wri",
        "Complete the line, or delete it and record the event again with `lorpack track`.",
    ),
    Rule(
        "LOR405",
        "an entry of a letter writer who is not there",
        Severity.WARNING,
        "The entry counts for nobody. If its writer is only spelled differently, a reminder may "
        "go to someone who has long sent the letter.",
        "- {on: 2027-06-01, writer: chenn, event: uploaded}     (the file is writers/chen.yaml)",
        "Use the name of the file in writers/, without .yaml. Delete the entry if you removed "
        "that file.",
    ),
    Rule(
        "LOR406",
        "the day a writer named cannot be right",
        Severity.WARNING,
        "`by` goes with `agreed`: the day for which the writer promised the letter. Reminders are "
        "counted from it, so a slip in the year would send them on the wrong day.",
        "- {on: 2027-06-01, writer: chen, event: agreed, by: 2026-08-20}",
        "Correct `by` or `on`; with another event, delete `by`.",
    ),
    Rule(
        "LOR407",
        "an entry that cannot follow on the ones before it",
        Severity.WARNING,
        "Where a letter stands is counted from its entries in order. One that is not possible at "
        "its place is a slip, or an entry before it is missing; it is shown and does not count.",
        "- {on: 2027-06-01, writer: chen, event: reminded}     (nobody has been asked)",
        "Add the entry that is missing on a line above, or correct or delete this one.",
        "DOMAIN.md A8, 165",
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
