"""Templates: where they come from, and the sandbox they run in."""

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FunctionLoader
from jinja2.exceptions import TemplateSyntaxError

from lorpack.errors import TemplateFault
from lorpack.filters import FILTERS, bounded
from lorpack.links import safe_url
from lorpack.markup import to_html, to_inline_html
from lorpack.profiles.folders import has_office
from lorpack.resources import templates_dir
from lorpack.sandbox import Room, Sandbox, filled
from lorpack.sentences import ended

_LIMIT, _WORDS = 200_000, 250
_PAGE = Room(steps=1_000_000, characters=2_000_000)
_MESSAGE = Room(steps=100_000, characters=50_000)
"""A sample's page takes 40,000 steps, the longest of lorpack's own messages 3,000."""

_OWN = {"markdown": to_html, "inline": to_inline_html, "safe_url": safe_url, "ended": ended}
_FILTERS = {**FILTERS, **{name: bounded(one) for name, one in _OWN.items()}}


@cache
def packaged_templates() -> dict[str, str]:
    """Every template and stylesheet that lorpack ships, by name (``packet/cover.html.j2``)."""
    root = templates_dir()
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.suffix in (".j2", ".css") and path.is_file()
    }


class Overrides(dict[str, str]):
    """Templates and stylesheets that win over the packaged ones, by name, and where each stands."""

    def __init__(self, own: Mapping[str, str] = {}, shared: Mapping[str, str] = {}) -> None:
        super().__init__({**shared, **own})
        self._shared = shared.keys() - own.keys()

    def is_shared(self, name: str) -> bool:
        """Whether the file of *name* is the office's."""
        return name in self._shared

    def place(self, name: str) -> str:
        """The file of *name* as seen from the application's folder."""
        return f"../templates/{name}" if self.is_shared(name) else f"templates/{name}"


def own_templates(folder: Path) -> Overrides:
    """The overrides of the application in *folder*, over those that its office shares.

    Symbolic links, files over 200 kB and what cannot be read are refused with TemplateFault; names
    that lorpack does not ship are kept, so that an override may include a part of its own.
    """
    shared = _read_all(folder, "../templates") if has_office(folder) else {}
    return Overrides(_read_all(folder, "templates"), shared)


def office_templates(folder: Path) -> Overrides:
    """The overrides that the office in *folder* shares; as :func:`own_templates` otherwise."""
    return Overrides(_read_all(folder, "templates"))


def _read_all(application: Path, inside: str) -> dict[str, str]:
    folder = application / inside
    files = {path.relative_to(folder).as_posix(): path for path in _files(folder, inside)}
    return {name: _text(files[name], f"{inside}/{name}") for name in sorted(files)}


def _files(folder: Path, inside: str) -> Iterator[Path]:
    """The templates and stylesheets below *folder*. What cannot be looked into is refused."""

    def place(path: str | Path) -> str:
        return Path(inside, Path(path).relative_to(folder)).as_posix()

    def refuse(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            raise _unreadable("folder", error, place(error.filename)) from error

    # Links are followed one step, to be refused and not passed over.
    for at, _, names in os.walk(folder, onerror=refuse, followlinks=True):
        here = Path(at)
        if here.is_symlink():
            message = "templates must stand in a folder of their own, not behind a link"
            raise TemplateFault(message, place(here), hint="put the folder itself there")
        yield from (here / name for name in names if Path(name).suffix in (".j2", ".css"))


def _text(path: Path, place: str) -> str:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LIMIT:
            message = "a template must be a plain file of at most 200 kB"
            raise TemplateFault(message, place, hint="put the file itself there")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unreadable("template", error, place) from error
    except UnicodeDecodeError as error:
        raise TemplateFault(f"this template cannot be read: {error}", place) from error


def _unreadable(what: str, error: OSError, place: str) -> TemplateFault:
    reason = (error.strerror or str(error)).lower()
    return TemplateFault(f"this {what} cannot be read: {reason}", place, 0, "check its permissions")


@lru_cache(maxsize=16)
def _environment(overrides: str, *, escape: bool) -> Sandbox:
    sources: dict[str, str] = {**packaged_templates(), **json.loads(overrides)}

    def source_of(name: str) -> tuple[str, str, None] | None:
        # The name stands in for a file name, so that tracebacks tell which template failed.
        return (sources[name], name, None) if name in sources else None

    return Sandbox(
        escape=escape,
        filters=_FILTERS,
        loader=FunctionLoader(source_of),
        # A paragraph of plain text may end with a block; its line break belongs to the text.
        trim_blocks=escape,
        lstrip_blocks=True,
    )


def render_html(own: Mapping[str, str], name: str, context: Mapping[str, Any]) -> str:
    """Fill the page template *name* with *context* (plain values only), everything escaped.

    *own* are the overrides; with any, there is an end to what templates may take. Raises
    TemplateFault with the template's name and line.
    """
    return _render(own, name, context, escape=True)


def render_text(own: Mapping[str, str], name: str, context: Mapping[str, Any]) -> str:
    """Fill the plain-text template *name*; as :func:`render_html`, and nothing is escaped."""
    return _render(own, name, context, escape=False)


def prepared_templates(prefix: str) -> None:
    """Compile the packaged page templates whose names begin with *prefix*, ahead of their use."""
    environment = _environment("{}", escape=True)
    for name in packaged_templates():
        if name.startswith(prefix) and name.endswith(".j2"):
            environment.get_template(name)


def _render(own: Mapping[str, str], name: str, context: Mapping[str, Any], *, escape: bool) -> str:
    known = {*packaged_templates(), *own}
    room = _PAGE if escape else _MESSAGE
    try:
        environment = _environment(json.dumps(dict(own), sort_keys=True), escape=escape)
        return filled(environment.get_template(name), context, room if own else None)
    except TemplateSyntaxError as error:
        raise TemplateFault(
            error.message or "syntax error", _file(error.name, own), error.lineno
        ) from error
    except Exception as error:  # a template can bring about nearly every one
        name, line = _place(error, name, known)
        raise TemplateFault(_words(error), _file(name, own), line) from error


def _words(error: Exception) -> str:
    """What *error* says, which may quote a value of any length; a MemoryError says nothing."""
    words = str(error) or "this needs too much memory"
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"


def stylesheet(own: Mapping[str, str], name: str) -> str:
    """The text of the stylesheet *name*, overridden or packaged."""
    return own[name] if name in own else packaged_templates()[name]


def _file(name: str | None, own: Mapping[str, str]) -> str:
    if name is None or name not in own:
        return f"lorpack:{name}"
    return own.place(name) if isinstance(own, Overrides) else f"templates/{name}"


def _place(error: BaseException, name: str, known: set[str]) -> tuple[str, int]:
    """The innermost template that the traceback of *error* goes through, and its line."""
    line, trace = 0, error.__traceback__
    while trace:
        # Jinja rewrites tracebacks so that a template's frame names its file and its line.
        if trace.tb_frame.f_code.co_filename in known:
            name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return name, line
