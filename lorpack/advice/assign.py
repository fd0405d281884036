"""Which letters go to which program: the best set that the portal and the specialty admit."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from lorpack.advice.candidates import Candidate, candidates, needs_us_letters
from lorpack.portals import portal
from lorpack.profiles.applicant import Program, ProgramKind, Target
from lorpack.profiles.application import Application
from lorpack.profiles.writer import Relationship
from lorpack.specialties import Specialty, specialty

_USUAL_MOST = 4
"""What ERAS and ResidencyCAS take (DOMAIN.md B1, 10, and B2); used where a portal's own is not known."""


@dataclass(frozen=True)
class Choice:
    """A letter for a program, and the sentence that says why it is there."""

    writer: str
    why: str


@dataclass(frozen=True)
class Assignment:
    """The letters for one program. *left_out* says why others stay away, *gaps* what is missing."""

    target: str
    program: Program
    chosen: tuple[Choice, ...]
    left_out: tuple[Choice, ...]
    gaps: tuple[str, ...]


def assign(application: Application) -> tuple[Assignment, ...]:
    """The best set for each program of each target, in the order of the profile.

    At most as many as the portal takes; then, in this order: nothing average to a competitive
    program, a chair's letter where it is required, the specialty's least, US letters for an
    international graduate, a research letter for an academic program and none for a community
    one, letters of the target before general ones. Ties go to the writer's id (DOMAIN.md A6,
    122 to 142).
    """
    return tuple(
        _assigned(application, target, program)
        for target in application.applicant.targets
        for program in target.programs
    )


@dataclass(frozen=True)
class _Case:
    program: Program
    field: Specialty
    international: bool
    most: int


def _assigned(application: Application, target: Target, program: Program) -> Assignment:
    case = _Case(
        program,
        specialty(target.specialty, application.folder),
        needs_us_letters(application, target),
        program.letters or _portal_limit(target.portal, application.folder) or _USUAL_MOST,
    )
    every = candidates(application, target)
    admitted = [one for one in every if not (one.weak and program.competitive)]
    if program.kind is ProgramKind.COMMUNITY:
        admitted = [one for one in admitted if not one.research]
    size = min(case.most, len(admitted))
    best = max(combinations(admitted, size), key=lambda chosen: _worth(chosen, case), default=())
    return Assignment(
        target.id,
        program,
        tuple(Choice(one.id, _reason(one, case)) for one in best),
        tuple(Choice(one.id, _absence(one, case)) for one in every if one not in best),
        tuple(_gaps(best, case)),
    )


def _portal_limit(portal_id: str, folder: Path) -> int | None:
    """How many letters the portal takes for a program; None when that is not known."""
    site = portal(portal_id, folder)
    limit = site.letters_per_program if site else None
    return limit.count if limit and limit.verified else None


def _worth(chosen: Sequence[Candidate], case: _Case) -> tuple[int, ...]:
    """What makes one set better than another, most important first."""
    in_field = sum(one.in_specialty for one in chosen)
    us = sum(one.us_clinical for one in chosen)
    return (
        int(not case.program.chair_letter or any(_is_chair(one) for one in chosen)),
        min(in_field, _count(case.field.in_specialty)),
        min(us, _count(case.field.us_for_international)) if case.international else 0,
        -_too_many_outside(chosen, case),
        int(_wants_research(case) and any(one.research for one in chosen)),
        -max(0, sum(one.research for one in chosen) - 1),
        -sum(one.weak for one in chosen),
        sum(one.own for one in chosen),
        us if case.international else 0,
        in_field,
        sum(one.clinical for one in chosen),
    )


def _too_many_outside(chosen: Sequence[Candidate], case: _Case) -> int:
    """How many more come from outside the specialty than is usual (source: DOMAIN.md A6, 133)."""
    limit = case.field.outside_at_most
    if limit is None or case.field.id == "general":
        return 0
    return max(0, sum(not one.in_specialty for one in chosen) - limit.count)


def _count(limit: object) -> int:
    return int(getattr(limit, "count", 0))


def _is_chair(one: Candidate) -> bool:
    return one.writer.profile.letter.chair_letter


def _wants_research(case: _Case) -> bool:
    return case.program.kind in (ProgramKind.ACADEMIC, ProgramKind.HYBRID)


def _reason(one: Candidate, case: _Case) -> str:
    profile = one.writer.profile
    if case.program.chair_letter and _is_chair(one):
        return "this program requires a chair’s letter"
    if profile.letter.kind == "standardized":
        return f"the standardized letter of {case.field.name}"
    if one.research and _wants_research(case):
        return "speaks for research, which counts at this kind of program"
    if one.in_specialty and one.us_clinical and case.international:
        return f"clinical work in {case.field.name}, in the US"
    if one.in_specialty and one.clinical:
        return f"clinical work in {case.field.name}"
    if one.us_clinical and case.international:
        return "clinical work in the US"
    if Relationship.LONGITUDINAL in profile.relationship:
        return "has known you over years"
    if Relationship.LEADERSHIP in profile.relationship:
        return "speaks for leadership and teaching"
    return "shows another side of you"


def _absence(one: Candidate, case: _Case) -> str:
    if one.weak and case.program.competitive:
        return "an average letter would cost more here than it brings"
    if one.research and case.program.kind is ProgramKind.COMMUNITY:
        return "a community program looks for clinical letters"
    if case.most == 1:
        return "one letter is all that can be assigned, and another covers more"
    return f"{case.most} letters are all that can be assigned, and the others cover more"


def _gaps(chosen: Sequence[Candidate], case: _Case) -> list[str]:
    in_field = sum(one.in_specialty for one in chosen)
    us = sum(one.us_clinical for one in chosen)
    wanted, abroad = _count(case.field.in_specialty), _count(case.field.us_for_international)
    gaps = []
    if in_field < wanted:
        gaps.append(f"{in_field} of {wanted} letters from {case.field.name}")
    if case.international and us < abroad:
        gaps.append(f"{us} of {abroad} letters from clinical work in the US")
    if _too_many_outside(chosen, case):
        outside = len(chosen) - in_field
        gaps.append(f"more from {case.field.name}: {outside} letters are from outside it")
    if case.program.kind is ProgramKind.ACADEMIC and not any(one.research for one in chosen):
        gaps.append("no research letter for an academic program")
    if case.program.chair_letter and not any(_is_chair(one) for one in chosen):
        gaps.append("this program requires a chair’s letter")
    return gaps
