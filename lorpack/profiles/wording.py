"""Words for values that are not what a profile wants: one function a kind of problem."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args, get_origin

from lorpack.findings import Notice, Severity
from lorpack.profiles.application import Step
from lorpack.profiles.shape import close, example, is_choice, is_model, item_of, words
from lorpack.profiles.syntax import NO_BREAK_SPACE, TYPE_A_SPACE, no_break_space

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that is not right: where, what it is, pydantic's context, and what is wanted."""

    path: tuple[Step, ...]
    value: Any
    context: Mapping[str, Any]
    kind: Any

    @property
    def key(self) -> str:
        """The nearest key."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


def error(code: str, message: str, hint: str = "") -> Notice:
    """An error that has no place yet."""
    return Notice(code, message, hint, Severity.ERROR)


def named(path: tuple[Step, ...]) -> str:
    """``role`` or ``item 2 of brag``: how a message names the value at *path*."""
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {named(path[:-1])}"
    return f"`{shown(path[-1])}`"


def shown(value: Any) -> str:
    """A value inside a message, short and on one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def choices_of(kind: Any) -> list[str]:
    """The choices of an enum or of a few words; none for anything else."""
    if get_origin(kind) is Literal:
        return [str(choice) for choice in get_args(kind)]
    return [str(choice.value) for choice in kind] if is_choice(kind) else []


