"""Whether a PDF is well-formed to its last stream, and what its reader says when it is not."""

import re
import warnings

from pikepdf import Pdf

_WHERE = re.compile(r"(?:WARNING: )?(?:stream )?<[^>]* at 0x\w+>(?: \([^)]*\))?: ")


def faults_of(pdf: Pdf) -> list[str]:
    """What is wrong with the syntax of *pdf* and the data of its streams; nothing when it is sound."""
    with warnings.catch_warnings():
        # Without a decoder for JBIG2 such pictures are not unpacked, which is no fault.
        warnings.simplefilter("ignore")
        return [plainly(fault) for fault in pdf.check_pdf_syntax()]


def plainly(said: str) -> str:
    """What the reader *said* of a PDF in memory, without the address where it is in memory."""
    return _WHERE.sub("", said)
