"""``lorpack messages``: transcripts, the files it writes, and those it leaves alone."""

import json
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from lorpack.batch.inputs import digest_of
from lorpack.batch.manifest import entry_of
from lorpack.dates import long_date
from lorpack.packet.model import Packet
from lorpack.packet.seal import sealed_digest
from lorpack.profiles.load import load

DAY = ("--today", "2026-04-10")
OUT = Path("output/quill/chen/messages")


@pytest.fixture
def quill(make_application):
    return make_application()


def built(folder, data=b"%PDF-1.7 a packet", **changes):
    """Put a packet and its manifest where a build leaves them."""
    application = load(folder.resolve()).application
    (writer,) = application.writers
    path = Path("output/quill/chen/Quill-LOR-packet-for-Chen.pdf")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    digest = digest_of(application, writer)
    relative = "chen/Quill-LOR-packet-for-Chen.pdf"
    entry = entry_of("chen", relative, Packet((), data, 3, 3), digest) | changes
    manifest = json.dumps({"version": 1, "packets": [entry]})
    Path("output/quill/manifest.json").write_text(manifest, encoding="utf-8")


REQUEST = """\
To: Dr. Mei Chen <mei.chen@example.org>
Subject: Request for a letter of recommendation – Ada Quill, Internal Medicine

Dear Dr. Chen,

You corrected every presentation of mine.

I am applying to residency in Internal Medicine in the ERAS 2028 cycle. Would you feel able to write me a strong letter of recommendation?

A case you may remember: A complex DKA admission. I kept the table of gap and potassium. You gave me this to work on: Commit to a plan. I wrote mine in the margin. If one thing can come through, I hope it is reasoning aloud.

If you agree, I will send one PDF with the dates, what we did together, and how to submit. It would help me to have the letter by {wanted}. If another date suits you better, please name it.

If your time does not allow it, or you could not write in detail, please tell me. I would understand.

With thanks,

Ada Quill, MBBS
AAMC ID 10000001
ada.quill@example.org · +1 555 0100
"""


def test_one_message_is_written_three_times(lorpack, transcript, quill):
    result = lorpack("messages", quill, "-k", "request", *DAY)
    out = """\
    quill/chen: clinical, because a clinical narrative letter
      output/quill/chen/messages/05-request.txt+html+eml  asked for
    """
    err = """\
    messages: 1; files: 3 written
    next: read each aloud before you send it; lorpack sends nothing
    """
    transcript(result, 0, out, err)
    text = (OUT / "05-request.txt").read_text(encoding="utf-8")
    words, _, address = text.partition("\n[This address opens it in your mail program:]\n")
    assert address.startswith("mailto:mei.chen@")
    wanted = long_date(load(quill).application.writers[0].profile.letter.wanted_by)
    assert words == REQUEST.format(wanted=wanted)
    mail = message_from_bytes((OUT / "05-request.eml").read_bytes(), policy=policy.default)
    assert mail["To"].addresses[0].addr_spec == "mei.chen@example.org"
    assert list(mail.iter_attachments()) == []


def test_without_a_kind_what_still_makes_sense_is_written(lorpack, quill):
    result = lorpack("messages", quill, *DAY)
    assert result.exit_code == 0
    names = sorted(path.name for path in OUT.iterdir())
    assert names[1:6] == [
        "01-introduction.html",
        "01-introduction.txt",
        "02-feedback_questions.eml",
        "02-feedback_questions.html",
        "02-feedback_questions.txt",
    ]
    assert "06-update_request.txt" not in names
    assert "14-packet.txt" in names
    assert "14-packet.eml" not in names
    assert "LOR521 warning: the packet is not built" in result.stdout
    assert lorpack("messages", quill, *DAY).stderr.startswith("messages: 20; files: 50 unchanged\n")


def test_the_packet_and_the_form_go_along(lorpack, make_application):
    form = {"letter": {"request_form": "documents/Żółć form.pdf"}}
    folder = make_application(
        writers={"chen": form}, documents={"documents/Żółć form.pdf": b"%PDF-1"}
    )
    built(folder)
    assert lorpack("messages", folder, "-k", "packet", *DAY).exit_code == 0
    mail = message_from_bytes((OUT / "14-packet.eml").read_bytes(), policy=policy.default)
    found = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    assert found == {
        "Quill-LOR-packet-for-Chen.pdf": b"%PDF-1.7 a packet",
        "Żółć form.pdf": b"%PDF-1",
    }
    text = (OUT / "14-packet.txt").read_text(encoding="utf-8")
    assert "Attach: Quill-LOR-packet-for-Chen.pdf, Żółć form.pdf\n" in text


