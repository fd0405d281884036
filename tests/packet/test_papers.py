"""Documents that are not what the packet is for are told while it is built."""

from io import BytesIO
from random import Random

import pikepdf
import pytest


def with_text(pdf: bytes, lines: list[str], changed: str = "") -> bytes:
    """The PDF with a first page of these lines, last changed on a day (YYYYMMDD)."""
    content = "".join(
        f"BT /F1 12 Tf 72 {700 - 20 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines)
    )
    with pikepdf.open(BytesIO(pdf)) as document:
        document.pages[0].Contents = document.make_stream(content.encode())
        if changed:
            document.docinfo["/ModDate"] = f"D:{changed}120000Z"
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def codes(made, *wanted):
    return [f.code for f in made.packet.findings if f.code in wanted]


FORM = ["Letter Request Form", "ERAS 2027", "Letter ID OTHER99X", "Author: Ines Haddad", "Right: not waived",
        "Please compare the name with that in the request email."]  # fmt: skip


def test_a_request_form_for_someone_else(build, cv_pdf):
    made = build(
        writers={
            "chen": {
                "letter": {
                    "request_form": "documents/form.pdf",
                    "letter_id": "LTR9",
                    "waived": "true",
                }
            }
        },
        documents={"documents/form.pdf": with_text(cv_pdf, FORM)},
    )
    found = codes(made, "LOR755", "LOR756", "LOR758", "LOR759")
    assert found == ["LOR755", "LOR756", "LOR758", "LOR758", "LOR759"]
    places = {(f.place.file, f.place.line > 0) for f in made.packet.findings if f.code == "LOR756"}
    assert places == {("writers/chen.yaml", True)}


@pytest.mark.parametrize(
    ("changed", "found"), [("20270101", ["LOR760"]), ("20270501", []), ("", [])]
)
def test_the_age_of_the_cv_on_the_day_of_asking(build, cv_pdf, changed, found):
    made = build(
        applicant={"cv": "documents/cv.pdf"},
        documents={
            "documents/cv.pdf": with_text(cv_pdf, ["Curriculum vitae"], changed),
            "progress.yaml": b"- {on: 2027-06-01, writer: chen, event: asked}\n",
        },
    )
    assert codes(made, "LOR760") == found


def test_an_old_cv_before_anyone_is_asked(build, cv_pdf):
    cv = with_text(cv_pdf, ["Curriculum vitae"], "20200101")
    made = build(applicant={"cv": "documents/cv.pdf"}, documents={"documents/cv.pdf": cv})
    assert codes(made, "LOR760") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("I chose a residency in dermatology at school.", ["LOR761"]),
        ("Dermatology was fun; internal medicine is my field.", []),
    ],
)
def test_a_statement_as_pdf_for_another_specialty(build, cv_pdf, line, found):
    target = {
        "id": "im",
        "specialty": "Internal Medicine",
        "portal": "eras",
        "statement": "documents/ps.pdf",
    }
    made = build(
        applicant={"targets": [target]}, documents={"documents/ps.pdf": with_text(cv_pdf, [line])}
    )
    assert codes(made, "LOR761") == found


def test_a_packet_that_no_mail_takes(build, cv_pdf):
    with pikepdf.open(BytesIO(cv_pdf)) as document:
        picture = document.make_stream(Random(1).randbytes(900 * 900))
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width = picture.Height = 900
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        document.pages[0].Resources.XObject = pikepdf.Dictionary(Im=picture)
        document.pages[0].Contents = document.make_stream(b"q 500 0 0 500 50 200 cm /Im Do Q")
        out = BytesIO()
        document.save(out, compress_streams=False)
    made = build(
        applicant={"cv": "documents/cv.pdf"},
        documents={"documents/cv.pdf": out.getvalue()},
        settings={"mail": {"limit_mb": "1"}},
    )
    assert codes(made, "LOR523") == ["LOR523"]
    light = build(applicant={"cv": "documents/cv.pdf"}, documents={"documents/cv.pdf": cv_pdf})
    assert codes(light, "LOR523") == []
