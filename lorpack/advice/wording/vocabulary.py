"""The words that the rules on praise know (DOMAIN.md A7, 147, 148 and 152; B7)."""

from collections.abc import Iterable

from lorpack.advice.privacy.model import word_set


def _phrases(text: str) -> tuple[str, ...]:
    """The phrases in *text*, which are separated by commas or line ends."""
    return tuple(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())


GENERIC = _phrases("""\
hardworking, hard working, hard worker, hard workers, pleasant, nice, friendly, likable, polite, team player
team players, teamplayer, quick learner, fast learner, eager learner, eager to learn, willing to learn, motivated
self motivated, self starter, go getter, detail oriented, attention to detail, passionate, enthusiastic
people person, good person, good communicator, great communicator, good communication, good communication skills
great communication skills, strong communication skills, good listener, great listener, good interpersonal skills
strong interpersonal skills, great interpersonal skills, good people skills, good attitude, great attitude
positive attitude, good work ethic, great work ethic, strong work ethic, excellent work ethic, good bedside manner
great bedside manner, easy to work with, pleasure to work with, joy to work with, pleasure to have, delight to work with
fun to work with, work well with, works well with, get along with, gets along with, gets along well with
go above and beyond, goes above and beyond, went above and beyond, goes the extra mile, went the extra mile""")
"""What is said of everybody."""

EFFORT = _phrases("""\
hardworking, hard working, hard worker, conscientious, conscientiousness, dependable, dependability, meticulous
thorough, thoroughness, diligent, diligence, dedicated, dedication, careful, reliable, reliability, persistent
persistence, persevering, perseverance, committed, industrious, tireless, responsible, punctual, punctuality
organized, organised, well organized, well organised, disciplined, motivated, self motivated, determined, devoted
work ethic, good work ethic, strong work ethic, great work ethic, effort""")
"""Grindstone words (Schmader 2007): they tell of effort, and not of what it leads to."""

OTHER_PRAISE = _phrases("""\
calm, caring, compassionate, empathetic, empathic, kind, honest, humble, curious, professional, respectful, smart
bright, intelligent, knowledgeable, skilled, skillful, skilful, talented, capable, proactive, confident, mature
patient, flexible, adaptable, creative, energetic, attentive, considerate, helpful, cooperative, collaborative
efficient, accurate, precise, resilient, resourceful, independent, approachable, articulate, trustworthy
open minded, cheerful, smiling, on time, amazing, wonderful, fantastic, impressive, great, good, strong""")

FILLERS = word_set(
    """
    a an the and or but also both very really truly always extremely highly so quite most generally
    i am was is be being been m s me my you your as to with in on at of for by during from
    this that who he she they his her their it its all every each
    person individual student extern intern resident doctor physician clinician trainee member
    colleague colleagues everyone everybody others other people patients staff nurses team teams
    ward wards rotation clinic service time work works working worked well good great nature manner
    attitude real consistently constantly remarkably exceptionally excellent outstanding
    """
)
"""Words that add nothing to praise: a text of praise and these alone has no proof in it."""

PEOPLE = (
    r"(?:students?|externs?|(?:sub-?)?interns?|residents?|trainees?|learners?|rotators?|applicants?"
    r"|candidates?|clerks?|observers?|mentees?|peers?|classmates?|doctors?|physicians?|clinicians?"
    r"|graduates?|IMGs?|fellows?|researchers?|house officers?|team members?|performers?|leaders?"
    r"|teachers?|communicators?|team[- ]players?|listeners?)\b"
)
ABILITY = (
    r"(?:skills?|knowledge|performance|work ethic|bedside manner|judge?ment|reasoning|abilit(?:y|ies)"
    r"|communication|professionalism|dedication|leadership)\b"
)
SELF = (
    r"(?:^\W*|\b(?:I am|I was|I[’']m|I became|I have been|as|me"
    r"|myself|considered) (?:your )?)"
    r"(?:(?:an?|the|to be|truly|really|probably|simply|very|(?:one of|among) (?:the|your|his|her|their)) )*"
)
"""What stands before a word that is meant for the applicant, and for nobody else."""


def pattern_of(phrases: Iterable[str]) -> str:
    """A pattern for any of *phrases*, the longest first, with blanks or hyphens between words."""
    ordered = sorted(phrases, key=len, reverse=True)
    return rf"\b(?:{'|'.join(ordered)})(?!\w)".replace(" ", "[- ]")
