"""YAML's own error messages, in plain words.

Two parsers stand behind PyYAML and word their problems differently, so a problem is matched by
what both have in common, and by the character it stands at. What is not known here keeps the
parser's words, with the right line and column.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import yaml

_QUOTE = 'put the text in quotes, as in  problem: "DKA: second admission"'

NO_BREAK_SPACE = "a no-break space (U+00A0) stands where YAML wants an ordinary one"
TYPE_A_SPACE = "type an ordinary space in its place; it came in by copying"
_NO_BREAK_SPACE = re.compile(r"[ \t]*(?:(?:- )*[A-Za-z_][\w-]*:|-)?\u00a0")
_GLUED = re.compile(r"\s*(?:- )?[A-Za-z_]+:(?=[^\s/:])")


@dataclass(frozen=True, slots=True)
class Problem:
    """A syntax error: a code, what and where (0-based), and what to do about it."""

    code: str
    message: str
    hint: str
    line: int
    column: int


def no_break_space(text: str) -> int | None:
    """Where *text*, a line or the start of one, has U+00A0 as indentation or behind a sign."""
    found = _NO_BREAK_SPACE.match(text)
    return found.end() - 1 if found else None


def _hard_space(lines: list[str], marks: Iterable[yaml.Mark | None]) -> Problem | None:
    """A no-break space on a line of the *marks* or the one before, or None."""
    for number in sorted({at for mark in marks if mark for at in (mark.line - 1, mark.line)}):
        column = no_break_space(lines[number]) if 0 <= number < len(lines) else None
        if column is not None:
            return Problem("LOR104", NO_BREAK_SPACE, TYPE_A_SPACE, number, column)
    return None


def explain(error: yaml.YAMLError, lines: list[str]) -> Problem:
    """*error* in plain words; *lines* are those of the file."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem("LOR106", f"this is not YAML: {error}", "", 0, 0)
    marks = (error.problem_mark, error.context_mark)
    return _hard_space(lines, marks) or _explained(error, lines, *marks)


def _explained(
    error: yaml.MarkedYAMLError, lines: list[str], mark: yaml.Mark, start: yaml.Mark | None
) -> Problem:
    """*error* at *mark*, within what begins at *start*."""
    line, column = mark.line, mark.column
    context = error.context or ""
    problem = error.problem or ""
    text = lines[line] if line < len(lines) else ""
    indent = re.match(r"[ \t]*", text)
    if (indent and "\t" in indent[0]) or "tab character" in problem:
        message = "a tab in the indentation; YAML wants spaces"
        return Problem("LOR107", message, "replace each tab by two spaces", line, text.find("\t"))
    if "quoted scalar" in context and "unexpected" in problem and start is not None:
        message = "a quote is opened here and never closed"
        hint = "close it; a \" inside double quotes is written \\\", a ' inside single quotes ''"
        return Problem("LOR106", message, hint, start.line, start.column)
    if "flow" in context and start is not None:
        # The context begins at the bracket, or at what should have followed it.
        line, before = start.line, lines[start.line][: start.column + 1].rstrip()
        while line and not before:
            line, before = line - 1, lines[line - 1].rstrip()
        at = max(before.rfind("["), before.rfind("{"))
        column = start.column if at < 0 else at
        bracket = "]" if before[column:].startswith("[") else "}"
        message = f"a bracket is opened here and not closed with {bracket} in time"
        hint = f"close it, or put a comma between the items; {_QUOTE}"
        return Problem("LOR106", message, hint, line, column)
    if "scanning an alias" in context or "scanning an anchor" in context:
        return _star(text, start.column if start else column, line)
    if "expected ':'" in problem and start is not None:
        line, column = start.line, start.column
        text = lines[line] if line < len(lines) else ""
    for number in (line, line - 1):
        glued = _GLUED.match(lines[number]) if 0 <= number < len(lines) else None
        if glued and (number == line or "mapping values" in problem):
            message = "a space is missing after the colon"
            return Problem("LOR106", message, "write  key: value", number, glued.end() - 1)
    message, hint = _words(problem, text, column)
    return Problem("LOR106", message, hint, line, column)


def _star(text: str, column: int, line: int) -> Problem:
    sign = text[column : column + 1]
    message = f"text cannot begin with {sign}, which means something else in YAML"
    hint = f'put it in quotes: "{text[column : column + 30].strip()}"'
    if sign == "*" and text[column + 1 : column + 2] in (" ", ""):
        message = 'a list item begins with "- ", not with *'
        hint = "replace the * by -"
    return Problem("LOR109", message, hint, line, column)


def _words(problem: str, text: str, column: int) -> tuple[str, str]:
    """Message and hint for a *problem* at *column* of the line *text*."""
    here = text[column : column + 1]
    for pattern, message, hint in _KNOWN:
        if re.search(pattern, problem):
            return message.format(here=here), hint
    if "expected key" in problem or "<block end>" in problem:
        return _no_key(text, column)
    if "mapping values are not allowed" in problem:
        return _second_colon(text, column)
    return f"this is not YAML: {problem}", _QUOTE


def _no_key(text: str, column: int) -> tuple[str, str]:
    before, here = text[:column].rstrip(), text[column:]
    if before.endswith(('"', "'")):
        return "text goes on after the closing quote", "put the whole value in quotes, or none"
    if here.startswith(("]", "}", ",")):
        return f"a {here[0]} that nothing opened", "delete it, or put the text in quotes"
    if here.startswith(":"):
        return "a colon without a key before it", "write  key: value"
    return (
        "this line is indented differently from the lines it belongs to",
        "begin the keys (or the - ) of one group in the same column",
    )


def _second_colon(text: str, column: int) -> tuple[str, str]:
    first = text[:column].strip().removeprefix("- ")
    if ": " in first or first.count(":") or re.match(r"\s*- .*: ", text[:column]):
        return "a second colon on this line makes YAML see another key", _QUOTE
    return (
        "a key cannot stand here; the line above has a value already, or lacks its colon",
        "indent the keys of one group equally, and write  key: value  with a space after the colon",
    )


_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        "cannot start any token",
        "text cannot begin with {here}, which means something else in YAML",
        "put the text in quotes",
    ),
    (
        "unknown escape character|expected escape|hexdecimal number",
        "a \\ inside double quotes begins a code",
        "write \\\\ for a backslash, or use single quotes",
    ),
    (
        "sequence entries are not allowed",
        "a list item cannot begin here",
        'put each "- " on a line of its own below the key',
    ),
    (
        "could not find expected ':'",
        "this line is neither  key: value  nor part of the text above",
        "add the colon; indent text that goes on by two spaces more than its key",
    ),
    (
        "expected '-' indicator",
        'this list goes on with something that does not begin with "- "',
        'begin every item with "- " in the same column',
    ),
    (
        "document start",
        "there is text after the end of the document",
        "delete the line with ... or ---",
    ),
    (
        "comment or line break|chomping or indentation",
        "text cannot stand on the line of the | or >",
        "begin the text on the next line, indented",
    ),
    (
        "directive",
        "a line cannot begin with %",
        "put the text in quotes, or write # for a comment",
    ),
    (
        "tag handle|URI|expected '!'",
        "text cannot begin with !, which means something else in YAML",
        "put the text in quotes",
    ),
)
