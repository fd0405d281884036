"""LOR1xx: profiles, from bytes to values."""

from lorpack.codes.model import Rule
from lorpack.findings import Severity

PROFILE: tuple[Rule, ...] = (
    Rule(
        "LOR101",
        "a file is larger than any profile",
        Severity.ERROR,
        "A profile is a few pages of text. The limits (200,000 characters, some 5,000 values; 4 MiB for the log, "
        "20,000 entries; 20 levels, 100,000 characters in one text) keep a damaged or hostile file from stopping the "
        "program.",
        "a 2 MB applicant.yaml",
        "Move long texts and data out of the profile; supplied documents belong into documents/.",
    ),
    Rule(
        "LOR102",
        "a file cannot be read",
        Severity.ERROR,
        "Profiles are ordinary files inside the application's folder that you may read. A "
        "pipe, a device or a link that leads out of the folder is not followed.",
        "writers/chen.yaml is a link to /etc/passwd",
        "Check the permissions of the file, or replace the link by the file itself.",
    ),
    Rule(
        "LOR103",
        "a file is not UTF-8 text",
        Severity.ERROR,
        "Names with accents come out wrong when the encoding is guessed. UTF-8 is what every "
        "editor can save. A byte order mark does no harm, and UTF-16 with one is read as "
        "well.",
        "family: Núñez     (saved as Windows-1252)",
        'Save the file again as UTF-8: "Save with Encoding" or "Encoding" in your editor. '
        "From a word processor, save as plain text.",
    ),
    Rule(
        "LOR104",
        "a hidden character",
        Severity.ERROR,
        "Control characters, tabs in a line, no-break spaces where YAML wants an ordinary one and marks that "
        "turn the direction of text are invisible. They get in by copying from a PDF or a web page, and can make a page or a message say "
        "something else than the file seems to.",
        "letter_id: 12<U+202E>34",
        "Delete the place and type it again.",
    ),
    Rule(
        "LOR105",
        "too many marks on one letter",
        Severity.ERROR,
        "More than 8 combining marks on one letter are in no language; they smear over the "
        "lines above and below.",
        "a letter with 20 accents on top of each other",
        "Type the letter again.",
    ),
    Rule(
        "LOR106",
        "a file is not valid YAML",
        Severity.ERROR,
        "Nothing in the file can be trusted while its structure is unclear.",
        "problem: DKA: second admission",
        'Put text that holds ": " or begins with one of [ { * & ! @ % ` in quotes, close '
        "every quote, and indent the keys of one group equally.",
    ),
    Rule(
        "LOR107",
        "a tab where spaces are wanted",
        Severity.ERROR,
        "YAML does not allow tabs in indentation, because editors show them with different widths.",
        "name:\n<tab>given: Amara",
        "Replace each tab at the beginning of a line by two spaces. Most editors can do it "
        "for the whole file.",
    ),
    Rule(
        "LOR108",
        "a key stands twice",
        Severity.ERROR,
        "Only one of the two values could be used, and it is not clear which one you mean.",
        "letter_id: 123\nletter_id: 456",
        "Delete one of them, or join the two.",
    ),
    Rule(
        "LOR109",
        "an anchor, alias or tag",
        Severity.ERROR,
        "YAML lets & name a value, * repeat it and ! change its type. Profiles need none of "
        "it, and a few hundred bytes of it can fill the memory of the machine.",
        "traits: *shared",
        "Write the value out. If the text itself begins with & * or !, put it in quotes.",
    ),
    Rule(
        "LOR110",
        "a file is empty",
        Severity.ERROR,
        "Without content there is nothing to check or to build.",
        "an empty writers/chen.yaml",
        "Fill the file in, or delete it. `lorpack init` shows a complete example.",
    ),
    Rule(
        "LOR111",
        "a file is not made of keys and values",
        Severity.ERROR,
        "A profile is a list of keys, each with a value.",
        "name:Amara     (no space after the colon)",
        'Write `key: value`, with a space after the colon, and no "- " in front of the top-'
        "level keys.",
    ),
    Rule(
        "LOR112",
        "a second document in one file",
        Severity.ERROR,
        "A line of three dashes begins a new YAML document. Each profile is one file, so the "
        "second part would be lost.",
        "name: …\n---\nname: …",
        "Move the second part to a file of its own, or delete the line.",
    ),
    Rule(
        "LOR113",
        "a key that is no plain text",
        Severity.ERROR,
        "A key is a word. A list or a mapping as a key, or a missing one, is nearly always a "
        "slip of punctuation or a placeholder left in a template.",
        "{{ name }}: Amara",
        "Write a plain key, or put the text in quotes.",
    ),
    Rule(
        "LOR114",
        "text after a # is lost",
        Severity.WARNING,
        "In YAML a # after a space begins a comment: the rest of the line is not part of the "
        "value.",
        "said: You were ready on call #3 already",
        'Put the text in quotes if it belongs to the value. Write "# " with a space for a comment.',
    ),
    Rule(
        "LOR115",
        "an unknown key",
        Severity.ERROR,
        "A mistyped key would be dropped without a word, and the packet would miss what it holds.",
        "nmae: Chen",
        "Correct the key. `lorpack schema` gives your editor the list of keys.",
    ),
    Rule(
        "LOR116",
        "a key is missing",
        Severity.ERROR,
        "Without this value no packet can be made.",
        "a writer without `role`",
        "Add the key. A key without a value counts as left out.",
    ),
    Rule(
        "LOR117",
        "a value has the wrong form",
        Severity.ERROR,
        "Each key holds a text, a list or a group of keys.",
        "relationship: clinical     (a list is wanted)",
        "Write the form that the hint shows. Text with a colon and a space in it needs quotes.",
    ),
    Rule(
        "LOR118",
        "a date that cannot be read",
        Severity.ERROR,
        "09/05/2026 is 5 September in one country and 9 May in another. A deadline must not "
        "depend on that.",
        "deadline: 09/05/2026",
        "Write 2026-09-05; where the day does not matter, 2026-09 or 2026.",
    ),
    Rule(
        "LOR119",
        "not one of the choices",
        Severity.ERROR,
        "These values select texts and rules, so they come from a fixed list.",
        "role: atending",
        "Use one of the values that the finding lists.",
    ),
    Rule(
        "LOR120",
        "not true, false or a number in range",
        Severity.ERROR,
        "YAML versions disagree whether yes, on or 010 are words, truth values or numbers. "
        "lorpack reads only true, false and plain whole numbers.",
        "waived: yes",
        "Write true or false; a number in digits.",
    ),
    Rule(
        "LOR121",
        "a text is too long, too short or on several lines",
        Severity.ERROR,
        "Each text has a place on a page: names and bullets on a line, stories in a paragraph.",
        "a bullet of 900 characters",
        "Shorten the text, split it, or move it to a key for longer text.",
    ),
    Rule(
        "LOR122",
        "too few or too many items",
        Severity.ERROR,
        "The list has a size that a reader can take in, or needs at least one item.",
        "relationship: []",
        "Add or remove items.",
    ),
    Rule(
        "LOR123",
        "an address that cannot work",
        Severity.ERROR,
        "A message to a mistyped address is lost, and nobody is told.",
        "email: chen@example",
        "Write name@example.org for email, https://… for a web address. The part before the @"
        " is plain ASCII.",
    ),
    Rule(
        "LOR124",
        "an id with other characters",
        Severity.ERROR,
        "Ids become file and folder names, on every system.",
        "portal: ERAS 2027",
        "Use lower-case letters, digits, - and _, beginning with a letter or digit, at most "
        "64 characters.",
    ),
    Rule(
        "LOR125",
        "an empty item or text",
        Severity.ERROR,
        "An empty bullet would be printed as an empty bullet.",
        "brag:\n  -",
        "Fill it in or delete the line.",
    ),
    Rule(
        "LOR126",
        "a file is something else than its name says",
        Severity.ERROR,
        "An applicant's file among the writers (or the other way round) has none of the keys "
        "that are wanted there.",
        "an applicant's profile saved as writers/okafor.yaml",
        "Move the file to where it belongs: applicant.yaml, writers/<id>.yaml or lorpack.yaml.",
    ),
    Rule(
        "LOR127",
        "applicant.yaml is missing",
        Severity.ERROR,
        "It says who applies, for what and by when. Every packet needs it.",
        "a folder with writers/ only",
        "Add applicant.yaml; `lorpack init` writes one to start from.",
    ),
    Rule(
        "LOR128",
        "settings for a writer who does not exist",
        Severity.ERROR,
        "The settings would have no effect, and you would not notice.",
        "writers: {chenn: {paper: a4}} in lorpack.yaml",
        "Use the writer's id, which is the name of the file in writers/ without .yaml.",
    ),
    Rule(
        "LOR129",
        "an entry under `ignore` has no effect",
        Severity.WARNING,
        "The code is not known, or the finding is an error without which the file cannot be used.",
        "ignore: [{code: LOR999, reason: …}]",
        "Correct the code, or delete the entry. `lorpack explain CODE` tells what a code is.",
    ),
    Rule(
        "LOR130",
        "two targets have the same id",
        Severity.ERROR,
        "A writer's `target` names one of them, and it would not be clear which.",
        "two targets with `id: internal-medicine`",
        "Give each target an id of its own, such as im-categorical and im-prelim.",
    ),
    Rule(
        "LOR131",
        "progress.yaml is not a list of entries",
        Severity.ERROR,
        "The log is read from top to bottom, one entry an event. In any other form nothing of it "
        "can be relied on.",
        "chen: asked     (in progress.yaml)",
        "Write each entry on a line of its own, as "
        "- {on: 2027-06-01, writer: chen, event: asked}. `lorpack track` does it for you.",
    ),
    Rule(
        "LOR132",
        "a file in portals/ or specialties/ whose name is not its id",
        Severity.ERROR,
        "The file's name says which portal or specialty it describes, and which of lorpack's it "
        "changes. A file with another name would be left out, and nobody would notice.",
        "portals/ERAS.yml, or portals/eras.yaml with `id: amcas` in it",
        "Name the file after the id, in lower case, as in portals/eras.yaml; `lorpack portals` "
        "and `lorpack specialties` list the ids. The key `id` may be left out.",
    ),
    Rule(
        "LOR133",
        "settings or a log whose name is not quite right",
        Severity.ERROR,
        "It would be left out, and nobody would notice: a section that was switched off is printed, "
        "and whoever agreed is asked again.",
        "lorpack.yml, or progress.yaml.txt",
        "Rename it to lorpack.yaml or progress.yaml. Windows hides known endings: switch on "
        '"File name extensions" in the Explorer to see a .txt at the end.',
    ),
)
