"""Building many: what is skipped, what fails alone, what is left behind."""

import hashlib
import json
import os
import subprocess
import sys
import weakref
from copy import copy
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest

from lorpack.batch import versions, work
from lorpack.batch.build import build
from lorpack.batch.inputs import digest_of
from lorpack.batch.manifest import entry_of, findings_in, read_manifest, update_manifest
from lorpack.batch.model import BuildRequest, Outcome
from lorpack.batch.owner import Owner
from lorpack.batch.record import RECORD
from lorpack.errors import DocumentError, OutputError, RenderError, UsageError
from lorpack.findings import Finding, Place, Severity
from lorpack.fonts import Face
from lorpack.packet.model import Packet
from lorpack.profiles.load import load

pytestmark = pytest.mark.usefixtures("in_process")

FINDING = Finding("LOR751", Severity.WARNING, "words", Place("writers/chen.yaml", 3, 1), "", "chen")

TWO = {
    "chen": {},
    "haddad": {"name": {"family": "Haddad"}, "letter": {"letter_id": "LTR-0043"}, "contact": None},
}


def read_entries(manifest: bytes):
    return {entry["writer"]: entry for entry in json.loads(manifest)["packets"]}


@pytest.fixture
def cv():
    """A PDF of one page with these words."""
    import pikepdf

    def make(words: str) -> bytes:
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(612, 792))
        page.Contents = pdf.make_stream(f"% {words}".encode())
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()

    return make


def outcomes(results):
    return {p.writer: p.outcome for result in results for p in result.packets}


@pytest.fixture
def request_to(tmp_path):
    def make(**changes) -> BuildRequest:
        return BuildRequest(tmp_path / "output", **{"jobs": 2, **changes})

    return make


def test_packets_and_manifest(make_application, request_to, tmp_path):
    folder = make_application(writers=TWO)
    seen = []
    build([folder], request_to(), lambda progress: seen.append((progress.done, progress.total)))
    assert seen == [(1, 2), (2, 2)]
    out = tmp_path / "output" / "quill"
    manifest = json.loads((out / "manifest.json").read_text())
    assert [entry["writer"] for entry in manifest["packets"]] == ["chen", "haddad"]
    for entry in manifest["packets"]:
        data = (out / entry["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert len(data) == entry["bytes"]
        assert entry["sections"][0] == {
            "key": "cover", "title": "Cover", "first_page": 1, "pages": 1, "origin": "generated",
        }  # fmt: skip
        assert sum(section["pages"] for section in entry["sections"]) >= entry["pages"] - 1
    assert manifest["packets"][0]["path"] == "chen/Quill-LOR-packet-for-Chen.pdf"


def test_nothing_changed_nothing_done(make_application, request_to, tmp_path):
    folder = make_application(writers=TWO)
    build([folder], request_to())
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in tmp_path.rglob("output/**/*")}
    results = build([folder], request_to())
    assert set(outcomes(results).values()) == {Outcome.UNCHANGED}
    assert before == {
        p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in tmp_path.rglob("output/**/*")
    }


@pytest.mark.parametrize("linked", ["the packet", "its folder"])
def test_what_is_behind_a_link_is_no_packet_of_ours_and_stays(
    make_application, request_to, tmp_path, linked
):
    folder = make_application()
    build([folder], request_to())
    packet = tmp_path / "output" / "quill" / "chen" / "Quill-LOR-packet-for-Chen.pdf"
    moved = packet if linked == "the packet" else packet.parent
    moved.rename(tmp_path / "elsewhere")
    moved.symlink_to(tmp_path / "elsewhere")
    before = packet.read_bytes(), packet.stat().st_ino
    (result,) = build([folder], request_to())
    (packet_result,) = result.packets
    assert packet_result.outcome is Outcome.FAILED
    assert f"{moved} is " in packet_result.reason
    assert (packet.read_bytes(), packet.stat().st_ino) == before
    moved.unlink()
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.BUILT}


def test_another_font_of_the_same_size_makes_another_packet(
    make_application, request_to, tmp_path, monkeypatch
):
    folder, font = make_application(), tmp_path / "font.ttf"
    monkeypatch.setattr(versions, "bundled_faces", lambda: [Face("Any", "normal", "400", font)])
    for data in (b"one", b"two"):
        font.write_bytes(data)
        versions.code.cache_clear()
        versions.everything.cache_clear()
        assert outcomes(build([folder], request_to())) == {"chen": Outcome.BUILT}
        assert outcomes(build([folder], request_to())) == {"chen": Outcome.UNCHANGED}
    versions.code.cache_clear()
    versions.everything.cache_clear()


