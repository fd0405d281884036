"""Keeps what every document of these tests becomes, beside what each test asks for by itself.

``LORPACK_GOLDEN=write pytest -n 0 tests/documents`` writes golden.txt anew; look at the difference.
"""

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KEPT = HERE / "golden.txt"
MAKERS = ("prepare_pdf", "read_statement")
sys.path.insert(0, str(HERE))

_found: dict[str, str] = {}


@cache
def _kept() -> dict[str, str]:
    lines = KEPT.read_text(encoding="utf-8").splitlines() if KEPT.is_file() else []
    return dict(line.rsplit(" ", 1) for line in lines)


@pytest.fixture(autouse=True)
def _same_as_ever(request, monkeypatch):
    """All that the document makers of a test give is what golden.txt has a digest of."""
    names = [name for name in MAKERS if hasattr(request.module, name)]
    if not names or hasattr(request.function, "hypothesis"):
        yield
        return
    seen: list[str] = []
    for name in names:
        monkeypatch.setattr(request.module, name, _noting(getattr(request.module, name), seen))
    yield
    if not seen:
        return
    digest = hashlib.sha256("\n".join(seen).encode()).hexdigest()[:16]
    _found[_name_of(request)] = digest
    if "LORPACK_GOLDEN" not in os.environ:
        assert digest == _kept().get(_name_of(request)), "\n".join(seen)


def _name_of(request) -> str:
    name = f"{request.path.name}::{request.node.name}"
    return name.encode("unicode_escape").decode().replace(" ", "_")


def _noting(make, seen: list[str]):
    from golden import of_document

    from lorpack.errors import DocumentError

    def noting(*args, **options):
        try:
            made = make(*args, **options)
        except DocumentError as error:
            seen.append(of_document(error))
            raise
        seen.append(of_document(made))
        return made

    return noting


def pytest_sessionfinish():
    """Keep what was found, when that is asked for."""
    if os.environ.get("LORPACK_GOLDEN") == "write" and _found:
        lines = [f"{name} {digest}\n" for name, digest in sorted(_found.items())]
        KEPT.write_text("".join(lines), encoding="utf-8")
