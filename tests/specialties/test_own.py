"""An application's own specialties."""

import pytest

from lorpack.advice.check import check
from lorpack.profiles.load import load
from lorpack.specialties import own_specialties, specialties, specialty
from lorpack.specialties.load import DATA

HEAD = "as_of: 2027-02-03\nsource: handbook of our office\n"


def put(folder, name, text):
    path = folder / "specialties" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_an_own_file_replaces_the_keys_it_names_and_keeps_the_rest(tmp_path):
    put(tmp_path, "internal-medicine.yaml", f"{HEAD}letters: {{count: 4, text: Four letters.}}\n")
    own, shipped = specialty("Internal Medicine", tmp_path), specialty("Internal Medicine")
    assert (own.letters.count, shipped.letters.count) == (4, 3)
    assert own.in_specialty == shipped.in_specialty
    assert own.covers("Nephrology")


def test_a_new_specialty_takes_what_it_leaves_out_from_general(tmp_path):
    put(tmp_path, "general.yaml", f"{HEAD}in_specialty: {{count: 3, text: Three.}}\n")
    put(tmp_path, "med-peds.yaml", f"{HEAD}name: Internal Medicine-Pediatrics\nalso: [Med-Peds]\n")
    own = specialty("Med-Peds", tmp_path)
    assert own.id == "med-peds"
    assert (own.letters.count, own.in_specialty.count) == (3, 3)
    assert specialty("Dermatology", tmp_path).in_specialty.count == 3
    assert "med-peds" in [one.id for one in specialties(tmp_path)]
    assert specialty("Med-Peds").id == "general"


def test_the_longest_name_that_fits_decides(tmp_path):
    put(tmp_path, "med-peds.yaml", f"{HEAD}name: Internal Medicine-Pediatrics\n")
    put(tmp_path, "internal-medicine.yaml", f"{HEAD}within: [Nephrology]\n")
    assert specialty("Internal Medicine-Pediatrics", tmp_path).id == "med-peds"
    assert specialty("Internal Medicine – preliminary", tmp_path).id == "internal-medicine"


def test_of_two_with_one_name_the_own_one_is_taken(tmp_path):
    put(tmp_path, "our-em.yaml", f"{HEAD}name: Emergency Medicine\n")
    assert specialty("Emergency Medicine", tmp_path).id == "our-em"
    assert specialty("EM", tmp_path).id == "emergency-medicine"


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_file_copied_as_it_is_changes_nothing(tmp_path, path):
    put(tmp_path, path.name, path.read_text(encoding="utf-8"))
    assert own_specialties(tmp_path).findings == ()
    assert specialties(tmp_path) == specialties()


def test_advice_follows_the_own_specialty(make_application):
    folder = make_application(writers={"chen": {"specialty": "Nephrology"}})
    before = {one.code: one.message for one in check(folder)}
    assert before["LOR301"] == "one letter, and programs require 3"
    put(folder, "internal-medicine.yaml", f"{HEAD}letters: {{count: 1, text: One will do.}}\n")
    after = {one.code: one.message for one in check(folder)}
    assert "LOR301" not in after


def test_a_fault_is_told_at_its_place_and_costs_only_its_file(make_application):
    folder = make_application()
    put(folder, "internal-medicine.yaml", f"{HEAD}letters: 4\n")
    put(folder, "med-peds.yaml", f"{HEAD}name: Medicine-Pediatrics\n")
    found = [one for one in check(folder) if one.place.file.startswith("specialties/")]
    assert [(str(one.place), one.code) for one in found] == [
        ("specialties/internal-medicine.yaml:3:1", "LOR116")
    ]
    assert load(folder).application is not None
    assert specialty("Internal Medicine", folder) == specialty("Internal Medicine")
    assert specialty("Medicine-Pediatrics", folder).id == "med-peds"
