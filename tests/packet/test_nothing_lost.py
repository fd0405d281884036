"""A fact that stands alone is printed too, and nothing points to what is not there."""

import pytest

ALL_OF_IT = (
    "rotations", "cases", "presentations", "feedback", "learned", "brag", "emphasis", "why_you",
)  # fmt: skip


@pytest.fixture
def bare(build):
    """Build the packet of a writer about whom only the given keys are recorded."""

    def build_it(applicant=None, **facts):
        target = {"id": "im", "specialty": "Internal Medicine", "portal": "eras"}
        changes = {"qualities": None, "targets": [target], **(applicant or {})}
        return build(applicant=changes, writers={"chen": {**dict.fromkeys(ALL_OF_IT), **facts}})

    return build_it


@pytest.mark.parametrize(
    ("facts", "printed"),
    [
        ({"emphasis": ["Reasoning aloud at the bedside"]}, "Reasoning aloud at the bedside"),
        ({"context": "Attending on my first ward"}, "Attending on my first ward."),
        ({"known_since": "2026-03"}, "since March 2026"),
        ({"growth": "A year of research."}, "A year of research."),
    ],
)
def test_a_fact_about_the_writer_is_printed_when_it_is_the_only_one(bare, facts, printed):
    assert printed in bare(**facts).text


@pytest.mark.parametrize(
    ("fact", "printed"),
    [
        ({"summary": "I trained beside one laboratory."}, "I trained beside one laboratory."),
        ({"scores": [{"exam": "USMLE Step 1", "result": "Pass"}]}, "USMLE Step 1"),
        ({"ids": {"other": {"School number": "S-77"}}}, "School number"),
    ],
)
def test_a_fact_about_the_applicant_is_printed_when_it_is_the_only_one(bare, fact, printed):
    assert printed in bare(applicant=fact).text


def test_a_highlight_alone_still_leads_to_the_cv(bare, build, cv_pdf):
    nothing = dict.fromkeys(ALL_OF_IT)
    read = build(
        applicant={"cv": "documents/cv.pdf"},
        writers={"chen": {**nothing, "highlight": ["Sub-internship, Ward Seven"]}},
        documents={"documents/cv.pdf": cv_pdf},
    )
    assert "In my CV" in read.text


def off(*sections):
    return {"sections": dict.fromkeys(sections, "false")}


def test_what_is_switched_off_is_not_pointed_to(build, cv_pdf):
    letter = {"kind": "standardized", "form": "sloe"}
    read = build(
        applicant={"cv": "documents/cv.pdf"},
        writers={"chen": {"letter": letter, "highlight": ["Sub-internship, Ward Seven"]}},
        settings=off("cv", "reminder"),
        documents={"documents/cv.pdf": cv_pdf},
    )
    assert {section.key for section in read.packet.sections}.isdisjoint({"cv", "reminder"})
    assert "See also" not in read.text
    assert not read.packet.findings


@pytest.mark.parametrize(
    ("switch", "changes"),
    [
        ("cv", {"applicant": {"cv": "documents/broken.pdf"}}),
        ("documents", {"applicant": {"documents": [{"title": "T", "file": "documents/broken.pdf"}]}}),
        ("request_form", {"writers": {"chen": {"letter": {"request_form": "documents/broken.pdf"}}}}),
        ("statement", {"writers": {"chen": {"statement": "documents/broken.pdf"}}}),
    ],
)  # fmt: skip
def test_a_damaged_document_that_is_switched_off_costs_nothing(build, switch, changes):
    broken = {"documents/broken.pdf": b"%PDF-1.7\nnothing more"}
    assert build(**changes, settings=off(switch), documents=broken).packet.data
    assert not build(name="on", **changes, documents=broken).packet.data


def test_a_character_without_a_glyph_in_a_label_is_told(make_application):
    from lorpack.advice.check import check

    folder = make_application(applicant={"ids": {"other": {"No. \U0001f9ea": "7"}}})
    assert "LOR752" in [one.code for one in check(folder)]


def test_a_character_without_a_glyph_in_an_own_template_is_told(build):
    read = build(
        documents={"templates/packet/goals.html.j2": '<p id="goals">\U0001f9ea</p>'.encode()}
    )
    (finding,) = read.packet.findings
    assert finding.code == "LOR752"
    assert "U+1F9EA" in finding.message


