"""The tokens of a style (``--accent``), put where they are used."""

import re
from collections import Counter

from lorpack.packet.blame import LookRefused

_ENDS = re.compile("([;{}])")
_TOKEN = re.compile(r"(?<![a-z-])--([a-z-]++)\s*+:(.*)", re.DOTALL)
_USE = re.compile(r"var\(--([a-z-]++)\)")
_TOKEN_DEPTH, _MAX_CSS = 20, 2_000_000


def with_tokens(css: str) -> str:
    """*css* with its tokens in place: WeasyPrint would solve var() anew for every element.

    Raises LookRefused for a token that refers to itself, or makes the style huge.
    """
    tokens = _tokens(css)
    for _ in range(_TOKEN_DEPTH):
        used = Counter(_USE.findall(css))
        if not used:
            return css
        sizes = {name: len(tokens.get(name, "")) * count for name, count in used.items()}
        if len(css) + sum(sizes.values()) > _MAX_CSS:
            name = max(sizes, key=lambda one: sizes[one])
            message = f"the style token --{name} makes a style of more than {_MAX_CSS:,} characters"
            raise LookRefused(message, sought=f"--{name}", by_style=True)
        css = _USE.sub(lambda found: tokens.get(found[1], "initial"), css)
    name = next(iter(used))
    raise LookRefused(
        f"the style token --{name} refers to itself", sought=f"--{name}", by_style=True
    )


def _tokens(css: str) -> dict[str, str]:
    """The value of each token; what ends with ``{`` is no declaration."""
    parts = _ENDS.split(css)
    ended = zip(parts[::2], parts[1::2], strict=False)
    found = [_TOKEN.search(part) for part, end in ended if end != "{"]
    return {one[1]: one[2].strip() for one in found if one and one[2].strip()}
