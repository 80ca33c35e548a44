"""The files of a folder: links, what vanishes meanwhile, and what leads out of the archive."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder.common.files import walk
from site_builder.common.problems import BuildError, Level
from site_builder.pipeline.build import build
from site_builder.pipeline.inputs import Inputs
from tests.conftest import Make, article


def around(folder: Path) -> None:
    (folder / "a.md").symlink_to("b.md")
    (folder / "b.md").symlink_to("a.md")


def itself(folder: Path) -> None:
    (folder / "a.md").symlink_to("a.md")


def dangling(folder: Path) -> None:
    (folder / "a.md").symlink_to("nothing.md")


def outside(folder: Path) -> None:
    (folder / "a.md").symlink_to("/etc/passwd")


def upwards(folder: Path) -> None:
    (folder / "a").symlink_to("..", target_is_directory=True)


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "a.md")


@pytest.mark.parametrize("folder", ["articles", "pages", "media", "static"])
@pytest.mark.parametrize(
    ("put", "message"),
    [
        (around, "the link cannot be followed"),
        (itself, "the link cannot be followed"),
        (dangling, "the link leads to no file"),
        (outside, "the link leads out of the folder"),
        (upwards, "the link leads out of the folder"),
        (pipe, "it is no ordinary file"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_no_file_is_named_and_the_rest_is_there(tmp_path: Path, folder: str, put: object, message: str) -> None:
    place = tmp_path / folder
    place.mkdir()
    (place / "x.md").write_text("x")
    assert callable(put)
    put(place)
    files, problems = walk(place)
    assert [file.name for file in files] == ["x.md"]
    assert problems
    assert all(problem.message.startswith(f"is left out: {message}") for problem in problems)
    assert {Path(problem.path).name[0] for problem in problems} <= {"a", "b"}


def test_links_that_go_round_leave_the_rest_of_the_site(make: Make, tmp_path: Path) -> None:
    root = make({"articles/x.md": article()})
    around(root / "articles")
    report = build(root, tmp_path / "dist", with_search=False)
    assert (tmp_path / "dist" / "x.html").is_file()
    assert sorted(Path(problem.path).name for problem in report.problems) == ["a.md", "b.md"]


@pytest.mark.parametrize("folder", ["media", "static"])
def test_a_folder_that_is_a_link_out_of_the_archive_is_not_published(make: Make, tmp_path: Path, folder: str) -> None:
    root = make({"articles/x.md": article()})
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "secret.txt").write_text("secret")
    (root / folder).symlink_to(tmp_path / "private")
    report = build(root, tmp_path / "dist", with_search=False)
    assert [(problem.path, problem.level) for problem in report.problems] == [(str(root / folder), Level.ERROR)]
    assert not list((tmp_path / "dist").rglob("secret.txt"))
    assert (tmp_path / "dist" / "x.html").is_file()


@pytest.mark.parametrize("folder", ["articles", "pages"])
def test_articles_or_pages_that_are_a_link_out_of_the_archive_are_not_taken_for_none(
    make: Make, tmp_path: Path, folder: str
) -> None:
    root = make({"media/x.txt": "x"})
    (tmp_path / "elsewhere").mkdir()
    (root / folder).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BuildError, match="is a link that leads out of the archive"):
        build(root, tmp_path / "dist", with_search=False)


def test_a_link_within_the_archive_is_followed(make: Make, tmp_path: Path) -> None:
    root = make({"articles/x.md": article(), "scans/a.txt": "a"})
    (root / "media").symlink_to("scans")
    assert not build(root, tmp_path / "dist", with_search=False).problems
    assert (tmp_path / "dist" / "media" / "a.txt").is_file()


def test_what_vanishes_meanwhile_was_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "4913", "gone/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    scan = os.scandir

    @contextmanager
    def scan_and_delete(folder: str) -> Iterator[list[os.DirEntry[str]]]:
        with scan(folder) as found:
            entries = list(found)
        (tmp_path / "4913").unlink(missing_ok=True)
        if Path(folder) == tmp_path:
            (tmp_path / "gone").rename(tmp_path.parent / "gone")
        yield entries

    monkeypatch.setattr("os.scandir", scan_and_delete)
    files, problems = walk(tmp_path)
    assert [file.name for file in files] == ["a.txt"]
    assert not problems


def test_a_folder_that_has_come_is_new(tmp_path: Path) -> None:
    first = Inputs({}, 0)
    first.walk(tmp_path / "media")
    (tmp_path / "media").mkdir()
    second = Inputs(first.records(), 0)
    second.walk(tmp_path / "media")
    assert list(second.changed()) == [(str(tmp_path / "media"), "new")]
    (tmp_path / "media").rmdir()
    third = Inputs(second.records(), 0)
    third.walk(tmp_path / "media")
    assert list(third.changed()) == [(str(tmp_path / "media"), "there is no such folder")]
