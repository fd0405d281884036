"""Every filter, test and method that templates have, with what makes it give the most."""

import contextlib
import tracemalloc
from functools import cache

import pytest
from jinja2 import DictLoader
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from lorpack import measures
from lorpack.errors import TemplateFault
from lorpack.filters import METHODS, TESTS
from lorpack.sandbox import Sandbox, filled
from lorpack.templating import _FILTERS, render_html, render_text

# What each filter is called with; one that is not here was not looked at, and may not be there.
ARGUMENTS = {
    **dict.fromkeys(
        ("abs", "capitalize", "count", "e", "ended", "escape", "first", "forceescape", "inline", "items",
         "last", "length", "list", "lower", "markdown", "reject", "reverse", "safe_url", "select",
         "string", "striptags", "title", "unique", "upper", "urlencode", "wordcount"),
        ("",),
    ),
    "d": ("('x')", "(long, true)"),
    "default": ("('x')", "(long, true)"),
    "dictsort": ("", "(true, 'value', true)"),
    "filesizeformat": ("", "(true)"),
    "float": ("", "(long)"),
    "groupby": ("('x')", "('x', default=long)", "(0)"),
    "int": ("", "(0, 2)", "(0, 16)", "(0, 32)", "(0, 36)", "(long)"),
    "join": ("", "(long)", "(texts)", "(', ')"),
    "max": ("", "(true, 0)"),
    "min": ("", "(true, 0)"),
    "rejectattr": ("(0)", "('x.x.x')"),
    "replace": ("('x', long)", "('', long)", "('&', mark)", "('x', texts)", "(long, long, 9)"),
    "round": ("", "(999999999, 'ceil')", "(-999999999)", "(999999999)", "(9, 'ceil')", "(20, 'floor')"),
    "selectattr": ("(0)", "(0, 'in', long)"),
    "sort": ("", "(true, true)", "(attribute='0,1')"),
    "sum": ("", "(start=[])", "(start=long)", "('0')"),
    "trim": ("", "(long)", "('x')"),
    "truncate": ("", "(999999999)", "(9, true, long)", "(0, true, '', 999999999)"),
}  # fmt: skip
SIZES = (100, 1_000)
LIMIT = 2_000


def values_of(size):
    """Values with *size* characters or items, each of which some filter makes much of."""
    texts = {
        "plain": "x", "signs": "&", "quotes": "\"'", "tags": "<", "back": "\\", "growing": "\u0390",
        "wide": "\U0001f600", "digits": "1", "lines": "- > 1. a\n", "percent": "%", "words": "a ",
    }  # fmt: skip
    several = {
        "rows": [1] * size, "texts": ["x" * size] * 2, "lists": [[1]] * (size // 2), "pairs": [(1, "x")] * (size // 4),
        "group": dict.fromkeys(map(str, range(size // 9)), "&" * 9), "groups": [{"x": "&"}] * (size // 4),
    }  # fmt: skip
    made = {name: (text * size)[:size] for name, text in texts.items()}
    return {"number": 10**30, "minus": -1.5e29, "small": 1.5, **made, **several}


REST = {"long": "x" * LIMIT, "mark": Markup("&" * LIMIT), "texts": ["x" * 100] * 9}


@pytest.fixture
def small(monkeypatch):
    """A limit that is reached faster."""
    monkeypatch.setattr(measures, "LONGEST", LIMIT)


def is_bounded(found):
    if isinstance(found, str | list | tuple | dict):
        return measures._weight(found) <= measures.LONGEST + 1
    return not measures.too_large(found)


@cache
def compiled(expression, escape):
    loader = DictLoader({"t": f"{{% set r = {expression} %}}"})
    return Sandbox(escape=escape, filters=_FILTERS, loader=loader).get_template("t")


def result_of(expression, escape, value):
    """What *expression* gives, or None when it is refused."""
    with contextlib.suppress(Exception):  # Of what a filter was not made for, many kinds.
        return compiled(expression, escape).make_module({**REST, "value": value}).r


def test_every_filter_was_looked_at():
    assert set(ARGUMENTS) == set(_FILTERS) == set(Sandbox(escape=True, filters=_FILTERS).filters)
    assert set(Sandbox(escape=True).filters) == set(_FILTERS) - {
        "markdown",
        "inline",
        "safe_url",
        "ended",
    }


@pytest.mark.parametrize("name", ARGUMENTS)
def test_what_a_filter_gives_is_bounded_or_refused(name, small):
    """However much goes in, no more comes out than a value may have, and on the way not much."""
    calls = [f"value | {name}{arguments}" for arguments in ARGUMENTS[name]]
    values = [value for size in SIZES for value in values_of(size).values()]
    tracemalloc.start()
    try:
        for escape in (False, True):
            assert all(
                is_bounded(result_of(call, escape, value=v)) for call in calls for v in values
            )
        assert tracemalloc.get_traced_memory()[1] < 3e6
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", sorted(ARGUMENTS))
@pytest.mark.parametrize("text", ["\\\"'<&%", "\u0390\U0001f600", "# *a* [b](c)\n"])
@pytest.mark.parametrize("render", [render_html, render_text])
def test_a_filter_on_itself_forty_times_is_bounded_or_refused(name, text, render, small):
    template = f"{{% set a = text %}}{f'{{% set a = a | {name} %}}' * 40}{{{{ a }}}}"
    with contextlib.suppress(TemplateFault):
        assert len(render({"t": template}, "t", {"text": text * 50})) <= 6 * LIMIT


def test_a_test_says_yes_or_no():
    environment = Sandbox(escape=False)
    assert environment.tests == dict(TESTS)
    for name, test in TESTS.items():
        for value in values_of(9).values():
            arguments = [environment] * (name in ("filter", "test"))
            try:
                assert isinstance(test(*arguments, value), bool)
            except (TypeError, ValueError, OverflowError):
                assert name not in ("defined", "none", "string")


@pytest.mark.parametrize("value", values_of(1_000).values(), ids=values_of(1_000))
def test_what_a_method_gives_is_bounded_or_refused(value, small):
    for name in next(names for kind, names in METHODS.items() if isinstance(value, kind)):
        for arguments in ("", "('x')", "(long)", "(long, long)", "('')", "(none)"):
            assert is_bounded(result_of(f"value.{name}{arguments}", False, value=value))


def printed(template, *, escape=False, **values):
    environment = Sandbox(escape=escape, loader=DictLoader({"t": template}))
    return filled(environment.get_template("t"), values, None)


def refusal(template, **options):
    with pytest.raises(SecurityError) as caught:
        printed(template, **options)
    return caught.value.message


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ 1.5 | round(21, 'ceil') }}", "only a number can be rounded, to at most 20 places"),
        ("{{ 15 | round(-21) }}", "only a number can be rounded, to at most 20 places"),
        ("{{ 'x' | round(9, 'ceil') }}", "only a number can be rounded, to at most 20 places"),
        ("{{ [1] | round(9, 'ceil') }}", "only a number can be rounded, to at most 20 places"),
        ("{{ (1,) | round(9, 'ceil') }}", "only a number can be rounded, to at most 20 places"),
        ("{{ [[1], [2]] | sum(start=[]) }}", "only numbers can be summed"),
        ("{{ 'x' | trim('x' * 1001) }}", "such a text has at most 1,000 characters"),
        ("{{ 'x'.strip('x' * 1001) }}", "such a text has at most 1,000 characters"),
        ("{{ ('f' * 26) | int(0, 16) }}", "this number is too large"),
        ("{{ 1000000000 ** 4 }}", "this number is too large"),
        ("{{ '1e31' | float }}", "this number is too large"),
    ],
)  # fmt: skip
def test_what_would_be_much_is_refused_in_words(template, says):
    assert refusal(template) == says


