"""The applicant's own words: each rule speaks where it should, and is silent where it should be."""

import re
import time
from datetime import date
from pathlib import Path

import pytest

from lorpack.advice.check import check
from lorpack.advice.wording import findings
from lorpack.advice.wording.placeholders import spans
from lorpack.advice.wording.pressure import pressing
from lorpack.cli.starting import Answers, new_files
from lorpack.profiles.load import load
from lorpack.resources import templates_dir

FIVE = [{"text": f"Called {name} before noon."} for name in ("one", "two", "three", "four", "five")]
FOUR = ["asks first", "closes loops", "counts twice", "writes short notes"]
QUIET = {"brag": FIVE, "qualities": FOUR}


def profile_with(field, text):
    """A writer's profile without any finding, with *text* in *field*."""
    if field == "qualities":
        return {**QUIET, "qualities": [text, *FOUR[1:]]}
    if field == "brag":
        return {**QUIET, "brag": [{"text": text}, *FIVE[1:]]}
    if field == "emphasis":
        return {**QUIET, "emphasis": [text]}
    if field == "focus":
        return {**QUIET, "letter": {"focus": text}}
    if field == "said":
        return {**QUIET, "feedback": [{"said": text, "did": "I did."}]}
    return {**QUIET, field: text}


@pytest.fixture
def found(make_application):
    """The findings on wording in an application made with these changes to a quiet one."""
    made = []

    def findings_of(writers, files=None, **applicant):
        folder = make_application(
            name=f"quill-{len(made)}", applicant={"qualities": FOUR, **applicant}, writers=writers
        )
        for name, text in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        made.append(folder)
        loaded = load(folder)
        assert loaded.application, loaded.findings
        return list(findings(loaded.application))

    return findings_of


@pytest.fixture
def said(found):
    """(code, underlined words) of each finding in a profile with *text* in *field*."""

    def findings_of(field, text, **more):
        return [shown(one) for one in found({"chen": {**profile_with(field, text), **more}})]

    return findings_of


def shown(finding):
    """The code, and the words that the caret underlines."""
    place = finding.place
    return finding.code, place.excerpt[place.column - 1 : place.column - 1 + place.width]


def test_a_quiet_profile_has_no_finding(found):
    assert found({"chen": QUIET}) == []


