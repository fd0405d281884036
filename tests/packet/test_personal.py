"""A CV that gives away more than a reader needs is told while building."""

from io import BytesIO

import pikepdf


def altered(cv_pdf: bytes, line: str) -> bytes:
    with pikepdf.open(BytesIO(cv_pdf)) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(f"BT /F1 14 Tf 72 700 Td ({line}) Tj ET".encode())
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def codes(build, data):
    made = build(applicant={"cv": "documents/cv.pdf"}, documents={"documents/cv.pdf": data})
    return [
        (f.code, str(f.severity), f.place.file)
        for f in made.packet.findings
        if f.code.startswith("LOR6")
    ]


def test_a_birth_date_in_the_cv(build, cv_pdf):
    data = altered(cv_pdf, "Date of birth: 3 May 1998")
    assert codes(build, data) == [("LOR621", "warning", "applicant.yaml")]


def test_a_cv_without(build, cv_pdf):
    assert codes(build, cv_pdf) == []
