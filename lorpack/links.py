"""Where a reader may be led from a packet or a message: the web, mail and telephone."""

import re

_ALLOWED = re.compile(r"(?i:https?://(?![/?#])|mailto:|tel:)[^\s\x00-\x20\x7f<>\"\\]+")


def may_follow(url: str) -> bool:
    """Whether *url* is an http, https, mailto or tel address, and nothing else."""
    return bool(_ALLOWED.fullmatch(url))


def safe_url(url: str) -> str:
    """*url* when a reader may follow it, else empty text."""
    return url if may_follow(url) else ""
