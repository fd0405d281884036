"""``lorpack init``: what it writes, asks and refuses."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from lorpack.cli.starting import Answers, new_files, split_name
from lorpack.profiles.load import load
from lorpack.resources import samples_dir

ANSWERS = ["Zoë", 'D"oe: #1', "zoe@example.org", "no", "", "", "Prof. Wei-Lin Chen, MD", ""]
FILES = """\
jane/applicant.yaml
jane/writers/{id}.yaml
jane/lorpack.yaml
jane/.gitignore
jane/Makefile
jane/documents/README.txt
jane/documents/personal-statement.md
jane/.lorpack/applicant.schema.json
jane/.lorpack/writer.schema.json
jane/.lorpack/settings.schema.json
"""


def _errors(folder):
    return [f for f in load(folder).findings if f.severity == "error"]


def test_defaults(lorpack, transcript):
    """--defaults asks nothing, and what is missing is what only the applicant can add."""
    err = """\
    made 10 files in jane
    not done: the names in applicant.yaml and writers/ are to be replaced
    next: edit the files, `lorpack check jane`, `lorpack build jane`
    """
    result = lorpack("init", "jane", "--defaults", "--today", "2026-11-23")
    transcript(result, 0, FILES.format(id="writer"), err)
    assert "\nseason: 2027\n" in Path("jane/applicant.yaml").read_text(encoding="utf-8")
    checked = lorpack("check", "jane", "--format", "json")
    assert checked.exit_code == 0
    codes = [one["code"] for one in json.loads(checked.stdout)["findings"]]
    # LOR506: names, school, address and statement are still those that init wrote.
    assert sorted(codes) == ["LOR208", "LOR301", *["LOR506"] * 5]


def test_here(lorpack, tmp_path):
    """Without DIR it is the current folder."""
    result = lorpack("init", "--defaults")
    assert result.exit_code == 0
    assert (tmp_path / "applicant.yaml").is_file()
    assert result.stderr.endswith("next: edit the files, `lorpack check`, `lorpack build`\n")


def test_questions(lorpack):
    """Answers reach the files as they are, whatever they mean to YAML."""
    result = lorpack("init", "jane", input="\n".join(ANSWERS))
    assert result.exit_code == 0, result.stderr
    assert result.stdout == FILES.format(id="chen")
    assert "`background` and `season` in applicant.yaml are guesses" in result.stderr
    application = load(Path("jane").absolute()).application
    assert application is not None
    applicant = application.applicant
    assert (applicant.name.given, applicant.name.family) == ("Zoë", 'D"oe: #1')
    assert (applicant.school.name, applicant.contact.email) == ("no", "zoe@example.org")
    assert (applicant.targets[0].id, applicant.targets[0].portal) == ("internal-medicine", "eras")
    (writer,) = application.writers
    assert (writer.id, writer.profile.name.salutation) == ("chen", "Prof. Chen")
    assert lorpack("check", "jane").exit_code == 0


def test_wrong_answers_are_asked_again(lorpack):
    """An answer that no profile would take is refused at once, with the reason."""
    answers = ["", "Ada", "Ex\x07ample", "Example", "ada", "ada@example.org", "School", "", "ersa"]
    result = lorpack("init", "jane", input="\n".join([*answers, "eras", "Chen", "Wei Chen", ""]))
    assert result.exit_code == 0, result.stderr
    assert "Error: write it on one line" in result.stderr
    assert "Error: this is no email address" in result.stderr
    assert "Error: did you mean `eras`? one of: " in result.stderr
    assert "Error: write the whole name, as Dr. Wei-Lin Chen" in result.stderr


def test_nobody_answers(lorpack):
    """In a script, init says how it is called there, and has written nothing."""
    result = lorpack("init", "jane", input="")
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "lorpack: the questions of init were not answered\n"
        "  hint: `lorpack init --defaults` asks nothing\n"
    )
    assert not Path("jane").exists()


@pytest.mark.parametrize("args", [("--defaults",), ()])
def test_nothing_is_overwritten(lorpack, transcript, args):
    """Files that are there are listed, none is written, nothing is asked; exit code 5."""
    Path("jane/documents").mkdir(parents=True)
    Path("jane/applicant.yaml").write_text("mine")
    Path("jane/Makefile").symlink_to("nowhere")
    err = """\
    lorpack: there already in jane: applicant.yaml, Makefile
      hint: nothing was written; name another folder: `lorpack init DIR`
    """
    transcript(lorpack("init", "jane", *args), 5, "", err)
    assert Path("jane/applicant.yaml").read_text() == "mine"
    assert sorted(path.name for path in Path("jane").iterdir()) == [
        "Makefile",
        "applicant.yaml",
        "documents",
    ]


def test_the_folder_is_a_file(lorpack):
    """A file where the folder should be: exit code 5, in words."""
    Path("jane").write_text("")
    result = lorpack("init", "jane", "--defaults")
    assert result.exit_code == 5
    assert result.stderr.startswith("lorpack: ")
    assert "Traceback" not in result.stderr


def _samples():
    return sorted(path.parent.name for path in samples_dir().glob("*/applicant.yaml"))


def test_samples(lorpack):
    """Every sample can be copied, and has no error."""
    names = _samples()
    assert names
    for name in names:
        result = lorpack("init", "--sample", name)
        assert result.exit_code == 0
        assert f"{name}/applicant.yaml\n" in result.stdout
        assert not _errors(Path(name).absolute())
    assert lorpack("init", "--sample", names[0]).exit_code == 5
    assert lorpack("init", "other", "--sample", names[0]).exit_code == 0
    assert Path("other/applicant.yaml").is_file()


def test_unknown_sample(lorpack):
    """The sample that was meant is named, and all are listed."""
    name = _samples()[0]
    result = lorpack("init", "--sample", name[:-1] + "x")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"did you mean `{name}`? there are: {name}" in result.stderr


def test_editors_find_the_schemas(lorpack):
    """The first line of each YAML file leads to a schema that is there."""
    lorpack("init", "jane", "--defaults")
    files = [path for path in Path("jane").rglob("*.yaml") if ".lorpack" not in path.parts]
    assert len(files) == 3
    for path in files:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, path
        schema = json.loads((path.parent / found[1]).read_text(encoding="utf-8"))
        assert schema["$schema"].startswith("https://json-schema.org/")


def test_every_commented_line_can_be_used():
    """Taking the # away from all examples gives profiles that are right."""
    lines = 0
    for name, data in new_files(Answers(), date(2026, 11, 23)).items():
        text = data.decode()
        if name.endswith(".yaml"):
            text, changed = re.subn(r"(?m)^( *)# ( *(?:\w+:|- ).*)$", r"\1\2", text)
            lines += changed
        path = Path("jane", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert lines > 40
    wrong = [f for f in _errors(Path("jane").absolute()) if f.code != "LOR701"]
    assert not wrong


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dr. Wei-Lin Chen", ("Dr.", "Wei-Lin", "Chen")),
        ("Prof. Ana María Ruiz, MD, FACP", ("Prof.", "Ana María", "Ruiz")),
        ("wei chen", ("Dr.", "wei", "chen")),
        ("Drew Barry", ("Dr.", "Drew", "Barry")),
        ("Chen", ("Dr.", "", "Chen")),
        ("Dr.", ("Dr.", "", "")),
    ],
)
def test_split_name(name, parts):
    """A first guess at title, given and family name."""
    assert split_name(name) == parts


def test_the_makefile_has_tabs():
    """make wants tabs, and an editor may have turned them into spaces."""
    text = new_files(Answers(), date(2026, 1, 1))["Makefile"].decode()
    targets = re.findall(r"(?m)^(\w+):\n(.)", text)
    assert [name for name, _ in targets] == ["help", "packets", "packet", "check", "clean"]
    assert {first for _, first in targets} == {"\t"}


@pytest.mark.slow
def test_it_builds_at_once(lorpack):
    """The promise of init."""
    lorpack("init", "jane", "--defaults")
    result = lorpack("build", "jane")
    assert result.exit_code == 0, result.stderr
    assert Path("output/jane/writer/Name-LOR-packet-for-Writer.pdf").is_file()
