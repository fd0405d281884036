"""From trees to profiles: every problem, in our words, at its place."""

import pytest

from lorpack.profiles.applicant import Applicant
from lorpack.profiles.settings import Settings
from lorpack.profiles.source import read_source
from lorpack.profiles.validate import validate
from lorpack.profiles.writer import Writer
from lorpack.report import render_text

WRITER = "name: {given: Mei, family: Chen}\nrole: attending\nrelationship: [clinical]\n"
APPLICANT = (
    "name: {given: Amara, family: Okafor}\nbackground: international\nschool: {name: Lagos}\n"
    "contact: {email: a@example.org}\nseason: 2027\n"
    "targets: [{id: im, specialty: Internal Medicine, portal: eras}]\n"
)


def check(model, text, others=None):
    source, findings = read_source(text.encode(), "f.yaml")
    assert findings == []
    return validate(model, source, others)


def told(model, text):
    return [(f.place.line, f.code, f.message, f.hint) for f in check(model, text)[1]]


def test_a_good_profile_is_typed():
    writer, findings = check(
        Writer,
        WRITER + "letter:\n  deadline: 2027-09-01\n  letter_id: 07030\n  waived: true\n  focus:\n"
        "known_since: 2020\nbrag:\n- plain\n- {text: more, traits: [teamwork]}\nfeedback:\n",
    )
    assert findings == []
    assert writer.letter.letter_id == "07030"
    assert writer.letter.waived is True
    assert writer.letter.focus is None
    assert [point.text for point in writer.brag] == ["plain", "more"]
    assert writer.feedback == ()


def test_a_finding_in_full():
    findings = check(Writer, WRITER + "letter:\n  deadline: 09/05/2026\n")[1]
    assert render_text(findings) == (
        "f.yaml:5:13: LOR118 error: `deadline`: 09/05/2026 is ambiguous\n"
        "    5 |   deadline: 09/05/2026\n"
        "      |             ^^^^^^^^^^\n"
        "  hint: write 2026-05-09 or 2026-09-05, whichever it is\n"
    )


