"""Loaded by every Python that starts with this folder on its path: parents and their children.

Writes to the file ``WATCH_LOG`` that it started, and refuses and writes down every socket and every
program but Python itself. What multiprocessing needs (pipes, sockets in the file system) passes.
"""

import os
import sys

_LOG = os.environ.get("WATCH_LOG", "")
_PROGRAMS = frozenset(
    {
        "subprocess.Popen", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.startfile",
        "os.startfile/2", "os.forkpty", "pty.spawn", "webbrowser.open",
    }
)  # fmt: skip
_REMOTE = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "ssl.")


def _write(line: str) -> None:
    handle = os.open(_LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def _is_local(event: str, args: tuple) -> bool:
    """Whether a socket event is about a name in the file system."""
    if event == "socket.__new__":
        return args[1] == 1  # AF_UNIX; importing socket for its name would be an event itself
    return event in ("socket.bind", "socket.connect") and isinstance(args[1], (str, bytes))


def _watch(event: str, args: tuple) -> None:
    if event in _PROGRAMS:
        program = args[0] if event == "subprocess.Popen" else None
        if program is not None and os.path.realpath(program) == os.path.realpath(sys.executable):
            return
    elif not event.startswith(_REMOTE) or _is_local(event, args):
        return
    _write(f"{event} {args!r}")
    raise RuntimeError(f"not allowed: {event}")


if _LOG:
    _write(f"started {os.getpid()}")
    sys.addaudithook(_watch)
