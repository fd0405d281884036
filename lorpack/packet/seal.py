"""Encrypting a finished packet, so that only who has the password can open it.

AES-256 as PDF 2.0 has it (ISO 32000-2, 7.6.4: revision 6). Salts and keys are random by nature: the
same packet sealed twice gives different bytes, so a sealed packet is compared by
:func:`sealed_digest` and :func:`opens`, never by its bytes.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from io import BytesIO
from typing import Any, NoReturn

from lorpack.errors import RenderError, UsageError

_LONGEST = 127
"""Bytes of UTF-8 that a reader looks at (ISO 32000-2, algorithm 2.A)."""

_SEAL = "aes-256-r6"


class Password:
    """A password in the form that PDF readers compare (SASLprep, RFC 4013).

    It shows itself as ``***`` and stays in its process. Raises UsageError, which never quotes it,
    for one that is empty, longer than 127 bytes of UTF-8, or has characters that SASLprep forbids.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        prepared = _prepared(text)
        if not prepared:
            raise UsageError("the password is empty", "choose one that you can say on the phone")
        if len(prepared.encode()) > _LONGEST:
            raise UsageError(
                f"the password is longer than {_LONGEST} bytes", "PDF readers take no more"
            )
        self._text = prepared

    def reveal(self) -> str:
        """The password itself; for what encrypts, and nobody else."""
        return self._text

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a password stays in its process")


def _prepared(text: str) -> str:
    """*text* by SASLprep: one spelling of what looks the same, and nothing that cannot be typed."""
    import stringprep as table

    spaced = (" " if table.in_table_c12(char) else char for char in text)
    kept = "".join(char for char in spaced if not table.in_table_b1(char))
    prepared = unicodedata.ucd_3_2_0.normalize("NFKC", kept)
    forbidden = (
        table.in_table_a1, table.in_table_c12, table.in_table_c21_c22, table.in_table_c3,
        table.in_table_c4, table.in_table_c5, table.in_table_c6, table.in_table_c7,
        table.in_table_c8, table.in_table_c9,
    )  # fmt: skip
    leftward = any(table.in_table_d1(char) for char in prepared)
    mixed = leftward and (
        any(table.in_table_d2(char) for char in prepared)
        or not (table.in_table_d1(prepared[0]) and table.in_table_d1(prepared[-1]))
    )
    if mixed or any(is_in(char) for char in prepared for is_in in forbidden):
        raise UsageError(
            "the password has a character that not every PDF reader takes",
            "use letters, digits, spaces and punctuation, in one direction of writing",
        )
    return prepared


def sealed(data: bytes, password: Password) -> bytes:
    """The PDF *data* encrypted whole, its metadata too; it opens with *password* only.

    Nothing in it is restricted for who has the password. Its bytes are different each time.
    Raises RenderError when the result does not open again.
    """
    import pikepdf

    text = password.reveal()
    # An empty owner password would open it, too.
    how = pikepdf.Encryption(
        user=text, owner=text, R=6, aes=True, metadata=True,
        allow=pikepdf.Permissions(modify_assembly=True),
    )  # fmt: skip
    result = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(
            result, encryption=how, object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )  # fmt: skip
    if not opens(result.getvalue(), password):
        raise RenderError("the encrypted packet does not open again", "please report this")
    return result.getvalue()


def opens(data: bytes, password: Password) -> bool:
    """Whether *data* is an encrypted PDF that *password* opens, and no empty one does."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)):
            return False
    except pikepdf.PasswordError:
        pass
    except pikepdf.PdfError:
        return False
    try:
        with pikepdf.open(BytesIO(data), password=password.reveal()):
            return True
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return False


def sealed_digest(inputs: str) -> str:
    """The digest of the inputs of a sealed packet, from that (*inputs*) of the plain one.

    The two differ, so that neither is ever taken for the other. The password has no part in it.
    """
    return hashlib.sha256(f"{_SEAL} {inputs}".encode()).hexdigest()


def is_encrypted(entry: Mapping[str, Any]) -> bool:
    """Whether the packet that *entry* of a manifest tells of is encrypted (``"encrypted": true``)."""
    return entry.get("encrypted") is True
