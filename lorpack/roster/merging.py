"""The roster against a file: what is new, what changed, and what a person changed and stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lorpack.findings import Finding, Place, Severity
from lorpack.profiles.folders import APPLICANT
from lorpack.profiles.positions import YamlSource
from lorpack.roster.existing import Existing
from lorpack.roster.model import Content, Table
from lorpack.roster.record import RECORD, Digests, digest
from lorpack.roster.wanted import Lost, Wanted


@dataclass(frozen=True)
class Site:
    """The file that is compared, with its application's folder as findings name it."""

    folder: str
    file: str
    source: YamlSource | None
    table: Table

    def place(self, one: Wanted | None = None) -> Place:
        """Where *one* stands in the file; the whole file without it."""
        inner = self.source.place(*one.path) if self.source and one else Place(self.file)
        name = f"{self.folder}/{self.file}"
        return Place(name, inner.line, inner.column, inner.width)

    def cell(self, one: Wanted) -> str:
        """The cell of *one*, in words."""
        return f"{self.table.where(one.value.row, one.value.column)} of {self.table.file}"


@dataclass
class Merge:
    """What comes of it: the values to write, and the digests to remember.

    *gone*: a person deleted the file, and it is not made again.
    """

    changes: list[Wanted] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    gone: bool = False


def merge(wanted: Sequence[Wanted], recorded: Digests, site: Site) -> Merge:
    """Compare *wanted* with the file; *recorded* are the digests of what was imported last."""
    result = Merge(digests=dict(recorded))
    if site.source is None and recorded:
        result.gone = True
        result.findings.append(_deleted(site))
        return result
    for one in wanted:
        new, last = digest(one.value.content), recorded.get(one.key)
        there = _content(site.source, one)
        now = None if there is None else digest(there)
        if now == new:
            result.digests[one.key] = new
        elif now == last:  # Also: not there, and never imported.
            result.digests[one.key] = new
            result.changes.append(one)
        else:
            result.findings.append(_kept(one, site, gone=now is None, is_old=new == last))
    return result


def taken_out(lost: Sequence[Lost], recorded: Digests, site: Site) -> list[Finding]:
    """That *lost* is no more in the file: a note, or a warning when its cells say something new."""
    found = []
    for one in lost:
        new = [
            value for value in one.values if digest(value.value.content) != recorded.get(value.key)
        ]
        shown = (*new, *one.values)[0]
        says = "now says something new about it" if new else "still has it"
        message = (
            f"{one.name} was taken out or renamed here, and stays so; {site.cell(shown)} {says}"
        )
        hint = (
            "call it in the roster as it is called here; or put it back, or take it out there, too"
        )
        severity = Severity.WARNING if new else Severity.INFO
        found.append(Finding("LOR910", severity, message, site.place(shown), hint))
    return found


def emptied(
    wanted: Sequence[Wanted], recorded: Digests, columns: Mapping[str, str], site: Site
) -> list[Finding]:
    """The values that were imported, and whose cells are empty now; they stay.

    *columns* are the keys whose columns the roster has, each with the cell in words.
    """
    now = {one.key for one in wanted}
    return [
        Finding(
            "LOR913",
            Severity.INFO,
            f"`{key}` came from the roster, and {columns[key]} is empty now",
            site.place(),
            "nothing is deleted; take the value out of the file if it should go",
        )
        for key in sorted(recorded.keys() - now)
        if key in columns
    ]


def vanished(
    existing: Existing, seen: Sequence[str] | None, targets: Sequence[str] | None
) -> list[Finding]:
    """The writers' files and the targets that came from a roster, and are in it no more.

    *seen* are the files that rows are about, *targets* the ids that they name; None for a roster
    that is about other things.
    """
    found = []
    for file in existing.sources if seen is not None else ():
        if file.startswith("writers/") and existing.record.of(file) and file not in (seen or ()):
            hint = (
                "nothing is deleted; after a corrected name, rename the file or give a `writer.id`"
            )
            message = "this letter writer is in the roster no more"
            found.append(_warning(message, Place(f"{existing.shown}/{file}"), hint))
    applicant = existing.sources.get(APPLICANT)
    listed = applicant.tree.get("targets") if applicant and targets is not None else None
    for item in listed if isinstance(listed, list) else ():
        id = item.get("id") if isinstance(item, dict) else None
        imported = f"targets[{id}].id" in existing.record.of(APPLICANT)
        if imported and id not in (targets or ()):
            hint = "nothing is deleted; take it out of the file if it should go"
            message = f"the target `{id}` is in the roster no more"
            found.append(_warning(message, Place(f"{existing.shown}/{APPLICANT}"), hint))
    return found


def _content(source: YamlSource | None, one: Wanted) -> Content | list[str] | None:
    value = source.tree_at(one.path) if source else None
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return value
    return value if value is None or isinstance(value, str) else "\0"  # Not a value at all.


def _kept(one: Wanted, site: Site, *, gone: bool, is_old: bool) -> Finding:
    """A value that a person changed. Neither value is shown: both places are."""
    done = "was taken out here, and stays out" if gone else "was changed here, and stays"
    other = "still has" if is_old or gone else "now has"
    message = f"`{one.key}` {done}; {site.cell(one)} {other} another value"
    if gone:
        message = f"`{one.key}` {done}; {site.cell(one)} still has it"
    severity = Severity.INFO if is_old else Severity.WARNING
    hint = "correct the cell, or the file: once they say the same, the roster is followed again"
    return Finding("LOR910", severity, message, site.place(one), hint)


def _deleted(site: Site) -> Finding:
    hint = f"delete its row, too; or delete {site.folder}/{RECORD}, and it is made again"
    message = "the file was deleted, and is not made again; the roster still has it"
    return _warning(message, site.place(), hint, "LOR910")


def _warning(message: str, place: Place, hint: str, code: str = "LOR911") -> Finding:
    return Finding(code, Severity.WARNING, message, place, hint)