FOUND = [
    # LOR501: praise that is said of everybody, alone
    ("LOR501", "qualities", "hardworking", "hardworking"),
    ("LOR501", "qualities", "Hard-working and pleasant", "Hard-working"),
    ("LOR501", "qualities", "a real pleasure to work with", None),
    ("LOR501", "qualities", "very nice with patients and staff", "nice"),
    ("LOR501", "qualities", "Team player", "Team player"),
    ("LOR501", "qualities", "quick learner", "quick learner"),
    ("LOR501", "qualities", "strong work ethic", "strong work ethic"),
    ("LOR501", "brag", "I am a hard worker and a team player.", "hard worker"),
    ("LOR501", "brag", "I was always pleasant to patients.", "pleasant"),
    ("LOR501", "qualities", "self-motivated", "self-motivated"),
    ("LOR501", "qualities", "good communication skills", "good communication skills"),
    ("LOR501", "brag", "Team player, friendly, always smiling", "Team player"),
    ("LOR501", "brag", "A pleasure to have on the team", "pleasure to have"),
    ("LOR501", "brag", "I always go above and beyond for patients.", "go above and beyond"),
    # LOR514: what Markdown would hide
    ("LOR514", "brag", "I read the film. <!-- not the 2021 gap --> It was clear.", "<!-- not the 2021 gap -->"),
    ("LOR514", "brag", "I read the film. <!-- not the 2021 gap", "<!-- not the 2021 gap"),
    ("LOR514", "why_you", "You read it.\n\n[//]: # (leave out the gap)\n\nI learned.", "[//]: # (leave out the gap)"),
    ("LOR514", "why_you", "You read it [in a day][1].\n\n[1]: https://example.org (The film)", "[1]: https://example.org (The film)"),
    # LOR502: faint praise
    ("LOR502", "qualities", "adequate knowledge of nephrology", "adequate knowledge"),
    ("LOR502", "qualities", "competent", "competent"),
    ("LOR502", "qualities", "competent in the clinic", "competent"),
    ("LOR502", "qualities", "seems to care", "seems to"),
    ("LOR502", "qualities", "punctual", "punctual"),
    ("LOR502", "qualities", "willing to do tasks when asked", "willing to do tasks when asked"),
    ("LOR502", "brag", "I was a satisfactory extern on your ward.", "satisfactory extern"),
    ("LOR502", "brag", "I gave an acceptable presentation at noon.", "acceptable presentation"),
    ("LOR502", "brag", "Placed two lines under close supervision.", "close supervision"),
    ("LOR502", "brag", "I performed the exam satisfactorily.", "satisfactorily"),
    ("LOR502", "brag", "I did my best on every admission.", "did my best"),
    ("LOR502", "brag", "Met expectations in week two.", "Met expectations"),
    ("LOR502", "brag", "I was a standard student at first.", "standard student"),
    ("LOR502", "emphasis", "Skills appropriate for my level of training", "appropriate for my level"),
    ("LOR502", "emphasis", "Will improve with more time", "Will improve with"),
    # LOR503: a point that is an adjective
    ("LOR503", "brag", "Meticulous.", "Meticulous."),
    ("LOR503", "brag", "Calm and compassionate", "Calm and compassionate"),
    ("LOR503", "brag", "I was very thorough.", "I was very thorough."),
    # LOR504: the writer's comparison
    ("LOR504", "brag", "I was the best student on the ward.", "best student"),
    ("LOR504", "brag", "Top 10 % of the students you have had.", "Top 10 %"),
    ("LOR504", "brag", "I was in the top 5% of all externs.", "top 5%"),
    ("LOR504", "brag", "I performed at the level of an intern.", "at the level of an intern"),
    ("LOR504", "qualities", "one of the strongest", "one of the strongest"),
    ("LOR504", "qualities", "one of the strongest students on the team", "strongest students"),
    ("LOR504", "qualities", "outstanding", "outstanding"),
    ("LOR504", "qualities", "outstanding clinical reasoning", "outstanding clinical reasoning"),
    ("LOR504", "qualities", "excellent with families", "excellent"),
    ("LOR504", "qualities", "better than most residents at sign-out", "better than most residents"),
    ("LOR504", "qualities", "the hardest and best extern you have worked with", "best extern"),
    ("LOR504", "qualities", "above-average knowledge", "above-average"),
    ("LOR504", "emphasis", "My exceptional bedside manner", None),
    ("LOR504", "focus", "I am one of the top candidates, and the other letters say so.", "top candidates"),
    ("LOR504", "brag", "My work was above average.", "above average"),
    ("LOR504", "brag", "I was one of the most reliable students.", "most reliable students"),
    ("LOR504", "brag", "I was in the top ten percent of all students.", "top ten percent"),
    ("LOR504", "brag", "Ranked in the top 10% of rotators.", "top 10%"),
    ("LOR504", "brag", "I was ahead of my peers.", "ahead of my peers"),
    # LOR506: placeholders
    ("LOR506", "why_you", "I admired your work at [hospital].", "[hospital]"),
    ("LOR506", "why_you", "You taught me at <Hospital Name> last year.", "<Hospital Name>"),
    ("LOR506", "why_you", "Dear Dr. ____, you corrected me.", "Dr. ____"),
    ("LOR506", "why_you", "You taught me on {{ rotation }}.", "{{ rotation }}"),
    ("LOR506", "why_you", "You taught me in {month}.", "{month}"),
    ("LOR506", "why_you", "You, _____ , taught me.", "_____"),
    ("LOR506", "brag", "[Your Name] called six offices.", "[Your Name]"),
    ("LOR506", "brag", "[insert case about teamwork]", "[insert case about teamwork]"),
    ("LOR506", "brag", "TODO: the DKA story.", "TODO"),
    ("LOR506", "brag", "I called XXX offices in an afternoon.", "XXX"),
    ("LOR506", "said", "Lorem ipsum dolor sit amet.", "Lorem ipsum"),
    ("LOR506", "context", "Supervised your name here for four weeks", "your name here"),
    ("LOR506", "context", "Supervised me since MM/DD/YYYY", "MM/DD/YYYY"),
    ("LOR506", "context", "Supervised me for [___] weeks", "[___]"),
    ("LOR506", "context", "(see [TODO: where] and when)", "TODO"),
    ("LOR506", "emphasis", "TBD", "TBD"),
    ("LOR506", "emphasis", "???", "???"),
    # LOR513: pressure
    ("LOR513", "why_you", "I need you to write it, since you saw me.", "I need you to"),
    ("LOR513", "why_you", "You are my last hope for this cycle.", "my last hope"),
    ("LOR513", "why_you", "You saw me work, and this is urgent.", "this is urgent"),
    ("LOR513", "focus", "Clinic. Please upload it ASAP.", "ASAP"),
    ("LOR513", "focus", "You must write about research.", "You must write"),
    ("LOR513", "focus", "I desperately want this.", "desperately"),
    ("LOR513", "why_you", "I have no one else, and you saw me.", "I have no one else"),
    ("LOR513", "focus", "Clinic. Please respond immediately.", "Please respond immediately"),
    ("LOR513", "why_you", "My whole career depends on your letter.", "My whole career depends"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "field", "text", "words"), FOUND)
