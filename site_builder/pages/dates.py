"""The index of all dates, with a strip of months for each year; a page for each year; decades where they are needed."""

from collections.abc import Iterator

import msgspec

from site_builder.archive.coverage.rhythm import State
from site_builder.archive.holdings import Holdings
from site_builder.pages.by_date import Calendar, address_of, trail, with_neighbours
from site_builder.pages.calendars import CLASSES, KINDS, calendar_of, holdings_of, state_words, sums
from site_builder.pages.page import Page, PlanContext, count_shown, paginate
from site_builder.pages.strip import Strip, strips
from site_builder.pages.view import CalendarMonth, Link, ListPage, Teaser, View


class PaperYear(msgspec.Struct, frozen=True):
    """A year of one paper; `name` is "" where the archive has no other."""

    name: str
    sums: str
    months: tuple[CalendarMonth, ...]


class YearPage(View, frozen=True, kw_only=True):
    """A year: its calendars, and what is dated to no month of it. `legend` is the states that it has, in words."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    count: int
    papers: tuple[PaperYear, ...]
    weekdays: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    holdings: Link | None
    uncertain: tuple[Teaser, ...]
    newer: Link | None
    older: Link | None


class DatesPage(View, frozen=True, kw_only=True):
    """All years, the oldest first: a strip for each paper, and what is dated to no year."""

    heading: str
    strips: tuple[Strip, ...]
    year: tuple[PaperYear, ...]  # the calendars, where there is but one year
    weekdays: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    holdings: Link | None
    decades: tuple[Link, ...]
    uncertain: tuple[Teaser, ...]


class DaysScript(View, frozen=True, kw_only=True):
    """The days that have a page, for the box that leads to a date: JSON of months, with a bit for each day."""

    days: str


def plan(context: PlanContext) -> Iterator[Page]:
    """The index of all dates, the list of days for its box, and a page for each year and decade."""
    found = context.cached(Calendar)
    yield _all_years(context, found)
    yield Page("dates/days.js", "days.js", DaysScript(title="", days=_days(found)))
    for decade in found.decades:
        yield from _decade(context, found, decade)
    for year, newer, older in with_neighbours(found.years):
        yield _year(context, found, year, newer, older)


def _days(found: Calendar) -> str:
    bits = dict.fromkeys([*found.years, *found.months], 0)
    for day in found.days:
        bits[day[:7]] |= 1 << (int(day[8:]) - 1)
    return msgspec.json.encode({unit: f"{bits[unit]:x}" for unit in sorted(bits)}).decode()


def year_links(context: PlanContext) -> tuple[Link, ...]:
    """The years, for the front page."""
    found = context.cached(Calendar)
    return tuple(Link(context.locale.year(year), address_of(year), found.count(year)) for year in found.years)


def holdings_link(context: PlanContext) -> Link | None:
    """To what is held and what is missing, where there are articles."""
    return Link(context.locale.gettext("What is held"), "dates/holdings.html") if context.archive.articles else None


def _all_years(context: PlanContext, found: Calendar) -> Page:
    locale = context.locale
    shown = tuple(strips(context, found))
    one = found.years[0] if len(found.years) == 1 and sum(len(strip.rows) for strip in shown) == 1 else ""
    papers = tuple(_papers(context, one)) if one else ()
    view = DatesPage(
        title=locale.gettext("Dates"), kind="dates", heading=locale.gettext("Dates"), strips=shown, year=papers,
        weekdays=locale.weekdays() if one else (), legend=legend(context, papers), holdings=holdings_link(context),
        decades=tuple(_uncertain_decades(context, found)), uncertain=context.teasers(found.spans.get("", [])),
    )  # fmt: skip
    return Page("dates/index.html", "dates.html", view)


def _uncertain_decades(context: PlanContext, found: Calendar) -> Iterator[Link]:
    for decade in reversed(found.decades):
        name = context.locale.gettext("{period}, year uncertain").format(period=context.locale.year(decade))
        yield Link(name, f"dates/{decade}.html", len(found.spans[decade]))


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
    locale, papers = context.locale, tuple(_papers(context, year))
    view = YearPage(
        title=locale.year(year), kind="dates", heading=locale.year(year), breadcrumbs=trail(context),
        count=found.count(year), papers=papers, weekdays=locale.weekdays(), legend=legend(context, papers),
        holdings=holdings_link(context), uncertain=context.teasers(found.spans.get(year, [])),
        newer=Link(locale.year(newer), address_of(newer)) if newer else None,
        older=Link(locale.year(older), address_of(older)) if older else None,
    )  # fmt: skip
    return Page(address_of(year), "year.html", view)


def _papers(context: PlanContext, year: str) -> Iterator[PaperYear]:
    """The papers of which something is known in a year; of an archive with one paper always that."""
    holdings = context.cached(holdings_of)
    for held in holdings:
        if len(holdings) == 1 or _has(held, year):
            months = (calendar_of(context, f"{year}-{month:02}", held) for month in range(1, 13))
            yield PaperYear(held.paper.name if len(holdings) > 1 else "", sums(context, held, year), tuple(months))


def _has(held: Holdings, year: str) -> bool:
    days = f"{year}-01-01", f"{year}-12-31"
    return any(held.count(state, *days) for state in KINDS) or year in held.listed


def legend(context: PlanContext, papers: tuple[PaperYear, ...]) -> tuple[tuple[str, str], ...]:
    """The states that calendars show, with their words."""
    cells = [day for paper in papers for month in paper.months for week in month.weeks for day in week]
    shown = {day.state for day in cells} | {"uncertain" for day in cells if day.uncertain}
    words = {CLASSES[state]: word for state, word in state_words(context.locale).items()}
    words["uncertain"] = context.locale.gettext("date uncertain")
    return tuple((kind, word) for kind, word in words.items() if kind in shown and kind != KINDS[State.HELD])
