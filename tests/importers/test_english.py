"""Sixty English pages from 1720 to 1990: every word as printed but for joins that are said; where articles begin."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from site_builder.archive.article import Article, read_body
from site_builder.archive.config import Config
from site_builder.archive.read import Archive, read_archive
from site_builder.checks.audit import audit
from site_builder.importers.base import ImportOptions
from site_builder.importers.batch import import_files
from site_builder.importers.pagetext import arrange, describe
from site_builder.markdown.convert import convert
from tests.english_pages import Page, gold, pages, people
from tools.measures import score_page, total
from tools.score_import import predict

PAGES = pages()


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    root, dumps = tmp_path_factory.mktemp("archive"), tmp_path_factory.mktemp("dumps")
    (root / "archive.yaml").write_text("title: x\nlanguage: en\n", encoding="utf-8")
    for page in PAGES:
        (dumps / f"{page.name}.txt").write_text("\n".join(page.lines) + "\n", encoding="utf-8")
    import_files(root, sorted(dumps.glob("*.txt")), ImportOptions(date="1900-01-01"))
    return read_archive(root, Config(title="x"))[0]


def test_the_audit_holds_by_words(drafts: Archive) -> None:
    found = audit(drafts)
    assert not found.problems
    assert found.words == found.words_right > 20_000
    assert found.joins


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_word_is_as_printed_but_for_joins_that_are_said(drafts: Archive, page: Page) -> None:
    """Words are held against those that were written, before the page was set: parted words too."""
    mine = [one for one in drafts.articles if one.front.source[0].file == f"{page.name}.txt"]
    mine.sort(key=lambda one: one.front.source[0].ranges[0])
    written = [word for one in page.articles for word in one.words]
    read = [word for one in mine for word in words(drafts.root, one)]
    said = " ".join(doubt.text for one in mine for doubt in one.front.doubts)
    masthead = Counter(" ".join(page.lines[: page.articles[0].first - 1]).split())
    wrong = Counter(read) - Counter(written) - masthead
    missing = Counter(written) - Counter(read)
    assert sorted(map(bare, wrong.elements())) == sorted(map(bare, missing.elements()))
    assert not [word for word in wrong if word.strip(".,;:?!“”()’") not in said]


def bare(word: str) -> str:
    return word.replace("-", "")


def words(root: Path, article: Article) -> list[str]:
    """The words of an article by line: headings, byline and dateline stand where their lines do."""
    front = article.front
    title = front.title if front.title_origin == "printed" else ""
    body = convert(read_body(root / "articles" / article.name)).paragraphs
    parts = (front.kicker, title, *front.deck, front.byline_printed, front.dateline + _glue(front.dateline) + body[0])
    return " ".join((*parts, *body[1:])).split()


def _glue(dateline: str) -> str:
    return "" if dateline.endswith(".—") else " "


def test_articles_begin_where_they_do() -> None:
    """The pages without headlines, before 1860, are the hard ones."""
    assert boundaries_f1(PAGES) > 0.97
    assert boundaries_f1(page for page in PAGES if page.name > "e31") > 0.99


def boundaries_f1(some: Iterable[Page]) -> float:
    known = list(map(gold, some))
    return total(score_page(page.lines, page.gold, found=predict(page.lines)) for page in known).boundaries.f1


def test_bylines_and_titles() -> None:
    right = wanted = titles = 0
    for page in PAGES:
        found = {one.ranges[0][0]: one for one in arrange.arrange(page.lines).articles}
        for one in page.articles:
            if one.first not in found:
                continue
            names = {person.name for person in describe.byline(found[one.first]).people}
            right, wanted = right + (names == set(people(one.byline))), wanted + 1
            title = describe.headings(found[one.first]).title
            titles += re.sub(r"\W", "", title) == re.sub(r"\W", "", one.title)
    assert right / wanted > 0.97
    assert titles / wanted > 0.93


def test_the_pages_are_the_same_each_time() -> None:
    assert pages(3) == list(PAGES[:3])


MODERN = """\
The Harbour Courier                                 Saturday, March 21, 1987 Price 18p

Swing bridge to be
repaired by June
By MARGARET ELLISON
THE swing bridge at Harbour Town would be repaired
by June, the county engineer told councillors on
Thursday.
“It is the best bridge we have ever had on this
railway.” said the librarian, who called it
“a gift” and asked for a half-
marathon to be run across it. The half-marathon
would raise £1986-
87 for the Anglo-
Saxon society.
Mr Tom Birkett said the work would cost seventy-
five thousand pounds.

Library fines rise

Readers who keep books too long will pay 5p a day
from next month. It is the first increase since 1979.
Miss Sandham, the librarian, said that the old rate
had not covered the cost of post-
age.

LETTERS
Bells
Sir — I have lived beneath the tower for years
and never heard them.
J. Brown, Quay Street

Dear Sir, — The pavement in Tanner's Row is a
disgrace.
Mrs S. Oldroyd, Tanner's Row

Dear Editor, May I thank all who gave blood at the
Corn Exchange on Wednesday.
A. Donor
"""


def test_a_page_of_small_headlines_and_letters() -> None:
    found = arrange.arrange(MODERN.splitlines())
    assert [one.first for one in found.furniture] == [1]
    assert [one.ranges for one in found.articles] == [((3, 17),), ((19, 25),), ((27, 31),), ((33, 35),), ((37, 39),)]
    heads = [describe.headings(one) for one in found.articles]
    assert [one.title for one in heads[:3]] == ["Swing bridge to be repaired by June", "Library fines rise", "Bells"]
    assert heads[2].kicker == "LETTERS"
    bridge = found.articles[0]
    assert [person.name for person in describe.byline(bridge).people] == ["MARGARET ELLISON"]
    text = " ".join(block.piece.text for block in bridge.blocks)
    for words in (
        "called it “a gift” and asked for a half-marathon to",
        "£1986-87 for the Anglo-Saxon",
        "seventy-five thousand",
    ):
        assert words in text
    assert [one.kept for one in bridge.doubts if one.kept] == [("seventy-five",)]
