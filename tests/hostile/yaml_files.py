"""Hostile profiles, and what is to come of each: the project's own set, made here."""

from dataclasses import dataclass
from typing import Any

HEAD = """\
name:
  given: Ada
  family: Quill
background: international
school:
  name: Fernleigh College of Medicine
contact:
  email: ada.quill@example.org
season: 2028
targets:
  - id: im
    specialty: Internal Medicine
    portal: eras
"""
LINE = HEAD.count("\n") + 1
"""The first line below the head, on which most cases stand."""


@dataclass(frozen=True)
class Case:
    """An ``applicant.yaml``: refused with *code* on *line*, or accepted with just *value* at *at*.

    Line 0 means the whole file.
    """

    name: str
    data: bytes
    code: str = ""
    line: int = 0
    at: str = ""
    value: Any = None

    def __str__(self) -> str:
        return self.name


def refused(name: str, below: str, code: str, line: int = LINE) -> Case:
    """A case whose hostile part stands *below* the head."""
    return Case(name, f"{HEAD}{below}\n".encode(), code, line)


def whole(name: str, data: str | bytes, code: str, line: int = 0) -> Case:
    """A case that is another file altogether."""
    return Case(name, data if isinstance(data, bytes) else data.encode(), code, line)


def changed(name: str, old: str, new: str, code: str) -> Case:
    """A case in which a line of the head is another one."""
    line = HEAD[: HEAD.index(old)].count("\n") + 1
    return Case(name, HEAD.replace(old, new, 1).encode(), code, line)


def literal(name: str, written: str, value: Any) -> Case:
    """A summary that is taken as the text that stands there."""
    return Case(name, f"{HEAD}summary: {written}\n".encode(), at="summary", value=value)


