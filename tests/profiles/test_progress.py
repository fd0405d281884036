"""``progress.yaml`` as people and power losses leave it."""

import pytest

from lorpack.advice.check import check
from lorpack.profiles.journal import parse_journal
from lorpack.profiles.load import load

LINES = (
    "# my letters\n"
    "- {on: 2027-06-01, writer: chen, event: asked, how: in_person, note: 'after rounds: quick'}\n"
    "- {on: 2027-06-02, writer: chen, event: agreed, by: 2027-08-20}\n"
    "- {on: 2027-06-03, writer: chen, event: packet_sent}\n"
)


def parsed(text, writers=("chen", "diaz")):
    return parse_journal(text.encode() if isinstance(text, str) else text, set(writers))


def told(journal):
    return [(str(one.on), one.writer, str(one.event)) for one in journal.entries]


def test_entries_in_the_order_of_the_file():
    journal = parsed(LINES)
    assert not journal.findings
    assert [str(one.event) for one in journal.entries] == ["asked", "agreed", "packet_sent"]
    assert journal.entries[0].note == "after rounds: quick"
    assert str(journal.entries[1].place) == "progress.yaml:3:3"


def test_a_person_may_write_blocks():
    text = "- on: 2027-06-01\n  writer: chen\n  event: asked\n-   {on: 2027-06-02, writer: diaz, event: asked}\n"
    assert told(parsed(text)) == [
        ("2027-06-01", "chen", "asked"),
        ("2027-06-02", "diaz", "asked"),
    ]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\n\n"])
def test_an_empty_log_is_a_log(text):
    assert parsed(text) == parsed("")
    assert not parsed(text).findings


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("- {on: 2027-06-05, writer: chen, event: askd}", "LOR119", "asked"),
        ("- {on: 2027-06-05, writer: cehn, event: asked}", "LOR405", "did you mean `chen`"),
        ("- {on: 2027-13-05, writer: chen, event: asked}", "LOR", ""),
        ("- {on: 2027-06-05, writer: chen, event: asked, whn: x}", "LOR115", ""),
        ("- {writer: chen, event: asked}", "LOR116", "on"),
        ("- asked chen", "LOR", ""),
        ("-", "LOR", ""),
    ],
)
def test_a_wrong_entry_is_told_and_all_others_are_kept(line, code, words):
    journal = parsed(LINES + line + "\n- {on: 2027-06-09, writer: diaz, event: asked}\n")
    assert len(journal.entries) == 4
    (finding,) = journal.findings
    assert finding.code.startswith(code)
    assert finding.place.line == 5
    assert words in finding.message + finding.hint


def test_a_promise_before_the_yes_and_a_day_without_a_promise():
    text = LINES.replace("by: 2027-08-20", "by: 2026-08-20") + (
        "- {on: 2027-06-05, writer: chen, event: reminded, by: 2027-07-01}\n"
    )
    assert [one.code for one in parsed(text).findings] == ["LOR406", "LOR406"]


def test_a_torn_last_line_is_told_wherever_it_breaks_and_the_rest_is_kept():
    whole = LINES.encode()
    start = whole.rindex(b"- {")
    for cut in range(start + 1, len(whole) - 2):
        journal = parsed(whole[:cut])
        assert told(journal) == told(parsed(LINES))[:2], whole[:cut]
        assert len(journal.findings) == 1, whole[:cut]
        assert journal.findings[0].place.line == 4


def test_zeros_at_the_end_are_told_and_everything_is_kept():
    journal = parsed(LINES.encode() + b"\0" * 300)
    assert len(journal.entries) == 3
    assert [one.code for one in journal.findings] == ["LOR404"]


def test_damage_in_the_middle_is_not_taken_for_a_torn_end():
    journal = parsed(LINES.replace("by: 2027-08-20}", "by: 2027-08-20"))
    assert journal.entries == ()
    assert journal.findings
    assert not journal.torn


def test_another_shape_is_told():
    (finding,) = parsed("chen: asked\n").findings
    assert finding.code == "LOR111"
    assert "one entry a line" in finding.message


def test_the_application_has_its_log_and_check_its_findings(make_application):
    folder = make_application()
    (folder / "progress.yaml").write_text(
        LINES.replace("- {on: 2027-06-02, writer: chen, event: agreed, by: 2027-08-20}\n", "")
        + "- {on: 2027-06-05, writer: chen, event: reminded}\n"
    )
    application = load(folder).application
    assert [str(one.event) for one in application.log] == ["asked", "packet_sent", "reminded"]
    (finding,) = [one for one in check(folder) if one.code.startswith("LOR4")]
    assert finding.code == "LOR407"
    assert "they have not agreed yet" in finding.message
    assert str(finding.place) == "progress.yaml:4:3"