def test_found_at_its_words(said, code, field, text, words):
    got = said(field, text)
    assert [each[0] for each in got] == [code]
    if words:
        assert got[0][1] == words


SILENT = {
    "qualities": """\
team player who reads the room at sign-out|hardworking when the night list doubles|nice handwriting on the whiteboard
reliable with a schedule of 28 people|thorough with other people's data|kind to the one who rings
at ease on the phone with other teams|teaches downwards and learns upwards|known over seven years
keeps the standard of care in mind|explains what is an acceptable range|puts the question at the top of the page
seeks out best practice|asks the competent interpreter first|patient with repetition|motivated by the clinic's waiting list
credits the hard work of the nurses|asks nurses what seems to hurt|punctual charts by noon
calls early; top three problems first|orders the most urgent patient first|finishes outstanding tasks before sign-out
most careful with insulin charts|better at listening than in March|keeps above all a clear list
careful: recounts every dose|best when it is busy|does what the nurse asks first|hardworking, as the night log shows
second to speak, first to listen|average of three mistakes a week, all logged|an acceptable guest to every night nurse""",
    "brag": """\
Learned the standard of care for sepsis and used it.|Found the potassium outside the acceptable range and called.
Put the question at the top of the page each morning.|Brought best practice on lines to rounds.
I told the team about the hard work of the nurses on nights.|Made sure that the pain control was adequate.
Checked that the patient was competent to decide, and wrote it down.|Called about every outstanding result before noon.
Kept a patient under close supervision until psychiatry came.|By week four I placed lines without close supervision.
Met the standards of the ethics board.|Ruled out the top 10 diagnoses aloud.|I looked at the top 10 % of lactates.
I won the best student award of the class.|You said I was the best student you had worked with.
I scored in the top 10 %.|I graduated in the top 10 % of my class.|Asked an excellent nurse to teach me the pump.
Paired the strongest student with the newest.|Pleasant rooms mattered to her, so I found the chaplain's.
Worked with outstanding nurses on the list.|I went unmatched in 2026 and came back.
Adequate analgesia came first, then the reduction.|I noticed what the drug seems to do at night.
I was nice to the family because I had been the one who forgot their call.|Reduced the shoulder to a satisfactory position.
Presented the case as the best example of a mixed disorder.|Used the gold standard.|Standard precautions, each time.
I told the intern that the patient tried her best.|Used my best Spanish to ask about the pain.|Called at once.
The best teacher on the ward was the night nurse, and I asked her daily.|My best teacher was the respiratory therapist.
Your strongest resident taught me the probe.|I stood above the residents in the gallery.|She was competent and refused.
Set the bed at an appropriate level.|He seemed to worry, so I sat down.|I seemed to hear a murmur, and you confirmed it.
Outstanding labs were chased before sign-out.|An exceptional case of mixed acidosis taught me to recompute.
Was asked to present at the level of a conference talk.|Met the family’s hopes about the timing.|I was top of the stairs.
Motivated three patients to stop smoking.|I was punctual with the insulin, within five minutes each time.
The patient had little difficulty breathing after the tap.|Dedicated the poster to the nurses.
My notes were thorough because the night team asked for doses.|Top of my list was the discharge that could fail.""",
    "emphasis": """\
How much guidance I needed in week one and in week four|Standard of care at night|Handoffs of the most urgent patients
How my presentations changed|Trust from crews|Competence in French|Teaching the best practice for lines""",
    "why_you": """\
You saw the patient who must be kept fasting.|You let me take the urgent calls at night.|You know that nothing here is urgent.
You must have seen hundreds of us.|I know you must be busy.|You taught me that some things must wait.
Nobody else can say what the year changed.|You said that [sic] the gap was close.|You taught me the trial [1].
You asked for [the hospital] policy.|You wrote [name](https://example.org/name) on the board.|You said ... and I listened.
If it is urgent, you come.|You taught me the urgent care clinic’s rules.|You showed me where 46,XX and 47,XXX differ.
You heard me at the XXX Congress of Nephrology.|You said “look at [your] patient”.|You saw the K <3 and Na >150.
You kept [hospital name withheld] open.|You *never* let me down.|You taught me to send cultures right away.
You know that there is no need to hurry.|You sent me [the attending] note.|You taught me a differential with [ ] and [x].
You taught me {a, b, c} of shock.|You said: todo bien.""",
    "focus": """\
Clinic, and how I decide what must be seen today.|Urgent care and triage.|Immediate consults at night.
Why the patient must come first.|Research; the other letters cover the wards.|As soon as you can walk, you leave.""",
    "said": """\
You must have a plan.|Commit to a plan.|Be the best student of your own errors.|Your notes were acceptable, and long.
Dr. House’s rule is not yours.|Send the cultures immediately.""",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (field, text)
        for field, texts in SILENT.items()
        for text in texts.replace("\n", "|").split("|")
    ],
)
def test_silent(said, field, text):
    assert said(field, text) == []


