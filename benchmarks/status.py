"""Measure `lorpack status` on a cohort, and the three commands of the dates on one application.

usage: python benchmarks/status.py [--applications N] [--runs N]

The cohort is made in a temporary folder: each application is a sample with four writers and a
log. Figures are of this machine at this hour; only the ratios carry over.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_profiles" / "amara-okafor"
TODAY = "2027-07-14"
LOG = """\
- {{on: 2027-05-03, writer: {0}, event: asked, how: in_person}}
- {{on: 2027-05-04, writer: {0}, event: agreed, by: 2027-08-13}}
- {{on: 2027-05-04, writer: {0}, event: packet_sent}}
- {{on: 2027-06-20, writer: {1}, event: asked, how: email}}
- {{on: 2027-05-20, writer: {2}, event: asked, how: video}}
- {{on: 2027-06-15, writer: {2}, event: uploaded}}
"""

_MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def process(cache: Path, *command: str) -> tuple[float, int]:
    """Seconds and peak kB of one whole process, on one core where the system allows it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    child = subprocess.run(
        [sys.executable, "-c", _MEASURE, sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, peak = child.stdout.split()
    return float(seconds), int(peak)


def cohort(folder: Path, applications: int) -> None:
    """Write so many applications of four writers each."""
    writers = sorted((SAMPLE / "writers").glob("*.yaml"))[:4]
    log = LOG.format(*(writer.stem for writer in writers))
    for number in range(applications):
        own = folder / f"applicant-{number:04d}"
        (own / "writers").mkdir(parents=True)
        shutil.copyfile(SAMPLE / "applicant.yaml", own / "applicant.yaml")
        for writer in writers:
            shutil.copyfile(writer, own / "writers" / writer.name)
        (own / "progress.yaml").write_text(log, encoding="utf-8")


def one_application(folder: Path, cache: Path, runs: int) -> None:
    """Each command on one application: the first time, and when nothing has changed."""
    python = statistics.median(process(cache, "-c", "pass")[0] for _ in range(runs))
    print(f"python -c pass              {python * 1000:7.0f} ms")
    for command in ("today", "status", "timeline"):
        call = ("-m", "lorpack", command, str(folder), "--today", TODAY)
        first = []
        for _ in range(runs):
            shutil.rmtree(cache, ignore_errors=True)
            first.append(process(cache, *call)[0])
        again = [process(cache, *call)[0] for _ in range(runs)]
        for name, times in (("first", first), ("again", again)):
            seconds = statistics.median(times)
            ratio = seconds / python
            print(
                f"{command:9} one, {name}        {seconds * 1000:7.0f} ms   {ratio:5.1f} x python"
            )


def whole_cohort(folder: Path, cache: Path, runs: int) -> None:
    """`status` on all: the first time, and when nothing has changed."""
    call = ("-m", "lorpack", "status", str(folder), "--today", TODAY)
    shutil.rmtree(cache, ignore_errors=True)
    first, peak = process(cache, *call)
    again = statistics.median(process(cache, *call)[0] for _ in range(runs))
    print(
        f"status of all, first        {first:7.2f} s    {peak / 1000:.0f} MB (target < 12 s, 200 MB)"
    )
    print(
        f"status of all, again        {again:7.2f} s    {first / again:.1f} x faster (target >= 5)"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applications", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "cohort", Path(name) / "cache"
        started = time.perf_counter()
        cohort(folder, options.applications)
        print(f"made {options.applications} applications in {time.perf_counter() - started:.1f} s")
        one_application(next(folder.iterdir()), cache, options.runs)
        whole_cohort(folder, cache, options.runs)


if __name__ == "__main__":
    main()
