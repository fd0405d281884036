"""What is known about one code, for ``lorpack explain``."""

from dataclasses import dataclass

from lorpack.findings import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: *why* it exists, an *example* that breaks it, and the *remedy*.

    *source* names where the rule comes from, when it is not plain sense.
    """

    code: str
    title: str
    severity: Severity
    why: str
    example: str
    remedy: str
    source: str = ""
