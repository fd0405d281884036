"""A plan as plain values, ready for the templates: every text that depends on data, decided here."""

from lorpack.dates import long_date, partial_date
from lorpack.forms import Form, form
from lorpack.packet.memories import View, brag_view, present, reminder_view
from lorpack.packet.paper import is_landscape
from lorpack.packet.plan import (
    Plan,
    Section,
    goals_title,
    guide_title,
    letter_country,
    portal_id,
)
from lorpack.portals import Facts, Portal, portal
from lorpack.profiles.applicant import Applicant, Place, Program, Target
from lorpack.profiles.writer import Letter, Writer


def packet_view(plan: Plan, *, compact: bool = False, joined: bool = False) -> View:
    """Everything that the packet's templates need, as str, bool, list and dict only.

    *compact* asks for the tighter layout, *joined* for a statement that follows without a
    page break.
    """
    applicant, profile = plan.application.applicant, plan.writer.profile
    target = plan.application.target_of(plan.writer)
    site = portal(portal_id(plan.application, plan.writer)) or portal("other")
    assert site is not None, "the data files hold `other`"
    kind = _form_of(profile.letter, site)
    writer_called = f"{profile.name.title} {profile.name.printed}"
    return {
        "packet": {
            "language": plan.application.settings.language,
            "title": f"Letter packet for {writer_called}: {applicant.name.printed}",
            "subject": f"{applicant.name.printed}, {target.specialty}, season {applicant.season}",
            "whose": f"{applicant.name.printed} · letter packet for {writer_called}",
            "density": "compact" if compact else "regular",
            "joined": joined,
        },
        "applicant": _applicant(applicant, photo=plan.materials.photo is not None),
        "writer": _writer(profile),
        "target": _target(target),
        "letter": _letter(profile.letter, target, site, kind),
        "submit": _submit(site, profile.letter, target),
        "ids": _ids(applicant, site),
        "reach": _reach(applicant),
        "reminder": reminder_view(plan),
        "brag": brag_view(plan, kind),
        "goals": {"title": goals_title(plan.application)},
        "programs": [_program(program) for program in profile.programs or target.programs],
        "guide": _guide(plan),
        "statement": plan.materials.statement_text,
        "sections": [_section(section) for section in plan.sections],
    }


def _form_of(letter: Letter, site: Portal) -> Form:
    chosen = form(letter.form) if letter.form else None
    if chosen is None and site.id == "carms":
        chosen = form("carms")
    fallback = "acgme" if letter.kind == "standardized" else "general-narrative"
    found = chosen or form(fallback)
    assert found is not None, "the data files hold the default forms"
    return found


def _applicant(applicant: Applicant, *, photo: bool) -> View:
    school = applicant.school
    graduation = partial_date(school.graduation) if school.graduation else ""
    return {
        "name": applicant.name.printed,
        "native": applicant.name.native or "",
        "degree": applicant.degree or "",
        "school": {**_place(school), "graduation": graduation},
        "season": str(applicant.season),
        "reapplicant": applicant.reapplicant,
        "scores": [{"exam": score.exam, "result": score.result} for score in applicant.scores],
        "photo": "lorpack:photo" if photo else "",
        "summary": applicant.summary or "",
    }


def _place(place: Place) -> View:
    return {
        "name": place.name,
        "native": place.native or "",
        "city": place.city or "",
        "country": place.country or "",
    }


def _writer(profile: Writer) -> View:
    institution = profile.institution
    lines = (profile.position, profile.department, institution.name if institution else None)
    signer = profile.co_signer
    return {
        "title": profile.name.title,
        "name": profile.name.printed,
        "salutation": profile.name.salutation,
        "native": profile.name.native or "",
        "credentials": profile.name.credentials or "",
        "lines": [line for line in lines if line],
        "why_you": profile.why_you or "",
        "co_signer": {
            "title": signer.name.title,
            "name": signer.name.printed,
            "position": signer.position or "",
        }
        if signer
        else None,
    }


