"""The paragraphs of a Word document, whatever stands around them, and what is seen in each."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lorpack.documents.commonmark import Piece
from lorpack.documents.word_styles import Styles, W
from lorpack.documents.word_symbols import EXTENDED, SYMBOL, symbol

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DELETED = tuple(f"{W}pPr/{W}rPr/{W}{name}" for name in ("del", "moveFrom"))
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
    SYMBOL: symbol,
    EXTENDED: symbol,
}


def paragraphs(body: Any) -> Iterator[list[Any]]:
    """The paragraphs of *body* in their order, those in tables cell by cell.

    Those whose end was deleted come with the one that they run on into, in which all of them end.
    """
    # Of a cell over several rows the first holds the text; Word shows nothing of those below it.
    merged = (each for each in body.iter(W + "vMerge") if each.get(W + "val") != "restart")
    covered = {each.getparent().getparent() for each in merged}
    run_on: list[Any] = []
    for paragraph in body.xpath(".//w:p[not(ancestor::w:p)]"):
        if not covered.isdisjoint(paragraph.iterancestors()):
            continue
        if run_on and _cell(run_on[-1]) is not _cell(paragraph):
            yield run_on
            run_on = []
        run_on = [*run_on, paragraph]
        if not any(paragraph.find(path) is not None for path in _DELETED):
            yield run_on
            run_on = []
    if run_on:
        yield run_on


def pieces(run_on: Iterable[Any], styles: Styles) -> list[Piece]:
    """(text, bold, italic) of what is seen of paragraphs, neighbours of one look joined."""
    found: list[tuple[list[str], bool, bool]] = []
    for paragraph in run_on:
        for text, run in _texts(paragraph):
            look = styles.look(run, paragraph)
            if not text or look.hidden:
                continue
            if found and (found[-1][1:] == look[1:] or not text.strip()):
                found[-1][0].append(text)
            else:
                found.append(([text], look.bold, look.italic))
    return [("".join(texts), bold, italic) for texts, bold, italic in found]


def has_more(body: Any, read: Iterable[Piece], styles: Styles) -> bool:
    """Whether *body* shows a letter that is not among what was *read* of it."""
    shown = (element.text or "" for element in body.iter(W + "t") if _is_shown(element, styles))
    return sum(map(_letters, shown)) > sum(_letters(text) for text, _, _ in read)


def _cell(paragraph: Any) -> Any:
    return next(paragraph.iterancestors(W + "tc"), None)


def _is_shown(element: Any, styles: Styles) -> bool:
    above = list(element.iterancestors())
    if any(each.tag in _UNSEEN for each in above):
        return False
    run, paragraph = (next((e for e in above if e.tag == W + name), None) for name in ("r", "p"))
    return not styles.look(run, above[0] if paragraph is None else paragraph).hidden


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _texts(element: Any, run: Any = None) -> Iterator[tuple[str, Any]]:
    """Each text in *element* with the run that it stands in."""
    for child in element:
        if child.tag in _TEXTS:
            yield _TEXTS[child.tag](child).replace("\u00ad", ""), run
        elif child.tag not in _ASIDE:
            yield from _texts(child, child if child.tag == W + "r" else run)
