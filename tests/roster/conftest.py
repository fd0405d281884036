"""Rosters made for tests, imported through the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lorpack.cli import main

ROW = {
    "Applicant ID": "quill-ada",
    "First name": "Ada",
    "Last name": "Quill",
    "Background": "US MD",
    "Email": "ada.quill@example.org",
    "AAMC ID": "014123456",
    "Medical school": "Fernleigh College of Medicine",
    "Season": "2028",
    "Specialty": "Internal Medicine",
    "Portal": "ERAS",
    "Writer first name": "Mei",
    "Writer last name": "Chen",
    "Role": "attending",
    "Relationship": "clinical",
    "Institution": "Invented Harbor Hospital",
    "Writer email": "mei.chen@example.org",
    "Letter ID": "LTR-0042",
    "Letter deadline": "2027-09-15",
}


class Office:
    """A folder with a roster, and what importing it said last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.roster = folder / "roster.csv"
        self.code = 0
        self.out = self.err = ""
        self.told: list[dict] = []
        self.applications: list[dict] = []

    def rows(self, *changes: dict, header: dict | None = None, **options) -> "Office":
        """Write a roster whose rows are the usual one with *changes*, and import it."""
        rows = [ROW | (header or {}) | one for one in changes or ({},)]
        names = list(dict.fromkeys(name for row in rows for name in row))
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(names)
        writer.writerows([[row.get(name, "") for name in names] for row in rows])
        return self.text(stream.getvalue(), **options)

    def text(self, content: str | bytes, **options) -> "Office":
        """Write *content* as the roster, and import it."""
        data = content if isinstance(content, bytes) else content.encode()
        self.roster.write_bytes(data)
        return self.run(**options)

    def run(self, *args: str, roster: Path | None = None) -> "Office":
        """Import the roster as it is."""
        call = ["import", str(roster or self.roster), *args, "--format", "json"]
        result = CliRunner().invoke(main, call)
        assert "Traceback" not in result.output
        assert "unexpected" not in result.stderr, result.stderr
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr
        report = json.loads(result.stdout) if result.stdout else {}
        self.told = report.get("findings", [])
        self.applications = report.get("applications", [])
        self.left_out = report.get("left_out", [])
        return self

    @property
    def codes(self) -> list[str]:
        return [one["code"] for one in self.told]

    @property
    def places(self) -> list[tuple]:
        """Code, row and column (from 1) of every finding."""
        return [(one["code"], one["line"], one["column"]) for one in self.told]

    def file(self, name: str) -> Path:
        return self.folder / name

    def read(self, name: str) -> str:
        return self.file(name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        self.file(name).write_text(text.replace(old, new), encoding="utf-8")

    def bytes(self) -> dict[str, bytes]:
        """Every file below the folder."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def office(tmp_path, monkeypatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path)


@pytest.fixture
def row() -> dict:
    return dict(ROW)
