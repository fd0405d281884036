"""Which of the user's own templates and styles a refused layout comes from, and at which line."""

import re
from collections.abc import Iterable, Mapping
from itertools import accumulate
from pathlib import PurePosixPath

from lorpack.errors import RenderError, TemplateFault
from lorpack.templating import Overrides

_UNKNOWN = "look for unusual text or markup in its profile"
_DEEP = 50
_SIGNS = re.compile(r"[({\[]|[)}\]]")
_TAGS = re.compile(r"<[a-zA-Z]|</")


class LookRefused(RenderError):
    """The pages or their styles cannot be taken; *sought* is a text that only their source has.

    Without one it is their nesting, or nobody knows; *by_style* says that a style is to blame.
    """

    def __init__(
        self, message: str, hint: str = "", *, sought: str = "", by_style: bool = False
    ) -> None:
        super().__init__(message, hint)
        self.sought = sought
        self.by_style = by_style


def blamed(own: Overrides, themes: Iterable[str], refused: LookRefused) -> RenderError:
    """The fault of one of the templates *own* that *refused* comes from.

    *themes* are the styles in use. Without a template or style of the user's it stays what it is.
    """
    styles = {name: own[name] for name in themes if name in own}
    pages = {
        name: text
        for name, text in own.items()
        if name.endswith(".j2") and not name.startswith("messages/")
    }
    kinds = (styles, pages) if refused.by_style else (pages, styles)
    likely = next((kind for kind in kinds if kind), None)
    if likely is None:
        return RenderError(refused.message, refused.hint or _UNKNOWN)
    found = None
    if refused.sought:
        found = _with(refused.sought, {**likely, **styles, **pages})
    elif "RecursionError" in repr(refused.__cause__):
        found = _deepest(likely, _SIGNS if likely is styles else _TAGS)
    if found:
        name, line = found
        return TemplateFault(refused.message, own.place(name), line, refused.hint)
    places = [own.place(name) for name in likely]
    place = places[0] if len(places) == 1 else PurePosixPath(places[0]).parent.as_posix()
    return TemplateFault(refused.message, place, 0, refused.hint)


def _with(sought: str, texts: Mapping[str, str]) -> tuple[str, int] | None:
    for name, text in texts.items():
        before, found, _ = text.partition(sought)
        if found:
            return name, before.count("\n") + 1
    return None


def _deepest(texts: Mapping[str, str], marks: re.Pattern[str]) -> tuple[str, int] | None:
    """Where one of *texts* goes deeper than any layout needs."""
    for name, text in texts.items():
        found = list(marks.finditer(text))
        steps = (-1 if mark[0] in ("</", ")", "}", "]") else 1 for mark in found)
        for mark, depth in zip(found, accumulate(steps), strict=True):
            if depth > _DEEP:
                return name, text.count("\n", 0, mark.start()) + 1
    return None
