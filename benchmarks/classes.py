"""A class of made-up applicants, for timing: every one a person of their own, with a CV of 2 to 4 pages."""

import itertools
import re
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf

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
)

_FIRST = ("Ada", "Bao", "Chidi", "Dana", "Emre", "Farah", "Goran", "Hana", "Ivo", "Jun")
_LAST = (
    "Adeyemi",
    "Bakker",
    "Castillo",
    "Dvorak",
    "Eriksen",
    "Fontaine",
    "Gupta",
    "Haas",
    "Ivanov",
    "Jokinen",
)
_SYLLABLES = ("ba", "do", "ki", "lu", "me", "na", "po", "ri", "su", "ta")


def make_class(folder: Path, applications: int, writers: int = 4) -> None:
    """Write so many applications below *folder*, each with so many letter writers of its own."""
    cvs = list(_cvs())
    chosen = sorted((SAMPLE / "writers").glob("*.yaml"))[:writers]
    for number in range(applications):
        own = folder / f"applicant-{number:05d}"
        (own / "writers").mkdir(parents=True)
        shutil.copytree(SAMPLE / "documents", own / "documents")
        (own / "documents" / "cv.pdf").write_bytes(cvs[number % len(cvs)])
        _rename(SAMPLE / "applicant.yaml", own / "applicant.yaml", number)
        for writer in chosen:
            _rename(writer, own / "writers" / writer.name, number)


def _cvs() -> Iterator[bytes]:
    """CVs of two, three and four pages, from the pages of the samples' CVs."""
    with (
        pikepdf.open(SAMPLES / "amara-okafor" / "documents" / "cv.pdf") as first,
        pikepdf.open(SAMPLES / "nolan-brightwater" / "documents" / "cv.pdf") as second,
    ):
        for pages in (2, 3, 4):
            with pikepdf.new() as made:
                made.pages.extend([*first.pages, *second.pages][:pages])
                out = BytesIO()
                made.save(out, deterministic_id=True)
                yield out.getvalue()


