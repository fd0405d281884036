"""Writing: whole or not at all."""

import errno
import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lorpack import files
from lorpack.errors import OutputError
from lorpack.files import (
    flush_folder,
    is_hopeless,
    is_left_over,
    is_temporary,
    make_folder,
    replace_file,
    scratch,
    sweep,
    write_atomic,
)


def test_writes_and_makes_folders(tmp_path):
    path = tmp_path / "a" / "b" / "packet.pdf"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["packet.pdf"]


def test_nothing_is_written_through_a_link_on_the_way_from_a_folder_of_ours(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output").symlink_to("ours")
    (tmp_path / "ours" / "chen").symlink_to(tmp_path / "elsewhere")
    output = tmp_path / "output"  # That it is a link itself is its owner's wish.
    write_atomic(output / "haddad" / "packet.pdf", b"one", inside=output)
    write_atomic(output / "packet.pdf", b"one", inside=output)
    with pytest.raises(OutputError, match="chen is a link") as caught:
        write_atomic(output / "chen" / "a" / "packet.pdf", b"two", inside=output)
    assert caught.value.hint.startswith("delete the link")
    assert not list((tmp_path / "elsewhere").iterdir())
    assert (tmp_path / "ours" / "haddad" / "packet.pdf").read_bytes() == b"one"


def test_a_failing_rename_leaves_the_old_file_and_no_temporary(tmp_path, monkeypatch):
    path = tmp_path / "packet.pdf"
    path.write_bytes(b"old")

    def fail(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(path), "replace", fail)
    with pytest.raises(OutputError, match="No space left"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["packet.pdf"]


def test_a_full_disk_leaves_the_old_file_and_no_temporary(tmp_path, monkeypatch):
    path = tmp_path / "packet.pdf"
    path.write_bytes(b"old")

    def fail(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["packet.pdf"]


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_only_regular_files_are_replaced(tmp_path, kind):
    path = tmp_path / "packet.pdf"
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="not a regular file"):
        write_atomic(path, b"new")
    assert not (tmp_path / "elsewhere").exists()


GENERAL = "check the folder's permissions and its disk, or choose another folder; then repeat"
MAKE_ROOM = "make room there, or choose another folder; then repeat"


@pytest.fixture(params=[0o000, 0o077], ids=["umask 000", "umask 077"])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("umask")
def test_files_and_folders_have_their_mode_whatever_the_system_would_give(tmp_path, monkeypatch):
    modes = []
    monkeypatch.setattr(os, "fsync", lambda handle: modes.append(os.fstat(handle).st_mode & 0o777))
    write_atomic(tmp_path / "a" / "b" / "own", b"")
    write_atomic(tmp_path / "a" / "shown", b"", 0o640)
    assert mode_of(tmp_path / "a") == mode_of(tmp_path / "a" / "b") == 0o700
    assert mode_of(tmp_path / "a" / "b" / "own") == 0o600
    assert mode_of(tmp_path / "a" / "shown") == 0o640
    assert modes[0] == 0o600, "while it is written, nobody else may read it either"


def test_a_file_is_flushed_before_it_takes_its_name_unless_that_does_not_matter(
    tmp_path, monkeypatch
):
    path = tmp_path / "packet.pdf"
    seen = []
    monkeypatch.setattr(os, "fsync", lambda handle: seen.append(os.fstat(handle).st_size))
    replace_file(path, b"three", flush=False)
    assert (path.read_bytes(), seen) == (b"three", [])
    replace_file(path, b"four")
    assert (path.read_bytes(), seen) == (b"four", [4])


def test_what_is_half_written_has_a_name_that_tells_whose_it_is(tmp_path, monkeypatch):
    names = []
    monkeypatch.setattr(Path, "replace", lambda self, path: names.append(self))
    for _ in range(2):
        replace_file(tmp_path / "packet.pdf", b"")
    pattern = rf"\.lorpack-[0-9a-f]{{8}}-{os.getpid()}-[0-9a-f]{{8}}-[0-9a-f]{{8}}"
    assert all(re.fullmatch(pattern, path.name) and path.parent == tmp_path for path in names)
    assert names[0] != names[1]
    assert all(map(is_temporary, names))
    assert not any(map(is_left_over, names))


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(errno.EIO, "in words")])
def test_whatever_ends_it_no_half_file_is_left(tmp_path, monkeypatch, fault):
    def fail(_):
        raise fault

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(type(fault)) as caught:
        replace_file(tmp_path / "packet.pdf", b"new")
    assert caught.value is fault
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(Path, "unlink", lambda self: fail(self))
    with pytest.raises(type(fault)):
        replace_file(tmp_path / "packet.pdf", b"new")


