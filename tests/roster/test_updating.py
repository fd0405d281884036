"""Importing again: the roster is followed where nobody else wrote."""

import pytest

EDITED = """\
# my notes
name: {given: Mei, family: "Chen", credentials: MD}  # the one on ward 7

role:   attending
relationship:
  - clinical   # four weeks
institution:
    name: Invented Harbor Hospital

    # city: not sure
contact: {email: mei.chen@example.org}
letter:
  deadline: '2027-09-15'  # from the office
  letter_id: "LTR-0042"
  waived: ~

cases:
- problem: A complex DKA admission
  part: |
    Kept the table.

    And the gap.
"""

FOLLOWED = """\
# my notes
name: {given: Mei, family: "Chen", credentials: MD}  # the one on ward 7

role:   attending
relationship:
  - clinical
  - research   # four weeks
position: "Chief: of all"
institution:
    name: Invented Harbor Hospital

    # city: not sure
contact: {phone: "+1 555 0100", email: m.chen@example.org}
letter:
  deadline: 2027-09-10  # from the office
  letter_id: "LTR-0042"
  waived: true
rotations:
  - service: Ward Seven
    weeks: 4

cases:
- problem: A complex DKA admission
  part: |
    Kept the table.

    And the gap.
"""


def edit(office, text, name="quill-ada/writers/chen.yaml"):
    office.file(name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_a_change_in_the_roster_changes_that_value_only(office):
    office.rows()
    edit(office, EDITED)
    office.rows(
        {
            "Letter deadline": "2027-09-10",
            "Relationship": "clinical, research",
            "Writer email": "m.chen@example.org",
            "Waived": "yes",
            "Position": "Chief: of all",
            "Writer phone": "+1 555 0100",
            "Service": "Ward Seven",
            "Weeks": "4",
        }
    )
    assert office.told == []
    assert office.read("quill-ada/writers/chen.yaml") == FOLLOWED


def test_what_a_person_changed_stays_and_is_told(office):
    office.rows()
    office.change("quill-ada/writers/chen.yaml", "2027-09-15", "2027-10-01  # she asked")
    before = office.bytes()
    office.run()
    assert office.bytes() == before
    (note,) = office.told
    assert (note["code"], note["severity"]) == ("LOR910", "info")
    assert office.code == 0
    office.rows({"Letter deadline": "2027-09-10"})
    (warning,) = office.told
    assert (warning["code"], warning["severity"]) == ("LOR910", "warning")
    assert warning["file"] == "quill-ada/writers/chen.yaml"
    assert warning["line"] == 14
    assert "row 2, column R (Letter deadline) of roster.csv" in warning["message"]
    assert "2027-" not in warning["message"]
    assert "deadline: 2027-10-01  # she asked" in office.read("quill-ada/writers/chen.yaml")
    # Once both say the same, the roster is followed again.
    office.rows({"Letter deadline": "2027-10-01"})
    assert office.told == []
    office.rows({"Letter deadline": "2027-10-05"})
    assert "deadline: 2027-10-05  # she asked" in office.read("quill-ada/writers/chen.yaml")


def test_what_a_person_took_out_stays_out(office):
    office.rows()
    office.change("quill-ada/applicant.yaml", '  aamc_id: "014123456"\n', "  ecfmg_id: 0-1\n")
    office.rows({"AAMC ID": "099999999"})
    assert office.codes == ["LOR910"]
    assert "aamc" not in office.read("quill-ada/applicant.yaml")


def test_a_file_that_was_deleted_is_not_made_again(office):
    office.rows()
    office.file("quill-ada/writers/chen.yaml").unlink()
    office.run()
    assert office.codes == ["LOR910"]
    assert not office.file("quill-ada/writers/chen.yaml").exists()
    office.file("quill-ada/.lorpack/roster.json").unlink()
    office.run()
    assert office.told == []
    assert office.file("quill-ada/writers/chen.yaml").exists()


def test_a_file_that_was_renamed_is_found_by_the_name_in_it(office):
    office.rows()
    office.file("quill-ada/writers/chen.yaml").rename(office.file("quill-ada/writers/mei.yaml"))
    assert office.rows().told == []
    office.rows({"Letter deadline": "2027-09-10"})
    assert office.told == []
    assert "deadline: 2027-09-10" in office.read("quill-ada/writers/mei.yaml")
    assert not office.file("quill-ada/writers/chen.yaml").exists()


@pytest.mark.parametrize("name", ["Chen.yml", "Chen.yaml", "Dr Chen.yaml"])
@pytest.mark.parametrize("recorded", [True, False])
def test_a_misnamed_file_is_told_and_no_second_one_is_made(office, name, recorded):
    office.rows()
    folder = office.file("quill-ada/writers")
    (folder / "chen.yaml").rename(folder / name)
    if not recorded:
        office.file("quill-ada/.lorpack/roster.json").unlink()
    before = office.bytes()
    office.rows({}, {"Writer last name": "Diaz", "Letter ID": "2"})
    assert office.places == [("LOR907", 2, 1)]
    assert office.left_out == [2]
    assert f"writers/{name} is about this letter writer" in office.told[0]["message"]
    assert sorted(path.name for path in folder.iterdir()) == sorted([name, "diaz.yaml"])
    assert office.bytes()[f"quill-ada/writers/{name}"] == before[f"quill-ada/writers/{name}"]


def test_a_misnamed_file_of_somebody_else_stays_theirs(office):
    office.rows()
    folder = office.file("quill-ada/writers")
    (folder / "chen.yaml").rename(folder / "Chen.yml")
    office.file("quill-ada/.lorpack/roster.json").unlink()
    office.rows({"Writer first name": "Bo", "Letter ID": "2"})
    assert sorted(path.name for path in folder.iterdir()) == ["Chen.yml", "chen-bo.yaml"]
    office.rows({"Writer first name": "Bo", "Letter ID": "2", "Writer ID": "chen"})
    assert office.codes == ["LOR907"]


def test_a_profile_between_brackets_can_be_added_to(office):
    office.rows()
    edit(
        office,
        "{\n  name: {given: Mei, family: Chen}, role: attending,\n  relationship: [clinical]}\n",
    )
    office.file("quill-ada/.lorpack/roster.json").unlink()
    office.rows({"Letter ID": "", "Letter deadline": "", "Institution": ""})
    assert office.told == []
    assert office.read("quill-ada/writers/chen.yaml").startswith(
        "{contact: {email: mei.chen@example.org}, \n  name: {given: Mei, family: Chen},"
    )


def test_a_folder_made_by_hand_is_added_to_and_never_overwritten(office, make_application):
    folder = make_application("quill-ada")
    before = (folder / "applicant.yaml").read_bytes(), (folder / "writers/chen.yaml").read_bytes()
    office.rows({"Writer phone": "555 0100"})
    told = {(one["code"], one["message"].split("`")[1]) for one in office.told}
    # The profile says otherwise there; the target of the same specialty is the same target.
    assert told == {("LOR910", key) for key in ("background", "ids.aamc_id")}
    assert office.code == 0
    assert (folder / "applicant.yaml").read_bytes() == before[0]
    after = (folder / "writers/chen.yaml").read_text()
    for line in ('  phone: "555 0100"\n', "  deadline: 2027-09-15\n"):
        assert line in after
        after = after.replace(line, "")
    assert after == before[1].decode()


def test_rows_and_students_that_vanish_are_told_and_nothing_is_deleted(office):
    name = {"First name": "Bo", "Last name": "Rook", "Email": "bo@example.org", "AAMC ID": "2"}
    other = {"Applicant ID": "rook-bo", "Letter ID": "9", **name}
    office.rows({}, {"Writer last name": "Diaz", "Letter ID": "2"}, other)
    before = office.bytes()
    office.rows({})
    assert [(one["code"], one["file"]) for one in office.told] == [
        ("LOR911", "quill-ada/writers/diaz.yaml"),
        ("LOR911", "rook-bo"),
    ]
    assert office.code == 0
    assert office.bytes().keys() == before.keys()


def test_a_target_that_vanishes_is_told_and_stays(office):
    diaz = {"Specialty": "Neurology", "Writer last name": "Diaz", "Letter ID": "2"}
    office.rows({}, diaz)
    assert office.told == []
    office.rows({}, diaz | {"Specialty": "Internal Medicine"})
    assert ("LOR911", "quill-ada/applicant.yaml") in [
        (one["code"], one["file"]) for one in office.told
    ]
    assert "the target `neurology` is in the roster no more" in office.told[-1]["message"]
    assert "neurology" in office.read("quill-ada/applicant.yaml")


def test_a_bad_row_has_not_vanished(office):
    office.rows({}, {"Writer last name": "Diaz", "Letter ID": "2"})
    office.rows({}, {"Writer last name": "Diaz", "Letter ID": "2", "Letter deadline": "soon"})
    assert office.codes == ["LOR118"]


def test_an_emptied_cell_says_nothing(office):
    office.rows()
    before = office.read("quill-ada/writers/chen.yaml")
    office.rows({"Letter deadline": ""})
    (note,) = office.told
    assert (note["code"], note["severity"]) == ("LOR913", "info")
    assert "`letter.deadline`" in note["message"]
    assert office.read("quill-ada/writers/chen.yaml") == before


def test_a_column_that_is_left_out_is_no_emptied_cell(office):
    office.rows()
    office.text(
        "Applicant ID,Writer first name,Writer last name,Letter ID\nquill-ada,Mei,Chen,L-7\n"
    )
    assert office.told == []
    assert "letter_id: L-7" in office.read("quill-ada/writers/chen.yaml")
    assert "deadline: 2027-09-15" in office.read("quill-ada/writers/chen.yaml")


def test_a_corrected_specialty_stays_the_same_target(office):
    office.rows({"Specialty": "Intern Medicine"})
    office.rows({"Specialty": "Internal Medicine"})
    assert office.told == []
    text = office.read("quill-ada/applicant.yaml")
    assert "  - id: intern-medicine\n    specialty: Internal Medicine\n" in text


def test_a_target_that_a_person_renamed_is_not_added_again(office):
    office.rows()
    office.change("quill-ada/applicant.yaml", "id: internal-medicine", "id: im")
    office.rows({"Letters by": "2027-08-20"})
    text = office.read("quill-ada/applicant.yaml")
    assert text.count("specialty:") == 1
    assert "letters_by: 2027-08-20" in text


def test_a_second_target_is_appended(office):
    office.rows()
    office.rows({}, {"Specialty": "Neurology", "Writer last name": "Diaz", "Letter ID": "2"})
    assert office.told == []
    assert office.read("quill-ada/applicant.yaml").endswith(
        "    portal: eras\n  - id: neurology\n    specialty: Neurology\n    portal: eras\n"
    )


def test_a_corrected_service_is_the_same_rotation(office):
    office.rows({"Service": "Medicin Wards", "Weeks": "4"})
    office.rows({"Service": "Medicine Wards", "Weeks": "6"})
    assert office.told == []
    text = office.read("quill-ada/writers/chen.yaml")
    assert text.endswith("rotations:\n  - service: Medicine Wards\n    weeks: 6\n")


def test_a_rotation_beside_a_student_s_own(office):
    office.rows()
    path = office.file("quill-ada/writers/chen.yaml")
    path.write_text(path.read_text() + "rotations:\n- service: Clinic\n  weeks: 2\n")
    office.rows({"Service": "Wards", "Weeks": "4"})
    assert office.told == []
    assert path.read_text().endswith(
        "rotations:\n- service: Clinic\n  weeks: 2\n- service: Wards\n  weeks: 4\n"
    )


@pytest.mark.parametrize(
    ("encode"),
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r\n", 3).encode(),
        lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
        lambda text: b"\xff\xfe\0\0" + text.encode("utf-32-le"),
        lambda text: b"\0\0\xfe\xff" + text.replace("\n", "\r\n").encode("utf-32-be"),
        lambda text: text.rstrip("\n").encode(),
    ],
    ids=["bom", "crlf", "mixed", "utf-16", "utf-32", "utf-32-crlf", "no-end"],
)
def test_encoding_and_line_ends_stay(office, encode):
    office.rows()
    text = office.read("quill-ada/writers/chen.yaml")
    edit(office, encode(text))
    office.rows({"Letter deadline": "2027-09-10", "Department": "Zürich"})
    assert office.told == []
    expected = text.replace("2027-09-15", "2027-09-10")
    expected = expected.replace("[clinical]\n", "[clinical]\ndepartment: Zürich\n")
    after = office.file("quill-ada/writers/chen.yaml").read_bytes()
    if encode(text).count(b"\r\n") == 3:
        assert after.replace(b"\r\n", b"\n") == expected.encode()
        assert after.count(b"\r\n") == 3
    else:
        assert after == encode(expected)


