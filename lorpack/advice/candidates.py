"""The letters that one target can count on, as an adviser sees them."""

from dataclasses import dataclass

from lorpack.letters import works_in
from lorpack.profiles.applicant import Background, Target
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.writer import LetterKind, Relationship, Role, Scope, Strength
from lorpack.schedule.standing import Stage, standing_of
from lorpack.specialties import Specialty, specialty


@dataclass(frozen=True)
class Candidate:
    """A letter as it counts in a mix. *own* when it is written for this target."""

    writer: LetterWriter
    own: bool
    in_specialty: bool
    us_clinical: bool
    clinical: bool
    research: bool
    weak: bool

    @property
    def id(self) -> str:
        """The writer's id."""
        return self.writer.id

    @property
    def views(self) -> frozenset[Relationship]:
        """From which sides the letter can show the applicant (source: DOMAIN.md A6, 134)."""
        also = {Relationship.CLINICAL: self.clinical, Relationship.RESEARCH: self.research}
        more = {view for view, has in also.items() if has}
        return frozenset({*self.writer.profile.relationship, *more})


def candidates(application: Application, target: Target) -> tuple[Candidate, ...]:
    """The letters that *target* can use, by writer's id: its own, and those of general scope.

    Writers in reserve, and those who will not write by the log, are left out.
    """
    field = specialty(target.specialty, application.folder)
    return tuple(
        _candidate(writer, field, own=application.target_of(writer) is target)
        for writer in application.writers
        if _counts(application, writer)
        and (
            application.target_of(writer) is target or writer.profile.letter.scope is Scope.GENERAL
        )
    )


def _counts(application: Application, writer: LetterWriter) -> bool:
    now = standing_of(application, writer)
    return now.stage not in (Stage.BACKUP, Stage.HESITANT, Stage.DECLINED, Stage.WITHDRAWN)


def needs_us_letters(application: Application, target: Target) -> bool:
    """Whether programs look for US clinical letters: an international graduate, a US match."""
    return application.applicant.background is Background.INTERNATIONAL and target.portal != "carms"


def _candidate(writer: LetterWriter, field: Specialty, *, own: bool) -> Candidate:
    profile = writer.profile
    # An activity or a project can be clinical too; a rotation always is.
    clinical = Relationship.CLINICAL in profile.relationship or bool(profile.rotations)
    research = Relationship.RESEARCH in profile.relationship or profile.role is Role.RESEARCH_MENTOR
    evaluates = profile.letter.kind is LetterKind.STANDARDIZED
    return Candidate(
        writer,
        own,
        in_specialty=field.covers(profile.specialty or "") or evaluates,
        us_clinical=clinical and works_in(writer, "US"),
        clinical=clinical,
        research=research and not clinical,
        weak=profile.letter.strength is Strength.AVERAGE,
    )
