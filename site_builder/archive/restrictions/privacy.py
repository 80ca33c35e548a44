"""Which articles are private, and when that changes.

A private article is nowhere in the site, as if it were not in the archive, but that its lines are hidden on the source
page: one that is unfinished or marked as private, one that is to appear later, one that has expired, and, where the
archive says so, one that nobody has checked. What a build shows so depends on the time it is given (`Moment`), and on
nothing else of the day; it holds until `span` ends, which the next build need only compare.
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.frontmatter.model import Status
from site_builder.common.dates import parse_date

_NEVER = "~"  # after every instant


class Privacy(StrEnum):
    """Why an article is private."""

    DRAFT = "draft"
    PRIVATE = "private"
    FUTURE = "future"
    EXPIRED = "expired"
    UNCHECKED = "unchecked"


class Moment(msgspec.Struct, frozen=True):
    """When a site is looked at: `now` is an instant in UTC, `2026-11-21T15:20:00`, and by itself after all others.

    With `drafts`, private articles are shown.
    """

    now: str = "9999-99"
    drafts: bool = False


AT_THE_END = Moment()


def privacy(article: Article, now: str, *, unchecked_too: bool = False) -> Privacy | None:
    """Why the article is private at an instant; None of one that is public, or withdrawn, which leaves a notice."""
    front = article.front
    if front.withdrawn:
        return None
    if front.draft:
        return Privacy.DRAFT
    if front.private:
        return Privacy.PRIVATE
    appears, expires = _times(article)
    if appears > now:
        return Privacy.FUTURE
    if expires <= now:
        return Privacy.EXPIRED
    return Privacy.UNCHECKED if unchecked_too and front.status is Status.UNCHECKED else None


def privacies(articles: Iterable[Article], now: str, *, unchecked_too: bool = False) -> dict[str, Privacy]:
    """Why articles are private at an instant, by their names; public ones are not in it."""
    found = ((article.name, privacy(article, now, unchecked_too=unchecked_too)) for article in articles)
    return {name: why for name, why in found if why}


def span(articles: Iterable[Article], now: str) -> tuple[str, str]:
    """Since when, and until when (exclusive), the same articles are private as at an instant."""
    instants = {instant for article in articles for instant in _times(article)}
    since = max((instant for instant in instants if instant <= now), default="")
    until = min((instant for instant in instants if instant > now), default=_NEVER)
    return since, until


def _times(article: Article) -> tuple[str, str]:
    """When the article appears, and when it expires."""
    front, appears = article.front, article.date.start
    if front.publish_date:
        appears = max(appears, parse_date(front.publish_date).start)
    return appears, parse_date(front.expiry_date).start if front.expiry_date else _NEVER