def test_punctuality_is_left_alone_where_carms_asks_for_it(said, found):
    assert said("qualities", "punctual", letter={"portal": "carms"}) == []
    assert said("qualities", "punctual", letter={"form": "carms"}) == []
    assert [one.code for one in found({}, qualities=["punctual", *FOUR[1:]])] == ["LOR502"]


def test_the_applicant_s_own_lists_are_read_too(found):
    got = found({}, qualities=["hardworking", *FOUR[1:]], summary="I am one of the top students.")
    assert {shown(one) for one in got} == {("LOR501", "hardworking"), ("LOR504", "top students")}
    assert {one.place.file for one in got} == {"applicant.yaml"}


EMPTY = {**dict.fromkeys(("cases", "feedback", "presentations", "brag")), "qualities": FOUR}


def test_claims_without_any_scene(found):
    assert [shown(one) for one in found({"chen": EMPTY})] == [("LOR503", "asks first")]
    only = {**EMPTY, "qualities": None, "emphasis": ["Reasoning aloud"]}
    assert [shown(one) for one in found({"chen": only})] == [("LOR503", "Reasoning aloud")]


@pytest.mark.parametrize(
    "scene",
    [
        {"brag": FIVE},
        {"cases": [{"problem": "A fever", "part": "Asked."}]},
        {"feedback": [{"said": "a", "did": "b"}]},
        {"projects": [{"name": "A study"}]},
        {"activities": [{"name": "A group"}]},
        {"presentations": [{"title": "A talk"}]},
    ],
)
def test_one_scene_is_enough(found, scene):
    assert found({"chen": {**EMPTY, **scene}}) == []


