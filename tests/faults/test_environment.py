"""Odd surroundings: the same results, the same words as far as the console has letters for them."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scenes import BUILD, DAY, Scene, prepare, temporaries, tree

ROOT = Path(__file__).resolve().parents[2]
HOOKS = Path(__file__).parent / "hooks"
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
        said = [words(run(*command)) for command in COMMANDS]
    return said, tree(folder)


def run(*args: str, prefix: tuple[str, ...] = (), **env: str | None):
    """Call ``python -m lorpack`` with these variables; None takes one away."""
    paths = [HOOKS, ROOT] if "LORPACK_TEST_HOOK" in env else [ROOT]
    base = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONWARNINGS": ""}
    base["PYTHONIOENCODING"] = "utf-8"
    result = subprocess.run(
        [*prefix, sys.executable, "-m", "lorpack", *args],
        env={key: value for key, value in (base | env).items() if value is not None},
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert b"Traceback" not in result.stderr, result.stderr.decode()
    assert b"unexpected" not in result.stderr, result.stderr.decode()
    return result


def words(result, encoding: str = "utf-8") -> tuple[int, str, str]:
    return (result.returncode, *(one.decode(encoding) for one in (result.stdout, result.stderr)))


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
    for command, expected in zip(COMMANDS, said, strict=True):
        assert words(run(*command, **env), encoding) == shown_in(encoding, expected)
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
        assert run(*BUILD).returncode == 0
    return tree(folder)


@pytest.mark.parametrize("place", ["locale C", "no HOME", "HOME is a file", "-OO", "no fonts"])
def test_a_build_gives_the_same_bytes(work, packets, place, tmp_path):
    env = PLACES[place][1] if place in PLACES else {}
    if place == "no fonts":
        (tmp_path / "fonts.conf").write_text(NO_FONTS)
        env = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "FONTCONFIG_PATH": str(tmp_path)}
    prepare(work, Scene(()))
    result = run(*BUILD, **env)
    assert result.returncode == 0, result.stderr
    assert tree(work) == packets


def test_help_without_docstrings_says_what_a_command_does(work):
    result = run("build", "--help", PYTHONOPTIMIZE="2")
    assert b"Build one PDF packet per letter writer." in result.stdout


def test_without_pango_all_but_the_build_works_and_that_says_what_to_install(quill):
    missing = {"LORPACK_TEST_HOOK": "no-pango"}
    for command in COMMANDS:
        assert run(*command, **missing).returncode == 0
    code, out, err = words(run(*BUILD, **missing))
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
    for command in (*COMMANDS, BUILD):
        assert run(*command, **watch).returncode == 0
    assert not log.exists(), log.read_text()
    code = "import socket; socket.getaddrinfo('127.0.0.1', 9)"
    env = {**os.environ, "PYTHONPATH": str(HOOKS), **watch}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    assert log.exists(), "the watch is asleep"
