"""A whole class in one build: who is kept apart from whom, what is kept, what an office shares."""

import errno
import hashlib
import json
import os
from io import BytesIO
from pathlib import Path

import pytest

from lorpack.batch import work
from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest, Outcome
from lorpack.batch.record import RECORD, WORDS
from lorpack.errors import OutputError, WorkerLost

pytestmark = pytest.mark.usefixtures("in_process")

ANN = {
    "name": {"given": "Ann", "family": "Quill", "native": None},
    "ids": {"aamc_id": "99000001"},
}
BEN = {
    "name": {"given": "Benoît", "family": "Ramires", "native": None},
    "ids": {"aamc_id": "99000002"},
    "contact": {"email": "ben.ramires@example.org"},
}


@pytest.fixture
def request_to(tmp_path):
    def make(**changes) -> BuildRequest:
        return BuildRequest(tmp_path / "output", **{"jobs": 2, **changes})

    return make


@pytest.fixture
def two(make_application):
    """Two applicants of one class; a writer of the second may be changed."""

    def make(**changes):
        letter = {"letter_id": "LTR-7700", **changes.pop("letter", {})}
        documents = changes.pop("documents", {})
        cv = {"cv": "documents/cv.pdf"} if documents else {}
        first = make_application("class/ann", applicant=ANN)
        second = make_application(
            "class/ben",
            applicant={**BEN, **cv},
            writers={"chen": {"letter": letter, **changes}},
            documents=documents,
        )
        return [first, second]

    return make


def pdf_with(*lines: str) -> bytes:
    """A page with these lines of text."""
    import pikepdf

    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(612, 792))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        shown = b"".join(f"({line}) Tj 0 -20 Td ".encode("latin-1") for line in lines)
        page.Contents = pdf.make_stream(b"BT /F 12 Tf 72 700 Td " + shown + b"ET")
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def told(results):
    return [
        (finding.code, finding.writer, finding.message)
        for result in results
        for finding in result.findings
        if finding.code in ("LOR631", "LOR632")
    ]


def held_messages(folders, tmp_path):
    """Why the second of two applicants' requests is not written, if it is not: code and kind."""
    from datetime import date

    from lorpack.batch.mail import write_messages
    from lorpack.batch.mail_model import MailRequest
    from lorpack.messages.catalogue import Kind

    request = MailRequest(tmp_path / "mail", date(2027, 6, 1), (Kind.REQUEST,), everything=True)
    _, result = write_messages(folders, request)
    found = [one for one in result.findings if one.severity == "error"]
    assert bool(found) is not bool(result.drafted)
    return {(f.code, f.message.split(" has the ")[-1].split(" of another")[0]) for f in found}


def outcomes(results):
    return {(p.application, p.writer): p.outcome for r in results for p in r.packets}


@pytest.mark.parametrize(
    "text",
    [
        "On call with Ann Quill we admitted a patient with sepsis.",
        "On call with QUILL, Ann we admitted a patient with sepsis.",
        "Compare the file 99000001 of the other student.",
    ],
)
def test_a_packet_with_anothers_name_or_id_is_not_written(two, request_to, tmp_path, text):
    results = build(two(cases=[{"problem": "Sepsis", "part": text}]), request_to())
    assert outcomes(results) == {
        ("ann", "chen"): Outcome.BUILT,
        ("ben", "chen"): Outcome.FAILED,
    }
    ((code, writer, message),) = told(results)
    assert (code, writer) == ("LOR631", "chen")
    assert message.endswith("of another applicant: ann")
    assert "Quill" not in message
    assert not list((tmp_path / "output" / "ben").rglob("*.pdf"))


def test_a_message_that_is_held_back_leaves_no_earlier_one(two, tmp_path):
    from datetime import date

    from lorpack.batch.mail import write_messages
    from lorpack.batch.mail_model import MailRequest
    from lorpack.messages.catalogue import Kind

    first, second = two(why_you="You taught Ann Quill and me to listen.")
    kinds = (Kind.REQUEST, Kind.THANKS)
    request = MailRequest(tmp_path / "mail", date(2027, 6, 1), kinds, everything=True)
    messages = tmp_path / "mail" / "ben" / "chen" / "messages"
    write_messages([second], request)
    earlier = sorted(path.name for path in messages.glob("05-request.*"))
    assert len(earlier) > 1
    (messages / "05-request.txt").write_text("my own words")
    _, result = write_messages([first, second], request)
    assert {one.code for one in result.findings if one.severity == "error"} == {"LOR631"}
    assert [path.name for path in messages.glob("05-request.*")] == ["05-request.txt"]
    assert (messages / "05-request.txt").read_text() == "my own words"
    assert list(messages.glob("20-thanks.*"))


def test_a_name_in_its_own_script_is_found(make_application, two, request_to):
    first, second = two(cases=[{"problem": "Sepsis", "part": "On call with 陈维琳 at night."}])
    make_application("class/ann", applicant={**ANN, "name": {**ANN["name"], "native": "陈维琳"}})
    assert outcomes(build([first, second], request_to()))["ben", "chen"] is Outcome.FAILED


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"given": "Đức", "family": "Nguyễn"}, "Duc Nguyen"),
        ({"given": "Łukasz", "family": "Wójcik"}, "Lukasz Wojcik"),
        ({"given": "Søren", "family": "Jørgensen"}, "Soren Jorgensen"),
        ({"given": "Soren", "family": "Jorgensen"}, "Søren JØRGENSEN"),
        ({"given": "Işıl", "family": "Yıldız"}, "Isil Yildiz"),
        ({"given": "Grace", "family": "O'Neil"}, "ONeil, Grace"),
        ({"given": "Grace", "family": "O'Neil"}, "Grace O’Neil"),
        ({"given": "Grace", "family": "Oʼneil"}, "Grace O'Neil"),
        ({"given": "Anne-Marie", "family": "O’Neil"}, "Annemarie O Neil"),
        ({"given": "Anne-Marie", "family": "Quill", "full": "A.-M. Quill"}, "Anne Marie Quill"),
        ({"given": "María José", "family": "García López"}, "Maria Garcia"),
        ({"given": "María José", "family": "García López"}, "García, María"),
        ({"given": "Ana Luisa", "family": "de la Cruz Vega"}, "Ana de la Cruz"),
        ({"native": "Ада Квилл"}, "Ада Квилл"),
        ({"native": "محمد علي"}, "محمد علي"),
    ],
)
def test_a_name_is_found_in_its_other_spellings(
    make_application, two, request_to, tmp_path, name, written
):
    folders = two(why_you=f"You looked after {written} so well.")
    make_application("class/ann", applicant={**ANN, "name": {**ANN["name"], **name}})
    assert ("LOR631", "name") in held_messages(folders, tmp_path)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"given": "Đức", "family": "Nguyễn"}, "Duc Nguyen"),
        ({"native": "Ада Квилл"}, "Ада Квилл"),
        ({"native": "محمد علي"}, "محمد علي"),
    ],
)
def test_a_name_is_found_on_a_page_in_its_other_spellings(
    make_application, two, request_to, name, written
):
    folders = two(cases=[{"problem": "Sepsis", "part": f"On call with {written} at night."}])
    make_application("class/ann", applicant={**ANN, "name": {**ANN["name"], **name}})
    assert outcomes(build(folders, request_to()))["ben", "chen"] is Outcome.FAILED


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"given": "Ana", "family": "de la Cruz"}, "Ana de Jesus"),
        ({"native": "陈琳"}, "陈琳"),
        ({"given": "维琳", "family": "陈"}, "陈维"),
        ({"native": "राम"}, "राम"),
        ({"given": "Grace", "family": "O'Neil"}, "the grace o Neill"),
        ({"given": "?", "family": "Quill"}, "Quill"),
    ],
)
def test_what_is_only_like_a_name_is_not_found(make_application, two, tmp_path, name, written):
    folders = two(why_you=f"You looked after {written} so well.")
    make_application("class/ann", applicant={**ANN, "name": {**ANN["name"], **name}})
    assert held_messages(folders, tmp_path) == set()


@pytest.mark.parametrize(
    ("given", "family", "text", "code"),
    [
        ("An", "Do", "They let me do an echo at night.", None),
        ("A.", "Long", "After a long night I asked again.", None),
        ("A.", "Fisher", "Compared with a Fisher exact test.", None),
        ("A.", "Long", "Read A Long-Term Follow-up of Sepsis.", "LOR632"),
        ("An", "Do", "On call with An Do at night.", "LOR632"),
        ("An", "Do", "On call with DO, An at night.", "LOR632"),
        ("An", "Nguyen", "On call with an nguyen at night.", "LOR631"),
        ("Will", "Quill", "On call with will quill at night.", "LOR631"),
    ],
)
def test_a_name_of_ordinary_words_is_a_warning_and_only_with_capitals(
    make_application, two, request_to, given, family, text, code
):
    folders = two(cases=[{"problem": "Sepsis", "part": text}])
    name = {"given": given, "family": family, "native": None}
    make_application("class/ann", applicant={**ANN, "name": name})
    results = build(folders, request_to())
    assert {code for code, *_ in told(results)} == ({code} if code else set())
    is_held = outcomes(results)["ben", "chen"] is Outcome.FAILED
    assert is_held is (code == "LOR631")


@pytest.mark.parametrize(
    ("written", "errors"),
    [
        ("An Do", {("LOR631", "possible name")}),
        ("how to do an echo", set()),
    ],
)
def test_a_message_goes_out_without_a_name_of_ordinary_words(
    make_application, two, tmp_path, written, errors
):
    folders = two(why_you=f"You showed {written} to me.")
    name = {"given": "An", "family": "Do", "native": None}
    make_application("class/ann", applicant={**ANN, "name": name})
    assert held_messages(folders, tmp_path) == errors


@pytest.mark.parametrize("word", ["pending", "to be announced", "PENDING", "Not yet given"])
def test_a_word_in_place_of_an_identifier_is_nobodys(make_application, request_to, word):
    ids = {"aamc_id": word, "other": {"Campus": word}}
    case = {"problem": "Sepsis", "part": f"The culture was {word}."}
    chen = {"letter": {"letter_id": word}, "cases": [case]}
    folders = [
        make_application(f"class/{name}", applicant={**one, "ids": ids}, writers={"chen": chen})
        for name, one in (("ann", ANN), ("ben", BEN))
    ]
    results = build(folders, request_to())
    assert set(outcomes(results).values()) == {Outcome.BUILT}
    assert {f.code for r in results for f in r.findings if f.code.startswith("LOR63")} == set()


@pytest.mark.parametrize("code", ["LTR-7A", "XKWPQRZT", "٩٩٠٠٠٠٠١"])
def test_a_code_that_is_no_word_is_found(make_application, two, tmp_path, code):
    folders = two(why_you=f"The other form has {code} on it.")
    make_application("class/ann", applicant={**ANN, "ids": {"other": {"Campus": code}}})
    assert held_messages(folders, tmp_path) == {("LOR631", "portal ID")}


def test_the_pages_with_a_name_are_told_together(two, request_to):
    import pikepdf

    with pikepdf.open(BytesIO(pdf_with("Poster with Ann Quill"))) as pdf:
        pdf.pages.append(pdf.pages[0])
        out = BytesIO()
        pdf.save(out)
    (told_of,) = told(build(two(documents={"documents/cv.pdf": out.getvalue()}), request_to()))
    assert told_of[2].startswith("pages ")
    assert told_of[2].endswith(" have the name of another applicant: ann")


def test_the_letter_id_of_another_applicant_is_found(two, request_to):
    results = build(two(context="The first request, LTR 0042, was withdrawn."), request_to())
    assert outcomes(results)["ben", "chen"] is Outcome.FAILED
    assert {code for code, *_ in told(results)} == {"LOR631"}


def test_a_co_author_in_a_cv_is_a_warning_and_a_wrong_cv_an_error(two, request_to):
    results = build(
        two(documents={"documents/cv.pdf": pdf_with("Curriculum vitae", "Poster with Ann Quill")}),
        request_to(),
    )
    assert outcomes(results)["ben", "chen"] is Outcome.BUILT
    assert [code for code, *_ in told(results)] == ["LOR632"]
    results = build(
        two(documents={"documents/cv.pdf": pdf_with("Ann Quill", "AAMC ID 99000001")}),
        request_to(),
    )
    assert outcomes(results)["ben", "chen"] is Outcome.FAILED
    assert "LOR631" in {code for code, *_ in told(results)}


def test_what_is_ignored_with_a_reason_is_written(two, request_to):
    first, second = two(cases=[{"problem": "Sepsis", "part": "Admitted with Ann Quill at night."}])
    ignore = "ignore:\n  - {code: LOR631, reason: both asked for it in writing}\n"
    (second / "lorpack.yaml").write_text(ignore)
    results = build([first, second], request_to())
    assert set(outcomes(results).values()) == {Outcome.BUILT}
    assert told(results) == []


def test_a_packet_built_before_is_compared_with_who_came_later(two, request_to, tmp_path):
    first, second = two(cases=[{"problem": "Sepsis", "part": "Admitted with Ann Quill at night."}])
    assert outcomes(build([second], request_to())) == {("ben", "chen"): Outcome.BUILT}
    results = build([first, second], request_to())
    assert outcomes(results)["ben", "chen"] is Outcome.FAILED
    (tmp_path / "output" / "ben" / WORDS).unlink()
    results = build([first, second], request_to())
    assert outcomes(results)["ben", "chen"] is Outcome.FAILED


def test_two_with_one_name_are_not_strangers_to_each_other(make_application, request_to):
    twins = [make_application(f"class/{name}", applicant=ANN) for name in ("ann", "ann-2")]
    results = build(twins, request_to())
    assert told(results) == []
    assert set(outcomes(results).values()) == {Outcome.BUILT}
    for _ in range(2):
        codes = [(f.code, f.place.file) for r in results for f in r.findings if f.code == "LOR634"]
        file, writer = "applicant.yaml", "writers/chen.yaml"
        assert codes == [("LOR634", name) for name in (file, file, writer)] * 2
        results = build(twins, request_to())


@pytest.mark.parametrize(
    ("given", "family", "address"),
    [
        ("Ann Maria", "Quill", "x.ann@example.org"),
        ("Mary", "Ann Quill", "y@example.org"),
        ("Ann Quill", "Lopez", "ann.quill@example.net"),
    ],
)
def test_what_is_part_of_an_own_name_or_address_is_no_strangers(
    make_application, request_to, given, family, address
):
    ann = make_application("class/ann", applicant={**ANN, "contact": {"email": "ann@example.org"}})
    ben = make_application(
        "class/ben",
        applicant={
            **BEN,
            "name": {"given": given, "family": family, "native": None},
            "contact": {"email": address},
        },
        writers={"chen": {"letter": {"letter_id": "LTR-7700"}}},
    )
    results = build([ann, ben], request_to())
    assert told(results) == []
    assert set(outcomes(results).values()) == {Outcome.BUILT}


def test_a_student_may_be_called_like_a_letter_writer(make_application, request_to):
    namesake = {**ANN, "name": {"given": "Wei", "family": "Chen", "native": None}}
    writer = {"name": {"given": "Wei", "family": "Chen"}, "letter": {"letter_id": "LTR-7700"}}
    wei = make_application("class/wei", applicant=namesake, writers={})
    ben = make_application("class/ben", applicant=BEN, writers={"chen": writer})
    results = build([wei, ben], request_to())
    assert outcomes(results) == {("ben", "chen"): Outcome.BUILT}
    assert told(results) == []


@pytest.mark.parametrize("sign", ["?", "-", "…", "—"])
def test_a_name_of_signs_alone_stops_nobody(two, request_to, tmp_path, sign):
    from datetime import date

    from lorpack.batch.mail import write_messages
    from lorpack.batch.mail_model import MailRequest

    folders = two(contact={"assistant": {"name": sign, "email": "desk@example.org"}})
    results = build(folders, request_to())
    assert set(outcomes(results).values()) == {Outcome.BUILT}
    assert told(results) == []
    request = MailRequest(tmp_path / "out", date(2027, 6, 1), everything=True)
    assert all(one.drafted for one in write_messages(folders, request))


def test_a_name_in_a_cv_is_told_in_every_build(two, request_to):
    folders = two(documents={"documents/cv.pdf": pdf_with("Poster with Ann Quill")})
    first = told(build(folders, request_to()))
    assert [code for code, *_ in first] == ["LOR632"]
    assert told(build(folders, request_to())) == first
    assert told(build(folders, request_to(dry_run=True))) == first
    (folders[1] / "lorpack.yaml").write_text("ignore: [{code: LOR632, reason: a co-author}]\n")
    assert told(build(folders, request_to())) == []


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"ids": {"aamc_id": "99000001"}}, "portal ID"),
        ({"contact": {"email": "ada.quill@example.org"}}, "mail address"),
    ],
)
def test_an_id_of_two_applicants_lets_nothing_out(make_application, request_to, changes, kind):
    contact = {"email": "ada.quill@example.org"}
    ann = make_application("class/ann", applicant={**ANN, "contact": contact})
    ben = make_application(
        "class/ben",
        applicant={**BEN, **changes},
        writers={"chen": {"letter": {"letter_id": "LTR-7700"}}},
    )
    results = build([ann, ben], request_to())
    assert set(outcomes(results).values()) == {Outcome.FAILED}
    found = [f for r in results for f in r.findings if f.code == "LOR633"]
    assert [(f.place.file, f.message) for f in found] == [
        ("applicant.yaml", f"this {kind} is that of another applicant as well: {other}")
        for other in ("ben", "ann")
    ]
    assert all(f.place.line and f.place.excerpt for f in found)
    assert set(outcomes(build([ann], request_to())).values()) == {Outcome.BUILT}


def test_a_letter_id_of_two_applicants_holds_back_its_letter_only(make_application, request_to):
    ann = make_application("class/ann", applicant=ANN)
    more = {"name": {"family": "Haddad"}, "letter": {"letter_id": "LTR-7700"}, "contact": None}
    ben = make_application("class/ben", applicant=BEN, writers={"chen": {}, "haddad": more})
    results = build([ann, ben], request_to())
    assert outcomes(results) == {
        ("ann", "chen"): Outcome.FAILED,
        ("ben", "chen"): Outcome.FAILED,
        ("ben", "haddad"): Outcome.BUILT,
    }


def test_a_failed_packet_names_the_earlier_one_that_is_still_there(two, request_to, tmp_path):
    first, second = two()
    build([first, second], request_to())
    earlier = next((tmp_path / "output" / "ben").rglob("*.pdf"))
    (second / "writers" / "chen.yaml").write_text("name: nobody\n")
    _, result = build([first, second], request_to())
    assert [(p.outcome, p.path) for p in result.packets] == [(Outcome.FAILED, earlier)]
    (second / "applicant.yaml").write_text("name: nobody\n")
    _, result = build([first, second], request_to())
    assert [(p.outcome, p.path) for p in result.packets] == [(Outcome.FAILED, earlier)]


def make_pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(path)


def as_record(body: bytes) -> bytes:
    return f"1 {hashlib.sha256(body).hexdigest()}\n".encode() + body


@pytest.mark.parametrize("name", [RECORD, WORDS])
@pytest.mark.parametrize("damage", ["cut", "gone", "another version", "edited", "nested", "pipe"])
def test_a_damaged_record_costs_time_and_never_correctness(two, request_to, tmp_path, name, damage):
    folders = two()
    build(folders, request_to())
    path = tmp_path / "output" / "ben" / name
    before = path.read_bytes()
    if damage in ("gone", "pipe"):
        path.unlink()
    if damage == "pipe":
        make_pipe(path)
    elif damage != "gone":
        path.write_bytes(
            {
                "cut": before[: len(before) // 2],
                "another version": b"0" + before[1:],
                "edited": before.replace(b"ben", b"bun"),
                "nested": as_record(b"[" * 100_000),
            }[damage]
        )
    results = build(folders, request_to())
    assert set(outcomes(results).values()) == {Outcome.UNCHANGED}
    if name == RECORD and damage != "pipe":
        assert path.read_bytes() == before


def test_a_pipe_in_the_place_of_the_manifest_is_not_waited_for(
    make_application, request_to, tmp_path
):
    folder = make_application()
    build([folder], request_to())
    manifest = tmp_path / "output" / "quill" / "manifest.json"
    manifest.unlink()
    make_pipe(manifest)
    (result,) = build([folder], request_to())
    assert "manifest.json is not a regular file" in result.packets[0].reason


def test_findings_are_told_again_when_nothing_is_read_again(
    make_application, request_to, monkeypatch
):
    folder = make_application(writers={"chen": {"contact": None}, "broken": {"rotations": "none"}})
    (first,) = build([folder], request_to())
    monkeypatch.setattr("lorpack.batch.desk.survey", None)
    (again,) = build([folder], request_to())
    assert again.findings == first.findings
    assert first.findings
    assert [p.writer for p in again.packets] == [p.writer for p in first.packets]


def test_a_reason_names_what_changed(make_application, request_to):
    folder = make_application(documents={"documents/note.txt": b"1"})
    build([folder], request_to())
    with (folder / "writers" / "chen.yaml").open("a") as file:
        file.write("# more\n")
    (folder / "progress.yaml").write_text("- {on: 2027-06-01, writer: chen, event: asked}\n")
    (result,) = build([folder], request_to(dry_run=True))
    assert result.packets[0].reason == "changed: writers/chen.yaml"


def test_an_office_shares_its_settings(make_application, request_to, tmp_path):
    folder = make_application("class/ann")
    letter = {"letter_id": "LTR-7700"}
    other = make_application("class/ben", applicant=BEN, writers={"chen": {"letter": letter}})
    (tmp_path / "class" / "lorpack.yaml").write_text("paper: a4\nmail: {limit_mb: 3}\n")
    (other / "lorpack.yaml").write_text("paper: letter\n")
    from lorpack.profiles.load import load

    ours, own = (load(one).application.settings for one in (folder, other))
    assert (ours.paper, ours.mail.limit_mb) == ("a4", 3)
    assert (own.paper, own.mail.limit_mb) == ("letter", 3)
    build([folder, other], request_to())
    (tmp_path / "class" / "lorpack.yaml").write_text("paper: a4\ntheme: clear\n")
    (result, _) = build([folder, other], request_to(dry_run=True))
    assert result.packets[0].reason == "changed: ../lorpack.yaml"


@pytest.mark.parametrize(
    ("settings", "built"),
    [
        ("# a comment\npaper: a4\n", []),
        ("paper: a4\nreminders: {preset: gentle}\nmail: {attach_on: both}\n", []),
        ("paper: a4\nignore: [{code: LOR208, reason: she knows}]\n", []),
        ("paper: a4\nwriters: {haddad: {theme: clear}}\n", ["haddad"]),
        ("paper: a4\nmail: {limit_mb: 3}\n", ["chen", "haddad"]),
        ("paper: a4\nignore: [{code: LOR601, reason: simulated}]\n", ["chen", "haddad"]),
        ("paper: letter\n", ["chen", "haddad"]),
    ],
)
def test_a_setting_counts_where_a_packet_is_made_with_it(
    make_application, request_to, settings, built
):
    writers = {"chen": {}, "haddad": {"name": {"family": "Haddad"}, "contact": None}}
    folder = make_application(writers=writers, settings={"paper": "a4"})
    build([folder], request_to())
    (folder / "lorpack.yaml").write_text(settings)
    (result,) = build([folder], request_to(dry_run=True))
    assert {p.writer: p.reason for p in result.packets if p.outcome is Outcome.PLANNED} == {
        writer: "changed: lorpack.yaml" for writer in built
    }


def test_an_office_may_name_writers_whom_only_some_have(make_application, request_to, tmp_path):
    folder = make_application("class/ann")
    (tmp_path / "class" / "lorpack.yaml").write_text("writers: {okoro: {theme: clear}}\n")
    (result,) = build([folder], request_to())
    assert [(p.outcome, f"{result.findings}".count("LOR128")) for p in result.packets] == [
        (Outcome.BUILT, 0)
    ]


def test_what_is_wrong_in_the_offices_settings_is_told(make_application, tmp_path):
    from lorpack.profiles.load import load

    folder = make_application("class/ann")
    (tmp_path / "class" / "lorpack.yaml").write_text("papper: a4\n")
    loaded = load(folder)
    assert [(f.code, f.place.file, f.place.line) for f in loaded.findings] == [
        ("LOR115", "../lorpack.yaml", 1)
    ]
    (tmp_path / "class" / "lorpack.yaml").write_text("# nothing yet\n")
    assert load(folder).findings == ()


def test_settings_of_an_office_are_merged_key_by_key_also_for_one_writer(
    make_application, tmp_path
):
    from lorpack.profiles.load import load

    own = {"writers": {"chen": {"theme": "clear", "sections": {"cv": "false"}}}}
    folder = make_application("class/ann", settings=own)
    (tmp_path / "class" / "lorpack.yaml").write_text(
        "writers:\n  chen: {paper: a4, theme: classic, sections: {goals: false}}\n  okoro: {paper: a4}\n"
    )
    found = load(folder).application.settings.writers
    chen = found["chen"]
    assert (chen.paper, chen.theme) == ("a4", "clear")
    assert (chen.sections.cv, chen.sections.goals) == (False, False)
    assert found["okoro"].paper == "a4"


def test_a_fault_in_the_settings_is_told_where_it_stands(make_application, tmp_path):
    from lorpack.advice.check import check

    reminders = {"offsets": ["-14", "3"]}
    own = {"reminders": reminders, "ignore": [{"code": "LOR998", "reason": "x"}]}
    folder = make_application("class/ann", settings=own)
    (tmp_path / "class" / "lorpack.yaml").write_text(
        "fonts: [gone.ttf]\nignore:\n- {code: LOR208, reason: x}\n- {code: LOR999, reason: x}\n"
        "reminders:\n  hard_min_weeks: 9\n  quiet: [{start: 2027-02-02, end: 2027-02-01}]\n"
    )
    wanted = ("LOR129", "LOR403", "LOR421", "LOR422", "LOR701")
    found = [(f.code, f.place.file, f.place.line) for f in check(folder) if f.code in wanted]
    assert sorted(found) == [
        ("LOR129", "../lorpack.yaml", 4),
        ("LOR129", "lorpack.yaml", 6),
        ("LOR403", "../lorpack.yaml", 7),
        ("LOR421", "lorpack.yaml", 4),
        ("LOR422", "../lorpack.yaml", 6),
        ("LOR701", "../lorpack.yaml", 1),
    ]


def test_only_the_packets_of_a_changed_theme_are_built(make_application, request_to):
    writers = {"chen": {}, "haddad": {"name": {"family": "Haddad"}, "contact": None}}
    folder = make_application(
        writers=writers,
        documents={"templates/themes/clear.css": b"h1 { color: #123456 }"},
    )
    (folder / "lorpack.yaml").write_text("writers: {haddad: {theme: clear}}\n")
    build([folder], request_to())
    (folder / "templates" / "themes" / "clear.css").write_text("h1 { color: #654321 }")
    (result,) = build([folder], request_to(dry_run=True))
    assert {p.writer: p.outcome for p in result.packets} == {
        "chen": Outcome.UNCHANGED,
        "haddad": Outcome.PLANNED,
    }


class Losing:
    """A runner that loses what it is given in company, and the packet of *hangs* also alone."""

    def __init__(self, hangs: str) -> None:
        self.hangs, self.calls = hangs, []

    def make_ready(self, jobs):
        pass

    def run(self, call, jobs, seconds):
        for key, job in enumerate(jobs):
            if call is not work.build_job:
                yield key, call(*job)
                continue
            writers = job[2]
            self.calls.append(list(writers))
            if len(writers) > 1 or self.hangs in writers:
                yield key, WorkerLost("its process crashed")
            else:
                yield key, call(*job)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        pass


def test_what_is_lost_in_company_is_tried_once_more_alone(
    make_application, request_to, monkeypatch
):
    names = ["chen", *(f"other{n}" for n in range(3))]
    writers = {name: {"name": {"family": name.title()}, "contact": None} for name in names[1:]}
    folder = make_application(writers={"chen": {}, **writers})
    runner = Losing("other1")
    monkeypatch.setattr("lorpack.batch.build.runner_for", lambda request: runner)
    (result,) = build([folder], request_to(jobs=1))
    assert runner.calls == [["chen", "other0"], ["other1", "other2"], *([name] for name in names)]
    assert {p.writer for p in result.packets if p.outcome is Outcome.FAILED} == {"other1"}
    failed = next(p for p in result.packets if p.writer == "other1")
    assert failed.reason == "its process crashed"


def test_reading_an_application_is_tried_once_more_where_a_worker_died(
    students, request_to, in_process, runner_in_process, monkeypatch
):
    tries = []

    def run(call, jobs, seconds):
        for key, job in enumerate(jobs):
            tries.append(job[0].name)
            is_lost = job[0].name == "a02" or (job[0].name == "a01" and tries.count("a01") == 1)
            yield key, WorkerLost("its process crashed") if is_lost else call(*job)

    monkeypatch.setattr(runner_in_process, "run", run)
    results = build(students(4), request_to(dry_run=True))
    assert tries == ["a00", "a01", "a02", "a03", "a01", "a02"]
    assert [len(r.packets) for r in results] == [1, 1, 0, 1]
    assert [(finding.code, finding.message) for finding in results[2].findings] == [
        ("LOR635", "no packet could be searched for what belongs to a02, which cannot be read"),
        ("LOR803", "the application could not be read: its process crashed"),
    ]


def test_one_application_that_cannot_be_read_at_all_stops_nobody(students, request_to):
    folders = students(5)
    (folders[2] / "applicant.yaml").write_bytes(b"\xff\xfe\x00")
    results = build(folders, request_to())
    assert [len(r.packets) for r in results] == [1, 1, 0, 1, 1]
    assert results[2].findings


def test_the_summary_of_a_class_names_what_failed(students, tmp_path):
    from lorpack.cli.packets import as_values, class_table, is_class

    folders = students(11)
    (folders[3] / "applicant.yaml").write_text("- no mapping\n")
    results = build(folders, BuildRequest(tmp_path / "out", dry_run=True))
    assert is_class(results)
    lines = class_table(results).splitlines()
    assert lines[0].split() == [
        "application", "built", "planned", "unchanged", "failed", "pages", "errors", "warnings",
        "why",
    ]  # fmt: skip
    assert lines[1].split() == ["a00", "-", "1", "-", "-", "-", "-", "1", "new"]
    assert lines[-2] == "no packets"
    assert lines[-1].split()[0] == "a03"
    summary = json.loads(json.dumps(as_values(results)))["summary"]
    assert summary["packets"] == {"built": 0, "unchanged": 0, "planned": 10, "failed": 0}
    assert [(one["application"], one["writer"]) for one in summary["failed"]] == [("a03", None)]


NAMES_ANN = [{"problem": "Sepsis", "part": "Admitted with Ann Quill at night."}]


@pytest.mark.parametrize("broken", ["applicant.yaml", "writers/chen.yaml"])
def test_who_cannot_be_read_any_more_is_still_searched_for(two, request_to, broken):
    first, second = two(context="The first request, LTR 0042, was withdrawn.", cases=NAMES_ANN)
    build([first], request_to())
    (first / broken).write_text("name: nobody\n")
    results = build([first, second], request_to())
    assert outcomes(results)["ben", "chen"] is Outcome.FAILED
    results = build([first, second], request_to())
    assert outcomes(results)["ben", "chen"] is Outcome.FAILED


def test_who_could_never_be_read_is_told_as_not_searched_for(two, request_to):
    first, second = two(cases=NAMES_ANN)
    (first / "applicant.yaml").write_text("name: nobody\n")
    results = build([first, second], request_to())
    codes = [finding.code for finding in results[0].findings]
    assert "LOR635" in codes
    assert outcomes(results)["ben", "chen"] is Outcome.BUILT


def test_two_folders_of_one_name_do_not_take_each_others_packets(
    make_application, request_to, tmp_path
):
    from datetime import date

    from lorpack.batch.mail import write_messages
    from lorpack.batch.mail_model import MailRequest

    contact = {"email": "ann@example.org"}
    first = make_application("2027/jane", applicant={**ANN, "contact": contact})
    second = make_application(
        "2028/jane",
        applicant=BEN,
        writers={"haddad": {"name": {"family": "Haddad"}, "letter": {"letter_id": "LTR-7700"}}},
    )
    build([first], request_to())
    before = {path: path.read_bytes() for path in (tmp_path / "output").rglob("*.*")}
    (result,) = build([second], request_to())
    assert [(p.outcome, p.path) for p in result.packets] == [(Outcome.FAILED, None)]
    assert "LOR636" in {finding.code for finding in result.findings}
    (told,) = write_messages([second], MailRequest(tmp_path / "output", date(2027, 6, 1)))
    assert [finding.code for finding in told.findings] == ["LOR636"]
    assert {path: path.read_bytes() for path in (tmp_path / "output").rglob("*.*")} == before
    first.rename(tmp_path / "moved")
    moved = tmp_path / "2029" / "jane"
    moved.parent.mkdir()
    (tmp_path / "moved").rename(moved)
    assert outcomes(build([moved], request_to())) == {("jane", "chen"): Outcome.UNCHANGED}


def test_a_document_in_the_folder_for_results_counts_as_any_other(make_application):
    """The folder is the person's own; only what is in the application's part of it is lorpack's."""
    folder = make_application(
        "ann", applicant={**ANN, "cv": "pdfs/cv.pdf"}, documents={"pdfs/cv.pdf": pdf_with("One")}
    )
    request = BuildRequest(folder / "pdfs")
    assert outcomes(build([folder], request)) == {("ann", "chen"): Outcome.BUILT}
    assert outcomes(build([folder], request)) == {("ann", "chen"): Outcome.UNCHANGED}
    (folder / "pdfs" / "cv.pdf").write_bytes(pdf_with("Two"))
    (result,) = build([folder], request)
    assert result.packets[0].reason == "changed: pdfs/cv.pdf"


@pytest.fixture
def of_one_name(make_application, request_to):
    """Two applicants whose folders have one name; the packets of the first are built."""
    first = make_application(
        "2027/jane", applicant={**ANN, "contact": {"email": "ann@example.org"}}
    )
    second = make_application(
        "2028/jane",
        applicant=BEN,
        writers={"haddad": {"name": {"family": "Haddad"}, "letter": {"letter_id": "LTR-0042"}}},
    )
    build([first], request_to())
    return first, second


@pytest.mark.parametrize("lost", ["deleted", "cut short", "of an application that was moved"])
def test_whose_packets_they_are_does_not_depend_on_what_is_kept(
    of_one_name, request_to, tmp_path, lost
):
    first, second = of_one_name
    record = tmp_path / "output" / "jane" / RECORD
    if lost == "deleted":
        record.unlink()
    elif lost == "cut short":
        record.write_bytes(record.read_bytes()[:-9])
    packets = {path: path.read_bytes() for path in (tmp_path / "output").rglob("*.pdf")}
    (result,) = build([second], request_to())
    assert "LOR636" in {finding.code for finding in result.findings}
    assert {path: path.read_bytes() for path in (tmp_path / "output").rglob("*.pdf")} == packets
    if lost.startswith("of"):
        first = first.rename(tmp_path / "jane")
    assert outcomes(build([first], request_to())) == {("jane", "chen"): Outcome.UNCHANGED}


def test_an_application_that_cannot_be_read_takes_over_nothing(of_one_name, request_to, tmp_path):
    _, second = of_one_name
    profile = second / "applicant.yaml"
    sound = profile.read_text()
    before = {path: path.read_bytes() for path in (tmp_path / "output").rglob("*.*")}
    for text in ("name: nobody\n", sound):
        profile.write_text(text)
        build([second], request_to())
        after = {path: path.read_bytes() for path in (tmp_path / "output").rglob("*.*")}
        assert after == before


def test_what_cannot_be_read_for_a_while_stays_ones_own(make_application, request_to, tmp_path):
    folder = make_application("2027/jane", applicant=ANN)
    build([folder], request_to())
    profile = folder / "applicant.yaml"
    sound = profile.read_text()
    profile.write_text("name: nobody\n")
    build([folder], request_to())
    profile.write_text(sound)
    moved = folder.rename(tmp_path / "jane")
    assert outcomes(build([moved], request_to())) == {("jane", "chen"): Outcome.UNCHANGED}


def test_nobody_cleans_up_after_another(of_one_name, tmp_path):
    from lorpack.batch.cleaning import planned

    first, second = of_one_name
    plan = planned([second], tmp_path / "output")
    assert (plan.made, [one.reason for one in plan.kept]) == (
        [],
        ["it belongs to another applicant"],
    )
    assert planned([first], tmp_path / "output").made
    moved = first.rename(tmp_path / "jane")
    assert planned([moved], tmp_path / "output").made


@pytest.mark.parametrize("letter_id", ["pending", "LTR-0042"])
def test_a_letter_id_in_common_makes_nobody_one_person(make_application, request_to, letter_id):
    chen = {"letter": {"letter_id": letter_id}}
    contact = {"email": "ann@example.org"}
    first = make_application(
        "2027/jane", applicant={**ANN, "contact": contact}, writers={"chen": chen}
    )
    second = make_application("2028/jane", applicant=BEN, writers={"chen": chen})
    assert outcomes(build([first], request_to())) == {("jane", "chen"): Outcome.BUILT}
    (result,) = build([second], request_to())
    assert "LOR636" in {finding.code for finding in result.findings}


def test_people_who_are_called_alike_in_short_are_two(make_application, request_to):
    first, second = (
        make_application(
            f"{number}/maria",
            applicant={
                "name": {"given": given, "family": family, "native": None},
                "contact": {"email": f"maria{number}@example.org"},
                "ids": {"aamc_id": number},
            },
        )
        for given, family, number in (
            ("María José", "García López", "99000003"),
            ("María Luisa", "García Pérez", "99000004"),
        )
    )
    build([first], request_to())
    (result,) = build([second], request_to())
    assert "LOR636" in {finding.code for finding in result.findings}


def test_an_application_may_become_another_person_in_its_place(make_application, request_to):
    folder = make_application("jane", applicant=ANN)
    build([folder], request_to())
    make_application("jane", applicant=BEN)
    assert outcomes(build([folder], request_to())) == {("jane", "chen"): Outcome.BUILT}


@pytest.mark.parametrize("lost", [False, True])
def test_a_packet_that_holds_anothers_name_is_attached_to_nothing(two, request_to, tmp_path, lost):
    from datetime import date

    from lorpack.batch.mail import write_messages
    from lorpack.batch.mail_model import MailRequest
    from lorpack.messages.catalogue import Kind

    first, second = two(cases=[{"problem": "Sepsis", "part": "On call with Zed Quorn."}])
    build([first, second], request_to())
    request = MailRequest(tmp_path / "output", date(2027, 6, 1), (Kind.PACKET,), everything=True)

    def drafts():
        _, ben = write_messages([first, second], request)
        names = {path.suffix for one in ben.drafted for path, _ in one.files}
        return names, [finding.code for finding in ben.findings]

    assert drafts() == ({".txt", ".html", ".eml"}, [])
    profile = first / "applicant.yaml"
    profile.write_text(profile.read_text().replace("Ann", "Zed").replace("Quill", "Quorn"))
    assert outcomes(build([first, second], request_to()))["ben", "chen"] is Outcome.FAILED
    if lost:
        (tmp_path / "output" / "ben" / WORDS).unlink()
    assert drafts() == ({".txt", ".html"}, ["LOR631"])


def test_an_encrypted_packet_is_attached_when_its_class_was_compared(two, request_to, tmp_path):
    from datetime import date

    from lorpack.batch.mail import write_messages
    from lorpack.batch.mail_model import MailRequest
    from lorpack.messages.catalogue import Kind
    from lorpack.packet.seal import Password

    folders, password = two(), Password("correct horse battery")
    request = MailRequest(tmp_path / "output", date(2027, 6, 1), (Kind.PACKET,), everything=True)

    def codes():
        return [
            [finding.code for finding in one.findings] for one in write_messages(folders, request)
        ]

    build([folders[1]], request_to(password=password))
    build([folders[0]], request_to(password=password))
    assert codes() == [["LOR522"], ["LOR522"]]
    build(folders, request_to(password=password))
    assert codes() == [[], []]
    # What is kept of an application with a file that cannot be read is older than its packet.
    profile = folders[1] / "writers" / "chen.yaml"
    profile.write_text(profile.read_text().replace("You corrected", "Ann Quill says you corrected"))
    (folders[1] / "writers" / "new.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    build([folders[1]], request_to(password=password))
    assert codes()[1] == ["LOR522"]


@pytest.mark.parametrize(
    ("name", "lines", "code"),
    [
        ("form.pdf", ["Request for a letter", "Benoît Ramires", "LTR-7700"], ""),
        ("form.pdf", ["Request for a letter", "Ann Quill", "LTR-0042"], "LOR631"),
        ("form.pdf", ["AAMC ID", "99000001"], "LOR631"),
        ("Ann-Quill-form.pdf", ["Request for a letter"], "LOR631"),
    ],
)
def test_a_form_of_another_goes_to_nobody(two, request_to, tmp_path, name, lines, code):
    from datetime import date

    from lorpack.batch.mail import write_messages
    from lorpack.batch.mail_model import MailRequest
    from lorpack.messages.catalogue import Kind

    documents = {"documents/cv.pdf": pdf_with("CV"), f"documents/{name}": pdf_with(*lines)}
    folders = two(letter={"request_form": f"documents/{name}"}, documents=documents)
    (folders[1] / "lorpack.yaml").write_text("sections: {request_form: false}\n")
    build(folders, request_to())
    request = MailRequest(tmp_path / "output", date(2027, 6, 1), (Kind.PACKET,), everything=True)
    _, ben = write_messages(folders, request)
    assert [one.code for one in ben.findings if one.severity == "error"] == [code] * bool(code)
    assert bool([*(tmp_path / "output" / "ben").rglob("*.eml")]) is not bool(code)
    # Whoever looked at it may say that it belongs there.
    with (folders[1] / "lorpack.yaml").open("a") as settings:
        settings.write("ignore: [{code: LOR631, reason: a form for both}]\n")
    build(folders, request_to())
    _, ben = write_messages(folders, request)
    assert not [one for one in ben.findings if one.severity == "error"]
    assert [*(tmp_path / "output" / "ben").rglob("*.eml")]


def test_a_message_with_anothers_name_is_not_written(two, tmp_path):
    from datetime import date

    from lorpack.batch.mail import write_messages
    from lorpack.batch.mail_model import MailRequest
    from lorpack.messages.catalogue import Kind

    folders = two(why_you="You looked after Ann Quill so well.")
    kinds = (Kind.REQUEST, Kind.THANKS)
    request = MailRequest(tmp_path / "out", date(2027, 6, 1), kinds, everything=True)
    ann, ben = write_messages(folders, request)
    assert [one.message.kind for one in ann.drafted] == [*kinds]
    assert Kind.REQUEST not in [one.message.kind for one in ben.drafted]
    assert {(f.code, f.writer) for f in ben.findings if f.severity == "error"} == {
        ("LOR631", "chen")
    }
    (alone,) = write_messages(folders[1:], request)
    assert Kind.REQUEST in [one.message.kind for one in alone.drafted]


def test_encrypted_packets_and_plain_ones_are_never_taken_for_each_other(
    make_application, request_to, tmp_path
):
    import pikepdf

    from lorpack.packet.seal import Password

    folder = make_application()
    first, second = Password("correct horse"), Password("battery staple")

    def step(password, **changes):
        (result,) = build([folder], request_to(password=password, **changes))
        (packet,) = result.packets
        return packet.outcome, packet.reason, packet.path

    outcome, _, path = step(first)
    assert outcome is Outcome.BUILT
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password="correct horse") as pdf:
        assert len(pdf.pages) > 2
    assert json.loads((tmp_path / "output/quill/manifest.json").read_text())["packets"][0][
        "encrypted"
    ]
    assert b"correct horse" not in b"".join(
        one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()
    )
    words = tmp_path / "output/quill" / WORDS
    assert not words.exists()
    step(None)
    plain = words.read_bytes()
    step(first)
    words.write_bytes(plain)  # As a run leaves it that was cut off.
    assert step(first)[0] is Outcome.UNCHANGED
    assert not words.exists()
    assert step(second, dry_run=True)[:2] == (Outcome.PLANNED, "another password")
    assert step(None, dry_run=True)[:2] == (Outcome.PLANNED, "no longer to be encrypted")
    outcome, _, path = step(None)
    with pikepdf.open(path):
        assert outcome is Outcome.BUILT
    assert step(first, dry_run=True)[:2] == (Outcome.PLANNED, "to be encrypted")


def test_an_encrypted_packet_is_compared_with_the_class_as_well(two, request_to):
    from lorpack.packet.seal import Password

    first, second = two(cases=[{"problem": "Sepsis", "part": "Admitted with Ann Quill at night."}])
    password = Password("correct horse")
    build([second], request_to(password=password))
    results = build([first, second], request_to(password=password))
    assert outcomes(results)["ben", "chen"] is Outcome.FAILED
    assert outcomes(results)["ann", "chen"] is Outcome.BUILT


def test_another_version_of_lorpack_makes_a_record_of_its_own(
    make_application, request_to, monkeypatch
):
    folder = make_application(writers={"chen": {}, "broken": {"rotations": "none"}})
    build([folder], request_to())
    monkeypatch.setattr("lorpack.batch.record.everything", lambda: "the next version")
    (first,) = build([folder], request_to())
    monkeypatch.setattr("lorpack.batch.desk.survey", None)
    (again,) = build([folder], request_to())
    assert again.findings == first.findings


def refuse(monkeypatch, locked: Path) -> None:
    """Let nobody look into *locked*: stubbed, so that root is refused as well."""
    for name in ("open", "listdir", "scandir", "stat", "lstat", "mkdir"):
        real = getattr(os, name)

        def call(path, *args, real=real, **options):
            known = not isinstance(path, int) and Path(os.fsdecode(path))
            if known and (locked in known.parents or (known == locked and "dir" in real.__name__)):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real(path, *args, **options)

        monkeypatch.setattr(os, name, call)


@pytest.mark.parametrize("known", [False, True], ids=["new", "built before"])
@pytest.mark.parametrize("inner", ["", "documents", "templates"])
def test_folders_inside_each_other_without_end_cost_their_application(
    two, request_to, tmp_path, inner, known
):
    ann, ben = two()
    if known:
        build([ann, ben], request_to())
    (ben / inner / Path(*"a" * 60)).mkdir(parents=True)
    results = build([ann, ben], request_to(force=True))
    expected = {("ben", "chen"): Outcome.FAILED} if known else {}
    assert outcomes(results) == {("ann", "chen"): Outcome.BUILT, **expected}
    (finding,) = (one for one in results[1].findings if one.code == "LOR803")
    assert finding.message.endswith("there are more than 50 folders inside each other")
    assert len(list((tmp_path / "output").rglob("*.pdf"))) == 1 + known


def test_who_is_in_too_deep_is_still_searched_for(two, request_to):
    ann, ben = two(cases=[{"problem": "Sepsis", "part": "Admitted with Ann Quill at night."}])
    build([ann, ben], request_to())
    (ann / "documents" / Path(*"a" * 60)).mkdir(parents=True)
    assert outcomes(build([ann, ben], request_to()))["ben", "chen"] is Outcome.FAILED


@pytest.mark.parametrize("inner", ["", "chen"])
@pytest.mark.parametrize("known", [False, True], ids=["new", "built before"])
def test_a_folder_of_results_that_nobody_may_enter_costs_its_application(
    two, request_to, tmp_path, monkeypatch, inner, known
):
    folders = two()
    if known:
        build(folders, request_to())
    locked = tmp_path / "output" / "ben" / inner
    locked.mkdir(parents=True, exist_ok=True)
    refuse(monkeypatch, locked)
    results = build(folders, request_to(force=True))
    assert outcomes(results) == {
        ("ann", "chen"): Outcome.BUILT,
        ("ben", "chen"): Outcome.FAILED,
    }
    assert "ermission denied" in results[1].packets[0].reason


@pytest.mark.parametrize("left", [True, False], ids=["another writer", "nobody else"])
def test_a_removed_writer_whose_manifest_is_a_link_stops_nobody(two, request_to, tmp_path, left):
    ann, ben = two()
    if left:
        text = (ben / "writers/chen.yaml").read_text().replace("LTR-7700", "LTR-7701")
        (ben / "writers/okoro.yaml").write_text(text)
    build([ann, ben], request_to())
    manifest = tmp_path / "output/ben/manifest.json"
    manifest.rename(tmp_path / "moved.json")
    manifest.symlink_to(tmp_path / "moved.json")
    (ben / "writers/chen.yaml").unlink()
    results = build([ann, ben], request_to(force=True))
    expected = {("ben", "okoro"): Outcome.BUILT} if left else {}
    assert outcomes(results) == {("ann", "chen"): Outcome.BUILT, **expected}
    (finding,) = (one for one in results[1].findings if one.code == "LOR803")
    assert "manifest.json is not a regular file" in finding.message


def test_a_full_disk_concerns_everybody_also_where_a_writer_was_removed(
    two, request_to, monkeypatch
):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    ann, ben = two()
    build([ann, ben], request_to())
    (ben / "writers/chen.yaml").unlink()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        build([ann, ben], request_to())


WRONG = {
    "application": (("survey", "application"), 5),
    "readable": (("survey", "readable"), "yes"),
    "packets": (("survey", "packets"), {}),
    "packet": (("survey", "packets"), [5]),
    "writer": (("survey", "packets", 0, "writer"), []),
    "path": (("survey", "packets", 0, "path"), None),
    "path that leads out": (("survey", "packets", 0, "path"), "chen/../../../x.pdf"),
    "path with a zero": (("survey", "packets", 0, "path"), "chen/\0.pdf"),
    "ignored": (("survey", "packets", 0, "ignored"), ["x"]),
    "broken": (("survey", "broken"), [[1]]),
    "findings": (("survey", "findings"), [None]),
    "message": (("survey", "findings", 0, "message"), 5),
    "line": (("survey", "findings", 0, "place", "line"), "x"),
    "excuses": (("survey", "excuses"), [{"code": ["x"]}]),
    "phrases in phrases": (("survey", "marks", "own", 0, "phrase"), [[1]]),
    "no phrase": (("survey", "marks", "own", 0, "phrase"), []),
    "place": (("survey", "marks", "own", 0, "place", "file"), 1),
    "familiar": (("survey", "marks", "familiar"), [[]]),
    "a number for familiar": (("survey", "marks", "familiar"), [[7]]),
    "files": (("files", "applicant.yaml"), []),
    "told": (("told",), [{}]),
    "verified": (("verified",), []),
    "key": (("key",), None),
}


@pytest.mark.parametrize("damage", WRONG)
@pytest.mark.parametrize("changed", [False, True], ids=["nothing changed", "a profile broken"])
def test_a_record_of_wrong_types_counts_as_none(two, request_to, tmp_path, damage, changed):
    folders = two()
    build(folders, request_to())
    path, (steps, value) = tmp_path / "output" / "ben" / RECORD, WRONG[damage]
    before = path.read_bytes()
    tree = json.loads(before.split(b"\n", 1)[1])
    *above, last = steps
    inner = tree
    for step in above:
        inner = inner[step]
    inner[last] = value
    damaged = as_record(json.dumps(tree).encode())
    path.write_bytes(damaged)
    if changed:
        with (folders[1] / "applicant.yaml").open("a") as file:
            file.write("nonsense: 1\n")
    results = build(folders, request_to(dry_run=True))
    path.unlink()
    assert results == build(folders, request_to(dry_run=True))
    if not changed:
        path.write_bytes(damaged)
        build(folders, request_to())
        assert path.read_bytes() == before


ODD_TEXT = {
    "a path with a zero": {"path": "chen/\0.pdf"},
    "a path with half a letter": {"path": "chen/\ud800.pdf"},
    "half a letter in a title": {"sections": ["\ud800"]},
    "half a letter in a finding": {"ignored": [{"reason": "\udfff"}]},
    "half a letter in a name": {"\ud800": 1},
}


@pytest.mark.parametrize("odd", ODD_TEXT)
@pytest.mark.parametrize("whose", ["chen", "okoro", "gone", "\ud800"], ids=ascii)
def test_an_entry_with_what_is_no_text_counts_as_missing(two, request_to, tmp_path, odd, whose):
    from datetime import date

    from lorpack.batch.mail import write_messages
    from lorpack.batch.mail_model import MailRequest
    from lorpack.messages.catalogue import Kind

    folders = two()
    text = (folders[1] / "writers/chen.yaml").read_text()
    (folders[1] / "writers/okoro.yaml").write_text(text.replace("LTR-7700", "LTR-7701"))
    build(folders, request_to())
    manifest = tmp_path / "output" / "ben" / "manifest.json"
    content = json.loads(manifest.read_text())
    known = {one["writer"]: one for one in content["packets"]}
    entry = {**known.get(whose, known["chen"]), "writer": whose, **ODD_TEXT[odd]}
    others = [one for one in content["packets"] if one["writer"] != whose]
    manifest.write_text(json.dumps({**content, "packets": [*others, entry]}))
    (folders[1] / "writers/chen.yaml").write_text(f"{text}# more\n")
    drafted = write_messages(
        folders, MailRequest(tmp_path / "output", date(2027, 6, 1), (Kind.PACKET,))
    )
    assert [len(one.drafted) for one in drafted] == [1, 2]
    results = build(folders, request_to())
    assert Outcome.FAILED not in outcomes(results).values()
    after = [one["writer"] for one in json.loads(manifest.read_text())["packets"]]
    assert after == ["chen", "okoro"]