def test_a_writer_of_whom_nothing_is_claimed_needs_no_scene(found):
    assert found({"chen": {**EMPTY, "qualities": None, "emphasis": None}}) == []


@pytest.mark.parametrize(
    ("qualities", "told"),
    [
        (["diligent at night", "reliable", "thorough", "curious at the microscope"], "3 of 4 qualities"),
        (["very dedicated to clinic", "careful", "organized", "meticulous", "asks first"], "4 of 5 qualities"),
        (["diligent at night", "reliable", "asks first", "counts twice"], None),
        (["careful with insulin", "asks first", "counts twice", "says so", "draws it"], None),
        (["asks careful people", "not dedicated to paper", "knows reliable sources", "counts"], None),
    ],
)  # fmt: skip
def test_qualities_that_are_mostly_effort(found, qualities, told):
    got = [
        one for one in found({"chen": {**QUIET, "qualities": qualities}}) if one.code == "LOR505"
    ]
    assert [one.message.startswith(told) for one in got] == ([True] if told else [])
    assert all(one.severity == "info" for one in got)


@pytest.mark.parametrize(
    ("key", "number", "message"),
    [
        ("brag", 0, None), ("brag", 5, None), ("brag", 7, None), ("qualities", 0, None), ("qualities", 6, None),
        ("brag", 1, "1 point, where 5 to 7"), ("brag", 8, "8 points, where 5 to 7"),
        ("qualities", 1, "1 quality, where 4 to 6"), ("qualities", 7, "7 qualities, where 4 to 6"),
    ],
)  # fmt: skip
def test_how_many_are_read(found, key, number, message):
    changes = {**QUIET, key: [f"Called ward {one} twice." for one in range(number)]}
    got = found({"chen": changes})
    assert [(one.code, one.severity) for one in got] == ([("LOR509", "info")] if message else [])
    assert all(one.message.startswith(message) for one in got)


def test_placeholders_are_errors_wherever_they_stand(found):
    statement = "I came from far.\n\nAt [hospital] I learned to wait.\n"
    target = {"id": "im", "specialty": "Internal Medicine", "portal": "eras",
              "statement": "documents/s.md", "programs": [{"name": "[Program Name]"}]}  # fmt: skip
    school = {"name": "Lorem ipsum college"}
    got = found({}, {"documents/s.md": statement}, targets=[target], school=school)
    assert {shown(one) for one in got} == {
        ("LOR506", "[hospital]"), ("LOR506", "[Program Name]"), ("LOR506", "Lorem ipsum"),
    }  # fmt: skip
    assert {one.severity for one in got} == {"error"}
    assert (
        next(str(one.place) for one in got if one.place.file.endswith(".md"))
        == "documents/s.md:3:4"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Before\n\n___\n\nafter", "___both___ and __bold__", "![name](a.png)", "[name][1]", "[1]: https://example.org",
        "See <https://example.org/name> or <a@example.org>.", "a [link](b) to [name](c)", r"\[name]", "x_1 and y_2",
        "«bonjour»", "[she] left", "[in press]", "[abstract]", "[project 2]", "chapter XXX", "[University Hospital]",
        "[Internal Medicine]", "[HCO3]", "[K] of 6", "p<0.05 and >3", "[date of birth removed]", "my name here means peace",
        "[...] and so on", "* [ ] a list", "[Program director]", "[the dean]", "[emphasis added]",
    ],
)  # fmt: skip
def test_markdown_and_remarks_are_no_placeholders(text):
    assert list(spans(text)) == []


def test_what_init_wrote_is_a_warning_until_it_is_replaced(tmp_path):
    for name, data in new_files(Answers(), date(2026, 11, 23)).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    got = [one for one in check(tmp_path) if one.code == "LOR506"]
    assert sorted(shown(one)[1] for one in got) == sorted(
        ['"Your"', "Your Medical School", "you@example.org", '"First"',
         "Replace this text with your personal statement."]
    )  # fmt: skip
    assert {one.severity for one in got} == {"warning"}


