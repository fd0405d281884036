"""What reading each hostile profile costs: ``python tests/hostile/measure_yaml.py [FOLDER]``.

Each is read in a process of its own, the best of three times; with FOLDER, its YAML files too.
"""

import os
import resource
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from yaml_files import ALL  # noqa: E402

from lorpack.profiles.source import read_source  # noqa: E402


def cost(data: bytes) -> tuple[float, float]:
    """Milliseconds, and megabytes on top of the process as it was, to read *data*."""
    source, sink = os.pipe()
    if not os.fork():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.perf_counter()
        read_source(data, "f.yaml")
        spent = time.perf_counter() - started
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        os.write(sink, f"{spent * 1000} {grown / 1024}".encode())
        os._exit(0)
    os.wait()
    spent, grown = os.read(source, 100).split()
    os.close(source)
    os.close(sink)
    return float(spent), float(grown)


def main() -> None:
    """Print the cost of each, the dearest first."""
    files = {case.name: case.data for case in ALL}
    for folder in sys.argv[1:]:
        files |= {path.name: path.read_bytes() for path in Path(folder).glob("*.yaml")}
    rows = sorted(
        ((*min(cost(data) for _ in range(3)), name) for name, data in files.items()), reverse=True
    )
    for spent, grown, name in rows:
        print(f"{spent:8.1f} ms  {grown:6.1f} MB  {name}")
    print(f"{len(rows)} files; most: {rows[0][0]:.1f} ms, {max(row[1] for row in rows):.1f} MB")


if __name__ == "__main__":
    main()
