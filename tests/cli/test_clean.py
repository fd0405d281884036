"""``lorpack clean``: what lorpack made goes, and whatever else is there stays."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lorpack.batch.inputs import digest_of
from lorpack.batch.manifest import entry_of, update_manifest
from lorpack.batch.owner import Owner
from lorpack.files import _machine
from lorpack.packet.model import Packet
from lorpack.profiles.load import load

DAY = ("--today", "2027-04-10")
RESULTS = Path("output/quill")
PACKET = RESULTS / "chen/Quill-LOR-packet-for-Chen.pdf"
MESSAGES = RESULTS / "chen/messages"


def files(folder: Path) -> dict[str, bytes]:
    """Every file below *folder*, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def quill(make_application):
    return make_application()


@pytest.fixture
def made(lorpack, quill):
    """An application with a packet (without a render), two messages and a calendar."""
    PACKET.parent.mkdir(parents=True)
    PACKET.write_bytes(b"%PDF-1.7 a packet")
    application = load(quill.resolve()).application
    digest = digest_of(application, application.writers[0])
    packet = Packet((), PACKET.read_bytes(), 3, 3)
    entry = entry_of("chen", "chen/Quill-LOR-packet-for-Chen.pdf", packet, digest)
    update_manifest(RESULTS, Owner(""), {"chen": entry}, None)
    assert lorpack("messages", quill, "-k", "request", *DAY).exit_code == 0
    assert lorpack("timeline", quill, "--ics", *DAY).exit_code == 0
    assert lorpack("status", quill, *DAY).exit_code == 0
    return quill


def test_after_every_command_that_writes_the_output_is_gone_and_the_application_as_it_was(
    lorpack, quill
):
    before = files(quill)
    for args in (["build"], ["messages", *DAY], ["timeline", "--ics", *DAY], ["status", *DAY]):
        assert lorpack(args[0], quill, *args[1:]).exit_code == 0
    result = lorpack("clean", quill, "--yes")
    assert result.exit_code == 0
    assert result.stderr.startswith("deleted: 1 packet, ")
    assert "stays" not in result.stdout
    assert not Path("output").exists()
    assert files(quill) == before
    assert not (Path(os.environ["XDG_CACHE_HOME"]) / "lorpack").exists()


def test_the_transcript(lorpack, transcript, made):
    (overview,) = kept()
    transcript(
        lorpack("clean", made, "-y"),
        0,
        f"""\
        deleted  output/quill/timeline.ics
        deleted  output/quill/chen/Quill-LOR-packet-for-Chen.pdf
        deleted  output/quill/chen/messages/05-request.eml
        deleted  output/quill/chen/messages/05-request.html
        deleted  output/quill/chen/messages/05-request.txt
        deleted  output/quill/.lorpack-written.json
        deleted  output/quill/manifest.json
        deleted  output/quill/chen/messages/.lorpack-written.json
        deleted  output/.lorpack.lock
        deleted  {overview.as_posix()}
        """,
        """\
        deleted: 1 packet, 3 message files, 1 calendar, 3 records, 1 kept overview, 1 lock
        next: `lorpack build` makes all of it again
        """,
    )
    transcript(
        lorpack("clean", made, "-y"),
        0,
        "",
        "deleted: nothing\nnext: `lorpack build` makes all of it again\n",
    )


def kept():
    return Path(os.environ["XDG_CACHE_HOME"]).rglob("*.json")


def test_a_dry_run_deletes_nothing_and_says_what_would_go(lorpack, made):
    before = files(Path())
    result = lorpack("clean", made, "--dry-run")
    assert result.exit_code == 0
    assert f"would be deleted  {PACKET.as_posix()}\n" in result.stdout
    assert result.stderr.startswith("would delete: 1 packet, 3 message files")
    assert files(Path()) == before


def test_it_asks_and_a_no_deletes_nothing(lorpack, made):
    before = files(Path())
    result = lorpack("clean", made, input="n\n")
    assert result.exit_code == 0
    assert result.stderr.startswith("Delete 1 packet, 3 message files, 1 calendar")
    assert "nothing was deleted" in result.stderr
    assert files(Path()) == before
    assert lorpack("clean", made, input="y\n").exit_code == 0
    assert not RESULTS.exists()


def test_where_nobody_answers_nothing_is_deleted(lorpack, made):
    before = files(Path())
    result = lorpack("clean", made)
    assert result.exit_code == 2
    assert "hint: add --yes, or --dry-run" in result.stderr
    assert files(Path()) == before


