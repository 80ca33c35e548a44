"""The issue of a day, and the month as a line for each of its days.

A paper that appears once a month has its issue on the page of the month. What is too long for one page is cut where the
paper is: each of its pages then has a file of its own, and the page of the day gives the first headlines of each.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec
from msgspec.structs import replace

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.archive.issues import Issue, Issues
from site_builder.pages.by_date import Calendar, address_of, trail, with_neighbours
from site_builder.pages.calendars import calendar_of, holdings_of, lacking, last_day
from site_builder.pages.issue_contents import (
    APART,
    Contents,
    IssueView,
    PaperPage,
    apart_address,
    contents,
    issue_heading,
    own_files,
    paper_page,
    uncertain,
)
from site_builder.pages.neighbours import issue_name, unit_in_words
from site_builder.pages.page import Page, PlanContext, count_shown, headline_of, numbered, paginate
from site_builder.pages.view import CalendarMonth, Headline, Link, ListPage, View

_RUN = 250  # articles of a page of the paper in one file, where it has more than that many
_YEARS = 3  # other years to either side whose same day is linked


class IssuePage(View, frozen=True, kw_only=True):
    """A day, with what is lacking of it (`remark`) and the same day of other years; or a page of the paper that has a
    file of its own."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    count: int
    number: str = ""
    remark: str = ""
    contents: Contents
    previous: Link | None = None
    next: Link | None = None
    years: tuple[Link, ...] = ()


class DayLine(msgspec.Struct, frozen=True, kw_only=True):
    """A day in a list of days: the number of its issue, and the headline that stands first in it; or that there is
    no issue (`remark`: why, or which of its pages are missing)."""

    text: str
    weekday: str
    href: str
    count: int
    number: str
    first: Headline | None
    remark: str


