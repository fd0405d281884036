"""The mark at the end of a sentence: for words of the applicant's that may have one already."""

_MARKS = (".", "!", "?", "…")
_CLOSING = '"”’)'
"""What may stand after the mark: it closes a quotation or a remark."""


def is_ended(text: str) -> bool:
    """Whether *text* has a mark at its end, perhaps within quotes: ``plan?``, ``“Commit.”``."""
    return text.rstrip(_CLOSING).endswith(_MARKS)


def ended(text: str) -> str:
    """*text* with a full stop, when it has no mark at its end; empty stays empty."""
    return text if not text or is_ended(text) else f"{text}."
