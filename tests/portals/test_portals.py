"""The portals' data files: complete, dated, sourced, and nothing unverified in print."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from lorpack.portals import Fact, Facts, Portal, Waiver, portal, portals
from lorpack.portals.facts import read_sheets
from lorpack.portals.load import DATA

PRINTED = ("steps", "request_arrives", "format_notes", "deputy", "missing_mail", "good_to_know")
every_portal = pytest.mark.parametrize("site", portals(), ids=lambda site: site.id)


def facts_in(value: Any) -> Iterator[Fact]:
    if isinstance(value, Fact):
        yield value
    elif isinstance(value, Facts):
        yield from value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from facts_in(getattr(value, name))


def printed(site: Portal) -> list[str]:
    lines = [line for name in PRINTED for line in getattr(site, name).printable]
    waiver = (site.waiver.waived, site.waiver.not_waived, site.waiver.none)
    return lines + [text for text in waiver if text]


def written(folder: Path, text: str) -> Path:
    (folder / "here.yaml").write_text(text, encoding="utf-8")
    return folder


def test_every_data_file_is_a_portal():
    files = sorted(path.stem for path in DATA.glob("*.yaml"))
    assert len(files) >= 11
    assert [site.id for site in portals()] == files
    assert {"eras", "residencycas", "carms", "email", "other"} <= set(files)


def test_a_portal_is_found_by_its_id():
    eras = portal("eras")
    assert eras is not None
    assert eras.system == "ERAS"
    assert eras.letter_id_label == "Letter ID"
    assert portal("earas") is None


@every_portal
def test_every_fact_has_a_day_and_a_source(site):
    facts = list(facts_in(site))
    assert facts
    for fact in facts:
        assert date(2025, 1, 1) <= fact.as_of
        # A name from `sources:` that was misspelt would still stand here as one bare word.
        assert fact.source.startswith("http") or " " in fact.source, fact


@every_portal
def test_nothing_unverified_is_printed(site):
    unverified = {fact.text for fact in facts_in(site) if not fact.verified}
    assert unverified.isdisjoint(printed(site))


def test_there_are_unverified_facts_to_leave_out():
    assert any(not fact.verified for site in portals() for fact in facts_in(site))


@every_portal
def test_the_steps_can_be_read_in_five_seconds(site):
    steps = site.steps.printable
    assert 2 <= len(steps) <= 7
    assert all(len(step) <= 160 for step in steps)
    assert all(step.endswith(".") for step in printed(site))


@every_portal
def test_a_portal_without_a_waiver_has_no_text_about_one(site):
    if site.waiver.exists is False:
        assert not site.waiver.waived
        assert not site.waiver.not_waived
    else:
        assert "have waived" in site.waiver.waived
        assert "not waived" in site.waiver.not_waived


def test_carms_never_speaks_of_waiving():
    carms = portal("carms")
    assert carms is not None
    assert carms.writer_word == "referee"
    assert carms.letter_word == "reference"
    assert "confidential" in carms.waiver.none
    assert not any("waive" in line.lower() for line in printed(carms))


def test_a_waiver_text_is_refused_where_nothing_can_be_waived():
    said = Fact(text="Waived.", as_of=date(2026, 1, 1), source="nobody")
    with pytest.raises(ValidationError, match="nothing can be waived"):
        Waiver(exists=False, waived_text=said)


def test_an_unverified_waiver_text_is_not_printed():
    said = Fact(text="Waived.", as_of=date(2026, 1, 1), source="nobody", verified=False)
    assert Waiver(waived_text=said).waived == ""


@pytest.mark.parametrize(("id", "most"), [("eras", 4), ("residencycas", 4), ("sfmatch", 3)])
def test_letters_for_each_program(id, most):
    site = portal(id)
    assert site is not None
    assert site.letters_per_program is not None
    assert site.letters_per_program.count == most


HERE = """
id: here
name: Here
system: ""
request_form: none
as_of: 2026-01-02
source: desk
sources: {desk: "https://desk.example/a"}
waiver: {}
steps:
  - Knock.
  - {text: Wait., source: elsewhere, as_of: 2025-03-04, verified: false}