def test_a_form_is_attached_under_its_own_name_and_never_read_through_a_link(
    lorpack, make_application, tmp_path
):
    form = {"letter": {"request_form": "documents\\form.pdf"}}
    folder = make_application(writers={"chen": form}, documents={"documents/form.pdf": b"%PDF-1"})
    built(folder)
    lorpack("messages", folder, "-k", "packet", *DAY)
    text = (OUT / "14-packet.txt").read_text(encoding="utf-8")
    assert "Attach: Quill-LOR-packet-for-Chen.pdf, form.pdf\n" in text
    (folder / "documents/form.pdf").rename(tmp_path / "elsewhere.pdf")
    (folder / "documents/form.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    built(folder)
    result = lorpack("messages", folder, "-k", "packet", *DAY)
    assert not (OUT / "14-packet.eml").exists()
    assert (
        "LOR525 warning: the request form documents\\form.pdf cannot be attached" in result.stdout
    )


def test_an_encrypted_packet_goes_along_with_a_word_about_its_password(lorpack, quill):
    built(quill)
    manifest = json.loads(Path("output/quill/manifest.json").read_text(encoding="utf-8"))
    inputs = sealed_digest(manifest["packets"][0]["inputs"])
    built(quill, encrypted=True, inputs=inputs)
    assert lorpack("messages", quill, "-k", "packet", *DAY).exit_code == 0
    mail = message_from_bytes((OUT / "14-packet.eml").read_bytes(), policy=policy.default)
    assert [part.get_filename() for part in mail.iter_attachments()] == [
        "Quill-LOR-packet-for-Chen.pdf"
    ]
    words = "When you open it, the PDF asks for a password. You will have it from me by phone"
    for kind in ("plain", "html"):
        assert words in " ".join(mail.get_body((kind,)).get_content().split())
    assert words in (OUT / "14-packet.txt").read_text(encoding="utf-8")


def test_own_templates_know_that_the_packet_is_encrypted(lorpack, quill):
    built(quill, encrypted=True)
    own = quill / "templates/messages/packet.txt.j2"
    own.parent.mkdir(parents=True)
    own.write_text("Subject: Mine\n\n{{ 'Ask me for the password.' if protected }}\n")
    result = lorpack("messages", quill, "-k", "packet", *DAY)
    assert result.exit_code == 0
    assert "LOR527" not in result.stdout
    assert "Ask me for the password." in (OUT / "14-packet.txt").read_text(encoding="utf-8")


def test_an_own_template_that_is_silent_about_the_password_is_a_finding(lorpack, quill):
    own = quill / "templates/messages/packet.txt.j2"
    own.parent.mkdir(parents=True)
    own.write_text("Subject: Mine\n\nEverything is in the PDF.\n")
    built(quill)
    assert "LOR527" not in lorpack("messages", quill, "-k", "packet", *DAY).stdout
    built(quill, encrypted=True)
    result = lorpack("messages", quill, "-k", "packet", *DAY)
    assert (
        "templates/messages/packet.txt.j2: LOR527 warning: 14-packet does not say how the password"
        in result.stdout
    )


def test_a_plain_packet_is_not_taken_for_an_encrypted_one(lorpack, quill):
    built(quill, encrypted=True)
    assert "LOR522" in lorpack("messages", quill, "-k", "packet", *DAY).stdout
    assert not (OUT / "14-packet.eml").exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"inputs": "old"}, "LOR522"), ({"sha256": "other"}, "LOR522"), ({"path": "gone.pdf"}, "LOR521"),
     ({"path": "../../quill/applicant.yaml"}, "LOR521")],
)  # fmt: skip
def test_an_old_packet_is_not_attached(lorpack, quill, changes, code):
    built(quill)
    lorpack("messages", quill, "-k", "packet", *DAY)
    assert (OUT / "14-packet.eml").exists()
    built(quill, **changes)
    result = lorpack("messages", quill, "-k", "packet", *DAY)
    assert (result.exit_code, code in result.stdout) == (0, True)
    assert (OUT / "14-packet.txt").exists()
    assert not (OUT / "14-packet.eml").exists()
    assert lorpack("messages", quill, "-k", "packet", "--strict", *DAY).exit_code == 1


