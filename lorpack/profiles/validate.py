"""From the tree of a YAML file to a typed profile; every problem in one pass, at its place.

Pydantic says what is wrong by *type*; the words are ours (its English text is never read).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from lorpack.findings import Finding, Notice, Place
from lorpack.profiles import wording
from lorpack.profiles.application import Step
from lorpack.profiles.positions import Readable
from lorpack.profiles.shape import ModelType, close, example, homes, kind_at, model_at
from lorpack.profiles.syntax import NO_BREAK_SPACE, TYPE_A_SPACE, no_break_space
from lorpack.profiles.wording import Problem, error, named, shown

M = TypeVar("M", bound=BaseModel)

MAX_FINDINGS = 100
"""So many findings of one file are worded; the last says that there are more."""

_Path = tuple[Step, ...]


def validate(
    model: type[M],
    source: Readable,
    others: Mapping[str, ModelType] | None = None,
    context: Any = None,
) -> tuple[M | None, list[Finding]]:
    """*source* as a *model*, or None and what is wrong with it.

    A key without a value counts as left out. *others* are the models of other files (by the
    file's name): a key that belongs there is told so. *context* is what the model's own
    validators may look at.
    """
    tree, empty = _without_empty(source.tree) if source.has_empty else (source.tree, [])
    checker = _Checker(model, source, others or {}, empty)
    for path in empty:
        owner = model_at(model, path[:-1])
        if owner and path[-1] not in owner.model_fields:
            checker.unknown(path)
    result: M | None = None
    try:
        result = model.model_validate(tree, context=context)
    except ValidationError as problems:
        for each in problems.errors(include_url=False):
            checker.problem(each["type"], each["loc"], each.get("input"), each.get("ctx") or {})
    findings = checker.findings()
    return (None if findings else result), findings


def _without_empty(tree: dict[str, Any]) -> tuple[dict[str, Any], list[_Path]]:
    """*tree* without keys that have no value, and where they were."""
    empty: list[_Path] = []

    def copy(value: Any, path: _Path) -> Any:
        if isinstance(value, list):
            return [copy(item, (*path, index)) for index, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        kept = {}
        for key, inner in value.items():
            if inner is None:
                empty.append((*path, key))
            else:
                kept[key] = copy(inner, (*path, key))
        return kept

    return copy(tree, ()), empty


class _Checker:
    """Collects the findings of one file."""

    def __init__(
        self,
        model: ModelType,
        source: Readable,
        others: Mapping[str, ModelType],
        empty: Sequence[_Path],
    ) -> None:
        self.model = model
        self.source = source
        self.others = others
        self.empty = set(empty)
        self.found: dict[tuple[_Path, str], Finding] = {}
        self.taken_apart: set[_Path] = set()
        self.guessed: set[_Path] = set()

    def problem(
        self, kind: str, loc: tuple[Step, ...], value: Any, context: Mapping[str, Any]
    ) -> None:
        """Turn one of pydantic's errors into a finding."""
        is_key = bool(loc) and loc[-1] == "[key]"
        path = loc[:-1] if is_key else loc
        if kind == "extra_forbidden":
            self.unknown(path)
        elif kind == "missing":
            self._missing(path)
        elif value is None:
            self._empty_item(path)
        elif kind == "too_short" and len(value) >= context.get("min_length", 0):
            return  # Items were left out for their own errors, which are reported.
        else:
            problem = Problem(path, value, context, kind_at(self.model, path))
            notice = _WORDS.get(kind, wording.other)(problem)
            self._add(path, notice, self.source.place(*path, key=is_key))

    def findings(self) -> list[Finding]:
        """What was found, in the order of the file; no more than anyone reads."""
        wanted = [
            finding
            for (path, code), finding in self.found.items()
            if not (code == "LOR116" and (path[:-1] in self.taken_apart or path in self.guessed))
        ]
        wanted.sort(key=lambda finding: finding.sort_key)
        if len(wanted) > MAX_FINDINGS:
            more = len(wanted) - MAX_FINDINGS + 1
            notice = error("LOR115", f"and {more} more problems", "correct the first ones")
            wanted[MAX_FINDINGS - 1 :] = [notice.at(Place(self.source.file))]
        return wanted

    def unknown(self, path: _Path) -> None:
        """A key that the model does not have: a slip, a key of elsewhere, or split text."""
        key, parent = str(path[-1]), path[:-1]
        owner = model_at(self.model, parent)
        names = list(owner.model_fields) if owner else []
        place = self.source.place(*path, key=True)
        if no_break_space(key) is not None:
            self.guessed.add((*parent, key.strip()))
            self._add(path, error("LOR104", NO_BREAK_SPACE, TYPE_A_SPACE), place)
            return
        if self._is_split_text(path, names):
            self.taken_apart.add(parent)
            value = self.source.tree_at(path)
            text = f"{key}: {value}" if isinstance(value, str) else f"{key}: …"
            hint = f'if it is text, put it in quotes: - "{shown(text)}"'
            message = f"the colon makes a key of `{shown(key)}`"
            self._add(path, error("LOR117", message, hint), place)
            return
        message, hint = f"unknown key `{shown(key)}`", self._where_to(key, parent, names)
        self._add(path, error("LOR115", message, hint), place)

    def _is_split_text(self, path: _Path, names: Sequence[str]) -> bool:
        """Whether an item of a list was text with a colon in it."""
        parent = path[:-1]
        mapping = self.source.tree_at(parent)
        return (
            bool(parent)
            and isinstance(parent[-1], int)
            and isinstance(mapping, dict)
            and len(mapping) == 1
            and " " in str(path[-1])
            and close(str(path[-1]), names) is None
        )

    def _where_to(self, key: str, parent: _Path, names: Sequence[str]) -> str:
        near = close(key, names)
        if near:
            self.guessed.add((*parent, near))
        elsewhere = homes(self.model, key)
        file = next((name for name, model in self.others.items() if key in model.model_fields), "")
        if elsewhere and (len(elsewhere) <= 3 or not near):
            return f"`{key}` belongs {' or '.join(elsewhere[:2])}"
        if file:
            return f"`{key}` belongs in {file}"
        if near:
            return f"did you mean `{near}`?"
        listed = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
        return f"keys here: {listed}"

    def _missing(self, path: _Path) -> None:
        key, parent = str(path[-1]), path[:-1]
        if path in self.empty:
            message, place = f"`{key}` has no value", self.source.place(*path, key=True)
        elif parent:
            message, place = f"{named(parent)} lacks `{key}`", self.source.place(*parent, key=True)
        else:
            message, place = f"the key `{key}` is missing", self.source.place()
        kind = kind_at(self.model, path)
        owner = model_at(self.model, parent)
        field = owner.model_fields.get(key) if owner else None
        about = f" ({field.description})" if field and field.description else ""
        hint = f"add  {example(kind, key)}{about}"
        if choices := wording.choices_of(kind):
            hint = f"add  {key}: with one of {', '.join(choices)}"
        self._add(path, error("LOR116", message, hint), place)

    def _empty_item(self, path: _Path) -> None:
        message = f"{named(path)} is empty"
        place = self.source.place(*path)
        self._add(path, error("LOR125", message, "fill it in, or delete the line"), place)

    def _add(self, path: _Path, notice: Notice, place: Place) -> None:
        self.found.setdefault((path, notice.code), notice.at(place))


_WORDS: dict[str, Callable[[Problem], Notice]] = {
    "lorpack_date": wording.bad_date,
    "lorpack_bool": wording.bad_truth,
    "lorpack_count": wording.bad_count,
    "greater_than_equal": wording.out_of_range,
    "less_than_equal": wording.out_of_range,
    "lorpack_line": wording.not_one_line,
    "lorpack_choice": wording.bad_choice,
    "enum": wording.bad_choice,
    "literal_error": wording.bad_choice,
    "lorpack_rule": wording.against_rule,
    "lorpack_email": wording.bad_email,
    "lorpack_url": wording.bad_url,
    "string_too_long": wording.too_long,
    "string_too_short": wording.empty_text,
    "string_pattern_mismatch": wording.bad_pattern,
    "too_long": wording.too_many,
    "too_short": wording.too_few,
    **dict.fromkeys(
        (
            "string_type",
            "tuple_type",
            "list_type",
            "dict_type",
            "model_type",
            "model_attributes_type",
            "mapping_type",
            "is_instance_of",
            "int_type",
            "bool_type",
            "date_type",
        ),
        wording.wrong_form,
    ),
}
