"""Documents that a check can tell are wrong without opening a PDF."""

import pytest

from lorpack.advice.check import check


def codes(folder, *wanted):
    return [(f.code, f.place.file) for f in check(folder) if f.code in wanted]


def test_one_request_form_for_two_writers(make_application):
    form = {"letter": {"request_form": "documents/form.pdf"}}
    folder = make_application(
        writers={"chen": form, "diaz": form}, documents={"documents/form.pdf": b"%PDF-1"}
    )
    assert codes(folder, "LOR757") == [("LOR757", "writers/diaz.yaml")]


def test_a_request_form_each(make_application):
    folder = make_application(
        writers={
            "chen": {"letter": {"request_form": "documents/a.pdf"}},
            "diaz": {"letter": {"request_form": "documents/b.pdf"}},
        },
        documents={"documents/a.pdf": b"%PDF-1", "documents/b.pdf": b"%PDF-1"},
    )
    assert codes(folder, "LOR757") == []


def target(id, specialty, statement):
    return {
        "id": id,
        "specialty": specialty,
        "portal": "eras",
        "statement": f"documents/{statement}",
    }


@pytest.mark.parametrize(
    "text",
    [
        "I hope for a residency in Diagnostic Radiology.",
        "Since then I have applied to programs in diagnostic radiology.",
        "After a month of plain films I chose a career in Pediatrics.",
    ],
)
def test_a_statement_for_another_specialty(make_application, text):
    folder = make_application(
        applicant={"targets": [target("im", "Internal Medicine", "im.md"),
                               target("dr", "Diagnostic Radiology", "dr.md")]},
        documents={"documents/im.md": text.encode(),
                   "documents/dr.md": b"I look forward to training in diagnostic radiology."},
    )  # fmt: skip
    assert codes(folder, "LOR761") == [("LOR761", "documents/im.md")]


@pytest.mark.parametrize(
    "text",
    [
        "Internal medicine came late: I first chose a residency in Diagnostic Radiology.",
        "The dermatology clinic was loud. I like long stories.",
        "My father was a radiologist.",
        "Nothing here names a specialty.",
        "I trained as a nurse in neurology wards of four hospitals before medicine.",
    ],
)
def test_a_statement_that_may_well_be_meant(make_application, text):
    folder = make_application(
        applicant={"targets": [target("im", "Internal Medicine", "im.md")]},
        documents={"documents/im.md": text.encode()},
    )
    assert codes(folder, "LOR761") == []


def test_the_writers_own_version_is_compared_with_the_writers_target(make_application):
    folder = make_application(
        applicant={"targets": [target("im", "Internal Medicine", "im.md"),
                               target("dr", "Diagnostic Radiology", "dr.md")]},
        writers={"chen": {"target": "dr", "statement": "documents/chen.md"}},
        documents={"documents/im.md": b"Internal medicine it is.",
                   "documents/dr.md": b"Diagnostic radiology it is.",
                   "documents/chen.md": b"I hope for a residency in internal medicine."},
    )  # fmt: skip
    assert codes(folder, "LOR761") == [("LOR761", "documents/chen.md")]


def found(folder, *wanted):
    return [
        (f.code, str(f.severity), f.message, f.hint, f.place.file, f.writer)
        for f in check(folder)
        if f.code in wanted
    ]


SAVE_AS = (
    "in Word: File > Save As (or Export) > PDF; in Google Docs: File > Download > PDF Document"
)
FROM_ITS_PROGRAM = "export it as PDF from the program that made it"


@pytest.mark.parametrize(
    ("data", "what", "hint"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document", SAVE_AS),
        (b"PK\x03\x04 word/document.xml", "a Word document", SAVE_AS),
        (b"{\\rtf1", "no PDF", SAVE_AS),
        (b"<html>", "a web page", FROM_ITS_PROGRAM),
        (b"\xff\xd8\xff", "no PDF", FROM_ITS_PROGRAM),
        (b"words", "no PDF", FROM_ITS_PROGRAM),
    ],
)
def test_what_is_no_pdf_is_told_with_the_way_to_one(make_application, data, what, hint):
    form = {"letter": {"request_form": "documents/form.pdf"}}
    folder = make_application(
        applicant={"cv": "documents/cv.pdf"},
        writers={"chen": form},
        documents={"documents/cv.pdf": data, "documents/form.pdf": data},
    )
    assert found(folder, "LOR713") == [
        ("LOR713", "error", f"documents/{name}.pdf is {what}; a PDF is wanted here", hint, file, writer)
        for name, file, writer in (("cv", "applicant.yaml", ""), ("form", "writers/chen.yaml", "chen"))
    ]  # fmt: skip