def test_a_mail_that_is_too_large_is_not_made(lorpack, make_application):
    folder = make_application(settings={"mail": {"limit_mb": "1"}})
    built(folder, b"%PDF" + b"x" * 800_000)
    result = lorpack("messages", folder, "-k", "packet", *DAY)
    assert (
        "LOR523 warning: the attachments make a mail of 1.1 MB, and the limit is 1 MB"
        in result.stdout
    )
    assert not (OUT / "14-packet.eml").exists()


def test_without_an_address_there_are_text_and_page(lorpack, make_application):
    folder = make_application(writers={"chen": {"contact": None}})
    result = lorpack("messages", folder, "-k", "request", *DAY)
    assert "LOR520 warning" in result.stdout
    assert sorted(path.suffix for path in OUT.glob("05*")) == [".html", ".txt"]


def test_a_draft_that_a_person_changed_stays(lorpack, quill):
    ask = ("messages", quill, "-k", "request", *DAY)
    lorpack(*ask)
    text = OUT / "05-request.txt"
    text.write_text("my own words", encoding="utf-8")
    profile = quill / "writers/chen.yaml"
    profile.write_text(profile.read_text().replace("You corrected", "You read"), encoding="utf-8")
    result = lorpack(*ask)
    assert "; you changed 05-request.txt, which stays" in result.stdout
    assert result.stderr.startswith("messages: 1; files: 2 written, 1 kept\n")
    assert text.read_text(encoding="utf-8") == "my own words"
    assert "You read every" in (OUT / "05-request.html").read_text(encoding="utf-8")
    assert lorpack(*ask, "--force").stderr.startswith(
        "messages: 1; files: 1 written, 2 unchanged\n"
    )
    assert "You read every" in text.read_text(encoding="utf-8")


def test_only_what_is_due_is_written(lorpack, quill):
    (quill / "progress.yaml").write_text(
        "- {on: 2027-06-01, writer: chen, event: asked, how: email}\n"
        "- {on: 2027-06-03, writer: chen, event: agreed, by: 2027-08-20}\n"
        "- {on: 2027-06-03, writer: chen, event: packet_sent}\n"
    )
    result = lorpack("messages", quill, "--due", "--today", "2027-08-06")
    assert [path.name for path in sorted(OUT.glob("*.txt"))] == ["16-reminder.txt"]
    assert "due today" in result.stdout
    nothing = lorpack("messages", quill, "--due", "--today", "2027-06-20")
    assert nothing.stderr.startswith("messages: 0; files: none\n")


def test_the_ask_that_is_due_goes_to_the_writer_in_reserve(lorpack, make_application):
    folder = make_application(writers={"chen": {}, "patel": {"backup": "true"}})
    (folder / "progress.yaml").write_text(
        "- {on: 2027-06-01, writer: chen, event: asked, how: email}\n"
        "- {on: 2027-06-10, writer: chen, event: declined}\n"
        "- {on: 2027-06-11, writer: chen, event: answered}\n"
    )
    day = ("--today", "2027-06-15")
    assert "messages quill -w patel -k backup_request" in lorpack("today", folder, *day).stdout
    lorpack("messages", folder, "--due", *day)
    found = [path.parts[-3:] for path in Path("output").rglob("*backup_request.txt")]
    assert found == [("patel", "messages", "08-backup_request.txt")]


DECLINED = (
    b"- {on: 2027-06-01, writer: chen, event: asked}\n"
    b"- {on: 2027-06-02, writer: chen, event: declined}\n"
)


@pytest.mark.parametrize(
    "log",
    [
        b"log:\n" + DECLINED,
        DECLINED + b"- " + b"[" * 30 + b"\n",
        DECLINED[:46].replace(b"asked", b"\xe4sked"),
        DECLINED.decode().encode("utf-16") + b"x",
    ],
)
def test_nobody_is_written_to_while_the_log_cannot_be_read(lorpack, quill, log):
    (quill / "progress.yaml").write_bytes(log)
    result = lorpack("messages", quill, "--today", "2027-07-01")
    assert result.exit_code == 1
    assert result.stdout.startswith("quill/progress.yaml:")
    assert "messages: 0; files: none\nnot done: quill (see its findings)\n" in result.stderr
    assert not Path("output").exists()


