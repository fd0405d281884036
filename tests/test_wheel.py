"""The built wheel, installed in a clean environment, builds a packet with the network cut off."""

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.slow

NO_NETWORK = """
import socket

def refuse(*args, **kwargs):
    raise OSError("the network is cut off")

socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(folder),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def clean(wheel, tmp_path_factory) -> Path:
    """An environment with the wheel in it; what it depends on is lent by this one."""
    folder = tmp_path_factory.mktemp("clean") / "env"
    venv.create(folder, with_pip=False)
    scheme = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", scheme="venv", vars=scheme))
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-index",
            "--no-deps",
            "--target",
            str(site),
            str(wheel),
        ],
        check=True,
    )
    # A path in a .pth file is searched last, and .pth files in it are not read: the checkout,
    # installed there for editing, stays invisible.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib"))
    (site / "sitecustomize.py").write_text(NO_NETWORK)
    return folder / "bin" / "python"


def run(python: Path, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    return subprocess.run(
        [str(python), *command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


def test_the_wheel_holds_what_is_needed(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = next(archive.read(name).decode() for name in names if name.endswith("/METADATA"))
    for name in (
        "lorpack/templates/packet/packet.html.j2",
        "lorpack/templates/themes/base.css",
        "lorpack/sample_profiles/amara-okafor/documents/cv.pdf",
        "lorpack/portals/data/eras.yaml",
        "lorpack/forms/data/sloe.yaml",
        "lorpack/packet/fonts.conf",
        "lorpack/py.typed",
    ):
        assert name in names
    assert not [name for name in names if name.startswith(("tests/", "output/"))]
    assert "Requires-Dist: fontpkg-ibm-plex-serif" in metadata
    assert "Requires-Dist: fontpkg-fira-sans" in metadata


def test_it_runs_from_the_wheel_and_not_from_the_checkout(clean, tmp_path):
    done = run(clean, "-c", "import lorpack; print(lorpack.__file__)", cwd=tmp_path)
    assert done.stdout.startswith(str(clean.parents[1]))


def test_a_stranger_gets_a_packet_offline(clean, tmp_path):
    made = run(clean, "-m", "lorpack", "init", "mine", "--defaults", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    built = run(clean, "-m", "lorpack", "build", "mine", "-o", "out", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    manifest = json.loads((tmp_path / "out" / "mine" / "manifest.json").read_text(encoding="utf-8"))
    (entry,) = manifest["packets"]
    assert (tmp_path / "out" / "mine" / entry["path"]).read_bytes().startswith(b"%PDF-")


def test_a_sample_builds_from_the_wheel(clean, tmp_path):
    made = run(clean, "-m", "lorpack", "init", "amara", "--sample", "amara-okafor", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    built = run(
        clean, "-m", "lorpack", "build", "amara", "-w", "chen", "-j", "1", "-o", "out", cwd=tmp_path
    )
    assert built.returncode == 0, built.stderr
    assert list((tmp_path / "out" / "amara" / "chen").glob("*.pdf"))
