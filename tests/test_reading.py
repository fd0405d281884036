"""Reading what somebody else may have put there."""

import os
from types import SimpleNamespace

import pytest

from lorpack import reading
from lorpack.reading import first_link, read_regular


def test_a_file_is_read_as_far_as_is_wanted(tmp_path):
    (tmp_path / "file").write_bytes(b"words")
    (tmp_path / "link").symlink_to("file")
    assert read_regular(tmp_path / "file") == read_regular(tmp_path / "link") == b"words"
    assert read_regular(tmp_path / "file", 3) == b"wor"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, words in ((tmp_path / "pipe", "not a regular file"), (tmp_path, "[Dd]irectory")):
        with pytest.raises(OSError, match=words):
            read_regular(path)


def test_the_first_link_on_the_way_is_found(tmp_path):
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    assert first_link(tmp_path, "real/inner/file") == ""
    assert first_link(tmp_path, "link/inner/file") == f"{tmp_path}/link"


def test_a_link_is_followed_unless_it_must_not(tmp_path):
    (tmp_path / "file").write_bytes(b"words")
    (tmp_path / "link").symlink_to("file")
    assert read_regular(tmp_path / "link") == b"words"
    assert read_regular(tmp_path / "file", follow=False) == b"words"
    with pytest.raises(OSError, match="symbolic links"):
        read_regular(tmp_path / "link", follow=False)


def test_a_link_is_known_where_the_system_cannot_refuse_it(tmp_path, monkeypatch):
    """As on Windows."""
    (tmp_path / "file").write_bytes(b"words")
    (tmp_path / "link").symlink_to("file")
    monkeypatch.setattr(reading, "_NO_LINK", 0)
    assert read_regular(tmp_path / "link") == b"words"
    assert read_regular(tmp_path / "file", follow=False) == b"words"
    with pytest.raises(OSError, match="symbolic links"):
        read_regular(tmp_path / "link", follow=False)
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "nothing", follow=False)


def test_a_junction_of_windows_is_a_link(tmp_path, monkeypatch):
    """Stubbed: what os.lstat tells of one there."""
    real = os.lstat

    def lstat(path):
        tag = 0xA0000003 if os.fspath(path).endswith("junction") else 0
        return SimpleNamespace(st_mode=real(tmp_path).st_mode, st_reparse_tag=tag)

    monkeypatch.setattr(os, "lstat", lstat)
    assert first_link(tmp_path, "a/junction/b") == f"{tmp_path}/a/junction"
    assert first_link(tmp_path, "a/b") == ""
