"""LOR506: what was left to be filled in, in profiles and statements."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from lorpack.advice.privacy.model import word_set
from lorpack.advice.statements import Statement
from lorpack.advice.wording.texts import Passage, words
from lorpack.findings import Finding, Severity
from lorpack.profiles.application import Application

_SURE = word_set(
    """
    name names hospital program programme institution school university department specialty
    speciality date deadline month year email phone address city country doctor dr insert todo tbd
    tba placeholder xx writer supervisor preceptor surname
    """
)
_BESIDE = word_set(
    """
    your a an the of and or in here to be full first last given family middle applicant applicants
    student students writer writers recipient patient patients attending title position number
    rotation service project topic case example text short specific month s your you yours add fill
    enter choose select letter program application
    """
)
_INSTITUTIONS = word_set("hospital program programme school university department city country")
_STARTS = r"(?:insert|fill in|add|enter|choose|select|describe)\s+(?:your|a|an|the|name)\b"
_NAMES = (("Your", "Name"), ("First", "Writer"))

STARTER_TEXTS = frozenset(
    """\
the name as pages print it, when it is not given + family|what people call you|the name in its own script
Your Medical School|City|Country|you@example.org|writer@example.org|12345678|0-123-456-7
Two or three sentences on who you are.|Why this specialty, and where you are heading.|Name of a program
What draws you there|Name of the hospital|as the portal shows it|Why you ask this person, in a sentence or two.
the medical problem, and nothing about the person|what you did|what they told you|what you changed
something they saw you do|words that stand in your CV, to be marked for this writer""".replace(
        "\n", "|"
    ).split("|")
)
"""What `lorpack init` writes to be replaced (the tests compare it with the files)."""

_STARTER_STATEMENT = "Replace this text with your personal statement."


_MARKS = (
    "[", "<", "{", "«", "__", "??", "...", "…", "xxx", "todo", "fixme", "lorem", "insert", "text here", "text goes",
    "name here", "name goes", "(your", "/yy", "-yy", "xx/xx", "placeholder", "tba", "tbc", "tbd", "asdf", "to be ",
)  # fmt: skip
"""A text without any of these has no placeholder; most have none."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?=(?P<bracket>(?<![!\]\\])\[[^\[\]<>{}\n]{2,60}\](?![(\[])|<[^<>\[\]{}@/\n]{2,60}>"
        r"|(?<!\{)\{[^{}\n]{2,60}\}(?!\})|«[^«»\n]{2,60}»))[\[<{«]"
        r"|(?P<sure>\{\{[^{}\n]{0,60}\}\}|(?-i:\b(?:TODO|FIXME)\b)|\blorem ipsum\b"
        r"|\byour (?:full |first |last |family )?name (?:goes )?here\b|\(your (?:full )?name\)"
        r"|\b(?:MM|DD)[/-](?:MM|DD)[/-]YY(?:YY)?\b|\bXX/XX\b"
        r"|\b(?:your |enter |type |insert )(?:your )?text (?:goes )?here\b|\bplaceholder text\b"
        r"|\binsert (?:your |the |a )?(?:name|text|date|details|example|case|hospital|program)s?\b[^.\n]{0,30}\bhere\b"
        r"|(?<!\d,)(?<!\d, )(?<!volume )(?<!vol\. )(?<!chapter )\bx{3,}\b(?! \w*(?:congr|meeting|sympos|confer"
        r"|jornad|kongres|annual|inter|nation))"
        r"|\b(?:Dr|Dre|Prof|Mr|Mrs|Ms)\.? ?_{2,})"
        r"|(?P<blank>(?<![\w_*])_{3,}(?![\w_*]))"
        r"|(?P<whole>\A\W{0,3}(?:tb[acd]|to be (?:added|filled in|written|completed|confirmed)|asdf+)\W{0,3}\Z"
        r"|\A\s*(?:\?{2,}|\.{3,}|…)\s*\Z)",
        re.IGNORECASE,
    )


def findings(
    application: Application, passages: Sequence[Passage], statements: Sequence[Statement]
) -> Iterator[Finding]:
    """Placeholders are errors; what `lorpack init` wrote is a warning, since it builds at once."""
    texts = [one.text for one in passages] + [one.text for one in statements]
    everything = "\n".join(texts).lower()
    marks = [mark for mark in _MARKS if mark in everything]
    for passage in passages:
        for start, end in _marked(passage.text, marks):
            message = _left(passage.text[start:end])
            yield passage.finding("LOR506", Severity.ERROR, message, _FILL, (start, end))
        if passage.text in STARTER_TEXTS:
            yield passage.finding("LOR506", Severity.WARNING, _example(passage.text), _OWN)
    yield from _names(application)
    for statement in statements:
        yield from _in_statement(statement, marks)


def _marked(text: str, marks: Sequence[str]) -> Iterator[tuple[int, int]]:
    lower = text.lower()
    if any(mark in lower for mark in marks):
        yield from spans(text)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where placeholders stand in *text*."""
    last = 0
    for match in _pattern().finditer(text):
        name = "bracket" if match["bracket"] else "blank" if match["blank"] else 0
        start, end = match.span(name)
        if start < last:
            continue
        if name == "bracket" and not _is_to_fill(match["bracket"][1:-1]):
            continue
        if name == "blank" and _is_rule(text, match):
            continue
        last = end
        yield start, end


def _is_to_fill(content: str) -> bool:
    """Whether the *content* of brackets asks to be filled in, and is no remark or citation."""
    found = words(content.replace("’", "'").replace("'s", ""))
    if (
        re.match(_STARTS, content.casefold().strip())
        or "insert" in found[:1]
        or not content.strip("_ ")
    ):
        return True
    if "name" in found:
        return set(found) <= _SURE | _BESIDE
    is_remark = found[:1] in (["the"], ["a"], ["an"])
    is_proper_name = len(_INSTITUTIONS & set(found)) > 1 and not re.search("[,/]", content)
    known = set(found) <= _SURE | _BESIDE and not _SURE.isdisjoint(found)
    return known and not is_remark and not is_proper_name


def _is_rule(text: str, match: re.Match[str]) -> bool:
    """Whether the line holds nothing else: in Markdown, a rule between two paragraphs."""
    line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
    return not line.strip(" _")


_FILL = "write what belongs here, or take it out"
_OWN = "write your own, or delete the line"


def _left(shown: str) -> str:
    return f"“{shown}” was left to be filled in"


def _example(shown: str) -> str:
    return f"“{shown}” is the example that `lorpack init` wrote"


def _names(application: Application) -> Iterator[Finding]:
    profiles = [("applicant.yaml", "", application.applicant.name)]
    profiles += [(one.file, one.id, one.profile.name) for one in application.writers]
    for file, writer, name in profiles:
        if (name.given, name.family) in _NAMES:
            place = application.place(file, "name", "given")
            message = _example(f"{name.given} {name.family}")
            hint = "write the name here"
            yield Finding("LOR506", Severity.WARNING, message, place, hint, writer)


def _in_statement(one: Statement, marks: Sequence[str]) -> Iterator[Finding]:
    for start, end in _marked(one.text, marks):
        place, message = one.place(start, end), _left(one.text[start:end])
        yield Finding("LOR506", Severity.ERROR, message, place, _FILL, one.writer)
    start = one.text.find(_STARTER_STATEMENT)
    if start >= 0:
        place = one.place(start, start + len(_STARTER_STATEMENT))
        hint = "write your statement into this file, or name another under `statement:`"
        message = _example(_STARTER_STATEMENT)
        yield Finding("LOR506", Severity.WARNING, message, place, hint, one.writer)
