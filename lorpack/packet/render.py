"""HTML to PDF with WeasyPrint, sealed: no network, no files, no fonts of the system.

The only module that imports weasyprint; import it in a child process, not on the way to
``check`` or ``--help``.
"""

import atexit
import contextlib
import io
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lorpack.errors import DependencyError, TemplateFault
from lorpack.fonts import Face, faces, font_stack
from lorpack.links import may_follow
from lorpack.packet.blame import LookRefused
from lorpack.packet.tokens import with_tokens

_NO_SYSTEM_FONTS = Path(__file__).with_name("fonts.conf")


@dataclass(frozen=True)
class Asset:
    """Bytes that a document may refer to, by a name of ours."""

    data: bytes
    mime: str


@dataclass(frozen=True)
class Layout:
    """A document laid out on pages, not yet written."""

    document: Any
    log: "_Log"
    fetcher: Any

    @property
    def anchors(self) -> dict[str, int]:
        """Element id to page number, 1-based."""
        return _anchors(self.document)

    def page_of(self, name: str) -> int:
        """The page, from 1, of the element with the id *name*.

        Raises TemplateFault when a template of the user's left it out.
        """
        try:
            return self.anchors[name]
        except KeyError:
            message = f'an element with id="{name}" is missing, so its page is not known'
            raise TemplateFault(message, "templates/packet") from None

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self.document.pages)

    @property
    def texts(self) -> list[str]:
        """What each page says, in the order in which it is drawn."""
        from weasyprint.formatting_structure.boxes import TextBox

        return [
            " ".join(box.text for box in page._page_box.descendants() if isinstance(box, TextBox))
            for page in self.document.pages
        ]

    def height_of(self, name: str) -> float:
        """How far down its page, from 0 to 1, the anchor *name* stands."""
        for page in self.document.pages:
            if name in page.anchors:
                return float(page.anchors[name][1]) / float(page.height)
        return 0.0

    def write(self) -> bytes:
        """The PDF: tagged, with outline and metadata. Raises LookRefused on any complaint."""
        try:
            with _listening(self.log):
                data: bytes = self.document.write_pdf(pdf_tags=True)
        except _fatal() as error:
            raise _outside(self.fetcher.denied) from error
        except Exception as error:
            raise _fault("the pages cannot be written", error) from error
        if self.fetcher.denied:
            raise _outside(self.fetcher.denied)
        return data


