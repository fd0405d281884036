"""Folders made from a roster: what stands in them, and that lorpack reads it."""

import pytest

from lorpack.profiles.load import load

APPLICANT = """\
# From the office's roster. What you change or add here stays.
name:
  given: Ada
  family: Quill
background: us_md
school:
  name: Fernleigh College of Medicine
contact:
  email: ada.quill@example.org
ids:
  aamc_id: "014123456"
season: 2028
targets:
  - id: internal-medicine
    specialty: Internal Medicine
    portal: eras
"""
WRITER = """\
name:
  given: Mei
  family: Chen
role: attending
relationship: [clinical]
institution:
  name: Invented Harbor Hospital
contact:
  email: mei.chen@example.org
letter:
  letter_id: LTR-0042
  deadline: 2027-09-15
"""


def application(office, id="quill-ada"):
    loaded = load(office.file(id))
    assert loaded.application, loaded.findings
    return loaded.application


def test_a_row_becomes_an_applicant_and_a_writer(office):
    assert office.rows().code == 0
    assert office.read("quill-ada/applicant.yaml") == APPLICANT
    assert office.read("quill-ada/writers/chen.yaml").endswith(WRITER)
    assert [f for f in load(office.file("quill-ada")).findings if f.severity == "error"] == []


def test_importing_twice_changes_nothing(office):
    office.rows()
    before = office.bytes()
    office.run()
    assert office.bytes() == before
    assert office.err.startswith("nothing to change (1 row read)\n")
    assert [one["state"] for one in office.applications] == ["unchanged"]


def test_a_dry_run_writes_nothing(office):
    office.rows()
    office.file("roster.csv").write_text(office.read("roster.csv").replace("09-15", "09-10"))
    before = office.bytes()
    office.run("--dry-run")
    assert office.bytes() == before
    assert office.applications[0]["files"] == [
        {"file": "writers/chen.yaml", "new": False, "keys": ["letter.deadline"]}
    ]


def test_what_everybody_writes_in_a_spreadsheet_is_understood(office):
    office.rows(
        {
            "Role": "Program Director",
            "Relationship": "Clinical; Longitudinal",
            "Portal": "SF Match",
            "Waived": "Yes",
            "Letter deadline": "9/25/2027",
            "CV": "cv.pdf",
            "Photo": "documents/me.jpg",
            "Service": "Wards: Team 3",
            "Start": "2026-06",
            "Degrees": "MD, FACP",
        }
    )
    assert office.told == []
    found = application(office)
    loaded = load(office.file("quill-ada"), look_for_files=False).application
    assert loaded.applicant.targets[0].portal == "sfmatch"
    assert loaded.applicant.cv == "documents/cv.pdf"
    assert loaded.applicant.photo == "documents/me.jpg"
    writer = found.writers[0].profile
    assert (writer.role, *writer.relationship) == ("program_director", "clinical", "longitudinal")
    assert writer.letter.waived is True
    assert str(writer.letter.deadline) == "2027-09-25"
    assert writer.rotations[0].service == "Wards: Team 3"
    assert writer.name.credentials == "MD, FACP"


def test_facts_about_the_applicant_may_stand_in_one_row_only(office):
    only = dict.fromkeys(
        ["First name", "Last name", "Background", "Email", "AAMC ID", "Medical school", "Season",
         "Specialty", "Portal"], "",
    )  # fmt: skip
    office.rows({}, only | {"Writer last name": "Diaz", "Letter ID": "2"})
    assert office.told == []
    assert [one.id for one in application(office).writers] == ["chen", "diaz"]


def test_an_applicant_without_a_writer_yet(office):
    nobody = ["Writer first name", "Writer last name", "Role", "Relationship", "Institution",
              "Writer email", "Letter ID", "Letter deadline"]  # fmt: skip
    assert office.rows(dict.fromkeys(nobody, "")).told == []
    assert not office.file("quill-ada/writers").exists()


def test_two_specialties_are_two_targets(office):
    office.rows(
        {},
        {"Specialty": "Neurology", "Writer last name": "Diaz", "Letter ID": "2"},
        {"Specialty": "", "Portal": "", "Writer last name": "Eze", "Letter ID": "3"},
    )
    assert office.told == []
    found = application(office)
    assert [one.id for one in found.applicant.targets] == ["internal-medicine", "neurology"]
    assert [one.profile.target for one in found.writers] == [None, "neurology", None]


