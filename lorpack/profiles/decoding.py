"""From bytes to text: the encoding, and the characters that no profile may hold."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lorpack.findings import Finding, Place, Severity

MAX_BYTES = 1 << 20
MAX_LOG_BYTES = 4 << 20
"""A log is as long as it is: 20,000 entries with a note each."""
MAX_MARKS = 8

_HIDDEN = re.compile(
    # Control characters but tab and newline, line separators, turns of direction, marks of
    # byte order inside the text, noncharacters and lone surrogates.
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+"
)
# The first one apart: a search for one class of characters is twice as fast as for a repeat.
_FOREIGN = re.compile(r"[^\x00-\x7f][^\x00-\x7f]{%d,}" % MAX_MARKS)  # noqa: UP031
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_SAVE_UTF8 = "save the file as UTF-8 in your editor"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A stretch of text that no profile may hold: where, the code, and why."""

    start: int
    length: int
    code: str
    message: str
    hint: str


def decode(data: bytes, file: str, most: int = MAX_BYTES) -> tuple[str, list[Finding]]:
    """The text of *data* with ``\\n`` line ends, without a byte order mark; or the finding."""
    if len(data) > most:
        message = f"the file is larger than {most >> 20} MiB"
        return "", [_finding("LOR101", message, Place(file), "a profile holds text only")]
    for magic, what in _MAGIC:
        if data.startswith(magic):
            message = f"this is {what}, not a YAML text file"
            return "", [_finding("LOR103", message, Place(file), "save it as plain text, UTF-8")]
    wide = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode(wide or "utf-8")
    except UnicodeDecodeError as error:
        if wide:
            message = f"the file begins like {wide.upper()} but does not go on so"
            return "", [_finding("LOR103", message, Place(file), _SAVE_UTF8)]
        return "", [_not_utf8(body, error.start, file)]
    if data.count(0) > len(data) // 4 and not wide:
        message = "this looks like UTF-16 without its mark, not like UTF-8"
        return "", [_finding("LOR103", message, Place(file), _SAVE_UTF8)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def suspects(text: str) -> Iterator[Suspect]:
    """What *text* holds that no profile may, in order of kind."""
    for found in _HIDDEN.finditer(text):
        yield _hidden(found)
    for found in _FOREIGN.finditer(text):
        yield from _heaps(found)


def without_hidden(text: str) -> str:
    """*text* with every hidden character replaced, so that reading can go on."""
    return _HIDDEN.sub(lambda found: "\ufffd" * len(found[0]), text)


def _finding(code: str, message: str, place: Place, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, message, place, hint)


def _not_utf8(body: bytes, at: int, file: str) -> Finding:
    """The finding for the first byte that is not UTF-8, with the line as Windows-1252 has it."""
    # One character a byte keeps every line end where it was; the bytes before are UTF-8.
    before = body[:at].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    line_start = before.rpartition("\n")[2]
    rest = re.split(rb"[\r\n]", body[at:], maxsplit=1)[0]
    place = Place(
        file,
        line=before.count("\n") + 1,
        column=len(line_start) + 1,
        excerpt=line_start + rest.decode("cp1252", "replace"),
    )
    try:
        body.decode("cp1252")
        guess = "; it looks like Windows-1252"
    except UnicodeDecodeError:
        guess = ""
    message = f"byte 0x{body[at]:02X} is not UTF-8{guess}"
    return _finding("LOR103", message, place, _SAVE_UTF8)


def _hidden(found: re.Match[str]) -> Suspect:
    char = found[0][0]
    name = unicodedata.name(char, "").lower() or "control character"
    return Suspect(
        found.start(),
        len(found[0]),
        "LOR104",
        f"hidden character U+{ord(char):04X} ({name})",
        "delete it: remove the characters around this place and type them again",
    )


def _heaps(found: re.Match[str]) -> Iterator[Suspect]:
    count = 0
    for index, char in enumerate(f"{found[0]}\n"):
        if unicodedata.category(char) in ("Mn", "Me"):
            count += 1
            continue
        if count > MAX_MARKS:
            # The base may be ASCII, and then stands before the match.
            start = max(0, found.start() + index - count - 1)
            message = f"{count} combining marks on one letter (at most {MAX_MARKS})"
            yield Suspect(start, count + 1, "LOR105", message, "type the letter again")
        count = 0
