"""A packet, read back as its reader gets it."""

import os
import re
import subprocess
import sys

import pypdfium2
import pytest

from lorpack.packet.view import dialled, linked

WITH_CV = {"applicant": {"cv": "documents/cv.pdf"}}


@pytest.fixture
def with_cv(build, cv_pdf):
    return build(
        applicant={"cv": "documents/cv.pdf"},
        writers={
            "chen": {"highlight": [{"find": "Sub-internship, Ward Seven", "note": "our month"}]}
        },
        documents={"documents/cv.pdf": cv_pdf},
    )


def test_every_recorded_fact_is_printed(build):
    text = build(writers={"chen": {"share_programs": "true"}}).text
    for fact in (
        "Ada Quill", "Ада Квилл", "MBBS", "Fernleigh College of Medicine", "10000001", "LTR-0042",
        "Friday, August 20, 2027", "Dr. Mei Chen", "AAMC Letter Writer Portal", "Internal Medicine",
        "You corrected every presentation of mine.", "Ward Seven", "March – April 2026", "4 weeks",
        "about 12 patients a week", "As an extern · ", "wrote the notes", "A complex DKA admission",
        "Kept the table of gap and potassium.", "It closed overnight.", "Recompute first.",
        "Sepsis in ten minutes", "Noon conference", "April 2, 2026", "Commit to a plan.",
        "Wrote mine in the margin.", "How to sit down first", "Called six offices in an afternoon.",
        "Explained dialysis with a drawing.", "Reasoning aloud", "asks first", "the same",
        "Continuity", "Invented Harbor Hospital", "Its clinic keeps its patients.",
        "ada.quill@example.org", "strong",
    ):  # fmt: skip
        assert fact in text


@pytest.mark.parametrize(
    ("waived", "said", "unsaid"),
    [
        ("true", "I have waived my right", "have not waived"),
        ("false", "I have not waived my right", "I have waived my right to see this letter"),
        (None, "Ada", "waived my right to see this letter"),
    ],
)
def test_the_waiver_is_only_what_is_recorded(build, waived, said, unsaid):
    text = build(writers={"chen": {"letter": {"waived": waived}}}).text
    assert said in text
    assert unsaid not in text


def test_nothing_is_printed_that_is_not_recorded(build):
    bare = dict.fromkeys(
        (
            "rotations",
            "cases",
            "presentations",
            "feedback",
            "learned",
            "brag",
            "emphasis",
            "why_you",
        )
    )
    bare |= {"letter": {"letter_id": None, "wanted_by": None}}
    read = build(
        applicant={
            "qualities": None,
            "targets": [{"id": "im", "specialty": "Internal Medicine", "portal": "eras"}],
        },
        writers={"chen": bare},
    )
    assert [section.key for section in read.packet.sections] == ["cover", "submit"]
    for word in ("Letter ID", "By when", "Reminder", "None", "Goals", "Patients"):
        assert word not in read.text


def test_a_standardized_letter_is_an_evaluation_and_never_strong(build):
    read = build(writers={"chen": {"letter": {"kind": "standardized", "form": "slor-ent"}}})
    assert "Evidence for your evaluation" in read.text
    assert "strong" not in read.text.lower()
    assert "the headings of the SLOR" in read.text
    assert "See also patient 1" in read.text


def test_a_pointer_to_every_patient_is_left_out(build):
    case = {"problem": "A long story", "part": "Listened.", "traits": ["patient_care"]}
    letter = {"kind": "standardized", "form": "slor-ent"}
    all_fit = build(writers={"chen": {"letter": letter, "cases": [case, case]}})
    assert "See also patient" not in all_fit.text
    other = case | {"traits": ["teamwork"]}
    two_fit = build(name="two", writers={"chen": {"letter": letter, "cases": [case, other, case]}})
    assert "See also patients 1 and 3" in two_fit.text