PLAUSIBLE = """
classic|letter|output/|General Medicine Wards|inpatient|MD|MD, FACP|she/her|Attending Physician|attending|international
clinical|eras|first|Internal Medicine|internal-medicine|closes loops after discharge|4|false|true|chen|Jane|Doe
Pre-rounded on three patients and presented them at the bedside|clinical_reasoning|teamwork|555-0100|LOR753
this writer asked for everything|a4|writer|Dr.|Writer|First|Your|Name
""".replace("\n", "|").split("|")  # fmt: skip


def test_every_example_of_the_starter_is_known_or_could_be_true(tmp_path):
    """A new example in the starter files has to be told from a real text, or be one."""
    for name, data in new_files(Answers(), date(2026, 11, 23)).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = data.decode()
        if name.endswith(".yaml"):
            text = re.sub(r"(?m)^( *)# ( *(?:\w+:|- ).*)$", r"\1\2", text)
        path.write_text(text, encoding="utf-8")
    application = load(tmp_path).application
    assert application
    warned = {one.message for one in findings(application) if one.code == "LOR506"}
    for profile in (application.applicant, *(one.profile for one in application.writers)):
        for text in re.findall(r"'([^']+)'", str(profile.model_dump(mode="json"))):
            known = text in PLAUSIBLE or any(f"“{text}”" in message for message in warned)
            assert known or re.fullmatch(r"[a-z_]+|\d{4}-\d\d(-\d\d)?|documents/.*", text), text


PATEL = {**QUIET, "name": {"given": "Anita", "family": "Patel"}, "why_you": "You saw my nights."}


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("why_you", "Dr. Patel, you taught me to listen.", "Dr. Patel"),
        ("why_you", "Dear Dr. Patel, you taught me to listen.", "Dr. Patel"),
        ("why_you", "Dear Professor Unknown, you taught me.", "Professor Unknown"),
        ("why_you", "Dr. Patel watched me present every morning.", "Dr. Patel"),
        ("why_you", "I admire Dr. Anita Patel’s way with families.", "Dr. Anita Patel"),
        ("why_you", "I learned it from you, Dr. Patel.", "Dr. Patel"),
        ("said", "Dr. Patel told me to commit to a plan.", "Dr. Patel"),
        ("context", "Anita Patel supervised my externship", "Anita Patel"),
    ],
)
def test_another_writer_s_name(found, field, text, words):
    got = found({"chen": profile_with(field, text), "patel": PATEL})
    assert [(*shown(one), one.place.file) for one in got] == [
        ("LOR507", words, "writers/chen.yaml")
    ]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("why_you", "Dr. Patel asked me to present to you."),
        ("why_you", "You worked with Dr. Patel and saw both sides."),
        ("why_you", "Dr. Chen, you taught me to listen."),
        ("why_you", "Dear Dr. Mei Chen, you taught me to listen."),
        ("why_you", "You took over Dr. Patel’s team when I was on it."),
        ("why_you", "Patellar reflexes were your hobby."),
        ("context", "Introduced by Dr. Patel; attending on the wards"),
        ("context", "Dr. Patel introduced us"),
        ("said", "Call Dr. Patel before the scan."),
        ("said", "Dr. Patel’s notes are shorter than yours."),
        ("focus", "Nights; Dr. Patel covers the days."),
    ],
)
def test_a_true_mention_of_another_writer(found, field, text):
    assert found({"chen": profile_with(field, text), "patel": PATEL}) == []


def test_the_co_signer_may_be_addressed(found):
    co_signer = {"name": {"given": "Anita", "family": "Patel"}}
    changes = {**profile_with("why_you", "Dr. Patel, you led rounds."), "co_signer": co_signer}
    assert found({"chen": changes, "patel": PATEL}) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear Dr. Patel,\n\nhere is my statement.", "Dr. Patel"),
        ("The bag was full.\n\nDr. Patel taught me to empty it.", "Dr. Patel"),
        ("My name is Carlos Mendoza, and I came far.", "Carlos Mendoza"),
        ("Dear Dr. Chen,\n\nDr. Patel sends her regards.", None),
        ("With Dr. Patel and Dr. Chen I counted.", None),
        ("My name is Ada Quill, and I came far.", None),
        ("“My name is Rosa Maria,” she said.", None),
        ("My name is Addie.", None),
        ("The bag was full. A pat on the back, and we went on.", None),
    ],
)
def test_a_statement_for_one_writer(found, text, words):
    chen = {**QUIET, "statement": "documents/s.md"}
    got = found({"chen": chen, "patel": PATEL}, {"documents/s.md": text})
    assert [shown(one) for one in got] == ([("LOR507", words)] if words else [])


