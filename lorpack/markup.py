"""CommonMark, as profiles are written in it, to HTML and to plain text."""

from functools import cache
from typing import Any

from markupsafe import Markup

from lorpack.links import may_follow


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    # No raw HTML and no images: a profile is text. Indented text is a paragraph, as whoever
    # indents the first line of a statement means it.
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "code"])
    parser.validateLink = may_follow  # type: ignore[method-assign]
    return parser


def to_html(text: str) -> Markup:
    """*text* as paragraphs and lists; headings start at level 3, below a section's own."""
    tokens = _parser().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    return Markup(_parser().renderer.render(tokens, _parser().options, {}))


def to_inline_html(text: str) -> Markup:
    """*text* on one line, with emphasis and links but without paragraphs."""
    return Markup(_parser().renderInline(" ".join(text.split())))


def to_plain(text: str) -> str:
    """*text* without its marks, paragraphs parted by an empty line."""
    parts: list[str] = []
    for token in _parser().parse(text):
        if token.type == "inline":
            parts.append("".join(_plain(child) for child in token.children or ()))
    return "\n\n".join(parts)


def _plain(token: Any) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return str(token.content)