def test_only_what_changed_is_built(make_application, request_to):
    folder = make_application(writers=TWO)
    build([folder], request_to())
    path = folder / "writers" / "chen.yaml"
    path.write_text(path.read_text().replace("Recompute first", "Ask first"))
    results = build([folder], request_to())
    assert outcomes(results) == {"chen": Outcome.BUILT, "haddad": Outcome.UNCHANGED}
    assert outcomes(build([folder], request_to(force=True, writers=("haddad",)))) == {
        "haddad": Outcome.BUILT
    }


ENTRY_DAMAGE = [
    ("writer", None), ("path", 7), ("path", "../../x.pdf"), ("bytes", "many"), ("findings", [{}]),
    ("findings", [{"code": "LOR1"}]), ("inputs", None), ("pages", True),
]  # fmt: skip


@pytest.fixture(scope="session")
def manifest(tmp_path_factory):
    """A manifest as a build writes it."""
    entry = entry_of("chen", "chen/a.pdf", Packet((FINDING,), b"%PDF", 1, 1), "digest")
    folder = tmp_path_factory.mktemp("out") / "quill"
    update_manifest(folder, Owner(""), {"chen": entry}, None)
    return (folder / "manifest.json").read_text()


@pytest.mark.parametrize(("key", "value"), ENTRY_DAMAGE)
def test_a_damaged_entry_counts_as_missing(manifest, tmp_path, key, value):
    content = json.loads(manifest)
    (tmp_path / "manifest.json").write_text(manifest)
    assert findings_in(read_manifest(tmp_path)["chen"]) == (FINDING,)
    content["packets"][0][key] = value
    (tmp_path / "manifest.json").write_text(json.dumps(content))
    assert read_manifest(tmp_path) == {}


def test_no_more_children_are_made_ready_than_there_are_packets_to_build(
    make_application, request_to, tmp_path, runner_in_process, monkeypatch
):
    ready = []
    monkeypatch.setattr(runner_in_process, "make_ready", ready.append)
    folder = make_application(writers=TWO)
    build([folder], request_to(writers=("chen",)))
    build([folder], BuildRequest(tmp_path / "another"))
    (folder / "progress.yaml").write_text("- {on: 2027-06-01, writer: chen, event: asked}\n")
    build([folder], BuildRequest(tmp_path / "another"))
    assert ready == [1, 2, 0]


def test_a_removed_writer_leaves_nothing_behind(make_application, request_to, tmp_path):
    folder = make_application(writers=TWO)
    build([folder], request_to())
    (folder / "writers" / "haddad.yaml").unlink()
    build([folder], request_to())
    out = tmp_path / "output" / "quill"
    assert list(read_manifest(out)) == ["chen"]
    assert [p.name for p in out.rglob("*.pdf")] == ["Quill-LOR-packet-for-Chen.pdf"]
    assert not (out / "haddad").exists()


def test_a_packet_that_somebody_changed_stays(make_application, request_to, tmp_path):
    folder = make_application(writers=TWO)
    build([folder], request_to())
    packet = next((tmp_path / "output" / "quill" / "haddad").iterdir())
    packet.write_bytes(packet.read_bytes() + b"% mine")
    (folder / "writers" / "haddad.yaml").unlink()
    build([folder], request_to())
    assert packet.exists()


@pytest.mark.parametrize("linked", ["the packet", "its folder"])
def test_a_packet_that_is_a_link_to_itself_is_left_alone(
    make_application, request_to, tmp_path, linked
):
    folder = make_application(writers=TWO)
    build([folder], request_to())
    packet = next((tmp_path / "output" / "quill" / "haddad").iterdir())
    packet.unlink()
    link = packet if linked == "the packet" else packet.parent
    if link != packet:
        link.rmdir()
    link.symlink_to(link)
    (folder / "writers" / "haddad.yaml").unlink()
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.UNCHANGED}
    assert link.is_symlink()


class Layout:
    """Stands in for what a packet needs while it is built; it holds on to itself."""

    def __init__(self):
        self.itself = self


