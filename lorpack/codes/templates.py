"""LOR8xx: templates."""

from lorpack.codes.model import Rule

TEMPLATES: tuple[Rule, ...] = ()
