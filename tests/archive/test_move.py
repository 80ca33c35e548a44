"""Moving an article: its old address leads on, links are set right, nothing is overwritten or half done."""

from pathlib import Path

import pytest

from site_builder.archive.move import do_move, plan_move
from site_builder.common.problems import BuildError
from site_builder.pipeline.build import build
from tests.conftest import Make, article
from tests.site import broken_links

FILES: dict[str, str | bytes] = {
    "articles/2024/a.md": article(
        "A", body="[b](b.md) [up](../top.md#x) [self](a.md) ![p](p.png) ![m](media/m.png) [e](https://e.example/a.md)"
    ),
    "articles/2024/b.md": article("B", body="[a](a.md#part) [a](a.html) [a](a) [a](./a.md)\n\n[ref]: a.md\n"),
    "articles/2024/p.png": b"\x89PNG\r\n\x1a\n",
    "articles/top.md": article("Top", body='[a](2024/a.md) `2024/a.md` <a href="2024/a.md">x</a> [other](2024/aa.md)'),
    "articles/2024/aa.md": article("AA"),
    "media/m.png": b"x",
    "pages/p.txt": "x\n",
    "pages/p.yaml": "drafts:\n- article: 2024/a.md\n  sha256: 0\n- article: 2024/aa.md\n  sha256: 1\n",
}


@pytest.fixture
def root(make: Make) -> Path:
    return make(FILES)


def move(root: Path, old: str, new: str) -> None:
    do_move(root, plan_move(root, old, new))


