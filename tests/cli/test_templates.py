"""``lorpack templates``: list, eject, diff."""

import json
from pathlib import Path

import pytest

from lorpack import __version__

PACKAGED = {"packet/cover.html.j2": "<h1>{{ a }}</h1>\n<p>x</p>\n", "themes/base.css": "p { }\n"}
COVER = "packet/cover.html.j2"


@pytest.fixture(autouse=True)
def _in_an_application(monkeypatch, application):
    monkeypatch.chdir(application)
    monkeypatch.setattr("lorpack.cli.overrides.packaged_templates", lambda: dict(PACKAGED))


def test_list(lorpack, transcript):
    """Which file wins, for every template."""
    Path("templates/packet").mkdir(parents=True)
    Path("templates", COVER).write_text("mine")
    Path("templates/packet/covr.html.j2").write_text("mine")
    out = """\
    packet/cover.html.j2  yours
    packet/covr.html.j2   yours; lorpack has none of this name; did you mean `packet/cover.html.j2`?
    themes/base.css       packaged
    """
    err = """\
    3 templates, 2 of your own
    next: `lorpack templates eject NAME` copies one for you to change
    """
    transcript(lorpack("templates", "list"), 0, out, err)


def test_list_json(lorpack):
    """JSON names the file that wins."""
    lorpack("templates", "eject", COVER)
    found = json.loads(lorpack("templates", "list", "--format", "json").stdout)["templates"]
    assert found == [
        {"name": COVER, "file": f"templates/{COVER}", "state": "yours, equal to the packaged one"},
        {"name": "themes/base.css", "file": "", "state": "packaged"},
    ]


def test_eject(lorpack, transcript):
    """A copy in templates/, and a record of what it was copied from."""
    err = """\
    copied 1 template
    next: change them, then `lorpack build`; `lorpack templates diff` shows your changes
    """
    transcript(lorpack("templates", "eject", COVER), 0, f"templates/{COVER}\n", err)
    assert Path("templates", COVER).read_text() == PACKAGED[COVER]
    record = json.loads(Path(".lorpack/templates.json").read_text())
    assert record[COVER]["lorpack"] == __version__
    assert len(record[COVER]["sha256"]) == 64


def test_eject_all_never_overwrites(lorpack, transcript):
    """With one file there already nothing is written; exit code 5."""
    lorpack("templates", "eject", "themes/base.css")
    Path("templates/themes/base.css").write_text("mine")
    err = """\
    lorpack: there already: templates/themes/base.css
      hint: nothing was written; delete your copy first, or leave it out
    """
    transcript(lorpack("templates", "eject", "--all"), 5, "", err)
    assert Path("templates/themes/base.css").read_text() == "mine"
    assert not Path("templates", COVER).exists()


def test_eject_all(lorpack):
    """--all copies every template."""
    assert lorpack("templates", "eject", "--all").stdout.splitlines() == [
        f"templates/{name}" for name in PACKAGED
    ]


@pytest.mark.parametrize(
    ("args", "first", "second"),
    [
        ((), "which template?", "name one of `lorpack templates list`, or use --all"),
        (
            ("packet/covr.html.j2",),
            "no template is called `packet/covr.html.j2`",
            "did you mean `packet/cover.html.j2`? see `lorpack templates list`",
        ),
        (("../x",), "no template is called `../x`", "see `lorpack templates list`"),
    ],
)
def test_eject_what(lorpack, transcript, args, first, second):
    """Wrong names are wrong use."""
    err = f"lorpack: {first}\n  hint: {second}\n"
    transcript(lorpack("templates", "eject", *args), 2, "", err)


def test_diff(lorpack, transcript):
    """A unified diff from the packaged template to one's own."""
    lorpack("templates", "eject", "--all")
    Path("templates", COVER).write_text("<h1>{{ a }}</h1>\n<p>y\x1b[2J</p>\n")
    out = """\
    --- lorpack/packet/cover.html.j2
    +++ templates/packet/cover.html.j2
    @@ -1,2 +1,2 @@
     <h1>{{ a }}</h1>
    -<p>x</p>
    +<p>y\\x1b[2J</p>
    """
    err = """\
    2 templates of your own, 1 with differences
    next: deleting your copy brings the packaged one back
    """
    transcript(lorpack("templates", "diff"), 0, out, err)
    assert lorpack("templates", "diff", "themes/base.css").stdout == ""
    assert lorpack("templates", "diff", "themes/bas.css").exit_code == 2


def test_diff_says_when_the_packaged_one_moved_on(lorpack, monkeypatch):
    """After an update of lorpack one learns which copies are behind."""
    lorpack("templates", "eject", "--all")
    newer = PACKAGED | {COVER: "<h1>{{ b }}</h1>\n"}
    monkeypatch.setattr("lorpack.cli.overrides.packaged_templates", lambda: newer)
    result = lorpack("templates", "diff")
    assert result.stderr.splitlines()[0] == (
        f"{COVER}: the packaged template has changed since you copied it from lorpack {__version__}"
    )
    assert "base.css:" not in result.stderr
    assert result.stderr.splitlines()[-1].startswith("next: take over by hand what is new")


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 200_000, '{"packet/cover.html.j2": 1}'])
def test_a_damaged_record_does_no_harm(lorpack, text):
    """The record is a help, not a condition."""
    lorpack("templates", "eject", COVER)
    Path(".lorpack/templates.json").write_text(text)
    assert lorpack("templates", "diff").exit_code == 0


