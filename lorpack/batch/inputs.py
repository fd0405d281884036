"""What went into a packet, as a digest: the same digest, the same packet."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import lorpack
from lorpack import __version__
from lorpack.documents.files import read_supplied
from lorpack.errors import DocumentError, TemplateFault
from lorpack.findings import Finding
from lorpack.fonts import bundled_faces
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.folders import PORTALS, SPECIALTIES, own_files, read_own
from lorpack.resources import templates_dir

_LIBRARIES = (
    "weasyprint", "pydyf", "pypdf", "pikepdf", "pillow", "fonttools", "jinja2", "markdown-it-py",
    "pypdfium2", "python-docx",
)  # fmt: skip

_KNOWN = (PORTALS, SPECIALTIES)
_OWN = frozenset({".py", ".yaml", ".conf", ".j2", ".css"})


def digest_of(application: Application, writer: LetterWriter) -> str:
    """The SHA-256, in hex, over every file and version that *writer*'s packet depends on."""
    folder = application.folder
    own = {name: _sha(folder / name) for name in ("applicant.yaml", "lorpack.yaml", writer.file)}
    own |= {name: _own_sha(folder, name) for kind in _KNOWN for name in own_files(folder, kind)}
    own |= {name: _supplied_sha(folder, name) for name in set(_supplied(application, writer))}
    payload = json.dumps([own, _templates(folder), _shared()], sort_keys=True)
    return hashlib.sha256(payload.encode()).hexdigest()


def _supplied(application: Application, writer: LetterWriter) -> Iterator[str]:
    applicant, profile = application.applicant, writer.profile
    named = [
        applicant.cv,
        applicant.photo,
        profile.statement or application.target_of(writer).statement,
        profile.letter.request_form,
        *(item.file for item in (*applicant.documents, *profile.attachments)),
        *application.settings.fonts,
    ]
    yield from (str(name) for name in named if name)


def _supplied_sha(folder: Path, name: str) -> str:
    """The hash of what the build will read, or the code of the reason why it will read nothing."""
    try:
        return hashlib.sha256(read_supplied(folder, name)).hexdigest()
    except DocumentError as error:
        return error.code


def _templates(folder: Path) -> dict[str, str]:
    """The overrides as the build will read them, or why it will refuse them."""
    if not (folder / "templates").is_dir():
        return {}
    from lorpack.templating import own_templates

    try:
        return own_templates(folder / "templates")
    except TemplateFault as fault:
        return {fault.file: fault.message}


def _own_sha(folder: Path, name: str) -> str:
    data = read_own(folder, name)
    return data.message if isinstance(data, Finding) else hashlib.sha256(data).hexdigest()


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
    for source in (face.source for face in bundled_faces()):
        if isinstance(source, Path):
            found[source.name] = str(source.stat().st_size)
    return found
