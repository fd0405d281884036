"""Whether a layer is shown is worked out as ISO 32000-2, 8.11 says; in doubt it stays hidden."""

from itertools import product

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from lorpack.documents import layers as module
from lorpack.documents.layers import Layers
from lorpack.errors import DocumentError


class Source:
    """A document with the layers /on and /off, /unlisted in neither list, and a configuration."""

    def __init__(self, **config):
        self.pdf = Pdf.new()
        self.on, self.off, self.unlisted = self.group(), self.group(), self.group()
        self.config = Dictionary(ON=Array([self.on]), OFF=Array([self.off]))
        for key, value in config.items():
            self.config["/" + key] = value

    def group(self, **keys):
        made = Dictionary(Type=Name.OCG, Name=String("layer"))
        for key, value in keys.items():
            made["/" + key] = value
        return self.pdf.make_indirect(made)

    def member(self, **keys):
        made = Dictionary(Type=Name.OCMD)
        for key, value in keys.items():
            made["/" + key] = value
        return self.pdf.make_indirect(made)

    def layers(self):
        self.pdf.Root.OCProperties = Dictionary(D=self.config)
        return Layers(self.pdf.Root)

    def shows(self, content):
        made = self.layers()
        assert not made.dropped
        hidden = made.hides(content)
        assert made.dropped is hidden
        return not hidden


@pytest.mark.parametrize(
    ("config", "shown"),
    [
        ({}, (True, False, True)),
        ({"BaseState": Name.ON}, (True, False, True)),
        ({"BaseState": Name.OFF}, (True, False, False)),
        ({"BaseState": Name.Unchanged}, (True, False, True)),
        ({"ON": Name.None_, "BaseState": Name.OFF}, (False, False, False)),
        ({"OFF": Name.None_}, (True, True, True)),
        ({"Intent": Name.View}, (True, False, True)),
        ({"Intent": Name.Design}, (True, True, True)),  # it says nothing of layers for viewing
        ({"Intent": Name.All}, (True, False, True)),
        ({"Intent": Array([Name.Design, Name.View])}, (True, False, True)),
        ({"Intent": Array([Name.Design, Name.Other])}, (True, True, True)),
        ({"Intent": Array([Name.All])}, (True, False, True)),
    ],
)
def test_what_the_configuration_says_holds(config, shown):
    source = Source(**config)
    layers = (source.on, source.off, source.unlisted)
    assert tuple(source.shows(layer) for layer in layers) == shown


def test_a_lone_layer_may_stand_for_a_list():
    source = Source(BaseState=Name.OFF)
    source.config.ON = source.on
    assert source.shows(source.on)
    assert not source.shows(source.unlisted)
    source.config = Dictionary(OFF=source.off)
    assert not source.shows(source.off)


def test_both_lists_at_once_is_off():
    source = Source()
    both = source.group()
    source.config.ON.append(both)
    source.config.OFF.append(both)
    assert not source.shows(both)


@pytest.mark.parametrize("direct", [True, False])
def test_a_layer_that_stands_in_no_list_is_known_by_nothing(direct):
    # Direct dictionaries have no number of their own, and must not be taken for each other.
    source = Source()
    source.config.OFF.append(Dictionary(Type=Name.OCG))
    layer = Dictionary(Type=Name.OCG) if direct else source.unlisted
    assert source.shows(layer)


@pytest.mark.parametrize(
    ("intent", "shown"),
    [
        (None, False),
        (Name.View, False),
        (Name.Design, True),
        (Array([Name.Design, Name.View]), False),
        (Array([Name.Design]), True),
        (String("View"), False),
    ],
)
def test_the_configuration_is_for_layers_of_its_intent(intent, shown):
    source = Source()
    layer = source.group(**({"Intent": intent} if intent is not None else {}))
    source.config.OFF.append(layer)
    assert source.shows(layer) is shown


def viewed(state):
    return Dictionary(View=Dictionary(ViewState=state))


