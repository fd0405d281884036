"""What went into a packet, as a digest: the same digest, the same packet."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lorpack.batch.versions import code
from lorpack.documents.files import read_supplied
from lorpack.errors import DocumentError, TemplateFault
from lorpack.findings import Finding
from lorpack.letters import theme_of
from lorpack.packet.supplies import supplies_of
from lorpack.profiles.application import Application, LetterWriter
from lorpack.profiles.folders import (
    APPLICANT,
    PORTALS,
    SPECIALTIES,
    TEMPLATES,
    has_office,
    own_files,
    read_own,
)
from lorpack.profiles.settings import Ignored
from lorpack.templating import own_templates, packaged_templates

_KNOWN = (PORTALS, SPECIALTIES)
_NOT_FOR_PAGES = ("messages/", "themes/")
_TAKES_IN = re.compile(r"\{%[-+]?\s*(include|import|from|extends)\b")


def digest_of(application: Application, writer: LetterWriter) -> str:
    """The SHA-256, in hex, over every file, setting and version that *writer*'s packet depends on.

    Profiles count as they were read, whatever became of their files since.
    """
    folder = application.folder
    own = {name: application.sources[name].digest for name in (APPLICANT, writer.file)}
    own |= {name: _own_sha(folder, name) for kind in _KNOWN for name in own_files(folder, kind)}
    own |= {name: _supplied_sha(folder, name) for name in set(_supplied(application, writer))}
    used = [own, _settings(application, writer), _templates(application, writer), code()]
    return hashlib.sha256(json.dumps(used, sort_keys=True).encode()).hexdigest()


_NOT_ON_PAGES: Mapping[str, Any] = {
    "reminders": True, "mail": {"attach_on"}, "writers": True, "ignore": True,
}  # fmt: skip


def _settings(application: Application, writer: LetterWriter) -> list[Any]:
    """The settings that *writer*'s packet and its entry in the manifest are made with.

    They count by value, wherever they stand: a new quiet day of an office is no reason to build
    its whole class anew.
    """
    settings = application.settings
    own = settings.writers.get(writer.id)
    return [
        settings.model_dump(mode="json", exclude=dict(_NOT_ON_PAGES)),
        own.model_dump(mode="json") if own else None,
        [entry.model_dump(mode="json") for entry in _on_record(application)],
    ]


def _supplied(application: Application, writer: LetterWriter) -> Iterator[str]:
    """The files that *writer*'s packet, and its entry in the manifest, are made of."""
    yield from (supply.file for supply in supplies_of(application, writer))
    yield from application.settings.fonts
    if _on_record(application):
        # The entry has what was ignored in any statement, be it in the packet or not.
        statements = (target.statement for target in application.applicant.targets)
        yield from (name for name in (writer.profile.statement, *statements) if name)


def _on_record(application: Application) -> list[Ignored]:
    return [entry for entry in application.settings.ignore if entry.is_about_privacy]


def _supplied_sha(folder: Path, name: str) -> str:
    """The hash of what the build will read, or the code of the reason why it will read nothing."""
    try:
        return hashlib.sha256(read_supplied(folder, name)).hexdigest()
    except DocumentError as error:
        return error.code


def _templates(application: Application, writer: LetterWriter) -> dict[str, str]:
    """What lays out the packet, as the build will read it, or why it will refuse it.

    Templates of messages and the styles of other themes have no part in it, as long as no page
    template of one's own takes in others.
    """
    folder, found = application.folder, packaged_templates()
    if (folder / TEMPLATES).is_dir() or has_office(folder):
        try:
            found = {**found, **own_templates(folder)}
        except TemplateFault as fault:
            return {fault.file: fault.message}
    used = ("themes/base.css", f"themes/{theme_of(application, writer)}.css")
    pages = {n: text for n, text in found.items() if not n.startswith(_NOT_FOR_PAGES)}
    packaged = packaged_templates()
    if not any(_TAKES_IN.search(text) for n, text in pages.items() if text != packaged.get(n)):
        found = pages | {name: found[name] for name in used}
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in found.items()}


def _own_sha(folder: Path, name: str) -> str:
    data = read_own(folder, name)
    return data.message if isinstance(data, Finding) else hashlib.sha256(data).hexdigest()
