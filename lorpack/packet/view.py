"""A plan as plain values, ready for the templates: every text that depends on data, decided here."""

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate
from urllib.parse import quote

from lorpack.dates import kept, long_date, partial_date
from lorpack.forms import Form, form
from lorpack.letters import is_from_abroad, letter_country, site_of
from lorpack.packet.memories import View, brag_view, listed, present, reminder_view
from lorpack.packet.paper import is_landscape
from lorpack.packet.plan import Plan, Section, goals_title, guide_title
from lorpack.portals import Facts, Portal
from lorpack.profiles.applicant import Applicant, Contact, Place, Program, Target
from lorpack.profiles.application import Application
from lorpack.profiles.writer import Letter, Scope, Writer


def packet_view(plan: Plan, *, compact: bool = False, joined: bool = False) -> View:
    """Everything that the packet's templates need, as str, bool, list and dict only.

    *compact* asks for the tighter layout, *joined* for a statement that follows without a
    page break.
    """
    applicant, profile = plan.application.applicant, plan.writer.profile
    target = plan.application.target_of(plan.writer)
    site = site_of(plan.application, plan.writer)
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
        "target": _target(target, _aims(plan.application, profile.letter, target, site)),
        "letter": _letter(profile.letter, target, site, kind),
        "submit": _submit(plan, site, target),
        "ids": _ids(applicant, site),
        "reach": _reach(applicant.contact, applicant.pronouns),
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
    graduation = kept(partial_date(school.graduation)) if school.graduation else ""
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
    lines = _once(profile.position, profile.department, institution.name if institution else None)
    signer = profile.co_signer
    return {
        "title": profile.name.title,
        "name": profile.name.printed,
        "salutation": profile.name.salutation,
        "native": profile.name.native or "",
        "credentials": profile.name.credentials or "",
        "lines": lines,
        "why_you": profile.why_you or "",
        "co_signer": {
            "title": signer.name.title,
            "name": signer.name.printed,
            "position": signer.position or "",
        }
        if signer
        else None,
    }


def _once(*lines: str | None) -> list[str]:
    """The *lines* that say something which no longer one of them says too."""
    said = list(dict.fromkeys(line for line in lines if line))
    return [
        line
        for line in said
        if not any(line.casefold() in other.casefold() for other in said if other != line)
    ]


def _aims(
    application: Application, letter: Letter, target: Target, site: Portal
) -> tuple[Target, ...]:
    """What the letter is for: for a general one, every target that its portal serves."""
    if letter.scope is not Scope.GENERAL:
        return (target,)
    others = (one for one in application.applicant.targets if one.portal == site.id)
    return (target, *(one for one in others if one is not target))


