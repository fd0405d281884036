"""Build a large class, watch the memory of every process, and look for what was lost.

usage: python benchmarks/soak.py [--packets 2000] [--jobs 2]

Ends with an error when a packet is missing, is not the one its manifest tells of, or is not
accepted when it is opened; prints the memory of parent and workers in each tenth of the build.
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.classes import make_class
from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest, Outcome, Progress

WRITERS = 4


class Watch:
    """The largest memory, in MB, of the parent and of any worker, in each tenth of the build."""

    def __init__(self) -> None:
        self.tenth = 0
        self.parent: dict[int, int] = defaultdict(int)
        self.worker: dict[int, int] = defaultdict(int)
        self.ended = threading.Event()

    def run(self) -> None:
        """Look twice a second until it is over."""
        while not self.ended.wait(0.5):
            own = os.getpid()
            self.parent[self.tenth] = max(self.parent[self.tenth], _memory(own))
            sizes = [_memory(int(pid)) for pid in _children(own)]
            self.worker[self.tenth] = max([self.worker[self.tenth], *sizes])

    def progress(self, now: Progress) -> None:
        """Called after each packet."""
        self.tenth = min(9, now.done * 10 // now.total)


def _children(pid: int) -> list[str]:
    found: list[str] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += (task / "children").read_text().split()
    return found


def _memory(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) // 1024
    except (OSError, IndexError):
        return 0


def sound(output: Path) -> int:
    """How many packets are there, whole, and as their manifests tell."""
    import pikepdf

    count = 0
    for manifest in output.rglob("manifest.json"):
        for entry in json.loads(manifest.read_text())["packets"]:
            data = (manifest.parent / entry["path"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == entry["sha256"], entry["path"]
            with pikepdf.open(manifest.parent / entry["path"]) as pdf:
                assert len(pdf.pages) == entry["pages"], entry["path"]
            count += 1
    return count


def main() -> None:
    """Build, watch, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packets", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_class(root / "class", options.packets // WRITERS, WRITERS)
        watch = Watch()
        watcher = threading.Thread(target=watch.run)
        watcher.start()
        began = time.perf_counter()
        try:
            request = BuildRequest(root / "output", jobs=options.jobs)
            results = build(sorted((root / "class").iterdir()), request, watch.progress)
        finally:
            watch.ended.set()
            watcher.join()
        took = time.perf_counter() - began
        outcomes = [packet.outcome for result in results for packet in result.packets]
        print(f"{outcomes.count(Outcome.BUILT)} of {len(outcomes)} packets built in {took:.0f} s")
        print(f"{sound(root / 'output')} packets whole, and as their manifests tell")
        size = sum(path.stat().st_size for path in (root / "output").rglob("*") if path.is_file())
        print(f"{size / 1e6:.0f} MB of output")
        print("parent, MB, by tenth:", [watch.parent[n] for n in range(10)])
        print("worker, MB, by tenth:", [watch.worker[n] for n in range(10)])
        if outcomes != [Outcome.BUILT] * options.packets:
            sys.exit("packets were lost")


if __name__ == "__main__":
    main()
