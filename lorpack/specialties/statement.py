"""Whether a personal statement is for the specialty that it goes with (DOMAIN.md A9)."""

import re
from collections.abc import Iterable, Iterator

from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.applicant import Target
from lorpack.profiles.application import Application
from lorpack.specialties.load import specialties, specialty

_GOAL = (
    r"\b(?:residency|residencies|training|train|career|field|programs?|apply|applying|application"
    r"|specialty|specialize|specialise|physician|practice|practise|pursue|chose|choose)\b"
)


def for_another(
    application: Application, target: Target, text: str, place: Place, writer: str = ""
) -> Iterator[Finding]:
    """A finding at *place* when *text*, the statement for *target*, names another aim.

    That is: it never names its own specialty, and it names another one as what it is about.
    """
    low = " ".join(text.casefold().split())
    if _names(low, [target.specialty]):
        return
    own = specialty(target.specialty, application.folder)
    if _names(low, [own.name, *own.also] if own.id != "general" else []):
        return
    for name in _others(application, target, own.id):
        word = re.escape(name.casefold())
        found = rf"{_GOAL}[^.!?]{{0,40}}\b{word}\b|\b{word}\b (?:residency|programs?|training)"
        if re.search(found, low):
            message = f"this statement is for {target.specialty}, and its aim is {name}"
            hint = "check that `statement:` names the right file"
            yield Finding("LOR761", Severity.WARNING, message, place, hint, writer)
            return


def _names(text: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name.casefold())}\b", text) for name in names)


def _others(application: Application, target: Target, own: str) -> Iterator[str]:
    """The names of the other targets' specialties, then of all others that are known."""
    for other in application.applicant.targets:
        if other is not target:
            yield other.specialty
    for known in specialties(application.folder):
        if known.id not in (own, "general"):
            yield from (known.name, *known.also)
