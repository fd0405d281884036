"""What holds for every command: nothing leaves, and what it writes is for its owner only."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from every_command import MARK, SEASON

from lorpack.cli import COMMANDS

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes and umask are those of POSIX")


def modes(folder: Path) -> dict[str, int]:
    """The mode of everything below *folder*."""
    return {
        path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in folder.rglob("*")
    }


def test_the_season_calls_every_command():
    assert {call[0] for calls in SEASON for call in calls} == set(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize("umask", [0o000])
def test_nothing_leaves_and_what_is_written_is_for_its_owner_only(call, tmp_path, umask):
    before = modes(tmp_path)
    written: dict[str, int] = {}
    for calls in SEASON:
        result = call(*calls, umask=umask)
        assert result.returncode == 0, result.stderr
        codes = re.findall(r"\f(.+)\n", result.stderr)
        assert len(codes) == len(calls), (calls, result.stderr)
        assert set(codes) <= {"0", "1"}, (calls, codes, result.stderr)
        assert "Traceback" not in result.stderr, calls
        assert MARK not in result.stderr, (calls, result.stderr)
        written |= modes(tmp_path)
    assert {name: mode for name, mode in written.items() if name in before} == before
    new = {name: mode for name, mode in written.items() if name not in before}
    new.pop("watch.log")
    assert {"output", "cache/lorpack", "output/.lorpack.lock", "output/quill/timeline.ics",
            "output/quill/manifest.json", "new/applicant.yaml", "sampled/writers",
            "quill/.lorpack/progress.lock", "quill/templates/packet/cover.html.j2",
            "quill/progress.yaml"} <= set(new)  # fmt: skip
    allowed = {0o600, 0o700}
    assert {name: oct(mode) for name, mode in new.items() if mode not in allowed} == {}
    assert {
        name for name, mode in new.items() if mode == 0o600 and (tmp_path / name).is_dir()
    } == set()
    seen = (tmp_path / "watch.log").read_text().splitlines()
    assert [line for line in seen if not line.startswith("started ")] == []
    assert len(seen) > len(SEASON) + 3  # The children were watched as well.


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import socket; socket.socket()",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.execv('/bin/true', ['true'])",
    ],
)
def test_the_watch_sees_what_it_is_for(tmp_path, code):
    log = tmp_path / "log"
    env = {**os.environ, "PYTHONPATH": str(HERE / "watch"), "WATCH_LOG": str(log)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=False)
    assert done.returncode != 0
    assert len(log.read_text().splitlines()) > 1


def test_the_watch_lets_pass_what_multiprocessing_needs(tmp_path):
    code = (
        "import multiprocessing as m, subprocess, sys\n"
        "from multiprocessing.connection import Client, Listener\n"
        "if __name__ == '__main__':\n"
        f"    with Listener({str(tmp_path / 'name')!r}) as one: Client(one.address).close()\n"
        "    p = m.get_context('spawn').Process(target=print); p.start(); p.join()\n"
        "    subprocess.run([sys.executable, '-c', ''], check=True)\n"
    )
    log = tmp_path / "log"
    env = {**os.environ, "PYTHONPATH": str(HERE / "watch"), "WATCH_LOG": str(log)}
    (tmp_path / "code.py").write_text(code)
    done = subprocess.run(
        [sys.executable, tmp_path / "code.py"], env=env, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert {line.split()[0] for line in log.read_text().splitlines()} == {"started"}
