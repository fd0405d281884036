"""The sandbox itself, piece by piece: each limit lets through what is at it, and nothing beyond."""

import inspect
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, FunctionLoader, TemplateRuntimeError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from lorpack import measures, sandbox
from lorpack.measures import LONGEST
from lorpack.sandbox import Room, Sandbox, _watching, filled

TOO_MUCH = "this makes more than 200,000 characters or items"


def printed(template, *, escape=False, room=None, **values):
    """What *template* gives; without room nothing is counted, so that a debugger sees all."""
    environment = Sandbox(escape=escape, loader=DictLoader({"t": template}))
    return filled(environment.get_template("t"), values, room)


def refusal(template, kind=SecurityError, **options):
    with pytest.raises(kind) as caught:
        printed(template, **options)
    return caught.value.message


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ '%s' % 1 }}", "a text cannot be formatted with %"),
        ("{{ [1] % 1 }}", "a text cannot be formatted with %"),
        ("{{ 'x' * 20001 }}", "this makes more than 20,000 characters or items"),
        ("{{ 20001 * 'x' }}", "this makes more than 20,000 characters or items"),
        ("{{ 'xy' * 10001 }}", "this makes more than 20,000 characters or items"),
        ("{{ [1, 2] * 10001 }}", "this makes more than 20,000 characters or items"),
        ("{{ (1, 2) * 10001 }}", "this makes more than 20,000 characters or items"),
        ("{{ 1000000001 * 2 }}", "this number is too large"),
        ("{{ -1000000001 * 2 }}", "this number is too large"),
        ("{{ 2 * 1000000001.5 }}", "this number is too large"),
        ("{{ 1000000001 ** 2 }}", "this number is too large"),
        ("{{ 2 ** 65 }}", "this power is too large"),
        ("{{ 0.5 ** -65 }}", "this power is too large"),
    ],
)
def test_a_calculation_beyond_its_limit_is_refused(template, says):
    assert refusal(template) == says


@pytest.mark.parametrize(
    ("template", "prints"),
    [
        ("{{ ('x' * 20000) | length }}", "20000"),
        ("{{ (2000 * 'x' * 10) | length }}", "20000"),
        ("{{ ([1] * 20000) | length }}", "20000"),
        ("{{ 1000000000 * 1000000000 }}", "1000000000000000000"),
        ("{{ 2000000000 + 2000000000 }}", "4000000000"),
        ("{{ 2000000001 % 2 }}", "1"),
        ("{{ 2 ** 64 }}", "18446744073709551616"),
        ("{{ 64 ** 2 }} {{ 100 ** 2 }}", "4096 10000"),
        ("{{ 'a' + 'b' }} {{ [1] + [2, 3] == [1, 2, 3] }}", "ab True"),
        ("{{ 7 % 4 }} {{ 1.5 * 2 }}", "3 3.0"),
    ],
)
def test_a_calculation_at_its_limit_is_done(template, prints):
    assert printed(template) == prints


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ a * 'b' }}", "can't multiply sequence"),
        ("{{ none ** none }}", "unsupported operand"),
        ("{{ none + 1 }}", "unsupported operand"),
    ],
)
def test_a_calculation_that_makes_no_sense_is_told_as_such(template, says):
    with pytest.raises(TypeError, match=says):
        printed(template, a="x" * 20_001)


