"""LOR513: words that press a writer, in `why_you`, `focus` and own templates of messages."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from lorpack.advice.located import in_lines
from lorpack.advice.privacy.model import word_set
from lorpack.advice.wording.texts import Passage, words
from lorpack.errors import TemplateFault
from lorpack.findings import Finding, Severity
from lorpack.profiles.application import Application
from lorpack.profiles.folders import has_own_messages

_FIELDS = ("why_you", "letter.focus")
_DO = r"(?:write|submit|send|upload|finish|do|reply|respond|help|complete|give|sign|agree|hurry)\b"
_NOW = r"(?:immediately|right away|at once)"
_COMMENT = r"(?s)\{#.*?#\}"
_DENIED = (
    r"(?i)(?:\b(?:not|no|never|nothing|without|if|in case|unless|whether|neither|nor)\b|n[’']t\b)"
    r"[^.!?\n]{0,40}\Z"
)
_NEEDS = word_set(
    "asap possible urgent urgently must need needed have expect require desperate desperately begging beg hope"
    " nobody one without chance depends rests hands let promised owe counting after sure immediately away once"
)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:ASAP|as soon as possible|urgently need(?:ed)?"
        r"|(?:this|it|my (?:request|case|situation|letter)|the (?:matter|letter|deadline)) is"
        r" (?:very |really |quite |extremely )?urgent"
        r"|urgent (?:request|matter|letter|reminder|reply|response|application)"
        rf"|you must {_DO}|I (?:need|expect|require) you to|you (?:need|have) to {_DO}"
        r"|(?:must|have to|need to) (?:have|get|receive) (?:your|the|this|my) (?:letter|evaluation|reference|SLOE)"
        r"|desperate(?:ly)?|I(?: am|[’']m) begging|I beg you|my (?:last|only) (?:hope|chance)"
        r"|(?:no one|nobody) else (?:will|is left)|I have (?:no one|nobody) else|without (?:your|this) letter I"
        r"|my (?:whole |entire )?(?:career|future|life|match) (?:depends|rests|is in your hands)"
        r"|(?:all|everything) depends on you|don[’']t let me down|you (?:promised|owe)"
        r"|(?:am|[’']m) counting on you|after (?:all|everything) I (?:did|have done) for you|are you sure\?"
        rf"|{_DO} (?:it|this|(?:the|your|this|my) (?:letter|evaluation|reference|form)) {_NOW}"
        rf"|(?:submitted|uploaded|sent in) {_NOW}|please (?:\w+ ){{1,5}}?{_NOW})(?!\w)"
        r"|(?<=Subject: )urgent\b|^urgent(?=:)|\burgent(?=!)|(?-i:\bURGENT\b)(?! (?:CARE|CLINIC))",
        re.IGNORECASE | re.MULTILINE,
    )


def findings(application: Application, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Every place where a message would press (source: DOMAIN.md A7, 153 and 158)."""
    for passage in passages:
        if passage.writer and passage.field in _FIELDS:
            for match in pressing(passage.text):
                yield passage.finding(
                    "LOR513", Severity.WARNING, _message(match[0]), _HINT, match.span()
                )
    for file, text in _own(application.folder):
        for match in pressing(text):
            place = in_lines(file, text, *match.span())
            yield Finding("LOR513", Severity.WARNING, _message(match[0]), place, _HINT)


def pressing(text: str) -> Iterator[re.Match[str]]:
    """The words in *text* that press; not in a template's comments, nor where they are denied."""
    if _NEEDS.isdisjoint(words(text)):
        return
    plain = re.sub(_COMMENT, lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    for match in _pattern().finditer(plain):
        if not re.search(_DENIED, plain[max(0, match.start() - 60) : match.start()]):
            yield match


def _own(folder: Path) -> Iterator[tuple[str, str]]:
    """The messages that are not lorpack's own: the file, and what is in it.

    None when one cannot be read: filling it in tells what is wrong with it.
    """
    if not has_own_messages(folder):
        return
    from lorpack.templating import own_templates

    try:
        own = own_templates(folder)
    except TemplateFault:
        return
    for name, text in own.items():
        if name.startswith("messages/") and name.endswith(".txt.j2"):
            yield own.place(name), text


_HINT = "give the date and the reason for it, and leave a way to decline"


def _message(shown: str) -> str:
    return f"“{shown}” presses the writer"
