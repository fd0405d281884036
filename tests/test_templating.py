"""Templates run in a sandbox, and say where they are wrong."""

import os
import pickle
import re
from pathlib import Path

import pytest

from lorpack.errors import TemplateFault
from lorpack.links import safe_url
from lorpack.resources import templates_dir
from lorpack.templating import own_templates, packaged_templates, render_html, stylesheet

ESCAPES = [
    "{{ ''.__class__.__mro__ }}",
    "{{ value.__class__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ ('%s' | format(1)) }}",
    "{{ (value | attr('upper'))() }}",
    "{{ value.format.__self__ }}",
    "{{ '{0.__class__}'.format(value) }}",
    "{{ rows.append(1) }}",
    "{{ rows | safe }}",
    "{% for n in range(9) %}{% endfor %}",
    "{{ nothing }}",
    "{% include 'missing.html.j2' %}",
]


RUNAWAYS = [
    "{{ 'x' * 10000000 }}",
    "{{ 10000000 * 'x' }}",
    "{{ rows * 10000000 }}",
    "{{ 9 ** 9999999 }}",
    "{{ 99999999999 * 99999999999 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ value.ljust(999999999) }}",
    "{{ value.zfill(999999999) }}",
    "{{ '{:999999999}'.format(1) }}",
    "{% set a = 'x' * 20000 %}{{ a + a + a + a + a + a + a + a + a + a + a }}",
]


@pytest.mark.parametrize("template", RUNAWAYS)
def test_no_expression_grows_without_end(template):
    with pytest.raises(TemplateFault) as caught:
        render_html({"t.html.j2": f"one\n{template}"}, "t.html.j2", {"value": "text", "rows": [1]})
    assert (caught.value.file, caught.value.line) == ("templates/t.html.j2", 2)


def test_small_sums_are_computed():
    template = "{{ 2 * 3 }} {{ 2 ** 8 }} {{ 7 % 4 }} {{ '-' * 5 }} {{ ([1] + [2]) | length }}"
    assert render_html({"t": template}, "t", {}) == "6 256 3 ----- 2"


@pytest.mark.parametrize("template", ESCAPES)
def test_the_sandbox_holds(template):
    with pytest.raises(TemplateFault):
        render_html({"t.html.j2": template}, "t.html.j2", {"value": "text", "rows": [1]})


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("one\n{% if %}", 2, "Expected an expression"),
        ("one\ntwo\n{{ nobody }}", 3, "nobody"),
        ("one\n{{ value / 0 }}", 2, ""),
        ("one\n{{ 5 | inline }}", 2, ""),
        ("{{ [1] | inline }}", 1, ""),
        ("{% include 'inner' %}", 2, "missing"),
    ],
)
def test_faults_name_the_template_and_the_line(template, line, words):
    own = {"packet/x.html.j2": template, "inner": "\n{{ missing }}"}
    with pytest.raises(TemplateFault) as caught:
        render_html(own, "packet/x.html.j2", {"value": 1})
    assert caught.value.line == line
    assert caught.value.file == (
        "templates/inner" if "inner" in template else "templates/packet/x.html.j2"
    )
    assert words in caught.value.message


def test_values_are_escaped():
    html = render_html(
        {"t.html.j2": '<p title="{{ v }}">{{ v }}</p>'}, "t.html.j2", {"v": "<\"'&>"}
    )
    assert html == '<p title="&lt;&#34;&#39;&amp;&gt;">&lt;&#34;&#39;&amp;&gt;</p>'


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c", True),
        ("mailto:a@example.org", True),
        ("tel:+15550100", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        (' https://example.org/" onclick="x', False),
    ],
)
def test_safe_url(url, kept):
    assert safe_url(url) == (url if kept else "")


