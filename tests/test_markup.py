"""CommonMark in profiles."""

import pytest

from lorpack.markup import to_html, to_inline_html, to_plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "<p>plain</p>\n"),
        ("*a* and **b**", "<p><em>a</em> and <strong>b</strong></p>\n"),
        ("# Heading", "<h3>Heading</h3>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![x](http://example.org/a.png)", '<p>!<a href="http://example.org/a.png">x</a></p>\n'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        ("one\n\n    two\n", "<p>one</p>\n<p>two</p>\n"),
        ("[x](smb://host/x)", "<p>[x](smb://host/x)</p>\n"),
        ("[x](//host/x)", "<p>[x](//host/x)</p>\n"),
        ("<https://example.org>", '<p><a href="https://example.org">https://example.org</a></p>\n'),
    ],
)
def test_html(text, html):
    assert str(to_html(text)) == html


def test_inline_is_one_line():
    assert str(to_inline_html("a\n*b*\n")) == "a <em>b</em>"


def test_plain_text_has_no_marks():
    assert to_plain("# One\n\n*two* **three**\nfour\n\n- five") == "One\n\ntwo three four\n\nfive"
