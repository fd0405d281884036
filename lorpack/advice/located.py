"""Where words of a text stand: in a profile, or in a file of plain lines."""

import re

from lorpack.findings import Place
from lorpack.profiles.application import Application, Step


def in_profile(
    application: Application, file: str, path: tuple[Step, ...], text: str, start: int, end: int
) -> Place:
    """Where the characters *start* to *end* of *text*, the value at *path* of *file*, stand."""
    words = text[start:end]
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    before = sum(1 for each in pattern.finditer(text) if each.start() < start)
    return application.find(file, words, *path, skip=before)


def in_lines(file: str, text: str, start: int, end: int) -> Place:
    """Where the characters *start* to *end* stand in *file*, whose content is *text*."""
    line = text.count("\n", 0, start)
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    width = len(text[start:end].partition("\n")[0])
    excerpt = text[first:] if last < 0 else text[first:last]
    return Place(file, line + 1, start - first + 1, width, excerpt)
