"""Every code on one page, as Markdown: ``docs/findings.md``."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lorpack.codes.model import Rule

_TOP = """\
# Findings

What `lorpack check` and `lorpack build` can find, and what to do about each. `lorpack explain CODE`
says the same in the terminal. An error fails, a warning fails under `--strict`, an info never does.

A finding that you looked at and decided to live with is ignored in `lorpack.yaml`, with the reason;
an error without which a file cannot be used is not:

```yaml
ignore:
  - {code: LOR307, reason: there is nobody else to ask}
```

"""


def page(groups: Mapping[str, Sequence[Rule]]) -> str:
    """*groups* of rules, by title, as one page with a list of all codes at its top."""
    contents = (
        f"- {title}: {', '.join(f'[{rule.code}](#{rule.code.lower()})' for rule in rules)}"
        for title, rules in groups.items()
    )
    parts = [_TOP + "\n".join(contents)]
    for title, rules in groups.items():
        parts.append(f"## LOR{rules[0].code[3]}xx: {title}")
        parts += [part for rule in sorted(rules, key=lambda one: one.code) for part in _parts(rule)]
    return "\n\n".join(parts) + "\n"


def _parts(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code}\n\n**{_text(rule.title)}** ({rule.severity})"
    yield _text(rule.why)
    yield f"```text\n{rule.example}\n```"
    yield f"What to do: {_text(rule.remedy)}"
    if rule.source:
        yield f"Source: {_text(rule.source)}"


def _text(text: str) -> str:
    """*text* with what Markdown would act on outside of code made plain."""
    parts = re.split(r"(`[^`]+`)", text)
    return "".join(
        part if at % 2 else re.sub(r"([\\*_<>\[\]`])", r"\\\1", part)
        for at, part in enumerate(parts)
    )
