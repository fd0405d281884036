"""LOR6xx: what could identify a patient, and what documents give away about the applicant."""

from lorpack.codes.model import Rule
from lorpack.findings import Severity

_AID = (
    " This is an aid and no certification: it finds common forms of identifiers, it misses others "
    "(names in free prose above all), and nobody has certified it. Read each case once more with "
    "the question: would a colleague, a neighbor or a journalist know who this is?"
)
_SAFE_HARBOR = "45 CFR 164.514(b)(2), Safe Harbor method"

PRIVACY: tuple[Rule, ...] = (
    Rule(
        "LOR601",
        "a room, bed or ward number",
        Severity.ERROR,
        "A packet is copied to mail servers, assistants and laptops. A room number with a diagnosis and the dates of a rotation leads anyone with access to the charts to one patient."
        + _AID,
        "Patient in Room 204 with complex DKA management",
        'Name the problem and your part in it: "a complex DKA admission, second week on the wards".',
        f"{_SAFE_HARBOR}, items (B) and (R)",
    ),
    Rule(
        "LOR602",
        "a record, account or plan number",
        Severity.ERROR,
        "Medical record, encounter, specimen, account and health plan numbers each stand for one person."
        + _AID,
        "MRN 0012345",
        "Leave it out. A writer who wants to look the case up has the chart.",
        f"{_SAFE_HARBOR}, items (H), (I), (J) and (R)",
    ),
    Rule(
        "LOR603",
        "a social security or national number",
        Severity.ERROR,
        "It identifies a person anywhere and for life, and it opens accounts." + _AID,
        "SSN 123-45-6789",
        "Leave it out. If the text was sent to anyone, tell your school's privacy office.",
        f"{_SAFE_HARBOR}, item (G)",
    ),
    Rule(
        "LOR604",
        "a phone number or email address in a text about patients",
        Severity.ERROR,
        "It leads straight to the patient or the family. Your writers' addresses have keys of their own under `contact:`."
        + _AID,
        "called her daughter at 555-0142 every evening",
        'Leave the number out: "called her daughter every evening".',
        f"{_SAFE_HARBOR}, items (D), (E) and (F)",
    ),
    Rule(
        "LOR605",
        "a web or network address in a text about patients",
        Severity.WARNING,
        "A link to an image, a post or an article about the case names the patient to everyone who follows it."
        + _AID,
        "see the CT at https://example.com/scan",
        "Leave the link out. Your own publications belong in the CV and under `projects:`.",
        f"{_SAFE_HARBOR}, items (N) and (O)",
    ),
    Rule(
        "LOR606",
        "a date in a text about patients",
        Severity.ERROR,
        "Every part of a date but the year counts, when it belongs to a patient: admission, discharge, birth, operation, death. The dates of your rotation may stand in its own keys."
        + _AID,
        "admitted on Tuesday 14 July with a GI bleed",
        'Write "in my second week" or "on the third hospital day".',
        f"{_SAFE_HARBOR}, item (C)",
    ),
    Rule(
        "LOR607",
        "an age over 89",
        Severity.ERROR,
        "There are so few people of that age that it identifies; they form one group, 90 or older."
        + _AID,
        "a 94-year-old with a hip fracture",
        'Write "a very old patient", or "90 or older".',
        f"{_SAFE_HARBOR}, item (C)",
    ),
    Rule(
        "LOR608",
        "what reads like the name of a patient or relative",
        Severity.WARNING,
        "A surname is enough, also that of a daughter or an employer. Writers, co-signers, assistants, you yourself, and whoever is called Dr., Prof. or Nurse are not meant."
        + _AID,
        "Mrs. Okonjo taught me to wait for an answer",
        'Write "a patient", "her daughter". If it is a colleague, write Dr., Prof. or Nurse, or ignore the finding with that reason.',
        f"{_SAFE_HARBOR}, item (A)",
    ),
    Rule(
        "LOR609",
        "initials of a patient",
        Severity.WARNING,
        "Initials are derived from a name, and colleagues recognize them at once." + _AID,
        "J.D., 45M with chest pain",
        'Write "a patient".',
        f"{_SAFE_HARBOR}, items (A) and (R)",
    ),
    Rule(
        "LOR610",
        "a place smaller than a state",
        Severity.WARNING,
        "A town, county, street, school or plant narrows the search to a few people. The state or country may stay."
        + _AID,
        "a farmer from Millfield County",
        'Write "from a rural county" or name the state.',
        f"{_SAFE_HARBOR}, item (B)",
    ),
    Rule(
        "LOR611",
        "the number of a vehicle, device or licence",
        Severity.ERROR,
        "Plates, serial and lot numbers of implants, licence and passport numbers are registered to one person."
        + _AID,
        "pacemaker serial no. 4471-X",
        'Leave it out: "a pacemaker from an older series".',
        f"{_SAFE_HARBOR}, items (K), (L) and (M)",
    ),
    Rule(
        "LOR612",
        "what singles a patient out",
        Severity.WARNING,
        "An office, fame, a first or only case, a story in the news: whoever knows the town or the newspaper knows the patient, although no identifier is named."
        + _AID,
        "the mayor's wife; the first case in Ohio",
        "Tell what you did, and leave out what made the patient known.",
        f"{_SAFE_HARBOR}, item (R), and its condition of no actual knowledge",
    ),
    Rule(
        "LOR613",
        "a street address or postal code",
        Severity.ERROR,
        "An address identifies a household." + _AID,
        "drove her home to 14 Elm Street",
        "Leave it out.",
        f"{_SAFE_HARBOR}, item (B)",
    ),
    Rule(
        "LOR614",
        "a picture or copy of a record",
        Severity.WARNING,
        "Photos of patients, screenshots of charts and prints of fingers identify. No picture but your own photo belongs in a packet."
        + _AID,
        "I attached a screenshot of the chart",
        "Describe what was to be seen; do not supply or mention the picture.",
        f"{_SAFE_HARBOR}, items (P) and (Q)",
    ),
    Rule(
        "LOR621",
        "a document shows a date of birth",
        Severity.WARNING,
        "A CV is copied to people who have no use for your date of birth, and with your name it is enough to open an account. What is found is an aid and no certification.",
        "Date of birth: 3 May 1998",
        "Make a copy of the document without it.",
        "DOMAIN.md A12, R18: supply no more than a reader needs",
    ),
    Rule(
        "LOR622",
        "a document shows a social security or national number",
        Severity.WARNING,
        "No letter writer and no program needs it in a packet. What is found is an aid and no certification.",
        "SSN: 123-45-6789",
        "Make a copy of the document without it, and ask where the old one was sent.",
        "DOMAIN.md A12, R18",
    ),
    Rule(
        "LOR623",
        "a document shows a passport, visa or driver's licence number",
        Severity.WARNING,
        "The kind of visa may matter to a program; the number does not. What is found is an aid and no certification.",
        "Passport No. A01234567",
        "Make a copy of the document without the number.",
        "DOMAIN.md A12, R18",
    ),
    Rule(
        "LOR624",
        "a document shows a bank account or card number",
        Severity.WARNING,
        "It has no place in a packet. What is found is an aid and no certification.",
        "Account no. 000123456789",
        "Make a copy of the document without it.",
        "DOMAIN.md A12, R18",
    ),
    Rule(
        "LOR631",
        "a packet or message holds what belongs to another applicant",
        Severity.ERROR,
        "When a whole class is built, every packet and message is searched for the names, portal IDs, Letter IDs and mail addresses of all the others, before it is written. One that holds any is not written: it would show a student's data to a stranger, or send a letter under the wrong ID. A number or code without a digit (“pending”) belongs to nobody. The search is an aid and no certification: initials and nicknames are not found.",
        "the Letter ID of one student in another's writers/chen.yaml",
        "Correct the profile, or supply the right document. When it has to be there, say so in lorpack.yaml under `ignore:` with the reason.",
        "DESIGN.md: the advising office answers for its students' privacy (FERPA, 34 CFR 99)",
    ),
    Rule(
        "LOR632",
        "a page seems to name another applicant",
        Severity.WARNING,
        "Students of one class publish and work together, so a CV may well name another. It may also be the wrong student's CV. On the other pages, this is told of names that are ordinary words, or an initial with a family name, where they are written with capitals: “A Long-Term Follow-up” is no A. Long. The search is an aid and no certification: initials and nicknames are not found.",
        "documents/cv.pdf of one student has another's name on page 2",
        "Open the page. A co-author may stay; a wrong document must go.",
        "DESIGN.md: the advising office answers for its students' privacy (FERPA, 34 CFR 99)",
    ),
    Rule(
        "LOR633",
        "an ID or mail address that two applicants share",
        Severity.ERROR,
        "A portal ID, a Letter ID and a mail address belong to one person. When two applicants of one class have the same, one of them was copied or mistyped, and a letter would go to the wrong person. Nothing is built or written for either until it is clear whose it is.",
        "aamc_id: 99990142 in two folders with different names",
        "Compare both with the portal, and correct the wrong one. When it is right, such as one address for a couple, say so in lorpack.yaml under `ignore:` with the reason, in both.",
        "DESIGN.md: the advising office answers for its students' privacy (FERPA, 34 CFR 99)",
    ),
    Rule(
        "LOR634",
        "one person in two applications",
        Severity.WARNING,
        "Two folders have the same name and the same ID or mail address. That is right for somebody who applies twice, and wrong when a folder was copied or renamed and made again: then one of the two is out of date, and its packets are sent all the same.",
        "li-wei/ and wei-li/ with the same AAMC ID and the same name",
        "Keep one of the two folders, or say in lorpack.yaml under `ignore:` why there are two.",
        "",
    ),
    Rule(
        "LOR635",
        "an application that cannot be read, and was never read before",
        Severity.WARNING,
        "The packets of a class are searched for what belongs to each of the others. Of an application that cannot be read, lorpack takes the name and the IDs that it had at the last build; of a new one it knows nothing to search for.",
        "applicant.yaml of one student has an error in the first build of the class",
        "Correct the file and build again: packets that are there are searched as well.",
        "",
    ),
    Rule(
        "LOR636",
        "an output folder that belongs to another applicant",
        Severity.ERROR,
        "The results of an application go to a folder of its own name. Two folders of one name that are built one after the other would have their packets in one place, and those of the first would be taken for old ones of the second. Nothing is written there.",
        "2027/jane-doe and 2028/jane-doe, built into the same output",
        "Rename one of the two folders, give each class an output folder with -o, or delete the old results with `lorpack clean`.",
        "",
    ),
)