@pytest.mark.parametrize(
    "error", [MemoryError(), RenderError("no"), ValueError(), DocumentError("LOR714", "no")]
)
def test_a_packet_that_failed_leaves_nothing_to_the_next(make_application, monkeypatch, error):
    """What it held is gone before the next one begins, which may need the room."""
    held = []

    def fail(application, writer):
        assert not any(one() for one in held)
        layout = Layout()
        held.append(weakref.ref(layout))
        try:
            raise LookupError
        except LookupError:
            raise copy(error) from None

    monkeypatch.setattr("lorpack.packet.build.build_packet", fail)
    folder = make_application(writers=TWO)
    results = work.build_job(folder, "", {"chen": "", "haddad": ""}, 60.0)
    assert len(held) == len(results) == 2
    assert not any(one() for one in held)


def test_entries_that_another_build_wrote_meanwhile_stay(make_application, request_to, tmp_path):
    folder = make_application(writers=TWO)
    build([folder], request_to(writers=("haddad",)))
    manifest = tmp_path / "output" / "quill" / "manifest.json"
    theirs = manifest.read_bytes()
    manifest.unlink()
    # The other build ends between the start of this one and its first packet.
    build([folder], request_to(writers=("chen",)), lambda _: manifest.exists() or None)
    mine = manifest.read_bytes()
    assert b"haddad" not in mine
    manifest.write_bytes(theirs)
    update_manifest(manifest.parent, Owner(""), read_entries(mine), None)
    both = json.loads(manifest.read_text())["packets"]
    assert [entry["writer"] for entry in both] == ["chen", "haddad"]


def test_one_unwritable_packet_costs_itself(make_application, request_to, tmp_path):
    folder = make_application(writers=TWO)
    in_the_way = tmp_path / "output" / "quill" / "chen"
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("a file where a folder is wanted")
    (result,) = build([folder], request_to())
    assert outcomes([result]) == {"chen": Outcome.FAILED, "haddad": Outcome.BUILT}
    assert "cannot write" in next(p.reason for p in result.packets if p.writer == "chen")


def test_a_full_disk_ends_the_build(make_application, request_to, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        build([make_application(writers=TWO)], request_to())


def test_an_output_folder_that_cannot_be_made_is_told_before_any_work(make_application, tmp_path):
    (tmp_path / "file").write_text("")
    seen = []
    with pytest.raises(OutputError):
        build([make_application()], BuildRequest(tmp_path / "file" / "out"), seen.append)
    assert seen == []


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ('@font-face { font-family: x; src: url("https://example.org/x.ttf") }', "outside the packet"),
        (":root { --accent: var(--tint); --tint: var(--accent) }", "refers to itself"),
    ],
)  # fmt: skip
def test_a_hostile_style_costs_its_application_only(make_application, request_to, css, words):
    good = make_application("good")
    bad = make_application("bad", documents={"templates/themes/classic.css": css.encode()})
    first, second = build([bad, good], request_to())
    assert outcomes([second]) == {"chen": Outcome.BUILT}
    assert outcomes([first]) == {"chen": Outcome.FAILED}
    assert words in first.packets[0].reason


def test_input_read_in_another_way_is_hashed_in_that_way(make_application, request_to, cv):
    folder = make_application(
        applicant={"cv": "documents\\cv.pdf"}, documents={"documents/cv.pdf": cv("one")}
    )
    (result,) = build([folder], request_to())
    assert outcomes([result]) == {"chen": Outcome.BUILT}
    assert not [one for one in result.findings if one.code == "LOR701"]
    (folder / "documents" / "cv.pdf").write_bytes(cv("two"))
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.BUILT}


def test_one_refused_document_is_told_once(make_application, request_to):
    folder = make_application(
        applicant={"cv": "documents/cv.pdf"},
        writers=TWO,
        documents={"documents/cv.pdf": b"%PDF-1.7 and nothing more"},
    )
    (result,) = build([folder], request_to())
    about_cv = [one for one in result.findings if one.code.startswith("LOR7")]
    assert len(about_cv) == 1
    assert about_cv[0].writer == ""


