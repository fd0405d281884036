"""The command itself: help, wrong use, what goes wrong, and what is imported."""

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from lorpack import __version__
from lorpack.cli import COMMANDS, console, main
from lorpack.errors import DependencyError, InputError, OutputError

HEAVY = ("pydantic", "weasyprint", "pypdf", "pikepdf", "rich", "jinja2", "yaml", "pebble")


def _fail_with(monkeypatch, error):
    def fail(_):
        raise error

    monkeypatch.setattr("lorpack.profiles.folders.find_applications", fail)


def test_version(lorpack, transcript):
    """--version says the version and nothing else."""
    transcript(lorpack("--version"), 0, f"lorpack {__version__}\n")


def test_without_arguments_is_help(lorpack):
    """No arguments: the help on stdout, and that is no error."""
    bare, asked = lorpack(), lorpack("--help")
    assert bare.exit_code == asked.exit_code == 0
    assert bare.stdout == asked.stdout
    assert "lorpack init jane-doe" in bare.stdout
    assert bare.stderr == ""


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example(lorpack, name):
    """Each command in the list loads, is in the help, and shows how it is called."""
    result = lorpack(name, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert f"lorpack {name}" in result.stdout
    assert "--debug" in result.stdout
    assert f"{name} " in lorpack("-h").stdout
    assert COMMANDS[name] in lorpack("-h").stdout


@pytest.mark.parametrize(
    ("args", "err"),
    [
        (
            ("chek",),
            "lorpack: there is no command `chek`; did you mean `check`?\n"
            "  hint: `lorpack --help` shows how it is used\n",
        ),
        (
            ("xyzzy",),
            "lorpack: there is no command `xyzzy`\n  hint: `lorpack --help` shows how it is used\n",
        ),
        (
            ("templates", "ejct"),
            "lorpack: there is no command `ejct`; did you mean `eject`?\n"
            "  hint: `lorpack templates --help` shows how it is used\n",
        ),
        (
            ("check", "--format", "jsn"),
            "lorpack: invalid value for '--format': `jsn` is none of text, json;"
            " did you mean `json`?\n  hint: `lorpack check --help` shows how it is used\n",
        ),
    ],
)
def test_wrong_use(lorpack, transcript, args, err):
    """A word that is none names the one that was meant; exit code 2."""
    transcript(lorpack(*args), 2, "", err)


@pytest.mark.parametrize("args", [("build", "--joobs", "3"), ("--debugg",), ("check", "--strikt")])
def test_unknown_option(lorpack, args):
    """An unknown option: two lines, the option that was meant in the first."""
    result = lorpack(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert first.startswith("lorpack: no such option")
    assert any(word in first for word in ("--jobs", "--debug", "--strict"))
    assert second.startswith("  hint: `lorpack")


def test_errors_are_two_lines_and_a_code(lorpack, transcript, monkeypatch):
    """A LorpackError: what, hint, and its own exit code."""
    _fail_with(monkeypatch, OutputError("the disk is full", "make room"))
    transcript(lorpack("check"), 5, "", "lorpack: the disk is full\n  hint: make room\n")
    _fail_with(monkeypatch, InputError("gone"))
    transcript(lorpack("check"), 4, "", "lorpack: gone\n")


def test_a_name_cannot_steer_the_terminal(lorpack, transcript, monkeypatch):
    """Control characters of file names reach the terminal as text."""
    _fail_with(monkeypatch, InputError("no \x1b[2J\u202efolder"))
    transcript(lorpack("check"), 4, "", "lorpack: no \\x1b[2J\\x202efolder\n")


def test_missing_pango_names_the_line_for_this_system(lorpack, transcript, monkeypatch):
    """Exit code 3, with the command that helps."""
    monkeypatch.setattr("lorpack.cli.failure.pango_line", lambda: "sudo apt install pango")
    _fail_with(monkeypatch, DependencyError("Pango is not installed", "see doctor"))
    err = """\
    lorpack: Pango is not installed
      hint: sudo apt install pango   (`lorpack doctor` checks it)
    """
    transcript(lorpack("check"), 3, "", err)


def test_missing_package(lorpack, transcript, monkeypatch):
    """A Python package that is gone is exit code 3, too; one of our own modules is a fault."""
    _fail_with(monkeypatch, ModuleNotFoundError("No module named 'pypdf'", name="pypdf.generic"))
    err = """\
    lorpack: the Python package pypdf is not installed
      hint: `lorpack doctor` says what to install
    """
    transcript(lorpack("check"), 3, "", err)
    _fail_with(monkeypatch, ModuleNotFoundError("No module", name="lorpack.nothing"))
    assert "unexpected error" in lorpack("check").stderr


def test_unexpected_error_is_three_lines(lorpack, monkeypatch):
    """No traceback, but where it was, and how to get more."""
    _fail_with(monkeypatch, ZeroDivisionError("division by zero\nsecret line"))
    result = lorpack("check")
    assert result.exit_code == 1
    first, second, third = result.stderr.splitlines()
    assert first == "lorpack: unexpected error: ZeroDivisionError"
    assert second.startswith("  where: test_main.py, line ")
    assert "--debug" in third
    assert "lorpack doctor" in third


@pytest.mark.parametrize("args", [("--debug", "check"), ("check", "--debug")])
def test_debug_shows_the_traceback(lorpack, monkeypatch, args):
    """--debug works before and after the command."""
    _fail_with(monkeypatch, ZeroDivisionError("division by zero"))
    result = lorpack(*args)
    assert result.exit_code == 1
    assert result.stderr.startswith("Traceback (most recent call last), without the words")
    assert "    raise error\nZeroDivisionError\n" in result.stderr
    assert "  File lorpack/cli/check.py, line " in result.stderr
    assert result.stderr.splitlines()[-1].startswith("  hint: a fault in lorpack; report it")


def test_interrupted(lorpack, monkeypatch):
    """Ctrl-C is exit code 130 and one line."""
    _fail_with(monkeypatch, KeyboardInterrupt())
    result = lorpack("check")
    assert result.exit_code == 130
    assert result.stderr.strip() == "lorpack: interrupted; every file that was written is whole"


def test_broken_pipe_is_quiet(tmp_path, process):
    """`lorpack explain | head -0` says nothing about it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "lorpack", "explain"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_root(),
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    err = child.stderr.read().decode()
    child.stderr.close()
    assert child.wait(60) == 1
    assert "Traceback" not in err
    assert "Exception ignored" not in err


def _root():
    from pathlib import Path

    return Path(__file__).parents[2]


def test_ascii_console(process, application):
    """A console without Unicode gets escapes, not a crash; JSON stays JSON."""
    with (application / "writers" / "chen.yaml").open("a", encoding="utf-8") as file:
        file.write("specialité: Médecine\n")
    result = process("-m", "lorpack", "check", "ada", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.returncode == 1
    assert "\\xe9" in result.stdout
    result = process(
        "-m",
        "lorpack",
        "check",
        "ada",
        "--format",
        "json",
        PYTHONIOENCODING="ascii",
        PYTHONUTF8="0",
    )
    assert "specialité" in json.loads(result.stdout)["findings"][0]["message"]


@pytest.mark.parametrize("args", [["--help"], ["--version"], []])
def test_help_imports_only_click(process, args):
    """Help comes at once: nothing heavy is loaded, and no module of a command."""
    loaded = _modules(process, args)
    assert "click" in loaded
    assert not loaded & set(HEAVY)
    assert not {name for name in loaded if name.startswith("lorpack.profiles")}
    assert "lorpack.cli.build" not in loaded


def test_check_works_without_weasyprint_and_pypdf(process, application):
    """`check` loads what reads profiles, and nothing that makes pages."""
    loaded = _modules(process, ["check", "ada"])
    assert "pydantic" in loaded
    assert not loaded & {"weasyprint", "pypdf", "rich", "pikepdf"}


def _modules(process, args):
    code = (
        "import sys, json\n"
        "from lorpack.cli import main\n"
        "try:\n"
        f"    main({args!r})\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "print('\\n' + json.dumps(sorted(sys.modules)))\n"
    )
    result = process("-c", code)
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout.splitlines()[-1]))


def test_used_from_python():
    """With standalone_mode=False errors come through, for who calls lorpack from Python."""
    with pytest.raises(InputError):
        main(["check", "nowhere"], standalone_mode=False)
    with pytest.raises(click.UsageError):
        main(["chek"], standalone_mode=False)


def test_color_follows_the_terminal_and_no_color(application, monkeypatch):
    """Colour on a terminal, none with NO_COLOR, none in a file."""
    with (application / "writers" / "chen.yaml").open("a", encoding="utf-8") as file:
        file.write("rolle: x\n")
    runner = CliRunner()
    assert "\x1b[" not in runner.invoke(main, ["check", "ada"]).stdout
    monkeypatch.setattr(console, "is_terminal", lambda _: True)
    assert "\x1b[" in runner.invoke(main, ["check", "ada"], color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in runner.invoke(main, ["check", "ada"], color=True).stdout


def test_a_dumb_terminal_is_no_terminal(monkeypatch):
    """TERM=dumb has no colour and no moving cursor."""

    class Terminal:
        def isatty(self):
            return True

    assert console.is_terminal(Terminal())
    monkeypatch.setenv("TERM", "dumb")
    assert not console.is_terminal(Terminal())
