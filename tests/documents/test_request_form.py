"""A request form that is not the one the profile speaks of."""

import pytest

from lorpack.documents.request_form import Expected, differences

FORM = """Letter Request Form
MyERAS season 2028
Letter ID   EX28CHEN4Q7M
Applicant   Amara Chidịnma Okafor
Author      Wei-Lin Chen, MD
The applicant has waived the right to see this letter.
"""
EXPECTED = Expected(2028, "Chen", "Okafor", "EX28CHEN4Q7M", waived=True)


def codes(text=FORM, **changes):
    expected = {name: getattr(EXPECTED, name) for name in Expected.__slots__} | changes
    return [notice.code for notice in differences(text, Expected(**expected))]


def test_a_form_that_fits():
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"season": 2027}, "LOR755"),
        ({"letter_id": "EX28HADD2K9P"}, "LOR756"),
        ({"writer": "Haddad"}, "LOR758"),
        ({"applicant": "Brightwater"}, "LOR758"),
        ({"waived": False}, "LOR759"),
    ],
)
def test_each_difference(changes, code):
    assert codes(**changes) == [code]


@pytest.mark.parametrize(
    "changes",
    [
        {"letter_id": None},
        {"letter_id": "ex28-chen-4q7m"},
        {"waived": None},
        {"writer": "CHEN"},
        {"writer": "Chen-Whitfield"},
        {"applicant": "Ókafor"},
    ],
)
def test_what_is_no_difference(changes):
    assert codes(**changes) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("ERAS 2027", ["LOR755"]),
        ("2027 ERAS® Application Season", ["LOR755"]),
        ("for the 2027 Match", ["LOR755"]),
        ("ResidencyCAS 2028 cycle", []),
        ("Version of the form: 2019", []),
        ("Class of 2024, graduated in 2023", []),
        ("season 2027 and season 2028", []),
        ("Application cycle 2027/2028", []),
        ("Application cycle 2028/2029", []),
        ("ERAS 2027-28", []),
        ("ERAS season: 2027 – 2028", []),
        ("2027–2028 ERAS season", []),
        ("for the 2027/28 Match", []),
        ("Application cycle 2026/2027", ["LOR755"]),
        ("2026-27 ERAS season", ["LOR755"]),
        ("2029/2030 cycle", ["LOR755"]),
        ("ERAS season 2027-10-28", ["LOR755"]),
        ("ERAS season 2027-2899", ["LOR755"]),
    ],
)
def test_which_years_are_seasons(line, found):
    assert codes(FORM.replace("MyERAS season 2028", line)) == found


def test_both_years_of_a_pair_are_named():
    text = FORM.replace("MyERAS season 2028", "Application cycle 2099/00")
    (notice,) = differences(text, EXPECTED)
    assert notice.message == (
        "the request form is of season 2099 and 2100, and the letter is for 2028"
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Sørensen", "Sorensen"),
        ("Sorensen", "Sørensen"),
        ("Wałęsa", "Walesa"),
        ("Đặng", "Dang"),
        ("Weiß", "Weiss"),
        ("WEISS", "Weiß"),
        ("Ægirsǿn", "AEGIRSON"),
    ],
)
def test_a_name_without_the_signs_of_its_letters_is_the_same(name, written):
    assert codes(FORM.replace("Okafor", written), applicant=name) == []
    assert codes(FORM.replace("Okafor", f"{written[:-1]}k"), applicant=name) == ["LOR758"]


@pytest.mark.parametrize(
    ("line", "waived", "found"),
    [
        ("The applicant has not waived the right to see it.", True, ["LOR759"]),
        ("I do not waive my right to review this letter.", True, ["LOR759"]),
        ("The applicant retains the right to see this letter.", True, ["LOR759"]),
        ("Right to see the letter: not waived", False, []),
        ("Right to see the letter: waived", True, []),
        ("I waive my right to see this letter.", False, ["LOR759"]),
        ("[ ] I waive my right to see it.  [x] I do not waive my right to see it.", True, []),
        ("[ ] I waive my right to see it.  [x] I do not waive my right to see it.", False, []),
        ("Nothing is said of it.", True, []),
        ("Nothing is said of it.", False, []),
    ],
)
def test_what_a_form_says_of_the_waiver(line, waived, found):
    text = FORM.replace("The applicant has waived the right to see this letter.", line)
    assert codes(text, waived=waived) == found


def test_the_id_that_the_form_shows_is_named():
    (notice,) = differences(FORM, Expected(2028, "Chen", "Okafor", "EX28HADD2K9P"))
    assert notice.message == (
        "the Letter ID EX28HADD2K9P is not in the request form, which shows EX28CHEN4Q7M"
    )


@pytest.mark.parametrize(
    ("whole", "written"),
    [("Wałęsa", "Walesa"), ("Sørensen", "Sorensen"), ("Đỗ", "Do"), ("Strauß", "Strauss")],
)
def test_a_name_may_stand_there_without_its_signs(whole, written):
    assert codes(FORM.replace("Chen,", f"{written},"), writer=whole) == []


def test_a_scan_says_nothing():
    assert codes("", letter_id="X1", writer="Haddad") == []
    assert codes("Page 1 of 1", season=2020) == []