def test_it_is_not_guessed_which_of_two_specialties_is_meant(office):
    office.rows(
        {},
        {"Specialty": "Neurology", "Writer last name": "Diaz", "Letter ID": "2"},
        {"Specialty": "", "Letters by": "2027-09-01", "Writer last name": "Eze", "Letter ID": "3"},
    )
    assert office.codes == ["LOR903"]
    assert office.left_out == [2, 3, 4]


@pytest.mark.parametrize(
    ("first", "second", "files"),
    [
        (("Mei", "Chen"), ("Bo", "Chen"), ["chen-bo", "chen-mei"]),
        (("Mei", "Núñez"), ("Bo", "O’Brien"), ["nunez", "obrien"]),
        (("Mei", "王"), ("Bo", "李"), ["writer-bo", "writer-mei"]),
    ],
)
def test_ids_of_writers_come_from_their_names(office, first, second, files):
    names = ("Writer first name", "Writer last name")
    rows = [dict(zip(names, who, strict=True)) | {"Letter ID": who[0]} for who in (first, second)]
    office.rows(*rows)
    assert office.told == []
    made = office.file("quill-ada/writers").glob("*.yaml")
    assert sorted(path.stem for path in made) == files


def test_ids_stay_when_rows_are_sorted_and_a_namesake_comes(office):
    mei, bo = {}, {"Writer first name": "Bo", "Letter ID": "2", "Writer email": "bo@example.org"}
    office.rows(mei)
    office.rows(bo, mei)
    assert office.told == []
    assert [one.id for one in application(office).writers] == ["chen", "chen-bo"]
    before = office.bytes()
    office.rows(mei, bo)
    assert {k: v for k, v in office.bytes().items() if k != "roster.csv"} == {
        k: v for k, v in before.items() if k != "roster.csv"
    }


def test_as_many_namesakes_as_there_are_have_files_of_their_own(office):
    names = (chr(0x4E00 + number) for number in range(101))
    office.rows(
        *({"Writer first name": "\u7f8e", "Writer last name": n, "Letter ID": n} for n in names)
    )
    assert office.told == []
    assert len(list(office.file("quill-ada/writers").iterdir())) == 101


def test_long_names_of_namesakes_give_ids_that_are_read(office):
    family = {"Writer last name": "Santos de Oliveira Cavalcanti Albuquerque"}
    given = [f"{first} Fernanda Guadalupe Antonia Teresa" for first in ("Maria", "Joana")] * 2
    given[2:] = [f"{name} Ines" for name in given[2:]]
    office.rows(*({**family, "Writer first name": n, "Letter ID": n} for n in given))
    assert office.told == []
    assert len(application(office).writers) == 4
    assert office.run().err.startswith("nothing to change")


def test_ids_may_be_given(office):
    office.rows({"Writer ID": "The Chair", "Applicant ID": "Quill, Ada"})
    assert office.told == []
    assert office.file("quill-ada/writers/the-chair.yaml").is_file()


def test_files_are_for_the_owner_only_and_an_edited_one_keeps_its_mode(office):
    office.rows()
    path = office.file("quill-ada/writers/chen.yaml")
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o660)
    office.rows({"Letter deadline": "2027-09-01"})
    assert path.stat().st_mode & 0o777 == 0o660
    assert "deadline: 2027-09-01" in path.read_text()


def test_another_folder_can_be_named(office, tmp_path):
    office.rows()
    office.run("--dry-run", roster=office.roster)
    elsewhere = tmp_path / "class" / "of-2028"
    office.run(str(elsewhere))
    assert (elsewhere / "quill-ada" / "applicant.yaml").is_file()


def test_an_office_s_own_portal_is_known(office):
    office.file("portals").mkdir()
    office.file("portals/ourschool.yaml").write_text("name: Our School\n")
    assert office.rows({"Portal": "Our School"}).told == []
    assert office.rows({"Portal": "Our Scool"}).codes == ["LOR201"]
    assert "did you mean `ourschool`?" in office.told[0]["hint"]