def test_a_form_is_called_by_its_name(build):
    sloe = build(writers={"chen": {"letter": {"kind": "standardized", "form": "sloe"}}})
    asked = "The Standardized Letter of Evaluation (SLOE) for my residency application"
    assert asked in sloe.pages[0]
    unnamed = build(name="unnamed", writers={"chen": {"letter": {"kind": "standardized"}}})
    assert "A standardized evaluation form for my residency application" in unnamed.pages[0]


TARGETS = [
    {"id": "im", "specialty": "Internal Medicine", "track": "preliminary", "portal": "eras"},
    {"id": "dr", "specialty": "Radiology", "track": "advanced", "portal": "eras"},
    {"id": "em", "specialty": "Emergency Medicine", "portal": "residencycas"},
]


def test_a_general_letter_names_what_it_is_for(build):
    letter = {"scope": "general"}
    cover = build(applicant={"targets": TARGETS}, writers={"chen": {"letter": letter}}).pages[0]
    assert "Applying to Internal Medicine (preliminary) and Radiology (advanced) · ERAS" in cover
    assert "for general use: Internal Medicine and Radiology" in cover
    assert "Emergency Medicine" not in cover
    alone = build(name="alone", applicant={"targets": TARGETS}).pages[0]
    assert "Applying to Internal Medicine (preliminary) · ERAS" in alone


def links(read, page: int) -> set[str]:
    found = [note.get_object() for note in read.reader.pages[page].get("/Annots", [])]
    return {link["/A"]["/URI"] for link in found if "/URI" in link.get("/A", {})}


def test_addresses_can_be_followed(build):
    contact = {"email": "ada.quill@example.org", "phone": "+1 216-555-0142",
               "website": "https://quill.example.org/"}  # fmt: skip
    read = build(
        applicant={"contact": contact}, writers={"chen": {"contact": {"email": "chen@example.com"}}}
    )
    assert links(read, 0) == {
        "mailto:ada.quill@example.org", "tel:+12165550142", "https://quill.example.org/",
        "mailto:chen@example.com",
    }  # fmt: skip
    assert "It goes to chen@example.com." in read.pages[0]
    assert "write to me at ada.quill@example.org. I will check" in read.text
    assert "mailto:ada.quill@example.org" in links(read, 1)
    irish = build(name="irish", applicant={"contact": {"email": "a.o'quill@example.org"}})
    assert "mailto:a.o%27quill@example.org" in links(irish, 0)


