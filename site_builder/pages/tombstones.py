"""What stands at the address of a withdrawn article."""

import re
from collections.abc import Iterator

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.view import Link, View


class Tombstone(View, frozen=True, kw_only=True):
    """What stands where an article was withdrawn: not even its title."""

    date: str
    reason: str
    day: Link | None  # the other articles of the day under which it was filed


def plan(context: PlanContext) -> Iterator[Page]:
    """A notice for each withdrawn article."""
    for article in context.archive.withdrawn:
        yield _tombstone(context, article)


def _tombstone(context: PlanContext, article: Article) -> Page:
    withdrawn = article.front.withdrawn
    if withdrawn is None:
        raise ValueError(article.name)
    title = context.locale.gettext("Withdrawn article")
    view = Tombstone(
        title=title,
        kind="withdrawn",
        robots="noindex",
        date=context.day_in_words(withdrawn.date),
        reason=withdrawn.reason,
        day=_day_of_address(context, article),
    )
    return Page(article.url_path + ".html", "withdrawn.html", view)


def _day_of_address(context: PlanContext, article: Article) -> Link | None:
    """The day that a withdrawn article's address names, if others are listed there. Its own date is not told."""
    found = re.match(r"(\d{4})/(\d\d)/(\d\d)/", article.url_path)
    day = "-".join(found.groups()) if found else ""
    if day not in context.cached(_days_with_articles):
        return None
    return Link(context.locale.day(day), day.replace("-", "/") + "/index.html")


def _days_with_articles(archive: Archive) -> frozenset[str]:
    return frozenset(day for article in archive.articles if article.date.months for day in article.date.days)