@pytest.mark.parametrize(
    ("usage", "automatic", "listed", "shown"),
    [
        (viewed(Name.OFF), True, "ON", False),
        (viewed(Name.OFF), False, "ON", False),  # some viewers hide it all the same
        (viewed(Name.ON), True, "OFF", True),
        (viewed(Name.ON), False, "OFF", False),
        (viewed(Name.ON), False, "ON", True),
        (viewed(Name.Odd), True, "OFF", False),
        (viewed(Name.Odd), True, "ON", True),
        (Dictionary(View=Name.OFF), True, "ON", True),
        (Dictionary(View=Dictionary()), True, "ON", True),
        (Dictionary(View=Dictionary()), True, "OFF", False),
        (Dictionary(), True, "ON", True),
        (Dictionary(), True, "OFF", False),
        (Name.View, True, "ON", True),
        (Name.View, True, "OFF", False),
        (Dictionary(Print=Dictionary(PrintState=Name.ON)), True, "OFF", False),
    ],
)
def test_a_layer_may_say_itself_what_viewers_do(usage, automatic, listed, shown):
    source = Source()
    layer = source.group(Usage=usage)
    source.config["/" + listed].append(layer)
    if automatic:
        rule = Dictionary(Event=Name.View, OCGs=Array([source.unlisted, layer]))
        source.config.AS = Array([Name.Odd, Dictionary(Event=Name.View), rule])
    assert source.shows(layer) is shown


@pytest.mark.parametrize(
    "rule",
    [
        {"Event": Name.Print},
        {"Event": Name.Export},
        {},
    ],
)
def test_only_rules_for_viewing_count(rule):
    source = Source()
    layer = source.group(Usage=viewed(Name.ON))
    source.config.OFF.append(layer)
    made = Dictionary(OCGs=Array([layer]))
    for key, value in rule.items():
        made["/" + key] = value
    source.config.AS = Array([made])
    assert not source.shows(layer)
    more = Dictionary(Event=Name.View, OCGs=Array([layer]))
    source.config.AS = Array([more, made, Dictionary(Event=Name.View, OCGs=Array([source.on]))])
    assert source.shows(layer)


POLICIES = {
    "/AllOn": lambda states: all(states),
    "/AnyOn": lambda states: any(states),
    "/AnyOff": lambda states: not all(states),
    "/AllOff": lambda states: not any(states),
    "/Odd": lambda states: any(states),
    None: lambda states: any(states),
}


@pytest.mark.parametrize("policy", POLICIES)
def test_a_membership_goes_by_its_policy(policy):
    for states in product((True, False), repeat=2):
        source = Source()
        member = source.member(OCGs=Array([source.on if on else source.off for on in states]))
        if policy:
            member.P = Name(policy)
        assert source.shows(member) is POLICIES[policy](states), states


def test_a_membership_of_one_or_of_nothing():
    source = Source()
    assert not source.shows(source.member(OCGs=source.off))
    assert source.shows(source.member(OCGs=source.on))
    assert source.shows(source.member())
    assert source.shows(source.member(P=Name.AllOff))
    assert source.shows(source.member(OCGs=Array([]), P=Name.AnyOff))
    assert source.shows(source.member(OCGs=Array([Name.Odd, 5, None]), P=Name.AllOff))
    assert not source.shows(source.member(OCGs=Array([Name.Odd, 5, source.off])))


