"""The styles of a Word document, and what a run or paragraph has by its style."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("false", "0", "off")
_MAX_CHAIN = 20


class Look(NamedTuple):
    """What the reader sees of a run."""

    hidden: bool
    bold: bool
    italic: bool


def value(element: Any, path: str) -> str:
    """What the property at *path* (names, with / between them) below *element* is set to."""
    found = element.find("/".join(W + name for name in path.split("/")))
    return "" if found is None else str(found.get(W + "val", ""))


class Styles:
    """The styles of the part *root*, each with those that it is based on.

    What was found once is kept: a run may have a million texts.
    """

    def __init__(self, root: Any) -> None:
        self._styles = {style.get(W + "styleId"): style for style in root.iter(W + "style")}
        self._usual = next((name for name, one in self._styles.items() if _is_usual(one)), "")
        self._looks: dict[Any, Look] = {}
        self._own: dict[Any, str] = {}
        self._hidden: dict[str, bool] = {}
        self._said: dict[tuple[str, str], str] = {}

    def look(self, run: Any, paragraph: Any) -> Look:
        """How *run* of *paragraph* looks; None is a text outside of any run."""
        key = paragraph if run is None else run
        if key not in self._looks:
            bold, italic = (run is not None and bool(_switched(run, name)) for name in "bi")
            self._looks[key] = Look(self._is_hidden(run, paragraph), bold, italic)
        return self._looks[key]

    def style_of(self, paragraph: Any) -> str:
        """The style of *paragraph*: its own, or the usual one of the document."""
        if paragraph not in self._own:
            own = value(paragraph, "pPr/pStyle")
            self._own[paragraph] = own if own in self._styles else self._usual
        return self._own[paragraph]

    def said(self, name: str, path: str) -> str:
        """What the style *name*, or the nearest that it is based on, says at *path*."""
        if (name, path) not in self._said:
            said = (value(style, path) for style in self._chain(name))
            self._said[name, path] = next(filter(None, said), "")
        return self._said[name, path]

    def title(self, name: str) -> str:
        """What the style *name* is called in the list of styles."""
        return value(self._styles[name], "name") if name in self._styles else ""

    def _is_hidden(self, run: Any, paragraph: Any) -> bool:
        """By itself or by style; the letters' turns round the paragraph's (ISO 29500-1, 17.7.3)."""
        own = None if run is None else _switched(run, "vanish")
        if own is not None:
            return own
        letters = "" if run is None else value(run, "rPr/rStyle")
        return self._hides(letters) != self._hides(self.style_of(paragraph))

    def _hides(self, name: str) -> bool:
        if name not in self._hidden:
            said = (_switched(style, "vanish") for style in self._chain(name))
            self._hidden[name] = next((each for each in said if each is not None), False)
        return self._hidden[name]

    def _chain(self, name: str) -> Iterator[Any]:
        return islice(self._bases(name), _MAX_CHAIN)

    def _bases(self, name: str) -> Iterator[Any]:
        while name in self._styles:
            yield self._styles[name]
            name = value(self._styles[name], "basedOn")


def _switched(element: Any, look: str) -> bool | None:
    """Whether the run or style *element* itself has the *look*, or has it not; None if unsaid."""
    found = element.find(f"{W}rPr/{W}{look}")
    return None if found is None else found.get(W + "val", "true") not in _OFF


def _is_usual(style: Any) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in _OFF
