"""The result of a build as a table and as values for JSON."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from lorpack.batch.model import ApplicationResult, Outcome, PacketResult
from lorpack.cli.console import count, plain
from lorpack.cli.options import shown
from lorpack.findings import Severity, errors_in
from lorpack.listing import few

_CLASS = 10
"""More applications than these are shown with a line each, not a table each."""

_NAMED = 3
"""So many of a kind are named; the others are counted."""

_CLASS_HEAD = (
    "application", "built", "planned", "unchanged", "failed", "pages", "errors", "warnings", "why",
)  # fmt: skip
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
    lines += _without_packets(results)
    return "\n".join(lines).rstrip("\n") or "no packets"


def is_class(results: Sequence[ApplicationResult]) -> bool:
    """Whether there are so many applications that nobody reads a table of each."""
    return len(results) > _CLASS


def class_table(results: Sequence[ApplicationResult]) -> str:
    """A line for each application in which anything was done or is wrong; then what failed.

    The others are counted in one line.
    """
    lively = [result for result in results if _is_lively(result)]
    rows = [_CLASS_HEAD, *(_class_row(result) for result in lively)]
    lines = ["  " + line for line in aligned(rows)] if lively else []
    if quiet := sum(bool(result.packets) for result in results) - len(lively):
        lines.append(
            f"  {count(quiet, 'application')} in which nothing changed and nothing is wrong"
        )
    if failed := [
        (f"{plain(packet.application)}/{plain(packet.writer)}", plain(why_failed(packet)))
        for result in results
        for packet in result.packets
        if packet.outcome is Outcome.FAILED
    ]:
        lines += ["", "failed", *("  " + line for line in aligned(failed))]
    if others := _without_packets(results):
        lines += ["", *others]
    return "\n".join(lines)


def unreadable(results: Sequence[ApplicationResult]) -> list[tuple[str, str]]:
    """The applications that have no packet because of an error, each with its first one."""
    return [
        (result.folder.name, errors_in(result.findings)[0].message)
        for result in results
        if not result.packets and errors_in(result.findings)
    ]


def why_failed(packet: PacketResult) -> str:
    """The reason, and whether the packet of an earlier build is still there, to be sent by mistake."""
    return f"{packet.reason}; an earlier packet is still there" if packet.path else packet.reason


def _without_packets(results: Sequence[ApplicationResult]) -> list[str]:
    """Lines for the applications that have no packet at all."""
    wrong = unreadable(results)
    lines = ["no packets"] if wrong else []
    lines += [f"  {plain(name)}  {plain(message)}" for name, message in wrong]
    empty = [plain(r.folder.name) for r in results if not r.packets and not errors_in(r.findings)]
    if empty:
        lines.append(f"without a letter writer: {few(empty, _NAMED)}")
    return lines


def _is_lively(result: ApplicationResult) -> bool:
    changed = any(packet.outcome is not Outcome.UNCHANGED for packet in result.packets)
    return bool(result.packets) and (changed or bool(errors_in(result.findings)))


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
    cells = (str(number) if number else "-" for number in numbers)
    return (plain(result.folder.name), *cells, plain(_why(result)))


def _why(result: ApplicationResult) -> str:
    """The reasons for which packets were built, each once."""
    made = [one for one in result.packets if one.outcome in (Outcome.BUILT, Outcome.PLANNED)]
    reasons = list(dict.fromkeys(packet.reason for packet in made))
    more = f"; and {len(reasons) - _NAMED} more reasons" if len(reasons) > _NAMED else ""
    return "; ".join(reasons[:_NAMED]) + more


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The *rows* as lines: numbers and their heads to the right, the first and last column to the left."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    last = len(widths) - 1
    return [
        "  ".join(
            cell.ljust(width) if column in (0, last) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _row(packet: PacketResult) -> tuple[str, ...]:
    name, outcome = plain(packet.writer), str(packet.outcome)
    if packet.path is None or packet.outcome is Outcome.FAILED:
        return (name, "-", "-", "-", "-", outcome, plain(why_failed(packet)))
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
            *(
                {"application": one.application, "writer": one.writer, "reason": one.reason}
                for one in packets
                if one.outcome is Outcome.FAILED
            ),
            *(
                {"application": name, "writer": None, "reason": reason}
                for name, reason in unreadable(results)
            ),
        ],
    }


def _packet_values(packet: PacketResult) -> dict[str, Any]:
    path, failed = shown(packet.path) if packet.path else None, packet.outcome is Outcome.FAILED
    return {
        "application": packet.application,
        "writer": packet.writer,
        "outcome": str(packet.outcome),
        "reason": packet.reason,
        "path": None if failed else path,
        "earlier": path if failed else None,
        "pages": packet.pages,
        "generated": packet.generated,
        "supplied": packet.pages - packet.generated,
        "size": packet.size,
    }
