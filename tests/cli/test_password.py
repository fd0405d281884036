"""Where the password of ``--encrypt`` comes from, and that it shows itself nowhere."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from lorpack.cli import main
from lorpack.cli.password import VARIABLE, encrypt_options, given_password, hide_password
from lorpack.errors import UsageError

WORD = "correct horse battery"


def revealed(**given) -> str:
    hide_password()
    password = given_password(**{"encrypt": True, "descriptor": None, **given})
    assert password is not None
    return password.reveal()


@pytest.fixture
def piped():
    """A file descriptor that gives these bytes."""

    def make(data: bytes) -> int:
        reader, writer = os.pipe()
        os.write(writer, data)
        os.close(writer)
        return reader

    return make


def test_the_environment_gives_it_and_no_child_inherits_it(monkeypatch):
    monkeypatch.setenv(VARIABLE, WORD)
    assert revealed() == WORD
    assert VARIABLE not in os.environ
    child = [sys.executable, "-c", f"import os; print(os.environ.get('{VARIABLE}'))"]
    assert subprocess.run(child, capture_output=True, text=True, check=True).stdout == "None\n"


def test_without_encrypt_no_child_inherits_it_either(monkeypatch):
    monkeypatch.setenv(VARIABLE, WORD)
    assert CliRunner().invoke(main, ["explain", "LOR101"]).exit_code == 0
    assert VARIABLE not in os.environ
    assert given_password(encrypt=False, descriptor=None) is None


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_file_descriptor_gives_it_before_the_environment(monkeypatch, piped, end):
    monkeypatch.setenv(VARIABLE, "another")
    descriptor = piped(WORD.encode() + end)
    assert revealed(descriptor=descriptor) == WORD
    assert VARIABLE not in os.environ
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"one\ntwo\n", "a character that not every"),
        (b"\xff\xfe", "not UTF-8"),
        (b"a" * 9_000, "longer than"),
    ],
)
def test_what_cannot_be_a_password_is_refused_and_not_quoted(piped, data, words):
    with pytest.raises(UsageError, match=words) as caught:
        given_password(encrypt=True, descriptor=piped(data))
    assert "two" not in caught.value.message + caught.value.hint


def test_a_closed_descriptor_is_wrong_use():
    with pytest.raises(UsageError, match="no password can be read from file descriptor 987"):
        given_password(encrypt=True, descriptor=987)


def test_a_descriptor_needs_encrypt():
    with pytest.raises(UsageError, match="--password-fd goes with --encrypt"):
        given_password(encrypt=False, descriptor=3)


def test_an_empty_variable_is_refused_and_not_taken_for_none(monkeypatch):
    monkeypatch.setenv(VARIABLE, "")
    with pytest.raises(UsageError, match="is empty"):
        revealed()


def test_where_nobody_can_be_asked_it_says_how_to_give_it(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    hide_password()
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(UsageError, match="needs a password") as caught:
        given_password(encrypt=True, descriptor=None)
    assert VARIABLE in caught.value.hint


def test_no_option_takes_a_password():
    @click.command()
    @encrypt_options
    def command(encrypt, descriptor):
        click.echo(f"{encrypt} {descriptor}")

    assert CliRunner().invoke(command, ["--encrypt", "--password-fd", "3"]).stdout == "True 3\n"
    assert CliRunner().invoke(command, ["--password", WORD]).exit_code == 2
    assert CliRunner().invoke(command, ["--encrypt", WORD]).exit_code == 2
    assert CliRunner().invoke(command, ["--password-fd", WORD]).exit_code == 2


ASK = """
from lorpack.cli.password import given_password
from lorpack.errors import UsageError
try:
    password = given_password(encrypt=True, descriptor=None)
    print("got", len(password.reveal()), password)
except UsageError as error:
    print("refused:", error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ([WORD, WORD], "got 21 ***"),
        ([WORD, "another", WORD, WORD], "got 21 ***"),
        (["a" * 200, "a" * 200], "refused: the password is longer"),
    ],
)
def test_a_person_types_it_twice_and_does_not_see_it(typed, told):
    import pty

    terminal, inner = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    env.pop(VARIABLE, None)
    child = subprocess.Popen(
        [sys.executable, "-c", ASK], stdin=inner, stdout=inner, stderr=inner, env=env,
        start_new_session=True,
    )  # fmt: skip
    os.close(inner)
    seen = b""
    for number, line in enumerate(typed, 1):
        seen = _until(terminal, seen, number)
        os.write(terminal, line.encode() + b"\n")
    seen = _until(terminal, seen, None)
    child.wait(30)
    os.close(terminal)
    assert told in seen.decode()
    assert not any(line.encode() in seen for line in typed)


def _until(terminal: int, seen: bytes, prompts: int | None) -> bytes:
    """What the terminal shows until that many questions were asked, or until the end."""
    deadline = time.monotonic() + 30
    while prompts is None or seen.count(b": ") < prompts + seen.count(b"Error: "):
        assert time.monotonic() < deadline, seen
        try:
            seen += os.read(terminal, 4096)
        except OSError:  # The other end is closed.
            return seen
    return seen