HALF = "x" * (LONGEST // 2)


@pytest.mark.parametrize("escape", [True, False])
@pytest.mark.parametrize(
    "template",
    [
        "{{ (a + b) | length }}",
        "{{ (a ~ b) | length }}",
        "{% macro m() %}{{ a }}{{ b }}{% endmacro %}{{ m() | length }}",
        "{{ [a, b] | join | length }}",
        "{{ ('o' | replace('o', a ~ b)) | length }}",
    ],
)
def test_a_text_may_have_so_many_characters_and_not_one_more(template, escape):
    # A replaced text counts with what stood there before.
    more = 1 if "replace" in template else 0
    fits = HALF[more:]
    assert printed(template, escape=escape, a=HALF, b=fits) == str(LONGEST - more)
    assert refusal(template, escape=escape, a=HALF, b=f"{fits}x") == TOO_MUCH


def test_a_list_may_have_so_many_items_and_not_one_more():
    half = [1] * (LONGEST // 2)
    assert printed("{{ (a + b) | length }}", a=half, b=half) == str(LONGEST)
    assert refusal("{{ (a + b) | length }}", a=half, b=[*half, 1]) == TOO_MUCH


@pytest.fixture
def small(monkeypatch):
    """A limit of 2,000, which is reached faster."""
    monkeypatch.setattr(measures, "LONGEST", 2_000)
    return "this makes more than 2,000 characters or items"


@pytest.mark.parametrize(
    "template",
    ["{% set x = [a] %}{% set y = (x, 1) %}{% set z = {1: y} %}", "{% set z = [{1: a}, (1,)] %}"],
)
def test_the_items_of_items_count(template, small):
    """A value in a list counts one, and a list in it one and all that it has."""
    fits = dict.fromkeys(range(1_996))
    over = dict.fromkeys(range(1_997))
    for kind in (list, tuple, dict):
        assert printed(template, a=kind(fits)) == ""
        assert refusal(template, a=kind(over)) == small


@pytest.mark.parametrize(
    ("template", "fits"),
    [
        ("{% set x = [a] * 2 %}", 999),
        ("{% set x = (a,) + (a,) %}", 999),
        ("{% set x = [a] * 2 %}{% set x = [x, x] %}", 498),
    ],
)
def test_what_a_calculation_gives_counts_as_if_it_had_been_written(template, fits, small):
    assert printed(template, a=[1] * fits) == ""
    assert refusal(template, a=[1] * (fits + 1)) == small


def test_a_join_counts_what_stands_between():
    template = "{{ rows | join(between) | length }}"
    rows = ["x"] * 100
    assert printed(template, rows=rows, between="-" * 1_999) == str(100 + 99 * 1_999)
    assert refusal(template, rows=rows, between="-" * 2_000) == TOO_MUCH


@pytest.mark.parametrize(
    ("template", "prints"),
    [
        ("{{ ['<', 1, none] | join(' & ') }}", "< & 1 & None"),
        ("{{ 'a<a' | replace('a', '&') }}", "&<&"),
        ("{{ 'aaa' | replace('a', 'b', 2) }}", "bba"),
        ("{{ 1213 | replace('1', '4') }}", "4243"),
        ("{{ '<' ~ 1 ~ none ~ true }}", "<1NoneTrue"),
        ("{{ {'a': 1}['a'] }}{{ [3, 4][1] }}{{ (5, 6)[0] }}", "145"),
        ("{% for a, b in [(1, 2), (3, 4)] %}{{ b }}{% endfor %}", "24"),
        ("{% set a, b = 1, 2 %}{{ b }}", "2"),
        ("{{ [] | length }}{{ {} | length }}{{ () | length }}", "000"),
        ("{{ 'x'.upper() }}{{ [1, 1].count(1) }}{{ (1, 2).index(2) }}{{ {'a': 1}.get('a') }}", "X211"),
    ],
)  # fmt: skip
def test_plain_work_gives_what_it_does_everywhere(template, prints):
    assert printed(template) == prints


def test_a_page_is_escaped_in_what_is_joined_replaced_and_put_together():
    values = {"low": "<", "mark": Markup("<b>")}
    for template, prints in {
        "{{ low ~ mark }}": "&lt;<b>",
        "{{ mark ~ low ~ 1 }}": "<b>&lt;1",
        "{{ [low, mark] | join }}": "&lt;<b>",
        "{{ low | replace('<', '>') }}": "&gt;",
        "{% macro m() %}{{ low }}<i>{% endmacro %}{{ m() }}": "&lt;<i>",
    }.items():
        assert printed(template, escape=True, **values) == prints
    assert printed("{{ low ~ mark }}", **values) == "<<b>"


@pytest.mark.parametrize("value", [[1], (1,), {1: 1}, []])
@pytest.mark.parametrize("template", ["{{ a }}", "{{ [a] | join }}", "{{ a | replace('1', '2') }}"])
def test_a_list_is_not_printed(template, value):
    said = refusal(template, TemplateRuntimeError, a=value)
    assert said == "a list is not text: use a loop, or | join(', ')"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("text", "format"), ("text", "format_map"), ("text", "center"), ("text", "encode"), ("text", "join"),
        ([1], "append"), ([1], "sort"), ((1,), "__class__"), ({}, "update"), ({}, "fromkeys"),
        (1, "to_bytes"), (1.5, "hex"), (b"x", "hex"), (True, "real"), (Markup("x"), "unescape"),
    ],
)  # fmt: skip
def test_what_could_grow_or_change_a_value_is_out_of_reach(value, name):
    assert not Sandbox(escape=True).is_safe_attribute(value, name, getattr(value, name))
    assert "is unsafe" in refusal(f"{{{{ a.{name} }}}}", a=value)


def test_values_of_other_kinds_keep_what_has_no_underscore():
    thing = SimpleNamespace(open=1, _shut=2)
    assert printed("{{ a.open }}", a=thing) == "1"
    assert "is unsafe" in refusal("{{ a._shut }}", a=thing)
    assert "is unsafe" in refusal("{{ a.add(1) }}", a={2})


