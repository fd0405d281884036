"""A packet that hangs, runs out of memory or crashes its child costs that packet and no other.

LORPACK_SOAK=200 makes the batch as large as that, with one bad packet in twenty (`make soak`).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scenes import Scene, edit_writer, prepare, tree

ROOT = Path(__file__).resolve().parents[2]
HOOKS = Path(__file__).parent / "hooks"
SECONDS = 12.0 if "LORPACK_SOAK" in os.environ else 9.0
"""So long may a packet take here; the ones that hang cost this twice. A healthy one takes 2 s in a
new child, and several times that on a busy machine."""

BUILD = """
import json, sys, time
from pathlib import Path
from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest
if __name__ == "__main__":
    folders = sorted(Path("class").iterdir())
    request = BuildRequest(Path(sys.argv[1]), jobs=2, seconds_per_packet=float(sys.argv[2]))
    began = time.monotonic()
    results = build(folders, request)
    packets = [(p.application, p.writer, p.outcome, p.reason) for r in results for p in r.packets]
    print(json.dumps([time.monotonic() - began, packets]))
"""
KINDS = {
    "hang": f"not finished after {SECONDS:.0f} s",
    "memory": "too much memory",
    "segfault": "crashed",
    "killed": "crashed",
}


def _class(work: Path, healthy: int, bad: tuple[str, ...]) -> None:
    """A cohort: ten writers an application, the bad ones among them; one with a bad template."""
    writers = [f"writer-{number}" for number in range(healthy)]
    for number, kind in enumerate(bad):
        writers.insert(len(writers) * (number + 1) // (len(bad) + 1), f"{kind}-{number}")
    for start in range(0, len(writers), 10):
        folder = work / "class" / f"applicant-{start}"
        prepare(work, Scene(()))
        for path in (work / "quill" / "writers").iterdir():
            path.unlink()
        (work / "quill" / "progress.yaml").unlink()
        folder.parent.mkdir(exist_ok=True)
        (work / "quill").rename(folder)
        for name in writers[start : start + 10]:
            edit_writer(folder, name, name.title().replace("-", " "), 1)
    template = work / "class" / "wrong-template"
    prepare(work, Scene(()))
    (work / "quill" / "writers" / "haddad.yaml").unlink()
    (work / "quill").rename(template)
    (template / "templates" / "packet").mkdir(parents=True)
    (template / "templates" / "packet" / "cover.html.j2").write_text("{{ nobody }}")


def _build(output: str, hook: str):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HOOKS)])}
    child = subprocess.run(
        [sys.executable, "-c", BUILD, output, str(SECONDS)],
        env={**env, "LORPACK_TEST_HOOK": hook},
        capture_output=True, text=True, timeout=1800, check=False,
    )  # fmt: skip
    assert child.returncode == 0, child.stderr
    return json.loads(child.stdout.splitlines()[-1])


def _compare(work: Path, size: int) -> str:
    """Build a clean class and a poisoned one; assert the difference; give the figures."""
    number = max(4, size // 20)
    bad = tuple(list(KINDS)[index % 4] for index in range(number - 1))
    _class(work, size - number, bad)
    clean_seconds, clean = _build("clean", "")
    seconds, found = _build("poisoned", "poison")
    good = {(a, w) for a, w, outcome, _ in clean if outcome == "built"}
    failed = {(a, w): reason for a, w, outcome, reason in found if outcome == "failed"}
    assert [a for a, _, outcome, _ in clean if outcome == "failed"] == ["wrong-template"]
    assert len(failed) == number
    assert len(good) == size - 1
    for (_, writer), reason in failed.items():
        assert KINDS.get(writer.partition("-")[0], "LOR801") in reason, (writer, reason)
    left = {
        name: data for name, data in tree(work / "clean").items() if name.endswith(".pdf")
        and not name.split("/")[1].startswith(tuple(KINDS))
    }  # fmt: skip
    assert len(left) == size - number
    poisoned = {
        name: data for name, data in tree(work / "poisoned").items() if name.endswith(".pdf")
    }
    assert poisoned == left
    return (
        f"{size} packets: {len(failed)} failed, {len(left)} equal; "
        f"{clean_seconds:.0f} s clean, {seconds:.0f} s with poison"
    )


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_bad_packets_cost_themselves_and_no_other(work):
    print(_compare(work, int(os.environ.get("LORPACK_SOAK", "9"))))  # noqa: T201
