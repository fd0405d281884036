"""What is known about the letters of one specialty."""

from typing import Literal

from lorpack.portals.facts import Fact, Facts, Limit, Sheet
from lorpack.profiles.fields import Id, Line


class StandardLetter(Fact):
    """The specialty's standardized letter. *use* says how much it is expected."""

    form: Id | None = None
    use: Literal["expected", "accepted", "portal"]


class Chair(Fact):
    """What a department chair's letter means there."""

    use: Literal["expected", "debated", "optional"]


class Specialty(Sheet):
    """A specialty and its letter mix (DOMAIN.md A6, A11 D8 to D11, B6).

    *also* are other names of it, *within* the subspecialties whose physicians count as being
    in it. A count left out is that of ``general``.
    """

    name: Line
    also: tuple[Line, ...] = ()
    within: tuple[Line, ...] = ()
    letters: Limit | None = None
    in_specialty: Limit | None = None
    outside_at_most: Limit | None = None
    us_for_international: Limit | None = None
    us_ideal: Limit | None = None
    standard: StandardLetter | None = None
    chair: Chair | None = None
    facts: Facts = Facts()

    def is_called(self, name: str) -> bool:
        """Whether *name* is the specialty itself, in any case, with or without a track after it."""
        return self.fit(name) > 0

    def fit(self, name: str) -> int:
        """The length of the longest name of this specialty with which *name* begins; 0 for none."""
        plain = f"{_plain(name)} "
        return max((len(one) for one in self._names() if plain.startswith(f"{one} ")), default=0)

    def covers(self, name: str) -> bool:
        """Whether a physician of the specialty *name* counts as being in this one."""
        plain = _plain(name)
        parts = (_plain(part) for part in self.within)
        return self.is_called(name) or any(part in plain for part in parts)

    def _names(self) -> list[str]:
        return [_plain(known) for known in (self.name, *self.also)]


def _plain(name: str) -> str:
    kept = "".join(char if char.isalnum() else " " for char in name.casefold())
    return " ".join(kept.split())
