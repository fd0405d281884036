"""What went into a packet, as a digest: the same digest, the same packet."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import lorpack
from lorpack import __version__
from lorpack.fonts import faces
from lorpack.profiles.application import Application, LetterWriter
from lorpack.resources import templates_dir

_LIBRARIES = (
    "weasyprint", "pydyf", "pypdf", "pikepdf", "pillow", "fonttools", "jinja2", "markdown-it-py",
    "pypdfium2", "python-docx",
)  # fmt: skip

_OWN = frozenset({".py", ".yaml", ".conf", ".j2", ".css"})


def digest_of(application: Application, writer: LetterWriter) -> str:
    """The SHA-256, in hex, over every file and version that *writer*'s packet depends on."""
    folder = application.folder
    own = {name: _sha(folder / name) for name in sorted(set(_files(application, writer)))}
    payload = json.dumps([own, _shared()], sort_keys=True)
    return hashlib.sha256(payload.encode()).hexdigest()


def _files(application: Application, writer: LetterWriter) -> Iterator[str]:
    applicant, profile = application.applicant, writer.profile
    yield from ("applicant.yaml", "lorpack.yaml", writer.file)
    named = [
        applicant.cv,
        applicant.photo,
        profile.statement or application.target_of(writer).statement,
        profile.letter.request_form,
        *(item.file for item in (*applicant.documents, *profile.attachments)),
        *application.settings.fonts,
    ]
    yield from (name for name in named if name)
    templates = application.folder / "templates"
    for path in sorted(templates.rglob("*")) if templates.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(application.folder).as_posix()


def _sha(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""


@cache
def _shared() -> dict[str, str]:
    """What all packets depend on: versions, lorpack's own code and data, fonts by size."""
    found = {"lorpack": __version__}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    for root in (Path(lorpack.__file__).parent, templates_dir()):
        for path in sorted(root.rglob("*")):
            if path.suffix in _OWN and path.is_file():
                found[path.relative_to(root).as_posix()] = _sha(path)
    for face in faces():
        found[face.path.name] = str(face.path.stat().st_size)
    return found
