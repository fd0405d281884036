"""File names made from people's names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorpack.naming import ascii_name, packet_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Okafor", "Okafor"),
        ("Nguyễn-O’Brien", "Nguyen-OBrien"),
        ("Nguye\u0302\u0303n", "Nguyen"),
        ("Żółkiewska", "Zolkiewska"),
        ("Sørensen", "Sorensen"),
        ("Straße", "Strasse"),
        ("陈", "w"),
        ("محمد", "w"),
        ("CON", "w"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "w"),
    ],
)
def test_names(name, expected):
    assert ascii_name(name, "w") == expected


@given(st.text(max_size=400))
def test_any_name_gives_a_safe_one(name):
    assert re.fullmatch(
        r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?", ascii_name(name, "fallback")
    )


def test_packet_name_is_the_contract():
    assert packet_name("Okafor", "Chen", "amara", "chen") == "Okafor-LOR-packet-for-Chen.pdf"
    assert packet_name("王", "陈", "wang", "chen") == "wang-LOR-packet-for-chen.pdf"
