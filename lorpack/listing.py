"""A few of many, for a sentence."""

from collections.abc import Sequence


def few(names: Sequence[str], most: int = 3) -> str:
    """The first of *names*, and how many more there are.

    >>> few(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
