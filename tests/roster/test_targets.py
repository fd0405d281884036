"""Which target of an applicant a row is about: by id, by specialty, and when a person renamed it."""

import json

import pytest

APPLICANT = "quill-ada/applicant.yaml"
FOX = {"Specialty": "Neurology", "Writer last name": "Fox", "Letter ID": "2"}
GRAY = {"Specialty": "Neurology", "Writer last name": "Gray", "Letter ID": "3"}
NEUROLOGY = "  - id: neurology\n    specialty: Neurology\n    portal: eras\n"


def rename(office):
    """Call the second target otherwise, as a person would."""
    old = "id: neurology\n    specialty: Neurology"
    office.change(APPLICANT, old, "id: neuro\n    specialty: Adult Neurology")
    office.change("quill-ada/writers/fox.yaml", "target: neurology", "target: neuro")


def told(office):
    return [(one["code"], one["severity"], one["file"]) for one in office.told]


def test_a_target_that_was_renamed_is_told(office):
    office.rows({}, FOX)
    rename(office)
    before = office.bytes()
    office.run()
    assert told(office) == [
        ("LOR910", "info", APPLICANT),
        ("LOR910", "info", "quill-ada/writers/fox.yaml"),
    ]
    message = office.told[0]["message"]
    assert message.startswith("the target `neurology` was taken out or renamed here, and stays so")
    assert "row 3, column I (Specialty)" in message
    assert office.code == 0
    assert office.bytes() == before


def test_what_is_new_of_a_target_that_was_renamed_is_told_as_a_warning(office):
    office.rows({}, FOX)
    rename(office)
    office.rows({"Letters by": ""}, FOX | {"Letters by": "2027-08-20"})
    assert told(office)[0] == ("LOR910", "warning", APPLICANT)
    assert "row 3, column S (Letters by)" in office.told[0]["message"]
    assert "2027-08-20" not in office.read(APPLICANT)


def test_a_target_that_was_deleted_is_told(office):
    office.rows({}, FOX)
    office.change(APPLICANT, NEUROLOGY, "")
    office.rows({}, FOX)
    assert told(office) == [("LOR910", "info", APPLICANT)]
    assert "neurology" not in office.read(APPLICANT)


@pytest.mark.parametrize("change", ["rename", "delete"])
def test_a_writer_gets_no_other_target_than_that_of_the_row(office, change):
    office.rows({}, FOX)
    if change == "rename":
        rename(office)
    else:
        office.change(APPLICANT, NEUROLOGY, "")
    office.rows({}, FOX | {"Letter deadline": "2027-09-10"}, GRAY)
    (error,) = [one for one in office.told if one["severity"] == "error"]
    assert (error["code"], error["line"], error["column"]) == ("LOR211", 4, 9)
    assert "the target `neurology` was taken out of quill-ada/applicant.yaml" in error["message"]
    assert office.left_out == [4]
    assert not office.file("quill-ada/writers/gray.yaml").exists()
    # Everything else about those who were there before is followed.
    assert "deadline: 2027-09-10" in office.read("quill-ada/writers/fox.yaml")


def test_a_renamed_target_is_followed_again_under_its_new_name(office):
    office.rows({}, FOX)
    rename(office)
    name = {"Specialty": "Adult Neurology"}
    office.rows({}, FOX | name, GRAY | name)
    assert office.told == []
    assert "target: neuro\n" in office.read("quill-ada/writers/gray.yaml")


def test_a_writer_is_not_moved_to_a_target_that_is_gone(office):
    surgery = {"Specialty": "Surgery", "Writer last name": "Gray", "Letter ID": "3"}
    office.rows({}, FOX, surgery)
    office.change(APPLICANT, NEUROLOGY, "")
    before = office.read("quill-ada/writers/gray.yaml")
    office.rows({}, FOX, GRAY, surgery | {"Writer last name": "Hale", "Letter ID": "4"})
    assert "LOR211" in office.codes
    assert office.left_out == [4]
    assert office.read("quill-ada/writers/gray.yaml") == before


def test_a_writer_without_a_target_is_not_moved_to_one_that_is_gone(office):
    office.rows({}, FOX)
    office.change(APPLICANT, NEUROLOGY, "")
    before = office.read("quill-ada/writers/chen.yaml")
    internal = {"Writer last name": "Gray", "Letter ID": "3"}
    office.rows({"Specialty": "Neurology"}, FOX, internal)
    assert ("LOR910", "warning", "quill-ada/writers/chen.yaml") in told(office)
    assert office.read("quill-ada/writers/chen.yaml") == before


