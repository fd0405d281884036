"""Where nothing can be written, or the result goes nowhere: exit code 5 and words, nothing changed."""

import os
import subprocess
import sys
from errno import EACCES
from pathlib import Path

import pytest
from scenes import BUILD, DAY, MESSAGES, SCENES, Scene, call, prepare, tree
from shim import Shim

ROOT = Path(__file__).resolve().parents[2]
CALL = (sys.executable, "-m", "lorpack")


@pytest.fixture
def quill(work):
    prepare(work, Scene(()))
    return work


def run(*args, **extra):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": ""}
    return subprocess.run(args, env=env, text=True, timeout=120, check=False, **extra)


def read_only(folder: Path, *args: str):
    """Call ``lorpack`` where *folder* can be read only, by root as well."""
    script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && cd "$1" && shift && "$@"'
    unshare = ["unshare", "--user", "--map-root-user", "--mount"]
    probe = [*unshare, "sh", "-c", script, str(folder), str(Path.cwd()), "true"]
    try:
        if subprocess.run(probe, capture_output=True, check=False).returncode:
            raise OSError
    except OSError:
        pytest.skip("no folder can be mounted read-only here (needs Linux with user namespaces)")
    return run(*probe[:-1], *CALL, *args, capture_output=True)


REFUSED = {
    "build": ("output", BUILD),
    "messages": ("output", MESSAGES),
    "timeline": ("output", ("timeline", "quill", "--ics", *DAY)),
    "track": ("quill", SCENES["track"].args),
    "eject": ("quill", SCENES["eject"].args),
    "init": ("jane", ("init", "jane", "--defaults")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_read_only_folder_is_exit_code_5_and_said(quill, name):
    folder, args = REFUSED[name]
    (quill / folder).mkdir(exist_ok=True)
    before = tree(quill)
    result = read_only(quill / folder, *args)
    assert result.returncode == 5, result.stderr
    first, second = result.stderr.splitlines()[-2:]
    assert first.startswith("lorpack: cannot write ")
    assert first.endswith(": Read-only file system")
    assert second.startswith("  hint: check the folder's permissions")
    assert tree(quill) == before


def test_a_read_only_home_costs_nothing(quill, monkeypatch):
    (quill / "home").mkdir()
    monkeypatch.setenv("HOME", str(quill / "home"))
    monkeypatch.delenv("XDG_CACHE_HOME")
    result = read_only(quill / "home", "status", "quill", *DAY)
    assert (result.returncode, result.stderr.splitlines()[-1][:6]) == (0, "next: ")
    assert list((quill / "home").iterdir()) == []


def test_a_user_without_any_home_is_served(quill, monkeypatch):
    def nowhere(*_):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", nowhere)
    assert call("status", "quill", *DAY).exit_code == 0


@pytest.mark.parametrize("name", ["messages", "timeline"])
def test_a_file_that_a_program_holds_open_is_named(work, name):
    """Windows refuses to replace such a file."""
    prepare(work, SCENES[name])
    old = tree(work)
    with Shim(work, 1, EACCES, frozenset({"replace"}), lasting=True) as shim:
        result = call(*SCENES[name].args)
    assert shim.struck
    assert result.exit_code == 5
    assert result.stderr.endswith(
        ": Permission denied\n"
        "  hint: close it where it is open, and check the folder's permissions; then repeat\n"
    )
    assert tree(work) == old


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_result_that_has_no_room_is_exit_code_5(quill, format_):
    with Path("/dev/full").open("w") as full:
        result = run(
            *CALL, "status", "quill", "--format", format_, *DAY, stdout=full, stderr=subprocess.PIPE
        )
    words = (
        "lorpack: cannot write the result: No space left on device\n"
        "  hint: look where the output goes to, then repeat\n"
    )
    assert (result.returncode, result.stderr[-len(words) :]) == (5, words)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_messages_that_nobody_can_read_do_not_change_the_exit_code(quill):
    with Path("/dev/full").open("w") as full:
        result = run(*CALL, "status", "quill", *DAY, stdout=subprocess.PIPE, stderr=full)
        assert result.returncode == 0
        assert "Quill" in result.stdout
        result = run(*CALL, "status", "nobody", stdout=subprocess.PIPE, stderr=full)
        assert result.returncode == 4


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes its streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_error(quill, closed):
    command = f'"$0" -m lorpack track chen agreed quill --today 2027-06-10 {closed}'
    result = run("sh", "-c", command, sys.executable, capture_output=True)
    assert result.returncode == 0
    assert (quill / "quill" / "progress.yaml").read_text().count("\n") == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the current folder")
def test_a_current_folder_that_is_gone_is_said(quill):
    command = 'mkdir gone && cd gone && rmdir ../gone && "$0" -m lorpack status'
    result = run("sh", "-c", command, sys.executable, capture_output=True)
    assert result.returncode == 4
    assert "Traceback" not in result.stderr
    assert "unexpected" not in result.stderr


def test_a_log_that_cannot_be_read_is_not_an_empty_one(quill):
    (quill / "quill" / "progress.yaml").unlink()
    (quill / "quill" / "progress.yaml").mkdir()
    result = call("messages", "quill", *DAY)
    assert result.exit_code == 1
    assert "LOR102 error: cannot read progress.yaml: it is a folder, not a file" in result.stdout
    assert not (quill / "output").exists()
    assert call(*SCENES["track"].args).exit_code == 4


def test_a_draft_that_cannot_be_read_is_not_written_over(quill):
    assert call(*MESSAGES).exit_code == 0
    draft = quill / "output" / "quill" / "chen" / "messages" / "20-thanks.txt"
    draft.write_text("my own words")
    with Shim(quill, 1, EACCES, frozenset({"read"}), lasting=True, only=draft.name) as shim:
        result = call(*MESSAGES)
    assert shim.struck
    assert (result.exit_code, draft.read_text()) == (0, "my own words")


def test_packets_stay_when_the_folder_of_writers_cannot_be_listed(quill, cheap_packets):
    assert call(*BUILD).exit_code == 0
    before = tree(quill)
    (quill / "quill" / "lorpack.yaml").write_text("{}")
    with Shim(quill, 1, EACCES, frozenset({"list"}), lasting=True, only="writers"):
        result = call(*BUILD)
    assert result.exit_code == 1
    assert "cannot read the folder writers" in result.stdout
    assert {name: data for name, data in tree(quill).items() if name in before} == before
