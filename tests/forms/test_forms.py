"""The letter forms, and how observations are put under their headings."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorpack.forms import ALSO_OBSERVED, Form, Heading, form, forms, group_by_heading, uncovered
from lorpack.forms.load import DATA
from lorpack.profiles.fields import TRAITS

every_form = pytest.mark.parametrize("kind", forms(), ids=lambda kind: kind.id)
traits = st.lists(st.sampled_from(list(TRAITS)), max_size=5, unique=True).map(tuple)
points = st.lists(st.tuples(st.text(), traits), max_size=20)


def small() -> Form:
    return Form(
        id="small",
        as_of="2026-01-01",
        source="a test",
        name="small form",
        short="form",
        kind="evaluation",
        headings_of="the form",
        verified=True,
        headings=(
            Heading(title="Care", traits=("patient_care", "communication")),
            Heading(title="Words", traits=("communication",)),
            Heading(title="Hands", traits=("procedural_skills",)),
        ),
    )


def test_every_data_file_is_a_form():
    files = sorted(path.stem for path in DATA.glob("*.yaml"))
    assert len(files) >= 8
    assert [kind.id for kind in forms()] == files
    assert {"acgme", "carms", "general-narrative", "sloe"} <= set(files)
    assert form("slo") is None


@every_form
def test_headings_are_distinct_and_have_known_traits(kind):
    titles = [heading.title for heading in kind.headings]
    assert len(titles) == len(set(titles)) >= 3
    assert ALSO_OBSERVED not in titles
    for heading in kind.headings:
        assert heading.traits
        assert set(heading.traits) <= set(TRAITS)


@every_form
def test_every_trait_has_a_heading(kind):
    headings = (*kind.headings, kind.also_observed)
    assert {trait for heading in headings for trait in heading.traits} == set(TRAITS)


@every_form
def test_notes_are_dated_and_sourced(kind):
    for note in kind.notes:
        assert note.as_of
        assert note.source.startswith("http")
    unverified = {note.text for note in kind.notes if not note.verified}
    assert unverified.isdisjoint(kind.notes.printable)


@every_form
def test_a_form_whose_headings_are_not_verified_says_what_they_are(kind):
    if not kind.verified:
        assert kind.caveat
        assert "stand in" in kind.caveat
        assert kind.headings_of != f"the {kind.short}"


def test_a_sloe_evaluates():
    sloe = form("sloe")
    assert sloe is not None
    assert sloe.kind == "evaluation"
    assert any("not of recommendation" in note for note in sloe.notes.printable)


def test_carms_has_its_eight_areas():
    carms = form("carms")
    assert carms is not None
    assert len(carms.headings) == 8


def test_a_point_goes_where_there_are_fewest_and_then_to_the_first():
    tagged = [
        ("a", ("communication",)),
        ("b", ("communication",)),
        ("c", ("communication",)),
        ("d", ()),
        ("e", ("leadership_teaching",)),
    ]
    found = [(heading.title, texts) for heading, texts in group_by_heading(small(), tagged)]
    assert found == [("Care", ["a", "c"]), ("Words", ["b"]), (ALSO_OBSERVED, ["d", "e"])]


def test_also_observed_has_the_traits_that_the_form_does_not_name():
    (last, _), *_ = reversed(group_by_heading(small(), [("x", ())]))
    assert set(last.traits) == set(TRAITS) - {"patient_care", "communication", "procedural_skills"}


def test_uncovered_headings_are_those_without_evidence():
    assert uncovered(small(), [("a", ("communication",))]) == ["Hands"]
    assert uncovered(small(), []) == ["Care", "Words", "Hands"]


@given(kind=st.sampled_from(forms()), tagged=points)
def test_each_point_is_printed_exactly_once(kind, tagged):
    groups = group_by_heading(kind, tagged)
    assert Counter(text for _, texts in groups for text in texts) == Counter(t for t, _ in tagged)
    assert all(texts for _, texts in groups)


@given(kind=st.sampled_from(forms()), tagged=points)
def test_headings_and_points_keep_their_order(kind, tagged):
    numbered = [(str(number), traits) for number, (_, traits) in enumerate(tagged)]
    groups = group_by_heading(kind, numbered)
    assert groups == group_by_heading(kind, numbered)
    order = [*kind.headings, kind.also_observed]
    places = [order.index(heading) for heading, _ in groups]
    assert places == sorted(places)
    for _, texts in groups:
        assert texts == sorted(texts, key=int)


@given(kind=st.sampled_from(forms()), tagged=points)
def test_a_point_stands_under_a_heading_that_fits_it(kind, tagged):
    numbered = [(str(number), traits) for number, (_, traits) in enumerate(tagged)]
    for heading, texts in group_by_heading(kind, numbered):
        for text in texts:
            own = numbered[int(text)][1]
            assert set(own) & set(heading.traits) or heading.title == ALSO_OBSERVED


@given(kind=st.sampled_from(forms()), tagged=points)
def test_a_heading_that_was_used_is_covered(kind, tagged):
    used = {heading.title for heading, _ in group_by_heading(kind, tagged)}
    assert used.isdisjoint(uncovered(kind, tagged))