def test_left_overs_of_a_killed_run_are_removed_and_those_of_a_live_one_stay(
    make_application, request_to, tmp_path
):
    from lorpack.files import _machine

    folder = make_application()
    build([folder], request_to())
    place = tmp_path / "output" / "quill" / "chen"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = place / f".lorpack-{_machine()}-{dead.pid}-0123abcd-89efabcd"
    alive = place / f".lorpack-{_machine()}-{os.getppid()}-0123abcd-89efabcd"
    foreign = place / ".lorpack-00000000-1-0123abcd-89efabcd"
    for path in (left, alive, foreign):
        path.write_bytes(b"half")
    build([folder], request_to())
    assert not left.exists()
    assert alive.exists()
    assert foreign.exists()


def test_everything_is_for_the_owner_only(make_application, request_to, tmp_path):
    build([make_application()], request_to())
    for path in (tmp_path / "output").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
    assert (tmp_path / "output").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["edited", "deleted", "manifest"])
def test_damage_costs_time_and_never_correctness(
    make_application, request_to, tmp_path, damage, in_process
):
    folder = make_application()
    build([folder], request_to())
    packet = next(tmp_path.rglob("output/**/*.pdf"))
    good = packet.read_bytes()
    if damage == "edited":
        packet.write_bytes(good[:-100])
    elif damage == "deleted":
        packet.unlink()
    else:
        (tmp_path / "output" / "quill" / "manifest.json").write_text("{ not json")
    in_process.clear()  # It is laid out once more, and not remembered.
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.BUILT}
    assert packet.read_bytes() == good


def test_a_corrected_name_leaves_one_packet(make_application, request_to, tmp_path):
    folder = make_application()
    build([folder], request_to())
    path = folder / "writers" / "chen.yaml"
    path.write_text(path.read_text().replace("family: Chen", "family: Cheng"))
    build([folder], request_to())
    names = [p.name for p in tmp_path.rglob("output/**/*.pdf")]
    assert names == ["Quill-LOR-packet-for-Cheng.pdf"]


def test_dry_run_writes_nothing(make_application, request_to, tmp_path):
    results = build([make_application()], request_to(dry_run=True))
    assert [(p.outcome, p.reason) for r in results for p in r.packets] == [(Outcome.PLANNED, "new")]
    assert not (tmp_path / "output").exists()


def test_a_broken_profile_and_a_bad_document_stop_nobody_else(make_application, request_to):
    letter = {"letter_id": "LTR-9", "request_form": "documents/form.pdf"}
    bad = {"name": {"family": "Bad"}, "letter": letter, "contact": None}
    writers = {**TWO, "broken": {"rotations": "none"}, "bad": bad}
    folder = make_application(writers=writers, documents={"documents/form.pdf": b"not a pdf"})
    (result,) = build([folder], request_to())
    assert outcomes([result]) == {
        "bad": Outcome.FAILED, "broken": Outcome.FAILED, "chen": Outcome.BUILT, "haddad": Outcome.BUILT,
    }  # fmt: skip
    by_code = {(finding.code, finding.place.file) for finding in result.findings}
    assert ("LOR713", "writers/bad.yaml") in by_code
    assert ("LOR117", "writers/broken.yaml") in by_code


def test_an_earlier_packet_survives_a_failing_build(make_application, request_to, tmp_path):
    folder = make_application()
    build([folder], request_to())
    packet = next(tmp_path.rglob("output/**/*.pdf"))
    good = packet.read_bytes()
    template = folder / "templates" / "packet" / "goals.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text("{{ nobody }}")
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.FAILED}
    assert packet.read_bytes() == good


def test_an_unknown_writer_is_a_usage_error(make_application, request_to):
    with pytest.raises(UsageError) as caught:
        build([make_application()], request_to(writers=("chenn",)))
    assert "did you mean `chen`" in caught.value.hint


def test_two_applications_with_one_name_are_refused(make_application, request_to, tmp_path):
    first = make_application("one/Quill")
    second = make_application("two/quill")
    with pytest.raises(UsageError, match="output folder"):
        build([first, second], request_to())
    assert not (tmp_path / "output").exists()


SCRIPT = """
import sys
from pathlib import Path
from lorpack.batch.build import build
from lorpack.batch.manifest import entry_of, findings_in, read_manifest, update_manifest
from lorpack.batch.model import BuildRequest
if __name__ == "__main__":
    build([Path(sys.argv[1])], BuildRequest(Path(sys.argv[2]), jobs=1))
    assert "weasyprint" not in sys.modules and "pypdf" not in sys.modules
"""


