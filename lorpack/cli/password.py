"""The password of ``--encrypt``: from a file descriptor, the environment or a prompt.

Never from an argument or a file of the application: other users see arguments, and files are
copied and backed up.
"""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from lorpack.errors import UsageError

if TYPE_CHECKING:
    from lorpack.packet.seal import Password

VARIABLE = "LORPACK_PASSWORD"
_MOST = 4_096
_hidden: list[str] = []


def hide_password() -> None:
    """Take the password out of the environment, so that no child of any command inherits it."""
    _hidden[:] = [os.environ.pop(VARIABLE)] if VARIABLE in os.environ else []


def encrypt_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--encrypt`` (*encrypt*) and ``--password-fd N`` (*descriptor*) to *command*."""
    encrypt = click.option(
        "--encrypt",
        is_flag=True,
        help=f"Encrypt each packet (AES-256); asks for a password, or takes {VARIABLE}.",
    )
    given = click.option(
        "--password-fd",
        "descriptor",
        type=click.IntRange(min=0),
        metavar="N",
        help="Read the password from file descriptor N.",
    )
    return encrypt(given(command))


def given_password(*, encrypt: bool, descriptor: int | None) -> "Password | None":
    """The password to encrypt with, or None without *encrypt*.

    Raises UsageError when there is none, or none that can be used.
    """
    inherited = list(_hidden)
    _hidden.clear()
    if not encrypt:
        if descriptor is not None:
            raise UsageError("--password-fd goes with --encrypt", "add --encrypt")
        return None
    from lorpack.packet.seal import Password

    if descriptor is not None:
        return Password(_read(descriptor))
    return Password(inherited[0] if inherited else _asked())


def _read(descriptor: int) -> str:
    """The first and only line that *descriptor* gives."""
    try:
        if os.isatty(descriptor):
            raise UsageError(
                f"file descriptor {descriptor} is a terminal, which would show the password",
                "leave --password-fd out to be asked",
            )
        with os.fdopen(descriptor, "rb") as stream:
            data = stream.read(_MOST)
    except OSError as error:
        raise UsageError(
            f"no password can be read from file descriptor {descriptor}: {error.strerror}",
            "open it in the shell: --password-fd 3 3<FILE",
        ) from None
    try:
        return data.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise UsageError("the password is not UTF-8 text", "save it as UTF-8") from None


def _asked() -> str:
    if not sys.stdin.isatty():
        raise UsageError(
            "--encrypt needs a password, and there is nobody to ask",
            f"set {VARIABLE}, or use --password-fd N",
        )
    answer: str = click.prompt(
        "Password for the packets", hide_input=True, confirmation_prompt=True, err=True
    )
    return answer
