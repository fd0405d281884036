"""Hostile templates: nothing leaves the sandbox, and what runs away ends at its line."""

import re
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from golden import golden
from hypothesis import given, settings
from hypothesis import strategies as st
from template_payloads import ESCAPES, HARMLESS, LINE, RUNAWAYS, VALUES, Payload

import lorpack
from lorpack.cli import main
from lorpack.errors import TemplateFault
from lorpack.letters import gets_guide
from lorpack.messages.facts import facts_of
from lorpack.messages.variants import choose
from lorpack.packet.plan import Materials, plan_packet
from lorpack.packet.view import packet_view
from lorpack.profiles.load import load
from lorpack.schedule.standing import standing_of
from lorpack.templating import packaged_templates, render_html, render_text

NAME = "messages/packet.txt.j2"
TODAY = date(2027, 6, 1)
SAMPLES = Path(__file__).parents[2] / "sample_profiles"


def fault(render, template: str) -> TemplateFault:
    with pytest.raises(TemplateFault) as caught:
        render({NAME: f"a line\n{template}"}, NAME, VALUES)
    return caught.value


def test_the_set_is_large_enough_and_each_name_stands_once():
    names = [payload.name for payload in (*ESCAPES, *RUNAWAYS, *HARMLESS)]
    assert len(ESCAPES) + len(RUNAWAYS) >= 70
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("render", [render_html, render_text])
@pytest.mark.parametrize("payload", [*ESCAPES, *RUNAWAYS], ids=str)
def test_a_payload_is_refused_at_its_line(payload: Payload, render):
    started = time.process_time()
    found = fault(render, payload.template)
    assert (found.file, found.line) == (f"templates/{NAME}", LINE)
    assert payload.says in found.message
    if render is render_text:
        assert f"{LINE}: {found.message}" == golden("template")[payload.name]
    assert len(found.message) < 300
    assert time.process_time() - started < 5


@pytest.mark.parametrize("payload", HARMLESS, ids=str)
def test_what_does_no_harm_is_printed_as_it_is(payload: Payload):
    assert render_text({NAME: payload.template}, NAME, VALUES) == payload.prints
    assert render_html({NAME: payload.template}, NAME, VALUES) == payload.prints


def test_values_change_for_no_template():
    before = repr(VALUES)
    for payload in (*ESCAPES, *HARMLESS):
        if payload.prints is None:
            fault(render_text, payload.template)
    assert repr(VALUES) == before


def test_a_runaway_in_an_included_template_is_named_there():
    own = {
        NAME: "{% include 'messages/part.txt.j2' %}",
        # It gives nothing out, so that its steps are its own and not those of the other.
        "messages/part.txt.j2": "\n\n{% for a in 'x' * 999 %}{% for b in 'x' * 999 %}{% endfor %}{% endfor %}",
    }
    with pytest.raises(TemplateFault) as caught:
        render_text(own, NAME, VALUES)
    assert (caught.value.file, caught.value.line) == ("templates/messages/part.txt.j2", 3)


def kinds_of_values(value):
    if isinstance(value, dict):
        assert all(type(key) is str for key in value)
        return {dict}.union(*map(kinds_of_values, value.values()))
    if isinstance(value, list):
        return {list}.union(*map(kinds_of_values, value))
    return {type(value)}


@pytest.mark.parametrize("sample", sorted(p.parent.name for p in SAMPLES.glob("*/applicant.yaml")))
def test_templates_get_plain_values_only(sample):
    application = load(SAMPLES / sample).application
    plain = {str, int, bool, list, dict, type(None)}
    for writer in application.writers:
        where = standing_of(application, writer)
        choice = choose(application, writer, where, TODAY)
        assert kinds_of_values(facts_of(application, writer, choice, where, TODAY)) <= plain
        materials = Materials(None, "", None, None, None, ())
        assert kinds_of_values(packet_view(plan_packet(application, writer, materials))) <= plain
        assert isinstance(gets_guide(application, writer), bool)


TAG = re.compile(r"<[a-zA-Z][^<>]*?(?:\{\{.*?\}\}|\{%.*?%\}|[^<>{])*>", re.DOTALL)
UNQUOTED = re.compile(r"=\s*(?:\{\{|\{%|[^\s\"'>])")
LINKING = re.compile(r"\b(?:href|src|action|formaction|xlink:href|data)=\"([^\"]*)\"")


def own_pages():
    return {name: text for name, text in packaged_templates().items() if name.endswith(".j2")}


