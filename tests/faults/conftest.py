"""What the tests of faults share: a folder to work in, and packets that cost nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def work(tmp_path, monkeypatch) -> Path:
    """An empty folder, which is the current one; the cache is in it, too."""
    folder = tmp_path / "work"
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
