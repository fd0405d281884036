"""Documents of the real world, each in the class that its list gives it. Needs the corpus."""

import csv
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from hostile_child import Intake
from hostile_scan import Scan

from lorpack.packet.build import build_packet
from lorpack.profiles.load import load

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
_REFUSED = {"clear-error", "password"}
_TAKEN = {"merge-ok", "flatten", "sanitise"}
_KINDS = {".pdf": "pdf", ".docx": "docx"}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not (CORPUS / "MANIFEST.tsv").is_file(), reason="no corpus here"),
]


@cache
def listed():
    """The documents of the corpus with the class of each."""
    if not (CORPUS / "MANIFEST.tsv").is_file():
        return []
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        (row["file"], row["expected"])
        for row in rows
        if (CORPUS / row["file"]).is_file() and not row["file"].startswith("yaml/")
    ]


@pytest.fixture(scope="module")
def intake():
    pytest.importorskip("resource")
    running = Intake()
    yield running
    running.close()


@pytest.mark.parametrize(("file", "expected"), listed(), ids=[row[0] for row in listed()])
def test_each_is_in_its_class(file, expected, intake):
    kind = _KINDS.get(Path(file).suffix, "photo")
    taken = intake.take(kind, CORPUS / file)
    assert taken["code"] == "" or taken["code"].startswith("LOR7"), taken
    if expected in _REFUSED:
        assert taken["code"], taken
    if expected in _TAKEN:
        assert not taken["code"], taken
    assert taken["seconds"] < 10
    assert taken["megabytes"] < 300


@pytest.mark.slow
def test_a_packet_of_all_that_are_accepted_is_sound_and_cannot_act(make_application, tmp_path):
    files = [file for file, expected in listed() if expected in _TAKEN and file.endswith(".pdf")]
    assert len(files) > 30
    documents = [{"title": f"File {n}", "file": f"documents/{n}.pdf"} for n in range(len(files))]
    folder = make_application(
        applicant={"documents": documents},
        documents={
            f"documents/{n}.pdf": (CORPUS / file).read_bytes() for n, file in enumerate(files)
        },
    )
    application = load(folder).application
    packet = build_packet(application, application.writers[0])
    assert packet.data, packet.findings
    assert Scan(packet.data).problems == []
    if shutil.which("qpdf"):
        path = tmp_path / "packet.pdf"
        path.write_bytes(packet.data)
        done = subprocess.run(
            ["qpdf", "--check", path], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
