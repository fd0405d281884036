"""Where a reader may be led, and nowhere else."""

import pytest

from lorpack.links import may_follow, safe_url


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://a.example", True), ("HTTPS://a.example/b?c#d", True), ("mailto:a@b.example", True), ("tel:+1", True),
        ("MAILTO:x", True), ("https://王.example/é", True),
        ("https://", False), ("https:///x", False), ("https://?x", False), ("https://#x", False), ("https:a", False),
        ("mailto:", False), ("tel:", False), ("ftp://a.example", False), ("sms:+1", False), ("//a.example", False),
        ("a.example", False), ("", False), ("xhttps://a.example", False), ("javascript:https://a.example", False),
        ("https://a.example/ b", False), ("https://a.example\n", False), ("https://a.example/\x7f", False),
        ("https://a.example/\x01", False), ("https://a.example/\u2028", False),
        ('https://a.example/"', False), ("https://a.example/<", False), ("https://a.example/>", False),
        ("https://a.example\\b", False),
    ],
)  # fmt: skip
def test_only_whole_addresses_of_the_web_mail_and_telephone_are_followed(url, allowed):
    assert may_follow(url) is allowed
    assert safe_url(url) == (url if allowed else "")
