"""Indexes by date: all years, each year with its calendar, and decades where they are needed."""

from collections.abc import Iterator

from site_builder.pages.by_date import Calendar, address_of, calendar_of, trail, with_neighbours
from site_builder.pages.page import Page, PlanContext, count_shown, paginate
from site_builder.pages.view import Group, IndexPage, Link, ListPage


def plan(context: PlanContext) -> Iterator[Page]:
    """The index of all years, and a page for each year and decade."""
    found = context.cached(Calendar)
    yield _all_years(context, found)
    for decade in found.decades:
        yield from _decade(context, found, decade)
    for year, newer, older in with_neighbours(found.years):
        yield _year(context, found, year, newer, older)


def year_links(context: PlanContext) -> tuple[Link, ...]:
    """The years, for the front page."""
    found = context.cached(Calendar)
    return tuple(Link(context.locale.year(year), address_of(year), found.count(year)) for year in found.years)


def _all_years(context: PlanContext, found: Calendar) -> Page:
    locale = context.locale
    groups = []
    for decade in sorted({year[:3] + "x" for year in found.years} | set(found.decades), reverse=True):
        links = [
            Link(locale.year(year), address_of(year), found.count(year))
            for year in found.years
            if year[:3] == decade[:3]
        ]
        if decade in found.spans:
            name = locale.gettext("{period}, year uncertain").format(period=locale.year(decade))
            links.append(Link(name, f"dates/{decade}.html", len(found.spans[decade])))
        groups.append(Group(locale.year(decade), tuple(links)))
    title = locale.gettext("Dates")
    view = IndexPage(
        title=title,
        kind="dates",
        heading=title,
        groups=tuple(groups),
        uncertain=context.teasers(found.spans.get("", [])),
    )
    return Page("dates/index.html", "index-page.html", view)


def _decade(context: PlanContext, found: Calendar, decade: str) -> Iterator[Page]:
    title = context.locale.gettext("{period}, year uncertain").format(period=context.locale.year(decade))
    articles = found.spans[decade]
    for address, part, pager in paginate(f"dates/{decade}.html", articles, context.archive.config.page_size):
        view = ListPage(
            title=title, kind="dates", heading=title, breadcrumbs=trail(context), count=count_shown(articles, pager),
            uncertain=context.teasers(part), pager=pager,
        )  # fmt: skip
        yield Page(address, "list.html", view)


def _year(context: PlanContext, found: Calendar, year: str, newer: str, older: str) -> Page:
    locale = context.locale
    view = ListPage(
        title=locale.year(year), kind="dates", heading=locale.year(year), breadcrumbs=trail(context),
        count=found.count(year), weekdays=locale.weekdays(),
        calendar=tuple(calendar_of(context, found, month) for month in found.months_of(year)),
        uncertain=context.teasers(found.spans.get(year, [])),
        newer=Link(locale.year(newer), address_of(newer)) if newer else None,
        older=Link(locale.year(older), address_of(older)) if older else None,
    )  # fmt: skip
    return Page(address_of(year), "list.html", view)
