"""What could identify a patient: found, and left alone where it is medicine."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lorpack.advice import privacy
from lorpack.advice.check import check
from lorpack.advice.privacy import document_identifiers, identifiers, scan
from lorpack.advice.privacy.model import Prose
from lorpack.codes import RULES
from lorpack.profiles.load import load


def about_patients(folder):
    """What check says of patients' privacy."""
    return [finding for finding in check(folder) if finding.code.startswith("LOR6")]


FOUND = {
    "LOR601 error": [
        "Patient in [Room 204] with complex DKA", "[bed 12] had a fall", "[Rm 12B] needs an LP", "pt in [4-117]",
        "the lady in [bed twelve]", "[bay 3] [bed 2]", "a man in [Trolleys 4]", "[Ward 7B] patient", "[rm204]", "[4 South bed 12]", "[ICU bed 7]",
        "the woman in [Room two-oh-four]", "the man in [12B] who refused", "the lady on the [8th floor] crashed",
        "[Bed A], please", "[Ward IV] was full of patients", "Pt in [MICU-12]", "code in [Trauma bay 2]",
    ],
    "LOR602 error": [
        "[MRN 0012345]", "[NHS number 943 476 5919]", "[Folder no. 22/4471]", "[IP No. 55123]", "[Medicaid ID 8839201]",
        "see [#4471902]", "[hosp no GH/22/04518]", "[chart 448-91-07]", "specimen [S24-11873]", "slide [24-SP-1234]", "the number [00412345]",
    ],
    "LOR603 error": ["[123-45-6789]", "[SSN ends in 4471]", "last four of her social, [6789]", "[Aadhaar 4471 2290 1187]", "insured as [AB 123456 C]"],
    "LOR604 error": [
        "her son at [216-555-0144]", "[+44 20 7946 0958]", "[pager 4471]", "[jane.doe@example.com]", "[(216) 555-0190] is her home",
        "[j.doe (at) example.org]", "[ravi at example dot in]",
    ],
    "LOR605 warning": ["[https://imgur.example/abc]", "[www.example.com/help-ana]", "from [10.0.0.12]", "[@her_cancer_story]"],
    "LOR606 error": [
        "DOB [3/4/61]", "admitted [Tues 14 July]", "admitted on [3/14] with sepsis", "[2026-07-14] he left", "seen [July 14th]",
        "[the 4th of July] delivery", "he died on [Christmas Eve]", "she left [on] [14.07.2026]", "Readmit [9/17] with CHF",
        "[Friday 21 Feb] delivery", "the [fourteenth of July]", "she was discharged on [the 14th]",
        "a man admitted on [St. Patricks day]", "he was transferred on [the night of] [9/11]",
    ],
    "LOR606 warning": ["discharged in [March 2026]", "he was born in [May]"],
    "LOR607 error": [
        "[nonagenarian] [aged 94]", "[94F] with hip fracture", "a [103-year-old]", "[92yo] man", "[94/M], CVA", "he is [in his nineties]",
        "Mrs. X, [91], asked", "[ninety-four-year-old] man", "lady of [90 yrs]", "[born in 1931]", "her [100th birthday]",
    ],
    "LOR608 warning": [
        "[Mrs O.] taught me", "[Mr and Mrs Lopez]", "her daughter [Emily] called", "the [Garcia family]", "[Baby Boy Lopez]",
        "patient named [Rosa]", "[Maria Lopez], 58, with sepsis", "[mr tanaka] asked", "[Elena] told me", "Patient [Carlos Mendoza] came",
    ],
    "LOR609 warning": ["[J.D.], 45M", "pt [JD] was angry", "The pt. [K.L.] was angry", "mother of baby [I.K.] came", "[A.B.C.], 6 yo", "initials [K.L.]", "[ML] (bed six), 71F"],
    "LOR610 warning": [
        "a man from [Flint]", "she lives in [Akron]", "transferred from [Dayton, OH]", "a farmer from [Millfield County]",
        "he crashed on [Highway 23]", "her son goes to [Lincoln High School]",
        "a rollover [on I-95] with a man in it", "the man was hit near [exit 12]", "a patient hospitalised in [Toledo]",
    ],
    "LOR611 error": [
        "[license plate 7KLM204]", "[pacemaker serial no. 4471-X]", "[lot number A4471]", "[driver's license D123-4567]",
        "[VIN 1HGCM82633A004352]", "[passport no. N4471820]",
    ],
    "LOR612 warning": [
        "[the mayor's wife]", "[first case in Ohio]", "[the only dentist in town]", "it [made the local news]",
        "[one of twelve known cases worldwide]", "[a retired NBA player]", "[sole survivor of the bridge collapse]",
        "[the first liver transplant in the state]", "[the wife of our state's governor]",
        "[fourth reported case in the literature]", "the [tenth reported case worldwide]", "a [septuplet]", "an [octuplet]",
    ],
    "LOR613 error": ["lives at [14 Elm Street]", "[zip 44114]", "[Apt 4B]", "to [H3A 1B2]"],
    "LOR614 warning": ["a [screenshot of the chart]", "[photo of her face]", "[thumbprints] of the man"],
}  # fmt: skip

