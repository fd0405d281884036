"""What a run amounts to: exit codes, and which findings concern it. Pure functions."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lorpack.cli.console import count
from lorpack.errors import ExitCode
from lorpack.findings import Finding, Severity, errors_in

if TYPE_CHECKING:
    from lorpack.batch.model import ApplicationResult, PacketResult

_UNREADABLE = re.compile(r"LOR102|LOR7[0-4]\d")


def code_of_check(findings: Iterable[Finding], *, strict: bool) -> ExitCode:
    """1 for errors (and warnings when *strict*); 4 when all errors are of what cannot be read."""
    found = list(findings)
    if errors := errors_in(found):
        only_unreadable = all(_UNREADABLE.fullmatch(error.code) for error in errors)
        return ExitCode.UNREADABLE_INPUT if only_unreadable else ExitCode.FINDINGS
    warned = any(finding.severity is Severity.WARNING for finding in found)
    return ExitCode.FINDINGS if strict and warned else ExitCode.DONE


def code_of_build(results: "Sequence[ApplicationResult]", *, strict: bool) -> ExitCode:
    """The exit code of a build.

    4 when every failure is that something cannot be read, else 6 when other packets are done, else 1
    when the profiles are at fault and 6 when rendering is. Without a failure, as for a check.
    """
    from lorpack.batch.model import Outcome

    packets = [packet for result in results for packet in result.packets]
    # What is wrong with a profile or the settings stands with the application.
    causes = {
        _cause(packet.findings or [f for f in result.findings if concerns(f, (packet.writer,))])
        for result in results
        for packet in result.packets
        if packet.outcome is Outcome.FAILED
    }
    # An application that cannot be used has no packets, only errors.
    causes |= {_cause(r.findings) for r in results if not r.packets and errors_in(r.findings)}
    if not causes:
        return code_of_check((f for result in results for f in result.findings), strict=strict)
    if causes == {"reading"}:
        return ExitCode.UNREADABLE_INPUT
    done = any(packet.outcome is not Outcome.FAILED for packet in packets)
    return ExitCode.SOME_FAILED if done or "rendering" in causes else ExitCode.FINDINGS


def _cause(findings: Iterable[Finding]) -> str:
    errors = errors_in(findings)
    if errors and all(_UNREADABLE.fullmatch(error.code) for error in errors):
        return "reading"
    return "rendering" if any(error.code.startswith("LOR8") for error in errors) else "profile"


def concerns(finding: Finding, writers: Sequence[str]) -> bool:
    """Whether *finding* matters to the packets of *writers* (all of them when empty)."""
    if not writers or finding.writer in writers:
        return True
    folder, _, name = finding.place.file.partition("/")
    about_one = finding.writer or (folder == "writers" and name)
    return not about_one


def tally(findings: Iterable[Finding], applications: int) -> str:
    """``3 errors, 2 warnings in 2 applications``."""
    where = f"in {count(applications, 'application')}"
    found = Counter(finding.severity for finding in findings)
    if not found:
        return f"no findings {where}"
    parts = [count(found[Severity.ERROR], "error"), count(found[Severity.WARNING], "warning")]
    if found[Severity.INFO]:
        parts.append(count(found[Severity.INFO], "note"))
    return f"{', '.join(parts)} {where}"


def tally_packets(packets: "Iterable[PacketResult]") -> str:
    """``packets: 4 built, 12 unchanged, 1 failed``."""
    from lorpack.batch.model import Outcome

    found = Counter(packet.outcome for packet in packets)
    parts = [f"{found[outcome]} {outcome}" for outcome in Outcome if found[outcome]]
    return f"packets: {', '.join(parts) or 'none'}"