def test_a_statement_for_all_may_name_any_writer(found):
    target = {
        "id": "im",
        "specialty": "Internal Medicine",
        "portal": "eras",
        "statement": "documents/s.md",
    }
    files = {"documents/s.md": "Dr. Patel taught me to empty the bag."}
    assert found({"chen": QUIET, "patel": PATEL}, files, targets=[target]) == []


COPIED = [
    ("why_you", "You heard me present every morning for weeks."),
    ("cases", [{"problem": "A complex DKA admission in week two", "part": "Kept the table."}]),
    ("feedback", [{"said": "Open with the question you need answered.", "did": "I did."}]),
    ("emphasis", ["Reasoning aloud on the first hour"]),
]


@pytest.mark.parametrize(("key", "value"), COPIED)
def test_one_text_for_two_writers(found, key, value):
    got = found({"chen": {**QUIET, key: value}, "patel": {**PATEL, key: value}})
    assert [(one.code, one.place.file) for one in got] == [("LOR508", "writers/patel.yaml")]
    assert "writers/chen.yaml" in got[0].message


def test_nearly_the_same_counts_as_the_same(found):
    one = "You heard me present every morning for eight weeks, and changed how I open."
    other = "You heard me present every morning for six weeks, and changed how I open!"
    got = found({"chen": {**QUIET, "why_you": one}, "patel": {**PATEL, "why_you": other}})
    assert [one.code for one in got] == ["LOR508"]


def test_what_is_short_or_different_is_no_copy(found):
    chen = {
        **QUIET,
        "why_you": "You saw me present every morning on the wards.",
        "emphasis": ["Reasoning aloud"],
    }
    patel = {
        **PATEL,
        "why_you": "You saw me count every evening in the clinic.",
        "emphasis": ["Reasoning aloud"],
    }
    assert found({"chen": chen, "patel": patel}) == []


def test_pressure_in_own_templates(found):
    text = "Subject: URGENT: letter\n\nDear {{ salutation }},\n\n{# you must write #}\nPlease send it right away.\n"
    got = found({}, {"templates/messages/request.txt.j2": text})
    assert [(one.code, str(one.place), shown(one)[1]) for one in got] == [
        ("LOR513", "templates/messages/request.txt.j2:1:10", "URGENT"),
        ("LOR513", "templates/messages/request.txt.j2:6:1", "Please send it right away"),
    ]


def test_pressure_in_the_templates_that_an_office_shares(found):
    name, text = "templates/messages/request.txt.j2", "Subject: S\n\nI need it ASAP.\n"
    shared = {"../lorpack.yaml": "", f"../{name}": text}
    assert [str(one.place) for one in found({}, shared)] == [f"../{name}:3:11"]
    over = {name: "Subject: S\n\nTake your time.\n"}
    assert found({}, {**shared, **over}) == []


def test_the_shipped_templates_press_nobody():
    paths = sorted(Path(templates_dir(), "messages").glob("*.j2"))
    assert len(paths) > 20
    assert [path.name for path in paths if list(pressing(path.read_text(encoding="utf-8")))] == []


def test_a_template_that_cannot_be_read_is_left_to_others(found):
    assert found({}, {"templates/messages/request.txt.j2/x": "ASAP"}) == []


def test_long_texts_are_read_quickly(found):
    text = "very good and kind to the one of the top ten " * 100
    begun = time.perf_counter()
    found({"chen": {**QUIET, "brag": [{"text": text[:4_900]}] * 5, "why_you": "[your " * 800}})
    assert time.perf_counter() - begun < 2