@pytest.mark.parametrize(
    "text",
    ["name: [\n", "- a list\n", "name: Chen\nname: Chen\n", ""],
)
def test_a_file_with_errors_is_left_alone(office, text):
    office.rows()
    edit(office, text)
    office.rows({"Letter deadline": "2027-09-10"}, {"Writer last name": "Diaz", "Letter ID": "2"})
    assert "LOR912" in office.codes
    assert office.code == 1
    assert office.left_out == [2]
    assert office.read("quill-ada/writers/chen.yaml") == text
    assert office.file("quill-ada/writers/diaz.yaml").exists()


def test_a_form_that_cannot_be_edited_safely_is_told_with_what_to_do(office):
    office.rows()
    office.change(
        "quill-ada/writers/chen.yaml", "institution:\n  name: Invented Harbor Hospital\n",
        "institution: Invented Harbor Hospital\n",
    )  # fmt: skip
    before = office.read("quill-ada/writers/chen.yaml")
    office.rows({"writer.institution.city": "Fernleigh"})
    assert "LOR912" in office.codes
    assert office.read("quill-ada/writers/chen.yaml") == before


def test_a_person_s_comment_inside_a_value_is_not_lost(office):
    office.rows()
    name = "quill-ada/writers/chen.yaml"
    office.change(
        name, "relationship: [clinical]", "relationship:\n  - clinical  # wards\n  - research"
    )
    office.rows({"Relationship": "clinical; research"})
    before = office.read(name)
    office.rows({"Relationship": "clinical; longitudinal"})
    assert [(one["code"], one["line"]) for one in office.told] == [("LOR912", 2)]
    assert office.told[0]["hint"] == "change it there yourself: relationship"
    assert office.read(name) == before


