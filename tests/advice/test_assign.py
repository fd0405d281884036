"""Which letters go where."""

import pytest

from lorpack.advice.assign import assign
from lorpack.profiles.load import load

IM = {"specialty": "Internal Medicine"}
RESEARCH = {"role": "research_mentor", "relationship": ["research"], "rotations": None, **IM}
HOME = {"role": "home_country_faculty", "institution": {"name": "H", "country": "Ruritania"}, **IM}


@pytest.fixture
def assigned(make_application):
    """The assignments of an international applicant, by program."""

    made = []

    def assign_it(writers, programs, portal="eras", **applicant):
        target = {
            "id": "im", "specialty": "Internal Medicine", "portal": portal,
            "programs": [{"name": name, **program} for name, program in programs.items()],
        }  # fmt: skip
        own = {
            name: {
                **changes,
                "letter": {"letter_id": f"L-{name}", **changes.get("letter", {})},
                "contact": {"email": f"{name}@example.org"},
            }
            for name, changes in writers.items()
        }
        folder = make_application(
            name=f"quill-{len(made)}", applicant={"targets": [target], **applicant}, writers=own
        )
        made.append(folder)
        application = load(folder).application
        assert application
        return {one.program.name: one for one in assign(application)}

    return assign_it


def chosen(one):
    return [choice.writer for choice in one.chosen]


WRITERS = {"a": IM, "b": IM, "c": IM, "home": HOME, "lab": RESEARCH}


def test_an_academic_program_gets_the_research_letter_and_a_community_one_does_not(assigned):
    got = assigned(WRITERS, {"U": {"kind": "academic"}, "C": {"kind": "community"}})
    assert chosen(got["U"]) == ["a", "b", "c", "lab"]
    assert chosen(got["C"]) == ["a", "b", "c", "home"]
    assert [one.why for one in got["C"].left_out] == ["a community program looks for clinical letters"]  # fmt: skip


def test_no_more_than_the_portal_or_the_program_takes(assigned):
    got = assigned(WRITERS, {"P": {}, "Three": {"letters": "3"}})
    assert len(chosen(got["P"])) == 4
    assert len(chosen(got["Three"])) == 3
    at_sf_match = assigned(WRITERS, {"P": {}}, portal="sfmatch")
    assert len(chosen(at_sf_match["P"])) == 3


def test_no_average_letter_goes_to_a_competitive_program(assigned):
    writers = {**WRITERS, "a": {**IM, "letter": {"strength": "average"}}}
    got = assigned(writers, {"Reach": {"competitive": "true"}, "Else": {"kind": "community"}})
    assert "a" not in chosen(got["Reach"])
    assert "a" in chosen(got["Else"])


def test_a_required_chair_letter_is_among_them(assigned):
    writers = {**WRITERS, "z": {**HOME, "letter": {"chair_letter": "true"}}}
    got = assigned(writers, {"Needs": {"chair_letter": "true"}, "Not": {"kind": "community"}})
    assert "z" in chosen(got["Needs"])
    assert "z" not in chosen(got["Not"])
    assert assigned(WRITERS, {"Needs": {"chair_letter": "true"}})["Needs"].gaps == (
        "this program requires a chair’s letter",
    )


def test_gaps_are_named_and_the_same_input_gives_the_same_set(assigned):
    got = assigned({"home": HOME}, {"U": {"kind": "academic"}})["U"]
    assert got.gaps == (
        "1 of 2 letters from Internal Medicine",
        "0 of 2 letters from clinical work in the US",
        "no research letter for an academic program",
    )
    assert assigned({"home": HOME}, {"U": {"kind": "academic"}})["U"] == got


def test_everyone_is_chosen_or_left_out_with_a_reason(assigned):
    for one in assigned(WRITERS, {"U": {"kind": "academic"}, "C": {"kind": "community"}}).values():
        named = [choice.writer for choice in (*one.chosen, *one.left_out)]
        assert sorted(named) == sorted(WRITERS)
        assert all(choice.why for choice in (*one.chosen, *one.left_out))


def test_a_reason_claims_nothing_about_a_program_of_no_recorded_kind(assigned):
    got = assigned({"lab": RESEARCH, "a": IM}, {"P": {}, "One": {"letters": "1"}})
    why = {one.writer: one.why for one in got["P"].chosen}
    assert why["lab"] == "shows another side of you"
    (left,) = got["One"].left_out
    assert left.why == "one letter is all that can be assigned, and another covers more"


def test_one_letter_from_outside_the_specialty_is_usual(assigned):
    surgeon = {"specialty": "General Surgery"}
    four = {"a": IM, "b": IM, "s": surgeon, "t": surgeon}
    got = assigned(four, {"C": {"kind": "community"}}, background="us_md")["C"]
    assert "more from Internal Medicine: 2 letters are from outside it" in got.gaps
    got = assigned({**four, "c": HOME}, {"C": {"kind": "community"}})["C"]
    assert chosen(got) in (["a", "b", "c", "s"], ["a", "b", "c", "t"])
    assert not any("outside" in gap for gap in got.gaps)