@pytest.mark.slow
def test_the_same_bytes_in_any_folder_locale_and_time_zone(make_application, tmp_path):
    script = tmp_path / "run.py"
    script.write_text(SCRIPT)
    root = Path(__file__).resolve().parents[2]
    found = []
    for number, (seed, zone, lang) in enumerate(
        [("1", "UTC", "C"), ("2", "Asia/Tokyo", "de_DE.UTF-8")]
    ):
        folder = make_application(
            f"place{number}/quill", writers={"chen": {"name": {"native": "陈"}}}
        )
        output = tmp_path / f"out{number}"
        env = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LANG": lang,
            "LC_ALL": lang,
            "PYTHONPATH": str(root),
        }
        subprocess.run(
            [sys.executable, str(script), str(folder), str(output)], check=True, cwd=folder, env=env
        )
        found.append(
            {
                p.relative_to(output).as_posix(): p.read_bytes()
                for p in output.rglob("*")
                # The record knows the folder that it is of.
                if p.is_file() and p.name not in (".lorpack.lock", RECORD)
            }
        )
    assert {Path(name).suffix for name in found[0]} == {".pdf", ".json"}
    assert found[0] == found[1]


SECTIONS = ("cv", "statement", "request_form", "documents")


@pytest.fixture
def opened(monkeypatch):
    """The names of the supplied files that were read, by whom ever, since it was last cleared."""
    from lorpack.documents import files

    names, parts_of = set(), files._safe_parts

    def noting(relative):
        names.add(relative)
        return parts_of(relative)

    monkeypatch.setattr(files, "_safe_parts", noting)
    return names


@pytest.fixture
def supplied(make_application, cv):
    """An application with a file of every kind for its only writer, with these settings."""
    from PIL import Image

    photo = BytesIO()
    Image.new("RGB", (400, 500), "grey").save(photo, "PNG")
    pdfs = ("cv", "form", "paper", "attached")

    def make(settings, writer=None):
        target = {"id": "im", "specialty": "Medicine", "portal": "eras", "statement": "docs/aim.md"}
        return make_application(
            applicant={
                "photo": "docs/photo.png",
                "cv": "docs/cv.pdf",
                "documents": [{"title": "Paper", "file": "docs/paper.pdf"}],
                "targets": [target, {**target, "id": "fm", "statement": "docs/other.md"}],
            },
            writers={
                "chen": {
                    "target": "im",
                    "highlight": ["Ward Seven"],
                    "letter": {"request_form": "docs/form.pdf"},
                    "attachments": [{"title": "Attached", "file": "docs/attached.pdf"}],
                    **(writer or {}),
                }
            },
            settings=settings,
            documents={
                **{f"docs/{name}.pdf": cv(name) for name in pdfs},
                **{f"docs/{name}.md": name.encode() for name in ("aim", "own", "other")},
                "docs/photo.png": photo.getvalue(),
            },
        )

    return make


def read_by(opened, call, folder):
    application = load(folder).application
    opened.clear()
    call(application, application.writers[0])
    return set(opened)


@pytest.mark.parametrize("own", [{}, {"statement": "docs/own.md"}], ids=["of the aim", "own"])
@pytest.mark.parametrize("of_writer", [False, True])
def test_the_digest_names_what_a_packet_reads_whatever_is_switched_off(
    supplied, opened, own, of_writer
):
    from lorpack.packet.materials import gather

    seen = set()
    for on in product([True, False], repeat=len(SECTIONS) + 1):
        switches = dict(zip(SECTIONS, on[1:], strict=True))
        settings = {"photo": on[0], "sections": switches}
        if of_writer:
            opposite = {key: not value for key, value in switches.items()}
            settings |= {"sections": opposite, "writers": {"chen": {"sections": switches}}}
        folder = supplied(settings, own)
        read = read_by(opened, gather, folder)
        assert read == read_by(opened, digest_of, folder)
        assert len(read) == sum(on) + switches["documents"]
        seen |= read
    assert len(seen) == 6


def test_the_digest_names_all_that_is_read_while_a_packet_is_built(supplied, opened):
    from lorpack.packet.build import build_packet

    for on in (True, False):
        sections = dict.fromkeys(SECTIONS, on)
        folder = supplied({"photo": on, "sections": sections, "fonts": ["docs/cv.pdf"]})
        assert read_by(opened, build_packet, folder) == read_by(opened, digest_of, folder)