def test_the_only_target_renamed_stops_no_writer_who_is_there(office):
    office.rows()
    old = "id: internal-medicine\n    specialty: Internal Medicine"
    office.change(APPLICANT, old, "id: im\n    specialty: Medicine")
    office.rows({"Letter deadline": "2027-09-10"})
    assert told(office) == [("LOR910", "info", APPLICANT)]
    assert office.code == 0
    assert "deadline: 2027-09-10" in office.read("quill-ada/writers/chen.yaml")
    assert "target" not in office.read("quill-ada/writers/chen.yaml")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("OB/GYN", "Ob-Gyn"),
        ("Medicine-Pediatrics", "Medicine/Pediatrics"),
        ("Neurology", "neurology "),
    ],
)
def test_two_spellings_of_one_specialty_are_one_target(office, first, second):
    fox = FOX | {"Specialty": second}
    for _ in range(3):
        office.rows({"Specialty": first}, fox)
        assert office.told == []
        text = office.read(APPLICANT)
        assert text.count("  - id: ") == 1
        assert f"specialty: {first}\n" in text
    assert "target" not in office.read("quill-ada/writers/fox.yaml")
    office.rows({"Specialty": first}, fox | {"Portal": "ResidencyCAS"})
    assert office.places == [("LOR908", 3, 10)]
    assert "two targets, with two ids" in office.told[0]["hint"]


@pytest.mark.parametrize(("first", "second"), [("内科", "外科"), ("Néurology", "Neurology")])
def test_two_specialties_never_get_one_id(office, first, second):
    office.rows({"Specialty": first}, FOX | {"Specialty": second})
    assert office.places == [("LOR907", 2, 9), ("LOR907", 3, 9)]
    assert "`target.id`" in office.told[0]["hint"]
    assert office.left_out == [2, 3]
    assert not office.file("quill-ada").exists()
    # Nor when the second one comes later.
    office.rows({"Specialty": first})
    before = office.bytes()
    office.rows({"Specialty": first}, FOX | {"Specialty": second})
    assert office.places == [("LOR907", 2, 9), ("LOR907", 3, 9)]
    assert {**office.bytes(), "roster.csv": b""} == {**before, "roster.csv": b""}


def test_a_specialty_without_letters_is_not_taken_for_another(office):
    office.rows({"Specialty": "内科"}, FOX)
    office.rows(FOX | {"Specialty": "外科"})
    assert office.codes == ["LOR907"]
    assert "specialty: 内科" in office.read(APPLICANT)


def test_an_id_in_one_row_holds_for_all_rows_of_that_specialty(office):
    fox = {"Writer last name": "Fox", "Letter ID": "2"}
    for _ in range(2):
        office.rows({"Target ID": "im", "Portal deadline": "2027-09-01"}, fox)
        assert office.told == []
    assert office.read(APPLICANT).count("  - id: im\n") == 1
    office.rows(
        {"Target ID": "im", "Portal deadline": "2027-09-01"},
        fox | {"Portal deadline": "2027-10-01"},
    )
    assert office.places == [("LOR908", 3, 20)]
    assert "2027-09-01" in office.read(APPLICANT)


def test_of_two_ids_for_one_specialty_none_is_guessed(office):
    fox = {"Writer last name": "Fox", "Letter ID": "2", "Target ID": "im-prelim"}
    gray = {"Writer last name": "Gray", "Letter ID": "3"}
    office.rows({"Target ID": "im"}, fox, gray)
    assert office.places == [("LOR903", 4, 9)]
    assert "several ids in the roster: im, im-prelim" in office.told[0]["message"]


def test_a_target_that_is_only_an_id_is_not_made(office):
    fox = {
        "Target ID": "neuro",
        "Specialty": "",
        "Portal": "",
        "Writer last name": "Fox",
        "Letter ID": "2",
    }
    office.rows({}, fox)
    assert set(office.codes) == {"LOR903"}
    messages = [one["message"] for one in office.told]
    assert messages == [
        "row 3 lacks `target.portal` (Portal)",
        "row 3 lacks `target.specialty` (Specialty)",
    ]
    assert not office.file("quill-ada").exists()


def test_a_row_with_a_specialty_and_a_writer_s_id_only(office):
    office.rows({"Writer ID": "chen"}, FOX | {"Writer ID": "fox"})
    before = office.bytes()
    start = "Applicant ID,Specialty,Writer ID\n"
    office.text(f"{start}quill-ada,Internal Medicine,chen\nquill-ada,Neurology,fox\n")
    assert office.told == []
    assert {**office.bytes(), "roster.csv": b""} == {**before, "roster.csv": b""}
    office.text(f"{start}quill-ada,Internal Medicine,chen\nquill-ada,Neurology,gray\n")
    assert set(office.codes) == {"LOR903"}
    assert office.left_out == [3]