def _target(target: Target, aims: tuple[Target, ...]) -> View:
    focus = target.focus
    tracks = [f"{aim.specialty}{f' ({aim.track})' if aim.track else ''}" for aim in aims]
    return {
        "specialty": target.specialty,
        "specialties": listed(list(dict.fromkeys(aim.specialty for aim in aims))),
        "track": target.track or "",
        "aims": listed(tracks),
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
    named = letter.form_name or (kind.name if letter.form else "standardized evaluation form")
    portal_date = letter.deadline or target.deadline
    asked = [
        ("agreed", letter.agreed_by),
        ("hoped", letter.wanted_by or target.letters_by),
        ("portal", portal_date),
    ]
    by = next(((how, day) for how, day in asked if day), None)
    return {
        "standardized": standardized,
        "form_name": f"{'The' if named[0].isupper() else 'A'} {named}",
        "headings_of": kind.headings_of,
        "word": site.letter_word,
        "letter_id": letter.letter_id or "",
        "request_url": letter.request_url or "",
        "general": letter.scope == "general",
        "chair": letter.chair_letter,
        "new_version": letter.new_version,
        "focus": letter.focus or "",
        "by": {"kind": by[0], "date": kept(long_date(by[1]))} if by else None,
        "portal_date": kept(long_date(portal_date))
        if portal_date and by and by[1] != portal_date
        else "",
    }


def _submit(plan: Plan, site: Portal, target: Target) -> View:
    profile, applicant = plan.writer.profile, plan.application.applicant
    letter = profile.letter

    def shown(facts: Facts) -> list[str]:
        texts = facts.shown(letter.kind, target.specialty, applicant.season, letter.letter_id or "")
        return [linked(text) for text in texts]

    waiver = {True: site.waiver.waived, False: site.waiver.not_waived, None: ""}[letter.waived]
    arrives = shown(site.request_arrives)
    if site.asks_by_email and profile.contact.email:
        arrives.append(f"It goes to <{profile.contact.email}>.")
    missing = [_write_to(line, applicant.contact.email) for line in shown(site.missing_mail)]
    rows = (
        ("What to send", shown(site.format_notes)),
        ("Who may help", shown(site.deputy)),
        ("If the request does not come", missing),
        ("Good to know", shown(site.good_to_know)),
    )
    return {
        "system": site.system,
        "name": (shown(site.place) or [site.name])[0],
        "request_arrives": " ".join(arrives),
        "letter_id_label": site.letter_id_label,
        "steps": shown(site.steps),
        "waiver": waiver or site.waiver.none,
        "rows": [{"label": label, "lines": lines} for label, lines in rows if lines],
        "forms": [_section(section) for section in plan.sections if _is_form(section)],
        "many_read": site.letters_per_program is not None,
        "says_dear": plan.has("submit") and bool(shown(site.salutation_note)),
    }


def linked(text: str) -> str:
    """*text*, which is Markdown, in which every email and web address can be followed."""

    def link(found: re.Match[str]) -> str:
        if found["whole"]:
            return f"<{found[0]}>"
        return f"[{found[0]}](https://{found[0]})" if found["bare"] else found[0]

    return _ADDRESS.sub(link, text)


_ADDRESS = re.compile(
    r"<[^<>\s]+>|\[[^\]\n]*\]\([^()\s]*\)"  # What is a link already.
    r"|(?P<whole>https?://[^\s<>()]*[^\s<>().,;:!?]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<bare>\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|edu|ca)\b(?!\.?[\w-])(?:/[^\s<>()]*[^\s<>().,;:!?])?)"
)


def _write_to(line: str, email: str | None) -> str:
    """*line* with the applicant's address where the writer is asked to write to them."""
    return re.sub(r"\b([Ww]rite to me)\b", rf"\1 at <{email}>", line) if email else line


def _is_form(section: Section) -> bool:
    """Whether a supplied document is a form that the writer needs for the letter."""
    return section.supplied is not None and bool(re.search(r"\bform\b", section.title.casefold()))


def _ids(applicant: Applicant, site: Portal) -> list[View]:
    found = ((known.label, getattr(applicant.ids, known.field, None)) for known in site.ids)
    own = [{"label": label, "value": value} for label, value in found if value]
    return own + [{"label": label, "value": value} for label, value in applicant.ids.other.items()]


def _reach(contact: Contact, pronouns: str | None) -> list[View]:
    phone, web = contact.phone, contact.website
    parts = (
        (contact.email, f"mailto:{quote(contact.email or '', safe='@+')}"),
        (phone, dialled(phone or "")),
        (contact.city, ""),
        (re.sub(r"^https?://|/$", "", web) if web else "", web or ""),
        (f"Pronouns: {pronouns}" if pronouns else None, ""),
    )
    return [{"text": text, "href": href} for text, href in parts if text]


def dialled(phone: str) -> str:
    """The address that calls *phone* (``tel:+4930123``); empty when that is not certainly one number.

    An extension is left out: it is dialled when somebody has answered.
    """
    number = re.fullmatch(
        r"(\+?[\d\s()./\u2010-\u2015-]+?)\s*(?:[,;]?\s*(?:ext\.?|extension|x|#)\s*\d{1,6})?",
        phone.strip(), re.ASCII | re.IGNORECASE,
    )  # fmt: skip
    if not number:
        return ""
    # Whoever calls from abroad leaves out a zero in brackets.
    one = number[1].replace("(0)", "") if number[1].startswith("+") else number[1]
    digits = re.sub(r"[^\d+]", "", one, flags=re.ASCII)
    return f"tel:{digits}" if 5 <= len(digits.lstrip("+")) <= _MOST_DIGITS else ""


_MOST_DIGITS = 15
"""Of a number with its country (source: ITU-T E.164)."""


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
        "from_abroad": is_from_abroad(plan.application, plan.writer),
        "headings": [heading.title for heading in areas.headings] if areas else [],
    }


def one_line(title: str) -> str:
    """*title* as it fits on the line above a supplied page, which would cover a second one."""
    taken = list(accumulate(map(_columns, title)))
    if not taken or taken[-1] <= _STRIP:
        return title
    return f"{title[: bisect_right(taken, _STRIP - 1)].rstrip()}…"


def _columns(char: str) -> float:
    """How wide *char* is at the most, in digits, in both themes (measured on rendered pages)."""
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    if char in "mwMW@%":
        return 1.7
    return 1.4 if char.isupper() else 1


_STRIP = 96
"""So many digits fit on that line, upright, beside the number of the page; some 104 would."""


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
        "strip": one_line(section.title),
        "origin": section.origin,
        "sheets": sheets,
        "anchor": sheets[0]["anchor"] if sheets else section.key,
        "note": f"{len(sheets)} pages" if len(sheets) > 1 else "",
    }
