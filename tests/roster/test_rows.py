"""What is wrong with rows and columns: each told with its place, in one pass."""

import pytest


def test_every_mistake_is_told_in_one_pass_and_the_other_rows_are_imported(office):
    office.rows(
        {"Letter deadline": "09/05/2027"},
        {"Writer last name": "Diaz", "Writer email": "diaz at example", "Role": "atending",
         "Letter ID": "2"},
        {"Writer last name": "Eze", "Letter ID": "3", "Waived": "maybe"},
        {"Writer last name": "Fox", "Letter ID": "4"},
        {"Applicant ID": "rook-bo", "AAMC ID": "7", "Season": "next", "Letter ID": "5"},
        {"Applicant ID": "", "Letter ID": "6"},
    )  # fmt: skip
    assert office.code == 1
    assert sorted(office.places) == [
        ("LOR118", 2, 18),
        ("LOR119", 3, 13),
        ("LOR120", 4, 19),
        ("LOR120", 6, 8),
        ("LOR123", 3, 16),
        ("LOR903", 7, 1),
    ]
    assert office.left_out == [2, 3, 4, 6, 7]
    assert [path.name for path in office.file("quill-ada/writers").iterdir()] == ["fox.yaml"]
    assert not office.file("rook-bo").exists()
    told = {one["code"]: one for one in office.told}
    assert told["LOR118"]["message"].startswith("row 2, column R (Letter deadline): ")
    assert told["LOR118"]["hint"] == (
        "write 2027-05-09 or 2027-09-05, whichever it is; `--dates month-first` (or day-first)"
        " says it for all"
    )
    assert told["LOR123"]["message"].startswith("row 3, column P (Writer email): ")
    assert "did you mean `attending`?" in told["LOR119"]["hint"]


@pytest.mark.parametrize(("order", "day"), [("month-first", "09-05"), ("day-first", "05-09")])
def test_the_order_of_day_and_month_can_be_said(office, order, day):
    office.rows({"Letter deadline": "09/05/2027"})
    office.run("--dates", order)
    assert office.told == []
    assert f"deadline: 2027-{day}" in office.read("quill-ada/writers/chen.yaml")


def test_what_is_missing_is_told_by_the_name_of_its_column(office, row):
    gone = dict.fromkeys(set(row) - {"Applicant ID", "Writer first name"}, "")
    office.rows(gone)
    assert set(office.codes) == {"LOR903"}
    assert {one["message"].split("`")[1] for one in office.told} == {
        "applicant.name.given", "applicant.name.family", "applicant.background",
        "applicant.school.name", "applicant.contact.email", "applicant.season",
        "target.specialty", "target.portal", "writer.name.family", "writer.role",
        "writer.relationship",
    }  # fmt: skip
    assert not office.file("quill-ada").exists()


def test_an_unknown_column_stops_the_import_with_the_one_that_was_meant(office):
    office.rows({"Lettr ID": "1", "Letter ID": "", "xyzzy": "", "Letter deadline": "soon"})
    assert [(one["code"], one["column"]) for one in office.told if one["line"] == 1] == [
        ("LOR901", 19),
        ("LOR901", 20),
    ]
    assert "did you mean `Letter ID`?" in office.told[0]["hint"]
    assert "LOR118" in office.codes
    assert office.code == 1
    assert not office.file("quill-ada").exists()


def test_columns_of_one_s_own_can_be_kept(office):
    office.rows({"# room for notes": "told her twice", "Advisor": "Hollis"})
    assert office.codes == ["LOR901"]
    assert office.run("--ignore-column", "advisor").told == []


@pytest.mark.parametrize(
    ("title", "code"), [("#REF!", "LOR904"), ("=A1", "LOR904"), ("####", "LOR905")]
)
def test_a_header_that_the_spreadsheet_spoiled_is_no_column_of_one_s_own(office, title, code):
    office.rows({title: "LTR-1"})
    assert office.places == [(code, 1, 19)]
    assert not office.file("quill-ada").exists()
    assert office.run("--ignore-column", title).told == []


def test_a_number_sign_alone_is_a_column_of_one_s_own(office):
    assert office.rows({"#": "1"}).told == []


def test_two_columns_of_one_meaning(office):
    office.rows({"E-mail": "mei.chen@example.org"})
    (told,) = office.told
    assert (told["code"], told["column"]) == ("LOR902", 19)
    assert told["hint"] == "if this one is about the letter writer, call it `writer.contact.email`"


def test_a_row_that_is_longer_than_the_header(office, row):
    names, cells = ",".join(row), ",".join(row.values())
    office.text(f"{names}\n{cells},,astray\n{cells.replace('Chen', 'Diaz').replace('42', '43')}\n")
    assert office.places == [("LOR902", 2, 20)]