@pytest.mark.parametrize(
    "spoilt",
    [b"# caf\xe9\n", b"---\n", b"chen: [[\n", b"chen", b"- {on: 2027-06-03, writ", b"- x\n"],
)
def test_what_is_wrong_beside_the_entries_of_a_log_is_told_and_they_count(lorpack, quill, spoilt):
    (quill / "progress.yaml").write_bytes(DECLINED + spoilt)
    result = lorpack("messages", quill, "--today", "2027-07-01")
    assert result.exit_code == 1
    assert result.stdout.startswith("quill/progress.yaml:3:")
    assert [path.name for path in sorted(OUT.glob("*.txt"))] == ["11-reply_declined.txt"]


def test_a_note_is_part_of_an_update(lorpack, quill):
    lorpack("messages", quill, "-k", "match_update", "--note", "I will train in Fernleigh", *DAY)
    text = (OUT / "23-match_update.txt").read_text(encoding="utf-8")
    assert "among the first to hear. I will train in Fernleigh.\n" in text


def test_the_result_as_json(lorpack, quill):
    result = lorpack("messages", quill, "-k", "thanks_card", "--format", "json", *DAY)
    (application,) = json.loads(result.stdout)["applications"]
    (message,) = application["messages"]
    assert message["form"] == "card"
    assert message["variant"] == "clinical"
    assert [file["outcome"] for file in message["files"]] == ["written", "written"]


def test_a_wrong_template_is_named_and_stops_no_other(lorpack, make_application):
    folder = make_application(
        documents={"templates/messages/request.txt.j2": b"Subject: x\n\n{{ nobody }}\n"}
    )
    result = lorpack("messages", folder, "-k", "request", "-k", "goals", *DAY)
    assert result.exit_code == 1
    assert (
        "quill/templates/messages/request.txt.j2:3:1: LOR801 error: 'nobody' is undef"
        in result.stdout
    )
    assert (OUT / "03-goals.eml").exists()
    assert not (OUT / "05-request.txt").exists()


