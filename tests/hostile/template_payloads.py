"""What a hostile template may try, and what is to come of it: the project's own set."""

from dataclasses import dataclass

LINE = 2
"""Each payload stands on the second line of its template."""

VALUES = {
    "text": "text", "rows": [1, 2, 3], "page": {"title": "A & B", "items": "x"}, "number": 7,
    "nothing": None, "markup": "<b>&</b>", "code": "{{ 7 * 7 }}{% raw %}",
}  # fmt: skip


@dataclass(frozen=True)
class Payload:
    """A *template* that is refused with a reason that *says* so, or that *prints* just this."""

    name: str
    template: str
    says: str = ""
    prints: str | None = None

    def __str__(self) -> str:
        return self.name


LOOP = "{% for a in rows * 999 %}{% for b in rows * 999 %}{% for c in rows * 999 %}x{% endfor %}{% endfor %}{% endfor %}"
NESTED = "{% for a in rows %}" * 30 + "x" + "{% endfor %}" * 30
GROWN = "{% set a = 'x' * 20000 %}"
UNSAFE = "is unsafe"

ESCAPES = [
    Payload("class", "{{ ''.__class__.__mro__ }}", UNSAFE),
    Payload("subclasses", "{{ text.__class__.__base__.__subclasses__() }}", UNSAFE),
    Payload("subscript", "{{ text['__class__'] }}", UNSAFE),
    Payload("number class", "{{ number.__class__ }}", UNSAFE),
    Payload("globals of self", "{{ self.__init__.__globals__ }}", UNSAFE),
    Payload("globals of loop", "{% for a in rows %}{{ loop.__init__.__globals__ }}{% endfor %}", UNSAFE),
    Payload("code of a macro", "{% macro m() %}{% endmacro %}{{ m._func.__code__ }}", UNSAFE),
    Payload("cycler", "{{ cycler.__init__.__globals__.os.popen('id').read() }}", UNSAFE),
    Payload("joiner", "{{ joiner() }}", "'joiner' is undefined"),
    Payload("namespace", "{{ namespace(a=1) }}", "'namespace' is undefined"),
    Payload("lipsum", "{{ lipsum.__globals__['os'].popen('id') }}", "'lipsum' is undefined"),
    Payload("range", "{{ range(9) | list }}", "'range' is undefined"),
    Payload("open", "{{ open('applicant.yaml') }}", "'open' is undefined"),
    Payload("import", "{{ __import__('os') }}", "'__import__' is undefined"),
    Payload("config", "{{ config }}", "'config' is undefined"),
    Payload("attr filter", "{{ text | attr('upper') }}", "No filter named 'attr'"),
    Payload("map to a method", "{{ ['%s'] | map('format', 1) | list }}", "No filter named 'map'"),
    Payload("stored format", "{{ '{0.__class__}'.format(text) }}", UNSAFE),
    Payload("format_map", "{{ '{a}'.format_map(page) }}", UNSAFE),
    Payload("format filter", "{{ '%s' | format(1) }}", "No filter named 'format'"),
    Payload("xmlattr", "{{ {'onclick=x ': 1} | xmlattr }}", "No filter named 'xmlattr'"),
    Payload("safe", "{{ markup | safe }}", "No filter named 'safe'"),
    Payload("escaping off", "{% autoescape false %}{{ markup }}{% endautoescape %}", "escaping"),
    Payload("urlize", "{{ text | urlize }}", "No filter named 'urlize'"),
    Payload("debug", "{% debug %}", "unknown tag 'debug'"),
    Payload("do", "{% do rows.append(1) %}", "unknown tag 'do'"),
    Payload("append", "{{ rows.append(1) }}", UNSAFE),
    Payload("clear", "{{ page.clear() }}", UNSAFE),
    Payload("set an item", "{% set page.title = 'x' %}", "a value cannot be changed"),
    Payload("include of a file", "{% include '../applicant.yaml' %}", "../applicant.yaml"),
    Payload("include of a system file", "{% include '/etc/passwd' %}", "/etc/passwd"),
    Payload("import of a file", "{% import 'writers/chen.yaml' as w %}", "writers/chen.yaml"),
    Payload("extends", "{% extends '../../secret.j2' %}", "../../secret.j2"),
    Payload("typing error", "{{ nmae }}", "'nmae' is undefined"),
    Payload("None as a list", "{% for a in nothing %}{% endfor %}", "not iterable"),
    Payload("call of a text", "{{ text() }}", "not callable"),
    Payload("a method of the class of groups", "{{ dict.update(page, {'title': 'x'}) }}", "no attribute"),
    Payload("all arguments", "{% macro m() %}{{ varargs }}{% endmacro %}{{ m(m) }}", "there is no varargs"),
    Payload("random", "{{ rows | random }}", "No filter named 'random'"),
]  # fmt: skip

