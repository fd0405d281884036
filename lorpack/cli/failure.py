"""From an exception to words and an exit code; nowhere else does lorpack do this."""

import errno
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lorpack.cli.console import plain, say, silence
from lorpack.cli.systems import pango_line
from lorpack.errors import DependencyError, ExitCode, LorpackError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def run(command: Callable[[], Any], *, debug: bool) -> int:
    """Call *command* and give the exit code that it returns, or that its exception means."""
    try:
        code = int(command() or ExitCode.DONE)
        sys.stdout.flush()
    except BrokenPipeError:
        return _hang_up()
    except (click.Abort, KeyboardInterrupt):
        say("lorpack: interrupted; every file that was written is whole")
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        return _usage(error)
    except LorpackError as error:
        _traceback(debug)
        _tell(error.message, _hint(error))
        return error.exit_code
    except ModuleNotFoundError as error:
        _traceback(debug)
        return _not_installed(error, debug)
    except OSError as error:
        _traceback(debug)
        return _refused(error)
    except Exception as error:
        _traceback(debug)
        return _unexpected(error, debug)
    return code


def _tell(message: str, hint: str) -> None:
    say(f"lorpack: {plain(message)}")
    if hint:
        say(f"  hint: {plain(hint)}")


def _hint(error: LorpackError) -> str:
    if isinstance(error, DependencyError) and "Pango" in error.message:
        return f"{pango_line()}   (`lorpack doctor` checks it)"
    return error.hint


def _not_installed(error: ModuleNotFoundError, debug: bool) -> int:
    package = (error.name or "").partition(".")[0]
    if package in ("", "lorpack"):
        return _unexpected(error, debug)
    _tell(f"the Python package {package} is not installed", "`lorpack doctor` says what to install")
    return ExitCode.MISSING_DEPENDENCY


def _usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "lorpack"
    message = error.format_message()
    _tell(message[:1].lower() + message[1:], f"`{command} --help` shows how it is used")
    return error.exit_code


def _unexpected(error: Exception, debug: bool) -> int:
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = str(error).splitlines()[0] if str(error) else "no message"
    say(f"lorpack: unexpected error: {type(error).__name__}: {plain(what)}")
    say(f"  where: {Path(last.filename).name}, line {last.lineno}")
    again = "" if debug else "run it again with --debug, and "
    say(f"  hint: a fault in lorpack; {again}report it with what `lorpack doctor` prints")
    return ExitCode.FINDINGS


def _traceback(debug: bool) -> None:
    if debug:
        say(traceback.format_exc().rstrip())


def _refused(error: OSError) -> ExitCode:
    """What the system said no to, and no command has words for: a fault of the disk, mostly."""
    what = error.strerror or str(error)
    if error.filename is not None:
        hint = "check its permissions and its disk, then repeat"
        _tell(f"cannot use {os.fsdecode(error.filename)}: {what}", hint)
        return ExitCode.OUTPUT if error.errno in _NO_ROOM else ExitCode.UNREADABLE_INPUT
    if isinstance(error, FileNotFoundError):
        _tell("the current folder is gone", "go into a folder that is there, then repeat")
        return ExitCode.UNREADABLE_INPUT
    silence(sys.stdout)
    _tell(f"cannot write the result: {what}", "look where the output goes to, then repeat")
    return ExitCode.OUTPUT


def _hang_up() -> int:
    # The reader of our output went away (`lorpack check | head`); so must the last flush.
    silence(sys.stdout)
    return ExitCode.FINDINGS
