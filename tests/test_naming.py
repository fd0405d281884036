"""File names made from people's names."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorpack.naming import LONGEST, ascii_name, folder_name, is_reserved, packet_name


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
    assert packet_name("王", "陈", "", "陈") == "applicant-LOR-packet-for-writer.pdf"
    assert packet_name("CON", "nul", "aux", "prn") == "applicant-LOR-packet-for-writer.pdf"


def test_a_letter_that_does_not_come_apart_has_its_own_spelling():
    assert ascii_name("ŁłØøĐđÐðßẞÆæŒœÞþ", "w") == "LlOoDdDdssSSAEaeOEoeThth"
    assert ascii_name("ıĦħŦŧŊŋƏə", "w") == "iHhTtNgngEe"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a'b’cʼd`e´f＇g｀h", "abcdefgh"),
        ("O´Brien", "OBrien"),
        ("a  b--c__d", "a-b-c-d"),
        ("-a-", "a"),
        ("x" * 41, "x" * 40),
        ("x" * 39 + " yz", "x" * 39),
        ("x" * 38 + " yz", "x" * 38 + "-y"),
        ("---" + "x" * 41, "x" * 40),
        ("ﬁn Ⅸ", "fin-IX"),
        ("lpt1", "w"),
        ("con1", "con1"),
    ],
)
def test_a_name_keeps_letters_and_figures_with_single_hyphens_and_at_most_forty(name, expected):
    assert ascii_name(name, "w") == expected


def digested(name, ascii_part):
    return f"{ascii_part}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


@pytest.mark.parametrize(
    ("name", "ascii_part"),
    [
        ("", "application"),
        (" a", "a"),
        ("a ", "a"),
        (".a", "a"),
        ("a.", "a"),
        ("-a", "a"),
        ("con", "application"),
        ("nul.txt", "nul-txt"),
        ("com¹", "com1"),
        *((f"a{char}b", "a-b") for char in '<>:"/\\|?*'),
        ("a\nb", "a-b"),
        ("a\u200bb", "ab"),
        ("a\ue000b", "ab"),
        ("a\u0378b", "ab"),
        ("a\u2028b", "ab"),
        ("a\u2029b", "ab"),
        ("a\ud800b", "ab"),
        ("x" * (LONGEST + 1), "x" * 40),
        ("é" * (LONGEST // 2) + "e", "e" * 40),
    ],
)
def test_a_name_that_some_system_cannot_hold_becomes_ascii_with_its_digest(name, ascii_part):
    wanted = digested(name, ascii_part)
    if is_reserved(ascii_part):
        wanted = digested(name, "application")
    assert folder_name(name) == wanted


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "a-b",
        "a b.c",
        "é" * (LONGEST // 2),
        "x" * LONGEST,
        "console",
        "a;b&c%",
        "~",
        "Xavier",
        "MaX",
    ],
)
def test_a_name_that_every_system_holds_is_kept(name):
    assert folder_name(name) == name


def test_a_decomposed_name_is_composed_before_all_else():
    assert folder_name("Jose\u0301") == "José"
    assert folder_name("Jose\u0301?") == folder_name("José?") == digested("José?", "Jose")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("con", True), ("CON. .", True), ("nul.tar.gz", True), ("conin$", True), ("lpt0", True), ("com²", True),
        ("con . ", True), ("conX", False), ("Xcon", False),
        (" con", False), ("con x", False), ("com", False), ("com10", False), ("acon", False), ("", False),
    ],
)  # fmt: skip
def test_a_device_is_known_with_any_ending(name, expected):
    assert is_reserved(name) is expected
