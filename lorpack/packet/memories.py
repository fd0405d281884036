"""The view of what a letter writer saw: the reminder sheet and the brag sheet."""

from collections.abc import Sequence
from typing import Any

from lorpack.dates import date_range, kept, partial_date
from lorpack.forms import Form, group_by_heading
from lorpack.letters import is_standardized, qualities_of
from lorpack.packet.plan import Plan, brag_title, reminder_title
from lorpack.profiles.writer import Project, Rotation, Writer

View = dict[str, Any]

LEVELS = {
    "student": "as a medical student",
    "sub_intern": "as a sub-intern",
    "extern": "as an extern",
    "observer": "as an observer",
    "intern": "as an intern",
    "resident": "as a resident",
    "researcher": "as a researcher",
    "volunteer": "as a volunteer",
}


def listed(parts: Sequence[str]) -> str:
    """*parts* as they are told in a sentence: ``A``, ``A and B``, ``A, B, and C``."""
    if len(parts) < 3:
        return " and ".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


def present(*parts: str | None) -> list[str]:
    """The *parts* that say something."""
    return [part for part in parts if part]


def reminder_view(plan: Plan) -> View:
    """What the writer saw: rotations, projects, patients, talks, feedback, CV entries."""
    profile = plan.writer.profile
    return {
        "title": reminder_title(plan.writer),
        "context": _context(profile),
        "rotations": [_rotation(rotation) for rotation in profile.rotations],
        "projects": [_project(project) for project in profile.projects],
        "activities": [
            {
                "name": activity.name,
                "meta": present(
                    activity.role, activity.place, date_range(activity.start, activity.end)
                ),
                "what": activity.what or "",
            }
            for activity in profile.activities
        ],
        "cases": [
            {
                "problem": case.problem,
                "part": case.part,
                "outcome": case.outcome or "",
                "learned": case.learned or "",
            }
            for case in profile.cases
        ],
        "presentations": [
            {
                "title": talk.title,
                "meta": present(talk.venue, partial_date(talk.date) if talk.date else None),
                "note": talk.note or "",
            }
            for talk in profile.presentations
        ],
        "feedback": [{"said": entry.said, "did": entry.did} for entry in profile.feedback],
        "learned": list(profile.learned),
        "growth": profile.growth or "",
        "marks": _marks(plan),
    }


def _context(profile: Writer) -> str:
    known = (
        f"We have known each other since {kept(partial_date(profile.known_since))}."
        if profile.known_since and str(profile.known_since.year) not in (profile.context or "")
        else ""
    )
    return " ".join(_sentence(part) for part in (profile.context, known) if part)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _rotation(rotation: Rotation) -> View:
    weeks = f"{rotation.weeks} week{'s' * (rotation.weeks != 1)}" if rotation.weeks else None
    patients = (
        f"about {rotation.patients_per_week} patients a week"
        if rotation.patients_per_week
        else None
    )
    return {
        "service": rotation.service,
        "meta": present(
            LEVELS[rotation.level] if rotation.level else None,
            rotation.setting,
            rotation.hospital,
            "teaching hospital" if rotation.teaching_hospital else None,
            date_range(rotation.start, rotation.end),
            weeks,
            patients,
        ),
        "responsibilities": list(rotation.responsibilities),
    }


def _project(project: Project) -> View:
    return {
        "name": project.name,
        "meta": present(project.kind, date_range(project.start, project.end)),
        "question": project.question or "",
        "role": project.role or "",
        "methods": list(project.methods),
        "results": list(project.results),
    }


def _marks(plan: Plan) -> list[View]:
    cv = plan.materials.cv
    if not cv:
        return []
    return [
        {"text": wanted.find, "note": wanted.note or "", "anchor": f"cv-{mark.page + 1}"}
        for wanted, mark in zip(plan.writer.profile.highlight, cv.marks, strict=True)
        if mark
    ]


def brag_view(plan: Plan, kind: Form) -> View:
    """The observed points under the headings of *kind*, with where else to look."""
    profile = plan.writer.profile
    groups = group_by_heading(kind, [(point.text, point.traits) for point in profile.brag])
    points_to_reminder = is_standardized(plan.writer) and plan.has("reminder")
    return {
        "title": brag_title(plan.writer),
        "groups": [
            {
                "title": heading.title,
                "points": list(points),
                "also": _also(profile, heading.traits) if points_to_reminder else [],
            }
            for heading, points in groups
        ],
        "qualities": list(qualities_of(plan.application, plan.writer)),
        "emphasis": list(profile.emphasis),
    }


def _also(profile: Writer, traits: Sequence[str]) -> list[str]:
    """The numbered cases, and a talk, that bear on a heading: where else to look.

    All the cases together are left out, as they would point to none in particular.
    """
    wanted = set(traits)
    cases = [str(n) for n, case in enumerate(profile.cases, 1) if wanted & set(case.traits)]
    talks = [talk.title for talk in profile.presentations if wanted & set(talk.traits)]
    if len(cases) == len(profile.cases) > 1:
        cases = []
    found = [f"patient{'s' * (len(cases) > 1)} {listed(cases)}"] if cases else []
    return found + [f"the talk “{title}”" for title in talks[:1]]