def test_a_text_has_no_way_to_format_even_as_a_value():
    assert Sandbox(escape=True).wrap_str_format("x".format) is None


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("\n{% autoescape false %}{% endautoescape %}", 2, "escaping cannot be switched off or on"),
        ("\n\n{% set a.b = 1 %}", 3, "a value cannot be changed"),
        ("\n{{ a | nothing }}", 2, "No filter named 'nothing'."),
        ("\n" + "{% if a %}" * 15 + "x" + "{% endif %}" * 15, 2, "too many parts inside each other"),
        ("\n{{ " + "-" * 149 + "a }}", 2, "too many parts inside each other"),
        ("\n\n{{ " + "(" * 5_000 + "a }}", 3, "too many brackets inside each other"),
        ("\n{{ 1" + "0" * 31 + " }}", 2, "this number is too large"),
        ("\n{{ 1e31 }}", 2, "this number is too large"),
        ("\n{{ 0x" + "f" * 9_000 + " // 3 }}", 2, "this number is too large"),
        ("\n{{ a }}\n{{ 1" + "0" * 5_000 + " }}", 3, "this number is too large"),
        ("\n{% macro m() %}{{ varargs }}{% endmacro %}", 2, "there is no varargs here"),
        ("\n{% macro m() %}{{ kwargs }}{% endmacro %}", 2, "there is no kwargs here"),
    ],
)  # fmt: skip
def test_what_cannot_be_compiled_is_refused_at_its_line(template, line, says):
    with pytest.raises(TemplateSyntaxError) as caught:
        printed(template, a=1)
    assert (caught.value.message, caught.value.lineno, caught.value.name) == (says, line, "t")


@pytest.mark.parametrize("template", ["{% if %}", "{{ a | nothing }}"])
def test_a_fault_names_the_file_of_its_template(template):
    loader = FunctionLoader(lambda name: (template, f"{name}.j2", None))
    with pytest.raises(TemplateSyntaxError) as caught:
        Sandbox(escape=False, loader=loader).get_template("t")
    assert (caught.value.name, caught.value.filename) == ("t", "t.j2")


def test_as_many_blocks_as_are_allowed_are_compiled():
    # The output in the innermost block is a block of its own.
    assert printed("{% if a %}" * 14 + "x" + "{% endif %}" * 14, a=1) == "x"
    assert refusal("{% if a %}" * 15 + "x" + "{% endif %}" * 15, TemplateSyntaxError, a=1)


def test_as_many_parts_as_are_allowed_are_compiled(monkeypatch):
    monkeypatch.setattr(sandbox, "_DEEPEST", 3)
    assert printed("{{ " + "-" * 28 + "a }}", a=1) == "1"
    assert refusal("{{ " + "-" * 29 + "a }}", TemplateSyntaxError, a=1)


def frame_of(module):
    """A frame as ``sys.settrace`` hands it over, of code in *module*."""
    return SimpleNamespace(f_globals={"__name__": module})


def test_only_lines_are_counted_and_one_beyond_the_limit_ends_it():
    watch = _watching(1_500)
    for event in ("call", "return", "exception", "opcode"):
        assert watch(frame_of("lorpack"), event, None) is watch
    for _ in range(1_500):
        assert watch(frame_of("lorpack"), "line", None) is watch
    with pytest.raises(SecurityError) as caught:
        watch(frame_of("lorpack"), "line", None)
    assert caught.value.message == "this takes more than 1,500 steps: look for a loop"


@pytest.mark.parametrize(
    ("module", "watched"),
    [("jinja2.compiler", False), ("jinja2.lexer", False), ("jinja2.runtime", True), (None, True),
     ("jinja2.filters", True)],
)  # fmt: skip
def test_a_template_that_is_made_ready_is_not_watched(module, watched):
    watch = _watching(9)
    assert watch(frame_of(module), "call", None) is (watch if watched else None)


def test_a_room_ends_what_takes_more_and_lets_the_rest_through():
    loop = "{% for a in rows %}{{ a }}{% endfor %}"
    rows = [1] * 50
    assert printed(loop, room=Room(10_000, 50), rows=rows) == "1" * 50
    said = refusal(loop, room=Room(10_000, 49), rows=rows)
    assert said == "this makes more than 49 characters"
    long = refusal("{{ a }}", room=Room(9_999, 1_234), a="x" * 1_235)
    assert long == "this makes more than 1,234 characters"
    assert "this takes more than 40 steps" in refusal(loop, room=Room(40, 50), rows=rows)
    assert printed(loop, room=None, rows=rows) == "1" * 50


@pytest.mark.parametrize("room", [Room(10_000, 9), Room(2, 9), Room(10_000, 0)])
def test_what_watched_before_watches_again(room):
    def other(*_):
        return None

    before = sys.gettrace()
    sys.settrace(other)
    try:
        if room == Room(10_000, 9):
            printed("{{ a }}", room=room, a="x")
        else:
            refusal("{{ a }}", room=room, a="x")
        assert sys.gettrace() is other
    finally:
        sys.settrace(before)


@given(st.lists(st.text(max_size=9) | st.integers(), max_size=9))
def test_texts_are_put_together_as_they_are(parts):
    assert Sandbox(escape=False).joined(parts) == "".join(map(str, parts))
    assert Sandbox.concat(map(str, parts)) == "".join(map(str, parts))


def test_the_names_that_templates_know_are_few():
    environment = Sandbox(escape=False)
    assert set(environment.globals) == {"dict"}
    gone = {
        "attr",
        "batch",
        "center",
        "format",
        "indent",
        "map",
        "pprint",
        "random",
        "safe",
        "slice",
    }
    assert not gone & set(environment.filters)
    assert inspect.signature(Sandbox).parameters["escape"].kind is inspect.Parameter.KEYWORD_ONLY
