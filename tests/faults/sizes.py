"""Call each command on disks of many sizes, from one that is full to one with room enough.

usage: unshare --user --map-root-user --mount python sizes.py     in an empty folder

Each disk is a tmpfs, which holds what stood there before and some pages more: none, one, two, …
until there is room enough twice.
"""

import errno
import os
import shutil
import subprocess
from pathlib import Path

from scenes import SCENES, Scene, again, call, cheap, check_whole, check_words, prepare, tree

PAGE = os.sysconf("SC_PAGE_SIZE")
NEW = {name: Scene(SCENES[name].args) for name in ("messages", "build", "timeline")}
COMMANDS = {"track": SCENES["track"], "build again": SCENES["build"], "init": SCENES["init"], **NEW}


def main() -> None:
    """Try all sizes with each command."""
    disk = Path("disk").resolve()
    disk.mkdir()
    _mount(disk, "8m")
    with cheap():
        for name, scene in COMMANDS.items():
            full = [True]
            while any(full[-2:]):
                full.append(_tried(scene, disk, len(full) - 1))
            print(f"{name}: {len(full) - 1} sizes, {sum(full) - 1} too small")  # noqa: T201


def _mount(disk: Path, size: str, *options: str) -> None:
    how = ["-o", ",".join([*options, f"size={size}", "mode=700"])]
    subprocess.run(["mount", "-t", "tmpfs", *how, "tmpfs", disk], check=True)


def _tried(scene: Scene, disk: Path, pages: int) -> bool:
    """Whether a disk with so many free *pages* is too small for the command of *scene*."""
    before, work = disk.parent / "before", disk / "work"
    _emptied(disk)
    os.environ["XDG_CACHE_HOME"] = str(work / "cache")
    prepare(work, scene)
    again(work, before)
    old = tree(work)
    assert call(*scene.args).exit_code == 0
    new = tree(work)
    _emptied(disk)
    again(before, work)
    os.chdir(work)
    used = os.statvfs(disk)
    _mount(disk, str((used.f_blocks - used.f_bfree + pages) * PAGE), "remount")
    result = call(*scene.args)
    check_words(result)
    check_whole(tree(work), old, new)
    assert result.exit_code in {0, 5}, result.stderr
    assert result.exit_code or tree(work) == new
    assert not result.exit_code or os.strerror(errno.ENOSPC) in result.stderr, result.stderr
    assert not list(work.rglob(".lorpack-????????-*")), "a temporary file takes room on a full disk"
    _mount(disk, "8m", "remount")
    if result.exit_code:
        assert call(*scene.args).exit_code == 0
    assert tree(work) == new
    return bool(result.exit_code)


def _emptied(disk: Path) -> None:
    os.chdir(disk)
    shutil.rmtree(disk / "work", ignore_errors=True)
    (disk / "work").mkdir()
    os.chdir(disk / "work")


if __name__ == "__main__":
    main()
