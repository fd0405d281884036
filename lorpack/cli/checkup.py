"""What ``lorpack doctor`` looks at: each look gives one or more :class:`Item`."""

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from lorpack import __version__
from lorpack.cli.options import shown
from lorpack.cli.probe import pango
from lorpack.cli.systems import pango_line, writable

State = Literal["ok", "note", "missing", "blocked"]

LIBRARIES = (
    "click", "filelock", "fonttools", "jinja2", "markdown-it-py", "pebble", "pikepdf", "pillow",
    "pydantic", "pypdf", "pypdfium2", "python-docx", "pyyaml", "rich", "weasyprint",
)  # fmt: skip

# A few letters of each script; a font that has them has the rest that names need.
SCRIPTS = {
    "Latin": "Łőçñ", "Vietnamese": "ễộ", "Greek": "Ωλ", "Cyrillic": "Жщї", "Arabic": "عربي",
    "Devanagari": "नमस्", "Chinese": "陈维", "Japanese": "あカ", "Korean": "한국", "Hebrew": "שלום",
    "Armenian": "Հայ", "Georgian": "ქარ", "Bengali": "বাংলা", "Tamil": "தமி", "Thai": "ไทย",
    "Amharic": "አማር",
}  # fmt: skip
_EXTRA = {
    "Arabic": "arabic", "Devanagari": "devanagari", "Chinese": "cjk", "Japanese": "cjk",
    "Korean": "cjk",
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One thing looked at: *state* ok, note, missing (needed, and not there) or blocked."""

    name: str
    state: State
    found: str
    remedy: str = ""


def examine(output: Path) -> list[Item]:
    """Look at everything that lorpack needs."""
    return [
        Item("lorpack", "ok", __version__),
        Item("Python", "ok", f"{platform.python_version()} on {_system()}"),
        *_libraries(),
        _pango(),
        *(_fonts() if find_spec("fontTools") else ()),
        _output(output),
        _console(),
    ]


def _system() -> str:
    """This system in words. platform.platform() would run the program uname."""
    parts = (platform.system(), platform.release(), platform.machine(), *platform.libc_ver())
    return " ".join(filter(None, parts))


def _libraries() -> Iterator[Item]:
    for name in LIBRARIES:
        try:
            yield Item(name, "ok", version(name))
        except PackageNotFoundError:
            yield Item(name, "missing", "not installed", f"pip install {name}")


def _pango() -> Item:
    found, problem = pango()
    if found:
        return Item("Pango", "ok", f"{found}, drew a page")
    return Item("Pango", "missing", problem, pango_line())


def _fonts() -> Iterator[Item]:
    from lorpack.fonts import bundled_faces, missing_characters

    families = {face.family for face in bundled_faces()}
    for family, package in (
        ("Lorpack Serif", "fontpkg-ibm-plex-serif"),
        ("Lorpack Sans", "fontpkg-fira-sans"),
    ):
        there = family in families
        yield Item(
            package,
            "ok" if there else "missing",
            "found" if there else "not installed",
            "" if there else f"pip install {package}",
        )
    lacking = [name for name, text in SCRIPTS.items() if missing_characters([text])]
    covered = [name for name in SCRIPTS if name not in lacking]
    yield Item("scripts", "ok", ", ".join(covered) or "none")
    if lacking:
        yield Item("other scripts", "note", f"no font for {', '.join(lacking)}", _add(lacking))


def _add(lacking: list[str]) -> str:
    extras = dict.fromkeys(_EXTRA[name] for name in lacking if name in _EXTRA)
    own = "name your own font file under `fonts:` in lorpack.yaml"
    return f'pip install "lorpack[{",".join(extras)}]", or {own}' if extras else own


def _output(output: Path) -> Item:
    if writable(output):
        return Item("output folder", "ok", f"{shown(output)} can be written")
    remedy = "choose another folder with --output"
    return Item("output folder", "blocked", f"{shown(output)} cannot be written", remedy)


def _console() -> Item:
    encoding = (sys.stdout.encoding or "ascii").lower()
    if encoding.replace("-", "") == "utf8":
        return Item("console", "ok", encoding)
    found = f"{encoding}: it shows some letters of names as \\u1234; files are not affected"
    return Item("console", "note", found, "set the environment variable PYTHONUTF8=1")
