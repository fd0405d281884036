"""What specialties expect, as data."""

import pytest

from lorpack.forms import form
from lorpack.specialties import specialties, specialty


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Internal Medicine", "internal-medicine"),
        ("internal medicine – preliminary", "internal-medicine"),
        ("EM", "emergency-medicine"),
        ("Ob/Gyn", "obstetrics-gynecology"),
        ("Plastic Surgery (Integrated)", "plastic-surgery"),
        ("Nuclear Pharmacy", "general"),
        ("", "general"),
    ],
)
def test_names(name, known):
    assert specialty(name).id == known


def test_a_subspecialist_counts_and_a_stranger_does_not():
    assert specialty("Internal Medicine").covers("Nephrology")
    assert specialty("Family Medicine").covers("Family Medicine (Palliative Care)")
    assert not specialty("Internal Medicine").covers("Orthopedic Surgery")
    assert not specialty("Internal Medicine").covers("")


def test_every_sheet_is_complete_and_names_its_sources():
    assert len(specialties()) >= 15
    for one in specialties():
        assert one.source
        assert one.letters
        assert one.in_specialty
        assert one.us_ideal
        if one.standard and one.standard.form:
            assert form(one.standard.form), one.id


def test_no_name_means_two_specialties():
    for one in specialties():
        for name in (one.name, *one.also):
            assert next(known.id for known in specialties() if known.is_called(name)) == one.id, (
                name
            )
