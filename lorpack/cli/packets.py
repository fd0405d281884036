"""The result of a build as a table and as values for JSON."""

from collections.abc import Sequence
from typing import Any

from lorpack.batch.model import ApplicationResult, Outcome, PacketResult
from lorpack.cli.console import plain
from lorpack.cli.options import shown

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
    """The results for JSON: applications with their packets and findings."""
    return {
        "applications": [
            {
                "path": shown(result.folder),
                "packets": [_packet_values(packet) for packet in result.packets],
                "findings": [finding.as_dict() for finding in result.findings],
            }
            for result in results
        ]
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
