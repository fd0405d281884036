"""What lorpack itself is made of: two machines where it is the same make the same bytes."""

import hashlib
import json
import platform
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import lorpack
from lorpack import __version__
from lorpack.fonts import bundled_faces
from lorpack.resources import templates_dir

_LIBRARIES = (
    "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "pypdf", "pikepdf",
    "pillow", "fonttools", "jinja2", "markdown-it-py", "pypdfium2", "python-docx", "pydantic",
    "pyyaml",
)  # fmt: skip
_CODE = frozenset({".py", ".yaml", ".conf"})
_TEMPLATES = frozenset({".j2", ".css"})
_FONT = 2**20


@cache
def code() -> dict[str, str]:
    """What every packet depends on: versions, lorpack's code and data, fonts.

    The templates are not among it: a packet depends on some of them only. Neither is Pango, which
    only a worker loads: another one may break a line elsewhere.
    """
    found = {"lorpack": __version__, "python": platform.python_version()}
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    found |= _hashes(Path(lorpack.__file__).parent, _CODE)
    for source in (face.source for face in bundled_faces()):
        if isinstance(source, Path):
            found[source.name] = _font_hash(source)
    return found


@cache
def everything() -> str:
    """The SHA-256, in hex, over :func:`code` and all templates."""
    found = [code(), _hashes(templates_dir(), _TEMPLATES)]
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def _font_hash(path: Path) -> str:
    """Over the whole of a font of text; of a larger one (CJK), over its size and its directory,
    which has a checksum of every table, since all of it would take 20 ms in every build."""
    with path.open("rb") as stream:
        start = stream.read(_FONT)
    return hashlib.sha256(b"%d " % path.stat().st_size + start).hexdigest()


def _hashes(root: Path, suffixes: frozenset[str]) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.suffix in suffixes and path.is_file()
    }
