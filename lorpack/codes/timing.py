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
)
