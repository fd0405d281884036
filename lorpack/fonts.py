"""The fonts a packet is set in: files of Python packages, the same on every machine.

Fonts of the system are never used: what a packet looks like must not depend on luck.
"""

import importlib.util
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lorpack.cmap import characters
from lorpack.documents.files import read_supplied
from lorpack.errors import DocumentError


@dataclass(frozen=True)
class Face:
    """One font file as CSS sees it: its *source* is a file of a package, or the user's bytes."""

    family: str
    style: str
    weight: str
    source: Path | bytes

    @property
    def data(self) -> bytes:
        """The font file."""
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()


_PLEX = "fontpkg_ibm_plex_serif/files/IBMPlexSerif-"
_FIRA = "fontpkg_fira_sans/files/FiraSans-"

# (family, style, weight, module/path). Static files: WeasyPrint instantiates a variable font
# anew in every document, which costs about 0.1 s a face (docs/performance.md).
_TEXT = (
    ("Lorpack Serif", "normal", "400", _PLEX + "Regular.ttf"),
    ("Lorpack Serif", "italic", "400", _PLEX + "Italic.ttf"),
    ("Lorpack Serif", "normal", "600", _PLEX + "SemiBold.ttf"),
    ("Lorpack Serif", "italic", "600", _PLEX + "SemiBoldItalic.ttf"),
    ("Lorpack Sans", "normal", "400", _FIRA + "Regular.ttf"),
    ("Lorpack Sans", "italic", "400", _FIRA + "Italic.ttf"),
    ("Lorpack Sans", "normal", "600", _FIRA + "SemiBold.ttf"),
    ("Lorpack Sans", "italic", "600", _FIRA + "SemiBoldItalic.ttf"),
)
_SCRIPTS = (
    ("Lorpack Arabic", "fontpkg_ibm_plex_sans_arabic/files/IBMPlexSansArabic-Regular.ttf"),
    ("Lorpack Devanagari", "fontpkg_noto_sans_devanagari/files/NotoSansDevanagari[wdth,wght].ttf"),
    ("Lorpack CJK", "noto_cjk_sans_otc/NotoSansCJK-Regular.ttc"),
)
EXTRAS = {"Lorpack Arabic": "arabic", "Lorpack Devanagari": "devanagari", "Lorpack CJK": "cjk"}
"""Which optional dependency brings a family."""


def _located(resource: str) -> Path | None:
    package, _, inside = resource.partition("/")
    spec = importlib.util.find_spec(package)
    for folder in spec.submodule_search_locations or () if spec else ():
        path = Path(folder, inside)
        if path.is_file():
            return path
    return None


@cache
def bundled_faces() -> tuple[Face, ...]:
    """Every face that an installed font package brings, text faces first."""
    wanted = [*_TEXT, *((family, "normal", "400", path) for family, path in _SCRIPTS)]
    found = ((family, style, weight, _located(path)) for family, style, weight, path in wanted)
    return tuple(Face(family, style, weight, path) for family, style, weight, path in found if path)


def faces(own: Sequence[Face] = ()) -> tuple[Face, ...]:
    """The bundled faces, then the user's *own*."""
    return (*bundled_faces(), *own)


@cache
def _characters(source: Path | bytes) -> Container[int]:
    """The code points that a font has. A bundled one is trusted, and read without fontTools."""
    if isinstance(source, Path):
        return characters(source)

    from io import BytesIO

    from fontTools.ttLib import TTFont

    with BytesIO(source) as file:
        return frozenset(TTFont(file, lazy=True, fontNumber=0).getBestCmap() or ())


def own_fonts(folder: Path, names: Iterable[str]) -> tuple[Face, ...]:
    """The user's font files *names* in *folder*, each a family of its own.

    Those are left out that are missing or no fonts; :func:`font_problem` tells why.
    """
    found = []
    for number, name in enumerate(names, 1):
        try:
            found.append(Face(f"Lorpack Own {number}", "normal", "400", _read_font(folder, name)))
        except DocumentError:
            continue
    return tuple(found)


def font_problem(folder: Path, name: str) -> DocumentError | None:
    """Why the file *name* in *folder* cannot serve as a font, or None when it can."""
    try:
        _read_font(folder, name)
    except DocumentError as error:
        return error
    return None


def _read_font(folder: Path, name: str) -> bytes:
    data = read_supplied(folder, name)
    try:
        _characters(data)
    except Exception as error:  # fontTools raises whatever a damaged table leads to
        raise DocumentError(
            "LOR754", f"this is no font that can be used ({error})", "name a .ttf or .otf file"
        ) from error
    return data


_INVISIBLE = frozenset(
    {0x09, 0x0A, 0x0D, 0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060}
)


def missing_characters(texts: Iterable[str], own: Sequence[Face] = ()) -> list[str]:
    """The characters of *texts* that no face has, in order of appearance, each once."""
    needed = dict.fromkeys(char for text in texts for char in text)
    left = [char for char in needed if ord(char) > 0x7E and ord(char) not in _INVISIBLE]
    # A family's other faces have the characters of its regular one; they are asked last.
    by_use = sorted(faces(own), key=lambda face: (face.style, face.weight) != ("normal", "400"))
    for source in dict.fromkeys(face.source for face in by_use):
        if not left:
            break
        have = _characters(source)
        left = [
            char for char in left if ord(char) not in have and not 0xFE00 <= ord(char) <= 0xFE0F
        ]
    return left


def font_stack(kind: str, own: Sequence[Face] = ()) -> str:
    """The CSS font-family list of *kind* (``serif`` or ``sans``), fallbacks included."""
    first = (
        ["Lorpack Serif", "Lorpack Sans"] if kind == "serif" else ["Lorpack Sans", "Lorpack Serif"]
    )
    rest = [face.family for face in faces(own) if face.family not in first]
    return ", ".join(f'"{family}"' for family in dict.fromkeys((*first, *rest)))