OFFICE = "as_of: 2027-06-14\nsource: handbook\ndeputy:\n  - Our office can upload the letter \U0001f9ea\n"
MISSING = {"portals/eras.yaml": OFFICE.encode(), "templates/messages/x.txt.j2": b"x"}


@pytest.mark.parametrize(
    "own", [{}, {"templates/packet/guide.html.j2": b"<section id='guide'><p>Fine</p></section>"}]
)
def test_a_character_of_an_own_portal_is_not_said_to_be_of_a_template(build, own):
    assert build(documents={**MISSING, **own}).packet.findings == ()


@pytest.mark.parametrize(
    ("template", "told"), [("Fine", []), ("\U0001f9ec", ["no font here has \U0001f9ec (U+1F9EC)"])]
)
def test_what_a_character_is_made_of_is_as_known_as_the_character(build, template, told):
    # The vowel U+0E33 is laid out as U+0E4D and U+0E32.
    read = build(
        applicant={"name": {"native": "\u0e19\u0e49\u0e33"}},
        documents={"templates/packet/goals.html.j2": f'<p id="goals">{template}</p>'.encode()},
    )
    assert [one.message.partition(",")[0] for one in read.packet.findings] == told


def test_indented_and_fenced_text_stays_on_the_page(build):
    long = "Since the first week " * 30
    statement = f"One.\n\n    {long}ENDINDENT\n\n```\n{long}ENDFENCE\n```\n"
    read = build(
        writers={"chen": {"statement": "documents/s.md"}},
        documents={"documents/s.md": statement.encode()},
    )
    inside = " ".join(_inside(read))
    assert "ENDINDENT" in inside
    assert "ENDFENCE" in inside


def test_long_unbroken_text_stays_on_the_page(build):
    url = "https://example.org/" + "a" * 230 + "Z1"
    quality = "keeps " + "every promise made to a family " * 7 + "QEND"
    read = build(
        applicant={"contact": {"website": url}, "qualities": [quality]},
        writers={"chen": {"letter": {"request_url": url}}},
    )
    inside = "".join(_inside(read)).replace(" ", "")
    assert inside.count("Z1") >= 2
    assert "QEND" in inside


def _inside(read):
    """The text that lies on the paper, page by page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(read.packet.data)
    try:
        for page in document:
            width, height = page.get_size()
            found = page.get_textpage().get_text_bounded(0, 0, width, height)
            yield " ".join(found.replace("\ufffe", "").split())
    finally:
        document.close()


def test_pages_of_sections_are_those_they_stand_on(build):
    goals = "\n\n".join(["A long paragraph of reasons and plans. " * 30] * 8)
    target = {
        "id": "im",
        "specialty": "Internal Medicine",
        "portal": "eras",
        "goals": goals[:4900],
        "themes": ["continuity"],
    }
    read = build(applicant={"targets": [target]})
    spans = {one.key: (one.first, one.first + one.pages - 1) for one in read.packet.sections}
    assert spans["cover"][1] == spans["submit"][0] - 1
    first, last = spans["goals"]
    assert last > first
    for key, words in (
        ("reminder", "What I took from you"),
        ("goals", "Threads of my application"),
    ):
        page = next(n for n, text in enumerate(read.pages, 1) if words in text)
        assert spans[key][0] <= page <= spans[key][1]


def test_a_reader_can_only_be_led_to_the_web_mail_and_telephone(build):
    why = "[a](smb://host/share) [b](//host/share) [c](search-ms:x) [d](https://example.org/d)"
    read = build(writers={"chen": {"why_you": why}})
    uris = {
        str(note.get_object()["/A"]["/URI"])
        for page in read.reader.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert "https://example.org/d" in uris
    assert all(uri.startswith(("https://", "http://", "mailto:", "tel:")) for uri in uris)


@pytest.mark.parametrize(
    "css",
    [
        b'@font-face { font-family: x; src: url("https://example.org/x.ttf") }',
        b'p { background: url("https://example.org/x.png") }',
    ],
)
def test_a_style_that_asks_for_something_outside_is_refused_in_words(build, css):
    (finding,) = build(documents={"templates/themes/classic.css": css}).packet.findings
    assert finding.code == "LOR801"
    assert "outside the packet" in finding.message


def test_a_token_that_refers_to_itself_is_told(build):
    read = build(
        documents={
            "templates/themes/classic.css": b":root { --accent: var(--tint); --tint: var(--accent) }"
        }
    )
    (finding,) = read.packet.findings
    assert finding.code == "LOR801"
    assert "refers to itself" in finding.message
