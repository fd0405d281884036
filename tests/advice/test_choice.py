"""Who is asked: each rule speaks where it should, and is silent where it should be."""

import pytest

from lorpack.advice.choice import findings
from lorpack.profiles.load import load

EMPTY = dict.fromkeys(("cases", "feedback", "presentations", "brag"))


@pytest.fixture
def codes(make_application):
    """The codes for one writer, made with the given changes to a complete profile."""

    def codes_of(**changes):
        loaded = load(make_application(writers={"chen": changes}))
        assert loaded.application, loaded.findings
        return [finding.code for finding in findings(loaded.application)]

    return codes_of


ROTATION = {"service": "Ward Seven"}

FOUND = [
    ("LOR204", {"context": "My uncle, chief of surgery in our town"}),
    ("LOR204", {"why_you": "You have been a friend of the family for years."}),
    ("LOR204", {"why_you": "You are my aunt, and you taught me to listen."}),
    ("LOR205", {"name": {"credentials": "RN, MSN"}}),
    ("LOR205", {"name": {"credentials": "LCSW"}}),
    ("LOR206", {"specialty": "General Surgery"}),
    ("LOR207", {"rotations": [{**ROTATION, "weeks": "1"}]}),
    ("LOR208", {**EMPTY, "emphasis": None}),
    ("LOR209", {**EMPTY, "role": "chair", "rotations": None, "brag": [{"text": "Known by name."}]}),
    ("LOR209", {**EMPTY, "role": "program_director", "rotations": None, "learned": ["x"], "brag": [{"text": "y"}]}),
]  # fmt: skip

SILENT = [
    ("LOR204", {"context": "Attending on the ward where my patient’s uncle was treated"}),
    ("LOR204", {"why_you": "You were there when my father fell ill and I went on with my shift."}),
    ("LOR204", {"why_you": "You asked after my mother tongue first."}),
    ("LOR205", {"name": {"credentials": "MD, MBA"}}),
    ("LOR205", {"name": {"credentials": "RN, MD"}}),
    ("LOR205", {"name": {"credentials": "MBBS, FRCP"}}),
    ("LOR205", {"name": {"credentials": None}}),
    ("LOR205", {"name": {"credentials": "MPH, RN"}, "role": "research_mentor"}),
    ("LOR206", {"specialty": "Nephrology"}),
    ("LOR206", {"specialty": "Internal Medicine (Geriatrics)"}),
    ("LOR206", {"specialty": "General Surgery", "letter": {"scope": "general"}}),
    ("LOR206", {"specialty": "Statistics", "relationship": ["research"]}),
    ("LOR207", {"rotations": [{**ROTATION, "weeks": "2"}]}),
    ("LOR207", {"rotations": [ROTATION]}),
    ("LOR207", {"rotations": [{**ROTATION, "weeks": "1"}], "relationship": ["clinical", "longitudinal"]}),
    ("LOR208", EMPTY),  # It claims something, which is LOR503.
    ("LOR208", {**EMPTY, "feedback": [{"said": "a", "did": "b"}]}),
    ("LOR209", {"role": "chair"}),
    ("LOR209", {**EMPTY, "role": "chair", "rotations": None, "letter": {"kind": "standardized"}}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), FOUND)
def test_found(codes, code, changes):
    assert code in codes(**changes)


@pytest.mark.parametrize(("code", "changes"), SILENT)
def test_silent(codes, code, changes):
    assert code not in codes(**changes)


def test_a_complete_writer_has_no_finding(codes):
    assert codes() == []
