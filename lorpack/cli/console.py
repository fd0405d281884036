"""Writing to the terminal: data on stdout, everything else on stderr."""

import contextlib
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, TextIO

import click

_OTHERS = "\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
_STEERING = re.compile(f"[\x1b{_OTHERS}]")
_STEERING_BUT_COLORS = re.compile(f"\x1b(?!\\[[0-9;]*m)|[{_OTHERS}]")


def set_up() -> None:
    """Let no character stop the program: what a console cannot show is written as ``\\u1234``."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
        elif stream is None:  # Closed by whoever called: `lorpack check >&-`.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115


def silence(stream: TextIO) -> None:
    """Let *stream* swallow what it still holds: its last flush would fail, and change the exit code."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def out(text: str) -> None:
    """Write a line of data to stdout; only colours of ours may steer the terminal."""
    # With the file named, click leaves an ASCII console's encoding alone.
    click.echo(_tame(text, sys.stdout), file=sys.stdout)


def out_json(value: Any) -> None:
    """Write *value* to stdout as JSON; ASCII, so that it is valid on every console."""
    out(json.dumps(value, indent=2))


def say(text: str) -> None:
    """Write a line for the person at the terminal to stderr; as :func:`out`."""
    try:
        click.echo(_tame(text, sys.stderr), file=sys.stderr)
    except OSError:
        silence(sys.stderr)  # There is nowhere left to say it.


def _tame(text: str, stream: TextIO) -> str:
    """*text* with whatever would steer the terminal made visible."""
    steering = _STEERING_BUT_COLORS if in_color(stream) else _STEERING
    return steering.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def closing(did: str, undone: str = "", then: str = "") -> None:
    """End a command: what it did, what it left undone, and what comes next."""
    say(plain(did))
    if undone:
        say(f"not done: {plain(undone)}")
    if then:
        say(f"next: {plain(then)}")


def plain(text: str) -> str:
    """*text* with its control characters made visible, so that a name cannot steer the terminal."""
    return "".join(
        char if char.isprintable() or char == "\n" else f"\\x{ord(char):02x}" for char in text
    )


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at *stream*, on a terminal that can move its cursor."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def in_color(stream: TextIO) -> bool:
    """Whether to use colour on *stream* (see no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def count(number: int, word: str) -> str:
    """``1 error``, ``3 errors``."""
    return f"{number} {word}{'' if number == 1 else 's'}"