def test_a_template_without_a_subject_is_named(lorpack, make_application):
    folder = make_application(documents={"templates/messages/goals.txt.j2": b"Dear all,\n"})
    result = lorpack("messages", folder, "-k", "goals", *DAY)
    assert (
        "goals.txt.j2:1:1: LOR801 error: a message begins with a line “Subject: …”" in result.stdout
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-w", "chem"), "did you mean `chen`?"),
        (("-k", "requst"), "did you mean `request`?"),
        (("--all", "-k", "goals"), "choose one of them"),
    ],
)
def test_wrong_use_is_told(lorpack, quill, arguments, words):
    result = lorpack("messages", quill, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_two_applications_of_one_name_are_refused(lorpack, make_application):
    make_application("a/quill")
    make_application("b/quill")
    result = lorpack("messages", "a", "b", *DAY)
    assert result.exit_code == 2
    assert "would both be written to the output folder `quill`" in result.stderr
    assert not Path("output").exists()


def test_a_writer_with_errors_is_left_out_and_named(lorpack, make_application):
    folder = make_application(writers={"chen": {}, "patel": {"role": "wizard"}})
    result = lorpack("messages", folder, "-k", "goals", *DAY)
    assert result.exit_code == 1
    assert "not done: quill/patel (its profile has errors)" in result.stderr


def test_the_templates_are_listed(lorpack, quill):
    result = lorpack("templates", "list", "--in", quill)
    assert "messages/reply_draft.txt.j2" in result.stdout


@pytest.mark.parametrize(
    "template",
    [
        "Subject: x\n{% set ns = 'abcdefghij' %}"
        + "".join(f"{{% for a{n} in ns %}}" for n in range(12))
        + "{% endfor %}" * 12,
        "Subject: x\n" + "{% set s = 'x' * 999 %}" + "{% set s = s ~ s %}" * 40 + "{{ s }}",
    ],
    ids=["loops", "doubling"],
)
@pytest.mark.parametrize("whose", ["own", "office"])
def test_an_own_template_that_runs_away_is_ended_and_told(
    lorpack, make_application, monkeypatch, template, whose
):
    quill = make_application("class/quill")
    monkeypatch.setattr("lorpack.batch.mail._SECONDS", 6.0)
    in_parent = "lorpack.batch.mail._compose_all"
    monkeypatch.setattr(in_parent, lambda *_: pytest.fail("templates of others ran in the parent"))
    (quill.parent / "lorpack.yaml").touch()
    own = (quill if whose == "own" else quill.parent) / "templates" / "messages"
    own.mkdir(parents=True)
    (own / "request.txt.j2").write_text(template)
    result = lorpack("messages", quill, "-k", "request", *DAY)
    assert result.exit_code == 1
    assert "LOR80" in result.stdout
    assert not (OUT / "05-request.txt").exists()


def test_who_has_said_yes_by_the_profile_is_not_asked_again(lorpack, make_application):
    make_application(writers={"chen": {"letter": {"agreed_by": "2027-08-20"}}})
    out = lorpack("messages", "quill", "--today", "2027-08-01").stdout
    assert "16-reminder" in out
    assert "05-request" not in out


def test_an_address_that_is_missing_is_told_once_and_whose_it_is(lorpack, make_application):
    contact = {"email": None, "assistant": {"name": "Ira Vance"}}
    make_application(writers={"chen": {"contact": contact}})
    out = lorpack("messages", "quill", "--all", *DAY).stdout
    told = [line for line in out.splitlines() if "LOR520" in line]
    assert [line.partition("warning: ")[2] for line in told] == [
        "no email address of Dr. Mei Chen is recorded, so there is no .eml draft to them",
        "no email address of Ira Vance is recorded, so there is no .eml draft to them",
    ]


def test_the_news_of_the_applicant_is_told_whole_and_not_asked_for_again(lorpack, quill):
    news = f"I will train at Invented Harbor, {'which I know well, ' * 30}and start in June"
    lorpack("messages", "quill", "-k", "match_update", "--note", news, *DAY)
    text = (OUT / "23-match_update.txt").read_text(encoding="utf-8")
    assert f"{news}." in text
    assert "Add before you send it" not in text
    lorpack("messages", "quill", "-k", "match_update", *DAY)
    assert "Add before you send it: the result" in (OUT / "23-match_update.txt").read_text("utf-8")


@pytest.mark.parametrize("linked", ["output/quill/chen", "output/quill/chen/messages"])
def test_no_draft_is_written_through_a_link(lorpack, quill, tmp_path, linked):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    Path(linked).parent.mkdir(parents=True, exist_ok=True)
    Path(linked).symlink_to(elsewhere)
    result = lorpack("messages", quill, "-k", "request", *DAY)
    assert result.exit_code == 5
    assert result.stdout == (
        f"quill/writers/chen.yaml: LOR528 error: 05-request could not be written: {linked} is a link, and"
        " would lead out of the output folder\n"
        "  hint: delete the link, or move it away; then repeat\n"
    )
    assert list(elsewhere.iterdir()) == []


def test_a_message_that_cannot_be_written_stops_no_other(lorpack, make_application, tmp_path):
    folders = [make_application(name=name, writers={"chen": {}, "sol": {}}) for name in "abc"]
    Path("output/b/chen").mkdir(parents=True)
    Path("output/b/chen/messages").symlink_to(tmp_path)
    result = lorpack("messages", *map(str, folders), "-k", "request", "-k", "thanks", *DAY)
    assert result.exit_code == 5
    assert result.stdout.count("LOR528 error: ") == 2
    assert "messages: 10; files: 30 written" in result.stderr
    written = {path.parent for path in Path("output").rglob("*-request.txt")}
    assert written == {
        Path("output", one, writer, "messages")
        for one, writer in (("a", "chen"), ("a", "sol"), ("b", "sol"), ("c", "chen"), ("c", "sol"))
    }


def test_what_was_never_written_needs_no_deleting(lorpack, make_application):
    """A run was killed before its draft was there, and now there is to be none."""
    ask = ("messages", make_application(writers={"chen": {"contact": None}}), "-k", "thanks", *DAY)
    assert lorpack(*ask).exit_code == 0
    record = OUT / ".lorpack-written.json"
    content = json.loads(record.read_text())
    content["files"]["20-thanks.eml"] = "0" * 64
    record.write_text(json.dumps({**content, "before": {"20-thanks.eml": ""}}))
    for _ in range(2):
        assert lorpack(*ask).exit_code == 0
        assert "eml" not in record.read_text()


def test_entries_about_nobody_are_told(lorpack, quill):
    """Whoever was renamed would be asked again."""
    (quill / "progress.yaml").write_text("- {on: 2026-04-01, writer: chem, event: asked}\n")
    result = lorpack("messages", quill, "-k", "request", *DAY)
    assert "progress.yaml:1:28: LOR405 warning: there is no letter writer `chem`" in result.stdout
    assert "did you mean `chen`?" in result.stdout
    result = lorpack("messages", quill, "--due", *DAY)
    assert "LOR405" in result.stdout
    assert "not done" not in result.stderr
