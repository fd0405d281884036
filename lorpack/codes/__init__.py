"""The registry of codes: every finding's code, with its reason, example and remedy.

One module a hundred. To add a code, add a :class:`Rule` to the tuple of its module; to add a
module, add its tuple to ``GROUPS``.
"""

from collections.abc import Iterable

from lorpack.codes.documents import DOCUMENTS
from lorpack.codes.mix import MIX
from lorpack.codes.model import Rule
from lorpack.codes.privacy import PRIVACY
from lorpack.codes.profile import PROFILE
from lorpack.codes.roster import ROSTER
from lorpack.codes.templates import TEMPLATES
from lorpack.codes.timing import TIMING
from lorpack.codes.wording import WORDING
from lorpack.codes.writers import WRITERS

__all__ = ["GROUPS", "RULES", "Rule", "rule"]

GROUPS: dict[str, tuple[Rule, ...]] = {
    "Profiles": PROFILE,
    "Letter writers and portals": WRITERS,
    "The letter mix": MIX,
    "Timing": TIMING,
    "Wording": WORDING,
    "Privacy": PRIVACY,
    "Documents and fonts": DOCUMENTS,
    "Templates and rendering": TEMPLATES,
    "Rosters": ROSTER,
}
"""The rules by the hundred of their codes, each with its title."""


def _registry(groups: Iterable[Iterable[Rule]]) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for one in (one for group in groups for one in group):
        if one.code in rules:
            raise ValueError(f"{one.code} is registered twice")
        rules[one.code] = one
    return dict(sorted(rules.items()))


RULES: dict[str, Rule] = _registry(GROUPS.values())
"""Every code, in order."""


def rule(code: str) -> Rule | None:
    """The rule with this *code* (in any case), or None."""
    return RULES.get(code.strip().upper())