@pytest.mark.parametrize(
    "id",
    [
        "../quill",
        "a/b",
        "a\\b",
        "..",
        ".hidden",
        "C:\\x",
        "con",
        "output",
        "portals",
        "王",
        "x" * 65,
    ],
)
def test_ids_that_are_no_names_of_folders(office, id):
    office.rows({"Applicant ID": id})
    assert office.codes == ["LOR907"]
    assert [path.name for path in office.folder.iterdir()] == ["roster.csv"]


@pytest.mark.parametrize("id", ["../chen", "nul", "a/b"])
def test_ids_that_are_no_names_of_files(office, id):
    office.rows({"Writer ID": id}, {"Writer last name": "Diaz", "Letter ID": "2"})
    assert office.codes == ["LOR907"]
    assert office.left_out == [2]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Quill", "quill"), ("Jos\u00e9", "Jose\u0301"), ("a b", "a-b"), ("Ñu", "nu")],
)
def test_ids_that_give_one_folder(office, first, second):
    office.rows({"Applicant ID": first}, {"Applicant ID": second, "Letter ID": "2"})
    assert office.places == [("LOR907", 2, 1), ("LOR907", 3, 1)]
    assert "row 3" in office.told[0]["message"]
    assert [path.name for path in office.folder.iterdir()] == ["roster.csv"]


def test_a_folder_that_differs_in_case_is_not_mixed_up(office):
    office.file("Quill-Ada").mkdir()
    office.rows()
    assert office.codes == ["LOR907"]
    assert list(office.file("Quill-Ada").iterdir()) == []


def test_rows_of_one_applicant_that_disagree(office):
    office.rows({}, {"AAMC ID": "099", "Writer last name": "Diaz", "Letter ID": "2"})
    assert office.places == [("LOR908", 3, 6)]
    assert "row 2 says something else" in office.told[0]["message"]
    assert "014123456" not in office.out
    assert not office.file("quill-ada").exists()


def test_one_writer_in_two_rows(office):
    office.rows({}, {"Letter ID": "2"}, {"Writer last name": "Diaz", "Letter ID": "3"})
    assert office.places == [("LOR909", 2, 1), ("LOR909", 3, 1)]
    assert [path.name for path in office.file("quill-ada/writers").iterdir()] == ["diaz.yaml"]


def test_one_letter_id_in_two_rows(office):
    office.rows({}, {"Writer last name": "Diaz"})
    assert office.places == [("LOR216", 2, 17), ("LOR216", 3, 17)]


@pytest.mark.parametrize(
    ("title", "theirs", "column"),
    [("AAMC ID", "014123456", 6), ("Email", "ADA.quill@example.org", 5)],
)
def test_what_two_applicants_share_is_told_at_both(office, title, theirs, column):
    own = {"AAMC ID": "2", "Email": "eva@example.org", "Letter ID": "2"}
    name = {"Applicant ID": "diaz-eva", "First name": "Eva", "Last name": "Diaz"}
    office.rows({}, {**own, **name, title: theirs})
    assert office.places == [("LOR633", 2, column), ("LOR633", 3, column)]
    assert not office.file("quill-ada").exists()
    assert office.err.splitlines()[-2] == (
        "not done: nothing is imported before the errors are corrected"
    )


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("a\u202eb", "LOR104"),
        ("a\x1b[2Jb", "LOR104"),
        ("a" + "\u0301" * 20, "LOR105"),
        ("x" * 301, "LOR121"),
        ("two\nlines", "LOR121"),
        ("=HYPERLINK(1)", "LOR904"),
        ("#N/A", "LOR904"),
        ("1.23457E+13", "LOR905"),
        ("########", "LOR905"),
    ],
)
def test_cells_that_are_refused(office, cell, code):
    office.rows({"Letter ID": cell})
    assert office.places == [(code, 2, 17)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="0123"', '"0123"'),
        ("'0123", '"0123"'),
        ("'+49 1", '"+49 1"'),
        ("014123456", '"014123456"'),
        ("12345678", '"12345678"'),
        ("2027-01-01", '"2027-01-01"'),
        ("no", '"no"'),
        ("Null", '"Null"'),
        ("*x", '"*x"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ('say "so"\\', '"say \\"so\\"\\\\"'),
        ("  pad\u00a0", "pad"),
        ("@x", '"@x"'),
        ("'t Hooft", '"\'t Hooft"'),
    ],
)
def test_cells_that_stay_text(office, cell, text):
    office.rows({"Letter ID": cell})
    assert office.told == []
    assert f"  letter_id: {text}\n" in office.read("quill-ada/writers/chen.yaml")