def test_every_attribute_of_our_templates_is_quoted():
    tags = [tag for text in own_pages().values() for tag in TAG.findall(text)]
    assert len(tags) > 100
    bare = [
        re.sub(
            r"\{%.*?%\}",
            "",
            re.sub(r'"[^"]*"', '""', re.sub(r"\{\{.*?\}\}", "", tag, flags=re.DOTALL)),
            flags=re.DOTALL,
        )
        for tag in tags
    ]
    assert [tag for tag in bare if UNQUOTED.search(tag.replace('=""', ""))] == []


def test_every_address_in_our_templates_goes_through_safe_url_or_is_our_own():
    found = [value for text in own_pages().values() for value in LINKING.findall(text)]
    assert len(found) >= 6
    ours = re.compile(
        r"#[a-z-]+|#\{\{ [a-z]+\.anchor \}\}|\{\{ applicant\.photo \}\}|\{\{ [\w.]+ \| safe_url \}\}"
    )
    assert [value for value in found if not ours.fullmatch(value)] == []


def test_our_templates_have_no_style_no_script_and_no_handler():
    active = re.compile(
        r"<(?:script|style|iframe|object|embed|svg|link|base)\b|\bstyle=|\bon[a-z]+=", re.IGNORECASE
    )
    assert [name for name, text in own_pages().items() if active.search(text)] == []


def test_nothing_in_lorpack_switches_escaping_off():
    off = re.compile(r"\|\s*safe\b|autoescape\s+false|\{%-?\s*autoescape|\|\s*(?:unsafe|raw)\b")
    assert [name for name, text in packaged_templates().items() if off.search(text)] == []
    package = Path(lorpack.__file__).parent
    made = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"\bMarkup\(", path.read_text(encoding="utf-8"))
    }
    assert made == {"markup.py"}


def test_our_styles_ask_for_nothing_from_outside():
    outside = re.compile(r"url\(|@import|expression\(|image-set\(", re.IGNORECASE)
    styles = {name: text for name, text in packaged_templates().items() if name.endswith(".css")}
    assert len(styles) >= 3
    assert [name for name, text in styles.items() if outside.search(text)] == []


RUNAWAY = '{% for a in "x" * 20000 %}{% for b in "x" * 20000 %}{% endfor %}{% endfor %}'
COMMANDS = {
    "messages": ("messages/request.txt.j2", ["messages", "ada", "-k", "request", "-o", "out"]),
    "build": ("packet/goals.html.j2", ["build", "ada", "-o", "out", "-j", "1"]),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("template", [RUNAWAY, "{{ 'x' * 10 ** 10 }}", "{{ ''.__class__ }}"])
def test_a_command_ends_and_names_the_template_and_its_line(
    command, template, make_application, tmp_path, monkeypatch
):
    name, arguments = COMMANDS[command]
    own = f"Subject: x\n\n{template}\n"
    make_application("ada", documents={f"templates/{name}": own.encode()})
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in (1, 6)
    assert f"ada/templates/{name}:3:1: LOR801 error: " in result.stderr + result.stdout
    assert not list(tmp_path.glob("out/**/*.pdf"))
    assert not list(tmp_path.glob("out/**/*.eml"))


def test_a_template_is_checked_before_it_is_filled_with_what_a_profile_says(make_application):
    """A value that looks like a template is text, in a page and in a message."""
    folder = make_application(applicant={"summary": "{{ 7 * 7 }}{% include 'x' %}"})
    application = load(folder).application
    (writer,) = application.writers
    html = render_html(
        {}, "packet/packet.html.j2", packet_view(plan_packet(application, writer, Materials()))
    )
    assert "{{ 7 * 7 }}{% include &#39;x&#39; %}" in html or "{{ 7 * 7 }}{% include 'x' %}" in html


TOKENS = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", " for a in rows ", " endfor ", " if ", " endif ", " text ", " rows ", "page", ".", "title", "[", "]", "(", ")",
     " | ", "join", "replace", "upper", "list", "~", "+", "*", "9", "'x'", ",", " set a = ", " macro m() ", " endmacro ", "m()", " include ", "'t'",
     "__class__", " is ", "defined", "\n", "x", "{% raw %}", "<b>", " else ", " not ", "**", "%", ":"]
)  # fmt: skip


def outcome(render, template: str) -> str | TemplateFault:
    try:
        return render({"t": template}, "t", VALUES)
    except TemplateFault as found:
        return found


@settings(deadline=None)
@given(st.lists(TOKENS, max_size=25).map("".join))
def test_any_template_prints_text_or_says_where_it_is_wrong(template):
    for render in (render_html, render_text):
        found = outcome(render, template)
        if isinstance(found, TemplateFault):
            assert found.message
            assert found.file == "templates/t"
            assert 1 <= found.line <= template.count("\n") + 1
