"""What a build is asked for, and what it gives back."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from lorpack.findings import Finding

if TYPE_CHECKING:
    from lorpack.packet.seal import Password


class Outcome(StrEnum):
    """What became of one packet."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    PLANNED = "planned"
    FAILED = "failed"


@dataclass(frozen=True)
class BuildRequest:
    """What to build and where to. *writers* empty means all; *jobs* 0 means one per core.

    *executor* is ``processes`` (of this machine), ``dask`` (with a *scheduler*'s address) or the
    ``module:callable`` of one's own. With a *password*, packets are encrypted.
    """

    output: Path
    writers: tuple[str, ...] = ()
    jobs: int = 0
    force: bool = False
    dry_run: bool = False
    seconds_per_packet: float = 60.0
    executor: str = "processes"
    scheduler: str = ""
    password: "Password | None" = None

    @property
    def processes(self) -> int:
        """How many processes: what was asked for, or the cores that this process may use."""
        return self.jobs or cores()


def cores() -> int:
    """How many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class PacketResult:
    """One writer's packet. *reason* says in a few words why it was built, kept or failed.

    The *path* of one that failed is that of an earlier packet which is still there.
    """

    application: str
    writer: str
    outcome: Outcome
    reason: str = ""
    path: Path | None = None
    pages: int = 0
    generated: int = 0
    size: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicationResult:
    """One application: its packets, and every finding (those of its packets included)."""

    folder: Path
    packets: tuple[PacketResult, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Sent after each packet: *done* of *total*, and the packet that ended."""

    done: int
    total: int
    packet: PacketResult


OnProgress = Callable[[Progress], None]
