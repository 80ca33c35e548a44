"""What people are told of an exception: what they can mend, and what is a fault of the program."""

import os
import pickle
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import site_builder.cli
from site_builder.cli.errors import is_program_error, problem_of
from site_builder.common.problems import BuildError
from tests.conftest import Make, article


def _noted(error: BaseException) -> BaseException:
    error.add_note("while a.md was read")
    return error


@pytest.mark.parametrize(
    ("error", "ours", "message", "hint"),
    [
        (BuildError("no", path="a.md", line=3, hint="do"), False, "no", "do"),
        (PermissionError(13, "Permission denied", "a.md"), False, "cannot be read or written: Permission denied", ""),
        (OSError("odd"), False, "cannot be read or written: odd", ""),
        (_noted(MemoryError()), False, "the memory of the machine is used up (while a.md was read)", "--jobs 1"),
        (_noted(KeyError("x")), True, "in site-builder: KeyError: 'x' (while a.md was read)", "--debug"),
        (ZeroDivisionError(), True, "something went wrong in site-builder: ZeroDivisionError", "report"),
        (RecursionError("too deep\nby far"), True, "RecursionError: too deep by far", "report"),
    ],
)
def test_every_exception_is_a_sentence(error: BaseException, ours: bool, message: str, hint: str) -> None:
    problem = problem_of(pickle.loads(pickle.dumps(error)))
    assert is_program_error(error) is ours
    assert message in problem.message
    assert hint in problem.hint


def told(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *words: str | Path) -> tuple[object, str]:
    """The exit code and what was printed on stderr."""
    monkeypatch.setattr(sys, "argv", ["site-builder", *map(str, words)])
    with pytest.raises(SystemExit) as end:
        site_builder.cli.main()
    return end.value.code, capfd.readouterr().err


def _fail(*_: object, **__: object) -> None:
    raise KeyError("planted")


def _use_up(*_: object, **__: object) -> None:
    raise MemoryError


def _be_killed(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def _forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is planted here is in the workers too, whatever threads other tests have left."""
    monkeypatch.setattr("site_builder.common.workers._usual_method", lambda: "fork")


@pytest.mark.usefixtures("_forked")
@pytest.mark.parametrize("where", ["article.json_ld", "body.convert"])
@pytest.mark.parametrize("articles", [1, 300])
def test_a_fault_of_the_program_says_so_and_what_it_was_doing(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    where: str, articles: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(f"site_builder.render.{where}", _fail)
    root = make({f"articles/{n}.md": article() for n in range(articles)})
    words = ("build", root, "-o", tmp_path / "dist", "--no-search", "--jobs", "2")
    code, err = told(monkeypatch, capfd, *words)
    assert code == 70
    assert "something went wrong in site-builder: KeyError: 'planted' (while " in err
    assert "--debug" in err
    assert "Traceback" not in err
    assert not (tmp_path / "dist").exists()
    for debug in (("--debug", *words), (*words, "--debug")):
        code, err = told(monkeypatch, capfd, *debug)
        assert code == 70
        assert "Traceback" in err
        assert "in _fail" in err  # the line that failed, though it may have been in another process


@pytest.mark.usefixtures("_forked")
@pytest.mark.parametrize(
    ("fail", "message"),
    [
        (_use_up, "cannot go on: the memory of the machine is used up (while "),
        (_be_killed, "cannot go on: a process of the build was ended from outside"),
    ],
)
def test_what_the_machine_refuses_is_a_sentence(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    fail: Callable[..., None], message: str,
) -> None:  # fmt: skip
    monkeypatch.setattr("site_builder.render.body.convert", fail)
    root = make({f"articles/{n}.md": article() for n in range(300)})
    code, err = told(monkeypatch, capfd, "build", root, "-o", tmp_path / "dist", "--no-search", "--jobs", "2")
    assert code == 2
    assert message in err
    assert "--jobs 1" in err


def test_a_bug_of_one_page_names_the_file_that_was_read(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("site_builder.pipeline.reader.parse_article", _fail)
    code, err = told(monkeypatch, capfd, "build", make({"articles/a.md": article()}), "-o", tmp_path / "dist")
    assert code == 70
    assert "articles/a.md was read)" in err


def test_a_source_page_that_vanishes_while_the_site_is_built_is_a_problem(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    root = make({"articles/a.md": article(source="[{file: p.txt, lines: [1]}]"), "pages/p.txt": "one\n"})

    def gone(*_: object) -> list[str]:
        raise FileNotFoundError(2, "No such file or directory", "pages/p.txt")

    monkeypatch.setattr("site_builder.render.source_page.lines_in", gone)
    code, err = told(monkeypatch, capfd, "build", root, "-o", tmp_path / "dist", "--no-search")
    assert code == 1
    assert "pages/p.txt: changed while the site was built" in err
    assert "template" not in err


def test_a_fault_below_the_themes_own_template_is_one_of_the_program(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("site_builder.render.environment.escape", _fail)
    root = make({"articles/a.md": article()})
    words = ("build", root, "-o", tmp_path / "dist", "--no-search")
    code, err = told(monkeypatch, capfd, *words)
    assert code == 70
    assert re.search(r"KeyError: 'planted' \(while \S+ was drawn, at \S+html:\d+\)", err)
    make({"templates/article.html": "{{ 1 / 0 }}"})  # with templates of its own, it may be theirs
    assert told(monkeypatch, capfd, *words)[0] == 2
