"""Characters that no font of the packet has: they would print as empty boxes."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from lorpack.findings import Finding, Place, Severity
from lorpack.fonts import missing_characters, own_fonts
from lorpack.portals import own_portals
from lorpack.profiles.application import Application, LetterWriter, Step

_EXTRAS = (("ARABIC", "arabic"), ("DEVANAGARI", "devanagari"), ("CJK", "cjk"), ("HIRAGANA", "cjk"),
           ("KATAKANA", "cjk"), ("HANGUL", "cjk"))  # fmt: skip


def findings(application: Application) -> Iterator[Finding]:
    """One finding for each text that holds a character without a glyph, at its place."""
    profiles: list[tuple[str, str, Any]] = [("applicant.yaml", "", application.applicant)]
    profiles += [(writer.file, writer.id, writer.profile) for writer in application.writers]
    for file, writer_id, profile in profiles:
        for path, text in _texts(profile.model_dump(), ()):
            if not text.isascii():
                place = application.place(file, *path)
                yield from unprintable(application, text, place, writer_id)
    for source in own_portals(application.folder).sources.values():
        for path, text in _texts(source.tree, ()):
            if not text.isascii():
                yield from unprintable(application, text, source.place(*path), "")


def all_text(application: Application, writer: LetterWriter) -> str:
    """Every text of the applicant's and *writer*'s profiles and of own portals, in one."""
    profiles = (application.applicant.model_dump(), writer.profile.model_dump())
    portals = (source.tree for source in own_portals(application.folder).sources.values())
    trees = (*profiles, *portals)
    return "\n".join(text for tree in trees for _, text in _texts(tree, ()))


def unprintable(
    application: Application, text: str, place: Place, writer_id: str
) -> Iterator[Finding]:
    """A finding at *place* when *text* holds a character that no font has."""
    own = own_fonts(application.folder, application.settings.fonts)
    missing = missing_characters([text], own)
    if missing:
        message = f"no font here has {named(missing)}; it would print as an empty box"
        yield Finding("LOR752", Severity.WARNING, message, place, _remedy(missing[0]), writer_id)


def _texts(value: Any, path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), key
            yield from _texts(inner, (*path, key))
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
    elif isinstance(value, str):
        yield path, value


def named(characters: Sequence[str]) -> str:
    """The first *characters* in words, with their code points."""
    shown = [f"{char} (U+{ord(char):04X})" for char in characters[:4]]
    more = f" and {len(characters) - 4} more" if len(characters) > 4 else ""
    return ", ".join(shown) + more


def _remedy(character: str) -> str:
    name = unicodedata.name(character, "")
    extra = next((extra for word, extra in _EXTRAS if name.startswith(word)), None)
    if extra:
        return f'install the fonts of this script: pip install "lorpack[{extra}]"'
    return "name a font file that has it under `fonts:` in lorpack.yaml, or leave the character out"
