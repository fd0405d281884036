"""Every sample, built in one process, in two, and on a Dask cluster: the bytes must be equal.

usage: python benchmarks/everywhere.py
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure import PYTHON, ROOT, SAMPLES
from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest
from lorpack.profiles.folders import find_applications


def _start(*command: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [PYTHON, "-m", *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _results(output: Path) -> dict[str, bytes]:
    kept = (*output.rglob("*.pdf"), *output.rglob("manifest.json"))
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in kept}


def main() -> None:
    """Build three times, compare, print."""
    folders = find_applications([SAMPLES])
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        file = root / "scheduler.json"
        known = ("--scheduler-file", str(file), "--no-dashboard")
        cluster = [
            _start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *known)
        ]
        worker = ("distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", *known)
        cluster += [_start(*worker), _start(*worker)]
        try:
            while not file.is_file() or not file.read_text():
                time.sleep(0.1)
            address = json.loads(file.read_text())["address"]
            build(folders, BuildRequest(root / "serial", jobs=1))
            build(folders, BuildRequest(root / "parallel", jobs=2))
            build(folders, BuildRequest(root / "dask", executor="dask", scheduler=address))
        finally:
            for process in cluster:
                process.send_signal(signal.SIGKILL)
                process.wait()
        serial, *others = (_results(root / kind) for kind in ("serial", "parallel", "dask"))
        if any(other != serial for other in others):
            sys.exit("not the same bytes")
        print(f"{len(serial)} files, {sum(map(len, serial.values()))} bytes: equal three times")


if __name__ == "__main__":
    main()
