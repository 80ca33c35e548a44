"""What machines fetch: feeds, the sitemap, robots.txt.

The feed of an archive holds the articles that came or were corrected last, as Atom and as JSON Feed
(https://www.jsonfeed.org/version/1.1/). Behind it every article stands in an archive document, by year or month, from
which the one before it is linked: https://www.rfc-editor.org/rfc/rfc5005#section-4. A tag, section or person with ten
articles has a feed too.
"""

import heapq
import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from site_builder.archive.addresses import KINDS, href
from site_builder.archive.article import Article
from site_builder.archive.frontmatter.model import Status
from site_builder.archive.read import Archive
from site_builder.archive.terms import Term
from site_builder.pages.page import Page, PlanContext, changed, headline
from site_builder.pages.periods import Period, periods
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
    """An Atom feed. An archive document of RFC 5005 names the `current` feed, and those `before` and `after` it."""

    id: str
    url: str
    home: str
    updated: str
    entries: tuple[FeedEntry, ...]
    current: str = ""
    before: str = ""
    after: str = ""


class JsonFeed(View, frozen=True, kw_only=True):
    """The same as JSON; `document` is all of it."""

    document: dict[str, Any]


class Sitemap(View, frozen=True, kw_only=True):
    """A sitemap: (address, day of last change); or, of a large site, an index of sitemaps."""

    urls: tuple[tuple[str, str], ...]
    is_index: bool = False


class Robots(View, frozen=True, kw_only=True):
    """robots.txt."""

    sitemap: str


_LATEST = 30
_FEW = 10  # articles of a name that has a feed of its own
_SITEMAP_LIMIT = 50_000  # https://www.sitemaps.org/protocol.html


def plan(context: PlanContext) -> Iterator[Page]:
    """The feeds and robots.txt. The sitemap lists the other pages: `plan_sitemap`."""
    base = context.archive.config.base_url
    entries = _Entries(context)
    archived = [(f"feed/{period.name}.xml", period) for period in periods(reversed(entries.announced))]
    last = archived[-1][0] if archived else ""
    feed = _feed(context, entries.latest(entries.announced), before=_full(context, last))
    yield Page("feed.xml", "feed.xml", feed)
    yield Page("feed.json", "feed.json", _json_feed(context, feed))
    yield from _archives(context, entries, archived)
    yield from _feeds_of_terms(context, entries)
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


class _Entries:
    """The articles that others may be told of, neither unchecked nor, in a preview, private: newest first."""

    def __init__(self, context: PlanContext) -> None:
        self._context, self._made = context, dict[str, FeedEntry]()
        archive = context.archive
        self.announced = [article for article in archive.articles if _is_announced(archive, article)]

    def latest(self, articles: Iterable[Article]) -> tuple[FeedEntry, ...]:
        """The entries of those that came or were corrected last, the newest first."""
        return tuple(map(self.of, heapq.nlargest(_LATEST, articles, key=changed)))

    def of(self, article: Article) -> FeedEntry:
        """The entry of an article."""
        found = self._made.get(article.name)
        if found is None:
            found = self._made[article.name] = _entry(self._context, article)
        return found


def _is_announced(archive: Archive, article: Article) -> bool:
    return article.front.status is not Status.UNCHECKED and article.name not in archive.privacy


def _full(context: PlanContext, address: str) -> str:
    """The address of a feed, with that of the site where it is known."""
    return context.archive.config.base_url + address if address else ""


def _feed(context: PlanContext, entries: tuple[FeedEntry, ...], *, before: str) -> Feed:
    """The feed of the archive."""
    config = context.archive.config
    return Feed(
        title=config.title, description=config.description, id=config.base_url or config.id or _urn(context, ""),
        url=_full(context, "feed.xml"), home=config.base_url or "index.html",
        updated=_updated(entries), entries=entries, before=before,
    )  # fmt: skip


def _updated(entries: Iterable[FeedEntry]) -> str:
    return max((entry.updated for entry in entries), default="1970-01-01T00:00:00Z")


def _json_feed(context: PlanContext, feed: Feed) -> JsonFeed:
    config = context.archive.config
    items = [_item(entry) for entry in feed.entries]
    value = {
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "description": feed.description,
        "home_page_url": config.base_url, "feed_url": _full(context, "feed.json") if config.base_url else "",
        "language": config.language,
    }  # fmt: skip
    return JsonFeed(title=feed.title, document={key: text for key, text in value.items() if text} | {"items": items})


def _item(entry: FeedEntry) -> dict[str, Any]:
    value = {
        "id": entry.id, "url": entry.url, "title": entry.title, "content_text": entry.summary or entry.title,
        "date_published": entry.published, "date_modified": entry.updated,
        "authors": [{"name": name} for name in entry.people], "tags": list(entry.tags),
    }  # fmt: skip
    return {key: item for key, item in value.items() if item}


def _archives(context: PlanContext, entries: _Entries, archived: Sequence[tuple[str, Period]]) -> Iterator[Page]:
    """The archive documents, each with links to its neighbours."""
    addresses = ["", *(address for address, _ in archived), ""]
    for number, (address, period) in enumerate(archived):
        found = tuple(map(entries.of, reversed(period.articles)))
        config = context.archive.config
        view = Feed(
            title=f"{config.title}: {period.in_words(context.locale)}", id=_id(context, address),
            url=_full(context, address), home=config.base_url or "../index.html", updated=_updated(found),
            entries=found, current=_link(context, "feed.xml"), before=_link(context, addresses[number]),
            after=_link(context, addresses[number + 2]),
        )  # fmt: skip
        yield Page(address, "feed.xml", view)


def _link(context: PlanContext, address: str) -> str:
    """A link from a document in `feed/`."""
    return _full(context, address) if context.archive.config.base_url or not address else f"../{address}"


def term_feed(archive: Archive, term: Term) -> str:
    """The address of the feed of a tag, section or person, or "" where it has none."""
    enough = sum(_is_announced(archive, article) for article in islice(term.articles, 3 * _FEW)) >= _FEW
    return f"feed/{term.address}.xml" if enough else ""


def _feeds_of_terms(context: PlanContext, entries: _Entries) -> Iterator[Page]:
    archive, config = context.archive, context.archive.config
    for term in (term for kind in KINDS for term in archive.terms[kind]):
        if not (address := term_feed(archive, term)):
            continue
        found = entries.latest(article for article in term.articles if _is_announced(archive, article))
        up = "../" * address.count("/")
        view = Feed(
            title=f"{term.name} · {config.title}", id=_id(context, address), url=_full(context, address),
            home=(config.base_url or up) + href(term.address + ".html"), updated=_updated(found), entries=found,
        )  # fmt: skip
        yield Page(address, "feed.xml", view)


def _id(context: PlanContext, address: str) -> str:
    return _full(context, address) if context.archive.config.base_url else _urn(context, address)


def _entry(context: PlanContext, article: Article) -> FeedEntry:
    address, front = article.url_path + ".html", article.front
    permalink = context.permalink(address)
    return FeedEntry(
        id=permalink or _urn(context, address), url=permalink or href(address), title=headline(article),
        summary=front.summary or article.opening, published=article.date.lower + "T00:00:00Z",
        updated=changed(article) + "T00:00:00Z",
        people=tuple(dict.fromkeys(person.name for person in front.byline)), tags=front.tags,
    )  # fmt: skip


def _urn(context: PlanContext, address: str) -> str:
    """An id where the site has no address: it lasts if `archive.yaml` has an `id`, else as long as the title."""
    config = context.archive.config
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{config.id or config.title}/{address}").urn
