"""The letters together: what each target lacks, and where there is nothing to say."""

import pytest

from lorpack.advice.mix import findings
from lorpack.profiles.load import load

IM = {"id": "im", "specialty": "Internal Medicine", "portal": "eras"}
EM = {"id": "em", "specialty": "Emergency Medicine", "portal": "residencycas"}
YEARS = ["clinical", "longitudinal"]
THREE = {"a": {"specialty": "Nephrology", "relationship": YEARS}, "b": {"specialty": "Internal Medicine"},
         "c": {"specialty": "Internal Medicine"}}  # fmt: skip


@pytest.fixture
def found(make_application):
    """code: message of each finding; three internists unless *writers* says otherwise."""

    made = []

    def findings_of(writers=THREE, targets=None, log="", **applicant):
        own = {
            name: {
                "letter": {"letter_id": f"L-{name}", **changes.pop("letter", {})},
                "contact": {"email": f"{name}@example.org"},
                **changes,
            }
            for name, changes in ((name, dict(changes)) for name, changes in writers.items())
        }
        folder = make_application(
            name=f"quill-{len(made)}",
            applicant={"targets": targets or [IM], **applicant},
            writers=own,
        )
        made.append(folder)
        (folder / "progress.yaml").write_text(log)
        application = load(folder).application
        assert application
        return {finding.code: finding.message for finding in findings(application)}

    return findings_of


def test_three_internists_in_the_us_lack_only_a_reserve(found):
    assert set(found()) == {"LOR307"}


def test_a_writer_in_reserve_is_not_counted_and_calms(found):
    assert found({**THREE, "d": {"backup": "true"}}) == {}


def test_who_is_in_reserve_is_told_by_the_log(found):
    reserve = "- {on: 2027-06-01, writer: d, event: backup}\n"
    gone = "- {on: 2027-06-01, writer: d, event: withdrawn}\n"
    assert found({**THREE, "d": {}}, log=reserve) == {}
    assert set(found({**THREE, "d": {"backup": "true"}}, log=gone)) == {"LOR307"}


def test_a_fourth_letter_is_reserve_enough(found):
    assert found({**THREE, "d": {"specialty": "Internal Medicine"}}) == {}


def test_two_letters_are_too_few(found):
    two = {key: THREE[key] for key in ("a", "b")}
    assert found(two)["LOR301"] == "two letters, and programs require 3"


def test_letters_from_other_fields_do_not_count_for_the_specialty(found):
    surgeons = {name: {"specialty": "General Surgery"} for name in "abc"}
    assert found(surgeons)["LOR302"].startswith("no letter from Internal Medicine")


def test_an_unknown_specialty_is_left_alone(found):
    target = {**IM, "specialty": "Nuclear Pharmacy"}
    assert "LOR302" not in found(targets=[target])


def test_an_international_graduate_needs_letters_from_the_us(found):
    hospital = {"institution": {"name": "H", "country": "Ruritania"}}
    abroad = {name: {**THREE[name], **hospital} for name in "abc"}
    assert "LOR303" in found(abroad)
    assert "LOR303" not in found(abroad, background="us_md")
    assert "LOR303" not in found({**abroad, "a": THREE["a"], "b": THREE["b"]})
    assert "LOR303" not in found(abroad, targets=[{**IM, "portal": "carms"}])


def test_research_alone_is_no_clinical_letter(found):
    research = {"relationship": ["research"], "rotations": None, "specialty": "Internal Medicine"}
    assert "LOR304" in found(dict.fromkeys("abc", research))
    assert "LOR304" not in found()


def test_emergency_medicine_expects_a_sloe(found):
    doctors = {name: {"specialty": "Emergency Medicine"} for name in "abc"}
    assert "SLOE" in found(doctors, targets=[EM])["LOR305"]
    sloe = {"specialty": "Emergency Medicine", "letter": {"kind": "standardized", "form": "sloe"}}
    assert "LOR305" not in found({**doctors, "a": sloe}, targets=[EM])
    assert "LOR305" not in found(doctors, targets=[IM])


def test_a_required_chair_letter_is_missed(found):
    wanting = {**IM, "programs": [{"name": "Invented Harbor", "chair_letter": "true"}]}
    assert found(targets=[wanting])["LOR306"].startswith("Invented Harbor")
    chair = {"specialty": "Internal Medicine", "letter": {"chair_letter": "true"}}
    assert "LOR306" not in found({**THREE, "d": chair}, targets=[wanting])


def test_a_letter_of_an_earlier_season_is_told(found):
    old = {**THREE, "a": {"specialty": "Nephrology", "letter": {"season": "2026"}}}
    assert "of season 2026" in found(old)["LOR308"]
    letter = {"season": "2026", "new_version": "true"}
    fresh = {**THREE, "a": {"specialty": "Nephrology", "letter": letter}}
    assert "LOR308" not in found(fresh)


def test_a_second_target_needs_letters_of_its_own(found):
    assert "LOR309" in found(targets=[IM, EM])
    general = {**THREE, "a": {"specialty": "Nephrology", "letter": {"scope": "general"}}}
    assert "LOR309" not in found(general, targets=[IM, EM])


def test_three_letters_from_the_same_side(found):
    alike = {**THREE, "a": {"specialty": "Nephrology"}}
    assert "LOR310" in found(alike)
    for other in ("research", "leadership", "longitudinal"):
        mixed = {**THREE, "a": {"specialty": "Nephrology", "relationship": ["clinical", other]}}
        assert "LOR310" not in found(mixed)
    two = {name: changes for name, changes in alike.items() if name != "c"}
    assert "LOR310" not in found(two)
