"""Composing one message: which variant fits this writer, and its text."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lorpack.dates import long_date
from lorpack.forms import form
from lorpack.markup import to_plain
from lorpack.packet.plan import has_memories, is_standardized, portal_id
from lorpack.portals import Portal, portal
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.writer import Relationship, Role, Writer
from lorpack.templating import own_templates, render_text


class Kind(StrEnum):
    """The moments that have a message, in the order in which they come."""

    REQUEST = "request"
    PACKET = "packet"
    REMINDER = "reminder"
    THANKS = "thanks"

    @property
    def number(self) -> int:
        """Its place in the order, from 1; file names begin with it."""
        return list(Kind).index(self) + 1


class Variant(StrEnum):
    """How the ask is put, by what the writer is asked for and what they saw."""

    UPDATE = "update"
    EVALUATION = "evaluation"
    HOME = "home"
    RESEARCH = "research"
    MENTOR = "mentor"
    CLINICAL = "clinical"


@dataclass(frozen=True)
class Message:
    """A message as text. *to* is empty when no address is recorded; *reason* says why this variant."""

    kind: Kind
    variant: Variant
    reason: str
    to: str
    subject: str
    body: str

    @property
    def text(self) -> str:
        """The whole message, as it is written to a file."""
        return f"To: {self.to}\nSubject: {self.subject}\n\n{self.body}"


def variant_of(profile: Writer) -> tuple[Variant, str]:
    """The variant for this writer, and the reason in a few words."""
    if profile.letter.new_version:
        return Variant.UPDATE, "they wrote before, and a new version is asked"
    if profile.letter.kind == "standardized":
        return Variant.EVALUATION, "a standardized letter evaluates, so nothing “strong” is asked"
    if profile.role is Role.HOME_COUNTRY_FACULTY:
        return Variant.HOME, "home-country faculty, who may not know what such a letter shows"
    if profile.projects and not profile.rotations:
        return Variant.RESEARCH, "projects and no rotations: a research letter"
    if profile.activities and Relationship.CLINICAL not in profile.relationship:
        return Variant.MENTOR, "work together outside rotations"
    return Variant.CLINICAL, "a clinical narrative letter"


def compose(application: Application, writer: LetterWriter, kind: Kind) -> Message:
    """The message of *kind* to *writer*. Raises TemplateFault when a template is wrong."""
    variant, reason = variant_of(writer.profile)
    own = own_templates(application.folder / "templates")
    view = _view(application, writer, variant)
    text = render_text(own, f"messages/{kind}.txt.j2", view)
    subject, _, body = text.strip().partition("\n")
    name = writer.profile.name
    email = writer.profile.contact.email
    to = f"{name.title} {name.printed} <{email}>" if email else ""
    return Message(kind, variant, reason, to, subject.removeprefix("Subject: "), _tidy(body))


def _tidy(body: str) -> str:
    """One empty line between paragraphs, no spaces at their ends, a newline at the very end."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", body))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _view(application: Application, writer: LetterWriter, variant: Variant) -> dict[str, Any]:
    applicant, profile = application.applicant, writer.profile
    letter, target = profile.letter, application.target_of(writer)
    site = portal(portal_id(application, writer)) or portal("other")
    assert site is not None, "the data files hold `other`"
    kind = form(letter.form) if letter.form else None
    wanted = letter.agreed_by or letter.wanted_by or target.letters_by
    last = letter.deadline or target.deadline
    return {
        "variant": str(variant),
        "name": applicant.name.printed,
        "degree": applicant.degree or "",
        "sign_off": _sign_off(application, site),
        "salutation": profile.name.salutation,
        "specialty": target.specialty,
        "cycle": f"{site.system} {applicant.season}".strip(),
        "system": site.system,
        "portal": site.name,
        "request_arrives": " ".join(site.request_arrives.shown(letter.kind, target.specialty)),
        "word": site.letter_word,
        "it": "evaluation" if is_standardized(writer) else site.letter_word.split()[0],
        "form": letter.form_name or (kind.name if kind else "standardized evaluation"),
        "standardized": is_standardized(writer),
        "why_you": to_plain(profile.why_you) if profile.why_you else "",
        "saw": _saw(profile),
        "did": to_plain(profile.feedback[0].did) if profile.feedback else "",
        "learned": profile.learned[0] if profile.learned else "",
        "growth": to_plain(profile.growth) if profile.growth else "",
        "wanted": long_date(wanted) if wanted else "",
        "agreed": long_date(letter.agreed_by) if letter.agreed_by else "",
        "last": long_date(last) if last and last != wanted else "",
        "letter_id": letter.letter_id or "",
        "letter_id_label": site.letter_id_label,
        "waived": site.waiver.waived if letter.waived else "",
        "memories": has_memories(writer),
        "highlights": bool(profile.highlight),
        "statement": bool(profile.statement or target.statement),
        "cv": bool(applicant.cv),
    }


def _saw(profile: Writer) -> str:
    """The one thing to bring back: a patient, a project or an activity; lower case at the start."""
    if profile.cases:
        return _lowered(profile.cases[0].problem)
    if profile.projects:
        return f"the project “{profile.projects[0].name}”"
    return f"“{profile.activities[0].name}”" if profile.activities else ""


def _lowered(text: str) -> str:
    first = text.split()[0]
    return text if first.isupper() and len(first) > 1 else text[0].lower() + text[1:]


def _sign_off(application: Application, site: Portal) -> list[str]:
    applicant = application.applicant
    degree = f", {applicant.degree}" if applicant.degree else ""
    ids = [
        f"{known.label} {value}"
        for known in site.ids
        if (value := getattr(applicant.ids, known.field, None))
    ]
    reach = [part for part in (applicant.contact.email, applicant.contact.phone) if part]
    lines = [f"{applicant.name.printed}{degree}", " · ".join(ids[:1]), " · ".join(reach)]
    return [line for line in lines if line]