def test_every_document_that_is_named_is_looked_at(make_application):
    item = {"title": "Certificate", "file": "documents/page.pdf"}
    folder = make_application(
        applicant={
            "photo": "documents/page.pdf",
            "documents": [item],
            "targets": [target("im", "Internal Medicine", "page.pdf")],
        },
        writers={"chen": {"statement": "documents/page.pdf", "attachments": [item]}},
        documents={"documents/page.pdf": b"<html>"},
    )
    places = [(f.code, str(f.place).split(":")[0], f.place.excerpt.strip()) for f in check(folder)
              if f.code in ("LOR713", "LOR741")]  # fmt: skip
    assert sorted((code, file) for code, file, _ in places) == [
        ("LOR713", "applicant.yaml"),
        ("LOR713", "applicant.yaml"),
        ("LOR713", "writers/chen.yaml"),
        ("LOR713", "writers/chen.yaml"),
        ("LOR741", "applicant.yaml"),
    ]
    (photo,) = found(folder, "LOR741")
    assert photo[2:4] == (
        "documents/page.pdf is no JPEG, PNG or WebP picture",
        "export the photo as JPEG or PNG",
    )


def test_a_document_that_cannot_be_taken_is_told_with_its_name_and_one_that_is_not_there_once(
    make_application,
):
    folder = make_application(
        applicant={"cv": "documents/cv.pdf", "photo": "documents/photo.jpg"},
        documents={"documents/cv.pdf": b""},
    )
    assert [one[:3] for one in found(folder, "LOR705")] == [
        ("LOR705", "error", "documents/cv.pdf is empty (0 bytes).")
    ]
    assert len(found(folder, "LOR701")) <= 1


def test_a_font_that_is_none_is_told_where_it_is_named(make_application):
    folder = make_application(
        settings={"fonts": ["fonts/good.ttf", "fonts/bad.ttf"]},
        documents={"fonts/bad.ttf": b"no font", "fonts/good.ttf": b""},
    )
    told = found(folder, "LOR705", "LOR754")
    assert [(one[0], one[1], one[4]) for one in told] == [
        ("LOR705", "error", "lorpack.yaml"),
        ("LOR754", "error", "lorpack.yaml"),
    ]
    assert told[1][2].startswith("fonts/bad.ttf: this is no font that can be used (")
    assert told[1][3] == "name a .ttf or .otf file"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("documents/cv.pdf", "cv"),
        ("documents/Ada_Quill_CV_2027.pdf", "cv"),
        ("Resume.pdf", "cv"),
        ("documents/photo.JPG", "photo"),
        ("documents/personal-statement.docx", "statement"),
        ("documents/discover.pdf", ""),
        ("documents/cv.tex", ""),
    ],
)
def test_a_document_that_lies_there_and_is_named_nowhere_is_told(make_application, name, key):
    folder = make_application(documents={name: b"%PDF-1.7"})
    found = [finding for finding in check(folder) if finding.code == "LOR762"]
    assert [finding.hint.split()[1] for finding in found] == ([f"{key}:"] if key else [])
    assert all(name in finding.message for finding in found)


def test_a_document_that_is_named_is_not_told(make_application):
    folder = make_application(
        applicant={"cv": "documents/paper.pdf", "documents": [{"title": "A", "file": "cv.pdf"}]},
        documents={"documents/paper.pdf": b"%PDF-1.7", "cv.pdf": b"%PDF-1.7"},
    )
    assert "LOR762" not in {finding.code for finding in check(folder)}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"In \x93Room 204\x94.\n", "LOR731"),
        (b"{\\rtf1 My statement}", "LOR733"),
        (b"x" * 100_001, "LOR734"),
        (b"a\x07b", "LOR735"),
        (b" \n\n", "LOR705"),
        (b"# Personal statement\n\n", "LOR705"),
    ],
)
def test_a_statement_that_cannot_be_taken_is_told_where_it_is_named(make_application, data, code):
    folder = make_application(
        applicant={"targets": [target("im", "Internal Medicine", "s.md")]},
        documents={"documents/s.md": data},
    )
    (found,) = [one for one in check(folder) if one.code.startswith("LOR7")]
    assert (found.code, found.place.file) == (code, "applicant.yaml")
    assert found.place.line
    assert found.message.count("documents/s.md") == 1


def test_a_statement_in_html_is_searched_as_it_is_printed(make_application):
    folder = make_application(
        applicant={"targets": [target("im", "Internal Medicine", "s.md")]},
        documents={"documents/s.md": b"<html><p>The patient in Room 204, MRN 12345678</p></html>"},
    )
    assert "LOR602" in {one.code for one in check(folder)}


def test_a_font_of_the_office_is_told_in_its_file(make_application, tmp_path):
    folder = make_application("class/quill", documents={"documents/cv.pdf": b"%PDF-1"})
    (folder.parent / "lorpack.yaml").write_text("fonts: [documents/cv.pdf]\n")
    (found,) = [one for one in check(folder) if one.code == "LOR754"]
    assert str(found.place) == "../lorpack.yaml:1:9"
