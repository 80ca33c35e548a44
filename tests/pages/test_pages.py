"""Which pages there are, and what is in their views."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.addresses import refusal
from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.pages import PLANS, articles, plan
from site_builder.pages.articles import ArticlePage
from site_builder.pages.page import Page, PlanContext, paginate
from site_builder.pages.redirects import Redirect
from site_builder.pages.sources import downloads
from site_builder.pages.tombstones import Tombstone
from site_builder.theme.i18n import Locale
from tests.conftest import SEEDS, Make, article


def context(root: Path, **options: Any) -> PlanContext:
    config = load_config(root, **options)
    archive, problems = read_archive(root, config)
    assert not problems
    return PlanContext(archive, Locale(config.language), with_search=True)


def pages(root: Path, **options: Any) -> dict[str, Any]:
    found: list[Page] = list(plan(context(root, **options)))
    assert len({page.address for page in found}) == len(found)
    return {page.address: page.view for page in found}


@given(st.integers(0, 400), st.integers(5, 60))
def test_a_full_page_keeps_its_content_when_the_list_grows(count: int, size: int) -> None:
    newest_first = list(range(count, 0, -1))
    now = {address: list(items) for address, items, _ in paginate("x/index.html", newest_first, size)}
    grown = {address: list(items) for address, items, _ in paginate("x/index.html", [count + 1, *newest_first], size)}
    numbered = {address: items for address, items in now.items() if address != "x/index.html"}
    assert numbered.items() <= grown.items()
    assert all(len(items) == size for items in numbered.values())
    assert len(now["x/index.html"]) < 2 * size
    assert sorted(item for items in now.values() for item in items) == list(range(1, count + 1))


def test_the_pager_leads_from_end_to_end() -> None:
    found = list(paginate("tags/x.html", list(range(23)), 5))
    addresses = [address for address, _, _ in found]
    assert addresses == ["tags/x.html", "tags/x/page-3.html", "tags/x/page-2.html", "tags/x/page-1.html"]
    pagers = [pager for _, _, pager in found]
    assert [pager and pager.older and pager.older.href for pager in pagers] == [*addresses[1:], None]
    assert [pager and pager.newer and pager.newer.href for pager in pagers] == [None, *addresses[:-1]]


def test_the_pages_of_the_seeds() -> None:
    found = pages(SEEDS)
    assert sum(type(view).__name__ == "ArticlePage" for view in found.values()) == 13
    assert {"index.html", "about.html", "search.html", "404.html", "feed.xml", "robots.txt", "sitemap.xml"} <= set(
        found
    )
    assert {"dates/index.html", "2023/index.html", "2024/index.html", "2024/02/index.html"} <= set(found)
    assert {"2024/02/18/index.html", "2024/02/19/index.html", "2025/04/index.html"} <= set(found)
    assert {"tags/index.html", "people/index.html", "pages/index.html"} <= set(found)
    assert sum(address.startswith("pages/") for address in found) == 6
    assert "sections/index.html" not in found
    uncertain = [teaser.headline for teaser in found["2024/index.html"].uncertain]
    assert uncertain == ["向新向绿西宁工业乘风起"]
    assert found["2023/index.html"].count == 2
    for day in ("18", "19"):
        assert len(found[f"2024/02/{day}/index.html"].contents.uncertain) == 5


def test_no_article_can_take_the_address_of_a_page_of_the_site() -> None:
    """A kind of page is planned before the articles, or has the first part of its addresses among RESERVED."""
    found, seeds = pages(SEEDS), context(SEEDS)
    first = {page.address for make in PLANS[: PLANS.index(articles.plan)] for page in make(seeds)}
    for address, view in found.items():
        if address.endswith(".html") and not isinstance(view, ArticlePage | Tombstone | Redirect):
            assert address in first or refusal(address.removesuffix(".html")), address


def test_a_presumed_name_says_so() -> None:
    view = pages(SEEDS)["2023/nifeng-jiasudu.html"]
    (person,) = view.people
    assert (person.name, person.href) == ("张弘视", "people/zhang-hongliang.html")
    assert "张弘靓" in person.note
    remarks = pages(SEEDS)["people/zhang-hongliang.html"].remarks
    assert "张弘视" in remarks[0]


def test_dates_are_listed_where_the_design_says(make: Make) -> None:
    dates = ["1998", "199X", "1998-05/1998-06", "19XX", "1998-05-31/1998-06-01", "1999-12-24"]
    root = make({f"articles/a{n}.md": article(f"T{n}", date) for n, date in enumerate(dates)})
    found = pages(root)

    def listed(address: str, what: str = "uncertain") -> list[str]:
        view = getattr(found[address], "contents", found[address])
        return sorted(teaser.headline for teaser in getattr(view, what))

    assert listed("1998/index.html", "uncertain") == ["T0"]
    assert listed("dates/199x.html", "uncertain") == ["T1"]
    assert listed("dates/index.html", "uncertain") == ["T3"]
    assert listed("1998/05/index.html") == listed("1998/06/index.html") == ["T2", "T4"]
    assert listed("1998/05/31/index.html") == listed("1998/06/01/index.html") == ["T4"]
    assert found["1998/index.html"].count == 3
    (issue,) = found["1999/12/24/index.html"].contents.issues
    assert [teaser.headline for teaser in issue.pages[0].teasers] == ["T5"]


def test_a_date_page_that_is_linked_to_exists(make: Make) -> None:
    dates = ["[2024-01-01,2024-03-01,2024-05-01]", "2024-05", "199X", "19XX", "2024-01-01/.."]
    found = pages(make({f"articles/a{n}.md": article(date=date) for n, date in enumerate(dates)}))
    assert all(view.date_href in found for view in found.values() if type(view).__name__ == "ArticlePage")


def test_older_pages_of_a_list_stay_as_they_are(make: Make) -> None:
    files = {f"articles/a{n:03}.md": article(f"T{n}", "2024-01-01", status="unchecked") for n in range(20)}
    before = pages(make(files, settings="title: A\npage_size: 5\n"))
    more = {f"articles/b{n}.md": article(f"U{n}", "2024-02-01", status="unchecked") for n in range(5)}
    after = pages(make(more, settings="title: A\npage_size: 5\n"))
    stay = [address for address in before if address.startswith("drafts/page-")]
    assert stay[:-1]
    assert all(before[address] == after[address] for address in stay if address != max(stay))


def test_no_page_is_planned_from_a_body(make: Make) -> None:
    """Else a page that shows something of it would be taken for right when nothing but the body has changed."""
    opening = "Words of the first lines. " * 6
    files = {f"articles/a{n}.md": article(f"T{n}", f"2024-01-0{n}", opening, tags="[x]") for n in range(1, 7)}
    before = pages(make(files))
    files["articles/a3.md"] = article("T3", "2024-01-03", body=f"{opening} Other words.\n\nMore.", tags="[x]")
    after = pages(make(files))
    assert [address for address in before if before[address] != after[address]] == []


def test_lists_show_the_first_words_where_there_is_no_summary(make: Make) -> None:
    root = make({"articles/a.md": article("A", body="First.", tags="[x]"), "articles/b.md": article(summary="S")})
    found = pages(root)
    assert [(one.summary, one.opening) for one in found["index.html"].latest] == [("S", "")]
    assert found["index.html"].lead.opening == found["a.html"].description == "First."
    before = found["tags/x.html"]
    assert pages(make({"articles/a.md": article("A", body="Changed.", tags="[x]")}))["tags/x.html"] != before


def test_views_are_the_same_every_time() -> None:
    assert repr(pages(SEEDS)) == repr(pages(SEEDS))


def test_without_a_base_url_there_is_no_sitemap_and_ids_are_urns(make: Make) -> None:
    root = make({"articles/a.md": article()})
    found = pages(root)
    assert "sitemap.xml" not in found
    assert found["a.html"].permalink == ""
    assert found["feed.xml"].entries[0].id.startswith("urn:uuid:")
    known = pages(make({}, settings="title: Renamed\nid: urn:x:1\n"))
    again = pages(make({}, settings="title: Again\nid: urn:x:1\n"))
    assert known["feed.xml"].id == again["feed.xml"].id == "urn:x:1"
    assert known["feed.xml"].entries[0].id == again["feed.xml"].entries[0].id
    found = pages(root, base_url="https://example.org/news")
    assert found["a.html"].permalink == "https://example.org/news/a.html"
    assert found["feed.xml"].entries[0].id == "https://example.org/news/a.html"
    assert ("https://example.org/news/", "") in found["sitemap.xml"].urls


def test_a_withdrawn_article_leaves_a_tombstone_and_no_text(make: Make) -> None:
    gone = article(
        "Secret", tags="[x]", source="[{file: p.txt, lines: '2'}]", withdrawn="{date: 2024-03-01, reason: Court order}"
    )
    root = make({"articles/a.md": gone, "pages/p.txt": "one\nsecret\n", "articles/b.md": article("B", aliases="[old]")})
    found = pages(root)
    assert type(found["a.html"]).__name__ == "Tombstone"
    assert "Secret" not in repr([view for address, view in found.items()])
    assert found["pages/p.html"].claims[0].hidden
    assert found["pages/p.html"].download == ""
    assert not list(downloads(context(root)))
    assert found["old.html"].href == "b.html"


@pytest.mark.parametrize("count", [600, 601])
def test_a_large_index_is_cut_by_letters(make: Make, count: int) -> None:
    tags = ", ".join(f"{'abcdef'[n % 6]}{n}" for n in range(count))
    found = pages(make({"articles/a.md": article(tags=f"[{tags}]")}))
    index = found["tags/index.html"]
    if count <= 600:
        assert [name.letter for name in index.names if name.letter] == list("ABCDEF")
        assert [link.href for link in index.letters] == [f"tags/index.html#{letter}" for letter in "abcdef"]
    else:
        assert [link.text for link in index.letters] == list("ABCDEF")
        assert sum(len(found[link.href].names) for link in index.letters) == count


def test_the_feed_holds_the_newest_thirty_and_says_when_it_changed(make: Make) -> None:
    files = {
        f"articles/a{n:02}.md": article(f"T{n}", f"2024-{1 + n // 28:02}-{1 + n % 28:02}", tags="[x]")
        for n in range(35)
    }
    files["articles/a34.md"] = article("T34", "2024-02-07", corrections="[{date: 2024-03-09, text: Late.}]")
    files["articles/a33.md"] = article("T33", "2024-02-06", corrections="[{date: 2023-01-01, text: Early.}]")
    feed = pages(make(files))["feed.xml"]
    assert [entry.title for entry in feed.entries] == [f"T{n}" for n in range(34, 4, -1)]
    assert feed.updated == "2024-03-09T00:00:00Z"
    assert [entry.updated for entry in feed.entries[:3]] == [
        "2024-03-09T00:00:00Z",
        "2024-02-06T00:00:00Z",  # a correction does not make it older than it is
        "2024-02-05T00:00:00Z",
    ]
    assert [entry.published for entry in feed.entries[:2]] == ["2024-02-07T00:00:00Z", "2024-02-06T00:00:00Z"]


def test_a_feed_without_articles_has_a_date_all_the_same(make: Make) -> None:
    feed = pages(make({"articles/.keep": ""}))["feed.xml"]
    assert feed.entries == ()
    assert feed.updated == "1970-01-01T00:00:00Z"


def test_the_sitemap_says_when_an_article_changed_last(make: Make) -> None:
    corrected = article("A", "2024-01-01", corrections="[{date: 2024-05-02, text: x}, {date: 2024-04-01, text: y}]")
    root = make({"articles/a.md": corrected, "articles/b.md": article("B", "2024-01-02")})
    urls = dict(pages(root, base_url="https://example.org/")["sitemap.xml"].urls)
    assert urls["https://example.org/a.html"] == "2024-05-02"
    assert urls["https://example.org/b.html"] == "2024-01-02"


def test_the_most_used_names_come_first_and_equals_by_address(make: Make) -> None:
    tags = {"a": "[zebra, ant, bee]", "b": "[zebra, bee]", "c": "[zebra, cow]"}
    home = pages(make({f"articles/{name}.md": article(name, tags=listed) for name, listed in tags.items()}))[
        "index.html"
    ]
    assert [(link.text, link.count) for link in home.tags] == [("zebra", 3), ("bee", 2), ("ant", 1), ("cow", 1)]


def test_the_index_of_source_pages_counts_their_articles(make: Make) -> None:
    on = "[{{file: {0}.txt, lines: '1'}}]"
    found = pages(
        make(
            {
                "articles/a.md": article("A", source=on.format("p")),
                "articles/b.md": article("B", source=on.format("p")),
                "articles/c.md": article("C", source=on.format("q")),
                "pages/p.txt": "Words of the paper.\n",
                "pages/q.txt": "Words of the paper.\n",
                "pages/r.txt": "None\n",
            }
        )
    )
    links = [link for group in found["pages/index.html"].groups for link in group.links]
    assert [(link.text, link.count) for link in links] == [("p.txt", 2), ("q.txt", 1), ("r.txt", 0)]


def test_a_notice_of_withdrawal_leads_on_by_its_address(make: Make) -> None:
    """To the day that is in it, if something else is there; the article's own date is not told."""
    withdrawn = {"withdrawn": "{date: 2024-05, reason: r}"}
    found = pages(
        make(
            {
                "articles/1998/01/09/a.md": article("A", "1998-01-10", **withdrawn),
                "articles/1998/01/11/b.md": article("B", "1998-01-09", **withdrawn),
                "articles/c.md": article("C", "1998-01-09", **withdrawn),
                "articles/d.md": article("D", "1998-01-09"),
            }
        )
    )
    days = [found[f"{name}.html"].day for name in ("1998/01/09/a", "1998/01/11/b", "c")]
    assert [day and (day.text, day.href) for day in days] == [("9 January 1998", "1998/01/09/index.html"), None, None]
    assert "1998/01/09/index.html" in found


