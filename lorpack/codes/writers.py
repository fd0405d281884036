"""LOR2xx: letter writers, and what they have to do with each other."""

from lorpack.codes.model import Rule
from lorpack.findings import Severity

WRITERS: tuple[Rule, ...] = (
    Rule(
        "LOR201",
        "an unknown portal or form",
        Severity.ERROR,
        "The portal decides the upload instructions, the deadline and what a writer needs to "
        "log in. Nothing is guessed for one that lorpack does not know.",
        "portal: earas",
        "Use one of the names that the finding lists, or describe a portal of your own in "
        "portals/<id>.yaml: `lorpack portals other --yaml` prints a file to start from.",
    ),
    Rule(
        "LOR202",
        "a standardized letter without its Letter ID",
        Severity.WARNING,
        "The portal matches the uploaded form to you by this number. Without it the writer "
        "cannot start.",
        "letter: {kind: standardized}     (without letter_id)",
        "Add `letter_id` as soon as the portal has given you one.",
    ),
    Rule(
        "LOR203",
        "a letter by a trainee without a co-signer",
        Severity.WARNING,
        "Many schools and programs count a letter by a resident or fellow only when an "
        "attending signs it as well.",
        "role: chief_resident     (without co_signer)",
        "Name the attending under `co_signer`.",
    ),
    Rule(
        "LOR204",
        "the writer is a relative or a family friend",
        Severity.WARNING,
        "A reader sets aside what a relative writes, however true it is.",
        "context: my uncle, chief of surgery in our town",
        "Ask someone who supervised your work. When the words mean something else, ignore the "
        "finding with that reason.",
        "DOMAIN.md A5, 112",
    ),
    Rule(
        "LOR205",
        "the writer is no physician",
        Severity.WARNING,
        "Residency programs count letters by physicians who supervised clinical work. A research "
        "mentor may be a scientist.",
        "credentials: RN, MSN     (role: attending)",
        "Keep the letter as one more voice, and ask physicians for the required ones.",
        "DOMAIN.md A5, 110",
    ),
    Rule(
        "LOR206",
        "the writer's specialty is another one",
        Severity.INFO,
        "One letter from another field is common. It helps most when it shows work that belongs "
        "to yours as well.",
        "specialty: General Surgery     (target: Internal Medicine)",
        "Say in `focus` what of that work counts, or set `scope: general`.",
        "DOMAIN.md A5, 111",
    ),
    Rule(
        "LOR207",
        "the writer saw little of you",
        Severity.WARNING,
        "A letter after a few days, or after shadowing, stays general, and readers notice.",
        "rotations: [{service: Clinic, weeks: 1}]",
        "Ask whether they saw enough, or ask someone who saw more.",
        "DOMAIN.md A5, 108",
    ),
    Rule(
        "LOR208",
        "there is no story to tell",
        Severity.WARNING,
        "The test of a writer is whether they can tell a story about you. The packet can bring "
        "one back only when it is written down.",
        "a writer without cases, feedback, projects, presentations and brag",
        "Add one patient, one piece of feedback or one thing they saw you do.",
        "DOMAIN.md A5, 106",
    ),
    Rule(
        "LOR209",
        "a high title and no work together",
        Severity.WARNING,
        "A chair or program director who barely knows you writes a letter that says so. Depth "
        "counts more than the title.",
        "role: chair     (no rotation, project, activity or case)",
        "Add what they saw. Where a chair's letter is required, ask for a meeting first.",
        "DOMAIN.md A5, 105 and 113",
    ),
    Rule(
        "LOR210",
        "the writer hesitated",
        Severity.WARNING,
        "“I can write a standard letter” is a kind no. A lukewarm letter weighs more than a "
        "missing one, so this letter is not counted until the writer has agreed.",
        "- {on: 2027-06-01, writer: chen, event: hesitant}     (and nothing after it)",
        "Thank them, record `withdrawn`, and ask someone else; or record `agreed` if they have.",
        "DOMAIN.md A5, 117",
    ),
    Rule(
        "LOR211",
        "a writer's target does not exist",
        Severity.ERROR,
        "`target` says for which of your specialties this person writes. It decides the portal, "
        "the deadline and the program list, so a packet cannot be made without it.",
        "target: im     (applicant.yaml has the targets internal-medicine and neurology)",
        "Use the `id` of one of the targets in applicant.yaml, or leave `target` out to mean "
        "the first.",
    ),
    Rule(
        "LOR212",
        "there is no letter writer",
        Severity.WARNING,
        "A packet is made for each file in writers/. Without one there is nothing to build.",
        "an application folder without writers/, or with an empty one",
        "Add one file a letter writer, for example writers/chen.yaml.",
    ),
    Rule(
        "LOR213",
        "a writer's file has a name that cannot be an id",
        Severity.ERROR,
        "The file's name is the writer's id. It is used in folder names, in commands and in "
        "progress.yaml, on systems that disagree about capitals, spaces and accents.",
        "writers/Dr. Chen.yaml",
        "Use lower-case letters, digits, - and _ only, at most 64, as in writers/dr-chen.yaml.",
    ),
    Rule(
        "LOR214",
        "a file in writers/ has another ending than .yaml",
        Severity.ERROR,
        "Only files that end in .yaml are letter writers. A writer in chen.yml or chen.yaml.txt "
        "would be left out, and nobody would notice until the letter is missing.",
        "writers/chen.yml",
        "Rename the file so that it ends in .yaml. Windows hides known endings: switch on "
        '"File name extensions" in the Explorer to see a .txt at the end.',
    ),
    Rule(
        "LOR215",
        "two files are the same writer",
        Severity.ERROR,
        "Two names that differ only in capitals, in the ending or in how an accent is stored "
        "are one file on some systems and two on others.",
        "writers/chen.yaml and writers/Chen.yaml",
        "Join the two files, or give one of them another name.",
    ),
    Rule(
        "LOR216",
        "two writers have the same Letter ID",
        Severity.ERROR,
        "A Letter ID belongs to one letter by one person. With a copied one, a letter is "
        "uploaded to another writer's slot, and one of the two is lost.",
        "letter_id: 1234567 in writers/chen.yaml and in writers/diaz.yaml",
        "Open the portal and copy each writer's own Letter ID.",
    ),
    Rule(
        "LOR217",
        "two writers have the same email address",
        Severity.WARNING,
        "It is usually a copied file that was not changed everywhere, and the message would "
        "reach the wrong person. Two writers may share an office's address.",
        "email: chen@example.edu in writers/chen.yaml and in writers/diaz.yaml",
        "Correct the address. When both do share it, ignore the finding with that reason.",
    ),
)
