"""Writing: what is written reads back, importing again changes nothing, nobody's work is overwritten."""

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.article import read_article, read_body
from site_builder.archive.config import Config
from site_builder.archive.frontmatter.model import Contributor, Doubt, FrontMatter, Source, Status, TitleOrigin
from site_builder.archive.read import read_archive
from site_builder.archive.source import read_source
from site_builder.checks.audit import audit
from site_builder.cli import cli
from site_builder.importers.base import Imported, ImportOptions
from site_builder.importers.batch import import_files
from site_builder.importers.compose import Draft, Paragraph
from site_builder.importers.existing import Existing
from site_builder.importers.write import write, write_item
from site_builder.markdown.convert import convert, plain
from site_builder.pipeline.build import build
from tests.conftest import Make

PAGE = """\
本报讯（记者 王小明）清河大桥昨天通车，市长走过了大桥。

新茶上市早

本报讯（记者 李大江）茶园里今年的新茶比去年早了十天，茶农们很高兴。
"""


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.fixture
def root(make: Make) -> Path:
    return make(settings="title: Archive\nlanguage: en\n")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "rb-1998-01-09.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def tree(root: Path) -> dict[str, tuple[bytes, int]]:
    files = [file for file in root.rglob("*") if file.is_file()]
    return {str(file.relative_to(root)): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def drafts(root: Path) -> list[Path]:
    return sorted((root / "articles").rglob("*.md"))


def test_a_page_becomes_drafts(root: Path, page: Path) -> None:
    result = run(page, "--into", root, "--section", "要闻", "--page", "01")
    assert result.exit_code == 0, result.output
    assert "2 drafts written from 1 of 1 pages" in result.output
    assert (root / "pages" / page.name).read_bytes() == page.read_bytes()
    source, problems = read_source(root / "pages" / page.name, page.name)
    assert source is not None
    assert not problems
    assert source.record.sha256 == source.sha256
    first, second = [read_article(file, file.name)[0] for file in drafts(root)]
    assert first is not None
    assert second is not None
    titles = {one.front.title: one.front for one in (first, second)}
    assert set(titles) == {"新茶上市早", "清河大桥昨天通车"}
    front = titles["清河大桥昨天通车"]
    assert (front.status, front.title_origin) == (Status.UNCHECKED, TitleOrigin.SUPPLIED)
    assert (front.date, front.section, front.page) == ("1998-01-09", "要闻", "01")
    assert (front.dateline, front.byline_printed) == ("本报讯", "（记者 王小明）")
    assert front.source == (Source(page.name, source.sha256, ("1",)),)
    assert titles["新茶上市早"].title_origin is TitleOrigin.PRINTED


def test_importing_again_changes_nothing(root: Path, page: Path) -> None:
    run(page, "--into", root)
    before = tree(root)
    result = run(page, "--into", root)
    assert "already imported" in result.output
    assert tree(root) == before


def test_an_edited_draft_is_left_alone(root: Path, page: Path) -> None:
    run(page, "--into", root)
    file = drafts(root)[0]
    file.write_text(file.read_text(encoding="utf-8").replace("status: unchecked", "status: checked"), encoding="utf-8")
    (root / "pages" / page.name).with_suffix(".yaml").unlink()  # as if the import had been stopped just before
    before = tree(root)
    assert run(page, "--into", root).exit_code == 0
    after = tree(root)
    after.pop(f"pages/{page.stem}.yaml")
    assert after == before


def test_a_page_that_changed_is_refused_and_shown(root: Path, page: Path) -> None:
    run(page, "--into", root)
    before = tree(root)
    page.write_text(PAGE.replace("市长", "省长"), encoding="utf-8")
    result = run(page, "--into", root)
    assert result.exit_code == 1
    assert "differs" in result.output
    assert "+本报讯（记者 王小明）清河大桥昨天通车，省长走过了大桥。" in result.output
    assert tree(root) == before


def test_a_page_that_was_read_by_hand_is_left_alone(root: Path, page: Path) -> None:
    (root / "pages").mkdir()
    (root / "pages" / page.name).write_bytes(page.read_bytes())
    article = root / "articles" / "mine.md"
    article.parent.mkdir()
    article.write_text(
        f"---\ntitle: 新茶\ndate: 1998-01-09\nsource:\n- {{file: {page.name}, lines: [3-5]}}\n---\n\nx\n"
    )
    before = tree(root)
    assert "already imported" in run(page, "--into", root).output
    assert tree(root) == before


@pytest.mark.parametrize("survivors", range(5))
def test_a_run_that_is_killed_leaves_no_half_article_and_can_be_finished(
    root: Path, page: Path, survivors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = root.with_name("whole")
    whole.mkdir()
    (whole / "archive.yaml").write_bytes((root / "archive.yaml").read_bytes())
    import_files(whole, [page], ImportOptions())
    left = [survivors]

    link = Path.hardlink_to

    def killed(self: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        link(self, target)

    monkeypatch.setattr(Path, "hardlink_to", killed)
    if survivors < 4:
        with pytest.raises(Killed):
            import_files(root, [page], ImportOptions())
    for file in drafts(root):
        assert file.read_bytes() == (whole / file.relative_to(root)).read_bytes()
    monkeypatch.undo()
    import_files(root, [page], ImportOptions())
    finished = {name: content for name, (content, _) in tree(root).items() if not name.endswith(".part")}
    assert finished == {name: content for name, (content, _) in tree(whole).items()}


def test_a_dry_run_writes_nothing_and_json_is_for_scripts(root: Path, page: Path) -> None:
    before = tree(root)
    result = run(page, "--into", root, "--dry-run", "--json")
    assert tree(root) == before
    (found,) = json.loads(result.output)
    assert (found["page"], found["state"], len(found["articles"])) == (page.stem, "new", 2)
    assert "2 drafts would be written" in run(page, "--into", root, "--dry-run").output


def test_refusals(root: Path, tmp_path: Path) -> None:
    picture, undated = tmp_path / "picture.txt", tmp_path / "undated.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 30)
    undated.write_text("新桥通车了。\n", encoding="utf-8")
    result = run(picture, undated, "--into", root)
    assert result.exit_code == 1
    assert "is no text" in result.output
    assert "give --date" in result.output
    assert not (root / "articles").exists()
    assert isinstance(run(undated, "--into", root, "--date", "yesterday").exception, Exception)
    assert run(undated, "--into", root, "--date", "1998-01-09").exit_code == 0


@pytest.mark.parametrize("name", ["_p.txt", ".p.txt", "con.txt", "index.txt", "a?b.txt"])
def test_names_that_no_archive_reads(root: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    assert "cannot be a page" in run(tmp_path / name, "--into", root, "--date", "1998").output
    assert not (root / "pages").exists()


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_word_parted_at_a_line_end_is_whole_and_the_audit_knows(root: Path, tmp_path: Path, between: str) -> None:
    page = tmp_path / "english.txt"
    lines = [
        "The bridge was opened by two hundred engi-",
        "neers on a sunny day in the Anglo-",
        "French town. Two engineers stayed.\n",
    ]
    page.write_text("By Jane Doe\n\n" + between.join(lines))
    assert run(page, "--into", root, "--date", "1998").exit_code == 0
    (file,) = drafts(root)
    assert "two hundred engineers on a sunny day in the Anglo-French town" in read_body(file)
    found, problems = read_archive(root, Config(title="x"))
    assert not problems
    assert not audit(found).problems


def test_the_site_lists_the_drafts_with_their_doubts(root: Path, tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("本报讯（记者 王小明）新桥昨天通车，市长和工人\n", encoding="utf-8")
    run(tmp_path / "p.txt", "--into", root, "--date", "1998")
    site = tmp_path / "site"
    build(root, site, with_search=False)
    listed = (site / "drafts.html").read_text(encoding="utf-8")
    assert "The text ends in the middle of a sentence." in listed
    assert 'href="pages/p.html#L1">Line 1</a>' in listed
    (article,) = drafts(root)
    name = article.relative_to(root / "articles").with_suffix(".html")
    shown = (site / name).read_text(encoding="utf-8")
    assert "The text ends in the middle of a sentence." in shown
    assert "drafts.html" in shown
    article.write_text(
        article.read_text(encoding="utf-8").replace("status: unchecked", "status: checked"), encoding="utf-8"
    )
    build(root, site, with_search=False)
    assert not (site / "drafts.html").exists()
    shown = (site / name).read_text(encoding="utf-8")
    assert "Checked by a person" in shown
    assert "in the middle of a sentence" not in shown


def test_two_files_of_one_name(root: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "p.txt").write_text(f"新桥通车了{folder}。\n", encoding="utf-8")
    result = run(tmp_path / "a", tmp_path / "b", "--into", root, "--date", "1998")
    assert "has the name of" in result.output
    assert len(drafts(root)) == 1


@pytest.mark.parametrize(("first", "second"), [("A", "a"), ("Café", "Cafe\u0301")])
def test_names_that_some_systems_take_for_one_in_two_runs(root: Path, tmp_path: Path, first: str, second: str) -> None:
    pages = {}
    for folder, name in (("1", first), ("2", second)):
        pages[name] = tmp_path / folder / f"{name}.txt"
        pages[name].parent.mkdir()
        pages[name].write_text(PAGE, encoding="utf-8")
    assert run(pages[first], "--into", root, "--date", "1998").exit_code == 0
    before = tree(root)
    result = run(pages[second], "--into", root, "--date", "1998")
    assert result.exit_code == 1
    assert f"has the name of pages/{first}.txt" in result.output
    assert "already imported" in run(pages[first], "--into", root, "--date", "1998").output
    assert tree(root) == before


def test_a_folder_of_pages_whose_ending_is_in_capitals(root: Path, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("P.TXT", "deep/q.Txt"):
        (tmp_path / "in" / name).write_text(PAGE.replace("大桥", f"{name[0]}桥"), encoding="utf-8")
    (tmp_path / "in" / "notes.md").write_text("x", encoding="utf-8")
    assert run(tmp_path / "in", "--into", root, "--date", "1998").exit_code == 0
    pages = sorted(file.relative_to(root / "pages").as_posix() for file in (root / "pages").rglob("*.*"))
    assert pages == ["P.txt", "P.yaml", "deep/q.txt", "deep/q.yaml"]
    found, problems = read_archive(root, Config(title="x"))
    assert not problems
    assert not audit(found).problems


def test_a_folder_without_a_page(root: Path, page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "p.md").write_text(PAGE, encoding="utf-8")
    result = run(tmp_path / "empty", page, "--into", root)
    assert result.exit_code == 1
    assert f"{tmp_path / 'empty'}: holds no file " in result.output
    assert len(drafts(root)) == 2


def test_many_pages_are_read_by_several_processes(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(12):
        (folder / f"p{number:02}.txt").write_text(PAGE.replace("大桥", f"{number}号桥"), encoding="utf-8")
    seen: list[int] = []
    results = import_files(
        root,
        sorted(folder.glob("*.txt")),
        ImportOptions(date="1998"),
        progress=lambda _what, done, _total: seen.append(done),
    )
    assert [outcome.name for outcome in results] == [f"p{number:02}" for number in range(12)]
    assert seen == list(range(1, 13))
    assert len(drafts(root)) == 24
    found, problems = read_archive(root, Config(title="x"))
    assert not problems
    assert not audit(found).problems


LINE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp", "Zs"]) | st.just(" "), min_size=1
)
WORDS = LINE.map(lambda text: " ".join(text.split())).filter(
    lambda text: bool(text) and any(char.isalnum() for char in text) and plain(text) != ""
)
MARKDOWN = ["_a_", "a*b*c", "**b**", "# a", "a #", "1. a", "12) a", "- a", "+ a", "> a", "`a`", "~~~", "---", "===", "[a](b)", "![a](b)",
            "[^1]: a", "*[a]: b", ": a", "a | b", "<b>a</b>", "&amp;", "{gap: a}", "{supplied: a}", "\\*", "http://a.b", "<http://a.b>"]  # fmt: skip
MARKS = st.sampled_from(MARKDOWN) | st.text("abc *_#`[](){}<>&|~+-=:!\\1.\"'文。", min_size=1).map(str.strip).filter(
    bool
)


@given(
    st.builds(
        FrontMatter,
        title=WORDS,
        date=st.sampled_from(["1998-01-09", "2024?", "[2024-02-18,2024-02-19]"]),
        date_note=WORDS,
        title_origin=st.sampled_from(TitleOrigin),
        kicker=st.just("") | WORDS,
        deck=st.lists(WORDS, max_size=2).map(tuple),
        byline=st.lists(st.builds(Contributor, WORDS, st.just("") | WORDS), max_size=2).map(tuple),
        byline_printed=st.just("") | WORDS,
        dateline=st.just("") | WORDS,
        tags=st.lists(WORDS, max_size=2).map(tuple),
        source=st.lists(st.builds(Source, WORDS, st.just("0" * 64), st.just(("1-3", "7"))), max_size=1).map(tuple),
        status=st.sampled_from(Status),
        doubts=st.lists(st.builds(Doubt, WORDS, st.just("4-5")), max_size=2).map(tuple),
    ),
    st.lists(st.builds(Paragraph, WORDS | MARKS, st.booleans()), min_size=1, max_size=4).map(tuple),
)
def test_what_is_written_reads_back(front: FrontMatter, body: tuple[Paragraph, ...]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.md"
        file.write_text(Draft("x.md", front, body).text, encoding="utf-8", newline="\n")
        article, problems = read_article(file, "x.md")
        assert not problems
        assert article is not None
        assert article.front == front
        shown = "".join(plain(paragraph) for paragraph in convert(read_body(file)).paragraphs)
    assert shown == "".join(plain(paragraph.text) for paragraph in body)


def test_a_supplied_title_has_no_line_breaks(root: Path, tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("新茶\n\n上市\n\n大桥\n\n通车了\n" * 3, encoding="utf-8")
    result = run(tmp_path / "p.txt", "--into", root, "--date", "1998")
    for file in drafts(root):
        article, _ = read_article(file, file.name)
        assert article
        assert "\n" not in article.front.title
    assert all(line.startswith((" ", "page", "p ", "1 ", "2 ", "3 ")) or "draft" in line or "problem" in line
               for line in result.output.splitlines())  # fmt: skip


def test_two_articles_of_one_title_and_day_without_a_source_are_two_files(root: Path) -> None:
    draft = Draft("1998/x.md", FrontMatter(title="x", date="1998"), (Paragraph("one"),))
    other = msgspec.structs.replace(draft, body=(Paragraph("two"),))
    existing = Existing(root)
    for one in (Imported("p", "p", drafts=(draft,)), Imported("q", "q", drafts=(other,))):
        outcome = write_item(existing, one, options=ImportOptions())
        assert len(outcome.articles) == 1
    assert [file.name for file in drafts(root)] == ["x-2.md", "x.md"]


def test_a_file_that_comes_between_is_not_overwritten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = root / "articles" / "x.md"
    link = Path.hardlink_to

    def raced(self: Path, target: Path) -> None:
        self.write_bytes(b"mine")
        link(self, target)

    monkeypatch.setattr(Path, "hardlink_to", raced)
    (problem,) = write(file, b"theirs")
    assert "came to be while" in problem.message
    assert file.read_bytes() == b"mine"
    assert [one.name for one in file.parent.iterdir()] == ["x.md"]


def test_every_day_has_its_first_page(root: Path, tmp_path: Path) -> None:
    for name in ("2014/01", "1998-01-16/01", "1998-01-17/01", "1999/12/31/01"):
        file = tmp_path / "dumps" / f"{name}.txt"
        file.parent.mkdir(parents=True)
        file.write_text(PAGE.replace("大桥", f"{len(name)}{name[-4]}号桥"), encoding="utf-8")
    result = run(tmp_path / "dumps", "--into", root)
    assert result.exit_code == 0, result.output
    pages = sorted(file.relative_to(root / "pages").as_posix() for file in (root / "pages").rglob("*.txt"))
    assert pages == ["1998-01-16/01.txt", "1998-01-17/01.txt", "1999/12/31/01.txt", "2014/01.txt"]
    folders = {file.parent.relative_to(root / "articles").as_posix() for file in drafts(root)}
    assert folders == {"1998/01/16", "1998/01/17", "1999/12/31", "undated/2014-01"}
    assert "2014 (not certain)" in result.output
    assert "8 drafts written from 4 of 4 pages\nthe day of 1 of them is not certain" in result.output
    alone = run(tmp_path / "dumps" / "1998-01-16" / "01.txt", tmp_path / "dumps" / "1999" / "12", "--into", root)
    assert alone.output.count("already imported") == 2
    found, problems = read_archive(root, Config(title="x"))
    assert not problems
    assert not audit(found).problems
    assert not build(root, tmp_path / "site", with_search=False).problems
    rows = json.loads(run(tmp_path / "dumps", "--into", root, "--dry-run", "--redo", "--json").stdout)
    assert {(row["page"], row["date"], row["date_from"], row["date_certain"]) for row in rows} == {
        ("1998-01-16/01", "1998-01-16", "folder", True),
        ("1998-01-17/01", "1998-01-17", "folder", True),
        ("1999/12/31/01", "1999-12-31", "folder", True),
        ("2014/01", "2014", "folder", False),
    }
