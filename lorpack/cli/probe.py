"""Draw one page in a child process: Pango may be missing, or crash the process that loads it."""

import json
import os
import subprocess
import sys
from pathlib import Path

_CHILD = "from lorpack.cli.probe import draw; draw()"
_SECONDS = 120


def draw() -> None:
    """In the child: draw a page, and print the versions as JSON."""
    from lorpack.errors import DependencyError

    try:
        from lorpack.packet.render import lay_out

        lay_out("<html lang=en><title>lorpack</title><p>Drawn.</p></html>", [], {}).write()
        from weasyprint.text.ffi import pango

        number = pango.pango_version()
    except (DependencyError, ImportError, OSError) as error:
        print(json.dumps({"problem": str(error).splitlines()[0]}))  # noqa: T201
        return
    version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    print(json.dumps({"pango": version}))  # noqa: T201


def pango() -> tuple[str, str]:
    """The version of Pango and "", or "" and in words why no page can be drawn."""
    # The child finds the same lorpack, however this process found it; never the current folder.
    package = str(Path(__file__).parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-c", _CHILD],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "", f"drawing one page took more than {_SECONDS} seconds"
    if child.returncode < 0:
        return "", f"Pango crashed (signal {-child.returncode}) while drawing a page"
    lines = child.stdout.splitlines()
    try:
        answer = json.loads(lines[-1])
        return str(answer.get("pango", "")), str(answer.get("problem", ""))
    except (IndexError, ValueError, AttributeError):
        last = (child.stderr.splitlines() or ["it said nothing"])[-1]
        return "", f"a page cannot be drawn: {last}"