@pytest.mark.parametrize("cell", ["SLOE", "sloe "])
def test_forms_are_known_by_their_names(office, cell):
    assert office.rows({"Letter form": cell}).told == []
    assert "form: sloe" in office.read("quill-ada/writers/chen.yaml")
    assert office.rows({"Letter form": "slo"}).codes == ["LOR201"]


@pytest.mark.parametrize("cell", ["../cv.pdf", "/etc/passwd", "C:\\cv.pdf", "~/cv.pdf", "a//b"])
def test_documents_lie_in_the_applicant_s_folder(office, cell):
    office.rows({"CV": cell})
    assert office.codes == ["LOR906"]
    assert office.left_out == [2]


@pytest.mark.parametrize("name", ["quill-ada", "quill-ada/writers", "quill-ada/.lorpack"])
def test_links_are_not_followed(office, tmp_path_factory, name):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    office.file(name).parent.mkdir(exist_ok=True)
    office.file(name).symlink_to(elsewhere)
    office.rows()
    assert office.codes == ["LOR912"]
    assert list(elsewhere.iterdir()) == []


def test_the_folder_of_one_application_is_no_class(office, make_application):
    make_application("quill")
    office.rows()
    office.run(str(office.file("quill")))
    assert office.code == 4
    assert "is the folder of one application" in office.err


def test_a_row_of_two_specialties_says_which_it_is_about(office):
    diaz = {"Specialty": "Neurology", "Writer last name": "Diaz", "Letter ID": "2"}
    office.rows({}, diaz, {"Specialty": "", "Writer last name": "Eze", "Letter ID": "3"})
    (told,) = office.told
    assert (told["code"], told["line"], told["column"]) == ("LOR903", 4, 10)
    assert told["message"].endswith("it is not clear which specialty this is about")


def test_a_target_s_id_is_no_path(office):
    office.rows({"target.id": "../x"})
    assert office.places == [("LOR907", 2, 19)]
    assert "`../x` cannot be an id" in office.told[0]["message"]


EVA = {
    "Applicant ID": "diaz-eva",
    "First name": "Eva",
    "Last name": "Diaz",
    "Email": "eva@example.org",
    "AAMC ID": "2",
    "Letter ID": "2",
}


def test_what_two_share_is_told_also_when_the_roster_has_no_names(office):
    office.rows({}, EVA)
    before = office.bytes()
    office.text("Applicant ID,AAMC ID\nquill-ada,014123456\ndiaz-eva,014123456\n")
    assert office.places == [("LOR633", 2, 2), ("LOR633", 3, 2)]
    assert office.left_out == [2, 3]
    assert {**office.bytes(), "roster.csv": b""} == {**before, "roster.csv": b""}


def test_what_two_share_is_told_when_their_names_stand_in_later_rows(office):
    nameless = {"First name": "", "Last name": ""}
    diaz = {"Writer last name": "Diaz", "Letter ID": "3"}
    eva = EVA | {"AAMC ID": "014123456"}
    office.rows(nameless, diaz, eva | nameless, eva | diaz | {"Letter ID": "4"})
    assert office.places == [("LOR633", 2, 6), ("LOR633", 4, 6)]


@pytest.mark.parametrize("first", ["", "Ada"])
def test_one_person_in_two_folders_shares_nothing_with_another(office, first):
    other = {"Applicant ID": "quill-ada-2", "Letter ID": "2"}
    office.rows({}, other)
    assert office.told == []
    # The name may stand in one of the rows, or in the folder.
    office.rows({}, other | {"First name": first, "Last name": first and "Quill"})
    assert "LOR633" not in office.codes
    office.rows({}, other | {"First name": "Eva", "Last name": "Diaz"})
    assert office.codes.count("LOR633") == 4


@pytest.mark.parametrize("rows", [[{"Writer ID": "chen"}, {}], [{}, {"Writer ID": "chen"}]])
def test_one_writer_in_two_rows_of_which_one_has_an_id(office, rows):
    office.rows(rows[0], rows[1] | {"Letter ID": "2"})
    assert office.places == [("LOR909", 2, 1), ("LOR909", 3, 1)]
    assert not list(office.file("quill-ada").glob("writers/*"))


def test_two_writers_of_one_name_with_an_id_each(office):
    office.rows({"Writer ID": "mei-a"}, {"Writer ID": "mei-b", "Letter ID": "2"})
    assert office.told == []
    names = sorted(path.name for path in office.file("quill-ada/writers").iterdir())
    assert names == ["mei-a.yaml", "mei-b.yaml"]
