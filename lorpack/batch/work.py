"""What a child process does: read an application, build packets, and send them back as values.

The child is limited and can be killed; it writes no file of the user's.
"""

import contextlib
import faulthandler
import gc
import logging
import os
import signal
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lorpack.batch.survey import Survey, survey
from lorpack.errors import LorpackError, RenderError
from lorpack.packet.model import Packet

if TYPE_CHECKING:
    from lorpack.profiles.application import Application

FIND_IT = (
    "one of its documents may be too much to draw, also a small one: leave them out one at a time to"
    " find it, then print that one to a new PDF"
)
_MEMORY, _FILE, _OPEN = 1_500 * 2**20, 200 * 2**20, 256


def limit_child(temporary: Path) -> None:
    """Set the limits of a child process: memory, size and number of files, no core dumps, no proxies, no chatter.

    What its libraries put aside goes into *temporary*, for the parent to delete: a child may be
    killed at any moment.
    Garbage is searched for rarely: what is read of an application lives as long as it does.
    """
    gc.set_threshold(50_000, 20, 20)
    tempfile.tempdir = str(temporary)
    os.umask(0o077)
    logging.getLogger().addHandler(logging.NullHandler())
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE, _FILE))
        resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN, _OPEN))


def warm_up() -> None:
    """Load what draws pages, while the parent still reads. What fails here, fails again later."""
    with contextlib.suppress(LorpackError):
        from lorpack.packet.warm import warm_up

        warm_up()


_lorpacks_own: set[int] = set()


def stay_alive() -> None:
    """Never end this process, whatever its jobs take: it is lorpack itself, and no worker."""
    _lorpacks_own.add(os.getpid())


def is_lorpack_itself() -> bool:
    """Whether this process has been told to stay alive, not one that it was forked from."""
    return os.getpid() in _lorpacks_own


def survey_job(folder: Path, seconds: float) -> Survey:
    """See lorpack.batch.survey.survey; what takes more than *seconds* ends the process."""
    with _watched(seconds):
        return survey(folder)


def build_job(
    folder: Path, key: str, writers: Mapping[str, str], seconds: float
) -> list[Packet | LorpackError]:
    """The packet of each of *writers* of the application in *folder*, or why there is none.

    One application's packets go together: its documents are prepared for the first of them. *key*
    is the digest of its files, by which one that was read before is known again; the digest that
    goes with each writer is that of the inputs that were meant (empty for any). A packet that
    takes more than *seconds* ends the process, and costs the others their turn.
    """
    return [_built(folder, key, writer, digest, seconds) for writer, digest in writers.items()]


def _built(
    folder: Path, key: str, writer_id: str, digest: str, seconds: float
) -> Packet | LorpackError:
    with _collected_afterwards():
        return _outcome(folder, key, writer_id, digest, seconds)


def _outcome(
    folder: Path, key: str, writer_id: str, digest: str, seconds: float
) -> Packet | LorpackError:
    try:
        with _watched(seconds):
            return _packet(folder, key, writer_id, digest)
    except LorpackError as error:
        return _bare(error)
    except MemoryError:
        return RenderError("building this packet needs too much memory", FIND_IT)
    except BaseException as error:
        # Its own words stay here: they may quote a profile, and might not survive the way back.
        return RenderError(f"unexpected {type(error).__name__}", "please report this")


def _bare(error: LorpackError) -> LorpackError:
    """*error* without what led to it, which holds on to all that was in use there."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _packet(folder: Path, key: str, writer_id: str, digest: str) -> Packet:
    from lorpack.batch.inputs import digest_of
    from lorpack.packet.build import build_packet

    application = _application(folder, key)
    writer = (
        next((w for w in application.writers if w.id == writer_id), None) if application else None
    )
    if application is None or writer is None:
        raise _changed()
    packet = build_packet(application, writer)
    if digest and digest_of(application, writer) != digest:
        _application.cache_clear()
        raise _changed()
    _settle()
    return packet


def _changed() -> RenderError:
    return RenderError("its files changed while the packet was being built", "build again")


@lru_cache(maxsize=1)
def _application(folder: Path, key: str) -> "Application | None":  # noqa: ARG001 - part of what is kept
    from lorpack.profiles.load import load

    return load(folder).application


@contextlib.contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """End the process when what is done inside takes more than *seconds*, whatever it is at.

    Lorpack itself goes on: there nothing is watched.
    """
    if is_lorpack_itself():
        yield
        return
    if hasattr(signal, "setitimer"):
        # The kernel's own answer to this signal is the end of the process, also within a library.
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        return
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - not a file
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextlib.contextmanager
def _collected_afterwards() -> Iterator[None]:
    """Look for garbage when what is done inside has let go of everything, and not before.

    A layout makes hundreds of thousands of objects that live as long as it does; to look at them
    in between costs a tenth of a packet, and finds nothing.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
            gc.collect()


@cache
def _settle() -> None:
    """After the first packet: what stays for good is never again searched for garbage."""
    gc.collect()
    gc.freeze()
