"""A class of made-up applicants, for timing: every one a person of their own, with a CV of 2 to 4 pages."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf

from benchmarks.measure import SAMPLE, SAMPLES

_FIRST = ("Ada", "Bao", "Chidi", "Dana", "Emre", "Farah", "Goran", "Hana", "Ivo", "Jun")
_LAST = (
    "Adeyemi",
    "Bakker",
    "Castillo",
    "Dvorak",
    "Eriksen",
    "Fontaine",
    "Gupta",
    "Haas",
    "Ivanov",
    "Jokinen",
)
_SYLLABLES = ("ba", "do", "ki", "lu", "me", "na", "po", "ri", "su", "ta")


def make_class(folder: Path, applications: int, writers: int = 4) -> None:
    """Write so many applications below *folder*, each with so many letter writers of its own."""
    cvs = list(_cvs())
    chosen = sorted((SAMPLE / "writers").glob("*.yaml"))[:writers]
    for number in range(applications):
        own = folder / f"applicant-{number:05d}"
        (own / "writers").mkdir(parents=True)
        shutil.copytree(SAMPLE / "documents", own / "documents")
        (own / "documents" / "cv.pdf").write_bytes(cvs[number % len(cvs)])
        _rename(SAMPLE / "applicant.yaml", own / "applicant.yaml", number)
        for writer in chosen:
            _rename(writer, own / "writers" / writer.name, number)


def _cvs() -> Iterator[bytes]:
    """CVs of two, three and four pages, from the pages of the samples' CVs."""
    with (
        pikepdf.open(SAMPLES / "amara-okafor" / "documents" / "cv.pdf") as first,
        pikepdf.open(SAMPLES / "nolan-brightwater" / "documents" / "cv.pdf") as second,
    ):
        for pages in (2, 3, 4):
            with pikepdf.new() as made:
                made.pages.extend([*first.pages, *second.pages][:pages])
                out = BytesIO()
                made.save(out, deterministic_id=True)
                yield out.getvalue()


def _rename(source: Path, target: Path, number: int) -> None:
    """Copy a profile to another person: names, IDs, mail addresses and Letter IDs of their own."""
    given, family = _FIRST[number % 10], _LAST[number // 10 % 10]
    if number >= 100:
        family += "".join(_SYLLABLES[int(digit)] for digit in str(number // 100))
    text = source.read_text(encoding="utf-8")
    for old, new in (("Amara", given), ("Okafor", family), ("okafor", family.lower())):
        text = text.replace(old, new)
    text = re.sub(
        r"\b(\d{4})(\d{4})\b", lambda found: f"{int(found[1]) % 100:02d}{number:06d}", text
    )
    text = re.sub(r"(letter_id: *\"?[A-Z]+)-?[\w-]*", rf"\g<1>-{number:05d}-{source.stem}", text)
    target.write_text(text, encoding="utf-8")
