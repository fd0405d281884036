"""A document may cost as much as its limits say, and not one step more."""

import sys
from pathlib import Path

import pytest

from lorpack.documents import limits
from lorpack.documents.limits import (
    MAX_FORMS,
    MAX_MEMORY,
    MAX_PAGE_PIXELS,
    MAX_SHOWN,
    MAX_WORK,
    Cost,
    little_memory,
    too_much,
)
from lorpack.errors import DocumentError


def test_a_refusal_says_what_is_too_much_and_what_to_do():
    error = too_much("it has wings")
    assert error.code == "LOR717"
    assert error.message == "This PDF is beyond the limits: it has wings."
    assert "Print the pages you need" in error.hint


def test_costs_add_up_each_kind_by_itself():
    assert Cost(1, 2, 3).plus(Cost(10, 20, 30)) == Cost(11, 22, 33)
    assert Cost(1, 2, 3, 4).plus(Cost(10, 20, 30, 40), 4) == Cost(41, 82, 123, 164)
    assert Cost(1, 2, 3).plus(Cost(10, 20, 30), 0) == Cost(1, 2, 3)
    assert Cost() == (0, 0, 0, 0, 0)
    assert Cost(letters=10**9).plus(Cost(letters=1)) == (0, 0, 0, 10**9 + 1, 0)
    assert Cost(shown=2).plus(Cost(shown=3), 5) == (0, 0, 0, 0, 17)


@pytest.mark.parametrize(
    "most", [Cost(forms=MAX_FORMS), Cost(work=MAX_WORK), Cost(pixels=MAX_PAGE_PIXELS)]
)
def test_each_cost_is_taken_up_to_its_limit(most):
    assert Cost().plus(most) == most
    one = Cost(*(min(value, 1) for value in most))
    with pytest.raises(DocumentError, match="a page draws far more than a page can show") as caught:
        most.plus(one)
    assert caught.value.code == "LOR717"


def test_a_page_shows_letters_up_to_a_limit():
    assert Cost().plus(Cost(shown=1), MAX_SHOWN).shown == MAX_SHOWN
    with pytest.raises(DocumentError, match="a page shows over 4,000,000 letters") as caught:
        Cost(shown=1).plus(Cost(shown=1), MAX_SHOWN)
    assert caught.value.code == "LOR717"


def test_memory_is_limited_meanwhile_and_no_longer():
    resource = pytest.importorskip("resource")
    if not Path("/proc/self/statm").exists():
        pytest.skip("only Linux tells how much memory a process has")
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(MemoryError), little_memory():  # noqa: PT012
        assert resource.getrlimit(resource.RLIMIT_AS)[0] > 0
        assert resource.getrlimit(resource.RLIMIT_AS)[1] == before[1]
        bytes(2 * MAX_MEMORY)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert len(bytes(2 * MAX_MEMORY)) == 2 * MAX_MEMORY


@pytest.mark.parametrize("missing", ["module", "account"])
def test_where_memory_cannot_be_limited_documents_are_taken_all_the_same(missing, monkeypatch):
    if missing == "module":
        monkeypatch.setitem(sys.modules, "resource", None)  # as on Windows
    else:  # as on macOS, which has no /proc
        monkeypatch.setattr(limits, "Path", lambda name: Path("/nonexistent") / name[1:])
    done = []
    with little_memory():
        done.append(len(bytes(2 * MAX_MEMORY)))
    assert done == [2 * MAX_MEMORY]
