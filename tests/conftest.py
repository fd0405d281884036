"""Applications made for tests: complete, small, and written to disk as a person would."""

import copy
import os
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from lorpack.batch.inputs import digest_of
from lorpack.batch.pool import outcome_of
from lorpack.packet.model import Packet
from lorpack.profiles.application import Application, LetterWriter

# `make mutation` first notes what each test calls. A program that a test starts has no part in that,
# and would not run; the mutants themselves it gets to see.
if os.environ.get("MUTANT_UNDER_TEST") == "stats":
    del os.environ["MUTANT_UNDER_TEST"]

# HYPOTHESIS_PROFILE=nightly looks for hours where the ordinary run looks for seconds.
# No example has a deadline: how long one takes is for the benchmarks to tell.
settings.register_profile("ordinary", deadline=None)
settings.register_profile("nightly", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ordinary"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with long tests come first, so that no process is left alone with one at the end."""
    long = {
        item.path
        for item in items
        if item.get_closest_marker("slow") or "faults" in item.path.parts
    }
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def _caches(tmp_path_factory):
    """A folder for each test that keeps something, which makes it."""
    folder = tmp_path_factory.mktemp("caches")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_cache(_caches, monkeypatch):
    """No test reads or writes what the person who runs it has kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(next(_caches)))


class InProcess:
    """A runner that does its jobs in this process: for tests that are about something else."""

    def make_ready(self, jobs):
        """Nothing has to start."""

    def run(self, call, jobs, seconds):
        """See lorpack.batch.pool.Runner."""
        for key, job in enumerate(jobs):
            future = Future()
            try:
                future.set_result(call(*job))
            except Exception as error:
                future.set_exception(error)
            yield key, outcome_of(future, seconds)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        pass


@pytest.fixture
def runner_in_process():
    """See InProcess."""
    return InProcess()


_packets: dict[str, Packet] = {}


@pytest.fixture
def in_process(monkeypatch, runner_in_process):
    """Builds happen in this process, without the start of another one.

    A packet whose inputs have the digest of one that was built before is not laid out again: that
    the same inputs give the same bytes is tested elsewhere. Gives what is remembered, by digest.
    """
    from lorpack.packet.build import build_packet

    def remembered(application: Application, writer: LetterWriter) -> Packet:
        inputs = digest_of(application, writer)
        if inputs not in _packets:
            _packets[inputs] = build_packet(application, writer)
        return _packets[inputs]

    monkeypatch.setattr("lorpack.batch.build.runner_for", lambda request: runner_in_process)
    monkeypatch.setattr("lorpack.packet.build.build_packet", remembered)
    return _packets


APPLICANT: dict[str, Any] = {
    "name": {"given": "Ada", "family": "Quill", "native": "Ада Квилл"},
    "degree": "MBBS",
    "background": "international",
    "school": {
        "name": "Fernleigh College of Medicine",
        "country": "Ruritania",
        "graduation": "2025-07",
    },
    "contact": {"email": "ada.quill@example.org", "phone": "+1 555 0100", "city": "Fernleigh"},
    "ids": {"aamc_id": "10000001"},
    "season": "2028",
    "qualities": ["asks first", "closes loops"],
    "targets": [
        {
            "id": "im",
            "specialty": "Internal Medicine",
            "track": "categorical",
            "portal": "eras",
            "letters_by": "2027-09-03",
            "goals": "To look after *the same* families for years.",
            "themes": ["continuity"],
            "programs": [
                {"name": "Invented Harbor Hospital", "why": "Its clinic keeps its patients."}
            ],
        }
    ],
}

WRITER: dict[str, Any] = {
    "name": {"given": "Mei", "family": "Chen", "credentials": "MD"},
    "role": "attending",
    "relationship": ["clinical"],
    "position": "Attending physician",
    "institution": {"name": "Invented Harbor Hospital"},
    "contact": {"email": "mei.chen@example.org"},
    "letter": {"letter_id": "LTR-0042", "wanted_by": "2027-08-20"},
    "why_you": "You corrected every presentation of mine.",
    "rotations": [
        {
            "service": "Ward Seven",
            "setting": "inpatient",
            "start": "2026-03",
            "end": "2026-04",
            "weeks": "4",
            "patients_per_week": "12",
            "level": "extern",
            "responsibilities": ["wrote the notes"],
        }
    ],
    "cases": [
        {
            "problem": "A complex DKA admission",
            "part": "Kept the table of gap and potassium.",
            "outcome": "It closed overnight.",
            "learned": "Recompute first.",
            "traits": ["clinical_reasoning"],
        }
    ],
    "presentations": [
        {"title": "Sepsis in ten minutes", "venue": "Noon conference", "date": "2026-04-02"}
    ],
    "feedback": [{"said": "Commit to a plan.", "did": "Wrote mine in the margin."}],
    "learned": ["How to sit down first"],
    "brag": [
        {"text": "Called six offices in an afternoon.", "traits": ["patient_care"]},
        {"text": "Explained dialysis with a drawing.", "traits": ["communication"]},
    ],
    "emphasis": ["Reasoning aloud"],
}


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    result = copy.deepcopy(base)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = _merged(result[key], value)
        else:
            result[key] = value
    return result


class _Plain(yaml.SafeDumper):
    """Writes no anchors, which profiles refuse."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_yaml(path: Path, content: dict[str, Any]) -> None:
    """Write *content* as a person's YAML file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def make_application(tmp_path) -> Callable[..., Path]:
    """Write an application and give its folder.

    *applicant* and the values of *writers* are changes to a complete one (None removes a
    key), *settings* the whole of lorpack.yaml, *documents* bytes by name.
    """

    def make(
        name: str = "quill",
        applicant: dict[str, Any] | None = None,
        writers: dict[str, dict[str, Any]] | None = None,
        settings: dict[str, Any] | None = None,
        documents: dict[str, bytes] | None = None,
    ) -> Path:
        folder = tmp_path / name
        write_yaml(folder / "applicant.yaml", _merged(APPLICANT, applicant or {}))
        for writer_id, changes in (writers if writers is not None else {"chen": {}}).items():
            write_yaml(folder / "writers" / f"{writer_id}.yaml", _merged(WRITER, changes))
        if settings is not None:
            write_yaml(folder / "lorpack.yaml", settings)
        for file, data in (documents or {}).items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder

    return make


@pytest.fixture
def students(make_application):
    """So many applicants of one class, with names, IDs, addresses and Letter IDs of their own."""

    def make(count: int):
        return [
            make_application(
                f"class/a{number:02d}",
                applicant={
                    "name": {"given": "Ann", "family": f"Quill{chr(ord('a') + number)}"},
                    "ids": {"aamc_id": f"990001{number:02d}"},
                    "contact": {"email": f"ann{number}@example.org"},
                },
                writers={"chen": {"letter": {"letter_id": f"LTR-99{number:02d}"}}},
            )
            for number in range(count)
        ]

    return make