def _anchors(document: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


@contextlib.contextmanager
def _listening(log: logging.Handler) -> Iterator[None]:
    logger = logging.getLogger("weasyprint")
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(log)
    try:
        yield
    finally:
        logger.removeHandler(log)
        logger.propagate = propagate


def _fatal() -> type[BaseException]:
    from weasyprint.urls import FatalURLFetchingError

    return FatalURLFetchingError  # type: ignore[no-any-return]  # a BaseException


def _fault(what: str, error: Exception) -> LookRefused:
    if isinstance(error, RecursionError):
        return LookRefused(f"{what}: too many elements stand inside each other")
    # The error's own words may quote the page.
    return LookRefused(f"{what} ({type(error).__name__})")


def _outside(denied: Sequence[str], *, by_style: bool = False) -> LookRefused:
    return LookRefused(
        f"a template asks for something outside the packet: {denied[0]}",
        "templates may only use the text they are given",
        sought=denied[0],
        by_style=by_style,
    )


class _Log(logging.Handler):
    """Collects what WeasyPrint has to say, so that nothing is lost on the console."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@cache
def _weasyprint() -> Any:
    """Import weasyprint with an empty font configuration; raise DependencyError without Pango."""
    os.environ["FONTCONFIG_FILE"] = str(_NO_SYSTEM_FONTS)
    # fontTools stamps a font that it instantiates with the time of day; packets have none in them.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        # Without Pango, WeasyPrint prints a banner while it is imported.
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(io.StringIO()),
            _libraries_by_name(),
        ):
            warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
            import weasyprint
            from weasyprint.text import fonts as _fonts  # noqa: F401  (loads Pango)
    except OSError as error:
        raise DependencyError(
            "Pango, which draws the pages, is not installed",
            "run `lorpack doctor` for the command that installs it on this system",
        ) from error
    return weasyprint


@contextlib.contextmanager
def _libraries_by_name() -> Iterator[None]:
    """Let WeasyPrint load Pango by the names it knows, the loader's own among them.

    For each other name it would ask ctypes to search, which on Linux runs ldconfig, gcc and ld.
    """
    if sys.platform != "linux":
        yield
        return
    from ctypes import util

    def none(name: str) -> str | None:  # noqa: ARG001
        return None

    search = util.find_library
    util.find_library = none
    try:
        yield
    finally:
        util.find_library = search


def _fetcher(assets: Mapping[str, Asset]) -> Any:
    _weasyprint()
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Sealed(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
        """Knows our assets and nothing else. SVG swallows the fatal error, so denials are kept."""

        def __init__(self) -> None:
            super().__init__(timeout=1, allowed_protocols=("data",), allow_redirects=False)
            self.denied: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            if url in assets:
                return URLFetcherResponse(url, assets[url].data, {"Content-Type": assets[url].mime})
            self.denied.append(url[:200])
            raise FatalURLFetchingError("only the packet's own assets can be used")

    return Sealed()


def _font_css(used: Sequence[Face]) -> tuple[str, dict[str, Asset]]:
    assets, rules = {}, []
    for number, face in enumerate(used):
        url = f"lorpack:font/{number}"
        assets[url] = Asset(face.data, "font/ttf")
        rules.append(
            f'@font-face {{ font-family: "{face.family}"; src: url("{url}");'
            f" font-style: {face.style}; font-weight: {face.weight} }}"
        )
    return "\n".join(rules), assets


@lru_cache(maxsize=4)
def _fonts(own: tuple[Face, ...]) -> Any:
    """The font configuration with every face in it; made once in a process."""
    _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    css, assets = _font_css(faces(own))
    config = FontConfiguration()
    # It puts every font into a temporary folder, and at the end of Python it is too late for its
    # own clean-up: 20 MB would stay behind each time.
    atexit.register(config.__del__)
    return config, _parsed(css, config, assets)


@lru_cache(maxsize=16)
def _sheet(css: str, own: tuple[Face, ...]) -> Any:
    config, _ = _fonts(own)
    return _parsed(with_tokens(css), config, {})


def _parsed(css: str, config: Any, assets: Mapping[str, Asset]) -> tuple[Any, tuple[str, ...]]:
    """The style sheet, and what WeasyPrint had to say about it."""
    log, fetcher = _Log(), _fetcher(assets)
    try:
        with _listening(log):
            sheet = _weasyprint().CSS(string=css, font_config=config, url_fetcher=fetcher)
    except _fatal() as error:
        raise _outside(fetcher.denied, by_style=True) from error
    except RecursionError as error:
        raise LookRefused("too many brackets stand inside each other", by_style=True) from error
    if fetcher.denied:
        raise _outside(fetcher.denied, by_style=True)
    return sheet, tuple(log.messages)


def lay_out(
    html: str, css: Sequence[str], assets: Mapping[str, Asset], own_fonts: Sequence[Face] = ()
) -> Layout:
    """Lay *html* out with the stylesheets *css*; *assets* are all it may refer to.

    Raises DependencyError without Pango, LookRefused when WeasyPrint fails or may not go on.
    """
    weasyprint, own = _weasyprint(), tuple(own_fonts)
    config, (font_sheet, about_fonts) = _fonts(own)
    families = ":root {{ --serif: {}; --sans: {} }}".format(
        font_stack("serif", own), font_stack("sans", own)
    )
    sheet, about_css = _sheet("\n".join((families, *css)), own)
    fetcher, log = _fetcher(assets), _Log()
    log.messages += [*about_fonts, *about_css]
    try:
        with _listening(log):
            document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(
                stylesheets=[font_sheet, sheet], font_config=config
            )
    except _fatal() as error:
        raise _outside(fetcher.denied) from error
    except Exception as error:
        raise _fault("the pages cannot be laid out", error) from error
    _check_links(document)
    _number(document)
    return Layout(document, log, fetcher)


def _check_links(document: Any) -> None:
    """Raise LookRefused for a link that no reader is to follow: only a template can have made it."""
    for page in document.pages:
        for kind, target, *_ in page.links:
            if kind == "external" and not may_follow(target):
                raise LookRefused(
                    f"a link leads neither to the web nor to mail or telephone: {target[:200]}",
                    "write the whole address, as https://example.org",
                    sought=target[:200],
                )


def _number(document: Any) -> None:
    """Write the page of the anchor into each text inside ``<span data-page-of="anchor">``.

    What ``target-counter()`` is for; but WeasyPrint lays every page that uses it out three times.
    An anchor that is missing leaves the text as it is.
    """
    from weasyprint.formatting_structure.boxes import TextBox
    from weasyprint.text.line_break import split_first_line

    pages = _anchors(document)
    for page in document.pages:
        for box in page._page_box.descendants():
            if not isinstance(box, TextBox) or box.element is None:
                continue
            number = pages.get(box.element.get("data-page-of"))
            if number is None:
                continue
            layout, *_, width, _, _ = split_first_line(str(number), box.style, None, None, 0)
            if box.style["text_align_all"] in ("right", "end"):
                box.position_x += box.width - width
            box.text, box.pango_layout, box.width = layout.text, layout, width
