"""Odd surroundings: the same results, the same words as far as the console has letters for them."""

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from scenes import BUILD, DAY, Scene, call, prepare, temporaries, tree

ROOT = Path(__file__).resolve().parents[2]
HOOKS = Path(__file__).parent / "hooks"
SEVERAL = ROOT / "tests" / "several.py"
ONE = (*BUILD, "-w", "chen")
COMMANDS = (("check", "quill"), ("today", "quill", *DAY), ("messages", "quill", *DAY))


def make(folder: Path) -> None:
    """An application with a name that few consoles can show."""
    prepare(folder, Scene(()))
    path = folder / "quill" / "applicant.yaml"
    text = path.read_text(encoding="utf-8").replace("given: Ada", "given: Zoë Ада")
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def quill(work):
    make(work)
    return work


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """What the commands say and make in the surroundings of these tests."""
    folder = tmp_path_factory.mktemp("usual")
    with contextlib.chdir(folder):
        make(folder)
        said = run_all(COMMANDS)
    return said, tree(folder)


def run(*args: str, **env: str | None):
    """Call ``python -m lorpack`` with these variables; None takes one away."""
    return python("-m", "lorpack", *args, **env)


def python(*args: str, **env: str | None):
    """Call this Python with these variables."""
    paths = [HOOKS, ROOT] if "LORPACK_TEST_HOOK" in env else [ROOT]
    base = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONWARNINGS": ""}
    base["PYTHONIOENCODING"] = "utf-8"
    result = subprocess.run(
        [sys.executable, *args],
        env={key: value for key, value in (base | env).items() if value is not None},
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert b"Traceback" not in result.stderr, result.stderr.decode()
    assert b"unexpected" not in result.stderr, result.stderr.decode()
    return result


def words(result, encoding: str = "utf-8") -> tuple[int, str, str]:
    return (result.returncode, *(one.decode(encoding) for one in (result.stdout, result.stderr)))


def run_all(
    commands: Sequence[tuple[str, ...]], encoding: str = "utf-8", **env: str | None
) -> list[tuple[int, str, str]]:
    """What each of *commands* says (see words), called one after the other in one process."""
    code, out, err = words(python(str(SEVERAL), json.dumps(commands), **env), encoding)
    assert code == 0, err
    ends = [re.split(r"\f(.+)\n", text)[:-1] for text in (out, err)]
    codes = [one[1::2] for one in ends]
    assert codes[0] == codes[1]
    assert len(codes[0]) == len(commands), err
    return list(zip(map(int, codes[0]), ends[0][::2], ends[1][::2], strict=True))


def shown_in(encoding: str, said: tuple[int, str, str]) -> tuple[int, str, str]:
    """*said* as a console with this *encoding* shows it."""
    code, *texts = said
    return (code, *(t.encode(encoding, "backslashreplace").decode(encoding) for t in texts))


ASCII = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
PLACES: dict[str, tuple[str, dict[str, str | None]]] = {
    "locale C": ("ascii", {"LC_ALL": "C", **ASCII}),
    "cp1252": ("cp1252", {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}),
    "no HOME": ("utf-8", {"HOME": None, "XDG_CACHE_HOME": None, "TZ": "Pacific/Kiritimati"}),
    "HOME is a file": ("utf-8", {"HOME": __file__, "XDG_CACHE_HOME": None}),
    "HOME is empty": ("utf-8", {"HOME": "", "XDG_CACHE_HOME": "", "TZ": ":no/such/place"}),
    "-OO": ("utf-8", {"PYTHONOPTIMIZE": "2"}),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_same_words_and_files(quill, usual, place):
    encoding, env = PLACES[place]
    said, files = usual
    assert run_all(COMMANDS, encoding, **env) == [shown_in(encoding, one) for one in said]
    assert tree(quill) == files
    assert temporaries(quill) == []


NO_FONTS = (
    "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'urn:fontconfig:fonts.dtd'><fontconfig/>"
)


@pytest.fixture(scope="module")
def packets(tmp_path_factory):
    """What a build gives in the surroundings of these tests."""
    folder = tmp_path_factory.mktemp("plain")
    with contextlib.chdir(folder):
        prepare(folder, Scene(()))
        assert run(*ONE).returncode == 0
    return tree(folder)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["locale C", "no HOME", "HOME is a file", "-OO", "no fonts"])
def test_a_build_gives_the_same_bytes(work, packets, place, tmp_path):
    env = PLACES[place][1] if place in PLACES else {}
    if place == "no fonts":
        (tmp_path / "fonts.conf").write_text(NO_FONTS)
        env = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "FONTCONFIG_PATH": str(tmp_path)}
    prepare(work, Scene(()))
    result = run(*ONE, **env)
    assert result.returncode == 0, result.stderr
    assert tree(work) == packets


def test_help_without_docstrings_says_what_a_command_does(work):
    result = run("build", "--help", PYTHONOPTIMIZE="2")
    assert b"Build one PDF packet per letter writer." in result.stdout


def test_without_pango_all_but_the_build_works_and_that_says_what_to_install(quill):
    missing = {"LORPACK_TEST_HOOK": "no-pango"}
    *done, (code, out, err) = run_all((*COMMANDS, ONE), **missing)
    assert [one[0] for one in done] == [0, 0, 0]
    assert (code, out) == (3, "")
    assert "Pango" in err
    assert "pango" in err.splitlines()[-1]
    code, out, err = words(run("doctor", **missing))
    assert code == 3
    assert "to be put right: Pango" in err


def test_a_pango_that_crashes_is_found_out_in_a_child_and_said_in_words(quill):
    crash = {"LORPACK_TEST_HOOK": "pango-crash"}
    code, out, _ = words(run("doctor", **crash))
    assert code == 3
    assert "Pango crashed (signal 11) while drawing a page" in out


def test_no_command_looks_for_another_computer(quill, tmp_path):
    log = tmp_path / "sockets.txt"
    watch = {"LORPACK_TEST_HOOK": f"sockets={log}", "PYTHONOPTIMIZE": "0"}
    assert [code for code, *_ in run_all((*COMMANDS, ONE), **watch)] == [0, 0, 0, 0]
    assert not log.exists(), log.read_text()
    code = "import socket; socket.getaddrinfo('127.0.0.1', 9)"
    env = {**os.environ, "PYTHONPATH": str(HOOKS), **watch}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    assert log.exists(), "the watch is asleep"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("command", ["build", "messages", "timeline", "clean"])
def test_a_folder_whose_name_is_no_utf8_is_told_before_anything_is_written(work, command):
    prepare(work, Scene(()))
    name = os.fsdecode(b"caf\xe9")
    (work / "quill").rename(work / name)
    options = {"timeline": ["--ics"], "clean": ["-y"]}.get(command, [])
    result = call(command, name, *options)
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.endswith("caf\\xdce9 is not UTF-8\n  hint: rename it, then repeat\n")
    assert not (work / "output").exists()
    assert call("status", name).exit_code == 0