@pytest.mark.parametrize(
    ("text", "followed"),
    [
        ("Open https://x.example.org/up?id=7 and go.", "Open <https://x.example.org/up?id=7> and go."),
        ("Help is [here](https://h.example.edu/a#b).", "Help is [here](https://h.example.edu/a#b)."),
        ("or <https://www.example.com/a/b>.", "or <https://www.example.com/a/b>."),
        ("Go to letters.unimelb.edu.au first.", "Go to letters.unimelb.edu.au first."),
        ("See a.example.edu/x.html, then.", "See [a.example.edu/x.html](https://a.example.edu/x.html), then."),
        ("At example.org.", "At [example.org](https://example.org)."),
        ("Write to a.b@x.example.com.", "Write to <a.b@x.example.com>."),
        ("(https://x.example.org)", "(<https://x.example.org>)"),
    ],
)  # fmt: skip
def test_an_address_is_linked_whole_and_once(text, followed):
    assert linked(text) == followed


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        ("+1 216-555-0142", "tel:+12165550142"),
        ("+1 216-555-0142 ext. 12", "tel:+12165550142"),
        ("(216) 555-0142, x12", "tel:2165550142"),
        ("+49 (0) 30 / 123-45", "tel:+493012345"),
        ("030 / 123-45", "tel:03012345"),
        ("216-555-0142 / 216-555-0199", ""),
        ("216-555-0142 or 216-555-0199", ""),
        ("1-800-DOCTORS", ""),
        ("12", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_is_linked_when_it_is_certainly_one(phone, address):
    assert dialled(phone) == address


def test_a_packet_of_documents_alone_has_no_empty_page(build, cv_pdf):
    sections = ("submit", "reminder", "brag", "goals", "programs", "guide")
    read = build(
        applicant={"cv": "documents/cv.pdf"},
        documents={"documents/cv.pdf": cv_pdf},
        settings={"sections": dict.fromkeys(sections, "false")},
    )
    assert [(one.key, one.first, one.pages) for one in read.packet.sections][:2] == [
        ("cover", 1, 1), ("cv", 2, len(read.pages) - 1)
    ]  # fmt: skip
    assert all(page.strip() for page in read.pages)


@pytest.mark.parametrize(
    "long",
    ["Certificate of the advanced life support course, ", "MERIT ", "証明書", "m", "W", "w "],
)
def test_a_long_title_stays_on_the_line_above_its_page(build, cv_pdf, long):
    title = (long * 60)[:200].strip()
    read = build(
        writers={"chen": {"attachments": [{"title": title, "file": "documents/a.pdf"}]}},
        documents={"documents/a.pdf": cv_pdf},
    )
    page = next(one.first for one in read.packet.sections if one.title == title)
    assert (1, title, page) in read.outline()
    text = pypdfium2.PdfDocument(read.packet.data)[page - 1].get_textpage()
    strip, dots, _ = text.get_text_range().partition("…")
    assert dots
    assert len(strip) > 40
    assert title.startswith(strip)
    first, last = text.get_charbox(0), text.get_charbox(len(strip))
    assert abs(first[1] - last[1]) < 5  # A second line is 11 points lower.


def test_a_sloe_is_written_where_it_is_written(build):
    letter = {"kind": "standardized", "form": "sloe"}
    read = build(
        applicant={"targets": TARGETS[2:]}, writers={"chen": {"target": "em", "letter": letter}}
    )
    assert "Where esloe.cordem.org, for submission to ResidencyCAS" in unshouted(read.pages[0])
    assert "https://esloe.cordem.org" in links(read, 0)


def unshouted(text: str) -> str:
    return text.replace("WHERE", "Where")


def test_an_enclosed_form_is_told_with_its_page(build, cv_pdf):
    attachments = [
        {"title": "Poster", "file": "documents/poster.pdf"},
        {"title": "Applicant support form", "file": "documents/form.pdf"},
    ]
    read = build(
        writers={"chen": {"attachments": attachments}},
        documents={"documents/poster.pdf": cv_pdf, "documents/form.pdf": cv_pdf},
    )
    page = next(s.first for s in read.packet.sections if s.title == "Applicant support form")
    assert f"Enclosed Applicant support form: page {page}" in read.text
    assert "Poster: page" not in read.text


def test_what_a_position_says_is_not_said_again(build):
    changes = {"position": "Head, Department of Medicine", "department": "Department of Medicine"}
    assert build(writers={"chen": changes}).pages[0].count("Department of Medicine") == 1


def test_how_long_we_have_known_each_other_is_said_once(build):
    known = {"known_since": "2026-01", "context": "Supervisor since January 2026"}
    assert "We have known" not in build(writers={"chen": known}).text
    assert (
        "We have known each other since January 2026."
        in build(
            name="twice", writers={"chen": known | {"context": "Supervisor on the wards"}}
        ).text
    )


def test_a_program_list_says_who_reads_only_where_it_is_known(build):
    many = build(writers={"chen": {"share_programs": "true"}})
    assert "is read by many programs and names none." in many.text
    assert many.text.count("Dear Program Director") == 1
    program = {"name": "Site", "why": "Its clinic."}
    target = {"id": "fm", "specialty": "Family Medicine", "portal": "carms", "programs": [program]}
    carms = build(
        name="carms", applicant={"targets": [target]}, writers={"chen": {"share_programs": "true"}}
    )
    assert "A few places I am drawn to" in carms.text
    assert "read by many" not in carms.text


def test_a_research_mentor_gets_a_project_summary(build):
    project = {"name": "Gaps in follow-up", "kind": "cohort study", "role": "Cleaned the data.",
               "methods": ["R"], "results": ["Poster, 2026"]}  # fmt: skip
    changes = {"role": "research_mentor", "relationship": ["research"], "rotations": None,
               "cases": None, "projects": [project]}  # fmt: skip
    read = build(writers={"chen": changes})
    assert "Project summary" in read.text
    assert "Reminder sheet" not in read.text
    assert "Cleaned the data." in read.text


def test_a_home_country_writer_learns_what_a_letter_shows(build):
    abroad = {"chen": {"role": "home_country_faculty"}}
    assert "What a US letter shows" in build(writers=abroad).text
    target = {"id": "fm", "specialty": "Family Medicine", "portal": "carms"}
    canadian = build(applicant={"targets": [target]}, writers=abroad).text
    assert "What a Canadian letter shows" in canadian
    assert "waived" not in canadian
    assert "What a US letter shows" not in build(writers={"chen": {}}).text


def test_contents_outline_and_sections_tell_the_same_pages(with_cv):
    sections = {section.title: section.first for section in with_cv.packet.sections}
    outline = {title: page for level, title, page in with_cv.outline() if level == 1}
    assert outline == sections
    cover = with_cv.pages[0]
    for title, page in sections.items():
        if title != "Cover":
            assert re.search(rf"{re.escape(title)}( 3 pages)? {page}\b", cover), title
            assert title in with_cv.pages[page - 1]


def test_outline_is_nested(with_cv):
    nested = [(title, page) for level, title, page in with_cv.outline() if level == 2]
    titles = [title for title, _ in nested]
    assert "Ward Seven" in titles
    assert titles[-2:] == ["Curriculum vitae, page 2", "Curriculum vitae, page 3"]


def test_every_page_says_which_it_is_and_whose(with_cv):
    count = with_cv.packet.pages
    assert len(with_cv.pages) == count
    for number, text in enumerate(with_cv.pages, 1):
        assert f"Page {number} of {count}" in text
        assert "Ada Quill · letter packet for Dr. Mei Chen" in text


def test_the_document_describes_itself(with_cv):
    reader = with_cv.reader
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Letter packet for Dr. Mei Chen: Ada Quill"
    assert reader.metadata.author == "Ada Quill"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert "/StructTreeRoot" in root
    assert root["/PageMode"] == "/UseOutlines"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.page_labels == [str(n) for n in range(1, with_cv.packet.pages + 1)]


def test_supplied_pages_keep_their_shape_and_their_links(with_cv):
    reader = with_cv.reader
    first = next(section.first for section in with_cv.packet.sections if section.key == "cv") - 1
    sizes = [tuple(round(float(v)) for v in reader.pages[first + n].mediabox[2:]) for n in range(3)]
    assert sizes == [(612, 792), (612, 792), (792, 612)]
    links = [a.get_object() for a in reader.pages[first]["/Annots"]]
    uris = [link["/A"]["/URI"] for link in links if "/A" in link and "/URI" in link["/A"]]
    assert uris == ["https://example.org/ada"]
    assert len(links) == 2
    assert b"JavaScript" not in with_cv.packet.data


def test_a_highlight_is_marked_and_named_with_its_page(with_cv):
    page = next(section.first for section in with_cv.packet.sections if section.key == "cv")
    assert f"Sub-internship, Ward Seven – our month see page {page}" in with_cv.text
    assert [finding.code for finding in with_cv.packet.findings] == ["LOR720"]


def test_a_highlight_that_is_not_found_is_a_finding(build, cv_pdf):
    read = build(
        applicant={"cv": "documents/cv.pdf"},
        writers={"chen": {"highlight": ["Residency abroad"]}},
        documents={"documents/cv.pdf": cv_pdf},
    )
    finding = next(finding for finding in read.packet.findings if finding.code != "LOR720")
    assert (finding.code, finding.place.file) == ("LOR751", "writers/chen.yaml")
    assert "Residency abroad" in finding.place.excerpt
    assert "In my CV" not in read.text


@pytest.mark.parametrize("theme", ["classic", "clear"])
@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_themes_and_papers(build, theme, paper, size):
    read = build(settings={"theme": theme, "paper": paper})
    assert not read.packet.findings
    assert {tuple(round(float(v)) for v in page.mediabox[2:]) for page in read.reader.pages} == {
        size
    }
    fonts = {str(f["/BaseFont"]) for f in read.reader.pages[1]["/Resources"]["/Font"].values()}
    assert any("Sans" in name for name in fonts)
    assert any("Serif" in name for name in fonts) is (theme == "classic") or theme == "clear"


PAYLOADS = [
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "{% raw %}x{% endraw %}",
    "</style><style>*{display:none}",
    '" onload="x',
    "<img src=file:///etc/passwd>",
    "&lt;b&gt; &amp;",
    "url(file:///etc/passwd)",
    "<link rel=attachment href=file:///etc/passwd>",
    "100 % – <1 > 0 \\ /",
]


def test_hostile_text_is_printed_literally(build):
    changes = {
        "name": {"family": PAYLOADS[0]},
        "position": PAYLOADS[3],
        "why_you": None,
        "learned": PAYLOADS,
        "emphasis": PAYLOADS,
        "letter": {"letter_id": PAYLOADS[1]},
    }
    read = build(applicant={"name": {"full": PAYLOADS[5]}}, writers={"chen": changes})
    text = re.sub(r"\s+", "", read.text)
    for payload in PAYLOADS:
        assert re.sub(r"\s+", "", payload) in text
    assert read.reader.metadata.author == PAYLOADS[5]
    assert "/EmbeddedFiles" not in str(read.reader.trailer["/Root"])


def test_a_missing_glyph_in_a_statement_is_told(build):
    target = {"id": "im", "specialty": "Medicine", "portal": "eras", "statement": "documents/ps.md"}
    read = build(applicant={"targets": [target]}, documents={"documents/ps.md": "வணக்கம்".encode()})
    (finding,) = read.packet.findings
    assert (finding.code, finding.place.excerpt.strip()) == ("LOR752", "statement: documents/ps.md")
    assert "U+0BB5" in finding.message


def test_a_character_that_is_drawn_in_pieces_is_no_fault_of_a_template(build):
    target = {"id": "im", "specialty": "Medicine", "portal": "eras", "statement": "documents/ps.md"}
    documents = {
        "documents/ps.md": "น้ำ\n".encode(), "portals/eras.yaml": HUB.encode(),
        "templates/messages/request.txt.j2": b"Subject: S\n\nA strong letter?\n",
    }  # fmt: skip
    plain = build(applicant={"targets": [target]}, documents=documents)
    documents["templates/packet/goals.html.j2"] = b'<p id="goals">Goals</p>'
    own = build(name="own", applicant={"targets": [target]}, documents=documents)
    for read in (plain, own):
        assert "from a template" not in "".join(one.message for one in read.packet.findings)


HUB = "as_of: 2027-06-14\nsource: handbook\ndeputy: [Our office can upload it \u2705]\n"


def test_too_many_pages_name_the_longest_section(build):
    case = {"problem": "A long story", "part": "word " * 150}
    read = build(writers={"chen": {"cases": [case] * 14}})
    (finding,) = read.packet.findings
    assert finding.code == "LOR753"
    assert "“Reminder sheet”" in finding.message
    assert f"{read.packet.generated} generated pages" in finding.message


def test_a_refused_document_gives_findings_and_no_packet(build):
    read = build(
        applicant={"cv": "documents/cv.pdf", "photo": "documents/photo.jpg"},
        documents={"documents/cv.pdf": b"<html>", "documents/photo.jpg": b"GIF89a"},
    )
    assert read.packet.data == b""
    assert sorted(finding.code for finding in read.packet.findings) == ["LOR713", "LOR741"]


def test_an_own_template_is_used_and_its_mistake_is_placed(build):
    own = "templates/packet/goals.html.j2"
    good = build(
        documents={own: b'<section id="goals"><h2>Goals</h2><p>My own words</p></section>'}
    )
    assert "My own words" in good.text
    bad = build(name="bad", documents={own: b"<h2>Goals</h2>\n{{ target.gaols }}"})
    (finding,) = bad.packet.findings
    assert (finding.code, str(finding.place)) == ("LOR801", "templates/packet/goals.html.j2:2:1")
    assert bad.packet.data == b""


@pytest.mark.parametrize(
    "reach",
    ['<img src="file:///etc/hostname">', '<img src="http://127.0.0.1:9/x">', "<style>@import 'file:///etc/hostname'</style>",
     '<svg width="9" height="9"><image href="file:///etc/hostname"/></svg>', '<link rel="attachment" href="file:///etc/hostname">'],
)  # fmt: skip
def test_an_own_template_reaches_nothing_outside(build, reach):
    page = f'<section id="goals"><h2>Goals</h2>{reach}</section>'
    (finding,) = build(documents={"templates/packet/goals.html.j2": page.encode()}).packet.findings
    assert finding.code == "LOR801"
    assert "outside the packet" in finding.message


def test_a_statement_in_words_is_typeset_under_one_title(build):
    statement = (
        b"# Personal statement\n\nIt began with *a bus timetable*.\n\n## Later\n\n- one\n- two\n"
    )
    target = {
        "id": "im",
        "specialty": "Internal Medicine",
        "portal": "eras",
        "statement": "documents/ps.md",
    }
    read = build(applicant={"targets": [target]}, documents={"documents/ps.md": statement})
    section = next(s for s in read.packet.sections if s.key == "statement")
    page = read.pages[section.first - 1]
    assert "Personal statement It began with a bus timetable. Later" in page
    assert section.origin == "supplied"
    assert page.count("Personal statement") == 1


def test_sections_can_be_switched_off(build):
    read = build(
        settings={"writers": {"chen": {"sections": {"goals": "false", "submit": "false"}}}}
    )
    assert [s.key for s in read.packet.sections] == ["cover", "reminder", "brag"]


@pytest.mark.parametrize("name", ["packet/packet.html.j2", "packet/goals.html.j2"])
def test_an_own_template_that_drops_an_anchor_is_told(build, name):
    read = build(documents={f"templates/{name}": b"<p>nothing of what was here</p>"})
    (finding,) = read.packet.findings
    assert finding.code == "LOR801"
    assert "is missing, so its page is not known" in finding.message


def test_a_variable_font_brings_no_clock_time_into_the_bytes(build, monkeypatch):
    import time

    first = build(writers={"chen": {"name": {"native": "अंजलि"}}})
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86_400)
    second = build(name="again/quill", writers={"chen": {"name": {"native": "अंजलि"}}})
    assert first.packet.data == second.packet.data


def test_a_mistake_in_an_own_style_is_told(build):
    css = b":root { --accent: #123456; --tint: #eee; --rule: #ccc; --body: var(--sans); --head: var(--sans) }\n"
    read = build(documents={"templates/themes/classic.css": css + b"h2 { colour: red }"})
    (finding,) = read.packet.findings
    assert finding.code == "LOR802"
    assert "colour" in finding.message
    assert read.packet.data


def test_nothing_of_ours_stays_in_the_folder_for_temporary_files(tmp_path):
    script = (
        "from lorpack.packet.warm import warm_up\n"
        "import os, tempfile\n"
        "warm_up()\n"
        "print(len(os.listdir(tempfile.gettempdir())))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert int(done.stdout) > 0
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []
