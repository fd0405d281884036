"""Loading a folder: what each file says, and what they say about each other."""

import os
from datetime import date

import pytest

from lorpack.errors import InputError
from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.folders import settings_errors
from lorpack.profiles.load import apply_ignores, find_applications, load
from lorpack.profiles.settings import Ignored, Settings
from lorpack.report import render_text

APPLICANT = (
    "name: {given: Amara, family: Okafor}\nbackground: international\nschool: {name: Lagos}\n"
    "contact: {email: a@example.org}\nseason: 2027\n"
    "targets: [{id: im, specialty: Internal Medicine, portal: eras, deadline: 2027-09-15}]\n"
)


def writer(name="Chen", more=""):
    return (
        f"name: {{given: Mei, family: {name}}}\nrole: attending\nrelationship: [clinical]\n{more}"
    )


@pytest.fixture
def make(tmp_path):
    def make_folder(**files):
        files = {"applicant.yaml": APPLICANT, "writers/chen.yaml": writer(), **files}
        for name, text in files.items():
            if text is None:
                continue
            path = tmp_path / "okafor" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "okafor"

    return make_folder


def codes(loaded):
    return [(str(f.place), f.code, f.writer) for f in loaded.findings]


def test_a_good_application(make):
    loaded = load(make(**{"writers/adams.yaml": writer("Adams"), "lorpack.yaml": "paper: a4\n"}))
    assert loaded.findings == ()
    assert loaded.broken == ()
    assert [one.id for one in loaded.application.writers] == ["adams", "chen"]
    assert loaded.application.settings.paper == "a4"
    assert loaded.application.applicant.targets[0].deadline == date(2027, 9, 15)
    assert str(loaded.application.place("writers/chen.yaml", "role")) == "writers/chen.yaml:2:7"


def test_a_broken_applicant_does_not_hide_the_writers(make):
    loaded = load(
        make(**{"applicant.yaml": "nmae: x\n", "writers/chen.yaml": writer(more="zz: 1\n")})
    )
    assert loaded.application is None
    assert ("writers/chen.yaml:4:1", "LOR115", "chen") in codes(loaded)
    assert ("applicant.yaml:1:1", "LOR115", "") in codes(loaded)
    assert loaded.broken == ("chen",)


def test_missing_files(make, tmp_path):
    loaded = load(
        make(**{"applicant.yaml": None, "writers/chen.yaml": None, "lorpack.yaml": "photo: true\n"})
    )
    assert codes(loaded) == [("applicant.yaml", "LOR127", ""), ("writers", "LOR212", "")]
    assert loaded.findings[1].severity is Severity.WARNING
    with pytest.raises(InputError):
        load(tmp_path / "nothing")


def test_an_unknown_target_in_full(make):
    loaded = load(make(**{"writers/chen.yaml": writer(more="target: imm\n")}))
    assert render_text(loaded.findings) == (
        "writers/chen.yaml:4:9: LOR211 error: there is no target `imm` in applicant.yaml\n"
        "    4 | target: imm\n"
        "      |         ^^^\n"
        "  hint: did you mean `im`? targets: im\n"
    )
    assert loaded.broken == ("chen",)
    assert loaded.application.writers == ()


@pytest.mark.parametrize(
    ("name", "code", "hint"),
    [
        ("Dr. Chén.yaml", "LOR213", "rename it to dr-chen.yaml"),
        ("王.yaml", "LOR213", "rename it to chen.yaml"),
        ("diaz.yml", "LOR214", "rename it to diaz.yaml"),
        ("diaz.yaml.txt", "LOR214", "rename it to diaz.yaml"),
        ("chen.yml", "LOR215", "join the two files, or give one another name"),
        ("CHEN.yaml", "LOR215", "join the two files, or give one another name"),
    ],
)
def test_names_of_writers_files(make, name, code, hint):
    loaded = load(make(**{f"writers/{name}": writer("Other", "zz: 1\n")}))
    found = [f for f in loaded.findings if f.code == code]
    assert [(f.place.file, f.hint) for f in found] == [(f"writers/{name}", hint)]
    assert "LOR115" in [f.code for f in loaded.findings]  # its content is checked as well
    assert [one.id for one in loaded.application.writers] == ["chen"]


def test_other_files_in_writers_are_left_alone(make):
    names = (".chen.yaml.swp", "README.md", "chen.yaml~", "#chen.yaml#", ".hidden.yaml")
    loaded = load(make(**{f"writers/{name}": ":::" for name in names}))
    assert loaded.findings == ()


def test_a_file_that_is_not_what_its_name_says(make):
    loaded = load(
        make(
            **{
                "applicant.yaml": writer(),
                "writers/okafor.yaml": APPLICANT,
                "lorpack.yaml": APPLICANT,
            }
        )
    )
    assert [(f.place.file, f.code, f.message, f.hint) for f in loaded.findings] == [
        ("applicant.yaml", "LOR126", "this holds a letter writer, where an applicant is wanted",
         "move it to writers/<id>.yaml"),
        ("lorpack.yaml", "LOR126", "this holds an applicant, where settings are wanted",
         "move it to applicant.yaml"),
        ("writers/okafor.yaml", "LOR126", "this holds an applicant, where a letter writer is wanted",
         "move it to applicant.yaml"),
    ]  # fmt: skip


def test_shared_letter_id_and_address(make):
    more = "letter: {letter_id: AB 12}\ncontact: {email: M@x.org}\n"
    other = "letter: {letter_id: ab12}\ncontact: {email: m@x.org}\n"
    loaded = load(
        make(**{"writers/chen.yaml": writer(more=more), "writers/diaz.yaml": writer("Diaz", other)})
    )
    assert [(str(f.place), f.code, f.severity, f.message) for f in loaded.findings] == [
        (
            "writers/chen.yaml:4:21",
            "LOR216",
            "error",
            "Letter ID AB 12 also belongs to writers/diaz.yaml:4",
        ),
        (
            "writers/diaz.yaml:4:21",
            "LOR216",
            "error",
            "Letter ID ab12 also belongs to writers/chen.yaml:4",
        ),
        (
            "writers/diaz.yaml:5:18",
            "LOR217",
            "warning",
            "m@x.org is also the address in writers/chen.yaml",
        ),
    ]


def test_two_targets_with_one_id(make):
    text = APPLICANT.replace("targets: [", "targets: [{id: im, specialty: x, portal: eras}, ")
    loaded = load(make(**{"applicant.yaml": text}))
    assert [f.code for f in loaded.findings] == ["LOR130"]
    assert loaded.application is None


def test_supplied_files_that_are_not_there(make):
    folder = make(
        **{
            "applicant.yaml": APPLICANT
            + "cv: documents/CV.pdf\nphoto: photo.jpg\ndocuments: [{title: x, file: a.pdf}]\n",
            "writers/chen.yaml": writer(
                more="letter: {request_form: forms/req.pdf}\nstatement: documents/ps.docx\n"
                "attachments: [{title: x, file: ../up.pdf}, {title: y, file: documents/cv.pdf}]\n"
            ),
            "lorpack.yaml": "fonts: [fonts/x.ttf]\n",
            "documents/cv.pdf": "x",
            "documents/photo.jpg": "x",
            "documents/ps.md": "x",
        }
    )
    loaded = load(folder)
    assert [(str(f.place), f.code, f.writer, f.hint) for f in loaded.findings] == [
        ("applicant.yaml:7:5", "LOR701", "", "did you mean documents/cv.pdf?"),
        ("applicant.yaml:8:8", "LOR701", "", "did you mean documents/photo.jpg?"),
        ("applicant.yaml:9:30", "LOR701", "", "paths are relative to the application's folder, as documents/cv.pdf"),
        ("lorpack.yaml:1:9", "LOR701", "", "paths are relative to the application's folder, as documents/cv.pdf"),
        ("writers/chen.yaml:4:24", "LOR701", "chen",
         "paths are relative to the application's folder, as documents/cv.pdf"),
        ("writers/chen.yaml:5:12", "LOR701", "chen", "did you mean documents/ps.md?"),
    ]  # fmt: skip
    assert [one.id for one in loaded.application.writers] == [
        "chen"
    ]  # a missing file breaks no profile


def test_a_very_long_file_name_is_only_missing(make):
    loaded = load(make(**{"applicant.yaml": APPLICANT + f"cv: {'x' * 400}.pdf\n"}))
    assert [f.code for f in loaded.findings] == ["LOR701"]


def test_settings_for_nobody_and_ignores_without_effect(make):
    text = (
        "writers: {chne: {paper: a4}, chen: {paper: a4}}\n"
        "ignore:\n- {code: LOR999, reason: x}\n- {code: LOR106, reason: x}\n- {code: LOR217, reason: x}\n"
    )
    loaded = load(make(**{"lorpack.yaml": text}))
    assert [(str(f.place), f.code, f.severity) for f in loaded.findings] == [
        ("lorpack.yaml:1:11", "LOR128", "error"),
        ("lorpack.yaml:3:10", "LOR129", "warning"),
        ("lorpack.yaml:4:10", "LOR129", "warning"),
    ]
    assert loaded.findings[0].hint == "did you mean `chen`?"


def test_dates_in_the_wrong_order(make):
    more = (
        "letter: {wanted_by: 2027-09-16, agreed_by: 2027-10-01}\n"
        "rotations:\n"
        "- {service: a, start: 2026-08, end: 2026-07}\n"
        "- {service: b, start: 2026-08, end: 2026}\n"
        "- {service: c, start: 2026-08-05, end: 2026-08}\n"
        "projects: [{name: p, start: 2026, end: 2025-12}]\n"
    )
    text = APPLICANT.replace("deadline:", "letters_by: 2027-09-20, deadline:")
    loaded = load(make(**{"writers/chen.yaml": writer(more=more), "applicant.yaml": text}))
    assert [(str(f.place), f.code) for f in loaded.findings] == [
        ("applicant.yaml:6:76", "LOR401"),
        ("writers/chen.yaml:4:21", "LOR401"),
        ("writers/chen.yaml:4:44", "LOR402"),
        ("writers/chen.yaml:6:37", "LOR403"),
        ("writers/chen.yaml:9:40", "LOR403"),
    ]
    assert {f.severity for f in loaded.findings} == {Severity.WARNING}