@pytest.mark.parametrize(
    ("text", "line", "code", "message", "hint"),
    [
        ("lettr: {}", 4, "LOR115", "unknown key `lettr`", "did you mean `letter`?"),
        ("Known-Since: 2020", 4, "LOR115", "unknown key `Known-Since`", "did you mean `known_since`?"),
        ("lettr:", 4, "LOR115", "unknown key `lettr`", "did you mean `letter`?"),
        ("letter_id: 1", 4, "LOR115", "unknown key `letter_id`", "`letter_id` belongs under `letter:`"),
        ("patients_per_week: 1", 4, "LOR115", "unknown key `patients_per_week`",
         "`patients_per_week` belongs in an item of `rotations:`"),
        ("letter: {brag: [x]}", 4, "LOR115", "unknown key `brag`",
         "`brag` belongs at the top of the file, not indented"),
        ("learned: [{a: b}]", 4, "LOR117", "item 1 of `learned` is a group of keys, where a text is wanted",
         'the colon makes a key of it; put it in quotes: "a: b"'),
        ("brag:\n- Led the talk: alone", 5, "LOR117", "the colon makes a key of `Led the talk`",
         'if it is text, put it in quotes: - "Led the talk: alone"'),
        ("qualities: calm, kind", 4, "LOR117", "`qualities` is a text, where a list is wanted",
         "write  qualities: [calm, kind]"),
        ("qualities: calm, very kind", 4, "LOR117", "`qualities` is a text, where a list is wanted",
         'write  qualities: ["calm, very kind"]'),
        ("learned:\n  -a\n  -b", 5, "LOR117", "`learned` is a text, where a list is wanted",
         "write a space after each -, as in  - text"),
        ("letter: {deadline: ٢٠٢٧-٠٩-٠١}", 4, "LOR118", "`deadline`: ٢٠٢٧-٠٩-٠١ is not a date I can read",
         "write 2027-09-01"),
        ("known_since: ٢٠٢٧", 4, "LOR118", "`known_since`: ٢٠٢٧ is not a date I can read",
         "write 2027-09-01, 2027-09 or 2027"),
        ("rotations: [{service: x, weeks: ٤}]", 4, "LOR120", "`weeks`: `٤` is not a whole number",
         "write digits only, as 12"),
        ("institution: Mercy", 4, "LOR117", "`institution` is a text, where a group of keys is wanted",
         "write  institution: {name: …}"),
        ("position: [Chief]", 4, "LOR117", "`position` is a list, where a text is wanted",
         "write  position: …"),
        ("letter: {waived: [yes]}", 4, "LOR117", "`waived` is a list, where true or false is wanted",
         "write  waived: true"),
        ("letter: {deadline: {a: b}}", 4, "LOR117", "`deadline` is a group of keys, where a date is wanted",
         "write  deadline: 2027-09-01"),
        ("known_since: [2020]", 4, "LOR117", "`known_since` is a list, where a date is wanted",
         "write  known_since: 2027-09"),
        ("letter: {deadline: 25/12/2026}", 4, "LOR118", "`deadline`: 25/12/2026 is not a date I can read",
         "write 2026-12-25"),
        ("letter: {deadline: 2026-9-5}", 4, "LOR118", "`deadline`: 2026-9-5 is not a date I can read",
         "write 2026-09-05"),
        ("letter: {deadline: 2026-02-30}", 4, "LOR118", "`deadline`: there is no 2026-02-30 in the calendar",
         "correct the month or the day (YYYY-MM-DD)"),
        ("letter: {deadline: 2026-09}", 4, "LOR118", "`deadline`: 2026-09 is not a full date",
         "add the day, as in 2026-09-15"),
        ("letter: {deadline: 'Sept 5, 2026'}", 4, "LOR118",
         "`deadline`: Sept 5, 2026 is not a date I can read", "write 2026-09-05"),
        ("known_since: Sept 2020", 4, "LOR118", "`known_since`: Sept 2020 is not a date I can read",
         "write 2020-09"),
        ("letter: {waived: yes}", 4, "LOR120", "`waived`: `yes` is neither true nor false", "write true"),
        ("share_programs: 'No'", 4, "LOR120", "`share_programs`: `No` is neither true nor false",
         "write false"),
        ("letter: {season: 2027/28}", 4, "LOR120", "`season`: `2027/28` is not a whole number",
         "write 2027, digits only"),
        ("rotations: [{service: x, weeks: 0}]", 4, "LOR120", "`weeks`: 0 must be at least 1", ""),
        ("letter: {kind: narative}", 4, "LOR119", "`kind`: `narative` is not one of the choices",
         "did you mean `narrative`? choices: narrative, standardized"),
        ("position: " + "x" * 301, 4, "LOR121", "`position` has 301 characters, at most 300 fit",
         "shorten it, or split it into several items"),
        ("position: |\n  a\n  b", 5, "LOR121", "`position` must stand on one line",
         "write it after the key, without | and without empty lines"),
        ("position: ''", 4, "LOR125", "`position` is an empty text", "fill it in, or delete the key"),
        ("brag:\n- x\n-", 6, "LOR125", "item 2 of `brag` is empty", "fill it in, or delete the line"),
        ("qualities: [" + "x," * 21 + "]", 4, "LOR122", "`qualities` has 21 items, at most 20 are wanted",
         "keep the ones that matter most"),
        ("contact: {email: Mei <m@x.org>}", 4, "LOR123", "`email`: `Mei <m@x.org>` is not an email address",
         "write only the address: m@x.org"),
        ("contact: {email: chen@mail.faß.de}", 4, "LOR123", "`email`: `chen@mail.faß.de` is not an email address",
         "write the domain as servers know it, with xn--, as in name@xn--mnchen-3ya.example"),
        ("contact: {website: x.org/me}", 4, "LOR123", "`website`: `x.org/me` is not a web address",
         "write https://x.org/me"),
        ("letter: {portal: ERAS 2027}", 4, "LOR124", "`portal`: `ERAS 2027` cannot be an id",
         "write `eras-2027`"),
        ("projects: [{name: }]", 4, "LOR116", "`name` has no value", "add  name: …"),
        ("projects: [{kind: x}]", 4, "LOR116", "item 1 of `projects` lacks `name`", "add  name: …"),
    ],
)  # fmt: skip
def test_each_problem_of_a_writer(text, line, code, message, hint):
    assert told(Writer, WRITER + text) == [(line, code, message, hint)]


@pytest.mark.parametrize(
    "domain",
    [
        "xn--a-ü.org", "ü" * 70 + ".org", "x" * 64 + ".org", "a＠b.org", "a，b.org", "ü.o\u00ad",
        "faß.de", "σοφός.gr", "mail.faß.de", "faß.xn--mnchen-3ya.example",
    ],
)  # fmt: skip
def test_a_domain_that_no_server_knows_is_told_in_the_profile(domain):
    ((line, code, *_),) = told(Writer, f"{WRITER}contact: {{email: 'a@{domain}'}}")
    assert (line, code) == (4, "LOR123")