SILENT_LINES = """
4 weeks on the ward|A1c 12.4|T2DM, stage 3 CKD|Dr. Chen taught me|Room air sats 92%|ICU for 3 days|bed rest for 2 days
metoprolol 25 mg twice daily|a 12-bed unit|strength 4/5 to 5/5|BP 120/80, pain 3/10|platelets 250000|the ward 4 weeks
in bed 3 days|temp 101F|T 100.4 F|SpO2 at 93% on 2 L|in the mid-90s on oxygen|90-day readmission|95% of patients|a man in his eighties
first case I presented|my first patient|I was the only student on the team|the only drug that helped|one patient in 10|1 in 4 patients
GCS 14/15|L4-L5 radiculopathy|3/6 systolic murmur|24/7|10-15 minutes|OR 2.5 (95% CI 1.1-3.2)|HD 4 and POD 2|NCT01234567
vitamin B12|Child-Pugh B|Hepatitis B, treated|Glasgow Coma Scale 8|Wilson disease|Whipple procedure|circle of Willis|Bishop 8
a patient from Somalia|a farmer from rural Nebraska|patients in Texas|presented at noon conference on 17 July|an 89-year-old woman
a poster at ACP in Chicago|I grew up in Kaduna, Nigeria|rotated in Houston from 3 June to 28 June|in January I start research
serial troponins|a 12-lead ECG|the chief resident|judge the volume status|in U.S. clinics|with the M.D. students|IV lasix|T3N1M0 disease
Nurse Adams caught it|Prof. Rossi asked me|Mr. Collins, our pharmacist preceptor, taught me|my co-intern Sara helped|a lot of patients
chart review of 412 discharges|in 2019 he quit smoking|Step 2 CK 250|two units PRBC|10 units of insulin|the only way to learn
MR Angiography of the brain|a well-known complication|broke bad news in the family meeting|PMID 31234567|Ward round with Dr. Iyer
seen at Mercy. In the morning he left|MR IMAGING of the brain|MS EXACERBATION|an MS IV student|MS Word
"""  # fmt: skip
SILENT = [text for line in SILENT_LINES.split("\n") for text in line.split("|") if text]


def marked(text):
    """*text* without its brackets, and the spans between them."""
    plain, spans = "", []
    for number, piece in enumerate(text.replace("]", "[").split("[")):
        if number % 2:
            spans.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, spans


@pytest.mark.parametrize(
    ("expected", "text"), [(key, text) for key, texts in FOUND.items() for text in texts]
)
def test_found(expected, text):
    plain, spans = marked(text)
    hits = [hit for hit in identifiers(plain) if f"{hit.code} {hit.severity}" == expected]
    assert hits, identifiers(plain)
    for hit in hits:
        assert any(hit.start < end and start < hit.end for start, end in spans)


