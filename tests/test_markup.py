"""CommonMark in profiles."""

import re

import pytest
from markupsafe import Markup

from lorpack.markup import to_html, to_inline_html, to_plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "<p>plain</p>\n"),
        ("*a* and **b**", "<p><em>a</em> and <strong>b</strong></p>\n"),
        ("# Heading", "<h3>Heading</h3>\n"),
        ("### Heading", "<h5>Heading</h5>\n"),
        ("#### Heading", "<h6>Heading</h6>\n"),
        ("###### Heading", "<h6>Heading</h6>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("one  \ntwo\nthree", "<p>one<br />\ntwo\nthree</p>\n"),
        ("    indented", "<p>indented</p>\n"),
        ("", ""),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![x](http://example.org/a.png)", '<p>!<a href="http://example.org/a.png">x</a></p>\n'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        ("one\n\n    two\n", "<p>one</p>\n<p>two</p>\n"),
        ("[x](smb://host/x)", "<p>[x](smb://host/x)</p>\n"),
        ("[x](//host/x)", "<p>[x](//host/x)</p>\n"),
        ("[a]: http://a.example/\n\n[a]", "<p>[a]: http://a.example/</p>\n<p>[a]</p>\n"),
        (
            "one\n- two\n> three",
            "<p>one</p>\n<ul>\n<li>two</li>\n</ul>\n<blockquote>\n<p>three</p>\n</blockquote>\n",
        ),
        ("a\n~~~ Work ~~~\n*b*", "<p>a\n~~~ Work ~~~\n<em>b</em></p>\n"),
        ("~~~~\na", "<p>~~~~\na</p>\n"),
        ("```\na", "<p>```\na</p>\n"),
        ("[](http://a.example/)", '<p><a href="http://a.example/">http://a.example/</a></p>\n'),
        (
            "[x](http://a.example/)[ ](tel:1)[y](tel:2)",
            '<p><a href="http://a.example/">x</a><a href="tel:1"> tel:1</a><a href="tel:2">y</a></p>\n',
        ),
        ("a &amp; b &#8238;c", "<p>a &amp;amp; b &amp;#8238;c</p>\n"),
        ("[\u200b](tel:1)", '<p><a href="tel:1">\u200btel:1</a></p>\n'),
        ("***a** b*", "<p><em><strong>a</strong> b</em></p>\n"),
        ("<https://example.org>", '<p><a href="https://example.org">https://example.org</a></p>\n'),
    ],
)
def test_html(text, html):
    assert str(to_html(text)) == html


def test_inline_is_one_line():
    assert str(to_inline_html("a\n*b*\n")) == "a <em>b</em>"
    assert str(to_inline_html("# a\n\n  b\t<i>")) == "# a b &lt;i&gt;"
    assert str(to_inline_html("[x](javascript:y) ![z](http://a.example/)")) == (
        '[x](javascript:y) !<a href="http://a.example/">z</a>'
    )


def test_what_is_made_is_markup_that_a_template_prints_as_it_is():
    assert isinstance(to_html("a"), Markup)
    assert isinstance(to_inline_html("a"), Markup)


def test_plain_text_has_no_marks():
    assert to_plain("# One\n\n*two* **three**\nfour\n\n- five") == "One\n\ntwo three four\n\nfive"
    assert to_plain("one  \ntwo `three` [four](http://a.example/)") == "one two three four"
    assert to_plain("    indented\n\n    twice") == "indented\n\ntwice"
    assert to_plain("a\n~~~~~\nb ```") == "a ~~~~~ b ```"
    assert to_plain("[](http://a.example/)") == "http://a.example/"
    assert to_plain("") == ""


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - ", "*", "**", "_", "*_"])
@pytest.mark.parametrize("times", [7, 8, 9, 15, 16, 17, 18, 400])
def test_a_text_in_many_marks_is_never_lost(mark, times):
    text = mark * times + "word" + mark[::-1] * times * (" " not in mark)
    html = str(to_html(text))
    assert html.count("word") == to_plain(text).count("word") == 1
    assert max(_depths(html)) <= 21


def _depths(html):
    depth = 0
    for found in re.finditer(r"<(/?)[a-z]+>", html):
        depth += -1 if found[1] else 1
        yield depth


@pytest.mark.parametrize(
    "text",
    [
        "[a]: http://a.example/" + "y" * 50_000 + "\n\n" + "[a] " * 12_000,
        "[a]: http://a.example/ 'T" + "y" * 30_000 + "'\n\n" + "[a] " * 17_000,
        "*" * 49_000 + "a" + "*" * 49_000,
        ">" * 50_000 + "a",
        "\n".join(" " * depth + "- a" for depth in range(400)),
    ],
)
def test_little_text_never_makes_much(text):
    assert len(to_html(text)) < 5 * len(text) + 1_000
