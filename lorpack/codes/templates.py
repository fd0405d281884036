"""LOR8xx: templates and rendering."""

from lorpack.codes.model import Rule
from lorpack.findings import Severity

TEMPLATES: tuple[Rule, ...] = (
    Rule(
        "LOR801",
        "a template is wrong",
        Severity.ERROR,
        "One of your own templates has a mistake, uses a name that does not exist, or tries something that templates may not do.",
        "{{ applicant.nmae }}",
        "Compare it with the packaged one: `lorpack templates diff`. Delete it to go back.",
    ),
    Rule(
        "LOR802",
        "the page renderer complains",
        Severity.WARNING,
        "Packaged templates give no complaints, so it is a template or a style of your own.",
        "a misspelt property in your own themes/clear.css",
        "Look at your own templates and styles: `lorpack templates diff`.",
    ),
    Rule(
        "LOR803",
        "a packet could not be built",
        Severity.ERROR,
        "Rendering failed, ran out of time or memory, or the result did not pass its check. Other packets are not affected.",
        "a supplied document that takes minutes to draw",
        "Follow the hint of the message; `lorpack doctor` shows whether this machine has what it needs.",
    ),
)