def test_ignores_apply_with_a_reason_but_never_to_unread_files(make):
    more = writer("Diaz", "contact: {email: m@x.org}\n")
    files = {
        "writers/chen.yaml": writer(more="contact: {email: m@x.org}\n"),
        "writers/diaz.yaml": more,
        "lorpack.yaml": "ignore: [{code: LOR217, reason: a shared office}]\n",
    }
    assert load(make(**files)).findings == ()
    place = Place("writers/chen.yaml", 1, 1)
    found = [
        Finding("LOR106", Severity.ERROR, "x", place),
        Finding("LOR114", Severity.WARNING, "x", place),
        Finding("LOR217", Severity.WARNING, "x", place),
        Finding("LOR217", Severity.WARNING, "x", Place("writers/diaz.yaml")),
        Finding("LOR211", Severity.ERROR, "x", place),
        Finding("LOR601", Severity.ERROR, "x", place),
    ]
    ignored = [Ignored(code=code, reason="r") for code in ("LOR106", "LOR114", "LOR211", "LOR601")]
    ignored.append(Ignored(code="LOR217", reason="r", file="writers/chen.yaml"))
    kept = apply_ignores(found, Settings(ignore=tuple(ignored)).ignore)
    assert [(f.code, f.place.file) for f in kept] == [
        ("LOR106", "writers/chen.yaml"),
        ("LOR217", "writers/diaz.yaml"),
        ("LOR211", "writers/chen.yaml"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_regular_file_is_not_read(make, tmp_path):
    folder = make(**{"writers/chen.yaml": None})
    (folder / "writers").mkdir()
    os.mkfifo(folder / "writers" / "pipe.yaml")
    (tmp_path / "secret.yaml").write_text("password: x\n")
    (folder / "writers" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "writers" / "lost.yaml").symlink_to("nowhere")
    (folder / "lorpack.yaml").mkdir()
    loaded = load(folder)
    assert [(f.place.file, f.code, f.message.partition(": ")[2]) for f in loaded.findings] == [
        ("lorpack.yaml", "LOR102", "it is a folder, not a file"),
        ("writers/link.yaml", "LOR102", "it is a link that leads out of the application's folder"),
        ("writers/lost.yaml", "LOR102", "no such file or directory"),
        ("writers/pipe.yaml", "LOR102", "it is not a regular file"),
    ]
    assert loaded.broken == ("link", "lost", "pipe")


def test_a_file_of_two_megabytes_is_refused(make):
    loaded = load(make(**{"writers/chen.yaml": "# x\n" * 500_000}))
    assert codes(loaded) == [("writers/chen.yaml", "LOR101", "chen")]


def _cohort(root):
    for name in ("b/okafor", "a/chen", "a/output/old", ".git/x", "a/chen/nested"):
        (root / name).mkdir(parents=True)
        (root / name / "applicant.yaml").touch()
    (root / "link").symlink_to(root / "b")
    (root / "a" / "chen" / "writers").mkdir()
    (root / "a" / "chen" / "writers" / "diaz.yaml").touch()


def test_applications_are_found(tmp_path):
    _cohort(tmp_path)
    chen, okafor = tmp_path / "a" / "chen", tmp_path / "b" / "okafor"
    assert find_applications([tmp_path]) == [chen, okafor]
    assert find_applications([okafor, tmp_path]) == [okafor, chen]
    assert find_applications([chen / "writers" / "diaz.yaml"]) == [chen]
    assert find_applications([chen / "applicant.yaml", chen]) == [chen]


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("nothing", "there is no", "check the path"),
        ("empty", "no application in", "lorpack init"),
        ("empty/x.txt", "is not part of an application", "lorpack init"),
        ("a/chen/writers", "no application in", "the application is"),
    ],
)
def test_no_application(tmp_path, path, message, hint):
    _cohort(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "x.txt").touch()
    with pytest.raises(InputError) as caught:
        find_applications([tmp_path / path])
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("applicant.yml", "rename applicant.yml to applicant.yaml"),
        ("Applicant.yaml", "rename Applicant.yaml to applicant.yaml"),
        ("applicant.yaml.txt", "rename applicant.yaml.txt to applicant.yaml"),
        ("writers/chen.yaml", "`lorpack init` writes one to start from"),
    ],
)
def test_an_application_whose_applicant_is_misnamed_is_not_passed_over(tmp_path, file, hint):
    path = tmp_path / "class" / "ann" / file
    path.parent.mkdir(parents=True)
    path.touch()
    (folder,) = find_applications([tmp_path / "class"])
    loaded = load(folder)
    assert folder.name == "ann"
    assert loaded.application is None
    assert ("LOR127", hint) in [(one.code, one.hint) for one in loaded.findings]


def test_an_application_may_be_called_writers(make_application, tmp_path):
    make_application("class/writers")
    make_application("class/ann")
    assert [one.name for one in find_applications([tmp_path / "class"])] == ["ann", "writers"]


def test_settings_and_a_log_with_almost_their_names_are_told(make_application):
    folder = make_application()
    (folder / "lorpack.yml").write_text("sections: {guide: false}\n")
    (folder / "Progress.yaml").write_text("- {on: 2027-05-01, writer: chen, event: asked}\n")
    loaded = load(folder)
    assert [(one.code, one.place.file, one.hint) for one in loaded.findings] == [
        ("LOR133", "lorpack.yaml", "rename lorpack.yml to lorpack.yaml"),
        ("LOR133", "progress.yaml", "rename Progress.yaml to progress.yaml"),
    ]
    assert settings_errors(loaded.findings)
    assert not loaded.log_is_read
    for name in ("lorpack.yml", "Progress.yaml"):
        (folder / name.lower().replace("yml", "yaml")).write_text("")
    (folder / "lorpack.yaml").write_text("paper: a4\n")
    assert "LOR133" not in {one.code for one in load(folder).findings}


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n  # one\n# two\n"])
def test_settings_of_remarks_alone_say_nothing(make_application, text):
    folder = make_application()
    (folder / "lorpack.yaml").write_text(text)
    loaded = load(folder)
    assert loaded.findings == ()
    assert loaded.application.settings == Settings()
