"""The styles of a Word document, and what a run or paragraph has by its style."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("false", "0", "off")
_MAX_CHAIN = 50


def value(element: Any, path: str, default: str = "") -> str:
    """What the property at *path* (names, with / between them) below *element* is set to."""
    found = element.find("/".join(W + name for name in path.split("/")))
    return default if found is None else str(found.get(W + "val", default))


def switched(element: Any, look: str) -> bool | None:
    """Whether the run or style *element* itself has the *look*, or has it not; None if unsaid."""
    found = element.find(f"{W}rPr/{W}{look}")
    return None if found is None else found.get(W + "val", "true") not in _OFF


class Styles:
    """The styles of the part *root*, each with those that it is based on."""

    def __init__(self, root: Any) -> None:
        self._styles = {style.get(W + "styleId"): style for style in root.iter(W + "style")}
        self._usual = next(filter(_is_usual, self._styles.values()), None)
        self._hidden: dict[str, bool] = {}

    def chain(self, name: str) -> Iterator[Any]:
        """The style *name* and those that it is based on, the nearest first."""
        return islice(self._chain(name), _MAX_CHAIN)

    def is_hidden(self, run: Any, paragraph: Any) -> bool:
        """Whether *run*, or none, of *paragraph* is hidden by itself or by style.

        A style of letters turns round what the paragraph's says (ISO/IEC 29500-1, 17.7.3).
        """
        own = None if run is None else switched(run, "vanish")
        if own is not None:
            return own
        letters = "" if run is None else value(run, "rPr/rStyle")
        return self._hides(letters) != self._hides(self.style_of(paragraph))

    def style_of(self, paragraph: Any) -> str:
        """The style of *paragraph*: its own, or the usual one of the document."""
        own = value(paragraph, "pPr/pStyle")
        if own in self._styles or self._usual is None:
            return own
        return str(self._usual.get(W + "styleId"))

    def _hides(self, name: str) -> bool:
        if name not in self._hidden:
            said = (switched(style, "vanish") for style in self.chain(name))
            self._hidden[name] = next((each for each in said if each is not None), False)
        return self._hidden[name]

    def _chain(self, name: str) -> Iterator[Any]:
        while name in self._styles:
            yield self._styles[name]
            name = value(self._styles[name], "basedOn")


def _is_usual(style: Any) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in _OFF
