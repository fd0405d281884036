"""One letter: where it goes, what kind it is, and what there is to say about it."""

from lorpack.portals import Portal, portal
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.settings import Sections, Theme
from lorpack.profiles.writer import Role


def portal_id(application: Application, writer: LetterWriter) -> str:
    """The portal this letter goes to."""
    return writer.profile.letter.portal or application.target_of(writer).portal


def site_of(application: Application, writer: LetterWriter) -> Portal:
    """What is known about the portal this letter goes to; for an unknown one, `other`."""
    site = portal(portal_id(application, writer), application.folder) or portal("other")
    assert site is not None, "the data files hold `other`"
    return site


def letter_country(application: Application, writer: LetterWriter) -> str:
    """``US`` or ``Canadian``, by the portal the letter goes to."""
    return "Canadian" if portal_id(application, writer) == "carms" else "US"


_NAMES = {
    "US": frozenset({"", "us", "usa", "united states", "united states of america"}),
    "Canadian": frozenset({"", "ca", "can", "canada"}),
}


def works_in(writer: LetterWriter, country: str) -> bool:
    """Whether *writer* works in *country*, ``US`` or ``Canadian``; yes when none is given."""
    if writer.profile.role is Role.HOME_COUNTRY_FACULTY:
        return False
    institution = writer.profile.institution
    name = (institution.country if institution else None) or ""
    return name.casefold().strip(" .") in _NAMES[country]


def is_by_targets_portal(application: Application, writer: LetterWriter) -> bool:
    """Whether the letter goes through its target's portal, whose dates the target's own are."""
    return writer.profile.letter.portal in (None, application.target_of(writer).portal)


def is_from_abroad(application: Application, writer: LetterWriter) -> bool:
    """Whether the letter goes to programs of another country than the one *writer* works in."""
    return not works_in(writer, letter_country(application, writer))


def gets_guide(application: Application, writer: LetterWriter) -> bool:
    """Whether the packet has the page on what a letter shows.

    By default for writers from abroad, and for community physicians who write a narrative
    letter: few of them see such letters (source: DOMAIN.md A5, 116, and A6, 131).
    """
    wanted = wanted_sections(application, writer).guide
    if wanted is not None:
        return wanted
    in_practice = writer.profile.role is Role.COMMUNITY_PHYSICIAN
    return is_from_abroad(application, writer) or (
        in_practice and not is_standardized(writer) and not writer.profile.letter.form
    )


def is_standardized(writer: LetterWriter) -> bool:
    """Whether this writer evaluates on a form rather than recommends in a narrative."""
    return writer.profile.letter.kind == "standardized"


def wanted_sections(application: Application, writer: LetterWriter) -> Sections:
    """Which sections *writer*'s packet may have: the application's choice, then the writer's."""
    own = application.settings.writers.get(writer.id)
    chosen = own.sections.model_dump(exclude_unset=True) if own and own.sections else {}
    return application.settings.sections.model_copy(update=chosen)


def qualities_of(application: Application, writer: LetterWriter) -> tuple[str, ...]:
    """The qualities for this writer, or else those for all writers."""
    return writer.profile.qualities or application.applicant.qualities


def has_memories(writer: LetterWriter) -> bool:
    """Whether there is anything to put on the reminder sheet."""
    profile = writer.profile
    return any(
        (
            profile.rotations, profile.projects, profile.activities, profile.cases,
            profile.presentations, profile.feedback, profile.learned, profile.growth,
            profile.context, profile.known_since,
        )
    )  # fmt: skip


def has_scenes(writer: LetterWriter) -> bool:
    """Whether the profile tells of anything that this writer saw."""
    profile = writer.profile
    return any(
        (
            profile.cases, profile.feedback, profile.projects, profile.activities,
            profile.presentations, profile.brag,
        )
    )  # fmt: skip


def theme_of(application: Application, writer: LetterWriter) -> Theme:
    """The look of *writer*'s packet: the one chosen for this writer, else the application's."""
    own = application.settings.writers.get(writer.id)
    return (own and own.theme) or application.settings.theme
