"""``lorpack import``: whole transcripts. What it does in detail is tested in tests/roster."""

import errno
import json
from pathlib import Path

import pytest

HEAD = (
    "Applicant ID,First name,Last name,Background,Email,Medical school,Season,Specialty,Portal,"
    "Writer first name,Writer last name,Role,Relationship,Letter deadline"
)
ADA = "quill-ada,Ada,Quill,US MD,ada@example.org,Fernleigh,2028,Neurology,ERAS"
CHEN = f"{ADA},Mei,Chen,attending,clinical,2027-09-15"
DIAZ = f"{ADA},Luz,Diaz,chair,clinical,2027-09-15"


@pytest.fixture
def roster():
    def write(*lines: str, to: str = "class/roster.csv") -> None:
        Path(to).parent.mkdir(exist_ok=True)
        Path(to).write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")

    return write


def test_a_class_is_made_and_then_updated(lorpack, transcript, roster):
    """Made, nothing to change, one value changed, one row vanished."""
    roster(CHEN, DIAZ)
    err = """\
    1 application made, 2 new writers (2 rows read)
    next: `lorpack check class` shows what is still missing
    """
    transcript(lorpack("import", "class/roster.csv"), 0, "made class/quill-ada: 2 writers\n", err)
    err = """\
    nothing to change (2 rows read)
    next: `lorpack check class` shows what is still missing
    """
    transcript(lorpack("import", "class/roster.csv"), 0, "", err)
    roster(CHEN.replace("09-15", "09-10"))
    out = """\
    class/quill-ada/writers/diaz.yaml: LOR911 warning: this letter writer is in the roster no more
      hint: nothing is deleted; after a corrected name, rename the file or give a `writer.id`

    updated class/quill-ada: writers/chen.yaml (letter.deadline)
    """
    err = """\
    1 updated (1 row read)
    next: `lorpack check class` shows what is still missing
    """
    transcript(lorpack("import", "class/roster.csv"), 0, out, err)


def test_mistakes(lorpack, transcript, roster):
    """Row, column, reason and remedy of each; what is right is imported all the same."""
    roster(CHEN.replace("attending", "atending"), DIAZ, f",{DIAZ.partition(',')[2]}")
    out = """\
    class/roster.csv:2:12: LOR119 error: row 2, column L (Role): `role`: `atending` is not one of the choices
      hint: did you mean `attending`? choices: attending, subspecialist, program_director, clerkship_director, chair, chief_resident, resident, fellow, research_mentor, home_country_faculty, community_physician, other

    class/roster.csv:4:1: LOR903 error: row 4, column A (Applicant ID): the row has no `applicant.id`
      hint: write the applicant's id into every row (unmerge cells and fill down)

    made class/quill-ada: 1 writer
    """  # noqa: E501
    err = """\
    1 application made, 1 new writer (3 rows read)
    not done: 2 rows with errors left out: 2, 4
    next: correct the roster and import again; `lorpack explain LOR903` says more
    """
    transcript(lorpack("import", "class/roster.csv"), 1, out, err)


def test_an_applicant_whose_only_row_is_left_out(lorpack, roster):
    """What is said is what is written: the applicant's file, and no writer's."""
    roster(CHEN.replace("attending", "boss"))
    result = lorpack("import", "class/roster.csv", "--format", "json")
    report = json.loads(result.stdout)
    assert report["left_out"] == [2]
    (ada,) = report["applications"]
    assert (ada["state"], [one["file"] for one in ada["files"]]) == ("made", ["applicant.yaml"])
    assert result.stderr == (
        "1 application made (1 row read)\n"
        "not done: 1 row with errors left out: 2\n"
        "next: correct the roster and import again; `lorpack explain LOR119` says more\n"
    )
    result = lorpack("import", "class/roster.csv", "--format", "json")
    assert json.loads(result.stdout)["applications"][0]["state"] == "left_out"
    assert "not done: nothing is imported before the errors are corrected" in result.stderr


def test_dry_run(lorpack, transcript, roster):
    """Nothing is written, and what would be is told."""
    roster(CHEN)
    err = """\
    nothing was written; without --dry-run: 1 application made, 1 new writer (1 row read)
    next: the same without --dry-run
    """
    result = lorpack("import", "class/roster.csv", "--dry-run")
    transcript(result, 0, "would make class/quill-ada: 1 writer\n", err)
    assert [path.name for path in Path("class").iterdir()] == ["roster.csv"]