def test_a_document_that_is_switched_off_is_no_reason_to_build(supplied, request_to, cv):
    folder = supplied({"photo": False, "sections": {"cv": False}})
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.BUILT}
    (folder / "docs/cv.pdf").write_bytes(cv("another"))
    (folder / "docs/photo.png").unlink()
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.UNCHANGED}
    (folder / "docs/paper.pdf").write_bytes(cv("another"))
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.BUILT}


@pytest.mark.parametrize("file", ["docs/aim.md", "docs/other.md"])
def test_what_was_ignored_in_a_statement_is_on_record_even_when_it_is_in_no_packet(
    supplied, request_to, tmp_path, file
):
    ignore = [{"code": "LOR601", "reason": "a simulated patient"}]
    folder = supplied({"sections": {"statement": False}, "ignore": ignore})
    manifest = tmp_path / "output" / "quill" / "manifest.json"
    seen = []
    for text in ("", "The patient in Room 204 was kind.\n"):
        (folder / file).write_text(f"I like the work.\n{text}")
        build([folder], request_to())
        ignored = read_entries(manifest.read_bytes())["chen"]["ignored"]
        seen.append([(one["code"], one["file"]) for one in ignored])
    assert seen == [[], [("LOR601", file)]]


@pytest.mark.parametrize("kind", ["portals", "specialties"])
@pytest.mark.parametrize("above", [False, True])
def test_an_own_portal_or_specialty_is_among_the_inputs(make_application, tmp_path, kind, above):
    folder = make_application()
    (tmp_path / "lorpack.yaml").touch()
    application = load(folder).application
    digests = [digest_of(application, application.writers[0])]
    path = (tmp_path if above else folder) / kind / "eras.yaml"
    path.parent.mkdir()
    for text in ("name: A\n", "name: B\n"):
        path.write_text(text)
        digests.append(digest_of(application, application.writers[0]))
    assert len(set(digests)) == 3


def test_a_packet_follows_an_own_portal_and_a_fault_in_it_does_not_stop_it(
    make_application, request_to
):
    folder = make_application()
    first = build([folder], request_to())
    assert outcomes(first) == {"chen": Outcome.BUILT}
    (folder / "portals").mkdir()
    (folder / "portals" / "eras.yaml").write_text(
        "as_of: 2027-02-03\nsource: our office\nsteps: [Bring it to room nine.]\n"
    )
    (result,) = build([folder], request_to())
    assert result.packets[0].reason == "changed: portals/eras.yaml"
    assert "Bring it to room nine." in words(result.packets[0].path)
    (folder / "portals" / "eras.yaml").write_text("steps: [Bring it to room nine.]\n")
    (result,) = build([folder], request_to())
    assert outcomes([result]) == {"chen": Outcome.BUILT}
    assert {"LOR116"} == {one.code for one in result.findings if one.severity == "error"}
    assert "room nine" not in words(result.packets[0].path)


def words(path: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_what_was_ignored_about_privacy_is_on_record(make_application, request_to, tmp_path):
    case = {"cases": [{"problem": "The patient in Room 204", "part": "Took the history."}]}
    entry = {"code": "LOR601", "file": "writers/chen.yaml", "reason": "a simulated patient"}
    folder = make_application(writers={**TWO, "chen": case}, settings={"ignore": [entry]})
    (result,) = build([folder], request_to())
    assert "LOR601" not in {finding.code for finding in result.findings}
    manifest = json.loads((tmp_path / "output" / "quill" / "manifest.json").read_text())
    ignored = {one["writer"]: one["ignored"] for one in manifest["packets"]}
    assert [(one["code"], one["reason"]) for one in ignored["chen"]] == [
        ("LOR601", "a simulated patient")
    ]
    assert ignored["haddad"] == []


@pytest.mark.parametrize("part", ["themes/mine.html.j2", "messages/mine.html.j2"])
def test_what_an_own_page_takes_in_is_among_the_inputs(make_application, request_to, part):
    cover = Path("templates/packet/cover.html.j2").read_bytes()
    folder = make_application(
        documents={
            f"templates/{part}": b"<p>one</p>",
            "templates/packet/cover.html.j2": cover + f"{{% include '{part}' %}}".encode(),
        }
    )
    build([folder], request_to())
    (folder / "templates" / part).write_text("<p>two</p>")
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.BUILT}


