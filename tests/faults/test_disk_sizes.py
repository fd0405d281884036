"""A disk that is full, at any byte: exit code 5, in words, and every file as it was or as it is."""

import os
import subprocess
import sys
from errno import ENOSPC
from pathlib import Path
from unittest.mock import patch

import pytest
from scenes import SCENES, again, call, check_whole, check_words, prepare, temporaries, tree
from shim import Shim

HERE = Path(__file__).parent
UNSHARE = ("unshare", "--user", "--map-root-user", "--mount")


def _may_mount(folder: Path) -> bool:
    try:
        mount = [*UNSHARE, "mount", "-t", "tmpfs", "tmpfs", folder]
        return subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.slow
def test_real_disks_of_fifty_sizes(work):
    if not _may_mount(work):
        pytest.skip("no tmpfs can be mounted here (needs Linux with user namespaces)")
    driver = subprocess.run(
        [*UNSHARE, sys.executable, str(HERE / "sizes.py")],
        capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE)])},
    )  # fmt: skip
    assert driver.returncode == 0, driver.stderr
    assert sum(int(line.split()[-5]) for line in driver.stdout.splitlines()) >= 50
    print(driver.stdout)  # noqa: T201 - the figures of docs/security.md


@pytest.mark.parametrize("name", ["track", "messages", "build", "timeline", "eject"])
def test_sizes_that_end_within_a_file(work, tmp_path, cheap_packets, name, dead):
    scene = SCENES[name]
    prepare(work, scene)
    before = tmp_path / "before"
    again(work, before)
    old = tree(work)
    with Shim(work, budget=10**9) as shim:
        assert call(*scene.args).exit_code == 0
    new, all_bytes = tree(work), 10**9 - shim.budget
    sizes = 50 if "LORPACK_SOAK" in os.environ else 12
    for number in range(sizes):
        os.chdir(tmp_path)
        again(before, work)
        os.chdir(work)
        size = all_bytes * number // sizes
        with Shim(work, error=ENOSPC, budget=size) as shim, patch("os.getpid", lambda: dead):
            result = call(*scene.args)
        assert shim.struck, f"{size} of {all_bytes} bytes"
        check_words(result)
        check_whole(tree(work), old, new)
        assert result.exit_code in {0, 5}, result.stderr
        assert result.exit_code or tree(work) == new
        assert temporaries(work) == []
    assert call(*scene.args).exit_code == 0
    assert tree(work) == new