"""


def test_a_fact_takes_what_it_leaves_out_from_the_top_of_the_file(tmp_path):
    (site,) = read_sheets(written(tmp_path, HERE), Portal)
    knock, wait = site.steps
    assert (knock.as_of, knock.source) == (date(2026, 1, 2), "https://desk.example/a")
    assert (wait.as_of, wait.source) == (date(2025, 3, 4), "elsewhere")
    assert site.steps.printable == ("Knock.",)


def test_a_file_has_the_name_of_its_id(tmp_path):
    folder = written(tmp_path, HERE.replace("id: here", "id: there"))
    with pytest.raises(ValueError, match=r"here\.yaml says that its id is there"):
        read_sheets(folder, Portal)


@pytest.mark.parametrize(
    "wrong", ["stepz: []", "letter_id_required: yes", "ids: [{field: ssn, label: SSN}]"]
)
def test_a_mistake_in_a_data_file_is_an_error(tmp_path, wrong):
    with pytest.raises(ValidationError):
        read_sheets(written(tmp_path, f"{HERE}{wrong}\n"), Portal)


def test_a_fact_can_be_for_one_kind_of_letter_only():
    facts = Facts(
        Fact.model_validate(one)
        for one in [
            fact("Letterhead.", only="narrative"),
            fact("In the portal.", specialty=("dermatology", "plastic surgery")),
            fact("As a PDF.", other_than="dermatology"),
            fact("Old portal.", last_season=2027),
            fact("No ID?", without_letter_id=True),
        ]
    )
    shown = facts.shown("narrative", "Internal Medicine", 2027)
    assert shown == ["Letterhead.", "As a PDF.", "Old portal.", "No ID?"]
    assert facts.shown("standardized", "Dermatology", 2028, "X1") == ["In the portal."]
    assert "In the portal." in facts.shown("narrative", "Plastic Surgery-Integrated")


def fact(text: str, **limits: Any) -> Fact:
    return Fact(text=text, as_of=date(2026, 1, 1), source="a test", **limits)


def lines(id: str, kind: str, specialty: str, season: int = 2028, letter_id: str = "") -> str:
    site = portal(id)
    assert site is not None
    sheets = (getattr(site, name) for name in ("place", *PRINTED))
    return "\n".join(
        line for facts in sheets for line in facts.shown(kind, specialty, season, letter_id)
    )


@every_portal
def test_how_the_request_comes_is_true_before_and_after_it_was_made(site):
    assert not any(
        " once " in line or " when I " in line for line in site.request_arrives.printable
    )


def test_the_end_of_the_old_portal_matters_to_one_season_only():
    assert "June 1, 2026" in lines("eras", "narrative", "Internal Medicine", 2027)
    assert "June 1, 2026" not in lines("eras", "narrative", "Internal Medicine", 2028)


@pytest.mark.parametrize(
    ("specialty", "inside"),
    [("Dermatology", True), ("Plastic Surgery", True), ("Urology", True), ("Neurology", False)],
)
def test_three_specialties_fill_in_the_form_inside_the_portal(specialty, inside):
    text = lines("eras", "standardized", specialty)
    assert ("inside the portal" in text) is inside
    assert ("completed form as a PDF" in text) is not inside
    assert "letterhead" not in text


def test_a_sloe_without_its_letter_id_is_spoken_of_only_where_it_is_missing():
    em = ("residencycas", "standardized", "Emergency Medicine")
    assert "UUID" in lines(*em)
    assert "UUID" not in lines(*em, letter_id="CAS-1")
    assert "UUID" not in lines("residencycas", "standardized", "Obstetrics and Gynecology")
    assert lines(*em).startswith("esloe.cordem.org")


def test_a_structured_reference_is_filled_in_online():
    text = lines("carms", "standardized", "Family Medicine")
    assert "Fill in the structured form online. Where you saw nothing of an item, say so." in text
    assert "PDF" not in text
