"""Where a site may be written: not into what it is made from, and not over another archive's site."""

import json
import shutil
from pathlib import Path

import pytest

from site_builder.common.problems import BuildError, Level
from site_builder.output.destination import check_destination
from site_builder.output.manifest import read_manifest
from site_builder.output.writer import sibling
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions
from tests.conftest import article


def test_output_that_would_mix_with_the_input(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (archive / "articles").mkdir(parents=True)
    for refused in (archive, tmp_path, archive / "articles", archive / "pages" / "x", archive / "media"):
        with pytest.raises(BuildError, match="the output"):
            check_destination(refused, [archive])
    for allowed in (archive / "dist", tmp_path / "dist", tmp_path / "archive-site"):
        check_destination(allowed, [archive])
    (tmp_path / "file").write_text("")
    with pytest.raises(BuildError, match="is a file"):
        check_destination(tmp_path / "file", [archive])


def archive(folder: Path, settings: str = "title: Archive\n") -> Path:
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "archive.yaml").write_text(settings, encoding="utf-8")
    (folder / f"articles/{folder.name}.md").write_text(article(), encoding="utf-8")
    return folder


SAME = {
    "the folder was moved": ("title: One", "title: One"),
    "the title was edited": ("title: One\nid: x", "title: Two\nid: x"),
    "the title was edited, and what it published is there": ("title: One", "title: Two"),
    "it was given an id": ("title: One", "title: One\nid: x"),
}


@pytest.mark.parametrize("how", SAME)
def test_an_archive_that_was_moved_or_edited_keeps_its_output(tmp_path: Path, how: str) -> None:
    before, after = SAME[how]
    build(archive(tmp_path / "a", before), tmp_path / "dist", with_search=False)
    (tmp_path / "a").rename(tmp_path / "b")
    (tmp_path / "b/archive.yaml").write_text(after)
    shutil.rmtree(sibling(tmp_path / "dist", "state"))
    report = build(tmp_path / "b", tmp_path / "dist", with_search=False)
    assert report.problems == []


@pytest.mark.parametrize("force", [False, True])
def test_the_same_folder_is_the_same_archive_whatever_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: bool
) -> None:
    root = archive(tmp_path / "a", "title: One\n")
    build(root, tmp_path / "dist", with_search=False)
    archive(root, "title: Two\nid: x\n")
    monkeypatch.chdir(root)
    assert build(Path(), tmp_path / "dist", with_search=False, options=BuildOptions(force=force)).problems == []
    assert json.loads((tmp_path / "dist/site.json").read_text()) == {"title": "Two", "id": "x"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("title: One", "title: Two"), ("title: One\nid: x", "title: One\nid: y"), ("title: One\nid: x", "title: Two")],
)
@pytest.mark.parametrize("state", ["there", "lost"])
def test_the_site_of_another_archive_is_left_as_it_is(tmp_path: Path, one: str, other: str, state: str) -> None:
    build(archive(tmp_path / "a", one), tmp_path / "dist", with_search=False)
    before = read_manifest(tmp_path / "dist")
    if state == "lost":
        shutil.rmtree(sibling(tmp_path / "dist", "state"))
    for order in (BuildOptions(), BuildOptions(force=True)):
        with pytest.raises(BuildError, match="the site of another archive, “One”") as error:
            build(archive(tmp_path / "b", other), tmp_path / "dist", with_search=False, options=order)
        assert "--output" in error.value.problem.hint
    assert read_manifest(tmp_path / "dist") == before
    assert (tmp_path / "dist/a.html").is_file()
    assert not (tmp_path / "b/published.txt").exists()


def test_an_id_counts_more_than_what_was_published(tmp_path: Path) -> None:
    build(archive(tmp_path / "a", "title: One\nid: x"), tmp_path / "dist", with_search=False)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    (tmp_path / "b/archive.yaml").write_text("title: One\nid: y")
    with pytest.raises(BuildError, match="the site of another archive"):
        build(tmp_path / "b", tmp_path / "dist", with_search=False)


def test_somebody_elses_site_json_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/site.json").write_text('{"title": "Mine"}')
    (problem,) = build(archive(tmp_path / "a"), tmp_path / "dist", with_search=False).problems
    assert "in the way" in problem.message
    assert (tmp_path / "dist/site.json").read_text() == '{"title": "Mine"}'


def test_a_strange_front_page_is_said_once_and_counts_stay_right(tmp_path: Path) -> None:
    root = archive(tmp_path / "a")
    pages = build(root, tmp_path / "clean", with_search=False).pages
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/index.html").write_text("mine")
    for _ in ("built", "nothing to do"):
        report = build(root, tmp_path / "dist", with_search=False)
        (problem,) = report.problems
        assert (problem.level, problem.path) == (Level.ERROR, str(tmp_path / "dist/index.html"))
        assert (report.pages, report.front) == (pages - 1, False)
    (tmp_path / "dist/index.html").unlink()
    report = build(root, tmp_path / "dist", with_search=False)
    assert (report.pages, report.front, report.problems) == (pages, True, [])


def test_a_folder_in_the_way_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/dates").write_text("mine")
    (problem,) = build(archive(tmp_path / "a"), tmp_path / "dist", with_search=False).problems
    assert problem.path == str(tmp_path / "dist/dates")


def test_two_files_at_one_address_do_not_spoil_the_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = archive(tmp_path / "a")
    pages = build(root, tmp_path / "clean", with_search=False).pages
    monkeypatch.setattr("site_builder.archive.find.refusal", lambda url_path: "")
    (root / "articles/about.md").write_text(article())
    report = build(root, tmp_path / "dist", with_search=False)
    (problem,) = report.problems
    assert (problem.path, problem.message) == (
        str(root / "articles/about.md"), "its address, about.html, is wanted by another file too (about.html)",
    )  # fmt: skip
    assert report.pages == pages
