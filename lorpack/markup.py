"""CommonMark, as profiles are written in it, to HTML and to plain text."""

from collections.abc import Callable
from functools import cache
from typing import Any

from markupsafe import Markup

from lorpack.links import may_follow

# The parser leaves out what is nested deeper than 20 without a word; a list takes two of them.
_DEEPEST = 17
# Nobody means emphasis within emphasis more than once or twice; it is drawn box in box.
_DEEPEST_EMPHASIS = 8

_Rule = Callable[[Any, int, int, bool], bool]


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import blockquote, list_block

    # A profile is text, and what is written there is seen: no raw HTML, no images, and no
    # definitions of links, which vanish from their place and make much out of little. Indented
    # text is a paragraph, as whoever indents the first line of a statement means it, and a line of
    # tildes begins no program. What stands for a character (&#8238;) stays what it is: some of them
    # may not be in a profile.
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "code", "fence", "reference", "entity"])
    parser.validateLink = may_follow  # type: ignore[method-assign]
    rules = parser.block.ruler
    ends = ["paragraph", "blockquote"]
    rules.at("blockquote", _unless_deep(blockquote), {"alt": [*ends, "list"]})
    rules.at("list", _unless_deep(list_block), {"alt": ends})
    parser.inline.ruler2.before("fragments_join", "shallow", _plain_when_deep)
    parser.inline.ruler2.before("fragments_join", "named", _named_when_empty)
    return parser


def _unless_deep(rule: _Rule) -> _Rule:
    """*rule*, but what would nest too deep is the text of a paragraph."""
    return lambda state, *lines: state.level < _DEEPEST and rule(state, *lines)


def _plain_when_deep(state: Any) -> None:
    """The marks of emphasis that nests too deep are text again."""
    depth = 0
    for token in state.tokens:
        if token.type not in ("em_open", "strong_open", "em_close", "strong_close"):
            continue
        depth += token.nesting
        if depth + (token.nesting < 0) > _DEEPEST_EMPHASIS:
            token.type, token.tag, token.nesting = "text", "", 0
            token.content = token.markup


def _named_when_empty(state: Any) -> None:
    """A link without words shows its address."""
    from markdown_it.token import Token

    named: list[Any] = []
    words = address = ""
    for token in state.tokens:
        if token.type == "link_open":
            words, address = "", str(token.attrs["href"])
        elif token.type == "link_close" and not any(map(_is_seen, words)):
            named.append(Token("text", "", 0, content=address))
        words += token.content
        named.append(token)
    state.tokens[:] = named


def _is_seen(character: str) -> bool:
    return character.isprintable() and not character.isspace()


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
