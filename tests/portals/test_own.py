"""An application's own portals: what they change, what they add, and what a fault in one costs."""

import os
from pathlib import Path

import pytest

from lorpack.advice.check import check
from lorpack.letters import site_of
from lorpack.portals import own_portals, portal, portals
from lorpack.portals.load import DATA
from lorpack.profiles.load import load

HEAD = "as_of: 2027-02-03\nsource: handbook of our office\n"
HUB = f"""\
{HEAD}name: Letter Hub
system: Hub
request_form: none
waiver: {{}}
steps:
  - Send it to the Hub.
"""


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / "portals" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(folder: Path) -> list[str]:
    return [f"{one.place} {one.code}" for one in check(folder) if "portals" in one.place.file]


def test_an_own_file_replaces_the_keys_it_names_and_keeps_the_rest(tmp_path):
    put(tmp_path, "eras.yaml", f"{HEAD}steps:\n  - Upload it.\n")
    own, shipped = portal("eras", tmp_path), portal("eras")
    assert own.steps.printable == ("Upload it.",)
    assert own.steps[0].source == "handbook of our office"
    assert str(own.steps[0].as_of) == "2027-02-03"
    changed = {"steps", "as_of", "source", "sources"}
    assert own.model_dump(exclude=changed) == shipped.model_dump(exclude=changed)
    assert own.deputy[0].source.startswith("https://")
    assert portal("carms", tmp_path) == portal("carms")


def test_a_new_id_is_a_portal_of_its_own(tmp_path):
    put(tmp_path, "hub.yaml", HUB)
    assert portal("hub", tmp_path).name == "Letter Hub"
    assert portal("hub") is None
    assert [one.id for one in portals(tmp_path) if one not in portals()] == ["hub"]


def test_no_other_application_knows_of_it(tmp_path):
    put(tmp_path / "ada", "hub.yaml", HUB)
    (tmp_path / "bea").mkdir()
    assert portal("hub", tmp_path / "bea") is None


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_file_copied_as_it_is_changes_nothing(tmp_path, path):
    put(tmp_path, path.name, path.read_text(encoding="utf-8"))
    own = own_portals(tmp_path)
    assert own.findings == ()
    assert own.sheets[path.stem] == portal(path.stem)


def test_a_change_of_the_file_is_seen(tmp_path):
    put(tmp_path, "hub.yaml", HUB)
    assert portal("hub", tmp_path).name == "Letter Hub"
    put(tmp_path, "hub.yaml", HUB.replace("Letter Hub", "Other Hub"))
    assert portal("hub", tmp_path).name == "Other Hub"
    (tmp_path / "portals" / "hub.yaml").unlink()
    assert portal("hub", tmp_path) is None


def test_what_is_not_verified_is_not_printed(tmp_path):
    fact = "{text: Fax it., verified: false, source: a forum, as_of: 2020-01-01}"
    put(tmp_path, "eras.yaml", f"{HEAD}steps:\n  - {fact}\n  - Upload it.\n")
    assert portal("eras", tmp_path).steps.printable == ("Upload it.",)


@pytest.mark.parametrize("line", [0, 1])
def test_a_file_that_does_not_say_when_or_from_where_is_not_used(make_application, line):
    folder = make_application()
    head = HEAD.splitlines(keepends=True)[line]
    put(folder, "eras.yaml", f"{head}steps:\n  - Upload it.\n")
    assert told(folder) == ["portals/eras.yaml LOR116"]
    assert portal("eras", folder) == portal("eras")


@pytest.mark.parametrize(
    ("wrong", "finding"),
    [
        ("stepz: []", "3:1 LOR115"),
        ("steps: Upload it.", "3:8 LOR117"),
        ("steps: [{txt: Upload it.}]", "3:10 LOR115"),
        ("asks_by_email: yes", "3:16 LOR120"),
        ("request_form: perhaps", "3:15 LOR119"),
        ("steps: [{text: Upload it., only: standard}]", "3:34 LOR119"),
        ("steps: [{text: Upload it., as_of: 02/03/2027}]", "3:35 LOR118"),
        ("letters_per_program: {text: Four.}", "3:1 LOR116"),
        ("waiver: {exists: false, waived_text: Waived.}", "3:9 LOR117"),
        ("sources: [a]", "3:10 LOR117"),
        ("steps: [{text: Upload it., source: [a]}]", "3:36 LOR117"),
        ("id: erass", "3:5 LOR132"),
        ("name: &a Hub", "3:7 LOR109"),
        ("name: [", "3:7 LOR106"),
    ],
)
def test_a_fault_is_told_at_its_place_and_lorpacks_portal_is_used(make_application, wrong, finding):
    folder = make_application()
    put(folder, "eras.yaml", f"{HEAD}{wrong}\n")
    assert told(folder) == [f"portals/eras.yaml:{finding}"]
    assert portal("eras", folder) == portal("eras")