@pytest.mark.parametrize(
    ("source", "named"),
    [("Reuters", "Reuters"), ("The Town Paper", ""), ("[Reuters, AP, p.txt]", "Reuters, AP"), ("p.txt", "")],
)
def test_a_source_that_is_no_page_is_named(make: Make, source: str, named: str) -> None:
    settings = "title: Archive\npublication: {name: The Town Paper}\n"
    found = pages(make({"articles/a.md": article(source=source), "pages/p.txt": "Words"}, settings=settings))["a.html"]
    assert (found.named_source, [one.file for one in found.sources]) == (named, ["p.txt"] if "p.txt" in source else [])


@pytest.mark.parametrize(
    ("byline", "printed", "dateline", "linked", "apart"),
    [
        ("[{name: 樊娅楠, role: 记者}]", "(记者 樊娅楠)", "", [("(记者 ", False), ("樊娅楠", True), (")", False)], ""),
        ("[甲, {name: 乙, role: 通讯员}]", "甲 通讯员 乙", "", [("甲", True), (" 通讯员 ", False), ("乙", True)], ""),
        ("[A. Reporter]", "By A. Reporter", "", [], "By A. Reporter"),
        ("[A. Reporter]", "", "", [], ""),
        ("[]", "(记者 樊娅楠)", "", [], "(记者 樊娅楠)"),
        ("[{name: 樊娅楠, role: 记者}]", "(记者 樊娅楠)", "本报讯", [], ""),
    ],
)
def test_a_byline_is_printed_once(
    make: Make, byline: str, printed: str, dateline: str, linked: list[tuple[str, bool]], apart: str
) -> None:
    text = article(byline=byline, byline_printed=printed or "''", dateline=dateline or "''")
    view = pages(make({"articles/a.md": text}))["a.html"]
    assert [(piece, bool(href)) for piece, href in view.byline_linked] == linked
    assert view.byline_apart == apart
