"""What a CV or statement gives away about the applicant."""

import pytest

from lorpack.documents.personal import document_identifiers


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Date of birth: 3 May 1998", "LOR621"), ("D.O.B. 1998-05-03", "LOR621"), ("Born on May 3, 1998", "LOR621"),
        ("DOB 03/05/1998", "LOR621"), ("SSN: 123-45-6789", "LOR622"), ("123-45-6789", "LOR622"),
        ("Aadhaar 1234 5678 9012", "LOR622"), ("Passport No. A01234567", "LOR623"),
        ("driver's license D1234567", "LOR623"),
        ("USCIS no. 123-456-789", "LOR623"), ("Account no. 000123456789", "LOR624"),
        ("DE89 3704 0044 0532 0130 00", "LOR624"),
        ("4111 1111 1111 1111", "LOR624"),
    ],
)  # fmt: skip
def test_found(text, code):
    assert [notice.code for notice in document_identifiers(f"Curriculum vitae\n{text}\n")] == [code]
    assert all(text not in notice.message for notice in document_identifiers(text))


@pytest.mark.parametrize(
    "text",
    [
        "Medical school 2018-2022", "AAMC ID 12345678", "+1 216-555-0110", "Visa status: J-1, visa required: yes",
        "J Hosp Med 2019;12(3):123-45", "Passport to Health 2021", "Account manager 2015", "BLS certificate 2024",
        "ORCID 0000-0002-1825-0097", "USMLE Step 1 230, 12 May 2024", "birthday cake baker",
    ],
)  # fmt: skip
def test_silent(text):
    assert document_identifiers(text) == []