@pytest.mark.parametrize(
    ("fault", "words", "hint"),
    [
        (OSError(errno.ENOSPC, "No space left"), "No space left", MAKE_ROOM),
        (OSError(errno.EDQUOT, "Quota exceeded"), "Quota exceeded", MAKE_ROOM),
        (OSError(errno.EIO, "Input/output error"), "Input/output error", GENERAL),
        (OSError("no words"), "no words", GENERAL),
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "Permission denied",
            "close it where it is open, and check the folder's permissions; then repeat",
        ),
    ],
)
def test_why_a_file_cannot_be_written_is_told_with_what_to_do(
    tmp_path, monkeypatch, fault, words, hint
):
    path = tmp_path / "packet.pdf"
    path.write_bytes(b"old")

    def fail(*_):
        raise fault

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError) as caught:
        write_atomic(path, b"new")
    assert (caught.value.message, caught.value.hint) == (f"cannot write {path}: {words}", hint)
    assert caught.value.__cause__ is fault


def test_a_folder_that_is_not_ours_is_told_with_what_to_do(tmp_path, monkeypatch):
    def fail(self, **_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", fail)
    folder = tmp_path / "a"
    with pytest.raises(OutputError) as caught:
        write_atomic(folder / "packet.pdf", b"new")
    assert caught.value.message == f"cannot write {folder}: Permission denied"
    assert caught.value.hint == GENERAL


def test_what_is_no_file_is_told_with_what_to_do(tmp_path):
    with pytest.raises(OutputError) as caught:
        write_atomic(tmp_path, b"new")
    assert caught.value.message == f"{tmp_path} is not a regular file"
    assert caught.value.hint == "move it away, or choose another folder; then repeat"


def test_folders_are_made_from_the_top_even_where_nothing_is_there(tmp_path, monkeypatch):
    made = []
    with monkeypatch.context() as patch:
        patch.setattr(Path, "exists", lambda self: False)
        patch.setattr(
            Path, "mkdir", lambda self, mode, exist_ok: made.append((self, mode, exist_ok))
        )
        make_folder(Path("/a/b"))
    assert made == [(Path(path), 0o700, True) for path in ("/", "/a", "/a/b")]


def test_a_folder_that_is_there_stays_as_it_is(tmp_path):
    folder = tmp_path / "a"
    folder.mkdir(mode=0o755)
    before = mode_of(folder)
    make_folder(folder)
    make_folder(folder / "b")
    assert (mode_of(folder), mode_of(folder / "b")) == (before, 0o700)


def test_a_folder_is_flushed_and_let_go(tmp_path, monkeypatch):
    handles = []

    def flush(handle):
        assert os.path.samestat(os.fstat(handle), tmp_path.stat())
        handles.append(handle)
        raise OSError(errno.EINVAL, "not here")

    monkeypatch.setattr(os, "fsync", flush)
    flush_folder(tmp_path)
    flush_folder(tmp_path / "nowhere")
    (handle,) = handles
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(handle)


def test_only_a_disk_that_takes_no_more_a_lock_and_a_folder_of_others_are_hopeless():
    def after(cause):
        error = OutputError("x", "")
        error.__cause__ = cause
        return is_hopeless(error, Path("out"))

    for number in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        assert after(OSError(number, "x"))
    assert after(TimeoutError())
    for name in ("out", "out/quill", Path("out/.lorpack.lock")):
        assert after(PermissionError(errno.EACCES, "x", name))
        assert after(OSError(errno.EPERM, "x", name))
        assert not after(OSError(errno.EIO, "x", name))
    for name in ("out/quill/chen", ".", None):
        assert not after(PermissionError(errno.EACCES, "x", name))
    for cause in (OSError("x"), ValueError(), None):
        assert not after(cause)


@pytest.fixture(scope="module")
def dead():
    """The number of a process that is no more."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


MACHINE, HERE, OTHER, ANY = files._machine(), files._HERE, "0123abcd", "89efabcd"
LIVE, OWN = os.getppid(), os.getpid()


def test_what_dead_processes_of_this_machine_left_is_swept(tmp_path, dead):
    gone = [
        f".lorpack-{MACHINE}-{dead}-{OTHER}-{ANY}",
        f".lorpack-{MACHINE}-{OWN}-{OTHER}-{ANY}",
        f".lorpack-{MACHINE}-9999999999-{OTHER}-{ANY}",
    ]
    kept = [
        f".lorpack-{MACHINE}-{OWN}-{HERE}-{ANY}",
        f".lorpack-{MACHINE}-{LIVE}-{OTHER}-{ANY}",
        f".lorpack-{OTHER}-{dead}-{OTHER}-{ANY}",
        f"lorpack-{MACHINE}-{dead}-{OTHER}-{ANY}",
        f"x.lorpack-{MACHINE}-{dead}-{OTHER}-{ANY}",
        f".lorpack-{MACHINE}-{dead}-{OTHER}-{ANY}.yaml",
        f".lorpack-{MACHINE}-{dead}-{OTHER}-notes",
        f".lorpack-{MACHINE}-{dead}-notes.yaml",
        f".lorpack-{MACHINE}-{dead}",
        ".lorpack-written.json",
        "packet.pdf",
    ]
    for name in (*gone, *kept):
        (tmp_path / name).write_bytes(b"")
    assert all(is_left_over(tmp_path / name) for name in gone)
    write_atomic(tmp_path / "packet.pdf", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (f".lorpack-{OTHER}-1-{OTHER}-{ANY}", True),
        (f".lorpack-{OTHER}-1-{OTHER}-{ANY}x", False),
        (f".lorpack-{OTHER}-1-{OTHER}-", False),
        (f".lorpack-{OTHER}-1-", False),
        (f"lorpack-{OTHER}-1-{OTHER}-{ANY}", False),
        (f".lorpack-{OTHER}-x-{OTHER}-{ANY}", False),
        (f".lorpack-{OTHER}-12345678901-{OTHER}-{ANY}", False),
        (f".Lorpack-{OTHER}-1-{OTHER}-{ANY}", False),
        (".lorpack-20261122-1430-notes.yaml", False),
        (".lorpack.lock", False),
    ],
)
def test_a_temporary_file_is_known_by_its_name(name, expected):
    assert is_temporary(Path("folder") / name) is expected


def test_a_file_of_another_kind_is_no_left_over(tmp_path):
    assert not is_left_over(tmp_path / "packet.pdf")
    with pytest.raises(FileNotFoundError):
        is_left_over(tmp_path / f".lorpack-{OTHER}-1-{OTHER}-{ANY}")


@pytest.mark.parametrize("platform", ["linux", "win32"])
@pytest.mark.parametrize(
    ("age", "gone"),
    [(0, False), (86_400, False), (86_401, True), (-86_400, False), (-86_401, True)],
)
def test_a_file_of_another_machine_stays_for_a_day(
    tmp_path, monkeypatch, dead, platform, age, gone
):
    """On Windows one of this machine does, too, since nothing there asks for a process safely."""
    machine = MACHINE if platform == "win32" else OTHER
    path = tmp_path / f".lorpack-{machine}-{dead}-{OTHER}-{ANY}"
    path.touch()
    now = 1_800_000_000
    os.utime(path, (now - age, now - age))
    monkeypatch.setattr(time, "time", lambda: float(now))
    monkeypatch.setattr(files.sys, "platform", platform)
    assert is_left_over(path) is gone
    sweep(tmp_path)
    assert path.exists() is not gone


@pytest.mark.parametrize("fault", [PermissionError(errno.EPERM, "x"), OSError(errno.EINVAL, "x")])
def test_what_a_process_of_somebody_else_writes_stays(tmp_path, monkeypatch, fault):
    path = tmp_path / f".lorpack-{MACHINE}-{LIVE}-{OTHER}-{ANY}"
    path.touch()
    asked = []

    def refuse(*arguments):
        asked.append(arguments)
        raise fault

    monkeypatch.setattr(os, "kill", refuse)
    sweep(tmp_path)
    assert path.exists()
    assert asked == [(LIVE, 0)], "a signal that does nothing"


def test_what_cannot_be_listed_or_deleted_is_no_fault_and_the_rest_goes(
    tmp_path, monkeypatch, dead
):
    sweep(tmp_path / "nowhere")
    names = [f".lorpack-{MACHINE}-{dead}-{OTHER}-0000000{end}" for end in "abc"]
    for name in names:
        (tmp_path / name).touch()
    real = Path.unlink

    def fail(self):
        if self.name.endswith("b"):
            raise OSError(errno.EACCES, "x")
        real(self)

    monkeypatch.setattr(Path, "unlink", fail)
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [names[1]]


def test_a_folder_put_aside_is_its_owners_and_a_link_in_its_place_is_not_followed(
    tmp_path, monkeypatch, dead
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "theirs").mkdir()
    start = f"lorpack-{MACHINE}-{dead}-{OTHER}"
    link = tmp_path / f"{start}-a_000000"
    link.symlink_to(tmp_path / "theirs")
    left = tmp_path / f"{start}-b_000000"
    left.mkdir(mode=0o700)
    (left / "font.ttf").touch()
    hidden = tmp_path / f".{start}-c_000000"
    hidden.mkdir(mode=0o700)
    with scratch() as own:
        assert own.name.startswith(f"lorpack-{MACHINE}-{OWN}-{HERE}-")
        assert files._FOLDER.fullmatch(own.name)
        assert mode_of(own) == 0o700
        assert not left.exists()
        assert link.is_symlink()
        assert (tmp_path / "theirs").is_dir()
        assert hidden.is_dir()
    assert not own.exists()


def test_a_folder_that_only_begins_like_one_of_ours_stays(tmp_path, monkeypatch, dead):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    others = [
        "lorpack-20261122-1430-backup",
        f"lorpack-{MACHINE}-{dead}-backup",
        f"lorpack-{MACHINE}-{dead}-{OTHER}-notes",
        f"lorpack-{MACHINE}-{dead}-{OTHER}-b_000000-copy",
    ]
    for name in others:
        (tmp_path / name).mkdir(mode=0o700)
        os.utime(tmp_path / name, (0, 0))
    with scratch():
        assert {*others} < {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_a_folder_that_others_may_enter_or_own_is_not_ours(tmp_path, monkeypatch, dead, system):
    """On Windows there are no such modes; there the name says it, after a day."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(files.sys, "platform", system)
    start = tmp_path / f"lorpack-{MACHINE}-{dead}-{OTHER}"
    shared, own = (
        start.with_name(f"{start.name}-shared__"),
        start.with_name(f"{start.name}-own_____"),
    )
    for folder, mode in ((shared, 0o755), (own, 0o700)):
        folder.mkdir()
        folder.chmod(mode)
        os.utime(folder, (0, 0))
    if system == "linux":
        monkeypatch.setattr(os, "getuid", lambda: own.stat().st_uid + 1)
    with scratch():
        assert (shared.exists(), own.exists()) == (
            (True, True) if system == "linux" else (False,) * 2
        )


def test_a_folder_that_another_run_deletes_meanwhile_is_no_fault(tmp_path, monkeypatch, dead):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / f"lorpack-{MACHINE}-{dead}-{OTHER}-b_000000").mkdir(mode=0o700)
    real = files._is_dead

    def gone(path, *parts):
        dead = real(path, *parts)
        path.rmdir()
        return dead

    monkeypatch.setattr(files, "_is_dead", gone)
    with scratch() as own:
        assert [path.name for path in tmp_path.iterdir()] == [own.name]
