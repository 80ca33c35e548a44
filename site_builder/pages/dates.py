"""Indexes by date: all years, each year with its calendar, each month, each day, and decades where they are needed.

An article is listed under every day and month that its date may mean, if those are two months at most; otherwise once,
in the year or decade that contains its date, as one whose date is uncertain.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.pages.page import Page, PlanContext, count_shown, paginate
from site_builder.pages.view import CalendarDay, CalendarMonth, Group, IndexPage, Link, ListPage

_Lists = dict[str, list[Article]]


class _Calendar:
    """Which articles belong to which day, month, year and decade."""

    def __init__(self, archive: Archive) -> None:
        self.days: _Lists = defaultdict(list)
        self.months: _Lists = defaultdict(list)
        self.spans: _Lists = defaultdict(list)  # date uncertain: by year, decade or "" for longer ones
        for article in archive.articles:
            if not article.date.months:
                self.spans[article.date.span].append(article)
                continue
            for day in article.date.days:
                self.days[day].append(article)
            for month in article.date.months:
                self.months[month].append(article)

    @property
    def years(self) -> list[str]:
        """Years that have a page, the latest first."""
        found = {month[:4] for month in self.months} | {span for span in self.spans if span.isdigit()}
        return sorted(found, reverse=True)

    @property
    def decades(self) -> list[str]:
        """Decades that have a page of their own: those with articles that no single year contains."""
        return sorted((span for span in self.spans if span.endswith("x")), reverse=True)

    def months_of(self, year: str) -> list[str]:
        """The months of a year that have articles."""
        return sorted(month for month in self.months if month[:4] == year)

    def count(self, year: str) -> int:
        """How many articles a year lists, each once."""
        listed = {article.name for month in self.months_of(year) for article in self.months[month]}
        return len(listed) + len(self.spans.get(year, ()))


def plan(context: PlanContext) -> Iterator[Page]:
    """All pages by date."""
    found = context.cached(_Calendar)
    yield _all_years(context, found)
    for decade in found.decades:
        yield from _decade(context, found, decade)
    for year, newer, older in _with_neighbours(found.years):
        yield _year(context, found, year, newer, older)
    for month, newer, older in _with_neighbours(sorted(found.months, reverse=True)):
        yield from _month(context, found, month, newer, older)
    for day, newer, older in _with_neighbours(sorted(found.days, reverse=True)):
        yield from _day(context, found, day, newer, older)


def _with_neighbours(values: list[str]) -> Iterable[tuple[str, str, str]]:
    """Each value with the one before and the one after it, "" at the ends."""
    return zip(values, ["", *values], [*values[1:], ""], strict=False)


def _address(unit: str) -> str:
    return unit.replace("-", "/") + "/index.html"


def _trail(context: PlanContext, unit: str = "") -> tuple[Link, ...]:
    """The way from all dates down to the unit that contains this one."""
    locale = context.locale
    breadcrumbs = [Link(locale.gettext("Dates"), "dates/index.html")]
    if len(unit) > 4:
        breadcrumbs.append(Link(locale.year(unit[:4]), _address(unit[:4])))
    if len(unit) > 7:
        breadcrumbs.append(Link(locale.month_name(unit[:7]), _address(unit[:7])))
    return tuple(breadcrumbs)


def year_links(context: PlanContext) -> tuple[Link, ...]:
    """The years, for the front page."""
    found = context.cached(_Calendar)
    return tuple(Link(context.locale.year(year), _address(year), found.count(year)) for year in found.years)


def _all_years(context: PlanContext, found: _Calendar) -> Page:
    locale = context.locale
    groups = []
    for decade in sorted({year[:3] + "x" for year in found.years} | set(found.decades), reverse=True):
        links = [
            Link(locale.year(year), _address(year), found.count(year)) for year in found.years if year[:3] == decade[:3]
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


def _decade(context: PlanContext, found: _Calendar, decade: str) -> Iterator[Page]:
    title = context.locale.gettext("{period}, year uncertain").format(period=context.locale.year(decade))
    articles = found.spans[decade]
    for address, part, pager in paginate(f"dates/{decade}.html", articles, context.archive.config.page_size):
        view = ListPage(
            title=title, kind="dates", heading=title, breadcrumbs=_trail(context), count=count_shown(articles, pager),
            uncertain=context.teasers(part), pager=pager,
        )  # fmt: skip
        yield Page(address, "list.html", view)


def _year(context: PlanContext, found: _Calendar, year: str, newer: str, older: str) -> Page:
    locale = context.locale
    view = ListPage(
        title=locale.year(year), kind="dates", heading=locale.year(year), breadcrumbs=_trail(context),
        count=found.count(year), weekdays=locale.weekdays(),
        calendar=tuple(_calendar(context, found, month) for month in found.months_of(year)),
        uncertain=context.teasers(found.spans.get(year, [])),
        newer=Link(locale.year(newer), _address(newer)) if newer else None,
        older=Link(locale.year(older), _address(older)) if older else None,
    )  # fmt: skip
    return Page(_address(year), "list.html", view)


def _month(context: PlanContext, found: _Calendar, month: str, newer: str, older: str) -> Iterator[Page]:
    locale, articles = context.locale, found.months[month]
    for address, part, pager in paginate(_address(month), articles, context.archive.config.page_size):
        view = ListPage(
            title=locale.month(month), kind="dates", heading=locale.month(month),
            breadcrumbs=_trail(context, month), count=count_shown(articles, pager),
            calendar=(_calendar(context, found, month),), weekdays=locale.weekdays(),
            teasers=context.teasers(part), pager=pager,
            newer=Link(locale.month(newer), _address(newer)) if newer else None,
            older=Link(locale.month(older), _address(older)) if older else None,
        )  # fmt: skip
        yield Page(address, "list.html", view)


def _day(context: PlanContext, found: _Calendar, day: str, newer: str, older: str) -> Iterator[Page]:
    locale, articles = context.locale, found.days[day]
    for address, part, pager in paginate(_address(day), articles, context.archive.config.page_size):
        view = ListPage(
            title=locale.day(day), kind="dates", heading=locale.day(day), breadcrumbs=_trail(context, day),
            count=count_shown(articles, pager),
            teasers=context.teasers(part), pager=pager,
            newer=Link(locale.day(newer), _address(newer)) if newer else None,
            older=Link(locale.day(older), _address(older)) if older else None,
        )  # fmt: skip
        yield Page(address, "list.html", view)


def _calendar(context: PlanContext, found: _Calendar, month: str) -> CalendarMonth:
    def cell(number: int) -> CalendarDay:
        day = f"{month}-{number:02}"
        articles = found.days.get(day) if number else None
        return (
            CalendarDay(number, _address(day), len(articles), context.locale.day(day))
            if articles
            else CalendarDay(number)
        )

    weeks = calendar.Calendar().monthdayscalendar(int(month[:4]), int(month[5:]))
    link = Link(context.locale.month_name(month), _address(month), len(found.months[month]))
    return CalendarMonth(link, tuple(tuple(cell(number) for number in week) for week in weeks))