class MonthPage(View, frozen=True, kw_only=True):
    """A month: its calendar, a line for each day, and what is dated to the month."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    count: int
    number: str
    calendar: CalendarMonth
    weekdays: tuple[str, ...]
    days: tuple[DayLine, ...]
    contents: Contents
    previous: Link | None
    next: Link | None


def plan(context: PlanContext) -> Iterator[Page]:
    """A page for each month and each day, and files of their own for what is too long for these."""
    found = context.cached(Calendar)
    for month, earlier, later in with_neighbours(sorted(found.months)):
        yield _month(context, found, month, earlier, later)
        yield from _parts(context, month, found.months[month])
    for day, earlier, later in with_neighbours(sorted(found.days)):
        yield _day(context, found, day, earlier, later)
        yield from _parts(context, day, found.days[day])


def _day(context: PlanContext, found: Calendar, day: str, earlier: str, later: str) -> Page:
    heading, articles = unit_in_words(context, day), found.days[day]
    view = IssuePage(
        title=heading, kind="dates", heading=heading, breadcrumbs=trail(context, day), count=len(articles),
        number=_number(context, day), remark=lacking(context, day), contents=contents(context, day, articles),
        previous=_to_unit(context, earlier, later=False), next=_to_unit(context, later, later=True),
        years=tuple(_other_years(context, found, day)),
    )  # fmt: skip
    return Page(address_of(day), "day.html", view)


def _month(context: PlanContext, found: Calendar, month: str, earlier: str, later: str) -> Page:
    heading, articles = unit_in_words(context, month), found.months[month]
    view = MonthPage(
        title=heading, kind="dates", heading=heading, breadcrumbs=trail(context, month), count=len(articles),
        number=_number(context, month), calendar=calendar_of(context, month), weekdays=context.locale.weekdays(),
        days=tuple(_month_days(context, found, month)),
        contents=contents(context, month, articles),
        previous=_to_unit(context, earlier, later=False), next=_to_unit(context, later, later=True),
    )  # fmt: skip
    return Page(address_of(month), "month.html", view)


def _month_days(context: PlanContext, found: Calendar, month: str) -> Iterator[DayLine]:
    """The days that have articles, and those of which it is known that an issue is lacking; days one after another that
    lack it for the same reason are one line."""
    days = found.days_of(month)
    if days and any(held.is_claimed for held in context.cached(holdings_of)):
        days = [f"{month}-{number:02}" for number in range(1, int(last_day(month)[8:]) + 1)]
    remarks, name = {day: lacking(context, day) for day in days}, context.locale.day_of_month
    for _, same in groupby(days, key=lambda day: (remarks[day], found.days.get(day) and day)):
        first, *others = same
        if remarks[first] or first in found.days:
            text = f"{name(first)}–{name(others[-1])}" if others else name(first)
            line = day_line(context, found, first, text=text, remark=remarks[first])
            yield replace(line, weekday="") if others else line


def day_line(context: PlanContext, found: Calendar, day: str, *, text: str, remark: str = "") -> DayLine:
    """A day as lists of days show it, called `text`."""
    issues = context.cached(Issues).on(day)
    first = next(issues[0].articles) if issues else None
    return DayLine(
        text=text, weekday=context.locale.weekday(day),
        href=address_of(day) if day in found.days else "", count=len(found.days.get(day, ())),
        number=_number(context, day), first=headline_of(context, first) if first else None, remark=remark,
    )  # fmt: skip


def _number(context: PlanContext, unit: str) -> str:
    """The number of the issue in words, where there is one issue."""
    issues = context.cached(Issues).on(unit)
    return issue_name(context, issues[0].number) if len(issues) == 1 else ""


def _to_unit(context: PlanContext, unit: str, *, later: bool) -> Link | None:
    """A link to the next day or month, or the one before; its note says if that is an issue."""
    if not unit:
        return None
    _ = context.locale.gettext
    note = _("Next issue") if later else _("Previous issue")
    is_issue = len(unit) > len("2024-02") and context.cached(Issues).on(unit)
    return Link(unit_in_words(context, unit), address_of(unit), note=note if is_issue else "")


def _other_years(context: PlanContext, found: Calendar, day: str) -> Iterator[Link]:
    """The same day of the nearest years, as far as the archive has it."""
    years = found.years_of(day[5:])
    at = years.index(day[:4])
    for year in (*years[max(0, at - _YEARS) : at], *years[at + 1 : at + 1 + _YEARS]):
        yield Link(context.locale.year(year), address_of(year + day[4:]))


def _parts(context: PlanContext, unit: str, articles: Sequence[Article]) -> Iterator[Page]:
    """The pages of the paper that have files of their own; the list of uncertain dates that is too long."""
    breadcrumbs = (*trail(context, unit), Link(unit_in_words(context, unit), address_of(unit)))
    yield from _paper_pages(context, unit, breadcrumbs)
    apart = uncertain(articles)
    if len(apart) <= APART:
        return
    heading = context.locale.clauses(unit_in_words(context, unit), context.locale.gettext("Date uncertain"))
    for address, part, pager in paginate(apart_address(unit), apart, context.archive.config.page_size):
        view = ListPage(
            title=numbered(context, heading, pager), kind="dates", heading=heading, breadcrumbs=breadcrumbs,
            count=count_shown(apart, pager), uncertain=context.teasers(part), pager=pager,
        )  # fmt: skip
        yield Page(address, "list.html", view)


def _paper_pages(context: PlanContext, unit: str, breadcrumbs: tuple[Link, ...]) -> Iterator[Page]:
    """The pages of the paper, each in a file; of one that is too long, in several."""
    runs, _ = list(_runs(context, unit)), context.locale.gettext
    links = [Link(_run_heading(context, unit, issue, page), href(address)) for address, issue, page in runs]
    for at, (address, issue, page) in enumerate(runs):
        shown = IssueView("", "", page.count, (replace(page, id="", label=""),))  # the heading says it
        view = IssuePage(
            title=links[at].text, kind="dates", heading=links[at].text, breadcrumbs=breadcrumbs,
            count=len(page.teasers), number=issue_name(context, issue.number), contents=Contents((shown,)),
            previous=replace(links[at - 1], note=_("Previous page")) if at else None,
            next=replace(links[at + 1], note=_("Next page")) if at + 1 < len(links) else None,
        )  # fmt: skip
        yield Page(address, "day.html", view)


def _runs(context: PlanContext, unit: str) -> Iterator[tuple[str, Issue, PaperPage]]:
    """What a file lists: its address, the issue, and the page of the paper or a part of it."""
    files = own_files(context, unit)
    for issue in context.cached(Issues).on(unit) if files else ():
        for whole in (paper_page(context, issue, page) for page in issue.pages):
            for number, start in enumerate(range(0, whole.count, _RUN), 1):
                first = files[whole.id]
                address = first if number == 1 else first.replace("index.html", f"page-{number}.html")
                teasers = whole.teasers[start : start + _RUN]
                yield address, issue, replace(whole, teasers=teasers, start=start + 1)


def _run_heading(context: PlanContext, unit: str, issue: Issue, page: PaperPage) -> str:
    last = page.start + len(page.teasers) - 1
    part = f"{page.start}–{last}" if len(page.teasers) < page.count else ""
    section = page.section.text if page.section else ""
    return context.locale.clauses(
        unit_in_words(context, unit), issue_heading(context, issue), page.label, section, part
    )