@pytest.mark.parametrize("text", SILENT)
def test_silent(text):
    assert [(hit.code, text[hit.start : hit.end]) for hit in identifiers(text)] == []


def test_every_code_is_explained_and_says_what_it_is():
    codes = {code.split()[0] for code in FOUND}
    assert codes == {code for code in RULES if "LOR601" <= code < "LOR620"}
    for code in (code for code in RULES if "LOR601" <= code < "LOR633"):
        assert "no certification" in RULES[code].why
        assert RULES[code].source


def test_names_that_are_known():
    text = "Ms. Hale and Mr. O'Brien met Dr. Chen; Mrs. Chen came too"
    assert [text[h.start : h.end] for h in identifiers(text)] == ["Ms. Hale", "Mr. O'Brien"]
    assert identifiers(text, ["Joan Hale", "Pat O'Brien"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "[Mrs. Šimić] came", "[Mr. Łukasz Nowak] came", "[Mr. Żak] came", "[Mrs. Yıldız] came", "[Mrs. İnönü] came",
        "[Mr. Đặng] came", "[Mr. Wałęsa] came", "[Mrs. Simić] came", "[Mr. Ł.] came", "a patient named [Łukasz]",
        "[Łukasz Nowak], 54, with DKA", "the [Žižek family]", "a man from [Łódź]", "[MR. LOPEZ] came", "[MS. Chen] came",
        "[MR LOPEZ] came", "[MRS ŻAK] came",
    ],
)  # fmt: skip
def test_a_name_in_any_latin_letters_is_found_whole(text):
    plain, spans = marked(text)
    assert [(hit.start, hit.end) for hit in identifiers(plain)] == spans


def test_a_colleague_in_any_latin_letters_is_known():
    assert identifiers("Dr. Šimić and Ms. Šimić taught me; Mr. Żak too", ["Jan Żak"]) == []


def test_letters_that_a_text_has_not_are_not_missed_in_its_patterns():
    for text in (marked(text)[0] for texts in FOUND.values() for text in texts):
        every = Prose(text)
        every.__dict__["is_plain"] = False
        for each in scan._DETECTORS:
            assert [*each.hits(every)] == [*each.hits(Prose(text))]


def test_a_text_about_duties_is_read_less_strictly():
    assert identifiers("Covered Ward 7 from 3 June 2026", about_patient=False) == []
    hits = identifiers("A patient admitted on 3 June 2026 to Ward 7", about_patient=False)
    assert [hit.code for hit in hits] == ["LOR606", "LOR601"]
    assert [hit.code for hit in identifiers("MRN 0012345", about_patient=False)] == ["LOR602"]


WORDS = (
    "Room bed 12 204 3/4/61 July 14 Mrs. O. J.D. 45M 94F from Flint the only first case in Ohio MRN @ . , # - ( ) \n é 王 "
    "the mayor's wife a@b.co http:// +1 555 0100 ninety four"
)
PIECES = st.sampled_from(WORDS.split(" "))


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map(" ".join)), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_text(text, about_patient):
    hits = identifiers(text, ["Chen"], about_patient=about_patient)
    last = 0
    for hit in hits:
        assert last <= hit.start < hit.end <= len(text)
        assert hit.code in RULES
        last = hit.end
    document_identifiers(text)


