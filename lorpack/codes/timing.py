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
        "LOR408",
        "little time is left to ask",
        Severity.WARNING,
        "A detailed letter takes a writer four to eight weeks beside everything else. Less than "
        "`min_weeks` of the reminder policy is short notice, and the request says so.",
        "deadline: 2027-09-15, nobody asked, and today is 2027-08-25",
        "Ask at once, in person where you can, and offer the packet the same day.",
        "DOMAIN.md A4, 85 to 88; B9",
    ),
    Rule(
        "LOR409",
        "hardly any time is left to ask",
        Severity.WARNING,
        "With less than two to three weeks (`hard_min_weeks`) few writers can do you justice, and "
        "a hurried letter is a short one.",
        "deadline: 2027-09-15, nobody asked, and today is 2027-09-07",
        "Ask only someone who knows your work well, name it a favor, and have another name ready.",
        "DOMAIN.md A4, 88",
    ),
    Rule(
        "LOR410",
        "a weekday that is not that of its date",
        Severity.WARNING,
        "A writer who plans by the weekday comes a day late. The dates that lorpack writes have "
        "their weekday computed; this one you wrote yourself.",
        "why_you: … until Friday, September 16, 2027     (a Thursday)",
        "Correct the weekday or the date.",
        "DOMAIN.md A4, 101",
    ),
    Rule(
        "LOR411",
        "the date has passed and no upload is recorded",
        Severity.WARNING,
        "Reminders are counted from a date that lies behind you, so none is planned any more.",
        "deadline: 2027-09-15, no `uploaded` in progress.yaml, and today is 2027-09-20",
        "Look into the portal. Record the upload, or agree on a new date and write it down.",
        "DOMAIN.md A4, 90 and 91",
    ),
    Rule(
        "LOR412",
        "the date falls into the writer's busy time",
        Severity.INFO,
        "lorpack moves its own steps off such days. This date is yours, so it stays.",
        "wanted_by: 2027-07-05, and busy: [{start: 2027-07-01, end: 2027-07-14}]",
        "Choose a day before or after.",
        "DOMAIN.md A4, 98, and A5, 121",
    ),
    Rule(
        "LOR413",
        "the deadline lies after the season",
        Severity.WARNING,
        "The portal's own dates say that the season is closed by then, so the deadline or the "
        "season is a slip.",
        "season: 2026 and deadline: 2026-09-15",
        "Correct `deadline` or `season`; `lorpack portals ID` shows what is known.",
    ),
    Rule(
        "LOR414",
        "the season is over",
        Severity.WARNING,
        "The portal has closed the season that the application is for. What its files say of dates "
        "and requests belongs to the past.",
        "season: 2026, and today is 2026-11-23",
        "Set `season:` to the cycle you apply in, and ask the portal for its dates.",
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
