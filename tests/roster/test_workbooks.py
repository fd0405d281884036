"""Rosters as Excel workbooks: values as a person sees them, and nothing that acts."""

import io
import sys
import zipfile
from datetime import datetime, time

import pytest
from openpyxl import Workbook

from lorpack.profiles.load import load
from lorpack.roster import workbook


def book(row, **more) -> Workbook:
    """A workbook with the usual row, and *more* cells in it: a value, or value and format."""
    result = Workbook()
    sheet = result.active
    sheet.append(list(row | more))
    sheet.append([])
    for at, value in enumerate((row | more).values(), 1):
        value, form = value if isinstance(value, tuple) else (value, None)
        cell = sheet.cell(2, at, value)
        if form:
            cell.number_format = form
    return result


def saved(result: Workbook) -> bytes:
    stream = io.BytesIO()
    result.save(stream)
    return stream.getvalue()


@pytest.fixture
def load_book(office):
    def put(content: Workbook | bytes, *args):
        path = office.file("roster.xlsx")
        path.write_bytes(content if isinstance(content, bytes) else saved(content))
        return office.run(*args, roster=path)

    return put


def test_a_workbook_gives_what_its_csv_gives(office, row, load_book):
    office.rows()
    expected = office.read("quill-ada/applicant.yaml"), office.read("quill-ada/writers/chen.yaml")
    load_book(book(row))
    assert office.told == []
    assert office.err.startswith("nothing to change")
    assert expected[0] == office.read("quill-ada/applicant.yaml")


def test_cells_are_taken_as_they_are_seen(office, row, load_book):
    cells = {
        "AAMC ID": (14123456, "000000000"),
        "Season": 2028.0,
        "Letter deadline": datetime(2027, 9, 15),
        "Graduation": (datetime(2028, 5, 1), "mmm-yy"),
        "Letters by": (datetime(2027, 8, 27), "d/m/yyyy"),
        "Waived": True,
        "Weeks": 4,
        "Letter ID": 12345678.0,
        "Service": "Wards",
    }
    load_book(book(row, **cells))
    assert office.told == []
    found = load(office.file("quill-ada")).application
    assert found.applicant.ids.aamc_id == "014123456"
    assert str(found.applicant.school.graduation) == "2028-05"
    assert str(found.applicant.targets[0].letters_by) == "2027-08-27"
    letter = found.writers[0].profile.letter
    assert (letter.letter_id, letter.waived, str(letter.deadline)) == (
        "12345678",
        True,
        "2027-09-15",
    )


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("=1+1", "LOR904"),
        ("=HYPERLINK(A1)", "LOR904"),
        (datetime(2027, 3, 1), "LOR905"),
        (time(9, 30), "LOR905"),
        (1234567890123456, "LOR905"),
    ],
)
def test_cells_that_a_spreadsheet_changed_are_told(office, row, load_book, value, code):
    load_book(book(row, **{"Letter ID": value}))
    assert office.places == [(code, 2, 17)]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1234567, "00000000", "01234567"),
        (1234567, "0000-0000", "0123-4567"),
        (123456789, "0000-0000", "12345-6789"),
        (1234567, "0000000;-0", "1234567"),
        (123, "0000000;-0", "0000123"),
        (0, "000;-0;00000", "00000"),
        (0, "000", "000"),
        (5551234, '"0"000-0000', "0555-1234"),
        (5551234, "[Red]\\(000\\)\\ 000\\-0000", "(000) 555-1234"),
        (123, "#00000", "00123"),
        (12345, '"MD"000-000', "MD012-345"),
        (12345, "General", "12345"),
        (12345, "#,##0", "12345"),
        (12345, "0.00", "12345"),
        (12345, "0000.00", "12345"),
        (12345, "[<=9999999]###-####;(###) ###-####", "12345"),
        (12345, '0" of them"', "12345"),
        (12345, "@", "12345"),
        (12345, "", "12345"),
    ],
)
def test_a_number_is_taken_with_the_zeros_that_are_shown(office, row, load_book, value, form, text):
    load_book(book(row, **{"Letter ID": (value, form)}))
    assert office.told == []
    assert load(office.file("quill-ada")).application.writers[0].profile.letter.letter_id == text


@pytest.mark.parametrize("form", ["0000000.0", "[<=99]0;0000-0000", '"0"General', "0,000,000"])
def test_zeros_that_are_not_understood_are_told(office, row, load_book, form):
    load_book(book(row, **{"Letter ID": (12345, form)}))
    assert office.places == [("LOR905", 2, 17)]
    assert "12345" not in office.out


def test_weeks_with_a_unit_are_a_number(office, row, load_book):
    assert load_book(book(row, Weeks=(4, '0" weeks"'), Service="Wards")).told == []


def test_an_error_of_the_spreadsheet_is_told(office, row, load_book):
    made = book(row)
    made.active["Q2"] = "#N/A"
    made.active["Q2"].data_type = "e"
    load_book(made)
    assert office.places == [("LOR904", 2, 17)]


def test_rows_keep_their_numbers(office, row, load_book):
    made = book(row)
    made.active.insert_rows(2, 3)
    made.active["R5"] = "soon"
    load_book(made)
    assert office.places == [("LOR118", 5, 18)]


