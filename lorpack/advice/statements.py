"""The personal statements of an application, as the rules read them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lorpack.advice.located import in_lines
from lorpack.documents.files import kind_of, read_supplied
from lorpack.documents.statement import read_statement
from lorpack.errors import DocumentError
from lorpack.findings import Place
from lorpack.profiles.application import Application


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement's *text*. *writer* is whose own version it is, empty when several read it.

    *has_lines* is false for a Word document, whose lines nobody can point at.
    """

    file: str
    text: str
    writer: str
    shared: bool
    has_lines: bool

    def place(self, start: int, end: int) -> Place:
        """Where the characters *start* to *end* stand."""
        return in_lines(self.file, self.text, start, end) if self.has_lines else Place(self.file)


def statements(application: Application) -> Iterator[Statement]:
    """Each statement that can be read as text, once; other rules tell what is wrong with a file."""
    targets = [target.statement for target in application.applicant.targets]
    own = [(writer.profile.statement, writer.id) for writer in application.writers]
    used = Counter([*targets, *(file for file, _ in own)])
    seen: set[str] = set()
    for file, writer in [*((file, "") for file in targets), *own]:
        if not file or file in seen:
            continue
        seen.add(file)
        try:
            data = read_supplied(application.folder, file)
            if kind_of(data) != "pdf":
                text, has_lines = text_of(data, file)
                shared = not writer or used[file] > 1
                yield Statement(file, text, writer, shared, has_lines)
        except DocumentError:
            continue


@lru_cache(maxsize=32)
def text_of(data: bytes, file: str) -> tuple[str, bool]:
    """The text of a statement that is no PDF, and whether it has lines. Raises DocumentError.

    It is kept: more than one rule asks for it, and a Word document takes its time.
    """
    return read_statement(data, file)[0], kind_of(data) not in ("docx", "zip")
