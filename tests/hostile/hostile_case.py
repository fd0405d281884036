"""What a hostile document is, and what is to come of it."""

from collections.abc import Callable
from dataclasses import dataclass

SHOWN = "Shown text"
"""What stands on the page of every PDF that is to be accepted."""

SECRET = "HIDDEN"
"""What must never be in a packet: what is hidden, left out, or part of something active."""


@dataclass(frozen=True)
class Case:
    """One document of the set: accepted with just these *notices*, or *refused* with a code.

    *says* is a part of the reason. *shows* are texts that the reader sees in the packet,
    *links* the addresses that stay. *alike*: the page looks as it did.
    """

    name: str
    make: Callable[[], bytes]
    notices: tuple[str, ...] = ()
    refused: str = ""
    says: str = ""
    shows: tuple[str, ...] = (SHOWN,)
    links: tuple[str, ...] = ()
    alike: bool = True

    def __str__(self) -> str:
        return self.name


def accepted(make: Callable[[], bytes], *notices: str, **more: object) -> Case:
    """A document that is taken in with these *notices* (none: not a word)."""
    return Case(_named(make), make, notices, **more)  # type: ignore[arg-type]


def refused(make: Callable[[], bytes], code: str, says: str) -> Case:
    """A document that is refused with *code*, and with a reason that *says* so."""
    return Case(_named(make), make, refused=code, says=says)


def _named(make: Callable[[], bytes]) -> str:
    return make.__name__.replace("_", "-")