@pytest.mark.parametrize("name", ["ERAS.yaml", "eras.yml", "eras.yaml.txt", "our portal.yaml"])
def test_a_file_that_would_be_left_out_for_its_name_is_told_of(make_application, name):
    folder = make_application()
    put(folder, name, HUB)
    assert told(folder) == [f"portals/{name} LOR132"]


def test_notes_and_hidden_files_beside_the_portals_are_nobodys_business(make_application):
    folder = make_application()
    for name in ("README.md", ".eras.yaml.swp", "~eras.yaml", "#eras.yaml"):
        put(folder, name, "[")
    (folder / "portals" / "old.yaml").mkdir()
    assert told(folder) == []


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_that_leads_out_of_the_folder_is_not_followed(make_application, tmp_path):
    folder = make_application()
    (tmp_path / "hub.yaml").write_text(HUB)
    (folder / "portals").mkdir()
    (folder / "portals" / "hub.yaml").symlink_to(tmp_path / "hub.yaml")
    assert told(folder) == ["portals/hub.yaml LOR102"]
    assert portal("hub", folder) is None


def test_a_character_without_a_glyph_is_told_at_its_place(make_application):
    folder = make_application()
    put(folder, "eras.yaml", f"{HEAD}steps:\n  - Upload it \u2d63.\n")
    assert told(folder) == ["portals/eras.yaml:4:5 LOR752"]


def test_an_unknown_portal_is_compared_with_own_ones_too(make_application):
    folder = make_application(writers={"chen": {"letter": {"portal": "hubb"}}})
    put(folder, "hub.yaml", HUB)
    (found,) = [one for one in check(folder) if one.code == "LOR201"]
    assert found.hint.startswith("did you mean `hub`? known: amcas, ")
    assert ", hub, " in found.hint


def test_a_portal_whose_own_file_has_errors_is_not_called_unknown_without_saying_why(
    make_application,
):
    folder = make_application(writers={"chen": {"letter": {"portal": "hub"}}})
    put(folder, "hub.yaml", "name: Hub\n")
    (found,) = [one for one in check(folder) if one.code == "LOR201"]
    assert found.hint == "correct portals/hub.yaml, which has errors"
    application = load(folder).application
    assert site_of(application, application.writers[0]).id == "other"


def test_a_letter_goes_to_an_own_portal_by_its_rules(make_application):
    folder = make_application(
        writers={"chen": {"letter": {"portal": "hub", "kind": "standardized", "letter_id": None}}}
    )
    put(folder, "hub.yaml", f"{HUB}letter_id_required: true\n")
    application = load(folder).application
    assert site_of(application, application.writers[0]).system == "Hub"
    (found,) = [one for one in check(folder) if one.code == "LOR202"]
    assert found.message == "Hub cannot match a standardized letter without its Letter ID"


@pytest.fixture
def office(make_application, tmp_path):
    """An application in a folder of an office, with a portal there."""
    put(tmp_path, "hub.yaml", HUB)
    put(tmp_path, "eras.yaml", f"{HEAD}system: MyERAS\nsteps: [Ask the office.]\n")
    (tmp_path / "lorpack.yaml").touch()
    return make_application()


def test_an_offices_files_count_for_each_of_its_applications(office):
    assert portal("hub", office).name == "Letter Hub"
    assert portal("eras", office).steps.printable == ("Ask the office.",)


def test_an_applications_own_file_comes_on_top_of_the_offices(office):
    put(office, "eras.yaml", f"{HEAD}steps: [Ask me.]\n")
    eras = portal("eras", office)
    assert (eras.system, eras.steps.printable) == ("MyERAS", ("Ask me.",))
    put(office, "eras.yaml", "steps: [Ask me.]\n")
    assert portal("eras", office).steps.printable == ("Ask the office.",)


def test_a_folder_above_without_lorpack_yaml_is_nobodys_office(office, tmp_path):
    (tmp_path / "lorpack.yaml").unlink()
    assert portal("hub", office) is None


@pytest.mark.skipif(os.name != "posix", reason="rights are other ones on Windows")
def test_a_folder_above_into_which_everybody_may_write_is_nobodys_office(office, tmp_path):
    tmp_path.chmod(0o777)
    assert portal("hub", office) is None


def test_a_fault_in_an_offices_file_is_told_where_it_stands(office):
    put(office.parent, "hub.yaml", f"{HUB}stepz: []\n")
    assert told(office) == ["../portals/hub.yaml:9:1 LOR115"]
    assert portal("hub", office) is None
