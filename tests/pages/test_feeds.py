"""The Atom feed, the sitemap and robots.txt, field by field."""

from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.pages import feeds, plan
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