def id_from(text: str) -> str:
    """*text* as an id: lower-case ASCII letters, digits, - and _; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:64]


def other(problem: Problem) -> Notice:
    """A kind of problem that has no words of its own."""
    wanted = words(problem.kind)
    hint = f"write  {example(problem.kind, problem.key)}"
    return error("LOR117", f"{named(problem.path)} cannot be read; {wanted} is wanted", hint)


def wrong_form(problem: Problem) -> Notice:
    """A list, a group of keys or a text where another form is wanted."""
    value = problem.value
    what = "a group of keys" if isinstance(value, dict) else "a text"
    what = "a list" if isinstance(value, list) else what
    wanted = words(problem.kind)
    if isinstance(value, str) and no_break_space(value) is not None:
        return error("LOR104", f"{named(problem.path)}: {NO_BREAK_SPACE}", TYPE_A_SPACE)
    message = f"{named(problem.path)} is {what}, where {wanted} is wanted"
    if wanted == "a list" and isinstance(value, str) and not is_model(item_of(problem.kind)):
        return error("LOR117", message, _as_list(problem.key, value, item_of(problem.kind)))
    if wanted == "a text" and isinstance(value, dict) and len(value) == 1:
        ((key, inner),) = value.items()
        if isinstance(inner, str):
            hint = f'the colon makes a key of it; put it in quotes: "{shown(f"{key}: {inner}")}"'
            return error("LOR117", message, hint)
    if is_choice(problem.kind) and isinstance(value, list) and len(value) == 1:
        return error("LOR117", message, f"write  {problem.key}: {shown(value[0])}")
    if wanted == "a text" and isinstance(problem.path[-1] if problem.path else "", int):
        return error("LOR117", message, "write  - …")
    return error("LOR117", message, f"write  {example(problem.kind, problem.key)}")


def _as_list(key: str, value: str, kind: Any) -> str:
    """How the text *value* is written as a list of *kind*."""
    if re.match(r"-\S", value):
        return "write a space after each -, as in  - text"
    parted = [part.strip() for part in value.split(",")]
    choices = choices_of(kind)
    if set(parted) <= set(choices) if choices else all(map(_is_word, parted)):
        return f"write  {key}: [{shown(', '.join(parted))}]"
    return f"write  {key}: [{_quoted(value, flow=True)}]"


def _is_word(text: str) -> bool:
    return re.fullmatch(r"\w+(?:-\w+)*", text) is not None


def _quoted(value: str, flow: bool) -> str:
    text = shown(value)
    return f'"{text}"' if flow and re.search(r"[,\[\]{}:#&*!|>'\"%@`]", text) else text


def bad_date(problem: Problem) -> Notice:
    """A date that is not ISO 8601, not precise enough, or not in the calendar."""
    text = str(problem.value).strip()
    readings = _readings(text)
    wants_day = problem.kind is date
    if len(readings) > 1:
        message = f"{named(problem.path)}: {shown(text)} is ambiguous"
        hint = f"write {readings[0]} or {readings[1]}, whichever it is"
        return error("LOR118", message, hint)
    if readings:
        hint = f"write {readings[0]}"
    elif wants_day and re.fullmatch(r"\d{4}(-\d{2})?", text, re.ASCII):
        hint = f"add the day, as in {text if '-' in text else text + '-09'}-15"
    else:
        hint = "write 2027-09-01" if wants_day else "write 2027-09-01, 2027-09 or 2027"
    iso = re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text, re.ASCII)
    if iso and not (wants_day and not iso[1]):
        message = f"{named(problem.path)}: there is no {text} in the calendar"
        return error("LOR118", message, "correct the month or the day (YYYY-MM-DD)")
    if wants_day and re.fullmatch(r"\d{4}(-\d{2})?", text, re.ASCII):
        return error("LOR118", f"{named(problem.path)}: {text} is not a full date", hint)
    return error("LOR118", f"{named(problem.path)}: {shown(text)} is not a date I can read", hint)


def _readings(text: str) -> list[str]:
    """The days that *text* may mean, as ISO dates; none when it is no known form."""
    found: set[date] = set()
    numbers = [int(part) for part in re.findall(r"\d{1,4}", text, re.ASCII)][:3]
    if re.fullmatch(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", text, re.ASCII):
        found |= _day(numbers[0], numbers[1], numbers[2])
    elif re.fullmatch(r"\d{1,2}[-/. ]{1,2}\d{1,2}[-/. ]{1,2}\d{4}", text, re.ASCII):
        found |= _day(numbers[2], numbers[0], numbers[1]) | _day(numbers[2], numbers[1], numbers[0])
    elif word := re.search(r"[A-Za-z]{3,}", text):
        month = word[0][:3].lower()
        days = [number for number in numbers if number <= 31]
        years = [number for number in numbers if number >= 1900]
        if month in _MONTHS and len(days) == 1 and len(years) == 1:
            found |= _day(years[0], _MONTHS.index(month) + 1, days[0])
        elif month in _MONTHS and not days and len(years) == 1:
            return [f"{years[0]}-{_MONTHS.index(month) + 1:02d}"]
    return [day.isoformat() for day in sorted(found)]


def _day(year: int, month: int, day: int) -> set[date]:
    try:
        return {date(year, month, day)}
    except ValueError:
        return set()


def bad_truth(problem: Problem) -> Notice:
    """Something else than true or false."""
    text = str(problem.value)
    meant = {"yes": "true", "y": "true", "on": "true", "1": "true"}
    meant |= {"no": "false", "n": "false", "off": "false", "0": "false"}
    word = meant.get(text.casefold(), text.casefold())
    hint = f"write {word}" if word in ("true", "false") else "write true or false"
    return error(
        "LOR120", f"{named(problem.path)}: `{shown(text)}` is neither true nor false", hint
    )


def bad_count(problem: Problem) -> Notice:
    """Something else than a whole number."""
    text = str(problem.value)
    digits = re.search(r"\d{1,6}", text.replace(",", ""), re.ASCII)
    hint = f"write {int(digits[0])}, digits only" if digits else "write digits only, as 12"
    return error("LOR120", f"{named(problem.path)}: `{shown(text)}` is not a whole number", hint)


def out_of_range(problem: Problem) -> Notice:
    """A number that is too small or too large."""
    low, high = problem.context.get("ge"), problem.context.get("le")
    limit = f"at least {low}" if low is not None else f"at most {high}"
    return error("LOR120", f"{named(problem.path)}: {shown(problem.value)} must be {limit}")


def not_one_line(problem: Problem) -> Notice:
    """Several lines where one is wanted."""
    if "\t" in str(problem.value):
        return error("LOR104", f"{named(problem.path)} holds a tab", "write a space in its place")
    message = f"{named(problem.path)} must stand on one line"
    return error("LOR121", message, "write it after the key, without | and without empty lines")


def bad_choice(problem: Problem) -> Notice:
    """A word that is not in the list."""
    if not isinstance(problem.value, str):
        return wrong_form(problem)
    choices = [str(one) for one in problem.context.get("choices", [])] or choices_of(problem.kind)
    near = close(problem.value, choices)
    guess = f"did you mean `{near}`? " if near else ""
    message = f"{named(problem.path)}: `{shown(problem.value)}` is not one of the choices"
    return error("LOR119", message, f"{guess}choices: {', '.join(choices)}")


def against_rule(problem: Problem) -> Notice:
    """Values that cannot stand together; the model says why."""
    return error("LOR117", f"{named(problem.path)}: {problem.context['reason']}")


def bad_email(problem: Problem) -> Notice:
    """Text that is no email address."""
    message = f"{named(problem.path)}: `{shown(problem.value)}` is not an email address"
    hint = "write name@example.org, without spaces, names or accents"
    if not str(problem.value).rpartition("@")[2].isascii():
        hint = "write the domain as servers know it, with xn--, as in name@xn--mnchen-3ya.example"
    elif found := re.search(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", str(problem.value), re.ASCII):
        hint = f"write only the address: {found[0]}"
    return error("LOR123", message, hint)


def bad_url(problem: Problem) -> Notice:
    """Text that is no web address."""
    message = f"{named(problem.path)}: `{shown(problem.value)}` is not a web address"
    bare = re.fullmatch(r"[\w.-]+\.[a-z]{2,}(/\S*)?", str(problem.value), re.ASCII)
    hint = f"write https://{problem.value}" if bare else "begin it with https://"
    return error("LOR123", message, hint)


def too_long(problem: Problem) -> Notice:
    """A text with too many characters."""
    limit = problem.context.get("max_length")
    message = f"{named(problem.path)} has {len(problem.value):,} characters, at most {limit:,} fit"
    return error("LOR121", message, "shorten it, or split it into several items")


def empty_text(problem: Problem) -> Notice:
    """A text without characters."""
    return error(
        "LOR125", f"{named(problem.path)} is an empty text", "fill it in, or delete the key"
    )


def bad_pattern(problem: Problem) -> Notice:
    """Text that is not formed as wanted: an id, a code, a language."""
    value = shown(problem.value)
    if problem.path[-1:] == ("code",):
        message = f"{named(problem.path)}: `{value}` is not a code"
        return error("LOR124", message, "write LOR and three digits, as LOR115")
    if problem.path == ("language",):
        message = f"{named(problem.path)}: `{value}` is not one of the choices"
        return error("LOR119", message, "choices: en")
    message = f"{named(problem.path)}: `{value}` cannot be an id"
    near = id_from(str(problem.value))
    hint = f"write `{near}`" if near else "lower-case letters, digits, - and _ only"
    return error("LOR124", message, hint)


def too_many(problem: Problem) -> Notice:
    """A list with too many items."""
    limit = problem.context.get("max_length")
    count = len(problem.value)
    message = f"{named(problem.path)} has {count} items, at most {limit} are wanted"
    return error("LOR122", message, "keep the ones that matter most")


def too_few(problem: Problem) -> Notice:
    """A list with too few items."""
    limit = problem.context.get("min_length")
    message = f"{named(problem.path)} has {len(problem.value)} items, at least {limit} is wanted"
    return error("LOR122", message, f"write  {example(problem.kind, problem.key)}")
