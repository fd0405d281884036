"""Timing whole processes and calls; medians, taken in turn so that the machine's moods hit all."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "sample_profiles"
SAMPLE = SAMPLES / "amara-okafor"
PYTHON = sys.executable
LORPACK = (PYTHON, "-m", "lorpack")

_MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""


def process(*command: str, cores: int = 0, **variables: str) -> tuple[float, int]:
    """Seconds and peak kB (largest process of the tree) of one whole process that ends well,
    on so many *cores* (0: all of them).

    Compiled modules may be kept, as on a user's machine.
    """
    chosen = ",".join(map(str, sorted(os.sched_getaffinity(0))[:cores]))
    pinned = ("taskset", "-c", chosen) if cores else ()
    child = subprocess.run(
        [*pinned, PYTHON, "-c", _MEASURE, *command],
        cwd=ROOT,
        env=_environment(variables),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, peak = child.stdout.split()
    return float(seconds), int(peak)


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


def alternate(runs: int, *tasks: Callable[[], float]) -> list[float]:
    """The median of each task, after one run that is not counted."""
    for task in tasks:
        task()
    taken: list[list[float]] = [[] for _ in tasks]
    for _ in range(runs):
        for times, task in zip(taken, tasks, strict=True):
            times.append(task())
    return [statistics.median(times) for times in taken]


def timed(action: Callable[[], object]) -> float:
    """Seconds that *action* takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def row(what: str, seconds: float, note: str = "") -> str:
    """A line of the table."""
    shown = f"{seconds:.1f} s" if seconds >= 10 else f"{seconds * 1000:.0f} ms"
    return f"| {what} | {shown} | {note} |"
