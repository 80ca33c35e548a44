"""On this day: a page for each day of the year, with the years in which a paper of that day is held.

The front page leads to today's by a script, which knows of which days there is one; without it, to the list of them.
"""

from collections.abc import Iterator
from itertools import groupby

from site_builder.pages.by_date import Calendar, trail
from site_builder.pages.issues import DayLine, day_line
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.view import Group, Link, View

INDEX = "dates/days/index.html"
_LEAP_YEAR = "2000"


class DayOfYear(View, frozen=True, kw_only=True):
    """A day of the year: a line for each year that has it, the oldest first."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    days: tuple[DayLine, ...]
    previous: Link | None
    next: Link | None


class DaysOfYear(View, frozen=True, kw_only=True):
    """All days of the year that are held, by month."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    months: tuple[Group, ...]


def days_held(context: PlanContext) -> tuple[str, ...]:
    """The days of the year that are held, such as `01-23`; none where all are of one year."""
    days = context.cached(Calendar).days
    several = len({day[:4] for day in days}) > 1
    return tuple(sorted({day[5:] for day in days})) if several else ()


def plan(context: PlanContext) -> Iterator[Page]:
    """A page for each day of the year that is held, and the list of them."""
    days = days_held(context)
    if not days:
        return
    yield _index(context, days)
    for number, day in enumerate(days):
        before, after = days[number - 1], days[(number + 1) % len(days)]
        yield _day(context, day, before=before, after=after)


def address_of_day(day: str) -> str:
    """The page of a day of the year."""
    return f"dates/days/{day}.html"


def _in_words(context: PlanContext, day: str) -> str:
    return context.locale.month_and_day(f"{_LEAP_YEAR}-{day}")


def _index(context: PlanContext, days: tuple[str, ...]) -> Page:
    locale = context.locale
    months = tuple(
        Group(
            locale.month_name(f"{_LEAP_YEAR}-{month}"),
            tuple(Link(locale.day_of_month(f"{_LEAP_YEAR}-{day}"), address_of_day(day)) for day in found),
        )
        for month, found in groupby(days, key=lambda day: day[:2])
    )
    title = locale.gettext("On this day")
    view = DaysOfYear(title=title, kind="dates", heading=title, breadcrumbs=trail(context), months=months)
    return Page(INDEX, "days-of-year.html", view)


def _day(context: PlanContext, day: str, *, before: str, after: str) -> Page:
    calendar, locale = context.cached(Calendar), context.locale
    heading = _in_words(context, day)
    found = (f"{year}-{day}" for year in calendar.years_of(day))
    view = DayOfYear(
        title=locale.gettext("{day}: on this day").format(day=heading), kind="dates", heading=heading,
        breadcrumbs=(*trail(context), Link(locale.gettext("On this day"), INDEX)),
        days=tuple(day_line(context, calendar, one, text=locale.year(one[:4])) for one in found),
        previous=Link(_in_words(context, before), address_of_day(before)),
        next=Link(_in_words(context, after), address_of_day(after)),
    )  # fmt: skip
    return Page(address_of_day(day), "day-of-year.html", view)
