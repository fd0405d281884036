"""Kill a process of its own at random moments of its work, look at what is left, and repeat.

usage: python killing.py SCENE COUNT SEED     in an empty folder; prints how many were killed

The child is a fork that calls one command again and again, each time for other input. It says
after each call that it is done. With COUNT 0 there is one call and one kill for each file operation
that it makes: in its place, in the middle of what it writes.
"""

import os
import random
import signal
import sys
import time
from datetime import date, timedelta
from itertools import count, cycle
from pathlib import Path

from scenes import (
    LOG,
    SCENES,
    Scene,
    again,
    call,
    cheap,
    check_whole,
    edit,
    prepare,
    temporaries,
    tree,
)
from shim import Shim

VERSIONS = 4
LONGEST = 0.25
FIRST = date(2027, 6, 1)
LATER = ("--today", "2031-06-10")


def main(name: str, number: int, seed: int) -> None:
    """Kill *number* children at work on the scene *name*, and check what each has left."""
    chance = random.Random(seed)
    os.environ["XDG_CACHE_HOME"] = str(Path.cwd() / "cache")
    if not number:
        _at_each_operation(SCENES[name])
        return
    prepare(Path(), Scene(()))
    with cheap():
        check = _Track() if name == "track" else _Versions(SCENES[name].args)
        halves = done = 0
        for _ in range(number):
            check.begin()
            acknowledged = _killed_while(check.work, chance.uniform(0, LONGEST))
            halves += bool(temporaries(Path()))
            check.end(acknowledged)
            done += acknowledged
    print(f"{number} killed, {halves} with a file half written; {done} calls done before")  # noqa: T201


def _at_each_operation(scene: Scene) -> None:
    """Kill one call in the place of its first file operation, the next of its second, …"""
    before, work = Path("../before").resolve(), Path.cwd()
    halves = 0
    with cheap():
        prepare(work, scene)
        again(work, before)
        old = tree(work)
        assert call(*scene.args).exit_code == 0
        new = tree(work)
        for at in count(1):
            os.chdir(before)
            again(before, work)
            os.chdir(work)
            if not _killed_at(at, scene, work):
                print(f"{at - 1} killed, {halves} with a file half written")  # noqa: T201
                return
            halves += bool(temporaries(work))
            check_whole(tree(work), old, new)
            result = call(*scene.args)
            assert result.exit_code == 0 or tree(work) == new, f"{at}: {result.stderr}"
            assert tree(work) == new, at
            assert temporaries(work) == [], at


def _killed_at(at: int, scene: Scene, work: Path) -> bool:
    """Whether a child got as far as file operation *at*, and was killed there."""
    child = os.fork()
    if not child:
        with Shim(work, at, deadly=True):
            call(*scene.args)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _killed_while(work, seconds: float) -> int:
    """Let a child *work* for so many *seconds*; how often it said that it was done."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            for _ in work():
                os.write(theirs, b".")
        finally:
            os._exit(1)
    os.close(theirs)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    with os.fdopen(ours, "rb") as stream:
        return len(stream.read())


class _Track:
    """Events that were acknowledged are in the log, in their order, after what stood there."""

    log = Path("quill/progress.yaml")

    def begin(self) -> None:
        self.log.write_text(LOG, encoding="utf-8")

    def work(self):
        for number in count(1):
            day = str(FIRST + timedelta(number))
            assert call("track", "chen", "checked", "quill", "--on", day, *LATER).exit_code == 0
            yield number

    def end(self, done: int) -> None:
        first, *lines = self.log.read_text(encoding="utf-8").splitlines()
        assert first + "\n" == LOG
        assert len(lines) in (done, done + 1), f"{done} were done, {len(lines)} are there"
        for number, line in enumerate(lines, 1):
            day = FIRST + timedelta(number)
            assert line == f"- {{on: {day}, writer: chen, event: checked}}"
        assert call("track", "chen", "agreed", "quill", *LATER).exit_code == 0
        assert temporaries(Path()) == []


class _Versions:
    """Each file is that of one version, whole; the next run makes all of them those of one."""

    def __init__(self, args) -> None:
        self.args, self.trees = args, []
        again(Path("quill"), Path("../before"))
        for version in range(VERSIONS):
            again(Path("../before"), Path("quill"))
            edit(Path("quill"), version)
            assert call(*args).exit_code == 0
            self.trees.append(tree(Path("output")))

    def begin(self) -> None:
        pass

    def work(self):
        for version in cycle(range(VERSIONS)):
            edit(Path("quill"), version)
            assert call(*self.args).exit_code == 0
            yield version

    def end(self, done: int) -> None:
        for name, data in tree(Path("output")).items():
            if not name.endswith(".json"):
                assert data in [one[name] for one in self.trees], f"{name} is of no version"
        edit(Path("quill"), done % VERSIONS)
        result = call(*self.args)
        assert result.exit_code == 0, result.stderr
        assert tree(Path("output")) == self.trees[done % VERSIONS]
        assert temporaries(Path()) == []


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