def test_what_a_person_changed_or_added_stays_and_is_named(lorpack, made):
    PACKET.write_bytes(b"%PDF-1.7 signed by hand")
    (MESSAGES / "05-request.txt").write_text("my own words")
    (RESULTS / "chen/notes.txt").write_text("remember")
    result = lorpack("clean", made, "-y")
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if line.startswith("stays")] == [
        "stays  output/quill/chen/Quill-LOR-packet-for-Chen.pdf  (changed since lorpack wrote it)",
        "stays  output/quill/chen/notes.txt  (not made by lorpack)",
        "stays  output/quill/chen/messages/05-request.txt  (changed since lorpack wrote it)",
    ]
    assert "; 3 others left alone" in result.stderr
    assert sorted(files(Path("output"))) == [
        "quill/chen/Quill-LOR-packet-for-Chen.pdf",
        "quill/chen/messages/05-request.txt",
        "quill/chen/notes.txt",
    ]
    again = lorpack("messages", made, "-k", "request", *DAY)
    assert "you changed 05-request.txt, which stays" in again.stdout


def test_an_empty_folder_of_a_person_stays(lorpack, made):
    (RESULTS / "mine").mkdir()
    lorpack("clean", made, "-y")
    assert [path.as_posix() for path in Path("output").rglob("*")] == [
        "output/quill",
        "output/quill/mine",
    ]


def test_a_calendar_that_nobody_recorded_stays(lorpack, made):
    (RESULTS / ".lorpack-written.json").unlink()
    assert "stays  output/quill/timeline.ics  (not made by lorpack)" in (
        lorpack("clean", made, "-y").stdout
    )


def test_links_are_neither_followed_nor_deleted(lorpack, made, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "Quill-LOR-packet-for-Chen.pdf").write_bytes(PACKET.read_bytes())
    PACKET.unlink()
    PACKET.symlink_to(outside / PACKET.name)
    (RESULTS / "elsewhere").symlink_to(outside)
    result = lorpack("clean", made, "-y")
    assert "stays  output/quill/elsewhere  (a link; it was not followed)" in result.stdout
    assert PACKET.is_symlink()
    assert (outside / PACKET.name).exists()


@pytest.mark.parametrize("link", ["output", "output/quill", "output/quill/chen"])
def test_a_linked_folder_is_left_as_it_is(lorpack, made, tmp_path, link):
    Path(link).rename(tmp_path / "moved")
    Path(link).symlink_to(tmp_path / "moved")
    before = files(tmp_path / "moved")
    assert lorpack("clean", made, "-y").exit_code == 0
    assert files(tmp_path / "moved") == before
    assert Path(link).is_symlink()


def test_a_record_cannot_name_a_file_elsewhere(lorpack, made):
    from hashlib import sha256

    profile = made / "applicant.yaml"
    digest = sha256(profile.read_bytes()).hexdigest()
    manifest = json.loads((RESULTS / "manifest.json").read_text())
    manifest["packets"][0] |= {"path": "../../quill/applicant.yaml", "sha256": digest}
    (RESULTS / "manifest.json").write_text(json.dumps(manifest))
    record = {"version": 1, "files": {"../../../../quill/applicant.yaml": digest}}
    (MESSAGES / ".lorpack-written.json").write_text(json.dumps(record))
    assert lorpack("clean", made, "-y").exit_code == 0
    assert profile.exists()


@pytest.mark.parametrize("name", ["../../../../victim/empty/x", "{victim}/empty/x", "\0"])
def test_a_record_cannot_name_a_folder_elsewhere(lorpack, made, tmp_path, name):
    empty = tmp_path / "victim" / "empty"
    empty.mkdir(parents=True)
    root = os.path.relpath(tmp_path, MESSAGES)
    named = name.format(victim=tmp_path / "victim").replace("../../../..", root)
    record = {"version": 1, "files": {named: "0" * 64}}
    (MESSAGES / ".lorpack-written.json").write_text(json.dumps(record))
    assert lorpack("clean", made, "-y").exit_code == 0
    assert empty.is_dir()


def test_no_empty_folder_behind_a_link_goes(lorpack, made, tmp_path):
    empty = tmp_path / "victim" / "empty"
    empty.mkdir(parents=True)
    (RESULTS / "chen" / "more").symlink_to(empty.parent)
    manifest = RESULTS / "manifest.json"
    manifest.write_text(manifest.read_text().replace("chen/Quill", "chen/more/empty/Quill"))
    assert lorpack("clean", made, "-y").exit_code == 0
    assert empty.is_dir()


def test_in_the_applications_own_folder_nothing_is_deleted(lorpack, made):
    for path in sorted(RESULTS.rglob("*")):
        if path.is_file():
            target = made / path.relative_to(RESULTS)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
    before = files(made)
    result = lorpack("clean", made, "-o", ".", "-y")
    assert "stays  quill  (the application's own folder; nothing is deleted in it)" in result.stdout
    assert files(made) == before


