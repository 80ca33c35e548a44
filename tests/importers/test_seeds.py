"""The five seed pages, split by machine, held against the thirteen articles that a person read from them."""

import re
from pathlib import Path

import pytest

from site_builder.archive.article import Article
from site_builder.archive.config import Config
from site_builder.archive.read import Archive, read_archive
from site_builder.archive.source import read_lines
from site_builder.checks.audit import audit
from site_builder.common.lines import numbers
from site_builder.importers.base import ImportOptions
from site_builder.importers.batch import import_files
from site_builder.markdown.convert import convert, plain
from tests.conftest import SEEDS


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    root = tmp_path_factory.mktemp("import")
    (root / "archive.yaml").write_text("title: x\nlanguage: zh-Hans\n", encoding="utf-8")
    import_files(root, sorted((SEEDS / "pages").glob("*.txt")), ImportOptions(date="2024"))
    return read_archive(root, Config(title="x"))[0]


CHECKED = read_archive(SEEDS, Config(title="x"))[0].articles


def lines_of(article: Article) -> tuple[str, frozenset[int]]:
    """The page and the lines with something on them."""
    (source,) = article.front.source
    page = read_lines(SEEDS / "pages" / source.file, "utf-8")
    return source.file, frozenset(n for n in numbers(source.ranges) if page[n - 1].strip())


def words(archive_root: Path, article: Article) -> str:
    """All characters of headings, dateline, byline and body."""
    front = article.front
    title = front.title if front.title_origin == "printed" else ""
    file = archive_root / "articles" / article.name
    body = re.sub(r"\{gap:[^}]*\}", "", file.read_text(encoding="utf-8").split("---\n", 2)[2])
    pieces = (front.kicker, title, *front.deck, front.dateline, front.byline_printed, *convert(body).paragraphs)
    return "".join(map(plain, pieces))


def test_thirteen_articles_are_found(drafts: Archive) -> None:
    assert len(drafts.articles) == len(CHECKED) == 13
    assert not audit(drafts).problems


@pytest.mark.parametrize("checked", CHECKED, ids=lambda article: article.name)
def test_each_draft_has_the_words_of_the_checked_article(drafts: Archive, checked: Article) -> None:
    page, lines = lines_of(checked)
    found = [draft for draft in drafts.articles if lines_of(draft)[0] == page and lines & lines_of(draft)[1]]
    whole = [draft for draft in found if lines_of(draft)[1] == lines]
    if whole:
        assert sorted(words(drafts.root, whole[0])) == sorted(words(SEEDS, checked))
        out_of_order = list(numbers(checked.front.source[0].ranges)) != sorted(numbers(checked.front.source[0].ranges))
        assert not out_of_order or whole[0].front.doubts
    else:  # words that stood out of order, which the drafts concerned say
        assert any(draft.front.doubts for draft in found), checked.name
