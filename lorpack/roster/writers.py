"""Which file is whose: the ids of the writers of one student."""

from collections.abc import Sequence
from itertools import count

from lorpack.findings import Notice
from lorpack.profiles.wording import error
from lorpack.roster.existing import Existing
from lorpack.roster.ids import LONGEST, same, slug
from lorpack.roster.model import WriterRow
from lorpack.roster.record import digest


def writer_ids(
    writers: Sequence[WriterRow], existing: Existing
) -> tuple[dict[int, str], dict[int, Notice]]:
    """The id of each writer by row, and the rows that can have none.

    An id in the roster counts. Without one, a writer is the one of the same name whose file is
    there (or was imported); only else a new id is made, of the family name. So ids stay as they
    are when rows are sorted, added or deleted.
    """
    ids = {writer.row: writer.id for writer in writers if writer.id}
    problems = {row: notice for row, id in ids.items() if (notice := _clash(id, existing))}
    rest = [writer for writer in writers if not writer.id]
    for writer in rest:
        known = _known(writer, existing, set(ids.values()))
        is_there = f"writers/{known}.yaml" in existing.sources
        # A file that is there comes before one that was: it may be the same, renamed.
        if not is_there and (file := _misnamed(writer, existing)):
            ids[writer.row] = file.removeprefix("writers/").rpartition(".")[0]
            problems[writer.row] = _to_rename(file)
        elif known:
            ids[writer.row] = known
    taken = {*ids.values(), *(_stem(name) for name in existing.names)}
    taken |= {_stem(file.rpartition("/")[2]) for file in existing.record.files}
    for writer in rest:
        if writer.row not in ids and (id := _new(writer, rest, taken)):
            ids[writer.row] = id
            taken.add(id)
    return ids, problems


def _known(writer: WriterRow, existing: Existing, claimed: set[str]) -> str:
    """The id of the file that is about *writer*, or empty."""
    given, family = _text(writer, "given"), _text(writer, "family")
    found = []
    files = {*existing.sources, *existing.record.files}
    for file in sorted(files, key=lambda file: (file not in existing.sources, file)):
        id = _stem(file.removeprefix("writers/"))
        if file != f"writers/{id}.yaml" or id in claimed:
            continue
        name = _name(existing, file)
        recorded = existing.record.of(file)
        last = recorded.get("name.given"), recorded.get("name.family")
        if name == (same(given), same(family)) or last == (digest(given), digest(family)):
            found.append(id)
    return found[0] if family and found else ""


def _misnamed(writer: WriterRow, existing: Existing) -> str:
    """The file that is about *writer*, though its name is none of a writer's; or empty.

    A second file for the same person would be made beside it otherwise.
    """
    name = same(_text(writer, "given")), same(_text(writer, "family"))
    files = (file for file in sorted(existing.sources) if _is_misnamed(file))
    return next((file for file in files if name[1] and _name(existing, file) == name), "")


def _is_misnamed(file: str) -> bool:
    name = file.removeprefix("writers/")
    return name != file and name != f"{_stem(name)}.yaml"


def _to_rename(file: str) -> Notice:
    id = slug(_stem(file.removeprefix("writers/"))) or "chen"
    message = f"{file} is about this letter writer, but its name is none of a writer's file"
    return error("LOR907", message, f"rename it to {id}.yaml, and import again")


def _name(existing: Existing, file: str) -> tuple[str, str] | None:
    source = existing.sources.get(file)
    if source is None:
        return None
    given, family = (source.tree_at(("name", part)) for part in ("given", "family"))
    return same(str(given)), same(str(family))


def _new(writer: WriterRow, others: Sequence[WriterRow], taken: set[str]) -> str:
    """``chen``; ``chen-mei`` where two are called Chen; ``chen-mei-2`` at last."""
    family, given = slug(_text(writer, "family")), slug(_text(writer, "given"))
    if not _text(writer, "family"):
        return ""
    base = family or "writer"
    if [slug(_text(other, "family")) for other in others].count(family) > 1 or base in taken:
        base = _joined(base, given) if given else base
    numbered = (_joined(base, str(number)) for number in count(2))
    return base if base not in taken else next(id for id in numbered if id not in taken)


def _joined(base: str, end: str) -> str:
    """``base-end``, of which *base* is cut where both were longer than an id may be."""
    return f"{base[: LONGEST - len(end) - 1].rstrip('-')}-{end}"


def _clash(id: str, existing: Existing) -> Notice | None:
    """Why a file for *id* cannot be made beside those that are there."""
    if f"writers/{id}.yaml" in {*existing.sources, *existing.unusable}:
        return None
    if id in {_stem(name) for name in existing.names}:
        message = f"there is a file in writers/ whose name is `{id}`, but for case or ending"
        return error("LOR907", message, f"rename it to {id}.yaml, or give another `writer.id`")
    return None


def _text(writer: WriterRow, part: str) -> str:
    value = writer.fields.get(("name", part))
    return str(value.content) if value else ""


def _stem(name: str) -> str:
    return name.casefold().rpartition(".")[0]
