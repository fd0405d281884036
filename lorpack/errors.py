"""What can go wrong, as exceptions that know their exit code and their remedy.

The core raises these; only :mod:`lorpack.cli` turns them into text and an exit code.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command (contract, docs/exit-codes in the README)."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    MISSING_DEPENDENCY = 3
    UNREADABLE_INPUT = 4
    OUTPUT = 5
    SOME_FAILED = 6
    INTERRUPTED = 130


class LorpackError(Exception):
    """A failure with a remedy: *message* says what happened, *hint* what to do."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(LorpackError):
    """The command was called with something that cannot be meant."""

    exit_code = ExitCode.USAGE


class DependencyError(LorpackError):
    """A library of the system (Pango) or an optional package is missing."""

    exit_code = ExitCode.MISSING_DEPENDENCY


class InputError(LorpackError):
    """A file or folder of the user cannot be read at all."""

    exit_code = ExitCode.UNREADABLE_INPUT


class OutputError(LorpackError):
    """A result cannot be written."""

    exit_code = ExitCode.OUTPUT


class RenderError(LorpackError):
    """A packet cannot be rendered, placed or verified."""

    exit_code = ExitCode.SOME_FAILED


class WorkerLost(RenderError):
    """The process that built a packet hung or crashed; alone, the packet may come out well."""


class DocumentError(LorpackError):
    """A supplied document is refused; *code* is the finding that says why (LOR7xx)."""

    exit_code = ExitCode.UNREADABLE_INPUT

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.code = code

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[str, str, str]]:
        return (type(self), (self.code, self.message, self.hint))

    def about(self, file: str) -> str:
        """What it says, with the name of *file*."""
        return self.message if self.message.startswith(file) else f"{file}: {self.message}"


class TemplateFault(RenderError):
    """A template is wrong: *file* and *line* say where (line 0 when unknown)."""

    def __init__(self, message: str, file: str, line: int = 0, hint: str = "") -> None:
        compare = "compare it with the packaged one: `lorpack templates diff`"
        super().__init__(message, hint or compare)
        self.file = file
        self.line = line

    def __reduce__(self) -> tuple[type["TemplateFault"], tuple[str, str, int, str]]:
        return (type(self), (self.message, self.file, self.line, self.hint))
