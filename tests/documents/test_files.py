"""Opening what a profile names."""

import errno
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


UNSAFE_HINT = (
    "Copy the file into the application's folder and write its path relative to that "
    "folder, for example documents/cv.pdf."
)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("a\u200bb", "it has control characters in it"),
        ("a\u2028b", "it has control characters in it"),
        ("a\u2029b", "it has control characters in it"),
        ("a\x7fb", "it has control characters in it"),
        ("\ud800", "it has control characters in it"),
        ("d:cv.pdf", "it is not relative to the application's folder"),
        ("/cv.pdf", "it is not relative to the application's folder"),
        ("\\cv.pdf", "it is not relative to the application's folder"),
        ("~cv.pdf", "it is not relative to the application's folder"),
        ("http:x", "it is a web address, not a file"),
        ("a+b.c-d:x", "it is a web address, not a file"),
        ("./", "it names no file"),
        ("documents/..", "'..' leads out of the folder"),
        ("documents", "it is a folder, not a file"),
    ],
)
def test_an_unsafe_path_is_told_why(folder, path, why):
    error = refusal(folder, path)
    if path == "documents" and not files._CAN_WALK:
        why = "it is not a regular file"
    assert error.code == "LOR702"
    assert error.message == f"The path {path!r} may not be used: {why}."
    assert error.hint == UNSAFE_HINT


def test_a_path_has_at_most_a_thousand_characters(folder):
    longest = "./" * 499 + "xx"
    assert refusal(folder, longest).message == f"{longest} is not there."
    longer = refusal(folder, "y" * 1_001)
    assert longer.code == "LOR702"
    assert longer.message == (
        f"The path '{'y' * 40}…' may not be used: it is longer than a path can be."
    )


def test_names_that_only_look_unsafe_are_read(folder):
    for name in ("..cv", "a..b", "x~", "12:30.txt", "Żółć.pdf"):
        (folder / name).write_bytes(name.encode())
        assert read_supplied(folder, name) == name.encode()


@pytest.mark.parametrize("relative", ["documents/pipe", "pipe"])
@pytest.mark.skipif(not files._CAN_WALK, reason="what is opened is looked at before")
def test_a_pipe_is_called_one(tmp_path, relative):
    (tmp_path / "documents").mkdir()
    os.mkfifo(tmp_path / relative)
    error = refusal(tmp_path, relative)
    assert (
        error.message
        == f"The path {relative!r} may not be used: it is a pipe or device, not a file."
    )


def test_a_file_is_taken_up_to_the_limit_and_not_a_byte_more(folder):
    (folder / "large").write_bytes(b"x" * 3 * 2**19)
    assert len(read_supplied(folder, "large", limit=3 * 2**19)) == 3 * 2**19
    error = refusal(folder, "large", limit=2**20)
    assert (error.code, error.message) == ("LOR703", "large is 1.5 MB; at most 1 MB is taken.")
    assert error.hint == "Export it again with a smaller file size (scans: 150 to 200 dpi, grey)."
    assert refusal(folder, "large", limit=3 * 2**19 - 1).code == "LOR703"


def test_of_its_own_the_limit_is_25_megabytes(folder):
    with (folder / "large").open("wb") as stream:
        stream.truncate(25 * 2**20)
    assert len(read_supplied(folder, "large")) == 25 * 2**20
    with (folder / "large").open("wb") as stream:
        stream.truncate(100 * 2**20)
    error = refusal(folder, "large")
    assert error.message == "large is 100.0 MB; at most 25 MB is taken."


def test_an_empty_file_is_told(folder):
    (folder / "empty").touch()
    error = refusal(folder, "empty")
    assert error.message == "empty is empty (0 bytes)."
    assert error.hint == (
        "Export the document again, and let a cloud folder finish its download first."
    )


CHECK = "Check the spelling of the path; it is relative to the application's folder."


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("documents/CV.PFD", "Did you mean documents/cv.pdf?"),
        ("documents\\cv.pd", "Did you mean documents/cv.pdf?"),
        ("documents/statement.md", CHECK),
        ("papers/cv.pdf", "There is no folder 'papers' in app."),
        ("documents/more/cv.pdf", "There is no folder 'more' in documents."),
        ("documents/cv.pdf/more.pdf", "There is no folder 'cv.pdf' in documents."),
        ("document", "Did you mean documents?"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(folder, path, hint):
    error = refusal(folder, path)
    assert (error.code, error.message) == ("LOR701", f"{path} is not there.")
    assert error.hint == hint


def test_no_more_than_three_similar_names_are_told_the_nearest_first(folder):
    for name in ("Form-A.pdf", "form-ab.pdf", "form-abc.pdf", "form-abcd.pdf", "xform.txt"):
        (folder / name).touch()
    hint = refusal(folder, "form-a.pd").hint
    assert hint == "Did you mean Form-A.pdf, form-ab.pdf, form-abc.pdf?"


def test_a_folder_that_cannot_be_listed_names_nothing_similar(folder, monkeypatch):
    def fail(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files.os, "scandir", fail)
    error = refusal(folder, "documents/CV.PFD")
    assert (error.code, error.hint) == ("LOR701", CHECK)


LINK = "The path 'documents/cv.pdf' may not be used: it is, or goes through, a symbolic link."
IRREGULAR = "The path 'documents/cv.pdf' may not be used: it is not a regular file."


@pytest.mark.parametrize(
    ("number", "code", "message"),
    [
        (errno.ELOOP, "LOR702", LINK),
        (errno.EMLINK, "LOR702", LINK),
        (errno.EISDIR, "LOR702", IRREGULAR),
        (errno.ENXIO, "LOR702", IRREGULAR),
        (errno.ENOENT, "LOR701", "documents/cv.pdf is not there."),
        (errno.ENOTDIR, "LOR701", "documents/cv.pdf is not there."),
        (errno.EACCES, "LOR704", "documents/cv.pdf cannot be read: in words."),
        (errno.EIO, "LOR704", "documents/cv.pdf cannot be read: in words."),
    ],
)
def test_what_the_system_says_is_told(folder, monkeypatch, number, code, message):
    def fail(*_, **__):
        raise OSError(number, "in words")

    monkeypatch.setattr(files.os, "open", fail)
    error = refusal(folder, "documents/cv.pdf")
    assert (error.code, error.message) == (code, message)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("no words"), "no words"),
    ],
)
def test_a_file_that_fails_while_it_is_read_is_told(folder, monkeypatch, fault, words):
    def fail(_):
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fstat", fail)
        error = refusal(folder, "documents/cv.pdf")
    assert (error.code, error.message) == (
        "LOR704", f"documents/cv.pdf cannot be read: {words}.",
    )  # fmt: skip
    assert error.hint == (
        "Check that the file is not open in another program and that you may read it."
    )


