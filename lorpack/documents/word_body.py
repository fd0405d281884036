"""The paragraphs of a Word document, whatever stands around them, and what is seen in each."""

from collections.abc import Callable, Iterator
from typing import Any

from lorpack.documents.commonmark import Piece

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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


def pieces(paragraph: Any) -> list[Piece]:
    """(text, bold, italic) of what is seen of *paragraph*, neighbours of one look joined."""
    found: list[Piece] = []
    for text, run in _texts(paragraph):
        if not text or _is(run, "vanish"):
            continue
        look = (_is(run, "b"), _is(run, "i"))
        if found and (found[-1][1:] == look or not text.strip()):
            found[-1] = (found[-1][0] + text, *found[-1][1:])
        else:
            found.append((text, *look))
    return found


def has_more(body: Any) -> bool:
    """Whether *body* shows a letter that no paragraph of :func:`paragraphs` has."""
    shown = (
        element.text or ""
        for element in body.iter(W + "t")
        if not any(above.tag in _UNSEEN for above in element.iterancestors())
        and not _is(next(element.iterancestors(W + "r"), None), "vanish")
    )
    read = (text for one in paragraphs(body) for text, _, _ in pieces(one))
    return sum(map(_letters, shown)) > sum(map(_letters, read))


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
    """Whether *run* itself has the *look*, which may be switched off by name too."""
    found = None if run is None else run.find(f"{W}rPr/{W}{look}")
    return found is not None and found.get(W + "val", "true") not in ("false", "0", "off")
