"""Any exception as a problem for people: no traceback reaches them unless they ask for one.

Three kinds are told apart: what the archive's people can mend, what the machine refuses, and bugs of this program. What
was being done stands in the notes of the exception, which travel with it from one process to another.
"""

from site_builder.common.problems import BuildError, Problem

_REPORT = (
    "this is a fault of the program, not of your archive: run the same command with --debug, and report what it prints,"
    " with the file that is named here"
)


def is_program_error(error: BaseException) -> bool:
    """Whether an exception can only be a bug of this program."""
    return not isinstance(error, (BuildError, OSError, MemoryError))


def problem_of(error: BaseException) -> Problem:
    """The exception as a problem: what happened, where, and what to do."""
    doing = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
    match error:
        case BuildError():
            return error.problem
        case MemoryError():
            hint = "free some, or build with --jobs 1"
            return Problem("", 0, f"the memory of the machine is used up{doing}", hint)
        case OSError():
            return Problem(str(error.filename or ""), 0, f"cannot be read or written: {error.strerror or error}{doing}")
    kind = type(error).__name__
    text = " ".join(str(error).split())
    return Problem("", 0, f"something went wrong in site-builder: {kind}{f': {text}' if text else ''}{doing}", _REPORT)


def traceback_of(error: BaseException) -> str:
    """The traceback of an exception, with those of other processes."""
    import traceback

    return "".join(traceback.format_exception(error))
