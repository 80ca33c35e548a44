"""What machines fetch: the Atom feed, the sitemap, robots.txt."""

import uuid
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.archive.frontmatter.model import Status
from site_builder.archive.read import Archive
from site_builder.pages.page import Page, PlanContext, changed, headline
from site_builder.pages.view import View


class FeedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An article in the feed."""

    id: str
    url: str
    title: str
    summary: str
    published: str
    updated: str
    people: tuple[str, ...]
    tags: tuple[str, ...]


class Feed(View, frozen=True, kw_only=True):
    """The Atom feed."""

    id: str
    url: str
    home: str
    updated: str
    entries: tuple[FeedEntry, ...]


class Sitemap(View, frozen=True, kw_only=True):
    """A sitemap: (address, day of last change); or, of a large site, an index of sitemaps."""

    urls: tuple[tuple[str, str], ...]
    is_index: bool = False


class Robots(View, frozen=True, kw_only=True):
    """robots.txt."""

    sitemap: str


_LATEST = 30
_SITEMAP_LIMIT = 50_000  # https://www.sitemaps.org/protocol.html


def plan(context: PlanContext) -> Iterator[Page]:
    """The feed and robots.txt. The sitemap lists the other pages: `plan_sitemap`."""
    base = context.archive.config.base_url
    yield Page("feed.xml", "feed.xml", _feed(context))
    yield Page("robots.txt", "robots.txt", Robots(title="", sitemap=base + "sitemap.xml" if base else ""))


def plan_sitemap(context: PlanContext, listed: Iterable[tuple[str, str]]) -> Iterator[Page]:
    """The sitemap of (address, day of the last change), where the site's own address is known."""
    if not context.archive.config.base_url:
        return
    urls = [(context.permalink(address), day) for address, day in listed]
    if len(urls) <= _SITEMAP_LIMIT:
        yield Page("sitemap.xml", "sitemap.xml", Sitemap(title="", urls=tuple(urls)))
        return
    parts = [urls[start : start + _SITEMAP_LIMIT] for start in range(0, len(urls), _SITEMAP_LIMIT)]
    for number, part in enumerate(parts, 1):
        yield Page(f"sitemap-{number}.xml", "sitemap.xml", Sitemap(title="", urls=tuple(part)))
    index = tuple((context.permalink(f"sitemap-{number}.xml"), "") for number in range(1, len(parts) + 1))
    yield Page("sitemap.xml", "sitemap.xml", Sitemap(title="", urls=index, is_index=True))


def _feed(context: PlanContext) -> Feed:
    config = context.archive.config
    entries = tuple(_entry(context, article) for article in islice(_announced(context.archive), _LATEST))
    base = config.base_url
    return Feed(
        title=config.title, description=config.description, id=base or config.id or _urn(context, ""),
        url=base + "feed.xml" if base else "feed.xml", home=base or "index.html",
        updated=max((entry.updated for entry in entries), default="1970-01-01T00:00:00Z"), entries=entries,
    )  # fmt: skip


def _announced(archive: Archive) -> Iterator[Article]:
    """The articles that others may be told of: neither unchecked nor, in a preview, private."""
    for article in archive.articles:
        if article.front.status is not Status.UNCHECKED and article.name not in archive.privacy:
            yield article


def _entry(context: PlanContext, article: Article) -> FeedEntry:
    address, front = article.url_path + ".html", article.front
    permalink = context.permalink(address)
    return FeedEntry(
        id=permalink or _urn(context, address), url=permalink or href(address), title=headline(article),
        summary=front.summary, published=article.date.lower + "T00:00:00Z", updated=changed(article) + "T00:00:00Z",
        people=tuple(dict.fromkeys(person.name for person in front.byline)), tags=front.tags,
    )  # fmt: skip


def _urn(context: PlanContext, address: str) -> str:
    """An id where the site has no address: it lasts if `archive.yaml` has an `id`, else as long as the title."""
    config = context.archive.config
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{config.id or config.title}/{address}").urn
