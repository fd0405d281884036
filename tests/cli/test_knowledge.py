"""``lorpack portals`` and ``lorpack specialties`` with an application's own files."""

import json
from pathlib import Path

import pytest

from lorpack.portals.load import DATA

HEAD = "as_of: 2027-02-03\nsource: handbook of our office\n"
HUB = f"""\
{HEAD}name: Letter Hub
system: Hub
request_form: none
waiver: {{}}
steps:
  - Send it to the Hub.
  - {{text: Or by fax., verified: false, source: a forum}}
"""


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def rows(result):
    return {line.split()[0]: line.rpartition("  ")[2] for line in result.stdout.splitlines()[1:]}


def test_an_own_portal_is_shown_with_its_file(lorpack, transcript, application):
    put(application, "portals/hub.yaml", HUB)
    out = """\
    Letter Hub (hub), as of 2027-02-03
      handbook of our office
      from portals/hub.yaml

      steps
        Send it to the Hub.
        Or by fax.  [not verified, never printed]
          a forum, 2027-02-03
    """
    transcript(lorpack("portals", "hub", "--in", "ada"), 0, out)


def test_the_list_says_where_each_is_from(lorpack, application, monkeypatch):
    put(application, "portals/hub.yaml", HUB)
    put(application, "portals/eras.yaml", f"{HEAD}system: MyERAS\n")
    monkeypatch.chdir(application)
    listed = rows(lorpack("portals"))
    assert listed["hub"] == "portals/hub.yaml"
    assert listed["eras"] == "lorpack, portals/eras.yaml"
    assert listed["carms"] == "lorpack"
    heads = json.loads(lorpack("portals", "--format", "json").stdout)["portals"]
    assert [one["from"] for one in heads if one["id"] == "hub"] == [["portals/hub.yaml"]]
    one = json.loads(lorpack("portals", "eras", "--format", "json").stdout)
    assert (one["system"], one["from"]) == ("MyERAS", ["lorpack", "portals/eras.yaml"])


def test_an_own_specialty_is_found_by_any_name(lorpack, application):
    put(application, "specialties/med-peds.yaml", f"{HEAD}name: Medicine-Pediatrics\nalso: [MP]\n")
    assert "from specialties/med-peds.yaml" in lorpack("specialties", "mp", "--in", "ada").stdout
    assert rows(lorpack("specialties", "--in", "ada"))["med-peds"] == "specialties/med-peds.yaml"
    assert "med-peds" not in rows(lorpack("specialties"))


def test_outside_an_application_a_folder_called_portals_is_nobodys(lorpack, tmp_path):
    put(tmp_path, "portals/hub.yaml", HUB)
    assert "hub" not in rows(lorpack("portals"))


def test_a_folder_that_is_no_application(lorpack, transcript, tmp_path):
    err = """\
    lorpack: no application in .
      hint: name a folder that has an applicant.yaml
    """
    transcript(lorpack("portals", "--in", "."), 4, "", err)


def test_a_file_with_errors_is_told_of_and_lorpacks_is_shown(lorpack, application):
    put(application, "portals/eras.yaml", "system: MyERAS\n")
    result = lorpack("portals", "eras", "--in", "ada")
    assert result.exit_code == 1
    assert result.stdout == lorpack("portals", "eras").stdout
    assert result.stderr == "portals/eras.yaml has errors and is not used: see `lorpack check`\n"


def test_a_file_to_start_from(lorpack, application):
    # The shell makes the file, empty, before lorpack looks at it.
    put(application, "portals/eras.yaml", "")
    result = lorpack("portals", "eras", "--yaml", "--in", "ada")
    assert result.exit_code == 0
    assert result.stdout == (DATA / "eras.yaml").read_text(encoding="utf-8")
    assert result.stderr == (
        "printed one file\nnext: save it as portals/eras.yaml, and keep the keys that you change,"
        " with as_of and source\n"
    )
    put(application, "portals/eras.yaml", result.stdout)
    assert lorpack("check", "ada").exit_code == 0


def test_a_file_to_start_from_can_be_ones_own(lorpack, application):
    put(application, "portals/hub.yaml", HUB)
    assert lorpack("portals", "hub", "--yaml", "--in", "ada").stdout == HUB


def test_which_file_to_start_from(lorpack, transcript):
    err = """\
    lorpack: which one?
      hint: `lorpack portals NAME --yaml` prints one
    """
    transcript(lorpack("portals", "--yaml"), 2, "", err)


def test_check_shows_a_fault_in_an_own_file(lorpack, transcript, application):
    put(application, "portals/eras.yaml", f"{HEAD}asks_by_email: yes\n")
    ignored = "".join(f"  - {{code: {code}, reason: a test}}\n" for code in ("LOR208", "LOR301"))
    put(application, "lorpack.yaml", f"ignore:\n{ignored}")
    out = """\
    ada/portals/eras.yaml:3:16: LOR120 error: `asks_by_email`: `yes` is neither true nor false
        3 | asks_by_email: yes
          |                ^^^
      hint: write true
    """
    err = """\
    1 error, 0 warnings in 1 application
    next: `lorpack explain LOR120` says more; correct the errors and check again
    """
    transcript(lorpack("check", "ada"), 1, out, err)


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_fault_in_an_offices_file_is_told_once(lorpack, make_application, tmp_path, command):
    make_application("class/ada", writers={})
    make_application("class/bea", writers={})
    put(tmp_path, "class/portals/eras.yaml", f"{HEAD}stepz: []\n")
    put(tmp_path, "class/lorpack.yaml", "")
    result = lorpack(command, "class")
    assert result.exit_code == 1
    assert result.stdout.count("class/portals/eras.yaml:3:1: LOR115 error") == 1
    assert "1 error, " in result.stderr


def test_a_change_of_an_own_portal_is_seen_by_what_is_kept(lorpack, application):
    applicant = application / "applicant.yaml"
    applicant.write_text(applicant.read_text().replace("portal: eras", "portal: hub"))
    put(application, "portals/hub.yaml", HUB)
    assert "portal_opens" in lorpack("timeline", "ada", "--today", "2027-02-03").stderr
    season = "{season: 2028, kind: opens, day: 2027-06-09, text: It opens.}"
    put(application, "portals/hub.yaml", f"{HUB}seasons: [{season}]\n")
    assert "portal_opens" not in lorpack("timeline", "ada", "--today", "2027-02-03").stderr


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_an_own_file_in_another_encoding_is_printed(lorpack, application, encoding):
    text = HUB.replace("Hub", "Hüb")
    put(application, "portals/hub.yaml", "")
    (application / "portals" / "hub.yaml").write_text(text, encoding=encoding)
    result = lorpack("portals", "hub", "--in", "ada", "--yaml")
    assert (result.exit_code, result.stdout.strip()) == (0, text.strip())