def read(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def test_a_move_keeps_everything(root: Path, tmp_path: Path) -> None:
    build(root, tmp_path / "dist", with_search=False)
    move(root, "2024/a.html", "1998/01/new.html")
    assert not (root / "articles/2024/a.md").exists()
    assert read(root, "articles/1998/01/new.md") == article(
        "A",
        body="[b](../../2024/b.md) [up](../../top.md#x) [self](new.md) ![p](../../2024/p.png) ![m](media/m.png)"
        " [e](https://e.example/a.md)",
    ).replace("---\n\n", "aliases: [/2024/a.html]\n---\n\n")
    links = "[a](../1998/01/new.md#part) [a](../1998/01/new.html) [a](../1998/01/new) [a](../1998/01/new.md)"
    assert read(root, "articles/2024/b.md") == article("B", body=f"{links}\n\n[ref]: ../1998/01/new.md\n")
    body = '[a](1998/01/new.md) `2024/a.md` <a href="1998/01/new.md">x</a> [other](2024/aa.md)'
    assert read(root, "articles/top.md") == article("Top", body=body)
    assert read(root, "pages/p.yaml").startswith(
        "drafts:\n- article: 1998/01/new.md\n  sha256: 0\n- article: 2024/aa.md\n"
    )
    report = build(root, tmp_path / "dist", with_search=False)
    assert not [problem for problem in report.problems if "was published" in problem.message]
    assert "1998/01/new.html" in (tmp_path / "dist/2024/a.html").read_text()
    assert [link for _, link in broken_links(tmp_path / "dist") if "#" not in link] == []
    assert not list(root.rglob("*.new"))


def test_an_article_that_was_renamed_by_hand_gets_what_is_missing(root: Path, tmp_path: Path) -> None:
    build(root, tmp_path / "dist", with_search=False)
    (root / "articles/1998").mkdir()
    (root / "articles/2024/a.md").rename(root / "articles/1998/a.md")
    move(root, "2024/a", "1998/a")
    assert "aliases: [/2024/a.html]" in read(root, "articles/1998/a.md")
    assert "[b](../2024/b.md)" in read(root, "articles/1998/a.md")
    assert "[a](../1998/a.md#part)" in read(root, "articles/2024/b.md")
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    move(root, "2024/a", "1998/a")
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before
    report = build(root, tmp_path / "dist", with_search=False)
    assert not [problem for problem in report.problems if "was published" in problem.message]


def test_a_whole_folder_moves(root: Path, tmp_path: Path) -> None:
    build(root, tmp_path / "dist", with_search=False)
    move(root, "2024", "old/1998")
    assert sorted(file.name for file in (root / "articles/old/1998").iterdir()) == ["a.md", "aa.md", "b.md", "p.png"]
    assert not (root / "articles/2024").exists()
    assert "[b](b.md) [up](../../top.md#x)" in read(root, "articles/old/1998/a.md")
    assert "[a](old/1998/a.md)" in read(root, "articles/top.md")
    report = build(root, tmp_path / "dist", with_search=False)
    assert not [problem for problem in report.problems if "was published" in problem.message]
    assert [link for _, link in broken_links(tmp_path / "dist") if "#" not in link] == []


def test_into_a_folder_and_names_of_many_kinds(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make(
        {"articles/中 100%#1.md": article(), "articles/f/x.md": article(body="[y](../%E4%B8%AD%20100%25%231.md)")}
    )
    build(root, tmp_path / "dist", with_search=False)
    monkeypatch.chdir(root / "articles")
    move(root, "中 100%#1.md", "f/")
    assert "[y](%E4%B8%AD%20100%25%231.md)" in read(root, "articles/f/x.md")
    assert build(root, tmp_path / "dist", with_search=False).problems == []
    move(root, str(root / "articles/f/x.md"), "/y.html")
    assert (root / "articles/y.md").exists()
    assert build(root, tmp_path / "dist", with_search=False).problems == []
    move(root, "y.md", "f/x.md")
    assert build(root, tmp_path / "dist", with_search=False).problems == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("empty", "x", "there is no article in it"),
        ("2024/none", "x", "there is no article"),
        ("2024/none", "2024/b", "there is no article"),
        ("2024/a", "2024/b", "is there already"),
        ("2024/a", "2024/B", "is there already"),
        ("2024/a", "2024/a.md", "are the same"),
        ("2024/a", "2024/A", "in capitals"),
        ("2024/a", "../x", "does not lie in"),
        ("../archive.yaml", "x", "does not lie in"),
        ("2024/a", "tags/x", "one of the site's own pages"),
        ("2024/a", "2024/index", "the name of a list"),
        ("2024/a", "2024/_a", "are not read"),
        ("2024/a", "2024/a:b", "no file name on every system"),
        ("2024/a", "/", "does not lie in"),
        ("broken", "mended", "no alias can be added"),
    ],
)
def test_what_is_refused_changes_nothing(root: Path, old: str, new: str, words: str) -> None:
    (root / "articles/broken.md").write_text("---\ntitle: [\n---\n")
    (root / "articles/empty").mkdir()
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    with pytest.raises(BuildError, match=words):
        move(root, old, new)
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("stop", range(6))
def test_a_move_that_is_stopped_is_finished_by_the_next(root: Path, monkeypatch: pytest.MonkeyPatch, stop: int) -> None:
    build(root, root.parent / "dist", with_search=False)
    done = 0

    def counted(name: str) -> None:
        real = getattr(Path, name)

        def step(self: Path, target: Path) -> Path:
            nonlocal done
            done += 1
            if done > stop:
                raise OSError(5, "Input/output error", str(self))
            moved: Path = real(self, target)
            return moved

        monkeypatch.setattr(Path, name, step)

    counted("rename")
    counted("replace")
    if stop < 5:
        with pytest.raises(BuildError, match="Input/output error"):
            move(root, "2024/a", "1998/a")
    monkeypatch.undo()
    move(root, "2024/a", "1998/a")
    assert "aliases: [/2024/a.html]" in read(root, "articles/1998/a.md")
    assert "[b](../2024/b.md) [up](../top.md#x) [self](a.md)" in read(root, "articles/1998/a.md")
    assert "[a](../1998/a.md#part)" in read(root, "articles/2024/b.md")
    assert "[a](1998/a.md)" in read(root, "articles/top.md")
    assert "article: 1998/a.md" in read(root, "pages/p.yaml")
    assert not list(root.rglob("*.new"))