def _rename(source: Path, target: Path, number: int) -> None:
    """Copy a profile to another person: names, IDs, mail addresses and Letter IDs of their own."""
    given, family = _FIRST[number % 10], _LAST[number // 10 % 10]
    if number >= 100:
        family += "".join(_SYLLABLES[int(digit)] for digit in str(number // 100))
    text = source.read_text(encoding="utf-8")
    for old, new in (("Amara", given), ("Okafor", family), ("okafor", family.lower())):
        text = text.replace(old, new)
    text = re.sub(
        r"\b(\d{4})(\d{4})\b", lambda found: f"{int(found[1]) % 100:02d}{number:06d}", text
    )
    text = text.replace("0-000-014-2", f"0-{number:06d}-2").replace("@", f".{number}@")
    text = re.sub(r"(letter_id: *\"?[A-Z]+)-?[\w-]*", rf"\g<1>-{number:05d}-{source.stem}", text)
    target.write_text(text, encoding="utf-8")


def of_class(runs: int, applications: int = 100, writers: int = 4) -> list[str]:
    """A class of so many applications, against the plain script, and again.

    Everything that is compared runs in turn on the same two cores.
    """
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_class(root / "class", applications, writers)
        make_class(root / "tenth", max(1, applications // 10), writers)
        return _builds(root, runs, applications * writers)


def _build(root: Path, what: str, *options: str, fresh: bool = True) -> tuple[float, int]:
    output = root / "out" / what
    if fresh:
        shutil.rmtree(output, ignore_errors=True)
    return process(*LORPACK, "build", str(root / what), "-o", str(output), *options, cores=2)


def _builds(root: Path, runs: int, packets: int) -> list[str]:
    """The whole class in two processes, again, and in one; a tenth of it; the plain script on a few."""
    few = max(1, packets // 10)
    plain = (PYTHON, str(ROOT / "benchmarks" / "plain.py"))
    some = sorted((root / "tenth").iterdir())[:3]
    count = sum(len(list((folder / "writers").iterdir())) for folder in some)
    four = [(some[0], path.stem) for path in (some[0] / "writers").iterdir()]

    def one_by_one() -> float:
        return sum(process(*plain, str(f), "-w", w, cores=2)[0] for f, w in four) / len(four)

    tenth, plainly, loop = alternate(
        runs,
        lambda: _build(root, "tenth", "-j", "2")[0] / few,
        lambda: process(*plain, *map(str, some), cores=2)[0] / count,
        one_by_one,
    )
    # What came before has warmed up everything.
    taken = [
        (
            _build(root, "class", "-j", "2")[0],
            _build(root, "class", "-j", "2", fresh=False)[0],
            _build(root, "class", "-j", "1")[0],
        )
        for _ in range(max(5, runs))
    ]
    whole, again, alone = (statistics.median(times) for times in zip(*taken, strict=True))
    each = whole / packets
    rest = f"{again / whole:.1%} of the full build (target ≤ 2 % and ≤ 1.5 s)"
    many = f"class of {packets} packets, 2 processes on 2 cores"
    return [
        row(many, whole, f"{1 / each:.2f} packets a second"),
        _ratio("against the plain script in one process", plainly / each, "≥ 4", plainly),
        _ratio("against the plain script, a process a packet", loop / each, "≥ 8", loop),
        _ratio("against 1 process on the same cores", alone / whole, "≥ 1.8", alone / packets),
        row(f"the {packets} packets again, nothing changed", again, rest),
        _ratio(f"time a packet, {packets} against {few}", each / tenth, "≤ 1.05"),
    ]


def _ratio(what: str, ratio: float, target: str, each: float = 0) -> str:
    note = f" ({each * 1000:.0f} ms a packet)" if each else ""
    return f"| {what} | {ratio:.2f} × | target {target} ×{note} |"


def one_changed(runs: int) -> list[str]:
    """One writer of an application of five, changed each time."""
    with tempfile.TemporaryDirectory() as name:
        return _one_changed(Path(name), runs)


def _one_changed(root: Path, runs: int) -> list[str]:
    folder, output = root / "one", root / "out" / "one"
    shutil.copytree(SAMPLE, folder)
    process(*LORPACK, "build", str(folder), "-o", str(output), cores=2)
    path, count = folder / "writers" / "chen.yaml", itertools.count()

    def changed() -> float:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"# {next(count)}\n")
        return process(*LORPACK, "build", str(folder), "-o", str(output), cores=2)[0]

    took, imported = alternate(
        runs, changed, lambda: process(PYTHON, "-c", "import weasyprint", cores=2)[0]
    )
    note = f"{took / imported:.1f} × `import weasyprint` (target ≤ 2 ×)"
    return [
        row("one writer of five changed, one packet built", took, note),
        row("`import weasyprint`, a process of its own", imported),
        *_phases(folder, runs),
    ]


_NEW_WORKER = """
import sys, time
from pathlib import Path
def lap(what, started=[time.perf_counter()]):
    now = time.perf_counter()
    print(f"{what}|{now - started[0]}")
    started[0] = now
import weasyprint
lap("a new worker: `import weasyprint`")
from lorpack.batch.work import warm_up, build_job
warm_up()
lap("… the rest of its warm-up")
folder = Path(sys.argv[1])
writers = sorted(path.stem for path in (folder / "writers").iterdir())
build_job(folder, "", dict.fromkeys(writers[:1], ""), 60.0)
lap("… the application read, its documents prepared, the first packet")
build_job(folder, "", dict.fromkeys(writers[1:2], ""), 60.0)
lap("… the next packet")
"""


def _phases(folder: Path, runs: int) -> list[str]:
    """Where the time of a new worker goes: the median of each phase."""
    taken: dict[str, list[float]] = {}
    for _ in range(runs + 1):
        for line in _script(_NEW_WORKER, folder).splitlines():
            what, seconds = line.split("|")
            taken.setdefault(what, []).append(float(seconds))
    return [row(what, statistics.median(times[1:])) for what, times in taken.items()]


_GROWTH = """
import resource, sys
from pathlib import Path
from lorpack.batch.work import build_job, limit_child
folders, built = sorted(Path(sys.argv[1]).iterdir()), 0
limit_child(Path(sys.argv[2]))
while built < 500:
    folder = folders[built // 4 % len(folders)]
    writers = sorted(path.stem for path in (folder / "writers").iterdir())
    for packet in build_job(folder, str(built), dict.fromkeys(writers, ""), 60.0):
        assert packet.data, packet
        built += 1
    if built in (48, 52, 500):
        status = Path("/proc/self/status").read_text()
        print(built, int(status.split("VmRSS:")[1].split()[0]))
"""


_PARENT = """
import sys
from pathlib import Path
from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest
if __name__ == "__main__":
    folders = sorted(Path(sys.argv[1]).iterdir())
    results = build(folders, BuildRequest(Path(sys.argv[2]), jobs=2, dry_run=True))
    assert sum(len(result.packets) for result in results) == 4 * len(folders)
    # Not ru_maxrss, which begins with the size of the process that started this one.
    status = Path("/proc/self/status").read_text()
    print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


def _script(text: str, *arguments: Path) -> str:
    """What a Python script prints. It is a file, so that its workers can import it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "measured.py"
        path.write_text(text, encoding="utf-8")
        return script(path, *arguments)


def of_memory(_runs: int, applications: int = 100, writers: int = 4) -> list[str]:
    """One worker after 50 and 500 packets; the parent in a dry run of a class and of ten."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_class(root / "class", applications, writers)
        make_class(root / "tenfold", applications * 10, writers)
        return _memory(root, applications * writers)


def _memory(root: Path, packets: int) -> list[str]:
    (root / "temporary").mkdir()
    lines = _script(_GROWTH, root / "class", root / "temporary").splitlines()
    sizes = dict(tuple(map(int, line.split())) for line in lines)
    first, last = sizes[52] / 1024, sizes[500] / 1024
    small, large = (
        int(_script(_PARENT, root / what, root / "dry")) for what in ("class", "tenfold")
    )
    grown = f"{last / first:.2f} × that after 50 (target ≤ 1.2 ×, ≤ 300 MB)"
    ten = f"{large / small:.2f} × that of {packets} (target ≤ 1.5 ×)"
    return [
        f"| memory of a worker after 500 packets | {last:.0f} MB | {grown} |",
        f"| memory of the parent, dry run of {packets * 10} packets | {large:.0f} MB | {ten} |",
    ]
