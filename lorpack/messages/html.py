"""A message as a small HTML document that reads well on a phone, in light and in dark."""

import re
from html import escape
from urllib.parse import quote

# With a longest length, since each beginning is tried: a long word must not take minutes.
# What may stand before an @ is what profiles accept there: a part of it is another's address.
_LINK = re.compile(
    r"https?://[^\s<>\"]{1,2000}[^\s<>\".,;:!?)]"
    r"|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}"
)
_PAGE = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n</head>\n'
    '<body style="max-width: 38em; margin: 1em auto; padding: 0 1em; '
    'font: 1rem/1.5 system-ui, sans-serif">\n{paragraphs}\n</body>\n</html>\n'
)


def to_page(subject: str, body: str) -> str:
    """The complete document for *body*, plain paragraphs, everything escaped."""
    paragraphs = (
        f'<p style="margin: 0 0 1em">{_inline(block)}</p>'
        for block in body.strip().split("\n\n")
        if block
    )
    return _PAGE.format(title=escape(subject), paragraphs="\n".join(paragraphs))


def _inline(block: str) -> str:
    found, start = [], 0
    for link in _LINK.finditer(block):
        found += [escape(block[start : link.start()]), _anchor(link[0])]
        start = link.end()
    return "".join([*found, escape(block[start:])]).replace("\n", "<br>\n")


def _anchor(address: str) -> str:
    target = address if "://" in address else f"mailto:{quote(address, safe='@')}"
    return f'<a href="{escape(target)}">{escape(address)}</a>'
