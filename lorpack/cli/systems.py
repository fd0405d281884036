"""What a person types on this system to install Pango."""

import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

_DEBIAN = "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_LINES: Mapping[str, str] = {
    "debian": _DEBIAN,
    "ubuntu": _DEBIAN,
    "fedora": "sudo dnf install pango",
    "rhel": "sudo dnf install pango",
    "arch": "sudo pacman -S pango",
    "alpine": "sudo apk add pango",
    "suse": "sudo zypper install pango",
    "darwin": "brew install pango",
    "win32": (
        "install MSYS2 (msys2.org), run `pacman -S mingw-w64-x86_64-pango` in its shell, and set"
        r" WEASYPRINT_DLL_DIRECTORIES=C:\msys64\mingw64\bin"
    ),
}
_UNKNOWN = "install the package `pango` with your system's package manager"


def pango_line() -> str:
    """The command that installs Pango on this computer; root needs no sudo, and may have none."""
    line = line_for(sys.platform, _os_release())
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return line.removeprefix("sudo ") if is_root else line


def line_for(system: str, release: Mapping[str, str]) -> str:
    """The command for *system* (as ``sys.platform``), on Linux by *release* (os-release)."""
    if system != "linux":
        return _LINES.get(system, _UNKNOWN)
    names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((_LINES[name] for name in names if name in _LINES), _UNKNOWN)


def _os_release() -> Mapping[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def writable(folder: Path) -> bool:
    """Whether *folder*, or the nearest folder above it that exists, can be written to."""
    import tempfile

    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), Path.cwd())
    try:
        with tempfile.TemporaryFile(dir=there):
            return True
    except OSError:
        return False
