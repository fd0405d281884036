"""``progress.yaml``: what is read, what is told, and what is kept when something is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorpack.batch.inputs import digest_of
from lorpack.findings import Place, Severity
from lorpack.profiles.folders import supplied_files
from lorpack.profiles.journal import parse_journal
from lorpack.profiles.load import load
from lorpack.profiles.progress import Event, How, LogEntry
from lorpack.report import render_text

WRITERS = ("chen", "patel")
ASKED = "- {on: 2027-06-01, writer: chen, event: asked, how: in_person, note: after rounds}\n"
AGREED = "- {on: 2027-06-05, writer: chen, event: agreed, by: 2027-08-20}\n"
UPLOADED = '- {on: 2027-08-18, writer: chen, event: uploaded, note: "Größe: 名前 } ok"}\n'


def read(text):
    data = text if isinstance(text, bytes) else text.encode()
    journal = parse_journal(data, WRITERS)
    return [entry.event.value for entry in journal.entries], [
        (one.place.line, one.place.column, one.code) for one in journal.findings
    ]


def message(text):
    (finding,) = parse_journal(text.encode(), WRITERS).findings
    return finding.message, finding.hint


def test_entries_are_kept_in_the_order_of_the_file():
    text = AGREED + ASKED
    journal = parse_journal(text.encode(), WRITERS)
    assert journal.findings == ()
    assert journal.entries == (
        LogEntry(
            date(2027, 6, 5), "chen", Event.AGREED,
            Place("progress.yaml", 1, 3, 61, AGREED.rstrip()), by=date(2027, 8, 20),
        ),
        LogEntry(
            date(2027, 6, 1), "chen", Event.ASKED,
            Place("progress.yaml", 2, 3, 80, ASKED.rstrip()), how=How.IN_PERSON,
            note="after rounds",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "- on: 2027-06-01\n  writer: chen\n  event: asked\n  note: |\n    after rounds\n",
        "# the log\n\n- {on: 2027-06-01, writer: chen, event: asked}  # by the stairs\n",
        "[{on: 2027-06-01, writer: chen, event: asked}]",
        "---\n  - {on: 2027-06-01, writer: chen, event: asked}",
        ASKED.replace("\n", "\r\n"),
        b"\xef\xbb\xbf" + ASKED.encode(),
        ASKED.encode("utf-16"),
    ],
)
def test_a_person_may_write_it_in_any_style_of_yaml(text):
    assert read(text) == (["asked"], [])


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "[]\n"])
def test_an_empty_log_is_none(text):
    assert read(text) == ([], [])


@pytest.mark.parametrize(
    ("line", "column", "code", "words", "hint"),
    [
        ("- {on: 2027-06-02, writer: chen, event: agred}", 41, "LOR119",
         "`event`: `agred` is not one of the choices", "did you mean `agreed`?"),
        ("- {on: 2027-6-2, writer: chen, event: agreed}", 8, "LOR118",
         "`on`: 2027-6-2 is not a date", "write 2027-06-02"),
        ("- {on: 2027-06-02, writer: chen, event: agreed, bye: 2027-08-01}", 49, "LOR115",
         "unknown key `bye`", "did you mean `by`?"),
        ("- {on: 2027-06-02, event: agreed}", 3, "LOR116", "the key `writer` is missing", ""),
        ("- {on: 2027-06-02, writer: chem, event: agreed}", 28, "LOR405",
         "there is no letter writer `chem`", "did you mean `chen`? writers: chen, patel"),
        ("- {on: 2027-06-02, on: 2027-06-03, writer: chen, event: agreed}", 20, "LOR108",
         "the key `on` stands twice", ""),
        ("- {on: 2027-06-02, writer: chen, event: agreed, note: a\u202eb}", 56, "LOR104",
         "hidden character", ""),
        ("- chen agreed", 3, "LOR131", "`chen agreed` is no entry", "write  - {on: "),
        ("-", 2, "LOR131", "this entry is empty", "write  - {on: "),
        ("- {on: 2027-06-02, writer: chen, event: agreed", 3, "LOR106", "a bracket is opened", ""),
        ("- on: 2027-06-02\n  writer\n  event: agreed", 1, "LOR106", "", ""),
    ],
)  # fmt: skip
def test_a_bad_entry_is_told_at_its_place_and_all_others_are_kept(line, column, code, words, hint):
    journal = parse_journal(f"{ASKED}{line}\n{UPLOADED}".encode(), WRITERS)
    assert [entry.event for entry in journal.entries] == ["asked", "uploaded"]
    (finding,) = journal.findings
    assert finding.code == code
    assert finding.place.line >= 2
    if column > 1:
        assert (finding.place.line, finding.place.column) == (2, column)
    assert finding.message.startswith(words)
    assert finding.hint.startswith(hint)


def test_a_byte_that_is_not_utf8_costs_its_entry_only():
    line = b'- {on: 2027-06-02, writer: chen, event: agreed, note: "M\xfcller"}\n'
    assert read(ASKED.encode() + line + UPLOADED.encode()) == (
        ["asked", "uploaded"],
        [(2, 57, "LOR103")],
    )


def test_a_hidden_character_in_a_comment_costs_no_entry():
    assert read(f"{ASKED}# a\u202eb\n{UPLOADED}") == (["asked", "uploaded"], [(2, 4, "LOR104")])


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("event: agreed, by: 2027-05-20", "`by` 2027-05-20 is before the yes itself (2027-06-01)"),
        ("event: asked, by: 2027-07-20", "`by` says nothing with `asked`"),
    ],
)
def test_a_day_that_cannot_have_been_named_is_not_used(entry, words):
    journal = parse_journal(f"- {{on: 2027-06-01, writer: chen, {entry}}}\n".encode(), WRITERS)
    assert journal.entries[0].by is None
    (finding,) = journal.findings
    assert (finding.code, finding.severity) == ("LOR406", Severity.WARNING)
    assert finding.message.startswith(words)


def test_a_day_more_than_a_year_away_is_told_and_used():
    text = "- {on: 2027-06-01, writer: chen, event: agreed, by: 2028-08-20}\n"
    journal = parse_journal(text.encode(), WRITERS)
    assert journal.entries[0].by == date(2028, 8, 20)
    assert message(text)[0].startswith("`by` 2028-08-20 is more than a year after the yes")


@pytest.mark.parametrize(
    ("text", "what"), [("chen: asked\n", "keys with values"), ("chen asked\n", "a text")]
)
def test_a_file_of_another_shape_is_told(text, what):
    assert read(text) == ([], [(1, 1, "LOR131")])
    assert message(text)[0] == f"the file holds {what}, where a list is wanted"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_last_line_that_breaks_off_anywhere_keeps_all_earlier_ones(end):
    before = (ASKED + AGREED).replace("\n", end).encode()
    last = UPLOADED.rstrip().encode()
    for cut in range(len(last) + 1):
        wanted = ["asked", "agreed"] + ["uploaded"] * (cut == len(last))
        torn = [(3, 1, "LOR404")] if 0 < cut < len(last) else []
        for nuls in (b"", b"\0", b"\0" * 700):
            events, told = read(before + last[:cut] + nuls)
            assert events == wanted, cut
            if nuls and not torn:
                assert [code for _, _, code in told] == ["LOR404"], cut
            else:
                assert [(line, code) for line, _, code in told] == [(3, "LOR404")] * len(torn), cut


def test_a_last_line_that_breaks_off_in_block_style_keeps_all_earlier_ones():
    before, last = ASKED, "- on: 2027-06-05\n  writer: chen\n  event: agreed"
    for cut in range(1, len(last)):
        events, told = read(before + last[:cut])
        assert events == ["asked"], cut
        assert told, cut


def test_only_the_tail_is_cut():
    torn = "- {on: 2027-06-02, wri"
    events, told = read(f"{ASKED}{torn}\n{AGREED}{torn}")
    assert events == ["asked", "agreed"]
    assert told == [(2, 3, "LOR106"), (4, 1, "LOR404")]


def test_findings_are_as_many_as_anyone_reads():
    journal = parse_journal(b"- x\n" * 500, WRITERS)
    assert len(journal.findings) == 100
    assert "and 401 more problems" in {one.message for one in journal.findings}


def test_a_file_over_a_limit_is_told_and_not_taken_apart():
    for text in (ASKED + "- " + "[" * 30, ASKED + "# " + "x" * (4 << 20)):
        journal = parse_journal(text.encode(), WRITERS)
        assert [one.code for one in journal.findings] == ["LOR101"]
        assert (journal.entries, journal.is_read) == ((), False)


def test_a_log_of_many_years_is_read():
    journal = parse_journal(ASKED.encode() * 1_500, WRITERS)
    assert (len(journal.entries), journal.findings, journal.is_read) == (1_500, (), True)


@pytest.mark.parametrize(
    ("between", "code"),
    [
        (b"# caf\xe9\n", "LOR103"),
        (b"   # caf\xe9", "LOR103"),
        (b"---\n", "LOR112"),
        (b"chen: [[\n", "LOR106"),
        (b"chen asked", "LOR404"),
        (b"}\n", "LOR106"),
    ],
)
def test_what_stands_between_entries_costs_none(between, code):
    before = (ASKED + AGREED).encode()
    assert read(before + between) == (["asked", "agreed"], read(before + between)[1])
    assert [(line, what) for line, _, what in read(before + between)[1]] == [(3, code)]
    if between.endswith(b"\n"):
        events, told = read(before + between + UPLOADED.encode())
        assert (events, [(line, what) for line, _, what in told]) == (
            ["asked", "agreed", "uploaded"],
            [(3, code)],
        )


def test_what_stands_below_an_entry_of_several_lines_does_not_cost_it():
    block = "- on: 2027-06-01\n# in the corridor\n  writer: chen\n  event: asked\n"
    events, told = read(f"{block}chen\n{AGREED}")
    assert (events, [line for line, *_ in told]) == (["asked", "agreed"], [5])


def test_a_head_in_another_encoding_costs_no_entry():
    events, told = read(b"# M\xfcller\n---\n# caf\xe9\n" + ASKED.encode())
    assert (events, [(line, code) for line, _, code in told]) == (
        ["asked"],
        [(1, "LOR103"), (3, "LOR103")],
    )


@pytest.mark.parametrize(
    "text",
    [
        b"log:\n" + ASKED.encode() + AGREED.encode(),
        b"chen: asked\n",
        ASKED.encode("utf-16") + b"x",
        b"\xe9\n",
        ASKED.encode() + b"...\n" + AGREED.encode(),
        b"- - {on: 2027-06-01, writer: chen, event: asked}\n",
        b"- {on: 2027-06-01, writer: chen, event: asked, note: caf\xe9}\n",
        b"- {on: 2027-06-01, wri",
    ],
)
def test_a_log_of_which_nothing_can_be_used_is_not_an_empty_one(text):
    journal = parse_journal(text, WRITERS)
    assert journal.findings
    assert (journal.entries, journal.is_read) == ((), False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet\n",
        ASKED,
        f"{ASKED}- x\n",
        "- {on: 2027-06-01, writer: x, event: asked}\n",
    ],
)
def test_a_log_is_read_when_it_is_empty_or_an_entry_could_be_used(text):
    assert parse_journal(text.encode(), WRITERS).is_read


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_stop_the_reader(data, after_an_entry):
    journal = parse_journal(ASKED.encode() * after_an_entry + data, WRITERS)
    assert all(entry.writer in WRITERS for entry in journal.entries)


@given(
    st.lists(
        st.sampled_from([ASKED, AGREED, UPLOADED, "- x\n", "- {a: [\n", "-\n", "# c\n", "\n"]),
        max_size=12,
    )
)
def test_every_good_line_is_kept_whatever_the_others_are(lines):
    wanted = [
        line.split("event: ")[1].split(",")[0].strip("}\n") for line in lines if "on:" in line
    ]
    assert read("".join(lines))[0] == wanted


def test_loading_gives_the_log_and_its_findings(make_application):
    folder = make_application()
    (folder / "progress.yaml").write_text(ASKED + "- {on: 2027-06-05, writer: chen, event: x}\n")
    loaded = load(folder)
    assert loaded.application is not None
    assert [entry.event for entry in loaded.application.log] == ["asked"]
    assert render_text(loaded.findings).startswith(
        "progress.yaml:2:41: LOR119 error: `event`: `x` is not one of the choices\n"
        "    2 | - {on: 2027-06-05, writer: chen, event: x}\n"
        "      |                                         ^\n"
        "  hint: choices: introduced, "
    )


def test_a_log_that_leads_out_of_the_folder_is_not_read(make_application, tmp_path):
    folder = make_application()
    (tmp_path / "elsewhere.yaml").write_text(ASKED)
    (folder / "progress.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    loaded = load(folder)
    assert loaded.application is not None
    assert loaded.application.log == ()
    assert [one.code for one in loaded.findings] == ["LOR102"]


def test_a_writer_whose_file_has_errors_is_known_to_the_log(make_application):
    folder = make_application(writers={"chen": {}, "patel": {"role": "nobody"}})
    line = "- {on: 2027-06-01, writer: patel, event: asked}\n"
    (folder / "progress.yaml").write_text(line)
    assert {one.code for one in load(folder).findings} == {"LOR119"}


def test_packets_do_not_depend_on_the_log(make_application):
    folder = make_application()
    application = load(folder).application
    (folder / ".lorpack").mkdir()
    (folder / ".lorpack" / "progress.lock").touch()
    (folder / "progress.yaml").write_text(ASKED)
    after = load(folder).application
    assert application is not None
    assert after is not None
    assert after.log
    (writer,), (same,) = application.writers, after.writers
    assert digest_of(application, writer) == digest_of(after, same)
    assert supplied_files(folder) == []
