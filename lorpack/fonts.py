"""The fonts a packet is set in: files of Python packages, the same on every machine.

Fonts of the system are never used: what a packet looks like must not depend on luck.
"""

import importlib.util
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lorpack.documents.files import read_supplied
from lorpack.errors import DocumentError


@dataclass(frozen=True)
class Face:
    """One font file as CSS sees it."""

    family: str
    style: str
    weight: str
    path: Path


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


def faces(own: Sequence[Path] = ()) -> tuple[Face, ...]:
    """The bundled faces, and the user's *own* font files as one more family each."""
    extra = (Face(f"Lorpack Own {n}", "normal", "400", p) for n, p in enumerate(own, 1))
    return (*bundled_faces(), *extra)


@cache
def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    class Unnamed(TTFont):  # type: ignore[misc]  # fontTools has no types
        """Glyphs stay numbers: reading their names costs more than everything else."""

        def getGlyphName(self, number: int) -> int:
            return number

        def getGlyphNameMany(self, numbers: list[int]) -> list[int]:
            return numbers

    # Opened here, because fontTools leaves a file open that is no font.
    with path.open("rb") as file:
        font = Unnamed(file, lazy=True, fontNumber=0)
        return frozenset(font.getBestCmap() or ())


def own_fonts(folder: Path, names: Iterable[str]) -> tuple[Path, ...]:
    """The user's font files *names* in *folder*, those left out that are missing or no fonts."""
    return tuple(folder / name for name in names if not font_problem(folder, name))


def font_problem(folder: Path, name: str) -> DocumentError | None:
    """Why the file *name* in *folder* cannot serve as a font, or None when it can."""
    try:
        read_supplied(folder, name)
        _characters(folder / name)
    except DocumentError as error:
        return error
    except Exception as error:  # fontTools raises whatever a damaged table leads to
        return DocumentError(
            "LOR754", f"this is no font that can be used ({error})", "name a .ttf or .otf file"
        )
    return None


_INVISIBLE = frozenset(
    {0x09, 0x0A, 0x0D, 0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060}
)


def missing_characters(texts: Iterable[str], own: Sequence[Path] = ()) -> list[str]:
    """The characters of *texts* that no face has, in order of appearance, each once."""
    needed = dict.fromkeys(char for text in texts for char in text)
    left = [char for char in needed if ord(char) > 0x7E and ord(char) not in _INVISIBLE]
    # A family's other faces have the characters of its regular one; they are asked last.
    by_use = sorted(faces(own), key=lambda face: (face.style, face.weight) != ("normal", "400"))
    for path in dict.fromkeys(face.path for face in by_use):
        if not left:
            break
        have = _characters(path)
        left = [
            char for char in left if ord(char) not in have and not 0xFE00 <= ord(char) <= 0xFE0F
        ]
    return left


def font_stack(kind: str, own: Sequence[Path] = ()) -> str:
    """The CSS font-family list of *kind* (``serif`` or ``sans``), fallbacks included."""
    first = (
        ["Lorpack Serif", "Lorpack Sans"] if kind == "serif" else ["Lorpack Sans", "Lorpack Serif"]
    )
    rest = [face.family for face in faces(own) if face.family not in first]
    return ", ".join(f'"{family}"' for family in dict.fromkeys((*first, *rest)))