def test_a_profile_behind_a_link_counts_as_what_it_leads_to(make_application, request_to):
    folder = make_application(documents={"config/ours.yaml": b"paper: letter\n"})
    (folder / "lorpack.yaml").symlink_to("config/ours.yaml")
    (folder / "config" / "round.yaml").symlink_to("round.yaml")
    build([folder], request_to())
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.UNCHANGED}
    (folder / "config" / "ours.yaml").write_text("paper: a4\n")
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.BUILT}


def test_an_office_behind_a_link_counts_as_what_it_leads_to(make_application, request_to, tmp_path):
    folder = make_application("class/ann")
    (tmp_path / "class" / "config").mkdir()
    ours = tmp_path / "class" / "config" / "ours.yaml"
    ours.write_text("paper: letter\n")
    (tmp_path / "class" / "lorpack.yaml").symlink_to("config/ours.yaml")
    build([folder], request_to())
    ours.write_text("paper: a4\n")
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.BUILT}


def test_a_folder_of_templates_behind_a_link_is_refused(make_application, request_to, tmp_path):
    folder = make_application()
    (tmp_path / "elsewhere").mkdir()
    (folder / "templates").symlink_to(tmp_path / "elsewhere")
    (result,) = build([folder], request_to())
    assert [(f.code, f.place.file) for f in result.findings if f.severity is Severity.ERROR] == [
        ("LOR801", "templates")
    ]


def test_a_reason_is_true_after_a_build_of_one_writer(make_application, request_to):
    folder = make_application(writers=TWO)
    build([folder], request_to())
    path = folder / "applicant.yaml"
    path.write_text(path.read_text().replace("Fernleigh", "Ashleigh"))
    build([folder], request_to(writers=("chen",)))
    (result,) = build([folder], request_to(dry_run=True))
    assert [(p.writer, p.reason) for p in result.packets] == [
        ("chen", "nothing changed"), ("haddad", "its inputs changed"),
    ]  # fmt: skip


def test_the_words_of_a_packet_go_when_it_is_encrypted(make_application, request_to, tmp_path):
    from lorpack.batch.record import WORDS
    from lorpack.packet.seal import Password

    folder = make_application(writers=TWO)
    build([folder], request_to())
    words = tmp_path / "output" / "quill" / WORDS
    assert words.is_file()
    build([folder], request_to(password=Password("correct horse battery"), writers=("chen",)))
    assert words.is_file()
    build([folder], request_to(password=Password("correct horse battery")))
    assert not words.exists()


@pytest.mark.parametrize("name", ["", "documents", "writers", "templates"])
def test_results_never_go_to_where_the_applications_own_files_are(make_application, name):
    folder = make_application()
    with pytest.raises(UsageError, match="holds files of an application"):
        build([folder], BuildRequest(folder / name))
    assert sorted(path.name for path in folder.iterdir()) == ["applicant.yaml", "writers"]


@pytest.mark.parametrize("file", ["writers/chen.yaml", "applicant.yaml", "documents/cv.pdf"])
def test_what_changes_while_a_packet_is_built_is_in_no_packet(
    make_application, request_to, monkeypatch, cv, file
):
    from lorpack.batch import work

    folder = make_application(
        applicant={"cv": "documents/cv.pdf"}, documents={"documents/cv.pdf": cv("one")}
    )
    before = (folder / file).read_bytes()
    after = before.replace(b"Quillhaven", b"Hillhaven").replace(b"% one", b"% two") + b"\n"
    read = work._application

    def meanwhile(*args):
        (folder / file).write_bytes(after)
        read.cache_clear()
        return read(*args)

    meanwhile.cache_clear = read.cache_clear
    monkeypatch.setattr("lorpack.batch.work._application", meanwhile)
    (result,) = build([folder], request_to())
    assert [(p.outcome, p.reason) for p in result.packets] == [
        (Outcome.FAILED, "its files changed while the packet was being built")
    ]
    monkeypatch.setattr("lorpack.batch.work._application", read)
    (folder / file).write_bytes(before)
    assert outcomes(build([folder], request_to())) == {"chen": Outcome.BUILT}
