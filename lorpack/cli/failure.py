"""From an exception to words and an exit code; nowhere else does lorpack do this."""

import errno
import os
import sys
import traceback
from collections.abc import Callable, Iterator
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
        _traceback(error, debug=debug)
        _tell(error.message, _hint(error))
        return error.exit_code
    except ModuleNotFoundError as error:
        _traceback(error, debug=debug)
        return _not_installed(error, debug)
    except OSError as error:
        _traceback(error, debug=debug)
        return _refused(error)
    except Exception as error:
        _traceback(error, debug=debug)
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
    say(f"lorpack: unexpected error: {_kind(error)}")
    say(f"  where: {Path(last.filename).name}, line {last.lineno}")
    again = "" if debug else "run it again with --debug, and "
    say(f"  hint: a fault in lorpack; {again}report it with what `lorpack doctor` prints")
    return ExitCode.FINDINGS


def _kind(error: BaseException) -> str:
    """What kind of error it is. Its message may quote a profile, and reports are passed on."""
    if isinstance(error, OSError) and error.errno:
        return f"{type(error).__name__}: {os.strerror(error.errno)}"
    return type(error).__name__


def _traceback(error: BaseException, *, debug: bool) -> None:
    if debug:
        say("\n".join(_told(error, set())))


def _told(error: BaseException, told: set[int]) -> Iterator[str]:
    """The traceback of *error* and of those that led to it, without a message or a local value."""
    told.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before and id(before) not in told:
        yield from _told(before, told)
        yield "which led to:"
    yield "Traceback (most recent call last), without the words of any file:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  File {_short(frame.filename)}, line {frame.lineno}, in {frame.name}"
        if frame.line and frame.filename.endswith(".py"):  # Never a line of a template.
            yield f"    {frame.line}"
    yield plain(_kind(error))


def _short(file: str) -> str:
    """*file* as seen from where Python finds modules: no folder of the person's."""
    roots = sorted((root for root in sys.path if root), key=len, reverse=True)
    root = next((root for root in roots if file.startswith(root + os.sep)), "")
    return file.removeprefix(root + os.sep) if root else Path(file).name


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
