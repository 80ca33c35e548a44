"""Drafts made anew: with a date known now; a person's work stays; what was published leads on."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.archive.article import read_article, read_body
from site_builder.archive.config import Config
from site_builder.archive.read import read_archive
from site_builder.archive.source import read_source
from site_builder.checks.audit import audit
from site_builder.cli import cli
from site_builder.importers import redo
from site_builder.importers.base import ImportOptions
from site_builder.importers.batch import import_files
from site_builder.importers.pagetext import dating
from site_builder.importers.write import write as first_write
from site_builder.pipeline.build import build
from tests.conftest import Make

PAGE = """\
本报讯（记者 王小明）清河大桥昨天通车，市长走过了大桥。

新茶上市早

本报讯（记者 李大江）茶园里今年的新茶比去年早了十天，茶农们很高兴。
"""


@pytest.fixture
def root(make: Make) -> Path:
    return make(settings="title: Archive\nlanguage: en\n")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "p03.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def drafts(root: Path) -> list[str]:
    return sorted(file.relative_to(root / "articles").as_posix() for file in (root / "articles").rglob("*.md"))


def clean(root: Path) -> bool:
    found, problems = read_archive(root, Config(title="x"))
    return not problems and not audit(found).problems


def recorded(root: Path, page: Path) -> list[str]:
    source, problems = read_source(root / "pages" / page.name, page.name)
    assert source
    assert not problems
    return sorted(one.article for one in source.record.drafts)


def test_a_date_that_is_known_now(root: Path, page: Path) -> None:
    assert run(page, "--into", root, "--undated").exit_code == 0
    assert [name.split("/")[:2] for name in drafts(root)] == [["undated", "p03"]] * 2
    before = drafts(root)
    refused = run(page, "--into", root, "--date", "1998-01-24")
    assert refused.exit_code == 1
    assert "add --redo" in refused.output
    assert drafts(root) == before
    done = run(page, "--into", root, "--date", "1998-01-24", "--redo")
    assert done.exit_code == 0, done.output
    assert "made anew" in done.output
    assert [name.rpartition("/")[0] for name in drafts(root)] == ["1998/01/24"] * 2
    assert not (root / "articles" / "undated").exists() or not any((root / "articles" / "undated").rglob("*.md"))
    assert recorded(root, page) == drafts(root)
    assert clean(root)
    assert run(page, "--into", root, "--date", "1998-01-24").exit_code == 0
    assert "aliases" not in (root / "articles" / drafts(root)[0]).read_text(encoding="utf-8")


def test_doing_it_again_changes_nothing(root: Path, page: Path) -> None:
    run(page, "--into", root, "--date", "1998-01-24")
    files = {file: (file.read_bytes()) for file in root.rglob("*.*")}
    assert run(page, "--into", root, "--date", "1998-01-24", "--redo").exit_code == 0
    assert {file: (file.read_bytes()) for file in root.rglob("*.*")} == files


def test_what_was_given_before_holds_where_nothing_else_is_given(root: Path, page: Path) -> None:
    run(page, "--into", root, "--date", "1998-01-24", "--section", "要闻")
    before = {name: (root / "articles" / name).read_bytes() for name in drafts(root)}
    assert run(page, "--into", root).exit_code == 0
    assert run(page, "--into", root, "--redo").exit_code == 0
    assert {name: (root / "articles" / name).read_bytes() for name in drafts(root)} == before
    assert run(page, "--into", root, "--redo", "--section", "文艺").exit_code == 0
    fronts = [read_article(root / "articles" / name, name)[0] for name in drafts(root)]
    assert {(one.front.section, one.front.date) for one in fronts if one} == {("文艺", "1998-01-24")}


def test_a_page_that_cannot_be_dated_now_is_not_passed_over_in_silence(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "rb19980109.txt"
    page.write_text(PAGE, encoding="utf-8")
    run(page, "--into", root)
    before = drafts(root)
    monkeypatch.setattr(dating, "page_date", lambda *_args, **_keys: None)
    result = run(page, "--into", root, "--redo")
    assert result.exit_code == 1
    assert "nothing says when the page was printed" in result.output
    assert drafts(root) == before


def test_an_undated_page_stays_so_where_nothing_is_known(root: Path, page: Path) -> None:
    run(page, "--into", root, "--undated")
    before = {name: (root / "articles" / name).read_bytes() for name in drafts(root)}
    assert run(page, "--into", root, "--redo").exit_code == 0
    assert {name: (root / "articles" / name).read_bytes() for name in drafts(root)} == before


def test_a_dry_run_moves_nothing(root: Path, page: Path) -> None:
    run(page, "--into", root, "--undated")
    before = drafts(root)
    assert "1998-01-24" in run(page, "--into", root, "--date", "1998-01-24", "--redo", "--dry-run").output
    assert drafts(root) == before


def test_what_a_person_edited_stays_and_is_named(root: Path, page: Path) -> None:
    run(page, "--into", root, "--date", "1998")
    edited = root / "articles" / drafts(root)[0]
    edited.write_text(edited.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    text = edited.read_bytes()
    result = run(page, "--into", root, "--date", "1998-01-24", "--redo")
    assert "was edited, and stays as it is" in result.output
    assert edited.read_bytes() == text
    assert len(drafts(root)) == 2
    assert recorded(root, page) == drafts(root)
    assert clean(root)


def test_what_was_withdrawn_or_merged_does_not_come_back(root: Path, page: Path) -> None:
    run(page, "--into", root, "--date", "1998")
    first, second = (root / "articles" / name for name in drafts(root))
    text = first.read_text(encoding="utf-8").replace("---\n", "---\nwithdrawn: {date: 2024-01-01, reason: asked}\n", 1)
    (root / "articles" / "tomb.md").write_text(text, encoding="utf-8")
    first.unlink()
    run(page, "--into", root, "--date", "1998-01-24", "--redo")
    assert len(drafts(root)) == 2
    assert "tomb.md" in drafts(root)
    assert not second.exists()


@pytest.mark.parametrize("hidden", ["", "_hidden.md", "hidden.txt"])
def test_a_draft_that_a_person_took_away_does_not_come_back(root: Path, page: Path, hidden: str) -> None:
    run(page, "--into", root, "--date", "1998")
    first = root / "articles" / drafts(root)[0]
    words = read_body(first)
    if hidden:
        first.rename(first.with_name(hidden))
    else:
        first.unlink()
    result = run(page, "--into", root, "--date", "1998-01-24", "--redo")
    assert "1 of its new drafts are not written" in result.output
    (other,) = (root / "articles" / "1998" / "01" / "24").iterdir()
    assert words not in other.read_text(encoding="utf-8")


def test_nothing_is_done_where_an_article_cannot_be_read(root: Path, page: Path) -> None:
    run(page, "--into", root, "--date", "1998")
    broken = root / "articles" / drafts(root)[0]
    broken.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    before = drafts(root)
    result = run(page, "--into", root, "--date", "1998-01-24", "--redo")
    assert result.exception
    assert drafts(root) == before


def test_the_old_address_of_a_published_draft_leads_on(root: Path, page: Path, tmp_path: Path) -> None:
    run(page, "--into", root, "--undated")
    before = drafts(root)
    site = tmp_path / "site"
    build(root, site, with_search=False)
    run(page, "--into", root, "--date", "1998-01-23", "--redo")
    run(page, "--into", root, "--date", "1998-01-24", "--redo")  # not published between
    report = build(root, site, with_search=False)
    assert not report.problems
    for name in before:
        assert "1998/01/24/" in (site / name.replace(".md", ".html")).read_text(encoding="utf-8")
    aliases = [read_article(root / "articles" / name, name)[0] for name in drafts(root)]
    assert sorted(alias for one in aliases if one for alias in one.front.aliases) == [
        name.replace(".md", ".html") for name in before
    ]


def test_what_a_person_wrote_in_the_record_stays(root: Path, page: Path) -> None:
    page.write_text(PAGE + "\n本版广告\n", encoding="utf-8")
    run(page, "--into", root, "--date", "1998")
    record = (root / "pages" / page.name).with_suffix(".yaml")
    source, _ = read_source(root / "pages" / page.name, page.name)
    assert source
    record.write_text("title: Third page\nnote: Mine\n" + record.read_text(encoding="utf-8"), encoding="utf-8")
    run(page, "--into", root, "--date", "1998-01-24", "--redo")
    source, problems = read_source(root / "pages" / page.name, page.name)
    assert source
    assert not problems
    assert (source.record.title, source.record.note) == ("Third page", "Mine")
    assert recorded(root, page) == drafts(root)


@pytest.mark.parametrize("survivors", range(4))
def test_a_run_that_is_killed_can_be_finished(
    root: Path, page: Path, survivors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_files(root, [page], ImportOptions(undated=True))
    left = [survivors]

    def killed(file: Path, data: bytes) -> list[str]:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return list(write(file, data))  # type: ignore[arg-type]

    write = first_write
    monkeypatch.setattr(redo, "write", killed)
    if survivors < 2:
        with pytest.raises(KeyboardInterrupt):
            import_files(root, [page], ImportOptions(date="1998-01-24"), redo=True)
    monkeypatch.undo()
    import_files(root, [page], ImportOptions(date="1998-01-24"), redo=True)
    assert [name.rpartition("/")[0] for name in drafts(root)] == ["1998/01/24"] * 2
    assert clean(root)


def test_a_merged_draft_is_settled_and_a_lost_one_is_not(root: Path, page: Path) -> None:
    run(page, "--into", root, "--date", "1998")
    first, second = (root / "articles" / name for name in drafts(root))
    gone = second.read_text(encoding="utf-8")
    second.unlink()
    result = run(page, "--into", root)
    assert "no article holds these lines of it: " in result.output
    lines = "[1-5]"
    merged = first.read_text(encoding="utf-8")
    start = merged.index("  lines:")
    first.write_text(merged[:start] + f"  lines: {lines}\n" + merged[merged.index("status:") :], encoding="utf-8")
    assert "is gone" not in run(page, "--into", root).output
    assert gone