def laughs(levels: int = 10) -> str:
    """Ten to the power of *levels* texts in a few hundred bytes."""
    lines = ["summary: x", "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


def merges(levels: int = 26) -> str:
    """A merge-key bomb: loading it with an ordinary loader takes minutes and gigabytes."""
    lines = ["summary: x", "m0: &m0 {k: v}"]
    lines += [f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}" for n in range(1, levels)]
    return "\n".join(lines)


MARKS = "\u0301" * 9
REFERENCES = [
    refused("billion-laughs", laughs(), "LOR109", LINE + 1),
    refused("merge-key-bomb", merges(), "LOR109", LINE + 1),
    refused("merge-key", "summary: x\n<<: {cv: y}", "LOR115", LINE + 1),
    refused("anchor", "summary: &a text", "LOR109"),
    refused("alias", "summary: *a", "LOR109"),
    whole("recursive-anchor", "a: &a\n  b: *a\n", "LOR109", 1),
    refused("python-tag", "summary: !!python/object/apply:os.system [id]", "LOR109"),
    refused("python-name", "summary: !!python/name:os.system", "LOR109"),
    refused("own-tag", "summary: !include /etc/passwd", "LOR109"),
    refused("binary-tag", "summary: !!binary aGFsbG8=", "LOR109"),
    refused("set-tag", "summary: !!set {a, b}", "LOR109"),
    refused("tag-on-a-key", "!!str summary: x", "LOR109"),
    refused("tag-directive-shorthand", "summary: !e!x y", "LOR106"),
]
SIZES = [
    whole("flow-depth-10,000", "[" * 10_000 + "]" * 10_000, "LOR101", 1),
    whole("flow-depth-100,000", "[" * 100_000, "LOR101", 1),
    whole("block-depth-500", "".join(f"{' ' * n}a:\n" for n in range(500)), "LOR101", 21),
    whole("sequence-depth", "a:\n" + "- " * 5_000 + "x\n", "LOR101", 2),
    whole("two-megabytes", "a: " + "x" * (2 << 20), "LOR101"),
    whole("a-huge-text", f"{HEAD}summary: {'x' * 150_000}\n", "LOR101", LINE),
    whole(
        "much-text-in-all",
        HEAD + "".join(f"summary{n}: {'x' * 60_000}\n" for n in range(5)),
        "LOR101",
    ),
    whole("a-million-items", "a: [" + "x," * 400_000 + "]", "LOR122", 1),
    whole("ten-thousand-keys", "".join(f"a{n}: x\n" for n in range(10_000)), "LOR122", 1),
    refused("many-lists-in-lists", "x: [" + f"[{'x,' * 190}]," * 190 + "]", "LOR101"),
    refused("a-long-list", "qualities: [" + ", ".join(f"q{n}" for n in range(300)) + "]", "LOR122"),
    refused(
        "many-documents", "documents:\n" + "- {title: a, file: b.pdf}\n" * 300, "LOR122", LINE + 1
    ),
    refused(
        "a-long-group",
        "ids:\n  other:\n" + "".join(f"    a{n}: b\n" for n in range(300)),
        "LOR122",
        LINE + 2,
    ),
    refused("a-long-field", f"summary: {'x' * 5_001}", "LOR121"),
    refused("a-long-line", f"degree: {'x' * 301}", "LOR121"),
    refused("a-long-key", f"{'k' * 900}: x", "LOR115"),
    refused("a-very-long-key", f"{'k' * 5_000}: x", "LOR106"),
    refused("a-huge-number", f"reapplicant: {'9' * 5_000}", "LOR120"),
    changed("a-number-out-of-range", "season: 2028", "season: 99999999999999999999", "LOR120"),
    changed("a-hexadecimal-number", "season: 2028", "season: 0x7EC", "LOR120"),
]
CHARACTERS = [
    whole("nul", f"{HEAD}summary: a\0b\n", "LOR104", LINE),
    whole("escape-code", f"{HEAD}summary: a\x1b[2Jb\n", "LOR104", LINE),
    whole("backspace", f"{HEAD}summary: abc\x08\x08x\n", "LOR104", LINE),
    whole("delete", f"{HEAD}summary: abc\x7f\n", "LOR104", LINE),
    whole("c1-control", f"{HEAD}summary: a\x9b2Jb\n", "LOR104", LINE),
    whole("next-line", f"{HEAD}summary: a\x85b\n", "LOR104", LINE),
    whole("line-separator", f"{HEAD}summary: a\u2028b\n", "LOR104", LINE),
    refused("escaped-nul", 'summary: "a\\0b"', "LOR104"),
    refused("escaped-escape", 'summary: "\\e]8;;https://example.org\\e\\\\x"', "LOR104"),
    refused("escaped-carriage-return", 'degree: "MD\\rBcc: x@example.org"', "LOR104"),
    refused("escaped-line-break", 'degree: "MD\\nBcc: x@example.org"', "LOR121"),
    refused("tab-in-a-line", 'degree: "MD\\tMBBS"', "LOR104"),
    refused("direction-override", "summary: a\u202eb", "LOR104"),
    refused("direction-embedding", "summary: a\u202bb", "LOR104"),
    refused("direction-isolate", "summary: a\u2067b", "LOR104"),
    refused("escaped-override", 'summary: "a\\u202eb"', "LOR104"),
    refused("byte-order-mark-inside", "summary: a\ufeffb", "LOR104"),
    refused("half-a-pair", 'summary: "\\ud83d"', "LOR106"),
    refused("noncharacter", "summary: a\uffffb", "LOR104"),
    refused("override-in-a-comment", "# a\u202eb", "LOR104"),
    refused("override-in-a-key", "summ\u202eary: x", "LOR104"),
    refused("heap-of-marks", f"summary: a{MARKS}b", "LOR105"),
    refused("heap-of-escaped-marks", 'summary: "a' + "\\u0301" * 9 + '"', "LOR105"),
    refused("thousands-of-marks", "summary: a" + "\u0301" * 4_000, "LOR105"),
    whole("latin-1", HEAD.replace("Quill", "Nuñez").encode("latin-1"), "LOR103", 3),
    whole("utf-16-without-mark", HEAD.encode("utf-16-le"), "LOR103"),
    whole("broken-utf-8", HEAD.encode() + b"summary: \xc3\x28\n", "LOR103", LINE),
    whole("overlong-utf-8", HEAD.encode() + b"summary: \xc0\xaf\n", "LOR103", LINE),
    whole("surrogate-in-utf-8", HEAD.encode() + b"summary: \xed\xa0\x80\n", "LOR103", LINE),
    whole("a-pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "LOR103"),
    whole("a-zip", b"PK\x03\x04" + b"\0" * 60, "LOR103"),
]  # fmt: skip
FORMS = [
    whole("empty", "", "LOR110"),
    whole("only-comments", "# nothing\n\n# here\n", "LOR110"),
    whole("a-list", "- a\n- b\n", "LOR111", 1),
    whole("a-text", "just text\n", "LOR111", 1),
    whole("two-documents", f"{HEAD}---\nname: Eve\n", "LOR112", LINE),
    refused("key-twice", "season: 2027", "LOR108"),
    refused("list-as-a-key", "? [a, b]\n: c", "LOR113"),
    refused("mapping-as-a-key", "{{ name }}: x", "LOR113"),
    refused("null-key", "~: x", "LOR115"),
    refused("number-key", "1: x", "LOR115"),
    refused("truth-key", "yes: x", "LOR115"),
    refused("mistyped-key", "sumary: x", "LOR115"),
    refused("no-end-of-quote", 'summary: "x', "LOR106"),
    refused("tab-as-indent", "contact2:\n\tx: y", "LOR107", LINE + 1),
    changed("text-for-a-group", "  name: Fernleigh", "  name: {first: Fern}\n  city: Fernleigh", "LOR117"),
    changed("list-for-a-text", "background: international", "background: [a]", "LOR117"),
    changed("day-that-is-none", "    portal: eras", "    deadline: 2027-02-30\n    portal: eras", "LOR118"),
    changed("day-of-two-meanings", "    portal: eras", "    deadline: 09/05/2027\n    portal: eras", "LOR118"),
    changed("day-with-a-time", "    portal: eras", "    deadline: 2027-02-03T10:00:00Z\n    portal: eras", "LOR118"),
    changed("no-truth", "season: 2028", "reapplicant: no", "LOR120"),
    changed("octal-number", "season: 2028", "season: 0o3754", "LOR120"),
    changed("id-with-a-path", "id: im", "id: ../../im", "LOR124"),
    changed("id-in-capitals", "id: im", "id: IM", "LOR124"),
    changed("id-with-a-space", "id: im", "id: i m", "LOR124"),
    changed("id-that-is-long", "id: im", f"id: {'i' * 65}", "LOR124"),
    changed("portal-with-a-path", "portal: eras", "portal: ../eras", "LOR124"),
    changed("address-with-a-name", "ada.quill@example.org", "Ada <a@example.org>", "LOR123"),
    changed("two-addresses", "ada.quill@example.org", "a@example.org, b@example.org", "LOR123"),
    changed("address-with-accents", "ada.quill@example.org", "josé@example.org", "LOR123"),
    changed("address-with-a-code", "ada.quill@example.org", "'=?utf-8?q?a=40b?=@example.org'", "LOR123"),
    changed("address-that-is-long", "ada.quill@example.org", f"{'a' * 65}@example.org", "LOR123"),
    changed("address-with-a-break", "ada.quill@example.org", '"a@example.org\\nBcc: b@example.org"', "LOR123"),
    refused("script-as-a-website", "x: 1\nsummary: y", "LOR115"),
    changed("website-of-another-scheme", "  email:", "  website: javascript:alert(1)\n  email:", "LOR123"),
    changed("website-of-a-file", "  email:", "  website: file:///etc/passwd\n  email:", "LOR123"),
    changed("website-of-a-share", "  email:", "  website: //host/share\n  email:", "LOR123"),
]  # fmt: skip
LITERAL = [
    literal("norway", "NO", "NO"),
    literal("null-as-a-name", "Null", "Null"),
    literal("octal", "014_123_456", "014_123_456"),
    literal("sixties", "12:30:45", "12:30:45"),
    literal("decimal", "1.10", "1.10"),
    literal("not-a-number", ".nan", ".nan"),
    literal("a-date", "2027-02-30", "2027-02-30"),
    literal("html", "'<script>alert(1)</script>'", "<script>alert(1)</script>"),
    literal("jinja", "'{{ 7 * 7 }} {% raw %}'", "{{ 7 * 7 }} {% raw %}"),
    literal("eight-marks", "a" + "\u0301" * 8, "a" + "\u0301" * 8),
    literal("astral", "👩🏽‍⚕️ 𝔄", "👩🏽‍⚕️ 𝔄"),
    literal("arabic", "محمد \u200f(MD)", "محمد \u200f(MD)"),
    literal("escaped-quote", '"a \\"b\\" \\u00e9"', 'a "b" é'),
    literal("formula", "'=1+1'", "=1+1"),
    literal("a-long-text", "x" * 5_000, "x" * 5_000),
    Case("utf-16", HEAD.encode("utf-16"), at="season", value=2028),
    Case("byte-order-mark", b"\xef\xbb\xbf" + HEAD.encode(), at="season", value=2028),
    Case("crlf", HEAD.replace("\n", "\r\n").encode(), at="season", value=2028),
    Case("zero-in-front", HEAD.replace("2028", "02028").encode(), at="season", value=2028),
]

REFUSED = (*REFERENCES, *SIZES, *CHARACTERS, *FORMS)
ALL = (*REFUSED, *LITERAL)