def test_what_others_have_in_the_same_output_stays(lorpack, made, make_application):
    other = make_application("other")
    lorpack("messages", other, "-k", "request", *DAY)
    lorpack("status", other, *DAY)
    before = files(Path("output/other"))
    assert lorpack("clean", made, "-y").exit_code == 0
    assert not RESULTS.exists()
    assert files(Path("output/other")) == before
    assert Path("output/.lorpack.lock").exists()
    assert len(list(kept())) == 1


def test_a_folder_of_results_can_be_named_itself(lorpack, made, make_application):
    other = make_application("other")
    lorpack("messages", other, "-k", "request", *DAY)
    (other / "applicant.yaml").unlink()
    assert lorpack("clean", "output/other", "-y").exit_code == 0
    assert sorted(path.name for path in Path("output").iterdir()) == [".lorpack.lock", "quill"]
    assert lorpack("clean", "output", "-y").exit_code == 0
    assert not Path("output").exists()
    assert lorpack("clean", "output", "-y").stderr.startswith("deleted: nothing\n")


def test_the_cache_of_all_applications_goes_with_cache(lorpack, made, make_application):
    lorpack("status", make_application("other"), *DAY)
    cache = Path(os.environ["XDG_CACHE_HOME"]) / "lorpack" / "overviews"
    (cache / "mine.txt").write_text("not lorpack's")
    assert len(list(kept())) == 2
    assert lorpack("clean", made, "--cache", "-y").exit_code == 0
    assert [path.name for path in cache.iterdir()] == ["mine.txt"]


def test_locks_and_what_a_killed_run_left_go_from_the_application_too(lorpack, made):
    lorpack("track", "chen", "asked", made, "--on", "2027-04-01", *DAY)
    log = (made / "progress.yaml").read_bytes()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = made / f".lorpack-{_machine()}-{dead.pid}-0123abcd-89efabcd"
    busy = made / f".lorpack-{_machine()}-{os.getppid()}-0123abcd-89efabcd"
    for path in (left, busy, RESULTS / left.name):
        path.write_bytes(b"half")
    result = lorpack("clean", made, "-y")
    assert not left.exists()
    assert not RESULTS.exists()
    assert f"stays  quill/{busy.name}  (another lorpack is writing it)" in result.stdout
    assert not (made / ".lorpack").exists()
    assert (made / "progress.yaml").read_bytes() == log


def test_a_file_whose_name_only_begins_like_a_temporary_stays(lorpack, made):
    name = ".lorpack-20261122-1430-notes.yaml"
    for folder in (made, RESULTS):
        (folder / name).write_text("my notes")
        os.utime(folder / name, (0, 0))
    result = lorpack("clean", made, "-y")
    assert f"stays  output/quill/{name}  (not made by lorpack)" in result.stdout
    assert (made / name).read_text() == (RESULTS / name).read_text() == "my notes"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"packets": 1}', '{"name": "theirs"}'])
def test_a_manifest_that_is_not_ours_stays(lorpack, made, text):
    (RESULTS / "manifest.json").write_text(text)
    result = lorpack("clean", made, "-y")
    assert result.exit_code == 0
    assert (RESULTS / "manifest.json").read_text() == text
    assert PACKET.exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may delete anything")
def test_what_cannot_be_deleted_is_exit_code_5(lorpack, made):
    PACKET.parent.chmod(0o500)
    try:
        result = lorpack("clean", made, "-y")
    finally:
        PACKET.parent.chmod(0o700)
    assert result.exit_code == 5
    assert (RESULTS / "manifest.json").exists()


def test_what_failed_keeps_its_record_so_that_it_can_be_repeated(lorpack, made, monkeypatch):
    unlink = Path.unlink

    def fail(self, missing_ok=False):
        if self.suffix == ".pdf":
            raise PermissionError(13, "Permission denied")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", fail)
    result = lorpack("clean", made, "-y")
    assert result.exit_code == 5
    assert "not done: output/quill/chen/Quill-LOR-packet-for-Chen.pdf (cannot be deleted" in (
        result.stderr
    )
    assert (RESULTS / "manifest.json").exists()
    monkeypatch.setattr(Path, "unlink", unlink)
    assert lorpack("clean", made, "-y").exit_code == 0
    assert not Path("output").exists()


def test_json(lorpack, made):
    (RESULTS / "mine").write_text("mine")
    values = json.loads(lorpack("clean", made, "-y", "--format", "json").stdout)
    assert values["dry_run"] is False
    assert {"path": PACKET.as_posix(), "kind": "packet", "size": 17} in values["deleted"]
    assert values["kept"] == [{"path": "output/quill/mine", "reason": "not made by lorpack"}]
    assert values["failed"] == []


def test_a_path_that_is_no_application_is_an_unreadable_input(lorpack, tmp_path):
    assert lorpack("clean", "nowhere").exit_code == 4
    assert lorpack("clean", tmp_path).exit_code == 4
