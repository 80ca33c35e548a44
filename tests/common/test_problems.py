"""What is said of a file that cannot be read, and what stops a build for it."""

import pickle
from pathlib import Path

import pytest

from site_builder.common.problems import BuildError, Problem, unreadable
from site_builder.common.yamlfile import YamlError, required_file

NOT_UTF8 = UnicodeDecodeError("utf-8", b"a\nb\n\xff", 4, 5, "invalid start byte")
PROBLEM = Problem("a.yaml", 3, "the key “a” stands twice", "keep one of them")


@pytest.mark.parametrize(
    ("error", "line", "message", "hint"),
    [
        (PermissionError(13, "Permission denied"), 0, "cannot be read: Permission denied", "allow reading it"),
        (IsADirectoryError(21, "Is a directory"), 0, "cannot be read: Is a directory", ""),
        (NOT_UTF8, 3, "is not UTF-8", "save it as a text file in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read(error: OSError | UnicodeDecodeError, line: int, message: str, hint: str) -> None:
    assert unreadable("a.txt", error) == Problem("a.txt", line, message, hint)
    assert unreadable("a.txt", error, hint="restore it") == Problem("a.txt", line, message, "restore it")
    with pytest.raises(BuildError) as stop, required_file("a.txt"):
        raise error
    assert stop.value.problem == Problem("a.txt", line, message, hint)


@pytest.mark.parametrize("hint", ["", "restore it"])
def test_a_file_that_the_build_needs_and_cannot_use(hint: str) -> None:
    with pytest.raises(BuildError) as stop, required_file("a.yaml", hint=hint):
        raise YamlError(PROBLEM)
    assert stop.value.problem == Problem("a.yaml", 3, PROBLEM.message, hint or PROBLEM.hint)


def test_a_file_that_can_be_read_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: b")
    with required_file(str(tmp_path / "a.yaml")):
        assert (tmp_path / "a.yaml").read_text() == "a: b"


def test_what_stops_a_build_is_the_same_in_another_process() -> None:
    """Exceptions of worker processes are pickled."""
    error = pickle.loads(pickle.dumps(BuildError.of(PROBLEM)))
    assert (type(error), error.problem, str(error)) == (BuildError, PROBLEM, str(PROBLEM))
