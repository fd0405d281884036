"""A layout that is refused names the template or style of one's own that it comes from."""

import time

import pytest

from lorpack.errors import RenderError, TemplateFault
from lorpack.packet.blame import LookRefused, blamed
from lorpack.packet.render import lay_out
from lorpack.packet.tokens import with_tokens
from lorpack.templating import Overrides

THEME = "templates/themes/classic.css"
PAGE = "templates/packet/goals.html.j2"
TOKENS = ":root { --accent: #123456; --tint: #eee; --rule: #ccc; --body: serif; --head: serif }\n"


def found(build, **documents):
    read = build(documents={name: text.encode() for name, text in documents.items()})
    (finding,) = read.packet.findings
    assert read.packet.data == b""
    assert finding.code == "LOR801"
    return str(finding.place), finding.message


@pytest.mark.parametrize(
    ("css", "says"),
    [
        ("p { width: " + "calc(" * 3_000 + "1px" + ")" * 3_000 + " }", "too many brackets"),
        (":not(" * 3_000 + "p" + ")" * 3_000 + " { color: red }", "too many brackets"),
        ("@media print{" * 3_000 + "}" * 3_000, "too many brackets"),
        ("@font-face { font-family: x; src: url(file:///etc/hostname) }", "outside the packet: file:"),
        ("p { background: url('data:text/plain,x') }", "outside the packet: data:"),
        ("p { color: var(--own) } :root { --own: var(--own) }", "--own refers to itself"),
        ("p {" + "color: var(--own);" * 2_000 + "} :root { --own: " + "x" * 20_000 + " }",
         "the style token --own makes a style of more than 2,000,000 characters"),
    ],
)  # fmt: skip
def test_a_style_is_named_with_its_line(build, css, says):
    place, message = found(build, **{THEME: f"{TOKENS}\n{css}"})
    assert place == f"{THEME}:3:1"
    assert says in message


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ('<img src="file:///etc/hostname">', "outside the packet: file:"),
        ("<style>@import 'file:///etc/hostname'</style>", "outside the packet: file:"),
        ('<a href="javascript:alert(1)">x</a>', "leads neither to the web nor to mail or telephone: javascript:"),
        ("<div>" * 400 + "x" + "</div>" * 400, "too many elements stand inside each other"),
    ],
)  # fmt: skip
def test_a_page_is_named_with_its_line(build, html, says):
    page = f'<section id="goals"><h2>Goals</h2>\n{html}</section>'
    place, message = found(build, **{PAGE: page, THEME: TOKENS})
    assert place == f"{PAGE}:2:1"
    assert says in message


def test_what_stands_nowhere_as_it_came_out_is_in_the_only_page_or_in_their_folder(build):
    html = """<section id="goals"><img src="{{ 'file' ~ ':///etc/hostname' }}"></section>"""
    assert found(build, **{PAGE: html})[0] == PAGE
    own = Overrides({"packet/a.html.j2": "", "packet/b.html.j2": "", "messages/x.txt.j2": "sought"})
    fault = blamed(own, (), LookRefused("m", sought="sought"))
    assert (fault.file, fault.line) == ("templates/packet", 0)
    deep = LookRefused("m")
    assert blamed(own, (), deep).file == "templates/packet"
    deep.__cause__ = RecursionError()
    assert blamed(own, (), deep).file == "templates/packet"


def test_what_the_office_shares_is_named_there():
    own = Overrides({}, {"themes/classic.css": "\n--a: var(--a)", "themes/clear.css": ""})
    refused = LookRefused("m", "h", sought="--a", by_style=True)
    fault = blamed(own, ("themes/base.css", "themes/classic.css"), refused)
    assert (fault.file, fault.line, fault.hint) == ("../templates/themes/classic.css", 2, "h")


def test_without_a_template_of_ones_own_nobody_is_blamed():
    own = Overrides({"messages/x.txt.j2": "x", "themes/clear.css": "x"})
    refused = blamed(own, ("themes/base.css", "themes/classic.css"), LookRefused("m"))
    assert type(refused) is RenderError
    assert not isinstance(refused, TemplateFault)
    assert "profile" in refused.hint


@pytest.mark.parametrize(
    "css",
    ["--a:" + " " * 150_000, "-" * 150_000, "--a " * 40_000, "--a:" * 40_000, "var(--" * 30_000,
     "var(--a" + "a" * 150_000, "--a:" + "x" * 150_000 + "{", ";" * 150_000],
)  # fmt: skip
def test_tokens_are_read_in_no_time(css):
    started = time.process_time()
    assert with_tokens(css) == css
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("css", "becomes"),
    [
        (":root { --a: 1px ; --b : var(--a) } p { x: var(--b) }", "p { x: 1px }"),
        ("/* a */ --a:\n1px; p { x: var(--a) }", "p { x: 1px }"),
        ("--a: 1px; --a: 2px; p { x: var(--a) }", "p { x: 2px }"),
        ("--a:hover { x: var(--a) }", "{ x: initial }"),
        ("p { x: var(--a) } --a: 1px", "p { x: initial } --a: 1px"),
        ("p { x: var(--a) } --a: ;", "p { x: initial } --a: ;"),
    ],
)
def test_tokens_are_put_where_they_are_used(css, becomes):
    assert with_tokens(css).endswith(becomes)


def test_a_link_that_may_be_followed_stays():
    lay_out(
        '<html lang="en"><title>t</title><a href="https://example.org/">x</a><a href="#y">y</a>',
        [],
        {},
    )
