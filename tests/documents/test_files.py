"""Opening what a profile names."""

import os
import subprocess
import sys

import pytest
from document_makers import photo_bytes, simple

from lorpack.documents import files, kind_of, read_supplied
from lorpack.errors import DocumentError


def refusal(root, relative, **options):
    with pytest.raises(DocumentError) as caught:
        read_supplied(root, relative, **options)
    return caught.value


@pytest.fixture(params=[True, False], ids=["walk", "portable"])
def folder(request, tmp_path, monkeypatch):
    if request.param and not files._CAN_WALK:
        pytest.skip("no dir_fd here")
    monkeypatch.setattr(files, "_CAN_WALK", request.param)
    root = tmp_path / "app"
    (root / "documents").mkdir(parents=True)
    (root / "documents" / "cv.pdf").write_bytes(b"cv")
    (tmp_path / "secret.txt").write_text("secret")
    return root


def test_reads(folder):
    assert read_supplied(folder, "documents/cv.pdf") == b"cv"
    assert read_supplied(folder, "./documents//cv.pdf") == b"cv"


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../secret.txt", "documents/../../secret.txt", "C:\\x", "\\\\host\\share\\x",
     "file:///etc/passwd", "https://x", "~/x", "", ".", "a\0b", "documents", "..\\secret.txt"],
)  # fmt: skip
def test_unsafe_paths(folder, path):
    assert refusal(folder, path).code == "LOR702"


def test_missing_names_similar(folder):
    error = refusal(folder, "documents/CV.PFD")
    assert error.code == "LOR701"
    assert "documents/cv.pdf" in error.hint
    assert refusal(folder, "nowhere/cv.pdf").code == "LOR701"
    assert refusal(folder, "documents/cv.pdf/x").code == "LOR701"


def test_links_are_refused(folder):
    (folder / "documents" / "leaf.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "up").symlink_to(folder.parent)
    (folder / "dangling").symlink_to(folder / "nothing")
    for path in ("documents/leaf.txt", "up/secret.txt", "dangling"):
        assert refusal(folder, path).code == "LOR702"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_fifo_does_not_hang(folder):
    os.mkfifo(folder / "pipe")
    assert refusal(folder, "pipe").code == "LOR702"


def test_size_and_emptiness(folder):
    assert refusal(folder, "documents/cv.pdf", limit=1).code == "LOR703"
    (folder / "empty").touch()
    assert refusal(folder, "empty").code == "LOR705"


def test_unreadable(folder, monkeypatch):
    def broken(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.os, "open", broken)
    assert refusal(folder, "documents/cv.pdf").code == "LOR704"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (simple(), "pdf"),
        (b"junk\n%PDF-1.4", "pdf"),
        (b"{\\rtf1", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
        (photo_bytes(), "jpeg"),
        (photo_bytes("PNG"), "png"),
        (photo_bytes("WEBP"), "webp"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\xef\xbb\xbf <HTML>", "html"),
        (b"PK\x03\x04", "zip"),
        ("Grüße".encode(), "text"),
        (b"\0\1\2", "unknown"),
    ],
)
def test_kind(data, kind):
    assert kind_of(data) == kind


def test_importing_the_package_loads_no_library():
    code = (
        "import sys, lorpack.documents as d; d.read_supplied; "
        "print([m for m in ('pikepdf','PIL','pypdfium2','docx','weasyprint') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
