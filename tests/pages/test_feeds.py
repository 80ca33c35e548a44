"""The Atom feed, the sitemap and robots.txt, field by field."""

from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.pages import feeds, periods, plan
from site_builder.pages.page import PlanContext
from site_builder.theme.i18n import Locale
from tests.conftest import Make, article

BASE = "https://example.org/news/"


def context(root: Path, base_url: str = "") -> PlanContext:
    config = load_config(root, base_url=base_url)
    return PlanContext(read_archive(root, config)[0], Locale(config.language), with_search=False)


def views(root: Path, base_url: str = "") -> dict[str, Any]:
    return {page.address: page.view for page in plan(context(root, base_url))}


@pytest.mark.parametrize(
    ("settings", "base", "feed_id", "url", "home"),
    [
        ("title: A\n", "", uuid5(NAMESPACE_URL, "A/").urn, "feed.xml", "index.html"),
        ("title: A\nid: urn:x:1\n", "", "urn:x:1", "feed.xml", "index.html"),
        ("title: A\n", BASE, BASE, BASE + "feed.xml", BASE),
        ("title: A\nid: urn:x:1\n", BASE, BASE, BASE + "feed.xml", BASE),
    ],
)
def test_the_feed_says_what_it_is(make: Make, settings: str, base: str, feed_id: str, url: str, home: str) -> None:
    feed = views(make({"articles/a.md": article()}, settings=settings + "description: D\n"), base)["feed.xml"]
    assert (feed.title, feed.description, feed.id, feed.url, feed.home) == ("A", "D", feed_id, url, home)


@pytest.mark.parametrize(
    ("settings", "base", "entry_id", "url"),
    [
        ("title: A\n", "", uuid5(NAMESPACE_URL, "A/2024/西.html").urn, "2024/%E8%A5%BF.html"),
        ("title: A\nid: urn:x:1\n", "", uuid5(NAMESPACE_URL, "urn:x:1/2024/西.html").urn, "2024/%E8%A5%BF.html"),
        ("title: A\n", BASE, BASE + "2024/%E8%A5%BF.html", BASE + "2024/%E8%A5%BF.html"),
    ],
)
def test_an_entry_says_what_it_is(make: Make, settings: str, base: str, entry_id: str, url: str) -> None:
    text = article("T", byline="[{name: P, role: r}, {name: P, role: s}, {name: Q}]", tags="[x, y]", summary="S")
    (entry,) = views(make({"articles/2024/西.md": text}, settings=settings), base)["feed.xml"].entries
    assert (entry.id, entry.url, entry.title, entry.summary) == (entry_id, url, "T", "S")
    assert (entry.people, entry.tags) == (("P", "Q"), ("x", "y"))


@pytest.mark.parametrize(("base", "sitemap"), [("", ""), (BASE, BASE + "sitemap.xml")])
def test_robots_name_the_sitemap_where_there_is_one(make: Make, base: str, sitemap: str) -> None:
    found = views(make({"articles/a.md": article()}), base)
    assert found["robots.txt"].sitemap == sitemap
    assert ("sitemap.xml" in found) == bool(sitemap)


LISTED = [(f"{number}.html", f"2024-01-0{number}") for number in range(1, 6)]
URLS = tuple((BASE + address, day) for address, day in LISTED)


@pytest.mark.parametrize(
    ("limit", "files"),
    [
        (5, {"sitemap.xml": URLS}),
        (4, {"sitemap-1.xml": URLS[:4], "sitemap-2.xml": URLS[4:]}),
        (2, {"sitemap-1.xml": URLS[:2], "sitemap-2.xml": URLS[2:4], "sitemap-3.xml": URLS[4:]}),
    ],
)
def test_a_sitemap_that_is_too_long_is_cut(
    make: Make, monkeypatch: pytest.MonkeyPatch, limit: int, files: dict[str, tuple[tuple[str, str], ...]]
) -> None:
    monkeypatch.setattr(feeds, "_SITEMAP_LIMIT", limit)
    found = list(feeds.plan_sitemap(context(make({}), BASE), iter(LISTED)))
    assert all(page.template == "sitemap.xml" for page in found)
    pages: dict[str, Any] = {page.address: page.view for page in found}
    parts = {address: view.urls for address, view in pages.items() if not view.is_index}
    assert parts == files
    if len(files) > 1:
        assert list(pages)[-1] == "sitemap.xml"
        assert pages["sitemap.xml"].is_index
        assert pages["sitemap.xml"].urls == tuple((BASE + address, "") for address in files)


