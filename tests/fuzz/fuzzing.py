"""What the fuzz targets share: how one is run, and how its seeds are replayed."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"

sys.path.insert(0, str(ROOT))


def run(target: Callable[[bytes], None]) -> None:
    """Fuzz *target* with atheris, as the command line says (libFuzzer's options and folders)."""
    import atheris

    with tempfile.TemporaryDirectory() as found:
        atheris.Setup([sys.argv[0], *_options(sys.argv[1:], found)], target)
        atheris.Fuzz()


def _options(given: Sequence[str], found: str) -> list[str]:
    """*given*, and a folder of its own for new inputs, so that the seeds stay as they are."""
    folders = [one for one in given if not one.startswith("-")]
    options = [one for one in given if one.startswith("-")]
    is_replay = any(Path(one).is_file() for one in folders)
    first = [] if is_replay or len(folders) > 1 else [found]
    return ["-timeout=20", "-rss_limit_mb=2048", *options, *first, *folders]


def seeds(name: str) -> list[Path]:
    """The seeds of the target *name*."""
    return sorted((CORPUS / name).iterdir())