def test_json(lorpack, roster):
    """The same for programs."""
    roster(CHEN, DIAZ.replace("chair", ""))
    result = lorpack("import", "class/roster.csv", "class of 2028", "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report.pop("findings")[0]["code"] == "LOR903"
    assert report == {
        "dry_run": False,
        "folder": "class of 2028",
        "rows": 2,
        "left_out": [3],
        "applications": [
            {
                "id": "quill-ada",
                "state": "made",
                "files": [
                    {
                        "file": "applicant.yaml",
                        "new": True,
                        "keys": [
                            "name.given", "name.family", "background", "contact.email",
                            "school.name", "season", "targets[neurology].id",
                            "targets[neurology].specialty", "targets[neurology].portal",
                        ],
                    },
                    {
                        "file": "writers/chen.yaml",
                        "new": True,
                        "keys": [
                            "name.given", "name.family", "role", "relationship", "letter.deadline",
                        ],
                    },
                ],
            }
        ],
    }  # fmt: skip
    assert Path("class of 2028/quill-ada/applicant.yaml").is_file()


def test_in_the_folder_of_the_class(lorpack, transcript, roster):
    """The roster beside the folders, and the folder is the current one."""
    roster(CHEN, to="roster.csv")
    err = """\
    1 application made, 1 new writer (1 row read)
    next: `lorpack check` shows what is still missing
    """
    transcript(lorpack("import", "roster.csv"), 0, "made quill-ada: 1 writer\n", err)


def test_an_example_is_a_roster(lorpack):
    """Its header is known, and it has no rows."""
    result = lorpack("import", "--example")
    assert result.exit_code == 0
    assert result.stdout.startswith("Applicant ID,First name,Last name,")
    Path("roster.csv").write_text(result.stdout, encoding="utf-8")
    assert lorpack("import", "roster.csv").stderr.startswith("nothing to change (0 rows read)")


def test_columns(lorpack):
    """Each with its plain names and what it holds."""
    result = lorpack("import", "--columns")
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["column", "or", "what", "it", "holds"]
    assert any(line.startswith("letter.letter_id  ") and '"Letter ID"' in line for line in lines)
    assert any("writer.role" in line and "attending, subspecialist" in line for line in lines)


def test_without_a_roster(lorpack, transcript):
    """Which one?"""
    err = """\
    lorpack: which roster?
      hint: `lorpack import --example > roster.csv` starts one
    """
    transcript(lorpack("import"), 2, "", err)


def test_what_cannot_be_written_is_told_and_the_rest_is_done(lorpack, roster, monkeypatch):
    """One folder fails, another is made, and the exit code says so."""
    from lorpack.errors import OutputError
    from lorpack.roster import run

    real = run.write_atomic

    def broken(path, data, mode=0o600):
        if "quill" in str(path):
            raise OutputError(f"cannot write {path.name}", "check the permissions")
        real(path, data, mode)

    monkeypatch.setattr(run, "write_atomic", broken)
    roster(CHEN, CHEN.replace("quill-ada", "rook-ada"))
    result = lorpack("import", "class/roster.csv")
    assert result.exit_code == 5
    assert result.stdout == "made class/rook-ada: 1 writer\n"
    assert result.stderr.splitlines()[-2:] == [
        "lorpack: 1 application not written; quill-ada: cannot write chen.yaml",
        "  hint: check the permissions",
    ]
    assert Path("class/rook-ada/applicant.yaml").is_file()


def test_a_file_that_changes_while_it_is_imported_stays(lorpack, roster, monkeypatch):
    """Somebody saves between reading and writing."""
    from lorpack.roster import run

    roster(CHEN)
    lorpack("import", "class/roster.csv")
    path = Path("class/quill-ada/writers/chen.yaml")
    real = run.prepare

    def slow(*args):
        planned = real(*args)
        path.write_text(path.read_text() + "# just now\n")
        return planned

    monkeypatch.setattr(run, "prepare", slow)
    roster(CHEN.replace("09-15", "09-10"))
    result = lorpack("import", "class/roster.csv")
    assert result.exit_code == 5
    assert path.read_text().endswith("deadline: 2027-09-15\n# just now\n")
    monkeypatch.undo()


def test_an_import_that_breaks_off_is_completed_by_the_next(lorpack, roster, monkeypatch):
    """Wherever the disk fills up, the next import ends where one without a fault ends."""
    from lorpack.errors import OutputError
    from lorpack.roster import run

    real, rows = run.write_atomic, (CHEN, DIAZ, CHEN.replace("quill-ada", "rook-ada"))
    left = 0

    def full(path, data, mode=0o600):
        nonlocal left
        left -= 1
        if left < 0:
            raise OutputError(f"cannot write {path.name}") from OSError(errno.ENOSPC, "full")
        real(path, data, mode)

    monkeypatch.setattr(run, "write_atomic", full)
    expected: dict[str, bytes] = {}
    for fault in (1000, *range(7)):
        roster(*rows)
        for step in (rows, [row.replace("09-15", "09-10") for row in rows]):
            roster(*step)
            left = fault
            broken = lorpack("import", "class/roster.csv", f"class-{fault}")
            assert broken.exit_code == (0 if left >= 0 else 5)
            left = 1000
            again = lorpack("import", "class/roster.csv", f"class-{fault}")
            assert (again.exit_code, "LOR9" in again.stdout) == (0, False)
        root = Path(f"class-{fault}")
        files = {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        expected = expected or files
        assert files == expected
    assert len(expected) == 8  # with the lock
