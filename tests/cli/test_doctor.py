"""``lorpack doctor``: what it looks at, in which words, with which exit code."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from lorpack.cli import checkup, probe, systems
from lorpack.cli.checkup import Item
from lorpack.cli.systems import line_for, writable

APT = "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.fixture
def items(monkeypatch):
    """Let the doctor find these items."""

    def put(*found):
        monkeypatch.setattr(checkup, "examine", lambda _: list(found))

    return put


def test_all_is_well(lorpack, transcript, items):
    """Everything there: exit code 0; a note is no failure."""
    items(Item("Pango", "ok", "1.50, drew a page"), Item("console", "note", "ascii", "set it"))
    out = """\
    ok    Pango                   1.50, drew a page
    note  console                 ascii
          to do: set it
    """
    err = """\
    looked at 2 things; nothing needed is missing
    next: `lorpack check`
    """
    transcript(lorpack("doctor"), 0, out, err)


def test_something_is_missing(lorpack, transcript, items):
    """Missing: exit code 3, and the line to type is the next step."""
    items(Item("Pango", "missing", "not found", APT), Item("output folder", "blocked", "no", "-o"))
    out = f"""\
    --    Pango                   not found
          to do: {APT}
    --    output folder           no
          to do: -o
    """
    err = f"""\
    looked at 2 things; to be put right: Pango, output folder
    next: {APT}
    """
    transcript(lorpack("doctor"), 3, out, err)


def test_blocked_output(lorpack, items):
    """Only the output folder is at fault: exit code 5."""
    items(Item("output folder", "blocked", "no", "choose another"))
    assert lorpack("doctor").exit_code == 5


def test_json(lorpack, items):
    """JSON, for reports of faults."""
    items(Item("lorpack", "ok", "0.1.0"))
    assert json.loads(lorpack("doctor", "--format", "json").stdout) == {
        "items": [{"name": "lorpack", "state": "ok", "found": "0.1.0", "remedy": ""}]
    }


def test_for_real(lorpack):
    """On a machine where the tests run nothing needed is missing."""
    result = lorpack("doctor")
    assert result.exit_code == 0, result.output
    assert "drew a page" in result.stdout
    assert "Latin, Vietnamese, Greek, Cyrillic" in result.stdout
    assert "output can be written" in result.stdout


def test_missing_library(monkeypatch):
    """A library that is not installed is named with the command that installs it."""
    monkeypatch.setattr(checkup, "LIBRARIES", ("click", "no-such-library"))
    monkeypatch.setattr(checkup, "pango", lambda: ("", "crashed"))
    monkeypatch.setattr(checkup, "pango_line", lambda: APT)
    found = {item.name: item for item in checkup.examine(Path("output"))}
    assert found["click"].state == "ok"
    assert found["no-such-library"].remedy == "pip install no-such-library"
    assert found["Pango"] == Item("Pango", "missing", "crashed", APT)


def test_missing_fonts(monkeypatch):
    """Without the text faces nothing can be set; scripts are a note, with the extra to install."""
    monkeypatch.setattr(checkup, "pango", lambda: ("1.50", ""))
    monkeypatch.setattr("lorpack.fonts.bundled_faces", tuple)
    monkeypatch.setattr("lorpack.fonts.missing_characters", lambda texts: list(texts))
    found = {item.name: item for item in checkup.examine(Path("output"))}
    assert found["fontpkg-fira-sans"].state == "missing"
    assert found["scripts"].found == "none"
    assert found["other scripts"].remedy.startswith('pip install "lorpack[arabic,devanagari,cjk]"')


def test_console_encoding(monkeypatch):
    """A console without Unicode is a note."""
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    monkeypatch.setattr(checkup, "pango", lambda: ("1.50", ""))
    item = checkup.examine(Path("output"))[-1]
    assert (item.name, item.state) == ("console", "note")
    assert item.found.startswith("cp1252")
    assert "PYTHONUTF8=1" in item.remedy


def _child(monkeypatch, code, out="", err=""):
    def run(*args, **_):
        return subprocess.CompletedProcess(args, code, out, err)

    monkeypatch.setattr(probe.subprocess, "run", run)


@pytest.mark.parametrize(
    ("code", "out", "err", "expected"),
    [
        (0, '{"pango": "1.50.12"}', "", ("1.50.12", "")),
        (0, 'noise\n{"pango": "1.50.12"}', "warning", ("1.50.12", "")),
        (0, '{"problem": "no libpango"}', "", ("", "no libpango")),
        (-11, "", "", ("", "Pango crashed (signal 11) while drawing a page")),
        (1, "", "Traceback\nKeyError: 1", ("", "a page cannot be drawn: KeyError: 1")),
        (1, "", "", ("", "a page cannot be drawn: it said nothing")),
        (0, "[1]", "", ("", "a page cannot be drawn: it said nothing")),
    ],
)
def test_probe(monkeypatch, code, out, err, expected):
    """Whatever the child does, the answer is a version or words."""
    _child(monkeypatch, code, out, err)
    assert probe.pango() == expected


def test_probe_that_hangs(monkeypatch):
    """A child that does not end is given up."""

    def run(*args, **_):
        raise subprocess.TimeoutExpired("python", 120)

    monkeypatch.setattr(probe.subprocess, "run", run)
    assert probe.pango() == ("", "drawing one page took more than 120 seconds")


@pytest.mark.parametrize(
    ("system", "release", "expected"),
    [
        ("linux", {"ID": "debian"}, APT),
        ("linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, APT),
        ("linux", {"ID": "fedora"}, "sudo dnf install pango"),
        ("linux", {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install pango"),
        ("linux", {"ID": "arch"}, "sudo pacman -S pango"),
        ("linux", {"ID": "manjaro", "ID_LIKE": "arch"}, "sudo pacman -S pango"),
        ("linux", {"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "sudo zypper install pango"),
        ("darwin", {}, "brew install pango"),
    ],
)
def test_install_lines(system, release, expected):
    """The exact line for each system."""
    assert line_for(system, release) == expected


def test_install_lines_of_other_systems():
    """Windows needs two steps; of an unknown system the package's name is all one can say."""
    assert "MSYS2" in line_for("win32", {})
    assert "WEASYPRINT_DLL_DIRECTORIES" in line_for("win32", {})
    assert "`pango`" in line_for("linux", {})
    assert "`pango`" in line_for("freebsd14", {})


@pytest.mark.parametrize(("user", "expected"), [(0, APT.removeprefix("sudo ")), (1000, APT)])
def test_root_needs_no_sudo(monkeypatch, user, expected):
    """A container has no sudo, and its user is root."""
    monkeypatch.setattr(systems, "_os_release", lambda: {"ID": "debian"})
    monkeypatch.setattr(systems.sys, "platform", "linux")
    monkeypatch.setattr(systems.os, "geteuid", lambda: user, raising=False)
    assert systems.pango_line() == expected


def test_writable(tmp_path):
    """A folder that is not there yet is judged by the one it would be made in."""
    assert writable(tmp_path)
    assert writable(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    assert not writable(tmp_path / "file")
