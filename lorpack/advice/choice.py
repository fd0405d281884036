"""Whether each writer is someone whose letter will count (DOMAIN.md A5)."""

import re
from collections.abc import Callable, Iterator

from lorpack.findings import Finding, Severity
from lorpack.letters import has_scenes
from lorpack.profiles.application import Application, LetterWriter, Step
from lorpack.profiles.writer import LetterKind, Relationship, Role, Scope
from lorpack.specialties import specialty

_KIN = (
    r"(?:my (?:\w+ )?(?:uncle|aunt|father|mother|dad|mom|mum|brother|sister|cousin|husband|wife|spouse"
    r"|godfather|godmother|grandfather|grandmother)\b(?! tongue)|(?:a )?(?:family friend|friend of (?:my|the) family))"
)
# Only where the words are about the writer: what they are, or what "you" are.
_IS_KIN = {
    "context": re.compile(rf"^(?:also )?{_KIN}|\b(?:who is|being|and) {_KIN}", re.IGNORECASE),
    "why_you": re.compile(rf"\byou(?:’re|'re| are| have been)(?: also)? {_KIN}", re.IGNORECASE),
}
_PHYSICIAN = re.compile(
    r"\b(?:M\.?D|D\.?O|MB\s?,?\s?B(?:S|Ch|Chir)|MBBS|MBChB|BMBS|BMBCh|FACP|FRCP\w*|FRCS\w*|FACS|FAAFP"
    r"|FACEP|CCFP|MRCP|MRCGP|Dr\. ?med)\b",
    re.IGNORECASE,
)
_OTHER_PROFESSION = re.compile(
    r"\b(?:R\.?N|BSN|MSN|DNP|NP|FNP|PA-?C|LCSW|LMSW|MSW|RPh|PharmD|RD|RRT|EMT(?:-P)?|MBA|MHA)\b"
)
_SHORT_WEEKS = 2


def findings(application: Application) -> Iterator[Finding]:
    """A relative, a non-physician, another specialty, brief contact, nothing to tell, a name only."""
    for writer in application.writers:
        for check in _CHECKS:
            found = check(application, writer)
            if found:
                yield found


def _finding(
    application: Application,
    writer: LetterWriter,
    code: str,
    message: str,
    hint: str,
    *path: Step,
    severity: Severity = Severity.WARNING,
) -> Finding:
    return Finding(code, severity, message, application.place(writer.file, *path), hint, writer.id)


def _relative(application: Application, writer: LetterWriter) -> Finding | None:
    for key, pattern in _IS_KIN.items():
        found = pattern.search(getattr(writer.profile, key) or "")
        if found:
            message = f"“{found[0]}”: a letter by a relative or a family friend carries no weight"
            hint = "ask someone who supervised your work"
            return _finding(application, writer, "LOR204", message, hint, key)
    return None


def _no_physician(application: Application, writer: LetterWriter) -> Finding | None:
    profile = writer.profile
    given = profile.name.credentials or ""
    if not _OTHER_PROFESSION.search(given) or _PHYSICIAN.search(given):
        return None
    if profile.role is Role.RESEARCH_MENTOR:
        return None
    message = "programs count letters by physicians, and these credentials name another profession"
    hint = "keep the letter as one more voice, and do not count it among the required ones"
    return _finding(application, writer, "LOR205", message, hint, "name", "credentials")


def _other_specialty(application: Application, writer: LetterWriter) -> Finding | None:
    profile, target = writer.profile, application.target_of(writer)
    field = specialty(target.specialty, application.folder)
    general = profile.letter.scope is Scope.GENERAL or Relationship.CLINICAL not in (
        profile.relationship
    )
    if not profile.specialty or general or field.id == "general":
        return None
    if field.covers(profile.specialty) or profile.letter.kind is LetterKind.STANDARDIZED:
        return None
    message = f"{profile.specialty} is another field than {target.specialty}"
    hint = (
        f"say in `focus:` what of your work there shows {target.specialty}, or use `scope: general`"
    )
    return _finding(
        application, writer, "LOR206", message, hint, "specialty", severity=Severity.INFO
    )


def _brief(application: Application, writer: LetterWriter) -> Finding | None:
    profile = writer.profile
    weeks = [rotation.weeks for rotation in profile.rotations]
    if not weeks or None in weeks or profile.projects or profile.activities:
        return None
    total = sum(week or 0 for week in weeks)
    if total >= _SHORT_WEEKS or Relationship.LONGITUDINAL in profile.relationship:
        return None
    message = "less than two weeks together is little to write a letter from"
    hint = "ask whether they saw enough of your work, or ask someone who saw more"
    return _finding(application, writer, "LOR207", message, hint, "rotations", 0, "weeks")


def _nothing_to_tell(application: Application, writer: LetterWriter) -> Finding | None:
    claims = writer.profile.qualities or writer.profile.emphasis
    if has_scenes(writer) or claims:  # Claims without a scene are LOR503.
        return None
    message = "there is no story here: no case, no feedback, no project, no observed point"
    hint = "write down one patient or one piece of feedback this writer will remember"
    return _finding(application, writer, "LOR208", message, hint)


def _title_only(application: Application, writer: LetterWriter) -> Finding | None:
    profile = writer.profile
    high = profile.role in (Role.CHAIR, Role.PROGRAM_DIRECTOR)
    if not high or profile.letter.kind is LetterKind.STANDARDIZED:
        return None
    if profile.rotations or profile.projects or profile.activities or profile.cases:
        return None
    message = "a high title helps only when its bearer saw you work, and nothing here says so"
    hint = "add what they saw, or ask someone who knows you better"
    return _finding(application, writer, "LOR209", message, hint, "role")


_CHECKS: tuple[Callable[[Application, LetterWriter], Finding | None], ...] = (
    _relative,
    _no_physician,
    _other_specialty,
    _brief,
    _nothing_to_tell,
    _title_only,
)
