"""The seeds of the fuzz targets, and whatever once was a fault, go through without one."""

import importlib.util
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TARGETS = ("yaml", "calendar", "intake")


def load(name: str):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


fuzzing = sys.modules.get("fuzzing") or load("fuzzing")


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_goes_through(name, monkeypatch):
    # Only the reading is tested here; what atheris would change in the modules is left out.
    monkeypatch.setitem(sys.modules, "atheris", None)
    target = load(f"fuzz_{name}").target
    seeds = fuzzing.seeds(name)
    assert len(seeds) >= 5
    for seed in seeds:
        target(seed.read_bytes())


def test_the_seeds_are_few():
    files = [path for name in TARGETS for path in fuzzing.seeds(name)]
    assert sum(path.stat().st_size for path in files) <= 100_000
