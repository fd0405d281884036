"""``lorpack today``: whole transcripts."""

import json

import pytest

from lorpack.cli.messages import KINDS
from lorpack.messages.catalogue import Kind


@pytest.fixture
def promised(application):
    """A letter that was promised for 20 August."""
    (application / "progress.yaml").write_text(
        "- {on: 2027-02-23, writer: chen, event: asked, how: in_person}\n"
        "- {on: 2027-03-01, writer: chen, event: agreed, by: 2027-08-20}\n"
        "- {on: 2027-03-01, writer: chen, event: packet_sent}\n"
        "- {on: 2027-08-05, writer: chen, event: checked}\n",
        encoding="utf-8",
    )
    return application


def test_what_is_late_comes_first_with_the_commands_that_do_it(lorpack, transcript, promised):
    out = """\
    late
      Tue 2027-08-10  ada: remind Dr. Chen of the letter (4 days late)
          lorpack messages ada -w chen -k reminder
          lorpack track chen reminded ada

    this week
      Thu 2027-08-12  ada: look whether the letter of Dr. Chen is in the portal
          lorpack track chen checked ada
      Fri 2027-08-13  ada: remind Dr. Chen of the letter
          lorpack messages ada -w chen -k final_reminder
          lorpack track chen reminded ada
    """
    err = """\
    ada: not known: the portal's deadline for letters: targets[0].deadline
    ada: not known: the day you want the letter, 1 or 2 weeks earlier: targets[0].letters_by
    ada: not known: the day on which requests can be made: targets[0].portal_opens
    ada: not known: the day on which programs start to read: targets[0].programs_review
    ada: not known: the day on which you learn where you matched: targets[0].match_day
    1 late, 2 this week in 1 application
    next: do the first, and record it with its `lorpack track` line
    """
    transcript(lorpack("today", "ada", "--today", "2027-08-10"), 0, out, err)


def test_inside_the_application_no_path_is_needed(lorpack, promised, monkeypatch):
    monkeypatch.chdir(promised)
    out = lorpack("today", "--today", "2027-08-06").stdout
    assert "  Fri 2027-08-06  remind Dr. Chen of the letter\n" in out
    assert "      lorpack messages -w chen -k reminder\n" in out


def test_nothing_to_do(lorpack, promised):
    result = lorpack("today", "ada", "--today", "2027-03-01")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing to do this week in 1 application\n" in result.stderr
    assert result.stderr.endswith("next: `lorpack timeline` shows the rest\n")


def test_json(lorpack, promised):
    result = lorpack("today", "ada", "--today", "2027-08-06", "--format", "json")
    tree = json.loads(result.stdout)
    first = tree["tasks"][0]
    assert first["urgency"] == "today"
    assert first["moment"] == "remind"
    assert first["commands"] == [
        "lorpack messages ada -w chen -k reminder",
        "lorpack track chen reminded ada",
    ]
    assert len(tree["missing"]["ada"]) == 5


def test_a_broken_application_is_said_and_the_others_are_shown(lorpack, promised):
    broken = promised.parent / "ben"
    broken.mkdir()
    (broken / "applicant.yaml").write_text("name: [", encoding="utf-8")
    result = lorpack("today", ".", "--today", "2027-08-06")
    assert result.exit_code == 1
    assert "ada: remind Dr. Chen" in result.stdout
    assert "ben: 1 error in its files, so it is not shown\n" in result.stderr


def test_every_message_that_is_offered_exists():
    assert tuple(map(str, Kind)) == KINDS


@pytest.mark.parametrize(
    ("log", "day", "command"),
    [
        (
            ["asked 2027-06-01 in_person", "agreed 2027-06-02"],
            "2027-06-02",
            "-k after_yes_in_person",
        ),
        (["asked 2027-06-01 email", "agreed 2027-06-02"], "2027-06-02", "-k packet"),
        (["asked 2027-06-01 email"], "2027-06-09", "-k follow_up"),
        (["asked 2027-06-01 email", "hesitant 2027-06-02"], "2027-06-03", "-k reply_hesitant"),
        (["asked 2027-06-01 email", "declined 2027-06-02"], "2027-06-03", "-k reply_declined"),
        (["asked 2027-06-01 email", "wants_draft 2027-06-02"], "2027-06-03", "-k reply_draft"),
    ],
)
def test_the_message_fits_the_letter(lorpack, application, log, day, command):
    lines = [line.split() for line in log]
    (application / "progress.yaml").write_text(
        "".join(
            f"- {{on: {on}, writer: chen, event: {event}{f', how: {how[0]}' if how else ''}}}\n"
            for event, on, *how in lines
        )
    )
    shown = lorpack("today", "ada", "--today", day).stdout
    assert f"{command}\n" in shown


def test_an_answer_that_is_recorded_is_not_asked_for_again(lorpack, application):
    (application / "progress.yaml").write_text(
        "- {on: 2027-06-01, writer: chen, event: asked}\n"
        "- {on: 2027-06-02, writer: chen, event: declined}\n"
    )
    assert "answer the decline" in lorpack("today", "ada", "--today", "2027-06-04").stdout
    done = lorpack("track", "chen", "answered", "ada", "--today", "2027-06-04")
    assert done.exit_code == 0
    assert "answer the decline" not in lorpack("today", "ada", "--today", "2027-06-05").stdout


@pytest.mark.parametrize("word", ["tomorrow", "2027-13-01", "2027-8"])
def test_a_day_that_is_none_is_wrong_use(lorpack, promised, word):
    assert lorpack("today", "ada", "--today", word).exit_code == 2


def test_a_start_without_what_is_not_needed(process, promised):
    """Neither a table nor a calendar library is loaded, and no profile the second time."""
    heavy = "{'rich', 'weasyprint', 'pypdf', 'icalendar', 'jinja2'}"
    code = (
        "import sys\nfrom lorpack.cli import main\n"
        "try: main(['today', 'ada', '--today', '2027-08-06'])\n"
        "except SystemExit: pass\n"
        f"print(sorted({heavy} & set(sys.modules)), 'pydantic' in sys.modules)"
    )
    assert process("-c", code).stdout.splitlines()[-1] == "[] True"
    assert process("-c", code).stdout.splitlines()[-1] == "[] False"


def test_what_it_says_after_a_yes_of_the_profile_can_be_typed(lorpack, make_application):
    letter = {"wanted_by": None, "agreed_by": "2027-08-20"}
    make_application(writers={"chen": {"letter": letter}})
    told = lorpack("today", "quill", "--today", "2027-08-13").stdout
    assert "      lorpack track chen reminded quill\n" in told
    recorded = lorpack("track", "chen", "reminded", "quill", "--today", "2027-08-13")
    assert (recorded.exit_code, recorded.stderr) == (
        0,
        "recorded: chen has agreed\n"
        "next: send the packet: `lorpack messages quill -w chen -k packet`\n",
    )