def _target(target: Target) -> View:
    focus = target.focus
    return {
        "specialty": target.specialty,
        "track": target.track or "",
        "goals": target.goals or "",
        "themes": list(target.themes),
        "focus": {
            "kinds": [str(kind) for kind in focus.kinds],
            "regions": list(focus.regions),
            "note": focus.note or "",
        }
        if focus
        else None,
    }


def _letter(letter: Letter, target: Target, site: Portal, kind: Form) -> View:
    standardized = letter.kind == "standardized"
    name = letter.form_name or (kind.name if letter.form else "standardized evaluation form")
    portal_date = letter.deadline or target.deadline
    asked = [
        ("agreed", letter.agreed_by),
        ("hoped", letter.wanted_by or target.letters_by),
        ("portal", portal_date),
    ]
    by = next(((how, day) for how, day in asked if day), None)
    return {
        "standardized": standardized,
        "form_name": f"A {name}",
        "headings_of": kind.headings_of,
        "word": site.letter_word,
        "letter_id": letter.letter_id or "",
        "request_url": letter.request_url or "",
        "general": letter.scope == "general",
        "chair": letter.chair_letter,
        "new_version": letter.new_version,
        "focus": letter.focus or "",
        "by": {"kind": by[0], "date": long_date(by[1])} if by else None,
        "portal_date": long_date(portal_date)
        if portal_date and by and by[1] != portal_date
        else "",
    }


def _submit(site: Portal, letter: Letter, target: Target) -> View:
    def shown(facts: Facts) -> list[str]:
        return facts.shown(letter.kind, target.specialty)

    waiver = {True: site.waiver.waived, False: site.waiver.not_waived, None: ""}[letter.waived]
    rows = (
        ("What to send", site.format_notes),
        ("Who may help", site.deputy),
        ("If the request does not come", site.missing_mail),
        ("Good to know", site.good_to_know),
    )
    return {
        "system": site.system,
        "name": site.name,
        "request_arrives": " ".join(shown(site.request_arrives)),
        "letter_id_label": site.letter_id_label,
        "steps": shown(site.steps),
        "waiver": waiver or site.waiver.none,
        "rows": [{"label": label, "lines": shown(facts)} for label, facts in rows if shown(facts)],
    }


def _ids(applicant: Applicant, site: Portal) -> list[View]:
    found = ((known.label, getattr(applicant.ids, known.field, None)) for known in site.ids)
    own = [{"label": label, "value": value} for label, value in found if value]
    return own + [{"label": label, "value": value} for label, value in applicant.ids.other.items()]


def _reach(applicant: Applicant) -> list[str]:
    contact = applicant.contact
    pronouns = f"Pronouns: {applicant.pronouns}" if applicant.pronouns else None
    return [
        part
        for part in (contact.email, contact.phone, contact.city, contact.website, pronouns)
        if part
    ]


def _program(program: Program) -> View:
    return {
        "name": program.name,
        "meta": present(program.city, str(program.kind) if program.kind else None),
        "why": program.why or "",
        "requirements": list(program.requirements),
    }


def _guide(plan: Plan) -> View:
    areas = form("carms")
    return {
        "title": guide_title(plan.application, plan.writer),
        "country": letter_country(plan.application, plan.writer),
        "headings": [heading.title for heading in areas.headings] if areas else [],
    }


def _section(section: Section) -> View:
    pdf = section.supplied.pdf if section.supplied else None
    sheets = (
        [
            {
                "anchor": f"{section.key}-{number}",
                "number": number,
                "landscape": is_landscape(width, height),
            }
            for number, (width, height) in enumerate(pdf.sizes, 1)
        ]
        if pdf
        else []
    )
    return {
        "key": section.key,
        "title": section.title,
        "origin": section.origin,
        "sheets": sheets,
        "anchor": sheets[0]["anchor"] if sheets else section.key,
        "note": f"{len(sheets)} pages" if len(sheets) > 1 else "",
    }
