"""The privacy rules, measured on sets of lines by people who had not seen the rules.

How the figures came about (recall of identifiers; false alarms in clean lines) is told in
docs/privacy.md. What is asserted here guards against going back; what to expect of unseen text is
the first figure of each set. No label was changed.
"""

from dataclasses import replace

import pytest
from labelled_sets import FOLDER, measure, read
from pattern_samples import Sampler

from lorpack.advice.privacy import identifiers, scan
from lorpack.advice.privacy.model import Kind, Prose
from lorpack.advice.privacy.names import colleagues, known


@pytest.mark.parametrize("name", ["a", "b", "d"])
def test_the_figures_that_were_reached(name):
    figures = measure(name)
    assert figures.recall >= 0.97, figures.missed
    assert figures.false_alarms <= 0.011, figures.alarms


def test_together_there_are_enough_lines():
    lines = [line for name in ("a", "b", "d") for line in read(name)]
    assert len(lines) >= 300
    assert sum(not line.labels for line in lines) >= 150
    assert sum(len(line.labels) for line in lines) >= 150
    assert "]]" not in "".join(line.text for line in lines)
    assert sorted(path.name for path in FOLDER.iterdir()) == ["a.txt", "b.txt", "d.txt"]


@pytest.mark.parametrize("name", ["a", "b", "d"])
def test_no_identifier_is_lost_because_no_word_called_for_its_pattern(name):
    whole = [replace(each, needs=()) for each in scan._DETECTORS]
    for line in read(name):
        prose = Prose(line.text, known(()) | colleagues(line.text))
        every = {hit for each in whole for hit in each.hits(prose)}
        called = {hit for each in scan._DETECTORS for hit in each.hits(prose)}
        assert every == called


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name.lower())
def test_what_a_pattern_finds_is_found_with_the_words_that_call_for_it(kind):
    lost = []
    sampler = Sampler(seed=1)
    for each in (one for one in scan._DETECTORS if one.kind is kind):
        whole = replace(each, needs=())
        for text in sampler.texts(each.pattern, 250):
            prose = Prose(text)
            if any(group.isdisjoint(prose.words) for group in each.needs) and [*whole.hits(prose)]:
                lost.append((text, [text[start:end] for _, start, end in whole.hits(prose)]))
    assert lost == []


def test_the_seed_example_is_an_error():
    text = "Patient in Room 204 with complex DKA management"
    assert [(hit.code, hit.severity, text[hit.start : hit.end]) for hit in identifiers(text)] == [
        ("LOR601", "error", "Room 204")
    ]