@pytest.mark.parametrize("folder", [False], indirect=True, ids=["portable"])
def test_a_folder_that_leads_out_without_being_a_link_is_refused(folder, monkeypatch):
    """As a junction of Windows is."""
    (folder / "up").symlink_to(folder.parent)
    monkeypatch.setattr(Path, "is_symlink", lambda self: False)
    error = refusal(folder, "up/secret.txt")
    assert (error.code, error.message) == (
        "LOR702",
        "The path 'up/secret.txt' may not be used: it is, or goes through, a symbolic link.",
    )


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="no /proc")  # noqa: PTH110
def test_nothing_stays_open(folder):
    (folder / "empty").touch()
    (folder / "up").symlink_to(folder.parent)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    read_supplied(folder, "documents/cv.pdf")
    for path in ("documents/nothing", "nowhere/x", "empty", "documents", "up/secret.txt"):
        refusal(folder, path)
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b" " * 1_019 + b"%PDF-1.7", "pdf"),
        (b" " * 1_020 + b"%PDF-1.7", "text"),
        (b"PK\x05\x06" + b"\0" * 18, "zip"),
        (b"PK\x03\x04 word/document.xml", "docx"),
        (b"PK\x03\x04 [Content_Types].xml word/x", "docx"),
        (b"PK\x03\x04 [Content_Types].xml", "zip"),
        (b"PK\x03\x04 word/", "zip"),
        (b"PK\x03\x04" + b" " * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (b"PK\x03\x04" + b" " * 149 + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (b"PK\x03\x04" + b" " * 150 + b"mimetypeapplication/vnd.oasis.opendocument.text", "zip"),
        (b"RIFF\x01\x02\x03\x04WEBPVP8 ", "webp"),
        (b"RIFF\x01\x02\x03\x04WAVE", "unknown"),
        (b"\0\0\0\x18ftypavif", "heic"),
        (b"\0\0\0\x18ftypisom", "unknown"),
        (b"\0\0\0\x18mdatheic", "unknown"),
        (b"\r\n<!DOCTYPE\n HTML>", "html"),
        (b"<?xml version='1.0'?>\n<html>", "html"),
        (b"<?xml version='1.0'?>\n<svg>", "text"),
        (b"\xef\xbb\xbf\t\r\n\0 <body", "html"),
        (b"x<html>", "text"),
        (b"", "unknown"),
        (b"\xff\xfea\0", "text"),
        (b"\xfe\xff\0a", "text"),
        (b"a\0", "unknown"),
        (b"\t\n\x0b\x0c\r\x1b\x7f\xff", "text"),
        (b"a\x08", "unknown"),
        (b"a\x0e", "unknown"),
        (b"a\x1a", "unknown"),
        (b"a" * 65_535 + b"\x01", "unknown"),
        (b"a" * 65_536 + b"\x01", "text"),
        (b"a" * 65_536 + b"\x00", "unknown"),
    ],
)
def test_a_kind_is_told_by_what_is_where_it_belongs(data, kind):
    assert kind_of(data) == kind


def test_of_a_file_without_end_one_byte_beyond_the_limit_is_read(folder, monkeypatch):
    asked = []
    real = os.fdopen

    class Counted:
        def __init__(self, *arguments):
            self.stream = real(*arguments)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.stream.close()

        def read(self, size):
            asked.append(size)
            return self.stream.read(size)

    monkeypatch.setattr(files.os, "fdopen", Counted)
    assert read_supplied(folder, "documents/cv.pdf", limit=2) == b"cv"
    assert asked == [3]


def test_a_name_that_is_half_the_same_is_similar(folder):
    (folder / "abcdwxyz").touch()
    assert refusal(folder, "abcd1234").hint == "Did you mean abcdwxyz?"
    assert refusal(folder, "abc01234").hint == CHECK