@pytest.mark.parametrize(
    ("template", "prints"),
    [
        ("{{ 1.25 | round(1) }} {{ 1.2 | round(0, 'ceil') }} {{ 123 | round(-2) }}", "1.2 2.0 100"),
        ("{{ 1.5 | round(20) }} {{ 15 | round(-20) }}", "1.5 0"),
        ("{{ [1, 2] | sum }} {{ [1, 2] | sum(start=3) }} {{ [{'n': 4}] | sum('n', 0.5) }}", "3 6 4.5"),
        ("{{ '-x-' | trim('-') }}{{ ' y ' | trim }}{{ 'z'.strip('x' * 1000) }}", "xyz"),
        ("{{ ('f' * 24) | int(0, 16) == 2 ** 64 * 2 ** 32 - 1 }}", "False"),
        ("{{ dict(a=1).a }}{{ dict([('b', 2)]).b }}", "12"),
        ("{{ {'a': 1, 'b': 2}.values() | sum }}{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}", "3a1"),
    ],
)  # fmt: skip
def test_plain_use_gives_what_it_does_everywhere(template, prints):
    if "2 ** 32" in template:
        assert refusal(template) == "this number is too large"
    else:
        assert printed(template) == prints


def test_replaced_is_what_stands_there_once_escaped():
    """On a page `<` becomes `&lt;` before anything in it is looked for."""
    values = {"text": "<" * 1_000, "mark": Markup("<b>") * 100}
    assert refusal("{{ text | replace('lt', mark) }}", escape=True, **values).startswith(
        "this makes"
    )
    assert printed("{{ text[:1] | replace('lt', mark[:3]) }}", escape=True, **values) == "&<b>;"
    assert printed("{{ mark[:3] | replace('b', '&') }}", escape=True, **values) == "<&amp;>"
    assert printed("{{ 'a&' | replace('&', '<') }}", escape=True) == "a&lt;"
    assert printed("{{ text[:1] | replace('<', mark[:3]) }}", **values) == "<b>"


@pytest.mark.parametrize(
    "template", ["{{ 'x' | replace('x', a) }}", "{{ 'x' | replace(a, 'x') }}", "{{ [1] | join(a) }}", "{{ 'x' ~ a }}"]
)  # fmt: skip
def test_no_list_becomes_text_on_a_side_way(template):
    with pytest.raises(Exception, match="a list is not text"):
        printed(template, a=[1])


@pytest.mark.parametrize(
    "step",
    ["{1: r, 2: r}.values()", "{1: r, 2: r}.items()", "dict(a=r, b=r)", "[r, r] | list", "dict([(1, r), (2, r)])",
     "[r, r] | sort", "{'a': r, 'b': r} | dictsort"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["{{ r | string }}", "{{ r == s }}"])
def test_nothing_doubles_without_its_weight(step, end):
    doubled = f"{{% set r = {step} %}}" * 60
    template = f"{{% set r = [1] %}}{doubled}{{% set s = r %}}{{% set r = [1] %}}{doubled}{end}"
    with pytest.raises(TemplateFault) as caught:
        render_text({"t": f"\n{template}"}, "t", {})
    assert caught.value.line == 2
    assert "this makes more than" in caught.value.message or "not supported" in caught.value.message


def test_the_class_of_groups_is_out_of_reach():
    """`dict.update(group, ...)` would change a value for the next message."""
    group = {"a": 1}
    for method in ("update", "clear", "pop", "fromkeys", "mro", "__init__"):
        with pytest.raises(Exception, match=r"has no attribute|is unsafe"):
            printed(f"{{{{ dict.{method}(a) }}}}", a=group)
    assert group == {"a": 1}
