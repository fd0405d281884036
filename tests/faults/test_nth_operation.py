"""The n-th open, write, fsync, replace, … fails, for n = 1, 2, … until the command passes."""

import errno
import os
from itertools import count
from unittest.mock import patch

import pytest
from scenes import SCENES, again, call, check_whole, check_words, prepare, temporaries, tree
from shim import READING, Shim

MODES = {
    "once, an error of the disk": (errno.EIO, False),
    "once, not allowed": (errno.EACCES, False),
    "full from then on": (errno.ENOSPC, True),
    "gone from then on": (errno.EIO, True),
}


@pytest.fixture
def disk(memory):
    """In memory: each case begins with a copy of the same folder."""
    return memory


@pytest.fixture
def scene(request, work, disk, cheap_packets):
    """The scene, its folder before, and the files of that folder before and after."""
    found = SCENES[request.param]
    prepare(work, found)
    before = disk / "before"
    again(work, before)
    old = tree(work)
    assert call(*found.args).exit_code == 0
    return found, before, old, tree(work)


def _back(before, work) -> None:
    os.chdir(work.parent)
    again(before, work)
    os.chdir(work)


LONG = {"init": ("full from then on",), "messages": tuple(MODES)[::2]}
CASES = [(name, mode) for name in SCENES for mode in LONG.get(name, MODES)]


@pytest.mark.parametrize(("scene", "mode"), CASES, indirect=["scene"])
def test_each_file_is_the_old_or_the_new_one_whichever_operation_fails(scene, work, mode, dead):
    command, before, old, new = scene
    error, lasting = MODES[mode]
    for at in count(1):
        _back(before, work)
        with Shim(work, at, error, lasting=lasting) as shim, patch("os.getpid", lambda: dead):
            result = call(*command.args)
        if not shim.struck:
            assert at > 3
            assert result.exit_code == 0
            break
        now, where = tree(work), f"{shim.struck[0]} of {shim.seen}"
        check_words(result)
        check_whole(now, old, new)
        assert result.exit_code in command.codes | {0}, where
        assert result.exit_code or now == new, f"done was said after {where}"
        if not lasting:
            assert temporaries(work) == [], where
        if result.exit_code or command.repeats:
            repeated = call(*command.args)
            assert repeated.exit_code == 0, f"{repeated.stderr} after {where}"
        assert tree(work) == new, where
        assert temporaries(work) == [], where


@pytest.mark.parametrize("scene", SCENES, indirect=True)
def test_nothing_is_lost_whichever_file_cannot_be_read(scene, work):
    command, before, old, new = scene
    for at in count(1):
        _back(before, work)
        with Shim(work, at, errno.EIO, READING) as shim:
            result = call(*command.args)
        if not shim.struck:
            break
        now, where = tree(work), f"{shim.struck[0]} of {shim.seen}"
        check_words(result)
        if result.exit_code != 1:  # Then it was said that something was left out.
            check_whole(now, old, new)
        assert result.exit_code in {0, 1, 4, 5, 6}, where
        if result.exit_code or command.repeats:
            assert call(*command.args).exit_code == 0, where
        assert tree(work) == new, where
