"""A letter form: the headings under which a letter writer evaluates or recommends."""

from typing import Literal

from lorpack.portals.facts import Facts, Sheet
from lorpack.profiles.fields import TRAITS, Line, Model, Trait, Truth

ALSO_OBSERVED = "Also observed"
"""The heading for what the form has no heading for."""


class Heading(Model):
    """A heading in the form's own words, and the traits that bear on it."""

    title: Line
    traits: tuple[Trait, ...] = ()
    hint: Line | None = None


class Form(Sheet):
    """A form or an outline of a letter.

    *headings_of* completes "the headings of …": for a form whose own headings are not verified
    it names what the headings really are, and *verified* is false. *caveat* says what is not
    known; it is for the project and never printed.
    """

    name: Line
    short: Line
    kind: Literal["evaluation", "recommendation"]
    for_specialty: Line | None = None
    headings_of: Line
    headings: tuple[Heading, ...]
    notes: Facts = Facts()
    verified: Truth
    caveat: Line | None = None

    @property
    def also_observed(self) -> Heading:
        """The last heading, with the traits that the form has no heading for."""
        named = {trait for heading in self.headings for trait in heading.traits}
        return Heading(
            title=ALSO_OBSERVED, traits=tuple(trait for trait in TRAITS if trait not in named)
        )
