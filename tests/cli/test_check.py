"""``lorpack check``: whole transcripts."""

import json
from pathlib import Path

import pytest

from lorpack.findings import Finding, Place, Severity


def _finding(code, severity=Severity.ERROR, file="applicant.yaml", **extra):
    return Finding(code, severity, f"message of {code}", Place(file), **extra)


@pytest.fixture
def found(monkeypatch, tmp_path):
    """Let check give these findings, by the name of the application."""

    def put(**findings):
        folders = []
        for name in findings:
            (tmp_path / name).mkdir()
            (tmp_path / name / "applicant.yaml").touch()
            folders.append(name)
        monkeypatch.setattr(
            "lorpack.advice.check.findings_of", lambda loaded, today: findings[loaded.folder.name]
        )

    return put


def test_nothing_to_find(lorpack, transcript, make_application):
    """No findings: nothing on stdout, and what comes next."""
    writers = {
        name: {
            "specialty": "Internal Medicine",
            "letter": {"letter_id": f"L-{name}"},
            "contact": {"email": f"{name}@example.org"},
            "why_you": None,
            "relationship": ["clinical", "longitudinal"],
            "brag": None,
        }
        for name in ("chen", "diaz", "ekweme", "fofana")
    }
    make_application(applicant={"qualities": None}, writers=writers)
    err = """\
    no findings in 1 application
    next: `lorpack build` makes the packets
    """
    transcript(lorpack("check", "quill"), 0, "", err)


def test_the_current_folder(lorpack, transcript, application, monkeypatch):
    """Without PATH the application is the current folder, and files are named from there."""
    monkeypatch.chdir(application)
    with Path("writers/chen.yaml").open("a", encoding="utf-8") as file:
        file.write("rolle: attending\n")
    result = lorpack("check")
    assert result.exit_code == 1
    assert result.stdout.startswith("writers/chen.yaml:6:1: LOR115 error: unknown key `rolle`\n")
    assert "did you mean `role`?" in result.stdout
    assert result.stderr == (
        "1 error, 0 warnings in 1 application\n"
        "not done: a search of the words in writers/chen.yaml: correct the errors there first\n"
        "next: `lorpack explain LOR115` says more; correct the errors and check again\n"
    )


def test_a_cohort(lorpack, transcript, found):
    """Several applications: each file with its folder, one sum."""
    found(
        ada=[_finding("LOR115"), _finding("LOR203", Severity.WARNING, hint="do that")],
        ben=[_finding("LOR116"), _finding("LOR001", Severity.INFO)],
    )
    out = """\
    ada/applicant.yaml: LOR115 error: message of LOR115

    ada/applicant.yaml: LOR203 warning: message of LOR203
      hint: do that

    ben/applicant.yaml: LOR001 info: message of LOR001

    ben/applicant.yaml: LOR116 error: message of LOR116
    """
    err = """\
    2 errors, 1 warning, 1 note in 2 applications
    not done: a search of the words in ada, ben: correct the errors there first
    next: `lorpack explain LOR115` says more; correct the errors and check again
    """
    transcript(lorpack("check"), 1, out, err)


def test_json(lorpack, found):
    """JSON on stdout holds every finding with its file; the words stay on stderr."""
    found(ada=[_finding("LOR115")], ben=[_finding("LOR203", Severity.WARNING, writer="chen")])
    result = lorpack("check", "--format", "json")
    assert result.exit_code == 1
    findings = json.loads(result.stdout)["findings"]
    assert [(f["file"], f["code"], f["writer"]) for f in findings] == [
        ("ada/applicant.yaml", "LOR115", ""),
        ("ben/applicant.yaml", "LOR203", "chen"),
    ]
    assert result.stderr.startswith("1 error, 1 warning in 2 applications\n")


@pytest.mark.parametrize(
    ("codes", "args", "code"),
    [
        ([], [], 0),
        (["LOR203 warning"], [], 0),
        (["LOR203 warning"], ["--strict"], 1),
        (["LOR203 info"], ["--strict"], 0),
        (["LOR601 error"], [], 1),
        (["LOR701 error"], [], 4),
        (["LOR701 error", "LOR749 error"], [], 4),
        (["LOR701 error", "LOR203 warning"], ["--strict"], 4),
        (["LOR701 error", "LOR601 error"], [], 1),
        (["LOR750 error"], [], 1),
        (["LOR701 warning"], [], 0),
    ],
)
def test_exit_codes(lorpack, found, codes, args, code):
    """1 for errors, 4 when all of them are documents, 0 for warnings unless --strict."""
    pairs = [entry.split() for entry in codes]
    found(ada=[_finding(code, Severity(severity)) for code, severity in pairs])
    assert lorpack("check", *args).exit_code == code


def test_no_application(lorpack, transcript):
    """A folder without an application cannot be read as one: exit code 4."""
    err = """\
    lorpack: no application in .: no folder has an applicant.yaml
      hint: `lorpack init` makes a new application
    """
    transcript(lorpack("check"), 4, "", err)


def test_no_such_path(lorpack):
    """A path that is not there is named."""
    result = lorpack("check", "nowhere")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.startswith("lorpack: there is no nowhere\n  hint: ")


def test_a_file_means_its_application(lorpack, application):
    """`lorpack check ada/writers/chen.yaml` checks ada."""
    result = lorpack("check", "ada/writers/chen.yaml")
    assert result.exit_code == 0
    assert "in 1 application\n" in result.stderr


def test_what_could_not_be_searched_is_said(lorpack, make_application):
    make_application("class/quill", writers={"chen": {}, "diaz": {"rolle": "attending"}})
    make_application("class/reed", applicant={"backgrond": "international"})
    result = lorpack("check", "class")
    assert (
        "not done: a search of the words in class/quill/writers/diaz.yaml, class/reed: "
        "correct the errors there first\n"
    ) in result.stderr
