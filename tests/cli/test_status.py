"""``lorpack status``: whole transcripts, and what is kept between calls."""

import csv
import io
import json
import os
import stat
from pathlib import Path

import pytest

from lorpack.schedule import keeping

LOG = """\
- {on: 2027-02-23, writer: chen, event: asked, how: in_person}
"""
WRITER = """\
name:
  given: Bo
  family: %s
role: attending
relationship: [clinical]
"""


@pytest.fixture
def asked(application):
    """The small application, with a letter that was asked for."""
    (application / "progress.yaml").write_text(LOG, encoding="utf-8")
    return application


def add_writer(folder: Path, name: str, family: str) -> None:
    (folder / "writers" / f"{name}.yaml").write_text(WRITER % family, encoding="utf-8")


def kept() -> list[Path]:
    return sorted(Path(os.environ["XDG_CACHE_HOME"]).rglob("*.json"))


def test_a_letter_without_an_answer(lorpack, transcript, asked):
    """The days that have passed are counted, and the next step stands beside."""
    out = """\
    ada  Ada Example · 1 letter: 1 asked
      writer    where it stands      asked / due       next
      Dr. Chen  no reply for 9 days  asked 2027-02-23  2027-03-04  follow up
    """
    err = """\
    1 letter: 1 asked in 1 application
    next: `lorpack today` says what to do
    """
    transcript(lorpack("status", "ada", "--today", "2027-03-04"), 0, out, err)


def test_overdue_is_counted_too(lorpack, asked):
    with (asked / "progress.yaml").open("a", encoding="utf-8") as log:
        log.write("- {on: 2027-03-01, writer: chen, event: agreed, by: 2027-08-20}\n")
        log.write("- {on: 2027-03-01, writer: chen, event: packet_sent}\n")
    out = lorpack("status", "ada", "--today", "2027-08-23").stdout
    assert "overdue by 3 days" in out
    assert "by 2027-08-20" in out


def test_wide_characters_keep_the_columns_and_no_line_is_too_long(lorpack, asked):
    add_writer(asked, "zhang", "张伟")
    add_writer(asked, "long", "A-very-long-family-name-indeed")
    lines = lorpack("status", "ada", "--today", "2027-03-04").stdout.splitlines()
    assert any(line.startswith("  Dr. 张伟         not asked yet") for line in lines)
    assert any("A-very-lon…" in line for line in lines)
    assert max(map(len, lines)) <= 80


def test_a_cohort_with_a_broken_application_shows_the_others(lorpack, asked):
    broken = asked.parent / "ben"
    broken.mkdir()
    (broken / "applicant.yaml").write_text("name: [", encoding="utf-8")
    result = lorpack("status", ".", "--today", "2027-03-04")
    assert result.exit_code == 1
    assert result.stdout.startswith("ada  Ada Example")
    assert "ben: 1 error in its files, so it is not shown\n" in result.stderr
    assert "not done: 1 application with errors: see `lorpack check`\n" in result.stderr


def test_a_broken_writer_is_named_and_the_rest_shown(lorpack, asked):
    (asked / "writers" / "bad.yaml").write_text("role: nobody\n", encoding="utf-8")
    result = lorpack("status", "ada", "--today", "2027-03-04")
    assert result.exit_code == 1
    assert "Dr. Chen" in result.stdout
    assert "so it is without bad" in result.stderr


def test_a_missing_document_is_nothing_to_the_dates(lorpack, asked):
    with (asked / "applicant.yaml").open("a", encoding="utf-8") as file:
        file.write("cv: documents/cv.pdf\n")
    assert lorpack("status", "ada", "--today", "2027-03-04").exit_code == 0


def test_json(lorpack, asked):
    shown = json.loads(lorpack("status", "ada", "--today", "2027-03-04", "--format", "json").stdout)
    (application,) = shown["applications"]
    (letter,) = application["letters"]
    assert shown["today"] == "2027-03-04"
    assert letter["stage"] == "asked"
    assert letter["words"] == "no reply for 9 days"
    assert letter["next_on"] == "2027-03-04"
    assert letter["uploaded"] is None


def test_csv_holds_one_row_a_letter_and_no_formula(lorpack, asked):
    text = (asked / "applicant.yaml").read_text(encoding="utf-8")
    evil = text.replace("family: Example", 'family: "X"\n  full: "=1+2"')
    (asked / "applicant.yaml").write_text(evil, encoding="utf-8")
    out = lorpack("status", "ada", "--today", "2027-03-04", "--format", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["applicant"] == "'=1+2"
    assert (row["application"], row["writer"], row["asked"]) == ("ada", "chen", "2027-02-23")


def test_an_empty_folder_is_an_unreadable_input(lorpack, tmp_path):
    assert lorpack("status", str(tmp_path)).exit_code == 4


def test_the_second_call_reads_no_profile(lorpack, asked, monkeypatch):
    first = lorpack("status", "ada", "--today", "2027-03-04")
    monkeypatch.setattr("lorpack.profiles.load.load", None)
    again = lorpack("status", "ada", "--today", "2027-03-04")
    assert again.exit_code == 0
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)


def test_what_is_kept_is_for_this_user_only(lorpack, asked):
    lorpack("status", "ada", "--today", "2027-03-04")
    (file,) = kept()
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "progress.yaml").unlink(),
        lambda folder: add_writer(folder, "new", "New"),
        lambda folder: (folder / "lorpack.yaml").write_text("reminders: {no_reply_days: 20}\n"),
        lambda folder: (folder / "writers" / "chen.yaml").write_text(WRITER % "Chan"),
    ],
)
def test_any_change_is_seen_at_once(lorpack, asked, change):
    before = lorpack("status", "ada", "--today", "2027-03-04").stdout
    info = (asked / "writers" / "chen.yaml").stat()
    change(asked)
    os.utime(asked / "writers" / "chen.yaml", ns=(info.st_atime_ns, info.st_mtime_ns))
    assert lorpack("status", "ada", "--today", "2027-03-04").stdout != before


def test_another_day_is_another_status(lorpack, asked):
    lorpack("status", "ada", "--today", "2027-03-04")
    assert "no reply for 10 days" in lorpack("status", "ada", "--today", "2027-03-05").stdout


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", None])
def test_a_damaged_cache_costs_time_only(lorpack, asked, damage):
    first = lorpack("status", "ada", "--today", "2027-03-04")
    (file,) = kept()
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"Dr. Chen", b"Dr. Evil") if damage is None else damage)
    again = lorpack("status", "ada", "--today", "2027-03-04")
    assert (again.exit_code, again.stdout) == (0, first.stdout)
    assert file.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_no_error(lorpack, asked, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert lorpack("status", "ada", "--today", "2027-03-04").exit_code == 0


def test_a_link_is_never_kept(asked):
    (asked / "progress.yaml").rename(asked / "log.yaml")
    (asked / "progress.yaml").symlink_to("log.yaml")
    from datetime import date

    assert keeping.fingerprint(asked, date(2027, 3, 4)) == ""


def test_an_answer_that_nobody_would_give_any_more_does_not_come_next(lorpack, application):
    (application / "progress.yaml").write_text(
        "- {on: 2027-06-01, writer: chen, event: asked}\n"
        "- {on: 2027-06-10, writer: chen, event: declined}\n",
        encoding="utf-8",
    )
    soon = lorpack("status", "ada", "--today", "2027-06-12").stdout
    assert soon.splitlines()[-1].endswith("2027-06-12  answer")
    later = lorpack("status", "ada", "--today", "2027-08-01").stdout
    assert later.splitlines()[-1].endswith("asked 2027-06-01")
