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
