"""What a child process does: build one packet, and send it back as a value.

The child is limited and can be killed; it writes no file of the user's.
"""

import contextlib
import os
from pathlib import Path

from lorpack.errors import LorpackError, RenderError
from lorpack.packet.model import Packet

_MEMORY = 1_500 * 2**20


def limit_child() -> None:
    """Set the limits of a child process: memory, no core dumps, no proxies."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def build_job(folder: Path, writer_id: str) -> Packet:
    """Load *folder* and build the packet of *writer_id* (see lorpack.packet.build)."""
    from lorpack.packet.build import build_packet
    from lorpack.profiles.load import load

    application = load(folder).application
    writer = (
        next((w for w in application.writers if w.id == writer_id), None) if application else None
    )
    if application is None or writer is None:
        raise RenderError("the profile changed while the packet was being built", "build again")
    try:
        return build_packet(application, writer)
    except LorpackError:
        raise
    except MemoryError:
        raise RenderError(
            "building this packet needs too much memory",
            "look for a very large document among its inputs",
        ) from None
    except BaseException as error:
        # Whatever it is, it goes back in words: it might not survive the way to the parent.
        name = type(error).__name__
        raise RenderError(f"unexpected {name}: {str(error)[:500]}", "please report this") from None
