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


@pytest.mark.parametrize(("name", "stream"), [("messages", "stdout"), ("timeline", "stderr")])
def test_a_file_that_a_program_holds_open_is_named(work, name, stream):
    """Windows refuses to replace such a file."""
    prepare(work, SCENES[name])
    old = tree(work)
    with Shim(work, 1, EACCES, frozenset({"replace"}), lasting=True) as shim:
        result = call(*SCENES[name].args)
    assert shim.struck
    assert result.exit_code == 5
    assert (
        ": Permission denied\n"
        "  hint: close it where it is open, and check the folder's permissions; then repeat\n"
    ) in getattr(result, stream)
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


@pytest.mark.skipif(os.name == "nt", reason="there is no sh")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("init new", "the questions of init were not answered"),
        ("build quill --encrypt", "needs a password, and there is nobody to ask"),
    ],
)
def test_without_an_input_there_is_nobody_to_ask(quill, command, said):
    words = ("sh", "-c", f'"$0" -m lorpack {command} <&-', sys.executable)
    result = run(*words, capture_output=True)
    assert result.returncode == 2
    assert said in result.stderr
    assert "unexpected" not in result.stderr


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
    assert "LOR102 error: cannot read progress.yaml: it is a folder, not a file" in result.stdout
    assert not (quill / "output").exists()
    codes = {
        name: call(name, "quill").exit_code for name in ("check", "today", "status", "timeline")
    }
    assert {**codes, "messages": result.exit_code} == dict.fromkeys([*codes, "messages"], 4)
    assert call(*SCENES["track"].args).exit_code == 4
    (quill / "quill" / "applicant.yaml").write_text("name: {given: Ada}\n")
    assert {call(name, "quill").exit_code for name in codes} == {1}


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
    assert result.exit_code == 4
    assert "cannot read the folder writers" in result.stdout
    assert {name: data for name, data in tree(quill).items() if name in before} == before


LOOPS = {
    ("check", "l"): 4,
    ("status", "l/inner"): 4,
    ("build", "l"): 4,
    ("clean", "l"): 4,
    ("track", "chen", "asked", "l"): 4,
    ("import", "l"): 4,
    ("portals", "--in", "l"): 4,
    ("templates", "diff", "--in", "l"): 4,
    ("build", "quill", "-o", "l"): 5,
    ("messages", "quill", "-o", "l/inner"): 5,
    ("clean", "quill", "-o", "l"): 5,
    ("init", "l"): 5,
}


@pytest.mark.parametrize("args", LOOPS, ids=" ".join)
def test_a_link_that_leads_to_itself_is_said(quill, args):
    (quill / "l").symlink_to("l")
    result = call(*args)
    assert (result.exit_code, result.stdout) == (LOOPS[args], "")
    path = next(one for one in args if one.startswith("l"))
    assert result.stderr == (
        f"lorpack: {path} is a link that leads to itself\n  hint: name the folder or file itself\n"
    )


def test_a_packet_that_is_a_link_to_itself_is_not_attached(quill, cheap_packets):
    assert call(*BUILD).exit_code == 0
    (packet,) = (quill / "output/quill/chen").glob("*.pdf")
    packet.unlink()
    packet.symlink_to(packet.name)
    result = call("messages", "quill", "-w", "chen", "-k", "packet", *DAY)
    assert result.exit_code == 0
    assert "LOR521" in result.stdout


@pytest.mark.parametrize(
    ("args", "code"),
    [(("check", "quill"), 4), (("build", "quill", "-o", "out"), 5), (("init", "out"), 5)],
)
def test_a_folder_that_nobody_may_read_is_no_wrong_use(quill, monkeypatch, args, code):
    (quill / "out").mkdir()
    monkeypatch.setattr(os, "access", lambda *_: False)
    result = call(*args)
    assert result.exit_code == code
    assert result.stderr == (
        f"lorpack: cannot read {args[-1]}: permission denied\n  hint: check its permissions\n"
    )


@pytest.mark.parametrize("name", ["build", "messages", "timeline"])
def test_an_output_folder_of_somebody_else_is_exit_code_5(quill, cheap_packets, monkeypatch, name):
    """Stubbed, so that root is refused as well."""
    (quill / "output").mkdir()
    real = Path.mkdir

    def refuse(self, *args, **options):
        if self.parent == Path("output"):
            raise PermissionError(EACCES, "Permission denied", str(self))
        real(self, *args, **options)

    monkeypatch.setattr(Path, "mkdir", refuse)
    result = call(*REFUSED[name][1])
    assert result.exit_code == 5
    assert "lorpack: cannot write output/quill" in result.stderr


@pytest.fixture
def deep(quill):
    """Some folders inside each other; a thousand would end in a recursion."""
    (quill / "deep" / Path(*"a" * 60)).mkdir(parents=True)
    return quill / "deep"


@pytest.mark.parametrize("args", [("check",), ("status",), ("build",), ("clean", "--dry-run")])
def test_folders_inside_each_other_without_end_are_said(deep, args):
    result = call(*args, "deep")
    assert result.exit_code == 4
    words = "lorpack: in deep there are more than 50 folders inside each other\n"
    assert result.stderr.startswith(words)


@pytest.mark.parametrize(
    ("args", "code"),
    [(("check", "quill"), 0), (("build", "quill"), 4), (("clean", "quill", "-y"), 4)],
)
@pytest.mark.parametrize("name", ["documents", "templates"])
def test_an_application_with_such_folders_is_told_so(quill, deep, cheap_packets, args, code, name):
    (quill / "quill" / name).mkdir(exist_ok=True)
    deep.rename(quill / "quill" / name / "deep")
    result = call(*args)
    assert result.exit_code == code, result.stderr
    assert "unexpected" not in result.stderr
    if code:
        assert "there are more than 50 folders inside each other\n" in result.stderr
    assert not (quill / "output").exists()


def test_fifty_folders_inside_each_other_are_read(quill, cheap_packets):
    place = quill / "quill" / "documents" / Path(*"a" * 49)
    place.mkdir(parents=True)
    assert call(*BUILD).exit_code == 0
    assert call("check", "quill").exit_code == 0
    (place / "b").mkdir()
    assert call(*BUILD).exit_code == 4