def test_not_an_application(lorpack, transcript, monkeypatch, tmp_path):
    """Elsewhere a copy would have no effect, so it is refused; --in names the application."""
    monkeypatch.chdir(tmp_path)
    err = """\
    lorpack: no application in .
      hint: go into its folder, or name it with --in DIR
    """
    transcript(lorpack("templates", "eject", COVER), 4, "", err)
    result = lorpack("templates", "eject", COVER, "--in", "ada")
    assert result.stdout == f"ada/templates/{COVER}\n"


def test_a_template_that_cannot_be_read_is_named(lorpack, transcript):
    """Which file it is, and that it is an input (exit code 4)."""
    Path("templates/packet").mkdir(parents=True)
    Path("templates", COVER).symlink_to("elsewhere")
    err = f"""\
    lorpack: templates/{COVER}: a template must be a plain file of at most 200 kB
      hint: put the file itself there
    """
    transcript(lorpack("templates", "list"), 4, "", err)


@pytest.fixture
def office(tmp_path, monkeypatch):
    """The folder above the application is an office's, and the current one."""
    (tmp_path / "lorpack.yaml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_offices_folder_has_templates_of_its_own(lorpack, transcript, office):
    """list, eject and diff take it as they take an application."""
    err = """\
    copied 1 template
    next: change them, then `lorpack build`; `lorpack templates diff` shows your changes
    """
    transcript(lorpack("templates", "eject", COVER), 0, f"templates/{COVER}\n", err)
    Path("templates", COVER).write_text("<h1>{{ a }}</h1>\n")
    out = """\
    packet/cover.html.j2  yours
    themes/base.css       packaged
    """
    err = """\
    2 templates, 1 of your own
    next: `lorpack templates eject NAME` copies one for you to change
    """
    transcript(lorpack("templates", "list", "--in", "."), 0, out, err)
    assert f"+++ templates/{COVER}" in lorpack("templates", "diff").stdout


def test_an_application_shows_what_its_office_shares(lorpack, transcript, office, monkeypatch):
    """Its own file wins over the office's, and that over the packaged one."""
    lorpack("templates", "eject", "--all")
    Path("templates", COVER).write_text("office's\n")
    Path("templates/packet/x.css").write_text("office's\n")
    monkeypatch.chdir("ada")
    lorpack("templates", "eject", "themes/base.css")
    out = """\
    packet/cover.html.j2  your office's
    packet/x.css          your office's; lorpack has none of this name
    themes/base.css       yours, equal to the packaged one
    """
    err = """\
    3 templates, 1 of your own, 2 of your office
    next: `lorpack templates eject NAME` copies one for you to change
    """
    transcript(lorpack("templates", "list"), 0, out, err)
    found = json.loads(lorpack("templates", "list", "--format", "json").stdout)["templates"]
    assert [one["file"] for one in found][:1] == [f"../templates/{COVER}"]
    result = lorpack("templates", "diff", COVER)
    assert f"+++ ../templates/{COVER}" in result.stdout
    assert result.stderr.startswith("0 templates of your own, 1 of your office, 1 with differences")


def test_a_copy_that_hides_the_offices_says_so(lorpack, office):
    """What is copied is the packaged one; the office's stays where it is."""
    lorpack("templates", "eject", COVER)
    Path("templates", COVER).write_text("office's")
    result = lorpack("templates", "eject", COVER, "--in", "ada")
    assert result.exit_code == 0
    assert result.stderr.startswith(
        f"{COVER}: your copy, of the packaged one, now wins over that of your office\n"
    )
    assert Path("templates", COVER).read_text() == "office's"


def test_what_the_office_copied_is_known_to_be_behind(lorpack, office, monkeypatch):
    """The office's record counts for the office's files, and the application's for its own."""
    lorpack("templates", "eject", COVER)
    lorpack("templates", "eject", "themes/base.css", "--in", "ada")
    newer = {name: f"{text}new\n" for name, text in PACKAGED.items()}
    monkeypatch.setattr("lorpack.cli.overrides.packaged_templates", lambda: newer)
    stale = lorpack("templates", "diff", "--in", "ada").stderr.splitlines()[:2]
    assert [line.partition(":")[0] for line in stale] == [COVER, "themes/base.css"]


def test_alone_it_shows_its_help(lorpack):
    """`lorpack templates` says what there is."""
    result = lorpack("templates")
    assert result.exit_code == 0
    assert all(word in result.stdout for word in ("list", "eject", "diff"))