def test_a_sitemap_needs_the_address_of_the_site(make: Make) -> None:
    assert not list(feeds.plan_sitemap(context(make({})), LISTED))


def test_the_limit_is_that_of_the_protocol() -> None:
    assert feeds._SITEMAP_LIMIT == 50_000


def archived(found: dict[str, Any]) -> list[str]:
    """The archive documents, from the feed on, as a reader walks them: each names the one before it."""
    chain, address = [], found["feed.xml"].before
    while address:
        name = "feed/" + address.rpartition("/")[2]
        assert name not in chain
        chain.append(name)
        assert found[name].current.endswith("feed.xml")
        after = found[name].after
        assert after.endswith(chain[-2].rpartition("/")[2]) if len(chain) > 1 else not after
        address = found[name].before
    return chain


@pytest.mark.parametrize("base", ["", BASE])
def test_the_chain_of_archives_holds_every_article_once(make: Make, monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    monkeypatch.setattr(periods, "MOST_OF_A_YEAR", 3)
    days = ["2022-05-01", "2023-01-01", "2023-01-31", "2023-03", "2023-12-31", "2024-02-19", "199X", "2020/2024"]
    texts = {f"articles/{number}.md": article(str(number), date=day) for number, day in enumerate(days)}
    unchecked = article("machine's", status="unchecked")
    found = views(make({**texts, "articles/u.md": unchecked}), base)
    chain = archived(found)
    assert chain == [
        f"feed/{name}.xml" for name in ("2024", "2023-12", "2023-03", "2023-01", "2022", "undated")
    ]  # fmt: skip
    titles = [entry.title for name in chain for entry in found[name].entries]
    assert sorted(titles) == [str(number) for number in range(len(days))]
    assert {name for name in found if name.startswith("feed/")} == set(chain)


def test_a_correction_moves_an_article_to_the_top(make: Make) -> None:
    days = [f"2024-01-{day:02}" for day in range(1, 32)] + ["2024-02-01", "2024-02-02"]
    texts = {f"articles/{number:02}.md": article(str(number), date=day) for number, day in enumerate(days)}
    corrected = article("0", date="2024-01-01", corrections="[{date: 2026-05-01, text: C}]")
    feed = views(make({**texts, "articles/00.md": corrected}))["feed.xml"]
    assert [entry.title for entry in feed.entries] == ["0", *map(str, range(32, 3, -1))]
    assert feed.updated == "2026-05-01T00:00:00Z"
    assert feed.entries[0].published == "2024-01-01T00:00:00Z"


def test_a_name_with_ten_articles_has_a_feed(make: Make) -> None:
    texts = {
        f"articles/{number}.md": article(
            str(number), date=f"2024-01-{number + 1:02}", tags="[often, nine]" if number < 9 else "[often]",
            section="S", byline="[P]",
        )
        for number in range(10)
    }  # fmt: skip
    found = views(make(texts), BASE)
    names = {address for address in found if address.startswith("feed/")} - {"feed/2024.xml"}
    assert names == {"feed/tags/often.xml", "feed/sections/s.xml", "feed/people/p.xml"}
    feed = found["feed/tags/often.xml"]
    assert (feed.title, feed.home, feed.url) == (
        "often · Archive", BASE + "tags/often.html", BASE + "feed/tags/often.xml",
    )  # fmt: skip
    assert [entry.title for entry in feed.entries] == list("9876543210")
    assert found["tags/often.html"].feed == "feed/tags/often.xml"
    assert found["tags/nine.html"].feed == ""
    assert views(make(texts))["feed/tags/often.xml"].home == "../../tags/often.html"


def test_json_feed_says_what_atom_says(make: Make) -> None:
    text = article("T", byline="[{name: P, role: r}]", tags="[x]", summary="S")
    found = views(make({"articles/a.md": text}, settings="title: A\ndescription: D\n"), BASE)
    assert found["feed.json"].document == {
        "version": "https://jsonfeed.org/version/1.1", "title": "A", "description": "D", "home_page_url": BASE,
        "feed_url": BASE + "feed.json", "language": "en",
        "items": [
            {
                "id": BASE + "a.html", "url": BASE + "a.html", "title": "T", "content_text": "S",
                "date_published": "2024-02-19T00:00:00Z", "date_modified": "2024-02-19T00:00:00Z",
                "authors": [{"name": "P"}], "tags": ["x"],
            }
        ],
    }  # fmt: skip
