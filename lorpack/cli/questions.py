"""The questions of ``lorpack init``, asked on stderr and checked as the profiles are."""

import sys
from collections.abc import Callable, Sequence

import click

from lorpack.cli.base import nearest
from lorpack.cli.starting import Answers, split_name
from lorpack.errors import UsageError

Checked = Callable[[str], str]


def ask() -> Answers:
    """Ask for what a new application starts from; UsageError when nobody answers."""
    try:
        return Answers(
            given=_asked("Your given name", _line),
            family=_asked("Your family name", _line),
            email=_asked("Your email address", _email),
            school=_asked("Your medical school", _line),
            specialty=_asked("The specialty you apply to", _line, "Internal Medicine"),
            portal=_asked("The portal for letters", _portal, "eras"),
            writer=_asked("The first letter writer's full name", _full_name),
        )
    except click.Abort:
        if sys.stdin.isatty():
            raise
        hint = "`lorpack init --defaults` asks nothing"
        raise UsageError("the questions of init were not answered", hint) from None


def _asked(question: str, check: Checked, default: str | None = None) -> str:
    answer: str = click.prompt(question, default=default, value_proc=check, err=True)
    return answer


def _line(text: str) -> str:
    from lorpack.profiles.fields import MAX_LINE

    text = text.strip()
    if not text or not text.isprintable() or len(text) > MAX_LINE:
        raise click.UsageError(f"write it on one line, at most {MAX_LINE} characters")
    return text


def _email(text: str) -> str:
    from pydantic import TypeAdapter, ValidationError

    from lorpack.profiles.fields import Email

    try:
        address: str = TypeAdapter(Email).validate_python(text.strip())
    except ValidationError as error:
        raise click.UsageError(error.errors()[0]["msg"]) from None
    return address


def _portal(text: str) -> str:
    from lorpack.portals import portals

    known: Sequence[str] = [portal.id for portal in portals()]
    word = text.strip().casefold()
    if word not in known:
        guess = nearest(word, known)
        raise click.UsageError(f"{guess + ' ' if guess else ''}one of: {', '.join(known)}")
    return word


def _full_name(text: str) -> str:
    name = _line(text)
    _, given, family = split_name(name)
    if not given or not family:
        raise click.UsageError("write the whole name, as Dr. Wei-Lin Chen")
    return name
