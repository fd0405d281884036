"""The applicant's own words: praise, placeholders, names, copies, pressure (DOMAIN.md A7)."""

from collections.abc import Iterator

from lorpack.advice.statements import statements
from lorpack.advice.wording import balance, copies, notes, placeholders, praise, pressure, strangers
from lorpack.advice.wording.texts import passages
from lorpack.findings import Finding
from lorpack.profiles.application import Application

__all__ = ["findings"]


def findings(application: Application) -> Iterator[Finding]:
    """LOR501 to LOR509, LOR513 and LOR514: words that would weaken a packet or a message."""
    texts, supplied = passages(application), list(statements(application))
    yield from praise.findings(texts)
    yield from balance.findings(application)
    yield from placeholders.findings(application, texts, supplied)
    yield from notes.findings(texts, supplied)
    yield from strangers.findings(application, texts, supplied)
    yield from copies.findings(texts)
    yield from pressure.findings(application, texts)
