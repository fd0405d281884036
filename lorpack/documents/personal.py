"""The applicant's own numbers that a document gives away (DOMAIN.md A12, R18)."""

import re

from lorpack.findings import Notice

_DATE = (
    r"(?:\d{1,4}[/. -]\d{1,2}[/. -]\d{2,4}|\d{1,2}(?:st|nd|rd"
    r"|th)?[ -]?[A-Za-z]{3,9}\.?,?[ -]?\d{2,4}"
    r"|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{2,4})"
)
_AFTER = r"[\s:.#=|(-]{0,6}(?:(?i:no|nr|num|number|id|card|is)\b[\s:.#=|-]{0,4}){0,3}"
_REMEDY = "make a copy of the document without it; a letter writer has no use for it"
_PATTERNS: tuple[tuple[str, str, str], ...] = (
    (
        "LOR621",
        "a date of birth",
        rf"\b(?:(?i:date of birth|birth ?date|d\.\s?o\.\s?b\b\.?|born(?: on)?|birthday"
        rf"|né\(?e?\)? le)|DOB){_AFTER}{_DATE}",
    ),
    (
        "LOR622",
        "a social security or national number",
        r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"
        rf"|\b(?:SSN|SIN|NINO|(?i:social security|social insurance|national insurance|aadhaar"
        rf"|national id(?:entity)?|CNIC|NIN)){_AFTER}[A-Z]{{0,3}}\d[\d -]{{5,18}}",
    ),
    (
        "LOR623",
        "a passport, visa or driver's licence number",
        rf"\b(?i:passport|visa|green card|alien registration|uscis|sevis"
        rf"|driver['’]?s?\s?licen[cs]e|driving licen[cs]e"
        rf"|i-94){_AFTER}(?=[A-Z0-9 -]{{0,12}}\d{{3}})[A-Z]{{0,3}}[ -]?\d[A-Z0-9-]{{4,14}}",
    ),
    (
        "LOR624",
        "a bank account or card number",
        rf"\b(?:IBAN\b[\s:]{{0,4}}|(?i:(?:bank )?account|acct|a/c|routing|sort code|swift"
        rf"|IFSC){_AFTER})(?=[A-Z0-9 -]{{0,20}}\d{{3}})[A-Z]{{0,4}}\d[A-Z0-9 -]{{4,30}}"
        r"|(?<![\w-])[A-Z]{2}\d{2}(?: [A-Z0-9]{4}){3,7}(?!\w)"
        r"|(?<![\w-])[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?![\w-])",
    ),
)
_COMPILED = tuple((code, what, re.compile(pattern)) for code, what, pattern in _PATTERNS)


def document_identifiers(text: str) -> list[Notice]:
    """What the *text* of a CV or statement gives away about the applicant: a warning a kind.

    Pure; the words themselves are not repeated. An aid and no certification.
    """
    return [
        Notice(code, f"the document shows {what}", _REMEDY)
        for code, what, pattern in _COMPILED
        if pattern.search(text)
    ]
