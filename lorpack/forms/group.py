"""Putting what was observed under the headings of a form."""

from collections.abc import Sequence

from lorpack.forms.model import Form, Heading

Tagged = tuple[str, tuple[str, ...]]
"""A text and its traits."""


def group_by_heading(form: Form, points: Sequence[Tagged]) -> list[tuple[Heading, list[str]]]:
    """Put each of *points* under one heading of *form*; headings without a point are left out.

    Of the headings that share a trait with it, a point goes to the one that has fewest so far,
    the earlier one when there are several. What fits none goes to "Also observed", at the end.
    """
    headings = (*form.headings, form.also_observed)
    groups: list[list[str]] = [[] for _ in headings]
    last = len(form.headings)
    for text, traits in points:
        fitting = [index for index, heading in enumerate(form.headings) if _fits(heading, traits)]
        chosen = min(fitting or [last], key=lambda index: len(groups[index]))
        groups[chosen].append(text)
    return [(heading, texts) for heading, texts in zip(headings, groups, strict=True) if texts]


def uncovered(form: Form, points: Sequence[Tagged]) -> list[str]:
    """The titles of the headings for which none of *points* has a trait: for the applicant only.

    A heading counts as covered even when its point was printed under another one.
    """
    return [
        heading.title
        for heading in form.headings
        if not any(_fits(heading, traits) for _, traits in points)
    ]


def _fits(heading: Heading, traits: Sequence[str]) -> bool:
    return not set(heading.traits).isdisjoint(traits)
