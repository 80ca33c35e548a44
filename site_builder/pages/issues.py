"""The issue of a day, and the month as a list of its days."""

from collections.abc import Iterator

from site_builder.pages.by_date import Calendar, address_of, calendar_of, trail, with_neighbours
from site_builder.pages.page import Page, PlanContext, count_shown, paginate
from site_builder.pages.view import Link, ListPage


def plan(context: PlanContext) -> Iterator[Page]:
    """A page for each month and each day."""
    found = context.cached(Calendar)
    for month, newer, older in with_neighbours(sorted(found.months, reverse=True)):
        yield from _month(context, found, month, newer, older)
    for day, newer, older in with_neighbours(sorted(found.days, reverse=True)):
        yield from _day(context, found, day, newer, older)


def _month(context: PlanContext, found: Calendar, month: str, newer: str, older: str) -> Iterator[Page]:
    locale, articles = context.locale, found.months[month]
    for address, part, pager in paginate(address_of(month), articles, context.archive.config.page_size):
        view = ListPage(
            title=locale.month(month), kind="dates", heading=locale.month(month),
            breadcrumbs=trail(context, month), count=count_shown(articles, pager),
            calendar=(calendar_of(context, found, month),), weekdays=locale.weekdays(),
            teasers=context.teasers(part), pager=pager,
            newer=Link(locale.month(newer), address_of(newer)) if newer else None,
            older=Link(locale.month(older), address_of(older)) if older else None,
        )  # fmt: skip
        yield Page(address, "list.html", view)


def _day(context: PlanContext, found: Calendar, day: str, newer: str, older: str) -> Iterator[Page]:
    locale, articles = context.locale, found.days[day]
    for address, part, pager in paginate(address_of(day), articles, context.archive.config.page_size):
        view = ListPage(
            title=locale.day(day), kind="dates", heading=locale.day(day), breadcrumbs=trail(context, day),
            count=count_shown(articles, pager),
            teasers=context.teasers(part), pager=pager,
            newer=Link(locale.day(newer), address_of(newer)) if newer else None,
            older=Link(locale.day(older), address_of(older)) if older else None,
        )  # fmt: skip
        yield Page(address, "list.html", view)
