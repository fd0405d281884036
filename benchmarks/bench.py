"""Measure lorpack: whole processes and one running process, medians and ratios in one run.

usage: python benchmarks/bench.py [--runs N] [--applications N] [--packets N] [--write]

With ``--write`` the table goes into docs/performance.md. Figures are of this machine at this
hour; only the ratios carry over.
"""

import argparse
import os
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.classes import of_classes
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
    timed,
)

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


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
    """A packet in a running process, against the plain script, and the share of placing.

    Each figure is the mean over all letter writers of one application.
    """
    from benchmarks.plain import build_plainly
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

    def place() -> None:
        for plan, layout, found in ready:
            room._finished(plan, layout, found)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photo = plans[0].materials.photo
        assert photo is not None
        (folder / "photo.jpg").write_bytes(photo.data)
        ours, plain, written, placed = alternate(
            runs,
            lambda: timed(lambda: [room.build_packet(application, w) for w in writers]),
            lambda: timed(lambda: [build_plainly(plan, folder) for plan in plans]),
            lambda: timed(lambda: [layout.write() for layout in layouts]),
            lambda: timed(place),
        )
        size = sum(len(room.build_packet(application, w).data) for w in writers)
        plain_size = sum(len(build_plainly(plan, folder)) for plan in plans)
    count = len(writers)
    placing = placed - written
    return [
        row("one packet, running process", ours / count, f"{size // count // 1000} kB"),
        row(
            "the plain script, running process", plain / count, f"{plain_size // count // 1000} kB"
        ),
        f"| packet against plain script | {ours / plain:.2f} × | target ≤ 0.40 |",
        row(
            "placing CV and forms, packing, checking",
            placing / count,
            f"{placing / ours:.0%} of a packet (target < 25 %)",
        ),
    ]


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
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = ["| measured | median | note |", "|---|---|---|"]
    dates = partial(of_dates, applications=options.applications)
    classes = partial(of_classes, applications=options.packets // 4)
    for part in (start_up, one_packet, whole_build, dates, classes):
        rows += part(options.runs)
    table = "\n".join(rows)
    print(table)
    if options.write:
        path = ROOT / "docs" / "performance.md"
        text = path.read_text(encoding="utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        path.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
