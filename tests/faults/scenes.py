"""Commands in a folder with earlier results, and what that folder may look like afterwards."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

import yaml
from click.testing import CliRunner, Result

from lorpack.cli import main
from lorpack.cli.starting import _schemas
from lorpack.messages.draft import to_eml
from lorpack.packet.model import Packet

DAY = ("--today", "2027-06-10")
LOG = "- {on: 2027-06-01, writer: chen, event: asked} # in the corridor\n"
DRAFT = "quill/chen/messages/20-thanks.txt"
TEMPORARY = re.compile(r"\.lorpack-[0-9a-f]{8}-\d+-")
"""What a file is called until it is whole (lorpack.files)."""
CACHES = (".lorpack-build.json", ".lorpack-words.json")

_WRITER = {
    "name": {"given": "Mei", "family": "Chen"},
    "role": "attending",
    "relationship": ["clinical"],
    "contact": {"email": "mei.chen@example.org"},
    "learned": ["How to sit down first"],
}
_APPLICANT = {
    "name": {"given": "Ada", "family": "Quill"},
    "background": "us_md",
    "school": {"name": "Fernleigh College of Medicine"},
    "contact": {"email": "ada.quill@example.org"},
    "season": "2028",
    "targets": [
        {"id": "im", "specialty": "Internal Medicine", "portal": "eras", "letters_by": "2027-09-03"}
    ],
}


@dataclass(frozen=True)
class Scene:
    """A command, and what was called and changed in its folder before."""

    args: tuple[str, ...]
    earlier: tuple[tuple[str, ...], ...] = ()
    codes: frozenset[int] = frozenset({5})
    """With which exit codes it may fail."""

    @property
    def repeats(self) -> bool:
        """Whether it may be called again after it is done: what makes new files may not."""
        return bool(self.earlier)


MESSAGES = ("messages", "quill", "-k", "thanks", *DAY)
BUILD = ("build", "quill", "-j", "1")
SCENES = {
    "track": Scene(("track", "chen", "agreed", "quill", "--by", "2027-08-20", *DAY)),
    "messages": Scene(MESSAGES, (MESSAGES,)),
    "build": Scene(BUILD, (BUILD,), codes=frozenset({5, 6})),
    "timeline": Scene(("timeline", "quill", "--ics", *DAY), (("timeline", "quill", "--ics", *DAY),)),
    "status": Scene(("status", "quill", *DAY), (("status", "quill", *DAY),), codes=frozenset()),
    "init": Scene(("init", "jane", "--defaults", *DAY)),
    "eject": Scene(
        ("templates", "eject", "--in", "quill", "packet/cover.html.j2", "themes/base.css")
    ),
}  # fmt: skip


def prepare(folder: Path, scene: Scene) -> None:
    """Make the application ``quill`` in *folder*, do what came before, and change a writer."""
    quill = folder / "quill"
    (quill / "writers").mkdir(parents=True)
    _write(quill / "applicant.yaml", _APPLICANT)
    other = {**_WRITER, "name": {"given": "Rami", "family": "Haddad"}, "learned": ["To ask first"]}
    _write(quill / "writers" / "chen.yaml", _WRITER)
    _write(quill / "writers" / "haddad.yaml", other)
    (quill / "progress.yaml").write_text(LOG, encoding="utf-8")
    for args in scene.earlier:
        assert call(*args).exit_code == 0
    if scene.earlier:
        edit(quill, 1)


def edit(quill: Path, version: int) -> None:
    """Change both writers of *quill* a little; each file in one step."""
    for name, family in (("chen", "Chen"), ("haddad", "Haddad")):
        edit_writer(quill, name, family, version)


def edit_writer(quill: Path, name: str, family: str, version: int) -> None:
    """Write one writer's file, in one step."""
    learned = [f"How to ask {family} number {version}"]
    path = quill / "writers" / f"{name}.yaml"
    content = {**_WRITER, "name": {"given": "Mei", "family": family}, "learned": learned}
    _write(path.with_suffix(".new"), content)
    path.with_suffix(".new").replace(path)


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def call(*args: str) -> Result:
    """Call ``lorpack`` in this process."""
    return CliRunner().invoke(main, [*args])


def again(source: Path, work: Path) -> None:
    """Let *work* be what *source* is."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(source, work, symlinks=True)


def tree(folder: Path) -> dict[str, bytes]:
    """The files in *folder* that matter to a person: no locks, and nothing that is a cache."""
    return {
        name: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not (name := path.relative_to(folder).as_posix()).endswith(".lock")
        and not name.startswith("cache/")
        and not name.endswith(CACHES)
        and not TEMPORARY.search(name)
    }


def temporaries(folder: Path) -> list[str]:
    """What an interrupted run left in *folder*, the cache included."""
    return [path.as_posix() for path in folder.rglob("*") if TEMPORARY.search(path.name)]


def check_whole(now: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Assert that each file is the old one or the new one, and none that should be there is gone.

    Records that grow while a command runs (the manifest, what was written) may stand between.
    """
    for name, data in now.items():
        if name.endswith((".json", "progress.yaml")):
            continue
        assert data in (old.get(name), new.get(name)), f"{name} is neither the old nor the new one"
    for name in old.keys() & new.keys():
        assert name in now, f"{name} is gone"
    for name, data in now.items():
        if name.endswith(".json"):
            json.loads(data)
    log = now.get("quill/progress.yaml")
    assert log in (None, old.get("quill/progress.yaml"), new.get("quill/progress.yaml"))


def check_words(result: Result) -> None:
    """Assert that a person was told in words."""
    said = result.stdout + result.stderr
    assert "Traceback" not in said, said
    assert "unexpected" not in said, said
    assert result.exit_code == 0 or "hint: " in said or "not done: " in said, said


def cheap_packet(folder: Path, writer: str) -> Packet:
    """What a build would give, in no time: other bytes for other profiles."""
    data = (folder / "writers" / f"{writer}.yaml").read_bytes()
    return Packet((), b"%PDF-1.7\n" + hashlib.sha256(data).hexdigest().encode() * 100, 1, 1)


class CheapRunner(AbstractContextManager):
    """Stands in for the workers of a build: each packet is made here and now."""

    def __init__(self, request: object) -> None:
        pass

    def __exit__(self, *_) -> None:
        pass

    def make_ready(self, jobs: int) -> None:
        """Always ready."""

    def run(self, call: Callable, jobs, seconds: float):
        """See lorpack.batch.pool.Runner."""
        for key, (folder, _, writers, _) in enumerate(jobs):
            yield key, [cheap_packet(folder, writer) for writer in writers]


def _remembered(function: Callable) -> Callable:
    """*function*, which is called only once for what is written in the same way."""
    found = {}

    def call(*args):
        key = repr(args)
        if key not in found:
            found[key] = function(*args)
        return found[key]

    return call


@contextmanager
def cheap():
    """Make packets, schemas and drafts cost nothing: what is tested is what becomes of their bytes.

    Nothing is flushed to the disk, either: no test pulls the plug.
    """
    with (
        patch("lorpack.batch.build.runner_for", CheapRunner),
        patch("lorpack.cli.starting._schemas", cache(_schemas)),
        patch("lorpack.batch.mail.to_eml", _remembered(to_eml)),
        patch("os.fsync", lambda descriptor: None),
    ):
        yield
