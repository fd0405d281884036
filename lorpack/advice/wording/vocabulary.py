"""The words that the rules on praise know (DOMAIN.md A7, 147, 148 and 152; B7)."""

import re

from lorpack.advice.privacy.model import word_set

GENERIC = (
    r"hard[- ]?working|hard[- ]?workers?|pleasant|nice|friendly|likable|polite|team[- ]?players?"
    r"|(?:quick|fast|eager|willing)[- ](?:learners?|to[- ]learn)|(?:self-?)?motivated|self[- ]starter"
    r"|go[- ]getter|detail[- ]oriented|attention to detail|passionate|enthusiastic|people person"
    r"|(?:good|great|excellent|strong) (?:communicators?|communication(?: skills)?|listeners?"
    r"|(?:inter)?personal skills|people skills|attitude|work ethic|bedside manner|person)"
    r"|positive attitude|(?:easy|pleasure|joy|delight|fun) to work with|works? well with"
    r"|gets? along(?: well)? with|goes? (?:above and beyond|the extra mile)|gives? 110 ?%"
)
"""What is said of everybody."""

EFFORT = (
    r"hard[- ]?working|hard[- ]?workers?|conscientious(?:ness)?|dependab(?:le|ility)|meticulous(?:ness)?"
    r"|thorough(?:ness)?|diligen(?:t|ce)|dedicat(?:ed|ion)|careful(?:ness)?|reliab(?:le|ility)"
    r"|persisten(?:t|ce)|persever(?:ing|ance)|committed|industrious|tireless|responsible|punctual(?:ity)?"
    r"|(?:well[- ])?organi[sz]ed|disciplined|(?:self-?)?motivated|determined|devoted"
    r"|(?:good |strong |great )?work ethic|efforts?"
)
"""Grindstone words (Schmader 2007): they tell of effort, and not of what it leads to."""

OTHER_PRAISE = (
    r"adequate|acceptable|satisfactory|competent|calm|caring|compassionate|empathetic|empathic|kind|honest"
    r"|humble|curious|professional|respectful|smart|bright|intelligent|knowledgeable|skilled|skil?lful"
    r"|talented|capable|proactive|confident|mature|patient|flexible|adaptable|creative|energetic"
    r"|attentive|considerate|helpful|cooperative|collaborative|efficient|accurate|precise|resilient"
    r"|resourceful|independent|approachable|articulate|trustworthy|open-minded|cheerful|outstanding"
    r"|excellent|exceptional|superb|amazing|wonderful|fantastic|impressive|great|good|strong"
)

PRAISE_BEGINS = frozenset(
    part[:4] for part in re.findall(r"[a-z0-9]+", f"{GENERIC} {EFFORT} {OTHER_PRAISE}")
)
"""How the words of praise begin. A word that begins otherwise is none; that is quickly seen."""

FILLERS = word_set(
    """
    a an the and or but & also both very really truly always extremely highly so quite most generally
    i am was is be being been m s me my you your as to with in on at of for by during from
    this that who he she they his her their it its all every each
    person individual student extern intern resident doctor physician clinician trainee member
    colleague colleagues everyone everybody others other people patients staff nurses team teams
    ward wards rotation clinic service work works working worked well good great nature manner
    attitude consistently constantly remarkably exceptionally excellent outstanding
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
    r"(?:^\W*|^(?:he|she|they) (?:is|was|are|were) |\b(?:I am|I was|I[’']m|I became|I have been|as|me"
    r"|myself|considered) )"
    r"(?:(?:an?|the|to be|truly|really|probably|simply|very|one of|among|your|his|her|their) )*"
)
"""What stands before a word that is meant for the applicant, and for nobody else."""
