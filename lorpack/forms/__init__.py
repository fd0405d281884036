"""Standardized letter forms and letter outlines: their headings, and what belongs under each."""

from lorpack.forms.group import group_by_heading, uncovered
from lorpack.forms.load import form, forms
from lorpack.forms.model import ALSO_OBSERVED, Form, Heading

__all__ = [
    "ALSO_OBSERVED",
    "Form",
    "Heading",
    "form",
    "forms",
    "group_by_heading",
    "uncovered",
]