RUNAWAYS = [
    Payload("nested loops", LOOP, "steps: look for a loop"),
    Payload("loop over text", f"{GROWN}{{% for b in a %}}{{% for c in a %}}{{% endfor %}}{{% endfor %}}", "steps"),
    Payload("a macro that calls itself twice", "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}", "steps"),
    Payload("a macro without end", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
    Payload("recursive loop", "{% for a in rows recursive %}{{ loop(rows) }}{% endfor %}", ""),
    Payload("includes itself", "{% include 'messages/packet.txt.j2' %}", ""),
    Payload("repeated text", "{{ 'x' * 10 ** 10 }}", "this makes more than"),
    Payload("repeated the other way", "{{ 10000000000 * 'x' }}", "this makes more than"),
    Payload("repeated list", "{{ rows * 10 ** 10 }}", "this makes more than"),
    Payload("power", "{{ 9 ** 9999999 }}", "this power is too large"),
    Payload("powers of powers", "{{ 9 ** 60 ** 60 }}", "too large"),
    Payload("percent", "{{ '%1000000000d' % 1 }}", "formatted with %"),
    Payload("ljust", "{{ text.ljust(999999999) }}", UNSAFE),
    Payload("zfill", "{{ text.zfill(999999999) }}", UNSAFE),
    Payload("expandtabs", "{{ '\t'.expandtabs(999999999) }}", UNSAFE),
    Payload("center", "{{ text | center(999999999) }}", "No filter named 'center'"),
    Payload("indent", "{{ text | indent(999999999) }}", "No filter named 'indent'"),
    Payload("wordwrap", "{{ text | wordwrap(1) }}", "No filter named 'wordwrap'"),
    Payload("batch", "{{ rows | batch(999999999, 'x') | list }}", "No filter named 'batch'"),
    Payload("slice", "{{ rows | slice(999999999) | list }}", "No filter named 'slice'"),
    Payload("to_bytes", "{{ (1).to_bytes(999999999, 'big') }}", UNSAFE),
    Payload("doubled by ~", GROWN + "{% set a = a ~ a %}" * 40, "this makes more than"),
    Payload("doubled by +", GROWN + "{% set a = a + a %}" * 40, "this makes more than"),
    Payload("doubled list", "{% set r = [rows, rows] %}" + "{% set r = [r, r] %}" * 60 + "{{ r }}", "this makes more than"),
    Payload("doubled list, as text", "{% set r = [rows, rows] %}" + "{% set r = [r, r] %}" * 60 + "{{ r | string }}", "this makes more than"),
    Payload("doubled lists, compared", "{% set r = [rows] %}{% set s = [rows] %}" + "{% set r = [r, r] %}{% set s = [s, s] %}" * 40 + "{{ r == s }}", "this makes more than"),
    Payload("doubled tuples", "{% set r = (rows, rows) %}" + "{% set r = (r, r) %}" * 60 + "{{ r | string }}", "this makes more than"),
    Payload("doubled groups", "{% set r = {1: rows} %}" + "{% set r = {1: r, 2: r} %}" * 60 + "{{ r | string }}", "this makes more than"),
    Payload("doubled by a slice", "{% set r = [rows] %}" + "{% set r = [r[:], r[:]] %}" * 60 + "{{ r | string }}", "more than"),
    Payload("a slow filter", f"{GROWN}{{% set b = (a | replace('x', '<x<!--')) %}}{'{{ b | striptags }}' * 200}", ""),
    Payload("markdown without end", f"{GROWN}{'{{ (a | replace(&#39;x&#39;, &#39;[*&#39;)) | markdown }}' * 20}".replace("&#39;", "'"), ""),
    Payload("joined by much", f"{GROWN}{{{{ a | list | join(a) }}}}", "this makes more than"),
    Payload("replaced by much", f"{GROWN}{{{{ a | replace('x', a) }}}}", "this makes more than"),
    Payload("method join", f"{GROWN}{{{{ a.join(a) }}}}", UNSAFE),
    Payload("method replace", f"{GROWN}{{{{ a.replace('x', a) }}}}", UNSAFE),
    Payload("much in a macro", f"{GROWN}{{% macro m(a) %}}{'{{ a }}' * 20}{{% endmacro %}}{{{{ m(a) }}}}", "this makes more than"),
    Payload("much output", GROWN + "{{ a }}" * 120, "this makes more than"),
    Payload("much output in a loop", f"{GROWN}{{% for b in rows * 999 %}}{{{{ a }}}}{{% endfor %}}", "this makes more than"),
    Payload("blocks in blocks", NESTED, "too many parts inside each other"),
    Payload("brackets in brackets", "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "too many brackets"),
    Payload("list in lists", "{{ " + "[" * 5000 + "]" * 5000 + " }}", "too many brackets"),
    Payload("filters on filters", "{{ text" + " | upper" * 3000 + " }}", "too many parts inside each other"),
    Payload("not not not", "{{ " + "not " * 3000 + "text }}", "too many"),
    Payload("rounded far behind the point", "{{ 1.5 | round(999999999, 'ceil') }}", "at most 20 places"),
    Payload("rounded far before the point", "{{ 15 | round(-999999999) }}", "at most 20 places"),
    Payload("a rounded text", "{{ 'x' | round(9, 'ceil') }}", "only a number can be rounded"),
    Payload("escaped for JSON over and over", "{{ '\\\\'" + " | tojson" * 60 + " }}", "No filter named 'tojson'"),
    Payload("escaped over and over", GROWN + "{% set a = a | replace('x', '&') %}" + "{% set a = a | forceescape %}" * 60, "this makes more than"),
    Payload("doubled values of groups", "{% set r = {1: rows}.values() %}" + "{% set r = {1: r, 2: r}.values() %}" * 60 + "{{ r | string }}", "this makes more than"),
    Payload("doubled by dict()", "{% set r = dict(a=rows) %}" + "{% set r = dict(a=r, b=r) %}" * 60 + "{{ r | string }}", "this makes more than"),
    Payload("long texts in a list", GROWN + "{{ ([a] * 9999) | string }}", "this makes more than"),
    Payload("lists summed", "{{ ([rows] * 999) | sum(start=[]) }}", "only numbers can be summed"),
    Payload("stripped of much", GROWN + "{{ a.strip(a) }}", "such a text has at most 1,000 characters"),
    Payload("grouped by much", GROWN + "{{ (a | list) | groupby('x', default=a) }}", "such a text has at most 1,000 characters"),
    Payload("a number in sixteens", "{{ ('f' * 20000) | int(0, 16) // 7 }}", "this number is too large"),
    Payload("a number written out", "{{ 1" + "0" * 5000 + " }}", "this number is too large"),
    Payload("a number written in sixteens", "{{ 0x" + "f" * 20000 + " // 7 }}", "this number is too large"),
    Payload("a long name that is not there", "{{ page['x' * 20000] }}", "no attribute"),
    Payload("condition chain", "{{ " + "1 if text else " * 3000 + "2 }}", "too many"),
]  # fmt: skip

HARMLESS = [
    Payload("a value with code in it", "{{ code }}", prints="{{ 7 * 7 }}{% raw %}"),
    Payload("an item called items", "{{ page['items'] }}", prints="x"),
    Payload("joined", "{{ rows | join(', ') }}", prints="1, 2, 3"),
    Payload("replaced", "{{ text | replace('t', 'T') | upper }}", prints="TEXT"),
    Payload("methods that cannot grow", "{{ text.upper() ~ text[:2] ~ '-' * 3 }}", prints="TEXTte---"),
    Payload("small sums", "{{ 2 * 3 + 2 ** 8 % 7 }}", prints="10"),
    Payload("a loop", "{% for a in rows %}{{ loop.index }}{{ loop.last }} {% endfor %}", prints="1False 2False 3True "),
    Payload("collections", "{% set d = {'a': [1, (2, 3)]} %}{% for a, (b, c) in [(1, (2, 3))] %}{{ a + b + c + d.a[1][0] }}{% endfor %}{{ text.startswith(('x', 'te')) }}", prints="8True"),
    Payload("a macro", "{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m(1) ~ m(2) }}", prints="[1][2]"),
    Payload("a shorter list", "{{ rows | first }}{{ rows | last }}{{ rows | sum }}", prints="136"),
]  # fmt: skip
