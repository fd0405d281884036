"""What README.md shows is what happens."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from lorpack.cli import COMMANDS, main
from lorpack.codes import GROUPS, RULES
from lorpack.codes.page import page
from lorpack.messages.catalogue import Kind
from lorpack.portals import own_portals
from lorpack.profiles.load import load
from lorpack.profiles.progress import Event
from lorpack.profiles.writer import Writer

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


def blocks(language: str) -> list[str]:
    """The fenced blocks of the README in *language*, in order."""
    found: list[tuple[str, list[str]]] = []
    inside = False
    for line in README.splitlines():
        if line.startswith("```"):
            inside = not inside
            if inside:
                found.append((line.removeprefix("```"), []))
        elif inside:
            found[-1][1].append(line)
    return ["\n".join(lines) for name, lines in found if name == language]


def commands() -> list[str]:
    lines = "\n".join(blocks("console")).splitlines()
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


def test_the_commands_of_the_readme_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = [command for command in commands() if command.startswith("lorpack ")]
    assert len(ran) >= 3
    for command in ran:
        result = CliRunner().invoke(main, shlex.split(command)[1:])
        assert result.exit_code == 0, f"{command}: {result.output}"
    assert list(tmp_path.glob("output/my-application/*/*.pdf"))


def test_the_commands_of_the_guide_for_classes_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "classes.md").read_text(encoding="utf-8")
    ran = re.findall(r"^\$ lorpack (.+)$", page, re.MULTILINE)
    assert len(ran) >= 6
    for command in ran:
        words, _, file = command.partition(" > ")
        result = CliRunner().invoke(main, shlex.split(words))
        assert result.exit_code == 0, f"{command}: {result.output}"
        if file:
            example = result.stdout.rstrip("\n")
            roster = (ROOT / "sample_profiles" / "roster.csv").read_text(encoding="utf-8")
            assert set(example.split(",")) >= set(roster.splitlines()[0].split(",")) - {"# notes"}
            Path(file).write_text(roster, encoding="utf-8")
    assert len(list(tmp_path.glob("class-of-2028/*/writers/*.yaml"))) == 5


def test_the_folder_that_init_makes_is_the_one_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init", "my-application", "--defaults"]).exit_code == 0
    shown = re.findall(
        r"^  ([\w./]+)", next(b for b in blocks("") if "my-application/\n" in b), flags=re.M
    )
    assert len(shown) == 5
    for name in shown:
        assert (tmp_path / "my-application" / name).exists(), name


def test_make_targets_of_the_readme_exist():
    targets = {command.split()[1] for command in commands() if command.startswith("make ")}
    assert targets == {"packets", "test"}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in targets:
        assert re.search(rf"^{target}:", makefile, flags=re.M)


def test_the_writer_in_the_readme_is_valid():
    text = blocks("yaml")[0]
    # Scalars are text, as lorpack reads them.
    writer = Writer.model_validate(yaml.load(text, Loader=yaml.BaseLoader))
    assert writer.letter.letter_id == "EX28CHEN4Q7M"


def test_the_error_in_the_readme_is_real(make_application, monkeypatch):
    (shown,) = [block for block in blocks("") if "LOR115" in block]
    folder = make_application()
    path = folder / "writers" / "chen.yaml"
    text = path.read_text().replace("patients_per_week: '12'", "patients_per_wek: 14")
    assert load(folder).findings == ()
    path.write_text(text)
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert result.stdout.endswith(f"quill/{shown}\n")
    assert result.exit_code == 1


def test_every_command_in_the_table_exists():
    named = set(re.findall(r"`lorpack (\w+)", README))
    assert named
    assert named <= set(main.list_commands(None))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (path.parent / target).exists(), target


def test_every_code_in_the_sources_is_registered():
    found = {
        code
        for path in (ROOT / "lorpack").rglob("*.py")
        if "codes" not in path.parts
        for code in re.findall(r"\bLOR\d{3}\b", path.read_text(encoding="utf-8"))
    }
    assert len(found) > 30
    assert sorted(found - set(RULES)) == []


def test_every_registered_code_is_used():
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "lorpack").rglob("*.py")
        if "codes" not in path.parts
    )
    assert [code for code in RULES if code not in sources] == []


def test_the_page_of_findings_is_the_generated_one():
    committed = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert committed == page(GROUPS), "`lorpack explain --format markdown > docs/findings.md`"


def test_each_finding_stands_in_the_group_of_its_hundred():
    for number, (title, rules) in enumerate(GROUPS.items(), 1):
        assert {rule.code[:4] for rule in rules} == {f"LOR{number}"}, title


def test_the_portal_in_the_readme_is_valid(make_application):
    folder = make_application()
    text = blocks("yaml")[2]
    name = text.splitlines()[0].removeprefix("# ")
    (folder / "portals").mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    own = own_portals(folder)
    assert own.findings == ()
    assert own.files == {"eras": (name,)}


def test_the_settings_in_the_readme_are_valid(make_application):
    folder = make_application()
    (folder / "lorpack.yaml").write_text(blocks("yaml")[1], encoding="utf-8")
    loaded = load(folder)
    assert not loaded.findings
    assert loaded.application.settings.reminders.preset == "gentle"


def test_every_piece_of_advice_is_covered_or_has_a_reason():
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", page, re.MULTILINE)
    assert [int(number) for number, *_ in rows] == list(range(84, 180))
    assert {code for code in re.findall(r"LOR\d{3}", page)} <= set(RULES)
    kinds = set(re.findall(r"messages? `(\w+)`", page)) | set(re.findall(r"`(reply_\w+)`", page))
    assert kinds <= {kind.value for kind in Kind}
    events = set(re.findall(r"event `(\w+)`", page))
    assert events <= {event.value for event in Event}
    named = set(re.findall(r"`lorpack (\w+)", page))
    assert named <= set(COMMANDS)
