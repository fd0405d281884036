"""What the tests of faults share: a folder to work in, and packets that cost nothing."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

sys.path.insert(0, str(Path(__file__).parent))


MEMORY = Path("/dev/shm")


@pytest.fixture
def disk(tmp_path) -> Path:
    """Where the folder to work in is."""
    return tmp_path


@pytest.fixture
def memory(tmp_path) -> Iterator[Path]:
    """A folder in memory, where there is one: for tests that copy and delete hundreds of folders."""
    if not os.access(MEMORY, os.W_OK | os.X_OK):
        yield tmp_path
        return
    with TemporaryDirectory(prefix="lorpack-test-", dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def work(disk, monkeypatch) -> Path:
    """An empty folder, which is the current one; the cache is in it, too."""
    folder = disk / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    return folder


@pytest.fixture(scope="session")
def dead() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.fixture
def cheap_packets():
    """See scenes.cheap."""
    from scenes import cheap

    with cheap():
        yield
