"""Taking documents in, each in a process of its own, with the time and memory it took.

As a program: ``python tests/hostile/hostile_child.py`` measures the whole set and prints a table.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from golden import of_document

HERE = Path(__file__).parent


def main() -> None:
    """Answer each line on stdin, the kind and path of a document, with one of JSON on stdout.

    Each is taken in by a fork of this process, which has the libraries loaded and little else.
    """
    import PIL.Image  # noqa: F401

    import lorpack.documents.pdf
    import lorpack.documents.photo
    import lorpack.documents.statement  # noqa: F401

    for line in sys.stdin:
        kind, path = line.rstrip("\n").split(" ", 1)
        ours, theirs = os.pipe()
        started = time.monotonic()
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
            os.write(theirs, json.dumps(_taken(kind, Path(path))).encode())
            os._exit(0)
        os.close(theirs)
        with os.fdopen(ours, "rb") as pipe:
            said = pipe.read()
        _, status, usage = os.wait4(child, 0)
        answer = json.loads(said) if said else {"code": f"died ({status})"}
        answer |= {"seconds": time.monotonic() - started, "megabytes": usage.ru_maxrss // 1024}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def taken_in(kind: str, path: Path) -> object:
    """What the document at *path* becomes, or the DocumentError that refuses it."""
    from lorpack.documents import prepare_pdf, prepare_photo, read_statement, read_supplied
    from lorpack.errors import DocumentError

    name = f"documents/{path.name}"
    try:
        data = read_supplied(path.parent, path.name)
        if kind == "photo":
            return prepare_photo(data)
        return prepare_pdf(data, name) if kind == "pdf" else read_statement(data, name)
    except DocumentError as error:
        return error


def _taken(kind: str, path: Path) -> dict[str, object]:
    """The code and message of a refusal, else an empty code and the codes of the notices."""
    from lorpack.documents import Photo
    from lorpack.errors import DocumentError

    try:
        taken = taken_in(kind, path)
    except BaseException as error:  # what must never happen is told, too
        return {"code": f"unexpected {type(error).__name__}", "message": str(error)[:300]}
    if isinstance(taken, DocumentError):
        told: dict[str, object] = {"code": taken.code, "message": taken.message}
    elif isinstance(taken, Photo):
        told = {"code": "", "notices": []}
    else:
        notices = taken.notices if kind == "pdf" else taken[1]
        told = {"code": "", "notices": [notice.code for notice in notices]}
    return {**told, "record": of_document(taken)}


class Intake:
    """A running :func:`main`, asked from outside."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", __file__, "serve"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        )  # fmt: skip

    def take(self, kind: str, path: Path) -> dict[str, object]:
        """What becomes of the document at *path*."""
        self._process.stdin.write(f"{kind} {path}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """Let the process end."""
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


class InlineIntake:
    """The same in this process: when tests are chosen by what they call, it has to be seen."""

    def take(self, kind: str, path: Path) -> dict[str, object]:
        """What becomes of the document at *path*; it is not measured."""
        return {**_taken(kind, path), "seconds": 0.0, "megabytes": 0}

    def close(self) -> None:
        """Nothing has to end."""


def measure() -> None:
    """Print, for each document of the set, what became of it, the seconds and the peak memory."""
    import tempfile

    sys.path[:0] = [str(HERE), str(HERE.parent / "documents"), str(HERE.parents[1])]
    from hostile_set import ALL

    intake = Intake()
    worst = {"refused": (0.0, 0, 0), "accepted": (0.0, 0, 0)}
    with tempfile.TemporaryDirectory() as folder:
        for kind, cases in ALL.items():
            for case in cases:
                path = Path(folder) / f"{case.name}.{kind}"
                path.write_bytes(case.make())
                taken = intake.take(kind, path)
                group = "refused" if taken["code"] else "accepted"
                seconds, megabytes, count = worst[group]
                worst[group] = (
                    max(seconds, taken["seconds"]), max(megabytes, taken["megabytes"]), count + 1,
                )  # fmt: skip
                sys.stdout.write(
                    f"{kind:6}{taken['code'] or 'accepted':10}{taken['seconds']:7.2f} s"
                    f"{taken['megabytes']:5} MB  {case.name}\n"
                )
    intake.close()
    for group, (seconds, megabytes, count) in worst.items():
        sys.stdout.write(f"{count} {group}: at most {seconds:.2f} s, {megabytes} MB\n")


if __name__ == "__main__":
    main() if sys.argv[1:] == ["serve"] else measure()