def test_of_several_sheets_one_is_named(office, row, load_book):
    made = book(row)
    made.active.title = "Writers"
    made.create_sheet("Empty")
    assert load_book(made).told == []
    made.create_sheet("Notes")["A1"] = "call the dean"
    load_book(made)
    assert office.code == 2
    assert office.err == (
        "lorpack: roster.xlsx has several sheets: Writers, Empty, Notes\n"
        "  hint: say which: --sheet NAME\n"
    )
    assert load_book(made, "--sheet", "writers").code == 0
    load_book(made, "--sheet", "Wrtiers")
    assert (office.code, "has no sheet `Wrtiers`" in office.err) == (2, True)
    made["Notes"].sheet_state = "hidden"
    assert load_book(made).code == 0


def test_an_empty_workbook(office, load_book):
    load_book(Workbook())
    assert (office.code, "is empty" in office.err) == (4, True)


def rewritten(data: bytes, **parts: bytes | None) -> bytes:
    """The archive *data* with parts replaced (by a piece of their names) or added."""
    stream = io.BytesIO()
    left = dict(parts)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for entry in old.infolist():
            key = next((key for key in parts if key in entry.filename), None)
            content = old.read(entry) if key is None else left.pop(key)
            if content is not None:
                new.writestr(entry.filename, content)
        for name, content in left.items():
            new.writestr(name, content or b"")
    return stream.getvalue()


BOMB = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>"""
LOCAL = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>"""


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"xl/activeX/activeX1.bin": b"x"}, "macros"),
        ({"[Content_Types]": b'<Types ContentType="application/vnd.ms-excel.sheet.macroEnabled.main"/>'}, "macros"),
        ({"xl/workbook.xml": BOMB}, "document type"),
        ({"xl/sharedStrings.xml": LOCAL}, "document type"),
        ({"xl/sharedStrings.xml": LOCAL.decode().encode("utf-16")}, "document type"),
        ({"xl/sharedStrings.bin": LOCAL}, "document type"),
        ({"xl/theme": b'<?xml version="1.0" encoding="cp037"?><a/>'}, "UTF-8"),
        ({"xl/styles.xml": b" " * (5 << 20)}, "unpacks"),
        ({"xl/worksheets/sheet1.xml": b" " * (33 << 20)}, "unpacks"),
        ({"xl/worksheets/sheet1.xml": b"<row " * 2_000_000}, "damaged"),
        ({f"xl/x{n}.xml": b"" for n in range(1001)}, "unpacks"),
        ({"xl/workbook.xml": None}, "no Excel workbook"),
        ({"xl/workbook.xml": b"<workbook"}, "damaged"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}, "damaged"),
    ],
)  # fmt: skip
def test_workbooks_that_are_refused(office, row, load_book, parts, why):
    load_book(rewritten(saved(book(row)), **parts))
    assert office.code == 4
    assert why in office.err
    assert "root:" not in office.err
    assert not office.file("quill-ada").exists()


def test_an_archive_that_lies_about_its_sizes_is_refused(office, row, load_book):
    data = bytearray(rewritten(saved(book(row)), **{"xl/theme": b"<a>" + b"x" * 5000 + b"</a>"}))
    at = data.rfind(b"xl/theme")
    start = data.rfind(b"PK\x01\x02", 0, at)
    data[start + 24 : start + 28] = (7).to_bytes(4, "little")
    load_book(bytes(data))
    assert office.code == 4


@pytest.mark.parametrize("number", [b'<row r="2"', b'<row spans="1:2" r="1"', b'<row/><row r="3"'])
def test_rows_that_would_be_lost_are_told(office, row, load_book, number):
    made = book(row)
    made.active.append(["quill-ada"])
    with zipfile.ZipFile(io.BytesIO(saved(made))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'<row r="3"' in sheet
    sheet = sheet.replace(b'<row r="3"', number).replace(b'r="A3"', b"")
    load_book(rewritten(saved(made), **{"worksheets/sheet1.xml": sheet}))
    assert office.code == 4
    assert "its rows stand twice or out of order" in office.err
    assert not office.file("quill-ada").exists()


@pytest.mark.parametrize("size", [0.3, 0.9])
def test_half_a_workbook_is_refused(office, row, load_book, size):
    data = saved(book(row))
    load_book(data[: int(len(data) * size)])
    assert office.code == 4


def test_what_a_sheet_claims_about_its_size_is_not_believed(office, row, load_book):
    with zipfile.ZipFile(io.BytesIO(saved(book(row)))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    claimed = sheet.replace(b'ref="A1:R2"', b'ref="A1:XFD1048576"').replace(
        b'r="2"', b'r="1048576"'
    )
    assert claimed != sheet
    load_book(rewritten(saved(book(row)), **{"worksheets/sheet1.xml": claimed}))
    assert (office.code, "too many rows" in office.err) == (4, True)


def test_without_openpyxl_the_line_that_installs_it_is_told(office, row, load_book, monkeypatch):
    data = saved(book(row))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    load_book(data)
    assert office.code == 3
    assert office.err == (
        "lorpack: reading .xlsx needs the Python package openpyxl, which is not installed\n"
        '  hint: pip install "lorpack[roster]", or save the roster as CSV UTF-8\n'
    )


def test_openpyxl_reads_xml_with_defusedxml():
    from openpyxl.xml import DEFUSEDXML

    assert DEFUSEDXML
    assert workbook.MAX_SIZE == 32 << 20