def test_a_membership_is_known_by_its_type_or_its_layers():
    source = Source()
    assert not source.shows(source.member(VE=Array([Name.Not, source.on])))
    untyped = source.member(OCGs=Array([source.off]))
    del untyped.Type
    assert not source.shows(untyped)
    layer = source.group(VE=Array([Name.Not, source.on]))  # no membership, whatever it has
    assert source.shows(layer)


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (lambda on, off: [Name.Not, on], False),
        (lambda on, off: [Name.Not, off], True),
        (lambda on, off: [Name.And, on, off], False),
        (lambda on, off: [Name.And, on, on], True),
        (lambda on, off: [Name.And, off, off], False),
        (lambda on, off: [Name.Or, on, off], True),
        (lambda on, off: [Name.Or, off, on], True),
        (lambda on, off: [Name.Or, off, off], False),
        (lambda on, off: [Name.Odd, on, off], False),
        (lambda on, off: [Name.Odd, on], True),
        (lambda on, off: [Name.And, on, Array([Name.Not, off])], True),
        (lambda on, off: [Name.Or, off, Array([Name.Not, on])], False),
        (lambda on, off: [Name.Not, Array([Name.Or, off, Array([Name.And, on, off])])], True),
        (lambda on, off: [Name.And, on, Array([])], True),  # no term says nothing
        (lambda on, off: [Name.And, on, Name.Odd], True),
        (lambda on, off: [Name.Not, Array([])], False),
    ],
)
def test_an_expression_comes_before_the_policy(rule, shown):
    source = Source()
    member = source.member(VE=Array(rule(source.on, source.off)), OCGs=Array([source.on]))
    member.P = Name.AllOff if shown else Name.AllOn
    assert source.shows(member) is shown


@pytest.mark.parametrize("rule", [Array([]), Name.Not])
def test_no_expression_leaves_it_to_the_policy(rule):
    source = Source()
    assert not source.shows(source.member(VE=rule, OCGs=Array([source.off])))
    assert source.shows(source.member(VE=rule, OCGs=Array([source.on])))


def nested(inner, depth):
    """*inner* in *depth* arrays that change nothing."""
    for _ in range(depth):
        inner = Array([Name.And, inner])
    return inner


def test_an_expression_nested_beyond_all_programs_hides():
    source = Source()
    assert source.shows(source.member(VE=nested(source.on, 20)))
    assert not source.shows(source.member(VE=nested(source.on, 21)))
    assert not source.shows(source.member(VE=Array([Name.Not, nested(source.on, 20)])))


def test_an_expression_of_more_terms_than_any_program_writes_hides(monkeypatch):
    monkeypatch.setattr(module, "_MAX_TERMS", 4)
    source = Source()
    made = source.layers()
    three, again = (
        source.member(VE=Array([Name.And, source.on, source.on, source.on])) for _ in range(2)
    )
    four = source.member(VE=Array([Name.And, source.on, source.on, source.on, source.on]))
    assert not made.hides(three)
    assert not made.hides(again)  # each is counted by itself
    assert made.hides(four)
    assert not made.hides(three)
    assert made.dropped  # what was hidden once is told, whatever comes after


@pytest.mark.parametrize("key", ["OCGs", "VE"])
def test_what_was_looked_at_once_is_known(key, monkeypatch):
    monkeypatch.setattr(module, "MAX_LAYERS", 8)
    source = Source()
    made = source.layers()
    listed = {
        "OCGs": lambda: Array([source.off] * 4),
        "VE": lambda: Array([Name.And, Array([]), source.off, source.on]),
    }[key]
    kept = source.member(**{key: listed()})
    assert all(made.hides(kept) for _ in range(9))
    given = Dictionary({"/Type": Name.OCMD, f"/{key}": listed()})  # nothing to know it by
    assert made.hides(given)
    with pytest.raises(DocumentError, match="asks for its layers more often") as caught:
        made.hides(given)
    assert caught.value.code == "LOR717"


@pytest.mark.parametrize("content", [None, Name.Odd, Array([]), 5, "text"])
def test_what_is_no_layer_hides_nothing(content):
    source = Source(BaseState=Name.OFF)
    assert source.shows(content)


@pytest.mark.parametrize(
    "properties", [None, Name.Odd, Array([]), Dictionary(), Dictionary(D=Name.Odd)]
)
def test_a_document_without_a_configuration_shows_everything(properties):
    pdf = Pdf.new()
    if properties is not None:
        pdf.Root.OCProperties = properties
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG))
    assert not Layers(pdf.Root).hides(layer)
