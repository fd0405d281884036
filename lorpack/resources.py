"""Where the packaged templates and sample profiles are."""

from pathlib import Path


def _resource(name: str) -> Path:
    # A wheel carries the folder inside the package; a checkout has it beside the package.
    here = Path(__file__).parent
    packaged = here / name
    return packaged if packaged.is_dir() else here.parent / name


def templates_dir() -> Path:
    """The folder of templates and stylesheets."""
    return _resource("templates")


def samples_dir() -> Path:
    """The folder of sample applications."""
    return _resource("sample_profiles")