HOSTILE = (
    "1 ", "1-", "1.", "A. ", "Abc ", "ABC", "a", " ", "a@", "a@b.", "ab:", "room ", "MRN ", "call her ", "\n", "famous abc ",
    "one of only ", "Mr. A ", "July 14 ", "man from a ", "http://", "lives in A ", "The Abc’s ", "tattoo a ", "serial no A1 ",
    "car plate A", "the only a ", "first case ", "bed one hundred and ", "x1/2/", "patient in ", "phone number is ", "IBAN DE12 ",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(piece):
    """Eight times the text takes about eight times as long; backtracking would take sixty-four."""

    def seconds(length, times=1):
        text = (piece * (length // len(piece) + 1))[:length]
        best = float("inf")
        for _ in range(times):
            start = time.process_time()
            identifiers(text)
            document_identifiers(text)
            best = min(best, time.process_time() - start)
        return best

    seconds(1_000)
    short = max(seconds(8_000, 3), 0.002)
    long = seconds(64_000)
    for _ in range(8):
        if long < 24 * short:
            break
        long = min(long, seconds(64_000))  # The machine may be busy with something else.
    assert long < 24 * short


CASES = """\
cases:
  - problem: Patient in Room 204 with complex DKA
    part: >-
      I sat with the patient in
      bed 12 and then with the
      man in bed 12 again, on his
      birthday, July
      14, as he wished.
    outcome: |
      Home.

      Mrs. O. wrote from Flint.
    learned: 'Mrs. O''Hara''s way'
brag:
  - "the \\"mayor's wife\\" and bed 3"
  - text: bed 4
"""


@pytest.fixture
def application(make_application):
    folder = make_application(
        settings={"ignore": []}, writers={"chen": {"cases": None, "brag": None}}
    )
    with (folder / "writers" / "chen.yaml").open("a", encoding="utf-8") as file:
        file.write(CASES)
    return folder


def under_caret(finding):
    place = finding.place
    return place.excerpt[place.column - 1 : place.column - 1 + place.width]


def test_each_finding_stands_at_its_words(application):
    found = [(f.place.line, f.code, under_caret(f)) for f in about_patients(application)]
    lines = (application / "writers" / "chen.yaml").read_text().splitlines()
    first = lines.index("cases:") + 1
    assert [(line - first, code, words) for line, code, words in found] == [
        (1, "LOR601", "Room 204"),
        (4, "LOR601", "bed 12"),
        (5, "LOR601", "bed 12"),
        (6, "LOR606", "July"),
        (11, "LOR608", "Mrs. O."),
        (11, "LOR610", "Flint"),
        (12, "LOR608", "Mrs. O''Hara"),
        (14, "LOR612", "mayor's wife"),
        (14, "LOR601", "bed 3"),
        (15, "LOR601", "bed 4"),
    ]
    assert {finding.writer for finding in about_patients(application)} == {"chen"}


def test_colleagues_of_the_application_are_known(make_application):
    writer = {
        "context": "Ward round with Dr. Varga",
        "cases": [
            {"problem": "delirium", "part": "Mr. Varga asked; so did Ms. Sable and Mr. Quill"}
        ],
        "contact": {"assistant": {"name": "Joan Sable"}},
    }
    assert about_patients(make_application(writers={"chen": writer})) == []


@pytest.mark.parametrize(
    "text", [b"My road.\n\nA patient in Room 204\nwas kind.\n", b"SSN 123-45-6789"]
)
def test_statement(make_application, text):
    folder = make_application(
        applicant={"targets": [{"id": "im", "specialty": "IM", "portal": "eras", "statement": "documents/ps.md"}]},
        documents={"documents/ps.md": text},
    )  # fmt: skip
    found = about_patients(folder)
    assert [finding.place.file for finding in found] == ["documents/ps.md"] * len(found)
    if b"Room" in text:
        assert [(f.code, f.place.line, f.place.column, under_caret(f)) for f in found] == [
            ("LOR601", 3, 14, "Room 204")
        ]
    else:
        assert [finding.code for finding in found] == ["LOR603", "LOR622"]


def test_what_is_ignored_is_listed_with_its_reason(application):
    assert privacy.ignored(load(application).application) == []
    settings_file = application / "lorpack.yaml"
    settings_file.write_text("ignore:\n  - {code: LOR601, reason: invented numbers}\n")
    assert "LOR601" not in {finding.code for finding in check(application)}
    listed = privacy.ignored(load(application).application)
    assert [each.finding.code for each in listed] == ["LOR601"] * 5
    assert listed[0].as_dict()["reason"] == "invented numbers"
    settings_file.write_text(
        "ignore:\n  - {code: LOR601, reason: theirs, file: writers/else.yaml}\n"
    )
    assert privacy.ignored(load(application).application) == []
