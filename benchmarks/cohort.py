"""The commands that show dates, on one application and on a cohort; and `check` on both."""

import shutil
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import LORPACK, PYTHON, SAMPLE, alternate, process, row

TODAY = ("--today", "2027-07-14")
LOG = """\
- {{on: 2027-05-03, writer: {0}, event: asked, how: in_person}}
- {{on: 2027-05-04, writer: {0}, event: agreed, by: 2027-08-13}}
- {{on: 2027-05-04, writer: {0}, event: packet_sent}}
- {{on: 2027-06-20, writer: {1}, event: asked, how: email}}
- {{on: 2027-05-20, writer: {2}, event: asked, how: video}}
- {{on: 2027-06-15, writer: {2}, event: uploaded}}
"""


def make_cohort(folder: Path, applications: int) -> None:
    """Write so many applications of four writers each, with a log."""
    writers = sorted((SAMPLE / "writers").glob("*.yaml"))[:4]
    log = LOG.format(*(writer.stem for writer in writers))
    for number in range(applications):
        own = folder / f"applicant-{number:04d}"
        (own / "writers").mkdir(parents=True)
        shutil.copyfile(SAMPLE / "applicant.yaml", own / "applicant.yaml")
        for writer in writers:
            shutil.copyfile(writer, own / "writers" / writer.name)
        shutil.copytree(SAMPLE / "documents", own / "documents")
        (own / "progress.yaml").write_text(log, encoding="utf-8")


def of_dates(runs: int, applications: int) -> list[str]:
    """``today``, ``status`` and ``timeline``: on one application, and ``status`` on a cohort."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_cohort(root / "cohort", applications)
        return [
            *_one(root / "cohort" / "applicant-0000", root / "cache", runs),
            *_all(root / "cohort", root / "cache", applications),
        ]


def _one(folder: Path, cache: Path, runs: int) -> list[str]:
    def afresh(command: str) -> float:
        shutil.rmtree(cache, ignore_errors=True)
        return again(command)

    def again(command: str) -> float:
        return process(*LORPACK, command, str(folder), *TODAY, XDG_CACHE_HOME=str(cache))[0]

    commands = ("today", "status", "timeline")
    bare, *first = alternate(
        runs,
        lambda: process(PYTHON, "-c", "pass")[0],
        *(partial(afresh, command) for command in commands),
    )
    second = alternate(runs, *(partial(again, command) for command in commands))
    return [
        row(
            f"`lorpack {command}`, one application",
            once,
            f"{once / bare:.1f} × python (target < 20); again {twice / bare:.1f} ×",
        )
        for command, once, twice in zip(commands, first, second, strict=True)
    ]


def _all(folder: Path, cache: Path, count: int) -> list[str]:
    kept = {"XDG_CACHE_HOME": str(cache)}
    shutil.rmtree(cache, ignore_errors=True)
    status = (*LORPACK, "status", str(folder), *TODAY)
    first, peak = process(*status, cores=1, **kept)
    again = min(process(*status, cores=1, **kept)[0] for _ in range(3))
    checked, _ = process(*LORPACK, "check", str(folder), cores=1, **kept)
    memory = f"{peak / 1024:.0f} MB (target < 200 MB)"
    return [
        row(f"`lorpack status`, {count} applications × 4, one core", first, memory),
        row("the same again", again, f"{first / again:.1f} times as fast (target ≥ 5)"),
        row(f"`lorpack check`, {count} applications × 4, one core", checked),
    ]
