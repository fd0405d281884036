"""Words with their looks, and paragraphs, written as CommonMark."""

import re

_ESCAPED = re.compile(r"([\\`*_\[\]<>&~|])")
_STARTS = re.compile(r"^(\s*)([#+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)

Piece = tuple[str, bool, bool]


def inline(pieces: list[Piece]) -> str:
    """The pieces as CommonMark, stripped; marks that it would not read as such are left out."""
    result = ""
    for index, (text, bold, italic) in enumerate(pieces):
        core = text.strip()
        mark = "*" * (2 * bold + italic)
        if not core or not mark or "\n" in core:
            result += _escaped(text)
            continue
        start = text[: len(text) - len(text.lstrip())]
        end = text[len(text.rstrip()) :]
        before = (result + start)[-1:]
        after = (end + (pieces[index + 1][0] if index + 1 < len(pieces) else ""))[:1]
        opens = not before.isalnum() or core[0].isalnum()
        closes = not after.isalnum() or core[-1].isalnum()
        touches = before == "*" and not start
        if touches or not (opens and closes):
            mark = ""
        result += f"{start}{mark}{_escaped(core)}{mark}{end}"
    lines = [" ".join(line.split()) for line in result.strip().split("\n")]
    text = "\\\n".join(line for line in lines if line)
    return _STARTS.sub(lambda found: _escaped_start(found), text)


def _escaped(text: str) -> str:
    return _ESCAPED.sub(r"\\\1", text)


def _escaped_start(found: re.Match[str]) -> str:
    """A line's start that CommonMark would take for a heading, list or rule, made plain."""
    head = found[2]
    return f"{found[1]}{head}\\" if head.isdigit() else f"{found[1]}\\{head}"


def joined(blocks: list[tuple[str, str]]) -> str:
    """The blocks with blank lines between them, none between the items of one list."""
    result = ""
    previous = ""
    for prefix, text in blocks:
        in_list = prefix in ("- ", "1. ")
        if result:
            result += "\n" if in_list and prefix == previous else "\n\n"
        body = text
        if in_list:
            body = text.replace("\n", "\n" + " " * len(prefix))
        elif prefix:
            body = text.replace("\\\n", " ")
        result += prefix + body
        previous = prefix
    return result + "\n" if result else ""
