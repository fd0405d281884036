"""Measure lorpack: whole processes and one running process, medians and ratios in one run.

usage: python benchmarks/bench.py [--runs N] [--applications N] [--packets N] [--part NAME] [--write]

With ``--write`` the tables go into docs/performance.md. Figures are of this machine at this
hour; only the ratios carry over.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.classes import of_class, of_memory, one_changed
from benchmarks.cohort import of_dates
from benchmarks.measure import (
    LORPACK,
    PYTHON,
    ROOT,
    SAMPLE,
    SAMPLES,
    alternate,
    process,
    row,
    script,
    timed,
)


def start_up(runs: int) -> list[str]:
    """``--help``, ``--version`` and ``check`` as whole processes."""
    bare, help_, version, check = alternate(
        runs,
        lambda: process(PYTHON, "-c", "pass")[0],
        lambda: process(*LORPACK, "--help")[0],
        lambda: process(*LORPACK, "--version")[0],
        lambda: process(*LORPACK, "check", str(SAMPLE))[0],
    )
    return [
        row("`python -c pass`", bare, ""),
        row("`lorpack --help`", help_, f"{help_ / bare:.1f} × python (target ≤ 8)"),
        row("`lorpack --version`", version, f"{version / bare:.1f} × python (target ≤ 8)"),
        row(
            "`lorpack check`, one application", check, f"{check / bare:.1f} × python (target < 25)"
        ),
    ]


def one_packet(runs: int) -> list[str]:
    """A packet in a running worker, against the plain script in a running process."""
    ours, plain = alternate(runs, lambda: _running("ours")[0], lambda: _running("plain")[0])
    size, plain_size = (int(_running(kind)[1]) // 1000 for kind in ("ours", "plain"))
    placing = _placing(runs)
    return [
        row("one packet, running process", ours, f"{size} kB"),
        row("the plain script, running process", plain, f"{plain_size} kB"),
        f"| packet against plain script | {ours / plain:.2f} × | target ≤ 0.40 |",
        row(
            "placing CV and forms, packing, checking",
            placing,
            f"{placing / ours:.0%} of a packet (target < 25 %)",
        ),
    ]


def _running(kind: str) -> list[float]:
    printed = script(ROOT / "benchmarks" / "running.py", kind)
    return [float(word) for word in printed.split()]


def _placing(runs: int) -> float:
    """Seconds from the rendered document to the checked packet, the mean over all writers."""
    from lorpack.packet import build as room
    from lorpack.packet.materials import gather
    from lorpack.packet.plan import plan_packet
    from lorpack.profiles.load import load

    application = load(SAMPLE).application
    assert application is not None
    writers = application.writers
    plans = [plan_packet(application, w, gather(application, w)[0]) for w in writers]
    layouts = [room._laid_out(plan) for plan in plans]
    sections = [room._sections(plan, layout) for plan, layout in zip(plans, layouts, strict=True)]
    ready = list(zip(plans, layouts, sections, strict=True))
    finished, written = alternate(
        runs,
        lambda: timed(lambda: [room._finished(*one) for one in ready]),
        lambda: timed(lambda: [layout.write() for layout in layouts]),
    )
    return (finished - written) / len(writers)


def whole_build(runs: int) -> list[str]:
    """All samples: built from nothing, and built again with nothing changed."""
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "output"
        command = [*LORPACK, "build", str(SAMPLES), "-o", str(output)]

        def afresh() -> float:
            shutil.rmtree(output, ignore_errors=True)
            seconds, peak = process(*command)
            peaks.append(peak)
            return seconds

        peaks: list[int] = []
        full, again = alternate(max(3, runs // 2), afresh, lambda: process(*command)[0])
        packets = len(list(output.rglob("*.pdf")))
    return [
        row(
            f"all samples, {packets} packets, {os.cpu_count()} cores",
            full,
            f"{packets / full:.1f} packets a second",
        ),
        row("the same again, nothing changed", again, f"{again / full:.1%} of the full build"),
        f"| peak memory of the largest process | {max(peaks) / 1024:.0f} MB | target < 250 MB |",
    ]


def main() -> None:
    """Measure, print, and with ``--write`` keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--applications", type=int, default=1000, help="of the cohort")
    parser.add_argument("--packets", type=int, default=400, help="of the class that is built")
    parser.add_argument("--part", action="append", help="only this one; may be given again")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    parts: dict[str, Callable[[int], list[str]]] = {
        "start": start_up,
        "packet": one_packet,
        "samples": whole_build,
        "dates": partial(of_dates, applications=options.applications),
        "class": partial(of_class, applications=options.packets // 4),
        "change": one_changed,
        "memory": partial(of_memory, applications=options.packets // 4),
    }
    for name in options.part or parts:
        table = "\n".join(
            ["| measured | median | note |", "|---|---|---|", *parts[name](options.runs)]
        )
        print(table, flush=True)
        if options.write:
            keep(name, table)


def keep(name: str, table: str) -> None:
    """Put the *table* of a part into its place in docs/performance.md."""
    path = ROOT / "docs" / "performance.md"
    text = path.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, after = text.split(begin)[0], text.split(end)[1]
    path.write_text(f"{before}{begin}\n{table}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
