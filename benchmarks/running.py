"""Seconds for one packet in a process that runs already: a worker of lorpack, or the plain script.

usage: python benchmarks/running.py ours|plain

The mean over all letter writers of one application, after each of them was built once.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure import SAMPLE, timed
from lorpack.profiles.load import load


def worker(folder: Path) -> Callable[[], int]:
    """What builds every packet as a worker of ``lorpack build`` does; it gives their bytes."""
    from lorpack.batch.work import build_job, limit_child

    limit_child(folder)
    application = load(SAMPLE).application
    assert application is not None
    writers = [writer.id for writer in application.writers]

    def build() -> int:
        built = build_job(SAMPLE, "", dict.fromkeys(writers, ""), 60.0)
        return sum(len(packet.data) for packet in built) // len(writers)  # type: ignore[union-attr]

    return build


def plain(folder: Path) -> Callable[[], int]:
    """The same with the plain script, whose inputs are read beforehand."""
    from benchmarks.plain import build_plainly
    from lorpack.packet.materials import gather
    from lorpack.packet.plan import plan_packet

    application = load(SAMPLE).application
    assert application is not None
    writers = application.writers
    plans = [plan_packet(application, w, gather(application, w)[0]) for w in writers]
    photo = plans[0].materials.photo
    assert photo is not None
    (folder / "photo.jpg").write_bytes(photo.data)
    return lambda: sum(len(build_plainly(plan, folder)) for plan in plans) // len(plans)


def main() -> None:
    """Print the seconds and the bytes of a packet."""
    with tempfile.TemporaryDirectory() as name:
        build = {"ours": worker, "plain": plain}[sys.argv[1]](Path(name))
        size = build()
        print(timed(build) / len(list((SAMPLE / "writers").glob("*.yaml"))), size)


if __name__ == "__main__":
    main()
