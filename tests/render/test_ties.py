"""From which lines of its source pages each paragraph of an article comes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.checks.line_claims import claimed_pages
from site_builder.checks.wording import compare_wording
from site_builder.pages.articles import ArticlePage, plan_articles
from site_builder.pages.page import PlanContext
from site_builder.render import ties
from site_builder.render.body import load_body
from site_builder.render.paragraphs import with_addresses
from site_builder.render.printed_text import letters_of, printed_text
from site_builder.render.ties import ties_of
from site_builder.theme.i18n import Locale
from tests.conftest import SEEDS, Make, article


def tied(root: Path, name: str = "x.md") -> dict[int, list[tuple[int, int, int]]]:
    """By the number of a paragraph: the place of the page, and the first and last line, of each run."""
    archive, _ = read_archive(root, load_config(root))
    (page,) = plan_articles(PlanContext(archive, Locale("en"), with_search=False), [name])
    assert isinstance(page.view, ArticlePage)
    found = ties_of(root, page.view, load_body(root, page.source_path).html)
    return {tie.number: [(place, *lines) for place, lines in tie.runs] for tie in found}


PAGE = """\
MASTHEAD
Headline
By A. Reporter

The bridge is
built of

iron, they say.
Another para-
graph with a hy-
phen.
Headline
"""
SOURCE = "[{file: p.txt, lines: [2-12]}]"
BODY = "The bridge is built of iron, they say.\n\nAnother paragraph with a hyphen.\n\nHeadline"


def archive(make: Make, body: str = BODY, page: str = PAGE, **keys: str) -> Path:
    front = {"source": SOURCE, "byline_printed": "By A. Reporter", **keys}
    return make({"pages/p.txt": page, "articles/x.md": article(body=body, **front)})


def test_paragraphs_over_several_lines(make: Make) -> None:
    assert tied(archive(make)) == {1: [(0, 5, 8)], 2: [(0, 9, 11)], 3: [(0, 12, 12)]}


def test_words_that_stand_twice_are_laid_as_the_audit_lays_them(make: Make) -> None:
    page = "Headline\nHeadline\nOne.\nHeadline\n"
    found = tied(
        archive(make, "Headline\n\nOne.\n\nHeadline", page, source="[{file: p.txt, lines: [1-4]}]", byline_printed="")
    )
    assert found == {1: [(0, 2, 2)], 2: [(0, 3, 3)], 3: [(0, 4, 4)]}


def test_lines_in_reading_order_and_of_several_pages(make: Make) -> None:
    root = archive(
        make, "One two {gap: lost}three four five six.", "three four\nHeadline\nOne\n\ntwo\n",
        source="[{file: p.txt, lines: [2-5, 1]}, {file: q.txt, lines: ['1']}]", byline_printed="",
    )  # fmt: skip
    (root / "pages/q.txt").write_text("five six.")
    assert tied(root) == {1: [(0, 3, 5), (0, 1, 1), (1, 1, 1)]}


def test_lists_tables_and_headings_are_tied_as_a_whole(make: Make) -> None:
    body = "## Prices\n\n- Eggs\n- Milk\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"
    found = tied(
        archive(
            make,
            body,
            "Headline\nPrices\nEggs\nMilk\na b\n1 2\n",
            source="[{file: p.txt, lines: [1-6]}]",
            byline_printed="",
        )
    )
    assert found == {1: [(0, 2, 2)], 2: [(0, 3, 4)], 3: [(0, 5, 6)]}


def test_a_draft_that_differs_is_tied_by_what_agrees(make: Make) -> None:
    body = BODY.replace("built", "bulit") + "\n\nNothing of this stands on the page at all."
    assert tied(archive(make, body, status="unchecked")) == {1: [(0, 5, 8)], 2: [(0, 9, 11)]}


def test_redacted_words_are_not_looked_up(make: Make) -> None:
    keys = {"redactions": "[{text: built of iron, date: 2024, reason: Asked for}]"}
    assert tied(archive(make, **keys)) == {1: [(0, 5, 8)], 2: [(0, 9, 11)]}


@pytest.mark.parametrize(
    "source", ["[{file: p.txt}]", "[{file: none.txt, lines: [2-12]}]", "[{file: p.txt, lines: [90-99]}]"]
)
def test_an_article_without_lines_has_no_ties(make: Make, source: str) -> None:
    assert tied(archive(make, source=source)) == {}


def test_a_page_that_changed_meanwhile_ties_nothing(make: Make) -> None:
    root = archive(make)
    found, _ = read_archive(root, load_config(root))
    (page,) = plan_articles(PlanContext(found, Locale("en"), with_search=False), ["x.md"])
    (root / "pages/p.txt").write_text("Other\n" + PAGE)
    assert isinstance(page.view, ArticlePage)
    assert ties_of(root, page.view, load_body(root, page.source_path).html) == ()


def test_the_seeds_are_tied_as_the_audit_aligns_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """All paragraphs that have words of the paper; the short way gives what the audit's alignment does."""
    found, _ = read_archive(SEEDS, load_config(SEEDS))
    pages = list(plan_articles(PlanContext(found, Locale("zh-Hans"), with_search=False)))
    bodies = [(page.view, load_body(SEEDS, page.source_path).html) for page in pages]
    shown = [with_addresses(html, "{n}") for _, html in bodies]
    short = [ties_of(SEEDS, view, html) for view, html in bodies if isinstance(view, ArticlePage)]
    lost = [
        set(range(1, html.count(' id="p') + 1)) - {tie.number for tie in one}
        for one, html in zip(short, shown, strict=True)
    ]
    assert [one for one in lost if one] == [{12, 18}], "two paragraphs say that a heading is lost"
    monkeypatch.setattr(ties, "_are_all", lambda *_: False)
    assert [ties_of(SEEDS, view, html) for view, html in bodies if isinstance(view, ArticlePage)] == short
    claimed = claimed_pages(found)
    assert not any(compare_wording(found, one, claimed).problems for one in found.articles)


@given(st.lists(st.text("ab甲 \u00ad-\u200b", max_size=12), max_size=8))
def test_letters_are_those_that_the_audit_compares(texts: list[str]) -> None:
    lines = [("p", number, text) for number, text in enumerate(texts, 1)]
    short, whole = letters_of(lines), printed_text(lines)
    assert (short.text, short.hyphens) == (whole.text, whole.hyphens)
    assert [(line.number, line.start) for line in short.lines] == [(line.number, line.start) for line in whole.lines]