@pytest.mark.parametrize(
    "domain",
    [
        "münchen.example", "例え.テスト", "xn--mnchen-3ya.example", "a_b.org", "müller.de", "MÜLLER.de",
        "mu\u0308ller.de", "大学.example", "xn--fa-hia.de", "müller.xn--mnchen-3ya.example", "ORG.example",
    ],
)  # fmt: skip
def test_a_domain_may_be_in_any_script(domain):
    assert told(Writer, f"{WRITER}contact: {{email: 'a@{domain}'}}") == []


def test_choices_in_one_text_are_told_as_a_list():
    found = told(Writer, WRITER.replace("[clinical]", "clinical, research"))
    assert [hint for *_, hint in found] == ["write  relationship: [clinical, research]"]
    found = told(Writer, WRITER.replace("[clinical]", "clinical, else"))
    assert [hint for *_, hint in found] == ['write  relationship: ["clinical, else"]']


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("\u00a0position: a\n", 4, 1),
        ("letter:\n\u00a0\u00a0deadline: 2027-09-01\n", 5, 1),
        ("letter:\n  \u00a0kind: narrative\n", 5, 3),
        ("letter:\n  kind:\u00a0narrative\n", 5, 3),
        ("learned:\n-\u00a0text: abc\n", 5, 1),
    ],
)
def test_a_no_break_space_is_told_as_what_it_is(text, line, column):
    (finding,) = check(Writer, WRITER + text)[1]
    assert (finding.code, finding.place.line, finding.place.column) == ("LOR104", line, column)
    assert "no-break space (U+00A0)" in finding.message
    assert "ordinary space" in finding.hint


def test_a_no_break_space_before_a_key_is_one_problem():
    assert [code for _, code, _, _ in told(Writer, "\u00a0" + WRITER)] == ["LOR104"]


def test_traits_list_their_choices():
    ((_, code, _, hint),) = told(Writer, WRITER + "brag: [{text: x, traits: [teamwrok]}]")
    assert code == "LOR119"
    assert hint.startswith("did you mean `teamwork`? choices: patient_care, ")


def test_every_problem_in_one_pass_and_in_order():
    text = "nmae:\n  given: x\nrole: boss\nletter:\n  waived: 1\nrelationship: []\n"
    assert [(line, code) for line, code, _, _ in told(Writer, text)] == [
        (1, "LOR115"),
        (3, "LOR119"),
        (5, "LOR120"),
        (6, "LOR122"),
    ]


def test_missing_keys_point_at_the_parent():
    found = told(Applicant, APPLICANT.replace("school: {name: Lagos}", "school: {city: Lagos}"))
    assert found == [(3, "LOR116", "`school` lacks `name`", "add  name: …")]
    found = told(Applicant, APPLICANT.replace("season: 2027\n", "season:\n"))
    assert [(line, message) for line, _, message, _ in found] == [(5, "`season` has no value")]
    found = told(Applicant, APPLICANT.replace("background: international\n", ""))
    assert [(line, message) for line, _, message, _ in found] == [
        (0, "the key `background` is missing")
    ]
    assert found[0][3] == "add  background: with one of international, us_md, us_do, canadian"


def test_errors_in_items_do_not_look_like_too_few_items():
    found = told(Applicant, APPLICANT.replace("portal: eras", "portal: E R"))
    assert [code for _, code, _, _ in found] == ["LOR124"]


def test_a_key_of_another_file_is_told_so():
    _, findings = check(
        Writer, WRITER + "season: 2027\nbackground: us_md\n", {"applicant.yaml": Applicant}
    )
    assert [f.hint for f in findings] == [
        "`season` belongs under `letter:`",
        "`background` belongs in applicant.yaml",
    ]


def test_settings_and_their_keys():
    assert told(Settings, "paper: A4\nlanguage: fr\nignore: [{code: X, reason: y}]\n") == [
        (
            1,
            "LOR119",
            "`paper`: `A4` is not one of the choices",
            "did you mean `a4`? choices: letter, a4",
        ),
        (2, "LOR119", "`language`: `fr` is not one of the choices", "choices: en"),
        (3, "LOR124", "`code`: `X` is not a code", "write LOR and three digits, as LOR115"),
    ]


def test_a_bad_label_is_shown_at_its_key():
    ids = "ids: {other: {" + "x" * 301 + ": y}}\n"
    _, findings = check(Applicant, APPLICANT + ids)
    assert [(f.code, f.place.line, f.place.column) for f in findings] == [("LOR121", 7, 15)]


def test_no_more_problems_than_anyone_reads():
    _, findings = check(Writer, WRITER + "".join(f"zz{n}: x\n" for n in range(150)))
    assert len(findings) == 100
    assert any(f.message == "and 51 more problems" for f in findings)