@pytest.mark.parametrize("key", ["targets[internal-medicine", "targets[", "targets[]", "targets"])
def test_a_damaged_key_of_the_record_stops_nobody(office, key):
    office.rows()
    path = office.file("quill-ada/.lorpack/roster.json")
    record = json.loads(path.read_text())
    applicant = record["files"]["applicant.yaml"]
    applicant[key] = applicant.pop("targets[internal-medicine].id")
    path.write_text(json.dumps(record))
    office.rows({"Letter deadline": "2027-09-10"})
    assert office.told == []
    assert "deadline: 2027-09-10" in office.read("quill-ada/writers/chen.yaml")


@pytest.mark.parametrize("cells", [{}, {"Target ID": "im"}])
def test_a_target_by_hand_without_an_id_is_known_by_its_specialty(office, cells):
    office.rows()
    office.change(APPLICANT, "  - id: internal-medicine\n    specialty", "  - specialty")
    office.file("quill-ada/.lorpack/roster.json").unlink()
    office.rows(cells)
    assert office.told == []
    text = office.read(APPLICANT)
    assert text.count("specialty:") == 1
    assert f"id: {cells.get('Target ID', 'internal-medicine')}\n" in text
    assert "None" not in text


def test_an_id_that_was_taken_out_of_a_target_stays_out(office):
    office.rows()
    office.change(APPLICANT, "  - id: internal-medicine\n    specialty", "  - specialty")
    before = office.read(APPLICANT)
    office.rows({"Letter deadline": "2027-09-10"})
    assert told(office) == [("LOR910", "info", APPLICANT)]
    assert office.read(APPLICANT) == before


def test_an_id_that_another_target_has_is_not_given_again(office):
    office.rows()
    old = "    specialty: Internal Medicine\n    portal: eras\n"
    office.change(APPLICANT, old, "    specialty: Medicine\n    portal: eras\n  - " + old.lstrip())
    office.file("quill-ada/.lorpack/roster.json").unlink()
    before = office.read(APPLICANT)
    office.rows()
    assert office.codes == ["LOR907"]
    assert office.read(APPLICANT) == before


def test_of_two_tracks_in_the_file_none_is_guessed(office):
    fox = {"Writer last name": "Fox", "Letter ID": "2", "Target ID": "im-prelim"}
    office.rows({"Target ID": "im"}, fox)
    assert "target: im-prelim" in office.read("quill-ada/writers/fox.yaml")
    before = office.bytes()
    office.text(
        "Applicant ID,Specialty,Writer first name,Writer last name\n"
        "quill-ada,Internal Medicine,Mei,Fox\n"
    )
    assert office.places == [("LOR903", 2, 2)]
    assert "several targets of this specialty" in office.told[0]["message"]
    assert {**office.bytes(), "roster.csv": b""} == {**before, "roster.csv": b""}


def test_a_person_s_own_track_is_not_taken_for_the_imported_one(office):
    office.rows()
    own = "  - id: prelim\n    specialty: Internal Medicine\n    portal: eras\n"
    office.change(APPLICANT, "targets:\n", f"targets:\n{own}")
    office.rows({"Letters by": "2027-08-20"})
    assert office.told == []
    assert own in office.read(APPLICANT)
    assert office.read(APPLICANT).endswith("    letters_by: 2027-08-20\n")
    # It is not the first one any more, for which a writer without `target` writes.
    assert "target: internal-medicine" in office.read("quill-ada/writers/chen.yaml")


def test_what_two_targets_lack_is_told_of_both_rows(office):
    office.rows({"Portal": ""}, FOX | {"Portal": ""})
    assert [one["message"] for one in office.told] == [
        "row 2 lacks `target.portal` (Portal)",
        "row 3 lacks `target.portal` (Portal)",
    ]


def test_who_writes_for_another_target_since_theirs_was_taken_out_is_told(office):
    office.rows({}, FOX)
    own = "  - id: internal-medicine\n    specialty: Internal Medicine\n    portal: eras\n"
    office.change(APPLICANT, own, "")
    before = office.bytes()
    office.rows({}, FOX)
    # Fox writes for the first target now, and their file says so already.
    assert told(office) == [
        ("LOR910", "info", APPLICANT),
        ("LOR910", "warning", "quill-ada/writers/chen.yaml"),
    ]
    message = office.told[1]["message"]
    assert message.startswith("without `target`, this writer writes for `neurology`; row 2, ")
    assert office.code == 0
    assert office.bytes() == before
