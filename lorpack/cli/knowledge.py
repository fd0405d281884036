"""What lorpack knows, for `lorpack portals` and `lorpack specialties`: each fact with its source."""

from collections.abc import Iterator, Sequence
from typing import Any

from lorpack.cli import console
from lorpack.errors import UsageError


def show(sheets: Sequence[Any], name: str | None, style: str, what: str) -> None:
    """List *sheets*, or show the one called *name*, as text or JSON. Raises UsageError."""
    if name is None:
        if style == "json":
            console.out_json({what: [_head(sheet) for sheet in sheets]})
        else:
            _list(sheets)
        return
    sheet = next((one for one in sheets if _is_called(one, name)), None)
    if sheet is None:
        from lorpack.cli.base import nearest

        ids = [one.id for one in sheets]
        guess = nearest(name, ids) or f"there are: {', '.join(ids)}"
        raise UsageError(f"nothing is known of `{name}`", guess)
    if style == "json":
        console.out_json(sheet.model_dump(mode="json"))
    else:
        console.out("\n".join(_lines(sheet)))


def _is_called(sheet: Any, name: str) -> bool:
    names = (sheet.id, sheet.name, *getattr(sheet, "also", ()))
    return name.casefold() in (known.casefold() for known in names)


def _facts(value: Any) -> tuple[Any, ...]:
    """The facts that a field of a sheet holds: one, several or none."""
    from lorpack.portals.facts import Fact, Facts

    if isinstance(value, Facts):
        return value.root
    if isinstance(value, tuple):
        return tuple(one for one in value if isinstance(one, Fact))
    return (value,) if isinstance(value, Fact) else ()


def _head(sheet: Any) -> dict[str, str]:
    return {"id": sheet.id, "name": sheet.name, "as_of": str(sheet.as_of), "source": sheet.source}


def _list(sheets: Sequence[Any]) -> None:
    from lorpack.tables import aligned

    rows = [("id", "name", "as of"), *((one.id, one.name, str(one.as_of)) for one in sheets)]
    console.out("\n".join(aligned(rows, (24, 50, 10))))


def _lines(sheet: Any) -> Iterator[str]:
    yield f"{sheet.name} ({sheet.id}), as of {sheet.as_of}"
    yield f"  {sheet.source}"
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
