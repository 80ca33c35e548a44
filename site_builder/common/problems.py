"""What can be wrong with an archive, as values.

Most faults concern one file and must not stop the work on the others: they are collected as `Problem`s and
printed in one place. `BuildError` is for the few after which nothing sensible can be done.
"""

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True, order=True):
    """One fault, addressed to the person who can mend it.

    `path` is the file as the user would name it, `line` counts from 1 (0: the whole file), `message` says what
    is wrong and `hint` what to do.
    """

    path: str
    line: int
    message: str
    hint: str = ""
    level: Level = Level.ERROR

    @property
    def place(self) -> str:
        """Where it is, as editors and terminals understand it."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def __str__(self) -> str:
        kind = "warning: " if self.level is Level.WARNING else ""
        return f"{self.place}: {kind}{self.message}"


def warning(path: str, line: int, message: str, hint: str = "") -> Problem:
    """A problem that leaves the output whole."""
    return Problem(path, line, message, hint, Level.WARNING)


def unreadable(path: str, error: OSError | UnicodeDecodeError, *, hint: str = "") -> Problem:
    """The problem of a file that cannot be opened, or that is no text in UTF-8."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return Problem(path, line, "is not UTF-8", hint or "save it as a text file in UTF-8")
    hint = hint or ("allow reading it" if isinstance(error, PermissionError) else "")
    return Problem(path, 0, f"cannot be read: {error.strerror}", hint)


class BuildError(Exception):
    """The work as a whole cannot be done; carries the problem to print."""

    def __init__(self, message: str, *, path: str = "", line: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(path, line, message, hint)

    @classmethod
    def of(cls, problem: Problem, *, hint: str = "") -> "BuildError":
        """The exception that carries a problem; with another `hint`, if one is given."""
        return cls(problem.message, path=problem.path, line=problem.line, hint=hint or problem.hint)

    def __str__(self) -> str:
        return str(self.problem) if self.problem.path else self.problem.message

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are pickled by their positional arguments, which would lose all but the message.
        return BuildError.of, (self.problem,)
