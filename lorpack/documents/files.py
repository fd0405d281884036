"""Opening a file that the profile names, safely, and telling what kind of file it is."""

import difflib
import errno
import os
import re
import stat
import unicodedata
from pathlib import Path

from lorpack.errors import DocumentError

_DRIVE = re.compile(r"^[A-Za-z]:")
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+:")
_MAX_PATH = 1_000
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = (
    os.O_RDONLY
    | _NO_FOLLOW
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_CAN_WALK = bool(_NO_FOLLOW) and os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")


def read_supplied(root: Path, relative: str, limit: int = 25 * 2**20) -> bytes:
    """The bytes of the file *relative*, a path as written in the profile, below *root*.

    The file is opened once and never through a symbolic link. Raises DocumentError LOR701
    (not there), LOR702 (a path that may not be used), LOR703 (more than *limit* bytes),
    LOR704 (cannot be read) or LOR705 (empty).
    """
    parts = _safe_parts(relative)
    try:
        descriptor = _walk(root, parts) if _CAN_WALK else _open_checked(root, parts)
    except OSError as error:
        raise _cannot_open(root, parts, relative, error) from error
    try:
        return _read(descriptor, relative, limit)
    except OSError as error:
        raise _unreadable(relative, error) from error
    finally:
        os.close(descriptor)


def _unsafe(relative: str, why: str) -> DocumentError:
    return DocumentError(
        "LOR702",
        f"The path {relative!r} may not be used: {why}.",
        "Copy the file into the application's folder and write its path relative to that "
        "folder, for example documents/cv.pdf.",
    )


def _safe_parts(relative: str) -> list[str]:
    """The components of *relative*; raises DocumentError LOR702 unless all are harmless."""
    if len(relative) > _MAX_PATH:
        raise _unsafe(f"{relative[:40]}…", "it is longer than a path can be")
    if any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Cs"} for char in relative):
        raise _unsafe(relative, "it has control characters in it")
    if _DRIVE.match(relative) or relative.startswith(("/", "\\", "~")):
        raise _unsafe(relative, "it is not relative to the application's folder")
    if _SCHEME.match(relative):
        raise _unsafe(relative, "it is a web address, not a file")
    parts = [part for part in re.split(r"[/\\]", relative) if part not in ("", ".")]
    if not parts:
        raise _unsafe(relative, "it names no file")
    if ".." in parts:
        raise _unsafe(relative, "'..' leads out of the folder")
    return parts


def _walk(root: Path, parts: list[str]) -> int:
    """A descriptor of the file, each folder on the way opened without following links."""
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts[:-1]:
            inner = os.open(part, _FLAGS | os.O_DIRECTORY, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(parts[-1], _FLAGS, dir_fd=folder)
    finally:
        os.close(folder)


def _open_checked(root: Path, parts: list[str]) -> int:
    """The portable way, for systems that cannot open relative to a folder's descriptor."""
    path = root.joinpath(*parts)
    at = root
    for part in parts:
        at = at / part
        if at.is_symlink():
            raise OSError(errno.ELOOP, "is a link")
    if not path.resolve().is_relative_to(root.resolve()):
        raise OSError(errno.ELOOP, "leads out of the folder")
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EISDIR, "is no regular file")
    return os.open(path, _FLAGS)


def _read(descriptor: int, relative: str, limit: int) -> bytes:
    """The content behind *descriptor*; raises DocumentError LOR703, LOR704 or LOR705."""
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        kind = "a folder" if stat.S_ISDIR(state.st_mode) else "a pipe or device"
        raise _unsafe(relative, f"it is {kind}, not a file")
    with os.fdopen(os.dup(descriptor), "rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        size = max(state.st_size, len(data)) / 2**20
        raise DocumentError(
            "LOR703",
            f"{relative} is {size:.1f} MB; at most {limit / 2**20:.0f} MB is taken.",
            "Export it again with a smaller file size (scans: 150 to 200 dpi, grey).",
        )
    if not data:
        raise DocumentError(
            "LOR705",
            f"{relative} is empty (0 bytes).",
            "Export the document again, and let a cloud folder finish its download first.",
        )
    return data


def _cannot_open(root: Path, parts: list[str], relative: str, error: OSError) -> DocumentError:
    """The refusal that fits *error*."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and not _has_link(root, parts):
        return DocumentError("LOR701", f"{relative} is not there.", _similar(root, parts))
    if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENOENT, errno.ENOTDIR):
        return _unsafe(relative, "it is, or goes through, a symbolic link")
    if error.errno in (errno.EISDIR, errno.ENXIO):
        return _unsafe(relative, "it is not a regular file")
    return _unreadable(relative, error)


def _has_link(root: Path, parts: list[str]) -> bool:
    at = root
    for part in parts:
        at = at / part
        if at.is_symlink():
            return True
    return False


def _unreadable(relative: str, error: OSError) -> DocumentError:
    return DocumentError(
        "LOR704",
        f"{relative} cannot be read: {error.strerror or error}.",
        "Check that the file is not open in another program and that you may read it.",
    )


def _similar(root: Path, parts: list[str]) -> str:
    """A hint that names files with nearly the same name in the folder that was meant."""
    folder = root
    for part in parts[:-1]:
        if not (folder / part).is_dir():
            return f"There is no folder {part!r} in {folder.name or folder}."
        folder = folder / part
    try:
        there = sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        there = []
    lowered = {name.casefold(): name for name in there}
    close = difflib.get_close_matches(parts[-1].casefold(), list(lowered), n=3, cutoff=0.5)
    if close:
        names = ", ".join("/".join([*parts[:-1], lowered[name]]) for name in close)
        return f"Did you mean {names}?"
    return "Check the spelling of the path; it is relative to the application's folder."


def kind_of(data: bytes) -> str:
    """What *data* is by its content, never by its name.

    One of pdf, docx, odt, doc, rtf, jpeg, png, webp, heic, html, zip, text, unknown. (odt is an
    OpenDocument text; doc is any old Microsoft Office container.)
    """
    head = data[:1024]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\0")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return _zip_kind(data) if kind == "zip" else kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return "heic"
    if b"%PDF-" in head:
        return "pdf"
    if re.match(rb"<(!doctype\s+html|html|head|body|\?xml[^>]*>\s*<html)", start, re.IGNORECASE):
        return "html"
    return "text" if data and _is_text(data) else "unknown"


_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
)


def _zip_kind(data: bytes) -> str:
    """docx or odt when the archive's member names say so, else zip."""
    if b"word/document" in data or (b"[Content_Types].xml" in data and b"word/" in data):
        return "docx"
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    return "zip"


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in data and not any(byte < 9 or 13 < byte < 27 for byte in data[:65536])
