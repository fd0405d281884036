"""Running ``lorpack`` inside the test, in an empty folder, and comparing what it says."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from lorpack.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _clean_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def lorpack() -> Callable[..., Result]:
    """Call the command line with these arguments."""

    def call(*args: str, **extra) -> Result:
        return CliRunner().invoke(main, [str(arg) for arg in args], **extra)

    return call


@pytest.fixture
def transcript() -> Callable[..., None]:
    """Compare exit code, stdout and stderr of a result, whole."""

    def compare(result: Result, code: int, out: str = "", err: str = "") -> None:
        assert (result.exit_code, result.stdout, result.stderr) == (code, dedent(out), dedent(err))

    return compare


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess]:
    """Run Python code or ``-m lorpack`` in a process of its own."""

    def call(*args: str, **env: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "", **env},
            timeout=120,
            check=False,
        )

    return call


APPLICANT = """\
name:
  given: Ada
  family: Example
background: us_md
school:
  name: Example School of Medicine
contact:
  email: ada@example.org
season: 2028
targets:
  - id: im
    specialty: Internal Medicine
    portal: eras
"""
WRITER = """\
name:
  given: Wei-Lin
  family: Chen
role: attending
relationship: [clinical]
"""


@pytest.fixture
def application(tmp_path) -> Path:
    """A small application without findings, in the folder ``ada``."""
    folder = tmp_path / "ada"
    (folder / "writers").mkdir(parents=True)
    (folder / "applicant.yaml").write_text(APPLICANT, encoding="utf-8")
    (folder / "writers" / "chen.yaml").write_text(WRITER, encoding="utf-8")
    return folder
