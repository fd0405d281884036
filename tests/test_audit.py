"""``make audit``: floors that are kept, and advisories that are told from not having looked."""

import json
import subprocess
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LEAST = {
    "weasyprint": "70.0", "pikepdf": "10.17", "pypdf": "7.0.1", "jinja2": "3.1.6", "pillow": "12.3",
    "pyyaml": "6.0.2", "click": "8.3.3", "icalendar": "7.1.3", "filelock": "3.20.3",
    "fonttools": "4.60.2", "brotli": "1.2.0",
}  # fmt: skip
"""Advisories up to November 2026; a floor only ever rises."""


@pytest.fixture(scope="module")
def audit():
    loader = SourceFileLoader("audit", str(ROOT / "scripts" / "audit"))
    module = module_from_spec(spec_from_loader("audit", loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def texts():
    names = ("docs/dependencies.md", "pyproject.toml", "constraints.txt")
    return [(ROOT / name).read_text(encoding="utf-8") for name in names]


def test_no_floor_is_below_its_advisories(audit, texts):
    page, project, pinned = texts
    found = audit.floors(page)
    assert {name: str(found[name]) for name in LEAST if found[name] < Version(LEAST[name])} == {}
    assert list(audit.too_low(found, project, pinned)) == []


def test_a_floor_or_a_pin_that_is_too_low_is_named(audit, texts):
    page, project, pinned = texts
    lowered = project.replace('"pypdf>=7.0.1"', '"pypdf>=6"').replace('"jinja2>=3.1.6"', '"jinja2"')
    old = pinned.replace("pillow==", "pillow==1.").replace("brotli==", "other==")
    assert set(audit.too_low(audit.floors(page), lowered, old)) == {
        "pyproject.toml: pypdf has to be >=7.0.1",
        "pyproject.toml: jinja2 has to be >=3.1.6",
        "constraints.txt: pillow has to be 12.3 or newer",
        "constraints.txt: brotli has to be 1.2.0 or newer",
    }


def answer(*packages) -> str:
    return json.dumps({"dependencies": packages})


SOUND = {"name": "click", "version": "8.5.1", "vulns": []}
SKIPPED = {"name": "rich", "skip_reason": "not found"}
KNOWN = {"name": "pypdf", "version": "7.1.0", "vulns": [{"id": "X-1", "fix_versions": ["7.2"]}]}
ASKED = "requests.exceptions.ConnectionError: Max retries exceeded"


@pytest.mark.parametrize(
    ("out", "err", "said", "is_fine"),
    [
        (answer(SOUND), "", "none known (1 versions looked up)", True),
        (
            answer(SOUND, SKIPPED),
            "",
            "none known (1 versions looked up)\nadvisories: not checked for rich",
            True,
        ),
        (answer(KNOWN, SOUND), "", "pypdf 7.1.0: X-1, fixed in 7.2", False),
        (answer(SKIPPED), "", "not checked (the service that was reached knows none", True),
        ("", ASKED, "not checked (no network)", True),
        ("", "No module named pip_audit", "not checked (pip-audit is not installed", True),
        ("", "Traceback\nTypeError: a slip", "not checked (pip-audit failed: TypeError", False),
    ],
)
def test_not_having_looked_is_told_from_having_found_nothing(
    audit, monkeypatch, capsys, out, err, said, is_fine
):
    done = subprocess.CompletedProcess([], 0, out, err)
    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: done)
    assert audit.check_advisories() is is_fine
    assert capsys.readouterr().out.startswith(f"advisories: {said}")
