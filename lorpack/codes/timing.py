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
        "the last line of progress.yaml is not complete",
        Severity.ERROR,
        "A line that breaks off was being written when the machine lost power, or when an editor "
        "was closed. Every line before it is kept and counts.",
        "- {on: 2027-06-01, wri",
        "Complete the line or delete it.",
    ),
    Rule(
        "LOR405",
        "an event of a writer who is not there",
        Severity.ERROR,
        "The entry counts for nobody, so a letter may stand worse than it does.",
        "- {on: 2027-06-01, writer: chenn, event: asked}     (writers/chen.yaml)",
        "Use the name of a file in writers/, without .yaml.",
    ),
    Rule(
        "LOR406",
        "the promised day of an entry cannot be right",
        Severity.WARNING,
        "`by` is the day that the writer named when they agreed. Reminders are counted from it.",
        "- {on: 2027-06-01, writer: chen, event: agreed, by: 2026-08-20}",
        "Correct one of the two days, or the event.",
    ),
    Rule(
        "LOR407",
        "an event that cannot follow on what happened before",
        Severity.WARNING,
        "The log tells where a letter stands only when its events follow on each other. An entry "
        "that cannot be is shown and does not count.",
        "- {on: 2027-06-01, writer: chen, event: reminded}     (never asked)",
        "Correct the line, or write the missing event on a line before it.",
        "DOMAIN.md A8, 165",
    ),
)
