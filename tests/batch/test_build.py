"""Building many: what is skipped, what fails alone, what is left behind."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest, Outcome
from lorpack.errors import UsageError

TWO = {
    "chen": {},
    "haddad": {"name": {"family": "Haddad"}, "letter": {"letter_id": "LTR-0043"}, "contact": None},
}


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


@pytest.mark.parametrize("damage", ["edited", "deleted", "manifest"])
def test_damage_costs_time_and_never_correctness(make_application, request_to, tmp_path, damage):
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


def test_a_packet_that_takes_too_long_is_stopped(make_application, request_to, tmp_path):
    (result,) = build([make_application()], request_to(seconds_per_packet=0.05))
    (packet,) = result.packets
    assert packet.outcome is Outcome.FAILED
    assert "not finished" in packet.reason
    assert not list(tmp_path.rglob("output/**/*.pdf"))


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
from lorpack.batch.model import BuildRequest
if __name__ == "__main__":
    build([Path(sys.argv[1])], BuildRequest(Path(sys.argv[2]), jobs=1))
    assert "weasyprint" not in sys.modules and "pypdf" not in sys.modules
"""


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
                if p.is_file()
            }
        )
    assert len(found[0]) == 2
    assert found[0] == found[1]
