"""LOR3xx: the letter mix."""

from lorpack.codes.model import Rule
from lorpack.findings import Severity

MIX: tuple[Rule, ...] = (
    Rule(
        "LOR301",
        "fewer letters than programs require",
        Severity.WARNING,
        "Most residency programs require three letters. With fewer, an application may not be read.",
        "a target with two writers in writers/",
        "Ask one or two more people, early. Writers in reserve (`backup: true`) are not counted.",
        "DOMAIN.md A6, 123 to 125",
    ),
    Rule(
        "LOR302",
        "few letters from the specialty",
        Severity.WARNING,
        "Programs want to read what physicians of their own specialty saw. Two letters are the "
        "least that advisers recommend.",
        "a radiology applicant with one letter from radiology",
        "Ask someone from the specialty, or say `scope: general` for a letter that serves both.",
        "DOMAIN.md A6, 126 to 129, A11 D9",
    ),
    Rule(
        "LOR303",
        "few letters from clinical work in the US",
        Severity.WARNING,
        "For an international graduate, US letters show that the work has been seen in the system "
        "one applies to. Two are the least, three are better; letters from home complement them.",
        "background: international, with one US attending",
        "Ask the US physicians you worked with, however briefly, before you add one from home.",
        "DOMAIN.md A6, 130 to 132, A11 D10",
    ),
    Rule(
        "LOR304",
        "no letter about clinical work",
        Severity.WARNING,
        "Residency is clinical work. Research, leadership and long acquaintance add to a clinical "
        "letter and do not stand in for one.",
        "relationship: [research] for every writer",
        "Ask someone who supervised you with patients.",
        "DOMAIN.md A6, 134",
    ),
    Rule(
        "LOR305",
        "nobody is asked for the specialty’s standardized letter",
        Severity.WARNING,
        "Some specialties have a standardized letter that programs expect, such as the SLOE.",
        "specialty: Emergency Medicine, and no writer with `kind: standardized`",
        "Ask the clerkship or program director of a rotation, and set `kind: standardized`.",
        "DOMAIN.md A6, 140, B6",
    ),
    Rule(
        "LOR306",
        "a program requires a chair’s letter, and no writer is asked for one",
        Severity.WARNING,
        "An application without a required letter is incomplete. Where it is not required, a "
        "chair who barely knows you is no gain.",
        "programs: [{name: …, chair_letter: true}]",
        "Set `chair_letter: true` under `letter:` of the writer who will give it.",
        "DOMAIN.md A6, 140, A5, 113",
    ),
    Rule(
        "LOR307",
        "nobody is in reserve",
        Severity.INFO,
        "Writers fall ill, travel, or decline. One or two in reserve keep a late letter from "
        "becoming a missing one.",
        "exactly as many writers as programs require",
        "Add a writer with `backup: true`; nothing is sent to them before you ask.",
        "DOMAIN.md A5, 119, B5",
    ),
    Rule(
        "LOR308",
        "the letter is of an earlier season",
        Severity.INFO,
        "Portals may take a letter of an earlier season. ERAS marks an imported one with the date "
        "of its first upload, so programs see its age.",
        "season: 2028 in applicant.yaml, season: 2026 under a writer’s `letter:`",
        "Ask for a new version (`new_version: true`), or keep it and know that its date shows.",
        "DOMAIN.md B1.12, A11 D20, A12 R10",
    ),
    Rule(
        "LOR309",
        "a target has no letter of its own",
        Severity.WARNING,
        "Two specialties need two sets of letters: each set speaks for the specialty it goes to.",
        "two targets, and every writer with `target: im`",
        "Set `target:` for the writers of this specialty, or `scope: general` for one that serves both.",
        "DOMAIN.md A6, 141",
    ),
    Rule(
        "LOR310",
        "every letter looks from the same side",
        Severity.INFO,
        "Clinical work carries an application. A letter from research, teaching or leadership, or by "
        "someone who has known you for years, shows what a rotation cannot.",
        "three writers, each with relationship: [clinical]",
        "If there is such a person, ask; if not, three good clinical letters are enough.",
        "DOMAIN.md A6, 134",
    ),
)
