"""LOR5xx: the words of messages, and the drafts made of them."""

from lorpack.codes.model import Rule
from lorpack.findings import Severity

_W, _E = Severity.WARNING, Severity.ERROR

WORDING: tuple[Rule, ...] = (
    Rule(
        "LOR510",
        "two asks are nearly alike",
        _W,
        "Letter writers at one hospital talk to each other. An ask that could have gone to anyone tells each of them that it did.",
        "two profiles with the same `why_you` and the same first case",
        "Give each writer a `why_you`, a case and a feedback of their own; the messages use them.",
        "DOMAIN.md A7, 145: no mass copy-paste",
    ),
    Rule(
        "LOR511",
        "a letter is asked for without the word “strong”",
        _W,
        "“Strong” lets a writer who could only write a standard letter decline with grace. Without it you may get that letter.",
        "Would you write me a letter of recommendation?",
        "Put the word back into your own template: `lorpack templates diff`.",
        "DOMAIN.md A7, 144",
    ),
    Rule(
        "LOR512",
        "an evaluation is asked for with the word “strong”",
        _W,
        "A standardized letter evaluates on a form. To ask for a strong one reads as asking for the result.",
        "Would you complete a strong SLOE for me?",
        "Take the word out of your own template: `lorpack templates diff`.",
        "DOMAIN.md B6",
    ),
    Rule(
        "LOR520",
        "there is no address to send a message to",
        _W,
        "Without an email address there is no draft to open; the text and the HTML file are there.",
        "a writer without `contact:`",
        "Add `contact:` with `email:` to the writer, or copy the text yourself.",
    ),
    Rule(
        "LOR521",
        "a message wants a packet that is not built",
        _W,
        "The message says that the packet is attached, so no draft is made without it.",
        "`lorpack messages` before the first `lorpack build`",
        "Run `lorpack build`, then `lorpack messages` again.",
    ),
    Rule(
        "LOR522",
        "a message wants a packet that is out of date",
        _W,
        "A profile, a document or the packet itself has changed since it was built. The old one is not attached.",
        "a new CV after `lorpack build`",
        "Run `lorpack build`, then `lorpack messages` again.",
    ),
    Rule(
        "LOR523",
        "the attachments are larger than a mail may be",
        _W,
        "Mail servers refuse large messages, often without telling. In a mail, files grow by a third.",
        "a packet of 24 MB, mostly a scanned CV",
        "Make the supplied documents smaller, or raise `mail.limit_mb` if your server and theirs take more.",
    ),
    Rule(
        "LOR524",
        "a mail header cannot hold this",
        _E,
        "A line break or `=?` in a name, subject or address would end the header early, or read as another name.",
        'name:\n  title: "Dr.\\nBcc: someone@example.org"',
        "Take it out of the name or the address.",
        "RFC 5322 and RFC 2047",
    ),
    Rule(
        "LOR525",
        "the request form cannot be attached",
        _W,
        "The message goes with the portal's request form, and the file cannot be read, so no draft is made.",
        "letter:\n  request_form: documents/moved-away.pdf",
        "Put the file back, or correct `request_form`.",
    ),
    Rule(
        "LOR526",
        "a draft does not read back as it was meant",
        _E,
        "Every draft is read again before it is written. This one came out different, so it was not written.",
        "a fault in lorpack or in Python's mail library",
        "Use the text or the HTML file, and report it.",
    ),
)
