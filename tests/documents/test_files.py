"""Opening what a profile names."""

import os
import subprocess
import sys
from pathlib import Path

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


def test_a_chain_of_links_is_refused(folder):
    (folder / "one").symlink_to("two")
    (folder / "two").symlink_to("documents/cv.pdf")
    (folder / "round").symlink_to("round")
    (folder / "inside").symlink_to("documents")
    for path in ("one", "two", "round", "inside/cv.pdf"):
        assert refusal(folder, path).code == "LOR702"


@pytest.mark.skipif(not os.path.exists("/proc/self/environ"), reason="no /proc")  # noqa: PTH110
def test_files_of_the_system_are_refused(folder):
    for name, target in {"environ": "/proc/self/environ", "zero": "/dev/zero"}.items():
        (folder / name).symlink_to(target)
        assert refusal(folder, name).code == "LOR702"
    (folder / "proc").symlink_to("/proc/self")
    assert refusal(folder, "proc/environ").code == "LOR702"


def test_a_device_is_refused():
    if os.path.exists("/dev/null"):  # noqa: PTH110
        assert refusal(Path("/dev"), "null").code == "LOR702"
        assert refusal(Path("/dev"), "zero").code == "LOR702"


@pytest.mark.parametrize(
    "path",
    ["//host/share/x", "\\\\?\\C:\\x", "\\\\.\\PhysicalDrive0", "c:x", "C:/x", "smb://host/x",
     "documents\\..\\..\\secret.txt", "documents/cv.pdf\0.png", "cv\n.pdf", "\x1b[2Jcv.pdf",
     "cv\u202efdp.pdf", "documents/./../../secret.txt", "\ud800"],
)  # fmt: skip
def test_paths_that_lead_elsewhere(folder, path):
    error = refusal(folder, path)
    assert error.code == "LOR702"
    assert "\n" not in error.message
    assert "\x1b" not in error.message


@pytest.mark.parametrize("path", ["x" * 300, "a/" * 3_000 + "x", "x" * 100_000])
def test_a_name_beyond_all_length_is_told(folder, path):
    assert refusal(folder, path).code in ("LOR702", "LOR704")


def test_a_name_with_backslashes_is_a_path(folder):
    assert read_supplied(folder, "documents\\cv.pdf") == b"cv"


def test_a_file_replaced_while_it_is_opened_is_read_from_what_was_opened(folder, monkeypatch):
    real = os.fstat

    def replace(descriptor):
        path = folder / "documents" / "cv.pdf"
        path.unlink(missing_ok=True)
        path.symlink_to(folder.parent / "secret.txt")
        return real(descriptor)

    monkeypatch.setattr(files.os, "fstat", replace)
    assert read_supplied(folder, "documents/cv.pdf") == b"cv"


def test_a_file_replaced_by_a_link_before_it_is_opened_is_refused(folder, monkeypatch):
    real, done = os.open, []

    def replace(path, flags, *rest, **named):
        if not done and str(path).endswith("cv.pdf"):
            done.append(path)
            (folder / "documents" / "cv.pdf").unlink()
            (folder / "documents" / "cv.pdf").symlink_to(folder.parent / "secret.txt")
        return real(path, flags, *rest, **named)

    monkeypatch.setattr(files.os, "open", replace)
    assert refusal(folder, "documents/cv.pdf").code == "LOR702"


def test_a_file_that_grows_is_read_to_the_limit_only(folder, monkeypatch):
    path = folder / "documents" / "cv.pdf"
    real = os.fstat

    def grow(descriptor):
        state = real(descriptor)
        path.write_bytes(b"x" * 1_000)
        return state

    monkeypatch.setattr(files.os, "fstat", grow)
    assert refusal(folder, "documents/cv.pdf", limit=100).code == "LOR703"
