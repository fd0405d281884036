"""An application with a mark in every text, and calling lorpack in processes that are watched."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from every_command import MARK  # noqa: E402 - its folder has to be on the path first

_NOT_TEXT = frozenset(
    {
        "background", "season", "id", "specialty", "portal", "letters_by", "themes", "role", "traits",
        "relationship", "email", "letter_id", "wanted_by", "setting", "start", "end", "weeks",
        "patients_per_week", "level", "date", "aamc_id", "graduation", "phone", "track", "country",
    }
)  # fmt: skip


def _marked(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _marked(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner, key) for inner in value]
    return value if key in _NOT_TEXT else f"{value} {MARK}"


@pytest.fixture
def quill(make_application, tmp_path) -> Path:
    """An application with the mark in every text, and addresses that would be fetched or opened."""
    import yaml

    folder = make_application(documents={"documents/statement.md": f"I am {MARK}.".encode()})
    for path in (folder / "applicant.yaml", folder / "writers" / "chen.yaml"):
        content = _marked(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
        if path.name == "chen.yaml":
            content["why_you"] += " ![](http://127.0.0.1:9/a.png) <http://127.0.0.1:9/>"
            content["statement"] = "documents/statement.md"
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def call(tmp_path, quill) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call lorpack beside the application, under a umask and watched (see watch/).

    What is called together is called in one process (see several.py).
    """

    def run(
        *calls: tuple[str, ...], umask: int = 0o022, **env: str
    ) -> subprocess.CompletedProcess[str]:
        own = {
            "PYTHONPATH": os.pathsep.join([str(HERE / "watch"), str(ROOT)]),
            "WATCH_LOG": str(tmp_path / "watch.log"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "HOME": str(tmp_path / "home"),
            "LORPACK_PASSWORD": "for one command only",
        }
        return subprocess.run(
            [sys.executable, str(HERE.parent / "several.py"), json.dumps(calls)],
            cwd=tmp_path, env=os.environ | own | env, umask=umask,
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip

    return run
