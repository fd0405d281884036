"""The result of a build as a table and as values for JSON."""

from collections.abc import Sequence
from typing import Any

from lorpack.batch.model import ApplicationResult, Outcome, PacketResult
from lorpack.cli.console import plain
from lorpack.cli.options import shown

_HEAD = ("application", "writer", "outcome", "pages", "generated", "supplied", "size", "file")
_RIGHT = ("pages", "generated", "supplied", "size")


def table(results: Sequence[ApplicationResult]) -> str:
    """One line a packet, in columns; the last says where it is, or why it is not there."""
    packets = [packet for result in results for packet in result.packets]
    if not packets:
        return "no packets"
    rows = [_HEAD, *(_row(packet) for packet in packets)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return "\n".join(_line(row, widths) for row in rows)


def _row(packet: PacketResult) -> tuple[str, ...]:
    names = (plain(packet.application), plain(packet.writer), str(packet.outcome))
    if packet.path is None or packet.outcome is Outcome.FAILED:
        return (*names, "-", "-", "-", "-", plain(packet.reason))
    supplied = packet.pages - packet.generated
    numbers = (str(packet.pages), str(packet.generated), str(supplied), size(packet.size))
    return (*names, *numbers, plain(shown(packet.path)))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if name in _RIGHT else cell.ljust(width)
        for name, cell, width in zip(_HEAD, row, widths, strict=True)
    ]
    return "  ".join(cells).rstrip()


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