def test_a_value_that_would_make_the_file_wrong_is_held_back(office):
    office.rows({"Institution": ""})
    before = office.bytes()
    office.rows({"Institution": "", "writer.institution.city": "Fernleigh"})
    assert office.codes == ["LOR903"]
    assert "`writer.institution.name`" in office.told[0]["message"]
    after = office.bytes()
    assert after["quill-ada/writers/chen.yaml"] == before["quill-ada/writers/chen.yaml"]


def test_a_record_that_cannot_be_read_stops_that_student_only(office):
    office.rows()
    office.file("quill-ada/.lorpack/roster.json").write_text("{")
    office.rows({"Letter deadline": "2027-09-10"})
    assert office.codes == ["LOR912"]
    assert "deadline: 2027-09-15" in office.read("quill-ada/writers/chen.yaml")


CHEN = "quill-ada/writers/chen.yaml"
CARDIOLOGY = {"Service": "Cardiology", "Rotation start": "2027-01", "Rotation end": "2027-02"}
OWN = "rotations:\n  - service: Geriatrics clinic   # mine\n    start: 2027-01\n    end: 2027-06\n"


def test_a_rotation_of_the_person_s_own_is_never_taken_for_the_imported_one(office):
    office.rows(CARDIOLOGY)
    office.change(CHEN, "service: Cardiology", "service: Medical ICU  # we met there")
    office.change(CHEN, "rotations:\n", OWN)
    before = office.read(CHEN)
    office.run()
    (note,) = office.told
    assert (note["code"], note["severity"], note["file"]) == ("LOR910", "info", CHEN)
    assert note["message"].startswith("the rotation was taken out or renamed here, and stays so")
    assert note["line"] == before[: before.index("rotations:")].count("\n") + 1
    office.rows(CARDIOLOGY | {"Rotation start": "2027-03", "Rotation end": ""})
    (warning,) = office.told
    assert (warning["code"], warning["severity"]) == ("LOR910", "warning")
    assert "row 2, column T (Rotation start) of roster.csv now says" in warning["message"]
    assert office.code == 0
    assert office.read(CHEN) == before
    # Called in the roster as in the file, it is followed again.
    office.rows(CARDIOLOGY | {"Service": "Medical ICU", "Rotation end": "2027-03"})
    assert office.told == []
    assert OWN in office.read(CHEN)
    assert office.read(CHEN).endswith("    end: 2027-03\n")


def test_a_rotation_that_was_taken_out_is_not_half_added_again(office):
    office.rows({"Service": "Cardiology"})
    office.change(CHEN, "rotations:\n  - service: Cardiology\n", "")
    before = office.read(CHEN)
    office.rows({"Service": "Cardiology", "Rotation start": "2027-01-04"})
    assert [(one["code"], one["severity"]) for one in office.told] == [("LOR910", "warning")]
    assert office.code == 0
    assert office.read(CHEN) == before


def test_of_two_rotations_of_one_service_the_imported_one_is_changed(office):
    office.rows(CARDIOLOGY)
    own = "rotations:\n  - service: Cardiology\n    start: 2026-05\n    end: 2026-06\n"
    office.change(CHEN, "rotations:\n", own)
    office.rows(CARDIOLOGY | {"Rotation end": "2027-03"})
    assert office.told == []
    assert own in office.read(CHEN)
    assert office.read(CHEN).endswith("    end: 2027-03\n")
    # Also when the roster gives it another name.
    office.rows(CARDIOLOGY | {"Service": "Wards", "Rotation end": "2027-03"})
    assert own in office.read(CHEN)
    assert "  - service: Wards\n" in office.read(CHEN)
