"""What is known, for `lorpack portals` and `lorpack specialties`: each fact with its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lorpack.cli import console
from lorpack.cli.options import Place
from lorpack.errors import ExitCode, InputError, UsageError
from lorpack.findings import errors_in
from lorpack.profiles.folders import APPLICANT, SETTINGS

if TYPE_CHECKING:
    from lorpack.portals.own import Own

in_option = click.option(
    "--in",
    "folder",
    type=Place(InputError, file_okay=False),
    help="The application, or the folder of an office.  [default: the current folder, if it is one]",
)

yaml_option = click.option(
    "--yaml", "as_yaml", is_flag=True, help="Print the file that says it, to start your own from."
)


@dataclass(frozen=True)
class Knowledge:
    """All sheets of one kind (``portals``), which of them are the user's, and where files are."""

    kind: str
    sheets: Sequence[Any]
    own: "Own[Any]"
    shipped: Path
    folder: Path

    def origin(self, id: str) -> tuple[str, ...]:
        """The files that say what is known of *id*; ``lorpack`` for what it ships."""
        there = (self.shipped / f"{id}.yaml").is_file()
        return (*(("lorpack",) if there else ()), *self.own.files.get(id, ()))


def application_in(folder: Path | None) -> Path | None:
    """The folder whose own files count; None outside an application. Raises InputError."""
    where = (folder or Path()).resolve()
    if (where / APPLICANT).exists() or (where / SETTINGS).exists():
        return where
    if folder is None:
        return None
    raise InputError(f"no application in {folder}", "name a folder that has an applicant.yaml")


def show(known: Knowledge, name: str | None, style: str) -> ExitCode:
    """List what is *known*, or show the one called *name*, as text, JSON or YAML.

    1 when an own file has errors and is not used, else 0. Raises UsageError.
    """
    if name is None and style == "yaml":
        raise UsageError("which one?", f"`lorpack {known.kind} NAME --yaml` prints one")
    if name is None:
        _show_all(known, style)
    else:
        _show_one(known, _named(known.sheets, name), style)
    if style == "yaml":
        return ExitCode.DONE  # Into an own file, which the shell has just emptied.
    faulty = sorted({finding.place.file for finding in errors_in(known.own.findings)})
    for file in faulty:
        console.say(f"{console.plain(file)} has errors and is not used: see `lorpack check`")
    return ExitCode.FINDINGS if faulty else ExitCode.DONE


def _named(sheets: Sequence[Any], name: str) -> Any:
    sheet = next((one for one in sheets if _is_called(one, name)), None)
    if sheet is None:
        from lorpack.cli.base import nearest

        ids = [one.id for one in sheets]
        guess = nearest(name, ids) or f"there are: {', '.join(ids)}"
        raise UsageError(f"nothing is known of `{name}`", guess)
    return sheet


def _show_all(known: Knowledge, style: str) -> None:
    heads = [_head(sheet, known.origin(sheet.id)) for sheet in known.sheets]
    if style == "json":
        console.out_json({known.kind: heads})
        return
    from lorpack.tables import aligned

    rows = [("id", "name", "as of", "from")]
    rows += [(h["id"], h["name"], h["as_of"], ", ".join(h["from"])) for h in heads]
    console.out(console.plain("\n".join(aligned(rows, (24, 50, 10, 60)))))


def _show_one(known: Knowledge, sheet: Any, style: str) -> None:
    origin = known.origin(sheet.id)
    if style == "json":
        console.out_json({**sheet.model_dump(mode="json"), "from": origin})
    elif style == "yaml":
        path = known.shipped / f"{sheet.id}.yaml"
        text = (
            path.read_text(encoding="utf-8")
            if path.is_file()
            else known.own.sources[origin[-1]].text
        )
        console.out(text.rstrip("\n"))
        then = f"save it as {known.kind}/{sheet.id}.yaml, and keep the keys that you change"
        console.closing("printed one file", then=f"{then}, with as_of and source")
    else:
        console.out(console.plain("\n".join(_lines(sheet, origin))))


def _is_called(sheet: Any, name: str) -> bool:
    names = (sheet.id, sheet.name, *getattr(sheet, "also", ()))
    return name.casefold() in (known.casefold() for known in names)


def _facts(value: Any) -> tuple[Any, ...]:
    """The facts that a field of a sheet holds: one, several or none."""
    from lorpack.portals.facts import Fact

    if isinstance(value, tuple):
        return tuple(one for one in value if isinstance(one, Fact))
    return (value,) if isinstance(value, Fact) else ()


def _head(sheet: Any, origin: tuple[str, ...]) -> dict[str, Any]:
    head = {"id": sheet.id, "name": sheet.name, "as_of": str(sheet.as_of), "source": sheet.source}
    return {**head, "from": origin}


def _lines(sheet: Any, origin: tuple[str, ...]) -> Iterator[str]:
    yield f"{sheet.name} ({sheet.id}), as of {sheet.as_of}"
    yield f"  {sheet.source}"
    if origin != ("lorpack",):
        yield f"  from {', then '.join(origin)}"
    for key in type(sheet).model_fields:
        facts = _facts(getattr(sheet, key))
        if facts:
            yield ""
            yield f"  {key.replace('_', ' ')}"
        for fact in facts:
            mark = "" if fact.verified else "  [not verified, never printed]"
            number = getattr(fact, "count", None) or getattr(fact, "day", None)
            yield f"    {f'{number}: ' if number else ''}{fact.text}{mark}"
            if fact.source != sheet.source or fact.as_of != sheet.as_of:
                yield f"      {fact.source}, {fact.as_of}"
