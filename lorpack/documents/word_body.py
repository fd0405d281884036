"""The paragraphs of a Word document, whatever stands around them, and what is seen in each."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lorpack.documents.commonmark import Piece
from lorpack.documents.word_styles import Styles, W, switched

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Of a cell over several rows the first holds the text; Word shows nothing of those below it.
_PARAGRAPHS = (
    ".//w:p[not(ancestor::w:p) and not(ancestor::w:tc/w:tcPr/w:vMerge[not(@w:val='restart')])]"
)
_ASIDE = frozenset(
    {_FALLBACK, *(W + name for name in (
        "pPr", "rPr", "sdtPr", "del", "moveFrom", "drawing", "pict", "object", "txbxContent"
    ))}
)  # fmt: skip
_UNSEEN = frozenset({_FALLBACK, *(W + name for name in ("del", "moveFrom", "txbxContent"))})
_TEXTS: dict[str, Callable[[Any], str]] = {
    W + "t": lambda element: element.text or "",
    W + "tab": lambda _: "\t",
    W + "ptab": lambda _: "\t",
    W + "br": lambda _: "\n",
    W + "cr": lambda _: "\n",
    W + "noBreakHyphen": lambda _: "-",
}


def paragraphs(body: Any) -> list[Any]:
    """The paragraphs of *body* in their order, those in tables cell by cell."""
    return list(body.xpath(_PARAGRAPHS))


def pieces(paragraph: Any, styles: Styles) -> list[Piece]:
    """(text, bold, italic) of what is seen of *paragraph*, neighbours of one look joined."""
    found: list[Piece] = []
    for text, run in _texts(paragraph):
        if not text or styles.is_hidden(run, paragraph):
            continue
        look = (_is(run, "b"), _is(run, "i"))
        if found and (found[-1][1:] == look or not text.strip()):
            found[-1] = (found[-1][0] + text, *found[-1][1:])
        else:
            found.append((text, *look))
    return found


def has_more(body: Any, read: Iterable[Piece], styles: Styles) -> bool:
    """Whether *body* shows a letter that is not among what was *read* of it."""
    shown = (element.text or "" for element in body.iter(W + "t") if _is_shown(element, styles))
    return sum(map(_letters, shown)) > sum(_letters(text) for text, _, _ in read)


def _is_shown(element: Any, styles: Styles) -> bool:
    above = list(element.iterancestors())
    if any(each.tag in _UNSEEN for each in above):
        return False
    run, paragraph = (next((e for e in above if e.tag == W + name), None) for name in ("r", "p"))
    return not styles.is_hidden(run, above[0] if paragraph is None else paragraph)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _texts(element: Any, run: Any = None) -> Iterator[tuple[str, Any]]:
    """Each text in *element* with the run that it stands in."""
    for child in element:
        if child.tag in _TEXTS:
            yield _TEXTS[child.tag](child).replace("\u00ad", ""), run
        elif child.tag not in _ASIDE:
            yield from _texts(child, child if child.tag == W + "r" else run)


def _is(run: Any, look: str) -> bool:
    return run is not None and bool(switched(run, look))
