"""Whether each letter can reach its portal."""

import pytest

from lorpack.advice.check import check


def found(folder, *wanted):
    return [
        (f.code, str(f.severity), f.message, f.hint, f.place.file, f.writer)
        for f in check(folder)
        if f.code in wanted
    ]


def test_a_portal_and_a_form_that_nobody_knows_are_told_with_the_nearest_name(make_application):
    letter = {"letter": {"kind": "standardized", "form": "sloo", "portal": "eraz"}}
    folder = make_application(writers={"chen": letter})
    portal, form = sorted(found(folder, "LOR201"), key=lambda one: one[2], reverse=True)
    assert portal[:3] == ("LOR201", "error", "no portal is called `eraz`")
    assert portal[3].startswith("did you mean `eras`? known: ")
    assert form[:3] == ("LOR201", "error", "no form is called `sloo`")
    assert form[3].startswith("did you mean `slo")
    assert {one[4] for one in (portal, form)} == {"writers/chen.yaml"}


def test_a_name_like_no_other_is_told_with_all_that_are_known(make_application):
    folder = make_application(writers={"chen": {"letter": {"portal": "zzzzzzzz"}}})
    ((_, _, message, hint, _, _),) = found(folder, "LOR201")
    assert message == "no portal is called `zzzzzzzz`"
    assert hint.startswith("known: ")
    assert "eras" in hint


@pytest.mark.parametrize("role", ["chief_resident", "resident", "fellow"])
def test_a_trainee_who_signs_alone_is_told(make_application, role):
    folder = make_application(writers={"chen": {"role": role}})
    assert found(folder, "LOR203") == [
        (
            "LOR203",
            "warning",
            "many schools and programs want a letter by a trainee signed by an attending as well",
            "name the attending under `co_signer:`",
            "writers/chen.yaml",
            "chen",
        )
    ]
    signed = {"name": {"given": "Ana", "family": "Diaz"}, "role": "attending"}
    both = make_application("both", writers={"chen": {"role": role, "co_signer": signed}})
    assert found(both, "LOR203") == []


def test_a_standardized_letter_wants_the_id_that_its_portal_matches_it_by(make_application):
    letter = {"kind": "standardized", "form": "sloe", "portal": "residencycas", "letter_id": None}
    folder = make_application(writers={"chen": {"letter": letter}})
    assert found(folder, "LOR202") == [
        (
            "LOR202",
            "warning",
            "ResidencyCAS cannot match a standardized letter without its ResidencyCAS Letter ID",
            "add `letter_id:` under `letter:` once the portal has given you one",
            "writers/chen.yaml",
            "chen",
        )
    ]
    for name, change in (("own", {"letter_id": "EX28"}), ("eras", {"portal": "eras"})):
        other = make_application(name, writers={"chen": {"letter": letter | change}})
        assert found(other, "LOR202") == []