def test_own_templates_are_read_and_links_refused(tmp_path):
    own = tmp_path / "templates" / "packet"
    own.mkdir(parents=True)
    (own / "goals.html.j2").write_text("mine", encoding="utf-8")
    (own / "notes.txt").write_text("not a template", encoding="utf-8")
    assert own_templates(tmp_path) == {"packet/goals.html.j2": "mine"}
    (own / "brag.html.j2").symlink_to("/etc/hostname")
    with pytest.raises(TemplateFault, match="plain file"):
        own_templates(tmp_path)


@pytest.fixture
def closed(monkeypatch):
    """Let nobody look into the folder of this name; the tests may run as root, who always may."""
    scandir = os.scandir

    def close(name):
        def scan(path):
            if Path(path).name == name:
                raise PermissionError(13, "Permission denied", path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", scan)

    return close


@pytest.mark.parametrize(
    ("office", "name", "place"),
    [
        (False, "packet", "templates/packet"),
        (False, "templates", "templates"),
        (True, "packet", "../templates/packet"),
    ],
)
def test_a_folder_that_cannot_be_looked_into_is_refused(tmp_path, closed, office, name, place):
    """Else a packet would be made with the packaged template, without a word."""
    own = (tmp_path if office else tmp_path / "quill") / "templates" / "packet"
    own.mkdir(parents=True)
    (tmp_path / "quill").mkdir(exist_ok=True)
    (own / "goals.html.j2").write_text("mine")
    if office:
        (tmp_path / "lorpack.yaml").touch()
    assert own_templates(tmp_path / "quill") == {"packet/goals.html.j2": "mine"}
    closed(name)
    with pytest.raises(TemplateFault) as caught:
        own_templates(tmp_path / "quill")
    fault = pickle.loads(pickle.dumps(caught.value))  # As it comes out of a child.
    assert (fault.file, fault.line) == (place, 0)
    assert fault.message == "this folder cannot be read: permission denied"
    assert fault.hint == "check its permissions"


@pytest.mark.parametrize("place", ["templates", "templates/packet"])
def test_a_folder_behind_a_link_is_refused(tmp_path, place):
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "quill" / place
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TemplateFault, match="behind a link") as caught:
        own_templates(tmp_path / "quill")
    assert caught.value.file == place


def test_a_template_that_cannot_be_read_is_refused(tmp_path, monkeypatch):
    own = tmp_path / "templates" / "goals.html.j2"
    own.parent.mkdir()
    own.write_bytes(b"caf\xe9")
    with pytest.raises(TemplateFault, match="utf-8"):
        own_templates(tmp_path)

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(TemplateFault, match="this template cannot be read: permission denied"):
        own_templates(tmp_path)


@pytest.mark.parametrize("make", [Path.touch, lambda path: None])
def test_no_folder_of_templates_is_no_fault(tmp_path, make):
    make(tmp_path / "templates")
    assert own_templates(tmp_path) == {}


def test_an_applications_templates_win_over_those_of_its_office(tmp_path):
    for place, text in (("templates", "office"), ("quill/templates", "own")):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "goals.html.j2").write_text(text)
    (tmp_path / "templates" / "more.html.j2").write_text("{{ nobody }}")
    assert own_templates(tmp_path / "quill") == {"goals.html.j2": "own"}
    (tmp_path / "lorpack.yaml").touch()
    own = own_templates(tmp_path / "quill")
    assert own == {"goals.html.j2": "own", "more.html.j2": "{{ nobody }}"}
    with pytest.raises(TemplateFault) as caught:
        render_html(own, "more.html.j2", {})
    assert caught.value.file == "../templates/more.html.j2"
    assert own.place("goals.html.j2") == "templates/goals.html.j2"


def test_our_templates_never_switch_escaping_off():
    unsafe = re.compile(r"\|\s*safe\b|autoescape|Markup\(|=\s*\{\{")
    files = packaged_templates()
    assert len(files) > 10
    assert templates_dir().is_dir()
    assert [
        name for name, text in files.items() if name.endswith(".j2") and unsafe.search(text)
    ] == []


def test_an_empty_own_stylesheet_takes_the_place_of_ours():
    assert stylesheet({"themes/clear.css": ""}, "themes/clear.css") == ""
