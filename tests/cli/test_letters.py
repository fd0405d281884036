"""``lorpack letters``, ``portals`` and ``specialties``."""

import csv
import io
import json

import pytest

from lorpack.portals import portals
from lorpack.specialties import specialties


@pytest.fixture
def application(make_application):
    """Two letters for one program: an internist's and an average one."""
    programs = [{"name": "Invented Harbor", "kind": "academic", "competitive": "true",
                 "requirements": ["a letter on teamwork"]}]  # fmt: skip
    target = {"id": "im", "specialty": "Internal Medicine", "portal": "eras", "programs": programs}
    writers = {
        "chen": {"specialty": "Internal Medicine"},
        "diaz": {
            "specialty": "Internal Medicine",
            "contact": {"email": "d@example.org"},
            "letter": {"letter_id": "L-2", "strength": "average"},
        },
    }
    return make_application(applicant={"targets": [target]}, writers=writers)


def test_text(lorpack, transcript, application):
    out = """\
    quill/applicant.yaml:22:3: LOR301 warning: two letters, and programs require 3
       22 | - id: im
          |   ^^^^^^
      hint: ask one or two more, early

    quill  Ada Quill

      Internal Medicine, as seen from
        clinical work:           chen, diaz
        research:                nobody
        teaching and leadership: nobody
        over the years:          nobody

      Invented Harbor (academic)
        +  chen  clinical work in Internal Medicine, in the US
        -  diaz  an average letter would cost more here than it brings
        missing: 1 of 2 letters from Internal Medicine
        missing: 1 of 2 letters from clinical work in the US
        missing: no research letter for an academic program
        check: a letter on teamwork

      AAMC Letter Writer Portal (ERAS): A letter that has been assigned to a program cannot be \
unassigned. Do not use a weaker one as a placeholder. An entry can be edited or deleted only \
while it is “Not Confirmed for Upload”.
    """
    err = """\
    1 program in 1 application
    next: assign them in the portal, each set read once more before
    """
    transcript(lorpack("letters", "quill"), 0, out, err)


def test_csv_and_json_say_the_same(lorpack, application):
    rows = list(csv.DictReader(io.StringIO(lorpack("letters", "quill", "--format", "csv").stdout)))
    assert [(row["letter"], row["assigned"]) for row in rows] == [("chen", "yes"), ("diaz", "no")]
    (one,) = json.loads(lorpack("letters", "quill", "--format", "json").stdout)["applications"]
    assert [choice["writer"] for choice in one["programs"][0]["assigned"]] == ["chen"]
    assert one["views"]["im"]["clinical"] == ["chen", "diaz"]
    assert one["views"]["im"]["research"] == []


def test_who_declined_by_the_log_is_not_counted(lorpack, application):
    (application / "progress.yaml").write_text(
        "- {on: 2027-06-01, writer: chen, event: asked}\n"
        "- {on: 2027-06-02, writer: chen, event: declined}\n"
    )
    assert "chen" not in lorpack("letters", "quill").stdout


def test_a_broken_application_is_said_and_the_others_are_shown(lorpack, application, tmp_path):
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "applicant.yaml").write_text("name: [")
    result = lorpack("letters", str(tmp_path))
    assert result.exit_code == 1
    assert "Invented Harbor" in result.stdout
    assert "not done: torn: errors" in result.stderr


def test_a_log_that_cannot_be_read_is_not_taken_for_an_empty_one(
    lorpack, transcript, application, monkeypatch
):
    (application / "progress.yaml").write_text("log: lost\n")
    monkeypatch.chdir(application)
    err = """\
    0 programs in 0 applications
    not done: quill: errors, `lorpack check` shows them
    next: assign them in the portal, each set read once more before
    """
    transcript(lorpack("letters"), 1, "", err)
    assert json.loads(lorpack("letters", "--format", "json").stdout) == {"applications": []}
    (application / "progress.yaml").unlink()
    (application / "progress.yaml").mkdir()
    transcript(lorpack("letters", "."), 4, "", err)


@pytest.mark.parametrize(
    ("what", "sheets"), [("portals", portals()), ("specialties", specialties())]
)
def test_what_is_known_is_listed_and_shown(lorpack, what, sheets):
    listed = lorpack(what).stdout
    for sheet in sheets:
        assert sheet.id in listed
        shown = lorpack(what, sheet.id)
        assert shown.exit_code == 0
        assert sheet.source in shown.stdout
        assert json.loads(lorpack(what, sheet.id, "--format", "json").stdout)["id"] == sheet.id


def test_what_is_not_verified_is_marked(lorpack):
    assert "[not verified, never printed]" in lorpack("portals", "eras").stdout


def test_a_specialty_is_found_by_any_name(lorpack):
    assert (
        lorpack("specialties", "em").stdout == lorpack("specialties", "emergency-medicine").stdout
    )


def test_an_unknown_name(lorpack):
    result = lorpack("portals", "earas")
    assert result.exit_code == 2
    assert "did you mean `eras`?" in result.stderr
