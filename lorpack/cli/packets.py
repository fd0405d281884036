"""The result of a build as a table and as values for JSON."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from lorpack.batch.model import ApplicationResult, Outcome, PacketResult
from lorpack.cli.console import count, plain
from lorpack.cli.options import shown
from lorpack.findings import Severity, errors_in

_CLASS = 10
"""More applications than these are shown with a line each, not a table each."""

_HEAD = ("writer", "pages", "generated", "supplied", "size", "outcome", "file")
_RIGHT = ("pages", "generated", "supplied", "size")


def table(results: Sequence[ApplicationResult]) -> str:
    """The packets by application, in columns; the last says where it is, or why it is not."""
    groups = {r.folder.name: [_row(packet) for packet in r.packets] for r in results}
    rows = [_HEAD, *(row for group in groups.values() for row in group)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines: list[str] = []
    for name, group in groups.items():
        if group:
            lines += [plain(name), *(_line(row, widths) for row in (_HEAD, *group)), ""]
    return "\n".join(lines[:-1]) or "no packets"


def is_class(results: Sequence[ApplicationResult]) -> bool:
    """Whether there are so many applications that nobody reads a table of each."""
    return len(results) > _CLASS


def class_table(results: Sequence[ApplicationResult]) -> str:
    """A line for each application in which anything was done or is wrong; then what failed.

    The others are counted in one line.
    """
    head = ("application", "built", "planned", "unchanged", "failed", "pages", "errors", "warnings")
    lively = [result for result in results if _is_lively(result)]
    rows = [head, *(_class_row(result) for result in lively)]
    lines = ["  " + line for line in aligned(rows)] if lively else []
    if quiet := len(results) - len(lively):
        lines.append(
            f"  {count(quiet, 'application')} in which nothing changed and nothing is wrong"
        )
    failed = [
        (f"{plain(packet.application)}/{plain(packet.writer)}", plain(packet.reason))
        for result in results
        for packet in result.packets
        if packet.outcome is Outcome.FAILED
    ]
    failed += [
        (plain(result.folder.name), plain(errors_in(result.findings)[0].message))
        for result in results
        if not result.packets and errors_in(result.findings)
    ]
    if failed:
        lines += ["", "failed", *("  " + line for line in aligned(failed))]
    return "\n".join(lines)


def _is_lively(result: ApplicationResult) -> bool:
    changed = any(packet.outcome is not Outcome.UNCHANGED for packet in result.packets)
    return changed or bool(errors_in(result.findings))


def _class_row(result: ApplicationResult) -> tuple[str, ...]:
    outcomes = Counter(packet.outcome for packet in result.packets)
    severities = Counter(finding.severity for finding in result.findings)
    numbers = (
        *(
            outcomes[one]
            for one in (Outcome.BUILT, Outcome.PLANNED, Outcome.UNCHANGED, Outcome.FAILED)
        ),
        sum(packet.pages for packet in result.packets),
        severities[Severity.ERROR],
        severities[Severity.WARNING],
    )
    return (plain(result.folder.name), *(str(number) if number else "-" for number in numbers))


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The *rows* as lines: the first column to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 or " " in cell else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _row(packet: PacketResult) -> tuple[str, ...]:
    name, outcome = plain(packet.writer), str(packet.outcome)
    if packet.path is None or packet.outcome is Outcome.FAILED:
        return (name, "-", "-", "-", "-", outcome, plain(packet.reason))
    supplied = packet.pages - packet.generated
    numbers = (str(packet.pages), str(packet.generated), str(supplied), size(packet.size))
    return (name, *numbers, outcome, plain(shown(packet.path)))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if name in _RIGHT else cell.ljust(width)
        for name, cell, width in zip(_HEAD, row, widths, strict=True)
    ]
    return f"  {'  '.join(cells)}".rstrip()


def size(number: int) -> str:
    """``148 kB``, ``2.3 MB``: for a person who thinks of mail attachments."""
    return f"{number / 1e6:.1f} MB" if number >= 999_500 else f"{max(1, round(number / 1000))} kB"


def as_values(results: Sequence[ApplicationResult]) -> dict[str, Any]:
    """The results for JSON: a summary, then applications with their packets and findings."""
    return {
        "summary": _summary(results),
        "applications": [
            {
                "path": shown(result.folder),
                "packets": [_packet_values(packet) for packet in result.packets],
                "findings": [finding.as_dict() for finding in result.findings],
            }
            for result in results
        ],
    }


def _summary(results: Sequence[ApplicationResult]) -> dict[str, Any]:
    packets = [packet for result in results for packet in result.packets]
    outcomes = Counter(packet.outcome for packet in packets)
    severities = Counter(finding.severity for result in results for finding in result.findings)
    return {
        "applications": len(results),
        "packets": {str(outcome): outcomes[outcome] for outcome in Outcome},
        "pages": sum(packet.pages for packet in packets),
        "bytes": sum(packet.size for packet in packets),
        "findings": {str(severity): severities[severity] for severity in Severity},
        "failed": [
            {"application": one.application, "writer": one.writer, "reason": one.reason}
            for one in packets
            if one.outcome is Outcome.FAILED
        ],
    }


def _packet_values(packet: PacketResult) -> dict[str, Any]:
    return {
        "application": packet.application,
        "writer": packet.writer,
        "outcome": str(packet.outcome),
        "reason": packet.reason,
        "path": shown(packet.path) if packet.path else None,
        "pages": packet.pages,
        "generated": packet.generated,
        "supplied": packet.pages - packet.generated,
        "size": packet.size,
    }
