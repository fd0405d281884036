"""Rosters as text: what spreadsheets and databases save."""

import pytest

HEAD = (
    "Applicant ID,First name,Last name,Background,Email,Medical school,Season,Specialty,Portal,"
    "Writer last name,Writer first name,Role,Relationship,Position"
)
LINE = (
    "quill-ada,Ada,Quill,us_md,a@example.org,Fernleigh,2028,Neurology,eras,Chen,Mei,attending,"
    "clinical,Attending"
)
TEXT = f"{HEAD}\n{LINE}\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        ("sep=;\r\n" + TEXT.replace(",", ";")).encode(),
        TEXT.rstrip("\n").encode(),
        ("\n,,\n" + TEXT + "\n,,,\n").encode(),
        TEXT.replace("Attending\n", '"Attending, of ""ward"" 7; and 8"\n').encode(),
        TEXT.replace(",", ";").replace("Attending\n", '"A, b, c, d, e, f, g, h, i"\n').encode(),
    ],
    ids="plain bom crlf cr semicolon utf16-tab sep no-end blank quoted commas".split(),  # noqa: SIM905
)
def test_every_usual_form_is_read(office, data):
    office.text(data)
    assert office.told == []
    assert office.code == 0
    assert "family: Chen" in office.read("quill-ada/writers/chen.yaml")


def test_a_title_may_stand_above_the_header(office):
    office.text(f"Roster of the class of 2028,as of today\n\n{TEXT}")
    assert office.told == []
    office.text(f"Roster;of the class\n{TEXT.replace(',', ';').replace('2028', 'soon')}")
    assert office.places == [("LOR120", 3, 7)]


def test_a_row_of_the_roster_above_the_header_is_told(office):
    rook = LINE.replace("Chen", "Fox").replace("quill-ada", "rook-bo").replace("a@ex", "b@ex")
    office.text(f"A title\n{LINE}\n\n{HEAD}\n{rook}\n")
    assert office.places == [("LOR920", 2, 1)]
    assert (
        office.told[0]["message"] == "row 2: the row stands above the header, and is not imported"
    )
    assert (office.code, office.left_out) == (1, [2])
    assert office.file("rook-bo/writers/fox.yaml").exists()
    assert "(2 rows read)\nnot done: 1 row with errors left out: 2\n" in office.err


def test_a_row_of_few_columns_above_the_header_is_told(office):
    office.text(f"{HEAD}\n{LINE}\n")
    office.text("quill-ada,555 0100\nApplicant ID,Phone\nquill-ada,555 0100\n")
    assert office.places == [("LOR920", 1, 1)]


def test_rows_are_counted_as_the_spreadsheet_shows_them(office):
    first = LINE.replace("Attending", '"Attending\nof two\nlines"').replace("Chen", "Diaz")
    last = LINE.replace("attending", "atending").replace("Chen", "Eze")
    office.text(f"{HEAD}\n{first}\n\n{LINE}\n{last}\n")
    assert office.places == [("LOR121", 2, 14), ("LOR119", 5, 12)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (TEXT.replace("Fernleigh", "Zürich").encode("cp1252"), "row 2, column F: byte 0xFC"),
        (f"{HEAD}\r\nNúñez\r\n".encode("cp1252"), "row 2, column A: byte 0xFA"),
        (b"a,b\r\nc,\x81d\n", "is not UTF-8 (row 2, column B: byte 0x81)\n"),
        (b"a;b\nc\n\xe9", "is not UTF-8 (row 3, column A: byte 0xE9); it looks like Windows-1252"),
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (TEXT.encode("utf-16-le"), "NUL"),
        (b"\xff\xfea", "UTF-16"),
        (f'{HEAD}\n{LINE}\nrook,"Bo'.encode(), "row 3: a quote that begins a text is never closed"),
        (f'{HEAD}\nrook,"Bo" x\n'.encode(), "row 2: a text goes on after its closing quote"),
        (
            f'{HEAD}\r\nrook,"Bo\r\n'.encode() + b"x\r\n" * 50_000 + b"Jos\xe9\r\n",
            "(line 50003: byte 0xE9); it looks like Windows-1252",
        ),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old (.xls) or password-protected"),
        (b"a," * 300 + b"b\n", "200 columns"),
        (HEAD.encode() + b"\nx" * 5020, "5,000 rows"),
        (b"," * (9 << 20), "field larger"),
        (b"\n" * (9 << 20), "is empty"),
        (b"x" * (10 << 20) + b"x", "10 MB"),
    ],
    ids=[
        "cp1252",
        "cp1252-head",
        "no-cp1252",
        "cp1252-line",
        "empty",
        "blank",
        "utf16-no-mark",
        "utf16-torn",
        "open-quote",
        "quote",
        "cp1252-open-quote",
        "xls",
        "columns",
        "rows",
        "commas",
        "lines",
        "big",
    ],
)
def test_what_is_no_table_is_one_error(office, data, message):
    office.text(data)
    assert office.code == 4
    assert message in office.err
    assert "hint: " in office.err
    assert list(office.folder.iterdir()) == [office.roster]


def test_windows_1252_is_told_with_the_remedy(office):
    office.text(TEXT.replace("Ada", "Zoë").encode("cp1252"))
    assert office.err == (
        "lorpack: roster.csv is not UTF-8 (row 2, column B: byte 0xEB);"
        " it looks like Windows-1252 (plain CSV of Excel)\n"
        '  hint: in Excel: File > Save As > "CSV UTF-8 (Comma delimited)", or save as .xlsx\n'
    )


def test_a_roster_that_is_not_there(office):
    office.run()
    assert office.code == 4
    assert office.err.startswith("lorpack: cannot read roster.csv: no such file")


def test_a_text_has_no_sheets(office):
    office.text(TEXT)
    assert office.run("--sheet", "x").code == 4


@pytest.mark.parametrize(
    "header",
    ["applicant.name.family", "LAST NAME", "last_name", "Last-Name ", "Student last name",
     "applicant.Name.Family", "Applicant surname"],
)  # fmt: skip
def test_headers_are_forgiving(office, header):
    office.text(TEXT.replace("Last name", header, 1))
    assert office.told == []


@pytest.mark.parametrize("header", ["Faculty last name", "Letter writer surname", "Author surname"])
def test_headers_of_writers_are_forgiving(office, header):
    office.text(TEXT.replace("Writer last name", header, 1))
    assert office.told == []
