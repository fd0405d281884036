"""Whether each letter can reach its portal: portal, form and identifiers."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from lorpack.findings import Finding, Place, Severity
from lorpack.forms import form, forms
from lorpack.portals import own_portals, portal, portals
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.writer import LetterKind, Role


def findings(application: Application) -> Iterator[Finding]:
    """Unknown portals and forms, a missing Letter ID, a trainee who signs alone."""
    for index, target in enumerate(application.applicant.targets):
        place = application.place("applicant.yaml", "targets", index, "portal")
        yield from _known_portal(target.portal, place, application.folder)
    for writer in application.writers:
        letter = writer.profile.letter
        if letter.portal:
            yield from _known_portal(
                letter.portal,
                application.place(writer.file, "letter", "portal"),
                application.folder,
            )
        if letter.form and not form(letter.form):
            place = application.place(writer.file, "letter", "form")
            names = [known.id for known in forms()]
            yield _unknown("form", letter.form, names, place)
        yield from _letter_id(application, writer)
        yield from _signature(application, writer)


def _known_portal(name: str, place: Place, folder: Path) -> Iterator[Finding]:
    if portal(name, folder):
        return
    unknown = _unknown("portal", name, [known.id for known in portals(folder)], place)
    file = own_portals(folder).faulty(name)
    yield replace(unknown, hint=f"correct {file}, which has errors") if file else unknown


def _unknown(what: str, name: str, names: list[str], place: Place) -> Finding:
    close = get_close_matches(name, names, 1)
    hint = f"did you mean `{close[0]}`? " if close else ""
    return Finding(
        "LOR201",
        Severity.ERROR,
        f"no {what} is called `{name}`",
        place,
        f"{hint}known: {', '.join(names)}",
    )


def _letter_id(application: Application, writer: LetterWriter) -> Iterator[Finding]:
    letter = writer.profile.letter
    site = portal(letter.portal or application.target_of(writer).portal, application.folder)
    if (
        site
        and site.letter_id_required
        and letter.kind is LetterKind.STANDARDIZED
        and not letter.letter_id
    ):
        place = application.place(writer.file, "letter")
        message = (
            f"{site.system} cannot match a standardized letter without its {site.letter_id_label}"
        )
        hint = "add `letter_id:` under `letter:` once the portal has given you one"
        yield Finding("LOR202", Severity.WARNING, message, place, hint, writer.id)


def _signature(application: Application, writer: LetterWriter) -> Iterator[Finding]:
    trainee = writer.profile.role in (Role.CHIEF_RESIDENT, Role.RESIDENT, Role.FELLOW)
    if trainee and not writer.profile.co_signer:
        place = application.place(writer.file, "role")
        message = (
            "many schools and programs want a letter by a trainee signed by an attending as well"
        )
        yield Finding(
            "LOR203",
            Severity.WARNING,
            message,
            place,
            "name the attending under `co_signer:`",
            writer.id,
        )
